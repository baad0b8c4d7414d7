// Generated from packages/wire/schema/043-elect-leaders.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 43. Has the leaders of partitions elected anew. Goes to the controller (any broker forwards it, since Kafka
 * 3).
 *
 * - v0: Elects the preferred replica only (KIP-183).
 * - v1: electionType; the response gains an error of its own (KIP-460).
 * - v2: Flexible.
 */
export const ElectLeaders: Api<ElectLeadersRequest, ElectLeadersResponse> = /* @__PURE__ */ api(
  43,
  'ElectLeaders',
  /* @__PURE__ */ new Message('ElectLeadersRequest', [0, 2], 2, readElectLeadersRequest, writeElectLeadersRequest),
  /* @__PURE__ */ new Message('ElectLeadersResponse', [0, 2], 2, readElectLeadersResponse, writeElectLeadersResponse),
);

/** The request of {@link ElectLeaders}. */
export interface ElectLeadersRequest {
  /**
   * 0: the preferred replica shall lead, if it is in sync. 1: where nobody leads, any live replica shall, even if
   * records are lost (unclean). (since v1)
   */
  electionType: number;
  /** The partitions to elect leaders for; null for all. */
  topicPartitions: ElectLeadersRequestTopicPartitions[] | null;
  /** How long to wait until the leaders are elected, in ms. (default 60000) */
  timeoutMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to elect leaders for; null for all. */
export interface ElectLeadersRequestTopicPartitions {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ElectLeaders}. */
export interface ElectLeadersResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was done. (since v1) */
  errorCode: number;
  /** The outcome, by topic. */
  replicaElectionResults: ElectLeadersResponseReplicaElectionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface ElectLeadersResponseReplicaElectionResult {
  /** The name of the topic. */
  topic: string;
  /** The outcome, by partition. */
  partitionResult: ElectLeadersResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface ElectLeadersResponsePartitionResult {
  /** The number of the partition. */
  partitionId: number;
  /** 0, or what went wrong with the partition; ELECTION_NOT_NEEDED when the leader was right. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readElectLeadersRequestTopicPartitions(r: Reader, version: number): ElectLeadersRequestTopicPartitions {
  const flexible = version >= 2;
  const m: ElectLeadersRequestTopicPartitions = {
    topic: r.string(flexible),
    partitions: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersRequestTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ElectLeadersRequestTopicPartitions>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topic, ''), flexible);
  w.int32Array(or(m.partitions, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readElectLeadersRequest(r: Reader, version: number): ElectLeadersRequest {
  const flexible = version >= 2;
  const m: ElectLeadersRequest = {
    electionType: version >= 1 ? r.int8() : 0,
    topicPartitions: r.nullableArray(flexible, readElectLeadersRequestTopicPartitions, version),
    timeoutMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersRequest(w: Writer, version: number, m: MessageInit<ElectLeadersRequest>): void {
  const flexible = version >= 2;
  if (version >= 1) w.int8(or(m.electionType, 0));
  else if (set(m.electionType, 0)) w.absent(version);
  w.nullableArray(or(m.topicPartitions, []), flexible, writeElectLeadersRequestTopicPartitions, version);
  w.int32(or(m.timeoutMs, 60000));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readElectLeadersResponsePartitionResult(r: Reader, version: number): ElectLeadersResponsePartitionResult {
  const flexible = version >= 2;
  const m: ElectLeadersResponsePartitionResult = {
    partitionId: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<ElectLeadersResponsePartitionResult>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionId, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readElectLeadersResponseReplicaElectionResult(
  r: Reader,
  version: number,
): ElectLeadersResponseReplicaElectionResult {
  const flexible = version >= 2;
  const m: ElectLeadersResponseReplicaElectionResult = {
    topic: r.string(flexible),
    partitionResult: r.array(flexible, readElectLeadersResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersResponseReplicaElectionResult(
  w: Writer,
  version: number,
  m: MessageInit<ElectLeadersResponseReplicaElectionResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topic, ''), flexible);
  w.array(or(m.partitionResult, []), flexible, writeElectLeadersResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readElectLeadersResponse(r: Reader, version: number): ElectLeadersResponse {
  const flexible = version >= 2;
  const m: ElectLeadersResponse = {
    throttleTimeMs: r.int32(),
    errorCode: version >= 1 ? r.int16() : 0,
    replicaElectionResults: r.array(flexible, readElectLeadersResponseReplicaElectionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersResponse(w: Writer, version: number, m: MessageInit<ElectLeadersResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  if (version >= 1) w.int16(or(m.errorCode, 0));
  else if (set(m.errorCode, 0)) w.absent(version);
  w.array(or(m.replicaElectionResults, []), flexible, writeElectLeadersResponseReplicaElectionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
