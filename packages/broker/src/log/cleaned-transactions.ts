import { readControlRecord, type RecordBatch } from '@k/codec';
import type { AbortedTransaction } from './transaction-index.ts';

interface OngoingAbort {
  readonly transaction: AbortedTransaction;
  hasBatches: boolean;
}

/**
 * Which transactions the batches belong to that a cleaner comes by, from the first one on. Their records go when the transaction
 * was aborted, and its marker when no batch of it is left. Kafka: CleanedTransactionMetadata.
 */
export class CleanedTransactions {
  /** By first offset. */
  readonly #coming: AbortedTransaction[];
  readonly #aborted = new Map<number, OngoingAbort>();
  readonly #committed = new Set<number>();
  /** Markers that nothing is left of. */
  readonly #forgotten: AbortedTransaction[] = [];

  constructor(aborted: readonly AbortedTransaction[]) {
    this.#coming = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  }

  /** Aborted transactions of which no batch was left. */
  get forgotten(): readonly AbortedTransaction[] {
    return this.#forgotten;
  }

  /** @returns whether the batch is of no use any more: one of an aborted transaction, or the marker of one without batches. */
  read(batch: RecordBatch): boolean {
    while ((this.#coming[0]?.firstOffset ?? Infinity) <= batch.lastOffset) {
      const transaction = this.#coming.shift() as AbortedTransaction;
      if (!this.#aborted.has(transaction.producerId)) {
        this.#aborted.set(transaction.producerId, { transaction, hasBatches: false });
      }
    }
    return batch.isControl ? this.#readMarker(batch) : this.#readRecords(batch);
  }

  #readRecords(batch: RecordBatch): boolean {
    if (!batch.isTransactional) return false;
    const producerId = Number(batch.producerId);
    const abort = this.#aborted.get(producerId);
    if (abort === undefined) this.#committed.add(producerId);
    else abort.hasBatches = true;
    return abort !== undefined;
  }

  #readMarker(batch: RecordBatch): boolean {
    const producerId = Number(batch.producerId);
    const [record] = batch;
    // It was cleaned already.
    if (record === undefined) return true;
    switch (readControlRecord(record).type) {
      case 'abort': {
        const abort = this.#aborted.get(producerId);
        this.#aborted.delete(producerId);
        if (abort?.hasBatches === true) return false;
        if (abort !== undefined) this.#forgotten.push(abort.transaction);
        return true;
      }
      case 'commit':
        return !this.#committed.delete(producerId);
      default:
        return false;
    }
  }
}
