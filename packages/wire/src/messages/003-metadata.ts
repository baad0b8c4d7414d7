// Generated from packages/wire/schema/003-metadata.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 3. Tells the brokers of the cluster, the topics asked for, and who leads their partitions. Goes to any
 * broker.
 *
 * - v0: An empty list of topics means all.
 * - v1: A null list means all topics, an empty one none; racks, the controller and isInternal.
 * - v2: clusterId.
 * - v3: throttleTimeMs.
 * - v4: allowAutoTopicCreation.
 * - v5: offlineReplicas (KIP-112).
 * - v6: The broker answers before it throttles (KIP-219).
 * - v7: leaderEpoch (KIP-320).
 * - v8: Authorized operations on request (KIP-430).
 * - v9: Flexible.
 * - v10: Topic ids in the response (KIP-516); asking by id does not work yet.
 * - v11: The operations on the cluster have moved to DescribeCluster (KIP-700).
 * - v12: Topics may be asked for by id.
 * - v13: The response gains an error of its own (KIP-1102).
 */
export const Metadata: Api<MetadataRequest, MetadataResponse> = /* @__PURE__ */ api(
  3,
  'Metadata',
  /* @__PURE__ */ new Message('MetadataRequest', [0, 13], 9, readMetadataRequest, writeMetadataRequest),
  /* @__PURE__ */ new Message('MetadataResponse', [0, 13], 9, readMetadataResponse, writeMetadataResponse),
);

/** The request of {@link Metadata}. */
export interface MetadataRequest {
  /** The topics to tell about; null (v0: none) for all. (null since v1) */
  topics: MetadataRequestTopic[] | null;
  /** Whether the broker may create a topic that is not there, if it is set up to. (since v4, default true) */
  allowAutoTopicCreation: boolean;
  /** Whether to tell what this user may do with the cluster. (v8 to v10) */
  includeClusterAuthorizedOperations: boolean;
  /** Whether to tell what this user may do with each topic. (since v8) */
  includeTopicAuthorizedOperations: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to tell about; null (v0: none) for all. */
export interface MetadataRequestTopic {
  /** The id of the topic; zero to ask by name. (since v10) */
  topicId: string;
  /** The name of the topic; null to ask by id. (null since v10) */
  name: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link Metadata}. */
export interface MetadataResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v3) */
  throttleTimeMs: number;
  /** The brokers that are up. */
  brokers: MetadataResponseBroker[];
  /** The id of the cluster; null when it has none yet. (since v2, default null) */
  clusterId: string | null;
  /** The broker to send changes to: the controller, or with KRaft any broker; -1 when unknown. (since v1, default -1) */
  controllerId: number;
  /** The topics. */
  topics: MetadataResponseTopic[];
  /** Bits for what this user may do with the cluster; -2³¹ when not asked for. (v8 to v10, default -2147483648) */
  clusterAuthorizedOperations: number;
  /** 0, or why the broker could not answer (REBOOTSTRAP_REQUIRED). (since v13) */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers that are up. */
export interface MetadataResponseBroker {
  /** The id of the broker. */
  nodeId: number;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** The rack the broker is in; null when it was not told. (since v1, default null) */
  rack: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics. */
export interface MetadataResponseTopic {
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** The name of the topic; null when it was asked for by an id that nobody knows. (null since v12) */
  name: string | null;
  /** The id of the topic; zero when it was asked for by a name that nobody knows. (since v10) */
  topicId: string;
  /** Whether Kafka keeps its own data in it. (since v1) */
  isInternal: boolean;
  /** The partitions of the topic, in no certain order. */
  partitions: MetadataResponsePartition[];
  /**
   * Bits for what this user may do with the topic (bit n: operation n); -2³¹ when not asked for. (since v8, default
   * -2147483648)
   */
  topicAuthorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions of the topic, in no certain order. */
export interface MetadataResponsePartition {
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The number of the partition. */
  partitionIndex: number;
  /** The broker that leads the partition; -1 while it has no leader. */
  leaderId: number;
  /** Goes up with each change of leader; -1 when unknown. (since v7, default -1) */
  leaderEpoch: number;
  /** The brokers that have the partition, the preferred leader first. */
  replicaNodes: number[];
  /** The replicas that are in sync with the leader. */
  isrNodes: number[];
  /** The replicas that are down. (since v5) */
  offlineReplicas: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readMetadataRequestTopic(r: Reader, version: number): MetadataRequestTopic {
  const flexible = version >= 9;
  const m: MetadataRequestTopic = {
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    name: r.nullableString(flexible, version >= 10),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataRequestTopic(w: Writer, version: number, m: MessageInit<MetadataRequestTopic>): void {
  const flexible = version >= 9;
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  w.nullableString(or(m.name, ''), flexible, version >= 10);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataRequest(r: Reader, version: number): MetadataRequest {
  const flexible = version >= 9;
  const m: MetadataRequest = {
    topics: r.nullableArray(flexible, readMetadataRequestTopic, version, version >= 1),
    allowAutoTopicCreation: version >= 4 ? r.bool() : true,
    includeClusterAuthorizedOperations: version >= 8 && version <= 10 ? r.bool() : false,
    includeTopicAuthorizedOperations: version >= 8 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataRequest(w: Writer, version: number, m: MessageInit<MetadataRequest>): void {
  const flexible = version >= 9;
  w.nullableArray(or(m.topics, []), flexible, writeMetadataRequestTopic, version, version >= 1);
  if (version >= 4) w.bool(or(m.allowAutoTopicCreation, true));
  else if (set(m.allowAutoTopicCreation, true)) w.absent(version);
  if (version >= 8 && version <= 10) w.bool(or(m.includeClusterAuthorizedOperations, false));
  else if (set(m.includeClusterAuthorizedOperations, false)) w.absent(version);
  if (version >= 8) w.bool(or(m.includeTopicAuthorizedOperations, false));
  else if (set(m.includeTopicAuthorizedOperations, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataResponseBroker(r: Reader, version: number): MetadataResponseBroker {
  const flexible = version >= 9;
  const m: MetadataResponseBroker = {
    nodeId: r.int32(),
    host: r.string(flexible),
    port: r.int32(),
    rack: version >= 1 ? r.nullableString(flexible) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataResponseBroker(w: Writer, version: number, m: MessageInit<MetadataResponseBroker>): void {
  const flexible = version >= 9;
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), flexible);
  w.int32(or(m.port, 0));
  if (version >= 1) w.nullableString(or(m.rack, null), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataResponsePartition(r: Reader, version: number): MetadataResponsePartition {
  const flexible = version >= 9;
  const m: MetadataResponsePartition = {
    errorCode: r.int16(),
    partitionIndex: r.int32(),
    leaderId: r.int32(),
    leaderEpoch: version >= 7 ? r.int32() : -1,
    replicaNodes: r.int32Array(flexible),
    isrNodes: r.int32Array(flexible),
    offlineReplicas: version >= 5 ? r.int32Array(flexible) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataResponsePartition(w: Writer, version: number, m: MessageInit<MetadataResponsePartition>): void {
  const flexible = version >= 9;
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderId, 0));
  if (version >= 7) w.int32(or(m.leaderEpoch, -1));
  w.int32Array(or(m.replicaNodes, []), flexible);
  w.int32Array(or(m.isrNodes, []), flexible);
  if (version >= 5) w.int32Array(or(m.offlineReplicas, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataResponseTopic(r: Reader, version: number): MetadataResponseTopic {
  const flexible = version >= 9;
  const m: MetadataResponseTopic = {
    errorCode: r.int16(),
    name: r.nullableString(flexible, version >= 12),
    topicId: version >= 10 ? r.uuid() : ZERO_UUID,
    isInternal: version >= 1 ? r.bool() : false,
    partitions: r.array(flexible, readMetadataResponsePartition, version),
    topicAuthorizedOperations: version >= 8 ? r.int32() : -2147483648,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataResponseTopic(w: Writer, version: number, m: MessageInit<MetadataResponseTopic>): void {
  const flexible = version >= 9;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.name, ''), flexible, version >= 12);
  if (version >= 10) w.uuid(or(m.topicId, ZERO_UUID));
  if (version >= 1) w.bool(or(m.isInternal, false));
  w.array(or(m.partitions, []), flexible, writeMetadataResponsePartition, version);
  if (version >= 8) w.int32(or(m.topicAuthorizedOperations, -2147483648));
  else if (set(m.topicAuthorizedOperations, -2147483648)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readMetadataResponse(r: Reader, version: number): MetadataResponse {
  const flexible = version >= 9;
  const m: MetadataResponse = {
    throttleTimeMs: version >= 3 ? r.int32() : 0,
    brokers: r.array(flexible, readMetadataResponseBroker, version),
    clusterId: version >= 2 ? r.nullableString(flexible) : null,
    controllerId: version >= 1 ? r.int32() : -1,
    topics: r.array(flexible, readMetadataResponseTopic, version),
    clusterAuthorizedOperations: version >= 8 && version <= 10 ? r.int32() : -2147483648,
    errorCode: version >= 13 ? r.int16() : 0,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeMetadataResponse(w: Writer, version: number, m: MessageInit<MetadataResponse>): void {
  const flexible = version >= 9;
  if (version >= 3) w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.brokers, []), flexible, writeMetadataResponseBroker, version);
  if (version >= 2) w.nullableString(or(m.clusterId, null), flexible);
  if (version >= 1) w.int32(or(m.controllerId, -1));
  w.array(or(m.topics, []), flexible, writeMetadataResponseTopic, version);
  if (version >= 8 && version <= 10) w.int32(or(m.clusterAuthorizedOperations, -2147483648));
  else if (set(m.clusterAuthorizedOperations, -2147483648)) w.absent(version);
  if (version >= 13) w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}
