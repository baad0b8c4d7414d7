import type { ConsumerBatch } from './consumer-batch.ts';
import type { ConsumerRecord } from './consumer-record.ts';
import type { RecordBuffer } from './record-buffer.ts';

/** How a loop over records or batches ends, besides `close()` and `stop()`: each of them by itself, without a throw. */
export interface LoopOptions {
  /** Ends the loop at its next step, which hands back what is in hand, or at once while it waits. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the loop when a step has waited so long and nothing came, in milliseconds. @default Infinity */
  readonly idleTimeoutMs?: number | undefined;
}

/** What the iterators need of the consumer: the buffer, and the ways that are not short. */
export interface RecordStream<K, V> {
  readonly buffer: RecordBuffer<K, V>;
  /** Hands back what is in hand, then waits for a record; null at the end of the loop. */
  nextRecord(options: LoopOptions): Promise<ConsumerRecord<K, V> | null>;
  nextBatch(options: LoopOptions): Promise<ConsumerBatch<K, V> | null>;
  /** Asked before each record: false when nothing may be handed out for now, and the long way waits. */
  mayHandOut(): boolean;
  /** The loop was left with something in hand: it comes again. */
  abandon(): void;
}

/**
 * Record after record. Asking for the next one hands back the one before; leaving the loop (break, return, throw) does not:
 * that record comes again, unless it was committed. Written by hand because this is where consumers spend their time: as
 * long as the fetched data lasts, a step makes a record, a result and a resolved promise, and nothing else.
 */
export class RecordIterator<K, V> implements AsyncIterableIterator<ConsumerRecord<K, V>, undefined> {
  readonly #stream: RecordStream<K, V>;
  readonly #buffer: RecordBuffer<K, V>;
  readonly #options: LoopOptions;
  readonly #signal: AbortSignal | undefined;

  /** @internal */
  constructor(stream: RecordStream<K, V>, options: LoopOptions = {}) {
    this.#stream = stream;
    this.#buffer = stream.buffer;
    this.#options = options;
    this.#signal = options.signal;
  }

  next(): Promise<IteratorResult<ConsumerRecord<K, V>, undefined>> {
    // Another partition, an event, or an abort: the long way, which also takes this stretch to its end.
    if (!this.#buffer.canStep || this.#signal?.aborted === true || !this.#stream.mayHandOut()) return this.#next();
    const record = this.#buffer.step();
    if (record === null) return this.#next();
    return Promise.resolve({ done: false, value: record });
  }

  async #next(): Promise<IteratorResult<ConsumerRecord<K, V>, undefined>> {
    const record = await this.#stream.nextRecord(this.#options);
    return record === null ? { done: true, value: undefined } : { done: false, value: record };
  }

  return(): Promise<IteratorResult<ConsumerRecord<K, V>, undefined>> {
    this.#stream.abandon();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Batch after batch, with the rules of {@link RecordIterator}. */
export class BatchIterator<K, V> implements AsyncIterableIterator<ConsumerBatch<K, V>, undefined> {
  readonly #stream: RecordStream<K, V>;
  readonly #options: LoopOptions;

  /** @internal */
  constructor(stream: RecordStream<K, V>, options: LoopOptions = {}) {
    this.#stream = stream;
    this.#options = options;
  }

  async next(): Promise<IteratorResult<ConsumerBatch<K, V>, undefined>> {
    const batch = await this.#stream.nextBatch(this.#options);
    return batch === null ? { done: true, value: undefined } : { done: false, value: batch };
  }

  return(): Promise<IteratorResult<ConsumerBatch<K, V>, undefined>> {
    this.#stream.abandon();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
