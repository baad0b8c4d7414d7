import type { Clock } from '@k/runtime';
import type { Assignment } from '../position/assignment.ts';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import { ConsumerBatch } from './consumer-batch.ts';
import type { ConsumerRecord } from './consumer-record.ts';
import { ConsumerRecords } from './consumer-records.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';
import type { LoopOptions, RecordStream } from './iterators.ts';
import type { RecordBuffer } from './record-buffer.ts';
import { nextTurn } from './node-turn.ts';
import { StateError } from '@k/wire';

export interface DeliveryInit<K, V> {
  readonly clock: Clock;
  readonly feed: RecordBuffer<K, V>;
  readonly assignment: Assignment<K, V>;
  /**
   * A throw ends a loop, but not a poller.
   * @throws what the application must hear before it gets more records: a group that failed, a missing subscription
   */
  readonly check: (asks: 'poll' | 'loop') => void;
  /** False when the partitions are somebody else's, though nobody has said so: see GroupMember.checkSession. */
  readonly checkSession: () => boolean;
  /** The application asks and nothing is queued. */
  readonly onHungry: () => void;
  /** A partition's position was set back. */
  readonly onMoved: (partition: AssignedPartition<K, V>) => void;
}

/** A power of two. */
const RECORDS_PER_LOOK = 16;

interface OpenBatch<K, V> {
  readonly batch: ConsumerBatch<K, V>;
  readonly partition: AssignedPartition<K, V>;
  readonly data: FetchedData<K, V>;
}

/** The three ways to get records: poll, record by record, batch by batch. Each call hands back what the one before gave. */
export class Delivery<K, V> implements RecordStream<K, V> {
  readonly feed: RecordBuffer<K, V>;
  readonly #init: DeliveryInit<K, V>;
  #openBatch: OpenBatch<K, V> | null = null;
  /** Whether the clock was looked at in this turn of the event loop, and how many records ago. */
  #looked = false;
  #steps = 0;
  /** Whether a poll or a step of a loop is under way. */
  #state: 'idle' | 'asked' = 'idle';

  constructor(init: DeliveryInit<K, V>) {
    this.#init = init;
    this.feed = init.feed;
  }

  poll(timeoutMs: number, maxRecords: number, signal: AbortSignal | undefined): Promise<ConsumerRecords<K, V>> {
    return this.#oneAtATime(signal, async () => {
      const { feed } = this;
      const { clock, check, onHungry } = this.#init;
      const records = new ConsumerRecords<K, V>();
      const until = clock.monotonic() + timeoutMs;
      let waited = false;
      while (!feed.isOver) {
        check('poll');
        while (records.count < maxRecords) {
          const record = feed.nextRecord(records.isEmpty);
          if (record === null) break;
          records.add(record);
        }
        if (!records.isEmpty) break;
        onHungry();
        const remaining = until - clock.monotonic();
        if (remaining <= 0) {
          // A loop of polls that wait for nothing must still give sockets their turn.
          if (!waited) await nextTurn();
          break;
        }
        await feed.wait(remaining, signal);
        waited = true;
      }
      return records;
    });
  }

  nextRecord(options: LoopOptions): Promise<ConsumerRecord<K, V> | null> {
    return this.#step(options, () => this.feed.nextRecord(true));
  }

  nextBatch(options: LoopOptions): Promise<ConsumerBatch<K, V> | null> {
    return this.#step(options, () => this.#nextBatch());
  }

  /** Asks `get` until it has something; null when the loop's end was asked for, in whatever way, before. */
  async #step<T>({ signal, idleTimeoutMs = Infinity }: LoopOptions, get: () => T | null): Promise<T | null> {
    try {
      return await this.#oneAtATime(signal, async () => {
        const { check, onHungry, clock } = this.#init;
        const until = clock.monotonic() + idleTimeoutMs;
        while (!this.feed.isOver) {
          check('loop');
          const got = get();
          if (got !== null) return got;
          onHungry();
          if (!(await this.feed.wait(Math.max(0, until - clock.monotonic()), signal))) break;
        }
        return null;
      });
    } catch (error) {
      if (signal?.aborted === true && error === signal.reason) return null;
      throw error;
    }
  }

  #nextBatch(): ConsumerBatch<K, V> | null {
    for (let next = this.feed.nextData(); next !== null; next = this.feed.nextData()) {
      const batch = this.#open(next.partition, next.data);
      if (batch !== null) return batch;
    }
    return null;
  }

  /** A look at the clock costs as much as a record, so it is taken once a turn (a handler that waits), and now and then (one that does not). */
  mayHandOut(): boolean {
    if (this.#looked && (++this.#steps & (RECORDS_PER_LOOK - 1)) !== 0) return true;
    if (!this.#looked) {
      this.#looked = true;
      void nextTurn().then(() => (this.#looked = false));
    }
    return this.#init.checkSession();
  }

  /** Left in the middle: what was handed out and not committed comes again. */
  abandon(): void {
    const open = this.#openBatch;
    this.#openBatch = null;
    const back = new Set(this.feed.takeBack());
    // The rest of an unfinished batch was not read by anybody, committed or not.
    if (open?.batch.isCurrent === true) back.add(open.partition);
    for (const partition of back) {
      this.feed.interrupt(partition);
      partition.seek(partition.handedBack);
      this.#init.onMoved(partition);
    }
  }

  /** Hands back what is in hand, then does `work`, unless another call is at it. */
  async #oneAtATime<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (this.#state === 'asked') {
      throw new StateError('KafkaConsumer: records are being waited for already; one poll() or loop at a time');
    }
    this.#finishBatch();
    this.feed.handBack();
    this.#state = 'asked';
    try {
      await this.feed.turn();
      // Not before: what the application has finished is finished, however it is stopped.
      signal?.throwIfAborted();
      return await work();
    } catch (error) {
      // Who asks again at once, and gets the same at once, must not keep sockets and timers from their turn.
      this.feed.endTurn();
      throw error;
    } finally {
      this.#state = 'idle';
    }
  }

  /** The batch, or null when the data holds nothing for the application (markers, aborted records) or is damaged. */
  #open(partition: AssignedPartition<K, V>, data: FetchedData<K, V>): ConsumerBatch<K, V> | null {
    const { feed } = this;
    let first: ConsumerRecord<K, V> | null;
    try {
      first = data.next();
    } catch (error) {
      feed.fail(error);
      return null;
    }
    if (first === null) {
      feed.finish();
      return null;
    }
    const batch = new ConsumerBatch(first, data, partition);
    this.#openBatch = { batch, partition, data };
    feed.current = null;
    feed.take(partition);
    return batch;
  }

  #finishBatch(): void {
    const open = this.#openBatch;
    this.#openBatch = null;
    if (open?.batch.isCurrent !== true) return;
    const { batch, partition, data } = open;
    const { feed } = this;
    feed.owner = partition;
    feed.current = data;
    if (batch.failure !== null) {
      feed.fail(batch.failure);
    } else {
      partition.position = Math.max(partition.position, data.endOffset);
      feed.finish();
    }
  }
}
