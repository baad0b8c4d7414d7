// Generated from packages/wire/schema/027-write-txn-markers.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 27. Writes into the partitions of a transaction that it was committed or aborted. Goes to the leader of
 * every partition in it, from the transaction coordinator.
 *
 * - v0: The first (KIP-98).
 * - v1: Flexible.
 * - v2: transactionVersion (KIP-1228).
 */
export const WriteTxnMarkers: Api<WriteTxnMarkersRequest, WriteTxnMarkersResponse> = /* @__PURE__ */ api(
  27,
  'WriteTxnMarkers',
  /* @__PURE__ */ new Message(
    'WriteTxnMarkersRequest',
    [0, 2],
    1,
    readWriteTxnMarkersRequest,
    writeWriteTxnMarkersRequest,
  ),
  /* @__PURE__ */ new Message(
    'WriteTxnMarkersResponse',
    [0, 2],
    1,
    readWriteTxnMarkersResponse,
    writeWriteTxnMarkersResponse,
  ),
);

/** The request of {@link WriteTxnMarkers}. */
export interface WriteTxnMarkersRequest {
  /** The transactions that have ended. */
  markers: WriteTxnMarkersRequestWritableTxnMarker[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The transactions that have ended. */
export interface WriteTxnMarkersRequestWritableTxnMarker {
  /** The producer's id. */
  producerId: bigint;
  /** The producer's epoch. */
  producerEpoch: number;
  /** Whether the transaction was committed; else, aborted. */
  transactionResult: boolean;
  /** Where to write the marker, by topic. */
  topics: WriteTxnMarkersRequestWritableTxnMarkerTopic[];
  /** The epoch of the coordinator; a partition that has seen a later one refuses the marker. */
  coordinatorEpoch: number;
  /** How transactions are done: 2 when each has an epoch of its own (KIP-890), 0 or 1 before. (since v2) */
  transactionVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where to write the marker, by topic. */
export interface WriteTxnMarkersRequestWritableTxnMarkerTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to write to. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link WriteTxnMarkers}. */
export interface WriteTxnMarkersResponse {
  /** The outcome, by transaction. */
  markers: WriteTxnMarkersResponseWritableTxnMarkerResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by transaction. */
export interface WriteTxnMarkersResponseWritableTxnMarkerResult {
  /** The producer's id. */
  producerId: bigint;
  /** The outcome, by topic. */
  topics: WriteTxnMarkersResponseWritableTxnMarkerTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface WriteTxnMarkersResponseWritableTxnMarkerTopicResult {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  partitions: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface WriteTxnMarkersResponseWritableTxnMarkerPartitionResult {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readWriteTxnMarkersRequestWritableTxnMarkerTopic(
  r: Reader,
  version: number,
): WriteTxnMarkersRequestWritableTxnMarkerTopic {
  const flexible = version >= 1;
  const m: WriteTxnMarkersRequestWritableTxnMarkerTopic = {
    name: r.string(flexible),
    partitionIndexes: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersRequestWritableTxnMarkerTopic(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersRequestWritableTxnMarkerTopic>,
): void {
  const flexible = version >= 1;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitionIndexes, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersRequestWritableTxnMarker(
  r: Reader,
  version: number,
): WriteTxnMarkersRequestWritableTxnMarker {
  const flexible = version >= 1;
  const m: WriteTxnMarkersRequestWritableTxnMarker = {
    producerId: r.int64(),
    producerEpoch: r.int16(),
    transactionResult: r.bool(),
    topics: r.array(flexible, readWriteTxnMarkersRequestWritableTxnMarkerTopic, version),
    coordinatorEpoch: r.int32(),
    transactionVersion: version >= 2 ? r.int8() : 0,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersRequestWritableTxnMarker(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersRequestWritableTxnMarker>,
): void {
  const flexible = version >= 1;
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  w.bool(or(m.transactionResult, false));
  w.array(or(m.topics, []), flexible, writeWriteTxnMarkersRequestWritableTxnMarkerTopic, version);
  w.int32(or(m.coordinatorEpoch, 0));
  if (version >= 2) w.int8(or(m.transactionVersion, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersRequest(r: Reader, version: number): WriteTxnMarkersRequest {
  const flexible = version >= 1;
  const m: WriteTxnMarkersRequest = {
    markers: r.array(flexible, readWriteTxnMarkersRequestWritableTxnMarker, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersRequest(w: Writer, version: number, m: MessageInit<WriteTxnMarkersRequest>): void {
  const flexible = version >= 1;
  w.array(or(m.markers, []), flexible, writeWriteTxnMarkersRequestWritableTxnMarker, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersResponseWritableTxnMarkerPartitionResult(
  r: Reader,
  version: number,
): WriteTxnMarkersResponseWritableTxnMarkerPartitionResult {
  const flexible = version >= 1;
  const m: WriteTxnMarkersResponseWritableTxnMarkerPartitionResult = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersResponseWritableTxnMarkerPartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersResponseWritableTxnMarkerPartitionResult>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersResponseWritableTxnMarkerTopicResult(
  r: Reader,
  version: number,
): WriteTxnMarkersResponseWritableTxnMarkerTopicResult {
  const flexible = version >= 1;
  const m: WriteTxnMarkersResponseWritableTxnMarkerTopicResult = {
    name: r.string(flexible),
    partitions: r.array(flexible, readWriteTxnMarkersResponseWritableTxnMarkerPartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersResponseWritableTxnMarkerTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersResponseWritableTxnMarkerTopicResult>,
): void {
  const flexible = version >= 1;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeWriteTxnMarkersResponseWritableTxnMarkerPartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersResponseWritableTxnMarkerResult(
  r: Reader,
  version: number,
): WriteTxnMarkersResponseWritableTxnMarkerResult {
  const flexible = version >= 1;
  const m: WriteTxnMarkersResponseWritableTxnMarkerResult = {
    producerId: r.int64(),
    topics: r.array(flexible, readWriteTxnMarkersResponseWritableTxnMarkerTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersResponseWritableTxnMarkerResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteTxnMarkersResponseWritableTxnMarkerResult>,
): void {
  const flexible = version >= 1;
  w.int64(or(m.producerId, 0n));
  w.array(or(m.topics, []), flexible, writeWriteTxnMarkersResponseWritableTxnMarkerTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readWriteTxnMarkersResponse(r: Reader, version: number): WriteTxnMarkersResponse {
  const flexible = version >= 1;
  const m: WriteTxnMarkersResponse = {
    markers: r.array(flexible, readWriteTxnMarkersResponseWritableTxnMarkerResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteTxnMarkersResponse(w: Writer, version: number, m: MessageInit<WriteTxnMarkersResponse>): void {
  const flexible = version >= 1;
  w.array(or(m.markers, []), flexible, writeWriteTxnMarkersResponseWritableTxnMarkerResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
