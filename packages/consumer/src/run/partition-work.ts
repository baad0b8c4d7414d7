import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';
import type { ByteBudget, ByteLease } from '../fetch/byte-budget.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';
import type { FinishedWork } from './finished-memory.ts';
import { type FinishedRanges, LeaderEpochs, finishedBetween } from './finished-ranges.ts';
import type { Attempt } from './handler-context.ts';
import type { Lane } from './lane.ts';
import { Lanes } from './lanes.ts';
import { OffsetTracker, type Tracked } from './offset-tracker.ts';

/** What a record costs beside its bytes, about. */
const OVERHEAD_BYTES = 128;

/**
 * - `waiting` for its lane, or a free handler.
 * - `atWork`  a handler has it, or it is being sent to the dead-letter topic.
 * - `pausing` until it is tried again.
 * - `stale`   its partition went or was sought: whatever comes of it does not count.
 */
type TaskState = 'waiting' | 'atWork' | 'pausing' | 'stale';

/** What a handler is called with: a record, or some of one lane. */
export class Task<K, V> implements Tracked<Task<K, V>> {
  readonly offset: number;
  readonly work: PartitionWork<K, V>;
  readonly lane: Lane<Task<K, V>>;
  /** What the handler gets. */
  readonly input: ConsumerRecord<K, V> | ConsumerRecord<K, V>[];
  /** Retained, so that it stays in memory and in the budget, until the task is over; null once it is detached. */
  data: FetchedData<K, V> | null;
  #lease: ByteLease | null = null;
  bytes = 0;
  state: TaskState = 'waiting';
  attempts = 0;
  attempt: Attempt | null = null;
  /** While it pauses. */
  cancelPause: (() => void) | null = null;
  before: Task<K, V> | null = null;
  after: Task<K, V> | null = null;

  constructor(
    work: PartitionWork<K, V>,
    lane: Lane<Task<K, V>>,
    record: ConsumerRecord<K, V>,
    data: FetchedData<K, V>,
    input: ConsumerRecord<K, V> | ConsumerRecord<K, V>[],
  ) {
    this.offset = record.offset;
    this.work = work;
    this.lane = lane;
    this.data = data;
    this.input = input;
  }

  /** For a batch that was not handled yet. */
  hasRoom(bytes: number, maxRecords: number, maxBytes: number): boolean {
    return Array.isArray(this.input) && this.input.length < maxRecords && this.bytes + bytes <= maxBytes;
  }

  add(record: ConsumerRecord<K, V>): void {
    if (Array.isArray(this.input)) this.input.push(record);
  }

  /** Takes its records out of the data that they came in, which is large, into memory of their own. */
  detach(budget: ByteBudget): void {
    for (const record of this.records) record.detach();
    this.#lease = budget.settle(0, this.bytes);
    this.#lease.retain();
    this.data?.release();
    this.data = null;
  }

  /** Its records are of no use any more. */
  release(): void {
    this.data?.release();
    this.#lease?.release();
  }

  get lastOffset(): number {
    return Array.isArray(this.input) ? (this.input.at(-1)?.offset ?? this.offset) : this.offset;
  }

  /** As an array, also where it is one. */
  get records(): readonly ConsumerRecord<K, V>[] {
    return Array.isArray(this.input) ? this.input : [this.input];
  }
}

/** Bytes of keys and values, and what it takes to keep them. */
export function sizeOf<K, V>({ keyLength, valueLength }: ConsumerRecord<K, V>): number {
  return Math.max(keyLength, 0) + Math.max(valueLength, 0) + OVERHEAD_BYTES;
}

/**
 * A partition in a run: what was taken of it and is not finished, and in which lanes. Outlives its assignment while a handler
 * is at work on it, so that no second one begins with the same key.
 */
export class PartitionWork<K, V> {
  readonly tracker = new OffsetTracker<Task<K, V>>();
  readonly lanes = new Lanes<Task<K, V>>();
  /** Lanes that get records of the stretch that is being read, with batches. */
  readonly collecting: Lane<Task<K, V>>[] = [];
  /** Where records without a key are put together, with batches. */
  keyless: Lane<Task<K, V>> | null = null;
  /** Tasks that a rebalance has to wait for. */
  atWork = 0;
  /** A handler is being called with a record of it, which is no task yet. */
  isCalling = false;
  /** Of all tasks. */
  heldBytes = 0;
  /** It has more to read, and is not read until it has room. */
  isAside = false;
  /** It is about to go: nothing is begun but what {@link PartitionWork.isGap}. */
  isLeaving = false;
  /** What is finished of it is being committed, and nobody waits for more: nothing is begun, not even that. */
  isLeft = false;
  #owner: AssignedPartition<K, V> | null = null;
  #furthest = -1;
  #finished: FinishedRanges | null = null;
  #epochs = new LeaderEpochs();
  #start = -1;
  #moves = 0;

  /** null while it is not assigned, or where it goes on is not known. */
  get owner(): AssignedPartition<K, V> | null {
    return this.#owner;
  }

  /** It is read from where it stands now. @param finished what is not to be handled again */
  begin(owner: AssignedPartition<K, V>, finished: FinishedRanges | null): void {
    this.#owner = owner;
    this.isLeaving = false;
    this.isLeft = false;
    this.#finished = finished;
    this.#epochs = new LeaderEpochs();
    this.#start = owner.position.handedBack;
    this.#furthest = -1;
    this.#moves = owner.position.moves;
  }

  /** The position has only gone on since reading began. */
  get isAtPosition(): boolean {
    return this.#owner?.position.moves === this.#moves;
  }

  /** Whether what lies beyond the task was given to a handler: who gets the partition next would handle that again. */
  isGap({ offset }: Task<K, V>): boolean {
    const owner = this.#owner;
    if (offset >= this.#furthest || owner === null) return false;
    return !owner.isPaused && owner.position.state.name === 'fetching';
  }

  /** Whether such tasks wait, which could begin, or are behind others that are at work. */
  get hasGaps(): boolean {
    const pausing = new Set<Lane<Task<K, V>>>();
    for (const task of this.tracker) {
      if (!this.isGap(task)) return false;
      if (task.state === 'pausing') pausing.add(task.lane);
      else if (task.state === 'waiting' && !pausing.has(task.lane)) return true;
    }
    return false;
  }

  /** A handler gets what there is up to this offset. */
  hasBegun(offset: number): void {
    if (offset > this.#furthest) this.#furthest = offset;
  }

  /** Whether the record, which was just read, was handled before. */
  wasFinished({ offset, leaderEpoch }: ConsumerRecord<K, V>): boolean {
    this.#epochs.add(offset, leaderEpoch);
    const finished = this.#finished;
    if (finished === null) return false;
    if (finished.endsBefore(offset)) this.#finished = null;
    return finished.has(offset, leaderEpoch);
  }

  add(task: Task<K, V>, bytes: number): void {
    this.tracker.add(task);
    this.grow(task, bytes);
  }

  grow(task: Task<K, V>, bytes: number): void {
    task.bytes += bytes;
    this.heldBytes += bytes;
  }

  /** The task's records are done with. */
  finish(task: Task<K, V>): void {
    this.heldBytes -= task.bytes;
    if (this.tracker.finish(task)) this.advance();
  }

  /** What was read up to here is done with, unless tasks are open. */
  advance(): void {
    const { first } = this.tracker;
    const owner = this.#owner;
    if (owner === null) return;
    const { position } = owner;
    if (first === null) position.handBack();
    else position.handBackBefore(first.offset, this.#epochs.before(first.offset) ?? position.handedBackEpoch);
  }

  /** Nothing that was read counts any more, also where a handler is at work. @returns what is finished of it */
  drop(): FinishedWork | null {
    const owner = this.#owner;
    this.#owner = null;
    const open = this.tracker.clear();
    const finished = owner === null ? null : this.#finishedOf(owner, open);
    for (const task of open) {
      const { lane, state } = task;
      lane.clear();
      task.state = 'stale';
      if (state === 'atWork') continue;
      task.release();
      task.cancelPause?.();
      // Nobody is at work in it.
      if (state === 'pausing') this.lanes.drop(lane);
    }
    this.lanes.dropIdle();
    this.collecting.length = 0;
    this.keyless = null;
    this.atWork = 0;
    this.heldBytes = 0;
    this.isAside = false;
    this.isLeaving = false;
    this.isLeft = false;
    return finished;
  }

  #finishedOf(owner: AssignedPartition<K, V>, open: readonly Task<K, V>[]): FinishedWork {
    const { position, committed, topicId } = owner;
    const { handedBack: prefix, offset: end } = position;
    const from = committed < 0 ? this.#start : Math.min(committed, prefix);
    const unfinished = open.flatMap(({ records }) => records.map(({ offset }) => offset)).sort((a, b) => a - b);
    const ranges = finishedBetween(from, end, unfinished, this.#epochs);
    return { owner, topicId, from, prefix, ranges: [...ranges, ...(this.#finished?.from(end) ?? [])] };
  }
}
