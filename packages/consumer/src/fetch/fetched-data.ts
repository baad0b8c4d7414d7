import { BatchReader, CodecError, readControlRecord } from '@k/codec';
import type { RecordBatch, RecordCursor } from '@k/codec';
import type { ByteLease } from './byte-budget.ts';
import { ConsumerRecord } from '../delivery/consumer-record.ts';
import type { RecordSource } from '../delivery/consumer-record.ts';
import { CorruptRecordError, UnreadableRecordError } from '../errors.ts';

/** A transaction that was aborted: the records of its producer from `firstOffset` to its abort marker do not count. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

export interface FetchedDataInit<K, V> {
  readonly source: RecordSource<K, V>;
  readonly records: Buffer;
  /** Records before it were asked for by nobody: a batch is sent whole. */
  readonly fromOffset: number;
  /** Where the records end: see `endOffset` of codec. */
  readonly endOffset: number;
  readonly checkCrcs: boolean;
  /** null with isolation level read_uncommitted. */
  readonly abortedTransactions: readonly AbortedTransaction[] | null;
  readonly highWatermark: number;
  readonly lease: ByteLease;
}

/**
 * The records of one partition in one fetch response, read as they are asked for. Control batches never surface; with
 * read_committed neither do the batches of aborted transactions.
 */
export class FetchedData<K = Buffer, V = Buffer> {
  readonly source: RecordSource<K, V>;
  readonly byteLength: number;
  readonly highWatermark: number;
  /** Where the next fetch goes on, unless what is here turns out to be damaged. */
  readonly endOffset: number;
  /** The next offset after what was read: of the next record, or, past skipped batches, where the data ends. */
  position: number;
  /** Leader epoch of the batch read last, -1 before. */
  leaderEpoch = -1;
  readonly #reader: BatchReader;
  readonly #lease: ByteLease;
  readonly #aborted: AbortedBatches | null;
  #cursor: RecordCursor | null = null;
  #batchEnd = 0;

  constructor(init: FetchedDataInit<K, V>) {
    this.source = init.source;
    this.byteLength = init.records.length;
    this.highWatermark = init.highWatermark;
    this.endOffset = init.endOffset;
    this.position = init.fromOffset;
    this.#reader = new BatchReader(init.records, { checkCrcs: init.checkCrcs, fromOffset: init.fromOffset });
    this.#lease = init.lease;
    this.#aborted = init.abortedTransactions === null ? null : new AbortedBatches(init.abortedTransactions);
    init.lease.retain();
  }

  /**
   * The next record, or null when there is none left.
   * @throws CorruptRecordError, UnreadableRecordError; the data is of no use after that
   */
  next(): ConsumerRecord<K, V> | null {
    try {
      for (;;) {
        const cursor = this.#cursor;
        if (cursor !== null) {
          while (cursor.next()) {
            const offset = cursor.offset;
            if (offset >= this.position) {
              this.position = offset + 1;
              return new ConsumerRecord(cursor, this.leaderEpoch, this.source);
            }
          }
          this.#cursor = null;
          this.position = Math.max(this.position, this.#batchEnd);
        }
        if (!this.#nextBatch()) return null;
      }
    } catch (error) {
      throw this.#named(error);
    }
  }

  /** Gives the bytes back to the budget. */
  release(): void {
    this.#lease.release();
  }

  #nextBatch(): boolean {
    for (;;) {
      const batch = this.#reader.read();
      if (batch === null) {
        this.#checkProgress();
        return false;
      }
      if (this.#aborted?.excludes(batch) === true || batch.isControl) {
        this.position = Math.max(this.position, batch.nextOffset);
        continue;
      }
      this.#batchEnd = batch.nextOffset;
      this.leaderEpoch = batch.partitionLeaderEpoch;
      this.#cursor = batch.records();
      return true;
    }
  }

  /** A first batch that is cut off cannot be read, now or next time (brokers before 0.10.1; since KIP-74 it comes whole). */
  #checkProgress(): void {
    const { position, partialBytes, partialBatchBytes } = this.#reader;
    if (position > 0 || partialBytes === 0) return;
    throw new CodecError(
      `the batch has ${String(partialBatchBytes)} bytes and only ${String(partialBytes)} were sent: raise maxPartitionFetchBytes`,
      { reason: 'limit', offset: this.position },
    );
  }

  #named(error: unknown): unknown {
    if (!(error instanceof CodecError)) return error;
    const { topic, partition } = this.source;
    const place = { topic, partition, offset: Math.max(error.offset, this.position) };
    return error.reason === 'corrupt' ? new CorruptRecordError(place, error) : new UnreadableRecordError(place, error);
  }
}

/**
 * Which batches belong to aborted transactions, found as the log is read: a producer's batches are excluded from the
 * transaction's first offset until its abort marker. The list may hold several transactions of one producer, and a marker
 * may lie beyond the fetched bytes: then the exclusion lasts to their end, and the next response lists it again.
 */
class AbortedBatches {
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
