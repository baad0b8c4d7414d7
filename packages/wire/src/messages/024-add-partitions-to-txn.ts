// Generated from packages/wire/schema/024-add-partitions-to-txn.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
