// Generated from packages/wire/schema/075-describe-topic-partitions.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 75. Tells about topics and their partitions, a page at a time, more than Metadata does. Goes to any broker.
 *
 * - v0: The first and only one so far (KIP-966).
 */
export const DescribeTopicPartitions: Api<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse> =
  /* @__PURE__ */ api(
    75,
    'DescribeTopicPartitions',
    /* @__PURE__ */ new Message(
      'DescribeTopicPartitionsRequest',
      [0, 0],
      0,
      readDescribeTopicPartitionsRequest,
      writeDescribeTopicPartitionsRequest,
    ),
    /* @__PURE__ */ new Message(
      'DescribeTopicPartitionsResponse',
      [0, 0],
      0,
      readDescribeTopicPartitionsResponse,
      writeDescribeTopicPartitionsResponse,
    ),
  );

/** The request of {@link DescribeTopicPartitions}. */
export interface DescribeTopicPartitionsRequest {
  /** The topics to tell about; empty for all. */
  topics: DescribeTopicPartitionsRequestTopic[];
  /** How many partitions to tell about at most; the broker has a limit of its own. (default 2000) */
  responsePartitionLimit: number;
  /** Where to begin: what the last answer had in nextCursor; null to begin at the start. (default null) */
  cursor: DescribeTopicPartitionsRequestCursor | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to tell about; empty for all. */
export interface DescribeTopicPartitionsRequestTopic {
  /** The name of the topic. */
  name: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where to begin: what the last answer had in nextCursor; null to begin at the start. */
export interface DescribeTopicPartitionsRequestCursor {
  /** The first topic to tell about. */
  topicName: string;
  /** The first partition of it to tell about. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeTopicPartitions}. */
export interface DescribeTopicPartitionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The topics, as far as the limit allows. */
  topics: DescribeTopicPartitionsResponseTopic[];
  /** Where to go on with another request; null when all has been told. (default null) */
  nextCursor: DescribeTopicPartitionsResponseCursor | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics, as far as the limit allows. */
export interface DescribeTopicPartitionsResponseTopic {
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** The name of the topic; null when unknown. */
  name: string | null;
  /** The id of the topic; zero when nobody knows the topic. */
  topicId: string;
  /** Whether Kafka keeps its own data in it. */
  isInternal: boolean;
  /** The partitions of the topic, from the lowest number up. */
  partitions: DescribeTopicPartitionsResponsePartition[];
  /**
   * Bits for what this user may do with the topic (bit n: operation n); -2³¹ when not asked for. (default
   * -2147483648)
   */
  topicAuthorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions of the topic, from the lowest number up. */
export interface DescribeTopicPartitionsResponsePartition {
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The number of the partition. */
  partitionIndex: number;
  /** The broker that leads the partition; -1 while it has no leader. */
  leaderId: number;
  /** Goes up with each change of leader; -1 when unknown. (default -1) */
  leaderEpoch: number;
  /** The brokers that have the partition, the preferred leader first. */
  replicaNodes: number[];
  /** The replicas that are in sync with the leader. */
  isrNodes: number[];
  /**
   * Replicas that are not in sync and still have all committed records: any of them may become leader. Null when not
   * told. (default null)
   */
  eligibleLeaderReplicas: number[] | null;
  /** Replicas that were such until they stopped uncleanly. Null when not told. (default null) */
  lastKnownElr: number[] | null;
  /** The replicas that are down. */
  offlineReplicas: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where to go on with another request; null when all has been told. */
export interface DescribeTopicPartitionsResponseCursor {
  /** The first topic that is missing. */
  topicName: string;
  /** The first partition of it that is missing. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeTopicPartitionsRequestTopic(r: Reader, _version: number): DescribeTopicPartitionsRequestTopic {
  const m: DescribeTopicPartitionsRequestTopic = {
    name: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsRequestTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsRequestCursor(r: Reader, _version: number): DescribeTopicPartitionsRequestCursor {
  const m: DescribeTopicPartitionsRequestCursor = {
    topicName: r.string(true),
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsRequestCursor(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsRequestCursor>,
): void {
  w.string(or(m.topicName, ''), true);
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsRequest(r: Reader, version: number): DescribeTopicPartitionsRequest {
  const m: DescribeTopicPartitionsRequest = {
    topics: r.array(true, readDescribeTopicPartitionsRequestTopic, version),
    responsePartitionLimit: r.int32(),
    cursor: r.nullableStruct(readDescribeTopicPartitionsRequestCursor, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsRequest>,
): void {
  w.array(or(m.topics, []), true, writeDescribeTopicPartitionsRequestTopic, version);
  w.int32(or(m.responsePartitionLimit, 2000));
  w.nullableStruct(or(m.cursor, null), writeDescribeTopicPartitionsRequestCursor, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsResponsePartition(
  r: Reader,
  _version: number,
): DescribeTopicPartitionsResponsePartition {
  const m: DescribeTopicPartitionsResponsePartition = {
    errorCode: r.int16(),
    partitionIndex: r.int32(),
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
    replicaNodes: r.int32Array(true),
    isrNodes: r.int32Array(true),
    eligibleLeaderReplicas: r.nullableInt32Array(true),
    lastKnownElr: r.nullableInt32Array(true),
    offlineReplicas: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsResponsePartition>,
): void {
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, -1));
  w.int32Array(or(m.replicaNodes, []), true);
  w.int32Array(or(m.isrNodes, []), true);
  w.nullableInt32Array(or(m.eligibleLeaderReplicas, null), true);
  w.nullableInt32Array(or(m.lastKnownElr, null), true);
  w.int32Array(or(m.offlineReplicas, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsResponseTopic(r: Reader, version: number): DescribeTopicPartitionsResponseTopic {
  const m: DescribeTopicPartitionsResponseTopic = {
    errorCode: r.int16(),
    name: r.nullableString(true),
    topicId: r.uuid(),
    isInternal: r.bool(),
    partitions: r.array(true, readDescribeTopicPartitionsResponsePartition, version),
    topicAuthorizedOperations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsResponseTopic>,
): void {
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.name, ''), true);
  w.uuid(or(m.topicId, ZERO_UUID));
  w.bool(or(m.isInternal, false));
  w.array(or(m.partitions, []), true, writeDescribeTopicPartitionsResponsePartition, version);
  w.int32(or(m.topicAuthorizedOperations, -2147483648));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsResponseCursor(r: Reader, _version: number): DescribeTopicPartitionsResponseCursor {
  const m: DescribeTopicPartitionsResponseCursor = {
    topicName: r.string(true),
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsResponseCursor(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsResponseCursor>,
): void {
  w.string(or(m.topicName, ''), true);
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsResponse(r: Reader, version: number): DescribeTopicPartitionsResponse {
  const m: DescribeTopicPartitionsResponse = {
    throttleTimeMs: r.int32(),
    topics: r.array(true, readDescribeTopicPartitionsResponseTopic, version),
    nextCursor: r.nullableStruct(readDescribeTopicPartitionsResponseCursor, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), true, writeDescribeTopicPartitionsResponseTopic, version);
  w.nullableStruct(or(m.nextCursor, null), writeDescribeTopicPartitionsResponseCursor, version);
  w.unknownTags(m.unknownTags, true, version);
}
