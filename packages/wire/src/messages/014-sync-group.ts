// Generated from packages/wire/schema/014-sync-group.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 14. The leader hands in what it has assigned to whom; each member receives its part. Goes to the group
 * coordinator.
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: groupInstanceId (KIP-345).
 * - v4: Flexible.
 * - v5: protocolType and protocolName on both sides (KIP-559).
 */
export const SyncGroup: Api<SyncGroupRequest, SyncGroupResponse> = /* @__PURE__ */ api(
  14,
  'SyncGroup',
  /* @__PURE__ */ new Message('SyncGroupRequest', [0, 5], 4, readSyncGroupRequest, writeSyncGroupRequest),
  /* @__PURE__ */ new Message('SyncGroupResponse', [0, 5], 4, readSyncGroupResponse, writeSyncGroupResponse),
);

/** The request of {@link SyncGroup}. */
export interface SyncGroupRequest {
  /** The id of the group. */
  groupId: string;
  /** The generation of the group that the member takes part in. */
  generationId: number;
  /** The id that the coordinator gave the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v3, default null) */
  groupInstanceId: string | null;
  /** What kind of group it is: "consumer" for consumers. (since v5, default null) */
  protocolType: string | null;
  /** The protocol (for consumers, the assignor) of the group. (since v5, default null) */
  protocolName: string | null;
  /** What each member shall do, from the leader; empty from others. */
  assignments: SyncGroupRequestAssignment[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What each member shall do, from the leader; empty from others. */
export interface SyncGroupRequestAssignment {
  /** The id that the coordinator gave the member. */
  memberId: string;
  /** For consumers, a ConsumerProtocolAssignment. */
  assignment: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link SyncGroup}. */
export interface SyncGroupResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What kind of group it is: "consumer" for consumers. (since v5, default null) */
  protocolType: string | null;
  /** The protocol (for consumers, the assignor) of the group. (since v5, default null) */
  protocolName: string | null;
  /** What this member shall do: for consumers, a ConsumerProtocolAssignment. */
  assignment: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readSyncGroupRequestAssignment(r: Reader, version: number): SyncGroupRequestAssignment {
  const flexible = version >= 4;
  const m: SyncGroupRequestAssignment = {
    memberId: r.string(flexible),
    assignment: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSyncGroupRequestAssignment(w: Writer, version: number, m: MessageInit<SyncGroupRequestAssignment>): void {
  const flexible = version >= 4;
  w.string(or(m.memberId, ''), flexible);
  w.bytes(or(m.assignment, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readSyncGroupRequest(r: Reader, version: number): SyncGroupRequest {
  const flexible = version >= 4;
  const m: SyncGroupRequest = {
    groupId: r.string(flexible),
    generationId: r.int32(),
    memberId: r.string(flexible),
    groupInstanceId: version >= 3 ? r.nullableString(flexible) : null,
    protocolType: version >= 5 ? r.nullableString(true) : null,
    protocolName: version >= 5 ? r.nullableString(true) : null,
    assignments: r.array(flexible, readSyncGroupRequestAssignment, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSyncGroupRequest(w: Writer, version: number, m: MessageInit<SyncGroupRequest>): void {
  const flexible = version >= 4;
  w.string(or(m.groupId, ''), flexible);
  w.int32(or(m.generationId, 0));
  w.string(or(m.memberId, ''), flexible);
  if (version >= 3) w.nullableString(or(m.groupInstanceId, null), flexible);
  else if (set(m.groupInstanceId, null)) w.absent(version);
  if (version >= 5) w.nullableString(or(m.protocolType, null), true);
  if (version >= 5) w.nullableString(or(m.protocolName, null), true);
  w.array(or(m.assignments, []), flexible, writeSyncGroupRequestAssignment, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readSyncGroupResponse(r: Reader, version: number): SyncGroupResponse {
  const flexible = version >= 4;
  const m: SyncGroupResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    errorCode: r.int16(),
    protocolType: version >= 5 ? r.nullableString(true) : null,
    protocolName: version >= 5 ? r.nullableString(true) : null,
    assignment: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSyncGroupResponse(w: Writer, version: number, m: MessageInit<SyncGroupResponse>): void {
  const flexible = version >= 4;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  if (version >= 5) w.nullableString(or(m.protocolType, null), true);
  if (version >= 5) w.nullableString(or(m.protocolName, null), true);
  w.bytes(or(m.assignment, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}
