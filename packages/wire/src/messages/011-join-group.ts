// Generated from packages/wire/schema/011-join-group.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 11. Enters a group, or enters again because it rebalances. The answer comes when all members have. Goes to
 * the group coordinator.
 *
 * - v0: The first.
 * - v1: rebalanceTimeoutMs (KIP-62).
 * - v2: The response gains throttleTimeMs.
 * - v3: The broker answers before it throttles (KIP-219).
 * - v4: A new member is first sent its id with MEMBER_ID_REQUIRED, and joins again with it (KIP-394).
 * - v5: groupInstanceId: static membership (KIP-345).
 * - v6: Flexible.
 * - v7: The response gains protocolType; protocolName may be null (KIP-559).
 * - v8: reason (KIP-800).
 * - v9: skipAssignment, for static leaders (KIP-814).
 */
export const JoinGroup: Api<JoinGroupRequest, JoinGroupResponse> = /* @__PURE__ */ api(
  11,
  'JoinGroup',
  /* @__PURE__ */ new Message('JoinGroupRequest', [0, 9], 6, readJoinGroupRequest, writeJoinGroupRequest),
  /* @__PURE__ */ new Message('JoinGroupResponse', [0, 9], 6, readJoinGroupResponse, writeJoinGroupResponse),
);

/** The request of {@link JoinGroup}. */
export interface JoinGroupRequest {
  /** The id of the group. */
  groupId: string;
  /** After how long without a heartbeat the member is taken out, in ms. */
  sessionTimeoutMs: number;
  /**
   * How long the members have to join again in a rebalance, in ms; -1 (v0) for the session timeout. (since v1,
   * default -1)
   */
  rebalanceTimeoutMs: number;
  /** The id that the coordinator gave the member; empty when it has none yet. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v5, default null) */
  groupInstanceId: string | null;
  /** What kind of group it is: "consumer" for consumers. */
  protocolType: string;
  /** What the member can work with, best first. */
  protocols: JoinGroupRequestProtocol[];
  /** Why the member joins or leaves, for the broker's log. (since v8, default null) */
  reason: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member can work with, best first. */
export interface JoinGroupRequestProtocol {
  /** The name of the protocol: for consumers, of the assignor. */
  name: string;
  /** What goes with it: for consumers, a ConsumerProtocolSubscription. */
  metadata: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link JoinGroup}. */
export interface JoinGroupResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v2) */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The new generation of the group; -1 on an error. (default -1) */
  generationId: number;
  /** What kind of group it is: "consumer" for consumers. (since v7, default null) */
  protocolType: string | null;
  /** The protocol that the coordinator chose. (null since v7) */
  protocolName: string | null;
  /** The id of the member that makes the assignment. */
  leader: string;
  /** Whether the leader must not assign anew: all stays as it is. (since v9) */
  skipAssignment: boolean;
  /** The id of this member, also when the error is MEMBER_ID_REQUIRED. */
  memberId: string;
  /** All members and what they told, for the leader; empty for others. */
  members: JoinGroupResponseMember[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** All members and what they told, for the leader; empty for others. */
export interface JoinGroupResponseMember {
  /** The id that the coordinator gave the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v5, default null) */
  groupInstanceId: string | null;
  /** What the member told: for consumers, a ConsumerProtocolSubscription. */
  metadata: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readJoinGroupRequestProtocol(r: Reader, version: number): JoinGroupRequestProtocol {
  const flexible = version >= 6;
  const m: JoinGroupRequestProtocol = {
    name: r.string(flexible),
    metadata: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeJoinGroupRequestProtocol(w: Writer, version: number, m: MessageInit<JoinGroupRequestProtocol>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.bytes(or(m.metadata, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readJoinGroupRequest(r: Reader, version: number): JoinGroupRequest {
  const flexible = version >= 6;
  const m: JoinGroupRequest = {
    groupId: r.string(flexible),
    sessionTimeoutMs: r.int32(),
    rebalanceTimeoutMs: version >= 1 ? r.int32() : -1,
    memberId: r.string(flexible),
    groupInstanceId: version >= 5 ? r.nullableString(flexible) : null,
    protocolType: r.string(flexible),
    protocols: r.array(flexible, readJoinGroupRequestProtocol, version),
    reason: version >= 8 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeJoinGroupRequest(w: Writer, version: number, m: MessageInit<JoinGroupRequest>): void {
  const flexible = version >= 6;
  w.string(or(m.groupId, ''), flexible);
  w.int32(or(m.sessionTimeoutMs, 0));
  if (version >= 1) w.int32(or(m.rebalanceTimeoutMs, -1));
  w.string(or(m.memberId, ''), flexible);
  if (version >= 5) w.nullableString(or(m.groupInstanceId, null), flexible);
  else if (set(m.groupInstanceId, null)) w.absent(version);
  w.string(or(m.protocolType, ''), flexible);
  w.array(or(m.protocols, []), flexible, writeJoinGroupRequestProtocol, version);
  if (version >= 8) w.nullableString(or(m.reason, null), true);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readJoinGroupResponseMember(r: Reader, version: number): JoinGroupResponseMember {
  const flexible = version >= 6;
  const m: JoinGroupResponseMember = {
    memberId: r.string(flexible),
    groupInstanceId: version >= 5 ? r.nullableString(flexible) : null,
    metadata: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeJoinGroupResponseMember(w: Writer, version: number, m: MessageInit<JoinGroupResponseMember>): void {
  const flexible = version >= 6;
  w.string(or(m.memberId, ''), flexible);
  if (version >= 5) w.nullableString(or(m.groupInstanceId, null), flexible);
  w.bytes(or(m.metadata, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readJoinGroupResponse(r: Reader, version: number): JoinGroupResponse {
  const flexible = version >= 6;
  const m: JoinGroupResponse = {
    throttleTimeMs: version >= 2 ? r.int32() : 0,
    errorCode: r.int16(),
    generationId: r.int32(),
    protocolType: version >= 7 ? r.nullableString(true) : null,
    protocolName: r.nullableString(flexible, version >= 7),
    leader: r.string(flexible),
    skipAssignment: version >= 9 ? r.bool() : false,
    memberId: r.string(flexible),
    members: r.array(flexible, readJoinGroupResponseMember, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeJoinGroupResponse(w: Writer, version: number, m: MessageInit<JoinGroupResponse>): void {
  const flexible = version >= 6;
  if (version >= 2) w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.generationId, -1));
  if (version >= 7) w.nullableString(or(m.protocolType, null), true);
  w.nullableString(or(m.protocolName, ''), flexible, version >= 7);
  w.string(or(m.leader, ''), flexible);
  if (version >= 9) w.bool(or(m.skipAssignment, false));
  else if (set(m.skipAssignment, false)) w.absent(version);
  w.string(or(m.memberId, ''), flexible);
  w.array(or(m.members, []), flexible, writeJoinGroupResponseMember, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
