// Generated from packages/wire/schema/004-leader-and-isr.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 4. Tells brokers which partitions to lead and which to follow. Only with ZooKeeper; gone in Kafka 4.0. Goes
 * to the brokers that have a replica of the partitions, from the controller.
 *
 * - v0: The first.
 * - v1: isNew; KAFKA_STORAGE_ERROR may be answered (KIP-112).
 * - v2: brokerEpoch; partitions grouped by topic (KIP-380).
 * - v3: addingReplicas and removingReplicas (KIP-455).
 * - v4: Flexible.
 * - v5: Topic ids, and type; the response names topics by id only (KIP-516).
 * - v6: leaderRecoveryState (KIP-704).
 * - v7: isKRaftController (KIP-866).
 */
export const LeaderAndIsr: Api<LeaderAndIsrRequest, LeaderAndIsrResponse> = /* @__PURE__ */ api(
  4,
  'LeaderAndIsr',
  /* @__PURE__ */ new Message('LeaderAndIsrRequest', [0, 7], 4, readLeaderAndIsrRequest, writeLeaderAndIsrRequest),
  /* @__PURE__ */ new Message('LeaderAndIsrResponse', [0, 7], 4, readLeaderAndIsrResponse, writeLeaderAndIsrResponse),
);

/** The request of {@link LeaderAndIsr}. */
export interface LeaderAndIsrRequest {
  /** The controller that sends this. */
  controllerId: number;
  /** Whether that is a KRaft controller: during the migration from ZooKeeper. (since v7) */
  isKRaftController: boolean;
  /** The epoch of the controller; a broker that knows a later one refuses this. */
  controllerEpoch: number;
  /**
   * The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1
   * for no check. (since v2, default -1)
   */
  brokerEpoch: bigint;
  /** 1: only what has changed. 2: all there is; other replicas may be deleted. 0: not told. (since v5) */
  type: number;
  /** The partitions, each with the name of its topic. (until v1) */
  ungroupedPartitionStates: LeaderAndIsrRequestPartitionState[];
  /** The partitions, by topic. (since v2) */
  topicStates: LeaderAndIsrRequestTopicState[];
  /** The brokers that lead one of the partitions. */
  liveLeaders: LeaderAndIsrRequestLiveLeader[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, each with the name of its topic. */
export interface LeaderAndIsrRequestPartitionState {
  /** The name of the topic. (until v1) */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** The epoch of the controller that last changed the leader or the in-sync replicas. */
  controllerEpoch: number;
  /** The broker that leads the partition; -1 while it has no leader, -2 while its topic is being deleted. */
  leader: number;
  /** Goes up with each change of leader. */
  leaderEpoch: number;
  /** The replicas that are in sync with the leader. */
  isr: number[];
  /** Goes up with each change of the partition: the version of its state in ZooKeeper. */
  partitionEpoch: number;
  /** The brokers that have the partition, the preferred leader first. */
  replicas: number[];
  /** The replicas that a reassignment adds. (since v3) */
  addingReplicas: number[];
  /** The replicas that a reassignment takes away. (since v3) */
  removingReplicas: number[];
  /**
   * Whether the replica is a new one. If not, and a log directory is offline, the broker takes it to be there and
   * does not create it elsewhere. (since v1)
   */
  isNew: boolean;
  /** 1 while the leader recovers from an unclean election, else 0. (since v6) */
  leaderRecoveryState: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface LeaderAndIsrRequestTopicState {
  /** The name of the topic. */
  topicName: string;
  /** The id of the topic. (since v5) */
  topicId: string;
  /** The partitions of the topic. */
  partitionStates: LeaderAndIsrRequestPartitionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers that lead one of the partitions. */
export interface LeaderAndIsrRequestLiveLeader {
  /** The id of the broker. */
  brokerId: number;
  /** Where the broker listens: a host name or an address. */
  hostName: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link LeaderAndIsr}. */
export interface LeaderAndIsrResponse {
  /** 0, or why nothing at all was done. */
  errorCode: number;
  /** The outcome, by partition. (until v4) */
  partitionErrors: LeaderAndIsrResponsePartitionError[];
  /** The outcome, by topic. (since v5) */
  topics: LeaderAndIsrResponseTopicError[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface LeaderAndIsrResponsePartitionError {
  /** The name of the topic. (until v4) */
  topicName: string;
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface LeaderAndIsrResponseTopicError {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitionErrors: LeaderAndIsrResponsePartitionError[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readLeaderAndIsrRequestPartitionState(r: Reader, version: number): LeaderAndIsrRequestPartitionState {
  const flexible = version >= 4;
  const m: LeaderAndIsrRequestPartitionState = {
    topicName: version <= 1 ? r.string() : '',
    partitionIndex: r.int32(),
    controllerEpoch: r.int32(),
    leader: r.int32(),
    leaderEpoch: r.int32(),
    isr: r.int32Array(flexible),
    partitionEpoch: r.int32(),
    replicas: r.int32Array(flexible),
    addingReplicas: version >= 3 ? r.int32Array(flexible) : [],
    removingReplicas: version >= 3 ? r.int32Array(flexible) : [],
    isNew: version >= 1 ? r.bool() : false,
    leaderRecoveryState: version >= 6 ? r.int8() : 0,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrRequestPartitionState(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrRequestPartitionState>,
): void {
  const flexible = version >= 4;
  if (version <= 1) w.string(or(m.topicName, ''));
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.controllerEpoch, 0));
  w.int32(or(m.leader, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int32Array(or(m.isr, []), flexible);
  w.int32(or(m.partitionEpoch, 0));
  w.int32Array(or(m.replicas, []), flexible);
  if (version >= 3) w.int32Array(or(m.addingReplicas, []), flexible);
  if (version >= 3) w.int32Array(or(m.removingReplicas, []), flexible);
  if (version >= 1) w.bool(or(m.isNew, false));
  if (version >= 6) w.int8(or(m.leaderRecoveryState, 0));
  else if (set(m.leaderRecoveryState, 0)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrRequestTopicState(r: Reader, version: number): LeaderAndIsrRequestTopicState {
  const flexible = version >= 4;
  const m: LeaderAndIsrRequestTopicState = {
    topicName: r.string(flexible),
    topicId: version >= 5 ? r.uuid() : ZERO_UUID,
    partitionStates: r.array(flexible, readLeaderAndIsrRequestPartitionState, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrRequestTopicState(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrRequestTopicState>,
): void {
  const flexible = version >= 4;
  w.string(or(m.topicName, ''), flexible);
  if (version >= 5) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitionStates, []), flexible, writeLeaderAndIsrRequestPartitionState, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrRequestLiveLeader(r: Reader, version: number): LeaderAndIsrRequestLiveLeader {
  const flexible = version >= 4;
  const m: LeaderAndIsrRequestLiveLeader = {
    brokerId: r.int32(),
    hostName: r.string(flexible),
    port: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrRequestLiveLeader(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrRequestLiveLeader>,
): void {
  const flexible = version >= 4;
  w.int32(or(m.brokerId, 0));
  w.string(or(m.hostName, ''), flexible);
  w.int32(or(m.port, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrRequest(r: Reader, version: number): LeaderAndIsrRequest {
  const flexible = version >= 4;
  const m: LeaderAndIsrRequest = {
    controllerId: r.int32(),
    isKRaftController: version >= 7 ? r.bool() : false,
    controllerEpoch: r.int32(),
    brokerEpoch: version >= 2 ? r.int64() : -1n,
    type: version >= 5 ? r.int8() : 0,
    ungroupedPartitionStates: version <= 1 ? r.array(false, readLeaderAndIsrRequestPartitionState, version) : [],
    topicStates: version >= 2 ? r.array(flexible, readLeaderAndIsrRequestTopicState, version) : [],
    liveLeaders: r.array(flexible, readLeaderAndIsrRequestLiveLeader, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrRequest(w: Writer, version: number, m: MessageInit<LeaderAndIsrRequest>): void {
  const flexible = version >= 4;
  w.int32(or(m.controllerId, 0));
  if (version >= 7) w.bool(or(m.isKRaftController, false));
  else if (set(m.isKRaftController, false)) w.absent(version);
  w.int32(or(m.controllerEpoch, 0));
  if (version >= 2) w.int64(or(m.brokerEpoch, -1n));
  if (version >= 5) w.int8(or(m.type, 0));
  else if (set(m.type, 0)) w.absent(version);
  if (version <= 1) w.array(or(m.ungroupedPartitionStates, []), false, writeLeaderAndIsrRequestPartitionState, version);
  else if (set(m.ungroupedPartitionStates, [])) w.absent(version);
  if (version >= 2) w.array(or(m.topicStates, []), flexible, writeLeaderAndIsrRequestTopicState, version);
  else if (set(m.topicStates, [])) w.absent(version);
  w.array(or(m.liveLeaders, []), flexible, writeLeaderAndIsrRequestLiveLeader, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrResponsePartitionError(r: Reader, version: number): LeaderAndIsrResponsePartitionError {
  const flexible = version >= 4;
  const m: LeaderAndIsrResponsePartitionError = {
    topicName: version <= 4 ? r.string(flexible) : '',
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrResponsePartitionError(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrResponsePartitionError>,
): void {
  const flexible = version >= 4;
  if (version <= 4) w.string(or(m.topicName, ''), flexible);
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readLeaderAndIsrResponseTopicError(r: Reader, version: number): LeaderAndIsrResponseTopicError {
  const m: LeaderAndIsrResponseTopicError = {
    topicId: r.uuid(),
    partitionErrors: r.array(true, readLeaderAndIsrResponsePartitionError, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrResponseTopicError(
  w: Writer,
  version: number,
  m: MessageInit<LeaderAndIsrResponseTopicError>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitionErrors, []), true, writeLeaderAndIsrResponsePartitionError, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readLeaderAndIsrResponse(r: Reader, version: number): LeaderAndIsrResponse {
  const flexible = version >= 4;
  const m: LeaderAndIsrResponse = {
    errorCode: r.int16(),
    partitionErrors: version <= 4 ? r.array(flexible, readLeaderAndIsrResponsePartitionError, version) : [],
    topics: version >= 5 ? r.array(true, readLeaderAndIsrResponseTopicError, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeLeaderAndIsrResponse(w: Writer, version: number, m: MessageInit<LeaderAndIsrResponse>): void {
  const flexible = version >= 4;
  w.int16(or(m.errorCode, 0));
  if (version <= 4) w.array(or(m.partitionErrors, []), flexible, writeLeaderAndIsrResponsePartitionError, version);
  else if (set(m.partitionErrors, [])) w.absent(version);
  if (version >= 5) w.array(or(m.topics, []), true, writeLeaderAndIsrResponseTopicError, version);
  else if (set(m.topics, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}
