// Generated from packages/wire/schema/085-write-share-group-state.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 85. Stores what has changed in the state of partitions for a share group. Goes to the share coordinator of
 * every partition in it (FindCoordinator, type 2), from the leader of the partition.
 *
 * - v0: The first (KIP-932).
 * - v1: deliveryCompleteCount (KIP-1226).
 */
export const WriteShareGroupState: Api<WriteShareGroupStateRequest, WriteShareGroupStateResponse> = /* @__PURE__ */ api(
  85,
  'WriteShareGroupState',
  /* @__PURE__ */ new Message(
    'WriteShareGroupStateRequest',
    [0, 1],
    0,
    readWriteShareGroupStateRequest,
    writeWriteShareGroupStateRequest,
  ),
  /* @__PURE__ */ new Message(
    'WriteShareGroupStateResponse',
    [0, 1],
    0,
    readWriteShareGroupStateResponse,
    writeWriteShareGroupStateResponse,
  ),
);

/** The request of {@link WriteShareGroupState}. */
export interface WriteShareGroupStateRequest {
  /** The id of the group. */
  groupId: string;
  /** What to store, by topic. */
  topics: WriteShareGroupStateRequestWriteStateData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to store, by topic. */
export interface WriteShareGroupStateRequestWriteStateData {
  /** The id of the topic. */
  topicId: string;
  /** What to store, by partition. */
  partitions: WriteShareGroupStateRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to store, by partition. */
export interface WriteShareGroupStateRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** Goes up each time the state is started anew. An older one is refused. */
  stateEpoch: number;
  /** The epoch in which the sender leads the partition. */
  leaderEpoch: number;
  /** Before this offset, all records are done with; -1 when that is not stored now. */
  startOffset: bigint;
  /**
   * How many records from startOffset on are done with and will not be delivered again; -1 when unknown. (since v1,
   * default -1)
   */
  deliveryCompleteCount: number;
  /** The states of records that have changed. */
  stateBatches: WriteShareGroupStateRequestStateBatch[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The states of records that have changed. */
export interface WriteShareGroupStateRequestStateBatch {
  /** The offset of the first record with this state. */
  firstOffset: bigint;
  /** The offset of the last record with this state. */
  lastOffset: bigint;
  /** 0 available, 2 acknowledged, 4 given up. */
  deliveryState: number;
  /** How many times they have been delivered. */
  deliveryCount: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link WriteShareGroupState}. */
export interface WriteShareGroupStateResponse {
  /** The outcome, by topic. */
  results: WriteShareGroupStateResponseWriteStateResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface WriteShareGroupStateResponseWriteStateResult {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: WriteShareGroupStateResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface WriteShareGroupStateResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readWriteShareGroupStateRequestStateBatch(r: Reader, _version: number): WriteShareGroupStateRequestStateBatch {
  const m: WriteShareGroupStateRequestStateBatch = {
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    deliveryState: r.int8(),
    deliveryCount: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateRequestStateBatch(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateRequestStateBatch>,
): void {
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int8(or(m.deliveryState, 0));
  w.int16(or(m.deliveryCount, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateRequestPartitionData(
  r: Reader,
  version: number,
): WriteShareGroupStateRequestPartitionData {
  const m: WriteShareGroupStateRequestPartitionData = {
    partition: r.int32(),
    stateEpoch: r.int32(),
    leaderEpoch: r.int32(),
    startOffset: r.int64(),
    deliveryCompleteCount: version >= 1 ? r.int32() : -1,
    stateBatches: r.array(true, readWriteShareGroupStateRequestStateBatch, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.stateEpoch, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int64(or(m.startOffset, 0n));
  if (version >= 1) w.int32(or(m.deliveryCompleteCount, -1));
  w.array(or(m.stateBatches, []), true, writeWriteShareGroupStateRequestStateBatch, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateRequestWriteStateData(
  r: Reader,
  version: number,
): WriteShareGroupStateRequestWriteStateData {
  const m: WriteShareGroupStateRequestWriteStateData = {
    topicId: r.uuid(),
    partitions: r.array(true, readWriteShareGroupStateRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateRequestWriteStateData(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateRequestWriteStateData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeWriteShareGroupStateRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateRequest(r: Reader, version: number): WriteShareGroupStateRequest {
  const m: WriteShareGroupStateRequest = {
    groupId: r.string(true),
    topics: r.array(true, readWriteShareGroupStateRequestWriteStateData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateRequest(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeWriteShareGroupStateRequestWriteStateData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateResponsePartitionResult(
  r: Reader,
  _version: number,
): WriteShareGroupStateResponsePartitionResult {
  const m: WriteShareGroupStateResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateResponseWriteStateResult(
  r: Reader,
  version: number,
): WriteShareGroupStateResponseWriteStateResult {
  const m: WriteShareGroupStateResponseWriteStateResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readWriteShareGroupStateResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateResponseWriteStateResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateResponseWriteStateResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeWriteShareGroupStateResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateResponse(r: Reader, version: number): WriteShareGroupStateResponse {
  const m: WriteShareGroupStateResponse = {
    results: r.array(true, readWriteShareGroupStateResponseWriteStateResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateResponse(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateResponse>,
): void {
  w.array(or(m.results, []), true, writeWriteShareGroupStateResponseWriteStateResult, version);
  w.unknownTags(m.unknownTags, true, version);
}
