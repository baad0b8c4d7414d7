// Generated from packages/wire/schema/001-fetch.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
