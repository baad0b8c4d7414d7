// Generated from packages/wire/schema/035-describe-log-dirs.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 35. Tells which replicas are in which log directory of a broker, and how large they are (KIP-113). Goes to
 * the broker that has the directories.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: The response gains an error of its own.
 * - v4: totalBytes and usableBytes (KIP-827).
 * - v5: isCordoned (KIP-1066).
 */
export const DescribeLogDirs: Api<DescribeLogDirsRequest, DescribeLogDirsResponse> = /* @__PURE__ */ api(
  35,
  'DescribeLogDirs',
  /* @__PURE__ */ new Message(
    'DescribeLogDirsRequest',
    [0, 5],
    2,
    readDescribeLogDirsRequest,
    writeDescribeLogDirsRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeLogDirsResponse',
    [0, 5],
    2,
    readDescribeLogDirsResponse,
    writeDescribeLogDirsResponse,
  ),
);

/** The request of {@link DescribeLogDirs}. */
export interface DescribeLogDirsRequest {
  /** The replicas to tell about; null for all. */
  topics: DescribeLogDirsRequestDescribableLogDirTopic[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The replicas to tell about; null for all. */
export interface DescribeLogDirsRequestDescribableLogDirTopic {
  /** The name of the topic. */
  topic: string;
  /** The partitions to tell about. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeLogDirs}. */
export interface DescribeLogDirsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all could be told. (since v3) */
  errorCode: number;
  /** The directories. */
  results: DescribeLogDirsResponseResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The directories. */
export interface DescribeLogDirsResponseResult {
  /** 0, or what is wrong with the directory: KAFKA_STORAGE_ERROR when it is offline. */
  errorCode: number;
  /** The directory, as an absolute path. */
  logDir: string;
  /** What is in it, by topic. */
  topics: DescribeLogDirsResponseTopic[];
  /** The size of the volume that the directory is on, in bytes; -1 when not told. (since v4, default -1) */
  totalBytes: bigint;
  /** How much of that is free, in bytes; -1 when not told. (since v4, default -1) */
  usableBytes: bigint;
  /** Whether the directory takes no new replicas. (since v5) */
  isCordoned: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is in it, by topic. */
export interface DescribeLogDirsResponseTopic {
  /** The name of the topic. */
  name: string;
  /** What is in it, by partition. */
  partitions: DescribeLogDirsResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is in it, by partition. */
export interface DescribeLogDirsResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The size of the log, in bytes. */
  partitionSize: bigint;
  /** By how many offsets the log is behind the high watermark or, when isFutureKey, behind the log it shall replace. */
  offsetLag: bigint;
  /** Whether the log is a copy that is being made for AlterReplicaLogDirs, to replace the present one. */
  isFutureKey: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeLogDirsRequestDescribableLogDirTopic(
  r: Reader,
  version: number,
): DescribeLogDirsRequestDescribableLogDirTopic {
  const flexible = version >= 2;
  const m: DescribeLogDirsRequestDescribableLogDirTopic = {
    topic: r.string(flexible),
    partitions: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsRequestDescribableLogDirTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeLogDirsRequestDescribableLogDirTopic>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topic, ''), flexible);
  w.int32Array(or(m.partitions, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsRequest(r: Reader, version: number): DescribeLogDirsRequest {
  const flexible = version >= 2;
  const m: DescribeLogDirsRequest = {
    topics: r.nullableArray(flexible, readDescribeLogDirsRequestDescribableLogDirTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsRequest(w: Writer, version: number, m: MessageInit<DescribeLogDirsRequest>): void {
  const flexible = version >= 2;
  w.nullableArray(or(m.topics, []), flexible, writeDescribeLogDirsRequestDescribableLogDirTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsResponsePartition(r: Reader, version: number): DescribeLogDirsResponsePartition {
  const flexible = version >= 2;
  const m: DescribeLogDirsResponsePartition = {
    partitionIndex: r.int32(),
    partitionSize: r.int64(),
    offsetLag: r.int64(),
    isFutureKey: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<DescribeLogDirsResponsePartition>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.partitionSize, 0n));
  w.int64(or(m.offsetLag, 0n));
  w.bool(or(m.isFutureKey, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsResponseTopic(r: Reader, version: number): DescribeLogDirsResponseTopic {
  const flexible = version >= 2;
  const m: DescribeLogDirsResponseTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readDescribeLogDirsResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeLogDirsResponseTopic>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeDescribeLogDirsResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsResponseResult(r: Reader, version: number): DescribeLogDirsResponseResult {
  const flexible = version >= 2;
  const m: DescribeLogDirsResponseResult = {
    errorCode: r.int16(),
    logDir: r.string(flexible),
    topics: r.array(flexible, readDescribeLogDirsResponseTopic, version),
    totalBytes: version >= 4 ? r.int64() : -1n,
    usableBytes: version >= 4 ? r.int64() : -1n,
    isCordoned: version >= 5 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsResponseResult(
  w: Writer,
  version: number,
  m: MessageInit<DescribeLogDirsResponseResult>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.string(or(m.logDir, ''), flexible);
  w.array(or(m.topics, []), flexible, writeDescribeLogDirsResponseTopic, version);
  if (version >= 4) w.int64(or(m.totalBytes, -1n));
  if (version >= 4) w.int64(or(m.usableBytes, -1n));
  if (version >= 5) w.bool(or(m.isCordoned, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsResponse(r: Reader, version: number): DescribeLogDirsResponse {
  const flexible = version >= 2;
  const m: DescribeLogDirsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: version >= 3 ? r.int16() : 0,
    results: r.array(flexible, readDescribeLogDirsResponseResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsResponse(w: Writer, version: number, m: MessageInit<DescribeLogDirsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  if (version >= 3) w.int16(or(m.errorCode, 0));
  w.array(or(m.results, []), flexible, writeDescribeLogDirsResponseResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
