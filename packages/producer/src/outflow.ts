import { Writable } from 'node:stream';
import { type Deadline, type Resolvers, withResolvers } from '@k/runtime';
import { asError } from '@k/wire';
import type { ProducerRecord, RecordMetadata } from './record.ts';

/** What an {@link Outflow} sends through. */
export interface OutflowTarget<K, V> {
  send(record: ProducerRecord<K, V>): Promise<RecordMetadata>;
  /** Bytes of buffers in use, everybody's; Infinity while some call waits for room, or for what it lacks. */
  readonly pressure: number;
}

/**
 * Records that come one after the other from a source that can be told to wait: as long as the producer holds
 * `highWaterMark` bytes or more, and some of them are this one's.
 */
export class Outflow<K, V> {
  readonly #target: OutflowTarget<K, V>;
  readonly #highWaterMark: number;
  readonly #failed = new AbortController();
  #outstanding = 0;
  #stored = 0;
  #change: Resolvers<void> | null = null;

  constructor(target: OutflowTarget<K, V>, highWaterMark: number) {
    this.#target = target;
    this.#highWaterMark = highWaterMark;
  }

  /** Aborts with the first error of a record. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  /** Records stored so far. */
  get stored(): number {
    return this.#stored;
  }

  get isFull(): boolean {
    return this.#outstanding > 0 && this.#target.pressure >= this.#highWaterMark;
  }

  /** Its outcome is told by `stored` and `failed`. */
  send(record: ProducerRecord<K, V>): void {
    this.#outstanding++;
    this.#target.send(record).then(
      () => {
        this.#stored++;
        this.#settled();
      },
      (error: unknown) => {
        this.#failed.abort(asError(error));
        this.#settled();
      },
    );
  }

  /** Settles when it is not full any more, or a record has failed. */
  async room(): Promise<void> {
    while (this.isFull && !this.#failed.signal.aborted) await this.#changed();
  }

  /** Settles when every record has its outcome, good or bad. */
  async drained(): Promise<void> {
    while (this.#outstanding > 0) await this.#changed();
  }

  #settled(): void {
    this.#outstanding--;
    this.#change?.resolve();
    this.#change = null;
  }

  #changed(): Promise<void> {
    return (this.#change ??= withResolvers()).promise;
  }
}

type Step<K, V> = IteratorResult<ProducerRecord<K, V>, unknown>;

/** Sends what a source gives, and asks it for no more than can be taken. @returns the number of records, all of them stored */
export async function sendAllOf<K, V>(
  outflow: Outflow<K, V>,
  records: AsyncIterable<ProducerRecord<K, V>> | Iterable<ProducerRecord<K, V>>,
  deadline: Deadline,
): Promise<number> {
  const { failed } = outflow;
  const isAsync = Symbol.asyncIterator in records;
  const iterator = isAsync ? records[Symbol.asyncIterator]() : records[Symbol.iterator]();
  try {
    for (;;) {
      deadline.signal?.throwIfAborted();
      failed.throwIfAborted();
      const next = iterator.next();
      const step = isAsync ? await deadline.race(Promise.resolve(next), failed) : (next as Step<K, V>);
      if (step.done === true) break;
      outflow.send(step.value);
      if (outflow.isFull) await deadline.race(outflow.room());
    }
    await deadline.race(outflow.drained());
    failed.throwIfAborted();
    return outflow.stored;
  } catch (error) {
    // A source that waits for something may never come to hear of it: nobody waits for that here.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
    if (failed.aborted) await deadline.race(outflow.drained());
    throw error;
  }
}

/** A stream whose chunks become records. It is finished once all of them are stored; the first that is not destroys it. */
export function writableInto<K, V>(
  outflow: Outflow<K, V>,
  recordOf: (chunk: unknown) => ProducerRecord<K, V>,
  signal: AbortSignal | undefined,
): Writable {
  const stream = new Writable({
    objectMode: true,
    ...(signal === undefined ? {} : { signal }),
    write(chunk: unknown, _encoding, callback) {
      try {
        outflow.send(recordOf(chunk));
      } catch (error) {
        callback(asError(error));
        return;
      }
      if (outflow.isFull) void outflow.room().then(() => callback());
      else callback();
    },
    final(callback) {
      void outflow.drained().then(() => callback());
    },
  });
  outflow.failed.addEventListener('abort', () => stream.destroy(outflow.failed.reason as Error), { once: true });
  return stream;
}
