// Generated from packages/wire/schema/088-streams-group-heartbeat.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 88. Joins, keeps up and leaves a group of Kafka Streams (KIP-1071); the answer says which tasks to run. Goes
 * to the group coordinator.
 *
 * - v0: The first.
 * - v1: topologyDescriptionRequired (KIP-1331); acceptableRecoveryLag in 64 bits; status 6 (KAFKA-20744).
 */
export const StreamsGroupHeartbeat: Api<StreamsGroupHeartbeatRequest, StreamsGroupHeartbeatResponse> =
  /* @__PURE__ */ api(
    88,
    'StreamsGroupHeartbeat',
    /* @__PURE__ */ new Message(
      'StreamsGroupHeartbeatRequest',
      [0, 1],
      0,
      readStreamsGroupHeartbeatRequest,
      writeStreamsGroupHeartbeatRequest,
    ),
    /* @__PURE__ */ new Message(
      'StreamsGroupHeartbeatResponse',
      [0, 1],
      0,
      readStreamsGroupHeartbeatResponse,
      writeStreamsGroupHeartbeatResponse,
    ),
  );

/** The request of {@link StreamsGroupHeartbeat}. */
export interface StreamsGroupHeartbeatRequest {
  /** The id of the group. */
  groupId: string;
  /** The id of the member, which it makes for itself: a UUID. */
  memberId: string;
  /** The epoch of the member; 0 to join, -1 to leave, -2 for a static member to leave and come back. */
  memberEpoch: number;
  /** The latest epoch of partitionsByUserEndpoint that the member knows. */
  endpointInformationEpoch: number;
  /**
   * The lasting name of a static member (group.instance.id); null for others, or when it has not changed. (default
   * null)
   */
  instanceId: string | null;
  /** The rack the member is in; null when unknown, or when it has not changed. (default null) */
  rackId: string | null;
  /** How long the member may take to give up tasks, in ms; -1 when that has not changed. (default -1) */
  rebalanceTimeoutMs: number;
  /** What the application does, as far as the coordinator has to know it; set to join, else null. (default null) */
  topology: StreamsGroupHeartbeatRequestTopology | null;
  /** The active tasks that the member has; null when they have not changed. (default null) */
  activeTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  /** The standby tasks that the member has; null when they have not changed. (default null) */
  standbyTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  /** The warm-up tasks that the member has; null when they have not changed. (default null) */
  warmupTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  /**
   * Tells the instances of the application apart; those of one process have the same. Null when it has not changed.
   * (default null)
   */
  processId: string | null;
  /**
   * Where the application answers queries (application.server); null for nowhere, or when it has not changed.
   * (default null)
   */
  userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null;
  /** Tags of the client, by which standby tasks are spread; null when they have not changed. (default null) */
  clientTags: StreamsGroupHeartbeatRequestKeyValue[] | null;
  /** How far the member has read the changelogs of its tasks; null when it has not changed. (default null) */
  taskOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null;
  /** Where the changelogs of its tasks end; null when it has not changed. (default null) */
  taskEndOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null;
  /** Whether all members are to shut down. */
  shutdownApplication: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the application does, as far as the coordinator has to know it; set to join, else null. */
export interface StreamsGroupHeartbeatRequestTopology {
  /** The epoch of the topology, which goes up when the application changes it. */
  epoch: number;
  /** Its independent parts. */
  subtopologies: StreamsGroupHeartbeatRequestSubtopology[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts. */
export interface StreamsGroupHeartbeatRequestSubtopology {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The topics it reads from, by name. */
  sourceTopics: string[];
  /** The topics it reads from, by regular expression. */
  sourceTopicRegex: string[];
  /** The changelogs of its stores; the coordinator creates them. */
  stateChangelogTopics: StreamsGroupHeartbeatRequestTopicInfo[];
  /** The repartition topics it writes to. */
  repartitionSinkTopics: string[];
  /** The repartition topics it reads from; the coordinator creates them. */
  repartitionSourceTopics: StreamsGroupHeartbeatRequestTopicInfo[];
  /** Topics among those it reads from that must have the same number of partitions. */
  copartitionGroups: StreamsGroupHeartbeatRequestCopartitionGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changelogs of its stores; the coordinator creates them. */
export interface StreamsGroupHeartbeatRequestTopicInfo {
  /** The name of the topic. */
  name: string;
  /** How many partitions it is to have; 0 when that follows from others, as for changelogs. */
  partitions: number;
  /** How many replicas it is to have; 0 for the default of the broker. */
  replicationFactor: number;
  /** Its settings. */
  topicConfigs: StreamsGroupHeartbeatRequestKeyValue[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its settings. */
export interface StreamsGroupHeartbeatRequestKeyValue {
  /** The name. */
  key: string;
  /** The value. */
  value: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Topics among those it reads from that must have the same number of partitions. */
export interface StreamsGroupHeartbeatRequestCopartitionGroup {
  /** Positions in sourceTopics. */
  sourceTopics: number[];
  /** Positions in sourceTopicRegex. */
  sourceTopicRegex: number[];
  /** Positions in repartitionSourceTopics. */
  repartitionSourceTopics: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks that the member has; null when they have not changed. */
export interface StreamsGroupHeartbeatRequestTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the application answers queries (application.server); null for nowhere, or when it has not changed. */
export interface StreamsGroupHeartbeatRequestEndpoint {
  /** Where the application listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** How far the member has read the changelogs of its tasks; null when it has not changed. */
export interface StreamsGroupHeartbeatRequestTaskOffset {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The number of the task: that of its input partitions. */
  partition: number;
  /** The sum of the offsets in all changelogs of the task. */
  offset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link StreamsGroupHeartbeat}. */
export interface StreamsGroupHeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the member. */
  memberId: string;
  /** The epoch of the member, to be sent with the next heartbeat. */
  memberEpoch: number;
  /** After how long the next heartbeat is due, in ms. */
  heartbeatIntervalMs: number;
  /** By how many offsets a member may lag behind the changelogs of a task and still become active for it. (v0 only) */
  acceptableRecoveryLagLegacy: number;
  /** How often to tell taskOffsets and taskEndOffsets, in ms. */
  taskOffsetIntervalMs: number;
  /**
   * By how many offsets a member may lag behind the changelogs of a task and still become active for it; -1 when not
   * told. (since v1, default -1)
   */
  acceptableRecoveryLag: bigint;
  /** What hinders the group, or else is to be known of it; null when nothing is told. */
  status: StreamsGroupHeartbeatResponseStatus[] | null;
  /** The active tasks that the member shall have; null when they have not changed. (default null) */
  activeTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  /** The standby tasks that the member shall have; null when they have not changed. (default null) */
  standbyTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  /** The warm-up tasks that the member shall have; null when they have not changed. (default null) */
  warmupTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  /** Whether the member shall send StreamsGroupTopologyDescriptionUpdate. (since v1) */
  topologyDescriptionRequired: boolean;
  /** The epoch of partitionsByUserEndpoint. */
  endpointInformationEpoch: number;
  /**
   * Which member has which partitions, for queries; an endpoint may come more than once. Null when it has not
   * changed. (default null)
   */
  partitionsByUserEndpoint: StreamsGroupHeartbeatResponseEndpointToPartitions[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What hinders the group, or else is to be known of it; null when nothing is told. */
export interface StreamsGroupHeartbeatResponseStatus {
  /**
   * 0 the topology is out of date, 1 source topics are missing, 2 numbers of partitions do not match, 3 internal
   * topics are missing, 4 the application shuts down, 5 the assignment comes later, 6 (v1) client tags are missing.
   */
  statusCode: number;
  /** The same in words, e.g. which topics. */
  statusDetail: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks that the member shall have; null when they have not changed. */
export interface StreamsGroupHeartbeatResponseTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/**
 * Which member has which partitions, for queries; an endpoint may come more than once. Null when it has not
 * changed.
 */
export interface StreamsGroupHeartbeatResponseEndpointToPartitions {
  /** Where the application of the member answers queries. */
  userEndpoint: StreamsGroupHeartbeatResponseEndpoint;
  /** The partitions that its active tasks read from. */
  activePartitions: StreamsGroupHeartbeatResponseTopicPartition[];
  /** The partitions that its standby and warm-up tasks read from. */
  standbyPartitions: StreamsGroupHeartbeatResponseTopicPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the application of the member answers queries. */
export interface StreamsGroupHeartbeatResponseEndpoint {
  /** Where the application listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions that its active tasks read from. */
export interface StreamsGroupHeartbeatResponseTopicPartition {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupHeartbeatRequestKeyValue(r: Reader, _version: number): StreamsGroupHeartbeatRequestKeyValue {
  const m: StreamsGroupHeartbeatRequestKeyValue = {
    key: r.string(true),
    value: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestKeyValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestKeyValue>,
): void {
  w.string(or(m.key, ''), true);
  w.string(or(m.value, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestTopicInfo(r: Reader, version: number): StreamsGroupHeartbeatRequestTopicInfo {
  const m: StreamsGroupHeartbeatRequestTopicInfo = {
    name: r.string(true),
    partitions: r.int32(),
    replicationFactor: r.int16(),
    topicConfigs: r.array(true, readStreamsGroupHeartbeatRequestKeyValue, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestTopicInfo(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestTopicInfo>,
): void {
  w.string(or(m.name, ''), true);
  w.int32(or(m.partitions, 0));
  w.int16(or(m.replicationFactor, 0));
  w.array(or(m.topicConfigs, []), true, writeStreamsGroupHeartbeatRequestKeyValue, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestCopartitionGroup(
  r: Reader,
  _version: number,
): StreamsGroupHeartbeatRequestCopartitionGroup {
  const m: StreamsGroupHeartbeatRequestCopartitionGroup = {
    sourceTopics: r.int16Array(true),
    sourceTopicRegex: r.int16Array(true),
    repartitionSourceTopics: r.int16Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestCopartitionGroup(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestCopartitionGroup>,
): void {
  w.int16Array(or(m.sourceTopics, []), true);
  w.int16Array(or(m.sourceTopicRegex, []), true);
  w.int16Array(or(m.repartitionSourceTopics, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestSubtopology(
  r: Reader,
  version: number,
): StreamsGroupHeartbeatRequestSubtopology {
  const m: StreamsGroupHeartbeatRequestSubtopology = {
    subtopologyId: r.string(true),
    sourceTopics: r.stringArray(true),
    sourceTopicRegex: r.stringArray(true),
    stateChangelogTopics: r.array(true, readStreamsGroupHeartbeatRequestTopicInfo, version),
    repartitionSinkTopics: r.stringArray(true),
    repartitionSourceTopics: r.array(true, readStreamsGroupHeartbeatRequestTopicInfo, version),
    copartitionGroups: r.array(true, readStreamsGroupHeartbeatRequestCopartitionGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestSubtopology>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.stringArray(or(m.sourceTopics, []), true);
  w.stringArray(or(m.sourceTopicRegex, []), true);
  w.array(or(m.stateChangelogTopics, []), true, writeStreamsGroupHeartbeatRequestTopicInfo, version);
  w.stringArray(or(m.repartitionSinkTopics, []), true);
  w.array(or(m.repartitionSourceTopics, []), true, writeStreamsGroupHeartbeatRequestTopicInfo, version);
  w.array(or(m.copartitionGroups, []), true, writeStreamsGroupHeartbeatRequestCopartitionGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestTopology(r: Reader, version: number): StreamsGroupHeartbeatRequestTopology {
  const m: StreamsGroupHeartbeatRequestTopology = {
    epoch: r.int32(),
    subtopologies: r.array(true, readStreamsGroupHeartbeatRequestSubtopology, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestTopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestTopology>,
): void {
  w.int32(or(m.epoch, 0));
  w.array(or(m.subtopologies, []), true, writeStreamsGroupHeartbeatRequestSubtopology, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestTaskIds(r: Reader, _version: number): StreamsGroupHeartbeatRequestTaskIds {
  const m: StreamsGroupHeartbeatRequestTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestTaskIds(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestEndpoint(r: Reader, _version: number): StreamsGroupHeartbeatRequestEndpoint {
  const m: StreamsGroupHeartbeatRequestEndpoint = {
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestEndpoint>,
): void {
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestTaskOffset(
  r: Reader,
  _version: number,
): StreamsGroupHeartbeatRequestTaskOffset {
  const m: StreamsGroupHeartbeatRequestTaskOffset = {
    subtopologyId: r.string(true),
    partition: r.int32(),
    offset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestTaskOffset(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestTaskOffset>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32(or(m.partition, 0));
  w.int64(or(m.offset, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequest(r: Reader, version: number): StreamsGroupHeartbeatRequest {
  const m: StreamsGroupHeartbeatRequest = {
    groupId: r.string(true),
    memberId: r.string(true),
    memberEpoch: r.int32(),
    endpointInformationEpoch: r.int32(),
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    rebalanceTimeoutMs: r.int32(),
    topology: r.nullableStruct(readStreamsGroupHeartbeatRequestTopology, version),
    activeTasks: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskIds, version),
    standbyTasks: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskIds, version),
    warmupTasks: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskIds, version),
    processId: r.nullableString(true),
    userEndpoint: r.nullableStruct(readStreamsGroupHeartbeatRequestEndpoint, version),
    clientTags: r.nullableArray(true, readStreamsGroupHeartbeatRequestKeyValue, version),
    taskOffsets: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskOffset, version),
    taskEndOffsets: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskOffset, version),
    shutdownApplication: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequest(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.endpointInformationEpoch, 0));
  w.nullableString(or(m.instanceId, null), true);
  w.nullableString(or(m.rackId, null), true);
  w.int32(or(m.rebalanceTimeoutMs, -1));
  w.nullableStruct(or(m.topology, null), writeStreamsGroupHeartbeatRequestTopology, version);
  w.nullableArray(or(m.activeTasks, null), true, writeStreamsGroupHeartbeatRequestTaskIds, version);
  w.nullableArray(or(m.standbyTasks, null), true, writeStreamsGroupHeartbeatRequestTaskIds, version);
  w.nullableArray(or(m.warmupTasks, null), true, writeStreamsGroupHeartbeatRequestTaskIds, version);
  w.nullableString(or(m.processId, null), true);
  w.nullableStruct(or(m.userEndpoint, null), writeStreamsGroupHeartbeatRequestEndpoint, version);
  w.nullableArray(or(m.clientTags, null), true, writeStreamsGroupHeartbeatRequestKeyValue, version);
  w.nullableArray(or(m.taskOffsets, null), true, writeStreamsGroupHeartbeatRequestTaskOffset, version);
  w.nullableArray(or(m.taskEndOffsets, null), true, writeStreamsGroupHeartbeatRequestTaskOffset, version);
  w.bool(or(m.shutdownApplication, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponseStatus(r: Reader, _version: number): StreamsGroupHeartbeatResponseStatus {
  const m: StreamsGroupHeartbeatResponseStatus = {
    statusCode: r.int8(),
    statusDetail: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseStatus(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseStatus>,
): void {
  w.int8(or(m.statusCode, 0));
  w.string(or(m.statusDetail, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponseTaskIds(r: Reader, _version: number): StreamsGroupHeartbeatResponseTaskIds {
  const m: StreamsGroupHeartbeatResponseTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseTaskIds(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultStreamsGroupHeartbeatResponseEndpoint: StreamsGroupHeartbeatResponseEndpoint =
  /* @__PURE__ */ Object.freeze({ host: '', port: 0 });

function readStreamsGroupHeartbeatResponseEndpoint(r: Reader, _version: number): StreamsGroupHeartbeatResponseEndpoint {
  const m: StreamsGroupHeartbeatResponseEndpoint = {
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseEndpoint>,
): void {
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponseTopicPartition(
  r: Reader,
  _version: number,
): StreamsGroupHeartbeatResponseTopicPartition {
  const m: StreamsGroupHeartbeatResponseTopicPartition = {
    topic: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseTopicPartition(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseTopicPartition>,
): void {
  w.string(or(m.topic, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponseEndpointToPartitions(
  r: Reader,
  version: number,
): StreamsGroupHeartbeatResponseEndpointToPartitions {
  const m: StreamsGroupHeartbeatResponseEndpointToPartitions = {
    userEndpoint: readStreamsGroupHeartbeatResponseEndpoint(r, version),
    activePartitions: r.array(true, readStreamsGroupHeartbeatResponseTopicPartition, version),
    standbyPartitions: r.array(true, readStreamsGroupHeartbeatResponseTopicPartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseEndpointToPartitions(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseEndpointToPartitions>,
): void {
  writeStreamsGroupHeartbeatResponseEndpoint(
    w,
    version,
    or(m.userEndpoint, defaultStreamsGroupHeartbeatResponseEndpoint),
  );
  w.array(or(m.activePartitions, []), true, writeStreamsGroupHeartbeatResponseTopicPartition, version);
  w.array(or(m.standbyPartitions, []), true, writeStreamsGroupHeartbeatResponseTopicPartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponse(r: Reader, version: number): StreamsGroupHeartbeatResponse {
  const m: StreamsGroupHeartbeatResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    memberId: r.string(true),
    memberEpoch: r.int32(),
    heartbeatIntervalMs: r.int32(),
    acceptableRecoveryLagLegacy: version <= 0 ? r.int32() : 0,
    taskOffsetIntervalMs: r.int32(),
    acceptableRecoveryLag: version >= 1 ? r.int64() : -1n,
    status: r.nullableArray(true, readStreamsGroupHeartbeatResponseStatus, version),
    activeTasks: r.nullableArray(true, readStreamsGroupHeartbeatResponseTaskIds, version),
    standbyTasks: r.nullableArray(true, readStreamsGroupHeartbeatResponseTaskIds, version),
    warmupTasks: r.nullableArray(true, readStreamsGroupHeartbeatResponseTaskIds, version),
    topologyDescriptionRequired: version >= 1 ? r.bool() : false,
    endpointInformationEpoch: r.int32(),
    partitionsByUserEndpoint: r.nullableArray(true, readStreamsGroupHeartbeatResponseEndpointToPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponse(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.heartbeatIntervalMs, 0));
  if (version <= 0) w.int32(or(m.acceptableRecoveryLagLegacy, 0));
  else if (set(m.acceptableRecoveryLagLegacy, 0)) w.absent(version);
  w.int32(or(m.taskOffsetIntervalMs, 0));
  if (version >= 1) w.int64(or(m.acceptableRecoveryLag, -1n));
  w.nullableArray(or(m.status, []), true, writeStreamsGroupHeartbeatResponseStatus, version);
  w.nullableArray(or(m.activeTasks, null), true, writeStreamsGroupHeartbeatResponseTaskIds, version);
  w.nullableArray(or(m.standbyTasks, null), true, writeStreamsGroupHeartbeatResponseTaskIds, version);
  w.nullableArray(or(m.warmupTasks, null), true, writeStreamsGroupHeartbeatResponseTaskIds, version);
  if (version >= 1) w.bool(or(m.topologyDescriptionRequired, false));
  else if (set(m.topologyDescriptionRequired, false)) w.absent(version);
  w.int32(or(m.endpointInformationEpoch, 0));
  w.nullableArray(
    or(m.partitionsByUserEndpoint, null),
    true,
    writeStreamsGroupHeartbeatResponseEndpointToPartitions,
    version,
  );
  w.unknownTags(m.unknownTags, true, version);
}
