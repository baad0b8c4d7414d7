// Generated from packages/wire/schema/021-delete-records.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 21. Deletes the records before an offset (KIP-107). Goes to the leader of every partition in it.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 */
export const DeleteRecords: Api<DeleteRecordsRequest, DeleteRecordsResponse> = /* @__PURE__ */ api(
  21,
  'DeleteRecords',
  /* @__PURE__ */ new Message('DeleteRecordsRequest', [0, 2], 2, readDeleteRecordsRequest, writeDeleteRecordsRequest),
  /* @__PURE__ */ new Message(
    'DeleteRecordsResponse',
    [0, 2],
    2,
    readDeleteRecordsResponse,
    writeDeleteRecordsResponse,
  ),
);

/** The request of {@link DeleteRecords}. */
export interface DeleteRecordsRequest {
  /** What to delete, by topic. */
  topics: DeleteRecordsRequestTopic[];
  /** How long to wait until all replicas have done it, in ms. */
  timeoutMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete, by topic. */
export interface DeleteRecordsRequestTopic {
  /** The name of the topic. */
  name: string;
  /** What to delete, by partition. */
  partitions: DeleteRecordsRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete, by partition. */
export interface DeleteRecordsRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The first offset to keep; -1 for the high watermark: all that can be read goes. */
  offset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteRecords}. */
export interface DeleteRecordsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: DeleteRecordsResponseTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface DeleteRecordsResponseTopicResult {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  partitions: DeleteRecordsResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface DeleteRecordsResponsePartitionResult {
  /** The number of the partition. */
  partitionIndex: number;
  /** The first offset that any of the live replicas still has; -1 on an error. */
  lowWatermark: bigint;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteRecordsRequestPartition(r: Reader, version: number): DeleteRecordsRequestPartition {
  const flexible = version >= 2;
  const m: DeleteRecordsRequestPartition = {
    partitionIndex: r.int32(),
    offset: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<DeleteRecordsRequestPartition>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.offset, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsRequestTopic(r: Reader, version: number): DeleteRecordsRequestTopic {
  const flexible = version >= 2;
  const m: DeleteRecordsRequestTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readDeleteRecordsRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsRequestTopic(w: Writer, version: number, m: MessageInit<DeleteRecordsRequestTopic>): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeDeleteRecordsRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsRequest(r: Reader, version: number): DeleteRecordsRequest {
  const flexible = version >= 2;
  const m: DeleteRecordsRequest = {
    topics: r.array(flexible, readDeleteRecordsRequestTopic, version),
    timeoutMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsRequest(w: Writer, version: number, m: MessageInit<DeleteRecordsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.topics, []), flexible, writeDeleteRecordsRequestTopic, version);
  w.int32(or(m.timeoutMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsResponsePartitionResult(r: Reader, version: number): DeleteRecordsResponsePartitionResult {
  const flexible = version >= 2;
  const m: DeleteRecordsResponsePartitionResult = {
    partitionIndex: r.int32(),
    lowWatermark: r.int64(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteRecordsResponsePartitionResult>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.lowWatermark, 0n));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsResponseTopicResult(r: Reader, version: number): DeleteRecordsResponseTopicResult {
  const flexible = version >= 2;
  const m: DeleteRecordsResponseTopicResult = {
    name: r.string(flexible),
    partitions: r.array(flexible, readDeleteRecordsResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsResponseTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteRecordsResponseTopicResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeDeleteRecordsResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteRecordsResponse(r: Reader, version: number): DeleteRecordsResponse {
  const flexible = version >= 2;
  const m: DeleteRecordsResponse = {
    throttleTimeMs: r.int32(),
    topics: r.array(flexible, readDeleteRecordsResponseTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteRecordsResponse(w: Writer, version: number, m: MessageInit<DeleteRecordsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeDeleteRecordsResponseTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
