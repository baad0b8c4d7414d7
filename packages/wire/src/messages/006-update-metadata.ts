// Generated from packages/wire/schema/006-update-metadata.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 6. Brings to a broker what it answers Metadata requests with: brokers and leaders. Only with ZooKeeper; gone
 * in Kafka 4.0. Goes to every broker, from the controller.
 *
 * - v0: The first.
 * - v1: A broker may have several endpoints.
 * - v2: rack (KIP-36).
 * - v3: listener: endpoints have names (KIP-103).
 * - v4: offlineReplicas (KIP-112).
 * - v5: brokerEpoch; partitions grouped by topic (KIP-380).
 * - v6: Flexible.
 * - v7: topicId (KIP-516).
 * - v8: isKRaftController and type (KIP-866).
 */
export const UpdateMetadata: Api<UpdateMetadataRequest, UpdateMetadataResponse> = /* @__PURE__ */ api(
  6,
  'UpdateMetadata',
  /* @__PURE__ */ new Message(
    'UpdateMetadataRequest',
    [0, 8],
    6,
    readUpdateMetadataRequest,
    writeUpdateMetadataRequest,
  ),
  /* @__PURE__ */ new Message(
    'UpdateMetadataResponse',
    [0, 8],
    6,
    readUpdateMetadataResponse,
    writeUpdateMetadataResponse,
  ),
);

/** The request of {@link UpdateMetadata}. */
export interface UpdateMetadataRequest {
  /** The controller that sends this. */
  controllerId: number;
  /** Whether that is a KRaft controller: during the migration from ZooKeeper. (since v8) */
  isKRaftController: boolean;
  /** 1: only what has changed. 2: all there is. 0: not told. (since v8) */
  type: number;
  /** The epoch of the controller; a broker that knows a later one refuses this. */
  controllerEpoch: number;
  /**
   * The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1
   * for no check. (since v5, default -1)
   */
  brokerEpoch: bigint;
  /** The partitions, each with the name of its topic. (until v4) */
  ungroupedPartitionStates: UpdateMetadataRequestPartitionState[];
  /** The partitions, by topic. (since v5) */
  topicStates: UpdateMetadataRequestTopicState[];
  /** The brokers that are up. */
  liveBrokers: UpdateMetadataRequestBroker[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, each with the name of its topic. */
export interface UpdateMetadataRequestPartitionState {
  /** The name of the topic. (until v4) */
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
  zkVersion: number;
  /** The brokers that have the partition, the preferred leader first. */
  replicas: number[];
  /** The replicas that are down. (since v4) */
  offlineReplicas: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface UpdateMetadataRequestTopicState {
  /** The name of the topic. */
  topicName: string;
  /** The id of the topic. (since v7) */
  topicId: string;
  /** The partitions of the topic. */
  partitionStates: UpdateMetadataRequestPartitionState[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers that are up. */
export interface UpdateMetadataRequestBroker {
  /** The id of the broker. */
  id: number;
  /** Where the broker listens: a host name or an address. (v0 only) */
  v0Host: string;
  /** The port it listens on. (v0 only) */
  v0Port: number;
  /** Where the broker listens. (since v1) */
  endpoints: UpdateMetadataRequestEndpoint[];
  /** The rack the broker is in; null when it was not told. (since v2) */
  rack: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the broker listens. */
export interface UpdateMetadataRequestEndpoint {
  /** The port. */
  port: number;
  /** A host name or an address. */
  host: string;
  /** The name of the listener. (since v3) */
  listener: string;
  /** 0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL. */
  securityProtocol: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UpdateMetadata}. */
export interface UpdateMetadataResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUpdateMetadataRequestPartitionState(r: Reader, version: number): UpdateMetadataRequestPartitionState {
  const flexible = version >= 6;
  const m: UpdateMetadataRequestPartitionState = {
    topicName: version <= 4 ? r.string() : '',
    partitionIndex: r.int32(),
    controllerEpoch: r.int32(),
    leader: r.int32(),
    leaderEpoch: r.int32(),
    isr: r.int32Array(flexible),
    zkVersion: r.int32(),
    replicas: r.int32Array(flexible),
    offlineReplicas: version >= 4 ? r.int32Array(flexible) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataRequestPartitionState(
  w: Writer,
  version: number,
  m: MessageInit<UpdateMetadataRequestPartitionState>,
): void {
  const flexible = version >= 6;
  if (version <= 4) w.string(or(m.topicName, ''));
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.controllerEpoch, 0));
  w.int32(or(m.leader, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int32Array(or(m.isr, []), flexible);
  w.int32(or(m.zkVersion, 0));
  w.int32Array(or(m.replicas, []), flexible);
  if (version >= 4) w.int32Array(or(m.offlineReplicas, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readUpdateMetadataRequestTopicState(r: Reader, version: number): UpdateMetadataRequestTopicState {
  const flexible = version >= 6;
  const m: UpdateMetadataRequestTopicState = {
    topicName: r.string(flexible),
    topicId: version >= 7 ? r.uuid() : ZERO_UUID,
    partitionStates: r.array(flexible, readUpdateMetadataRequestPartitionState, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataRequestTopicState(
  w: Writer,
  version: number,
  m: MessageInit<UpdateMetadataRequestTopicState>,
): void {
  const flexible = version >= 6;
  w.string(or(m.topicName, ''), flexible);
  if (version >= 7) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitionStates, []), flexible, writeUpdateMetadataRequestPartitionState, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readUpdateMetadataRequestEndpoint(r: Reader, version: number): UpdateMetadataRequestEndpoint {
  const flexible = version >= 6;
  const m: UpdateMetadataRequestEndpoint = {
    port: r.int32(),
    host: r.string(flexible),
    listener: version >= 3 ? r.string(flexible) : '',
    securityProtocol: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataRequestEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<UpdateMetadataRequestEndpoint>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.port, 0));
  w.string(or(m.host, ''), flexible);
  if (version >= 3) w.string(or(m.listener, ''), flexible);
  w.int16(or(m.securityProtocol, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readUpdateMetadataRequestBroker(r: Reader, version: number): UpdateMetadataRequestBroker {
  const flexible = version >= 6;
  const m: UpdateMetadataRequestBroker = {
    id: r.int32(),
    v0Host: version <= 0 ? r.string() : '',
    v0Port: version <= 0 ? r.int32() : 0,
    endpoints: version >= 1 ? r.array(flexible, readUpdateMetadataRequestEndpoint, version) : [],
    rack: version >= 2 ? r.nullableString(flexible) : '',
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataRequestBroker(
  w: Writer,
  version: number,
  m: MessageInit<UpdateMetadataRequestBroker>,
): void {
  const flexible = version >= 6;
  w.int32(or(m.id, 0));
  if (version <= 0) w.string(or(m.v0Host, ''));
  if (version <= 0) w.int32(or(m.v0Port, 0));
  if (version >= 1) w.array(or(m.endpoints, []), flexible, writeUpdateMetadataRequestEndpoint, version);
  if (version >= 2) w.nullableString(or(m.rack, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readUpdateMetadataRequest(r: Reader, version: number): UpdateMetadataRequest {
  const flexible = version >= 6;
  const m: UpdateMetadataRequest = {
    controllerId: r.int32(),
    isKRaftController: version >= 8 ? r.bool() : false,
    type: 0,
    controllerEpoch: r.int32(),
    brokerEpoch: version >= 5 ? r.int64() : -1n,
    ungroupedPartitionStates: version <= 4 ? r.array(false, readUpdateMetadataRequestPartitionState, version) : [],
    topicStates: version >= 5 ? r.array(flexible, readUpdateMetadataRequestTopicState, version) : [],
    liveBrokers: r.array(flexible, readUpdateMetadataRequestBroker, version),
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0 && version >= 8) m.type = r.int8();
      else {
        unknownTags = r.unknownTag(unknownTags, tag);
        continue;
      }
      unknownTags = r.endTag(end, unknownTags);
    }
    if (unknownTags !== undefined) m.unknownTags = unknownTags;
  }
  return m;
}

function writeUpdateMetadataRequest(w: Writer, version: number, m: MessageInit<UpdateMetadataRequest>): void {
  const flexible = version >= 6;
  w.int32(or(m.controllerId, 0));
  if (version >= 8) w.bool(or(m.isKRaftController, false));
  else if (set(m.isKRaftController, false)) w.absent(version);
  if (!(version >= 8) && set(m.type, 0)) w.absent(version);
  w.int32(or(m.controllerEpoch, 0));
  if (version >= 5) w.int64(or(m.brokerEpoch, -1n));
  if (version <= 4)
    w.array(or(m.ungroupedPartitionStates, []), false, writeUpdateMetadataRequestPartitionState, version);
  else if (set(m.ungroupedPartitionStates, [])) w.absent(version);
  if (version >= 5) w.array(or(m.topicStates, []), flexible, writeUpdateMetadataRequestTopicState, version);
  else if (set(m.topicStates, [])) w.absent(version);
  w.array(or(m.liveBrokers, []), flexible, writeUpdateMetadataRequestBroker, version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (version >= 8 && set(m.type, 0)) {
      const at = w.beginTag(tags, 0);
      w.int8(or(m.type, 0));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}

function readUpdateMetadataResponse(r: Reader, version: number): UpdateMetadataResponse {
  const flexible = version >= 6;
  const m: UpdateMetadataResponse = {
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateMetadataResponse(w: Writer, version: number, m: MessageInit<UpdateMetadataResponse>): void {
  const flexible = version >= 6;
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}
