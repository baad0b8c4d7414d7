// Generated from packages/wire/schema/077-share-group-describe.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 77. Tells the state and the members of share groups. Goes to the group coordinator.
 *
 * - v1: The first that counts (KIP-932); version 0 was only for early access and is gone.
 */
export const ShareGroupDescribe: Api<ShareGroupDescribeRequest, ShareGroupDescribeResponse> = /* @__PURE__ */ api(
  77,
  'ShareGroupDescribe',
  /* @__PURE__ */ new Message(
    'ShareGroupDescribeRequest',
    [1, 1],
    0,
    readShareGroupDescribeRequest,
    writeShareGroupDescribeRequest,
  ),
  /* @__PURE__ */ new Message(
    'ShareGroupDescribeResponse',
    [1, 1],
    0,
    readShareGroupDescribeResponse,
    writeShareGroupDescribeResponse,
  ),
);

/** The request of {@link ShareGroupDescribe}. */
export interface ShareGroupDescribeRequest {
  /** The ids of the groups. */
  groupIds: string[];
  /** Whether to tell what this user may do with each group. */
  includeAuthorizedOperations: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ShareGroupDescribe}. */
export interface ShareGroupDescribeResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The groups. */
  groups: ShareGroupDescribeResponseDescribedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups. */
export interface ShareGroupDescribeResponseDescribedGroup {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the group. */
  groupId: string;
  /** Empty, Stable or Dead; empty on an error. */
  groupState: string;
  /** Goes up with each change in what members or subscriptions there are. */
  groupEpoch: number;
  /** The group epoch that the target assignment was made for. */
  assignmentEpoch: number;
  /** The assignor that the coordinator uses; empty on an error. */
  assignorName: string;
  /** The members. */
  members: ShareGroupDescribeResponseMember[];
  /**
   * Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for. (default
   * -2147483648)
   */
  authorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface ShareGroupDescribeResponseMember {
  /** The id of the member. */
  memberId: string;
  /** The rack the member is in; null when unknown. (default null) */
  rackId: string | null;
  /** The epoch that the member has reached. */
  memberEpoch: number;
  /** What the client of the member calls itself. */
  clientId: string;
  /** Where the member comes from: its address. */
  clientHost: string;
  /** The topics subscribed to by name. */
  subscribedTopicNames: string[];
  /** What the member has at present. */
  assignment: ShareGroupDescribeResponseAssignment;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member has at present. */
export interface ShareGroupDescribeResponseAssignment {
  /** The partitions, by topic. */
  topicPartitions: ShareGroupDescribeResponseTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ShareGroupDescribeResponseTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupDescribeRequest(r: Reader, _version: number): ShareGroupDescribeRequest {
  const m: ShareGroupDescribeRequest = {
    groupIds: r.stringArray(true),
    includeAuthorizedOperations: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeRequest(w: Writer, version: number, m: MessageInit<ShareGroupDescribeRequest>): void {
  w.stringArray(or(m.groupIds, []), true);
  w.bool(or(m.includeAuthorizedOperations, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupDescribeResponseTopicPartitions(
  r: Reader,
  _version: number,
): ShareGroupDescribeResponseTopicPartitions {
  const m: ShareGroupDescribeResponseTopicPartitions = {
    topicId: r.uuid(),
    topicName: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponseTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupDescribeResponseTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultShareGroupDescribeResponseAssignment: ShareGroupDescribeResponseAssignment = /* @__PURE__ */ Object.freeze(
  { topicPartitions: [] },
);

function readShareGroupDescribeResponseAssignment(r: Reader, version: number): ShareGroupDescribeResponseAssignment {
  const m: ShareGroupDescribeResponseAssignment = {
    topicPartitions: r.array(true, readShareGroupDescribeResponseTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupDescribeResponseAssignment>,
): void {
  w.array(or(m.topicPartitions, []), true, writeShareGroupDescribeResponseTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupDescribeResponseMember(r: Reader, version: number): ShareGroupDescribeResponseMember {
  const m: ShareGroupDescribeResponseMember = {
    memberId: r.string(true),
    rackId: r.nullableString(true),
    memberEpoch: r.int32(),
    clientId: r.string(true),
    clientHost: r.string(true),
    subscribedTopicNames: r.stringArray(true),
    assignment: readShareGroupDescribeResponseAssignment(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponseMember(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupDescribeResponseMember>,
): void {
  w.string(or(m.memberId, ''), true);
  w.nullableString(or(m.rackId, null), true);
  w.int32(or(m.memberEpoch, 0));
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.stringArray(or(m.subscribedTopicNames, []), true);
  writeShareGroupDescribeResponseAssignment(w, version, or(m.assignment, defaultShareGroupDescribeResponseAssignment));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupDescribeResponseDescribedGroup(
  r: Reader,
  version: number,
): ShareGroupDescribeResponseDescribedGroup {
  const m: ShareGroupDescribeResponseDescribedGroup = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    groupId: r.string(true),
    groupState: r.string(true),
    groupEpoch: r.int32(),
    assignmentEpoch: r.int32(),
    assignorName: r.string(true),
    members: r.array(true, readShareGroupDescribeResponseMember, version),
    authorizedOperations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponseDescribedGroup(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupDescribeResponseDescribedGroup>,
): void {
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.string(or(m.groupId, ''), true);
  w.string(or(m.groupState, ''), true);
  w.int32(or(m.groupEpoch, 0));
  w.int32(or(m.assignmentEpoch, 0));
  w.string(or(m.assignorName, ''), true);
  w.array(or(m.members, []), true, writeShareGroupDescribeResponseMember, version);
  w.int32(or(m.authorizedOperations, -2147483648));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupDescribeResponse(r: Reader, version: number): ShareGroupDescribeResponse {
  const m: ShareGroupDescribeResponse = {
    throttleTimeMs: r.int32(),
    groups: r.array(true, readShareGroupDescribeResponseDescribedGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponse(w: Writer, version: number, m: MessageInit<ShareGroupDescribeResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.groups, []), true, writeShareGroupDescribeResponseDescribedGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}
