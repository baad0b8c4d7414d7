// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/050-describe-user-scram-credentials.ts

/**
 * API 50. Tells which users have SCRAM credentials, of which mechanism, with how many iterations (KIP-554). Never
 * the credentials themselves. Goes to any broker.
 *
 * - v0: The first.
 */
export const DescribeUserScramCredentials: Api<
  DescribeUserScramCredentialsRequest,
  DescribeUserScramCredentialsResponse
> = /* @__PURE__ */ api(
  50,
  'DescribeUserScramCredentials',
  /* @__PURE__ */ new Message(
    'DescribeUserScramCredentialsRequest',
    [0, 0],
    0,
    readDescribeUserScramCredentialsRequest,
    writeDescribeUserScramCredentialsRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeUserScramCredentialsResponse',
    [0, 0],
    0,
    readDescribeUserScramCredentialsResponse,
    writeDescribeUserScramCredentialsResponse,
  ),
);

/** The request of {@link DescribeUserScramCredentials}. */
export interface DescribeUserScramCredentialsRequest {
  /** The users to tell about; null or empty for all. */
  users: DescribeUserScramCredentialsRequestUserName[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The users to tell about; null or empty for all. */
export interface DescribeUserScramCredentialsRequestUserName {
  /** The name of the user. */
  name: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeUserScramCredentials}. */
export interface DescribeUserScramCredentialsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all could be told. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What there is, by user. */
  results: DescribeUserScramCredentialsResponseResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What there is, by user. */
export interface DescribeUserScramCredentialsResponseResult {
  /** The name of the user. */
  user: string;
  /** 0, or what went wrong with the user: RESOURCE_NOT_FOUND when there are no credentials. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The credentials, by mechanism. */
  credentialInfos: DescribeUserScramCredentialsResponseCredentialInfo[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The credentials, by mechanism. */
export interface DescribeUserScramCredentialsResponseCredentialInfo {
  /** 1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown. */
  mechanism: number;
  /** How many rounds of hashing the password went through. */
  iterations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeUserScramCredentialsRequestUserName(
  r: Reader,
  _version: number,
): DescribeUserScramCredentialsRequestUserName {
  const m: DescribeUserScramCredentialsRequestUserName = {
    name: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsRequestUserName(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsRequestUserName>,
): void {
  w.string(or(m.name, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeUserScramCredentialsRequest(r: Reader, version: number): DescribeUserScramCredentialsRequest {
  const m: DescribeUserScramCredentialsRequest = {
    users: r.nullableArray(true, readDescribeUserScramCredentialsRequestUserName, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsRequest>,
): void {
  w.nullableArray(or(m.users, []), true, writeDescribeUserScramCredentialsRequestUserName, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeUserScramCredentialsResponseCredentialInfo(
  r: Reader,
  _version: number,
): DescribeUserScramCredentialsResponseCredentialInfo {
  const m: DescribeUserScramCredentialsResponseCredentialInfo = {
    mechanism: r.int8(),
    iterations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsResponseCredentialInfo(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsResponseCredentialInfo>,
): void {
  w.int8(or(m.mechanism, 0));
  w.int32(or(m.iterations, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeUserScramCredentialsResponseResult(
  r: Reader,
  version: number,
): DescribeUserScramCredentialsResponseResult {
  const m: DescribeUserScramCredentialsResponseResult = {
    user: r.string(true),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    credentialInfos: r.array(true, readDescribeUserScramCredentialsResponseCredentialInfo, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsResponseResult(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsResponseResult>,
): void {
  w.string(or(m.user, ''), true);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.credentialInfos, []), true, writeDescribeUserScramCredentialsResponseCredentialInfo, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeUserScramCredentialsResponse(r: Reader, version: number): DescribeUserScramCredentialsResponse {
  const m: DescribeUserScramCredentialsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    results: r.array(true, readDescribeUserScramCredentialsResponseResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.results, []), true, writeDescribeUserScramCredentialsResponseResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/051-alter-user-scram-credentials.ts

/**
 * API 51. Sets and removes SCRAM credentials of users (KIP-554). Goes to the controller (any broker forwards it,
 * since Kafka 3).
 *
 * - v0: The first.
 */
export const AlterUserScramCredentials: Api<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse> =
  /* @__PURE__ */ api(
    51,
    'AlterUserScramCredentials',
    /* @__PURE__ */ new Message(
      'AlterUserScramCredentialsRequest',
      [0, 0],
      0,
      readAlterUserScramCredentialsRequest,
      writeAlterUserScramCredentialsRequest,
    ),
    /* @__PURE__ */ new Message(
      'AlterUserScramCredentialsResponse',
      [0, 0],
      0,
      readAlterUserScramCredentialsResponse,
      writeAlterUserScramCredentialsResponse,
    ),
  );

/** The request of {@link AlterUserScramCredentials}. */
export interface AlterUserScramCredentialsRequest {
  /** The credentials to remove. */
  deletions: AlterUserScramCredentialsRequestScramCredentialDeletion[];
  /** The credentials to set, new or instead of those there are. */
  upsertions: AlterUserScramCredentialsRequestScramCredentialUpsertion[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The credentials to remove. */
export interface AlterUserScramCredentialsRequestScramCredentialDeletion {
  /** The name of the user. */
  name: string;
  /** 1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown. */
  mechanism: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The credentials to set, new or instead of those there are. */
export interface AlterUserScramCredentialsRequestScramCredentialUpsertion {
  /** The name of the user. */
  name: string;
  /** 1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown. */
  mechanism: number;
  /** How many rounds of hashing the password went through: 4096 to 16384. */
  iterations: number;
  /** Random bytes, chosen by the client, that the password was hashed with. */
  salt: Buffer;
  /** The password after hashing (RFC 5802: SaltedPassword), so that the broker never sees it. */
  saltedPassword: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterUserScramCredentials}. */
export interface AlterUserScramCredentialsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by user. */
  results: AlterUserScramCredentialsResponseResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by user. */
export interface AlterUserScramCredentialsResponseResult {
  /** The name of the user. */
  user: string;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterUserScramCredentialsRequestScramCredentialDeletion(
  r: Reader,
  _version: number,
): AlterUserScramCredentialsRequestScramCredentialDeletion {
  const m: AlterUserScramCredentialsRequestScramCredentialDeletion = {
    name: r.string(true),
    mechanism: r.int8(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsRequestScramCredentialDeletion(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsRequestScramCredentialDeletion>,
): void {
  w.string(or(m.name, ''), true);
  w.int8(or(m.mechanism, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterUserScramCredentialsRequestScramCredentialUpsertion(
  r: Reader,
  _version: number,
): AlterUserScramCredentialsRequestScramCredentialUpsertion {
  const m: AlterUserScramCredentialsRequestScramCredentialUpsertion = {
    name: r.string(true),
    mechanism: r.int8(),
    iterations: r.int32(),
    salt: r.bytes(true),
    saltedPassword: r.bytes(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsRequestScramCredentialUpsertion(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsRequestScramCredentialUpsertion>,
): void {
  w.string(or(m.name, ''), true);
  w.int8(or(m.mechanism, 0));
  w.int32(or(m.iterations, 0));
  w.bytes(or(m.salt, NO_BYTES), true);
  w.bytes(or(m.saltedPassword, NO_BYTES), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterUserScramCredentialsRequest(r: Reader, version: number): AlterUserScramCredentialsRequest {
  const m: AlterUserScramCredentialsRequest = {
    deletions: r.array(true, readAlterUserScramCredentialsRequestScramCredentialDeletion, version),
    upsertions: r.array(true, readAlterUserScramCredentialsRequestScramCredentialUpsertion, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsRequest(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsRequest>,
): void {
  w.array(or(m.deletions, []), true, writeAlterUserScramCredentialsRequestScramCredentialDeletion, version);
  w.array(or(m.upsertions, []), true, writeAlterUserScramCredentialsRequestScramCredentialUpsertion, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterUserScramCredentialsResponseResult(
  r: Reader,
  _version: number,
): AlterUserScramCredentialsResponseResult {
  const m: AlterUserScramCredentialsResponseResult = {
    user: r.string(true),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsResponseResult(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsResponseResult>,
): void {
  w.string(or(m.user, ''), true);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterUserScramCredentialsResponse(r: Reader, version: number): AlterUserScramCredentialsResponse {
  const m: AlterUserScramCredentialsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(true, readAlterUserScramCredentialsResponseResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), true, writeAlterUserScramCredentialsResponseResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/052-vote.ts

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

// From schema/053-begin-quorum-epoch.ts

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

// From schema/054-end-quorum-epoch.ts

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

// From schema/055-describe-quorum.ts

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

// From schema/056-alter-partition.ts

/**
 * API 56. A leader asks for a change of the set of in-sync replicas. Goes to the active controller, from the
 * leader of every partition in it.
 *
 * - v0: The first (KIP-497). Only in Kafka before 4.0.
 * - v1: leaderRecoveryState (KIP-704). Only in Kafka before 4.0.
 * - v2: Topics by id instead of by name; INELIGIBLE_REPLICA, NEW_LEADER_ELECTED and UNKNOWN_TOPIC_ID may be answered (KIP-841).
 * - v3: newIsrWithEpochs takes the place of newIsr, so that a broker that has restarted is not taken for in sync (KIP-903).
 */
export const AlterPartition: Api<AlterPartitionRequest, AlterPartitionResponse> = /* @__PURE__ */ api(
  56,
  'AlterPartition',
  /* @__PURE__ */ new Message(
    'AlterPartitionRequest',
    [0, 3],
    0,
    readAlterPartitionRequest,
    writeAlterPartitionRequest,
  ),
  /* @__PURE__ */ new Message(
    'AlterPartitionResponse',
    [0, 3],
    0,
    readAlterPartitionResponse,
    writeAlterPartitionResponse,
  ),
);

/** The request of {@link AlterPartition}. */
export interface AlterPartitionRequest {
  /** The broker that asks, which leads the partitions. */
  brokerId: number;
  /** The epoch that the broker got when it registered; -1 when unknown. (default -1) */
  brokerEpoch: bigint;
  /** The changes, by topic. */
  topics: AlterPartitionRequestTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes, by topic. */
export interface AlterPartitionRequestTopicData {
  /** The name of the topic. (until v1) */
  topicName: string;
  /** The id of the topic. (since v2) */
  topicId: string;
  /** The changes, by partition. */
  partitions: AlterPartitionRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes, by partition. */
export interface AlterPartitionRequestPartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** The epoch in which the broker leads the partition. */
  leaderEpoch: number;
  /** The brokers that are to count as in sync, the leader included. (until v2) */
  newIsr: number[];
  /** The brokers that are to count as in sync, the leader included. (since v3) */
  newIsrWithEpochs: AlterPartitionRequestBrokerState[];
  /** 1 while the partition recovers from an unclean election; else 0. (since v1) */
  leaderRecoveryState: number;
  /** The partition epoch that the leader knows; if it is not the present one, the change is refused. */
  partitionEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The brokers that are to count as in sync, the leader included. */
export interface AlterPartitionRequestBrokerState {
  /** The id of the broker. */
  brokerId: number;
  /** The epoch of that broker as the leader knows it; -1 for no check. (default -1) */
  brokerEpoch: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterPartition}. */
export interface AlterPartitionResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was changed. */
  errorCode: number;
  /** The outcome, by topic. */
  topics: AlterPartitionResponseTopicData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AlterPartitionResponseTopicData {
  /** The name of the topic. (until v1) */
  topicName: string;
  /** The id of the topic. (since v2) */
  topicId: string;
  /** The outcome, by partition. */
  partitions: AlterPartitionResponsePartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AlterPartitionResponsePartitionData {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** The broker that leads the partition; -1 for none. */
  leaderId: number;
  /** The leader's epoch. */
  leaderEpoch: number;
  /** The brokers that now count as in sync. */
  isr: number[];
  /** 1 while the partition recovers from an unclean election; else 0. (since v1) */
  leaderRecoveryState: number;
  /** Goes up with each change of the leader or the in-sync replicas. */
  partitionEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterPartitionRequestBrokerState(r: Reader, _version: number): AlterPartitionRequestBrokerState {
  const m: AlterPartitionRequestBrokerState = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionRequestBrokerState(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionRequestBrokerState>,
): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionRequestPartitionData(r: Reader, version: number): AlterPartitionRequestPartitionData {
  const m: AlterPartitionRequestPartitionData = {
    partitionIndex: r.int32(),
    leaderEpoch: r.int32(),
    newIsr: version <= 2 ? r.int32Array(true) : [],
    newIsrWithEpochs: version >= 3 ? r.array(true, readAlterPartitionRequestBrokerState, version) : [],
    leaderRecoveryState: version >= 1 ? r.int8() : 0,
    partitionEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionRequestPartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int32(or(m.leaderEpoch, 0));
  if (version <= 2) w.int32Array(or(m.newIsr, []), true);
  else if (set(m.newIsr, [])) w.absent(version);
  if (version >= 3) w.array(or(m.newIsrWithEpochs, []), true, writeAlterPartitionRequestBrokerState, version);
  else if (set(m.newIsrWithEpochs, [])) w.absent(version);
  if (version >= 1) w.int8(or(m.leaderRecoveryState, 0));
  else if (set(m.leaderRecoveryState, 0)) w.absent(version);
  w.int32(or(m.partitionEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionRequestTopicData(r: Reader, version: number): AlterPartitionRequestTopicData {
  const m: AlterPartitionRequestTopicData = {
    topicName: version <= 1 ? r.string(true) : '',
    topicId: version >= 2 ? r.uuid() : ZERO_UUID,
    partitions: r.array(true, readAlterPartitionRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionRequestTopicData(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionRequestTopicData>,
): void {
  if (version <= 1) w.string(or(m.topicName, ''), true);
  if (version >= 2) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAlterPartitionRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionRequest(r: Reader, version: number): AlterPartitionRequest {
  const m: AlterPartitionRequest = {
    brokerId: r.int32(),
    brokerEpoch: r.int64(),
    topics: r.array(true, readAlterPartitionRequestTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionRequest(w: Writer, version: number, m: MessageInit<AlterPartitionRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.int64(or(m.brokerEpoch, -1n));
  w.array(or(m.topics, []), true, writeAlterPartitionRequestTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionResponsePartitionData(r: Reader, version: number): AlterPartitionResponsePartitionData {
  const m: AlterPartitionResponsePartitionData = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
    isr: r.int32Array(true),
    leaderRecoveryState: version >= 1 ? r.int8() : 0,
    partitionEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionResponsePartitionData(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionResponsePartitionData>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int32Array(or(m.isr, []), true);
  if (version >= 1) w.int8(or(m.leaderRecoveryState, 0));
  w.int32(or(m.partitionEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionResponseTopicData(r: Reader, version: number): AlterPartitionResponseTopicData {
  const m: AlterPartitionResponseTopicData = {
    topicName: version <= 1 ? r.string(true) : '',
    topicId: version >= 2 ? r.uuid() : ZERO_UUID,
    partitions: r.array(true, readAlterPartitionResponsePartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionResponseTopicData(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionResponseTopicData>,
): void {
  if (version <= 1) w.string(or(m.topicName, ''), true);
  if (version >= 2) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeAlterPartitionResponsePartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionResponse(r: Reader, version: number): AlterPartitionResponse {
  const m: AlterPartitionResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    topics: r.array(true, readAlterPartitionResponseTopicData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionResponse(w: Writer, version: number, m: MessageInit<AlterPartitionResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.topics, []), true, writeAlterPartitionResponseTopicData, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/057-update-features.ts

/**
 * API 57. Raises or lowers the levels of features for the whole cluster. Goes to the active controller (any broker
 * forwards it).
 *
 * - v0: The first (KIP-584).
 * - v1: upgradeType takes the place of allowDowngrade; validateOnly (KIP-778).
 * - v2: All updates succeed or fail together: the response no longer has results.
 */
export const UpdateFeatures: Api<UpdateFeaturesRequest, UpdateFeaturesResponse> = /* @__PURE__ */ api(
  57,
  'UpdateFeatures',
  /* @__PURE__ */ new Message(
    'UpdateFeaturesRequest',
    [0, 2],
    0,
    readUpdateFeaturesRequest,
    writeUpdateFeaturesRequest,
  ),
  /* @__PURE__ */ new Message(
    'UpdateFeaturesResponse',
    [0, 2],
    0,
    readUpdateFeaturesResponse,
    writeUpdateFeaturesResponse,
  ),
);

/** The request of {@link UpdateFeatures}. */
export interface UpdateFeaturesRequest {
  /** How long to wait until the update is done, in ms. (default 60000) */
  timeoutMs: number;
  /** The features to change. */
  featureUpdates: UpdateFeaturesRequestFeatureUpdateKey[];
  /** Whether only to check that it could be done. (since v1) */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features to change. */
export interface UpdateFeaturesRequestFeatureUpdateKey {
  /** The name of the feature. */
  feature: string;
  /** The level it shall have; below 1 to switch it off. */
  maxVersionLevel: number;
  /** Whether the level may become lower. (v0 only) */
  allowDowngrade: boolean;
  /**
   * 1: the level may only rise; 2: it may be lowered if nothing is lost; 3: it may be lowered even then. (since v1,
   * default 1)
   */
  upgradeType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UpdateFeatures}. */
export interface UpdateFeaturesResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was changed. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The outcome, by feature. (until v1) */
  results: UpdateFeaturesResponseUpdatableFeatureResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by feature. */
export interface UpdateFeaturesResponseUpdatableFeatureResult {
  /** The name of the feature. */
  feature: string;
  /** 0, or what went wrong with the feature. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUpdateFeaturesRequestFeatureUpdateKey(r: Reader, version: number): UpdateFeaturesRequestFeatureUpdateKey {
  const m: UpdateFeaturesRequestFeatureUpdateKey = {
    feature: r.string(true),
    maxVersionLevel: r.int16(),
    allowDowngrade: version <= 0 ? r.bool() : false,
    upgradeType: version >= 1 ? r.int8() : 1,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateFeaturesRequestFeatureUpdateKey(
  w: Writer,
  version: number,
  m: MessageInit<UpdateFeaturesRequestFeatureUpdateKey>,
): void {
  w.string(or(m.feature, ''), true);
  w.int16(or(m.maxVersionLevel, 0));
  if (version <= 0) w.bool(or(m.allowDowngrade, false));
  else if (set(m.allowDowngrade, false)) w.absent(version);
  if (version >= 1) w.int8(or(m.upgradeType, 1));
  else if (set(m.upgradeType, 1)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readUpdateFeaturesRequest(r: Reader, version: number): UpdateFeaturesRequest {
  const m: UpdateFeaturesRequest = {
    timeoutMs: r.int32(),
    featureUpdates: r.array(true, readUpdateFeaturesRequestFeatureUpdateKey, version),
    validateOnly: version >= 1 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateFeaturesRequest(w: Writer, version: number, m: MessageInit<UpdateFeaturesRequest>): void {
  w.int32(or(m.timeoutMs, 60000));
  w.array(or(m.featureUpdates, []), true, writeUpdateFeaturesRequestFeatureUpdateKey, version);
  if (version >= 1) w.bool(or(m.validateOnly, false));
  else if (set(m.validateOnly, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readUpdateFeaturesResponseUpdatableFeatureResult(
  r: Reader,
  _version: number,
): UpdateFeaturesResponseUpdatableFeatureResult {
  const m: UpdateFeaturesResponseUpdatableFeatureResult = {
    feature: r.string(true),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateFeaturesResponseUpdatableFeatureResult(
  w: Writer,
  version: number,
  m: MessageInit<UpdateFeaturesResponseUpdatableFeatureResult>,
): void {
  w.string(or(m.feature, ''), true);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readUpdateFeaturesResponse(r: Reader, version: number): UpdateFeaturesResponse {
  const m: UpdateFeaturesResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    results: version <= 1 ? r.array(true, readUpdateFeaturesResponseUpdatableFeatureResult, version) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateFeaturesResponse(w: Writer, version: number, m: MessageInit<UpdateFeaturesResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  if (version <= 1) w.array(or(m.results, []), true, writeUpdateFeaturesResponseUpdatableFeatureResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/058-envelope.ts

/**
 * API 58. Carries a request of a client that a broker forwards, and brings the response back. Goes to the active
 * controller, from a broker.
 *
 * - v0: The first and only one so far (KIP-590).
 */
export const Envelope: Api<EnvelopeRequest, EnvelopeResponse> = /* @__PURE__ */ api(
  58,
  'Envelope',
  /* @__PURE__ */ new Message('EnvelopeRequest', [0, 0], 0, readEnvelopeRequest, writeEnvelopeRequest),
  /* @__PURE__ */ new Message('EnvelopeResponse', [0, 0], 0, readEnvelopeResponse, writeEnvelopeResponse),
);

/** The request of {@link Envelope}. */
export interface EnvelopeRequest {
  /** The client's request, header and all. */
  requestData: Buffer;
  /** Who the client is, as the broker writes it down: by default, DefaultPrincipalData. Always set in practice. */
  requestPrincipal: Buffer | null;
  /** The address of the client: 4 or 16 bytes. */
  clientHostAddress: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link Envelope}. */
export interface EnvelopeResponse {
  /** The response to the client, header and all; null on an error. (default null) */
  responseData: Buffer | null;
  /** 0, or why the controller did not look at the request. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readEnvelopeRequest(r: Reader, _version: number): EnvelopeRequest {
  const m: EnvelopeRequest = {
    requestData: r.bytes(true),
    requestPrincipal: r.nullableBytes(true),
    clientHostAddress: r.bytes(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEnvelopeRequest(w: Writer, version: number, m: MessageInit<EnvelopeRequest>): void {
  w.bytes(or(m.requestData, NO_BYTES), true);
  w.nullableBytes(or(m.requestPrincipal, NO_BYTES), true);
  w.bytes(or(m.clientHostAddress, NO_BYTES), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readEnvelopeResponse(r: Reader, _version: number): EnvelopeResponse {
  const m: EnvelopeResponse = {
    responseData: r.nullableBytes(true),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEnvelopeResponse(w: Writer, version: number, m: MessageInit<EnvelopeResponse>): void {
  w.nullableBytes(or(m.responseData, null), true);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/059-fetch-snapshot.ts

/**
 * API 59. Reads a snapshot of the metadata log piece by piece, for a replica that is behind the start of the log.
 * Goes to the leader of the KRaft quorum.
 *
 * - v0: The first (KIP-630).
 * - v1: replicaDirectoryId; the response tells where the leader is (KIP-853).
 */
export const FetchSnapshot: Api<FetchSnapshotRequest, FetchSnapshotResponse> = /* @__PURE__ */ api(
  59,
  'FetchSnapshot',
  /* @__PURE__ */ new Message('FetchSnapshotRequest', [0, 1], 0, readFetchSnapshotRequest, writeFetchSnapshotRequest),
  /* @__PURE__ */ new Message(
    'FetchSnapshotResponse',
    [0, 1],
    0,
    readFetchSnapshotResponse,
    writeFetchSnapshotResponse,
  ),
);

/** The request of {@link FetchSnapshot}. */
export interface FetchSnapshotRequest {
  /** The cluster the replica believes to be in; null when not known. (default null) */
  clusterId: string | null;
  /** The node that asks. (default -1) */
  replicaId: number;
  /** How many bytes may come in all. (default 0x7fffffff) */
  maxBytes: number;
  /** The snapshots to read, by topic. */
  topics: FetchSnapshotRequestTopicSnapshot[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The snapshots to read, by topic. */
export interface FetchSnapshotRequestTopicSnapshot {
  /** The topic of the quorum: always __cluster_metadata. */
  name: string;
  /** The snapshots to read, by partition. */
  partitions: FetchSnapshotRequestPartitionSnapshot[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The snapshots to read, by partition. */
export interface FetchSnapshotRequestPartitionSnapshot {
  /** The number of the partition: always 0. */
  partition: number;
  /** The leader epoch that the replica knows, so that an old leader can be told from a new one. */
  currentLeaderEpoch: number;
  /** Which snapshot is wanted. */
  snapshotId: FetchSnapshotRequestSnapshotId;
  /** From which byte of the snapshot on. */
  position: bigint;
  /** The metadata directory of the node that asks; zero when unknown. (since v1) */
  replicaDirectoryId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which snapshot is wanted. */
export interface FetchSnapshotRequestSnapshotId {
  /** The offset after the last record in the snapshot. */
  endOffset: bigint;
  /** The leader epoch of that record. */
  epoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link FetchSnapshot}. */
export interface FetchSnapshotResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all could be read. */
  errorCode: number;
  /** What was read, by topic. */
  topics: FetchSnapshotResponseTopicSnapshot[];
  /** Where the leaders are that are named in currentLeader. (since v1) */
  nodeEndpoints: FetchSnapshotResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by topic. */
export interface FetchSnapshotResponseTopicSnapshot {
  /** The topic of the quorum: always __cluster_metadata. */
  name: string;
  /** What was read, by partition. */
  partitions: FetchSnapshotResponsePartitionSnapshot[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by partition. */
export interface FetchSnapshotResponsePartitionSnapshot {
  /** The number of the partition: always 0. */
  index: number;
  /** 0, or why the snapshot could not be read; SNAPSHOT_NOT_FOUND when it is gone. */
  errorCode: number;
  /** Which snapshot it is. */
  snapshotId: FetchSnapshotResponseSnapshotId;
  /** The leader to go to, after an error that says it is another one. */
  currentLeader: FetchSnapshotResponseLeaderIdAndEpoch;
  /** How large the whole snapshot is, in bytes. */
  size: bigint;
  /** Which byte of the snapshot the piece begins with. */
  position: bigint;
  /** The piece: it may begin and end within a record batch. */
  unalignedRecords: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which snapshot it is. */
export interface FetchSnapshotResponseSnapshotId {
  /** The offset after the last record in the snapshot. */
  endOffset: bigint;
  /** The leader epoch of that record. */
  epoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The leader to go to, after an error that says it is another one. */
export interface FetchSnapshotResponseLeaderIdAndEpoch {
  /** The broker that leads the partition; -1 when unknown. */
  leaderId: number;
  /** The leader's epoch; -1 when unknown. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the leaders are that are named in currentLeader. */
export interface FetchSnapshotResponseNodeEndpoint {
  /** The id of the node. */
  nodeId: number;
  /** Where the node listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

const defaultFetchSnapshotRequestSnapshotId: FetchSnapshotRequestSnapshotId = /* @__PURE__ */ Object.freeze({
  endOffset: 0n,
  epoch: 0,
});

function readFetchSnapshotRequestSnapshotId(r: Reader, _version: number): FetchSnapshotRequestSnapshotId {
  const m: FetchSnapshotRequestSnapshotId = {
    endOffset: r.int64(),
    epoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotRequestSnapshotId(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotRequestSnapshotId>,
): void {
  w.int64(or(m.endOffset, 0n));
  w.int32(or(m.epoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotRequestPartitionSnapshot(r: Reader, version: number): FetchSnapshotRequestPartitionSnapshot {
  const m: FetchSnapshotRequestPartitionSnapshot = {
    partition: r.int32(),
    currentLeaderEpoch: r.int32(),
    snapshotId: readFetchSnapshotRequestSnapshotId(r, version),
    position: r.int64(),
    replicaDirectoryId: ZERO_UUID,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0 && version >= 1) m.replicaDirectoryId = r.uuid();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotRequestPartitionSnapshot(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotRequestPartitionSnapshot>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.currentLeaderEpoch, 0));
  writeFetchSnapshotRequestSnapshotId(w, version, or(m.snapshotId, defaultFetchSnapshotRequestSnapshotId));
  w.int64(or(m.position, 0n));
  const tags = w.beginTags(m.unknownTags);
  if (version >= 1 && set(m.replicaDirectoryId, ZERO_UUID)) {
    const at = w.beginTag(tags, 0);
    w.uuid(or(m.replicaDirectoryId, ZERO_UUID));
    w.endTag(at);
  }
  w.endTags(tags);
}

function readFetchSnapshotRequestTopicSnapshot(r: Reader, version: number): FetchSnapshotRequestTopicSnapshot {
  const m: FetchSnapshotRequestTopicSnapshot = {
    name: r.string(true),
    partitions: r.array(true, readFetchSnapshotRequestPartitionSnapshot, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotRequestTopicSnapshot(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotRequestTopicSnapshot>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeFetchSnapshotRequestPartitionSnapshot, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotRequest(r: Reader, version: number): FetchSnapshotRequest {
  const m: FetchSnapshotRequest = {
    clusterId: null,
    replicaId: r.int32(),
    maxBytes: r.int32(),
    topics: r.array(true, readFetchSnapshotRequestTopicSnapshot, version),
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.clusterId = r.nullableString(true);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotRequest(w: Writer, version: number, m: MessageInit<FetchSnapshotRequest>): void {
  w.int32(or(m.replicaId, -1));
  w.int32(or(m.maxBytes, 0x7fffffff));
  w.array(or(m.topics, []), true, writeFetchSnapshotRequestTopicSnapshot, version);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.clusterId, null)) {
    const at = w.beginTag(tags, 0);
    w.nullableString(or(m.clusterId, null), true);
    w.endTag(at);
  }
  w.endTags(tags);
}

const defaultFetchSnapshotResponseSnapshotId: FetchSnapshotResponseSnapshotId = /* @__PURE__ */ Object.freeze({
  endOffset: 0n,
  epoch: 0,
});

function readFetchSnapshotResponseSnapshotId(r: Reader, _version: number): FetchSnapshotResponseSnapshotId {
  const m: FetchSnapshotResponseSnapshotId = {
    endOffset: r.int64(),
    epoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponseSnapshotId(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponseSnapshotId>,
): void {
  w.int64(or(m.endOffset, 0n));
  w.int32(or(m.epoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultFetchSnapshotResponseLeaderIdAndEpoch: FetchSnapshotResponseLeaderIdAndEpoch =
  /* @__PURE__ */ Object.freeze({ leaderId: 0, leaderEpoch: 0 });

function readFetchSnapshotResponseLeaderIdAndEpoch(r: Reader, _version: number): FetchSnapshotResponseLeaderIdAndEpoch {
  const m: FetchSnapshotResponseLeaderIdAndEpoch = {
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponseLeaderIdAndEpoch(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponseLeaderIdAndEpoch>,
): void {
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotResponsePartitionSnapshot(
  r: Reader,
  version: number,
): FetchSnapshotResponsePartitionSnapshot {
  const m: FetchSnapshotResponsePartitionSnapshot = {
    index: r.int32(),
    errorCode: r.int16(),
    snapshotId: readFetchSnapshotResponseSnapshotId(r, version),
    currentLeader: defaultFetchSnapshotResponseLeaderIdAndEpoch,
    size: r.int64(),
    position: r.int64(),
    unalignedRecords: r.bytes(true),
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.currentLeader = readFetchSnapshotResponseLeaderIdAndEpoch(r, version);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponsePartitionSnapshot(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponsePartitionSnapshot>,
): void {
  w.int32(or(m.index, 0));
  w.int16(or(m.errorCode, 0));
  writeFetchSnapshotResponseSnapshotId(w, version, or(m.snapshotId, defaultFetchSnapshotResponseSnapshotId));
  w.int64(or(m.size, 0n));
  w.int64(or(m.position, 0n));
  w.bytes(or(m.unalignedRecords, NO_BYTES), true);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.currentLeader, defaultFetchSnapshotResponseLeaderIdAndEpoch)) {
    const at = w.beginTag(tags, 0);
    writeFetchSnapshotResponseLeaderIdAndEpoch(
      w,
      version,
      or(m.currentLeader, defaultFetchSnapshotResponseLeaderIdAndEpoch),
    );
    w.endTag(at);
  }
  w.endTags(tags);
}

function readFetchSnapshotResponseTopicSnapshot(r: Reader, version: number): FetchSnapshotResponseTopicSnapshot {
  const m: FetchSnapshotResponseTopicSnapshot = {
    name: r.string(true),
    partitions: r.array(true, readFetchSnapshotResponsePartitionSnapshot, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponseTopicSnapshot(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponseTopicSnapshot>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeFetchSnapshotResponsePartitionSnapshot, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotResponseNodeEndpoint(r: Reader, _version: number): FetchSnapshotResponseNodeEndpoint {
  const m: FetchSnapshotResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponseNodeEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponseNodeEndpoint>,
): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotResponse(r: Reader, version: number): FetchSnapshotResponse {
  const m: FetchSnapshotResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    topics: r.array(true, readFetchSnapshotResponseTopicSnapshot, version),
    nodeEndpoints: [],
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0 && version >= 1) m.nodeEndpoints = r.array(true, readFetchSnapshotResponseNodeEndpoint, version);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponse(w: Writer, version: number, m: MessageInit<FetchSnapshotResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.topics, []), true, writeFetchSnapshotResponseTopicSnapshot, version);
  if (!(version >= 1) && set(m.nodeEndpoints, [])) w.absent(version);
  const tags = w.beginTags(m.unknownTags);
  if (version >= 1 && set(m.nodeEndpoints, [])) {
    const at = w.beginTag(tags, 0);
    w.array(or(m.nodeEndpoints, []), true, writeFetchSnapshotResponseNodeEndpoint, version);
    w.endTag(at);
  }
  w.endTags(tags);
}
