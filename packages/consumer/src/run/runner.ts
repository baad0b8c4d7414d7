import { StateError } from '@k/wire';
import { PartitionMap, type TopicPartition } from '@k/cluster';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { HandAtWork, Hands, RecordBuffer } from '../delivery/record-buffer.ts';
import type { ByteBudget } from '../fetch/byte-budget.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { Assignment } from '../position/assignment.ts';
import type { FinishedMemory } from './finished-memory.ts';
import { Attempt } from './handler-context.ts';
import type { HandlerSlots } from './handler-slots.ts';
import { Handling, type HandlingInit, type TaskEvents } from './handling.ts';
import type { Lane } from './lane.ts';
import { PartitionWork, Task, sizeOf } from './partition-work.ts';
import { Queue } from './queue.ts';
import { Relief } from './relief.ts';

interface BatchLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
}

interface Failure {
  readonly error: unknown;
}

export interface RunnerInit<K, V> extends HandlingInit<K, V> {
  /** Most records and bytes of a batch; null for record by record. */
  readonly batch: BatchLimits | null;
  readonly budget: ByteBudget;
  /** How much of a partition may be taken and not finished, by how many are owned. */
  readonly shareOf: (partitions: number) => number;
  readonly assignment: Assignment<K, V>;
  readonly delivery: Delivery<K, V>;
  readonly memory: FinishedMemory;
  /** Throws what ends the run. */
  readonly check: () => void;
  /** There is nothing to do. */
  readonly foundNothing: () => void;
}

/**
 * - `running` takes records and has them handled.
 * - `ending`  waits for handlers at work.
 * - `over`    does nothing any more, whatever handlers come to.
 */
type RunPhase = 'running' | 'ending' | 'over';

/** Gives records to handlers, as many at a time as may be, those of a lane one after the other. */
export class Runner<K, V> implements Hands<K, V>, TaskEvents<K, V> {
  readonly #init: RunnerInit<K, V>;
  readonly #buffer: RecordBuffer<K, V>;
  readonly #handling: Handling<K, V>;
  readonly #relief: Relief<K, V>;
  readonly #works = new PartitionMap<PartitionWork<K, V>>();
  readonly #slots: HandlerSlots<Task<K, V>>;
  readonly #due = new Queue<Lane<Task<K, V>>>();
  /** Due, but their partitions are paused or held. */
  #parked: Lane<Task<K, V>>[] = [];
  /** They have room again, and something to read. */
  readonly #line = new Queue<PartitionWork<K, V>>();
  #reading: PartitionWork<K, V> | null = null;
  #phase: RunPhase = 'running';
  #error: Failure | null = null;
  /** `resting` lets the event loop have its turn; `filling` keeps a handler from beginning others inside itself. */
  #pace: 'free' | 'filling' | 'resting' = 'free';

  constructor(init: RunnerInit<K, V>) {
    this.#init = init;
    this.#buffer = init.delivery.buffer;
    this.#handling = new Handling(init, this);
    this.#relief = new Relief(init.budget);
    this.#slots = this.#handling.slots;
  }

  /** Resolves at the end that was asked for. @throws the handler's error, and what a loop over records throws */
  async run(): Promise<void> {
    const { signal } = this.#init.settings;
    this.#buffer.beginRun(this);
    try {
      while (this.#phase === 'running' && !this.#buffer.isOver) {
        signal?.throwIfAborted();
        this.#init.check();
        this.#unpark();
        this.#fill();
        if (this.#slots.areAllFree) this.#init.foundNothing();
        if (this.#isRunning()) await this.#buffer.wait(Infinity, signal);
      }
    } catch (error) {
      if (signal?.aborted !== true || error !== signal.reason) this.#end(error);
    }
    this.#phase = 'ending';
    this.#handling.end();
    await this.#drain();
    this.#close();
    if (this.#error !== null) throw this.#error.error;
  }

  // A method, since TypeScript takes it for granted that fill() changes nothing.
  #isRunning(): boolean {
    return this.#phase === 'running';
  }

  /** Waits for handlers at work. stop() has a time limit of its own, and close() waits for nobody. */
  async #drain(): Promise<void> {
    const { clock, settings } = this.#init;
    const until = clock.monotonic() + settings.drainTimeoutMs;
    for (const work of this.#works.values()) this.#collected(work);
    this.#unpark();
    while (this.#buffer.state !== 'closed') {
      this.#closeGaps();
      if (!this.#isAnyAtWork()) return;
      const remaining = this.#buffer.isOver ? Infinity : until - clock.monotonic();
      if (remaining <= 0) return;
      await this.#buffer.wait(remaining, undefined);
    }
  }

  /** Begins what waits for its key before records that were handled: those would be handled again with it. */
  #closeGaps(): void {
    if (this.#error !== null || this.#phase === 'over') return;
    while (this.#slots.areFree && this.#due.length > 0 && this.#init.delivery.mayHandOut()) {
      const lane = this.#due.shift();
      const task = lane?.next;
      if (task?.work.isGap(task) === true) this.#begin(task);
    }
  }

  /** What is not finished comes again. */
  #close(): void {
    this.#phase = 'over';
    this.#handling.close();
    this.#buffer.endRun();
    const reason = new StateError('KafkaConsumer: run(): the run is over');
    for (const work of this.#works.values()) {
      const { owner, tracker } = work;
      const isOpen = tracker.first !== null;
      this.#drop(work, reason);
      if (isOpen) owner?.takeBack();
    }
  }

  #isAnyAtWork(): boolean {
    for (const { atWork } of this.#works.values()) if (atWork > 0) return true;
    return false;
  }

  #end(error: unknown): void {
    this.#error ??= { error };
    this.#phase = 'ending';
    this.#handling.end();
    this.#buffer.notify();
  }

  // ---------------------------------------------------------------- what the consumer asks and tells

  isAtWork({ topic, partition }: AssignedPartition<K, V>): boolean {
    const work = this.#works.get(topic, partition);
    if (work === undefined) return false;
    return work.atWork > 0 || work.isCalling || (work.isLeaving && this.#phase === 'running' && work.hasGaps);
  }

  leave(partitions: Iterable<TopicPartition>): void {
    for (const { topic, partition } of partitions) {
      const work = this.#works.get(topic, partition);
      if (work === undefined) continue;
      work.isLeaving = true;
      this.#collected(work);
    }
    this.#unpark();
    this.#init.scope.enter(() => {
      this.#fill();
    });
  }

  left(partitions: Iterable<TopicPartition>): void {
    for (const { topic, partition } of partitions) {
      const work = this.#works.get(topic, partition);
      if (work?.isLeaving === true) work.isLeft = true;
    }
  }

  atWork(): Iterable<HandAtWork> {
    return this.#handling.atWork();
  }

  get isHungry(): boolean {
    return this.#slots.areFree && this.#due.length === 0 && this.#pace === 'free';
  }

  /** A handler that is at work for long is one that does not ask for more. */
  takeAsked(): boolean {
    return this.#slots.beganAllSinceLastLook();
  }

  moved(partition: AssignedPartition<K, V>): void {
    const { topic, partition: id, position } = partition;
    const work = this.#works.get(topic, id);
    if (work?.owner !== partition || work.isAtPosition) return;
    work.drop();
    // Of a log that was cut, what was open before the cut comes again.
    if (position.isOutstanding) partition.takeBack();
    this.#buffer.rested();
  }

  reassigned(): void {
    const { assignment } = this.#init;
    for (const [topic, partition, work] of [...this.#works]) {
      const { owner } = work;
      if (owner !== null && !assignment.owns(owner)) {
        const place = `${topic}-${String(partition)}`;
        this.#drop(work, new StateError(`KafkaConsumer: run(): ${place} is not assigned to this consumer any more`));
      }
      if (work.owner === null && work.lanes.size === 0) this.#works.delete(topic, partition);
    }
  }

  abandon(): void {
    const reason = new StateError('KafkaConsumer: run(): the consumer gave up its partitions');
    for (const work of this.#works.values()) this.#drop(work, reason);
  }

  /** Its handlers are told to stop, and what is finished is remembered. */
  #drop(work: PartitionWork<K, V>, reason: Error): void {
    const { owner } = work;
    for (const task of this.#slots) if (task.work === work) task.attempt?.abort(reason);
    const finished = work.drop();
    if (owner !== null && finished !== null) this.#init.memory.keep(owner.topic, owner.partition, finished);
  }

  // ---------------------------------------------------------------- taking records

  /** Begins as much as can begin now. */
  #fill(): void {
    if (this.#pace !== 'free') return;
    this.#pace = 'filling';
    try {
      while (this.#phase === 'running' && this.#slots.areFree && this.#beginNext());
    } catch (error) {
      this.#end(error);
    } finally {
      // beginNext() may have set it.
      if ((this.#pace as string) === 'filling') this.#pace = 'free';
    }
  }

  /** False when there is nothing to begin, or not in this turn of the event loop. */
  #beginNext(): boolean {
    const turn = this.#buffer.turn();
    if (turn !== undefined) {
      this.#pace = 'resting';
      void turn.then(() => {
        this.#pace = 'free';
        this.#fill();
      });
      return false;
    }
    // Also for what was read before: it is somebody else's when this process has slept for too long.
    if (!this.#init.delivery.mayHandOut()) return false;
    const lane = this.#due.shift();
    if (lane === undefined) return this.#read();
    this.#beginIn(lane);
    return true;
  }

  #beginIn(lane: Lane<Task<K, V>>): void {
    const { next } = lane;
    // It was dropped meanwhile.
    if (next === undefined) return;
    const { owner } = next.work;
    if (owner === null || !(this.#buffer.isFlowing(owner) || this.#mayCloseGap(next))) {
      this.#parked.push(lane);
      return;
    }
    this.#buffer.spend(next.bytes);
    this.#begin(next);
  }

  /** Its partition is about to go, and what lies beyond the task would be handled again elsewhere. */
  #mayCloseGap(task: Task<K, V>): boolean {
    const { work } = task;
    return work.isLeaving && !work.isLeft && work.isGap(task);
  }

  #begin(task: Task<K, V>): void {
    task.work.hasBegun(task.lastOffset);
    task.lane.begin();
    this.#handling.begin(task);
  }

  #unpark(): void {
    if (this.#parked.length === 0) return;
    for (const lane of this.#parked) this.#due.push(lane);
    this.#parked = [];
  }

  /** Takes one record, and begins with it unless its lane has others before it. False when there is none. */
  #read(): boolean {
    const reading = this.#reading;
    const work = reading !== null && reading.owner !== null ? reading : this.#nextWork();
    this.#reading = work;
    const owner = work?.owner ?? null;
    if (work === null || owner === null) return false;
    const data = owner.readable;
    const record = this.#buffer.nextOf(owner);
    if (record === null || data === undefined) {
      this.#reading = null;
      this.#collected(work);
      this.#relief.stretchRead(data?.byteLength ?? 0, this.#works.values());
      return true;
    }
    if (work.wasFinished(record)) {
      work.advance();
      return true;
    }
    data.retain();
    if (this.#init.batch !== null) {
      this.#collect(work, record, data, this.#init.batch);
      return true;
    }
    this.#take(work, owner, record, data);
    if (this.#isFull(work)) {
      work.isAside = true;
      this.#reading = null;
    }
    return true;
  }

  /** The partition to read from next. */
  #nextWork(): PartitionWork<K, V> | null {
    for (;;) {
      const work = this.#line.shift() ?? this.#nextInLine();
      if (work === null) return null;
      if (work.owner === null) continue;
      if (!this.#isFull(work)) return work;
      work.isAside = true;
    }
  }

  #nextInLine(): PartitionWork<K, V> | null {
    const owner = this.#buffer.nextPartition();
    if (owner === null) return null;
    let work = this.#works.get(owner.topic, owner.partition);
    if (work === undefined) this.#works.set(owner.topic, owner.partition, (work = new PartitionWork()));
    if (work.owner !== owner) work.begin(owner, this.#init.memory.take(owner));
    return work;
  }

  /** More of it would only wait, or take the memory that others need. */
  #isFull(work: PartitionWork<K, V>): boolean {
    if (this.#init.settings.by === 'partition') return work.lanes.size > 0;
    return work.heldBytes >= this.#init.shareOf(this.#init.assignment.list.length);
  }

  /** What keeps its order with the record; null for nothing. */
  #keyOf(record: ConsumerRecord<K, V>): string | null {
    return this.#init.settings.by === 'partition' ? '' : record.keyAsLatin1;
  }

  #take(
    work: PartitionWork<K, V>,
    owner: AssignedPartition<K, V>,
    record: ConsumerRecord<K, V>,
    data: FetchedData<K, V>,
  ): void {
    // Without others before it, and with a handler that gives no promise, nobody has to know the key.
    const key = work.lanes.size === 0 ? undefined : this.#keyOf(record);
    const others = key === undefined || key === null ? undefined : work.lanes.get(key);
    if (others !== undefined) {
      const task = new Task(work, others, record, data, record);
      work.add(task, sizeOf(record));
      others.push(task);
      return;
    }
    const attempt = new Attempt(1);
    work.hasBegun(record.offset);
    // It may stop the consumer.
    work.isCalling = true;
    const outcome = this.#handling.call(record, attempt);
    work.isCalling = false;
    // The handler may have sought the partition, or given it up.
    const isCurrent = work.owner === owner;
    if (outcome === undefined) {
      data.release();
      if (isCurrent) work.advance();
      this.#buffer.rested();
      return;
    }
    // It has none: nothing else was begun meanwhile.
    const lane = work.lanes.open(key === undefined ? this.#keyOf(record) : key);
    const task = new Task(work, lane, record, data, record);
    lane.begin();
    if (isCurrent) work.add(task, sizeOf(record));
    else task.state = 'stale';
    this.#handling.begun(task, attempt, outcome);
  }

  /** Puts the record to those before it in its lane, to be handled with them once the stretch is read. */
  #collect(
    work: PartitionWork<K, V>,
    record: ConsumerRecord<K, V>,
    data: FetchedData<K, V>,
    { maxRecords, maxBytes }: BatchLimits,
  ): void {
    const key = this.#keyOf(record);
    const lane =
      key === null ? (work.keyless ??= work.lanes.open(null)) : (work.lanes.get(key) ?? work.lanes.open(key));
    const bytes = sizeOf(record);
    const { last } = lane;
    // A batch is of one stretch of fetched data, as one of batches() is.
    if (last?.data === data && last.attempts === 0 && last.hasRoom(bytes, maxRecords, maxBytes)) {
      last.add(record);
      work.grow(last, bytes);
      data.release();
      return;
    }
    if (lane.isNew) work.collecting.push(lane);
    const task = new Task(work, lane, record, data, [record]);
    work.add(task, bytes);
    lane.push(task);
  }

  /** The stretch is read to its end, as far as it may be: what was put together can be handled. */
  #collected(work: PartitionWork<K, V>): void {
    for (const lane of work.collecting) this.#queue(lane);
    work.collecting.length = 0;
    work.keyless = null;
  }

  #queue(lane: Lane<Task<K, V>>): void {
    if (lane.becomeDue()) this.#due.push(lane);
  }

  over(task: Task<K, V>): void {
    const { work, lane } = task;
    if (task.state !== 'stale') {
      work.finish(task);
      this.rested(task);
    }
    task.release();
    if (!lane.isEmpty) this.#queue(lane);
    else work.lanes.done(lane);
    if (work.isAside && !this.#isFull(work)) {
      work.isAside = false;
      this.#line.push(work);
    }
  }

  rested({ work }: Task<K, V>): void {
    if (--work.atWork === 0) this.#buffer.rested();
  }

  again(task: Task<K, V>): void {
    task.lane.unshift(task);
    this.#queue(task.lane);
  }

  failed(error: unknown): void {
    this.#end(error);
  }

  settled(): void {
    // At once: nobody waits for a run that is not at work.
    if (this.#phase === 'ending' || this.#buffer.isOver) this.#closeGaps();
    if (this.#phase === 'ending') this.#buffer.notify();
    this.#fill();
    // With nothing to do it asks for records, as a poll does.
    if (this.#slots.areAllFree) this.#buffer.notify();
  }
}
