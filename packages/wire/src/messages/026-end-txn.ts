// Generated from packages/wire/schema/026-end-txn.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
