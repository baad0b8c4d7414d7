import { BatchReader, CodecError } from '@k/codec';
import type { RecordBatch, RecordCursor } from '@k/codec';
import type { AbortedBatches } from './aborted-batches.ts';

/** A batch whose turn it is, before its first record; without a cursor it is left out. */
export interface OpenBatch {
  readonly batch: RecordBatch;
  readonly cursor: RecordCursor | null;
}

/** Where fetched data gets its batches from, in order. */
export interface BatchSource {
  /** @returns null at the end @throws CodecError */
  next(): OpenBatch | null;
}

export interface OpenBatchesInit {
  readonly records: Buffer;
  readonly fromOffset: number;
  readonly checkCrcs: boolean;
  /** null with isolation level read_uncommitted. */
  readonly aborted: AbortedBatches | null;
}

/** Batches that are checked and decompressed when it is their turn. */
export class OpenBatches implements BatchSource {
  readonly #reader: BatchReader;
  readonly #aborted: AbortedBatches | null;

  constructor({ records, fromOffset, checkCrcs, aborted }: OpenBatchesInit) {
    this.#reader = new BatchReader(records, { checkCrcs, fromOffset });
    this.#aborted = aborted;
  }

  next(): OpenBatch | null {
    const batch = this.read();
    return batch === null ? null : { batch, cursor: this.leavesOut(batch) ? null : batch.records() };
  }

  /** The next batch, not decompressed; null at the end. @throws CodecError */
  read(): RecordBatch | null {
    const batch = this.#reader.read();
    if (batch === null) this.#checkProgress();
    return batch;
  }

  /** Whether the batch that was read last is not for the application. To be asked once for each. */
  leavesOut(batch: RecordBatch): boolean {
    return this.#aborted?.excludes(batch) === true || batch.isControl;
  }

  /** A first batch that is cut off cannot be read, now or next time (brokers before 0.10.1; since KIP-74 it comes whole). */
  #checkProgress(): void {
    const { position, partialBytes, partialBatchBytes } = this.#reader;
    if (position > 0 || partialBytes === 0) return;
    throw new CodecError(
      `the batch has ${String(partialBatchBytes)} bytes and only ${String(partialBytes)} were sent: raise maxPartitionFetchBytes`,
      { reason: 'limit' },
    );
  }
}
