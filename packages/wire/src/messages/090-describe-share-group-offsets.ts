// Generated from packages/wire/schema/090-describe-share-group-offsets.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 90. Tells from which offset on share groups still have records to deliver. Goes to the group coordinator.
 *
 * - v0: The first (KIP-932).
 * - v1: lag (KIP-1226).
 */
export const DescribeShareGroupOffsets: Api<DescribeShareGroupOffsetsRequest, DescribeShareGroupOffsetsResponse> =
  /* @__PURE__ */ api(
    90,
    'DescribeShareGroupOffsets',
    /* @__PURE__ */ new Message(
      'DescribeShareGroupOffsetsRequest',
      [0, 1],
      0,
      readDescribeShareGroupOffsetsRequest,
      writeDescribeShareGroupOffsetsRequest,
    ),
    /* @__PURE__ */ new Message(
      'DescribeShareGroupOffsetsResponse',
      [0, 1],
      0,
      readDescribeShareGroupOffsetsResponse,
      writeDescribeShareGroupOffsetsResponse,
    ),
  );

/** The request of {@link DescribeShareGroupOffsets}. */
export interface DescribeShareGroupOffsetsRequest {
  /** The groups to tell about. */
  groups: DescribeShareGroupOffsetsRequestGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups to tell about. */
export interface DescribeShareGroupOffsetsRequestGroup {
  /** The id of the group. */
  groupId: string;
  /** The topics to tell about; null for all. */
  topics: DescribeShareGroupOffsetsRequestTopic[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to tell about; null for all. */
export interface DescribeShareGroupOffsetsRequestTopic {
  /** The name of the topic. */
  topicName: string;
  /** The partitions to tell about. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeShareGroupOffsets}. */
export interface DescribeShareGroupOffsetsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The offsets, by group. */
  groups: DescribeShareGroupOffsetsResponseGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by group. */
export interface DescribeShareGroupOffsetsResponseGroup {
  /** The id of the group. */
  groupId: string;
  /** The offsets, by topic. */
  topics: DescribeShareGroupOffsetsResponseTopic[];
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface DescribeShareGroupOffsetsResponseTopic {
  /** The name of the topic. */
  topicName: string;
  /** The id of the topic; zero when nobody knows the topic. */
  topicId: string;
  /** The offsets, by partition. */
  partitions: DescribeShareGroupOffsetsResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface DescribeShareGroupOffsetsResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** Before this offset, all records are done with; -1 when there is none. */
  startOffset: bigint;
  /** The epoch of the partition's leader. */
  leaderEpoch: number;
  /** How many records are left that the group is not done with; -1 when unknown. (since v1, default -1) */
  lag: bigint;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeShareGroupOffsetsRequestTopic(r: Reader, _version: number): DescribeShareGroupOffsetsRequestTopic {
  const m: DescribeShareGroupOffsetsRequestTopic = {
    topicName: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeShareGroupOffsetsRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeShareGroupOffsetsRequestTopic>,
): void {
  w.string(or(m.topicName, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeShareGroupOffsetsRequestGroup(r: Reader, version: number): DescribeShareGroupOffsetsRequestGroup {
  const m: DescribeShareGroupOffsetsRequestGroup = {
    groupId: r.string(true),
    topics: r.nullableArray(true, readDescribeShareGroupOffsetsRequestTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeShareGroupOffsetsRequestGroup(
  w: Writer,
  version: number,
  m: MessageInit<DescribeShareGroupOffsetsRequestGroup>,
): void {
  w.string(or(m.groupId, ''), true);
  w.nullableArray(or(m.topics, []), true, writeDescribeShareGroupOffsetsRequestTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeShareGroupOffsetsRequest(r: Reader, version: number): DescribeShareGroupOffsetsRequest {
  const m: DescribeShareGroupOffsetsRequest = {
    groups: r.array(true, readDescribeShareGroupOffsetsRequestGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeShareGroupOffsetsRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeShareGroupOffsetsRequest>,
): void {
  w.array(or(m.groups, []), true, writeDescribeShareGroupOffsetsRequestGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeShareGroupOffsetsResponsePartition(
  r: Reader,
  version: number,
): DescribeShareGroupOffsetsResponsePartition {
  const m: DescribeShareGroupOffsetsResponsePartition = {
    partitionIndex: r.int32(),
    startOffset: r.int64(),
    leaderEpoch: r.int32(),
    lag: version >= 1 ? r.int64() : -1n,
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeShareGroupOffsetsResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<DescribeShareGroupOffsetsResponsePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.startOffset, 0n));
  w.int32(or(m.leaderEpoch, 0));
  if (version >= 1) w.int64(or(m.lag, -1n));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeShareGroupOffsetsResponseTopic(
  r: Reader,
  version: number,
): DescribeShareGroupOffsetsResponseTopic {
  const m: DescribeShareGroupOffsetsResponseTopic = {
    topicName: r.string(true),
    topicId: r.uuid(),
    partitions: r.array(true, readDescribeShareGroupOffsetsResponsePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeShareGroupOffsetsResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeShareGroupOffsetsResponseTopic>,
): void {
  w.string(or(m.topicName, ''), true);
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeDescribeShareGroupOffsetsResponsePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeShareGroupOffsetsResponseGroup(
  r: Reader,
  version: number,
): DescribeShareGroupOffsetsResponseGroup {
  const m: DescribeShareGroupOffsetsResponseGroup = {
    groupId: r.string(true),
    topics: r.array(true, readDescribeShareGroupOffsetsResponseTopic, version),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeShareGroupOffsetsResponseGroup(
  w: Writer,
  version: number,
  m: MessageInit<DescribeShareGroupOffsetsResponseGroup>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeDescribeShareGroupOffsetsResponseTopic, version);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeShareGroupOffsetsResponse(r: Reader, version: number): DescribeShareGroupOffsetsResponse {
  const m: DescribeShareGroupOffsetsResponse = {
    throttleTimeMs: r.int32(),
    groups: r.array(true, readDescribeShareGroupOffsetsResponseGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeShareGroupOffsetsResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeShareGroupOffsetsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.groups, []), true, writeDescribeShareGroupOffsetsResponseGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}
