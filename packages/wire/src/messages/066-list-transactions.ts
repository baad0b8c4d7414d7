// Generated from packages/wire/schema/066-list-transactions.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 66. Lists transactional ids with the state of their transaction. Goes to every broker: each knows only the
 * transactions it coordinates.
 *
 * - v0: The first (KIP-664).
 * - v1: durationFilter (KIP-994).
 * - v2: transactionalIdPattern; INVALID_REGULAR_EXPRESSION may be answered (KIP-1152).
 */
export const ListTransactions: Api<ListTransactionsRequest, ListTransactionsResponse> = /* @__PURE__ */ api(
  66,
  'ListTransactions',
  /* @__PURE__ */ new Message(
    'ListTransactionsRequest',
    [0, 2],
    0,
    readListTransactionsRequest,
    writeListTransactionsRequest,
  ),
  /* @__PURE__ */ new Message(
    'ListTransactionsResponse',
    [0, 2],
    0,
    readListTransactionsResponse,
    writeListTransactionsResponse,
  ),
);

/** The request of {@link ListTransactions}. */
export interface ListTransactionsRequest {
  /** Only transactions in one of these states; empty for any. */
  stateFilters: string[];
  /** Only transactions of one of these producers; empty for any. */
  producerIdFilters: bigint[];
  /** Only transactions that have been open for longer than this, in ms; below 0 for any. (since v1, default -1) */
  durationFilter: bigint;
  /** Only transactional ids that match this regular expression; null or empty for any. (since v2, default null) */
  transactionalIdPattern: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListTransactions}. */
export interface ListTransactionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The states in the filter that do not exist. */
  unknownStateFilters: string[];
  /** The transactions. */
  transactionStates: ListTransactionsResponseTransactionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The transactions. */
export interface ListTransactionsResponseTransactionState {
  /** The transactional id of the producer. */
  transactionalId: string;
  /** The id of the producer. */
  producerId: bigint;
  /** Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, PrepareEpochFence or Dead. */
  transactionState: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListTransactionsRequest(r: Reader, version: number): ListTransactionsRequest {
  const m: ListTransactionsRequest = {
    stateFilters: r.stringArray(true),
    producerIdFilters: r.int64Array(true),
    durationFilter: version >= 1 ? r.int64() : -1n,
    transactionalIdPattern: version >= 2 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListTransactionsRequest(w: Writer, version: number, m: MessageInit<ListTransactionsRequest>): void {
  w.stringArray(or(m.stateFilters, []), true);
  w.int64Array(or(m.producerIdFilters, []), true);
  if (version >= 1) w.int64(or(m.durationFilter, -1n));
  else if (set(m.durationFilter, -1n)) w.absent(version);
  if (version >= 2) w.nullableString(or(m.transactionalIdPattern, null), true);
  else if (set(m.transactionalIdPattern, null)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readListTransactionsResponseTransactionState(
  r: Reader,
  _version: number,
): ListTransactionsResponseTransactionState {
  const m: ListTransactionsResponseTransactionState = {
    transactionalId: r.string(true),
    producerId: r.int64(),
    transactionState: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListTransactionsResponseTransactionState(
  w: Writer,
  version: number,
  m: MessageInit<ListTransactionsResponseTransactionState>,
): void {
  w.string(or(m.transactionalId, ''), true);
  w.int64(or(m.producerId, 0n));
  w.string(or(m.transactionState, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readListTransactionsResponse(r: Reader, version: number): ListTransactionsResponse {
  const m: ListTransactionsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    unknownStateFilters: r.stringArray(true),
    transactionStates: r.array(true, readListTransactionsResponseTransactionState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListTransactionsResponse(w: Writer, version: number, m: MessageInit<ListTransactionsResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.stringArray(or(m.unknownStateFilters, []), true);
  w.array(or(m.transactionStates, []), true, writeListTransactionsResponseTransactionState, version);
  w.unknownTags(m.unknownTags, true, version);
}
