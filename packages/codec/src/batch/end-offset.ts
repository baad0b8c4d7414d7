import { announcedLength } from './batch-header.ts';
import { LOG_OVERHEAD } from './batch-layout.ts';
import { BatchReader } from '../read-batches.ts';

/**
 * Where a record set ends: the offset behind its last complete batch or message, in every format, from the heads alone
 * (of a wrapper, by its own offset). `fromOffset`, the offset that was asked for, when that is larger, when no batch is
 * complete, or when the last one cannot be read: who reads it will be told, and nothing behind it is known until then.
 */
export function endOffset(records: Uint8Array, fromOffset: number): number {
  let last = -1;
  for (let at = 0; ;) {
    const size = announcedLength(records, at);
    if (size === undefined || size <= LOG_OVERHEAD || at + size > records.length) break;
    last = at;
    at += size;
  }
  if (last === -1) return fromOffset;
  try {
    const batch = new BatchReader(records.subarray(last), { checkCrcs: false }).read();
    return batch === null ? fromOffset : Math.max(fromOffset, batch.nextOffset);
  } catch {
    return fromOffset;
  }
}
