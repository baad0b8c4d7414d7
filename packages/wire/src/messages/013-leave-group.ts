// Generated from packages/wire/schema/013-leave-group.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
