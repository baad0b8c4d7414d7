// Generated from packages/wire/schema/034-alter-replica-log-dirs.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 34. Moves replicas from one log directory of a broker to another (KIP-113). The answer does not wait for the
 * data. Goes to the broker that has the replicas.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 */
export const AlterReplicaLogDirs: Api<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse> = /* @__PURE__ */ api(
  34,
  'AlterReplicaLogDirs',
  /* @__PURE__ */ new Message(
    'AlterReplicaLogDirsRequest',
    [0, 2],
    2,
    readAlterReplicaLogDirsRequest,
    writeAlterReplicaLogDirsRequest,
  ),
  /* @__PURE__ */ new Message(
    'AlterReplicaLogDirsResponse',
    [0, 2],
    2,
    readAlterReplicaLogDirsResponse,
    writeAlterReplicaLogDirsResponse,
  ),
);

/** The request of {@link AlterReplicaLogDirs}. */
export interface AlterReplicaLogDirsRequest {
  /** What to move, by directory. */
  dirs: AlterReplicaLogDirsRequestAlterReplicaLogDir[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to move, by directory. */
export interface AlterReplicaLogDirsRequestAlterReplicaLogDir {
  /** The directory to move to, as an absolute path. */
  path: string;
  /** What to move there, by topic. */
  topics: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to move there, by topic. */
export interface AlterReplicaLogDirsRequestAlterReplicaLogDirTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to move. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterReplicaLogDirs}. */
export interface AlterReplicaLogDirsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  results: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult {
  /** The name of the topic. */
  topicName: string;
  /** The outcome, by partition. */
  partitions: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterReplicaLogDirsRequestAlterReplicaLogDirTopic(
  r: Reader,
  version: number,
): AlterReplicaLogDirsRequestAlterReplicaLogDirTopic {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic = {
    name: r.string(flexible),
    partitions: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsRequestAlterReplicaLogDirTopic(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsRequestAlterReplicaLogDirTopic>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitions, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsRequestAlterReplicaLogDir(
  r: Reader,
  version: number,
): AlterReplicaLogDirsRequestAlterReplicaLogDir {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsRequestAlterReplicaLogDir = {
    path: r.string(flexible),
    topics: r.array(flexible, readAlterReplicaLogDirsRequestAlterReplicaLogDirTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsRequestAlterReplicaLogDir(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsRequestAlterReplicaLogDir>,
): void {
  const flexible = version >= 2;
  w.string(or(m.path, ''), flexible);
  w.array(or(m.topics, []), flexible, writeAlterReplicaLogDirsRequestAlterReplicaLogDirTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsRequest(r: Reader, version: number): AlterReplicaLogDirsRequest {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsRequest = {
    dirs: r.array(flexible, readAlterReplicaLogDirsRequestAlterReplicaLogDir, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsRequest(w: Writer, version: number, m: MessageInit<AlterReplicaLogDirsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.dirs, []), flexible, writeAlterReplicaLogDirsRequestAlterReplicaLogDir, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult(
  r: Reader,
  version: number,
): AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult(
  r: Reader,
  version: number,
): AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult = {
    topicName: r.string(flexible),
    partitions: r.array(flexible, readAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topicName, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsResponse(r: Reader, version: number): AlterReplicaLogDirsResponse {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(flexible, readAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsResponse>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), flexible, writeAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
