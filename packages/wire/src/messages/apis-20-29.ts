// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/020-delete-topics.ts

/**
 * API 20. Deletes topics. Goes to the controller (any broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: TOPIC_DELETION_DISABLED may be answered.
 * - v4: Flexible.
 * - v5: errorMessage; THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).
 * - v6: Topics by name or by id (KIP-516).
 */
export const DeleteTopics: Api<DeleteTopicsRequest, DeleteTopicsResponse> = /* @__PURE__ */ api(
  20,
  'DeleteTopics',
  /* @__PURE__ */ new Message('DeleteTopicsRequest', [0, 6], 4, readDeleteTopicsRequest, writeDeleteTopicsRequest),
  /* @__PURE__ */ new Message('DeleteTopicsResponse', [0, 6], 4, readDeleteTopicsResponse, writeDeleteTopicsResponse),
);

/** The request of {@link DeleteTopics}. */
export interface DeleteTopicsRequest {
  /** The topics to delete. (since v6) */
  topics: DeleteTopicsRequestDeleteTopicState[];
  /** The topics to delete, by name. (until v5) */
  topicNames: string[];
  /** How long to wait until the topics are gone, in ms. */
  timeoutMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to delete. */
export interface DeleteTopicsRequestDeleteTopicState {
  /** The name of the topic; null to name it by id. (default null) */
  name: string | null;
  /** The id of the topic; zero to name it by name. */
  topicId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteTopics}. */
export interface DeleteTopicsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  responses: DeleteTopicsResponseDeletableTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface DeleteTopicsResponseDeletableTopicResult {
  /** The name of the topic; null when it was named by an id that nobody knows. (null since v6) */
  name: string | null;
  /** The id of the topic. (since v6) */
  topicId: string;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v5, default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteTopicsRequestDeleteTopicState(r: Reader, _version: number): DeleteTopicsRequestDeleteTopicState {
  const m: DeleteTopicsRequestDeleteTopicState = {
    name: r.nullableString(true),
    topicId: r.uuid(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteTopicsRequestDeleteTopicState(
  w: Writer,
  version: number,
  m: MessageInit<DeleteTopicsRequestDeleteTopicState>,
): void {
  w.nullableString(or(m.name, null), true);
  w.uuid(or(m.topicId, ZERO_UUID));
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteTopicsRequest(r: Reader, version: number): DeleteTopicsRequest {
  const flexible = version >= 4;
  const m: DeleteTopicsRequest = {
    topics: version >= 6 ? r.array(true, readDeleteTopicsRequestDeleteTopicState, version) : [],
    topicNames: version <= 5 ? r.stringArray(flexible) : [],
    timeoutMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteTopicsRequest(w: Writer, version: number, m: MessageInit<DeleteTopicsRequest>): void {
  const flexible = version >= 4;
  if (version >= 6) w.array(or(m.topics, []), true, writeDeleteTopicsRequestDeleteTopicState, version);
  else if (set(m.topics, [])) w.absent(version);
  if (version <= 5) w.stringArray(or(m.topicNames, []), flexible);
  w.int32(or(m.timeoutMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteTopicsResponseDeletableTopicResult(
  r: Reader,
  version: number,
): DeleteTopicsResponseDeletableTopicResult {
  const flexible = version >= 4;
  const m: DeleteTopicsResponseDeletableTopicResult = {
    name: r.nullableString(flexible, version >= 6),
    topicId: version >= 6 ? r.uuid() : ZERO_UUID,
    errorCode: r.int16(),
    errorMessage: version >= 5 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteTopicsResponseDeletableTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteTopicsResponseDeletableTopicResult>,
): void {
  const flexible = version >= 4;
  w.nullableString(or(m.name, ''), flexible, version >= 6);
  if (version >= 6) w.uuid(or(m.topicId, ZERO_UUID));
  w.int16(or(m.errorCode, 0));
  if (version >= 5) w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteTopicsResponse(r: Reader, version: number): DeleteTopicsResponse {
  const flexible = version >= 4;
  const m: DeleteTopicsResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    responses: r.array(flexible, readDeleteTopicsResponseDeletableTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteTopicsResponse(w: Writer, version: number, m: MessageInit<DeleteTopicsResponse>): void {
  const flexible = version >= 4;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.responses, []), flexible, writeDeleteTopicsResponseDeletableTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/021-delete-records.ts

/**
 * API 21. Deletes the records before an offset (KIP-107). Goes to the leader of every partition in it.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 */
export const DeleteRecords: Api<DeleteRecordsRequest, DeleteRecordsResponse> = /* @__PURE__ */ api(
  21,
  'DeleteRecords',
  /* @__PURE__ */ new Message('DeleteRecordsRequest', [0, 2], 2, readDeleteRecordsRequest, writeDeleteRecordsRequest),
  /* @__PURE__ */ new Message(
    'DeleteRecordsResponse',
    [0, 2],
    2,
    readDeleteRecordsResponse,
    writeDeleteRecordsResponse,
  ),
);

/** The request of {@link DeleteRecords}. */
export interface DeleteRecordsRequest {
  /** What to delete, by topic. */
  topics: DeleteRecordsRequestTopic[];
  /** How long to wait until all replicas have done it, in ms. */
  timeoutMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete, by topic. */
export interface DeleteRecordsRequestTopic {
  /** The name of the topic. */
  name: string;
  /** What to delete, by partition. */
  partitions: DeleteRecordsRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete, by partition. */
export interface DeleteRecordsRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The first offset to keep; -1 for the high watermark: all that can be read goes. */
  offset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteRecords}. */
export interface DeleteRecordsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: DeleteRecordsResponseTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface DeleteRecordsResponseTopicResult {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  partitions: DeleteRecordsResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface DeleteRecordsResponsePartitionResult {
  /** The number of the partition. */
  partitionIndex: number;
  /** The first offset that any of the live replicas still has; -1 on an error. */
  lowWatermark: bigint;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteRecordsRequestPartition(r: Reader, version: number): DeleteRecordsRequestPartition {
  const flexible = version >= 2;
  const m: DeleteRecordsRequestPartition = {
    partitionIndex: r.int32(),
    offset: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<DeleteRecordsRequestPartition>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.offset, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsRequestTopic(r: Reader, version: number): DeleteRecordsRequestTopic {
  const flexible = version >= 2;
  const m: DeleteRecordsRequestTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readDeleteRecordsRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsRequestTopic(w: Writer, version: number, m: MessageInit<DeleteRecordsRequestTopic>): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeDeleteRecordsRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsRequest(r: Reader, version: number): DeleteRecordsRequest {
  const flexible = version >= 2;
  const m: DeleteRecordsRequest = {
    topics: r.array(flexible, readDeleteRecordsRequestTopic, version),
    timeoutMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsRequest(w: Writer, version: number, m: MessageInit<DeleteRecordsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.topics, []), flexible, writeDeleteRecordsRequestTopic, version);
  w.int32(or(m.timeoutMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsResponsePartitionResult(r: Reader, version: number): DeleteRecordsResponsePartitionResult {
  const flexible = version >= 2;
  const m: DeleteRecordsResponsePartitionResult = {
    partitionIndex: r.int32(),
    lowWatermark: r.int64(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteRecordsResponsePartitionResult>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.lowWatermark, 0n));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsResponseTopicResult(r: Reader, version: number): DeleteRecordsResponseTopicResult {
  const flexible = version >= 2;
  const m: DeleteRecordsResponseTopicResult = {
    name: r.string(flexible),
    partitions: r.array(flexible, readDeleteRecordsResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsResponseTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteRecordsResponseTopicResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeDeleteRecordsResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsResponse(r: Reader, version: number): DeleteRecordsResponse {
  const flexible = version >= 2;
  const m: DeleteRecordsResponse = {
    throttleTimeMs: r.int32(),
    topics: r.array(flexible, readDeleteRecordsResponseTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsResponse(w: Writer, version: number, m: MessageInit<DeleteRecordsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeDeleteRecordsResponseTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/022-init-producer-id.ts

/**
 * API 22. Gives a producer its id and epoch. With a transactional id, also ends what an earlier instance left
 * open. Goes to any broker; with a transactional id, the transaction coordinator.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: A producer may name its id and epoch to have the epoch raised (KIP-360).
 * - v4: PRODUCER_FENCED may be answered.
 * - v5: TRANSACTION_ABORTABLE may be answered (KIP-890).
 * - v6: Two-phase commit (KIP-939).
 *
 * Version 6 is not stable yet.
 */
export const InitProducerId: Api<InitProducerIdRequest, InitProducerIdResponse> = /* @__PURE__ */ api(
  22,
  'InitProducerId',
  /* @__PURE__ */ new Message(
    'InitProducerIdRequest',
    [0, 6],
    2,
    readInitProducerIdRequest,
    writeInitProducerIdRequest,
  ),
  /* @__PURE__ */ new Message(
    'InitProducerIdResponse',
    [0, 6],
    2,
    readInitProducerIdResponse,
    writeInitProducerIdResponse,
  ),
);

/** The request of {@link InitProducerId}. */
export interface InitProducerIdRequest {
  /** The transactional id of the producer; null when it has none. */
  transactionalId: string | null;
  /** After how long the coordinator aborts an idle transaction, in ms. */
  transactionTimeoutMs: number;
  /** The producer's present id, to have its epoch raised; -1 for a new one. (since v3, default -1) */
  producerId: bigint;
  /** The producer's present epoch; -1 for a new one. (since v3, default -1) */
  producerEpoch: number;
  /** Whether transactions are prepared first and settled from outside (two-phase commit). (since v6) */
  enable2Pc: boolean;
  /** Whether to keep a prepared transaction instead of aborting it. (since v6) */
  keepPreparedTxn: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link InitProducerId}. */
export interface InitProducerIdResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The producer's id; -1 on an error. (default -1) */
  producerId: bigint;
  /** The producer's epoch. */
  producerEpoch: number;
  /** The id that the prepared transaction was kept under; -1 for none. (since v6, default -1) */
  ongoingTxnProducerId: bigint;
  /** The epoch that the prepared transaction was kept under; -1 for none. (since v6, default -1) */
  ongoingTxnProducerEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readInitProducerIdRequest(r: Reader, version: number): InitProducerIdRequest {
  const flexible = version >= 2;
  const m: InitProducerIdRequest = {
    transactionalId: r.nullableString(flexible),
    transactionTimeoutMs: r.int32(),
    producerId: version >= 3 ? r.int64() : -1n,
    producerEpoch: version >= 3 ? r.int16() : -1,
    enable2Pc: version >= 6 ? r.bool() : false,
    keepPreparedTxn: version >= 6 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeInitProducerIdRequest(w: Writer, version: number, m: MessageInit<InitProducerIdRequest>): void {
  const flexible = version >= 2;
  w.nullableString(or(m.transactionalId, ''), flexible);
  w.int32(or(m.transactionTimeoutMs, 0));
  if (version >= 3) w.int64(or(m.producerId, -1n));
  else if (set(m.producerId, -1n)) w.absent(version);
  if (version >= 3) w.int16(or(m.producerEpoch, -1));
  else if (set(m.producerEpoch, -1)) w.absent(version);
  if (version >= 6) w.bool(or(m.enable2Pc, false));
  else if (set(m.enable2Pc, false)) w.absent(version);
  if (version >= 6) w.bool(or(m.keepPreparedTxn, false));
  else if (set(m.keepPreparedTxn, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readInitProducerIdResponse(r: Reader, version: number): InitProducerIdResponse {
  const flexible = version >= 2;
  const m: InitProducerIdResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    producerId: r.int64(),
    producerEpoch: r.int16(),
    ongoingTxnProducerId: version >= 6 ? r.int64() : -1n,
    ongoingTxnProducerEpoch: version >= 6 ? r.int16() : -1,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeInitProducerIdResponse(w: Writer, version: number, m: MessageInit<InitProducerIdResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.producerId, -1n));
  w.int16(or(m.producerEpoch, 0));
  if (version >= 6) w.int64(or(m.ongoingTxnProducerId, -1n));
  else if (set(m.ongoingTxnProducerId, -1n)) w.absent(version);
  if (version >= 6) w.int16(or(m.ongoingTxnProducerEpoch, -1));
  else if (set(m.ongoingTxnProducerEpoch, -1)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/023-offset-for-leader-epoch.ts

/**
 * API 23. Finds where a leader epoch ends, so that a follower or a consumer sees from where on its records are not
 * those of the leader. Goes to the leader of every partition in it.
 *
 * - v0: The first (KIP-101).
 * - v1: The response gains leaderEpoch (KIP-279).
 * - v2: currentLeaderEpoch fences old leaders (KIP-320); the response gains throttleTimeMs.
 * - v3: replicaId.
 * - v4: Flexible.
 */
export const OffsetForLeaderEpoch: Api<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> = /* @__PURE__ */ api(
  23,
  'OffsetForLeaderEpoch',
  /* @__PURE__ */ new Message(
    'OffsetForLeaderEpochRequest',
    [0, 4],
    4,
    readOffsetForLeaderEpochRequest,
    writeOffsetForLeaderEpochRequest,
  ),
  /* @__PURE__ */ new Message(
    'OffsetForLeaderEpochResponse',
    [0, 4],
    4,
    readOffsetForLeaderEpochResponse,
    writeOffsetForLeaderEpochResponse,
  ),
);

/** The request of {@link OffsetForLeaderEpoch}. */
export interface OffsetForLeaderEpochRequest {
  /**
   * The broker that copies the log; -1 for a consumer, -2 for one that may see beyond the high watermark. (since v3,
   * default -2)
   */
  replicaId: number;
  /** What to look up, by topic. */
  topics: OffsetForLeaderEpochRequestOffsetForLeaderTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to look up, by topic. */
export interface OffsetForLeaderEpochRequestOffsetForLeaderTopic {
  /** The name of the topic. */
  topic: string;
  /** What to look up, by partition. */
  partitions: OffsetForLeaderEpochRequestOffsetForLeaderPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to look up, by partition. */
export interface OffsetForLeaderEpochRequestOffsetForLeaderPartition {
  /** The number of the partition. */
  partition: number;
  /**
   * The leader epoch the client knows, so that an old leader can be told from a new one; -1 for no check. (since v2,
   * default -1)
   */
  currentLeaderEpoch: number;
  /** The leader epoch to find the end of. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link OffsetForLeaderEpoch}. */
export interface OffsetForLeaderEpochResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v2) */
  throttleTimeMs: number;
  /** What was found, by topic. */
  topics: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was found, by topic. */
export interface OffsetForLeaderEpochResponseOffsetForLeaderTopicResult {
  /** The name of the topic. */
  topic: string;
  /** What was found, by partition. */
  partitions: OffsetForLeaderEpochResponseEpochEndOffset[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was found, by partition. */
export interface OffsetForLeaderEpochResponseEpochEndOffset {
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The number of the partition. */
  partition: number;
  /**
   * The largest leader epoch that the leader has, not above the one asked about; -1 when it has none. (since v1,
   * default -1)
   */
  leaderEpoch: number;
  /** The offset after the last record of that epoch; -1 when unknown. (default -1) */
  endOffset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readOffsetForLeaderEpochRequestOffsetForLeaderPartition(
  r: Reader,
  version: number,
): OffsetForLeaderEpochRequestOffsetForLeaderPartition {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochRequestOffsetForLeaderPartition = {
    partition: r.int32(),
    currentLeaderEpoch: version >= 2 ? r.int32() : -1,
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochRequestOffsetForLeaderPartition(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochRequestOffsetForLeaderPartition>,
): void {
  const flexible = version >= 4;
  w.int32(or(m.partition, 0));
  if (version >= 2) w.int32(or(m.currentLeaderEpoch, -1));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochRequestOffsetForLeaderTopic(
  r: Reader,
  version: number,
): OffsetForLeaderEpochRequestOffsetForLeaderTopic {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochRequestOffsetForLeaderTopic = {
    topic: r.string(flexible),
    partitions: r.array(flexible, readOffsetForLeaderEpochRequestOffsetForLeaderPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochRequestOffsetForLeaderTopic(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochRequestOffsetForLeaderTopic>,
): void {
  const flexible = version >= 4;
  w.string(or(m.topic, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeOffsetForLeaderEpochRequestOffsetForLeaderPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochRequest(r: Reader, version: number): OffsetForLeaderEpochRequest {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochRequest = {
    replicaId: version >= 3 ? r.int32() : -2,
    topics: r.array(flexible, readOffsetForLeaderEpochRequestOffsetForLeaderTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochRequest(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochRequest>,
): void {
  const flexible = version >= 4;
  if (version >= 3) w.int32(or(m.replicaId, -2));
  w.array(or(m.topics, []), flexible, writeOffsetForLeaderEpochRequestOffsetForLeaderTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochResponseEpochEndOffset(
  r: Reader,
  version: number,
): OffsetForLeaderEpochResponseEpochEndOffset {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochResponseEpochEndOffset = {
    errorCode: r.int16(),
    partition: r.int32(),
    leaderEpoch: version >= 1 ? r.int32() : -1,
    endOffset: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochResponseEpochEndOffset(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochResponseEpochEndOffset>,
): void {
  const flexible = version >= 4;
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.partition, 0));
  if (version >= 1) w.int32(or(m.leaderEpoch, -1));
  w.int64(or(m.endOffset, -1n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochResponseOffsetForLeaderTopicResult(
  r: Reader,
  version: number,
): OffsetForLeaderEpochResponseOffsetForLeaderTopicResult {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult = {
    topic: r.string(flexible),
    partitions: r.array(flexible, readOffsetForLeaderEpochResponseEpochEndOffset, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochResponseOffsetForLeaderTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochResponseOffsetForLeaderTopicResult>,
): void {
  const flexible = version >= 4;
  w.string(or(m.topic, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeOffsetForLeaderEpochResponseEpochEndOffset, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochResponse(r: Reader, version: number): OffsetForLeaderEpochResponse {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochResponse = {
    throttleTimeMs: version >= 2 ? r.int32() : 0,
    topics: r.array(flexible, readOffsetForLeaderEpochResponseOffsetForLeaderTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochResponse(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochResponse>,
): void {
  const flexible = version >= 4;
  if (version >= 2) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeOffsetForLeaderEpochResponseOffsetForLeaderTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/024-add-partitions-to-txn.ts

/**
 * API 24. Adds partitions to a transaction before anything is written to them. Producers use it up to v3, and not
 * at all where Produce adds partitions by itself (KIP-890); brokers ask with v4 and later. Goes to the transaction
 * coordinator.
 *
 * - v0: The first (KIP-98).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: PRODUCER_FENCED may be answered (KIP-588).
 * - v3: Flexible.
 * - v4: Several transactions at once; verifyOnly; between brokers only (KIP-890).
 * - v5: TRANSACTION_ABORTABLE may be answered (KIP-890).
 */
export const AddPartitionsToTxn: Api<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse> = /* @__PURE__ */ api(
  24,
  'AddPartitionsToTxn',
  /* @__PURE__ */ new Message(
    'AddPartitionsToTxnRequest',
    [0, 5],
    3,
    readAddPartitionsToTxnRequest,
    writeAddPartitionsToTxnRequest,
  ),
  /* @__PURE__ */ new Message(
    'AddPartitionsToTxnResponse',
    [0, 5],
    3,
    readAddPartitionsToTxnResponse,
    writeAddPartitionsToTxnResponse,
  ),
);

/** The request of {@link AddPartitionsToTxn}. */
export interface AddPartitionsToTxnRequest {
  /** The transactions, each with the partitions to add. (since v4) */
  transactions: AddPartitionsToTxnRequestTransaction[];
  /** The transactional id of the producer. (until v3) */
  v3AndBelowTransactionalId: string;
  /** The producer's id. (until v3) */
  v3AndBelowProducerId: bigint;
  /** The producer's epoch. (until v3) */
  v3AndBelowProducerEpoch: number;
  /** The partitions to add, by topic. (until v3) */
  v3AndBelowTopics: AddPartitionsToTxnRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The transactions, each with the partitions to add. */
export interface AddPartitionsToTxnRequestTransaction {
  /** The transactional id of the producer. */
  transactionalId: string;
  /** The producer's id. */
  producerId: bigint;
  /** The producer's epoch. */
  producerEpoch: number;
  /** Whether only to check that the partitions are in the transaction. */
  verifyOnly: boolean;
  /** The partitions to add, by topic. */
  topics: AddPartitionsToTxnRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to add, by topic. */
export interface AddPartitionsToTxnRequestTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to add. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AddPartitionsToTxn}. */
export interface AddPartitionsToTxnResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was done. (since v4) */
  errorCode: number;
  /** The outcome, by transaction. (since v4) */
  resultsByTransaction: AddPartitionsToTxnResponseResult[];
  /** The outcome, by topic. (until v3) */
  resultsByTopicV3AndBelow: AddPartitionsToTxnResponseTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by transaction. */
export interface AddPartitionsToTxnResponseResult {
  /** The transactional id of the producer. */
  transactionalId: string;
  /** The outcome, by topic. */
  topicResults: AddPartitionsToTxnResponseTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AddPartitionsToTxnResponseTopicResult {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  resultsByPartition: AddPartitionsToTxnResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AddPartitionsToTxnResponsePartitionResult {
  /** The number of the partition. */
  partitionIndex: number;
  /**
   * 0, or what went wrong with the partition. If one fails, none is added, and the others say
   * OPERATION_NOT_ATTEMPTED.
   */
  partitionErrorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAddPartitionsToTxnRequestTopic(r: Reader, version: number): AddPartitionsToTxnRequestTopic {
  const flexible = version >= 3;
  const m: AddPartitionsToTxnRequestTopic = {
    name: r.string(flexible),
    partitions: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddPartitionsToTxnRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<AddPartitionsToTxnRequestTopic>,
): void {
  const flexible = version >= 3;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitions, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAddPartitionsToTxnRequestTransaction(r: Reader, version: number): AddPartitionsToTxnRequestTransaction {
  const m: AddPartitionsToTxnRequestTransaction = {
    transactionalId: r.string(true),
    producerId: r.int64(),
    producerEpoch: r.int16(),
    verifyOnly: r.bool(),
    topics: r.array(true, readAddPartitionsToTxnRequestTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddPartitionsToTxnRequestTransaction(
  w: Writer,
  version: number,
  m: MessageInit<AddPartitionsToTxnRequestTransaction>,
): void {
  w.string(or(m.transactionalId, ''), true);
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  w.bool(or(m.verifyOnly, false));
  w.array(or(m.topics, []), true, writeAddPartitionsToTxnRequestTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAddPartitionsToTxnRequest(r: Reader, version: number): AddPartitionsToTxnRequest {
  const flexible = version >= 3;
  const m: AddPartitionsToTxnRequest = {
    transactions: version >= 4 ? r.array(true, readAddPartitionsToTxnRequestTransaction, version) : [],
    v3AndBelowTransactionalId: version <= 3 ? r.string(flexible) : '',
    v3AndBelowProducerId: version <= 3 ? r.int64() : 0n,
    v3AndBelowProducerEpoch: version <= 3 ? r.int16() : 0,
    v3AndBelowTopics: version <= 3 ? r.array(flexible, readAddPartitionsToTxnRequestTopic, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddPartitionsToTxnRequest(w: Writer, version: number, m: MessageInit<AddPartitionsToTxnRequest>): void {
  const flexible = version >= 3;
  if (version >= 4) w.array(or(m.transactions, []), true, writeAddPartitionsToTxnRequestTransaction, version);
  else if (set(m.transactions, [])) w.absent(version);
  if (version <= 3) w.string(or(m.v3AndBelowTransactionalId, ''), flexible);
  else if (set(m.v3AndBelowTransactionalId, '')) w.absent(version);
  if (version <= 3) w.int64(or(m.v3AndBelowProducerId, 0n));
  else if (set(m.v3AndBelowProducerId, 0n)) w.absent(version);
  if (version <= 3) w.int16(or(m.v3AndBelowProducerEpoch, 0));
  else if (set(m.v3AndBelowProducerEpoch, 0)) w.absent(version);
  if (version <= 3) w.array(or(m.v3AndBelowTopics, []), flexible, writeAddPartitionsToTxnRequestTopic, version);
  else if (set(m.v3AndBelowTopics, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAddPartitionsToTxnResponsePartitionResult(
  r: Reader,
  version: number,
): AddPartitionsToTxnResponsePartitionResult {
  const flexible = version >= 3;
  const m: AddPartitionsToTxnResponsePartitionResult = {
    partitionIndex: r.int32(),
    partitionErrorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddPartitionsToTxnResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<AddPartitionsToTxnResponsePartitionResult>,
): void {
  const flexible = version >= 3;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.partitionErrorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAddPartitionsToTxnResponseTopicResult(r: Reader, version: number): AddPartitionsToTxnResponseTopicResult {
  const flexible = version >= 3;
  const m: AddPartitionsToTxnResponseTopicResult = {
    name: r.string(flexible),
    resultsByPartition: r.array(flexible, readAddPartitionsToTxnResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddPartitionsToTxnResponseTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<AddPartitionsToTxnResponseTopicResult>,
): void {
  const flexible = version >= 3;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.resultsByPartition, []), flexible, writeAddPartitionsToTxnResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAddPartitionsToTxnResponseResult(r: Reader, version: number): AddPartitionsToTxnResponseResult {
  const m: AddPartitionsToTxnResponseResult = {
    transactionalId: r.string(true),
    topicResults: r.array(true, readAddPartitionsToTxnResponseTopicResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddPartitionsToTxnResponseResult(
  w: Writer,
  version: number,
  m: MessageInit<AddPartitionsToTxnResponseResult>,
): void {
  w.string(or(m.transactionalId, ''), true);
  w.array(or(m.topicResults, []), true, writeAddPartitionsToTxnResponseTopicResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAddPartitionsToTxnResponse(r: Reader, version: number): AddPartitionsToTxnResponse {
  const flexible = version >= 3;
  const m: AddPartitionsToTxnResponse = {
    throttleTimeMs: r.int32(),
    errorCode: version >= 4 ? r.int16() : 0,
    resultsByTransaction: version >= 4 ? r.array(true, readAddPartitionsToTxnResponseResult, version) : [],
    resultsByTopicV3AndBelow: version <= 3 ? r.array(flexible, readAddPartitionsToTxnResponseTopicResult, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddPartitionsToTxnResponse(w: Writer, version: number, m: MessageInit<AddPartitionsToTxnResponse>): void {
  const flexible = version >= 3;
  w.int32(or(m.throttleTimeMs, 0));
  if (version >= 4) w.int16(or(m.errorCode, 0));
  if (version >= 4) w.array(or(m.resultsByTransaction, []), true, writeAddPartitionsToTxnResponseResult, version);
  else if (set(m.resultsByTransaction, [])) w.absent(version);
  if (version <= 3)
    w.array(or(m.resultsByTopicV3AndBelow, []), flexible, writeAddPartitionsToTxnResponseTopicResult, version);
  else if (set(m.resultsByTopicV3AndBelow, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/025-add-offsets-to-txn.ts

/**
 * API 25. Adds the offsets of a group to a transaction, before TxnOffsetCommit; from v5 on, that does it by
 * itself. Goes to the transaction coordinator.
 *
 * - v0: The first (KIP-98).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: PRODUCER_FENCED may be answered (KIP-588).
 * - v3: Flexible.
 * - v4: TRANSACTION_ABORTABLE may be answered (KIP-890).
 */
export const AddOffsetsToTxn: Api<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse> = /* @__PURE__ */ api(
  25,
  'AddOffsetsToTxn',
  /* @__PURE__ */ new Message(
    'AddOffsetsToTxnRequest',
    [0, 4],
    3,
    readAddOffsetsToTxnRequest,
    writeAddOffsetsToTxnRequest,
  ),
  /* @__PURE__ */ new Message(
    'AddOffsetsToTxnResponse',
    [0, 4],
    3,
    readAddOffsetsToTxnResponse,
    writeAddOffsetsToTxnResponse,
  ),
);

/** The request of {@link AddOffsetsToTxn}. */
export interface AddOffsetsToTxnRequest {
  /** The transactional id of the producer. */
  transactionalId: string;
  /** The producer's id. */
  producerId: bigint;
  /** The producer's epoch. */
  producerEpoch: number;
  /** The id of the group whose offsets will be committed. */
  groupId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AddOffsetsToTxn}. */
export interface AddOffsetsToTxnResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAddOffsetsToTxnRequest(r: Reader, version: number): AddOffsetsToTxnRequest {
  const flexible = version >= 3;
  const m: AddOffsetsToTxnRequest = {
    transactionalId: r.string(flexible),
    producerId: r.int64(),
    producerEpoch: r.int16(),
    groupId: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddOffsetsToTxnRequest(w: Writer, version: number, m: MessageInit<AddOffsetsToTxnRequest>): void {
  const flexible = version >= 3;
  w.string(or(m.transactionalId, ''), flexible);
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  w.string(or(m.groupId, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAddOffsetsToTxnResponse(r: Reader, version: number): AddOffsetsToTxnResponse {
  const flexible = version >= 3;
  const m: AddOffsetsToTxnResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddOffsetsToTxnResponse(w: Writer, version: number, m: MessageInit<AddOffsetsToTxnResponse>): void {
  const flexible = version >= 3;
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/026-end-txn.ts

/**
 * API 26. Commits or aborts a transaction. Goes to the transaction coordinator.
 *
 * - v0: The first (KIP-98).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: PRODUCER_FENCED may be answered (KIP-588).
 * - v3: Flexible.
 * - v4: TRANSACTION_ABORTABLE may be answered (KIP-890).
 * - v5: Every transaction raises the epoch: the response gains producerId and producerEpoch (KIP-890).
 */
export const EndTxn: Api<EndTxnRequest, EndTxnResponse> = /* @__PURE__ */ api(
  26,
  'EndTxn',
  /* @__PURE__ */ new Message('EndTxnRequest', [0, 5], 3, readEndTxnRequest, writeEndTxnRequest),
  /* @__PURE__ */ new Message('EndTxnResponse', [0, 5], 3, readEndTxnResponse, writeEndTxnResponse),
);

/** The request of {@link EndTxn}. */
export interface EndTxnRequest {
  /** The transactional id of the producer. */
  transactionalId: string;
  /** The producer's id. */
  producerId: bigint;
  /** The producer's epoch. */
  producerEpoch: number;
  /** Whether to commit; else, abort. */
  committed: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link EndTxn}. */
export interface EndTxnResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /**
   * The id to go on with, a new one when the epochs of the old one are used up; -1 on an error. (since v5, default
   * -1)
   */
  producerId: bigint;
  /** The epoch to go on with; -1 on an error. (since v5, default -1) */
  producerEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readEndTxnRequest(r: Reader, version: number): EndTxnRequest {
  const flexible = version >= 3;
  const m: EndTxnRequest = {
    transactionalId: r.string(flexible),
    producerId: r.int64(),
    producerEpoch: r.int16(),
    committed: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndTxnRequest(w: Writer, version: number, m: MessageInit<EndTxnRequest>): void {
  const flexible = version >= 3;
  w.string(or(m.transactionalId, ''), flexible);
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  w.bool(or(m.committed, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readEndTxnResponse(r: Reader, version: number): EndTxnResponse {
  const flexible = version >= 3;
  const m: EndTxnResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    producerId: version >= 5 ? r.int64() : -1n,
    producerEpoch: version >= 5 ? r.int16() : -1,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndTxnResponse(w: Writer, version: number, m: MessageInit<EndTxnResponse>): void {
  const flexible = version >= 3;
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  if (version >= 5) w.int64(or(m.producerId, -1n));
  if (version >= 5) w.int16(or(m.producerEpoch, -1));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/027-write-txn-markers.ts

/**
 * API 27. Writes into the partitions of a transaction that it was committed or aborted. Goes to the leader of
 * every partition in it, from the transaction coordinator.
 *
 * - v0: The first (KIP-98).
 * - v1: Flexible.
 * - v2: transactionVersion (KIP-1228).
 */
export const WriteTxnMarkers: Api<WriteTxnMarkersRequest, WriteTxnMarkersResponse> = /* @__PURE__ */ api(
  27,
  'WriteTxnMarkers',
  /* @__PURE__ */ new Message(
    'WriteTxnMarkersRequest',
    [0, 2],
    1,
    readWriteTxnMarkersRequest,
    writeWriteTxnMarkersRequest,
  ),
  /* @__PURE__ */ new Message(
    'WriteTxnMarkersResponse',
    [0, 2],
    1,
    readWriteTxnMarkersResponse,
    writeWriteTxnMarkersResponse,
  ),
);

/** The request of {@link WriteTxnMarkers}. */
export interface WriteTxnMarkersRequest {
  /** The transactions that have ended. */
  markers: WriteTxnMarkersRequestWritableTxnMarker[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The transactions that have ended. */
export interface WriteTxnMarkersRequestWritableTxnMarker {
  /** The producer's id. */
  producerId: bigint;
  /** The producer's epoch. */
  producerEpoch: number;
  /** Whether the transaction was committed; else, aborted. */
  transactionResult: boolean;
  /** Where to write the marker, by topic. */
  topics: WriteTxnMarkersRequestWritableTxnMarkerTopic[];
  /** The epoch of the coordinator; a partition that has seen a later one refuses the marker. */
  coordinatorEpoch: number;
  /** How transactions are done: 2 when each has an epoch of its own (KIP-890), 0 or 1 before. (since v2) */
  transactionVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where to write the marker, by topic. */
export interface WriteTxnMarkersRequestWritableTxnMarkerTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to write to. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link WriteTxnMarkers}. */
export interface WriteTxnMarkersResponse {
  /** The outcome, by transaction. */
  markers: WriteTxnMarkersResponseWritableTxnMarkerResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by transaction. */
export interface WriteTxnMarkersResponseWritableTxnMarkerResult {
  /** The producer's id. */
  producerId: bigint;
  /** The outcome, by topic. */
  topics: WriteTxnMarkersResponseWritableTxnMarkerTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface WriteTxnMarkersResponseWritableTxnMarkerTopicResult {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  partitions: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface WriteTxnMarkersResponseWritableTxnMarkerPartitionResult {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readWriteTxnMarkersRequestWritableTxnMarkerTopic(
  r: Reader,
  version: number,
): WriteTxnMarkersRequestWritableTxnMarkerTopic {
  const flexible = version >= 1;
  const m: WriteTxnMarkersRequestWritableTxnMarkerTopic = {
    name: r.string(flexible),
    partitionIndexes: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersRequestWritableTxnMarkerTopic(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersRequestWritableTxnMarkerTopic>,
): void {
  const flexible = version >= 1;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitionIndexes, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersRequestWritableTxnMarker(
  r: Reader,
  version: number,
): WriteTxnMarkersRequestWritableTxnMarker {
  const flexible = version >= 1;
  const m: WriteTxnMarkersRequestWritableTxnMarker = {
    producerId: r.int64(),
    producerEpoch: r.int16(),
    transactionResult: r.bool(),
    topics: r.array(flexible, readWriteTxnMarkersRequestWritableTxnMarkerTopic, version),
    coordinatorEpoch: r.int32(),
    transactionVersion: version >= 2 ? r.int8() : 0,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersRequestWritableTxnMarker(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersRequestWritableTxnMarker>,
): void {
  const flexible = version >= 1;
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  w.bool(or(m.transactionResult, false));
  w.array(or(m.topics, []), flexible, writeWriteTxnMarkersRequestWritableTxnMarkerTopic, version);
  w.int32(or(m.coordinatorEpoch, 0));
  if (version >= 2) w.int8(or(m.transactionVersion, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersRequest(r: Reader, version: number): WriteTxnMarkersRequest {
  const flexible = version >= 1;
  const m: WriteTxnMarkersRequest = {
    markers: r.array(flexible, readWriteTxnMarkersRequestWritableTxnMarker, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersRequest(w: Writer, version: number, m: MessageInit<WriteTxnMarkersRequest>): void {
  const flexible = version >= 1;
  w.array(or(m.markers, []), flexible, writeWriteTxnMarkersRequestWritableTxnMarker, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersResponseWritableTxnMarkerPartitionResult(
  r: Reader,
  version: number,
): WriteTxnMarkersResponseWritableTxnMarkerPartitionResult {
  const flexible = version >= 1;
  const m: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersResponseWritableTxnMarkerPartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersResponseWritableTxnMarkerPartitionResult>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersResponseWritableTxnMarkerTopicResult(
  r: Reader,
  version: number,
): WriteTxnMarkersResponseWritableTxnMarkerTopicResult {
  const flexible = version >= 1;
  const m: WriteTxnMarkersResponseWritableTxnMarkerTopicResult = {
    name: r.string(flexible),
    partitions: r.array(flexible, readWriteTxnMarkersResponseWritableTxnMarkerPartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersResponseWritableTxnMarkerTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersResponseWritableTxnMarkerTopicResult>,
): void {
  const flexible = version >= 1;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeWriteTxnMarkersResponseWritableTxnMarkerPartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersResponseWritableTxnMarkerResult(
  r: Reader,
  version: number,
): WriteTxnMarkersResponseWritableTxnMarkerResult {
  const flexible = version >= 1;
  const m: WriteTxnMarkersResponseWritableTxnMarkerResult = {
    producerId: r.int64(),
    topics: r.array(flexible, readWriteTxnMarkersResponseWritableTxnMarkerTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersResponseWritableTxnMarkerResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersResponseWritableTxnMarkerResult>,
): void {
  const flexible = version >= 1;
  w.int64(or(m.producerId, 0n));
  w.array(or(m.topics, []), flexible, writeWriteTxnMarkersResponseWritableTxnMarkerTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersResponse(r: Reader, version: number): WriteTxnMarkersResponse {
  const flexible = version >= 1;
  const m: WriteTxnMarkersResponse = {
    markers: r.array(flexible, readWriteTxnMarkersResponseWritableTxnMarkerResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersResponse(w: Writer, version: number, m: MessageInit<WriteTxnMarkersResponse>): void {
  const flexible = version >= 1;
  w.array(or(m.markers, []), flexible, writeWriteTxnMarkersResponseWritableTxnMarkerResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/028-txn-offset-commit.ts

/**
 * API 28. Stores the offsets of a group as part of a transaction: they count once it is committed. Goes to the
 * group coordinator.
 *
 * - v0: The first (KIP-98).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: committedLeaderEpoch (KIP-320).
 * - v3: Flexible; the member and its generation, so that a member of old is refused (KIP-447).
 * - v4: TRANSACTION_ABORTABLE may be answered (KIP-890).
 * - v5: Adds the offsets to the transaction by itself, without AddOffsetsToTxn (KIP-890).
 * - v6: Topics by id instead of by name; GROUP_ID_NOT_FOUND and STALE_MEMBER_EPOCH may be answered (KIP-1319).
 */
export const TxnOffsetCommit: Api<TxnOffsetCommitRequest, TxnOffsetCommitResponse> = /* @__PURE__ */ api(
  28,
  'TxnOffsetCommit',
  /* @__PURE__ */ new Message(
    'TxnOffsetCommitRequest',
    [0, 6],
    3,
    readTxnOffsetCommitRequest,
    writeTxnOffsetCommitRequest,
  ),
  /* @__PURE__ */ new Message(
    'TxnOffsetCommitResponse',
    [0, 6],
    3,
    readTxnOffsetCommitResponse,
    writeTxnOffsetCommitResponse,
  ),
);

/** The request of {@link TxnOffsetCommit}. */
export interface TxnOffsetCommitRequest {
  /** The transactional id of the producer. */
  transactionalId: string;
  /** The id of the group. */
  groupId: string;
  /** The producer's id. */
  producerId: bigint;
  /** The producer's epoch. */
  producerEpoch: number;
  /**
   * The generation (classic protocol) or member epoch (new protocol); -1 for a client that is no member. (since v3,
   * default -1)
   */
  generationIdOrMemberEpoch: number;
  /** The id of the member; empty for a client that is no member. (since v3) */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v3, default null) */
  groupInstanceId: string | null;
  /** The offsets, by topic. */
  topics: TxnOffsetCommitRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface TxnOffsetCommitRequestTopic {
  /** The name of the topic. (until v5) */
  name: string;
  /** The id of the topic. (since v6) */
  topicId: string;
  /** The offsets, by partition. */
  partitions: TxnOffsetCommitRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface TxnOffsetCommitRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The offset of the next record to consume. */
  committedOffset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (since v2, default -1) */
  committedLeaderEpoch: number;
  /** Any text to keep beside the offset. */
  committedMetadata: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link TxnOffsetCommit}. */
export interface TxnOffsetCommitResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: TxnOffsetCommitResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface TxnOffsetCommitResponseTopic {
  /** The name of the topic. (until v5) */
  name: string;
  /** The id of the topic. (since v6) */
  topicId: string;
  /** The outcome, by partition. */
  partitions: TxnOffsetCommitResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface TxnOffsetCommitResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readTxnOffsetCommitRequestPartition(r: Reader, version: number): TxnOffsetCommitRequestPartition {
  const flexible = version >= 3;
  const m: TxnOffsetCommitRequestPartition = {
    partitionIndex: r.int32(),
    committedOffset: r.int64(),
    committedLeaderEpoch: version >= 2 ? r.int32() : -1,
    committedMetadata: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<TxnOffsetCommitRequestPartition>,
): void {
  const flexible = version >= 3;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.committedOffset, 0n));
  if (version >= 2) w.int32(or(m.committedLeaderEpoch, -1));
  w.nullableString(or(m.committedMetadata, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitRequestTopic(r: Reader, version: number): TxnOffsetCommitRequestTopic {
  const flexible = version >= 3;
  const m: TxnOffsetCommitRequestTopic = {
    name: version <= 5 ? r.string(flexible) : '',
    topicId: version >= 6 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readTxnOffsetCommitRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<TxnOffsetCommitRequestTopic>,
): void {
  const flexible = version >= 3;
  if (version <= 5) w.string(or(m.name, ''), flexible);
  if (version >= 6) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeTxnOffsetCommitRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitRequest(r: Reader, version: number): TxnOffsetCommitRequest {
  const flexible = version >= 3;
  const m: TxnOffsetCommitRequest = {
    transactionalId: r.string(flexible),
    groupId: r.string(flexible),
    producerId: r.int64(),
    producerEpoch: r.int16(),
    generationIdOrMemberEpoch: version >= 3 ? r.int32() : -1,
    memberId: version >= 3 ? r.string(true) : '',
    groupInstanceId: version >= 3 ? r.nullableString(true) : null,
    topics: r.array(flexible, readTxnOffsetCommitRequestTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitRequest(w: Writer, version: number, m: MessageInit<TxnOffsetCommitRequest>): void {
  const flexible = version >= 3;
  w.string(or(m.transactionalId, ''), flexible);
  w.string(or(m.groupId, ''), flexible);
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  if (version >= 3) w.int32(or(m.generationIdOrMemberEpoch, -1));
  else if (set(m.generationIdOrMemberEpoch, -1)) w.absent(version);
  if (version >= 3) w.string(or(m.memberId, ''), true);
  else if (set(m.memberId, '')) w.absent(version);
  if (version >= 3) w.nullableString(or(m.groupInstanceId, null), true);
  else if (set(m.groupInstanceId, null)) w.absent(version);
  w.array(or(m.topics, []), flexible, writeTxnOffsetCommitRequestTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitResponsePartition(r: Reader, version: number): TxnOffsetCommitResponsePartition {
  const flexible = version >= 3;
  const m: TxnOffsetCommitResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<TxnOffsetCommitResponsePartition>,
): void {
  const flexible = version >= 3;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitResponseTopic(r: Reader, version: number): TxnOffsetCommitResponseTopic {
  const flexible = version >= 3;
  const m: TxnOffsetCommitResponseTopic = {
    name: version <= 5 ? r.string(flexible) : '',
    topicId: version >= 6 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readTxnOffsetCommitResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<TxnOffsetCommitResponseTopic>,
): void {
  const flexible = version >= 3;
  if (version <= 5) w.string(or(m.name, ''), flexible);
  if (version >= 6) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeTxnOffsetCommitResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitResponse(r: Reader, version: number): TxnOffsetCommitResponse {
  const flexible = version >= 3;
  const m: TxnOffsetCommitResponse = {
    throttleTimeMs: r.int32(),
    topics: r.array(flexible, readTxnOffsetCommitResponseTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitResponse(w: Writer, version: number, m: MessageInit<TxnOffsetCommitResponse>): void {
  const flexible = version >= 3;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeTxnOffsetCommitResponseTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/029-describe-acls.ts

/**
 * API 29. Lists the access rules (ACLs) that match a filter. Goes to any broker.
 *
 * - v0: The first (KIP-140).
 * - v1: patternType: rules for all names with a prefix (KIP-290). The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: Rules for users (KIP-373).
 */
export const DescribeAcls: Api<DescribeAclsRequest, DescribeAclsResponse> = /* @__PURE__ */ api(
  29,
  'DescribeAcls',
  /* @__PURE__ */ new Message('DescribeAclsRequest', [0, 3], 2, readDescribeAclsRequest, writeDescribeAclsRequest),
  /* @__PURE__ */ new Message('DescribeAclsResponse', [0, 3], 2, readDescribeAclsResponse, writeDescribeAclsResponse),
);

/** The request of {@link DescribeAcls}. */
export interface DescribeAclsRequest {
  /** To what: 1 anything, 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user. */
  resourceTypeFilter: number;
  /** The name of it; null for any. */
  resourceNameFilter: string | null;
  /**
   * 1: any rule of that name; 2: every rule that applies to that name; 3: only rules for the name itself; 4: only
   * rules for that prefix. (since v1, default 3)
   */
  patternTypeFilter: number;
  /** Who, e.g. "User:alice"; null for anyone. */
  principalFilter: string | null;
  /** From where: an address; null for anywhere. */
  hostFilter: string | null;
  /** What may or may not be done, as in the response; 1 for any rule. */
  operation: number;
  /** 2: rules that deny; 3: rules that allow; 1: both. */
  permissionType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeAcls}. */
export interface DescribeAclsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The rules, by what they apply to. */
  resources: DescribeAclsResponseResource[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The rules, by what they apply to. */
export interface DescribeAclsResponseResource {
  /** To what: 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user. */
  resourceType: number;
  /** Its name, or what the names begin with; "*" for all, "kafka-cluster" for the cluster. */
  resourceName: string;
  /** 3: the name itself; 4: all names that begin with it. (since v1, default 3) */
  patternType: number;
  /** The rules. */
  acls: DescribeAclsResponseAclDescription[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The rules. */
export interface DescribeAclsResponseAclDescription {
  /** Who, e.g. "User:alice"; "User:*" for everyone. */
  principal: string;
  /** From where: an address; "*" for everywhere. */
  host: string;
  /**
   * What may or may not be done: 2 all, 3 read, 4 write, 5 create, 6 delete, 7 alter, 8 describe, 9 cluster action,
   * 10 describe configs, 11 alter configs, 12 idempotent write, 13 create tokens, 14 describe tokens, 15 two-phase
   * commit.
   */
  operation: number;
  /** 2: it is denied; 3: it is allowed. */
  permissionType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeAclsRequest(r: Reader, version: number): DescribeAclsRequest {
  const flexible = version >= 2;
  const m: DescribeAclsRequest = {
    resourceTypeFilter: r.int8(),
    resourceNameFilter: r.nullableString(flexible),
    patternTypeFilter: version >= 1 ? r.int8() : 3,
    principalFilter: r.nullableString(flexible),
    hostFilter: r.nullableString(flexible),
    operation: r.int8(),
    permissionType: r.int8(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeAclsRequest(w: Writer, version: number, m: MessageInit<DescribeAclsRequest>): void {
  const flexible = version >= 2;
  w.int8(or(m.resourceTypeFilter, 0));
  w.nullableString(or(m.resourceNameFilter, ''), flexible);
  if (version >= 1) w.int8(or(m.patternTypeFilter, 3));
  else if (set(m.patternTypeFilter, 3)) w.absent(version);
  w.nullableString(or(m.principalFilter, ''), flexible);
  w.nullableString(or(m.hostFilter, ''), flexible);
  w.int8(or(m.operation, 0));
  w.int8(or(m.permissionType, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeAclsResponseAclDescription(r: Reader, version: number): DescribeAclsResponseAclDescription {
  const flexible = version >= 2;
  const m: DescribeAclsResponseAclDescription = {
    principal: r.string(flexible),
    host: r.string(flexible),
    operation: r.int8(),
    permissionType: r.int8(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeAclsResponseAclDescription(
  w: Writer,
  version: number,
  m: MessageInit<DescribeAclsResponseAclDescription>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principal, ''), flexible);
  w.string(or(m.host, ''), flexible);
  w.int8(or(m.operation, 0));
  w.int8(or(m.permissionType, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeAclsResponseResource(r: Reader, version: number): DescribeAclsResponseResource {
  const flexible = version >= 2;
  const m: DescribeAclsResponseResource = {
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    patternType: version >= 1 ? r.int8() : 3,
    acls: r.array(flexible, readDescribeAclsResponseAclDescription, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeAclsResponseResource(
  w: Writer,
  version: number,
  m: MessageInit<DescribeAclsResponseResource>,
): void {
  const flexible = version >= 2;
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  if (version >= 1) w.int8(or(m.patternType, 3));
  else if (set(m.patternType, 3)) w.absent(version);
  w.array(or(m.acls, []), flexible, writeDescribeAclsResponseAclDescription, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeAclsResponse(r: Reader, version: number): DescribeAclsResponse {
  const flexible = version >= 2;
  const m: DescribeAclsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    resources: r.array(flexible, readDescribeAclsResponseResource, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeAclsResponse(w: Writer, version: number, m: MessageInit<DescribeAclsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.array(or(m.resources, []), flexible, writeDescribeAclsResponseResource, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
