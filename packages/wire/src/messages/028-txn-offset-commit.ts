// Generated from packages/wire/schema/028-txn-offset-commit.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 28. Stores the offsets of a group as part of a transaction: they count once it is committed. Goes to the
 * group coordinator.
 *
 * - v0: The first (KIP-98).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: committedLeaderEpoch (KIP-320).
 * - v3: Flexible; the member and its generation, so that a member of old is refused (KIP-447).
 * - v4: TRANSACTION_ABORTABLE may be answered (KIP-890).
 * - v5: Adds the offsets to the transaction by itself, without AddOffsetsToTxn (KIP-890).
 * - v6: Topics by id instead of by name; GROUP_ID_NOT_FOUND and STALE_MEMBER_EPOCH may be answered (KIP-1319).
 */
export const TxnOffsetCommit: Api<TxnOffsetCommitRequest, TxnOffsetCommitResponse> = /* @__PURE__ */ api(
  28,
  'TxnOffsetCommit',
  /* @__PURE__ */ new Message(
    'TxnOffsetCommitRequest',
    [0, 6],
    3,
    readTxnOffsetCommitRequest,
    writeTxnOffsetCommitRequest,
  ),
  /* @__PURE__ */ new Message(
    'TxnOffsetCommitResponse',
    [0, 6],
    3,
    readTxnOffsetCommitResponse,
    writeTxnOffsetCommitResponse,
  ),
);

/** The request of {@link TxnOffsetCommit}. */
export interface TxnOffsetCommitRequest {
  /** The transactional id of the producer. */
  transactionalId: string;
  /** The id of the group. */
  groupId: string;
  /** The producer's id. */
  producerId: bigint;
  /** The producer's epoch. */
  producerEpoch: number;
  /**
   * The generation (classic protocol) or member epoch (new protocol); -1 for a client that is no member. (since v3,
   * default -1)
   */
  generationIdOrMemberEpoch: number;
  /** The id of the member; empty for a client that is no member. (since v3) */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v3, default null) */
  groupInstanceId: string | null;
  /** The offsets, by topic. */
  topics: TxnOffsetCommitRequestTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by topic. */
export interface TxnOffsetCommitRequestTopic {
  /** The name of the topic. (until v5) */
  name: string;
  /** The id of the topic. (since v6) */
  topicId: string;
  /** The offsets, by partition. */
  partitions: TxnOffsetCommitRequestPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The offsets, by partition. */
export interface TxnOffsetCommitRequestPartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The offset of the next record to consume. */
  committedOffset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (since v2, default -1) */
  committedLeaderEpoch: number;
  /** Any text to keep beside the offset. */
  committedMetadata: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link TxnOffsetCommit}. */
export interface TxnOffsetCommitResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  topics: TxnOffsetCommitResponseTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface TxnOffsetCommitResponseTopic {
  /** The name of the topic. (until v5) */
  name: string;
  /** The id of the topic. (since v6) */
  topicId: string;
  /** The outcome, by partition. */
  partitions: TxnOffsetCommitResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface TxnOffsetCommitResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readTxnOffsetCommitRequestPartition(r: Reader, version: number): TxnOffsetCommitRequestPartition {
  const flexible = version >= 3;
  const m: TxnOffsetCommitRequestPartition = {
    partitionIndex: r.int32(),
    committedOffset: r.int64(),
    committedLeaderEpoch: version >= 2 ? r.int32() : -1,
    committedMetadata: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitRequestPartition(
  w: Writer,
  version: number,
  m: MessageInit<TxnOffsetCommitRequestPartition>,
): void {
  const flexible = version >= 3;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.committedOffset, 0n));
  if (version >= 2) w.int32(or(m.committedLeaderEpoch, -1));
  w.nullableString(or(m.committedMetadata, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitRequestTopic(r: Reader, version: number): TxnOffsetCommitRequestTopic {
  const flexible = version >= 3;
  const m: TxnOffsetCommitRequestTopic = {
    name: version <= 5 ? r.string(flexible) : '',
    topicId: version >= 6 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readTxnOffsetCommitRequestPartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<TxnOffsetCommitRequestTopic>,
): void {
  const flexible = version >= 3;
  if (version <= 5) w.string(or(m.name, ''), flexible);
  if (version >= 6) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeTxnOffsetCommitRequestPartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitRequest(r: Reader, version: number): TxnOffsetCommitRequest {
  const flexible = version >= 3;
  const m: TxnOffsetCommitRequest = {
    transactionalId: r.string(flexible),
    groupId: r.string(flexible),
    producerId: r.int64(),
    producerEpoch: r.int16(),
    generationIdOrMemberEpoch: version >= 3 ? r.int32() : -1,
    memberId: version >= 3 ? r.string(true) : '',
    groupInstanceId: version >= 3 ? r.nullableString(true) : null,
    topics: r.array(flexible, readTxnOffsetCommitRequestTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitRequest(w: Writer, version: number, m: MessageInit<TxnOffsetCommitRequest>): void {
  const flexible = version >= 3;
  w.string(or(m.transactionalId, ''), flexible);
  w.string(or(m.groupId, ''), flexible);
  w.int64(or(m.producerId, 0n));
  w.int16(or(m.producerEpoch, 0));
  if (version >= 3) w.int32(or(m.generationIdOrMemberEpoch, -1));
  else if (set(m.generationIdOrMemberEpoch, -1)) w.absent(version);
  if (version >= 3) w.string(or(m.memberId, ''), true);
  else if (set(m.memberId, '')) w.absent(version);
  if (version >= 3) w.nullableString(or(m.groupInstanceId, null), true);
  else if (set(m.groupInstanceId, null)) w.absent(version);
  w.array(or(m.topics, []), flexible, writeTxnOffsetCommitRequestTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitResponsePartition(r: Reader, version: number): TxnOffsetCommitResponsePartition {
  const flexible = version >= 3;
  const m: TxnOffsetCommitResponsePartition = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<TxnOffsetCommitResponsePartition>,
): void {
  const flexible = version >= 3;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitResponseTopic(r: Reader, version: number): TxnOffsetCommitResponseTopic {
  const flexible = version >= 3;
  const m: TxnOffsetCommitResponseTopic = {
    name: version <= 5 ? r.string(flexible) : '',
    topicId: version >= 6 ? r.uuid() : ZERO_UUID,
    partitions: r.array(flexible, readTxnOffsetCommitResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<TxnOffsetCommitResponseTopic>,
): void {
  const flexible = version >= 3;
  if (version <= 5) w.string(or(m.name, ''), flexible);
  if (version >= 6) w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), flexible, writeTxnOffsetCommitResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTxnOffsetCommitResponse(r: Reader, version: number): TxnOffsetCommitResponse {
  const flexible = version >= 3;
  const m: TxnOffsetCommitResponse = {
    throttleTimeMs: r.int32(),
    topics: r.array(flexible, readTxnOffsetCommitResponseTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTxnOffsetCommitResponse(w: Writer, version: number, m: MessageInit<TxnOffsetCommitResponse>): void {
  const flexible = version >= 3;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.topics, []), flexible, writeTxnOffsetCommitResponseTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
