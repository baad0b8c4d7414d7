// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/090-describe-share-group-offsets.ts

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

// From schema/091-alter-share-group-offsets.ts

/**
 * API 91. Sets from which offset on a share group delivers records. The group must have no members. Goes to the
 * group coordinator.
 *
 * - v0: The first and only one so far (KIP-932).
 */
export const AlterShareGroupOffsets: Api<AlterShareGroupOffsetsRequest, AlterShareGroupOffsetsResponse> =
  /* @__PURE__ */ api(
    91,
    'AlterShareGroupOffsets',
    /* @__PURE__ */ new Message(
      'AlterShareGroupOffsetsRequest',
      [0, 0],
      0,
      readAlterShareGroupOffsetsRequest,
      writeAlterShareGroupOffsetsRequest,
    ),
    /* @__PURE__ */ new Message(
      'AlterShareGroupOffsetsResponse',
      [0, 0],
      0,
      readAlterShareGroupOffsetsResponse,
      writeAlterShareGroupOffsetsResponse,
    ),
  );

/** The request of {@link AlterShareGroupOffsets}. */
export interface AlterShareGroupOffsetsRequest {
  /** The id of the group. */
  groupId: string;
  /** The new offsets, by topic. */
  topics: AlterShareGroupOffsetsRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The new offsets, by topic. */
export interface AlterShareGroupOffsetsRequestTopic {
  /** The name of the topic. */
  topicName: string;
  /** The new offsets, by partition. */
  partitions: AlterShareGroupOffsetsRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The new offsets, by partition. */
export interface AlterShareGroupOffsetsRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** From which offset on to deliver. */
  startOffset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterShareGroupOffsets}. */
export interface AlterShareGroupOffsetsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was changed. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The outcome, by topic. */
  responses: AlterShareGroupOffsetsResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AlterShareGroupOffsetsResponseTopic {
  /** The name of the topic. */
  topicName: string;
  /** The id of the topic; zero when nobody knows the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: AlterShareGroupOffsetsResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AlterShareGroupOffsetsResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterShareGroupOffsetsRequestPartition(
  r: Reader,
  _version: number,
): AlterShareGroupOffsetsRequestPartition {
  const m: AlterShareGroupOffsetsRequestPartition = {
    partitionIndex: r.int32(),
    startOffset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterShareGroupOffsetsRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<AlterShareGroupOffsetsRequestPartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.startOffset, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterShareGroupOffsetsRequestTopic(r: Reader, version: number): AlterShareGroupOffsetsRequestTopic {
  const m: AlterShareGroupOffsetsRequestTopic = {
    topicName: r.string(true),
    partitions: r.array(true, readAlterShareGroupOffsetsRequestPartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterShareGroupOffsetsRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<AlterShareGroupOffsetsRequestTopic>,
): void {
  w.string(or(m.topicName, ''), true);
  w.array(or(m.partitions, []), true, writeAlterShareGroupOffsetsRequestPartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterShareGroupOffsetsRequest(r: Reader, version: number): AlterShareGroupOffsetsRequest {
  const m: AlterShareGroupOffsetsRequest = {
    groupId: r.string(true),
    topics: r.array(true, readAlterShareGroupOffsetsRequestTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterShareGroupOffsetsRequest(
  w: Writer,
  version: number,
  m: MessageInit<AlterShareGroupOffsetsRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeAlterShareGroupOffsetsRequestTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterShareGroupOffsetsResponsePartition(
  r: Reader,
  _version: number,
): AlterShareGroupOffsetsResponsePartition {
  const m: AlterShareGroupOffsetsResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterShareGroupOffsetsResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<AlterShareGroupOffsetsResponsePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterShareGroupOffsetsResponseTopic(r: Reader, version: number): AlterShareGroupOffsetsResponseTopic {
  const m: AlterShareGroupOffsetsResponseTopic = {
    topicName: r.string(true),
    topicId: r.uuid(),
    partitions: r.array(true, readAlterShareGroupOffsetsResponsePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterShareGroupOffsetsResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<AlterShareGroupOffsetsResponseTopic>,
): void {
  w.string(or(m.topicName, ''), true);
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAlterShareGroupOffsetsResponsePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterShareGroupOffsetsResponse(r: Reader, version: number): AlterShareGroupOffsetsResponse {
  const m: AlterShareGroupOffsetsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    responses: r.array(true, readAlterShareGroupOffsetsResponseTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterShareGroupOffsetsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AlterShareGroupOffsetsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.array(or(m.responses, []), true, writeAlterShareGroupOffsetsResponseTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/092-delete-share-group-offsets.ts

/**
 * API 92. Deletes the offsets of a share group in topics. The group must have no members. Goes to the group
 * coordinator.
 *
 * - v0: The first and only one so far (KIP-932).
 */
export const DeleteShareGroupOffsets: Api<DeleteShareGroupOffsetsRequest, DeleteShareGroupOffsetsResponse> =
  /* @__PURE__ */ api(
    92,
    'DeleteShareGroupOffsets',
    /* @__PURE__ */ new Message(
      'DeleteShareGroupOffsetsRequest',
      [0, 0],
      0,
      readDeleteShareGroupOffsetsRequest,
      writeDeleteShareGroupOffsetsRequest,
    ),
    /* @__PURE__ */ new Message(
      'DeleteShareGroupOffsetsResponse',
      [0, 0],
      0,
      readDeleteShareGroupOffsetsResponse,
      writeDeleteShareGroupOffsetsResponse,
    ),
  );

/** The request of {@link DeleteShareGroupOffsets}. */
export interface DeleteShareGroupOffsetsRequest {
  /** The id of the group. */
  groupId: string;
  /** The topics whose offsets to delete. */
  topics: DeleteShareGroupOffsetsRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics whose offsets to delete. */
export interface DeleteShareGroupOffsetsRequestTopic {
  /** The name of the topic. */
  topicName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteShareGroupOffsets}. */
export interface DeleteShareGroupOffsetsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was deleted. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The outcome, by topic. */
  responses: DeleteShareGroupOffsetsResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface DeleteShareGroupOffsetsResponseTopic {
  /** The name of the topic. */
  topicName: string;
  /** The id of the topic; zero when nobody knows the topic. */
  topicId: string;
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteShareGroupOffsetsRequestTopic(r: Reader, _version: number): DeleteShareGroupOffsetsRequestTopic {
  const m: DeleteShareGroupOffsetsRequestTopic = {
    topicName: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupOffsetsRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupOffsetsRequestTopic>,
): void {
  w.string(or(m.topicName, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupOffsetsRequest(r: Reader, version: number): DeleteShareGroupOffsetsRequest {
  const m: DeleteShareGroupOffsetsRequest = {
    groupId: r.string(true),
    topics: r.array(true, readDeleteShareGroupOffsetsRequestTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupOffsetsRequest(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupOffsetsRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeDeleteShareGroupOffsetsRequestTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupOffsetsResponseTopic(r: Reader, _version: number): DeleteShareGroupOffsetsResponseTopic {
  const m: DeleteShareGroupOffsetsResponseTopic = {
    topicName: r.string(true),
    topicId: r.uuid(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupOffsetsResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupOffsetsResponseTopic>,
): void {
  w.string(or(m.topicName, ''), true);
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupOffsetsResponse(r: Reader, version: number): DeleteShareGroupOffsetsResponse {
  const m: DeleteShareGroupOffsetsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    responses: r.array(true, readDeleteShareGroupOffsetsResponseTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupOffsetsResponse(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupOffsetsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.array(or(m.responses, []), true, writeDeleteShareGroupOffsetsResponseTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/093-streams-group-topology-description-update.ts

/**
 * API 93. A member of a group of Kafka Streams describes its whole topology, for tools to show, when a heartbeat
 * has asked for that. Goes to the group coordinator.
 *
 * - v0: The first and only one so far (KIP-1331).
 */
export const StreamsGroupTopologyDescriptionUpdate: Api<
  StreamsGroupTopologyDescriptionUpdateRequest,
  StreamsGroupTopologyDescriptionUpdateResponse
> = /* @__PURE__ */ api(
  93,
  'StreamsGroupTopologyDescriptionUpdate',
  /* @__PURE__ */ new Message(
    'StreamsGroupTopologyDescriptionUpdateRequest',
    [0, 0],
    0,
    readStreamsGroupTopologyDescriptionUpdateRequest,
    writeStreamsGroupTopologyDescriptionUpdateRequest,
  ),
  /* @__PURE__ */ new Message(
    'StreamsGroupTopologyDescriptionUpdateResponse',
    [0, 0],
    0,
    readStreamsGroupTopologyDescriptionUpdateResponse,
    writeStreamsGroupTopologyDescriptionUpdateResponse,
  ),
);

/** The request of {@link StreamsGroupTopologyDescriptionUpdate}. */
export interface StreamsGroupTopologyDescriptionUpdateRequest {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. When the group does not know it, the answer is UNKNOWN_MEMBER_ID. */
  memberId: string;
  /** The epoch of the topology. */
  topologyEpoch: number;
  /** The description. */
  topologyDescription: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The description. */
export interface StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription {
  /** Its independent parts. */
  subtopologies: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology[];
  /** Stores that every instance has in full. */
  globalStores: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts. */
export interface StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The nodes that records pass through. */
  nodes: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The nodes that records pass through. */
export interface StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode {
  /** The name of the node, e.g. KSTREAM-SOURCE-0000000000. */
  name: string;
  /** 1 source, 2 processor, 3 sink. */
  nodeType: number;
  /** The topics that a source reads from; empty for others, and when they are only known at run time. */
  sourceTopics: string[];
  /** The topic that a sink writes to; null for others, and when it is only known at run time. (default null) */
  sinkTopic: string | null;
  /** The stores that a processor uses; empty for others. */
  stores: string[];
  /** The names of the nodes that come next. */
  successors: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Stores that every instance has in full. */
export interface StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore {
  /** The source that feeds the store. */
  source: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode;
  /** The processor that fills it. */
  processor: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link StreamsGroupTopologyDescriptionUpdate}. */
export interface StreamsGroupTopologyDescriptionUpdateResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

const defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode =
  /* @__PURE__ */ Object.freeze({
    name: '',
    nodeType: 0,
    sourceTopics: [],
    sinkTopic: null,
    stores: [],
    successors: [],
  });

function readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(
  r: Reader,
  _version: number,
): StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode {
  const m: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode = {
    name: r.string(true),
    nodeType: r.int8(),
    sourceTopics: r.stringArray(true),
    sinkTopic: r.nullableString(true),
    stores: r.stringArray(true),
    successors: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode>,
): void {
  w.string(or(m.name, ''), true);
  w.int8(or(m.nodeType, 0));
  w.stringArray(or(m.sourceTopics, []), true);
  w.nullableString(or(m.sinkTopic, null), true);
  w.stringArray(or(m.stores, []), true);
  w.stringArray(or(m.successors, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology(
  r: Reader,
  version: number,
): StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology {
  const m: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology = {
    subtopologyId: r.string(true),
    nodes: r.array(true, readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.array(or(m.nodes, []), true, writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore(
  r: Reader,
  version: number,
): StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore {
  const m: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore = {
    source: readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(r, version),
    processor: readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore>,
): void {
  writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(
    w,
    version,
    or(m.source, defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode),
  );
  writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode(
    w,
    version,
    or(m.processor, defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode),
  );
  w.unknownTags(m.unknownTags, true, version);
}

const defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription =
  /* @__PURE__ */ Object.freeze({ subtopologies: [], globalStores: [] });

function readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription(
  r: Reader,
  version: number,
): StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription {
  const m: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription = {
    subtopologies: r.array(
      true,
      readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology,
      version,
    ),
    globalStores: r.array(
      true,
      readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore,
      version,
    ),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription>,
): void {
  w.array(
    or(m.subtopologies, []),
    true,
    writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology,
    version,
  );
  w.array(
    or(m.globalStores, []),
    true,
    writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore,
    version,
  );
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyDescriptionUpdateRequest(
  r: Reader,
  version: number,
): StreamsGroupTopologyDescriptionUpdateRequest {
  const m: StreamsGroupTopologyDescriptionUpdateRequest = {
    groupId: r.string(true),
    memberId: r.string(true),
    topologyEpoch: r.int32(),
    topologyDescription: readStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateRequest(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.topologyEpoch, 0));
  writeStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription(
    w,
    version,
    or(m.topologyDescription, defaultStreamsGroupTopologyDescriptionUpdateRequestTopologyDescription),
  );
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTopologyDescriptionUpdateResponse(
  r: Reader,
  _version: number,
): StreamsGroupTopologyDescriptionUpdateResponse {
  const m: StreamsGroupTopologyDescriptionUpdateResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTopologyDescriptionUpdateResponse(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTopologyDescriptionUpdateResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/094-unregister-controller.ts

/**
 * API 94. Makes the cluster forget a controller that will not come back. Goes to the active controller (any broker
 * forwards it).
 *
 * - v0: The first and only one so far (KIP-1312).
 */
export const UnregisterController: Api<UnregisterControllerRequest, UnregisterControllerResponse> = /* @__PURE__ */ api(
  94,
  'UnregisterController',
  /* @__PURE__ */ new Message(
    'UnregisterControllerRequest',
    [0, 0],
    0,
    readUnregisterControllerRequest,
    writeUnregisterControllerRequest,
  ),
  /* @__PURE__ */ new Message(
    'UnregisterControllerResponse',
    [0, 0],
    0,
    readUnregisterControllerResponse,
    writeUnregisterControllerResponse,
  ),
);

/** The request of {@link UnregisterController}. */
export interface UnregisterControllerRequest {
  /** The controller to forget. */
  controllerId: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UnregisterController}. */
export interface UnregisterControllerResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUnregisterControllerRequest(r: Reader, _version: number): UnregisterControllerRequest {
  const m: UnregisterControllerRequest = {
    controllerId: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUnregisterControllerRequest(
  w: Writer,
  version: number,
  m: MessageInit<UnregisterControllerRequest>,
): void {
  w.int32(or(m.controllerId, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readUnregisterControllerResponse(r: Reader, _version: number): UnregisterControllerResponse {
  const m: UnregisterControllerResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUnregisterControllerResponse(
  w: Writer,
  version: number,
  m: MessageInit<UnregisterControllerResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}
