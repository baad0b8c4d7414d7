// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/000-produce.ts

/**
 * API 0. Appends record batches to partitions. With acks 0 there is no response. Goes to the leader of every
 * partition in it.
 *
 * - v0: Message sets of magic 0.
 * - v1: The response gains throttleTimeMs.
 * - v2: Message sets of magic 1 (with timestamps); the response gains logAppendTimeMs.
 * - v3: Record batches of magic 2; transactionalId.
 * - v4: KAFKA_STORAGE_ERROR may be answered.
 * - v5: The response gains logStartOffset.
 * - v6: The broker answers before it throttles (KIP-219).
 * - v7: Records may be compressed with zstd (KIP-110).
 * - v8: The response tells which records were bad (KIP-467).
 * - v9: Flexible.
 * - v10: The response tells the new leader and where it is (KIP-951).
 * - v11: TRANSACTION_ABORTABLE may be answered (KIP-890).
 * - v12: Adds the partitions to the transaction by itself (KIP-890).
 * - v13: Topics by id instead of by name (KIP-516).
 */
export const Produce: Api<ProduceRequest, ProduceResponse> = /* @__PURE__ */ api(
  0,
  'Produce',
  /* @__PURE__ */ new Message('ProduceRequest', [0, 13], 9, readProduceRequest, writeProduceRequest),
  /* @__PURE__ */ new Message('ProduceResponse', [0, 13], 9, readProduceResponse, writeProduceResponse),
);

/** The request of {@link Produce}. */
export interface ProduceRequest {
  /** The transactional id of the producer; null when it has none. (since v3, default null) */
  transactionalId: string | null;
  /**
   * Who must have the records before the broker answers: -1 all in-sync replicas, 1 the leader, 0 nobody, and then
   * there is no answer.
   */
  acks: number;
  /** How long the leader may wait for the replicas, in ms. */
  timeoutMs: number;
  /** The records, by topic. */
  topicData: ProduceRequestTopicProduceData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The records, by topic. */
export interface ProduceRequestTopicProduceData {
  /** The name of the topic. (until v12) */
  name: string;
  /** The id of the topic. (since v13) */
  topicId: string;
  /** The records, by partition. */
  partitionData: ProduceRequestPartitionProduceData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The records, by partition. */
export interface ProduceRequestPartitionProduceData {
  /** The number of the partition. */
  index: number;
  /** The records: one batch from v3 on, a message set before. */
  records: Buffer | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link Produce}. */
export interface ProduceResponse {
  /** The outcome, by topic. */
  responses: ProduceResponseTopicProduce[];
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** Where the new leaders are that are named in currentLeader. (since v10) */
  nodeEndpoints: ProduceResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface ProduceResponseTopicProduce {
  /** The name of the topic. (until v12) */
  name: string;
  /** The id of the topic. (since v13) */
  topicId: string;
  /** The outcome, by partition. */
  partitionResponses: ProduceResponsePartitionProduce[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface ProduceResponsePartitionProduce {
  /** The number of the partition. */
  index: number;
  /** 0, or why the records were not (or not surely) written. */
  errorCode: number;
  /** The offset of the first record. */
  baseOffset: bigint;
  /**
   * When the broker appended the records, in ms since 1970, if the topic uses LogAppendTime; else -1. (since v2,
   * default -1)
   */
  logAppendTimeMs: bigint;
  /** The offset of the first record that the log still has. (since v5, default -1) */
  logStartOffset: bigint;
  /** The records because of which the whole batch was refused. (since v8) */
  recordErrors: ProduceResponseBatchIndexAndErrorMessage[];
  /** What is wrong with the batch, in the broker's words; null when nothing is. (since v8, default null) */
  errorMessage: string | null;
  /** The leader to go to, after NOT_LEADER_OR_FOLLOWER. (since v10) */
  currentLeader: ProduceResponseLeaderIdAndEpoch;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The records because of which the whole batch was refused. */
export interface ProduceResponseBatchIndexAndErrorMessage {
  /** The position of the record within its batch. */
  batchIndex: number;
  /** What is wrong with it; null when nothing is to be said. (default null) */
  batchIndexErrorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The leader to go to, after NOT_LEADER_OR_FOLLOWER. */
export interface ProduceResponseLeaderIdAndEpoch {
  /** The broker that leads the partition; -1 when unknown. (default -1) */
  leaderId: number;
  /** The leader's epoch; -1 when unknown. (default -1) */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the new leaders are that are named in currentLeader. */
export interface ProduceResponseNodeEndpoint {
  /** The id of the broker. */
  nodeId: number;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** The rack the broker is in; null when it was not told. (default null) */
  rack: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readProduceRequestPartitionProduceData(r: Reader, version: number): ProduceRequestPartitionProduceData {
  const flexible = version >= 9;
  const m: ProduceRequestPartitionProduceData = {
    index: r.int32(),
    records: r.nullableBytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeProduceRequestPartitionProduceData(
  w: Writer,
  version: number,
  m: MessageInit<ProduceRequestPartitionProduceData>,
): void {
  const flexible = version >= 9;
  w.int32(or(m.index, 0));
  w.nullableBytes(or(m.records, null), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readProduceRequestTopicProduceData(r: Reader, version: number): ProduceRequestTopicProduceData {
  const flexible = version >= 9;
  const m: ProduceRequestTopicProduceData = {
    name: version <= 12 ? r.string(flexible) : '',
    topicId: version >= 13 ? r.uuid() : ZERO_UUID,
    partitionData: r.array(flexible, readProduceRequestPartitionProduceData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeProduceRequestTopicProduceData(
  w: Writer,
  version: number,
  m: MessageInit<ProduceRequestTopicProduceData>,
): void {
  const flexible = version >= 9;
  if (version <= 12) w.string(or(m.name, ''), flexible);
  if (version >= 13) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitionData, []), flexible, writeProduceRequestPartitionProduceData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readProduceRequest(r: Reader, version: number): ProduceRequest {
  const flexible = version >= 9;
  const m: ProduceRequest = {
    transactionalId: version >= 3 ? r.nullableString(flexible) : null,
    acks: r.int16(),
    timeoutMs: r.int32(),
    topicData: r.array(flexible, readProduceRequestTopicProduceData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeProduceRequest(w: Writer, version: number, m: MessageInit<ProduceRequest>): void {
  const flexible = version >= 9;
  if (version >= 3) w.nullableString(or(m.transactionalId, null), flexible);
  else if (set(m.transactionalId, null)) w.absent(version);
  w.int16(or(m.acks, 0));
  w.int32(or(m.timeoutMs, 0));
  w.array(or(m.topicData, []), flexible, writeProduceRequestTopicProduceData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readProduceResponseBatchIndexAndErrorMessage(
  r: Reader,
  version: number,
): ProduceResponseBatchIndexAndErrorMessage {
  const flexible = version >= 9;
  const m: ProduceResponseBatchIndexAndErrorMessage = {
    batchIndex: r.int32(),
    batchIndexErrorMessage: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeProduceResponseBatchIndexAndErrorMessage(
  w: Writer,
  version: number,
  m: MessageInit<ProduceResponseBatchIndexAndErrorMessage>,
): void {
  const flexible = version >= 9;
  w.int32(or(m.batchIndex, 0));
  w.nullableString(or(m.batchIndexErrorMessage, null), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

const defaultProduceResponseLeaderIdAndEpoch: ProduceResponseLeaderIdAndEpoch = /* @__PURE__ */ Object.freeze({
  leaderId: -1,
  leaderEpoch: -1,
});

function readProduceResponseLeaderIdAndEpoch(r: Reader, _version: number): ProduceResponseLeaderIdAndEpoch {
  const m: ProduceResponseLeaderIdAndEpoch = {
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeProduceResponseLeaderIdAndEpoch(
  w: Writer,
  version: number,
  m: MessageInit<ProduceResponseLeaderIdAndEpoch>,
): void {
  w.int32(or(m.leaderId, -1));
  w.int32(or(m.leaderEpoch, -1));
  w.unknownTags(m.unknownTags, true, version);
}

function readProduceResponsePartitionProduce(r: Reader, version: number): ProduceResponsePartitionProduce {
  const flexible = version >= 9;
  const m: ProduceResponsePartitionProduce = {
    index: r.int32(),
    errorCode: r.int16(),
    baseOffset: r.int64(),
    logAppendTimeMs: version >= 2 ? r.int64() : -1n,
    logStartOffset: version >= 5 ? r.int64() : -1n,
    recordErrors: version >= 8 ? r.array(flexible, readProduceResponseBatchIndexAndErrorMessage, version) : [],
    errorMessage: version >= 8 ? r.nullableString(flexible) : null,
    currentLeader: defaultProduceResponseLeaderIdAndEpoch,
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0 && version >= 10) m.currentLeader = readProduceResponseLeaderIdAndEpoch(r, version);
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

function writeProduceResponsePartitionProduce(
  w: Writer,
  version: number,
  m: MessageInit<ProduceResponsePartitionProduce>,
): void {
  const flexible = version >= 9;
  w.int32(or(m.index, 0));
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.baseOffset, 0n));
  if (version >= 2) w.int64(or(m.logAppendTimeMs, -1n));
  if (version >= 5) w.int64(or(m.logStartOffset, -1n));
  if (version >= 8) w.array(or(m.recordErrors, []), flexible, writeProduceResponseBatchIndexAndErrorMessage, version);
  if (version >= 8) w.nullableString(or(m.errorMessage, null), flexible);
  if (!(version >= 10) && set(m.currentLeader, defaultProduceResponseLeaderIdAndEpoch)) w.absent(version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (version >= 10 && set(m.currentLeader, defaultProduceResponseLeaderIdAndEpoch)) {
      const at = w.beginTag(tags, 0);
      writeProduceResponseLeaderIdAndEpoch(w, version, or(m.currentLeader, defaultProduceResponseLeaderIdAndEpoch));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

function readProduceResponseTopicProduce(r: Reader, version: number): ProduceResponseTopicProduce {
  const flexible = version >= 9;
  const m: ProduceResponseTopicProduce = {
    name: version <= 12 ? r.string(flexible) : '',
    topicId: version >= 13 ? r.uuid() : ZERO_UUID,
    partitionResponses: r.array(flexible, readProduceResponsePartitionProduce, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeProduceResponseTopicProduce(
  w: Writer,
  version: number,
  m: MessageInit<ProduceResponseTopicProduce>,
): void {
  const flexible = version >= 9;
  if (version <= 12) w.string(or(m.name, ''), flexible);
  if (version >= 13) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitionResponses, []), flexible, writeProduceResponsePartitionProduce, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readProduceResponseNodeEndpoint(r: Reader, _version: number): ProduceResponseNodeEndpoint {
  const m: ProduceResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.int32(),
    rack: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeProduceResponseNodeEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<ProduceResponseNodeEndpoint>,
): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.nullableString(or(m.rack, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readProduceResponse(r: Reader, version: number): ProduceResponse {
  const flexible = version >= 9;
  const m: ProduceResponse = {
    responses: r.array(flexible, readProduceResponseTopicProduce, version),
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    nodeEndpoints: [],
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0 && version >= 10) m.nodeEndpoints = r.array(true, readProduceResponseNodeEndpoint, version);
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

function writeProduceResponse(w: Writer, version: number, m: MessageInit<ProduceResponse>): void {
  const flexible = version >= 9;
  w.array(or(m.responses, []), flexible, writeProduceResponseTopicProduce, version);
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  if (!(version >= 10) && set(m.nodeEndpoints, [])) w.absent(version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (version >= 10 && set(m.nodeEndpoints, [])) {
      const at = w.beginTag(tags, 0);
      w.array(or(m.nodeEndpoints, []), true, writeProduceResponseNodeEndpoint, version);
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

// From schema/001-fetch.ts

/**
 * API 1. Reads record batches, and waits until there are enough of them. Also what followers copy the log with.
 * Goes to the leader of every partition in it, or a follower the leader has named (KIP-392).
 *
 * - v0: Message sets of magic 0.
 * - v1: The response gains throttleTimeMs.
 * - v2: Message sets of magic 1 may come.
 * - v3: maxBytes limits the whole response; partitions are served in the order asked (KIP-74).
 * - v4: Record batches of magic 2 may come; isolationLevel, lastStableOffset, abortedTransactions (KIP-98).
 * - v5: logStartOffset on both sides (KIP-107).
 * - v6: KAFKA_STORAGE_ERROR may be answered.
 * - v7: Incremental fetch sessions (KIP-227).
 * - v8: The broker answers before it throttles (KIP-219).
 * - v9: currentLeaderEpoch fences old leaders (KIP-320).
 * - v10: Records compressed with zstd may come (KIP-110).
 * - v11: rackId and preferredReadReplica: reading from the closest replica (KIP-392).
 * - v12: Flexible; lastFetchedEpoch and divergingEpoch find truncation (KIP-595).
 * - v13: Topics by id instead of by name (KIP-516).
 * - v14: OFFSET_MOVED_TO_TIERED_STORAGE may be answered (KIP-405).
 * - v15: replicaState takes the place of replicaId (KIP-903).
 * - v16: The response tells the new leader and where it is (KIP-951).
 * - v17: replicaDirectoryId (KIP-853).
 * - v18: highWatermark: what the follower knows of it (KIP-1166).
 */
export const Fetch: Api<FetchRequest, FetchResponse> = /* @__PURE__ */ api(
  1,
  'Fetch',
  /* @__PURE__ */ new Message('FetchRequest', [0, 18], 12, readFetchRequest, writeFetchRequest),
  /* @__PURE__ */ new Message('FetchResponse', [0, 18], 12, readFetchResponse, writeFetchResponse),
);

/** The request of {@link Fetch}. */
export interface FetchRequest {
  /** The cluster the replica believes to be in; null when not known. For KRaft voters. (since v12, default null) */
  clusterId: string | null;
  /** The broker that copies the log; -1 for a consumer. (until v14, default -1) */
  replicaId: number;
  /** Who copies the log; left out by consumers. (since v15) */
  replicaState: FetchRequestReplicaState;
  /** How long the broker may wait for minBytes to be there, in ms. */
  maxWaitMs: number;
  /** How many bytes of records are worth an answer before the time is up. */
  minBytes: number;
  /**
   * How many bytes of records the answer may have in all. The first batch comes even when it is larger (KIP-74).
   * (since v3, default 0x7fffffff)
   */
  maxBytes: number;
  /**
   * 0 (read_uncommitted): all records. 1 (read_committed): only up to the last stable offset, with a list of what
   * was aborted. (since v4)
   */
  isolationLevel: number;
  /** The fetch session; 0 to open one, or for none. (since v7) */
  sessionId: number;
  /**
   * Counts the requests of a session up from 1; 0 asks for a new session, -1 ends it or does without (KIP-227).
   * (since v7, default -1)
   */
  sessionEpoch: number;
  /** What to read; within a session, what to read anew or differently. */
  topics: FetchRequestTopic[];
  /** What to take out of the session. (since v7) */
  forgottenTopicsData: FetchRequestForgottenTopic[];
  /** The rack of the consumer, so that a replica close by can be named; empty when unknown. (since v11) */
  rackId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Who copies the log; left out by consumers. */
export interface FetchRequestReplicaState {
  /** The broker that copies the log; -1 for a consumer. (default -1) */
  replicaId: number;
  /** The epoch of that broker; -1 when unknown. (default -1) */
  replicaEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read; within a session, what to read anew or differently. */
export interface FetchRequestTopic {
  /** The name of the topic. (until v12) */
  topic: string;
  /** The id of the topic. (since v13) */
  topicId: string;
  /** The partitions to read. */
  partitions: FetchRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to read. */
export interface FetchRequestPartition {
  /** The number of the partition. */
  partition: number;
  /**
   * The leader epoch the client knows, so that an old leader can be told from a new one; -1 for no check. (since v9,
   * default -1)
   */
  currentLeaderEpoch: number;
  /** The first offset wanted. */
  fetchOffset: bigint;
  /** The leader epoch of the last record the client has; -1 when it has none. (since v12, default -1) */
  lastFetchedEpoch: number;
  /** The first offset the follower has; -1 for a consumer. (since v5, default -1) */
  logStartOffset: bigint;
  /** How many bytes of this partition may come. The first batch comes even when it is larger (KIP-74). */
  partitionMaxBytes: number;
  /** The log directory of the follower; zero for a consumer. (since v17) */
  replicaDirectoryId: string;
  /**
   * The high watermark the follower knows; -1 when it knows none, 2⁶³-1 when it does not tell. (since v18, default
   * 9223372036854775807)
   */
  highWatermark: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to take out of the session. */
export interface FetchRequestForgottenTopic {
  /** The name of the topic. (until v12) */
  topic: string;
  /** The id of the topic. (since v13) */
  topicId: string;
  /** The partitions to take out. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link Fetch}. */
export interface FetchResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** 0, or why nothing at all could be read (sessions, mostly). (since v7) */
  errorCode: number;
  /** The fetch session that this belongs to; 0 for none. (since v7) */
  sessionId: number;
  /** What was read, by topic. Within a session, only what has news. */
  responses: FetchResponseFetchableTopic[];
  /** Where the new leaders are that are named in currentLeader. (since v16) */
  nodeEndpoints: FetchResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by topic. Within a session, only what has news. */
export interface FetchResponseFetchableTopic {
  /** The name of the topic. (until v12) */
  topic: string;
  /** The id of the topic. (since v13) */
  topicId: string;
  /** What was read, by partition. */
  partitions: FetchResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by partition. */
export interface FetchResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or why the partition could not be read. */
  errorCode: number;
  /** The offset after the last record that all in-sync replicas have; -1 on an error. */
  highWatermark: bigint;
  /** The offset before which all transactions are settled; -1 when unknown. (since v4, default -1) */
  lastStableOffset: bigint;
  /** The offset of the first record that the log still has. (since v5, default -1) */
  logStartOffset: bigint;
  /** Set when the client has records that the leader has not: up to where the two agree at most. (since v12) */
  divergingEpoch: FetchResponseEpochEndOffset;
  /** The leader to go to, after an error that says it is another one. (since v12) */
  currentLeader: FetchResponseLeaderIdAndEpoch;
  /** The snapshot to begin with, for a KRaft replica that is behind the start of the log. (since v12) */
  snapshotId: FetchResponseSnapshotId;
  /** The aborted transactions with records among those read, for read_committed; else null. (since v4) */
  abortedTransactions: FetchResponseAbortedTransaction[] | null;
  /** The replica to read from instead; -1 for none. (since v11, default -1) */
  preferredReadReplica: number;
  /** Record batches, the last one cut off where the limit was reached; null when there is nothing. */
  records: Buffer | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Set when the client has records that the leader has not: up to where the two agree at most. */
export interface FetchResponseEpochEndOffset {
  /** The largest leader epoch that the leader has, not above the one asked about. (default -1) */
  epoch: number;
  /** The offset after the last record of that epoch. (default -1) */
  endOffset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The leader to go to, after an error that says it is another one. */
export interface FetchResponseLeaderIdAndEpoch {
  /** The broker that leads the partition; -1 when unknown. (default -1) */
  leaderId: number;
  /** The leader's epoch; -1 when unknown. (default -1) */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The snapshot to begin with, for a KRaft replica that is behind the start of the log. */
export interface FetchResponseSnapshotId {
  /** The offset after the last record in the snapshot. (default -1) */
  endOffset: bigint;
  /** The leader epoch of that record. (default -1) */
  epoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The aborted transactions with records among those read, for read_committed; else null. */
export interface FetchResponseAbortedTransaction {
  /** The producer that aborted. */
  producerId: bigint;
  /** The offset of the first record of the transaction. */
  firstOffset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the new leaders are that are named in currentLeader. */
export interface FetchResponseNodeEndpoint {
  /** The id of the broker. */
  nodeId: number;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** The rack the broker is in; null when it was not told. (default null) */
  rack: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

const defaultFetchRequestReplicaState: FetchRequestReplicaState = /* @__PURE__ */ Object.freeze({
  replicaId: -1,
  replicaEpoch: -1n,
});

function readFetchRequestReplicaState(r: Reader, _version: number): FetchRequestReplicaState {
  const m: FetchRequestReplicaState = {
    replicaId: r.int32(),
    replicaEpoch: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchRequestReplicaState(w: Writer, version: number, m: MessageInit<FetchRequestReplicaState>): void {
  w.int32(or(m.replicaId, -1));
  w.int64(or(m.replicaEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchRequestPartition(r: Reader, version: number): FetchRequestPartition {
  const flexible = version >= 12;
  const m: FetchRequestPartition = {
    partition: r.int32(),
    currentLeaderEpoch: version >= 9 ? r.int32() : -1,
    fetchOffset: r.int64(),
    lastFetchedEpoch: version >= 12 ? r.int32() : -1,
    logStartOffset: version >= 5 ? r.int64() : -1n,
    partitionMaxBytes: r.int32(),
    replicaDirectoryId: ZERO_UUID,
    highWatermark: 9223372036854775807n,
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0 && version >= 17) m.replicaDirectoryId = r.uuid();
      else if (tag === 1 && version >= 18) m.highWatermark = r.int64();
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

function writeFetchRequestPartition(w: Writer, version: number, m: MessageInit<FetchRequestPartition>): void {
  const flexible = version >= 12;
  w.int32(or(m.partition, 0));
  if (version >= 9) w.int32(or(m.currentLeaderEpoch, -1));
  w.int64(or(m.fetchOffset, 0n));
  if (version >= 12) w.int32(or(m.lastFetchedEpoch, -1));
  else if (set(m.lastFetchedEpoch, -1)) w.absent(version);
  if (version >= 5) w.int64(or(m.logStartOffset, -1n));
  w.int32(or(m.partitionMaxBytes, 0));
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (version >= 17 && set(m.replicaDirectoryId, ZERO_UUID)) {
      const at = w.beginTag(tags, 0);
      w.uuid(or(m.replicaDirectoryId, ZERO_UUID));
      w.endTag(at);
    }
    if (version >= 18 && set(m.highWatermark, 9223372036854775807n)) {
      const at = w.beginTag(tags, 1);
      w.int64(or(m.highWatermark, 9223372036854775807n));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

function readFetchRequestTopic(r: Reader, version: number): FetchRequestTopic {
  const flexible = version >= 12;
  const m: FetchRequestTopic = {
    topic: version <= 12 ? r.string(flexible) : '',
    topicId: version >= 13 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readFetchRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchRequestTopic(w: Writer, version: number, m: MessageInit<FetchRequestTopic>): void {
  const flexible = version >= 12;
  if (version <= 12) w.string(or(m.topic, ''), flexible);
  if (version >= 13) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeFetchRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readFetchRequestForgottenTopic(r: Reader, version: number): FetchRequestForgottenTopic {
  const flexible = version >= 12;
  const m: FetchRequestForgottenTopic = {
    topic: version <= 12 ? r.string(flexible) : '',
    topicId: version >= 13 ? r.uuid() : ZERO_UUID,
    partitions: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchRequestForgottenTopic(w: Writer, version: number, m: MessageInit<FetchRequestForgottenTopic>): void {
  const flexible = version >= 12;
  if (version <= 12) w.string(or(m.topic, ''), flexible);
  if (version >= 13) w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readFetchRequest(r: Reader, version: number): FetchRequest {
  const flexible = version >= 12;
  const m: FetchRequest = {
    clusterId: null,
    replicaId: version <= 14 ? r.int32() : -1,
    replicaState: defaultFetchRequestReplicaState,
    maxWaitMs: r.int32(),
    minBytes: r.int32(),
    maxBytes: version >= 3 ? r.int32() : 0x7fffffff,
    isolationLevel: version >= 4 ? r.int8() : 0,
    sessionId: version >= 7 ? r.int32() : 0,
    sessionEpoch: version >= 7 ? r.int32() : -1,
    topics: r.array(flexible, readFetchRequestTopic, version),
    forgottenTopicsData: version >= 7 ? r.array(flexible, readFetchRequestForgottenTopic, version) : [],
    rackId: version >= 11 ? r.string(flexible) : '',
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.clusterId = r.nullableString(true);
      else if (tag === 1 && version >= 15) m.replicaState = readFetchRequestReplicaState(r, version);
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

function writeFetchRequest(w: Writer, version: number, m: MessageInit<FetchRequest>): void {
  const flexible = version >= 12;
  if (version <= 14) w.int32(or(m.replicaId, -1));
  else if (set(m.replicaId, -1)) w.absent(version);
  if (!(version >= 15) && set(m.replicaState, defaultFetchRequestReplicaState)) w.absent(version);
  w.int32(or(m.maxWaitMs, 0));
  w.int32(or(m.minBytes, 0));
  if (version >= 3) w.int32(or(m.maxBytes, 0x7fffffff));
  if (version >= 4) w.int8(or(m.isolationLevel, 0));
  if (version >= 7) w.int32(or(m.sessionId, 0));
  if (version >= 7) w.int32(or(m.sessionEpoch, -1));
  w.array(or(m.topics, []), flexible, writeFetchRequestTopic, version);
  if (version >= 7) w.array(or(m.forgottenTopicsData, []), flexible, writeFetchRequestForgottenTopic, version);
  else if (set(m.forgottenTopicsData, [])) w.absent(version);
  if (version >= 11) w.string(or(m.rackId, ''), flexible);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.clusterId, null)) {
      const at = w.beginTag(tags, 0);
      w.nullableString(or(m.clusterId, null), true);
      w.endTag(at);
    }
    if (version >= 15 && set(m.replicaState, defaultFetchRequestReplicaState)) {
      const at = w.beginTag(tags, 1);
      writeFetchRequestReplicaState(w, version, or(m.replicaState, defaultFetchRequestReplicaState));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

const defaultFetchResponseEpochEndOffset: FetchResponseEpochEndOffset = /* @__PURE__ */ Object.freeze({
  epoch: -1,
  endOffset: -1n,
});

function readFetchResponseEpochEndOffset(r: Reader, _version: number): FetchResponseEpochEndOffset {
  const m: FetchResponseEpochEndOffset = {
    epoch: r.int32(),
    endOffset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchResponseEpochEndOffset(
  w: Writer,
  version: number,
  m: MessageInit<FetchResponseEpochEndOffset>,
): void {
  w.int32(or(m.epoch, -1));
  w.int64(or(m.endOffset, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultFetchResponseLeaderIdAndEpoch: FetchResponseLeaderIdAndEpoch = /* @__PURE__ */ Object.freeze({
  leaderId: -1,
  leaderEpoch: -1,
});

function readFetchResponseLeaderIdAndEpoch(r: Reader, _version: number): FetchResponseLeaderIdAndEpoch {
  const m: FetchResponseLeaderIdAndEpoch = {
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchResponseLeaderIdAndEpoch(
  w: Writer,
  version: number,
  m: MessageInit<FetchResponseLeaderIdAndEpoch>,
): void {
  w.int32(or(m.leaderId, -1));
  w.int32(or(m.leaderEpoch, -1));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultFetchResponseSnapshotId: FetchResponseSnapshotId = /* @__PURE__ */ Object.freeze({
  endOffset: -1n,
  epoch: -1,
});

function readFetchResponseSnapshotId(r: Reader, _version: number): FetchResponseSnapshotId {
  const m: FetchResponseSnapshotId = {
    endOffset: r.int64(),
    epoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchResponseSnapshotId(w: Writer, version: number, m: MessageInit<FetchResponseSnapshotId>): void {
  w.int64(or(m.endOffset, -1n));
  w.int32(or(m.epoch, -1));
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchResponseAbortedTransaction(r: Reader, version: number): FetchResponseAbortedTransaction {
  const flexible = version >= 12;
  const m: FetchResponseAbortedTransaction = {
    producerId: r.int64(),
    firstOffset: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchResponseAbortedTransaction(
  w: Writer,
  version: number,
  m: MessageInit<FetchResponseAbortedTransaction>,
): void {
  const flexible = version >= 12;
  w.int64(or(m.producerId, 0n));
  w.int64(or(m.firstOffset, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readFetchResponsePartitionData(r: Reader, version: number): FetchResponsePartitionData {
  const flexible = version >= 12;
  const m: FetchResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    highWatermark: r.int64(),
    lastStableOffset: version >= 4 ? r.int64() : -1n,
    logStartOffset: version >= 5 ? r.int64() : -1n,
    divergingEpoch: defaultFetchResponseEpochEndOffset,
    currentLeader: defaultFetchResponseLeaderIdAndEpoch,
    snapshotId: defaultFetchResponseSnapshotId,
    abortedTransactions: version >= 4 ? r.nullableArray(flexible, readFetchResponseAbortedTransaction, version) : [],
    preferredReadReplica: version >= 11 ? r.int32() : -1,
    records: r.nullableBytes(flexible),
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.divergingEpoch = readFetchResponseEpochEndOffset(r, version);
      else if (tag === 1) m.currentLeader = readFetchResponseLeaderIdAndEpoch(r, version);
      else if (tag === 2) m.snapshotId = readFetchResponseSnapshotId(r, version);
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

function writeFetchResponsePartitionData(w: Writer, version: number, m: MessageInit<FetchResponsePartitionData>): void {
  const flexible = version >= 12;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.highWatermark, 0n));
  if (version >= 4) w.int64(or(m.lastStableOffset, -1n));
  if (version >= 5) w.int64(or(m.logStartOffset, -1n));
  if (!(version >= 12) && set(m.divergingEpoch, defaultFetchResponseEpochEndOffset)) w.absent(version);
  if (!(version >= 12) && set(m.currentLeader, defaultFetchResponseLeaderIdAndEpoch)) w.absent(version);
  if (!(version >= 12) && set(m.snapshotId, defaultFetchResponseSnapshotId)) w.absent(version);
  if (version >= 4)
    w.nullableArray(or(m.abortedTransactions, []), flexible, writeFetchResponseAbortedTransaction, version);
  if (version >= 11) w.int32(or(m.preferredReadReplica, -1));
  else if (set(m.preferredReadReplica, -1)) w.absent(version);
  w.nullableBytes(or(m.records, null), flexible);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.divergingEpoch, defaultFetchResponseEpochEndOffset)) {
      const at = w.beginTag(tags, 0);
      writeFetchResponseEpochEndOffset(w, version, or(m.divergingEpoch, defaultFetchResponseEpochEndOffset));
      w.endTag(at);
    }
    if (set(m.currentLeader, defaultFetchResponseLeaderIdAndEpoch)) {
      const at = w.beginTag(tags, 1);
      writeFetchResponseLeaderIdAndEpoch(w, version, or(m.currentLeader, defaultFetchResponseLeaderIdAndEpoch));
      w.endTag(at);
    }
    if (set(m.snapshotId, defaultFetchResponseSnapshotId)) {
      const at = w.beginTag(tags, 2);
      writeFetchResponseSnapshotId(w, version, or(m.snapshotId, defaultFetchResponseSnapshotId));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

function readFetchResponseFetchableTopic(r: Reader, version: number): FetchResponseFetchableTopic {
  const flexible = version >= 12;
  const m: FetchResponseFetchableTopic = {
    topic: version <= 12 ? r.string(flexible) : '',
    topicId: version >= 13 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readFetchResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchResponseFetchableTopic(
  w: Writer,
  version: number,
  m: MessageInit<FetchResponseFetchableTopic>,
): void {
  const flexible = version >= 12;
  if (version <= 12) w.string(or(m.topic, ''), flexible);
  if (version >= 13) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeFetchResponsePartitionData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readFetchResponseNodeEndpoint(r: Reader, _version: number): FetchResponseNodeEndpoint {
  const m: FetchResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.int32(),
    rack: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchResponseNodeEndpoint(w: Writer, version: number, m: MessageInit<FetchResponseNodeEndpoint>): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.nullableString(or(m.rack, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchResponse(r: Reader, version: number): FetchResponse {
  const flexible = version >= 12;
  const m: FetchResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    errorCode: version >= 7 ? r.int16() : 0,
    sessionId: version >= 7 ? r.int32() : 0,
    responses: r.array(flexible, readFetchResponseFetchableTopic, version),
    nodeEndpoints: [],
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0 && version >= 16) m.nodeEndpoints = r.array(true, readFetchResponseNodeEndpoint, version);
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

function writeFetchResponse(w: Writer, version: number, m: MessageInit<FetchResponse>): void {
  const flexible = version >= 12;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  if (version >= 7) w.int16(or(m.errorCode, 0));
  if (version >= 7) w.int32(or(m.sessionId, 0));
  else if (set(m.sessionId, 0)) w.absent(version);
  w.array(or(m.responses, []), flexible, writeFetchResponseFetchableTopic, version);
  if (!(version >= 16) && set(m.nodeEndpoints, [])) w.absent(version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (version >= 16 && set(m.nodeEndpoints, [])) {
      const at = w.beginTag(tags, 0);
      w.array(or(m.nodeEndpoints, []), true, writeFetchResponseNodeEndpoint, version);
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

// From schema/002-list-offsets.ts

/**
 * API 2. Finds offsets by time: the earliest, the latest, or the first at or after a timestamp. Goes to the leader
 * of every partition in it.
 *
 * - v0: Answers a list of segment offsets.
 * - v1: Answers one offset with its timestamp.
 * - v2: isolationLevel: the latest offset may be the last stable one; throttleTimeMs.
 * - v3: The broker answers before it throttles (KIP-219).
 * - v4: Leader epochs on both sides (KIP-320).
 * - v5: OFFSET_NOT_AVAILABLE may be answered.
 * - v6: Flexible.
 * - v7: Timestamp -3: the record with the largest timestamp (KIP-734).
 * - v8: Timestamp -4: the earliest offset on the local disk (KIP-405).
 * - v9: Timestamp -5: the latest offset in tiered storage (KIP-1005).
 * - v10: timeoutMs, for looking into tiered storage (KIP-1075).
 * - v11: Timestamp -6: the earliest offset not yet uploaded to tiered storage (KIP-1023).
 */
export const ListOffsets: Api<ListOffsetsRequest, ListOffsetsResponse> = /* @__PURE__ */ api(
  2,
  'ListOffsets',
  /* @__PURE__ */ new Message('ListOffsetsRequest', [0, 11], 6, readListOffsetsRequest, writeListOffsetsRequest),
  /* @__PURE__ */ new Message('ListOffsetsResponse', [0, 11], 6, readListOffsetsResponse, writeListOffsetsResponse),
);

/** The request of {@link ListOffsets}. */
export interface ListOffsetsRequest {
  /** The broker that asks; -1 for a client. */
  replicaId: number;
  /**
   * 0 (read_uncommitted): all records. 1 (read_committed): only up to the last stable offset, with a list of what
   * was aborted. (since v2)
   */
  isolationLevel: number;
  /** What to look for, by topic. */
  topics: ListOffsetsRequestTopic[];
  /** How long the broker may look into tiered storage, in ms. (since v10) */
  timeoutMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to look for, by topic. */
export interface ListOffsetsRequestTopic {
  /** The name of the topic. */
  name: string;
  /** What to look for, by partition. */
  partitions: ListOffsetsRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to look for, by partition. */
export interface ListOffsetsRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /**
   * The leader epoch the client knows, so that an old leader can be told from a new one; -1 for no check. (since v4,
   * default -1)
   */
  currentLeaderEpoch: number;
  /**
   * The first record at or after this time, in ms since 1970; -1 the end, -2 the start, -3 the largest timestamp, -4
   * to -6 see the versions.
   */
  timestamp: bigint;
  /** How many offsets to answer. (v0 only, default 1) */
  maxNumOffsets: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListOffsets}. */
export interface ListOffsetsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v2) */
  throttleTimeMs: number;
  /** What was found, by topic. */
  topics: ListOffsetsResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was found, by topic. */
export interface ListOffsetsResponseTopic {
  /** The name of the topic. */
  name: string;
  /** What was found, by partition. */
  partitions: ListOffsetsResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was found, by partition. */
export interface ListOffsetsResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Offsets of segments, newest first. (v0 only) */
  oldStyleOffsets: bigint[];
  /** The timestamp of the record found, in ms since 1970; -1 for none. (since v1, default -1) */
  timestamp: bigint;
  /** The offset found; -1 for none. (since v1, default -1) */
  offset: bigint;
  /** The leader epoch of the record found; -1 when unknown. (since v4, default -1) */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListOffsetsRequestPartition(r: Reader, version: number): ListOffsetsRequestPartition {
  const flexible = version >= 6;
  const m: ListOffsetsRequestPartition = {
    partitionIndex: r.int32(),
    currentLeaderEpoch: version >= 4 ? r.int32() : -1,
    timestamp: r.int64(),
    maxNumOffsets: version <= 0 ? r.int32() : 1,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<ListOffsetsRequestPartition>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.partitionIndex, 0));
  if (version >= 4) w.int32(or(m.currentLeaderEpoch, -1));
  w.int64(or(m.timestamp, 0n));
  if (version <= 0) w.int32(or(m.maxNumOffsets, 1));
  else if (set(m.maxNumOffsets, 1)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsRequestTopic(r: Reader, version: number): ListOffsetsRequestTopic {
  const flexible = version >= 6;
  const m: ListOffsetsRequestTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readListOffsetsRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsRequestTopic(w: Writer, version: number, m: MessageInit<ListOffsetsRequestTopic>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeListOffsetsRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsRequest(r: Reader, version: number): ListOffsetsRequest {
  const flexible = version >= 6;
  const m: ListOffsetsRequest = {
    replicaId: r.int32(),
    isolationLevel: version >= 2 ? r.int8() : 0,
    topics: r.array(flexible, readListOffsetsRequestTopic, version),
    timeoutMs: version >= 10 ? r.int32() : 0,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsRequest(w: Writer, version: number, m: MessageInit<ListOffsetsRequest>): void {
  const flexible = version >= 6;
  w.int32(or(m.replicaId, 0));
  if (version >= 2) w.int8(or(m.isolationLevel, 0));
  else if (set(m.isolationLevel, 0)) w.absent(version);
  w.array(or(m.topics, []), flexible, writeListOffsetsRequestTopic, version);
  if (version >= 10) w.int32(or(m.timeoutMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsResponsePartition(r: Reader, version: number): ListOffsetsResponsePartition {
  const flexible = version >= 6;
  const m: ListOffsetsResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    oldStyleOffsets: version <= 0 ? r.int64Array() : [],
    timestamp: version >= 1 ? r.int64() : -1n,
    offset: version >= 1 ? r.int64() : -1n,
    leaderEpoch: version >= 4 ? r.int32() : -1,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<ListOffsetsResponsePartition>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  if (version <= 0) w.int64Array(or(m.oldStyleOffsets, []));
  else if (set(m.oldStyleOffsets, [])) w.absent(version);
  if (version >= 1) w.int64(or(m.timestamp, -1n));
  else if (set(m.timestamp, -1n)) w.absent(version);
  if (version >= 1) w.int64(or(m.offset, -1n));
  else if (set(m.offset, -1n)) w.absent(version);
  if (version >= 4) w.int32(or(m.leaderEpoch, -1));
  else if (set(m.leaderEpoch, -1)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsResponseTopic(r: Reader, version: number): ListOffsetsResponseTopic {
  const flexible = version >= 6;
  const m: ListOffsetsResponseTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readListOffsetsResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsResponseTopic(w: Writer, version: number, m: MessageInit<ListOffsetsResponseTopic>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeListOffsetsResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsResponse(r: Reader, version: number): ListOffsetsResponse {
  const flexible = version >= 6;
  const m: ListOffsetsResponse = {
    throttleTimeMs: version >= 2 ? r.int32() : 0,
    topics: r.array(flexible, readListOffsetsResponseTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsResponse(w: Writer, version: number, m: MessageInit<ListOffsetsResponse>): void {
  const flexible = version >= 6;
  if (version >= 2) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeListOffsetsResponseTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/003-metadata.ts

/**
 * API 3. Tells the brokers of the cluster, the topics asked for, and who leads their partitions. Goes to any
 * broker.
 *
 * - v0: An empty list of topics means all.
 * - v1: A null list means all topics, an empty one none; racks, the controller and isInternal.
 * - v2: clusterId.
 * - v3: throttleTimeMs.
 * - v4: allowAutoTopicCreation.
 * - v5: offlineReplicas (KIP-112).
 * - v6: The broker answers before it throttles (KIP-219).
 * - v7: leaderEpoch (KIP-320).
 * - v8: Authorized operations on request (KIP-430).
 * - v9: Flexible.
 * - v10: Topic ids in the response (KIP-516); asking by id does not work yet.
 * - v11: The operations on the cluster have moved to DescribeCluster (KIP-700).
 * - v12: Topics may be asked for by id.
 * - v13: The response gains an error of its own (KIP-1102).
 */
export const Metadata: Api<MetadataRequest, MetadataResponse> = /* @__PURE__ */ api(
  3,
  'Metadata',
  /* @__PURE__ */ new Message('MetadataRequest', [0, 13], 9, readMetadataRequest, writeMetadataRequest),
  /* @__PURE__ */ new Message('MetadataResponse', [0, 13], 9, readMetadataResponse, writeMetadataResponse),
);

/** The request of {@link Metadata}. */
export interface MetadataRequest {
  /** The topics to tell about; null (v0: none) for all. (null since v1) */
  topics: MetadataRequestTopic[] | null;
  /** Whether the broker may create a topic that is not there, if it is set up to. (since v4, default true) */
  allowAutoTopicCreation: boolean;
  /** Whether to tell what this user may do with the cluster. (v8 to v10) */
  includeClusterAuthorizedOperations: boolean;
  /** Whether to tell what this user may do with each topic. (since v8) */
  includeTopicAuthorizedOperations: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to tell about; null (v0: none) for all. */
export interface MetadataRequestTopic {
  /** The id of the topic; zero to ask by name. (since v10) */
  topicId: string;
  /** The name of the topic; null to ask by id. (null since v10) */
  name: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link Metadata}. */
export interface MetadataResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v3) */
  throttleTimeMs: number;
  /** The brokers that are up. */
  brokers: MetadataResponseBroker[];
  /** The id of the cluster; null when it has none yet. (since v2, default null) */
  clusterId: string | null;
  /** The broker to send changes to: the controller, or with KRaft any broker; -1 when unknown. (since v1, default -1) */
  controllerId: number;
  /** The topics. */
  topics: MetadataResponseTopic[];
  /** Bits for what this user may do with the cluster; -2³¹ when not asked for. (v8 to v10, default -2147483648) */
  clusterAuthorizedOperations: number;
  /** 0, or why the broker could not answer (REBOOTSTRAP_REQUIRED). (since v13) */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers that are up. */
export interface MetadataResponseBroker {
  /** The id of the broker. */
  nodeId: number;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** The rack the broker is in; null when it was not told. (since v1, default null) */
  rack: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics. */
export interface MetadataResponseTopic {
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** The name of the topic; null when it was asked for by an id that nobody knows. (null since v12) */
  name: string | null;
  /** The id of the topic; zero when it was asked for by a name that nobody knows. (since v10) */
  topicId: string;
  /** Whether Kafka keeps its own data in it. (since v1) */
  isInternal: boolean;
  /** The partitions of the topic, in no certain order. */
  partitions: MetadataResponsePartition[];
  /**
   * Bits for what this user may do with the topic (bit n: operation n); -2³¹ when not asked for. (since v8, default
   * -2147483648)
   */
  topicAuthorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions of the topic, in no certain order. */
export interface MetadataResponsePartition {
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The number of the partition. */
  partitionIndex: number;
  /** The broker that leads the partition; -1 while it has no leader. */
  leaderId: number;
  /** Goes up with each change of leader; -1 when unknown. (since v7, default -1) */
  leaderEpoch: number;
  /** The brokers that have the partition, the preferred leader first. */
  replicaNodes: number[];
  /** The replicas that are in sync with the leader. */
  isrNodes: number[];
  /** The replicas that are down. (since v5) */
  offlineReplicas: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readMetadataRequestTopic(r: Reader, version: number): MetadataRequestTopic {
  const flexible = version >= 9;
  const m: MetadataRequestTopic = {
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    name: r.nullableString(flexible, version >= 10),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataRequestTopic(w: Writer, version: number, m: MessageInit<MetadataRequestTopic>): void {
  const flexible = version >= 9;
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.nullableString(or(m.name, ''), flexible, version >= 10);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataRequest(r: Reader, version: number): MetadataRequest {
  const flexible = version >= 9;
  const m: MetadataRequest = {
    topics: r.nullableArray(flexible, readMetadataRequestTopic, version, version >= 1),
    allowAutoTopicCreation: version >= 4 ? r.bool() : true,
    includeClusterAuthorizedOperations: version >= 8 && version <= 10 ? r.bool() : false,
    includeTopicAuthorizedOperations: version >= 8 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataRequest(w: Writer, version: number, m: MessageInit<MetadataRequest>): void {
  const flexible = version >= 9;
  w.nullableArray(or(m.topics, []), flexible, writeMetadataRequestTopic, version, version >= 1);
  if (version >= 4) w.bool(or(m.allowAutoTopicCreation, true));
  else if (set(m.allowAutoTopicCreation, true)) w.absent(version);
  if (version >= 8 && version <= 10) w.bool(or(m.includeClusterAuthorizedOperations, false));
  else if (set(m.includeClusterAuthorizedOperations, false)) w.absent(version);
  if (version >= 8) w.bool(or(m.includeTopicAuthorizedOperations, false));
  else if (set(m.includeTopicAuthorizedOperations, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataResponseBroker(r: Reader, version: number): MetadataResponseBroker {
  const flexible = version >= 9;
  const m: MetadataResponseBroker = {
    nodeId: r.int32(),
    host: r.string(flexible),
    port: r.int32(),
    rack: version >= 1 ? r.nullableString(flexible) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataResponseBroker(w: Writer, version: number, m: MessageInit<MetadataResponseBroker>): void {
  const flexible = version >= 9;
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), flexible);
  w.int32(or(m.port, 0));
  if (version >= 1) w.nullableString(or(m.rack, null), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataResponsePartition(r: Reader, version: number): MetadataResponsePartition {
  const flexible = version >= 9;
  const m: MetadataResponsePartition = {
    errorCode: r.int16(),
    partitionIndex: r.int32(),
    leaderId: r.int32(),
    leaderEpoch: version >= 7 ? r.int32() : -1,
    replicaNodes: r.int32Array(flexible),
    isrNodes: r.int32Array(flexible),
    offlineReplicas: version >= 5 ? r.int32Array(flexible) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataResponsePartition(w: Writer, version: number, m: MessageInit<MetadataResponsePartition>): void {
  const flexible = version >= 9;
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderId, 0));
  if (version >= 7) w.int32(or(m.leaderEpoch, -1));
  w.int32Array(or(m.replicaNodes, []), flexible);
  w.int32Array(or(m.isrNodes, []), flexible);
  if (version >= 5) w.int32Array(or(m.offlineReplicas, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataResponseTopic(r: Reader, version: number): MetadataResponseTopic {
  const flexible = version >= 9;
  const m: MetadataResponseTopic = {
    errorCode: r.int16(),
    name: r.nullableString(flexible, version >= 12),
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    isInternal: version >= 1 ? r.bool() : false,
    partitions: r.array(flexible, readMetadataResponsePartition, version),
    topicAuthorizedOperations: version >= 8 ? r.int32() : -2147483648,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataResponseTopic(w: Writer, version: number, m: MessageInit<MetadataResponseTopic>): void {
  const flexible = version >= 9;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.name, ''), flexible, version >= 12);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  if (version >= 1) w.bool(or(m.isInternal, false));
  w.array(or(m.partitions, []), flexible, writeMetadataResponsePartition, version);
  if (version >= 8) w.int32(or(m.topicAuthorizedOperations, -2147483648));
  else if (set(m.topicAuthorizedOperations, -2147483648)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataResponse(r: Reader, version: number): MetadataResponse {
  const flexible = version >= 9;
  const m: MetadataResponse = {
    throttleTimeMs: version >= 3 ? r.int32() : 0,
    brokers: r.array(flexible, readMetadataResponseBroker, version),
    clusterId: version >= 2 ? r.nullableString(flexible) : null,
    controllerId: version >= 1 ? r.int32() : -1,
    topics: r.array(flexible, readMetadataResponseTopic, version),
    clusterAuthorizedOperations: version >= 8 && version <= 10 ? r.int32() : -2147483648,
    errorCode: version >= 13 ? r.int16() : 0,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataResponse(w: Writer, version: number, m: MessageInit<MetadataResponse>): void {
  const flexible = version >= 9;
  if (version >= 3) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.brokers, []), flexible, writeMetadataResponseBroker, version);
  if (version >= 2) w.nullableString(or(m.clusterId, null), flexible);
  if (version >= 1) w.int32(or(m.controllerId, -1));
  w.array(or(m.topics, []), flexible, writeMetadataResponseTopic, version);
  if (version >= 8 && version <= 10) w.int32(or(m.clusterAuthorizedOperations, -2147483648));
  else if (set(m.clusterAuthorizedOperations, -2147483648)) w.absent(version);
  if (version >= 13) w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/004-leader-and-isr.ts

/**
 * API 4. Tells brokers which partitions to lead and which to follow. Only with ZooKeeper; gone in Kafka 4.0. Goes
 * to the brokers that have a replica of the partitions, from the controller.
 *
 * - v0: The first.
 * - v1: isNew; KAFKA_STORAGE_ERROR may be answered (KIP-112).
 * - v2: brokerEpoch; partitions grouped by topic (KIP-380).
 * - v3: addingReplicas and removingReplicas (KIP-455).
 * - v4: Flexible.
 * - v5: Topic ids, and type; the response names topics by id only (KIP-516).
 * - v6: leaderRecoveryState (KIP-704).
 * - v7: isKRaftController (KIP-866).
 */
export const LeaderAndIsr: Api<LeaderAndIsrRequest, LeaderAndIsrResponse> = /* @__PURE__ */ api(
  4,
  'LeaderAndIsr',
  /* @__PURE__ */ new Message('LeaderAndIsrRequest', [0, 7], 4, readLeaderAndIsrRequest, writeLeaderAndIsrRequest),
  /* @__PURE__ */ new Message('LeaderAndIsrResponse', [0, 7], 4, readLeaderAndIsrResponse, writeLeaderAndIsrResponse),
);

/** The request of {@link LeaderAndIsr}. */
export interface LeaderAndIsrRequest {
  /** The controller that sends this. */
  controllerId: number;
  /** Whether that is a KRaft controller: during the migration from ZooKeeper. (since v7) */
  isKRaftController: boolean;
  /** The epoch of the controller; a broker that knows a later one refuses this. */
  controllerEpoch: number;
  /**
   * The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1
   * for no check. (since v2, default -1)
   */
  brokerEpoch: bigint;
  /** 1: only what has changed. 2: all there is; other replicas may be deleted. 0: not told. (since v5) */
  type: number;
  /** The partitions, each with the name of its topic. (until v1) */
  ungroupedPartitionStates: LeaderAndIsrRequestPartitionState[];
  /** The partitions, by topic. (since v2) */
  topicStates: LeaderAndIsrRequestTopicState[];
  /** The brokers that lead one of the partitions. */
  liveLeaders: LeaderAndIsrRequestLiveLeader[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, each with the name of its topic. */
export interface LeaderAndIsrRequestPartitionState {
  /** The name of the topic. (until v1) */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** The epoch of the controller that last changed the leader or the in-sync replicas. */
  controllerEpoch: number;
  /** The broker that leads the partition; -1 while it has no leader, -2 while its topic is being deleted. */
  leader: number;
  /** Goes up with each change of leader. */
  leaderEpoch: number;
  /** The replicas that are in sync with the leader. */
  isr: number[];
  /** Goes up with each change of the partition: the version of its state in ZooKeeper. */
  partitionEpoch: number;
  /** The brokers that have the partition, the preferred leader first. */
  replicas: number[];
  /** The replicas that a reassignment adds. (since v3) */
  addingReplicas: number[];
  /** The replicas that a reassignment takes away. (since v3) */
  removingReplicas: number[];
  /**
   * Whether the replica is a new one. If not, and a log directory is offline, the broker takes it to be there and
   * does not create it elsewhere. (since v1)
   */
  isNew: boolean;
  /** 1 while the leader recovers from an unclean election, else 0. (since v6) */
  leaderRecoveryState: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface LeaderAndIsrRequestTopicState {
  /** The name of the topic. */
  topicName: string;
  /** The id of the topic. (since v5) */
  topicId: string;
  /** The partitions of the topic. */
  partitionStates: LeaderAndIsrRequestPartitionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers that lead one of the partitions. */
export interface LeaderAndIsrRequestLiveLeader {
  /** The id of the broker. */
  brokerId: number;
  /** Where the broker listens: a host name or an address. */
  hostName: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link LeaderAndIsr}. */
export interface LeaderAndIsrResponse {
  /** 0, or why nothing at all was done. */
  errorCode: number;
  /** The outcome, by partition. (until v4) */
  partitionErrors: LeaderAndIsrResponsePartitionError[];
  /** The outcome, by topic. (since v5) */
  topics: LeaderAndIsrResponseTopicError[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface LeaderAndIsrResponsePartitionError {
  /** The name of the topic. (until v4) */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface LeaderAndIsrResponseTopicError {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitionErrors: LeaderAndIsrResponsePartitionError[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readLeaderAndIsrRequestPartitionState(r: Reader, version: number): LeaderAndIsrRequestPartitionState {
  const flexible = version >= 4;
  const m: LeaderAndIsrRequestPartitionState = {
    topicName: version <= 1 ? r.string() : '',
    partitionIndex: r.int32(),
    controllerEpoch: r.int32(),
    leader: r.int32(),
    leaderEpoch: r.int32(),
    isr: r.int32Array(flexible),
    partitionEpoch: r.int32(),
    replicas: r.int32Array(flexible),
    addingReplicas: version >= 3 ? r.int32Array(flexible) : [],
    removingReplicas: version >= 3 ? r.int32Array(flexible) : [],
    isNew: version >= 1 ? r.bool() : false,
    leaderRecoveryState: version >= 6 ? r.int8() : 0,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrRequestPartitionState(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrRequestPartitionState>,
): void {
  const flexible = version >= 4;
  if (version <= 1) w.string(or(m.topicName, ''));
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.controllerEpoch, 0));
  w.int32(or(m.leader, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int32Array(or(m.isr, []), flexible);
  w.int32(or(m.partitionEpoch, 0));
  w.int32Array(or(m.replicas, []), flexible);
  if (version >= 3) w.int32Array(or(m.addingReplicas, []), flexible);
  if (version >= 3) w.int32Array(or(m.removingReplicas, []), flexible);
  if (version >= 1) w.bool(or(m.isNew, false));
  if (version >= 6) w.int8(or(m.leaderRecoveryState, 0));
  else if (set(m.leaderRecoveryState, 0)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrRequestTopicState(r: Reader, version: number): LeaderAndIsrRequestTopicState {
  const flexible = version >= 4;
  const m: LeaderAndIsrRequestTopicState = {
    topicName: r.string(flexible),
    topicId: version >= 5 ? r.uuid() : ZERO_UUID,
    partitionStates: r.array(flexible, readLeaderAndIsrRequestPartitionState, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrRequestTopicState(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrRequestTopicState>,
): void {
  const flexible = version >= 4;
  w.string(or(m.topicName, ''), flexible);
  if (version >= 5) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitionStates, []), flexible, writeLeaderAndIsrRequestPartitionState, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrRequestLiveLeader(r: Reader, version: number): LeaderAndIsrRequestLiveLeader {
  const flexible = version >= 4;
  const m: LeaderAndIsrRequestLiveLeader = {
    brokerId: r.int32(),
    hostName: r.string(flexible),
    port: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrRequestLiveLeader(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrRequestLiveLeader>,
): void {
  const flexible = version >= 4;
  w.int32(or(m.brokerId, 0));
  w.string(or(m.hostName, ''), flexible);
  w.int32(or(m.port, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrRequest(r: Reader, version: number): LeaderAndIsrRequest {
  const flexible = version >= 4;
  const m: LeaderAndIsrRequest = {
    controllerId: r.int32(),
    isKRaftController: version >= 7 ? r.bool() : false,
    controllerEpoch: r.int32(),
    brokerEpoch: version >= 2 ? r.int64() : -1n,
    type: version >= 5 ? r.int8() : 0,
    ungroupedPartitionStates: version <= 1 ? r.array(false, readLeaderAndIsrRequestPartitionState, version) : [],
    topicStates: version >= 2 ? r.array(flexible, readLeaderAndIsrRequestTopicState, version) : [],
    liveLeaders: r.array(flexible, readLeaderAndIsrRequestLiveLeader, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrRequest(w: Writer, version: number, m: MessageInit<LeaderAndIsrRequest>): void {
  const flexible = version >= 4;
  w.int32(or(m.controllerId, 0));
  if (version >= 7) w.bool(or(m.isKRaftController, false));
  else if (set(m.isKRaftController, false)) w.absent(version);
  w.int32(or(m.controllerEpoch, 0));
  if (version >= 2) w.int64(or(m.brokerEpoch, -1n));
  if (version >= 5) w.int8(or(m.type, 0));
  else if (set(m.type, 0)) w.absent(version);
  if (version <= 1) w.array(or(m.ungroupedPartitionStates, []), false, writeLeaderAndIsrRequestPartitionState, version);
  else if (set(m.ungroupedPartitionStates, [])) w.absent(version);
  if (version >= 2) w.array(or(m.topicStates, []), flexible, writeLeaderAndIsrRequestTopicState, version);
  else if (set(m.topicStates, [])) w.absent(version);
  w.array(or(m.liveLeaders, []), flexible, writeLeaderAndIsrRequestLiveLeader, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrResponsePartitionError(r: Reader, version: number): LeaderAndIsrResponsePartitionError {
  const flexible = version >= 4;
  const m: LeaderAndIsrResponsePartitionError = {
    topicName: version <= 4 ? r.string(flexible) : '',
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrResponsePartitionError(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrResponsePartitionError>,
): void {
  const flexible = version >= 4;
  if (version <= 4) w.string(or(m.topicName, ''), flexible);
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrResponseTopicError(r: Reader, version: number): LeaderAndIsrResponseTopicError {
  const m: LeaderAndIsrResponseTopicError = {
    topicId: r.uuid(),
    partitionErrors: r.array(true, readLeaderAndIsrResponsePartitionError, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrResponseTopicError(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrResponseTopicError>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitionErrors, []), true, writeLeaderAndIsrResponsePartitionError, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readLeaderAndIsrResponse(r: Reader, version: number): LeaderAndIsrResponse {
  const flexible = version >= 4;
  const m: LeaderAndIsrResponse = {
    errorCode: r.int16(),
    partitionErrors: version <= 4 ? r.array(flexible, readLeaderAndIsrResponsePartitionError, version) : [],
    topics: version >= 5 ? r.array(true, readLeaderAndIsrResponseTopicError, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrResponse(w: Writer, version: number, m: MessageInit<LeaderAndIsrResponse>): void {
  const flexible = version >= 4;
  w.int16(or(m.errorCode, 0));
  if (version <= 4) w.array(or(m.partitionErrors, []), flexible, writeLeaderAndIsrResponsePartitionError, version);
  else if (set(m.partitionErrors, [])) w.absent(version);
  if (version >= 5) w.array(or(m.topics, []), true, writeLeaderAndIsrResponseTopicError, version);
  else if (set(m.topics, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/005-stop-replica.ts

/**
 * API 5. Tells a broker to stop replicas, and to delete them if so wished. Only with ZooKeeper; gone in Kafka 4.0.
 * Goes to the broker that has the replicas, from the controller.
 *
 * - v0: The first.
 * - v1: brokerEpoch; partitions grouped by topic (KIP-380).
 * - v2: Flexible.
 * - v3: leaderEpoch; each partition says whether to delete it; FENCED_LEADER_EPOCH may be answered (KIP-570).
 * - v4: isKRaftController (KIP-866).
 */
export const StopReplica: Api<StopReplicaRequest, StopReplicaResponse> = /* @__PURE__ */ api(
  5,
  'StopReplica',
  /* @__PURE__ */ new Message('StopReplicaRequest', [0, 4], 2, readStopReplicaRequest, writeStopReplicaRequest),
  /* @__PURE__ */ new Message('StopReplicaResponse', [0, 4], 2, readStopReplicaResponse, writeStopReplicaResponse),
);

/** The request of {@link StopReplica}. */
export interface StopReplicaRequest {
  /** The controller that sends this. */
  controllerId: number;
  /** Whether that is a KRaft controller: during the migration from ZooKeeper. (since v4) */
  isKRaftController: boolean;
  /** The epoch of the controller; a broker that knows a later one refuses this. */
  controllerEpoch: number;
  /**
   * The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1
   * for no check. (since v1, default -1)
   */
  brokerEpoch: bigint;
  /** Whether to delete the replicas too. (until v2) */
  deletePartitions: boolean;
  /** The replicas to stop, each with the name of its topic. (v0 only) */
  ungroupedPartitions: StopReplicaRequestPartitionV0[];
  /** The replicas to stop, by topic. (v1 to v2) */
  topics: StopReplicaRequestTopicV1[];
  /** The replicas to stop, by topic. (since v3) */
  topicStates: StopReplicaRequestTopicState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The replicas to stop, each with the name of its topic. */
export interface StopReplicaRequestPartitionV0 {
  /** The name of the topic. */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
}

/** The replicas to stop, by topic. */
export interface StopReplicaRequestTopicV1 {
  /** The name of the topic. */
  name: string;
  /** The partitions to stop. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The replicas to stop, by topic. */
export interface StopReplicaRequestTopicState {
  /** The name of the topic. */
  topicName: string;
  /** The partitions to stop. */
  partitionStates: StopReplicaRequestPartitionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to stop. */
export interface StopReplicaRequestPartitionState {
  /** The number of the partition. */
  partitionIndex: number;
  /** The leader's epoch; -1 for no check, -2 when the topic is being deleted. (default -1) */
  leaderEpoch: number;
  /** Whether to delete the replica too. */
  deletePartition: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link StopReplica}. */
export interface StopReplicaResponse {
  /** 0, or why nothing at all was done. */
  errorCode: number;
  /** The outcome, by partition. */
  partitionErrors: StopReplicaResponsePartitionError[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface StopReplicaResponsePartitionError {
  /** The name of the topic. */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStopReplicaRequestPartitionV0(r: Reader, _version: number): StopReplicaRequestPartitionV0 {
  return {
    topicName: r.string(),
    partitionIndex: r.int32(),
  };
}

function writeStopReplicaRequestPartitionV0(
  w: Writer,
  _version: number,
  m: MessageInit<StopReplicaRequestPartitionV0>,
): void {
  w.string(or(m.topicName, ''));
  w.int32(or(m.partitionIndex, 0));
}

function readStopReplicaRequestTopicV1(r: Reader, version: number): StopReplicaRequestTopicV1 {
  const flexible = version >= 2;
  const m: StopReplicaRequestTopicV1 = {
    name: r.string(flexible),
    partitionIndexes: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaRequestTopicV1(w: Writer, version: number, m: MessageInit<StopReplicaRequestTopicV1>): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitionIndexes, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readStopReplicaRequestPartitionState(r: Reader, _version: number): StopReplicaRequestPartitionState {
  const m: StopReplicaRequestPartitionState = {
    partitionIndex: r.int32(),
    leaderEpoch: r.int32(),
    deletePartition: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaRequestPartitionState(
  w: Writer,
  version: number,
  m: MessageInit<StopReplicaRequestPartitionState>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderEpoch, -1));
  w.bool(or(m.deletePartition, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readStopReplicaRequestTopicState(r: Reader, version: number): StopReplicaRequestTopicState {
  const m: StopReplicaRequestTopicState = {
    topicName: r.string(true),
    partitionStates: r.array(true, readStopReplicaRequestPartitionState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaRequestTopicState(
  w: Writer,
  version: number,
  m: MessageInit<StopReplicaRequestTopicState>,
): void {
  w.string(or(m.topicName, ''), true);
  w.array(or(m.partitionStates, []), true, writeStopReplicaRequestPartitionState, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStopReplicaRequest(r: Reader, version: number): StopReplicaRequest {
  const flexible = version >= 2;
  const m: StopReplicaRequest = {
    controllerId: r.int32(),
    isKRaftController: version >= 4 ? r.bool() : false,
    controllerEpoch: r.int32(),
    brokerEpoch: version >= 1 ? r.int64() : -1n,
    deletePartitions: version <= 2 ? r.bool() : false,
    ungroupedPartitions: version <= 0 ? r.array(false, readStopReplicaRequestPartitionV0, version) : [],
    topics: version >= 1 && version <= 2 ? r.array(flexible, readStopReplicaRequestTopicV1, version) : [],
    topicStates: version >= 3 ? r.array(true, readStopReplicaRequestTopicState, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaRequest(w: Writer, version: number, m: MessageInit<StopReplicaRequest>): void {
  const flexible = version >= 2;
  w.int32(or(m.controllerId, 0));
  if (version >= 4) w.bool(or(m.isKRaftController, false));
  else if (set(m.isKRaftController, false)) w.absent(version);
  w.int32(or(m.controllerEpoch, 0));
  if (version >= 1) w.int64(or(m.brokerEpoch, -1n));
  if (version <= 2) w.bool(or(m.deletePartitions, false));
  else if (set(m.deletePartitions, false)) w.absent(version);
  if (version <= 0) w.array(or(m.ungroupedPartitions, []), false, writeStopReplicaRequestPartitionV0, version);
  else if (set(m.ungroupedPartitions, [])) w.absent(version);
  if (version >= 1 && version <= 2) w.array(or(m.topics, []), flexible, writeStopReplicaRequestTopicV1, version);
  else if (set(m.topics, [])) w.absent(version);
  if (version >= 3) w.array(or(m.topicStates, []), true, writeStopReplicaRequestTopicState, version);
  else if (set(m.topicStates, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readStopReplicaResponsePartitionError(r: Reader, version: number): StopReplicaResponsePartitionError {
  const flexible = version >= 2;
  const m: StopReplicaResponsePartitionError = {
    topicName: r.string(flexible),
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaResponsePartitionError(
  w: Writer,
  version: number,
  m: MessageInit<StopReplicaResponsePartitionError>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topicName, ''), flexible);
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readStopReplicaResponse(r: Reader, version: number): StopReplicaResponse {
  const flexible = version >= 2;
  const m: StopReplicaResponse = {
    errorCode: r.int16(),
    partitionErrors: r.array(flexible, readStopReplicaResponsePartitionError, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaResponse(w: Writer, version: number, m: MessageInit<StopReplicaResponse>): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.partitionErrors, []), flexible, writeStopReplicaResponsePartitionError, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/006-update-metadata.ts

/**
 * API 6. Brings to a broker what it answers Metadata requests with: brokers and leaders. Only with ZooKeeper; gone
 * in Kafka 4.0. Goes to every broker, from the controller.
 *
 * - v0: The first.
 * - v1: A broker may have several endpoints.
 * - v2: rack (KIP-36).
 * - v3: listener: endpoints have names (KIP-103).
 * - v4: offlineReplicas (KIP-112).
 * - v5: brokerEpoch; partitions grouped by topic (KIP-380).
 * - v6: Flexible.
 * - v7: topicId (KIP-516).
 * - v8: isKRaftController and type (KIP-866).
 */
export const UpdateMetadata: Api<UpdateMetadataRequest, UpdateMetadataResponse> = /* @__PURE__ */ api(
  6,
  'UpdateMetadata',
  /* @__PURE__ */ new Message(
    'UpdateMetadataRequest',
    [0, 8],
    6,
    readUpdateMetadataRequest,
    writeUpdateMetadataRequest,
  ),
  /* @__PURE__ */ new Message(
    'UpdateMetadataResponse',
    [0, 8],
    6,
    readUpdateMetadataResponse,
    writeUpdateMetadataResponse,
  ),
);

/** The request of {@link UpdateMetadata}. */
export interface UpdateMetadataRequest {
  /** The controller that sends this. */
  controllerId: number;
  /** Whether that is a KRaft controller: during the migration from ZooKeeper. (since v8) */
  isKRaftController: boolean;
  /** 1: only what has changed. 2: all there is. 0: not told. (since v8) */
  type: number;
  /** The epoch of the controller; a broker that knows a later one refuses this. */
  controllerEpoch: number;
  /**
   * The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1
   * for no check. (since v5, default -1)
   */
  brokerEpoch: bigint;
  /** The partitions, each with the name of its topic. (until v4) */
  ungroupedPartitionStates: UpdateMetadataRequestPartitionState[];
  /** The partitions, by topic. (since v5) */
  topicStates: UpdateMetadataRequestTopicState[];
  /** The brokers that are up. */
  liveBrokers: UpdateMetadataRequestBroker[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, each with the name of its topic. */
export interface UpdateMetadataRequestPartitionState {
  /** The name of the topic. (until v4) */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** The epoch of the controller that last changed the leader or the in-sync replicas. */
  controllerEpoch: number;
  /** The broker that leads the partition; -1 while it has no leader, -2 while its topic is being deleted. */
  leader: number;
  /** Goes up with each change of leader. */
  leaderEpoch: number;
  /** The replicas that are in sync with the leader. */
  isr: number[];
  /** Goes up with each change of the partition: the version of its state in ZooKeeper. */
  zkVersion: number;
  /** The brokers that have the partition, the preferred leader first. */
  replicas: number[];
  /** The replicas that are down. (since v4) */
  offlineReplicas: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface UpdateMetadataRequestTopicState {
  /** The name of the topic. */
  topicName: string;
  /** The id of the topic. (since v7) */
  topicId: string;
  /** The partitions of the topic. */
  partitionStates: UpdateMetadataRequestPartitionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers that are up. */
export interface UpdateMetadataRequestBroker {
  /** The id of the broker. */
  id: number;
  /** Where the broker listens: a host name or an address. (v0 only) */
  v0Host: string;
  /** The port it listens on. (v0 only) */
  v0Port: number;
  /** Where the broker listens. (since v1) */
  endpoints: UpdateMetadataRequestEndpoint[];
  /** The rack the broker is in; null when it was not told. (since v2) */
  rack: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the broker listens. */
export interface UpdateMetadataRequestEndpoint {
  /** The port. */
  port: number;
  /** A host name or an address. */
  host: string;
  /** The name of the listener. (since v3) */
  listener: string;
  /** 0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL. */
  securityProtocol: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UpdateMetadata}. */
export interface UpdateMetadataResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUpdateMetadataRequestPartitionState(r: Reader, version: number): UpdateMetadataRequestPartitionState {
  const flexible = version >= 6;
  const m: UpdateMetadataRequestPartitionState = {
    topicName: version <= 4 ? r.string() : '',
    partitionIndex: r.int32(),
    controllerEpoch: r.int32(),
    leader: r.int32(),
    leaderEpoch: r.int32(),
    isr: r.int32Array(flexible),
    zkVersion: r.int32(),
    replicas: r.int32Array(flexible),
    offlineReplicas: version >= 4 ? r.int32Array(flexible) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataRequestPartitionState(
  w: Writer,
  version: number,
  m: MessageInit<UpdateMetadataRequestPartitionState>,
): void {
  const flexible = version >= 6;
  if (version <= 4) w.string(or(m.topicName, ''));
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.controllerEpoch, 0));
  w.int32(or(m.leader, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int32Array(or(m.isr, []), flexible);
  w.int32(or(m.zkVersion, 0));
  w.int32Array(or(m.replicas, []), flexible);
  if (version >= 4) w.int32Array(or(m.offlineReplicas, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readUpdateMetadataRequestTopicState(r: Reader, version: number): UpdateMetadataRequestTopicState {
  const flexible = version >= 6;
  const m: UpdateMetadataRequestTopicState = {
    topicName: r.string(flexible),
    topicId: version >= 7 ? r.uuid() : ZERO_UUID,
    partitionStates: r.array(flexible, readUpdateMetadataRequestPartitionState, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataRequestTopicState(
  w: Writer,
  version: number,
  m: MessageInit<UpdateMetadataRequestTopicState>,
): void {
  const flexible = version >= 6;
  w.string(or(m.topicName, ''), flexible);
  if (version >= 7) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitionStates, []), flexible, writeUpdateMetadataRequestPartitionState, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readUpdateMetadataRequestEndpoint(r: Reader, version: number): UpdateMetadataRequestEndpoint {
  const flexible = version >= 6;
  const m: UpdateMetadataRequestEndpoint = {
    port: r.int32(),
    host: r.string(flexible),
    listener: version >= 3 ? r.string(flexible) : '',
    securityProtocol: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataRequestEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<UpdateMetadataRequestEndpoint>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.port, 0));
  w.string(or(m.host, ''), flexible);
  if (version >= 3) w.string(or(m.listener, ''), flexible);
  w.int16(or(m.securityProtocol, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readUpdateMetadataRequestBroker(r: Reader, version: number): UpdateMetadataRequestBroker {
  const flexible = version >= 6;
  const m: UpdateMetadataRequestBroker = {
    id: r.int32(),
    v0Host: version <= 0 ? r.string() : '',
    v0Port: version <= 0 ? r.int32() : 0,
    endpoints: version >= 1 ? r.array(flexible, readUpdateMetadataRequestEndpoint, version) : [],
    rack: version >= 2 ? r.nullableString(flexible) : '',
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataRequestBroker(
  w: Writer,
  version: number,
  m: MessageInit<UpdateMetadataRequestBroker>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.id, 0));
  if (version <= 0) w.string(or(m.v0Host, ''));
  if (version <= 0) w.int32(or(m.v0Port, 0));
  if (version >= 1) w.array(or(m.endpoints, []), flexible, writeUpdateMetadataRequestEndpoint, version);
  if (version >= 2) w.nullableString(or(m.rack, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readUpdateMetadataRequest(r: Reader, version: number): UpdateMetadataRequest {
  const flexible = version >= 6;
  const m: UpdateMetadataRequest = {
    controllerId: r.int32(),
    isKRaftController: version >= 8 ? r.bool() : false,
    type: 0,
    controllerEpoch: r.int32(),
    brokerEpoch: version >= 5 ? r.int64() : -1n,
    ungroupedPartitionStates: version <= 4 ? r.array(false, readUpdateMetadataRequestPartitionState, version) : [],
    topicStates: version >= 5 ? r.array(flexible, readUpdateMetadataRequestTopicState, version) : [],
    liveBrokers: r.array(flexible, readUpdateMetadataRequestBroker, version),
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0 && version >= 8) m.type = r.int8();
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

function writeUpdateMetadataRequest(w: Writer, version: number, m: MessageInit<UpdateMetadataRequest>): void {
  const flexible = version >= 6;
  w.int32(or(m.controllerId, 0));
  if (version >= 8) w.bool(or(m.isKRaftController, false));
  else if (set(m.isKRaftController, false)) w.absent(version);
  if (!(version >= 8) && set(m.type, 0)) w.absent(version);
  w.int32(or(m.controllerEpoch, 0));
  if (version >= 5) w.int64(or(m.brokerEpoch, -1n));
  if (version <= 4)
    w.array(or(m.ungroupedPartitionStates, []), false, writeUpdateMetadataRequestPartitionState, version);
  else if (set(m.ungroupedPartitionStates, [])) w.absent(version);
  if (version >= 5) w.array(or(m.topicStates, []), flexible, writeUpdateMetadataRequestTopicState, version);
  else if (set(m.topicStates, [])) w.absent(version);
  w.array(or(m.liveBrokers, []), flexible, writeUpdateMetadataRequestBroker, version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (version >= 8 && set(m.type, 0)) {
      const at = w.beginTag(tags, 0);
      w.int8(or(m.type, 0));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

function readUpdateMetadataResponse(r: Reader, version: number): UpdateMetadataResponse {
  const flexible = version >= 6;
  const m: UpdateMetadataResponse = {
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataResponse(w: Writer, version: number, m: MessageInit<UpdateMetadataResponse>): void {
  const flexible = version >= 6;
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/007-controlled-shutdown.ts

/**
 * API 7. A broker that is about to stop has the lead of its partitions moved elsewhere. Only with ZooKeeper; gone
 * in Kafka 4.0. Goes to the controller, from a broker.
 *
 * - v0: With a request header of its own, which lacks clientId.
 * - v1: With the usual request header.
 * - v2: brokerEpoch (KIP-380).
 * - v3: Flexible.
 */
export const ControlledShutdown: Api<ControlledShutdownRequest, ControlledShutdownResponse> = /* @__PURE__ */ api(
  7,
  'ControlledShutdown',
  /* @__PURE__ */ new Message(
    'ControlledShutdownRequest',
    [0, 3],
    3,
    readControlledShutdownRequest,
    writeControlledShutdownRequest,
  ),
  /* @__PURE__ */ new Message(
    'ControlledShutdownResponse',
    [0, 3],
    3,
    readControlledShutdownResponse,
    writeControlledShutdownResponse,
  ),
);

/** The request of {@link ControlledShutdown}. */
export interface ControlledShutdownRequest {
  /** The broker that is about to stop. */
  brokerId: number;
  /**
   * The epoch of that broker, so that a request from before it started anew is refused; -1 for no check. (since v2,
   * default -1)
   */
  brokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ControlledShutdown}. */
export interface ControlledShutdownResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What the broker still leads. */
  remainingPartitions: ControlledShutdownResponseRemainingPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the broker still leads. */
export interface ControlledShutdownResponseRemainingPartition {
  /** The name of the topic. */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readControlledShutdownRequest(r: Reader, version: number): ControlledShutdownRequest {
  const flexible = version >= 3;
  const m: ControlledShutdownRequest = {
    brokerId: r.int32(),
    brokerEpoch: version >= 2 ? r.int64() : -1n,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControlledShutdownRequest(w: Writer, version: number, m: MessageInit<ControlledShutdownRequest>): void {
  const flexible = version >= 3;
  w.int32(or(m.brokerId, 0));
  if (version >= 2) w.int64(or(m.brokerEpoch, -1n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readControlledShutdownResponseRemainingPartition(
  r: Reader,
  version: number,
): ControlledShutdownResponseRemainingPartition {
  const flexible = version >= 3;
  const m: ControlledShutdownResponseRemainingPartition = {
    topicName: r.string(flexible),
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControlledShutdownResponseRemainingPartition(
  w: Writer,
  version: number,
  m: MessageInit<ControlledShutdownResponseRemainingPartition>,
): void {
  const flexible = version >= 3;
  w.string(or(m.topicName, ''), flexible);
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readControlledShutdownResponse(r: Reader, version: number): ControlledShutdownResponse {
  const flexible = version >= 3;
  const m: ControlledShutdownResponse = {
    errorCode: r.int16(),
    remainingPartitions: r.array(flexible, readControlledShutdownResponseRemainingPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControlledShutdownResponse(w: Writer, version: number, m: MessageInit<ControlledShutdownResponse>): void {
  const flexible = version >= 3;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.remainingPartitions, []), flexible, writeControlledShutdownResponseRemainingPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/008-offset-commit.ts

/**
 * API 8. Stores the offsets up to which a group has consumed. Goes to the group coordinator.
 *
 * - v0: Offsets are kept in ZooKeeper.
 * - v1: Offsets are kept in Kafka; generation, member and a timestamp per partition.
 * - v2: retentionTimeMs takes the place of the timestamp.
 * - v3: The response gains throttleTimeMs.
 * - v4: The broker answers before it throttles (KIP-219).
 * - v5: Retention is the broker's business alone (KIP-211).
 * - v6: committedLeaderEpoch (KIP-320).
 * - v7: groupInstanceId (KIP-345).
 * - v8: Flexible.
 * - v9: For the new group protocol too: STALE_MEMBER_EPOCH may be answered (KIP-848).
 * - v10: Topics by id instead of by name (KIP-848).
 */
export const OffsetCommit: Api<OffsetCommitRequest, OffsetCommitResponse> = /* @__PURE__ */ api(
  8,
  'OffsetCommit',
  /* @__PURE__ */ new Message('OffsetCommitRequest', [0, 10], 8, readOffsetCommitRequest, writeOffsetCommitRequest),
  /* @__PURE__ */ new Message('OffsetCommitResponse', [0, 10], 8, readOffsetCommitResponse, writeOffsetCommitResponse),
);

/** The request of {@link OffsetCommit}. */
export interface OffsetCommitRequest {
  /** The id of the group. */
  groupId: string;
  /**
   * The generation (classic protocol) or member epoch (new protocol); -1 for a client that is no member. (since v1,
   * default -1)
   */
  generationIdOrMemberEpoch: number;
  /** The id of the member; empty for a client that is no member. (since v1) */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v7, default null) */
  groupInstanceId: string | null;
  /** How long to keep the offsets, in ms; -1 as the broker is set up. (v2 to v4, default -1) */
  retentionTimeMs: bigint;
  /** The offsets, by topic. */
  topics: OffsetCommitRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface OffsetCommitRequestTopic {
  /** The name of the topic. (until v9) */
  name: string;
  /** The id of the topic. (since v10) */
  topicId: string;
  /** The offsets, by partition. */
  partitions: OffsetCommitRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface OffsetCommitRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The offset of the next record to consume. */
  committedOffset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (since v6, default -1) */
  committedLeaderEpoch: number;
  /** When it was committed, in ms since 1970; -1 for now. (v1 only, default -1) */
  commitTimestamp: bigint;
  /** Any text to keep beside the offset. */
  committedMetadata: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link OffsetCommit}. */
export interface OffsetCommitResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v3) */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: OffsetCommitResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface OffsetCommitResponseTopic {
  /** The name of the topic. (until v9) */
  name: string;
  /** The id of the topic. (since v10) */
  topicId: string;
  /** The outcome, by partition. */
  partitions: OffsetCommitResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface OffsetCommitResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readOffsetCommitRequestPartition(r: Reader, version: number): OffsetCommitRequestPartition {
  const flexible = version >= 8;
  const m: OffsetCommitRequestPartition = {
    partitionIndex: r.int32(),
    committedOffset: r.int64(),
    committedLeaderEpoch: version >= 6 ? r.int32() : -1,
    commitTimestamp: version === 1 ? r.int64() : -1n,
    committedMetadata: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<OffsetCommitRequestPartition>,
): void {
  const flexible = version >= 8;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.committedOffset, 0n));
  if (version >= 6) w.int32(or(m.committedLeaderEpoch, -1));
  if (version === 1) w.int64(or(m.commitTimestamp, -1n));
  else if (set(m.commitTimestamp, -1n)) w.absent(version);
  w.nullableString(or(m.committedMetadata, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitRequestTopic(r: Reader, version: number): OffsetCommitRequestTopic {
  const flexible = version >= 8;
  const m: OffsetCommitRequestTopic = {
    name: version <= 9 ? r.string(flexible) : '',
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readOffsetCommitRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitRequestTopic(w: Writer, version: number, m: MessageInit<OffsetCommitRequestTopic>): void {
  const flexible = version >= 8;
  if (version <= 9) w.string(or(m.name, ''), flexible);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeOffsetCommitRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitRequest(r: Reader, version: number): OffsetCommitRequest {
  const flexible = version >= 8;
  const m: OffsetCommitRequest = {
    groupId: r.string(flexible),
    generationIdOrMemberEpoch: version >= 1 ? r.int32() : -1,
    memberId: version >= 1 ? r.string(flexible) : '',
    groupInstanceId: version >= 7 ? r.nullableString(flexible) : null,
    retentionTimeMs: version >= 2 && version <= 4 ? r.int64() : -1n,
    topics: r.array(flexible, readOffsetCommitRequestTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitRequest(w: Writer, version: number, m: MessageInit<OffsetCommitRequest>): void {
  const flexible = version >= 8;
  w.string(or(m.groupId, ''), flexible);
  if (version >= 1) w.int32(or(m.generationIdOrMemberEpoch, -1));
  if (version >= 1) w.string(or(m.memberId, ''), flexible);
  if (version >= 7) w.nullableString(or(m.groupInstanceId, null), flexible);
  else if (set(m.groupInstanceId, null)) w.absent(version);
  if (version >= 2 && version <= 4) w.int64(or(m.retentionTimeMs, -1n));
  w.array(or(m.topics, []), flexible, writeOffsetCommitRequestTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitResponsePartition(r: Reader, version: number): OffsetCommitResponsePartition {
  const flexible = version >= 8;
  const m: OffsetCommitResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<OffsetCommitResponsePartition>,
): void {
  const flexible = version >= 8;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitResponseTopic(r: Reader, version: number): OffsetCommitResponseTopic {
  const flexible = version >= 8;
  const m: OffsetCommitResponseTopic = {
    name: version <= 9 ? r.string(flexible) : '',
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readOffsetCommitResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitResponseTopic(w: Writer, version: number, m: MessageInit<OffsetCommitResponseTopic>): void {
  const flexible = version >= 8;
  if (version <= 9) w.string(or(m.name, ''), flexible);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeOffsetCommitResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitResponse(r: Reader, version: number): OffsetCommitResponse {
  const flexible = version >= 8;
  const m: OffsetCommitResponse = {
    throttleTimeMs: version >= 3 ? r.int32() : 0,
    topics: r.array(flexible, readOffsetCommitResponseTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitResponse(w: Writer, version: number, m: MessageInit<OffsetCommitResponse>): void {
  const flexible = version >= 8;
  if (version >= 3) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeOffsetCommitResponseTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/009-offset-fetch.ts

/**
 * API 9. Reads the offsets a group has committed. Goes to the group coordinator.
 *
 * - v0: Offsets are kept in ZooKeeper.
 * - v1: Offsets are kept in Kafka.
 * - v2: A null list of topics asks for all; the response gains an error of its own.
 * - v3: The response gains throttleTimeMs.
 * - v4: The broker answers before it throttles (KIP-219).
 * - v5: committedLeaderEpoch (KIP-320).
 * - v6: Flexible.
 * - v7: requireStable: wait for open transactions (KIP-447).
 * - v8: Several groups in one request (KIP-709).
 * - v9: For the new group protocol too: memberId and memberEpoch (KIP-848).
 * - v10: Topics by id instead of by name (KIP-848).
 */
export const OffsetFetch: Api<OffsetFetchRequest, OffsetFetchResponse> = /* @__PURE__ */ api(
  9,
  'OffsetFetch',
  /* @__PURE__ */ new Message('OffsetFetchRequest', [0, 10], 6, readOffsetFetchRequest, writeOffsetFetchRequest),
  /* @__PURE__ */ new Message('OffsetFetchResponse', [0, 10], 6, readOffsetFetchResponse, writeOffsetFetchResponse),
);

/** The request of {@link OffsetFetch}. */
export interface OffsetFetchRequest {
  /** The id of the group. (until v7) */
  groupId: string;
  /** The topics to answer for; null for all. (until v7, null since v2) */
  topics: OffsetFetchRequestTopic[] | null;
  /** The groups to answer for. (since v8) */
  groups: OffsetFetchRequestGroup[];
  /** Whether to answer UNSTABLE_OFFSET_COMMIT while a transaction may still change the offset. (since v7) */
  requireStable: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to answer for; null for all. */
export interface OffsetFetchRequestTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to answer for. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups to answer for. */
export interface OffsetFetchRequestGroup {
  /** The id of the group. */
  groupId: string;
  /** The id of the member, in the new protocol; null for others. (since v9, default null) */
  memberId: string | null;
  /** The epoch of the member, in the new protocol; -1 for others. (since v9, default -1) */
  memberEpoch: number;
  /** The topics to answer for; null for all. */
  topics: OffsetFetchRequestTopics[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to answer for; null for all. */
export interface OffsetFetchRequestTopics {
  /** The name of the topic. (until v9) */
  name: string;
  /** The id of the topic. (since v10) */
  topicId: string;
  /** The partitions to answer for. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link OffsetFetch}. */
export interface OffsetFetchResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v3) */
  throttleTimeMs: number;
  /** The offsets, by topic. (until v7) */
  topics: OffsetFetchResponseTopic[];
  /** 0, or what went wrong with the group. (v2 to v7) */
  errorCode: number;
  /** The offsets, by group. (since v8) */
  groups: OffsetFetchResponseGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface OffsetFetchResponseTopic {
  /** The name of the topic. */
  name: string;
  /** The offsets, by partition. */
  partitions: OffsetFetchResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface OffsetFetchResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The offset of the next record to consume; -1 when none is stored. */
  committedOffset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (since v5, default -1) */
  committedLeaderEpoch: number;
  /** The text kept beside the offset. */
  metadata: string | null;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by group. */
export interface OffsetFetchResponseGroup {
  /** The id of the group. */
  groupId: string;
  /** The offsets, by topic. */
  topics: OffsetFetchResponseTopics[];
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface OffsetFetchResponseTopics {
  /** The name of the topic. (until v9) */
  name: string;
  /** The id of the topic. (since v10) */
  topicId: string;
  /** The offsets, by partition. */
  partitions: OffsetFetchResponsePartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface OffsetFetchResponsePartitions {
  /** The number of the partition. */
  partitionIndex: number;
  /** The offset of the next record to consume; -1 when none is stored. */
  committedOffset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (default -1) */
  committedLeaderEpoch: number;
  /** The text kept beside the offset. */
  metadata: string | null;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readOffsetFetchRequestTopic(r: Reader, version: number): OffsetFetchRequestTopic {
  const flexible = version >= 6;
  const m: OffsetFetchRequestTopic = {
    name: r.string(flexible),
    partitionIndexes: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchRequestTopic(w: Writer, version: number, m: MessageInit<OffsetFetchRequestTopic>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitionIndexes, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetFetchRequestTopics(r: Reader, version: number): OffsetFetchRequestTopics {
  const m: OffsetFetchRequestTopics = {
    name: version <= 9 ? r.string(true) : '',
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    partitionIndexes: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchRequestTopics(w: Writer, version: number, m: MessageInit<OffsetFetchRequestTopics>): void {
  if (version <= 9) w.string(or(m.name, ''), true);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitionIndexes, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchRequestGroup(r: Reader, version: number): OffsetFetchRequestGroup {
  const m: OffsetFetchRequestGroup = {
    groupId: r.string(true),
    memberId: version >= 9 ? r.nullableString(true) : null,
    memberEpoch: version >= 9 ? r.int32() : -1,
    topics: r.nullableArray(true, readOffsetFetchRequestTopics, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchRequestGroup(w: Writer, version: number, m: MessageInit<OffsetFetchRequestGroup>): void {
  w.string(or(m.groupId, ''), true);
  if (version >= 9) w.nullableString(or(m.memberId, null), true);
  if (version >= 9) w.int32(or(m.memberEpoch, -1));
  w.nullableArray(or(m.topics, []), true, writeOffsetFetchRequestTopics, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchRequest(r: Reader, version: number): OffsetFetchRequest {
  const flexible = version >= 6;
  const m: OffsetFetchRequest = {
    groupId: version <= 7 ? r.string(flexible) : '',
    topics: version <= 7 ? r.nullableArray(flexible, readOffsetFetchRequestTopic, version, version >= 2) : [],
    groups: version >= 8 ? r.array(true, readOffsetFetchRequestGroup, version) : [],
    requireStable: version >= 7 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchRequest(w: Writer, version: number, m: MessageInit<OffsetFetchRequest>): void {
  const flexible = version >= 6;
  if (version <= 7) w.string(or(m.groupId, ''), flexible);
  else if (set(m.groupId, '')) w.absent(version);
  if (version <= 7) w.nullableArray(or(m.topics, []), flexible, writeOffsetFetchRequestTopic, version, version >= 2);
  else if (set(m.topics, [])) w.absent(version);
  if (version >= 8) w.array(or(m.groups, []), true, writeOffsetFetchRequestGroup, version);
  else if (set(m.groups, [])) w.absent(version);
  if (version >= 7) w.bool(or(m.requireStable, false));
  else if (set(m.requireStable, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetFetchResponsePartition(r: Reader, version: number): OffsetFetchResponsePartition {
  const flexible = version >= 6;
  const m: OffsetFetchResponsePartition = {
    partitionIndex: r.int32(),
    committedOffset: r.int64(),
    committedLeaderEpoch: version >= 5 ? r.int32() : -1,
    metadata: r.nullableString(flexible),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<OffsetFetchResponsePartition>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.committedOffset, 0n));
  if (version >= 5) w.int32(or(m.committedLeaderEpoch, -1));
  w.nullableString(or(m.metadata, ''), flexible);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetFetchResponseTopic(r: Reader, version: number): OffsetFetchResponseTopic {
  const flexible = version >= 6;
  const m: OffsetFetchResponseTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readOffsetFetchResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponseTopic(w: Writer, version: number, m: MessageInit<OffsetFetchResponseTopic>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeOffsetFetchResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetFetchResponsePartitions(r: Reader, _version: number): OffsetFetchResponsePartitions {
  const m: OffsetFetchResponsePartitions = {
    partitionIndex: r.int32(),
    committedOffset: r.int64(),
    committedLeaderEpoch: r.int32(),
    metadata: r.nullableString(true),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponsePartitions(
  w: Writer,
  version: number,
  m: MessageInit<OffsetFetchResponsePartitions>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.committedOffset, 0n));
  w.int32(or(m.committedLeaderEpoch, -1));
  w.nullableString(or(m.metadata, ''), true);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchResponseTopics(r: Reader, version: number): OffsetFetchResponseTopics {
  const m: OffsetFetchResponseTopics = {
    name: version <= 9 ? r.string(true) : '',
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    partitions: r.array(true, readOffsetFetchResponsePartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponseTopics(w: Writer, version: number, m: MessageInit<OffsetFetchResponseTopics>): void {
  if (version <= 9) w.string(or(m.name, ''), true);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeOffsetFetchResponsePartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchResponseGroup(r: Reader, version: number): OffsetFetchResponseGroup {
  const m: OffsetFetchResponseGroup = {
    groupId: r.string(true),
    topics: r.array(true, readOffsetFetchResponseTopics, version),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponseGroup(w: Writer, version: number, m: MessageInit<OffsetFetchResponseGroup>): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeOffsetFetchResponseTopics, version);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchResponse(r: Reader, version: number): OffsetFetchResponse {
  const flexible = version >= 6;
  const m: OffsetFetchResponse = {
    throttleTimeMs: version >= 3 ? r.int32() : 0,
    topics: version <= 7 ? r.array(flexible, readOffsetFetchResponseTopic, version) : [],
    errorCode: version >= 2 && version <= 7 ? r.int16() : 0,
    groups: version >= 8 ? r.array(true, readOffsetFetchResponseGroup, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponse(w: Writer, version: number, m: MessageInit<OffsetFetchResponse>): void {
  const flexible = version >= 6;
  if (version >= 3) w.int32(or(m.throttleTimeMs, 0));
  if (version <= 7) w.array(or(m.topics, []), flexible, writeOffsetFetchResponseTopic, version);
  else if (set(m.topics, [])) w.absent(version);
  if (version >= 2 && version <= 7) w.int16(or(m.errorCode, 0));
  if (version >= 8) w.array(or(m.groups, []), true, writeOffsetFetchResponseGroup, version);
  else if (set(m.groups, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}
