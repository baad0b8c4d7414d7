// Generated from packages/wire/schema/037-create-partitions.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 37. Gives topics more partitions (KIP-195). There is no way to have fewer. Goes to the controller (any
 * broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).
 */
export const CreatePartitions: Api<CreatePartitionsRequest, CreatePartitionsResponse> = /* @__PURE__ */ api(
  37,
  'CreatePartitions',
  /* @__PURE__ */ new Message(
    'CreatePartitionsRequest',
    [0, 3],
    2,
    readCreatePartitionsRequest,
    writeCreatePartitionsRequest,
  ),
  /* @__PURE__ */ new Message(
    'CreatePartitionsResponse',
    [0, 3],
    2,
    readCreatePartitionsResponse,
    writeCreatePartitionsResponse,
  ),
);

/** The request of {@link CreatePartitions}. */
export interface CreatePartitionsRequest {
  /** The topics to enlarge. */
  topics: CreatePartitionsRequestTopic[];
  /** How long to wait until the partitions are there, in ms. */
  timeoutMs: number;
  /** Whether only to check that they could be created. */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to enlarge. */
export interface CreatePartitionsRequestTopic {
  /** The name of the topic. */
  name: string;
  /** How many partitions the topic shall have in all. */
  count: number;
  /** Which brokers shall have which new partition, in the order of their numbers; null to leave it to the controller. */
  assignments: CreatePartitionsRequestAssignment[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which brokers shall have which new partition, in the order of their numbers; null to leave it to the controller. */
export interface CreatePartitionsRequestAssignment {
  /** The brokers, the preferred leader first. */
  brokerIds: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link CreatePartitions}. */
export interface CreatePartitionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  results: CreatePartitionsResponseTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface CreatePartitionsResponseTopicResult {
  /** The name of the topic. */
  name: string;
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readCreatePartitionsRequestAssignment(r: Reader, version: number): CreatePartitionsRequestAssignment {
  const flexible = version >= 2;
  const m: CreatePartitionsRequestAssignment = {
    brokerIds: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsRequestAssignment(
  w: Writer,
  version: number,
  m: MessageInit<CreatePartitionsRequestAssignment>,
): void {
  const flexible = version >= 2;
  w.int32Array(or(m.brokerIds, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreatePartitionsRequestTopic(r: Reader, version: number): CreatePartitionsRequestTopic {
  const flexible = version >= 2;
  const m: CreatePartitionsRequestTopic = {
    name: r.string(flexible),
    count: r.int32(),
    assignments: r.nullableArray(flexible, readCreatePartitionsRequestAssignment, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<CreatePartitionsRequestTopic>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.int32(or(m.count, 0));
  w.nullableArray(or(m.assignments, []), flexible, writeCreatePartitionsRequestAssignment, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreatePartitionsRequest(r: Reader, version: number): CreatePartitionsRequest {
  const flexible = version >= 2;
  const m: CreatePartitionsRequest = {
    topics: r.array(flexible, readCreatePartitionsRequestTopic, version),
    timeoutMs: r.int32(),
    validateOnly: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsRequest(w: Writer, version: number, m: MessageInit<CreatePartitionsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.topics, []), flexible, writeCreatePartitionsRequestTopic, version);
  w.int32(or(m.timeoutMs, 0));
  w.bool(or(m.validateOnly, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreatePartitionsResponseTopicResult(r: Reader, version: number): CreatePartitionsResponseTopicResult {
  const flexible = version >= 2;
  const m: CreatePartitionsResponseTopicResult = {
    name: r.string(flexible),
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsResponseTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<CreatePartitionsResponseTopicResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreatePartitionsResponse(r: Reader, version: number): CreatePartitionsResponse {
  const flexible = version >= 2;
  const m: CreatePartitionsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(flexible, readCreatePartitionsResponseTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsResponse(w: Writer, version: number, m: MessageInit<CreatePartitionsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), flexible, writeCreatePartitionsResponseTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
