// Generated from packages/wire/schema/015-describe-groups.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
