// Generated from packages/wire/schema/046-list-partition-reassignments.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 46. Lists the partitions that are on their way to other brokers (KIP-455). Goes to the controller (any
 * broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 */
export const ListPartitionReassignments: Api<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse> =
  /* @__PURE__ */ api(
    46,
    'ListPartitionReassignments',
    /* @__PURE__ */ new Message(
      'ListPartitionReassignmentsRequest',
      [0, 0],
      0,
      readListPartitionReassignmentsRequest,
      writeListPartitionReassignmentsRequest,
    ),
    /* @__PURE__ */ new Message(
      'ListPartitionReassignmentsResponse',
      [0, 0],
      0,
      readListPartitionReassignmentsResponse,
      writeListPartitionReassignmentsResponse,
    ),
  );

/** The request of {@link ListPartitionReassignments}. */
export interface ListPartitionReassignmentsRequest {
  /** How long to wait for the answer, in ms. (default 60000) */
  timeoutMs: number;
  /** The partitions to tell about; null for all. (default null) */
  topics: ListPartitionReassignmentsRequestTopics[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to tell about; null for all. */
export interface ListPartitionReassignmentsRequestTopics {
  /** The name of the topic. */
  name: string;
  /** The partitions of the topic. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListPartitionReassignments}. */
export interface ListPartitionReassignmentsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What is being moved, by topic. */
  topics: ListPartitionReassignmentsResponseOngoingTopicReassignment[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is being moved, by topic. */
export interface ListPartitionReassignmentsResponseOngoingTopicReassignment {
  /** The name of the topic. */
  name: string;
  /** What is being moved, by partition. */
  partitions: ListPartitionReassignmentsResponseOngoingPartitionReassignment[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is being moved, by partition. */
export interface ListPartitionReassignmentsResponseOngoingPartitionReassignment {
  /** The number of the partition. */
  partitionIndex: number;
  /** The brokers that have the partition at present, those to come and those to go included. */
  replicas: number[];
  /** The brokers among them that are to have it and may not have all of it yet. */
  addingReplicas: number[];
  /** The brokers among them that are to give it up. */
  removingReplicas: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListPartitionReassignmentsRequestTopics(
  r: Reader,
  _version: number,
): ListPartitionReassignmentsRequestTopics {
  const m: ListPartitionReassignmentsRequestTopics = {
    name: r.string(true),
    partitionIndexes: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsRequestTopics(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsRequestTopics>,
): void {
  w.string(or(m.name, ''), true);
  w.int32Array(or(m.partitionIndexes, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readListPartitionReassignmentsRequest(r: Reader, version: number): ListPartitionReassignmentsRequest {
  const m: ListPartitionReassignmentsRequest = {
    timeoutMs: r.int32(),
    topics: r.nullableArray(true, readListPartitionReassignmentsRequestTopics, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsRequest(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsRequest>,
): void {
  w.int32(or(m.timeoutMs, 60000));
  w.nullableArray(or(m.topics, null), true, writeListPartitionReassignmentsRequestTopics, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readListPartitionReassignmentsResponseOngoingPartitionReassignment(
  r: Reader,
  _version: number,
): ListPartitionReassignmentsResponseOngoingPartitionReassignment {
  const m: ListPartitionReassignmentsResponseOngoingPartitionReassignment = {
    partitionIndex: r.int32(),
    replicas: r.int32Array(true),
    addingReplicas: r.int32Array(true),
    removingReplicas: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsResponseOngoingPartitionReassignment(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsResponseOngoingPartitionReassignment>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int32Array(or(m.replicas, []), true);
  w.int32Array(or(m.addingReplicas, []), true);
  w.int32Array(or(m.removingReplicas, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readListPartitionReassignmentsResponseOngoingTopicReassignment(
  r: Reader,
  version: number,
): ListPartitionReassignmentsResponseOngoingTopicReassignment {
  const m: ListPartitionReassignmentsResponseOngoingTopicReassignment = {
    name: r.string(true),
    partitions: r.array(true, readListPartitionReassignmentsResponseOngoingPartitionReassignment, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsResponseOngoingTopicReassignment(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsResponseOngoingTopicReassignment>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeListPartitionReassignmentsResponseOngoingPartitionReassignment, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readListPartitionReassignmentsResponse(r: Reader, version: number): ListPartitionReassignmentsResponse {
  const m: ListPartitionReassignmentsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    topics: r.array(true, readListPartitionReassignmentsResponseOngoingTopicReassignment, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsResponse(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.topics, []), true, writeListPartitionReassignmentsResponseOngoingTopicReassignment, version);
  w.unknownTags(m.unknownTags, true, version);
}
