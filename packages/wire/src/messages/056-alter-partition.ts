// Generated from packages/wire/schema/056-alter-partition.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 56. A leader asks for a change of the set of in-sync replicas. Goes to the active controller, from the
 * leader of every partition in it.
 *
 * - v0: The first (KIP-497). Only in Kafka before 4.0.
 * - v1: leaderRecoveryState (KIP-704). Only in Kafka before 4.0.
 * - v2: Topics by id instead of by name; INELIGIBLE_REPLICA, NEW_LEADER_ELECTED and UNKNOWN_TOPIC_ID may be answered (KIP-841).
 * - v3: newIsrWithEpochs takes the place of newIsr, so that a broker that has restarted is not taken for in sync (KIP-903).
 */
export const AlterPartition: Api<AlterPartitionRequest, AlterPartitionResponse> = /* @__PURE__ */ api(
  56,
  'AlterPartition',
  /* @__PURE__ */ new Message(
    'AlterPartitionRequest',
    [0, 3],
    0,
    readAlterPartitionRequest,
    writeAlterPartitionRequest,
  ),
  /* @__PURE__ */ new Message(
    'AlterPartitionResponse',
    [0, 3],
    0,
    readAlterPartitionResponse,
    writeAlterPartitionResponse,
  ),
);

/** The request of {@link AlterPartition}. */
export interface AlterPartitionRequest {
  /** The broker that asks, which leads the partitions. */
  brokerId: number;
  /** The epoch that the broker got when it registered; -1 when unknown. (default -1) */
  brokerEpoch: bigint;
  /** The changes, by topic. */
  topics: AlterPartitionRequestTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes, by topic. */
export interface AlterPartitionRequestTopicData {
  /** The name of the topic. (until v1) */
  topicName: string;
  /** The id of the topic. (since v2) */
  topicId: string;
  /** The changes, by partition. */
  partitions: AlterPartitionRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes, by partition. */
export interface AlterPartitionRequestPartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** The epoch in which the broker leads the partition. */
  leaderEpoch: number;
  /** The brokers that are to count as in sync, the leader included. (until v2) */
  newIsr: number[];
  /** The brokers that are to count as in sync, the leader included. (since v3) */
  newIsrWithEpochs: AlterPartitionRequestBrokerState[];
  /** 1 while the partition recovers from an unclean election; else 0. (since v1) */
  leaderRecoveryState: number;
  /** The partition epoch that the leader knows; if it is not the present one, the change is refused. */
  partitionEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers that are to count as in sync, the leader included. */
export interface AlterPartitionRequestBrokerState {
  /** The id of the broker. */
  brokerId: number;
  /** The epoch of that broker as the leader knows it; -1 for no check. (default -1) */
  brokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterPartition}. */
export interface AlterPartitionResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was changed. */
  errorCode: number;
  /** The outcome, by topic. */
  topics: AlterPartitionResponseTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AlterPartitionResponseTopicData {
  /** The name of the topic. (until v1) */
  topicName: string;
  /** The id of the topic. (since v2) */
  topicId: string;
  /** The outcome, by partition. */
  partitions: AlterPartitionResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AlterPartitionResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The broker that leads the partition; -1 for none. */
  leaderId: number;
  /** The leader's epoch. */
  leaderEpoch: number;
  /** The brokers that now count as in sync. */
  isr: number[];
  /** 1 while the partition recovers from an unclean election; else 0. (since v1) */
  leaderRecoveryState: number;
  /** Goes up with each change of the leader or the in-sync replicas. */
  partitionEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterPartitionRequestBrokerState(r: Reader, _version: number): AlterPartitionRequestBrokerState {
  const m: AlterPartitionRequestBrokerState = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionRequestBrokerState(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionRequestBrokerState>,
): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionRequestPartitionData(r: Reader, version: number): AlterPartitionRequestPartitionData {
  const m: AlterPartitionRequestPartitionData = {
    partitionIndex: r.int32(),
    leaderEpoch: r.int32(),
    newIsr: version <= 2 ? r.int32Array(true) : [],
    newIsrWithEpochs: version >= 3 ? r.array(true, readAlterPartitionRequestBrokerState, version) : [],
    leaderRecoveryState: version >= 1 ? r.int8() : 0,
    partitionEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionRequestPartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderEpoch, 0));
  if (version <= 2) w.int32Array(or(m.newIsr, []), true);
  else if (set(m.newIsr, [])) w.absent(version);
  if (version >= 3) w.array(or(m.newIsrWithEpochs, []), true, writeAlterPartitionRequestBrokerState, version);
  else if (set(m.newIsrWithEpochs, [])) w.absent(version);
  if (version >= 1) w.int8(or(m.leaderRecoveryState, 0));
  else if (set(m.leaderRecoveryState, 0)) w.absent(version);
  w.int32(or(m.partitionEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionRequestTopicData(r: Reader, version: number): AlterPartitionRequestTopicData {
  const m: AlterPartitionRequestTopicData = {
    topicName: version <= 1 ? r.string(true) : '',
    topicId: version >= 2 ? r.uuid() : ZERO_UUID,
    partitions: r.array(true, readAlterPartitionRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionRequestTopicData(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionRequestTopicData>,
): void {
  if (version <= 1) w.string(or(m.topicName, ''), true);
  if (version >= 2) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAlterPartitionRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionRequest(r: Reader, version: number): AlterPartitionRequest {
  const m: AlterPartitionRequest = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
    topics: r.array(true, readAlterPartitionRequestTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionRequest(w: Writer, version: number, m: MessageInit<AlterPartitionRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.array(or(m.topics, []), true, writeAlterPartitionRequestTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionResponsePartitionData(r: Reader, version: number): AlterPartitionResponsePartitionData {
  const m: AlterPartitionResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
    isr: r.int32Array(true),
    leaderRecoveryState: version >= 1 ? r.int8() : 0,
    partitionEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionResponsePartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int32Array(or(m.isr, []), true);
  if (version >= 1) w.int8(or(m.leaderRecoveryState, 0));
  w.int32(or(m.partitionEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionResponseTopicData(r: Reader, version: number): AlterPartitionResponseTopicData {
  const m: AlterPartitionResponseTopicData = {
    topicName: version <= 1 ? r.string(true) : '',
    topicId: version >= 2 ? r.uuid() : ZERO_UUID,
    partitions: r.array(true, readAlterPartitionResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionResponseTopicData>,
): void {
  if (version <= 1) w.string(or(m.topicName, ''), true);
  if (version >= 2) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAlterPartitionResponsePartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionResponse(r: Reader, version: number): AlterPartitionResponse {
  const m: AlterPartitionResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    topics: r.array(true, readAlterPartitionResponseTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionResponse(w: Writer, version: number, m: MessageInit<AlterPartitionResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.topics, []), true, writeAlterPartitionResponseTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}
