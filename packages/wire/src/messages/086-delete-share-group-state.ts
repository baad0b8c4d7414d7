// Generated from packages/wire/schema/086-delete-share-group-state.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 86. Deletes the stored state of partitions for a share group. Goes to the share coordinator of every
 * partition in it (FindCoordinator, type 2), from the group coordinator.
 *
 * - v0: The first and only one so far (KIP-932).
 */
export const DeleteShareGroupState: Api<DeleteShareGroupStateRequest, DeleteShareGroupStateResponse> =
  /* @__PURE__ */ api(
    86,
    'DeleteShareGroupState',
    /* @__PURE__ */ new Message(
      'DeleteShareGroupStateRequest',
      [0, 0],
      0,
      readDeleteShareGroupStateRequest,
      writeDeleteShareGroupStateRequest,
    ),
    /* @__PURE__ */ new Message(
      'DeleteShareGroupStateResponse',
      [0, 0],
      0,
      readDeleteShareGroupStateResponse,
      writeDeleteShareGroupStateResponse,
    ),
  );

/** The request of {@link DeleteShareGroupState}. */
export interface DeleteShareGroupStateRequest {
  /** The id of the group. */
  groupId: string;
  /** What to delete, by topic. */
  topics: DeleteShareGroupStateRequestDeleteStateData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete, by topic. */
export interface DeleteShareGroupStateRequestDeleteStateData {
  /** The id of the topic. */
  topicId: string;
  /** What to delete, by partition. */
  partitions: DeleteShareGroupStateRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete, by partition. */
export interface DeleteShareGroupStateRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteShareGroupState}. */
export interface DeleteShareGroupStateResponse {
  /** The outcome, by topic. */
  results: DeleteShareGroupStateResponseDeleteStateResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface DeleteShareGroupStateResponseDeleteStateResult {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: DeleteShareGroupStateResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface DeleteShareGroupStateResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteShareGroupStateRequestPartitionData(
  r: Reader,
  _version: number,
): DeleteShareGroupStateRequestPartitionData {
  const m: DeleteShareGroupStateRequestPartitionData = {
    partition: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateRequestDeleteStateData(
  r: Reader,
  version: number,
): DeleteShareGroupStateRequestDeleteStateData {
  const m: DeleteShareGroupStateRequestDeleteStateData = {
    topicId: r.uuid(),
    partitions: r.array(true, readDeleteShareGroupStateRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateRequestDeleteStateData(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateRequestDeleteStateData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeDeleteShareGroupStateRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateRequest(r: Reader, version: number): DeleteShareGroupStateRequest {
  const m: DeleteShareGroupStateRequest = {
    groupId: r.string(true),
    topics: r.array(true, readDeleteShareGroupStateRequestDeleteStateData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateRequest(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeDeleteShareGroupStateRequestDeleteStateData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateResponsePartitionResult(
  r: Reader,
  _version: number,
): DeleteShareGroupStateResponsePartitionResult {
  const m: DeleteShareGroupStateResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateResponseDeleteStateResult(
  r: Reader,
  version: number,
): DeleteShareGroupStateResponseDeleteStateResult {
  const m: DeleteShareGroupStateResponseDeleteStateResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readDeleteShareGroupStateResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateResponseDeleteStateResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateResponseDeleteStateResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeDeleteShareGroupStateResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateResponse(r: Reader, version: number): DeleteShareGroupStateResponse {
  const m: DeleteShareGroupStateResponse = {
    results: r.array(true, readDeleteShareGroupStateResponseDeleteStateResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateResponse(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateResponse>,
): void {
  w.array(or(m.results, []), true, writeDeleteShareGroupStateResponseDeleteStateResult, version);
  w.unknownTags(m.unknownTags, true, version);
}
