// Generated from packages/wire/schema/091-alter-share-group-offsets.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
