// Generated from packages/wire/schema/022-init-producer-id.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
