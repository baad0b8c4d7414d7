// Generated from packages/wire/schema/000-produce.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
