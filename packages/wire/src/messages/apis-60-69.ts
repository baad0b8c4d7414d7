// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/060-describe-cluster.ts

/**
 * API 60. Tells the id of the cluster, its brokers or controllers, and what this user may do with it. Goes to any
 * broker, or any controller (with v1 and later).
 *
 * - v0: The first (KIP-700).
 * - v1: endpointType: controllers can be told about; MISMATCHED_ENDPOINT_TYPE and UNSUPPORTED_ENDPOINT_TYPE may be answered (KIP-919).
 * - v2: Fenced brokers on request (KIP-1073).
 */
export const DescribeCluster: Api<DescribeClusterRequest, DescribeClusterResponse> = /* @__PURE__ */ api(
  60,
  'DescribeCluster',
  /* @__PURE__ */ new Message(
    'DescribeClusterRequest',
    [0, 2],
    0,
    readDescribeClusterRequest,
    writeDescribeClusterRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeClusterResponse',
    [0, 2],
    0,
    readDescribeClusterResponse,
    writeDescribeClusterResponse,
  ),
);

/** The request of {@link DescribeCluster}. */
export interface DescribeClusterRequest {
  /** Whether to tell what this user may do with the cluster. */
  includeClusterAuthorizedOperations: boolean;
  /** What to tell about: 1 brokers, 2 controllers. (since v1, default 1) */
  endpointType: number;
  /** Whether to tell about fenced brokers too. (since v2) */
  includeFencedBrokers: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeCluster}. */
export interface DescribeClusterResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** What is told about: 1 brokers, 2 controllers. (since v1, default 1) */
  endpointType: number;
  /** The id of the cluster. */
  clusterId: string;
  /**
   * From a controller, the active controller; from a broker, any broker, since each of them forwards; -1 when
   * unknown. (default -1)
   */
  controllerId: number;
  /** The brokers, or the controllers if these were asked for. */
  brokers: DescribeClusterResponseBroker[];
  /** Bits for what this user may do with the cluster; -2³¹ when not asked for. (default -2147483648) */
  clusterAuthorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers, or the controllers if these were asked for. */
export interface DescribeClusterResponseBroker {
  /** The id of the node. */
  brokerId: number;
  /** Where it listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** The rack it is in; null when it was not told. (default null) */
  rack: string | null;
  /** Whether the broker is fenced: registered, but out of service. (since v2) */
  isFenced: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeClusterRequest(r: Reader, version: number): DescribeClusterRequest {
  const m: DescribeClusterRequest = {
    includeClusterAuthorizedOperations: r.bool(),
    endpointType: version >= 1 ? r.int8() : 1,
    includeFencedBrokers: version >= 2 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClusterRequest(w: Writer, version: number, m: MessageInit<DescribeClusterRequest>): void {
  w.bool(or(m.includeClusterAuthorizedOperations, false));
  if (version >= 1) w.int8(or(m.endpointType, 1));
  else if (set(m.endpointType, 1)) w.absent(version);
  if (version >= 2) w.bool(or(m.includeFencedBrokers, false));
  else if (set(m.includeFencedBrokers, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeClusterResponseBroker(r: Reader, version: number): DescribeClusterResponseBroker {
  const m: DescribeClusterResponseBroker = {
    brokerId: r.int32(),
    host: r.string(true),
    port: r.int32(),
    rack: r.nullableString(true),
    isFenced: version >= 2 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClusterResponseBroker(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClusterResponseBroker>,
): void {
  w.int32(or(m.brokerId, 0));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.nullableString(or(m.rack, null), true);
  if (version >= 2) w.bool(or(m.isFenced, false));
  else if (set(m.isFenced, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeClusterResponse(r: Reader, version: number): DescribeClusterResponse {
  const m: DescribeClusterResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    endpointType: version >= 1 ? r.int8() : 1,
    clusterId: r.string(true),
    controllerId: r.int32(),
    brokers: r.array(true, readDescribeClusterResponseBroker, version),
    clusterAuthorizedOperations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClusterResponse(w: Writer, version: number, m: MessageInit<DescribeClusterResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  if (version >= 1) w.int8(or(m.endpointType, 1));
  else if (set(m.endpointType, 1)) w.absent(version);
  w.string(or(m.clusterId, ''), true);
  w.int32(or(m.controllerId, -1));
  w.array(or(m.brokers, []), true, writeDescribeClusterResponseBroker, version);
  w.int32(or(m.clusterAuthorizedOperations, -2147483648));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/061-describe-producers.ts

/**
 * API 61. Tells which producers a partition knows and whether they have a transaction open in it, so as to find
 * one that hangs. Goes to the leader of every partition in it.
 *
 * - v0: The first and only one so far (KIP-664).
 */
export const DescribeProducers: Api<DescribeProducersRequest, DescribeProducersResponse> = /* @__PURE__ */ api(
  61,
  'DescribeProducers',
  /* @__PURE__ */ new Message(
    'DescribeProducersRequest',
    [0, 0],
    0,
    readDescribeProducersRequest,
    writeDescribeProducersRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeProducersResponse',
    [0, 0],
    0,
    readDescribeProducersResponse,
    writeDescribeProducersResponse,
  ),
);

/** The request of {@link DescribeProducers}. */
export interface DescribeProducersRequest {
  /** The partitions to tell about, by topic. */
  topics: DescribeProducersRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to tell about, by topic. */
export interface DescribeProducersRequestTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions of the topic. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeProducers}. */
export interface DescribeProducersResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The producers, by topic. */
  topics: DescribeProducersResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The producers, by topic. */
export interface DescribeProducersResponseTopic {
  /** The name of the topic. */
  name: string;
  /** The producers, by partition. */
  partitions: DescribeProducersResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The producers, by partition. */
export interface DescribeProducersResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The producers that the partition remembers. */
  activeProducers: DescribeProducersResponseProducerState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The producers that the partition remembers. */
export interface DescribeProducersResponseProducerState {
  /** The id of the producer. */
  producerId: bigint;
  /** The epoch of the producer. */
  producerEpoch: number;
  /** The sequence number of the last record it wrote; -1 for none. (default -1) */
  lastSequence: number;
  /** The largest timestamp in the last batch it wrote, in ms since 1970; -1 for none. (default -1) */
  lastTimestamp: bigint;
  /** The epoch of the transaction coordinator that last ended a transaction of it here; -1 for none. */
  coordinatorEpoch: number;
  /** The first offset of the transaction it has open here; -1 for none. (default -1) */
  currentTxnStartOffset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeProducersRequestTopic(r: Reader, _version: number): DescribeProducersRequestTopic {
  const m: DescribeProducersRequestTopic = {
    name: r.string(true),
    partitionIndexes: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeProducersRequestTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.int32Array(or(m.partitionIndexes, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersRequest(r: Reader, version: number): DescribeProducersRequest {
  const m: DescribeProducersRequest = {
    topics: r.array(true, readDescribeProducersRequestTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersRequest(w: Writer, version: number, m: MessageInit<DescribeProducersRequest>): void {
  w.array(or(m.topics, []), true, writeDescribeProducersRequestTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersResponseProducerState(
  r: Reader,
  _version: number,
): DescribeProducersResponseProducerState {
  const m: DescribeProducersResponseProducerState = {
    producerId: r.int64(),
    producerEpoch: r.int32(),
    lastSequence: r.int32(),
    lastTimestamp: r.int64(),
    coordinatorEpoch: r.int32(),
    currentTxnStartOffset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersResponseProducerState(
  w: Writer,
  version: number,
  m: MessageInit<DescribeProducersResponseProducerState>,
): void {
  w.int64(or(m.producerId, 0n));
  w.int32(or(m.producerEpoch, 0));
  w.int32(or(m.lastSequence, -1));
  w.int64(or(m.lastTimestamp, -1n));
  w.int32(or(m.coordinatorEpoch, 0));
  w.int64(or(m.currentTxnStartOffset, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersResponsePartition(r: Reader, version: number): DescribeProducersResponsePartition {
  const m: DescribeProducersResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    activeProducers: r.array(true, readDescribeProducersResponseProducerState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<DescribeProducersResponsePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.array(or(m.activeProducers, []), true, writeDescribeProducersResponseProducerState, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersResponseTopic(r: Reader, version: number): DescribeProducersResponseTopic {
  const m: DescribeProducersResponseTopic = {
    name: r.string(true),
    partitions: r.array(true, readDescribeProducersResponsePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeProducersResponseTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeDescribeProducersResponsePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeProducersResponse(r: Reader, version: number): DescribeProducersResponse {
  const m: DescribeProducersResponse = {
    throttleTimeMs: r.int32(),
    topics: r.array(true, readDescribeProducersResponseTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeProducersResponse(w: Writer, version: number, m: MessageInit<DescribeProducersResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), true, writeDescribeProducersResponseTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/062-broker-registration.ts

/**
 * API 62. A broker that starts makes itself known to the cluster, and gets its epoch. Goes to the active
 * controller, from a broker.
 *
 * - v0: The first (KIP-631).
 * - v1: isMigratingZkBroker (KIP-866).
 * - v2: logDirs (KIP-858).
 * - v3: previousBrokerEpoch (KIP-966).
 * - v4: Features whose lowest level is 0 are told too (KAFKA-17011).
 */
export const BrokerRegistration: Api<BrokerRegistrationRequest, BrokerRegistrationResponse> = /* @__PURE__ */ api(
  62,
  'BrokerRegistration',
  /* @__PURE__ */ new Message(
    'BrokerRegistrationRequest',
    [0, 4],
    0,
    readBrokerRegistrationRequest,
    writeBrokerRegistrationRequest,
  ),
  /* @__PURE__ */ new Message(
    'BrokerRegistrationResponse',
    [0, 4],
    0,
    readBrokerRegistrationResponse,
    writeBrokerRegistrationResponse,
  ),
);

/** The request of {@link BrokerRegistration}. */
export interface BrokerRegistrationRequest {
  /** The id of the broker. */
  brokerId: number;
  /** The cluster the broker believes to be in. */
  clusterId: string;
  /** Made anew each time the process starts. */
  incarnationId: string;
  /** Where the broker listens. */
  listeners: BrokerRegistrationRequestListener[];
  /** The features that the broker can have. */
  features: BrokerRegistrationRequestFeature[];
  /** The rack the broker is in; null when unknown. */
  rack: string | null;
  /** Whether the broker still works with ZooKeeper and is set up to migrate. (since v1) */
  isMigratingZkBroker: boolean;
  /** The log directories that the broker can use. (since v2) */
  logDirs: string[];
  /** The epoch of the broker before it was last shut down, if that was done cleanly; else -1. (since v3, default -1) */
  previousBrokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the broker listens. */
export interface BrokerRegistrationRequestListener {
  /** The name of the listener. */
  name: string;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** 0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL. */
  securityProtocol: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features that the broker can have. */
export interface BrokerRegistrationRequestFeature {
  /** The name of the feature. */
  name: string;
  /** The lowest level it can have. */
  minSupportedVersion: number;
  /** The highest level it can have. */
  maxSupportedVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link BrokerRegistration}. */
export interface BrokerRegistrationResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The epoch that the broker now has; -1 on an error. (default -1) */
  brokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readBrokerRegistrationRequestListener(r: Reader, _version: number): BrokerRegistrationRequestListener {
  const m: BrokerRegistrationRequestListener = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
    securityProtocol: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerRegistrationRequestListener(
  w: Writer,
  version: number,
  m: MessageInit<BrokerRegistrationRequestListener>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.int16(or(m.securityProtocol, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readBrokerRegistrationRequestFeature(r: Reader, _version: number): BrokerRegistrationRequestFeature {
  const m: BrokerRegistrationRequestFeature = {
    name: r.string(true),
    minSupportedVersion: r.int16(),
    maxSupportedVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerRegistrationRequestFeature(
  w: Writer,
  version: number,
  m: MessageInit<BrokerRegistrationRequestFeature>,
): void {
  w.string(or(m.name, ''), true);
  w.int16(or(m.minSupportedVersion, 0));
  w.int16(or(m.maxSupportedVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readBrokerRegistrationRequest(r: Reader, version: number): BrokerRegistrationRequest {
  const m: BrokerRegistrationRequest = {
    brokerId: r.int32(),
    clusterId: r.string(true),
    incarnationId: r.uuid(),
    listeners: r.array(true, readBrokerRegistrationRequestListener, version),
    features: r.array(true, readBrokerRegistrationRequestFeature, version),
    rack: r.nullableString(true),
    isMigratingZkBroker: version >= 1 ? r.bool() : false,
    logDirs: version >= 2 ? r.uuidArray(true) : [],
    previousBrokerEpoch: version >= 3 ? r.int64() : -1n,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerRegistrationRequest(w: Writer, version: number, m: MessageInit<BrokerRegistrationRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.string(or(m.clusterId, ''), true);
  w.uuid(or(m.incarnationId, ZERO_UUID));
  w.array(or(m.listeners, []), true, writeBrokerRegistrationRequestListener, version);
  w.array(or(m.features, []), true, writeBrokerRegistrationRequestFeature, version);
  w.nullableString(or(m.rack, ''), true);
  if (version >= 1) w.bool(or(m.isMigratingZkBroker, false));
  else if (set(m.isMigratingZkBroker, false)) w.absent(version);
  if (version >= 2) w.uuidArray(or(m.logDirs, []), true);
  if (version >= 3) w.int64(or(m.previousBrokerEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readBrokerRegistrationResponse(r: Reader, _version: number): BrokerRegistrationResponse {
  const m: BrokerRegistrationResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    brokerEpoch: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerRegistrationResponse(w: Writer, version: number, m: MessageInit<BrokerRegistrationResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/063-broker-heartbeat.ts

/**
 * API 63. A broker shows that it is alive, and asks to be fenced, set free or shut down. Goes to the active
 * controller, from a broker.
 *
 * - v0: The first (KIP-631).
 * - v1: offlineLogDirs (KIP-858).
 * - v2: cordonedLogDirs (KIP-1066).
 */
export const BrokerHeartbeat: Api<BrokerHeartbeatRequest, BrokerHeartbeatResponse> = /* @__PURE__ */ api(
  63,
  'BrokerHeartbeat',
  /* @__PURE__ */ new Message(
    'BrokerHeartbeatRequest',
    [0, 2],
    0,
    readBrokerHeartbeatRequest,
    writeBrokerHeartbeatRequest,
  ),
  /* @__PURE__ */ new Message(
    'BrokerHeartbeatResponse',
    [0, 2],
    0,
    readBrokerHeartbeatResponse,
    writeBrokerHeartbeatResponse,
  ),
);

/** The request of {@link BrokerHeartbeat}. */
export interface BrokerHeartbeatRequest {
  /** The id of the broker. */
  brokerId: number;
  /** The epoch that the broker got when it registered. (default -1) */
  brokerEpoch: bigint;
  /** Up to which offset the broker has read the metadata log. */
  currentMetadataOffset: bigint;
  /** Whether the broker wants to be, or stay, out of service. */
  wantFence: boolean;
  /** Whether the broker wants to shut down. */
  wantShutDown: boolean;
  /** The log directories that have failed. (since v1) */
  offlineLogDirs: string[];
  /** The log directories that take no new replicas; null while the broker starts. (since v2, default null) */
  cordonedLogDirs: string[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link BrokerHeartbeat}. */
export interface BrokerHeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** Whether the broker is about level with the metadata log. */
  isCaughtUp: boolean;
  /** Whether the broker is fenced: out of service. (default true) */
  isFenced: boolean;
  /** Whether the broker may now shut down. */
  shouldShutDown: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readBrokerHeartbeatRequest(r: Reader, version: number): BrokerHeartbeatRequest {
  const m: BrokerHeartbeatRequest = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
    currentMetadataOffset: r.int64(),
    wantFence: r.bool(),
    wantShutDown: r.bool(),
    offlineLogDirs: [],
    cordonedLogDirs: null,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0 && version >= 1) m.offlineLogDirs = r.uuidArray(true);
    else if (tag === 1 && version >= 2) m.cordonedLogDirs = r.nullableUuidArray(true);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerHeartbeatRequest(w: Writer, version: number, m: MessageInit<BrokerHeartbeatRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.int64(or(m.currentMetadataOffset, 0n));
  w.bool(or(m.wantFence, false));
  w.bool(or(m.wantShutDown, false));
  if (!(version >= 1) && set(m.offlineLogDirs, [])) w.absent(version);
  if (!(version >= 2) && set(m.cordonedLogDirs, null)) w.absent(version);
  const tags = w.beginTags(m.unknownTags);
  if (version >= 1 && set(m.offlineLogDirs, [])) {
    const at = w.beginTag(tags, 0);
    w.uuidArray(or(m.offlineLogDirs, []), true);
    w.endTag(at);
  }
  if (version >= 2 && set(m.cordonedLogDirs, null)) {
    const at = w.beginTag(tags, 1);
    w.nullableUuidArray(or(m.cordonedLogDirs, null), true);
    w.endTag(at);
  }
  w.endTags(tags);
}

function readBrokerHeartbeatResponse(r: Reader, _version: number): BrokerHeartbeatResponse {
  const m: BrokerHeartbeatResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    isCaughtUp: r.bool(),
    isFenced: r.bool(),
    shouldShutDown: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBrokerHeartbeatResponse(w: Writer, version: number, m: MessageInit<BrokerHeartbeatResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.bool(or(m.isCaughtUp, false));
  w.bool(or(m.isFenced, true));
  w.bool(or(m.shouldShutDown, false));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/064-unregister-broker.ts

/**
 * API 64. Makes the cluster forget a broker that will not come back. Goes to the active controller (any broker
 * forwards it).
 *
 * - v0: The first and only one so far (KIP-631).
 */
export const UnregisterBroker: Api<UnregisterBrokerRequest, UnregisterBrokerResponse> = /* @__PURE__ */ api(
  64,
  'UnregisterBroker',
  /* @__PURE__ */ new Message(
    'UnregisterBrokerRequest',
    [0, 0],
    0,
    readUnregisterBrokerRequest,
    writeUnregisterBrokerRequest,
  ),
  /* @__PURE__ */ new Message(
    'UnregisterBrokerResponse',
    [0, 0],
    0,
    readUnregisterBrokerResponse,
    writeUnregisterBrokerResponse,
  ),
);

/** The request of {@link UnregisterBroker}. */
export interface UnregisterBrokerRequest {
  /** The broker to forget. */
  brokerId: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UnregisterBroker}. */
export interface UnregisterBrokerResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUnregisterBrokerRequest(r: Reader, _version: number): UnregisterBrokerRequest {
  const m: UnregisterBrokerRequest = {
    brokerId: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUnregisterBrokerRequest(w: Writer, version: number, m: MessageInit<UnregisterBrokerRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readUnregisterBrokerResponse(r: Reader, _version: number): UnregisterBrokerResponse {
  const m: UnregisterBrokerResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUnregisterBrokerResponse(w: Writer, version: number, m: MessageInit<UnregisterBrokerResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/065-describe-transactions.ts

/**
 * API 65. Tells the state of the transactions of certain producers. Goes to the transaction coordinator of every
 * transactional id in it.
 *
 * - v0: The first and only one so far (KIP-664).
 */
export const DescribeTransactions: Api<DescribeTransactionsRequest, DescribeTransactionsResponse> = /* @__PURE__ */ api(
  65,
  'DescribeTransactions',
  /* @__PURE__ */ new Message(
    'DescribeTransactionsRequest',
    [0, 0],
    0,
    readDescribeTransactionsRequest,
    writeDescribeTransactionsRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeTransactionsResponse',
    [0, 0],
    0,
    readDescribeTransactionsResponse,
    writeDescribeTransactionsResponse,
  ),
);

/** The request of {@link DescribeTransactions}. */
export interface DescribeTransactionsRequest {
  /** The transactional ids to tell about. */
  transactionalIds: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeTransactions}. */
export interface DescribeTransactionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The transactions, by transactional id. */
  transactionStates: DescribeTransactionsResponseTransactionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The transactions, by transactional id. */
export interface DescribeTransactionsResponseTransactionState {
  /** 0, or what went wrong with the transactional id. */
  errorCode: number;
  /** The transactional id of the producer. */
  transactionalId: string;
  /** Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, PrepareEpochFence or Dead. */
  transactionState: string;
  /** After how long the coordinator aborts the transaction, in ms. */
  transactionTimeoutMs: number;
  /** When it began, in ms since 1970; -1 for none. */
  transactionStartTimeMs: bigint;
  /** The id of the producer. */
  producerId: bigint;
  /** The epoch of the producer. */
  producerEpoch: number;
  /** The partitions in the open transaction; while it is being ended, those still without their marker. */
  topics: DescribeTransactionsResponseTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions in the open transaction; while it is being ended, those still without their marker. */
export interface DescribeTransactionsResponseTopicData {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeTransactionsRequest(r: Reader, _version: number): DescribeTransactionsRequest {
  const m: DescribeTransactionsRequest = {
    transactionalIds: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTransactionsRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTransactionsRequest>,
): void {
  w.stringArray(or(m.transactionalIds, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTransactionsResponseTopicData(r: Reader, _version: number): DescribeTransactionsResponseTopicData {
  const m: DescribeTransactionsResponseTopicData = {
    topic: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTransactionsResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTransactionsResponseTopicData>,
): void {
  w.string(or(m.topic, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTransactionsResponseTransactionState(
  r: Reader,
  version: number,
): DescribeTransactionsResponseTransactionState {
  const m: DescribeTransactionsResponseTransactionState = {
    errorCode: r.int16(),
    transactionalId: r.string(true),
    transactionState: r.string(true),
    transactionTimeoutMs: r.int32(),
    transactionStartTimeMs: r.int64(),
    producerId: r.int64(),
    producerEpoch: r.int16(),
    topics: r.array(true, readDescribeTransactionsResponseTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTransactionsResponseTransactionState(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTransactionsResponseTransactionState>,
): void {
  w.int16(or(m.errorCode, 0));
  w.string(or(m.transactionalId, ''), true);
  w.string(or(m.transactionState, ''), true);
  w.int32(or(m.transactionTimeoutMs, 0));
  w.int64(or(m.transactionStartTimeMs, 0n));
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  w.array(or(m.topics, []), true, writeDescribeTransactionsResponseTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTransactionsResponse(r: Reader, version: number): DescribeTransactionsResponse {
  const m: DescribeTransactionsResponse = {
    throttleTimeMs: r.int32(),
    transactionStates: r.array(true, readDescribeTransactionsResponseTransactionState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTransactionsResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTransactionsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.transactionStates, []), true, writeDescribeTransactionsResponseTransactionState, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/066-list-transactions.ts

/**
 * API 66. Lists transactional ids with the state of their transaction. Goes to every broker: each knows only the
 * transactions it coordinates.
 *
 * - v0: The first (KIP-664).
 * - v1: durationFilter (KIP-994).
 * - v2: transactionalIdPattern; INVALID_REGULAR_EXPRESSION may be answered (KIP-1152).
 */
export const ListTransactions: Api<ListTransactionsRequest, ListTransactionsResponse> = /* @__PURE__ */ api(
  66,
  'ListTransactions',
  /* @__PURE__ */ new Message(
    'ListTransactionsRequest',
    [0, 2],
    0,
    readListTransactionsRequest,
    writeListTransactionsRequest,
  ),
  /* @__PURE__ */ new Message(
    'ListTransactionsResponse',
    [0, 2],
    0,
    readListTransactionsResponse,
    writeListTransactionsResponse,
  ),
);

/** The request of {@link ListTransactions}. */
export interface ListTransactionsRequest {
  /** Only transactions in one of these states; empty for any. */
  stateFilters: string[];
  /** Only transactions of one of these producers; empty for any. */
  producerIdFilters: bigint[];
  /** Only transactions that have been open for longer than this, in ms; below 0 for any. (since v1, default -1) */
  durationFilter: bigint;
  /** Only transactional ids that match this regular expression; null or empty for any. (since v2, default null) */
  transactionalIdPattern: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListTransactions}. */
export interface ListTransactionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The states in the filter that do not exist. */
  unknownStateFilters: string[];
  /** The transactions. */
  transactionStates: ListTransactionsResponseTransactionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The transactions. */
export interface ListTransactionsResponseTransactionState {
  /** The transactional id of the producer. */
  transactionalId: string;
  /** The id of the producer. */
  producerId: bigint;
  /** Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, PrepareEpochFence or Dead. */
  transactionState: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListTransactionsRequest(r: Reader, version: number): ListTransactionsRequest {
  const m: ListTransactionsRequest = {
    stateFilters: r.stringArray(true),
    producerIdFilters: r.int64Array(true),
    durationFilter: version >= 1 ? r.int64() : -1n,
    transactionalIdPattern: version >= 2 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListTransactionsRequest(w: Writer, version: number, m: MessageInit<ListTransactionsRequest>): void {
  w.stringArray(or(m.stateFilters, []), true);
  w.int64Array(or(m.producerIdFilters, []), true);
  if (version >= 1) w.int64(or(m.durationFilter, -1n));
  else if (set(m.durationFilter, -1n)) w.absent(version);
  if (version >= 2) w.nullableString(or(m.transactionalIdPattern, null), true);
  else if (set(m.transactionalIdPattern, null)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readListTransactionsResponseTransactionState(
  r: Reader,
  _version: number,
): ListTransactionsResponseTransactionState {
  const m: ListTransactionsResponseTransactionState = {
    transactionalId: r.string(true),
    producerId: r.int64(),
    transactionState: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListTransactionsResponseTransactionState(
  w: Writer,
  version: number,
  m: MessageInit<ListTransactionsResponseTransactionState>,
): void {
  w.string(or(m.transactionalId, ''), true);
  w.int64(or(m.producerId, 0n));
  w.string(or(m.transactionState, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readListTransactionsResponse(r: Reader, version: number): ListTransactionsResponse {
  const m: ListTransactionsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    unknownStateFilters: r.stringArray(true),
    transactionStates: r.array(true, readListTransactionsResponseTransactionState, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListTransactionsResponse(w: Writer, version: number, m: MessageInit<ListTransactionsResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.stringArray(or(m.unknownStateFilters, []), true);
  w.array(or(m.transactionStates, []), true, writeListTransactionsResponseTransactionState, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/067-allocate-producer-ids.ts

/**
 * API 67. A broker gets a block of producer ids to give to producers. Goes to the active controller, from a
 * broker.
 *
 * - v0: The first and only one so far (KIP-730).
 */
export const AllocateProducerIds: Api<AllocateProducerIdsRequest, AllocateProducerIdsResponse> = /* @__PURE__ */ api(
  67,
  'AllocateProducerIds',
  /* @__PURE__ */ new Message(
    'AllocateProducerIdsRequest',
    [0, 0],
    0,
    readAllocateProducerIdsRequest,
    writeAllocateProducerIdsRequest,
  ),
  /* @__PURE__ */ new Message(
    'AllocateProducerIdsResponse',
    [0, 0],
    0,
    readAllocateProducerIdsResponse,
    writeAllocateProducerIdsResponse,
  ),
);

/** The request of {@link AllocateProducerIds}. */
export interface AllocateProducerIdsRequest {
  /** The broker that asks. */
  brokerId: number;
  /** The epoch that the broker got when it registered. (default -1) */
  brokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AllocateProducerIds}. */
export interface AllocateProducerIdsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The first id of the block. */
  producerIdStart: bigint;
  /** How many ids it has. */
  producerIdLen: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAllocateProducerIdsRequest(r: Reader, _version: number): AllocateProducerIdsRequest {
  const m: AllocateProducerIdsRequest = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAllocateProducerIdsRequest(w: Writer, version: number, m: MessageInit<AllocateProducerIdsRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readAllocateProducerIdsResponse(r: Reader, _version: number): AllocateProducerIdsResponse {
  const m: AllocateProducerIdsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    producerIdStart: r.int64(),
    producerIdLen: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAllocateProducerIdsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AllocateProducerIdsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.producerIdStart, 0n));
  w.int32(or(m.producerIdLen, 0));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/068-consumer-group-heartbeat.ts

/**
 * API 68. Joins, keeps up and leaves a consumer group of the new protocol (KIP-848); the answer says what to
 * consume. Goes to the group coordinator.
 *
 * - v0: The first.
 * - v1: subscribedTopicRegex; the member makes its id itself (KIP-1082).
 */
export const ConsumerGroupHeartbeat: Api<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse> =
  /* @__PURE__ */ api(
    68,
    'ConsumerGroupHeartbeat',
    /* @__PURE__ */ new Message(
      'ConsumerGroupHeartbeatRequest',
      [0, 1],
      0,
      readConsumerGroupHeartbeatRequest,
      writeConsumerGroupHeartbeatRequest,
    ),
    /* @__PURE__ */ new Message(
      'ConsumerGroupHeartbeatResponse',
      [0, 1],
      0,
      readConsumerGroupHeartbeatResponse,
      writeConsumerGroupHeartbeatResponse,
    ),
  );

/** The request of {@link ConsumerGroupHeartbeat}. */
export interface ConsumerGroupHeartbeatRequest {
  /** The id of the group. */
  groupId: string;
  /**
   * The id of the member: from v1 on, a UUID that it makes itself and keeps as long as its process lives; in v0,
   * empty at first, then what the coordinator gave it.
   */
  memberId: string;
  /** The epoch of the member; 0 to join, -1 to leave, -2 for a static member to leave and come back. */
  memberEpoch: number;
  /**
   * The lasting name of a static member (group.instance.id); null for others, or when it has not changed. (default
   * null)
   */
  instanceId: string | null;
  /** The rack the member is in; null when unknown, or when it has not changed. (default null) */
  rackId: string | null;
  /** How long the member may take to give up partitions, in ms; -1 when that has not changed. (default -1) */
  rebalanceTimeoutMs: number;
  /** The topics subscribed to by name; null when they have not changed. (default null) */
  subscribedTopicNames: string[] | null;
  /**
   * The topics subscribed to by a regular expression (RE2/J); null for none, or when it has not changed. (since v1,
   * default null)
   */
  subscribedTopicRegex: string | null;
  /**
   * The assignor that the coordinator should use; null for the broker's choice, or when it has not changed. (default
   * null)
   */
  serverAssignor: string | null;
  /** The partitions that the member has, by topic; null when they have not changed. (default null) */
  topicPartitions: ConsumerGroupHeartbeatRequestTopicPartitions[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions that the member has, by topic; null when they have not changed. */
export interface ConsumerGroupHeartbeatRequestTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ConsumerGroupHeartbeat}. */
export interface ConsumerGroupHeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the member; in v0, this is how it learns it. Null on an error. (default null) */
  memberId: string | null;
  /** The epoch of the member, to be sent with the next heartbeat. */
  memberEpoch: number;
  /** After how long the next heartbeat is due, in ms. */
  heartbeatIntervalMs: number;
  /** What the member shall consume; null when it has not changed. (default null) */
  assignment: ConsumerGroupHeartbeatResponseAssignment | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member shall consume; null when it has not changed. */
export interface ConsumerGroupHeartbeatResponseAssignment {
  /** The partitions, by topic. */
  topicPartitions: ConsumerGroupHeartbeatResponseTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ConsumerGroupHeartbeatResponseTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupHeartbeatRequestTopicPartitions(
  r: Reader,
  _version: number,
): ConsumerGroupHeartbeatRequestTopicPartitions {
  const m: ConsumerGroupHeartbeatRequestTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatRequestTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatRequestTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupHeartbeatRequest(r: Reader, version: number): ConsumerGroupHeartbeatRequest {
  const m: ConsumerGroupHeartbeatRequest = {
    groupId: r.string(true),
    memberId: r.string(true),
    memberEpoch: r.int32(),
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    rebalanceTimeoutMs: r.int32(),
    subscribedTopicNames: r.nullableStringArray(true),
    subscribedTopicRegex: version >= 1 ? r.nullableString(true) : null,
    serverAssignor: r.nullableString(true),
    topicPartitions: r.nullableArray(true, readConsumerGroupHeartbeatRequestTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatRequest(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.nullableString(or(m.instanceId, null), true);
  w.nullableString(or(m.rackId, null), true);
  w.int32(or(m.rebalanceTimeoutMs, -1));
  w.nullableStringArray(or(m.subscribedTopicNames, null), true);
  if (version >= 1) w.nullableString(or(m.subscribedTopicRegex, null), true);
  else if (set(m.subscribedTopicRegex, null)) w.absent(version);
  w.nullableString(or(m.serverAssignor, null), true);
  w.nullableArray(or(m.topicPartitions, null), true, writeConsumerGroupHeartbeatRequestTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupHeartbeatResponseTopicPartitions(
  r: Reader,
  _version: number,
): ConsumerGroupHeartbeatResponseTopicPartitions {
  const m: ConsumerGroupHeartbeatResponseTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatResponseTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatResponseTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupHeartbeatResponseAssignment(
  r: Reader,
  version: number,
): ConsumerGroupHeartbeatResponseAssignment {
  const m: ConsumerGroupHeartbeatResponseAssignment = {
    topicPartitions: r.array(true, readConsumerGroupHeartbeatResponseTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatResponseAssignment>,
): void {
  w.array(or(m.topicPartitions, []), true, writeConsumerGroupHeartbeatResponseTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupHeartbeatResponse(r: Reader, version: number): ConsumerGroupHeartbeatResponse {
  const m: ConsumerGroupHeartbeatResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    memberId: r.nullableString(true),
    memberEpoch: r.int32(),
    heartbeatIntervalMs: r.int32(),
    assignment: r.nullableStruct(readConsumerGroupHeartbeatResponseAssignment, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupHeartbeatResponse(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupHeartbeatResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.nullableString(or(m.memberId, null), true);
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.heartbeatIntervalMs, 0));
  w.nullableStruct(or(m.assignment, null), writeConsumerGroupHeartbeatResponseAssignment, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/069-consumer-group-describe.ts

/**
 * API 69. Tells the state and the members of consumer groups of the new protocol (KIP-848). Goes to the group
 * coordinator.
 *
 * - v0: The first.
 * - v1: memberType (KIP-1099).
 */
export const ConsumerGroupDescribe: Api<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse> =
  /* @__PURE__ */ api(
    69,
    'ConsumerGroupDescribe',
    /* @__PURE__ */ new Message(
      'ConsumerGroupDescribeRequest',
      [0, 1],
      0,
      readConsumerGroupDescribeRequest,
      writeConsumerGroupDescribeRequest,
    ),
    /* @__PURE__ */ new Message(
      'ConsumerGroupDescribeResponse',
      [0, 1],
      0,
      readConsumerGroupDescribeResponse,
      writeConsumerGroupDescribeResponse,
    ),
  );

/** The request of {@link ConsumerGroupDescribe}. */
export interface ConsumerGroupDescribeRequest {
  /** The ids of the groups. */
  groupIds: string[];
  /** Whether to tell what this user may do with each group. */
  includeAuthorizedOperations: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ConsumerGroupDescribe}. */
export interface ConsumerGroupDescribeResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The groups. */
  groups: ConsumerGroupDescribeResponseDescribedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups. */
export interface ConsumerGroupDescribeResponseDescribedGroup {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the group. */
  groupId: string;
  /** Empty, Assigning, Reconciling, Stable or Dead; empty on an error. */
  groupState: string;
  /** Goes up with each change in what members or subscriptions there are. */
  groupEpoch: number;
  /** The group epoch that the target assignment was made for. */
  assignmentEpoch: number;
  /** The assignor that the coordinator uses; empty on an error. */
  assignorName: string;
  /** The members. */
  members: ConsumerGroupDescribeResponseMember[];
  /**
   * Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for. (default
   * -2147483648)
   */
  authorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface ConsumerGroupDescribeResponseMember {
  /** The id of the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (default null) */
  instanceId: string | null;
  /** The rack the member is in; null when unknown. (default null) */
  rackId: string | null;
  /** The epoch that the member has reached. */
  memberEpoch: number;
  /** What the client of the member calls itself. */
  clientId: string;
  /** Where the member comes from: its address. */
  clientHost: string;
  /** The topics subscribed to by name. */
  subscribedTopicNames: string[];
  /** The topics subscribed to by a regular expression; null for none. (default null) */
  subscribedTopicRegex: string | null;
  /** What the member has at present. */
  assignment: ConsumerGroupDescribeResponseAssignment;
  /** What the member is to have in the end. */
  targetAssignment: ConsumerGroupDescribeResponseAssignment;
  /** The protocol of the member: 0 classic, 1 new; -1 unknown. (since v1, default -1) */
  memberType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member has at present. */
export interface ConsumerGroupDescribeResponseAssignment {
  /** The partitions, by topic. */
  topicPartitions: ConsumerGroupDescribeResponseTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ConsumerGroupDescribeResponseTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupDescribeRequest(r: Reader, _version: number): ConsumerGroupDescribeRequest {
  const m: ConsumerGroupDescribeRequest = {
    groupIds: r.stringArray(true),
    includeAuthorizedOperations: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeRequest(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeRequest>,
): void {
  w.stringArray(or(m.groupIds, []), true);
  w.bool(or(m.includeAuthorizedOperations, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupDescribeResponseTopicPartitions(
  r: Reader,
  _version: number,
): ConsumerGroupDescribeResponseTopicPartitions {
  const m: ConsumerGroupDescribeResponseTopicPartitions = {
    topicId: r.uuid(),
    topicName: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponseTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponseTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultConsumerGroupDescribeResponseAssignment: ConsumerGroupDescribeResponseAssignment =
  /* @__PURE__ */ Object.freeze({ topicPartitions: [] });

function readConsumerGroupDescribeResponseAssignment(
  r: Reader,
  version: number,
): ConsumerGroupDescribeResponseAssignment {
  const m: ConsumerGroupDescribeResponseAssignment = {
    topicPartitions: r.array(true, readConsumerGroupDescribeResponseTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponseAssignment>,
): void {
  w.array(or(m.topicPartitions, []), true, writeConsumerGroupDescribeResponseTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupDescribeResponseMember(r: Reader, version: number): ConsumerGroupDescribeResponseMember {
  const m: ConsumerGroupDescribeResponseMember = {
    memberId: r.string(true),
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    memberEpoch: r.int32(),
    clientId: r.string(true),
    clientHost: r.string(true),
    subscribedTopicNames: r.stringArray(true),
    subscribedTopicRegex: r.nullableString(true),
    assignment: readConsumerGroupDescribeResponseAssignment(r, version),
    targetAssignment: readConsumerGroupDescribeResponseAssignment(r, version),
    memberType: version >= 1 ? r.int8() : -1,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponseMember(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponseMember>,
): void {
  w.string(or(m.memberId, ''), true);
  w.nullableString(or(m.instanceId, null), true);
  w.nullableString(or(m.rackId, null), true);
  w.int32(or(m.memberEpoch, 0));
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.stringArray(or(m.subscribedTopicNames, []), true);
  w.nullableString(or(m.subscribedTopicRegex, null), true);
  writeConsumerGroupDescribeResponseAssignment(
    w,
    version,
    or(m.assignment, defaultConsumerGroupDescribeResponseAssignment),
  );
  writeConsumerGroupDescribeResponseAssignment(
    w,
    version,
    or(m.targetAssignment, defaultConsumerGroupDescribeResponseAssignment),
  );
  if (version >= 1) w.int8(or(m.memberType, -1));
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupDescribeResponseDescribedGroup(
  r: Reader,
  version: number,
): ConsumerGroupDescribeResponseDescribedGroup {
  const m: ConsumerGroupDescribeResponseDescribedGroup = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    groupId: r.string(true),
    groupState: r.string(true),
    groupEpoch: r.int32(),
    assignmentEpoch: r.int32(),
    assignorName: r.string(true),
    members: r.array(true, readConsumerGroupDescribeResponseMember, version),
    authorizedOperations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponseDescribedGroup(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponseDescribedGroup>,
): void {
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.string(or(m.groupId, ''), true);
  w.string(or(m.groupState, ''), true);
  w.int32(or(m.groupEpoch, 0));
  w.int32(or(m.assignmentEpoch, 0));
  w.string(or(m.assignorName, ''), true);
  w.array(or(m.members, []), true, writeConsumerGroupDescribeResponseMember, version);
  w.int32(or(m.authorizedOperations, -2147483648));
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupDescribeResponse(r: Reader, version: number): ConsumerGroupDescribeResponse {
  const m: ConsumerGroupDescribeResponse = {
    throttleTimeMs: r.int32(),
    groups: r.array(true, readConsumerGroupDescribeResponseDescribedGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupDescribeResponse(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupDescribeResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.groups, []), true, writeConsumerGroupDescribeResponseDescribedGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}
