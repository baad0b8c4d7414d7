// Generated from packages/wire/schema/061-describe-producers.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 61. Tells which producers a partition knows and whether they have a transaction open in it, so as to find
 * one that hangs. Goes to the leader of every partition in it.
 *
 * - v0: The first and only one so far (KIP-664).
 */
export const DescribeProducers: Api<DescribeProducersRequest, DescribeProducersResponse> = /* @__PURE__ */ api(
  61,
  'DescribeProducers',
  /* @__PURE__ */ new Message(
    'DescribeProducersRequest',
    [0, 0],
    0,
    readDescribeProducersRequest,
    writeDescribeProducersRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeProducersResponse',
    [0, 0],
    0,
    readDescribeProducersResponse,
    writeDescribeProducersResponse,
  ),
);

/** The request of {@link DescribeProducers}. */
export interface DescribeProducersRequest {
  /** The partitions to tell about, by topic. */
  topics: DescribeProducersRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to tell about, by topic. */
export interface DescribeProducersRequestTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions of the topic. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeProducers}. */
export interface DescribeProducersResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The producers, by topic. */
  topics: DescribeProducersResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The producers, by topic. */
export interface DescribeProducersResponseTopic {
  /** The name of the topic. */
  name: string;
  /** The producers, by partition. */
  partitions: DescribeProducersResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The producers, by partition. */
export interface DescribeProducersResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The producers that the partition remembers. */
  activeProducers: DescribeProducersResponseProducerState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The producers that the partition remembers. */
export interface DescribeProducersResponseProducerState {
  /** The id of the producer. */
  producerId: bigint;
  /** The epoch of the producer. */
  producerEpoch: number;
  /** The sequence number of the last record it wrote; -1 for none. (default -1) */
  lastSequence: number;
  /** The largest timestamp in the last batch it wrote, in ms since 1970; -1 for none. (default -1) */
  lastTimestamp: bigint;
  /** The epoch of the transaction coordinator that last ended a transaction of it here; -1 for none. */
  coordinatorEpoch: number;
  /** The first offset of the transaction it has open here; -1 for none. (default -1) */
  currentTxnStartOffset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeProducersRequestTopic(r: Reader, _version: number): DescribeProducersRequestTopic {
  const m: DescribeProducersRequestTopic = {
    name: r.string(true),
    partitionIndexes: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeProducersRequestTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.int32Array(or(m.partitionIndexes, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersRequest(r: Reader, version: number): DescribeProducersRequest {
  const m: DescribeProducersRequest = {
    topics: r.array(true, readDescribeProducersRequestTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersRequest(w: Writer, version: number, m: MessageInit<DescribeProducersRequest>): void {
  w.array(or(m.topics, []), true, writeDescribeProducersRequestTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersResponseProducerState(
  r: Reader,
  _version: number,
): DescribeProducersResponseProducerState {
  const m: DescribeProducersResponseProducerState = {
    producerId: r.int64(),
    producerEpoch: r.int32(),
    lastSequence: r.int32(),
    lastTimestamp: r.int64(),
    coordinatorEpoch: r.int32(),
    currentTxnStartOffset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersResponseProducerState(
  w: Writer,
  version: number,
  m: MessageInit<DescribeProducersResponseProducerState>,
): void {
  w.int64(or(m.producerId, 0n));
  w.int32(or(m.producerEpoch, 0));
  w.int32(or(m.lastSequence, -1));
  w.int64(or(m.lastTimestamp, -1n));
  w.int32(or(m.coordinatorEpoch, 0));
  w.int64(or(m.currentTxnStartOffset, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersResponsePartition(r: Reader, version: number): DescribeProducersResponsePartition {
  const m: DescribeProducersResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    activeProducers: r.array(true, readDescribeProducersResponseProducerState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<DescribeProducersResponsePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.array(or(m.activeProducers, []), true, writeDescribeProducersResponseProducerState, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersResponseTopic(r: Reader, version: number): DescribeProducersResponseTopic {
  const m: DescribeProducersResponseTopic = {
    name: r.string(true),
    partitions: r.array(true, readDescribeProducersResponsePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeProducersResponseTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeDescribeProducersResponsePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersResponse(r: Reader, version: number): DescribeProducersResponse {
  const m: DescribeProducersResponse = {
    throttleTimeMs: r.int32(),
    topics: r.array(true, readDescribeProducersResponseTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersResponse(w: Writer, version: number, m: MessageInit<DescribeProducersResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), true, writeDescribeProducersResponseTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}
