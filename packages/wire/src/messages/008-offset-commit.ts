// Generated from packages/wire/schema/008-offset-commit.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 8. Stores the offsets up to which a group has consumed. Goes to the group coordinator.
 *
 * - v0: Offsets are kept in ZooKeeper.
 * - v1: Offsets are kept in Kafka; generation, member and a timestamp per partition.
 * - v2: retentionTimeMs takes the place of the timestamp.
 * - v3: The response gains throttleTimeMs.
 * - v4: The broker answers before it throttles (KIP-219).
 * - v5: Retention is the broker's business alone (KIP-211).
 * - v6: committedLeaderEpoch (KIP-320).
 * - v7: groupInstanceId (KIP-345).
 * - v8: Flexible.
 * - v9: For the new group protocol too: STALE_MEMBER_EPOCH may be answered (KIP-848).
 * - v10: Topics by id instead of by name (KIP-848).
 */
export const OffsetCommit: Api<OffsetCommitRequest, OffsetCommitResponse> = /* @__PURE__ */ api(
  8,
  'OffsetCommit',
  /* @__PURE__ */ new Message('OffsetCommitRequest', [0, 10], 8, readOffsetCommitRequest, writeOffsetCommitRequest),
  /* @__PURE__ */ new Message('OffsetCommitResponse', [0, 10], 8, readOffsetCommitResponse, writeOffsetCommitResponse),
);

/** The request of {@link OffsetCommit}. */
export interface OffsetCommitRequest {
  /** The id of the group. */
  groupId: string;
  /**
   * The generation (classic protocol) or member epoch (new protocol); -1 for a client that is no member. (since v1,
   * default -1)
   */
  generationIdOrMemberEpoch: number;
  /** The id of the member; empty for a client that is no member. (since v1) */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v7, default null) */
  groupInstanceId: string | null;
  /** How long to keep the offsets, in ms; -1 as the broker is set up. (v2 to v4, default -1) */
  retentionTimeMs: bigint;
  /** The offsets, by topic. */
  topics: OffsetCommitRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface OffsetCommitRequestTopic {
  /** The name of the topic. (until v9) */
  name: string;
  /** The id of the topic. (since v10) */
  topicId: string;
  /** The offsets, by partition. */
  partitions: OffsetCommitRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface OffsetCommitRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The offset of the next record to consume. */
  committedOffset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (since v6, default -1) */
  committedLeaderEpoch: number;
  /** When it was committed, in ms since 1970; -1 for now. (v1 only, default -1) */
  commitTimestamp: bigint;
  /** Any text to keep beside the offset. */
  committedMetadata: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link OffsetCommit}. */
export interface OffsetCommitResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v3) */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: OffsetCommitResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface OffsetCommitResponseTopic {
  /** The name of the topic. (until v9) */
  name: string;
  /** The id of the topic. (since v10) */
  topicId: string;
  /** The outcome, by partition. */
  partitions: OffsetCommitResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface OffsetCommitResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readOffsetCommitRequestPartition(r: Reader, version: number): OffsetCommitRequestPartition {
  const flexible = version >= 8;
  const m: OffsetCommitRequestPartition = {
    partitionIndex: r.int32(),
    committedOffset: r.int64(),
    committedLeaderEpoch: version >= 6 ? r.int32() : -1,
    commitTimestamp: version === 1 ? r.int64() : -1n,
    committedMetadata: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<OffsetCommitRequestPartition>,
): void {
  const flexible = version >= 8;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.committedOffset, 0n));
  if (version >= 6) w.int32(or(m.committedLeaderEpoch, -1));
  if (version === 1) w.int64(or(m.commitTimestamp, -1n));
  else if (set(m.commitTimestamp, -1n)) w.absent(version);
  w.nullableString(or(m.committedMetadata, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitRequestTopic(r: Reader, version: number): OffsetCommitRequestTopic {
  const flexible = version >= 8;
  const m: OffsetCommitRequestTopic = {
    name: version <= 9 ? r.string(flexible) : '',
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readOffsetCommitRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitRequestTopic(w: Writer, version: number, m: MessageInit<OffsetCommitRequestTopic>): void {
  const flexible = version >= 8;
  if (version <= 9) w.string(or(m.name, ''), flexible);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeOffsetCommitRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitRequest(r: Reader, version: number): OffsetCommitRequest {
  const flexible = version >= 8;
  const m: OffsetCommitRequest = {
    groupId: r.string(flexible),
    generationIdOrMemberEpoch: version >= 1 ? r.int32() : -1,
    memberId: version >= 1 ? r.string(flexible) : '',
    groupInstanceId: version >= 7 ? r.nullableString(flexible) : null,
    retentionTimeMs: version >= 2 && version <= 4 ? r.int64() : -1n,
    topics: r.array(flexible, readOffsetCommitRequestTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitRequest(w: Writer, version: number, m: MessageInit<OffsetCommitRequest>): void {
  const flexible = version >= 8;
  w.string(or(m.groupId, ''), flexible);
  if (version >= 1) w.int32(or(m.generationIdOrMemberEpoch, -1));
  if (version >= 1) w.string(or(m.memberId, ''), flexible);
  if (version >= 7) w.nullableString(or(m.groupInstanceId, null), flexible);
  else if (set(m.groupInstanceId, null)) w.absent(version);
  if (version >= 2 && version <= 4) w.int64(or(m.retentionTimeMs, -1n));
  w.array(or(m.topics, []), flexible, writeOffsetCommitRequestTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitResponsePartition(r: Reader, version: number): OffsetCommitResponsePartition {
  const flexible = version >= 8;
  const m: OffsetCommitResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<OffsetCommitResponsePartition>,
): void {
  const flexible = version >= 8;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitResponseTopic(r: Reader, version: number): OffsetCommitResponseTopic {
  const flexible = version >= 8;
  const m: OffsetCommitResponseTopic = {
    name: version <= 9 ? r.string(flexible) : '',
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readOffsetCommitResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitResponseTopic(w: Writer, version: number, m: MessageInit<OffsetCommitResponseTopic>): void {
  const flexible = version >= 8;
  if (version <= 9) w.string(or(m.name, ''), flexible);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeOffsetCommitResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readOffsetCommitResponse(r: Reader, version: number): OffsetCommitResponse {
  const flexible = version >= 8;
  const m: OffsetCommitResponse = {
    throttleTimeMs: version >= 3 ? r.int32() : 0,
    topics: r.array(flexible, readOffsetCommitResponseTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeOffsetCommitResponse(w: Writer, version: number, m: MessageInit<OffsetCommitResponse>): void {
  const flexible = version >= 8;
  if (version >= 3) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeOffsetCommitResponseTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
