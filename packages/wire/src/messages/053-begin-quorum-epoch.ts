// Generated from packages/wire/schema/053-begin-quorum-epoch.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 53. A new leader of the KRaft quorum makes itself known, and repeats that to voters that do not fetch from
 * it. Goes to the other voters of the KRaft quorum, from the new leader.
 *
 * - v0: The first (KIP-595).
 * - v1: Flexible; voters are told apart by their directory too; both sides tell where the leader is (KIP-853).
 */
export const BeginQuorumEpoch: Api<BeginQuorumEpochRequest, BeginQuorumEpochResponse> = /* @__PURE__ */ api(
  53,
  'BeginQuorumEpoch',
  /* @__PURE__ */ new Message(
    'BeginQuorumEpochRequest',
    [0, 1],
    1,
    readBeginQuorumEpochRequest,
    writeBeginQuorumEpochRequest,
  ),
  /* @__PURE__ */ new Message(
    'BeginQuorumEpochResponse',
    [0, 1],
    1,
    readBeginQuorumEpochResponse,
    writeBeginQuorumEpochResponse,
  ),
);

/** The request of {@link BeginQuorumEpoch}. */
export interface BeginQuorumEpochRequest {
  /** The cluster the sender believes to be in, for a check; null for none. (default null) */
  clusterId: string | null;
  /** The voter that the request is meant for; -1 for no check. (since v1, default -1) */
  voterId: number;
  /** What the sender leads. */
  topics: BeginQuorumEpochRequestTopicData[];
  /** Where the leader listens. (since v1) */
  leaderEndpoints: BeginQuorumEpochRequestLeaderEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the sender leads. */
export interface BeginQuorumEpochRequestTopicData {
  /** The topic of the quorum: always __cluster_metadata. */
  topicName: string;
  /** Its partition: always 0. */
  partitions: BeginQuorumEpochRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its partition: always 0. */
export interface BeginQuorumEpochRequestPartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** The metadata directory of the voter that the request is meant for; zero for no check. (since v1) */
  voterDirectoryId: string;
  /** The new leader, which is the sender. */
  leaderId: number;
  /** The epoch that it leads in. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the leader listens. */
export interface BeginQuorumEpochRequestLeaderEndpoint {
  /** The name of the listener. */
  name: string;
  /** Where the controller listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link BeginQuorumEpoch}. */
export interface BeginQuorumEpochResponse {
  /** 0, or why nothing at all was done. */
  errorCode: number;
  /** The outcome. */
  topics: BeginQuorumEpochResponseTopicData[];
  /** Where the leader is that is named in the partitions. (since v1) */
  nodeEndpoints: BeginQuorumEpochResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome. */
export interface BeginQuorumEpochResponseTopicData {
  /** The topic of the quorum: always __cluster_metadata. */
  topicName: string;
  /** Its partition: always 0. */
  partitions: BeginQuorumEpochResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its partition: always 0. */
export interface BeginQuorumEpochResponsePartitionData {
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
export interface BeginQuorumEpochResponseNodeEndpoint {
  /** The id of the node. */
  nodeId: number;
  /** Where the node listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readBeginQuorumEpochRequestPartitionData(r: Reader, version: number): BeginQuorumEpochRequestPartitionData {
  const flexible = version >= 1;
  const m: BeginQuorumEpochRequestPartitionData = {
    partitionIndex: r.int32(),
    voterDirectoryId: version >= 1 ? r.uuid() : ZERO_UUID,
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBeginQuorumEpochRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<BeginQuorumEpochRequestPartitionData>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.partitionIndex, 0));
  if (version >= 1) w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readBeginQuorumEpochRequestTopicData(r: Reader, version: number): BeginQuorumEpochRequestTopicData {
  const flexible = version >= 1;
  const m: BeginQuorumEpochRequestTopicData = {
    topicName: r.string(flexible),
    partitions: r.array(flexible, readBeginQuorumEpochRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBeginQuorumEpochRequestTopicData(
  w: Writer,
  version: number,
  m: MessageInit<BeginQuorumEpochRequestTopicData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.topicName, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeBeginQuorumEpochRequestPartitionData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readBeginQuorumEpochRequestLeaderEndpoint(r: Reader, _version: number): BeginQuorumEpochRequestLeaderEndpoint {
  const m: BeginQuorumEpochRequestLeaderEndpoint = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBeginQuorumEpochRequestLeaderEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<BeginQuorumEpochRequestLeaderEndpoint>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readBeginQuorumEpochRequest(r: Reader, version: number): BeginQuorumEpochRequest {
  const flexible = version >= 1;
  const m: BeginQuorumEpochRequest = {
    clusterId: r.nullableString(flexible),
    voterId: version >= 1 ? r.int32() : -1,
    topics: r.array(flexible, readBeginQuorumEpochRequestTopicData, version),
    leaderEndpoints: version >= 1 ? r.array(true, readBeginQuorumEpochRequestLeaderEndpoint, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBeginQuorumEpochRequest(w: Writer, version: number, m: MessageInit<BeginQuorumEpochRequest>): void {
  const flexible = version >= 1;
  w.nullableString(or(m.clusterId, null), flexible);
  if (version >= 1) w.int32(or(m.voterId, -1));
  w.array(or(m.topics, []), flexible, writeBeginQuorumEpochRequestTopicData, version);
  if (version >= 1) w.array(or(m.leaderEndpoints, []), true, writeBeginQuorumEpochRequestLeaderEndpoint, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readBeginQuorumEpochResponsePartitionData(r: Reader, version: number): BeginQuorumEpochResponsePartitionData {
  const flexible = version >= 1;
  const m: BeginQuorumEpochResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBeginQuorumEpochResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<BeginQuorumEpochResponsePartitionData>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readBeginQuorumEpochResponseTopicData(r: Reader, version: number): BeginQuorumEpochResponseTopicData {
  const flexible = version >= 1;
  const m: BeginQuorumEpochResponseTopicData = {
    topicName: r.string(flexible),
    partitions: r.array(flexible, readBeginQuorumEpochResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBeginQuorumEpochResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<BeginQuorumEpochResponseTopicData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.topicName, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeBeginQuorumEpochResponsePartitionData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readBeginQuorumEpochResponseNodeEndpoint(r: Reader, _version: number): BeginQuorumEpochResponseNodeEndpoint {
  const m: BeginQuorumEpochResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeBeginQuorumEpochResponseNodeEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<BeginQuorumEpochResponseNodeEndpoint>,
): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readBeginQuorumEpochResponse(r: Reader, version: number): BeginQuorumEpochResponse {
  const flexible = version >= 1;
  const m: BeginQuorumEpochResponse = {
    errorCode: r.int16(),
    topics: r.array(flexible, readBeginQuorumEpochResponseTopicData, version),
    nodeEndpoints: [],
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.nodeEndpoints = r.array(true, readBeginQuorumEpochResponseNodeEndpoint, version);
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

function writeBeginQuorumEpochResponse(w: Writer, version: number, m: MessageInit<BeginQuorumEpochResponse>): void {
  const flexible = version >= 1;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.topics, []), flexible, writeBeginQuorumEpochResponseTopicData, version);
  if (!(version >= 1) && set(m.nodeEndpoints, [])) w.absent(version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.nodeEndpoints, [])) {
      const at = w.beginTag(tags, 0);
      w.array(or(m.nodeEndpoints, []), true, writeBeginQuorumEpochResponseNodeEndpoint, version);
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}
