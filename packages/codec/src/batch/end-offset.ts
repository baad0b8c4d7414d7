import { announcedLength } from './batch-header.ts';
import { LOG_OVERHEAD } from './batch-layout.ts';
import { BatchReader } from '../read-batches.ts';
import type { RecordBatch } from '../record-batch.ts';

/**
 * The last complete batch or message of a record set, in every format, found by the heads alone; null when none is
 * complete, or when the last one cannot be read.
 */
export function lastBatch(records: Uint8Array): RecordBatch | null {
  let last = -1;
  for (let at = 0; ;) {
    const size = announcedLength(records, at);
    if (size === undefined || size <= LOG_OVERHEAD || at + size > records.length) break;
    last = at;
    at += size;
  }
  if (last === -1) return null;
  try {
    return new BatchReader(records.subarray(last), { checkCrcs: false }).read();
  } catch {
    return null;
  }
}

/**
 * Where a record set ends: the offset behind its {@link lastBatch} (of a wrapper, by its own offset). `fromOffset`, the
 * offset that was asked for, when that is larger, or when there is none: who reads it will be told, and nothing behind it
 * is known until then.
 */
export function endOffset(records: Uint8Array, fromOffset: number): number {
  return Math.max(fromOffset, lastBatch(records)?.nextOffset ?? -1);
}
