// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/070-controller-registration.ts

/**
 * API 70. A controller makes itself known to the cluster: where it listens and which features it can have. Goes to
 * the active controller, from a controller.
 *
 * - v0: The first and only one so far (KIP-919).
 */
export const ControllerRegistration: Api<ControllerRegistrationRequest, ControllerRegistrationResponse> =
  /* @__PURE__ */ api(
    70,
    'ControllerRegistration',
    /* @__PURE__ */ new Message(
      'ControllerRegistrationRequest',
      [0, 0],
      0,
      readControllerRegistrationRequest,
      writeControllerRegistrationRequest,
    ),
    /* @__PURE__ */ new Message(
      'ControllerRegistrationResponse',
      [0, 0],
      0,
      readControllerRegistrationResponse,
      writeControllerRegistrationResponse,
    ),
  );

/** The request of {@link ControllerRegistration}. */
export interface ControllerRegistrationRequest {
  /** The id of the controller. */
  controllerId: number;
  /** Made anew each time the process starts. */
  incarnationId: string;
  /** Whether the controller is set up for migration from ZooKeeper. */
  zkMigrationReady: boolean;
  /** Where the controller listens. */
  listeners: ControllerRegistrationRequestListener[];
  /** The features that the controller can have. */
  features: ControllerRegistrationRequestFeature[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the controller listens. */
export interface ControllerRegistrationRequestListener {
  /** The name of the listener. */
  name: string;
  /** Where the controller listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** 0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL. */
  securityProtocol: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features that the controller can have. */
export interface ControllerRegistrationRequestFeature {
  /** The name of the feature. */
  name: string;
  /** The lowest level it can have. */
  minSupportedVersion: number;
  /** The highest level it can have. */
  maxSupportedVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ControllerRegistration}. */
export interface ControllerRegistrationResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readControllerRegistrationRequestListener(r: Reader, _version: number): ControllerRegistrationRequestListener {
  const m: ControllerRegistrationRequestListener = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
    securityProtocol: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControllerRegistrationRequestListener(
  w: Writer,
  version: number,
  m: MessageInit<ControllerRegistrationRequestListener>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.int16(or(m.securityProtocol, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readControllerRegistrationRequestFeature(r: Reader, _version: number): ControllerRegistrationRequestFeature {
  const m: ControllerRegistrationRequestFeature = {
    name: r.string(true),
    minSupportedVersion: r.int16(),
    maxSupportedVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControllerRegistrationRequestFeature(
  w: Writer,
  version: number,
  m: MessageInit<ControllerRegistrationRequestFeature>,
): void {
  w.string(or(m.name, ''), true);
  w.int16(or(m.minSupportedVersion, 0));
  w.int16(or(m.maxSupportedVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readControllerRegistrationRequest(r: Reader, version: number): ControllerRegistrationRequest {
  const m: ControllerRegistrationRequest = {
    controllerId: r.int32(),
    incarnationId: r.uuid(),
    zkMigrationReady: r.bool(),
    listeners: r.array(true, readControllerRegistrationRequestListener, version),
    features: r.array(true, readControllerRegistrationRequestFeature, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControllerRegistrationRequest(
  w: Writer,
  version: number,
  m: MessageInit<ControllerRegistrationRequest>,
): void {
  w.int32(or(m.controllerId, 0));
  w.uuid(or(m.incarnationId, ZERO_UUID));
  w.bool(or(m.zkMigrationReady, false));
  w.array(or(m.listeners, []), true, writeControllerRegistrationRequestListener, version);
  w.array(or(m.features, []), true, writeControllerRegistrationRequestFeature, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readControllerRegistrationResponse(r: Reader, _version: number): ControllerRegistrationResponse {
  const m: ControllerRegistrationResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeControllerRegistrationResponse(
  w: Writer,
  version: number,
  m: MessageInit<ControllerRegistrationResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/071-get-telemetry-subscriptions.ts

/**
 * API 71. Asks which metrics of the client the operators of the cluster want, and how often (KIP-714). Goes to any
 * broker.
 *
 * - v0: The first and only one so far.
 */
export const GetTelemetrySubscriptions: Api<GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse> =
  /* @__PURE__ */ api(
    71,
    'GetTelemetrySubscriptions',
    /* @__PURE__ */ new Message(
      'GetTelemetrySubscriptionsRequest',
      [0, 0],
      0,
      readGetTelemetrySubscriptionsRequest,
      writeGetTelemetrySubscriptionsRequest,
    ),
    /* @__PURE__ */ new Message(
      'GetTelemetrySubscriptionsResponse',
      [0, 0],
      0,
      readGetTelemetrySubscriptionsResponse,
      writeGetTelemetrySubscriptionsResponse,
    ),
  );

/** The request of {@link GetTelemetrySubscriptions}. */
export interface GetTelemetrySubscriptionsRequest {
  /** The id that the client got from a broker; zero when it has none yet. */
  clientInstanceId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link GetTelemetrySubscriptions}. */
export interface GetTelemetrySubscriptionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The id that the client gets if it had none; may else be zero. */
  clientInstanceId: string;
  /** Stands for what is wanted, and changes with it. */
  subscriptionId: number;
  /** How metrics may be compressed, the best first: 0 not at all, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  acceptedCompressionTypes: number[];
  /** How often to send metrics, in ms. */
  pushIntervalMs: number;
  /** How many bytes of metrics one request may carry. */
  telemetryMaxBytes: number;
  /** Whether counters shall tell how much they rose since the last time, instead of their totals. */
  deltaTemporality: boolean;
  /** The metrics wanted, each by the start of its name: one empty string for all of them, an empty list for none. */
  requestedMetrics: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readGetTelemetrySubscriptionsRequest(r: Reader, _version: number): GetTelemetrySubscriptionsRequest {
  const m: GetTelemetrySubscriptionsRequest = {
    clientInstanceId: r.uuid(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeGetTelemetrySubscriptionsRequest(
  w: Writer,
  version: number,
  m: MessageInit<GetTelemetrySubscriptionsRequest>,
): void {
  w.uuid(or(m.clientInstanceId, ZERO_UUID));
  w.unknownTags(m.unknownTags, true, version);
}

function readGetTelemetrySubscriptionsResponse(r: Reader, _version: number): GetTelemetrySubscriptionsResponse {
  const m: GetTelemetrySubscriptionsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    clientInstanceId: r.uuid(),
    subscriptionId: r.int32(),
    acceptedCompressionTypes: r.int8Array(true),
    pushIntervalMs: r.int32(),
    telemetryMaxBytes: r.int32(),
    deltaTemporality: r.bool(),
    requestedMetrics: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeGetTelemetrySubscriptionsResponse(
  w: Writer,
  version: number,
  m: MessageInit<GetTelemetrySubscriptionsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.uuid(or(m.clientInstanceId, ZERO_UUID));
  w.int32(or(m.subscriptionId, 0));
  w.int8Array(or(m.acceptedCompressionTypes, []), true);
  w.int32(or(m.pushIntervalMs, 0));
  w.int32(or(m.telemetryMaxBytes, 0));
  w.bool(or(m.deltaTemporality, false));
  w.stringArray(or(m.requestedMetrics, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/072-push-telemetry.ts

/**
 * API 72. Sends metrics of the client (KIP-714). Goes to the broker that answered GetTelemetrySubscriptions, or
 * any other.
 *
 * - v0: The first and only one so far.
 */
export const PushTelemetry: Api<PushTelemetryRequest, PushTelemetryResponse> = /* @__PURE__ */ api(
  72,
  'PushTelemetry',
  /* @__PURE__ */ new Message('PushTelemetryRequest', [0, 0], 0, readPushTelemetryRequest, writePushTelemetryRequest),
  /* @__PURE__ */ new Message(
    'PushTelemetryResponse',
    [0, 0],
    0,
    readPushTelemetryResponse,
    writePushTelemetryResponse,
  ),
);

/** The request of {@link PushTelemetry}. */
export interface PushTelemetryRequest {
  /** The id that the client got from a broker. */
  clientInstanceId: string;
  /** The subscription that the metrics are for; UNKNOWN_SUBSCRIPTION_ID when it has changed. */
  subscriptionId: number;
  /** Whether the client stops, and sends no more. */
  terminating: boolean;
  /** How metrics is compressed: 0 not at all, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  compressionType: number;
  /** The metrics: OpenTelemetry MetricsData v1, as protobuf. */
  metrics: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link PushTelemetry}. */
export interface PushTelemetryResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readPushTelemetryRequest(r: Reader, _version: number): PushTelemetryRequest {
  const m: PushTelemetryRequest = {
    clientInstanceId: r.uuid(),
    subscriptionId: r.int32(),
    terminating: r.bool(),
    compressionType: r.int8(),
    metrics: r.bytes(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writePushTelemetryRequest(w: Writer, version: number, m: MessageInit<PushTelemetryRequest>): void {
  w.uuid(or(m.clientInstanceId, ZERO_UUID));
  w.int32(or(m.subscriptionId, 0));
  w.bool(or(m.terminating, false));
  w.int8(or(m.compressionType, 0));
  w.bytes(or(m.metrics, NO_BYTES), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readPushTelemetryResponse(r: Reader, _version: number): PushTelemetryResponse {
  const m: PushTelemetryResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writePushTelemetryResponse(w: Writer, version: number, m: MessageInit<PushTelemetryResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/073-assign-replicas-to-dirs.ts

/**
 * API 73. A broker tells which of its log directories its replicas are in. Goes to the active controller, from a
 * broker.
 *
 * - v0: The first and only one so far (KIP-858).
 */
export const AssignReplicasToDirs: Api<AssignReplicasToDirsRequest, AssignReplicasToDirsResponse> = /* @__PURE__ */ api(
  73,
  'AssignReplicasToDirs',
  /* @__PURE__ */ new Message(
    'AssignReplicasToDirsRequest',
    [0, 0],
    0,
    readAssignReplicasToDirsRequest,
    writeAssignReplicasToDirsRequest,
  ),
  /* @__PURE__ */ new Message(
    'AssignReplicasToDirsResponse',
    [0, 0],
    0,
    readAssignReplicasToDirsResponse,
    writeAssignReplicasToDirsResponse,
  ),
);

/** The request of {@link AssignReplicasToDirs}. */
export interface AssignReplicasToDirsRequest {
  /** The broker that tells. */
  brokerId: number;
  /** The epoch that the broker got when it registered. (default -1) */
  brokerEpoch: bigint;
  /** What is where, by directory. */
  directories: AssignReplicasToDirsRequestDirectoryData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is where, by directory. */
export interface AssignReplicasToDirsRequestDirectoryData {
  /** The id of the directory. */
  id: string;
  /** What is in it, by topic. */
  topics: AssignReplicasToDirsRequestTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is in it, by topic. */
export interface AssignReplicasToDirsRequestTopicData {
  /** The id of the topic. */
  topicId: string;
  /** What is in it, by partition. */
  partitions: AssignReplicasToDirsRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is in it, by partition. */
export interface AssignReplicasToDirsRequestPartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AssignReplicasToDirs}. */
export interface AssignReplicasToDirsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was taken in. */
  errorCode: number;
  /** The outcome, by directory. */
  directories: AssignReplicasToDirsResponseDirectoryData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by directory. */
export interface AssignReplicasToDirsResponseDirectoryData {
  /** The id of the directory. */
  id: string;
  /** The outcome, by topic. */
  topics: AssignReplicasToDirsResponseTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AssignReplicasToDirsResponseTopicData {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: AssignReplicasToDirsResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AssignReplicasToDirsResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAssignReplicasToDirsRequestPartitionData(
  r: Reader,
  _version: number,
): AssignReplicasToDirsRequestPartitionData {
  const m: AssignReplicasToDirsRequestPartitionData = {
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsRequestPartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsRequestTopicData(r: Reader, version: number): AssignReplicasToDirsRequestTopicData {
  const m: AssignReplicasToDirsRequestTopicData = {
    topicId: r.uuid(),
    partitions: r.array(true, readAssignReplicasToDirsRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsRequestTopicData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsRequestTopicData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAssignReplicasToDirsRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsRequestDirectoryData(
  r: Reader,
  version: number,
): AssignReplicasToDirsRequestDirectoryData {
  const m: AssignReplicasToDirsRequestDirectoryData = {
    id: r.uuid(),
    topics: r.array(true, readAssignReplicasToDirsRequestTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsRequestDirectoryData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsRequestDirectoryData>,
): void {
  w.uuid(or(m.id, ZERO_UUID));
  w.array(or(m.topics, []), true, writeAssignReplicasToDirsRequestTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsRequest(r: Reader, version: number): AssignReplicasToDirsRequest {
  const m: AssignReplicasToDirsRequest = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
    directories: r.array(true, readAssignReplicasToDirsRequestDirectoryData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsRequest(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsRequest>,
): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.array(or(m.directories, []), true, writeAssignReplicasToDirsRequestDirectoryData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsResponsePartitionData(
  r: Reader,
  _version: number,
): AssignReplicasToDirsResponsePartitionData {
  const m: AssignReplicasToDirsResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsResponsePartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsResponseTopicData(r: Reader, version: number): AssignReplicasToDirsResponseTopicData {
  const m: AssignReplicasToDirsResponseTopicData = {
    topicId: r.uuid(),
    partitions: r.array(true, readAssignReplicasToDirsResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsResponseTopicData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAssignReplicasToDirsResponsePartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsResponseDirectoryData(
  r: Reader,
  version: number,
): AssignReplicasToDirsResponseDirectoryData {
  const m: AssignReplicasToDirsResponseDirectoryData = {
    id: r.uuid(),
    topics: r.array(true, readAssignReplicasToDirsResponseTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsResponseDirectoryData(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsResponseDirectoryData>,
): void {
  w.uuid(or(m.id, ZERO_UUID));
  w.array(or(m.topics, []), true, writeAssignReplicasToDirsResponseTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAssignReplicasToDirsResponse(r: Reader, version: number): AssignReplicasToDirsResponse {
  const m: AssignReplicasToDirsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    directories: r.array(true, readAssignReplicasToDirsResponseDirectoryData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAssignReplicasToDirsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AssignReplicasToDirsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.directories, []), true, writeAssignReplicasToDirsResponseDirectoryData, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/074-list-config-resources.ts

/**
 * API 74. Lists the resources that have settings, e.g. topics, groups or subscriptions to client metrics. Goes to
 * any broker.
 *
 * - v0: Only subscriptions to client metrics, under the name ListClientMetricsResources (KIP-1000).
 * - v1: All types of resources; resourceTypes and resourceType (KIP-1142).
 */
export const ListConfigResources: Api<ListConfigResourcesRequest, ListConfigResourcesResponse> = /* @__PURE__ */ api(
  74,
  'ListConfigResources',
  /* @__PURE__ */ new Message(
    'ListConfigResourcesRequest',
    [0, 1],
    0,
    readListConfigResourcesRequest,
    writeListConfigResourcesRequest,
  ),
  /* @__PURE__ */ new Message(
    'ListConfigResourcesResponse',
    [0, 1],
    0,
    readListConfigResourcesResponse,
    writeListConfigResourcesResponse,
  ),
);

/** The request of {@link ListConfigResources}. */
export interface ListConfigResourcesRequest {
  /**
   * The types of resources to list; empty for all. 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics,
   * 32 group. (since v1)
   */
  resourceTypes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListConfigResources}. */
export interface ListConfigResourcesResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The resources. */
  configResources: ListConfigResourcesResponseConfigResource[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The resources. */
export interface ListConfigResourcesResponseConfigResource {
  /** The name of the resource. */
  resourceName: string;
  /** 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. (since v1, default 16) */
  resourceType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListConfigResourcesRequest(r: Reader, version: number): ListConfigResourcesRequest {
  const m: ListConfigResourcesRequest = {
    resourceTypes: version >= 1 ? r.int8Array(true) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListConfigResourcesRequest(w: Writer, version: number, m: MessageInit<ListConfigResourcesRequest>): void {
  if (version >= 1) w.int8Array(or(m.resourceTypes, []), true);
  else if (set(m.resourceTypes, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readListConfigResourcesResponseConfigResource(
  r: Reader,
  version: number,
): ListConfigResourcesResponseConfigResource {
  const m: ListConfigResourcesResponseConfigResource = {
    resourceName: r.string(true),
    resourceType: version >= 1 ? r.int8() : 16,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListConfigResourcesResponseConfigResource(
  w: Writer,
  version: number,
  m: MessageInit<ListConfigResourcesResponseConfigResource>,
): void {
  w.string(or(m.resourceName, ''), true);
  if (version >= 1) w.int8(or(m.resourceType, 16));
  w.unknownTags(m.unknownTags, true, version);
}

function readListConfigResourcesResponse(r: Reader, version: number): ListConfigResourcesResponse {
  const m: ListConfigResourcesResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    configResources: r.array(true, readListConfigResourcesResponseConfigResource, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListConfigResourcesResponse(
  w: Writer,
  version: number,
  m: MessageInit<ListConfigResourcesResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.configResources, []), true, writeListConfigResourcesResponseConfigResource, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/075-describe-topic-partitions.ts

/**
 * API 75. Tells about topics and their partitions, a page at a time, more than Metadata does. Goes to any broker.
 *
 * - v0: The first and only one so far (KIP-966).
 */
export const DescribeTopicPartitions: Api<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse> =
  /* @__PURE__ */ api(
    75,
    'DescribeTopicPartitions',
    /* @__PURE__ */ new Message(
      'DescribeTopicPartitionsRequest',
      [0, 0],
      0,
      readDescribeTopicPartitionsRequest,
      writeDescribeTopicPartitionsRequest,
    ),
    /* @__PURE__ */ new Message(
      'DescribeTopicPartitionsResponse',
      [0, 0],
      0,
      readDescribeTopicPartitionsResponse,
      writeDescribeTopicPartitionsResponse,
    ),
  );

/** The request of {@link DescribeTopicPartitions}. */
export interface DescribeTopicPartitionsRequest {
  /** The topics to tell about; empty for all. */
  topics: DescribeTopicPartitionsRequestTopic[];
  /** How many partitions to tell about at most; the broker has a limit of its own. (default 2000) */
  responsePartitionLimit: number;
  /** Where to begin: what the last answer had in nextCursor; null to begin at the start. (default null) */
  cursor: DescribeTopicPartitionsRequestCursor | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to tell about; empty for all. */
export interface DescribeTopicPartitionsRequestTopic {
  /** The name of the topic. */
  name: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where to begin: what the last answer had in nextCursor; null to begin at the start. */
export interface DescribeTopicPartitionsRequestCursor {
  /** The first topic to tell about. */
  topicName: string;
  /** The first partition of it to tell about. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeTopicPartitions}. */
export interface DescribeTopicPartitionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The topics, as far as the limit allows. */
  topics: DescribeTopicPartitionsResponseTopic[];
  /** Where to go on with another request; null when all has been told. (default null) */
  nextCursor: DescribeTopicPartitionsResponseCursor | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics, as far as the limit allows. */
export interface DescribeTopicPartitionsResponseTopic {
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** The name of the topic; null when unknown. */
  name: string | null;
  /** The id of the topic; zero when nobody knows the topic. */
  topicId: string;
  /** Whether Kafka keeps its own data in it. */
  isInternal: boolean;
  /** The partitions of the topic, from the lowest number up. */
  partitions: DescribeTopicPartitionsResponsePartition[];
  /**
   * Bits for what this user may do with the topic (bit n: operation n); -2³¹ when not asked for. (default
   * -2147483648)
   */
  topicAuthorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions of the topic, from the lowest number up. */
export interface DescribeTopicPartitionsResponsePartition {
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The number of the partition. */
  partitionIndex: number;
  /** The broker that leads the partition; -1 while it has no leader. */
  leaderId: number;
  /** Goes up with each change of leader; -1 when unknown. (default -1) */
  leaderEpoch: number;
  /** The brokers that have the partition, the preferred leader first. */
  replicaNodes: number[];
  /** The replicas that are in sync with the leader. */
  isrNodes: number[];
  /**
   * Replicas that are not in sync and still have all committed records: any of them may become leader. Null when not
   * told. (default null)
   */
  eligibleLeaderReplicas: number[] | null;
  /** Replicas that were such until they stopped uncleanly. Null when not told. (default null) */
  lastKnownElr: number[] | null;
  /** The replicas that are down. */
  offlineReplicas: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where to go on with another request; null when all has been told. */
export interface DescribeTopicPartitionsResponseCursor {
  /** The first topic that is missing. */
  topicName: string;
  /** The first partition of it that is missing. */
  partitionIndex: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeTopicPartitionsRequestTopic(r: Reader, _version: number): DescribeTopicPartitionsRequestTopic {
  const m: DescribeTopicPartitionsRequestTopic = {
    name: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsRequestTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsRequestCursor(r: Reader, _version: number): DescribeTopicPartitionsRequestCursor {
  const m: DescribeTopicPartitionsRequestCursor = {
    topicName: r.string(true),
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsRequestCursor(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsRequestCursor>,
): void {
  w.string(or(m.topicName, ''), true);
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsRequest(r: Reader, version: number): DescribeTopicPartitionsRequest {
  const m: DescribeTopicPartitionsRequest = {
    topics: r.array(true, readDescribeTopicPartitionsRequestTopic, version),
    responsePartitionLimit: r.int32(),
    cursor: r.nullableStruct(readDescribeTopicPartitionsRequestCursor, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsRequest>,
): void {
  w.array(or(m.topics, []), true, writeDescribeTopicPartitionsRequestTopic, version);
  w.int32(or(m.responsePartitionLimit, 2000));
  w.nullableStruct(or(m.cursor, null), writeDescribeTopicPartitionsRequestCursor, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsResponsePartition(
  r: Reader,
  _version: number,
): DescribeTopicPartitionsResponsePartition {
  const m: DescribeTopicPartitionsResponsePartition = {
    errorCode: r.int16(),
    partitionIndex: r.int32(),
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
    replicaNodes: r.int32Array(true),
    isrNodes: r.int32Array(true),
    eligibleLeaderReplicas: r.nullableInt32Array(true),
    lastKnownElr: r.nullableInt32Array(true),
    offlineReplicas: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsResponsePartition>,
): void {
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, -1));
  w.int32Array(or(m.replicaNodes, []), true);
  w.int32Array(or(m.isrNodes, []), true);
  w.nullableInt32Array(or(m.eligibleLeaderReplicas, null), true);
  w.nullableInt32Array(or(m.lastKnownElr, null), true);
  w.int32Array(or(m.offlineReplicas, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsResponseTopic(r: Reader, version: number): DescribeTopicPartitionsResponseTopic {
  const m: DescribeTopicPartitionsResponseTopic = {
    errorCode: r.int16(),
    name: r.nullableString(true),
    topicId: r.uuid(),
    isInternal: r.bool(),
    partitions: r.array(true, readDescribeTopicPartitionsResponsePartition, version),
    topicAuthorizedOperations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsResponseTopic>,
): void {
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.name, ''), true);
  w.uuid(or(m.topicId, ZERO_UUID));
  w.bool(or(m.isInternal, false));
  w.array(or(m.partitions, []), true, writeDescribeTopicPartitionsResponsePartition, version);
  w.int32(or(m.topicAuthorizedOperations, -2147483648));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsResponseCursor(r: Reader, _version: number): DescribeTopicPartitionsResponseCursor {
  const m: DescribeTopicPartitionsResponseCursor = {
    topicName: r.string(true),
    partitionIndex: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsResponseCursor(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsResponseCursor>,
): void {
  w.string(or(m.topicName, ''), true);
  w.int32(or(m.partitionIndex, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeTopicPartitionsResponse(r: Reader, version: number): DescribeTopicPartitionsResponse {
  const m: DescribeTopicPartitionsResponse = {
    throttleTimeMs: r.int32(),
    topics: r.array(true, readDescribeTopicPartitionsResponseTopic, version),
    nextCursor: r.nullableStruct(readDescribeTopicPartitionsResponseCursor, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeTopicPartitionsResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeTopicPartitionsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), true, writeDescribeTopicPartitionsResponseTopic, version);
  w.nullableStruct(or(m.nextCursor, null), writeDescribeTopicPartitionsResponseCursor, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/076-share-group-heartbeat.ts

/**
 * API 76. Joins, keeps up and leaves a share group; the answer says which partitions to fetch from. Goes to the
 * group coordinator.
 *
 * - v1: The first that counts (KIP-932); version 0 was only for early access and is gone.
 */
export const ShareGroupHeartbeat: Api<ShareGroupHeartbeatRequest, ShareGroupHeartbeatResponse> = /* @__PURE__ */ api(
  76,
  'ShareGroupHeartbeat',
  /* @__PURE__ */ new Message(
    'ShareGroupHeartbeatRequest',
    [1, 1],
    0,
    readShareGroupHeartbeatRequest,
    writeShareGroupHeartbeatRequest,
  ),
  /* @__PURE__ */ new Message(
    'ShareGroupHeartbeatResponse',
    [1, 1],
    0,
    readShareGroupHeartbeatResponse,
    writeShareGroupHeartbeatResponse,
  ),
);

/** The request of {@link ShareGroupHeartbeat}. */
export interface ShareGroupHeartbeatRequest {
  /** The id of the group. */
  groupId: string;
  /** The id of the member, which it makes for itself: a UUID. */
  memberId: string;
  /** The epoch of the member; 0 to join, -1 to leave. */
  memberEpoch: number;
  /** The rack the member is in; null when unknown, or when it has not changed. (default null) */
  rackId: string | null;
  /** The topics subscribed to by name; null when they have not changed. (default null) */
  subscribedTopicNames: string[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ShareGroupHeartbeat}. */
export interface ShareGroupHeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the member; null on an error. (default null) */
  memberId: string | null;
  /** The epoch of the member, to be sent with the next heartbeat. */
  memberEpoch: number;
  /** After how long the next heartbeat is due, in ms. */
  heartbeatIntervalMs: number;
  /** What the member shall fetch from; null when it has not changed. (default null) */
  assignment: ShareGroupHeartbeatResponseAssignment | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member shall fetch from; null when it has not changed. */
export interface ShareGroupHeartbeatResponseAssignment {
  /** The partitions, by topic. */
  topicPartitions: ShareGroupHeartbeatResponseTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ShareGroupHeartbeatResponseTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupHeartbeatRequest(r: Reader, _version: number): ShareGroupHeartbeatRequest {
  const m: ShareGroupHeartbeatRequest = {
    groupId: r.string(true),
    memberId: r.string(true),
    memberEpoch: r.int32(),
    rackId: r.nullableString(true),
    subscribedTopicNames: r.nullableStringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupHeartbeatRequest(w: Writer, version: number, m: MessageInit<ShareGroupHeartbeatRequest>): void {
  w.string(or(m.groupId, ''), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.nullableString(or(m.rackId, null), true);
  w.nullableStringArray(or(m.subscribedTopicNames, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupHeartbeatResponseTopicPartitions(
  r: Reader,
  _version: number,
): ShareGroupHeartbeatResponseTopicPartitions {
  const m: ShareGroupHeartbeatResponseTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupHeartbeatResponseTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupHeartbeatResponseTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupHeartbeatResponseAssignment(r: Reader, version: number): ShareGroupHeartbeatResponseAssignment {
  const m: ShareGroupHeartbeatResponseAssignment = {
    topicPartitions: r.array(true, readShareGroupHeartbeatResponseTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupHeartbeatResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupHeartbeatResponseAssignment>,
): void {
  w.array(or(m.topicPartitions, []), true, writeShareGroupHeartbeatResponseTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupHeartbeatResponse(r: Reader, version: number): ShareGroupHeartbeatResponse {
  const m: ShareGroupHeartbeatResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    memberId: r.nullableString(true),
    memberEpoch: r.int32(),
    heartbeatIntervalMs: r.int32(),
    assignment: r.nullableStruct(readShareGroupHeartbeatResponseAssignment, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupHeartbeatResponse(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupHeartbeatResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.nullableString(or(m.memberId, null), true);
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.heartbeatIntervalMs, 0));
  w.nullableStruct(or(m.assignment, null), writeShareGroupHeartbeatResponseAssignment, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/077-share-group-describe.ts

/**
 * API 77. Tells the state and the members of share groups. Goes to the group coordinator.
 *
 * - v1: The first that counts (KIP-932); version 0 was only for early access and is gone.
 */
export const ShareGroupDescribe: Api<ShareGroupDescribeRequest, ShareGroupDescribeResponse> = /* @__PURE__ */ api(
  77,
  'ShareGroupDescribe',
  /* @__PURE__ */ new Message(
    'ShareGroupDescribeRequest',
    [1, 1],
    0,
    readShareGroupDescribeRequest,
    writeShareGroupDescribeRequest,
  ),
  /* @__PURE__ */ new Message(
    'ShareGroupDescribeResponse',
    [1, 1],
    0,
    readShareGroupDescribeResponse,
    writeShareGroupDescribeResponse,
  ),
);

/** The request of {@link ShareGroupDescribe}. */
export interface ShareGroupDescribeRequest {
  /** The ids of the groups. */
  groupIds: string[];
  /** Whether to tell what this user may do with each group. */
  includeAuthorizedOperations: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ShareGroupDescribe}. */
export interface ShareGroupDescribeResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The groups. */
  groups: ShareGroupDescribeResponseDescribedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups. */
export interface ShareGroupDescribeResponseDescribedGroup {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the group. */
  groupId: string;
  /** Empty, Stable or Dead; empty on an error. */
  groupState: string;
  /** Goes up with each change in what members or subscriptions there are. */
  groupEpoch: number;
  /** The group epoch that the target assignment was made for. */
  assignmentEpoch: number;
  /** The assignor that the coordinator uses; empty on an error. */
  assignorName: string;
  /** The members. */
  members: ShareGroupDescribeResponseMember[];
  /**
   * Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for. (default
   * -2147483648)
   */
  authorizedOperations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface ShareGroupDescribeResponseMember {
  /** The id of the member. */
  memberId: string;
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
  /** What the member has at present. */
  assignment: ShareGroupDescribeResponseAssignment;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member has at present. */
export interface ShareGroupDescribeResponseAssignment {
  /** The partitions, by topic. */
  topicPartitions: ShareGroupDescribeResponseTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ShareGroupDescribeResponseTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupDescribeRequest(r: Reader, _version: number): ShareGroupDescribeRequest {
  const m: ShareGroupDescribeRequest = {
    groupIds: r.stringArray(true),
    includeAuthorizedOperations: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeRequest(w: Writer, version: number, m: MessageInit<ShareGroupDescribeRequest>): void {
  w.stringArray(or(m.groupIds, []), true);
  w.bool(or(m.includeAuthorizedOperations, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupDescribeResponseTopicPartitions(
  r: Reader,
  _version: number,
): ShareGroupDescribeResponseTopicPartitions {
  const m: ShareGroupDescribeResponseTopicPartitions = {
    topicId: r.uuid(),
    topicName: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponseTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupDescribeResponseTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultShareGroupDescribeResponseAssignment: ShareGroupDescribeResponseAssignment = /* @__PURE__ */ Object.freeze(
  { topicPartitions: [] },
);

function readShareGroupDescribeResponseAssignment(r: Reader, version: number): ShareGroupDescribeResponseAssignment {
  const m: ShareGroupDescribeResponseAssignment = {
    topicPartitions: r.array(true, readShareGroupDescribeResponseTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupDescribeResponseAssignment>,
): void {
  w.array(or(m.topicPartitions, []), true, writeShareGroupDescribeResponseTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupDescribeResponseMember(r: Reader, version: number): ShareGroupDescribeResponseMember {
  const m: ShareGroupDescribeResponseMember = {
    memberId: r.string(true),
    rackId: r.nullableString(true),
    memberEpoch: r.int32(),
    clientId: r.string(true),
    clientHost: r.string(true),
    subscribedTopicNames: r.stringArray(true),
    assignment: readShareGroupDescribeResponseAssignment(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponseMember(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupDescribeResponseMember>,
): void {
  w.string(or(m.memberId, ''), true);
  w.nullableString(or(m.rackId, null), true);
  w.int32(or(m.memberEpoch, 0));
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.stringArray(or(m.subscribedTopicNames, []), true);
  writeShareGroupDescribeResponseAssignment(w, version, or(m.assignment, defaultShareGroupDescribeResponseAssignment));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupDescribeResponseDescribedGroup(
  r: Reader,
  version: number,
): ShareGroupDescribeResponseDescribedGroup {
  const m: ShareGroupDescribeResponseDescribedGroup = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    groupId: r.string(true),
    groupState: r.string(true),
    groupEpoch: r.int32(),
    assignmentEpoch: r.int32(),
    assignorName: r.string(true),
    members: r.array(true, readShareGroupDescribeResponseMember, version),
    authorizedOperations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponseDescribedGroup(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupDescribeResponseDescribedGroup>,
): void {
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.string(or(m.groupId, ''), true);
  w.string(or(m.groupState, ''), true);
  w.int32(or(m.groupEpoch, 0));
  w.int32(or(m.assignmentEpoch, 0));
  w.string(or(m.assignorName, ''), true);
  w.array(or(m.members, []), true, writeShareGroupDescribeResponseMember, version);
  w.int32(or(m.authorizedOperations, -2147483648));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupDescribeResponse(r: Reader, version: number): ShareGroupDescribeResponse {
  const m: ShareGroupDescribeResponse = {
    throttleTimeMs: r.int32(),
    groups: r.array(true, readShareGroupDescribeResponseDescribedGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupDescribeResponse(w: Writer, version: number, m: MessageInit<ShareGroupDescribeResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.groups, []), true, writeShareGroupDescribeResponseDescribedGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/078-share-fetch.ts

/**
 * API 78. Fetches records for a member of a share group, which has them to itself for a time, and acknowledges
 * earlier ones. Goes to the leader of every partition in it.
 *
 * - v1: The first that counts (KIP-932); version 0 was only for early access and is gone.
 * - v2: shareAcquireMode (KIP-1206); isRenewAck: more time for records (KIP-1222).
 */
export const ShareFetch: Api<ShareFetchRequest, ShareFetchResponse> = /* @__PURE__ */ api(
  78,
  'ShareFetch',
  /* @__PURE__ */ new Message('ShareFetchRequest', [1, 2], 0, readShareFetchRequest, writeShareFetchRequest),
  /* @__PURE__ */ new Message('ShareFetchResponse', [1, 2], 0, readShareFetchResponse, writeShareFetchResponse),
);

/** The request of {@link ShareFetch}. */
export interface ShareFetchRequest {
  /** The id of the group. Members always set it. (default null) */
  groupId: string | null;
  /** The id of the member. Members always set it. */
  memberId: string | null;
  /** Counts the requests of a session up from 1; 0 opens a session, -1 ends it. */
  shareSessionEpoch: number;
  /** How long the broker may wait for minBytes to be there, in ms. */
  maxWaitMs: number;
  /** How many bytes of records are worth an answer before the time is up. */
  minBytes: number;
  /**
   * How many bytes of records the answer may have in all; the first batch comes even when it is larger. (default
   * 0x7fffffff)
   */
  maxBytes: number;
  /** How many records are wanted at most; with shareAcquireMode 0, a batch is not cut for that. */
  maxRecords: number;
  /** How many records each element of acquiredRecords should have. */
  batchSize: number;
  /** 0: whole batches, even if that is more than maxRecords. 1: never more than maxRecords. (since v2) */
  shareAcquireMode: number;
  /** Whether some of the acknowledgements ask for more time (4). Then no records are fetched. (since v2) */
  isRenewAck: boolean;
  /** What to fetch from and what to acknowledge, by topic; within a session, only what is new. */
  topics: ShareFetchRequestFetchTopic[];
  /** What to take out of the session. */
  forgottenTopicsData: ShareFetchRequestForgottenTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to fetch from and what to acknowledge, by topic; within a session, only what is new. */
export interface ShareFetchRequestFetchTopic {
  /** The id of the topic. */
  topicId: string;
  /** What to fetch from and what to acknowledge, by partition. */
  partitions: ShareFetchRequestFetchPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to fetch from and what to acknowledge, by partition. */
export interface ShareFetchRequestFetchPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The records to acknowledge. */
  acknowledgementBatches: ShareFetchRequestAcknowledgementBatch[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The records to acknowledge. */
export interface ShareFetchRequestAcknowledgementBatch {
  /** The offset of the first record. */
  firstOffset: bigint;
  /** The offset of the last record. */
  lastOffset: bigint;
  /**
   * What has become of them, for each offset or, with one element, for all: 0 gap (no record), 1 accepted, 2
   * released for others, 3 rejected for good, 4 needs more time.
   */
  acknowledgeTypes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to take out of the session. */
export interface ShareFetchRequestForgottenTopic {
  /** The id of the topic. */
  topicId: string;
  /** The partitions to take out. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ShareFetch}. */
export interface ShareFetchResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was done (sessions, mostly). */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** For how long the member has the records to itself, in ms. */
  acquisitionLockTimeoutMs: number;
  /** What was fetched and acknowledged, by topic. */
  responses: ShareFetchResponseShareFetchableTopic[];
  /** Where the new leaders are that are named in currentLeader. */
  nodeEndpoints: ShareFetchResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was fetched and acknowledged, by topic. */
export interface ShareFetchResponseShareFetchableTopic {
  /** The id of the topic. */
  topicId: string;
  /** What was fetched and acknowledged, by partition. */
  partitions: ShareFetchResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was fetched and acknowledged, by partition. */
export interface ShareFetchResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or why nothing could be fetched. */
  errorCode: number;
  /** Why nothing could be fetched, in the broker's words; null when it could. (default null) */
  errorMessage: string | null;
  /** 0, or why records could not be acknowledged. */
  acknowledgeErrorCode: number;
  /** Why records could not be acknowledged, in the broker's words; null when they could. (default null) */
  acknowledgeErrorMessage: string | null;
  /** The leader to go to, after an error that says it is another one. */
  currentLeader: ShareFetchResponseLeaderIdAndEpoch;
  /**
   * Record batches, also with records that the member does not get: see acquiredRecords. Empty when there is
   * nothing.
   */
  records: Buffer;
  /** Which of the records the member gets. */
  acquiredRecords: ShareFetchResponseAcquiredRecords[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The leader to go to, after an error that says it is another one. */
export interface ShareFetchResponseLeaderIdAndEpoch {
  /** The broker that leads the partition; -1 when unknown. */
  leaderId: number;
  /** The leader's epoch; -1 when unknown. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which of the records the member gets. */
export interface ShareFetchResponseAcquiredRecords {
  /** The offset of the first record. */
  firstOffset: bigint;
  /** The offset of the last record. */
  lastOffset: bigint;
  /** How many times they have been delivered, this time included. */
  deliveryCount: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the new leaders are that are named in currentLeader. */
export interface ShareFetchResponseNodeEndpoint {
  /** The id of the broker. */
  nodeId: number;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** The rack the broker is in; null when it was not told. (default null) */
  rack: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareFetchRequestAcknowledgementBatch(r: Reader, _version: number): ShareFetchRequestAcknowledgementBatch {
  const m: ShareFetchRequestAcknowledgementBatch = {
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    acknowledgeTypes: r.int8Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchRequestAcknowledgementBatch(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchRequestAcknowledgementBatch>,
): void {
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int8Array(or(m.acknowledgeTypes, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchRequestFetchPartition(r: Reader, version: number): ShareFetchRequestFetchPartition {
  const m: ShareFetchRequestFetchPartition = {
    partitionIndex: r.int32(),
    acknowledgementBatches: r.array(true, readShareFetchRequestAcknowledgementBatch, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchRequestFetchPartition(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchRequestFetchPartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.array(or(m.acknowledgementBatches, []), true, writeShareFetchRequestAcknowledgementBatch, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchRequestFetchTopic(r: Reader, version: number): ShareFetchRequestFetchTopic {
  const m: ShareFetchRequestFetchTopic = {
    topicId: r.uuid(),
    partitions: r.array(true, readShareFetchRequestFetchPartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchRequestFetchTopic(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchRequestFetchTopic>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeShareFetchRequestFetchPartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchRequestForgottenTopic(r: Reader, _version: number): ShareFetchRequestForgottenTopic {
  const m: ShareFetchRequestForgottenTopic = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchRequestForgottenTopic(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchRequestForgottenTopic>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchRequest(r: Reader, version: number): ShareFetchRequest {
  const m: ShareFetchRequest = {
    groupId: r.nullableString(true),
    memberId: r.nullableString(true),
    shareSessionEpoch: r.int32(),
    maxWaitMs: r.int32(),
    minBytes: r.int32(),
    maxBytes: r.int32(),
    maxRecords: r.int32(),
    batchSize: r.int32(),
    shareAcquireMode: version >= 2 ? r.int8() : 0,
    isRenewAck: version >= 2 ? r.bool() : false,
    topics: r.array(true, readShareFetchRequestFetchTopic, version),
    forgottenTopicsData: r.array(true, readShareFetchRequestForgottenTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchRequest(w: Writer, version: number, m: MessageInit<ShareFetchRequest>): void {
  w.nullableString(or(m.groupId, null), true);
  w.nullableString(or(m.memberId, ''), true);
  w.int32(or(m.shareSessionEpoch, 0));
  w.int32(or(m.maxWaitMs, 0));
  w.int32(or(m.minBytes, 0));
  w.int32(or(m.maxBytes, 0x7fffffff));
  w.int32(or(m.maxRecords, 0));
  w.int32(or(m.batchSize, 0));
  if (version >= 2) w.int8(or(m.shareAcquireMode, 0));
  if (version >= 2) w.bool(or(m.isRenewAck, false));
  else if (set(m.isRenewAck, false)) w.absent(version);
  w.array(or(m.topics, []), true, writeShareFetchRequestFetchTopic, version);
  w.array(or(m.forgottenTopicsData, []), true, writeShareFetchRequestForgottenTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultShareFetchResponseLeaderIdAndEpoch: ShareFetchResponseLeaderIdAndEpoch = /* @__PURE__ */ Object.freeze({
  leaderId: 0,
  leaderEpoch: 0,
});

function readShareFetchResponseLeaderIdAndEpoch(r: Reader, _version: number): ShareFetchResponseLeaderIdAndEpoch {
  const m: ShareFetchResponseLeaderIdAndEpoch = {
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchResponseLeaderIdAndEpoch(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchResponseLeaderIdAndEpoch>,
): void {
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchResponseAcquiredRecords(r: Reader, _version: number): ShareFetchResponseAcquiredRecords {
  const m: ShareFetchResponseAcquiredRecords = {
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    deliveryCount: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchResponseAcquiredRecords(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchResponseAcquiredRecords>,
): void {
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int16(or(m.deliveryCount, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchResponsePartitionData(r: Reader, version: number): ShareFetchResponsePartitionData {
  const m: ShareFetchResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    acknowledgeErrorCode: r.int16(),
    acknowledgeErrorMessage: r.nullableString(true),
    currentLeader: readShareFetchResponseLeaderIdAndEpoch(r, version),
    records: r.bytes(true),
    acquiredRecords: r.array(true, readShareFetchResponseAcquiredRecords, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchResponsePartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.int16(or(m.acknowledgeErrorCode, 0));
  w.nullableString(or(m.acknowledgeErrorMessage, null), true);
  writeShareFetchResponseLeaderIdAndEpoch(w, version, or(m.currentLeader, defaultShareFetchResponseLeaderIdAndEpoch));
  w.bytes(or(m.records, NO_BYTES), true);
  w.array(or(m.acquiredRecords, []), true, writeShareFetchResponseAcquiredRecords, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchResponseShareFetchableTopic(r: Reader, version: number): ShareFetchResponseShareFetchableTopic {
  const m: ShareFetchResponseShareFetchableTopic = {
    topicId: r.uuid(),
    partitions: r.array(true, readShareFetchResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchResponseShareFetchableTopic(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchResponseShareFetchableTopic>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeShareFetchResponsePartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchResponseNodeEndpoint(r: Reader, _version: number): ShareFetchResponseNodeEndpoint {
  const m: ShareFetchResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.int32(),
    rack: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchResponseNodeEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<ShareFetchResponseNodeEndpoint>,
): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.nullableString(or(m.rack, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareFetchResponse(r: Reader, version: number): ShareFetchResponse {
  const m: ShareFetchResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    acquisitionLockTimeoutMs: r.int32(),
    responses: r.array(true, readShareFetchResponseShareFetchableTopic, version),
    nodeEndpoints: r.array(true, readShareFetchResponseNodeEndpoint, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareFetchResponse(w: Writer, version: number, m: MessageInit<ShareFetchResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.int32(or(m.acquisitionLockTimeoutMs, 0));
  w.array(or(m.responses, []), true, writeShareFetchResponseShareFetchableTopic, version);
  w.array(or(m.nodeEndpoints, []), true, writeShareFetchResponseNodeEndpoint, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/079-share-acknowledge.ts

/**
 * API 79. Acknowledges records that a member of a share group has fetched, without fetching more. Goes to the
 * leader of every partition in it.
 *
 * - v1: The first that counts (KIP-932); version 0 was only for early access and is gone.
 * - v2: isRenewAck and acquisitionLockTimeoutMs: more time for records (KIP-1222).
 */
export const ShareAcknowledge: Api<ShareAcknowledgeRequest, ShareAcknowledgeResponse> = /* @__PURE__ */ api(
  79,
  'ShareAcknowledge',
  /* @__PURE__ */ new Message(
    'ShareAcknowledgeRequest',
    [1, 2],
    0,
    readShareAcknowledgeRequest,
    writeShareAcknowledgeRequest,
  ),
  /* @__PURE__ */ new Message(
    'ShareAcknowledgeResponse',
    [1, 2],
    0,
    readShareAcknowledgeResponse,
    writeShareAcknowledgeResponse,
  ),
);

/** The request of {@link ShareAcknowledge}. */
export interface ShareAcknowledgeRequest {
  /** The id of the group. Members always set it. (default null) */
  groupId: string | null;
  /** The id of the member. Members always set it. */
  memberId: string | null;
  /** Counts the requests of a session up from 1, together with those of ShareFetch; -1 ends it. */
  shareSessionEpoch: number;
  /** Whether some of the acknowledgements ask for more time (4). (since v2) */
  isRenewAck: boolean;
  /** What to acknowledge, by topic. */
  topics: ShareAcknowledgeRequestAcknowledgeTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to acknowledge, by topic. */
export interface ShareAcknowledgeRequestAcknowledgeTopic {
  /** The id of the topic. */
  topicId: string;
  /** What to acknowledge, by partition. */
  partitions: ShareAcknowledgeRequestAcknowledgePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to acknowledge, by partition. */
export interface ShareAcknowledgeRequestAcknowledgePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The records to acknowledge. */
  acknowledgementBatches: ShareAcknowledgeRequestAcknowledgementBatch[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The records to acknowledge. */
export interface ShareAcknowledgeRequestAcknowledgementBatch {
  /** The offset of the first record. */
  firstOffset: bigint;
  /** The offset of the last record. */
  lastOffset: bigint;
  /**
   * What has become of them, for each offset or, with one element, for all: 0 gap (no record), 1 accepted, 2
   * released for others, 3 rejected for good, 4 needs more time.
   */
  acknowledgeTypes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ShareAcknowledge}. */
export interface ShareAcknowledgeResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was done (sessions, mostly). */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** For how long the member has the records to itself, in ms. (since v2) */
  acquisitionLockTimeoutMs: number;
  /** The outcome, by topic. */
  responses: ShareAcknowledgeResponseTopic[];
  /** Where the new leaders are that are named in currentLeader. */
  nodeEndpoints: ShareAcknowledgeResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface ShareAcknowledgeResponseTopic {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: ShareAcknowledgeResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface ShareAcknowledgeResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or why records could not be acknowledged. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The leader to go to, after an error that says it is another one. */
  currentLeader: ShareAcknowledgeResponseLeaderIdAndEpoch;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The leader to go to, after an error that says it is another one. */
export interface ShareAcknowledgeResponseLeaderIdAndEpoch {
  /** The broker that leads the partition; -1 when unknown. */
  leaderId: number;
  /** The leader's epoch; -1 when unknown. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the new leaders are that are named in currentLeader. */
export interface ShareAcknowledgeResponseNodeEndpoint {
  /** The id of the broker. */
  nodeId: number;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** The rack the broker is in; null when it was not told. (default null) */
  rack: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareAcknowledgeRequestAcknowledgementBatch(
  r: Reader,
  _version: number,
): ShareAcknowledgeRequestAcknowledgementBatch {
  const m: ShareAcknowledgeRequestAcknowledgementBatch = {
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    acknowledgeTypes: r.int8Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeRequestAcknowledgementBatch(
  w: Writer,
  version: number,
  m: MessageInit<ShareAcknowledgeRequestAcknowledgementBatch>,
): void {
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int8Array(or(m.acknowledgeTypes, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareAcknowledgeRequestAcknowledgePartition(
  r: Reader,
  version: number,
): ShareAcknowledgeRequestAcknowledgePartition {
  const m: ShareAcknowledgeRequestAcknowledgePartition = {
    partitionIndex: r.int32(),
    acknowledgementBatches: r.array(true, readShareAcknowledgeRequestAcknowledgementBatch, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeRequestAcknowledgePartition(
  w: Writer,
  version: number,
  m: MessageInit<ShareAcknowledgeRequestAcknowledgePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.array(or(m.acknowledgementBatches, []), true, writeShareAcknowledgeRequestAcknowledgementBatch, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareAcknowledgeRequestAcknowledgeTopic(
  r: Reader,
  version: number,
): ShareAcknowledgeRequestAcknowledgeTopic {
  const m: ShareAcknowledgeRequestAcknowledgeTopic = {
    topicId: r.uuid(),
    partitions: r.array(true, readShareAcknowledgeRequestAcknowledgePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeRequestAcknowledgeTopic(
  w: Writer,
  version: number,
  m: MessageInit<ShareAcknowledgeRequestAcknowledgeTopic>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeShareAcknowledgeRequestAcknowledgePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareAcknowledgeRequest(r: Reader, version: number): ShareAcknowledgeRequest {
  const m: ShareAcknowledgeRequest = {
    groupId: r.nullableString(true),
    memberId: r.nullableString(true),
    shareSessionEpoch: r.int32(),
    isRenewAck: version >= 2 ? r.bool() : false,
    topics: r.array(true, readShareAcknowledgeRequestAcknowledgeTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeRequest(w: Writer, version: number, m: MessageInit<ShareAcknowledgeRequest>): void {
  w.nullableString(or(m.groupId, null), true);
  w.nullableString(or(m.memberId, ''), true);
  w.int32(or(m.shareSessionEpoch, 0));
  if (version >= 2) w.bool(or(m.isRenewAck, false));
  else if (set(m.isRenewAck, false)) w.absent(version);
  w.array(or(m.topics, []), true, writeShareAcknowledgeRequestAcknowledgeTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultShareAcknowledgeResponseLeaderIdAndEpoch: ShareAcknowledgeResponseLeaderIdAndEpoch =
  /* @__PURE__ */ Object.freeze({ leaderId: 0, leaderEpoch: 0 });

function readShareAcknowledgeResponseLeaderIdAndEpoch(
  r: Reader,
  _version: number,
): ShareAcknowledgeResponseLeaderIdAndEpoch {
  const m: ShareAcknowledgeResponseLeaderIdAndEpoch = {
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeResponseLeaderIdAndEpoch(
  w: Writer,
  version: number,
  m: MessageInit<ShareAcknowledgeResponseLeaderIdAndEpoch>,
): void {
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readShareAcknowledgeResponsePartitionData(r: Reader, version: number): ShareAcknowledgeResponsePartitionData {
  const m: ShareAcknowledgeResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    currentLeader: readShareAcknowledgeResponseLeaderIdAndEpoch(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<ShareAcknowledgeResponsePartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  writeShareAcknowledgeResponseLeaderIdAndEpoch(
    w,
    version,
    or(m.currentLeader, defaultShareAcknowledgeResponseLeaderIdAndEpoch),
  );
  w.unknownTags(m.unknownTags, true, version);
}

function readShareAcknowledgeResponseTopic(r: Reader, version: number): ShareAcknowledgeResponseTopic {
  const m: ShareAcknowledgeResponseTopic = {
    topicId: r.uuid(),
    partitions: r.array(true, readShareAcknowledgeResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<ShareAcknowledgeResponseTopic>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeShareAcknowledgeResponsePartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareAcknowledgeResponseNodeEndpoint(r: Reader, _version: number): ShareAcknowledgeResponseNodeEndpoint {
  const m: ShareAcknowledgeResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.int32(),
    rack: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeResponseNodeEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<ShareAcknowledgeResponseNodeEndpoint>,
): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.nullableString(or(m.rack, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareAcknowledgeResponse(r: Reader, version: number): ShareAcknowledgeResponse {
  const m: ShareAcknowledgeResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    acquisitionLockTimeoutMs: version >= 2 ? r.int32() : 0,
    responses: r.array(true, readShareAcknowledgeResponseTopic, version),
    nodeEndpoints: r.array(true, readShareAcknowledgeResponseNodeEndpoint, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareAcknowledgeResponse(w: Writer, version: number, m: MessageInit<ShareAcknowledgeResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  if (version >= 2) w.int32(or(m.acquisitionLockTimeoutMs, 0));
  w.array(or(m.responses, []), true, writeShareAcknowledgeResponseTopic, version);
  w.array(or(m.nodeEndpoints, []), true, writeShareAcknowledgeResponseNodeEndpoint, version);
  w.unknownTags(m.unknownTags, true, version);
}
