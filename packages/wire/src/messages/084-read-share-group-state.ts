// Generated from packages/wire/schema/084-read-share-group-state.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 84. Reads the stored state of partitions for a share group. Goes to the share coordinator of every partition
 * in it (FindCoordinator, type 2), from the leader of the partition.
 *
 * - v0: The first and only one so far (KIP-932).
 */
export const ReadShareGroupState: Api<ReadShareGroupStateRequest, ReadShareGroupStateResponse> = /* @__PURE__ */ api(
  84,
  'ReadShareGroupState',
  /* @__PURE__ */ new Message(
    'ReadShareGroupStateRequest',
    [0, 0],
    0,
    readReadShareGroupStateRequest,
    writeReadShareGroupStateRequest,
  ),
  /* @__PURE__ */ new Message(
    'ReadShareGroupStateResponse',
    [0, 0],
    0,
    readReadShareGroupStateResponse,
    writeReadShareGroupStateResponse,
  ),
);

/** The request of {@link ReadShareGroupState}. */
export interface ReadShareGroupStateRequest {
  /** The id of the group. */
  groupId: string;
  /** What to read, by topic. */
  topics: ReadShareGroupStateRequestReadStateData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read, by topic. */
export interface ReadShareGroupStateRequestReadStateData {
  /** The id of the topic. */
  topicId: string;
  /** What to read, by partition. */
  partitions: ReadShareGroupStateRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read, by partition. */
export interface ReadShareGroupStateRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** The epoch in which the sender leads the partition. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ReadShareGroupState}. */
export interface ReadShareGroupStateResponse {
  /** What was read, by topic. */
  results: ReadShareGroupStateResponseReadStateResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by topic. */
export interface ReadShareGroupStateResponseReadStateResult {
  /** The id of the topic. */
  topicId: string;
  /** What was read, by partition. */
  partitions: ReadShareGroupStateResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by partition. */
export interface ReadShareGroupStateResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Goes up each time the state is started anew. */
  stateEpoch: number;
  /** Before this offset, all records are done with; -1 when that is not settled yet. */
  startOffset: bigint;
  /** The states of the records from startOffset on. */
  stateBatches: ReadShareGroupStateResponseStateBatch[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The states of the records from startOffset on. */
export interface ReadShareGroupStateResponseStateBatch {
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

function readReadShareGroupStateRequestPartitionData(
  r: Reader,
  _version: number,
): ReadShareGroupStateRequestPartitionData {
  const m: ReadShareGroupStateRequestPartitionData = {
    partition: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateRequestReadStateData(
  r: Reader,
  version: number,
): ReadShareGroupStateRequestReadStateData {
  const m: ReadShareGroupStateRequestReadStateData = {
    topicId: r.uuid(),
    partitions: r.array(true, readReadShareGroupStateRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateRequestReadStateData(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateRequestReadStateData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeReadShareGroupStateRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateRequest(r: Reader, version: number): ReadShareGroupStateRequest {
  const m: ReadShareGroupStateRequest = {
    groupId: r.string(true),
    topics: r.array(true, readReadShareGroupStateRequestReadStateData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateRequest(w: Writer, version: number, m: MessageInit<ReadShareGroupStateRequest>): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeReadShareGroupStateRequestReadStateData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateResponseStateBatch(r: Reader, _version: number): ReadShareGroupStateResponseStateBatch {
  const m: ReadShareGroupStateResponseStateBatch = {
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    deliveryState: r.int8(),
    deliveryCount: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateResponseStateBatch(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateResponseStateBatch>,
): void {
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int8(or(m.deliveryState, 0));
  w.int16(or(m.deliveryCount, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateResponsePartitionResult(
  r: Reader,
  version: number,
): ReadShareGroupStateResponsePartitionResult {
  const m: ReadShareGroupStateResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    stateEpoch: r.int32(),
    startOffset: r.int64(),
    stateBatches: r.array(true, readReadShareGroupStateResponseStateBatch, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.int32(or(m.stateEpoch, 0));
  w.int64(or(m.startOffset, 0n));
  w.array(or(m.stateBatches, []), true, writeReadShareGroupStateResponseStateBatch, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateResponseReadStateResult(
  r: Reader,
  version: number,
): ReadShareGroupStateResponseReadStateResult {
  const m: ReadShareGroupStateResponseReadStateResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readReadShareGroupStateResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateResponseReadStateResult(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateResponseReadStateResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeReadShareGroupStateResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateResponse(r: Reader, version: number): ReadShareGroupStateResponse {
  const m: ReadShareGroupStateResponse = {
    results: r.array(true, readReadShareGroupStateResponseReadStateResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateResponse(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateResponse>,
): void {
  w.array(or(m.results, []), true, writeReadShareGroupStateResponseReadStateResult, version);
  w.unknownTags(m.unknownTags, true, version);
}
