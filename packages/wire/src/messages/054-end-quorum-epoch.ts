// Generated from packages/wire/schema/054-end-quorum-epoch.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 54. The leader of the KRaft quorum resigns, so that the others need not wait until they miss it. Goes to the
 * other voters of the KRaft quorum, from the leader.
 *
 * - v0: The first (KIP-595).
 * - v1: Flexible; preferredCandidates takes the place of preferredSuccessors; both sides tell where the leader is (KIP-853).
 */
export const EndQuorumEpoch: Api<EndQuorumEpochRequest, EndQuorumEpochResponse> = /* @__PURE__ */ api(
  54,
  'EndQuorumEpoch',
  /* @__PURE__ */ new Message(
    'EndQuorumEpochRequest',
    [0, 1],
    1,
    readEndQuorumEpochRequest,
    writeEndQuorumEpochRequest,
  ),
  /* @__PURE__ */ new Message(
    'EndQuorumEpochResponse',
    [0, 1],
    1,
    readEndQuorumEpochResponse,
    writeEndQuorumEpochResponse,
  ),
);

/** The request of {@link EndQuorumEpoch}. */
export interface EndQuorumEpochRequest {
  /** The cluster the sender believes to be in, for a check; null for none. (default null) */
  clusterId: string | null;
  /** What the sender resigns from. */
  topics: EndQuorumEpochRequestTopicData[];
  /** Where the leader listens. (since v1) */
  leaderEndpoints: EndQuorumEpochRequestLeaderEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the sender resigns from. */
export interface EndQuorumEpochRequestTopicData {
  /** The topic of the quorum: always __cluster_metadata. */
  topicName: string;
  /** Its partition: always 0. */
  partitions: EndQuorumEpochRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its partition: always 0. */
export interface EndQuorumEpochRequestPartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** The leader that resigns, which is the sender. */
  leaderId: number;
  /** The epoch that it led in. */
  leaderEpoch: number;
  /** Who should stand for election, the one with the most of the log first. (v0 only) */
  preferredSuccessors: number[];
  /** Who should stand for election, the one with the most of the log first. (since v1) */
  preferredCandidates: EndQuorumEpochRequestReplicaInfo[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Who should stand for election, the one with the most of the log first. */
export interface EndQuorumEpochRequestReplicaInfo {
  /** The id of the voter. */
  candidateId: number;
  /** The metadata directory of the voter. */
  candidateDirectoryId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the leader listens. */
export interface EndQuorumEpochRequestLeaderEndpoint {
  /** The name of the listener. */
  name: string;
  /** Where the controller listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link EndQuorumEpoch}. */
export interface EndQuorumEpochResponse {
  /** 0, or why nothing at all was done. */
  errorCode: number;
  /** The outcome. */
  topics: EndQuorumEpochResponseTopicData[];
  /** Where the leader is that is named in the partitions. (since v1) */
  nodeEndpoints: EndQuorumEpochResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome. */
export interface EndQuorumEpochResponseTopicData {
  /** The topic of the quorum: always __cluster_metadata. */
  topicName: string;
  /** Its partition: always 0. */
  partitions: EndQuorumEpochResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its partition: always 0. */
export interface EndQuorumEpochResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The leader that the voter knows; -1 when it knows none. */
  leaderId: number;
  /** The latest epoch that the voter knows. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the leader is that is named in the partitions. */
export interface EndQuorumEpochResponseNodeEndpoint {
  /** The id of the node. */
  nodeId: number;
  /** Where the node listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readEndQuorumEpochRequestReplicaInfo(r: Reader, _version: number): EndQuorumEpochRequestReplicaInfo {
  const m: EndQuorumEpochRequestReplicaInfo = {
    candidateId: r.int32(),
    candidateDirectoryId: r.uuid(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndQuorumEpochRequestReplicaInfo(
  w: Writer,
  version: number,
  m: MessageInit<EndQuorumEpochRequestReplicaInfo>,
): void {
  w.int32(or(m.candidateId, 0));
  w.uuid(or(m.candidateDirectoryId, ZERO_UUID));
  w.unknownTags(m.unknownTags, true, version);
}

function readEndQuorumEpochRequestPartitionData(r: Reader, version: number): EndQuorumEpochRequestPartitionData {
  const flexible = version >= 1;
  const m: EndQuorumEpochRequestPartitionData = {
    partitionIndex: r.int32(),
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
    preferredSuccessors: version <= 0 ? r.int32Array() : [],
    preferredCandidates: version >= 1 ? r.array(true, readEndQuorumEpochRequestReplicaInfo, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndQuorumEpochRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<EndQuorumEpochRequestPartitionData>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  if (version <= 0) w.int32Array(or(m.preferredSuccessors, []));
  if (version >= 1) w.array(or(m.preferredCandidates, []), true, writeEndQuorumEpochRequestReplicaInfo, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readEndQuorumEpochRequestTopicData(r: Reader, version: number): EndQuorumEpochRequestTopicData {
  const flexible = version >= 1;
  const m: EndQuorumEpochRequestTopicData = {
    topicName: r.string(flexible),
    partitions: r.array(flexible, readEndQuorumEpochRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndQuorumEpochRequestTopicData(
  w: Writer,
  version: number,
  m: MessageInit<EndQuorumEpochRequestTopicData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.topicName, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeEndQuorumEpochRequestPartitionData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readEndQuorumEpochRequestLeaderEndpoint(r: Reader, _version: number): EndQuorumEpochRequestLeaderEndpoint {
  const m: EndQuorumEpochRequestLeaderEndpoint = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndQuorumEpochRequestLeaderEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<EndQuorumEpochRequestLeaderEndpoint>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readEndQuorumEpochRequest(r: Reader, version: number): EndQuorumEpochRequest {
  const flexible = version >= 1;
  const m: EndQuorumEpochRequest = {
    clusterId: r.nullableString(flexible),
    topics: r.array(flexible, readEndQuorumEpochRequestTopicData, version),
    leaderEndpoints: version >= 1 ? r.array(true, readEndQuorumEpochRequestLeaderEndpoint, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndQuorumEpochRequest(w: Writer, version: number, m: MessageInit<EndQuorumEpochRequest>): void {
  const flexible = version >= 1;
  w.nullableString(or(m.clusterId, null), flexible);
  w.array(or(m.topics, []), flexible, writeEndQuorumEpochRequestTopicData, version);
  if (version >= 1) w.array(or(m.leaderEndpoints, []), true, writeEndQuorumEpochRequestLeaderEndpoint, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readEndQuorumEpochResponsePartitionData(r: Reader, version: number): EndQuorumEpochResponsePartitionData {
  const flexible = version >= 1;
  const m: EndQuorumEpochResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndQuorumEpochResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<EndQuorumEpochResponsePartitionData>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readEndQuorumEpochResponseTopicData(r: Reader, version: number): EndQuorumEpochResponseTopicData {
  const flexible = version >= 1;
  const m: EndQuorumEpochResponseTopicData = {
    topicName: r.string(flexible),
    partitions: r.array(flexible, readEndQuorumEpochResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndQuorumEpochResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<EndQuorumEpochResponseTopicData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.topicName, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeEndQuorumEpochResponsePartitionData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readEndQuorumEpochResponseNodeEndpoint(r: Reader, _version: number): EndQuorumEpochResponseNodeEndpoint {
  const m: EndQuorumEpochResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEndQuorumEpochResponseNodeEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<EndQuorumEpochResponseNodeEndpoint>,
): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readEndQuorumEpochResponse(r: Reader, version: number): EndQuorumEpochResponse {
  const flexible = version >= 1;
  const m: EndQuorumEpochResponse = {
    errorCode: r.int16(),
    topics: r.array(flexible, readEndQuorumEpochResponseTopicData, version),
    nodeEndpoints: [],
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.nodeEndpoints = r.array(true, readEndQuorumEpochResponseNodeEndpoint, version);
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

function writeEndQuorumEpochResponse(w: Writer, version: number, m: MessageInit<EndQuorumEpochResponse>): void {
  const flexible = version >= 1;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.topics, []), flexible, writeEndQuorumEpochResponseTopicData, version);
  if (!(version >= 1) && set(m.nodeEndpoints, [])) w.absent(version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.nodeEndpoints, [])) {
      const at = w.beginTag(tags, 0);
      w.array(or(m.nodeEndpoints, []), true, writeEndQuorumEpochResponseNodeEndpoint, version);
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}
