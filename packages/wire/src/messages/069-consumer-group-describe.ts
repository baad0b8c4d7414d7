// Generated from packages/wire/schema/069-consumer-group-describe.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 69. Tells the state and the members of consumer groups of the new protocol (KIP-848). Goes to the group
 * coordinator.
 *
 * - v0: The first.
 * - v1: memberType (KIP-1099).
 */
export const ConsumerGroupDescribe: Api<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse> =
  /* @__PURE__ */ api(
    69,
    'ConsumerGroupDescribe',
    /* @__PURE__ */ new Message(
      'ConsumerGroupDescribeRequest',
      [0, 1],
      0,
      readConsumerGroupDescribeRequest,
      writeConsumerGroupDescribeRequest,
    ),
    /* @__PURE__ */ new Message(
      'ConsumerGroupDescribeResponse',
      [0, 1],
      0,
      readConsumerGroupDescribeResponse,
      writeConsumerGroupDescribeResponse,
    ),
  );

/** The request of {@link ConsumerGroupDescribe}. */
export interface ConsumerGroupDescribeRequest {
  /** The ids of the groups. */
  groupIds: string[];
  /** Whether to tell what this user may do with each group. */
  includeAuthorizedOperations: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ConsumerGroupDescribe}. */
export interface ConsumerGroupDescribeResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The groups. */
  groups: ConsumerGroupDescribeResponseDescribedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups. */
export interface ConsumerGroupDescribeResponseDescribedGroup {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the group. */
  groupId: string;
  /** Empty, Assigning, Reconciling, Stable or Dead; empty on an error. */
  groupState: string;
  /** Goes up with each change in what members or subscriptions there are. */
  groupEpoch: number;
  /** The group epoch that the target assignment was made for. */
  assignmentEpoch: number;
  /** The assignor that the coordinator uses; empty on an error. */
  assignorName: string;
  /** The members. */
  members: ConsumerGroupDescribeResponseMember[];
  /**
   * Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for. (default
   * -2147483648)
   */
  authorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface ConsumerGroupDescribeResponseMember {
  /** The id of the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (default null) */
  instanceId: string | null;
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
  /** The topics subscribed to by a regular expression; null for none. (default null) */
  subscribedTopicRegex: string | null;
  /** What the member has at present. */
  assignment: ConsumerGroupDescribeResponseAssignment;
  /** What the member is to have in the end. */
  targetAssignment: ConsumerGroupDescribeResponseAssignment;
  /** The protocol of the member: 0 classic, 1 new; -1 unknown. (since v1, default -1) */
  memberType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member has at present. */
export interface ConsumerGroupDescribeResponseAssignment {
  /** The partitions, by topic. */
  topicPartitions: ConsumerGroupDescribeResponseTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ConsumerGroupDescribeResponseTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupDescribeRequest(r: Reader, _version: number): ConsumerGroupDescribeRequest {
  const m: ConsumerGroupDescribeRequest = {
    groupIds: r.stringArray(true),
    includeAuthorizedOperations: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeRequest(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeRequest>,
): void {
  w.stringArray(or(m.groupIds, []), true);
  w.bool(or(m.includeAuthorizedOperations, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupDescribeResponseTopicPartitions(
  r: Reader,
  _version: number,
): ConsumerGroupDescribeResponseTopicPartitions {
  const m: ConsumerGroupDescribeResponseTopicPartitions = {
    topicId: r.uuid(),
    topicName: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponseTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponseTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultConsumerGroupDescribeResponseAssignment: ConsumerGroupDescribeResponseAssignment =
  /* @__PURE__ */ Object.freeze({ topicPartitions: [] });

function readConsumerGroupDescribeResponseAssignment(
  r: Reader,
  version: number,
): ConsumerGroupDescribeResponseAssignment {
  const m: ConsumerGroupDescribeResponseAssignment = {
    topicPartitions: r.array(true, readConsumerGroupDescribeResponseTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponseAssignment>,
): void {
  w.array(or(m.topicPartitions, []), true, writeConsumerGroupDescribeResponseTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupDescribeResponseMember(r: Reader, version: number): ConsumerGroupDescribeResponseMember {
  const m: ConsumerGroupDescribeResponseMember = {
    memberId: r.string(true),
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    memberEpoch: r.int32(),
    clientId: r.string(true),
    clientHost: r.string(true),
    subscribedTopicNames: r.stringArray(true),
    subscribedTopicRegex: r.nullableString(true),
    assignment: readConsumerGroupDescribeResponseAssignment(r, version),
    targetAssignment: readConsumerGroupDescribeResponseAssignment(r, version),
    memberType: version >= 1 ? r.int8() : -1,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponseMember(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponseMember>,
): void {
  w.string(or(m.memberId, ''), true);
  w.nullableString(or(m.instanceId, null), true);
  w.nullableString(or(m.rackId, null), true);
  w.int32(or(m.memberEpoch, 0));
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.stringArray(or(m.subscribedTopicNames, []), true);
  w.nullableString(or(m.subscribedTopicRegex, null), true);
  writeConsumerGroupDescribeResponseAssignment(
    w,
    version,
    or(m.assignment, defaultConsumerGroupDescribeResponseAssignment),
  );
  writeConsumerGroupDescribeResponseAssignment(
    w,
    version,
    or(m.targetAssignment, defaultConsumerGroupDescribeResponseAssignment),
  );
  if (version >= 1) w.int8(or(m.memberType, -1));
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupDescribeResponseDescribedGroup(
  r: Reader,
  version: number,
): ConsumerGroupDescribeResponseDescribedGroup {
  const m: ConsumerGroupDescribeResponseDescribedGroup = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    groupId: r.string(true),
    groupState: r.string(true),
    groupEpoch: r.int32(),
    assignmentEpoch: r.int32(),
    assignorName: r.string(true),
    members: r.array(true, readConsumerGroupDescribeResponseMember, version),
    authorizedOperations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponseDescribedGroup(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponseDescribedGroup>,
): void {
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.string(or(m.groupId, ''), true);
  w.string(or(m.groupState, ''), true);
  w.int32(or(m.groupEpoch, 0));
  w.int32(or(m.assignmentEpoch, 0));
  w.string(or(m.assignorName, ''), true);
  w.array(or(m.members, []), true, writeConsumerGroupDescribeResponseMember, version);
  w.int32(or(m.authorizedOperations, -2147483648));
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupDescribeResponse(r: Reader, version: number): ConsumerGroupDescribeResponse {
  const m: ConsumerGroupDescribeResponse = {
    throttleTimeMs: r.int32(),
    groups: r.array(true, readConsumerGroupDescribeResponseDescribedGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponse(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.groups, []), true, writeConsumerGroupDescribeResponseDescribedGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}
