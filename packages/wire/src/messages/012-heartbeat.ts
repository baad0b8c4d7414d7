// Generated from packages/wire/schema/012-heartbeat.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 12. Keeps a member in its group, and lets it hear of a rebalance. Goes to the group coordinator.
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: groupInstanceId (KIP-345).
 * - v4: Flexible.
 */
export const Heartbeat: Api<HeartbeatRequest, HeartbeatResponse> = /* @__PURE__ */ api(
  12,
  'Heartbeat',
  /* @__PURE__ */ new Message('HeartbeatRequest', [0, 4], 4, readHeartbeatRequest, writeHeartbeatRequest),
  /* @__PURE__ */ new Message('HeartbeatResponse', [0, 4], 4, readHeartbeatResponse, writeHeartbeatResponse),
);

/** The request of {@link Heartbeat}. */
export interface HeartbeatRequest {
  /** The id of the group. */
  groupId: string;
  /** The generation of the group that the member takes part in. */
  generationId: number;
  /** The id that the coordinator gave the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v3, default null) */
  groupInstanceId: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link Heartbeat}. */
export interface HeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readHeartbeatRequest(r: Reader, version: number): HeartbeatRequest {
  const flexible = version >= 4;
  const m: HeartbeatRequest = {
    groupId: r.string(flexible),
    generationId: r.int32(),
    memberId: r.string(flexible),
    groupInstanceId: version >= 3 ? r.nullableString(flexible) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeHeartbeatRequest(w: Writer, version: number, m: MessageInit<HeartbeatRequest>): void {
  const flexible = version >= 4;
  w.string(or(m.groupId, ''), flexible);
  w.int32(or(m.generationId, 0));
  w.string(or(m.memberId, ''), flexible);
  if (version >= 3) w.nullableString(or(m.groupInstanceId, null), flexible);
  else if (set(m.groupInstanceId, null)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readHeartbeatResponse(r: Reader, version: number): HeartbeatResponse {
  const flexible = version >= 4;
  const m: HeartbeatResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeHeartbeatResponse(w: Writer, version: number, m: MessageInit<HeartbeatResponse>): void {
  const flexible = version >= 4;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}
