// Generated from packages/wire/schema/073-assign-replicas-to-dirs.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 73. A broker tells which of its log directories its replicas are in. Goes to the active controller, from a
 * broker.
 *
 * - v0: The first and only one so far (KIP-858).
 */
export const AssignReplicasToDirs: Api<AssignReplicasToDirsRequest, AssignReplicasToDirsResponse> = /* @__PURE__ */ api(
  73,
  'AssignReplicasToDirs',
  /* @__PURE__ */ new Message(
    'AssignReplicasToDirsRequest',
    [0, 0],
    0,
    readAssignReplicasToDirsRequest,
    writeAssignReplicasToDirsRequest,
  ),
  /* @__PURE__ */ new Message(
    'AssignReplicasToDirsResponse',
    [0, 0],
    0,
    readAssignReplicasToDirsResponse,
    writeAssignReplicasToDirsResponse,
  ),
);

/** The request of {@link AssignReplicasToDirs}. */
export interface AssignReplicasToDirsRequest {
  /** The broker that tells. */
  brokerId: number;
  /** The epoch that the broker got when it registered. (default -1) */
  brokerEpoch: bigint;
  /** What is where, by directory. */
  directories: AssignReplicasToDirsRequestDirectoryData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is where, by directory. */
export interface AssignReplicasToDirsRequestDirectoryData {
  /** The id of the directory. */
  id: string;
  /** What is in it, by topic. */
  topics: AssignReplicasToDirsRequestTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is in it, by topic. */
export interface AssignReplicasToDirsRequestTopicData {
  /** The id of the topic. */
  topicId: string;
  /** What is in it, by partition. */
  partitions: AssignReplicasToDirsRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is in it, by partition. */
export interface AssignReplicasToDirsRequestPartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AssignReplicasToDirs}. */
export interface AssignReplicasToDirsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was taken in. */
  errorCode: number;
  /** The outcome, by directory. */
  directories: AssignReplicasToDirsResponseDirectoryData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by directory. */
export interface AssignReplicasToDirsResponseDirectoryData {
  /** The id of the directory. */
  id: string;
  /** The outcome, by topic. */
  topics: AssignReplicasToDirsResponseTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AssignReplicasToDirsResponseTopicData {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: AssignReplicasToDirsResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AssignReplicasToDirsResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAssignReplicasToDirsRequestPartitionData(
  r: Reader,
  _version: number,
): AssignReplicasToDirsRequestPartitionData {
  const m: AssignReplicasToDirsRequestPartitionData = {
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsRequestPartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsRequestTopicData(r: Reader, version: number): AssignReplicasToDirsRequestTopicData {
  const m: AssignReplicasToDirsRequestTopicData = {
    topicId: r.uuid(),
    partitions: r.array(true, readAssignReplicasToDirsRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsRequestTopicData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsRequestTopicData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAssignReplicasToDirsRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsRequestDirectoryData(
  r: Reader,
  version: number,
): AssignReplicasToDirsRequestDirectoryData {
  const m: AssignReplicasToDirsRequestDirectoryData = {
    id: r.uuid(),
    topics: r.array(true, readAssignReplicasToDirsRequestTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsRequestDirectoryData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsRequestDirectoryData>,
): void {
  w.uuid(or(m.id, ZERO_UUID));
  w.array(or(m.topics, []), true, writeAssignReplicasToDirsRequestTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsRequest(r: Reader, version: number): AssignReplicasToDirsRequest {
  const m: AssignReplicasToDirsRequest = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
    directories: r.array(true, readAssignReplicasToDirsRequestDirectoryData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsRequest(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsRequest>,
): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.array(or(m.directories, []), true, writeAssignReplicasToDirsRequestDirectoryData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsResponsePartitionData(
  r: Reader,
  _version: number,
): AssignReplicasToDirsResponsePartitionData {
  const m: AssignReplicasToDirsResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsResponsePartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsResponseTopicData(r: Reader, version: number): AssignReplicasToDirsResponseTopicData {
  const m: AssignReplicasToDirsResponseTopicData = {
    topicId: r.uuid(),
    partitions: r.array(true, readAssignReplicasToDirsResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsResponseTopicData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAssignReplicasToDirsResponsePartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsResponseDirectoryData(
  r: Reader,
  version: number,
): AssignReplicasToDirsResponseDirectoryData {
  const m: AssignReplicasToDirsResponseDirectoryData = {
    id: r.uuid(),
    topics: r.array(true, readAssignReplicasToDirsResponseTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsResponseDirectoryData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsResponseDirectoryData>,
): void {
  w.uuid(or(m.id, ZERO_UUID));
  w.array(or(m.topics, []), true, writeAssignReplicasToDirsResponseTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsResponse(r: Reader, version: number): AssignReplicasToDirsResponse {
  const m: AssignReplicasToDirsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    directories: r.array(true, readAssignReplicasToDirsResponseDirectoryData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.directories, []), true, writeAssignReplicasToDirsResponseDirectoryData, version);
  w.unknownTags(m.unknownTags, true, version);
}
