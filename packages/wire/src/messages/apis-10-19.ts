// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/010-find-coordinator.ts

/**
 * API 10. Tells which broker coordinates a group or a transactional id. Goes to any broker.
 *
 * - v0: Groups only.
 * - v1: keyType: transactional ids too; throttleTimeMs and errorMessage.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Flexible.
 * - v4: Several keys in one request (KIP-699).
 * - v5: TRANSACTION_ABORTABLE may be answered (KIP-890).
 * - v6: Share coordinators (KIP-932).
 */
export const FindCoordinator: Api<FindCoordinatorRequest, FindCoordinatorResponse> = /* @__PURE__ */ api(
  10,
  'FindCoordinator',
  /* @__PURE__ */ new Message(
    'FindCoordinatorRequest',
    [0, 6],
    3,
    readFindCoordinatorRequest,
    writeFindCoordinatorRequest,
  ),
  /* @__PURE__ */ new Message(
    'FindCoordinatorResponse',
    [0, 6],
    3,
    readFindCoordinatorResponse,
    writeFindCoordinatorResponse,
  ),
);

/** The request of {@link FindCoordinator}. */
export interface FindCoordinatorRequest {
  /** The group id or transactional id. (until v3) */
  key: string;
  /** 0 group, 1 transactional id, 2 share partition ("group:topicId:partition"). (since v1) */
  keyType: number;
  /** The group ids or transactional ids. (since v4) */
  coordinatorKeys: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link FindCoordinator}. */
export interface FindCoordinatorResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** 0, or what went wrong. (until v3) */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (v1 to v3) */
  errorMessage: string | null;
  /** The id of the coordinator; -1 on an error. (until v3) */
  nodeId: number;
  /** Where the broker listens: a host name or an address. (until v3) */
  host: string;
  /** The port it listens on. (until v3) */
  port: number;
  /** The coordinators, by key. (since v4) */
  coordinators: FindCoordinatorResponseCoordinator[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The coordinators, by key. */
export interface FindCoordinatorResponseCoordinator {
  /** The group id or transactional id. */
  key: string;
  /** The id of the coordinator; -1 on an error. */
  nodeId: number;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readFindCoordinatorRequest(r: Reader, version: number): FindCoordinatorRequest {
  const flexible = version >= 3;
  const m: FindCoordinatorRequest = {
    key: version <= 3 ? r.string(flexible) : '',
    keyType: version >= 1 ? r.int8() : 0,
    coordinatorKeys: version >= 4 ? r.stringArray(true) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFindCoordinatorRequest(w: Writer, version: number, m: MessageInit<FindCoordinatorRequest>): void {
  const flexible = version >= 3;
  if (version <= 3) w.string(or(m.key, ''), flexible);
  else if (set(m.key, '')) w.absent(version);
  if (version >= 1) w.int8(or(m.keyType, 0));
  else if (set(m.keyType, 0)) w.absent(version);
  if (version >= 4) w.stringArray(or(m.coordinatorKeys, []), true);
  else if (set(m.coordinatorKeys, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readFindCoordinatorResponseCoordinator(r: Reader, _version: number): FindCoordinatorResponseCoordinator {
  const m: FindCoordinatorResponseCoordinator = {
    key: r.string(true),
    nodeId: r.int32(),
    host: r.string(true),
    port: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFindCoordinatorResponseCoordinator(
  w: Writer,
  version: number,
  m: MessageInit<FindCoordinatorResponseCoordinator>,
): void {
  w.string(or(m.key, ''), true);
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readFindCoordinatorResponse(r: Reader, version: number): FindCoordinatorResponse {
  const flexible = version >= 3;
  const m: FindCoordinatorResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    errorCode: version <= 3 ? r.int16() : 0,
    errorMessage: version >= 1 && version <= 3 ? r.nullableString(flexible) : '',
    nodeId: version <= 3 ? r.int32() : 0,
    host: version <= 3 ? r.string(flexible) : '',
    port: version <= 3 ? r.int32() : 0,
    coordinators: version >= 4 ? r.array(true, readFindCoordinatorResponseCoordinator, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFindCoordinatorResponse(w: Writer, version: number, m: MessageInit<FindCoordinatorResponse>): void {
  const flexible = version >= 3;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  if (version <= 3) w.int16(or(m.errorCode, 0));
  else if (set(m.errorCode, 0)) w.absent(version);
  if (version >= 1 && version <= 3) w.nullableString(or(m.errorMessage, ''), flexible);
  if (version <= 3) w.int32(or(m.nodeId, 0));
  else if (set(m.nodeId, 0)) w.absent(version);
  if (version <= 3) w.string(or(m.host, ''), flexible);
  else if (set(m.host, '')) w.absent(version);
  if (version <= 3) w.int32(or(m.port, 0));
  else if (set(m.port, 0)) w.absent(version);
  if (version >= 4) w.array(or(m.coordinators, []), true, writeFindCoordinatorResponseCoordinator, version);
  else if (set(m.coordinators, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/011-join-group.ts

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

// From schema/012-heartbeat.ts

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

// From schema/013-leave-group.ts

/**
 * API 13. Takes members out of a group without waiting for their sessions to end. Goes to the group coordinator.
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Several members at once, static ones by their instance id (KIP-345).
 * - v4: Flexible.
 * - v5: reason (KIP-800).
 */
export const LeaveGroup: Api<LeaveGroupRequest, LeaveGroupResponse> = /* @__PURE__ */ api(
  13,
  'LeaveGroup',
  /* @__PURE__ */ new Message('LeaveGroupRequest', [0, 5], 4, readLeaveGroupRequest, writeLeaveGroupRequest),
  /* @__PURE__ */ new Message('LeaveGroupResponse', [0, 5], 4, readLeaveGroupResponse, writeLeaveGroupResponse),
);

/** The request of {@link LeaveGroup}. */
export interface LeaveGroupRequest {
  /** The id of the group. */
  groupId: string;
  /** The id that the coordinator gave the member. (until v2) */
  memberId: string;
  /** The members that leave. (since v3) */
  members: LeaveGroupRequestMemberIdentity[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members that leave. */
export interface LeaveGroupRequestMemberIdentity {
  /** The id of the member; empty to name a static member by its instance id alone. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (default null) */
  groupInstanceId: string | null;
  /** Why the member joins or leaves, for the broker's log. (since v5, default null) */
  reason: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link LeaveGroup}. */
export interface LeaveGroupResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The outcome, by member. (since v3) */
  members: LeaveGroupResponseMember[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by member. */
export interface LeaveGroupResponseMember {
  /** The id that the coordinator gave the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. */
  groupInstanceId: string | null;
  /** 0, or why the member could not leave. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readLeaveGroupRequestMemberIdentity(r: Reader, version: number): LeaveGroupRequestMemberIdentity {
  const flexible = version >= 4;
  const m: LeaveGroupRequestMemberIdentity = {
    memberId: r.string(flexible),
    groupInstanceId: r.nullableString(flexible),
    reason: version >= 5 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaveGroupRequestMemberIdentity(
  w: Writer,
  version: number,
  m: MessageInit<LeaveGroupRequestMemberIdentity>,
): void {
  const flexible = version >= 4;
  w.string(or(m.memberId, ''), flexible);
  w.nullableString(or(m.groupInstanceId, null), flexible);
  if (version >= 5) w.nullableString(or(m.reason, null), true);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaveGroupRequest(r: Reader, version: number): LeaveGroupRequest {
  const flexible = version >= 4;
  const m: LeaveGroupRequest = {
    groupId: r.string(flexible),
    memberId: version <= 2 ? r.string() : '',
    members: version >= 3 ? r.array(flexible, readLeaveGroupRequestMemberIdentity, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaveGroupRequest(w: Writer, version: number, m: MessageInit<LeaveGroupRequest>): void {
  const flexible = version >= 4;
  w.string(or(m.groupId, ''), flexible);
  if (version <= 2) w.string(or(m.memberId, ''));
  else if (set(m.memberId, '')) w.absent(version);
  if (version >= 3) w.array(or(m.members, []), flexible, writeLeaveGroupRequestMemberIdentity, version);
  else if (set(m.members, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaveGroupResponseMember(r: Reader, version: number): LeaveGroupResponseMember {
  const flexible = version >= 4;
  const m: LeaveGroupResponseMember = {
    memberId: r.string(flexible),
    groupInstanceId: r.nullableString(flexible),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaveGroupResponseMember(w: Writer, version: number, m: MessageInit<LeaveGroupResponseMember>): void {
  const flexible = version >= 4;
  w.string(or(m.memberId, ''), flexible);
  w.nullableString(or(m.groupInstanceId, ''), flexible);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaveGroupResponse(r: Reader, version: number): LeaveGroupResponse {
  const flexible = version >= 4;
  const m: LeaveGroupResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    errorCode: r.int16(),
    members: version >= 3 ? r.array(flexible, readLeaveGroupResponseMember, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaveGroupResponse(w: Writer, version: number, m: MessageInit<LeaveGroupResponse>): void {
  const flexible = version >= 4;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  if (version >= 3) w.array(or(m.members, []), flexible, writeLeaveGroupResponseMember, version);
  else if (set(m.members, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/014-sync-group.ts

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

// From schema/015-describe-groups.ts

/**
 * API 15. Tells the state and the members of classic groups. Groups of the newer protocols have requests of their
 * own. Goes to the group coordinator.
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Authorized operations on request (KIP-430).
 * - v4: groupInstanceId of members (KIP-345).
 * - v5: Flexible.
 * - v6: GROUP_ID_NOT_FOUND instead of a group in state Dead; errorMessage (KIP-1043).
 */
export const DescribeGroups: Api<DescribeGroupsRequest, DescribeGroupsResponse> = /* @__PURE__ */ api(
  15,
  'DescribeGroups',
  /* @__PURE__ */ new Message(
    'DescribeGroupsRequest',
    [0, 6],
    5,
    readDescribeGroupsRequest,
    writeDescribeGroupsRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeGroupsResponse',
    [0, 6],
    5,
    readDescribeGroupsResponse,
    writeDescribeGroupsResponse,
  ),
);

/** The request of {@link DescribeGroups}. */
export interface DescribeGroupsRequest {
  /** The ids of the groups. */
  groups: string[];
  /** Whether to tell what this user may do with each group. (since v3) */
  includeAuthorizedOperations: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeGroups}. */
export interface DescribeGroupsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** The groups. */
  groups: DescribeGroupsResponseDescribedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups. */
export interface DescribeGroupsResponseDescribedGroup {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v6, default null) */
  errorMessage: string | null;
  /** The id of the group. */
  groupId: string;
  /**
   * PreparingRebalance, CompletingRebalance, Stable, Empty, or Dead for a group that is not there; empty on an
   * error.
   */
  groupState: string;
  /** What kind of group it is: "consumer" for consumers; empty when unknown. */
  protocolType: string;
  /** The protocol (for consumers, the assignor) that the group works with while it is Stable; else empty. */
  protocolData: string;
  /** The members. */
  members: DescribeGroupsResponseDescribedGroupMember[];
  /**
   * Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for. (since v3, default
   * -2147483648)
   */
  authorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface DescribeGroupsResponseDescribedGroupMember {
  /** The id that the coordinator gave the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v4, default null) */
  groupInstanceId: string | null;
  /** What the client of the member calls itself. */
  clientId: string;
  /** The address of the client. */
  clientHost: string;
  /** What the member told: for consumers, a ConsumerProtocolSubscription. Empty unless the group is Stable. */
  memberMetadata: Buffer;
  /** What the member is to do: for consumers, a ConsumerProtocolAssignment. Empty unless the group is Stable. */
  memberAssignment: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeGroupsRequest(r: Reader, version: number): DescribeGroupsRequest {
  const flexible = version >= 5;
  const m: DescribeGroupsRequest = {
    groups: r.stringArray(flexible),
    includeAuthorizedOperations: version >= 3 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeGroupsRequest(w: Writer, version: number, m: MessageInit<DescribeGroupsRequest>): void {
  const flexible = version >= 5;
  w.stringArray(or(m.groups, []), flexible);
  if (version >= 3) w.bool(or(m.includeAuthorizedOperations, false));
  else if (set(m.includeAuthorizedOperations, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeGroupsResponseDescribedGroupMember(
  r: Reader,
  version: number,
): DescribeGroupsResponseDescribedGroupMember {
  const flexible = version >= 5;
  const m: DescribeGroupsResponseDescribedGroupMember = {
    memberId: r.string(flexible),
    groupInstanceId: version >= 4 ? r.nullableString(flexible) : null,
    clientId: r.string(flexible),
    clientHost: r.string(flexible),
    memberMetadata: r.bytes(flexible),
    memberAssignment: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeGroupsResponseDescribedGroupMember(
  w: Writer,
  version: number,
  m: MessageInit<DescribeGroupsResponseDescribedGroupMember>,
): void {
  const flexible = version >= 5;
  w.string(or(m.memberId, ''), flexible);
  if (version >= 4) w.nullableString(or(m.groupInstanceId, null), flexible);
  w.string(or(m.clientId, ''), flexible);
  w.string(or(m.clientHost, ''), flexible);
  w.bytes(or(m.memberMetadata, NO_BYTES), flexible);
  w.bytes(or(m.memberAssignment, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeGroupsResponseDescribedGroup(r: Reader, version: number): DescribeGroupsResponseDescribedGroup {
  const flexible = version >= 5;
  const m: DescribeGroupsResponseDescribedGroup = {
    errorCode: r.int16(),
    errorMessage: version >= 6 ? r.nullableString(true) : null,
    groupId: r.string(flexible),
    groupState: r.string(flexible),
    protocolType: r.string(flexible),
    protocolData: r.string(flexible),
    members: r.array(flexible, readDescribeGroupsResponseDescribedGroupMember, version),
    authorizedOperations: version >= 3 ? r.int32() : -2147483648,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeGroupsResponseDescribedGroup(
  w: Writer,
  version: number,
  m: MessageInit<DescribeGroupsResponseDescribedGroup>,
): void {
  const flexible = version >= 5;
  w.int16(or(m.errorCode, 0));
  if (version >= 6) w.nullableString(or(m.errorMessage, null), true);
  else if (set(m.errorMessage, null)) w.absent(version);
  w.string(or(m.groupId, ''), flexible);
  w.string(or(m.groupState, ''), flexible);
  w.string(or(m.protocolType, ''), flexible);
  w.string(or(m.protocolData, ''), flexible);
  w.array(or(m.members, []), flexible, writeDescribeGroupsResponseDescribedGroupMember, version);
  if (version >= 3) w.int32(or(m.authorizedOperations, -2147483648));
  else if (set(m.authorizedOperations, -2147483648)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeGroupsResponse(r: Reader, version: number): DescribeGroupsResponse {
  const flexible = version >= 5;
  const m: DescribeGroupsResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    groups: r.array(flexible, readDescribeGroupsResponseDescribedGroup, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeGroupsResponse(w: Writer, version: number, m: MessageInit<DescribeGroupsResponse>): void {
  const flexible = version >= 5;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.groups, []), flexible, writeDescribeGroupsResponseDescribedGroup, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/016-list-groups.ts

/**
 * API 16. Lists groups. Goes to every broker: each knows only the groups it coordinates.
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Flexible.
 * - v4: Selects by state and tells the state (KIP-518).
 * - v5: Selects by type and tells the type (KIP-848).
 */
export const ListGroups: Api<ListGroupsRequest, ListGroupsResponse> = /* @__PURE__ */ api(
  16,
  'ListGroups',
  /* @__PURE__ */ new Message('ListGroupsRequest', [0, 5], 3, readListGroupsRequest, writeListGroupsRequest),
  /* @__PURE__ */ new Message('ListGroupsResponse', [0, 5], 3, readListGroupsResponse, writeListGroupsResponse),
);

/** The request of {@link ListGroups}. */
export interface ListGroupsRequest {
  /** The states of the groups wanted; empty for all. (since v4) */
  statesFilter: string[];
  /** The types of the groups wanted; empty for all. (since v5) */
  typesFilter: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListGroups}. */
export interface ListGroupsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The groups that this broker coordinates. */
  groups: ListGroupsResponseListedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups that this broker coordinates. */
export interface ListGroupsResponseListedGroup {
  /** The id of the group. */
  groupId: string;
  /** What kind of group it is: "consumer" for consumers; empty for a group that holds offsets only. */
  protocolType: string;
  /** What the group is doing, e.g. Stable or Empty. (since v4) */
  groupState: string;
  /** Its type: classic, consumer, share or streams. (since v5) */
  groupType: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListGroupsRequest(r: Reader, version: number): ListGroupsRequest {
  const flexible = version >= 3;
  const m: ListGroupsRequest = {
    statesFilter: version >= 4 ? r.stringArray(true) : [],
    typesFilter: version >= 5 ? r.stringArray(true) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListGroupsRequest(w: Writer, version: number, m: MessageInit<ListGroupsRequest>): void {
  const flexible = version >= 3;
  if (version >= 4) w.stringArray(or(m.statesFilter, []), true);
  else if (set(m.statesFilter, [])) w.absent(version);
  if (version >= 5) w.stringArray(or(m.typesFilter, []), true);
  else if (set(m.typesFilter, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListGroupsResponseListedGroup(r: Reader, version: number): ListGroupsResponseListedGroup {
  const flexible = version >= 3;
  const m: ListGroupsResponseListedGroup = {
    groupId: r.string(flexible),
    protocolType: r.string(flexible),
    groupState: version >= 4 ? r.string(true) : '',
    groupType: version >= 5 ? r.string(true) : '',
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListGroupsResponseListedGroup(
  w: Writer,
  version: number,
  m: MessageInit<ListGroupsResponseListedGroup>,
): void {
  const flexible = version >= 3;
  w.string(or(m.groupId, ''), flexible);
  w.string(or(m.protocolType, ''), flexible);
  if (version >= 4) w.string(or(m.groupState, ''), true);
  if (version >= 5) w.string(or(m.groupType, ''), true);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListGroupsResponse(r: Reader, version: number): ListGroupsResponse {
  const flexible = version >= 3;
  const m: ListGroupsResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    errorCode: r.int16(),
    groups: r.array(flexible, readListGroupsResponseListedGroup, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListGroupsResponse(w: Writer, version: number, m: MessageInit<ListGroupsResponse>): void {
  const flexible = version >= 3;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.groups, []), flexible, writeListGroupsResponseListedGroup, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/017-sasl-handshake.ts

/**
 * API 17. Chooses a SASL mechanism, first thing on a new connection (after ApiVersions). Goes to any broker.
 *
 * - v0: The tokens follow as bare bytes with a size before them.
 * - v1: The tokens follow in SaslAuthenticate requests (KIP-152).
 */
export const SaslHandshake: Api<SaslHandshakeRequest, SaslHandshakeResponse> = /* @__PURE__ */ api(
  17,
  'SaslHandshake',
  /* @__PURE__ */ new Message(
    'SaslHandshakeRequest',
    [0, 1],
    Infinity,
    readSaslHandshakeRequest,
    writeSaslHandshakeRequest,
  ),
  /* @__PURE__ */ new Message(
    'SaslHandshakeResponse',
    [0, 1],
    Infinity,
    readSaslHandshakeResponse,
    writeSaslHandshakeResponse,
  ),
);

/** The request of {@link SaslHandshake}. */
export interface SaslHandshakeRequest {
  /** The SASL mechanism wanted, e.g. SCRAM-SHA-256. */
  mechanism: string;
}

/** The response of {@link SaslHandshake}. */
export interface SaslHandshakeResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** The mechanisms the broker offers. */
  mechanisms: string[];
}

function readSaslHandshakeRequest(r: Reader, _version: number): SaslHandshakeRequest {
  return {
    mechanism: r.string(),
  };
}

function writeSaslHandshakeRequest(w: Writer, _version: number, m: MessageInit<SaslHandshakeRequest>): void {
  w.string(or(m.mechanism, ''));
}

function readSaslHandshakeResponse(r: Reader, _version: number): SaslHandshakeResponse {
  return {
    errorCode: r.int16(),
    mechanisms: r.stringArray(),
  };
}

function writeSaslHandshakeResponse(w: Writer, _version: number, m: MessageInit<SaslHandshakeResponse>): void {
  w.int16(or(m.errorCode, 0));
  w.stringArray(or(m.mechanisms, []));
}

// From schema/018-api-versions.ts

/**
 * API 18. Asks which APIs a broker has, at which versions. The response always has header version 0; to a version
 * it does not know, a broker answers version 0 with UNSUPPORTED_VERSION. Goes to any broker.
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Flexible; name and version of the client software, features of the cluster (KIP-511, KIP-584).
 * - v4: Features with a minimum version of 0 are told too.
 * - v5: The client says which node of which cluster it expects (KIP-1242).
 */
export const ApiVersions: Api<ApiVersionsRequest, ApiVersionsResponse> = /* @__PURE__ */ api(
  18,
  'ApiVersions',
  /* @__PURE__ */ new Message('ApiVersionsRequest', [0, 5], 3, readApiVersionsRequest, writeApiVersionsRequest),
  /* @__PURE__ */ new Message('ApiVersionsResponse', [0, 5], 3, readApiVersionsResponse, writeApiVersionsResponse),
);

/** The request of {@link ApiVersions}. */
export interface ApiVersionsRequest {
  /** The name of the client library: letters, digits, dots and dashes. (since v3) */
  clientSoftwareName: string;
  /** Its version, of the same characters. (since v3) */
  clientSoftwareVersion: string;
  /** The cluster the client means to reach; null when it does not know. (since v5, default null) */
  clusterId: string | null;
  /** The node the client means to reach; -1 when it does not know. (since v5, default -1) */
  nodeId: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ApiVersions}. */
export interface ApiVersionsResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** The APIs and their versions. */
  apiKeys: ApiVersionsResponseApiVersion[];
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** The features the broker could have. Before v4, those that begin at 0 are kept back. (since v3) */
  supportedFeatures: ApiVersionsResponseSupportedFeatureKey[];
  /** Goes up with each change of a feature; -1 when unknown. (since v3, default -1) */
  finalizedFeaturesEpoch: bigint;
  /** The features the whole cluster has; holds only with an epoch from 0 on. (since v3) */
  finalizedFeatures: ApiVersionsResponseFinalizedFeatureKey[];
  /** Whether a KRaft controller is set up for migration from ZooKeeper. (since v3) */
  zkMigrationReady: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The APIs and their versions. */
export interface ApiVersionsResponseApiVersion {
  /** The key of the API. */
  apiKey: number;
  /** The oldest version. */
  minVersion: number;
  /** The newest version. */
  maxVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features the broker could have. Before v4, those that begin at 0 are kept back. */
export interface ApiVersionsResponseSupportedFeatureKey {
  /** The name of the feature. */
  name: string;
  /** The lowest level it can have. */
  minVersion: number;
  /** The highest level it can have. */
  maxVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features the whole cluster has; holds only with an epoch from 0 on. */
export interface ApiVersionsResponseFinalizedFeatureKey {
  /** The name of the feature. */
  name: string;
  /** Its level. */
  maxVersionLevel: number;
  /** The lowest level it could go back to. */
  minVersionLevel: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readApiVersionsRequest(r: Reader, version: number): ApiVersionsRequest {
  const flexible = version >= 3;
  const m: ApiVersionsRequest = {
    clientSoftwareName: version >= 3 ? r.string(true) : '',
    clientSoftwareVersion: version >= 3 ? r.string(true) : '',
    clusterId: version >= 5 ? r.nullableString(true) : null,
    nodeId: version >= 5 ? r.int32() : -1,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeApiVersionsRequest(w: Writer, version: number, m: MessageInit<ApiVersionsRequest>): void {
  const flexible = version >= 3;
  if (version >= 3) w.string(or(m.clientSoftwareName, ''), true);
  if (version >= 3) w.string(or(m.clientSoftwareVersion, ''), true);
  if (version >= 5) w.nullableString(or(m.clusterId, null), true);
  if (version >= 5) w.int32(or(m.nodeId, -1));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readApiVersionsResponseApiVersion(r: Reader, version: number): ApiVersionsResponseApiVersion {
  const flexible = version >= 3;
  const m: ApiVersionsResponseApiVersion = {
    apiKey: r.int16(),
    minVersion: r.int16(),
    maxVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeApiVersionsResponseApiVersion(
  w: Writer,
  version: number,
  m: MessageInit<ApiVersionsResponseApiVersion>,
): void {
  const flexible = version >= 3;
  w.int16(or(m.apiKey, 0));
  w.int16(or(m.minVersion, 0));
  w.int16(or(m.maxVersion, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readApiVersionsResponseSupportedFeatureKey(
  r: Reader,
  _version: number,
): ApiVersionsResponseSupportedFeatureKey {
  const m: ApiVersionsResponseSupportedFeatureKey = {
    name: r.string(true),
    minVersion: r.int16(),
    maxVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeApiVersionsResponseSupportedFeatureKey(
  w: Writer,
  version: number,
  m: MessageInit<ApiVersionsResponseSupportedFeatureKey>,
): void {
  w.string(or(m.name, ''), true);
  w.int16(or(m.minVersion, 0));
  w.int16(or(m.maxVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readApiVersionsResponseFinalizedFeatureKey(
  r: Reader,
  _version: number,
): ApiVersionsResponseFinalizedFeatureKey {
  const m: ApiVersionsResponseFinalizedFeatureKey = {
    name: r.string(true),
    maxVersionLevel: r.int16(),
    minVersionLevel: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeApiVersionsResponseFinalizedFeatureKey(
  w: Writer,
  version: number,
  m: MessageInit<ApiVersionsResponseFinalizedFeatureKey>,
): void {
  w.string(or(m.name, ''), true);
  w.int16(or(m.maxVersionLevel, 0));
  w.int16(or(m.minVersionLevel, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readApiVersionsResponse(r: Reader, version: number): ApiVersionsResponse {
  const flexible = version >= 3;
  const m: ApiVersionsResponse = {
    errorCode: r.int16(),
    apiKeys: r.array(flexible, readApiVersionsResponseApiVersion, version),
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    supportedFeatures: [],
    finalizedFeaturesEpoch: -1n,
    finalizedFeatures: [],
    zkMigrationReady: false,
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.supportedFeatures = r.array(true, readApiVersionsResponseSupportedFeatureKey, version);
      else if (tag === 1) m.finalizedFeaturesEpoch = r.int64();
      else if (tag === 2) m.finalizedFeatures = r.array(true, readApiVersionsResponseFinalizedFeatureKey, version);
      else if (tag === 3) m.zkMigrationReady = r.bool();
      else {
        unknownTags = r.unknownTag(unknownTags, tag);
        continue;
      }
      unknownTags = r.endTag(end, unknownTags);
    }
    if (unknownTags !== undefined) m.unknownTags = unknownTags;
  }
  return m;
}

function writeApiVersionsResponse(w: Writer, version: number, m: MessageInit<ApiVersionsResponse>): void {
  const flexible = version >= 3;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.apiKeys, []), flexible, writeApiVersionsResponseApiVersion, version);
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.supportedFeatures, [])) {
      const at = w.beginTag(tags, 0);
      w.array(or(m.supportedFeatures, []), true, writeApiVersionsResponseSupportedFeatureKey, version);
      w.endTag(at);
    }
    if (set(m.finalizedFeaturesEpoch, -1n)) {
      const at = w.beginTag(tags, 1);
      w.int64(or(m.finalizedFeaturesEpoch, -1n));
      w.endTag(at);
    }
    if (set(m.finalizedFeatures, [])) {
      const at = w.beginTag(tags, 2);
      w.array(or(m.finalizedFeatures, []), true, writeApiVersionsResponseFinalizedFeatureKey, version);
      w.endTag(at);
    }
    if (set(m.zkMigrationReady, false)) {
      const at = w.beginTag(tags, 3);
      w.bool(or(m.zkMigrationReady, false));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

// From schema/019-create-topics.ts

/**
 * API 19. Creates topics. Goes to the controller (any broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 * - v1: validateOnly; errorMessage.
 * - v2: The response gains throttleTimeMs.
 * - v3: The broker answers before it throttles (KIP-219).
 * - v4: -1 partitions or replicas: the broker's default (KIP-464).
 * - v5: Flexible; the response tells how the topic was made (KIP-525).
 * - v6: THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).
 * - v7: The response gains topicId (KIP-516).
 */
export const CreateTopics: Api<CreateTopicsRequest, CreateTopicsResponse> = /* @__PURE__ */ api(
  19,
  'CreateTopics',
  /* @__PURE__ */ new Message('CreateTopicsRequest', [0, 7], 5, readCreateTopicsRequest, writeCreateTopicsRequest),
  /* @__PURE__ */ new Message('CreateTopicsResponse', [0, 7], 5, readCreateTopicsResponse, writeCreateTopicsResponse),
);

/** The request of {@link CreateTopics}. */
export interface CreateTopicsRequest {
  /** The topics to create. */
  topics: CreateTopicsRequestCreatableTopic[];
  /** How long to wait until the topics are there, in ms. (default 60000) */
  timeoutMs: number;
  /** Whether only to check that they could be created. (since v1) */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to create. */
export interface CreateTopicsRequestCreatableTopic {
  /** The name of the topic. */
  name: string;
  /** The number of partitions; -1 for the broker's default, or with assignments. */
  numPartitions: number;
  /** The number of replicas; -1 for the broker's default, or with assignments. */
  replicationFactor: number;
  /** Which brokers shall have which partition; empty to leave it to the controller. */
  assignments: CreateTopicsRequestCreatableReplicaAssignment[];
  /** Settings that differ from the broker's. */
  configs: CreateTopicsRequestCreatableTopicConfig[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which brokers shall have which partition; empty to leave it to the controller. */
export interface CreateTopicsRequestCreatableReplicaAssignment {
  /** The number of the partition. */
  partitionIndex: number;
  /** The brokers, the preferred leader first. */
  brokerIds: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Settings that differ from the broker's. */
export interface CreateTopicsRequestCreatableTopicConfig {
  /** The name of the setting, e.g. cleanup.policy. */
  name: string;
  /** Its value. */
  value: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link CreateTopics}. */
export interface CreateTopicsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v2) */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: CreateTopicsResponseCreatableTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface CreateTopicsResponseCreatableTopicResult {
  /** The name of the topic. */
  name: string;
  /** The id of the topic. (since v7) */
  topicId: string;
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v1) */
  errorMessage: string | null;
  /** Why configs is missing, e.g. TOPIC_AUTHORIZATION_FAILED; else 0. (since v5) */
  topicConfigErrorCode: number;
  /** How many partitions it has; -1 when not told. (since v5, default -1) */
  numPartitions: number;
  /** How many replicas it has; -1 when not told. (since v5, default -1) */
  replicationFactor: number;
  /** The topic's settings. (since v5) */
  configs: CreateTopicsResponseCreatableTopicConfigs[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topic's settings. */
export interface CreateTopicsResponseCreatableTopicConfigs {
  /** The name of the setting, e.g. cleanup.policy. */
  name: string;
  /** Its value; null when it is a secret. */
  value: string | null;
  /** Whether it cannot be changed. */
  readOnly: boolean;
  /** Where it comes from: 1 topic, 2 broker, 3 all brokers, 4 broker's file, 5 default; -1 unknown. (default -1) */
  configSource: number;
  /** Whether it is a secret. */
  isSensitive: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readCreateTopicsRequestCreatableReplicaAssignment(
  r: Reader,
  version: number,
): CreateTopicsRequestCreatableReplicaAssignment {
  const flexible = version >= 5;
  const m: CreateTopicsRequestCreatableReplicaAssignment = {
    partitionIndex: r.int32(),
    brokerIds: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsRequestCreatableReplicaAssignment(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsRequestCreatableReplicaAssignment>,
): void {
  const flexible = version >= 5;
  w.int32(or(m.partitionIndex, 0));
  w.int32Array(or(m.brokerIds, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateTopicsRequestCreatableTopicConfig(
  r: Reader,
  version: number,
): CreateTopicsRequestCreatableTopicConfig {
  const flexible = version >= 5;
  const m: CreateTopicsRequestCreatableTopicConfig = {
    name: r.string(flexible),
    value: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsRequestCreatableTopicConfig(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsRequestCreatableTopicConfig>,
): void {
  const flexible = version >= 5;
  w.string(or(m.name, ''), flexible);
  w.nullableString(or(m.value, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateTopicsRequestCreatableTopic(r: Reader, version: number): CreateTopicsRequestCreatableTopic {
  const flexible = version >= 5;
  const m: CreateTopicsRequestCreatableTopic = {
    name: r.string(flexible),
    numPartitions: r.int32(),
    replicationFactor: r.int16(),
    assignments: r.array(flexible, readCreateTopicsRequestCreatableReplicaAssignment, version),
    configs: r.array(flexible, readCreateTopicsRequestCreatableTopicConfig, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsRequestCreatableTopic(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsRequestCreatableTopic>,
): void {
  const flexible = version >= 5;
  w.string(or(m.name, ''), flexible);
  w.int32(or(m.numPartitions, 0));
  w.int16(or(m.replicationFactor, 0));
  w.array(or(m.assignments, []), flexible, writeCreateTopicsRequestCreatableReplicaAssignment, version);
  w.array(or(m.configs, []), flexible, writeCreateTopicsRequestCreatableTopicConfig, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateTopicsRequest(r: Reader, version: number): CreateTopicsRequest {
  const flexible = version >= 5;
  const m: CreateTopicsRequest = {
    topics: r.array(flexible, readCreateTopicsRequestCreatableTopic, version),
    timeoutMs: r.int32(),
    validateOnly: version >= 1 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsRequest(w: Writer, version: number, m: MessageInit<CreateTopicsRequest>): void {
  const flexible = version >= 5;
  w.array(or(m.topics, []), flexible, writeCreateTopicsRequestCreatableTopic, version);
  w.int32(or(m.timeoutMs, 60000));
  if (version >= 1) w.bool(or(m.validateOnly, false));
  else if (set(m.validateOnly, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateTopicsResponseCreatableTopicConfigs(
  r: Reader,
  _version: number,
): CreateTopicsResponseCreatableTopicConfigs {
  const m: CreateTopicsResponseCreatableTopicConfigs = {
    name: r.string(true),
    value: r.nullableString(true),
    readOnly: r.bool(),
    configSource: r.int8(),
    isSensitive: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsResponseCreatableTopicConfigs(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsResponseCreatableTopicConfigs>,
): void {
  w.string(or(m.name, ''), true);
  w.nullableString(or(m.value, ''), true);
  w.bool(or(m.readOnly, false));
  w.int8(or(m.configSource, -1));
  w.bool(or(m.isSensitive, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readCreateTopicsResponseCreatableTopicResult(
  r: Reader,
  version: number,
): CreateTopicsResponseCreatableTopicResult {
  const flexible = version >= 5;
  const m: CreateTopicsResponseCreatableTopicResult = {
    name: r.string(flexible),
    topicId: version >= 7 ? r.uuid() : ZERO_UUID,
    errorCode: r.int16(),
    errorMessage: version >= 1 ? r.nullableString(flexible) : '',
    topicConfigErrorCode: 0,
    numPartitions: version >= 5 ? r.int32() : -1,
    replicationFactor: version >= 5 ? r.int16() : -1,
    configs: version >= 5 ? r.nullableArray(true, readCreateTopicsResponseCreatableTopicConfigs, version) : [],
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.topicConfigErrorCode = r.int16();
      else {
        unknownTags = r.unknownTag(unknownTags, tag);
        continue;
      }
      unknownTags = r.endTag(end, unknownTags);
    }
    if (unknownTags !== undefined) m.unknownTags = unknownTags;
  }
  return m;
}

function writeCreateTopicsResponseCreatableTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<CreateTopicsResponseCreatableTopicResult>,
): void {
  const flexible = version >= 5;
  w.string(or(m.name, ''), flexible);
  if (version >= 7) w.uuid(or(m.topicId, ZERO_UUID));
  w.int16(or(m.errorCode, 0));
  if (version >= 1) w.nullableString(or(m.errorMessage, ''), flexible);
  if (version >= 5) w.int32(or(m.numPartitions, -1));
  if (version >= 5) w.int16(or(m.replicationFactor, -1));
  if (version >= 5) w.nullableArray(or(m.configs, []), true, writeCreateTopicsResponseCreatableTopicConfigs, version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.topicConfigErrorCode, 0)) {
      const at = w.beginTag(tags, 0);
      w.int16(or(m.topicConfigErrorCode, 0));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

function readCreateTopicsResponse(r: Reader, version: number): CreateTopicsResponse {
  const flexible = version >= 5;
  const m: CreateTopicsResponse = {
    throttleTimeMs: version >= 2 ? r.int32() : 0,
    topics: r.array(flexible, readCreateTopicsResponseCreatableTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateTopicsResponse(w: Writer, version: number, m: MessageInit<CreateTopicsResponse>): void {
  const flexible = version >= 5;
  if (version >= 2) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeCreateTopicsResponseCreatableTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
