// Generated from packages/wire/schema/020-delete-topics.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 20. Deletes topics. Goes to the controller (any broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: TOPIC_DELETION_DISABLED may be answered.
 * - v4: Flexible.
 * - v5: errorMessage; THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).
 * - v6: Topics by name or by id (KIP-516).
 */
export const DeleteTopics: Api<DeleteTopicsRequest, DeleteTopicsResponse> = /* @__PURE__ */ api(
  20,
  'DeleteTopics',
  /* @__PURE__ */ new Message('DeleteTopicsRequest', [0, 6], 4, readDeleteTopicsRequest, writeDeleteTopicsRequest),
  /* @__PURE__ */ new Message('DeleteTopicsResponse', [0, 6], 4, readDeleteTopicsResponse, writeDeleteTopicsResponse),
);

/** The request of {@link DeleteTopics}. */
export interface DeleteTopicsRequest {
  /** The topics to delete. (since v6) */
  topics: DeleteTopicsRequestDeleteTopicState[];
  /** The topics to delete, by name. (until v5) */
  topicNames: string[];
  /** How long to wait until the topics are gone, in ms. */
  timeoutMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to delete. */
export interface DeleteTopicsRequestDeleteTopicState {
  /** The name of the topic; null to name it by id. (default null) */
  name: string | null;
  /** The id of the topic; zero to name it by name. */
  topicId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteTopics}. */
export interface DeleteTopicsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  responses: DeleteTopicsResponseDeletableTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface DeleteTopicsResponseDeletableTopicResult {
  /** The name of the topic; null when it was named by an id that nobody knows. (null since v6) */
  name: string | null;
  /** The id of the topic. (since v6) */
  topicId: string;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v5, default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteTopicsRequestDeleteTopicState(r: Reader, _version: number): DeleteTopicsRequestDeleteTopicState {
  const m: DeleteTopicsRequestDeleteTopicState = {
    name: r.nullableString(true),
    topicId: r.uuid(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteTopicsRequestDeleteTopicState(
  w: Writer,
  version: number,
  m: MessageInit<DeleteTopicsRequestDeleteTopicState>,
): void {
  w.nullableString(or(m.name, null), true);
  w.uuid(or(m.topicId, ZERO_UUID));
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteTopicsRequest(r: Reader, version: number): DeleteTopicsRequest {
  const flexible = version >= 4;
  const m: DeleteTopicsRequest = {
    topics: version >= 6 ? r.array(true, readDeleteTopicsRequestDeleteTopicState, version) : [],
    topicNames: version <= 5 ? r.stringArray(flexible) : [],
    timeoutMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteTopicsRequest(w: Writer, version: number, m: MessageInit<DeleteTopicsRequest>): void {
  const flexible = version >= 4;
  if (version >= 6) w.array(or(m.topics, []), true, writeDeleteTopicsRequestDeleteTopicState, version);
  else if (set(m.topics, [])) w.absent(version);
  if (version <= 5) w.stringArray(or(m.topicNames, []), flexible);
  w.int32(or(m.timeoutMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteTopicsResponseDeletableTopicResult(
  r: Reader,
  version: number,
): DeleteTopicsResponseDeletableTopicResult {
  const flexible = version >= 4;
  const m: DeleteTopicsResponseDeletableTopicResult = {
    name: r.nullableString(flexible, version >= 6),
    topicId: version >= 6 ? r.uuid() : ZERO_UUID,
    errorCode: r.int16(),
    errorMessage: version >= 5 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteTopicsResponseDeletableTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteTopicsResponseDeletableTopicResult>,
): void {
  const flexible = version >= 4;
  w.nullableString(or(m.name, ''), flexible, version >= 6);
  if (version >= 6) w.uuid(or(m.topicId, ZERO_UUID));
  w.int16(or(m.errorCode, 0));
  if (version >= 5) w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteTopicsResponse(r: Reader, version: number): DeleteTopicsResponse {
  const flexible = version >= 4;
  const m: DeleteTopicsResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    responses: r.array(flexible, readDeleteTopicsResponseDeletableTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteTopicsResponse(w: Writer, version: number, m: MessageInit<DeleteTopicsResponse>): void {
  const flexible = version >= 4;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.responses, []), flexible, writeDeleteTopicsResponseDeletableTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
