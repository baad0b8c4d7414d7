// Generated from packages/wire/schema/025-add-offsets-to-txn.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
