import { asError } from '@k/wire';
import { withResolvers, type Clock, type Deadline, type Resolvers } from '@k/runtime';
import type { TopicPartition } from '@k/cluster';
import { PartitionMap } from '@k/cluster';
import type { OffsetAndMetadata } from '@k/group';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { Assignment } from '../position/assignment.ts';
import { ConsumerBatch } from './consumer-batch.ts';
import type { ConsumerRecord } from './consumer-record.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';
import { nextTurn } from './node-turn.ts';
import { Waiter } from './waiter.ts';

/**
 * - `flowing` records are handed out.
 * - `held`    a rebalance is under way: nothing new is handed out, what was handed out may be handed back.
 * - `ending`  no more records, ever; what was handed out may be handed back.
 * - `closed`  nothing is handed out or back any more.
 */
type BufferState = 'flowing' | 'held' | 'ending' | 'closed';

/** After so many bytes the event loop gets its turn: sockets and heartbeats must not wait for a loop over queued records. */
const BYTES_PER_TURN = 262_144;

/** The batch that the application has. */
interface OpenBatch<K, V> {
  readonly batch: ConsumerBatch<K, V>;
  readonly owner: AssignedPartition<K, V>;
  readonly data: FetchedData<K, V>;
}

/** What a run waits for: a handler of the application, or its function that sends to a dead-letter topic. */
export interface HandAtWork {
  /** The same object as long as it is the same call. */
  readonly call: object;
  /** `the handler` */
  readonly who: string;
  readonly records: readonly (TopicPartition & { readonly offset: number })[];
}

/** A run: it has records of many partitions in hand, and says itself which of them are done with. */
export interface Hands<K, V> {
  /** It has room for more records. */
  readonly isHungry: boolean;
  /** Whether it is at work on records of the partition. */
  isAtWork(partition: AssignedPartition<K, V>): boolean;
  /** They are about to go: what waits before records that were handled is handled first, since who gets them repeats those. */
  leave(partitions: Iterable<TopicPartition>): void;
  /** Nobody waits for them any more. */
  left(partitions: Iterable<TopicPartition>): void;
  /** What it waits for now. */
  atWork(): Iterable<HandAtWork>;
  /** See {@link RecordBuffer.takeAsked}. */
  takeAsked(): boolean;
  /** The partition's position was set or lost, and what was read before does not count any more; or it was found to hold. */
  moved(partition: AssignedPartition<K, V>): void;
  /** Other partitions are assigned. */
  reassigned(): void;
  /** What it has in hand does not count any more. */
  abandon(): void;
}

/**
 * Hands out queued records, one stretch of fetched data per partition in turn, and knows which of them the application
 * has not handed back yet.
 */
export class RecordBuffer<K, V> {
  readonly #waiter: Waiter;
  readonly #assignment: Assignment<K, V>;
  #state: BufferState = 'flowing';
  /** Those that nothing is handed out of while the others flow. */
  readonly #held = new PartitionMap<true>();
  /** Partitions with something to hand out, in turn. */
  readonly #ready = new Set<AssignedPartition<K, V>>();
  /** What records are being read from; null whenever there is something else to think of. */
  #current: FetchedData<K, V> | null = null;
  /** Whose data `#current` is, or was last. */
  #owner: AssignedPartition<K, V> | null = null;
  #openBatch: OpenBatch<K, V> | null = null;
  /** Partitions of which the application has records. */
  readonly #delivered = new Set<AssignedPartition<K, V>>();
  /** The last one that was put there; where there is one, `#current` is data of it. So no step has to ask the set. */
  #lastDelivered: AssignedPartition<K, V> | null = null;
  #hands: Hands<K, V> | null = null;
  /** What the application has records of: it stays in memory, whatever becomes of its partition. */
  readonly #kept: FetchedData<K, V>[] = [];
  #wasAsked = false;
  #drained: Resolvers<void> | null = null;
  #bytesThisTurn = 0;

  constructor(clock: Clock, assignment: Assignment<K, V>) {
    this.#waiter = new Waiter(clock);
    this.#assignment = assignment;
  }

  get state(): BufferState {
    return this.#state;
  }

  /** There will be no more records: whoever waits for some is at the end. */
  get isOver(): boolean {
    return this.#state === 'ending' || this.#state === 'closed';
  }

  /** Whether somebody waits for records now. */
  get isWaiting(): boolean {
    return this.#waiter.isWaiting && this.#hands?.isHungry !== false;
  }

  /** For how many milliseconds in all the application has waited for records. */
  get waitedMs(): number {
    return this.#waiter.waitedMs;
  }

  /** What a run waits for now. */
  atWork(): Iterable<HandAtWork> {
    return this.#hands?.atWork() ?? [];
  }

  /** Whether a run is at work on records of the partition. */
  isAtWork(partition: AssignedPartition<K, V>): boolean {
    return this.#hands?.isAtWork(partition) === true;
  }

  /** Whether the application asked for records since this was last called, or waits for some now. */
  takeAsked(): boolean {
    if (this.#hands !== null) return this.#hands.takeAsked();
    const wasAsked = this.#wasAsked || this.isWaiting;
    this.#wasAsked = false;
    return wasAsked;
  }

  /** The partition has data or an error. */
  add(partition: AssignedPartition<K, V>): void {
    this.#ready.add(partition);
    this.notify();
  }

  /** Whoever waits looks again. */
  notify(): void {
    this.#waiter.wake();
  }

  /** The position of the partition was set or lost, or found to hold. */
  moved(partition: AssignedPartition<K, V>): void {
    this.interrupt(partition);
    if (this.#hands === null) return;
    this.#hands.moved(partition);
    this.notify();
  }

  /** The partition was paused, held or moved: nothing more is read from what it had queued. */
  interrupt(partition: AssignedPartition<K, V>): void {
    if (this.#owner !== partition) return;
    this.#current = null;
    if (partition.cursor.oldest !== undefined) this.add(partition);
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
    if (this.#owner !== null && this.#isHeld(this.#owner)) this.interrupt(this.#owner);
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
    this.rested();
    this.notify();
  }

  #cease(state: Exclude<BufferState, 'flowing'>): void {
    this.#state = state;
    if (this.#owner !== null) this.interrupt(this.#owner);
  }

  /** There may be a record for {@link RecordBuffer.step}. */
  get canStep(): boolean {
    return this.#current !== null && this.#lastDelivered !== null;
  }

  /**
   * The short way of a loop over records, as long as one stretch of data lasts: hands back the record before and hands out
   * the next one. null when there is anything else to think of, for which the long way is there.
   */
  step(): ConsumerRecord<K, V> | null {
    const data = this.#current;
    const owner = this.#lastDelivered;
    if (data === null || owner === null) return null;
    let record: ConsumerRecord<K, V> | null;
    try {
      record = data.next();
    } catch (error) {
      this.#fail(owner, data, error);
      return null;
    }
    if (record === null) return null;
    this.#wasAsked = true;
    owner.position.step(data.position, data.leaderEpoch);
    return record;
  }

  /**
   * The next record, or null when none is queued.
   * @param mayThrow whether a partition's error is thrown at its turn; otherwise it stays and null is returned
   * @throws what was fetched in place of data: a damaged batch, a missing position, ...
   */
  nextRecord(mayThrow: boolean): ConsumerRecord<K, V> | null {
    for (;;) {
      const data = this.#current ?? this.#select(mayThrow);
      const owner = this.#owner;
      if (data === null || owner === null) return null;
      let record: ConsumerRecord<K, V> | null;
      try {
        record = data.next();
      } catch (error) {
        this.#fail(owner, data, error);
        continue;
      }
      if (record !== null) {
        owner.position.handOut(data.position, data.leaderEpoch);
        if (this.#lastDelivered !== owner) this.#deliver(owner);
        this.#keep(data);
        return record;
      }
      this.#finish(owner, data, data.position);
    }
  }

  /** All that is queued next of one partition as a batch; null when none is queued. @throws as {@link RecordBuffer.nextRecord} */
  nextBatch(): ConsumerBatch<K, V> | null {
    for (;;) {
      const data = this.#current ?? this.#select(true);
      const owner = this.#owner;
      if (data === null || owner === null) return null;
      let first: ConsumerRecord<K, V> | null;
      try {
        first = data.next();
      } catch (error) {
        this.#fail(owner, data, error);
        continue;
      }
      if (first === null) {
        this.#finish(owner, data, data.position);
        continue;
      }
      this.#current = null;
      this.#deliver(owner);
      this.#keep(data);
      const batch = new ConsumerBatch(first, data, owner);
      this.#openBatch = { batch, owner, data };
      return batch;
    }
  }

  /** The application has records of the partition. */
  #deliver(partition: AssignedPartition<K, V>): void {
    this.#lastDelivered = partition;
    this.#delivered.add(partition);
  }

  /** The application has records of the data, until it hands back. */
  #keep(data: FetchedData<K, V>): void {
    if (this.#kept.at(-1) === data) return;
    data.retain();
    this.#kept.push(data);
  }

  /** Reading the data failed: its partition's queue is given up, and the error told at its next turn. */
  #fail(owner: AssignedPartition<K, V>, data: FetchedData<K, V>, error: unknown): void {
    this.#current = null;
    owner.unreadable(data.position, asError(error));
  }

  /** The data is done with up to `offset`; its partition goes to the back of the line. */
  #finish(owner: AssignedPartition<K, V>, data: FetchedData<K, V>, offset: number): void {
    this.#current = null;
    this.#bytesThisTurn += data.byteLength;
    owner.finishOldest(offset);
  }

  /** Records are read by {@link RecordBuffer.nextPartition} and {@link RecordBuffer.nextOf}, until {@link RecordBuffer.endRun}. */
  beginRun(hands: Hands<K, V>): void {
    if (this.#owner !== null) this.interrupt(this.#owner);
    this.#owner = null;
    this.#hands = hands;
  }

  endRun(): void {
    this.#hands = null;
    for (const partition of this.#assignment.values()) if (partition.isReady) this.#ready.add(partition);
  }

  /** For a run: a partition that has records to read. @throws as {@link RecordBuffer.nextRecord} */
  nextPartition(): AssignedPartition<K, V> | null {
    return this.#nextInLine(true);
  }

  /** For a run: the next record of the partition's `readable`; null where a stretch ends, and when there is something else to think of. */
  nextOf(partition: AssignedPartition<K, V>): ConsumerRecord<K, V> | null {
    const data = partition.readable;
    if (data === undefined || data.preparation !== null) return null;
    if (!this.isFlowing(partition)) {
      this.#ready.add(partition);
      return null;
    }
    let record: ConsumerRecord<K, V> | null;
    try {
      record = data.next();
    } catch (error) {
      this.#fail(partition, data, error);
      return null;
    }
    if (record === null) {
      this.#finish(partition, data, data.position);
      return null;
    }
    partition.position.handOut(data.position, data.leaderEpoch);
    return record;
  }

  /** Whether records of the partition may be handed out now. */
  isFlowing(partition: AssignedPartition<K, V>): boolean {
    const { isPaused, position } = partition;
    return this.#state === 'flowing' && !isPaused && position.state.name === 'fetching' && !this.#isHeld(partition);
  }

  /** So many bytes were handled in this turn of the event loop that were read in an earlier one. */
  spend(bytes: number): void {
    this.#bytesThisTurn += bytes;
  }

  /**
   * What `commit()` without offsets commits: the application says that it is done with all that it was given, records in hand
   * included; in a run, what is finished.
   */
  done(): PartitionMap<OffsetAndMetadata> {
    const offsets = new PartitionMap<OffsetAndMetadata>();
    for (const { topic, partition, position } of this.#assignment.values()) {
      const { offset, leaderEpoch, handedBack, handedBackEpoch } = position;
      const done =
        this.#hands === null ? { offset, leaderEpoch } : { offset: handedBack, leaderEpoch: handedBackEpoch };
      if (done.offset >= 0) offsets.set(topic, partition, done);
    }
    return offsets;
  }

  /** A commit by hand counts as handing back, so that leaving the loop does not bring the record in hand again. */
  handBackUpTo(offsets: PartitionMap<OffsetAndMetadata>): void {
    if (this.#hands !== null) return;
    for (const [topic, partition, { offset }] of offsets) {
      this.#assignment.get(topic, partition)?.position.handBackUpTo(offset);
    }
  }

  #select(mayThrow: boolean): FetchedData<K, V> | null {
    const partition = this.#nextInLine(mayThrow);
    if (partition === null) return null;
    this.#owner = partition;
    this.#current = partition.readable ?? null;
    return this.#current;
  }

  /** Takes the next partition that has data out of the line. */
  #nextInLine(mayThrow: boolean): AssignedPartition<K, V> | null {
    if (this.#state !== 'flowing') return null;
    for (const partition of this.#ready) {
      // Stays in line.
      if (this.#isHeld(partition)) continue;
      const data = partition.readable;
      const { error } = partition;
      if (data === undefined && error !== null && !mayThrow) return null;
      this.#ready.delete(partition);
      if (partition.isPaused || !partition.isReady) continue;
      if (data !== undefined) return partition;
      if (error === null) continue;
      partition.told();
      throw error;
    }
    return null;
  }

  /** The application asks for more, and so is done with everything it was given. */
  handBack(): void {
    this.#wasAsked = true;
    this.#finishBatch();
    for (const data of this.#kept.splice(0)) data.release();
    if (this.#delivered.size === 0) return;
    for (const partition of this.#delivered) partition.position.handBack();
    this.#settleDelivered();
  }

  #finishBatch(): void {
    const open = this.#openBatch;
    this.#openBatch = null;
    if (open?.batch.isCurrent !== true) return;
    const { batch, owner, data } = open;
    if (batch.failure === null) this.#finish(owner, data, data.endOffset);
    else this.#fail(owner, data, batch.failure);
  }

  /** The application stopped in the middle: what it has in hand comes again. */
  takeBack(): void {
    this.#hands?.abandon();
    const back = new Set([...this.#delivered].filter(({ position }) => position.isOutstanding));
    // The rest of an unfinished batch was not read by anybody, committed or not.
    if (this.#openBatch?.batch.isCurrent === true) back.add(this.#openBatch.owner);
    this.#openBatch = null;
    this.#settleDelivered();
    for (const partition of back) partition.takeBack();
  }

  #settleDelivered(): void {
    this.#delivered.clear();
    this.#lastDelivered = null;
    this.rested();
  }

  /** Some partition is not in hand any more: whoever waits for that looks again. */
  rested(): void {
    this.#drained?.resolve();
    this.#drained = null;
  }

  /**
   * Resolves when none of `partitions`, which are about to go, or of any, is in hand (or never will be handed back, after close), or
   * at the deadline.
   * @returns those that are in hand then
   */
  async drained(deadline: Deadline, partitions?: Iterable<TopicPartition>): Promise<TopicPartition[]> {
    if (partitions !== undefined && this.#state !== 'closed') this.#hands?.leave(partitions);
    try {
      while (this.#inHand(partitions).length > 0) {
        this.#drained ??= withResolvers();
        await deadline.race(this.#drained.promise);
      }
    } catch (error) {
      if (!deadline.expired) throw error;
    }
    if (partitions !== undefined) this.#hands?.left(partitions);
    return this.#inHand(partitions);
  }

  #inHand(partitions: Iterable<TopicPartition> | undefined): TopicPartition[] {
    if (this.#state === 'closed') return [];
    return [...(partitions ?? this.#assignment.list)].filter(({ topic, partition }) => {
      const owned = this.#assignment.get(topic, partition);
      return owned !== undefined && (this.#delivered.has(owned) || this.isAtWork(owned));
    });
  }

  /** Waits for something to happen; false when `timeoutMs` ran out first. @throws the signal's reason */
  async wait(timeoutMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    try {
      return await this.#waiter.wait(timeoutMs, signal);
    } finally {
      this.#wasAsked = true;
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

  /** The assignment changed: what was given up is neither handed out nor waited for any more. */
  reassigned(): void {
    this.#current = null;
    this.#owner = null;
    this.#ready.clear();
    for (const partition of this.#assignment.values()) if (partition.isReady) this.add(partition);
    for (const partition of this.#delivered) if (!this.#assignment.owns(partition)) this.#delivered.delete(partition);
    this.#lastDelivered = null;
    if (this.#delivered.size === 0) this.#settleDelivered();
    this.#hands?.reassigned();
  }
}
