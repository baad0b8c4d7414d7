// Generated from packages/wire/schema/045-alter-partition-reassignments.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 45. Moves partitions to other brokers, or calls that off (KIP-455). The answer does not wait for the data.
 * Goes to the controller (any broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 * - v1: allowReplicationFactorChange (KIP-860).
 */
export const AlterPartitionReassignments: Api<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse> =
  /* @__PURE__ */ api(
    45,
    'AlterPartitionReassignments',
    /* @__PURE__ */ new Message(
      'AlterPartitionReassignmentsRequest',
      [0, 1],
      0,
      readAlterPartitionReassignmentsRequest,
      writeAlterPartitionReassignmentsRequest,
    ),
    /* @__PURE__ */ new Message(
      'AlterPartitionReassignmentsResponse',
      [0, 1],
      0,
      readAlterPartitionReassignmentsResponse,
      writeAlterPartitionReassignmentsResponse,
    ),
  );

/** The request of {@link AlterPartitionReassignments}. */
export interface AlterPartitionReassignmentsRequest {
  /** How long to wait until the controller has taken it on, in ms. (default 60000) */
  timeoutMs: number;
  /** Whether a partition may be given more or fewer replicas than it has. (since v1, default true) */
  allowReplicationFactorChange: boolean;
  /** What to move, by topic. */
  topics: AlterPartitionReassignmentsRequestReassignableTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to move, by topic. */
export interface AlterPartitionReassignmentsRequestReassignableTopic {
  /** The name of the topic. */
  name: string;
  /** What to move, by partition. */
  partitions: AlterPartitionReassignmentsRequestReassignablePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to move, by partition. */
export interface AlterPartitionReassignmentsRequestReassignablePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The brokers that shall have the partition, the preferred leader first; null to call a move off. (default null) */
  replicas: number[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterPartitionReassignments}. */
export interface AlterPartitionReassignmentsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Whether the number of replicas was allowed to change. (since v1, default true) */
  allowReplicationFactorChange: boolean;
  /** 0, or why nothing at all was done. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The outcome, by topic. */
  responses: AlterPartitionReassignmentsResponseReassignableTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AlterPartitionReassignmentsResponseReassignableTopic {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  partitions: AlterPartitionReassignmentsResponseReassignablePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AlterPartitionReassignmentsResponseReassignablePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterPartitionReassignmentsRequestReassignablePartition(
  r: Reader,
  _version: number,
): AlterPartitionReassignmentsRequestReassignablePartition {
  const m: AlterPartitionReassignmentsRequestReassignablePartition = {
    partitionIndex: r.int32(),
    replicas: r.nullableInt32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsRequestReassignablePartition(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsRequestReassignablePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.nullableInt32Array(or(m.replicas, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsRequestReassignableTopic(
  r: Reader,
  version: number,
): AlterPartitionReassignmentsRequestReassignableTopic {
  const m: AlterPartitionReassignmentsRequestReassignableTopic = {
    name: r.string(true),
    partitions: r.array(true, readAlterPartitionReassignmentsRequestReassignablePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsRequestReassignableTopic(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsRequestReassignableTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeAlterPartitionReassignmentsRequestReassignablePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsRequest(r: Reader, version: number): AlterPartitionReassignmentsRequest {
  const m: AlterPartitionReassignmentsRequest = {
    timeoutMs: r.int32(),
    allowReplicationFactorChange: version >= 1 ? r.bool() : true,
    topics: r.array(true, readAlterPartitionReassignmentsRequestReassignableTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsRequest(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsRequest>,
): void {
  w.int32(or(m.timeoutMs, 60000));
  if (version >= 1) w.bool(or(m.allowReplicationFactorChange, true));
  else if (set(m.allowReplicationFactorChange, true)) w.absent(version);
  w.array(or(m.topics, []), true, writeAlterPartitionReassignmentsRequestReassignableTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsResponseReassignablePartition(
  r: Reader,
  _version: number,
): AlterPartitionReassignmentsResponseReassignablePartition {
  const m: AlterPartitionReassignmentsResponseReassignablePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsResponseReassignablePartition(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsResponseReassignablePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsResponseReassignableTopic(
  r: Reader,
  version: number,
): AlterPartitionReassignmentsResponseReassignableTopic {
  const m: AlterPartitionReassignmentsResponseReassignableTopic = {
    name: r.string(true),
    partitions: r.array(true, readAlterPartitionReassignmentsResponseReassignablePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsResponseReassignableTopic(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsResponseReassignableTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeAlterPartitionReassignmentsResponseReassignablePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsResponse(r: Reader, version: number): AlterPartitionReassignmentsResponse {
  const m: AlterPartitionReassignmentsResponse = {
    throttleTimeMs: r.int32(),
    allowReplicationFactorChange: version >= 1 ? r.bool() : true,
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    responses: r.array(true, readAlterPartitionReassignmentsResponseReassignableTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  if (version >= 1) w.bool(or(m.allowReplicationFactorChange, true));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.responses, []), true, writeAlterPartitionReassignmentsResponseReassignableTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}
