// Generated from packages/wire/schema/009-offset-fetch.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 9. Reads the offsets a group has committed. Goes to the group coordinator.
 *
 * - v0: Offsets are kept in ZooKeeper.
 * - v1: Offsets are kept in Kafka.
 * - v2: A null list of topics asks for all; the response gains an error of its own.
 * - v3: The response gains throttleTimeMs.
 * - v4: The broker answers before it throttles (KIP-219).
 * - v5: committedLeaderEpoch (KIP-320).
 * - v6: Flexible.
 * - v7: requireStable: wait for open transactions (KIP-447).
 * - v8: Several groups in one request (KIP-709).
 * - v9: For the new group protocol too: memberId and memberEpoch (KIP-848).
 * - v10: Topics by id instead of by name (KIP-848).
 */
export const OffsetFetch: Api<OffsetFetchRequest, OffsetFetchResponse> = /* @__PURE__ */ api(
  9,
  'OffsetFetch',
  /* @__PURE__ */ new Message('OffsetFetchRequest', [0, 10], 6, readOffsetFetchRequest, writeOffsetFetchRequest),
  /* @__PURE__ */ new Message('OffsetFetchResponse', [0, 10], 6, readOffsetFetchResponse, writeOffsetFetchResponse),
);

/** The request of {@link OffsetFetch}. */
export interface OffsetFetchRequest {
  /** The id of the group. (until v7) */
  groupId: string;
  /** The topics to answer for; null for all. (until v7, null since v2) */
  topics: OffsetFetchRequestTopic[] | null;
  /** The groups to answer for. (since v8) */
  groups: OffsetFetchRequestGroup[];
  /** Whether to answer UNSTABLE_OFFSET_COMMIT while a transaction may still change the offset. (since v7) */
  requireStable: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to answer for; null for all. */
export interface OffsetFetchRequestTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to answer for. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups to answer for. */
export interface OffsetFetchRequestGroup {
  /** The id of the group. */
  groupId: string;
  /** The id of the member, in the new protocol; null for others. (since v9, default null) */
  memberId: string | null;
  /** The epoch of the member, in the new protocol; -1 for others. (since v9, default -1) */
  memberEpoch: number;
  /** The topics to answer for; null for all. */
  topics: OffsetFetchRequestTopics[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to answer for; null for all. */
export interface OffsetFetchRequestTopics {
  /** The name of the topic. (until v9) */
  name: string;
  /** The id of the topic. (since v10) */
  topicId: string;
  /** The partitions to answer for. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link OffsetFetch}. */
export interface OffsetFetchResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v3) */
  throttleTimeMs: number;
  /** The offsets, by topic. (until v7) */
  topics: OffsetFetchResponseTopic[];
  /** 0, or what went wrong with the group. (v2 to v7) */
  errorCode: number;
  /** The offsets, by group. (since v8) */
  groups: OffsetFetchResponseGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface OffsetFetchResponseTopic {
  /** The name of the topic. */
  name: string;
  /** The offsets, by partition. */
  partitions: OffsetFetchResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface OffsetFetchResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The offset of the next record to consume; -1 when none is stored. */
  committedOffset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (since v5, default -1) */
  committedLeaderEpoch: number;
  /** The text kept beside the offset. */
  metadata: string | null;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by group. */
export interface OffsetFetchResponseGroup {
  /** The id of the group. */
  groupId: string;
  /** The offsets, by topic. */
  topics: OffsetFetchResponseTopics[];
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface OffsetFetchResponseTopics {
  /** The name of the topic. (until v9) */
  name: string;
  /** The id of the topic. (since v10) */
  topicId: string;
  /** The offsets, by partition. */
  partitions: OffsetFetchResponsePartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface OffsetFetchResponsePartitions {
  /** The number of the partition. */
  partitionIndex: number;
  /** The offset of the next record to consume; -1 when none is stored. */
  committedOffset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (default -1) */
  committedLeaderEpoch: number;
  /** The text kept beside the offset. */
  metadata: string | null;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readOffsetFetchRequestTopic(r: Reader, version: number): OffsetFetchRequestTopic {
  const flexible = version >= 6;
  const m: OffsetFetchRequestTopic = {
    name: r.string(flexible),
    partitionIndexes: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchRequestTopic(w: Writer, version: number, m: MessageInit<OffsetFetchRequestTopic>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitionIndexes, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetFetchRequestTopics(r: Reader, version: number): OffsetFetchRequestTopics {
  const m: OffsetFetchRequestTopics = {
    name: version <= 9 ? r.string(true) : '',
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    partitionIndexes: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchRequestTopics(w: Writer, version: number, m: MessageInit<OffsetFetchRequestTopics>): void {
  if (version <= 9) w.string(or(m.name, ''), true);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitionIndexes, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchRequestGroup(r: Reader, version: number): OffsetFetchRequestGroup {
  const m: OffsetFetchRequestGroup = {
    groupId: r.string(true),
    memberId: version >= 9 ? r.nullableString(true) : null,
    memberEpoch: version >= 9 ? r.int32() : -1,
    topics: r.nullableArray(true, readOffsetFetchRequestTopics, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchRequestGroup(w: Writer, version: number, m: MessageInit<OffsetFetchRequestGroup>): void {
  w.string(or(m.groupId, ''), true);
  if (version >= 9) w.nullableString(or(m.memberId, null), true);
  if (version >= 9) w.int32(or(m.memberEpoch, -1));
  w.nullableArray(or(m.topics, []), true, writeOffsetFetchRequestTopics, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchRequest(r: Reader, version: number): OffsetFetchRequest {
  const flexible = version >= 6;
  const m: OffsetFetchRequest = {
    groupId: version <= 7 ? r.string(flexible) : '',
    topics: version <= 7 ? r.nullableArray(flexible, readOffsetFetchRequestTopic, version, version >= 2) : [],
    groups: version >= 8 ? r.array(true, readOffsetFetchRequestGroup, version) : [],
    requireStable: version >= 7 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchRequest(w: Writer, version: number, m: MessageInit<OffsetFetchRequest>): void {
  const flexible = version >= 6;
  if (version <= 7) w.string(or(m.groupId, ''), flexible);
  else if (set(m.groupId, '')) w.absent(version);
  if (version <= 7) w.nullableArray(or(m.topics, []), flexible, writeOffsetFetchRequestTopic, version, version >= 2);
  else if (set(m.topics, [])) w.absent(version);
  if (version >= 8) w.array(or(m.groups, []), true, writeOffsetFetchRequestGroup, version);
  else if (set(m.groups, [])) w.absent(version);
  if (version >= 7) w.bool(or(m.requireStable, false));
  else if (set(m.requireStable, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetFetchResponsePartition(r: Reader, version: number): OffsetFetchResponsePartition {
  const flexible = version >= 6;
  const m: OffsetFetchResponsePartition = {
    partitionIndex: r.int32(),
    committedOffset: r.int64(),
    committedLeaderEpoch: version >= 5 ? r.int32() : -1,
    metadata: r.nullableString(flexible),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<OffsetFetchResponsePartition>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.committedOffset, 0n));
  if (version >= 5) w.int32(or(m.committedLeaderEpoch, -1));
  w.nullableString(or(m.metadata, ''), flexible);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetFetchResponseTopic(r: Reader, version: number): OffsetFetchResponseTopic {
  const flexible = version >= 6;
  const m: OffsetFetchResponseTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readOffsetFetchResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponseTopic(w: Writer, version: number, m: MessageInit<OffsetFetchResponseTopic>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeOffsetFetchResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetFetchResponsePartitions(r: Reader, _version: number): OffsetFetchResponsePartitions {
  const m: OffsetFetchResponsePartitions = {
    partitionIndex: r.int32(),
    committedOffset: r.int64(),
    committedLeaderEpoch: r.int32(),
    metadata: r.nullableString(true),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponsePartitions(
  w: Writer,
  version: number,
  m: MessageInit<OffsetFetchResponsePartitions>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.committedOffset, 0n));
  w.int32(or(m.committedLeaderEpoch, -1));
  w.nullableString(or(m.metadata, ''), true);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchResponseTopics(r: Reader, version: number): OffsetFetchResponseTopics {
  const m: OffsetFetchResponseTopics = {
    name: version <= 9 ? r.string(true) : '',
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    partitions: r.array(true, readOffsetFetchResponsePartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponseTopics(w: Writer, version: number, m: MessageInit<OffsetFetchResponseTopics>): void {
  if (version <= 9) w.string(or(m.name, ''), true);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeOffsetFetchResponsePartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchResponseGroup(r: Reader, version: number): OffsetFetchResponseGroup {
  const m: OffsetFetchResponseGroup = {
    groupId: r.string(true),
    topics: r.array(true, readOffsetFetchResponseTopics, version),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponseGroup(w: Writer, version: number, m: MessageInit<OffsetFetchResponseGroup>): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeOffsetFetchResponseTopics, version);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readOffsetFetchResponse(r: Reader, version: number): OffsetFetchResponse {
  const flexible = version >= 6;
  const m: OffsetFetchResponse = {
    throttleTimeMs: version >= 3 ? r.int32() : 0,
    topics: version <= 7 ? r.array(flexible, readOffsetFetchResponseTopic, version) : [],
    errorCode: version >= 2 && version <= 7 ? r.int16() : 0,
    groups: version >= 8 ? r.array(true, readOffsetFetchResponseGroup, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetFetchResponse(w: Writer, version: number, m: MessageInit<OffsetFetchResponse>): void {
  const flexible = version >= 6;
  if (version >= 3) w.int32(or(m.throttleTimeMs, 0));
  if (version <= 7) w.array(or(m.topics, []), flexible, writeOffsetFetchResponseTopic, version);
  else if (set(m.topics, [])) w.absent(version);
  if (version >= 2 && version <= 7) w.int16(or(m.errorCode, 0));
  if (version >= 8) w.array(or(m.groups, []), true, writeOffsetFetchResponseGroup, version);
  else if (set(m.groups, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}
