// Generated from packages/wire/schema/067-allocate-producer-ids.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 67. A broker gets a block of producer ids to give to producers. Goes to the active controller, from a
 * broker.
 *
 * - v0: The first and only one so far (KIP-730).
 */
export const AllocateProducerIds: Api<AllocateProducerIdsRequest, AllocateProducerIdsResponse> = /* @__PURE__ */ api(
  67,
  'AllocateProducerIds',
  /* @__PURE__ */ new Message(
    'AllocateProducerIdsRequest',
    [0, 0],
    0,
    readAllocateProducerIdsRequest,
    writeAllocateProducerIdsRequest,
  ),
  /* @__PURE__ */ new Message(
    'AllocateProducerIdsResponse',
    [0, 0],
    0,
    readAllocateProducerIdsResponse,
    writeAllocateProducerIdsResponse,
  ),
);

/** The request of {@link AllocateProducerIds}. */
export interface AllocateProducerIdsRequest {
  /** The broker that asks. */
  brokerId: number;
  /** The epoch that the broker got when it registered. (default -1) */
  brokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AllocateProducerIds}. */
export interface AllocateProducerIdsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The first id of the block. */
  producerIdStart: bigint;
  /** How many ids it has. */
  producerIdLen: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAllocateProducerIdsRequest(r: Reader, _version: number): AllocateProducerIdsRequest {
  const m: AllocateProducerIdsRequest = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAllocateProducerIdsRequest(w: Writer, version: number, m: MessageInit<AllocateProducerIdsRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readAllocateProducerIdsResponse(r: Reader, _version: number): AllocateProducerIdsResponse {
  const m: AllocateProducerIdsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    producerIdStart: r.int64(),
    producerIdLen: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAllocateProducerIdsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AllocateProducerIdsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.producerIdStart, 0n));
  w.int32(or(m.producerIdLen, 0));
  w.unknownTags(m.unknownTags, true, version);
}
