import { CodecError, readBatches } from '@k/codec';
import { ErrorCode, ListOffsets, type ListOffsetsRequest, type ListOffsetsResponse, type MessageInit } from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import { answerPartitions, askedPartitions } from './asked-partitions.ts';
import { readableEnd } from './isolation-level.ts';
import { findPartition, leaderProblem } from './locate-partition.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type TopicResponse = NonNullable<MessageInit<ListOffsetsResponse>['topics']>[number];
type PartitionResponse = NonNullable<TopicResponse['partitions']>[number];
type PartitionRequest = ListOffsetsRequest['topics'][number]['partitions'][number];

const FIRST_VERSION_OF_UNKNOWN_ENDS = 5;

/** Timestamps with a meaning of their own. */
const LATEST = -1;
const EARLIEST = -2;
const MAX_TIMESTAMP = -3;
const EARLIEST_LOCAL = -4;
const LATEST_TIERED = -5;
const EARLIEST_PENDING_UPLOAD = -6;

/** The version that brought each of the newer ones. */
const SINCE = new Map([
  [MAX_TIMESTAMP, 7],
  [EARLIEST_LOCAL, 8],
  [LATEST_TIERED, 9],
  [EARLIEST_PENDING_UPLOAD, 11],
]);

/**
 * ListOffsets (2), v0-v11. The first or last offset, the one of a timestamp, or that of the greatest timestamp.
 *
 * v0: offsets where segments begin, newest first. v1: one offset with its timestamp. v2: isolation level. v4: leader epoch (KIP-320). v5: OFFSET_NOT_AVAILABLE (KIP-207). v6: flexible. v7: -3, the record
 * with the greatest timestamp (KIP-734). v8: -4, earliest local = earliest here. v9: -5, v11: -6, tiered storage: there
 * is none, so they are answered with offset -1. v10: the client's time limit, not needed.
 * For readers of committed records the log ends at the last stable offset.
 */
export const listOffsets: ApiHandler<ListOffsetsRequest, ListOffsetsResponse> = {
  api: ListOffsets,
  minVersion: 0,
  maxVersion: 11,
  async handle(request, context) {
    const asked = askedPartitions(request.topics, {
      topicOf: ({ name }) => name,
      entriesOf: ({ partitions }) => partitions,
      indexOf: ({ partitionIndex }) => partitionIndex,
    });
    const answers = await answerPartitions(
      asked,
      (entry, { topic, repeated }): PartitionResponse => {
        const refusal = context.access.topic(AclOperation.DESCRIBE, topic.name);
        if (refusal !== ErrorCode.NONE) return refused(entry, refusal);
        if (context.version === 0) return boundaries(topic.name, entry, context);
        // Twice could be for two timestamps, and the answer could not tell them apart.
        if (repeated.has(entry.partitionIndex)) return refused(entry, ErrorCode.INVALID_REQUEST);
        return lookUp(topic.name, entry, request.isolationLevel, context);
      },
      context.cluster.clock,
    );
    return { topics: answers.map(({ topic: { name }, partitions }) => ({ name, partitions })) };
  },
};

function lookUp(
  name: string,
  entry: PartitionRequest,
  isolationLevel: number,
  context: RequestContext,
): PartitionResponse {
  const timestamp = Number(entry.timestamp);
  if (timestamp < EARLIEST_PENDING_UPLOAD || context.version < (SINCE.get(timestamp) ?? 0)) {
    return refused(entry, ErrorCode.UNSUPPORTED_VERSION);
  }
  const located = findPartition({ name, topicId: '' }, entry.partitionIndex, false, context);
  if (typeof located === 'number') return refused(entry, located);
  const problem = leaderProblem(located, entry.currentLeaderEpoch, context);
  if (problem !== ErrorCode.NONE) return refused(entry, problem);
  const { log } = located;
  const end = readableEnd(located, isolationLevel);
  const isKnown = !located.isBehindEpoch;
  if (timestamp === LATEST && !isKnown) return refused(entry, unknownEnd(context));
  if (timestamp === LATEST) return found(entry, -1, end, located.leaderEpoch, context);
  if (timestamp === EARLIEST || timestamp === EARLIEST_LOCAL) {
    return found(entry, -1, log.startOffset, log.epochOf(log.startOffset), context);
  }
  if (timestamp < MAX_TIMESTAMP) return found(entry, -1, -1, -1, context);
  let record: Found | undefined;
  try {
    record = timestamp === MAX_TIMESTAMP ? recordOfMaxTimestamp(log) : firstRecordSince(log, timestamp);
  } catch (error) {
    // What is compressed was not looked at when it came, and need not be what it says.
    if (error instanceof CodecError) return refused(entry, ErrorCode.CORRUPT_MESSAGE);
    throw error;
  }
  if (record === undefined || record.offset >= end) {
    return isKnown ? found(entry, -1, -1, -1, context) : refused(entry, unknownEnd(context));
  }
  return found(entry, record.timestamp, record.offset, log.epochOf(record.offset), context);
}

/**
 * v0: where the segments begin that were last written to by then, and the end of the log if that was now, newest first.
 * Kafka: LogManager's legacyFetchOffsetsBefore.
 */
function boundaries(name: string, entry: PartitionRequest, context: RequestContext): PartitionResponse {
  const located = findPartition({ name, topicId: '' }, entry.partitionIndex, false, context);
  const problem = typeof located === 'number' ? located : leaderProblem(located, -1, context);
  if (typeof located === 'number' || problem !== ErrorCode.NONE) return refused(entry, problem);
  const { log } = located;
  const segments = log.segments();
  const marks = [
    ...(segments.length > 0 ? segments : [{ baseOffset: log.startOffset, lastModifiedMs: 0 }]),
    // Nothing was written behind the start of an empty log.
    ...(located.highWatermark > log.startOffset
      ? [{ baseOffset: located.highWatermark, lastModifiedMs: context.cluster.clock.now() }]
      : []),
  ];
  const timestamp = Number(entry.timestamp);
  const until =
    timestamp === LATEST
      ? marks.length
      : timestamp === EARLIEST
        ? 1
        : marks.findLastIndex(({ lastModifiedMs }) => lastModifiedMs <= timestamp) + 1;
  const wanted = marks.slice(Math.max(0, until - Math.max(0, entry.maxNumOffsets)), until);
  return {
    partitionIndex: entry.partitionIndex,
    errorCode: ErrorCode.NONE,
    oldStyleOffsets: wanted.map(({ baseOffset }) => BigInt(baseOffset)).reverse(),
  };
}

/** A new leader does not know yet what all in-sync replicas have (KIP-207). */
function unknownEnd({ version }: RequestContext): number {
  return version >= FIRST_VERSION_OF_UNKNOWN_ENDS ? ErrorCode.OFFSET_NOT_AVAILABLE : ErrorCode.LEADER_NOT_AVAILABLE;
}

interface Found {
  readonly offset: number;
  readonly timestamp: number;
}

function firstRecordSince(log: PartitionLog, timestamp: number): Found | undefined {
  for (const bytes of log.batchesSince(timestamp)) {
    for (const batch of readBatches(bytes)) {
      for (const record of batch) {
        if (record.timestamp >= timestamp && record.offset >= log.startOffset) {
          return { offset: record.offset, timestamp: record.timestamp };
        }
      }
    }
  }
  return undefined;
}

function recordOfMaxTimestamp(log: PartitionLog): Found | undefined {
  const bytes = log.batchOfMaxTimestamp();
  if (bytes === undefined) return undefined;
  let best: Found | undefined;
  for (const batch of readBatches(bytes)) {
    for (const { offset, timestamp } of batch) {
      if (offset < log.startOffset) continue;
      if (best === undefined || timestamp > best.timestamp) best = { offset, timestamp };
    }
  }
  return best;
}

function found(
  entry: PartitionRequest,
  timestamp: number,
  offset: number,
  leaderEpoch: number,
  { version }: RequestContext,
): PartitionResponse {
  return {
    partitionIndex: entry.partitionIndex,
    errorCode: ErrorCode.NONE,
    timestamp,
    offset,
    ...(version >= 4 ? { leaderEpoch } : {}),
  };
}

function refused(entry: PartitionRequest, errorCode: number): PartitionResponse {
  return { partitionIndex: entry.partitionIndex, errorCode };
}
