import type { Clock } from '@k/runtime';
import type { ConsumerBatch } from './consumer-batch.ts';
import type { ConsumerRecord } from './consumer-record.ts';
import { type ConsumerRecords, consumerRecords } from './consumer-records.ts';
import type { LoopOptions, RecordStream } from './iterators.ts';
import type { RecordBuffer } from './record-buffer.ts';
import { nextTurn } from './node-turn.ts';
import { StateError } from '@k/wire';

/** What the application must pass before it gets records. */
export interface DeliveryGate {
  /**
   * A throw ends a loop, but not a poller.
   * @throws what the application must hear before it gets more records: a group that failed, a missing subscription
   */
  check(asks: 'poll' | 'loop'): void;
  /** False when the partitions are somebody else's, though nobody has said so: see GroupMember.checkSession. */
  checkSession(): boolean;
  /** The application asks and nothing is queued. */
  foundNothing(): void;
}

/** A power of two. */
const RECORDS_PER_LOOK = 16;

/** The three ways to get records: poll, record by record, batch by batch. Each call hands back what the one before gave. */
export class Delivery<K, V> implements RecordStream<K, V> {
  readonly buffer: RecordBuffer<K, V>;
  readonly #clock: Clock;
  readonly #gate: DeliveryGate;
  /** Whether the clock was looked at in this turn of the event loop, and how many records ago. */
  #looked = false;
  #steps = 0;
  /** Whether a poll or a step of a loop is under way. */
  #state: 'idle' | 'asked' = 'idle';

  constructor(clock: Clock, buffer: RecordBuffer<K, V>, gate: DeliveryGate) {
    this.#clock = clock;
    this.buffer = buffer;
    this.#gate = gate;
  }

  poll(timeoutMs: number, maxRecords: number, signal: AbortSignal | undefined): Promise<ConsumerRecords<K, V>> {
    return this.#oneAtATime(signal, async () => {
      const { buffer } = this;
      const clock = this.#clock;
      const records: ConsumerRecord<K, V>[] = [];
      const until = clock.monotonic() + timeoutMs;
      let waited = false;
      while (!buffer.isOver) {
        this.#gate.check('poll');
        while (records.length < maxRecords) {
          const record = buffer.nextRecord(records.length === 0);
          if (record === null) break;
          records.push(record);
        }
        if (records.length > 0) break;
        this.#gate.foundNothing();
        const remaining = until - clock.monotonic();
        if (remaining <= 0) {
          // A loop of polls that wait for nothing must still give sockets their turn.
          if (!waited) await nextTurn();
          break;
        }
        await buffer.wait(remaining, signal);
        waited = true;
      }
      return consumerRecords(records);
    });
  }

  nextRecord(options: LoopOptions): Promise<ConsumerRecord<K, V> | null> {
    return this.#step(options, () => this.buffer.nextRecord(true));
  }

  nextBatch(options: LoopOptions): Promise<ConsumerBatch<K, V> | null> {
    return this.#step(options, () => this.buffer.nextBatch());
  }

  /** Asks `get` until it has something; null when the loop's end was asked for, in whatever way, before. */
  async #step<T>({ signal, idleTimeoutMs = Infinity }: LoopOptions, get: () => T | null): Promise<T | null> {
    try {
      return await this.#oneAtATime(signal, async () => {
        const { buffer } = this;
        const clock = this.#clock;
        const until = clock.monotonic() + idleTimeoutMs;
        while (!buffer.isOver) {
          this.#gate.check('loop');
          const got = get();
          if (got !== null) return got;
          this.#gate.foundNothing();
          if (!(await buffer.wait(Math.max(0, until - clock.monotonic()), signal))) break;
        }
        return null;
      });
    } catch (error) {
      if (signal?.aborted === true && error === signal.reason) return null;
      throw error;
    }
  }

  /** Has the deliveries to itself: see {@link RecordBuffer.beginRun}. */
  run(work: () => Promise<void>): Promise<void> {
    return this.#oneAtATime(undefined, work);
  }

  /** A look at the clock costs as much as a record, so it is taken once a turn (a handler that waits), and now and then (one that does not). */
  mayHandOut(): boolean {
    if (this.#looked && (++this.#steps & (RECORDS_PER_LOOK - 1)) !== 0) return true;
    if (!this.#looked) {
      this.#looked = true;
      void nextTurn().then(() => (this.#looked = false));
    }
    return this.#gate.checkSession();
  }

  /** Left in the middle: what was handed out and not committed comes again. */
  abandon(): void {
    this.buffer.takeBack();
  }

  /** Hands back what is in hand, then does `work`, unless another call is at it. */
  async #oneAtATime<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (this.#state === 'asked') {
      throw new StateError('KafkaConsumer: records are being waited for already; one poll(), loop or run() at a time');
    }
    this.buffer.handBack();
    this.#state = 'asked';
    try {
      await this.buffer.turn();
      // Not before: what the application has finished is finished, however it is stopped.
      signal?.throwIfAborted();
      return await work();
    } catch (error) {
      // Who asks again at once, and gets the same at once, must not keep sockets and timers from their turn.
      this.buffer.endTurn();
      throw error;
    } finally {
      this.#state = 'idle';
    }
  }
}
