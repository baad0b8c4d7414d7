// Generated from packages/wire/schema/052-vote.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 52. Asks the voters of the KRaft quorum for their vote, so as to become its leader. Goes to the other voters
 * of the KRaft quorum, from the one that stands for election.
 *
 * - v0: The first (KIP-595).
 * - v1: Voters are told apart by their directory too; the response tells where the leader is (KIP-853).
 * - v2: preVote: asks whether there would be a vote, before the epoch is raised (KIP-996).
 */
export const Vote: Api<VoteRequest, VoteResponse> = /* @__PURE__ */ api(
  52,
  'Vote',
  /* @__PURE__ */ new Message('VoteRequest', [0, 2], 0, readVoteRequest, writeVoteRequest),
  /* @__PURE__ */ new Message('VoteResponse', [0, 2], 0, readVoteResponse, writeVoteResponse),
);

/** The request of {@link Vote}. */
export interface VoteRequest {
  /** The cluster the sender believes to be in, for a check; null for none. (default null) */
  clusterId: string | null;
  /** The voter that the request is meant for; -1 for no check. (since v1, default -1) */
  voterId: number;
  /** What the election is about. */
  topics: VoteRequestTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the election is about. */
export interface VoteRequestTopicData {
  /** The topic of the quorum: always __cluster_metadata. */
  topicName: string;
  /** Its partition: always 0. */
  partitions: VoteRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its partition: always 0. */
export interface VoteRequestPartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** The epoch that the candidate wants to lead in; with preVote, the one it is in. */
  replicaEpoch: number;
  /** The candidate. */
  replicaId: number;
  /** The metadata directory of the candidate; zero when unknown. (since v1) */
  replicaDirectoryId: string;
  /** The metadata directory of the voter that the request is meant for; zero for no check. (since v1) */
  voterDirectoryId: string;
  /** The leader epoch of the last record in the candidate's log. */
  lastOffsetEpoch: number;
  /** The offset after the last record in the candidate's log. */
  lastOffset: bigint;
  /** Whether only to ask if the vote would be given; nobody has to remember that. (since v2) */
  preVote: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link Vote}. */
export interface VoteResponse {
  /** 0, or why nothing at all was decided. */
  errorCode: number;
  /** The outcome. */
  topics: VoteResponseTopicData[];
  /** Where the leader is that is named in the partitions. (since v1) */
  nodeEndpoints: VoteResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome. */
export interface VoteResponseTopicData {
  /** The topic of the quorum: always __cluster_metadata. */
  topicName: string;
  /** Its partition: always 0. */
  partitions: VoteResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its partition: always 0. */
export interface VoteResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The leader that the voter knows; -1 when it knows none. */
  leaderId: number;
  /** The latest epoch that the voter knows. */
  leaderEpoch: number;
  /** Whether the candidate gets the vote. */
  voteGranted: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the leader is that is named in the partitions. */
export interface VoteResponseNodeEndpoint {
  /** The id of the node. */
  nodeId: number;
  /** Where the node listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readVoteRequestPartitionData(r: Reader, version: number): VoteRequestPartitionData {
  const m: VoteRequestPartitionData = {
    partitionIndex: r.int32(),
    replicaEpoch: r.int32(),
    replicaId: r.int32(),
    replicaDirectoryId: version >= 1 ? r.uuid() : ZERO_UUID,
    voterDirectoryId: version >= 1 ? r.uuid() : ZERO_UUID,
    lastOffsetEpoch: r.int32(),
    lastOffset: r.int64(),
    preVote: version >= 2 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVoteRequestPartitionData(w: Writer, version: number, m: MessageInit<VoteRequestPartitionData>): void {
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.replicaEpoch, 0));
  w.int32(or(m.replicaId, 0));
  if (version >= 1) w.uuid(or(m.replicaDirectoryId, ZERO_UUID));
  if (version >= 1) w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  w.int32(or(m.lastOffsetEpoch, 0));
  w.int64(or(m.lastOffset, 0n));
  if (version >= 2) w.bool(or(m.preVote, false));
  else if (set(m.preVote, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readVoteRequestTopicData(r: Reader, version: number): VoteRequestTopicData {
  const m: VoteRequestTopicData = {
    topicName: r.string(true),
    partitions: r.array(true, readVoteRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVoteRequestTopicData(w: Writer, version: number, m: MessageInit<VoteRequestTopicData>): void {
  w.string(or(m.topicName, ''), true);
  w.array(or(m.partitions, []), true, writeVoteRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readVoteRequest(r: Reader, version: number): VoteRequest {
  const m: VoteRequest = {
    clusterId: r.nullableString(true),
    voterId: version >= 1 ? r.int32() : -1,
    topics: r.array(true, readVoteRequestTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVoteRequest(w: Writer, version: number, m: MessageInit<VoteRequest>): void {
  w.nullableString(or(m.clusterId, null), true);
  if (version >= 1) w.int32(or(m.voterId, -1));
  w.array(or(m.topics, []), true, writeVoteRequestTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readVoteResponsePartitionData(r: Reader, _version: number): VoteResponsePartitionData {
  const m: VoteResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
    voteGranted: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVoteResponsePartitionData(w: Writer, version: number, m: MessageInit<VoteResponsePartitionData>): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.bool(or(m.voteGranted, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readVoteResponseTopicData(r: Reader, version: number): VoteResponseTopicData {
  const m: VoteResponseTopicData = {
    topicName: r.string(true),
    partitions: r.array(true, readVoteResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVoteResponseTopicData(w: Writer, version: number, m: MessageInit<VoteResponseTopicData>): void {
  w.string(or(m.topicName, ''), true);
  w.array(or(m.partitions, []), true, writeVoteResponsePartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readVoteResponseNodeEndpoint(r: Reader, _version: number): VoteResponseNodeEndpoint {
  const m: VoteResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVoteResponseNodeEndpoint(w: Writer, version: number, m: MessageInit<VoteResponseNodeEndpoint>): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readVoteResponse(r: Reader, version: number): VoteResponse {
  const m: VoteResponse = {
    errorCode: r.int16(),
    topics: r.array(true, readVoteResponseTopicData, version),
    nodeEndpoints: [],
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0 && version >= 1) m.nodeEndpoints = r.array(true, readVoteResponseNodeEndpoint, version);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeVoteResponse(w: Writer, version: number, m: MessageInit<VoteResponse>): void {
  w.int16(or(m.errorCode, 0));
  w.array(or(m.topics, []), true, writeVoteResponseTopicData, version);
  if (!(version >= 1) && set(m.nodeEndpoints, [])) w.absent(version);
  const tags = w.beginTags(m.unknownTags);
  if (version >= 1 && set(m.nodeEndpoints, [])) {
    const at = w.beginTag(tags, 0);
    w.array(or(m.nodeEndpoints, []), true, writeVoteResponseNodeEndpoint, version);
    w.endTag(at);
  }
  w.endTags(tags);
}
