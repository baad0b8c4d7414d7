import { readBatches, type RecordBatch, type RecordCursor } from '@k/codec';
import type { TopicSettings } from '../config/topic-settings.ts';
import type { Partition } from '../state/partition.ts';
import { cleanBatch } from './clean-batch.ts';
import { CleanedTransactions } from './cleaned-transactions.ts';
import type { LogSegment } from './log-segments.ts';

/** What of a log can be cleaned. Kafka: LogToClean. */
interface Cleanable {
  /** What is before it was cleaned. */
  readonly firstDirtyOffset: number;
  /** Where a segment begins that stays as it is. */
  readonly endOffset: number;
}

/**
 * Compacts a log when it is dirty enough: of each key the last record stays, and a tombstone until `delete.retention.ms` after
 * the log was first cleaned past it. The segment that is being written stays as it is, and so does what is in open transactions.
 * Kafka: LogCleaner.
 * @param nowMs wall clock
 * @returns whether it was cleaned
 * @throws CodecError where records are damaged
 */
export function compactLog(partition: Partition, nowMs: number): boolean {
  const cleanable = cleanableRange(partition, nowMs);
  if (cleanable === undefined) return false;
  const { log, transactions, settings } = partition;
  const { endOffset } = cleanable;
  const latest = latestOffsets(partition, cleanable);
  const cleaned = new CleanedTransactions(transactions.abortedIn(0, endOffset));
  const lastBatches = lastBatchesOfProducers(partition);
  const clean = (batch: RecordBatch): Buffer | null =>
    cleanBatch(batch, {
      nowMs,
      deleteRetentionMs: settings.deleteRetentionMs,
      isUseless: cleaned.read(batch),
      keepsEmpty: batch.nextOffset === endOffset || lastBatches(batch),
      isLatest: (cursor) => isLatest(cursor, latest, endOffset),
    });
  const segments = between(log.logSegments(), 0, endOffset);
  for (const group of grouped(segments, settings.segmentBytes)) {
    log.replaceSegments(group, cleanedBatches(group, clean));
  }
  log.cleanedTo(endOffset);
  transactions.forget(cleaned.forgotten);
  return true;
}

/** Kafka: LogCleanerManager.cleanableOffsets, calculateCleanableBytes and maxCompactionDelay. */
function cleanableRange({ log, lastStableOffset, settings }: Partition, nowMs: number): Cleanable | undefined {
  const segments = log.logSegments();
  const active = segments.at(-1);
  if (active === undefined) return undefined;
  const firstDirtyOffset = Math.max(log.firstDirtyOffset, log.startOffset);
  const closedFrom = (offset: number): LogSegment[] => from(segments, offset).filter((each) => each !== active);
  const dirty = closedFrom(firstDirtyOffset);
  const tooYoung = dirty.find(({ largestTimestamp }) => largestTimestamp > nowMs - settings.minCompactionLagMs);
  const isTooYoung = settings.minCompactionLagMs > 0 && tooYoung !== undefined;
  const end = Math.max(
    firstDirtyOffset,
    Math.min(lastStableOffset, active.baseOffset, isTooYoung ? tooYoung.baseOffset : Infinity),
  );
  const endOffset = (closedFrom(end)[0] ?? active).baseOffset;
  const isOverdue = dirty.some(
    ({ firstBatchTimestamp: first }) => first > 0 && first < nowMs - settings.maxCompactionLagMs,
  );
  return isDirtyEnough(segments, { firstDirtyOffset, endOffset }, settings, isOverdue)
    ? { firstDirtyOffset, endOffset }
    : undefined;
}

function isDirtyEnough(
  segments: readonly LogSegment[],
  { firstDirtyOffset, endOffset }: Cleanable,
  { minCleanableDirtyRatio }: TopicSettings,
  isOverdue: boolean,
): boolean {
  const bytes = (some: readonly LogSegment[]): number => some.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const clean = bytes(segments.filter(({ baseOffset }) => baseOffset < firstDirtyOffset));
  const dirty = bytes(between(segments, Math.min(firstDirtyOffset, endOffset), endOffset));
  return (isOverdue && dirty > 0) || dirty / (clean + dirty) > minCleanableDirtyRatio;
}

/** The segments from the one on that an offset is in, or would be. Kafka: LogSegments.values. */
function from(segments: readonly LogSegment[], offset: number): readonly LogSegment[] {
  const after = segments.findIndex(({ baseOffset }) => baseOffset > offset);
  return segments.slice(Math.max(0, (after < 0 ? segments.length : after) - 1));
}

function between(segments: readonly LogSegment[], offset: number, endOffset: number): LogSegment[] {
  return from(segments, offset).filter(({ baseOffset }) => baseOffset < endOffset);
}

/** The last offset of each key in the dirty part, by the key's bytes as latin1. Kafka: Cleaner.buildOffsetMap. */
function latestOffsets(
  { log, transactions }: Partition,
  { firstDirtyOffset, endOffset }: Cleanable,
): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  const cleaned = new CleanedTransactions(transactions.abortedIn(firstDirtyOffset, endOffset));
  for (const segment of between(log.logSegments(), firstDirtyOffset, endOffset)) {
    for (const batch of batchesOf(segment)) {
      if (cleaned.read(batch) || batch.isControl) continue;
      for (const cursor = batch.records(); cursor.next();) {
        const { key, offset } = cursor;
        if (key !== null && offset >= firstDirtyOffset) latest.set(key.toString('latin1'), offset);
      }
    }
  }
  return latest;
}

function isLatest({ key, offset }: RecordCursor, latest: ReadonlyMap<string, number>, endOffset: number): boolean {
  if (offset >= endOffset) return true;
  return key !== null && offset >= (latest.get(key.toString('latin1')) ?? -1);
}

/** Whether a batch is the last one of its producer, without which nobody knew its epoch and sequence. */
function lastBatchesOfProducers({ producers }: Partition): (batch: RecordBatch) => boolean {
  return (batch) => {
    const producer = batch.producerId < 0n ? undefined : producers.lastOf(Number(batch.producerId));
    if (producer === undefined) return false;
    if (producer.lastDataOffset !== undefined) return batch.lastOffset === producer.lastDataOffset;
    return batch.isControl && batch.producerEpoch === producer.epoch;
  };
}

/** Neighbours that fit into one segment. Kafka: Cleaner.groupSegmentsBySize. */
function grouped(segments: readonly LogSegment[], maxBytes: number): LogSegment[][] {
  const groups: LogSegment[][] = [];
  let bytes = Infinity;
  for (const segment of segments) {
    bytes += segment.byteLength;
    if (bytes <= maxBytes) {
      groups.at(-1)?.push(segment);
    } else {
      groups.push([segment]);
      bytes = segment.byteLength;
    }
  }
  return groups;
}

function* cleanedBatches(
  group: readonly LogSegment[],
  clean: (batch: RecordBatch) => Buffer | null,
): Generator<RecordBatch> {
  for (const segment of group) {
    for (const batch of batchesOf(segment)) {
      const bytes = clean(batch);
      if (bytes !== null) yield* readBatches(bytes, { checkCrcs: false });
    }
  }
}

function* batchesOf({ pieces }: LogSegment): Generator<RecordBatch> {
  for (const piece of pieces) {
    for (const batch of piece.batches) yield* readBatches(piece.bytesOf(batch), { checkCrcs: false });
  }
}
