import { encodeEmptyBatch, readBatches, RecordBatchWriter, type RecordBatch, type RecordCursor } from '@k/codec';

const MAX_BATCH_BYTES = 0x7fff_ffff;

/** How a cleaner decides about a batch. Kafka: MemoryRecords.RecordFilter. */
export interface BatchRules {
  readonly nowMs: number;
  /** `delete.retention.ms`. */
  readonly deleteRetentionMs: number;
  /** Whether the batch is of no use: see CleanedTransactions. */
  readonly isUseless: boolean;
  /** Whether it has to stay though all of its records go. */
  readonly keepsEmpty: boolean;
  /** Whether a record is the last one of its key. */
  isLatest(cursor: RecordCursor): boolean;
}

/** What is left of a batch: its bytes, or null when nothing is. Offsets stay as they are. Kafka: MemoryRecords.filterTo. */
export function cleanBatch(batch: RecordBatch, rules: BatchRules): Buffer | null {
  const { nowMs, isUseless, keepsEmpty } = rules;
  const horizon = batch.deleteHorizonMs;
  const isPast = horizon !== null && horizon <= nowMs;
  const dropsAll = batch.isControl ? isUseless && isPast : isUseless;
  if (dropsAll && !keepsEmpty) return null;
  const kept = dropsAll ? NOTHING : keptRecords(batch, isPast, rules);
  if (kept.offsets.length === 0) return keepsEmpty ? emptied(batch) : null;
  const startsHorizon = horizon === null && (kept.hasTombstones || (batch.isControl && isUseless));
  if (kept.offsets.length === kept.read && !startsHorizon) return batch.slice;
  return rewritten(batch, kept.offsets, startsHorizon ? nowMs + rules.deleteRetentionMs : horizon);
}

interface KeptRecords {
  readonly offsets: readonly number[];
  readonly read: number;
  readonly hasTombstones: boolean;
}

const NOTHING: KeptRecords = { offsets: [], read: 0, hasTombstones: false };

function keptRecords(batch: RecordBatch, isPastHorizon: boolean, rules: BatchRules): KeptRecords {
  const offsets: number[] = [];
  let hasTombstones = false;
  let read = 0;
  for (const cursor = batch.records(); cursor.next(); read++) {
    const isTombstone = cursor.valueLength < 0;
    if (!batch.isControl && (!rules.isLatest(cursor) || (isTombstone && isPastHorizon))) continue;
    offsets.push(cursor.offset);
    hasTombstones ||= isTombstone;
  }
  return { offsets, read, hasTombstones };
}

/** The header alone: the producer's epoch and sequence stay known, and where the log goes on. */
function emptied(batch: RecordBatch): Buffer {
  const { baseOffset, lastOffset, partitionLeaderEpoch, maxTimestamp, isTransactional, isControl } = batch;
  const { producerId, producerEpoch, baseSequence } = batch;
  const timestampType = batch.timestampType === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime';
  return encodeEmptyBatch({
    ...{ baseOffset, lastOffset, partitionLeaderEpoch, maxTimestamp, isTransactional, isControl },
    ...{ producerId, producerEpoch, baseSequence, timestampType },
  });
}

/** @param horizonMs when its tombstones and markers may go; null: it has none */
function rewritten(batch: RecordBatch, offsets: readonly number[], horizonMs: number | null): Buffer {
  const { baseOffset, lastOffset, compression, partitionLeaderEpoch, isTransactional, isControl } = batch;
  const { producerId, producerEpoch, baseSequence } = batch;
  const writer = new RecordBatchWriter({
    maxBytes: MAX_BATCH_BYTES,
    compression,
    ...(horizonMs === null ? {} : { deleteHorizonMs: horizonMs }),
  });
  const kept = new Set(offsets);
  for (const cursor = batch.records(); cursor.next();) {
    const { offset, timestamp, key, value, headers } = cursor;
    if (kept.has(offset)) writer.tryAppend(timestamp, key, value, headers, offset - baseOffset);
  }
  const bytes = writer.seal({
    ...{ baseOffset, lastOffsetDelta: lastOffset - baseOffset, partitionLeaderEpoch, isTransactional, isControl },
    ...{ producerId, producerEpoch, baseSequence },
  });
  if (batch.timestampType === 'LogAppendTime') {
    for (const written of readBatches(bytes, { checkCrcs: false })) {
      written.setMaxTimestamp('LogAppendTime', batch.maxTimestamp);
    }
  }
  return bytes;
}
