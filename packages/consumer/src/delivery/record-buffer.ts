import { asError } from '@k/wire';
import { offAbort, onAbort, withResolvers, type Clock, type Deadline, type Resolvers } from '@k/runtime';
import type { TopicPartition } from '@k/cluster';
import { PartitionMap } from '@k/group';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { ConsumerRecord } from './consumer-record.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';
import { nextTurn } from './node-turn.ts';

/**
 * - `flowing` records are handed out.
 * - `held`    a rebalance is under way: nothing new is handed out, what was handed out may be handed back.
 * - `ending`  no more records, ever; what was handed out may be handed back.
 * - `closed`  nothing is handed out or back any more.
 */
type FeedState = 'flowing' | 'held' | 'ending' | 'closed';

/** After so many bytes the event loop gets its turn: sockets and heartbeats must not wait for a loop over queued records. */
const BYTES_PER_TURN = 262_144;

/**
 * Hands out queued records, one stretch of fetched data per partition in turn, and knows which of them the application
 * has not handed back yet.
 */
export class RecordBuffer<K, V> {
  /** What records are being read from, for the iterator's short way; null whenever there is something else to think of. */
  current: FetchedData<K, V> | null = null;
  /** Whose data `current` is; meaningless while that is null. */
  owner: AssignedPartition<K, V> | null = null;
  /** The application asked for records since this was last looked at. */
  polled = false;
  #state: FeedState = 'flowing';
  /** Those that nothing is handed out of while the others flow. */
  readonly #held = new PartitionMap<true>();
  readonly #clock: Clock;
  readonly #onRoom: (partition: AssignedPartition<K, V>) => void;
  /** Partitions with something to hand out, in turn. */
  readonly #ready = new Set<AssignedPartition<K, V>>();
  readonly #inHand = new Set<AssignedPartition<K, V>>();
  #waiting: Resolvers<void> | null = null;
  #drained: Resolvers<void> | null = null;
  #bytesThisTurn = 0;

  /** @param onRoom a queue got shorter, or an error was told: more may be fetched */
  constructor(clock: Clock, onRoom: (partition: AssignedPartition<K, V>) => void) {
    this.#clock = clock;
    this.#onRoom = onRoom;
  }

  get state(): FeedState {
    return this.#state;
  }

  /** There will be no more records: whoever waits for some is at the end. */
  get isOver(): boolean {
    return this.#state === 'ending' || this.#state === 'closed';
  }

  /** Whether somebody waits for records now. */
  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  /** The partition has data or an error. */
  add(partition: AssignedPartition<K, V>): void {
    this.#ready.add(partition);
    this.notify();
  }

  /** Whoever waits looks again. */
  notify(): void {
    this.#waiting?.resolve();
  }

  /** The partition was paused, moved or dropped: stop reading from what it had queued. */
  interrupt(partition: AssignedPartition<K, V>): void {
    if (this.owner !== partition) return;
    this.current = null;
    if (partition.queue.length > 0) this.add(partition);
  }

  /**
   * Hands out nothing more, of these partitions or of any, until {@link RecordBuffer.flow}. They need not be assigned (yet):
   * a rebalance holds what it is about to take, and what it is about to give.
   */
  hold(partitions?: Iterable<TopicPartition>): void {
    if (this.isOver) return;
    if (partitions === undefined) {
      this.#cease('held');
      return;
    }
    for (const { topic, partition } of partitions) this.#held.set(topic, partition, true);
    if (this.owner !== null && this.#isHeld(this.owner)) this.interrupt(this.owner);
  }

  /** Ends every {@link RecordBuffer.hold}. */
  flow(): void {
    if (this.isOver) return;
    this.#state = 'flowing';
    this.#held.clear();
    this.notify();
  }

  #isHeld({ topic, partition }: TopicPartition): boolean {
    return this.#held.size > 0 && this.#held.has(topic, partition);
  }

  end(): void {
    if (!this.isOver) this.#cease('ending');
    this.notify();
  }

  close(): void {
    this.#cease('closed');
    this.#drained?.resolve();
    this.notify();
  }

  #cease(state: Exclude<FeedState, 'flowing'>): void {
    this.#state = state;
    if (this.owner !== null) this.interrupt(this.owner);
  }

  /**
   * The next record, or null when none is queued.
   * @param mayThrow whether a partition's error is thrown at its turn; otherwise it stays and null is returned
   * @throws what was fetched in place of data: a damaged batch, a missing position, ...
   */
  nextRecord(mayThrow: boolean): ConsumerRecord<K, V> | null {
    for (;;) {
      const data = this.current ?? this.#select(mayThrow);
      const partition = this.owner;
      if (data === null || partition === null) return null;
      let record;
      try {
        record = data.next();
      } catch (error) {
        this.fail(error);
        continue;
      }
      if (record !== null) {
        partition.position = data.position;
        partition.leaderEpoch = data.leaderEpoch;
        if (!partition.inHand) this.take(partition);
        return record;
      }
      this.finish();
    }
  }

  /** Everything that is queued next of one partition, to be read by the caller; null when none is queued. */
  nextData(): { partition: AssignedPartition<K, V>; data: FetchedData<K, V> } | null {
    const data = this.current ?? this.#select(true);
    const partition = this.owner;
    return data === null || partition === null ? null : { partition, data };
  }

  /** The partition's records are in the application's hands. */
  take(partition: AssignedPartition<K, V>): void {
    partition.inHand = true;
    this.#inHand.add(partition);
  }

  /** Reading `current` failed: its partition's queue is given up, and the error told at its next turn. */
  fail(error: unknown): void {
    const partition = this.owner;
    this.current = null;
    if (partition === null) return;
    const data = partition.queue[0];
    if (data !== undefined) partition.position = Math.max(partition.position, data.position);
    partition.epoch++;
    partition.inFlight = null;
    partition.dropQueue();
    partition.error = asError(error);
    this.add(partition);
  }

  /** `current` is read to its end; its partition goes to the back of the line. */
  finish(): void {
    const partition = this.owner;
    const data = this.current;
    this.current = null;
    if (partition === null || data === null) return;
    this.#bytesThisTurn += data.byteLength;
    partition.finishOldest();
    if (!partition.inHand) partition.handedBack = partition.position;
    if (partition.queue.length > 0 || partition.error !== null) this.add(partition);
    this.#onRoom(partition);
  }

  #select(mayThrow: boolean): FetchedData<K, V> | null {
    if (this.#state !== 'flowing') return null;
    for (const partition of this.#ready) {
      // Stays in line.
      if (this.#isHeld(partition)) continue;
      const data = partition.queue[0];
      if (data === undefined && partition.error !== null && !mayThrow) return null;
      this.#ready.delete(partition);
      if (partition.paused) continue;
      if (data !== undefined) {
        this.owner = partition;
        this.current = data;
        return data;
      }
      const { error } = partition;
      if (error === null) continue;
      // What only the application can mend is told at each turn until it does.
      if (partition.state.name === 'stuck') this.add(partition);
      else partition.error = null;
      this.#onRoom(partition);
      throw error;
    }
    return null;
  }

  /** The application is done with everything it was given. */
  handBack(): void {
    this.polled = true;
    if (this.#inHand.size === 0) return;
    for (const partition of this.#inHand) {
      if (!partition.inHand) continue;
      partition.inHand = false;
      partition.handedBack = partition.position;
    }
    this.#settleInHand();
  }

  /** The application stopped in the middle: what it has in hand comes again. Returns the partitions to go back in. */
  takeBack(): AssignedPartition<K, V>[] {
    const back = [...this.#inHand].filter(({ inHand, position, handedBack }) => inHand && position !== handedBack);
    for (const partition of this.#inHand) partition.inHand = false;
    this.#settleInHand();
    return back;
  }

  #settleInHand(): void {
    this.#inHand.clear();
    this.#drained?.resolve();
    this.#drained = null;
  }

  /** Resolves when none of `partitions`, or of any, is in hand (or never will be handed back, after close), or at the deadline. */
  async drained(deadline: Deadline, partitions?: Iterable<TopicPartition>): Promise<void> {
    if (this.#state === 'closed' || !this.#isInHand(partitions)) return;
    this.#drained ??= withResolvers();
    try {
      await deadline.race(this.#drained.promise);
    } catch (error) {
      if (!deadline.expired) throw error;
    }
  }

  #isInHand(partitions: Iterable<TopicPartition> | undefined): boolean {
    if (partitions === undefined) return this.#inHand.size > 0;
    const inHand = new PartitionMap<true>();
    for (const { topic, partition } of this.#inHand) inHand.set(topic, partition, true);
    for (const { topic, partition } of partitions) if (inHand.has(topic, partition)) return true;
    return false;
  }

  /** Waits for something to happen; false when `timeoutMs` ran out first. @throws the signal's reason */
  async wait(timeoutMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    signal?.throwIfAborted();
    const waiting = withResolvers();
    this.#waiting = waiting;
    let timedOut = false;
    const timer =
      timeoutMs === Infinity
        ? undefined
        : this.#clock.setTimeout(() => {
            timedOut = true;
            waiting.resolve();
          }, timeoutMs);
    if (signal !== undefined) onAbort(signal, waiting.reject);
    try {
      await waiting.promise;
      return !timedOut;
    } finally {
      this.#waiting = null;
      this.polled = true;
      if (timer !== undefined) this.#clock.clearTimeout(timer);
      if (signal !== undefined) offAbort(signal, waiting.reject);
    }
  }

  /** What is asked for next waits for a later turn of the event loop. */
  endTurn(): void {
    this.#bytesThisTurn = BYTES_PER_TURN;
  }

  /** Resolves in a later turn of the event loop when enough was handed out in this one, else undefined: go on at once. */
  turn(): Promise<void> | undefined {
    if (this.#bytesThisTurn < BYTES_PER_TURN) return undefined;
    this.#bytesThisTurn = 0;
    return nextTurn();
  }

  /** The assignment changed: forgets what is queued (whoever calls adds what stayed) and what was dropped while in hand. */
  reassigned(): void {
    this.current = null;
    this.owner = null;
    this.#ready.clear();
    for (const partition of this.#inHand) if (!partition.inHand) this.#inHand.delete(partition);
    if (this.#inHand.size === 0) this.#settleInHand();
  }
}
