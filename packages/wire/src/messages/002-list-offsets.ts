// Generated from packages/wire/schema/002-list-offsets.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 2. Finds offsets by time: the earliest, the latest, or the first at or after a timestamp. Goes to the leader
 * of every partition in it.
 *
 * - v0: Answers a list of segment offsets.
 * - v1: Answers one offset with its timestamp.
 * - v2: isolationLevel: the latest offset may be the last stable one; throttleTimeMs.
 * - v3: The broker answers before it throttles (KIP-219).
 * - v4: Leader epochs on both sides (KIP-320).
 * - v5: OFFSET_NOT_AVAILABLE may be answered.
 * - v6: Flexible.
 * - v7: Timestamp -3: the record with the largest timestamp (KIP-734).
 * - v8: Timestamp -4: the earliest offset on the local disk (KIP-405).
 * - v9: Timestamp -5: the latest offset in tiered storage (KIP-1005).
 * - v10: timeoutMs, for looking into tiered storage (KIP-1075).
 * - v11: Timestamp -6: the earliest offset not yet uploaded to tiered storage (KIP-1023).
 */
export const ListOffsets: Api<ListOffsetsRequest, ListOffsetsResponse> = /* @__PURE__ */ api(
  2,
  'ListOffsets',
  /* @__PURE__ */ new Message('ListOffsetsRequest', [0, 11], 6, readListOffsetsRequest, writeListOffsetsRequest),
  /* @__PURE__ */ new Message('ListOffsetsResponse', [0, 11], 6, readListOffsetsResponse, writeListOffsetsResponse),
);

/** The request of {@link ListOffsets}. */
export interface ListOffsetsRequest {
  /** The broker that asks; -1 for a client. */
  replicaId: number;
  /**
   * 0 (read_uncommitted): all records. 1 (read_committed): only up to the last stable offset, with a list of what
   * was aborted. (since v2)
   */
  isolationLevel: number;
  /** What to look for, by topic. */
  topics: ListOffsetsRequestTopic[];
  /** How long the broker may look into tiered storage, in ms. (since v10) */
  timeoutMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to look for, by topic. */
export interface ListOffsetsRequestTopic {
  /** The name of the topic. */
  name: string;
  /** What to look for, by partition. */
  partitions: ListOffsetsRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to look for, by partition. */
export interface ListOffsetsRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /**
   * The leader epoch the client knows, so that an old leader can be told from a new one; -1 for no check. (since v4,
   * default -1)
   */
  currentLeaderEpoch: number;
  /**
   * The first record at or after this time, in ms since 1970; -1 the end, -2 the start, -3 the largest timestamp, -4
   * to -6 see the versions.
   */
  timestamp: bigint;
  /** How many offsets to answer. (v0 only, default 1) */
  maxNumOffsets: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListOffsets}. */
export interface ListOffsetsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v2) */
  throttleTimeMs: number;
  /** What was found, by topic. */
  topics: ListOffsetsResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was found, by topic. */
export interface ListOffsetsResponseTopic {
  /** The name of the topic. */
  name: string;
  /** What was found, by partition. */
  partitions: ListOffsetsResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was found, by partition. */
export interface ListOffsetsResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Offsets of segments, newest first. (v0 only) */
  oldStyleOffsets: bigint[];
  /** The timestamp of the record found, in ms since 1970; -1 for none. (since v1, default -1) */
  timestamp: bigint;
  /** The offset found; -1 for none. (since v1, default -1) */
  offset: bigint;
  /** The leader epoch of the record found; -1 when unknown. (since v4, default -1) */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListOffsetsRequestPartition(r: Reader, version: number): ListOffsetsRequestPartition {
  const flexible = version >= 6;
  const m: ListOffsetsRequestPartition = {
    partitionIndex: r.int32(),
    currentLeaderEpoch: version >= 4 ? r.int32() : -1,
    timestamp: r.int64(),
    maxNumOffsets: version <= 0 ? r.int32() : 1,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<ListOffsetsRequestPartition>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.partitionIndex, 0));
  if (version >= 4) w.int32(or(m.currentLeaderEpoch, -1));
  w.int64(or(m.timestamp, 0n));
  if (version <= 0) w.int32(or(m.maxNumOffsets, 1));
  else if (set(m.maxNumOffsets, 1)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsRequestTopic(r: Reader, version: number): ListOffsetsRequestTopic {
  const flexible = version >= 6;
  const m: ListOffsetsRequestTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readListOffsetsRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsRequestTopic(w: Writer, version: number, m: MessageInit<ListOffsetsRequestTopic>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeListOffsetsRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsRequest(r: Reader, version: number): ListOffsetsRequest {
  const flexible = version >= 6;
  const m: ListOffsetsRequest = {
    replicaId: r.int32(),
    isolationLevel: version >= 2 ? r.int8() : 0,
    topics: r.array(flexible, readListOffsetsRequestTopic, version),
    timeoutMs: version >= 10 ? r.int32() : 0,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsRequest(w: Writer, version: number, m: MessageInit<ListOffsetsRequest>): void {
  const flexible = version >= 6;
  w.int32(or(m.replicaId, 0));
  if (version >= 2) w.int8(or(m.isolationLevel, 0));
  else if (set(m.isolationLevel, 0)) w.absent(version);
  w.array(or(m.topics, []), flexible, writeListOffsetsRequestTopic, version);
  if (version >= 10) w.int32(or(m.timeoutMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsResponsePartition(r: Reader, version: number): ListOffsetsResponsePartition {
  const flexible = version >= 6;
  const m: ListOffsetsResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    oldStyleOffsets: version <= 0 ? r.int64Array() : [],
    timestamp: version >= 1 ? r.int64() : -1n,
    offset: version >= 1 ? r.int64() : -1n,
    leaderEpoch: version >= 4 ? r.int32() : -1,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<ListOffsetsResponsePartition>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  if (version <= 0) w.int64Array(or(m.oldStyleOffsets, []));
  else if (set(m.oldStyleOffsets, [])) w.absent(version);
  if (version >= 1) w.int64(or(m.timestamp, -1n));
  else if (set(m.timestamp, -1n)) w.absent(version);
  if (version >= 1) w.int64(or(m.offset, -1n));
  else if (set(m.offset, -1n)) w.absent(version);
  if (version >= 4) w.int32(or(m.leaderEpoch, -1));
  else if (set(m.leaderEpoch, -1)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsResponseTopic(r: Reader, version: number): ListOffsetsResponseTopic {
  const flexible = version >= 6;
  const m: ListOffsetsResponseTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readListOffsetsResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsResponseTopic(w: Writer, version: number, m: MessageInit<ListOffsetsResponseTopic>): void {
  const flexible = version >= 6;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeListOffsetsResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readListOffsetsResponse(r: Reader, version: number): ListOffsetsResponse {
  const flexible = version >= 6;
  const m: ListOffsetsResponse = {
    throttleTimeMs: version >= 2 ? r.int32() : 0,
    topics: r.array(flexible, readListOffsetsResponseTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListOffsetsResponse(w: Writer, version: number, m: MessageInit<ListOffsetsResponse>): void {
  const flexible = version >= 6;
  if (version >= 2) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeListOffsetsResponseTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
