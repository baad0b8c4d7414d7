import { RecordBatchWriter, type RecordBatchWriterOptions } from '@k/codec';
import type { ProducerBatch } from './batch.ts';

/**
 * The bytes of `bufferMemory` and who has them. What counts is the memory of the batches' buffers, not only what is
 * written in them. A buffer grows by doubling, so the limit may be overstepped by one batch; nothing more is admitted then.
 *
 * Buffers of stored batches are kept for the next ones: fresh memory must be fetched from the system page by page, which
 * costs more than all the rest of writing a record.
 */
export class BatchMemory {
  readonly capacity: number;
  readonly #writer: RecordBatchWriterOptions;
  #used = 0;
  readonly #spare: RecordBatchWriter[] = [];
  #spareBytes = 0;
  #ratio = 1;

  constructor(capacity: number, writer: RecordBatchWriterOptions) {
    this.capacity = capacity;
    this.#writer = writer;
  }

  /** Bytes held by batches. */
  get used(): number {
    return this.#used;
  }

  /** Bytes that may still be taken; negative after an overstep. */
  get free(): number {
    return this.capacity - this.#used;
  }

  /** A writer for the next batch. */
  takeWriter(): RecordBatchWriter {
    const spare = this.#spare.pop();
    if (spare !== undefined) {
      this.#spareBytes -= spare.capacity;
      return spare;
    }
    return new RecordBatchWriter({ ...this.#writer, compressionRatio: this.#ratio });
  }

  /** Counts what `batch` has grown or shrunk by. */
  charge(batch: ProducerBatch): void {
    const { capacity } = batch;
    this.#used += capacity - batch.charged;
    batch.charged = capacity;
    if (this.#used + this.#spareBytes > this.capacity) this.#dropSpares();
  }

  /** `batch` is sealed: of a compressed one only that counts from now on, and its buffer is free for the next. */
  sealed(batch: ProducerBatch): void {
    const writer = batch.takeWriter();
    if (writer === null) return;
    this.#ratio = writer.compressionRatio;
    this.charge(batch);
    this.#keep(writer);
  }

  /** Takes back what `batch` had; its buffer too when nothing can still be reading it. */
  release(batch: ProducerBatch, reusable: boolean): void {
    this.#used -= batch.charged;
    batch.charged = 0;
    if (reusable && batch.writer !== null) this.#keep(batch.writer);
  }

  #keep(writer: RecordBatchWriter): void {
    writer.reset();
    // The other spares are not counted: `charge` drops all of them when memory is short.
    if (this.#used + writer.capacity > this.capacity) return;
    this.#spare.push(writer);
    this.#spareBytes += writer.capacity;
  }

  #dropSpares(): void {
    this.#spare.length = 0;
    this.#spareBytes = 0;
  }
}
