// Generated from packages/wire/schema/089-streams-group-describe.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 89. Tells the state, the topology and the members of groups of Kafka Streams (KIP-1071). Goes to the group
 * coordinator.
 *
 * - v0: The first.
 * - v1: The full description of the topology on request (KIP-1331); assignorName (KIP-1357).
 */
export const StreamsGroupDescribe: Api<StreamsGroupDescribeRequest, StreamsGroupDescribeResponse> = /* @__PURE__ */ api(
  89,
  'StreamsGroupDescribe',
  /* @__PURE__ */ new Message(
    'StreamsGroupDescribeRequest',
    [0, 1],
    0,
    readStreamsGroupDescribeRequest,
    writeStreamsGroupDescribeRequest,
  ),
  /* @__PURE__ */ new Message(
    'StreamsGroupDescribeResponse',
    [0, 1],
    0,
    readStreamsGroupDescribeResponse,
    writeStreamsGroupDescribeResponse,
  ),
);

/** The request of {@link StreamsGroupDescribe}. */
export interface StreamsGroupDescribeRequest {
  /** The ids of the groups. */
  groupIds: string[];
  /** Whether to tell what this user may do with each group. */
  includeAuthorizedOperations: boolean;
  /** Whether to tell the full description of the topology. (since v1) */
  includeTopologyDescription: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link StreamsGroupDescribe}. */
export interface StreamsGroupDescribeResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The groups. */
  groups: StreamsGroupDescribeResponseDescribedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups. */
export interface StreamsGroupDescribeResponseDescribedGroup {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the group. */
  groupId: string;
  /** Empty, NotReady, Assigning, Reconciling, Stable or Dead; empty on an error. */
  groupState: string;
  /** Goes up with each change of the members, the topology or its topics. */
  groupEpoch: number;
  /** The group epoch that the target assignment was made for. */
  assignmentEpoch: number;
  /** What the application does, as far as the coordinator knows it; null on an error. (default null) */
  topology: StreamsGroupDescribeResponseTopology | null;
  /** The members. */
  members: StreamsGroupDescribeResponseMember[];
  /**
   * Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for. (default
   * -2147483648)
   */
  authorizedOperations: number;
  /** The full description of the topology; null unless the status is 3. (since v1, default null) */
  topologyDescription: StreamsGroupDescribeResponseTopologyDescription | null;
  /** 0 not asked for, 1 no description there, 2 it could not be read, 3 it is in topologyDescription. (since v1) */
  topologyDescriptionStatus: number;
  /** The assignor that the coordinator will use next time; null on an error. (since v1, default null) */
  assignorName: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the application does, as far as the coordinator knows it; null on an error. */
export interface StreamsGroupDescribeResponseTopology {
  /** The epoch of the topology. */
  epoch: number;
  /** Its independent parts; null while source topics are missing or do not match. (default null) */
  subtopologies: StreamsGroupDescribeResponseSubtopology[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts; null while source topics are missing or do not match. */
export interface StreamsGroupDescribeResponseSubtopology {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The topics it reads from; regular expressions have been resolved. */
  sourceTopics: string[];
  /** The repartition topics it writes to. */
  repartitionSinkTopics: string[];
  /** The changelogs of its stores, created by the coordinator. */
  stateChangelogTopics: StreamsGroupDescribeResponseTopicInfo[];
  /** The repartition topics it reads from, created by the coordinator. */
  repartitionSourceTopics: StreamsGroupDescribeResponseTopicInfo[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changelogs of its stores, created by the coordinator. */
export interface StreamsGroupDescribeResponseTopicInfo {
  /** The name of the topic. */
  name: string;
  /** How many partitions it is to have; 0 when that follows from others, as for changelogs. */
  partitions: number;
  /** How many replicas it is to have; 0 for the default of the broker. */
  replicationFactor: number;
  /** Its settings. */
  topicConfigs: StreamsGroupDescribeResponseKeyValue[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its settings. */
export interface StreamsGroupDescribeResponseKeyValue {
  /** The name. */
  key: string;
  /** The value. */
  value: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface StreamsGroupDescribeResponseMember {
  /** The id of the member. */
  memberId: string;
  /** The epoch that the member has reached. */
  memberEpoch: number;
  /** The lasting name of a static member (group.instance.id); null for others. (default null) */
  instanceId: string | null;
  /** The rack the member is in; null when unknown. (default null) */
  rackId: string | null;
  /** What the client of the member calls itself. */
  clientId: string;
  /** Where the member comes from: its address. */
  clientHost: string;
  /** The epoch of the topology that the member has. */
  topologyEpoch: number;
  /** Tells the instances of the application apart; those of one process have the same. */
  processId: string;
  /** Where the application answers queries (application.server); null for nowhere. (default null) */
  userEndpoint: StreamsGroupDescribeResponseEndpoint | null;
  /** Tags of the client, by which standby tasks are spread. */
  clientTags: StreamsGroupDescribeResponseKeyValue[];
  /** How far the member has read the changelogs of its tasks. */
  taskOffsets: StreamsGroupDescribeResponseTaskOffset[];
  /** Where the changelogs of its tasks end. */
  taskEndOffsets: StreamsGroupDescribeResponseTaskOffset[];
  /** What the member has at present. */
  assignment: StreamsGroupDescribeResponseAssignment;
  /** What the member is to have in the end. */
  targetAssignment: StreamsGroupDescribeResponseAssignment;
  /** Whether the member still uses the classic protocol. */
  isClassic: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the application answers queries (application.server); null for nowhere. */
export interface StreamsGroupDescribeResponseEndpoint {
  /** Where the application listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** How far the member has read the changelogs of its tasks. */
export interface StreamsGroupDescribeResponseTaskOffset {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The number of the task: that of its input partitions. */
  partition: number;
  /** The sum of the offsets in all changelogs of the task. */
  offset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member has at present. */
export interface StreamsGroupDescribeResponseAssignment {
  /** The active tasks. */
  activeTasks: StreamsGroupDescribeResponseTaskIds[];
  /** The standby tasks. */
  standbyTasks: StreamsGroupDescribeResponseTaskIds[];
  /** The warm-up tasks. */
  warmupTasks: StreamsGroupDescribeResponseTaskIds[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks. */
export interface StreamsGroupDescribeResponseTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The full description of the topology; null unless the status is 3. */
export interface StreamsGroupDescribeResponseTopologyDescription {
  /** Its independent parts. (since v1) */
  subtopologies: StreamsGroupDescribeResponseTopologyDescriptionSubtopology[];
  /** Stores that every instance has in full. (since v1) */
  globalStores: StreamsGroupDescribeResponseTopologyDescriptionGlobalStore[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts. */
export interface StreamsGroupDescribeResponseTopologyDescriptionSubtopology {
  /** The id of the subtopology. (since v1) */
  subtopologyId: string;
  /** The nodes that records pass through. (since v1) */
  nodes: StreamsGroupDescribeResponseTopologyDescriptionNode[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The nodes that records pass through. */
export interface StreamsGroupDescribeResponseTopologyDescriptionNode {
  /** The name of the node, e.g. KSTREAM-SOURCE-0000000000. (since v1) */
  name: string;
  /** 1 source, 2 processor, 3 sink. (since v1) */
  nodeType: number;
  /** The topics that a source reads from; empty for others, and when they are only known at run time. (since v1) */
  sourceTopics: string[];
  /**
   * The topic that a sink writes to; null for others, and when it is only known at run time. (since v1, default
   * null)
   */
  sinkTopic: string | null;
  /** The stores that a processor uses; empty for others. (since v1) */
  stores: string[];
  /** The names of the nodes that come next. (since v1) */
  successors: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Stores that every instance has in full. */
export interface StreamsGroupDescribeResponseTopologyDescriptionGlobalStore {
  /** The source that feeds the store. (since v1) */
  source: StreamsGroupDescribeResponseTopologyDescriptionNode;
  /** The processor that fills it. (since v1) */
  processor: StreamsGroupDescribeResponseTopologyDescriptionNode;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupDescribeRequest(r: Reader, version: number): StreamsGroupDescribeRequest {
  const m: StreamsGroupDescribeRequest = {
    groupIds: r.stringArray(true),
    includeAuthorizedOperations: r.bool(),
    includeTopologyDescription: version >= 1 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeRequest(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeRequest>,
): void {
  w.stringArray(or(m.groupIds, []), true);
  w.bool(or(m.includeAuthorizedOperations, false));
  if (version >= 1) w.bool(or(m.includeTopologyDescription, false));
  else if (set(m.includeTopologyDescription, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseKeyValue(r: Reader, _version: number): StreamsGroupDescribeResponseKeyValue {
  const m: StreamsGroupDescribeResponseKeyValue = {
    key: r.string(true),
    value: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseKeyValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseKeyValue>,
): void {
  w.string(or(m.key, ''), true);
  w.string(or(m.value, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopicInfo(r: Reader, version: number): StreamsGroupDescribeResponseTopicInfo {
  const m: StreamsGroupDescribeResponseTopicInfo = {
    name: r.string(true),
    partitions: r.int32(),
    replicationFactor: r.int16(),
    topicConfigs: r.array(true, readStreamsGroupDescribeResponseKeyValue, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopicInfo(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopicInfo>,
): void {
  w.string(or(m.name, ''), true);
  w.int32(or(m.partitions, 0));
  w.int16(or(m.replicationFactor, 0));
  w.array(or(m.topicConfigs, []), true, writeStreamsGroupDescribeResponseKeyValue, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseSubtopology(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseSubtopology {
  const m: StreamsGroupDescribeResponseSubtopology = {
    subtopologyId: r.string(true),
    sourceTopics: r.stringArray(true),
    repartitionSinkTopics: r.stringArray(true),
    stateChangelogTopics: r.array(true, readStreamsGroupDescribeResponseTopicInfo, version),
    repartitionSourceTopics: r.array(true, readStreamsGroupDescribeResponseTopicInfo, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseSubtopology>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.stringArray(or(m.sourceTopics, []), true);
  w.stringArray(or(m.repartitionSinkTopics, []), true);
  w.array(or(m.stateChangelogTopics, []), true, writeStreamsGroupDescribeResponseTopicInfo, version);
  w.array(or(m.repartitionSourceTopics, []), true, writeStreamsGroupDescribeResponseTopicInfo, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopology(r: Reader, version: number): StreamsGroupDescribeResponseTopology {
  const m: StreamsGroupDescribeResponseTopology = {
    epoch: r.int32(),
    subtopologies: r.nullableArray(true, readStreamsGroupDescribeResponseSubtopology, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopology>,
): void {
  w.int32(or(m.epoch, 0));
  w.nullableArray(or(m.subtopologies, null), true, writeStreamsGroupDescribeResponseSubtopology, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseEndpoint(r: Reader, _version: number): StreamsGroupDescribeResponseEndpoint {
  const m: StreamsGroupDescribeResponseEndpoint = {
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseEndpoint>,
): void {
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTaskOffset(
  r: Reader,
  _version: number,
): StreamsGroupDescribeResponseTaskOffset {
  const m: StreamsGroupDescribeResponseTaskOffset = {
    subtopologyId: r.string(true),
    partition: r.int32(),
    offset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTaskOffset(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTaskOffset>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32(or(m.partition, 0));
  w.int64(or(m.offset, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTaskIds(r: Reader, _version: number): StreamsGroupDescribeResponseTaskIds {
  const m: StreamsGroupDescribeResponseTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTaskIds(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultStreamsGroupDescribeResponseAssignment: StreamsGroupDescribeResponseAssignment =
  /* @__PURE__ */ Object.freeze({ activeTasks: [], standbyTasks: [], warmupTasks: [] });

function readStreamsGroupDescribeResponseAssignment(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseAssignment {
  const m: StreamsGroupDescribeResponseAssignment = {
    activeTasks: r.array(true, readStreamsGroupDescribeResponseTaskIds, version),
    standbyTasks: r.array(true, readStreamsGroupDescribeResponseTaskIds, version),
    warmupTasks: r.array(true, readStreamsGroupDescribeResponseTaskIds, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseAssignment>,
): void {
  w.array(or(m.activeTasks, []), true, writeStreamsGroupDescribeResponseTaskIds, version);
  w.array(or(m.standbyTasks, []), true, writeStreamsGroupDescribeResponseTaskIds, version);
  w.array(or(m.warmupTasks, []), true, writeStreamsGroupDescribeResponseTaskIds, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseMember(r: Reader, version: number): StreamsGroupDescribeResponseMember {
  const m: StreamsGroupDescribeResponseMember = {
    memberId: r.string(true),
    memberEpoch: r.int32(),
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    clientId: r.string(true),
    clientHost: r.string(true),
    topologyEpoch: r.int32(),
    processId: r.string(true),
    userEndpoint: r.nullableStruct(readStreamsGroupDescribeResponseEndpoint, version),
    clientTags: r.array(true, readStreamsGroupDescribeResponseKeyValue, version),
    taskOffsets: r.array(true, readStreamsGroupDescribeResponseTaskOffset, version),
    taskEndOffsets: r.array(true, readStreamsGroupDescribeResponseTaskOffset, version),
    assignment: readStreamsGroupDescribeResponseAssignment(r, version),
    targetAssignment: readStreamsGroupDescribeResponseAssignment(r, version),
    isClassic: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseMember(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseMember>,
): void {
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.nullableString(or(m.instanceId, null), true);
  w.nullableString(or(m.rackId, null), true);
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.int32(or(m.topologyEpoch, 0));
  w.string(or(m.processId, ''), true);
  w.nullableStruct(or(m.userEndpoint, null), writeStreamsGroupDescribeResponseEndpoint, version);
  w.array(or(m.clientTags, []), true, writeStreamsGroupDescribeResponseKeyValue, version);
  w.array(or(m.taskOffsets, []), true, writeStreamsGroupDescribeResponseTaskOffset, version);
  w.array(or(m.taskEndOffsets, []), true, writeStreamsGroupDescribeResponseTaskOffset, version);
  writeStreamsGroupDescribeResponseAssignment(
    w,
    version,
    or(m.assignment, defaultStreamsGroupDescribeResponseAssignment),
  );
  writeStreamsGroupDescribeResponseAssignment(
    w,
    version,
    or(m.targetAssignment, defaultStreamsGroupDescribeResponseAssignment),
  );
  w.bool(or(m.isClassic, false));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultStreamsGroupDescribeResponseTopologyDescriptionNode: StreamsGroupDescribeResponseTopologyDescriptionNode =
  /* @__PURE__ */ Object.freeze({
    name: '',
    nodeType: 0,
    sourceTopics: [],
    sinkTopic: null,
    stores: [],
    successors: [],
  });

function readStreamsGroupDescribeResponseTopologyDescriptionNode(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseTopologyDescriptionNode {
  const m: StreamsGroupDescribeResponseTopologyDescriptionNode = {
    name: version >= 1 ? r.string(true) : '',
    nodeType: version >= 1 ? r.int8() : 0,
    sourceTopics: version >= 1 ? r.stringArray(true) : [],
    sinkTopic: version >= 1 ? r.nullableString(true) : null,
    stores: version >= 1 ? r.stringArray(true) : [],
    successors: version >= 1 ? r.stringArray(true) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopologyDescriptionNode(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopologyDescriptionNode>,
): void {
  if (version >= 1) w.string(or(m.name, ''), true);
  else if (set(m.name, '')) w.absent(version);
  if (version >= 1) w.int8(or(m.nodeType, 0));
  else if (set(m.nodeType, 0)) w.absent(version);
  if (version >= 1) w.stringArray(or(m.sourceTopics, []), true);
  else if (set(m.sourceTopics, [])) w.absent(version);
  if (version >= 1) w.nullableString(or(m.sinkTopic, null), true);
  else if (set(m.sinkTopic, null)) w.absent(version);
  if (version >= 1) w.stringArray(or(m.stores, []), true);
  else if (set(m.stores, [])) w.absent(version);
  if (version >= 1) w.stringArray(or(m.successors, []), true);
  else if (set(m.successors, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopologyDescriptionSubtopology(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseTopologyDescriptionSubtopology {
  const m: StreamsGroupDescribeResponseTopologyDescriptionSubtopology = {
    subtopologyId: version >= 1 ? r.string(true) : '',
    nodes: version >= 1 ? r.array(true, readStreamsGroupDescribeResponseTopologyDescriptionNode, version) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopologyDescriptionSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopologyDescriptionSubtopology>,
): void {
  if (version >= 1) w.string(or(m.subtopologyId, ''), true);
  else if (set(m.subtopologyId, '')) w.absent(version);
  if (version >= 1) w.array(or(m.nodes, []), true, writeStreamsGroupDescribeResponseTopologyDescriptionNode, version);
  else if (set(m.nodes, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopologyDescriptionGlobalStore(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseTopologyDescriptionGlobalStore {
  const m: StreamsGroupDescribeResponseTopologyDescriptionGlobalStore = {
    source:
      version >= 1
        ? readStreamsGroupDescribeResponseTopologyDescriptionNode(r, version)
        : defaultStreamsGroupDescribeResponseTopologyDescriptionNode,
    processor:
      version >= 1
        ? readStreamsGroupDescribeResponseTopologyDescriptionNode(r, version)
        : defaultStreamsGroupDescribeResponseTopologyDescriptionNode,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopologyDescriptionGlobalStore(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopologyDescriptionGlobalStore>,
): void {
  if (version >= 1)
    writeStreamsGroupDescribeResponseTopologyDescriptionNode(
      w,
      version,
      or(m.source, defaultStreamsGroupDescribeResponseTopologyDescriptionNode),
    );
  else if (set(m.source, defaultStreamsGroupDescribeResponseTopologyDescriptionNode)) w.absent(version);
  if (version >= 1)
    writeStreamsGroupDescribeResponseTopologyDescriptionNode(
      w,
      version,
      or(m.processor, defaultStreamsGroupDescribeResponseTopologyDescriptionNode),
    );
  else if (set(m.processor, defaultStreamsGroupDescribeResponseTopologyDescriptionNode)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopologyDescription(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseTopologyDescription {
  const m: StreamsGroupDescribeResponseTopologyDescription = {
    subtopologies:
      version >= 1 ? r.array(true, readStreamsGroupDescribeResponseTopologyDescriptionSubtopology, version) : [],
    globalStores:
      version >= 1 ? r.array(true, readStreamsGroupDescribeResponseTopologyDescriptionGlobalStore, version) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopologyDescription(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopologyDescription>,
): void {
  if (version >= 1)
    w.array(or(m.subtopologies, []), true, writeStreamsGroupDescribeResponseTopologyDescriptionSubtopology, version);
  else if (set(m.subtopologies, [])) w.absent(version);
  if (version >= 1)
    w.array(or(m.globalStores, []), true, writeStreamsGroupDescribeResponseTopologyDescriptionGlobalStore, version);
  else if (set(m.globalStores, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseDescribedGroup(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseDescribedGroup {
  const m: StreamsGroupDescribeResponseDescribedGroup = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    groupId: r.string(true),
    groupState: r.string(true),
    groupEpoch: r.int32(),
    assignmentEpoch: r.int32(),
    topology: r.nullableStruct(readStreamsGroupDescribeResponseTopology, version),
    members: r.array(true, readStreamsGroupDescribeResponseMember, version),
    authorizedOperations: r.int32(),
    topologyDescription:
      version >= 1 ? r.nullableStruct(readStreamsGroupDescribeResponseTopologyDescription, version) : null,
    topologyDescriptionStatus: version >= 1 ? r.int8() : 0,
    assignorName: version >= 1 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseDescribedGroup(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseDescribedGroup>,
): void {
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.string(or(m.groupId, ''), true);
  w.string(or(m.groupState, ''), true);
  w.int32(or(m.groupEpoch, 0));
  w.int32(or(m.assignmentEpoch, 0));
  w.nullableStruct(or(m.topology, null), writeStreamsGroupDescribeResponseTopology, version);
  w.array(or(m.members, []), true, writeStreamsGroupDescribeResponseMember, version);
  w.int32(or(m.authorizedOperations, -2147483648));
  if (version >= 1)
    w.nullableStruct(or(m.topologyDescription, null), writeStreamsGroupDescribeResponseTopologyDescription, version);
  else if (set(m.topologyDescription, null)) w.absent(version);
  if (version >= 1) w.int8(or(m.topologyDescriptionStatus, 0));
  else if (set(m.topologyDescriptionStatus, 0)) w.absent(version);
  if (version >= 1) w.nullableString(or(m.assignorName, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponse(r: Reader, version: number): StreamsGroupDescribeResponse {
  const m: StreamsGroupDescribeResponse = {
    throttleTimeMs: r.int32(),
    groups: r.array(true, readStreamsGroupDescribeResponseDescribedGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponse(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.groups, []), true, writeStreamsGroupDescribeResponseDescribedGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}
