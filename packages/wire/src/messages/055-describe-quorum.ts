// Generated from packages/wire/schema/055-describe-quorum.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 55. Tells who leads the KRaft quorum, who votes in it, and how far each of them has copied the metadata log.
 * Goes to the leader of the KRaft quorum (any broker forwards it).
 *
 * - v0: The first (KIP-595).
 * - v1: lastFetchTimestamp and lastCaughtUpTimestamp (KIP-836).
 * - v2: errorMessage, nodes and replicaDirectoryId (KIP-853).
 */
export const DescribeQuorum: Api<DescribeQuorumRequest, DescribeQuorumResponse> = /* @__PURE__ */ api(
  55,
  'DescribeQuorum',
  /* @__PURE__ */ new Message(
    'DescribeQuorumRequest',
    [0, 2],
    0,
    readDescribeQuorumRequest,
    writeDescribeQuorumRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeQuorumResponse',
    [0, 2],
    0,
    readDescribeQuorumResponse,
    writeDescribeQuorumResponse,
  ),
);

/** The request of {@link DescribeQuorum}. */
export interface DescribeQuorumRequest {
  /** The quorum to tell about. */
  topics: DescribeQuorumRequestTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The quorum to tell about. */
export interface DescribeQuorumRequestTopicData {
  /** The topic of the quorum: always __cluster_metadata. */
  topicName: string;
  /** Its partition: always 0. */
  partitions: DescribeQuorumRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its partition: always 0. */
export interface DescribeQuorumRequestPartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeQuorum}. */
export interface DescribeQuorumResponse {
  /** 0, or why nothing at all could be told. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v2) */
  errorMessage: string | null;
  /** The quorum. */
  topics: DescribeQuorumResponseTopicData[];
  /** Where the voters listen. (since v2) */
  nodes: DescribeQuorumResponseNode[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The quorum. */
export interface DescribeQuorumResponseTopicData {
  /** The topic of the quorum: always __cluster_metadata. */
  topicName: string;
  /** Its partition: always 0. */
  partitions: DescribeQuorumResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its partition: always 0. */
export interface DescribeQuorumResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong; NOT_LEADER_OR_FOLLOWER when another one leads. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v2) */
  errorMessage: string | null;
  /** The controller that leads the quorum; -1 when unknown. */
  leaderId: number;
  /** The latest epoch known. */
  leaderEpoch: number;
  /** The offset after the last record that is committed; -1 when unknown. */
  highWatermark: bigint;
  /** Who votes, the leader included. */
  currentVoters: DescribeQuorumResponseReplicaState[];
  /** Who copies the log without a vote: brokers, and controllers that are no voters. */
  observers: DescribeQuorumResponseReplicaState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Who votes, the leader included. */
export interface DescribeQuorumResponseReplicaState {
  /** The id of the node. */
  replicaId: number;
  /** Its metadata directory; zero when unknown. (since v2) */
  replicaDirectoryId: string;
  /** The offset after the last record that it has; -1 when unknown. */
  logEndOffset: bigint;
  /**
   * When it last fetched from the leader, in ms since 1970; -1 for the leader, and when unknown. (since v1, default
   * -1)
   */
  lastFetchTimestamp: bigint;
  /**
   * When it last had all that the leader had at that time, in ms since 1970; for the leader, now; -1 when unknown.
   * (since v1, default -1)
   */
  lastCaughtUpTimestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the voters listen. */
export interface DescribeQuorumResponseNode {
  /** The id of the voter. */
  nodeId: number;
  /** Its listeners. */
  listeners: DescribeQuorumResponseListener[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its listeners. */
export interface DescribeQuorumResponseListener {
  /** The name of the listener. */
  name: string;
  /** Where the controller listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeQuorumRequestPartitionData(r: Reader, _version: number): DescribeQuorumRequestPartitionData {
  const m: DescribeQuorumRequestPartitionData = {
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeQuorumRequestPartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeQuorumRequestTopicData(r: Reader, version: number): DescribeQuorumRequestTopicData {
  const m: DescribeQuorumRequestTopicData = {
    topicName: r.string(true),
    partitions: r.array(true, readDescribeQuorumRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumRequestTopicData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeQuorumRequestTopicData>,
): void {
  w.string(or(m.topicName, ''), true);
  w.array(or(m.partitions, []), true, writeDescribeQuorumRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeQuorumRequest(r: Reader, version: number): DescribeQuorumRequest {
  const m: DescribeQuorumRequest = {
    topics: r.array(true, readDescribeQuorumRequestTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumRequest(w: Writer, version: number, m: MessageInit<DescribeQuorumRequest>): void {
  w.array(or(m.topics, []), true, writeDescribeQuorumRequestTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeQuorumResponseReplicaState(r: Reader, version: number): DescribeQuorumResponseReplicaState {
  const m: DescribeQuorumResponseReplicaState = {
    replicaId: r.int32(),
    replicaDirectoryId: version >= 2 ? r.uuid() : ZERO_UUID,
    logEndOffset: r.int64(),
    lastFetchTimestamp: version >= 1 ? r.int64() : -1n,
    lastCaughtUpTimestamp: version >= 1 ? r.int64() : -1n,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumResponseReplicaState(
  w: Writer,
  version: number,
  m: MessageInit<DescribeQuorumResponseReplicaState>,
): void {
  w.int32(or(m.replicaId, 0));
  if (version >= 2) w.uuid(or(m.replicaDirectoryId, ZERO_UUID));
  else if (set(m.replicaDirectoryId, ZERO_UUID)) w.absent(version);
  w.int64(or(m.logEndOffset, 0n));
  if (version >= 1) w.int64(or(m.lastFetchTimestamp, -1n));
  if (version >= 1) w.int64(or(m.lastCaughtUpTimestamp, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeQuorumResponsePartitionData(r: Reader, version: number): DescribeQuorumResponsePartitionData {
  const m: DescribeQuorumResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    errorMessage: version >= 2 ? r.nullableString(true) : '',
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
    highWatermark: r.int64(),
    currentVoters: r.array(true, readDescribeQuorumResponseReplicaState, version),
    observers: r.array(true, readDescribeQuorumResponseReplicaState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeQuorumResponsePartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  if (version >= 2) w.nullableString(or(m.errorMessage, ''), true);
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int64(or(m.highWatermark, 0n));
  w.array(or(m.currentVoters, []), true, writeDescribeQuorumResponseReplicaState, version);
  w.array(or(m.observers, []), true, writeDescribeQuorumResponseReplicaState, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeQuorumResponseTopicData(r: Reader, version: number): DescribeQuorumResponseTopicData {
  const m: DescribeQuorumResponseTopicData = {
    topicName: r.string(true),
    partitions: r.array(true, readDescribeQuorumResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeQuorumResponseTopicData>,
): void {
  w.string(or(m.topicName, ''), true);
  w.array(or(m.partitions, []), true, writeDescribeQuorumResponsePartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeQuorumResponseListener(r: Reader, _version: number): DescribeQuorumResponseListener {
  const m: DescribeQuorumResponseListener = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumResponseListener(
  w: Writer,
  version: number,
  m: MessageInit<DescribeQuorumResponseListener>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeQuorumResponseNode(r: Reader, version: number): DescribeQuorumResponseNode {
  const m: DescribeQuorumResponseNode = {
    nodeId: r.int32(),
    listeners: r.array(true, readDescribeQuorumResponseListener, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumResponseNode(w: Writer, version: number, m: MessageInit<DescribeQuorumResponseNode>): void {
  w.int32(or(m.nodeId, 0));
  w.array(or(m.listeners, []), true, writeDescribeQuorumResponseListener, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeQuorumResponse(r: Reader, version: number): DescribeQuorumResponse {
  const m: DescribeQuorumResponse = {
    errorCode: r.int16(),
    errorMessage: version >= 2 ? r.nullableString(true) : '',
    topics: r.array(true, readDescribeQuorumResponseTopicData, version),
    nodes: version >= 2 ? r.array(true, readDescribeQuorumResponseNode, version) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeQuorumResponse(w: Writer, version: number, m: MessageInit<DescribeQuorumResponse>): void {
  w.int16(or(m.errorCode, 0));
  if (version >= 2) w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.topics, []), true, writeDescribeQuorumResponseTopicData, version);
  if (version >= 2) w.array(or(m.nodes, []), true, writeDescribeQuorumResponseNode, version);
  else if (set(m.nodes, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}
