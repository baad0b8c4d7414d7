// Generated from packages/wire/schema/079-share-acknowledge.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
