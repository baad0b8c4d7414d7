// Generated from packages/wire/schema/068-consumer-group-heartbeat.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 68. Joins, keeps up and leaves a consumer group of the new protocol (KIP-848); the answer says what to
 * consume. Goes to the group coordinator.
 *
 * - v0: The first.
 * - v1: subscribedTopicRegex; the member makes its id itself (KIP-1082).
 */
export const ConsumerGroupHeartbeat: Api<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse> =
  /* @__PURE__ */ api(
    68,
    'ConsumerGroupHeartbeat',
    /* @__PURE__ */ new Message(
      'ConsumerGroupHeartbeatRequest',
      [0, 1],
      0,
      readConsumerGroupHeartbeatRequest,
      writeConsumerGroupHeartbeatRequest,
    ),
    /* @__PURE__ */ new Message(
      'ConsumerGroupHeartbeatResponse',
      [0, 1],
      0,
      readConsumerGroupHeartbeatResponse,
      writeConsumerGroupHeartbeatResponse,
    ),
  );

/** The request of {@link ConsumerGroupHeartbeat}. */
export interface ConsumerGroupHeartbeatRequest {
  /** The id of the group. */
  groupId: string;
  /**
   * The id of the member: from v1 on, a UUID that it makes itself and keeps as long as its process lives; in v0,
   * empty at first, then what the coordinator gave it.
   */
  memberId: string;
  /** The epoch of the member; 0 to join, -1 to leave, -2 for a static member to leave and come back. */
  memberEpoch: number;
  /**
   * The lasting name of a static member (group.instance.id); null for others, or when it has not changed. (default
   * null)
   */
  instanceId: string | null;
  /** The rack the member is in; null when unknown, or when it has not changed. (default null) */
  rackId: string | null;
  /** How long the member may take to give up partitions, in ms; -1 when that has not changed. (default -1) */
  rebalanceTimeoutMs: number;
  /** The topics subscribed to by name; null when they have not changed. (default null) */
  subscribedTopicNames: string[] | null;
  /**
   * The topics subscribed to by a regular expression (RE2/J); null for none, or when it has not changed. (since v1,
   * default null)
   */
  subscribedTopicRegex: string | null;
  /**
   * The assignor that the coordinator should use; null for the broker's choice, or when it has not changed. (default
   * null)
   */
  serverAssignor: string | null;
  /** The partitions that the member has, by topic; null when they have not changed. (default null) */
  topicPartitions: ConsumerGroupHeartbeatRequestTopicPartitions[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions that the member has, by topic; null when they have not changed. */
export interface ConsumerGroupHeartbeatRequestTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ConsumerGroupHeartbeat}. */
export interface ConsumerGroupHeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the member; in v0, this is how it learns it. Null on an error. (default null) */
  memberId: string | null;
  /** The epoch of the member, to be sent with the next heartbeat. */
  memberEpoch: number;
  /** After how long the next heartbeat is due, in ms. */
  heartbeatIntervalMs: number;
  /** What the member shall consume; null when it has not changed. (default null) */
  assignment: ConsumerGroupHeartbeatResponseAssignment | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member shall consume; null when it has not changed. */
export interface ConsumerGroupHeartbeatResponseAssignment {
  /** The partitions, by topic. */
  topicPartitions: ConsumerGroupHeartbeatResponseTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ConsumerGroupHeartbeatResponseTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupHeartbeatRequestTopicPartitions(
  r: Reader,
  _version: number,
): ConsumerGroupHeartbeatRequestTopicPartitions {
  const m: ConsumerGroupHeartbeatRequestTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatRequestTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatRequestTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupHeartbeatRequest(r: Reader, version: number): ConsumerGroupHeartbeatRequest {
  const m: ConsumerGroupHeartbeatRequest = {
    groupId: r.string(true),
    memberId: r.string(true),
    memberEpoch: r.int32(),
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    rebalanceTimeoutMs: r.int32(),
    subscribedTopicNames: r.nullableStringArray(true),
    subscribedTopicRegex: version >= 1 ? r.nullableString(true) : null,
    serverAssignor: r.nullableString(true),
    topicPartitions: r.nullableArray(true, readConsumerGroupHeartbeatRequestTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatRequest(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.nullableString(or(m.instanceId, null), true);
  w.nullableString(or(m.rackId, null), true);
  w.int32(or(m.rebalanceTimeoutMs, -1));
  w.nullableStringArray(or(m.subscribedTopicNames, null), true);
  if (version >= 1) w.nullableString(or(m.subscribedTopicRegex, null), true);
  else if (set(m.subscribedTopicRegex, null)) w.absent(version);
  w.nullableString(or(m.serverAssignor, null), true);
  w.nullableArray(or(m.topicPartitions, null), true, writeConsumerGroupHeartbeatRequestTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupHeartbeatResponseTopicPartitions(
  r: Reader,
  _version: number,
): ConsumerGroupHeartbeatResponseTopicPartitions {
  const m: ConsumerGroupHeartbeatResponseTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatResponseTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatResponseTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupHeartbeatResponseAssignment(
  r: Reader,
  version: number,
): ConsumerGroupHeartbeatResponseAssignment {
  const m: ConsumerGroupHeartbeatResponseAssignment = {
    topicPartitions: r.array(true, readConsumerGroupHeartbeatResponseTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatResponseAssignment>,
): void {
  w.array(or(m.topicPartitions, []), true, writeConsumerGroupHeartbeatResponseTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupHeartbeatResponse(r: Reader, version: number): ConsumerGroupHeartbeatResponse {
  const m: ConsumerGroupHeartbeatResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    memberId: r.nullableString(true),
    memberEpoch: r.int32(),
    heartbeatIntervalMs: r.int32(),
    assignment: r.nullableStruct(readConsumerGroupHeartbeatResponseAssignment, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatResponse(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.nullableString(or(m.memberId, null), true);
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.heartbeatIntervalMs, 0));
  w.nullableStruct(or(m.assignment, null), writeConsumerGroupHeartbeatResponseAssignment, version);
  w.unknownTags(m.unknownTags, true, version);
}
