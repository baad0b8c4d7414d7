import { BatchReader, CodecError, batchHeader, magicOf } from '@k/codec';
import type { RecordCursor } from '@k/codec';
import type { AbortedBatches } from './aborted-batches.ts';
import type { ByteLease } from './byte-budget.ts';
import { ConsumerRecord } from '../delivery/consumer-record.ts';
import type { RecordSource } from '../delivery/consumer-record.ts';
import { CorruptRecordError, UnreadableRecordError } from '../errors.ts';
import type { FetchedData, Preparation } from './fetched-data.ts';
import { OpenBatches } from './open-batches.ts';
import type { BatchSource } from './open-batches.ts';

export interface FetchedBatchesInit<K, V> {
  readonly source: RecordSource<K, V>;
  readonly records: Buffer;
  /** Records before it were asked for by nobody: a batch is sent whole. */
  readonly fromOffset: number;
  /** Where the records end: see `endOffset` of codec. */
  readonly endOffset: number;
  readonly endLeaderEpoch: number;
  readonly checkCrcs: boolean;
  /** null with isolation level read_uncommitted. */
  readonly aborted: AbortedBatches | null;
  readonly highWatermark: number;
  readonly lease: ByteLease;
}

/** Where batches come from that are made ready before anything is read. */
export interface PreparedBatches extends BatchSource, Preparation {
  readonly isDone: boolean;
  /** Nobody reads them any more. */
  release(): void;
}

/**
 * Record batches as they came. Control batches never surface; with read_committed neither do the batches of aborted
 * transactions.
 */
export class FetchedBatches<K = Buffer, V = Buffer> implements FetchedData<K, V> {
  readonly byteLength: number;
  readonly highWatermark: number;
  readonly endOffset: number;
  readonly endLeaderEpoch: number;
  position: number;
  leaderEpoch = -1;
  readonly #init: FetchedBatchesInit<K, V>;
  readonly #source: RecordSource<K, V>;
  readonly #batches: BatchSource;
  readonly #prepared: PreparedBatches | null;
  /** Whoever reads, and those who have its records. */
  #users = 1;
  #cursor: RecordCursor | null = null;
  #batchEnd = 0;
  /** Of batches that are read to their end. */
  #recordsDone = 0;
  /** Records before the position: a batch is sent whole. */
  #recordsSkipped = 0;

  /** @param prepared where the batches come from, if there is something to be done before they are read */
  constructor(init: FetchedBatchesInit<K, V>, prepared: PreparedBatches | null = null) {
    this.#init = init;
    this.#source = init.source;
    this.byteLength = init.records.length;
    this.highWatermark = init.highWatermark;
    this.endOffset = init.endOffset;
    this.endLeaderEpoch = init.endLeaderEpoch;
    this.position = init.fromOffset;
    this.#prepared = prepared;
    this.#batches = prepared ?? new OpenBatches(init);
    init.lease.retain();
  }

  get recordsRead(): number {
    return this.#recordsDone + (this.#cursor?.recordsRead ?? 0) - this.#recordsSkipped;
  }

  get preparation(): Preparation | null {
    return this.#prepared === null || this.#prepared.isDone ? null : this.#prepared;
  }

  next(): ConsumerRecord<K, V> | null {
    try {
      for (;;) {
        const cursor = this.#cursor;
        if (cursor !== null) {
          while (cursor.next()) {
            const offset = cursor.offset;
            if (offset >= this.position) {
              this.position = offset + 1;
              return new ConsumerRecord(cursor, this.leaderEpoch, this.#source);
            }
            this.#recordsSkipped++;
          }
          this.#recordsDone += cursor.recordsRead;
          this.#cursor = null;
          this.position = Math.max(this.position, this.#batchEnd);
        }
        if (!this.#nextBatch()) return null;
      }
    } catch (error) {
      throw this.#named(error);
    }
  }

  retain(): void {
    this.#users++;
  }

  release(): void {
    if (--this.#users > 0) return;
    this.#prepared?.release();
    this.#init.lease.release();
  }

  #nextBatch(): boolean {
    for (;;) {
      const open = this.#batches.next();
      if (open === null) return false;
      const { batch, cursor } = open;
      this.leaderEpoch = batch.partitionLeaderEpoch;
      if (cursor === null) {
        this.position = Math.max(this.position, batch.nextOffset);
        continue;
      }
      this.#batchEnd = batch.nextOffset;
      this.#cursor = cursor;
      return true;
    }
  }

  #named(error: unknown): unknown {
    if (!(error instanceof CodecError)) return error;
    const { topic, partition } = this.#source;
    const place = {
      topic,
      partition,
      offset: Math.max(error.offset, this.position),
      nextOffset: this.#nextOffset(error.batchPosition),
    };
    return error.reason === 'corrupt' ? new CorruptRecordError(place, error) : new UnreadableRecordError(place, error);
  }

  /** Where reading would go on behind the batch at a position, if its head is to be believed; -1 if not. */
  #nextOffset(batchPosition: number): number {
    if (batchPosition < 0) return -1;
    const next = nextOffsetOf(this.#init.records.subarray(batchPosition));
    return next > this.position && next <= this.highWatermark ? next : -1;
  }
}

/** The offset behind the batch or message that the bytes begin with, as its head has it; NaN when that makes no sense. */
function nextOffsetOf(records: Buffer): number {
  try {
    if (magicOf(records) !== 2) return new BatchReader(records, { checkCrcs: false }).read()?.nextOffset ?? NaN;
    const { baseOffset, lastOffsetDelta } = batchHeader(records);
    return baseOffset + lastOffsetDelta + 1;
  } catch {
    return NaN;
  }
}
