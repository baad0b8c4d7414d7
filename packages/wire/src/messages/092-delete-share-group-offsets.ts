// Generated from packages/wire/schema/092-delete-share-group-offsets.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
