// Generated from packages/wire/schema/023-offset-for-leader-epoch.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 23. Finds where a leader epoch ends, so that a follower or a consumer sees from where on its records are not
 * those of the leader. Goes to the leader of every partition in it.
 *
 * - v0: The first (KIP-101).
 * - v1: The response gains leaderEpoch (KIP-279).
 * - v2: currentLeaderEpoch fences old leaders (KIP-320); the response gains throttleTimeMs.
 * - v3: replicaId.
 * - v4: Flexible.
 */
export const OffsetForLeaderEpoch: Api<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> = /* @__PURE__ */ api(
  23,
  'OffsetForLeaderEpoch',
  /* @__PURE__ */ new Message(
    'OffsetForLeaderEpochRequest',
    [0, 4],
    4,
    readOffsetForLeaderEpochRequest,
    writeOffsetForLeaderEpochRequest,
  ),
  /* @__PURE__ */ new Message(
    'OffsetForLeaderEpochResponse',
    [0, 4],
    4,
    readOffsetForLeaderEpochResponse,
    writeOffsetForLeaderEpochResponse,
  ),
);

/** The request of {@link OffsetForLeaderEpoch}. */
export interface OffsetForLeaderEpochRequest {
  /**
   * The broker that copies the log; -1 for a consumer, -2 for one that may see beyond the high watermark. (since v3,
   * default -2)
   */
  replicaId: number;
  /** What to look up, by topic. */
  topics: OffsetForLeaderEpochRequestOffsetForLeaderTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to look up, by topic. */
export interface OffsetForLeaderEpochRequestOffsetForLeaderTopic {
  /** The name of the topic. */
  topic: string;
  /** What to look up, by partition. */
  partitions: OffsetForLeaderEpochRequestOffsetForLeaderPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to look up, by partition. */
export interface OffsetForLeaderEpochRequestOffsetForLeaderPartition {
  /** The number of the partition. */
  partition: number;
  /**
   * The leader epoch the client knows, so that an old leader can be told from a new one; -1 for no check. (since v2,
   * default -1)
   */
  currentLeaderEpoch: number;
  /** The leader epoch to find the end of. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link OffsetForLeaderEpoch}. */
export interface OffsetForLeaderEpochResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v2) */
  throttleTimeMs: number;
  /** What was found, by topic. */
  topics: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was found, by topic. */
export interface OffsetForLeaderEpochResponseOffsetForLeaderTopicResult {
  /** The name of the topic. */
  topic: string;
  /** What was found, by partition. */
  partitions: OffsetForLeaderEpochResponseEpochEndOffset[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was found, by partition. */
export interface OffsetForLeaderEpochResponseEpochEndOffset {
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The number of the partition. */
  partition: number;
  /**
   * The largest leader epoch that the leader has, not above the one asked about; -1 when it has none. (since v1,
   * default -1)
   */
  leaderEpoch: number;
  /** The offset after the last record of that epoch; -1 when unknown. (default -1) */
  endOffset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readOffsetForLeaderEpochRequestOffsetForLeaderPartition(
  r: Reader,
  version: number,
): OffsetForLeaderEpochRequestOffsetForLeaderPartition {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochRequestOffsetForLeaderPartition = {
    partition: r.int32(),
    currentLeaderEpoch: version >= 2 ? r.int32() : -1,
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochRequestOffsetForLeaderPartition(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochRequestOffsetForLeaderPartition>,
): void {
  const flexible = version >= 4;
  w.int32(or(m.partition, 0));
  if (version >= 2) w.int32(or(m.currentLeaderEpoch, -1));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochRequestOffsetForLeaderTopic(
  r: Reader,
  version: number,
): OffsetForLeaderEpochRequestOffsetForLeaderTopic {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochRequestOffsetForLeaderTopic = {
    topic: r.string(flexible),
    partitions: r.array(flexible, readOffsetForLeaderEpochRequestOffsetForLeaderPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochRequestOffsetForLeaderTopic(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochRequestOffsetForLeaderTopic>,
): void {
  const flexible = version >= 4;
  w.string(or(m.topic, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeOffsetForLeaderEpochRequestOffsetForLeaderPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochRequest(r: Reader, version: number): OffsetForLeaderEpochRequest {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochRequest = {
    replicaId: version >= 3 ? r.int32() : -2,
    topics: r.array(flexible, readOffsetForLeaderEpochRequestOffsetForLeaderTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochRequest(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochRequest>,
): void {
  const flexible = version >= 4;
  if (version >= 3) w.int32(or(m.replicaId, -2));
  w.array(or(m.topics, []), flexible, writeOffsetForLeaderEpochRequestOffsetForLeaderTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochResponseEpochEndOffset(
  r: Reader,
  version: number,
): OffsetForLeaderEpochResponseEpochEndOffset {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochResponseEpochEndOffset = {
    errorCode: r.int16(),
    partition: r.int32(),
    leaderEpoch: version >= 1 ? r.int32() : -1,
    endOffset: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochResponseEpochEndOffset(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochResponseEpochEndOffset>,
): void {
  const flexible = version >= 4;
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.partition, 0));
  if (version >= 1) w.int32(or(m.leaderEpoch, -1));
  w.int64(or(m.endOffset, -1n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochResponseOffsetForLeaderTopicResult(
  r: Reader,
  version: number,
): OffsetForLeaderEpochResponseOffsetForLeaderTopicResult {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochResponseOffsetForLeaderTopicResult = {
    topic: r.string(flexible),
    partitions: r.array(flexible, readOffsetForLeaderEpochResponseEpochEndOffset, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochResponseOffsetForLeaderTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochResponseOffsetForLeaderTopicResult>,
): void {
  const flexible = version >= 4;
  w.string(or(m.topic, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeOffsetForLeaderEpochResponseEpochEndOffset, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetForLeaderEpochResponse(r: Reader, version: number): OffsetForLeaderEpochResponse {
  const flexible = version >= 4;
  const m: OffsetForLeaderEpochResponse = {
    throttleTimeMs: version >= 2 ? r.int32() : 0,
    topics: r.array(flexible, readOffsetForLeaderEpochResponseOffsetForLeaderTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetForLeaderEpochResponse(
  w: Writer,
  version: number,
  m: MessageInit<OffsetForLeaderEpochResponse>,
): void {
  const flexible = version >= 4;
  if (version >= 2) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeOffsetForLeaderEpochResponseOffsetForLeaderTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
