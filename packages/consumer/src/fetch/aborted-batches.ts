import { readControlRecord } from '@k/codec';
import type { RecordBatch } from '@k/codec';

/** A transaction that was aborted: the records of its producer from `firstOffset` to its abort marker do not count. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

/**
 * Which batches belong to aborted transactions, found as the log is read: a producer's batches are excluded from the
 * transaction's first offset until its abort marker. The list may hold several transactions of one producer, and a marker
 * may lie beyond the fetched bytes: then the exclusion lasts to their end, and the next response lists it again.
 */
export class AbortedBatches {
  /** By first offset, the earliest last: to be popped. */
  readonly #ahead: AbortedTransaction[];
  readonly #open = new Set<bigint>();

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#ahead = [...transactions].sort((a, b) =>
      a.firstOffset < b.firstOffset ? 1 : a.firstOffset > b.firstOffset ? -1 : 0,
    );
  }

  excludes(batch: RecordBatch): boolean {
    if (!batch.isTransactional) return false;
    const { lastOffset, producerId } = batch;
    for (
      let first = this.#ahead.at(-1);
      first !== undefined && first.firstOffset <= lastOffset;
      first = this.#ahead.at(-1)
    ) {
      this.#open.add(first.producerId);
      this.#ahead.pop();
    }
    if (!this.#open.has(producerId)) return false;
    if (batch.isControl) {
      if (isAbortMarker(batch)) this.#open.delete(producerId);
      return false;
    }
    return true;
  }
}

function isAbortMarker(batch: RecordBatch): boolean {
  const cursor = batch.records();
  return cursor.next() && readControlRecord(cursor).type === 'abort';
}
