// Generated from packages/wire/schema/078-share-fetch.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
