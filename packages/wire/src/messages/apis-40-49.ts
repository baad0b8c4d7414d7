// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import type { Writer } from '../writer.ts';

// From schema/040-expire-delegation-token.ts

/**
 * API 40. Ends a delegation token, or sets when it ends. Goes to any broker (changes are made by the controller).
 *
 * - v0: The first (KIP-48).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 */
export const ExpireDelegationToken: Api<ExpireDelegationTokenRequest, ExpireDelegationTokenResponse> =
  /* @__PURE__ */ api(
    40,
    'ExpireDelegationToken',
    /* @__PURE__ */ new Message(
      'ExpireDelegationTokenRequest',
      [0, 2],
      2,
      readExpireDelegationTokenRequest,
      writeExpireDelegationTokenRequest,
    ),
    /* @__PURE__ */ new Message(
      'ExpireDelegationTokenResponse',
      [0, 2],
      2,
      readExpireDelegationTokenResponse,
      writeExpireDelegationTokenResponse,
    ),
  );

/** The request of {@link ExpireDelegationToken}. */
export interface ExpireDelegationTokenRequest {
  /** The HMAC of the token, which tells which one is meant. */
  hmac: Buffer;
  /** After how long the token shall end, in ms; -1 for at once. */
  expiryTimePeriodMs: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ExpireDelegationToken}. */
export interface ExpireDelegationTokenResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** When the token ends, in ms since 1970. */
  expiryTimestampMs: bigint;
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readExpireDelegationTokenRequest(r: Reader, version: number): ExpireDelegationTokenRequest {
  const flexible = version >= 2;
  const m: ExpireDelegationTokenRequest = {
    hmac: r.bytes(flexible),
    expiryTimePeriodMs: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeExpireDelegationTokenRequest(
  w: Writer,
  version: number,
  m: MessageInit<ExpireDelegationTokenRequest>,
): void {
  const flexible = version >= 2;
  w.bytes(or(m.hmac, NO_BYTES), flexible);
  w.int64(or(m.expiryTimePeriodMs, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readExpireDelegationTokenResponse(r: Reader, version: number): ExpireDelegationTokenResponse {
  const flexible = version >= 2;
  const m: ExpireDelegationTokenResponse = {
    errorCode: r.int16(),
    expiryTimestampMs: r.int64(),
    throttleTimeMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeExpireDelegationTokenResponse(
  w: Writer,
  version: number,
  m: MessageInit<ExpireDelegationTokenResponse>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.expiryTimestampMs, 0n));
  w.int32(or(m.throttleTimeMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/041-describe-delegation-token.ts

/**
 * API 41. Lists the delegation tokens that the user may see. Goes to any broker.
 *
 * - v0: The first (KIP-48).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: The response tells who asked for the token (KIP-373).
 */
export const DescribeDelegationToken: Api<DescribeDelegationTokenRequest, DescribeDelegationTokenResponse> =
  /* @__PURE__ */ api(
    41,
    'DescribeDelegationToken',
    /* @__PURE__ */ new Message(
      'DescribeDelegationTokenRequest',
      [0, 3],
      2,
      readDescribeDelegationTokenRequest,
      writeDescribeDelegationTokenRequest,
    ),
    /* @__PURE__ */ new Message(
      'DescribeDelegationTokenResponse',
      [0, 3],
      2,
      readDescribeDelegationTokenResponse,
      writeDescribeDelegationTokenResponse,
    ),
  );

/** The request of {@link DescribeDelegationToken}. */
export interface DescribeDelegationTokenRequest {
  /** Whose tokens to tell; null for all. */
  owners: DescribeDelegationTokenRequestOwner[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Whose tokens to tell; null for all. */
export interface DescribeDelegationTokenRequestOwner {
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The name of the user. */
  principalName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeDelegationToken}. */
export interface DescribeDelegationTokenResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** The tokens. */
  tokens: DescribeDelegationTokenResponseDescribedDelegationToken[];
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The tokens. */
export interface DescribeDelegationTokenResponseDescribedDelegationToken {
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The owner of the token: the user that it logs in. */
  principalName: string;
  /** What kind of name it is, "User" as a rule. (since v3) */
  tokenRequesterPrincipalType: string;
  /** The user who asked for the token. (since v3) */
  tokenRequesterPrincipalName: string;
  /** When the token was made, in ms since 1970. */
  issueTimestamp: bigint;
  /** When the token ends if it is not renewed, in ms since 1970. */
  expiryTimestamp: bigint;
  /** When the token ends even if it is renewed, in ms since 1970. */
  maxTimestamp: bigint;
  /** The id of the token: the user name to log in with, by SCRAM. */
  tokenId: string;
  /** The HMAC of the token. In base64, it is the password to log in with. */
  hmac: Buffer;
  /** Who else may renew the token. */
  renewers: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Who else may renew the token. */
export interface DescribeDelegationTokenResponseDescribedDelegationTokenRenewer {
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The name of the user. */
  principalName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeDelegationTokenRequestOwner(r: Reader, version: number): DescribeDelegationTokenRequestOwner {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenRequestOwner = {
    principalType: r.string(flexible),
    principalName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenRequestOwner(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenRequestOwner>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeDelegationTokenRequest(r: Reader, version: number): DescribeDelegationTokenRequest {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenRequest = {
    owners: r.nullableArray(flexible, readDescribeDelegationTokenRequestOwner, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenRequest>,
): void {
  const flexible = version >= 2;
  w.nullableArray(or(m.owners, []), flexible, writeDescribeDelegationTokenRequestOwner, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeDelegationTokenResponseDescribedDelegationTokenRenewer(
  r: Reader,
  version: number,
): DescribeDelegationTokenResponseDescribedDelegationTokenRenewer {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer = {
    principalType: r.string(flexible),
    principalName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenResponseDescribedDelegationTokenRenewer(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenResponseDescribedDelegationTokenRenewer>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeDelegationTokenResponseDescribedDelegationToken(
  r: Reader,
  version: number,
): DescribeDelegationTokenResponseDescribedDelegationToken {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenResponseDescribedDelegationToken = {
    principalType: r.string(flexible),
    principalName: r.string(flexible),
    tokenRequesterPrincipalType: version >= 3 ? r.string(true) : '',
    tokenRequesterPrincipalName: version >= 3 ? r.string(true) : '',
    issueTimestamp: r.int64(),
    expiryTimestamp: r.int64(),
    maxTimestamp: r.int64(),
    tokenId: r.string(flexible),
    hmac: r.bytes(flexible),
    renewers: r.array(flexible, readDescribeDelegationTokenResponseDescribedDelegationTokenRenewer, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenResponseDescribedDelegationToken(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenResponseDescribedDelegationToken>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  if (version >= 3) w.string(or(m.tokenRequesterPrincipalType, ''), true);
  else if (set(m.tokenRequesterPrincipalType, '')) w.absent(version);
  if (version >= 3) w.string(or(m.tokenRequesterPrincipalName, ''), true);
  else if (set(m.tokenRequesterPrincipalName, '')) w.absent(version);
  w.int64(or(m.issueTimestamp, 0n));
  w.int64(or(m.expiryTimestamp, 0n));
  w.int64(or(m.maxTimestamp, 0n));
  w.string(or(m.tokenId, ''), flexible);
  w.bytes(or(m.hmac, NO_BYTES), flexible);
  w.array(or(m.renewers, []), flexible, writeDescribeDelegationTokenResponseDescribedDelegationTokenRenewer, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeDelegationTokenResponse(r: Reader, version: number): DescribeDelegationTokenResponse {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenResponse = {
    errorCode: r.int16(),
    tokens: r.array(flexible, readDescribeDelegationTokenResponseDescribedDelegationToken, version),
    throttleTimeMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenResponse>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.tokens, []), flexible, writeDescribeDelegationTokenResponseDescribedDelegationToken, version);
  w.int32(or(m.throttleTimeMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/042-delete-groups.ts

/**
 * API 42. Deletes groups without members, with their offsets (KIP-229). Goes to the group coordinator.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: errorMessage; GROUP_DELETION_FAILED may be answered.
 */
export const DeleteGroups: Api<DeleteGroupsRequest, DeleteGroupsResponse> = /* @__PURE__ */ api(
  42,
  'DeleteGroups',
  /* @__PURE__ */ new Message('DeleteGroupsRequest', [0, 3], 2, readDeleteGroupsRequest, writeDeleteGroupsRequest),
  /* @__PURE__ */ new Message('DeleteGroupsResponse', [0, 3], 2, readDeleteGroupsResponse, writeDeleteGroupsResponse),
);

/** The request of {@link DeleteGroups}. */
export interface DeleteGroupsRequest {
  /** The ids of the groups to delete. */
  groupsNames: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteGroups}. */
export interface DeleteGroupsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by group. */
  results: DeleteGroupsResponseDeletableGroupResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by group. */
export interface DeleteGroupsResponseDeletableGroupResult {
  /** The id of the group. */
  groupId: string;
  /** 0, or why the group could not be deleted. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (since v3, default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteGroupsRequest(r: Reader, version: number): DeleteGroupsRequest {
  const flexible = version >= 2;
  const m: DeleteGroupsRequest = {
    groupsNames: r.stringArray(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteGroupsRequest(w: Writer, version: number, m: MessageInit<DeleteGroupsRequest>): void {
  const flexible = version >= 2;
  w.stringArray(or(m.groupsNames, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteGroupsResponseDeletableGroupResult(
  r: Reader,
  version: number,
): DeleteGroupsResponseDeletableGroupResult {
  const flexible = version >= 2;
  const m: DeleteGroupsResponseDeletableGroupResult = {
    groupId: r.string(flexible),
    errorCode: r.int16(),
    errorMessage: version >= 3 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteGroupsResponseDeletableGroupResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteGroupsResponseDeletableGroupResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.groupId, ''), flexible);
  w.int16(or(m.errorCode, 0));
  if (version >= 3) w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteGroupsResponse(r: Reader, version: number): DeleteGroupsResponse {
  const flexible = version >= 2;
  const m: DeleteGroupsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(flexible, readDeleteGroupsResponseDeletableGroupResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteGroupsResponse(w: Writer, version: number, m: MessageInit<DeleteGroupsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), flexible, writeDeleteGroupsResponseDeletableGroupResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/043-elect-leaders.ts

/**
 * API 43. Has the leaders of partitions elected anew. Goes to the controller (any broker forwards it, since Kafka
 * 3).
 *
 * - v0: Elects the preferred replica only (KIP-183).
 * - v1: electionType; the response gains an error of its own (KIP-460).
 * - v2: Flexible.
 */
export const ElectLeaders: Api<ElectLeadersRequest, ElectLeadersResponse> = /* @__PURE__ */ api(
  43,
  'ElectLeaders',
  /* @__PURE__ */ new Message('ElectLeadersRequest', [0, 2], 2, readElectLeadersRequest, writeElectLeadersRequest),
  /* @__PURE__ */ new Message('ElectLeadersResponse', [0, 2], 2, readElectLeadersResponse, writeElectLeadersResponse),
);

/** The request of {@link ElectLeaders}. */
export interface ElectLeadersRequest {
  /**
   * 0: the preferred replica shall lead, if it is in sync. 1: where nobody leads, any live replica shall, even if
   * records are lost (unclean). (since v1)
   */
  electionType: number;
  /** The partitions to elect leaders for; null for all. */
  topicPartitions: ElectLeadersRequestTopicPartitions[] | null;
  /** How long to wait until the leaders are elected, in ms. (default 60000) */
  timeoutMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to elect leaders for; null for all. */
export interface ElectLeadersRequestTopicPartitions {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ElectLeaders}. */
export interface ElectLeadersResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was done. (since v1) */
  errorCode: number;
  /** The outcome, by topic. */
  replicaElectionResults: ElectLeadersResponseReplicaElectionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface ElectLeadersResponseReplicaElectionResult {
  /** The name of the topic. */
  topic: string;
  /** The outcome, by partition. */
  partitionResult: ElectLeadersResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface ElectLeadersResponsePartitionResult {
  /** The number of the partition. */
  partitionId: number;
  /** 0, or what went wrong with the partition; ELECTION_NOT_NEEDED when the leader was right. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readElectLeadersRequestTopicPartitions(r: Reader, version: number): ElectLeadersRequestTopicPartitions {
  const flexible = version >= 2;
  const m: ElectLeadersRequestTopicPartitions = {
    topic: r.string(flexible),
    partitions: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersRequestTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ElectLeadersRequestTopicPartitions>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topic, ''), flexible);
  w.int32Array(or(m.partitions, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readElectLeadersRequest(r: Reader, version: number): ElectLeadersRequest {
  const flexible = version >= 2;
  const m: ElectLeadersRequest = {
    electionType: version >= 1 ? r.int8() : 0,
    topicPartitions: r.nullableArray(flexible, readElectLeadersRequestTopicPartitions, version),
    timeoutMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersRequest(w: Writer, version: number, m: MessageInit<ElectLeadersRequest>): void {
  const flexible = version >= 2;
  if (version >= 1) w.int8(or(m.electionType, 0));
  else if (set(m.electionType, 0)) w.absent(version);
  w.nullableArray(or(m.topicPartitions, []), flexible, writeElectLeadersRequestTopicPartitions, version);
  w.int32(or(m.timeoutMs, 60000));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readElectLeadersResponsePartitionResult(r: Reader, version: number): ElectLeadersResponsePartitionResult {
  const flexible = version >= 2;
  const m: ElectLeadersResponsePartitionResult = {
    partitionId: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<ElectLeadersResponsePartitionResult>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionId, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readElectLeadersResponseReplicaElectionResult(
  r: Reader,
  version: number,
): ElectLeadersResponseReplicaElectionResult {
  const flexible = version >= 2;
  const m: ElectLeadersResponseReplicaElectionResult = {
    topic: r.string(flexible),
    partitionResult: r.array(flexible, readElectLeadersResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersResponseReplicaElectionResult(
  w: Writer,
  version: number,
  m: MessageInit<ElectLeadersResponseReplicaElectionResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topic, ''), flexible);
  w.array(or(m.partitionResult, []), flexible, writeElectLeadersResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readElectLeadersResponse(r: Reader, version: number): ElectLeadersResponse {
  const flexible = version >= 2;
  const m: ElectLeadersResponse = {
    throttleTimeMs: r.int32(),
    errorCode: version >= 1 ? r.int16() : 0,
    replicaElectionResults: r.array(flexible, readElectLeadersResponseReplicaElectionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeElectLeadersResponse(w: Writer, version: number, m: MessageInit<ElectLeadersResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  if (version >= 1) w.int16(or(m.errorCode, 0));
  else if (set(m.errorCode, 0)) w.absent(version);
  w.array(or(m.replicaElectionResults, []), flexible, writeElectLeadersResponseReplicaElectionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/044-incremental-alter-configs.ts

/**
 * API 44. Changes some settings of resources and leaves the others as they are (KIP-339). Goes to any broker
 * (changes are made by the controller); for the settings or the log levels of one broker, that broker.
 *
 * - v0: The first.
 * - v1: Flexible.
 */
export const IncrementalAlterConfigs: Api<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> =
  /* @__PURE__ */ api(
    44,
    'IncrementalAlterConfigs',
    /* @__PURE__ */ new Message(
      'IncrementalAlterConfigsRequest',
      [0, 1],
      1,
      readIncrementalAlterConfigsRequest,
      writeIncrementalAlterConfigsRequest,
    ),
    /* @__PURE__ */ new Message(
      'IncrementalAlterConfigsResponse',
      [0, 1],
      1,
      readIncrementalAlterConfigsResponse,
      writeIncrementalAlterConfigsResponse,
    ),
  );

/** The request of {@link IncrementalAlterConfigs}. */
export interface IncrementalAlterConfigsRequest {
  /** The changes, by resource. */
  resources: IncrementalAlterConfigsRequestAlterConfigsResource[];
  /** Whether only to check that the changes could be made. */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes, by resource. */
export interface IncrementalAlterConfigsRequestAlterConfigsResource {
  /** What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. */
  resourceType: number;
  /** Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription. */
  resourceName: string;
  /** The changes. */
  configs: IncrementalAlterConfigsRequestAlterableConfig[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes. */
export interface IncrementalAlterConfigsRequestAlterableConfig {
  /** The name of the setting, e.g. retention.ms. */
  name: string;
  /** 0 sets the value, 1 goes back to the default, 2 adds to a list, 3 takes from a list. */
  configOperation: number;
  /** The value, or what to add or take away, with commas between; null to go back to the default. */
  value: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link IncrementalAlterConfigs}. */
export interface IncrementalAlterConfigsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by resource. */
  responses: IncrementalAlterConfigsResponseAlterConfigsResource[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by resource. */
export interface IncrementalAlterConfigsResponseAlterConfigsResource {
  /** 0, or what went wrong with the resource. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. */
  resourceType: number;
  /** Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription. */
  resourceName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readIncrementalAlterConfigsRequestAlterableConfig(
  r: Reader,
  version: number,
): IncrementalAlterConfigsRequestAlterableConfig {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsRequestAlterableConfig = {
    name: r.string(flexible),
    configOperation: r.int8(),
    value: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsRequestAlterableConfig(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsRequestAlterableConfig>,
): void {
  const flexible = version >= 1;
  w.string(or(m.name, ''), flexible);
  w.int8(or(m.configOperation, 0));
  w.nullableString(or(m.value, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readIncrementalAlterConfigsRequestAlterConfigsResource(
  r: Reader,
  version: number,
): IncrementalAlterConfigsRequestAlterConfigsResource {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsRequestAlterConfigsResource = {
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    configs: r.array(flexible, readIncrementalAlterConfigsRequestAlterableConfig, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsRequestAlterConfigsResource(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsRequestAlterConfigsResource>,
): void {
  const flexible = version >= 1;
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  w.array(or(m.configs, []), flexible, writeIncrementalAlterConfigsRequestAlterableConfig, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readIncrementalAlterConfigsRequest(r: Reader, version: number): IncrementalAlterConfigsRequest {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsRequest = {
    resources: r.array(flexible, readIncrementalAlterConfigsRequestAlterConfigsResource, version),
    validateOnly: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsRequest(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsRequest>,
): void {
  const flexible = version >= 1;
  w.array(or(m.resources, []), flexible, writeIncrementalAlterConfigsRequestAlterConfigsResource, version);
  w.bool(or(m.validateOnly, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readIncrementalAlterConfigsResponseAlterConfigsResource(
  r: Reader,
  version: number,
): IncrementalAlterConfigsResponseAlterConfigsResource {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsResponseAlterConfigsResource = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    resourceType: r.int8(),
    resourceName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsResponseAlterConfigsResource(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsResponseAlterConfigsResource>,
): void {
  const flexible = version >= 1;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readIncrementalAlterConfigsResponse(r: Reader, version: number): IncrementalAlterConfigsResponse {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsResponse = {
    throttleTimeMs: r.int32(),
    responses: r.array(flexible, readIncrementalAlterConfigsResponseAlterConfigsResource, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsResponse(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsResponse>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.responses, []), flexible, writeIncrementalAlterConfigsResponseAlterConfigsResource, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/045-alter-partition-reassignments.ts

/**
 * API 45. Moves partitions to other brokers, or calls that off (KIP-455). The answer does not wait for the data.
 * Goes to the controller (any broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 * - v1: allowReplicationFactorChange (KIP-860).
 */
export const AlterPartitionReassignments: Api<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse> =
  /* @__PURE__ */ api(
    45,
    'AlterPartitionReassignments',
    /* @__PURE__ */ new Message(
      'AlterPartitionReassignmentsRequest',
      [0, 1],
      0,
      readAlterPartitionReassignmentsRequest,
      writeAlterPartitionReassignmentsRequest,
    ),
    /* @__PURE__ */ new Message(
      'AlterPartitionReassignmentsResponse',
      [0, 1],
      0,
      readAlterPartitionReassignmentsResponse,
      writeAlterPartitionReassignmentsResponse,
    ),
  );

/** The request of {@link AlterPartitionReassignments}. */
export interface AlterPartitionReassignmentsRequest {
  /** How long to wait until the controller has taken it on, in ms. (default 60000) */
  timeoutMs: number;
  /** Whether a partition may be given more or fewer replicas than it has. (since v1, default true) */
  allowReplicationFactorChange: boolean;
  /** What to move, by topic. */
  topics: AlterPartitionReassignmentsRequestReassignableTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to move, by topic. */
export interface AlterPartitionReassignmentsRequestReassignableTopic {
  /** The name of the topic. */
  name: string;
  /** What to move, by partition. */
  partitions: AlterPartitionReassignmentsRequestReassignablePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to move, by partition. */
export interface AlterPartitionReassignmentsRequestReassignablePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The brokers that shall have the partition, the preferred leader first; null to call a move off. (default null) */
  replicas: number[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterPartitionReassignments}. */
export interface AlterPartitionReassignmentsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Whether the number of replicas was allowed to change. (since v1, default true) */
  allowReplicationFactorChange: boolean;
  /** 0, or why nothing at all was done. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The outcome, by topic. */
  responses: AlterPartitionReassignmentsResponseReassignableTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AlterPartitionReassignmentsResponseReassignableTopic {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  partitions: AlterPartitionReassignmentsResponseReassignablePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AlterPartitionReassignmentsResponseReassignablePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterPartitionReassignmentsRequestReassignablePartition(
  r: Reader,
  _version: number,
): AlterPartitionReassignmentsRequestReassignablePartition {
  const m: AlterPartitionReassignmentsRequestReassignablePartition = {
    partitionIndex: r.int32(),
    replicas: r.nullableInt32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsRequestReassignablePartition(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsRequestReassignablePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.nullableInt32Array(or(m.replicas, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsRequestReassignableTopic(
  r: Reader,
  version: number,
): AlterPartitionReassignmentsRequestReassignableTopic {
  const m: AlterPartitionReassignmentsRequestReassignableTopic = {
    name: r.string(true),
    partitions: r.array(true, readAlterPartitionReassignmentsRequestReassignablePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsRequestReassignableTopic(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsRequestReassignableTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeAlterPartitionReassignmentsRequestReassignablePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsRequest(r: Reader, version: number): AlterPartitionReassignmentsRequest {
  const m: AlterPartitionReassignmentsRequest = {
    timeoutMs: r.int32(),
    allowReplicationFactorChange: version >= 1 ? r.bool() : true,
    topics: r.array(true, readAlterPartitionReassignmentsRequestReassignableTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsRequest(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsRequest>,
): void {
  w.int32(or(m.timeoutMs, 60000));
  if (version >= 1) w.bool(or(m.allowReplicationFactorChange, true));
  else if (set(m.allowReplicationFactorChange, true)) w.absent(version);
  w.array(or(m.topics, []), true, writeAlterPartitionReassignmentsRequestReassignableTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsResponseReassignablePartition(
  r: Reader,
  _version: number,
): AlterPartitionReassignmentsResponseReassignablePartition {
  const m: AlterPartitionReassignmentsResponseReassignablePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsResponseReassignablePartition(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsResponseReassignablePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsResponseReassignableTopic(
  r: Reader,
  version: number,
): AlterPartitionReassignmentsResponseReassignableTopic {
  const m: AlterPartitionReassignmentsResponseReassignableTopic = {
    name: r.string(true),
    partitions: r.array(true, readAlterPartitionReassignmentsResponseReassignablePartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsResponseReassignableTopic(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsResponseReassignableTopic>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeAlterPartitionReassignmentsResponseReassignablePartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterPartitionReassignmentsResponse(r: Reader, version: number): AlterPartitionReassignmentsResponse {
  const m: AlterPartitionReassignmentsResponse = {
    throttleTimeMs: r.int32(),
    allowReplicationFactorChange: version >= 1 ? r.bool() : true,
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    responses: r.array(true, readAlterPartitionReassignmentsResponseReassignableTopic, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterPartitionReassignmentsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AlterPartitionReassignmentsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  if (version >= 1) w.bool(or(m.allowReplicationFactorChange, true));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.responses, []), true, writeAlterPartitionReassignmentsResponseReassignableTopic, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/046-list-partition-reassignments.ts

/**
 * API 46. Lists the partitions that are on their way to other brokers (KIP-455). Goes to the controller (any
 * broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 */
export const ListPartitionReassignments: Api<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse> =
  /* @__PURE__ */ api(
    46,
    'ListPartitionReassignments',
    /* @__PURE__ */ new Message(
      'ListPartitionReassignmentsRequest',
      [0, 0],
      0,
      readListPartitionReassignmentsRequest,
      writeListPartitionReassignmentsRequest,
    ),
    /* @__PURE__ */ new Message(
      'ListPartitionReassignmentsResponse',
      [0, 0],
      0,
      readListPartitionReassignmentsResponse,
      writeListPartitionReassignmentsResponse,
    ),
  );

/** The request of {@link ListPartitionReassignments}. */
export interface ListPartitionReassignmentsRequest {
  /** How long to wait for the answer, in ms. (default 60000) */
  timeoutMs: number;
  /** The partitions to tell about; null for all. (default null) */
  topics: ListPartitionReassignmentsRequestTopics[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions to tell about; null for all. */
export interface ListPartitionReassignmentsRequestTopics {
  /** The name of the topic. */
  name: string;
  /** The partitions of the topic. */
  partitionIndexes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListPartitionReassignments}. */
export interface ListPartitionReassignmentsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What is being moved, by topic. */
  topics: ListPartitionReassignmentsResponseOngoingTopicReassignment[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is being moved, by topic. */
export interface ListPartitionReassignmentsResponseOngoingTopicReassignment {
  /** The name of the topic. */
  name: string;
  /** What is being moved, by partition. */
  partitions: ListPartitionReassignmentsResponseOngoingPartitionReassignment[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is being moved, by partition. */
export interface ListPartitionReassignmentsResponseOngoingPartitionReassignment {
  /** The number of the partition. */
  partitionIndex: number;
  /** The brokers that have the partition at present, those to come and those to go included. */
  replicas: number[];
  /** The brokers among them that are to have it and may not have all of it yet. */
  addingReplicas: number[];
  /** The brokers among them that are to give it up. */
  removingReplicas: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListPartitionReassignmentsRequestTopics(
  r: Reader,
  _version: number,
): ListPartitionReassignmentsRequestTopics {
  const m: ListPartitionReassignmentsRequestTopics = {
    name: r.string(true),
    partitionIndexes: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsRequestTopics(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsRequestTopics>,
): void {
  w.string(or(m.name, ''), true);
  w.int32Array(or(m.partitionIndexes, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readListPartitionReassignmentsRequest(r: Reader, version: number): ListPartitionReassignmentsRequest {
  const m: ListPartitionReassignmentsRequest = {
    timeoutMs: r.int32(),
    topics: r.nullableArray(true, readListPartitionReassignmentsRequestTopics, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsRequest(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsRequest>,
): void {
  w.int32(or(m.timeoutMs, 60000));
  w.nullableArray(or(m.topics, null), true, writeListPartitionReassignmentsRequestTopics, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readListPartitionReassignmentsResponseOngoingPartitionReassignment(
  r: Reader,
  _version: number,
): ListPartitionReassignmentsResponseOngoingPartitionReassignment {
  const m: ListPartitionReassignmentsResponseOngoingPartitionReassignment = {
    partitionIndex: r.int32(),
    replicas: r.int32Array(true),
    addingReplicas: r.int32Array(true),
    removingReplicas: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsResponseOngoingPartitionReassignment(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsResponseOngoingPartitionReassignment>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int32Array(or(m.replicas, []), true);
  w.int32Array(or(m.addingReplicas, []), true);
  w.int32Array(or(m.removingReplicas, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readListPartitionReassignmentsResponseOngoingTopicReassignment(
  r: Reader,
  version: number,
): ListPartitionReassignmentsResponseOngoingTopicReassignment {
  const m: ListPartitionReassignmentsResponseOngoingTopicReassignment = {
    name: r.string(true),
    partitions: r.array(true, readListPartitionReassignmentsResponseOngoingPartitionReassignment, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsResponseOngoingTopicReassignment(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsResponseOngoingTopicReassignment>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeListPartitionReassignmentsResponseOngoingPartitionReassignment, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readListPartitionReassignmentsResponse(r: Reader, version: number): ListPartitionReassignmentsResponse {
  const m: ListPartitionReassignmentsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    topics: r.array(true, readListPartitionReassignmentsResponseOngoingTopicReassignment, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListPartitionReassignmentsResponse(
  w: Writer,
  version: number,
  m: MessageInit<ListPartitionReassignmentsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.topics, []), true, writeListPartitionReassignmentsResponseOngoingTopicReassignment, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/047-offset-delete.ts

/**
 * API 47. Deletes offsets that a group has committed, of topics it is not subscribed to (KIP-496). Goes to the
 * group coordinator.
 *
 * - v0: The first.
 */
export const OffsetDelete: Api<OffsetDeleteRequest, OffsetDeleteResponse> = /* @__PURE__ */ api(
  47,
  'OffsetDelete',
  /* @__PURE__ */ new Message(
    'OffsetDeleteRequest',
    [0, 0],
    Infinity,
    readOffsetDeleteRequest,
    writeOffsetDeleteRequest,
  ),
  /* @__PURE__ */ new Message(
    'OffsetDeleteResponse',
    [0, 0],
    Infinity,
    readOffsetDeleteResponse,
    writeOffsetDeleteResponse,
  ),
);

/** The request of {@link OffsetDelete}. */
export interface OffsetDeleteRequest {
  /** The id of the group. */
  groupId: string;
  /** The topics to forget offsets of. */
  topics: OffsetDeleteRequestTopic[];
}

/** The topics to forget offsets of. */
export interface OffsetDeleteRequestTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to forget offsets of. */
  partitions: OffsetDeleteRequestPartition[];
}

/** The partitions to forget offsets of. */
export interface OffsetDeleteRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
}

/** The response of {@link OffsetDelete}. */
export interface OffsetDeleteResponse {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: OffsetDeleteResponseTopic[];
}

/** The outcome, by topic. */
export interface OffsetDeleteResponseTopic {
  /** The name of the topic. */
  name: string;
  /** The outcome, by partition. */
  partitions: OffsetDeleteResponsePartition[];
}

/** The outcome, by partition. */
export interface OffsetDeleteResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
}

function readOffsetDeleteRequestPartition(r: Reader, _version: number): OffsetDeleteRequestPartition {
  return {
    partitionIndex: r.int32(),
  };
}

function writeOffsetDeleteRequestPartition(
  w: Writer,
  _version: number,
  m: MessageInit<OffsetDeleteRequestPartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
}

function readOffsetDeleteRequestTopic(r: Reader, version: number): OffsetDeleteRequestTopic {
  return {
    name: r.string(),
    partitions: r.array(false, readOffsetDeleteRequestPartition, version),
  };
}

function writeOffsetDeleteRequestTopic(w: Writer, version: number, m: MessageInit<OffsetDeleteRequestTopic>): void {
  w.string(or(m.name, ''));
  w.array(or(m.partitions, []), false, writeOffsetDeleteRequestPartition, version);
}

function readOffsetDeleteRequest(r: Reader, version: number): OffsetDeleteRequest {
  return {
    groupId: r.string(),
    topics: r.array(false, readOffsetDeleteRequestTopic, version),
  };
}

function writeOffsetDeleteRequest(w: Writer, version: number, m: MessageInit<OffsetDeleteRequest>): void {
  w.string(or(m.groupId, ''));
  w.array(or(m.topics, []), false, writeOffsetDeleteRequestTopic, version);
}

function readOffsetDeleteResponsePartition(r: Reader, _version: number): OffsetDeleteResponsePartition {
  return {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
}

function writeOffsetDeleteResponsePartition(
  w: Writer,
  _version: number,
  m: MessageInit<OffsetDeleteResponsePartition>,
): void {
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
}

function readOffsetDeleteResponseTopic(r: Reader, version: number): OffsetDeleteResponseTopic {
  return {
    name: r.string(),
    partitions: r.array(false, readOffsetDeleteResponsePartition, version),
  };
}

function writeOffsetDeleteResponseTopic(w: Writer, version: number, m: MessageInit<OffsetDeleteResponseTopic>): void {
  w.string(or(m.name, ''));
  w.array(or(m.partitions, []), false, writeOffsetDeleteResponsePartition, version);
}

function readOffsetDeleteResponse(r: Reader, version: number): OffsetDeleteResponse {
  return {
    errorCode: r.int16(),
    throttleTimeMs: r.int32(),
    topics: r.array(false, readOffsetDeleteResponseTopic, version),
  };
}

function writeOffsetDeleteResponse(w: Writer, version: number, m: MessageInit<OffsetDeleteResponse>): void {
  w.int16(or(m.errorCode, 0));
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), false, writeOffsetDeleteResponseTopic, version);
}

// From schema/048-describe-client-quotas.ts

/**
 * API 48. Lists the quotas of users, client ids and addresses (KIP-546). Goes to any broker.
 *
 * - v0: The first.
 * - v1: Flexible.
 */
export const DescribeClientQuotas: Api<DescribeClientQuotasRequest, DescribeClientQuotasResponse> = /* @__PURE__ */ api(
  48,
  'DescribeClientQuotas',
  /* @__PURE__ */ new Message(
    'DescribeClientQuotasRequest',
    [0, 1],
    1,
    readDescribeClientQuotasRequest,
    writeDescribeClientQuotasRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeClientQuotasResponse',
    [0, 1],
    1,
    readDescribeClientQuotasResponse,
    writeDescribeClientQuotasResponse,
  ),
);

/** The request of {@link DescribeClientQuotas}. */
export interface DescribeClientQuotasRequest {
  /** What the quotas wanted apply to: all of this. */
  components: DescribeClientQuotasRequestComponentData[];
  /** Whether to leave out quotas that also depend on types not named in components. */
  strict: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the quotas wanted apply to: all of this. */
export interface DescribeClientQuotasRequestComponentData {
  /** One of "user", "client-id" and "ip" (KIP-612). */
  entityType: string;
  /** 0: this name; 1: the default of the type; 2: any name. */
  matchType: number;
  /** The name, for matchType 0; else null. */
  match: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeClientQuotas}. */
export interface DescribeClientQuotasResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The quotas, by what they apply to; null on an error. */
  entries: DescribeClientQuotasResponseEntryData[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The quotas, by what they apply to; null on an error. */
export interface DescribeClientQuotasResponseEntryData {
  /** What it applies to: one or two of these, e.g. a user with a certain client id. */
  entity: DescribeClientQuotasResponseEntityData[];
  /** The quotas. */
  values: DescribeClientQuotasResponseValueData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What it applies to: one or two of these, e.g. a user with a certain client id. */
export interface DescribeClientQuotasResponseEntityData {
  /** One of "user", "client-id" and "ip" (KIP-612). */
  entityType: string;
  /** The name; null for the default: all without a quota of their own. */
  entityName: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The quotas. */
export interface DescribeClientQuotasResponseValueData {
  /**
   * The quota: producer_byte_rate, consumer_byte_rate, request_percentage, controller_mutation_rate or
   * connection_creation_rate.
   */
  key: string;
  /** In bytes per second, percent of a thread, or whatever the quota is measured in. */
  value: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeClientQuotasRequestComponentData(
  r: Reader,
  version: number,
): DescribeClientQuotasRequestComponentData {
  const flexible = version >= 1;
  const m: DescribeClientQuotasRequestComponentData = {
    entityType: r.string(flexible),
    matchType: r.int8(),
    match: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasRequestComponentData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasRequestComponentData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.entityType, ''), flexible);
  w.int8(or(m.matchType, 0));
  w.nullableString(or(m.match, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasRequest(r: Reader, version: number): DescribeClientQuotasRequest {
  const flexible = version >= 1;
  const m: DescribeClientQuotasRequest = {
    components: r.array(flexible, readDescribeClientQuotasRequestComponentData, version),
    strict: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasRequest>,
): void {
  const flexible = version >= 1;
  w.array(or(m.components, []), flexible, writeDescribeClientQuotasRequestComponentData, version);
  w.bool(or(m.strict, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasResponseEntityData(
  r: Reader,
  version: number,
): DescribeClientQuotasResponseEntityData {
  const flexible = version >= 1;
  const m: DescribeClientQuotasResponseEntityData = {
    entityType: r.string(flexible),
    entityName: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasResponseEntityData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasResponseEntityData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.entityType, ''), flexible);
  w.nullableString(or(m.entityName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasResponseValueData(r: Reader, version: number): DescribeClientQuotasResponseValueData {
  const flexible = version >= 1;
  const m: DescribeClientQuotasResponseValueData = {
    key: r.string(flexible),
    value: r.float64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasResponseValueData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasResponseValueData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.key, ''), flexible);
  w.float64(or(m.value, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasResponseEntryData(r: Reader, version: number): DescribeClientQuotasResponseEntryData {
  const flexible = version >= 1;
  const m: DescribeClientQuotasResponseEntryData = {
    entity: r.array(flexible, readDescribeClientQuotasResponseEntityData, version),
    values: r.array(flexible, readDescribeClientQuotasResponseValueData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasResponseEntryData(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasResponseEntryData>,
): void {
  const flexible = version >= 1;
  w.array(or(m.entity, []), flexible, writeDescribeClientQuotasResponseEntityData, version);
  w.array(or(m.values, []), flexible, writeDescribeClientQuotasResponseValueData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeClientQuotasResponse(r: Reader, version: number): DescribeClientQuotasResponse {
  const flexible = version >= 1;
  const m: DescribeClientQuotasResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    entries: r.nullableArray(flexible, readDescribeClientQuotasResponseEntryData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeClientQuotasResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeClientQuotasResponse>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.nullableArray(or(m.entries, []), flexible, writeDescribeClientQuotasResponseEntryData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/049-alter-client-quotas.ts

/**
 * API 49. Sets and removes the quotas of users, client ids and addresses (KIP-546). Goes to any broker (changes
 * are made by the controller).
 *
 * - v0: The first.
 * - v1: Flexible.
 */
export const AlterClientQuotas: Api<AlterClientQuotasRequest, AlterClientQuotasResponse> = /* @__PURE__ */ api(
  49,
  'AlterClientQuotas',
  /* @__PURE__ */ new Message(
    'AlterClientQuotasRequest',
    [0, 1],
    1,
    readAlterClientQuotasRequest,
    writeAlterClientQuotasRequest,
  ),
  /* @__PURE__ */ new Message(
    'AlterClientQuotasResponse',
    [0, 1],
    1,
    readAlterClientQuotasResponse,
    writeAlterClientQuotasResponse,
  ),
);

/** The request of {@link AlterClientQuotas}. */
export interface AlterClientQuotasRequest {
  /** The changes, by what they apply to. */
  entries: AlterClientQuotasRequestEntryData[];
  /** Whether only to check that the changes could be made. */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes, by what they apply to. */
export interface AlterClientQuotasRequestEntryData {
  /** What it applies to: one or two of these, e.g. a user with a certain client id. */
  entity: AlterClientQuotasRequestEntityData[];
  /** The changes. */
  ops: AlterClientQuotasRequestOpData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What it applies to: one or two of these, e.g. a user with a certain client id. */
export interface AlterClientQuotasRequestEntityData {
  /** One of "user", "client-id" and "ip" (KIP-612). */
  entityType: string;
  /** The name; null for the default: all without a quota of their own. */
  entityName: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes. */
export interface AlterClientQuotasRequestOpData {
  /**
   * The quota: producer_byte_rate, consumer_byte_rate, request_percentage, controller_mutation_rate or
   * connection_creation_rate.
   */
  key: string;
  /**
   * In bytes per second, percent of a thread, or whatever the quota is measured in. Of no meaning when remove is
   * set.
   */
  value: number;
  /** Whether to remove the quota. */
  remove: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterClientQuotas}. */
export interface AlterClientQuotasResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, in the order of the request. */
  entries: AlterClientQuotasResponseEntryData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, in the order of the request. */
export interface AlterClientQuotasResponseEntryData {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What it applies to: one or two of these, e.g. a user with a certain client id. */
  entity: AlterClientQuotasResponseEntityData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What it applies to: one or two of these, e.g. a user with a certain client id. */
export interface AlterClientQuotasResponseEntityData {
  /** One of "user", "client-id" and "ip" (KIP-612). */
  entityType: string;
  /** The name; null for the default: all without a quota of their own. */
  entityName: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterClientQuotasRequestEntityData(r: Reader, version: number): AlterClientQuotasRequestEntityData {
  const flexible = version >= 1;
  const m: AlterClientQuotasRequestEntityData = {
    entityType: r.string(flexible),
    entityName: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasRequestEntityData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasRequestEntityData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.entityType, ''), flexible);
  w.nullableString(or(m.entityName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasRequestOpData(r: Reader, version: number): AlterClientQuotasRequestOpData {
  const flexible = version >= 1;
  const m: AlterClientQuotasRequestOpData = {
    key: r.string(flexible),
    value: r.float64(),
    remove: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasRequestOpData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasRequestOpData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.key, ''), flexible);
  w.float64(or(m.value, 0));
  w.bool(or(m.remove, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasRequestEntryData(r: Reader, version: number): AlterClientQuotasRequestEntryData {
  const flexible = version >= 1;
  const m: AlterClientQuotasRequestEntryData = {
    entity: r.array(flexible, readAlterClientQuotasRequestEntityData, version),
    ops: r.array(flexible, readAlterClientQuotasRequestOpData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasRequestEntryData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasRequestEntryData>,
): void {
  const flexible = version >= 1;
  w.array(or(m.entity, []), flexible, writeAlterClientQuotasRequestEntityData, version);
  w.array(or(m.ops, []), flexible, writeAlterClientQuotasRequestOpData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasRequest(r: Reader, version: number): AlterClientQuotasRequest {
  const flexible = version >= 1;
  const m: AlterClientQuotasRequest = {
    entries: r.array(flexible, readAlterClientQuotasRequestEntryData, version),
    validateOnly: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasRequest(w: Writer, version: number, m: MessageInit<AlterClientQuotasRequest>): void {
  const flexible = version >= 1;
  w.array(or(m.entries, []), flexible, writeAlterClientQuotasRequestEntryData, version);
  w.bool(or(m.validateOnly, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasResponseEntityData(r: Reader, version: number): AlterClientQuotasResponseEntityData {
  const flexible = version >= 1;
  const m: AlterClientQuotasResponseEntityData = {
    entityType: r.string(flexible),
    entityName: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasResponseEntityData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasResponseEntityData>,
): void {
  const flexible = version >= 1;
  w.string(or(m.entityType, ''), flexible);
  w.nullableString(or(m.entityName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasResponseEntryData(r: Reader, version: number): AlterClientQuotasResponseEntryData {
  const flexible = version >= 1;
  const m: AlterClientQuotasResponseEntryData = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    entity: r.array(flexible, readAlterClientQuotasResponseEntityData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasResponseEntryData(
  w: Writer,
  version: number,
  m: MessageInit<AlterClientQuotasResponseEntryData>,
): void {
  const flexible = version >= 1;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.array(or(m.entity, []), flexible, writeAlterClientQuotasResponseEntityData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterClientQuotasResponse(r: Reader, version: number): AlterClientQuotasResponse {
  const flexible = version >= 1;
  const m: AlterClientQuotasResponse = {
    throttleTimeMs: r.int32(),
    entries: r.array(flexible, readAlterClientQuotasResponseEntryData, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterClientQuotasResponse(w: Writer, version: number, m: MessageInit<AlterClientQuotasResponse>): void {
  const flexible = version >= 1;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.entries, []), flexible, writeAlterClientQuotasResponseEntryData, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
