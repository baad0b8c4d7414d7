// Generated from packages/wire/schema/005-stop-replica.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 5. Tells a broker to stop replicas, and to delete them if so wished. Only with ZooKeeper; gone in Kafka 4.0.
 * Goes to the broker that has the replicas, from the controller.
 *
 * - v0: The first.
 * - v1: brokerEpoch; partitions grouped by topic (KIP-380).
 * - v2: Flexible.
 * - v3: leaderEpoch; each partition says whether to delete it; FENCED_LEADER_EPOCH may be answered (KIP-570).
 * - v4: isKRaftController (KIP-866).
 */
export const StopReplica: Api<StopReplicaRequest, StopReplicaResponse> = /* @__PURE__ */ api(
  5,
  'StopReplica',
  /* @__PURE__ */ new Message('StopReplicaRequest', [0, 4], 2, readStopReplicaRequest, writeStopReplicaRequest),
  /* @__PURE__ */ new Message('StopReplicaResponse', [0, 4], 2, readStopReplicaResponse, writeStopReplicaResponse),
);

/** The request of {@link StopReplica}. */
export interface StopReplicaRequest {
  /** The controller that sends this. */
  controllerId: number;
  /** Whether that is a KRaft controller: during the migration from ZooKeeper. (since v4) */
  isKRaftController: boolean;
  /** The epoch of the controller; a broker that knows a later one refuses this. */
  controllerEpoch: number;
  /**
   * The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1
   * for no check. (since v1, default -1)
   */
  brokerEpoch: bigint;
  /** Whether to delete the replicas too. (until v2) */
  deletePartitions: boolean;
  /** The replicas to stop, each with the name of its topic. (v0 only) */
  ungroupedPartitions: StopReplicaRequestPartitionV0[];
  /** The replicas to stop, by topic. (v1 to v2) */
  topics: StopReplicaRequestTopicV1[];
  /** The replicas to stop, by topic. (since v3) */
  topicStates: StopReplicaRequestTopicState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The replicas to stop, each with the name of its topic. */
export interface StopReplicaRequestPartitionV0 {
  /** The name of the topic. */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
}

/** The replicas to stop, by topic. */
export interface StopReplicaRequestTopicV1 {
  /** The name of the topic. */
  name: string;
  /** The partitions to stop. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The replicas to stop, by topic. */
export interface StopReplicaRequestTopicState {
  /** The name of the topic. */
  topicName: string;
  /** The partitions to stop. */
  partitionStates: StopReplicaRequestPartitionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to stop. */
export interface StopReplicaRequestPartitionState {
  /** The number of the partition. */
  partitionIndex: number;
  /** The leader's epoch; -1 for no check, -2 when the topic is being deleted. (default -1) */
  leaderEpoch: number;
  /** Whether to delete the replica too. */
  deletePartition: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link StopReplica}. */
export interface StopReplicaResponse {
  /** 0, or why nothing at all was done. */
  errorCode: number;
  /** The outcome, by partition. */
  partitionErrors: StopReplicaResponsePartitionError[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface StopReplicaResponsePartitionError {
  /** The name of the topic. */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStopReplicaRequestPartitionV0(r: Reader, _version: number): StopReplicaRequestPartitionV0 {
  return {
    topicName: r.string(),
    partitionIndex: r.int32(),
  };
}

function writeStopReplicaRequestPartitionV0(
  w: Writer,
  _version: number,
  m: MessageInit<StopReplicaRequestPartitionV0>,
): void {
  w.string(or(m.topicName, ''));
  w.int32(or(m.partitionIndex, 0));
}

function readStopReplicaRequestTopicV1(r: Reader, version: number): StopReplicaRequestTopicV1 {
  const flexible = version >= 2;
  const m: StopReplicaRequestTopicV1 = {
    name: r.string(flexible),
    partitionIndexes: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaRequestTopicV1(w: Writer, version: number, m: MessageInit<StopReplicaRequestTopicV1>): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitionIndexes, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readStopReplicaRequestPartitionState(r: Reader, _version: number): StopReplicaRequestPartitionState {
  const m: StopReplicaRequestPartitionState = {
    partitionIndex: r.int32(),
    leaderEpoch: r.int32(),
    deletePartition: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaRequestPartitionState(
  w: Writer,
  version: number,
  m: MessageInit<StopReplicaRequestPartitionState>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderEpoch, -1));
  w.bool(or(m.deletePartition, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readStopReplicaRequestTopicState(r: Reader, version: number): StopReplicaRequestTopicState {
  const m: StopReplicaRequestTopicState = {
    topicName: r.string(true),
    partitionStates: r.array(true, readStopReplicaRequestPartitionState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaRequestTopicState(
  w: Writer,
  version: number,
  m: MessageInit<StopReplicaRequestTopicState>,
): void {
  w.string(or(m.topicName, ''), true);
  w.array(or(m.partitionStates, []), true, writeStopReplicaRequestPartitionState, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStopReplicaRequest(r: Reader, version: number): StopReplicaRequest {
  const flexible = version >= 2;
  const m: StopReplicaRequest = {
    controllerId: r.int32(),
    isKRaftController: version >= 4 ? r.bool() : false,
    controllerEpoch: r.int32(),
    brokerEpoch: version >= 1 ? r.int64() : -1n,
    deletePartitions: version <= 2 ? r.bool() : false,
    ungroupedPartitions: version <= 0 ? r.array(false, readStopReplicaRequestPartitionV0, version) : [],
    topics: version >= 1 && version <= 2 ? r.array(flexible, readStopReplicaRequestTopicV1, version) : [],
    topicStates: version >= 3 ? r.array(true, readStopReplicaRequestTopicState, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaRequest(w: Writer, version: number, m: MessageInit<StopReplicaRequest>): void {
  const flexible = version >= 2;
  w.int32(or(m.controllerId, 0));
  if (version >= 4) w.bool(or(m.isKRaftController, false));
  else if (set(m.isKRaftController, false)) w.absent(version);
  w.int32(or(m.controllerEpoch, 0));
  if (version >= 1) w.int64(or(m.brokerEpoch, -1n));
  if (version <= 2) w.bool(or(m.deletePartitions, false));
  else if (set(m.deletePartitions, false)) w.absent(version);
  if (version <= 0) w.array(or(m.ungroupedPartitions, []), false, writeStopReplicaRequestPartitionV0, version);
  else if (set(m.ungroupedPartitions, [])) w.absent(version);
  if (version >= 1 && version <= 2) w.array(or(m.topics, []), flexible, writeStopReplicaRequestTopicV1, version);
  else if (set(m.topics, [])) w.absent(version);
  if (version >= 3) w.array(or(m.topicStates, []), true, writeStopReplicaRequestTopicState, version);
  else if (set(m.topicStates, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readStopReplicaResponsePartitionError(r: Reader, version: number): StopReplicaResponsePartitionError {
  const flexible = version >= 2;
  const m: StopReplicaResponsePartitionError = {
    topicName: r.string(flexible),
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaResponsePartitionError(
  w: Writer,
  version: number,
  m: MessageInit<StopReplicaResponsePartitionError>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topicName, ''), flexible);
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readStopReplicaResponse(r: Reader, version: number): StopReplicaResponse {
  const flexible = version >= 2;
  const m: StopReplicaResponse = {
    errorCode: r.int16(),
    partitionErrors: r.array(flexible, readStopReplicaResponsePartitionError, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStopReplicaResponse(w: Writer, version: number, m: MessageInit<StopReplicaResponse>): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.partitionErrors, []), flexible, writeStopReplicaResponsePartitionError, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
