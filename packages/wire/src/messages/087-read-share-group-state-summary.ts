// Generated from packages/wire/schema/087-read-share-group-state-summary.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 87. Reads the stored state of partitions for a share group without the states of single records. Goes to the
 * share coordinator of every partition in it (FindCoordinator, type 2), from the group coordinator.
 *
 * - v0: The first (KIP-932).
 * - v1: The response gains deliveryCompleteCount (KIP-1226).
 */
export const ReadShareGroupStateSummary: Api<ReadShareGroupStateSummaryRequest, ReadShareGroupStateSummaryResponse> =
  /* @__PURE__ */ api(
    87,
    'ReadShareGroupStateSummary',
    /* @__PURE__ */ new Message(
      'ReadShareGroupStateSummaryRequest',
      [0, 1],
      0,
      readReadShareGroupStateSummaryRequest,
      writeReadShareGroupStateSummaryRequest,
    ),
    /* @__PURE__ */ new Message(
      'ReadShareGroupStateSummaryResponse',
      [0, 1],
      0,
      readReadShareGroupStateSummaryResponse,
      writeReadShareGroupStateSummaryResponse,
    ),
  );

/** The request of {@link ReadShareGroupStateSummary}. */
export interface ReadShareGroupStateSummaryRequest {
  /** The id of the group. */
  groupId: string;
  /** What to read, by topic. */
  topics: ReadShareGroupStateSummaryRequestReadStateSummaryData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read, by topic. */
export interface ReadShareGroupStateSummaryRequestReadStateSummaryData {
  /** The id of the topic. */
  topicId: string;
  /** What to read, by partition. */
  partitions: ReadShareGroupStateSummaryRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read, by partition. */
export interface ReadShareGroupStateSummaryRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** The leader epoch that the sender knows; -1 when unknown. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ReadShareGroupStateSummary}. */
export interface ReadShareGroupStateSummaryResponse {
  /** What was read, by topic. */
  results: ReadShareGroupStateSummaryResponseReadStateSummaryResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by topic. */
export interface ReadShareGroupStateSummaryResponseReadStateSummaryResult {
  /** The id of the topic. */
  topicId: string;
  /** What was read, by partition. */
  partitions: ReadShareGroupStateSummaryResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by partition. */
export interface ReadShareGroupStateSummaryResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Goes up each time the state is started anew. */
  stateEpoch: number;
  /** The latest leader epoch of the partition that the state was stored or read in. */
  leaderEpoch: number;
  /** Before this offset, all records are done with; -1 when that is not settled yet. */
  startOffset: bigint;
  /**
   * How many records from startOffset on are done with and will not be delivered again; -1 when unknown. (since v1,
   * default -1)
   */
  deliveryCompleteCount: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readReadShareGroupStateSummaryRequestPartitionData(
  r: Reader,
  _version: number,
): ReadShareGroupStateSummaryRequestPartitionData {
  const m: ReadShareGroupStateSummaryRequestPartitionData = {
    partition: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryRequestReadStateSummaryData(
  r: Reader,
  version: number,
): ReadShareGroupStateSummaryRequestReadStateSummaryData {
  const m: ReadShareGroupStateSummaryRequestReadStateSummaryData = {
    topicId: r.uuid(),
    partitions: r.array(true, readReadShareGroupStateSummaryRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryRequestReadStateSummaryData(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryRequestReadStateSummaryData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeReadShareGroupStateSummaryRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryRequest(r: Reader, version: number): ReadShareGroupStateSummaryRequest {
  const m: ReadShareGroupStateSummaryRequest = {
    groupId: r.string(true),
    topics: r.array(true, readReadShareGroupStateSummaryRequestReadStateSummaryData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryRequest(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeReadShareGroupStateSummaryRequestReadStateSummaryData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryResponsePartitionResult(
  r: Reader,
  version: number,
): ReadShareGroupStateSummaryResponsePartitionResult {
  const m: ReadShareGroupStateSummaryResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    stateEpoch: r.int32(),
    leaderEpoch: r.int32(),
    startOffset: r.int64(),
    deliveryCompleteCount: version >= 1 ? r.int32() : -1,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.int32(or(m.stateEpoch, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int64(or(m.startOffset, 0n));
  if (version >= 1) w.int32(or(m.deliveryCompleteCount, -1));
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryResponseReadStateSummaryResult(
  r: Reader,
  version: number,
): ReadShareGroupStateSummaryResponseReadStateSummaryResult {
  const m: ReadShareGroupStateSummaryResponseReadStateSummaryResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readReadShareGroupStateSummaryResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryResponseReadStateSummaryResult(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryResponseReadStateSummaryResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeReadShareGroupStateSummaryResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryResponse(r: Reader, version: number): ReadShareGroupStateSummaryResponse {
  const m: ReadShareGroupStateSummaryResponse = {
    results: r.array(true, readReadShareGroupStateSummaryResponseReadStateSummaryResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryResponse(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryResponse>,
): void {
  w.array(or(m.results, []), true, writeReadShareGroupStateSummaryResponseReadStateSummaryResult, version);
  w.unknownTags(m.unknownTags, true, version);
}
