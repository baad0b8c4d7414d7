// Generated from packages/wire/schema/065-describe-transactions.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 65. Tells the state of the transactions of certain producers. Goes to the transaction coordinator of every
 * transactional id in it.
 *
 * - v0: The first and only one so far (KIP-664).
 */
export const DescribeTransactions: Api<DescribeTransactionsRequest, DescribeTransactionsResponse> = /* @__PURE__ */ api(
  65,
  'DescribeTransactions',
  /* @__PURE__ */ new Message(
    'DescribeTransactionsRequest',
    [0, 0],
    0,
    readDescribeTransactionsRequest,
    writeDescribeTransactionsRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeTransactionsResponse',
    [0, 0],
    0,
    readDescribeTransactionsResponse,
    writeDescribeTransactionsResponse,
  ),
);

/** The request of {@link DescribeTransactions}. */
export interface DescribeTransactionsRequest {
  /** The transactional ids to tell about. */
  transactionalIds: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeTransactions}. */
export interface DescribeTransactionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The transactions, by transactional id. */
  transactionStates: DescribeTransactionsResponseTransactionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The transactions, by transactional id. */
export interface DescribeTransactionsResponseTransactionState {
  /** 0, or what went wrong with the transactional id. */
  errorCode: number;
  /** The transactional id of the producer. */
  transactionalId: string;
  /** Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, PrepareEpochFence or Dead. */
  transactionState: string;
  /** After how long the coordinator aborts the transaction, in ms. */
  transactionTimeoutMs: number;
  /** When it began, in ms since 1970; -1 for none. */
  transactionStartTimeMs: bigint;
  /** The id of the producer. */
  producerId: bigint;
  /** The epoch of the producer. */
  producerEpoch: number;
  /** The partitions in the open transaction; while it is being ended, those still without their marker. */
  topics: DescribeTransactionsResponseTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions in the open transaction; while it is being ended, those still without their marker. */
export interface DescribeTransactionsResponseTopicData {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeTransactionsRequest(r: Reader, _version: number): DescribeTransactionsRequest {
  const m: DescribeTransactionsRequest = {
    transactionalIds: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTransactionsRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTransactionsRequest>,
): void {
  w.stringArray(or(m.transactionalIds, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTransactionsResponseTopicData(r: Reader, _version: number): DescribeTransactionsResponseTopicData {
  const m: DescribeTransactionsResponseTopicData = {
    topic: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTransactionsResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTransactionsResponseTopicData>,
): void {
  w.string(or(m.topic, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTransactionsResponseTransactionState(
  r: Reader,
  version: number,
): DescribeTransactionsResponseTransactionState {
  const m: DescribeTransactionsResponseTransactionState = {
    errorCode: r.int16(),
    transactionalId: r.string(true),
    transactionState: r.string(true),
    transactionTimeoutMs: r.int32(),
    transactionStartTimeMs: r.int64(),
    producerId: r.int64(),
    producerEpoch: r.int16(),
    topics: r.array(true, readDescribeTransactionsResponseTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTransactionsResponseTransactionState(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTransactionsResponseTransactionState>,
): void {
  w.int16(or(m.errorCode, 0));
  w.string(or(m.transactionalId, ''), true);
  w.string(or(m.transactionState, ''), true);
  w.int32(or(m.transactionTimeoutMs, 0));
  w.int64(or(m.transactionStartTimeMs, 0n));
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  w.array(or(m.topics, []), true, writeDescribeTransactionsResponseTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTransactionsResponse(r: Reader, version: number): DescribeTransactionsResponse {
  const m: DescribeTransactionsResponse = {
    throttleTimeMs: r.int32(),
    transactionStates: r.array(true, readDescribeTransactionsResponseTransactionState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTransactionsResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTransactionsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.transactionStates, []), true, writeDescribeTransactionsResponseTransactionState, version);
  w.unknownTags(m.unknownTags, true, version);
}
