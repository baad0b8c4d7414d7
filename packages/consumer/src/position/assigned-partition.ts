import type { TopicPartition } from '@k/cluster';
import type { RecordSource } from '../delivery/consumer-record.ts';
import { NoOffsetError, PositionNotInLogError } from '../errors.ts';
import { FetchCursor } from '../fetch/cursor.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';
import { EARLIEST, LATEST, Position } from './position.ts';

/** What becomes of a partition, told to those who have to act on it. */
export interface PartitionEvents<K, V> {
  /** It has something to hand out: data or an error. */
  ready(partition: AssignedPartition<K, V>): void;
  /** It has data that is to be prepared before it is handed out: see {@link FetchCursor.unprepared}. */
  unprepared(partition: AssignedPartition<K, V>): void;
  /** Its position was set or lost: what was fetched before is gone. */
  moved(partition: AssignedPartition<K, V>): void;
  /** Nothing is to be handed out of it for now. */
  paused(partition: AssignedPartition<K, V>): void;
  /** More of it may be fetched or looked up: its queue got shorter, its error was told, it goes on after a pause. */
  wanting(partition: AssignedPartition<K, V>): void;
}

/** What all partitions of a consumer share. */
export interface PartitionContext<K, V> {
  readonly autoOffsetReset: 'earliest' | 'latest' | 'none';
  readonly events: PartitionEvents<K, V>;
}

/**
 * One partition that the consumer owns: what the application was given of it ({@link Position}), what is fetched ahead of
 * that ({@link FetchCursor}), and what is wrong with it. Both move together, and only through the methods here.
 */
export class AssignedPartition<K = Buffer, V = Buffer> implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly source: RecordSource<K, V>;
  readonly position = new Position();
  readonly cursor = new FetchCursor<K, V>();
  readonly #context: PartitionContext<K, V>;
  #topicId: string | undefined;
  #committed = -1;
  #isPaused = false;
  #trouble: Error | null = null;
  #error: Error | null = null;

  constructor(source: RecordSource<K, V>, context: PartitionContext<K, V>) {
    this.topic = source.topic;
    this.partition = source.partition;
    this.source = source;
    this.#context = context;
  }

  /** Id of the topic that the position is about; undefined until it is told. */
  get topicId(): string | undefined {
    return this.#topicId;
  }

  /** What the group has stored, as far as this member knows; -1 for nothing. */
  get committed(): number {
    return this.#committed;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Why the last attempt to find its position or to fetch it came to nothing, and may not do so again; null after one that did not. */
  get trouble(): Error | null {
    return this.#trouble;
  }

  /** To be thrown at the partition's turn, after what is queued. */
  get error(): Error | null {
    return this.#error;
  }

  /** There is something to hand out: data that is prepared, or an error behind all data. */
  get isReady(): boolean {
    const { oldest } = this.cursor;
    return oldest === undefined ? this.#error !== null : oldest.preparation === null;
  }

  /** Reading goes on at `offset`. */
  seek(offset: number, leaderEpoch = -1): void {
    this.position.seek(offset, leaderEpoch);
    this.#moved();
  }

  /** Reading goes on where the group left off. */
  seekToCommitted(offset: number, leaderEpoch: number): void {
    this.#committed = offset;
    this.seek(offset, leaderEpoch);
  }

  /** The position has to be looked up in the log first. */
  reset(timestamp: number): void {
    this.position.reset(timestamp);
    this.#moved();
  }

  /** The group has no offset for it. */
  nothingCommitted(): void {
    this.#applyPolicy(() => new NoOffsetError(this));
  }

  /** The position is not in the log: the policy decides, and nothing but the policy. */
  outOfRange(): void {
    const { topic, partition, position } = this;
    this.#applyPolicy(() => new PositionNotInLogError({ topic, partition, offset: position.offset }));
  }

  /** The topic is this one. Was it another one before, nothing that is known of the log holds for the new one. */
  isOf(topicId: string): void {
    const isNew = this.#topicId !== undefined && this.#topicId !== topicId;
    this.#topicId = topicId;
    if (isNew) this.#newLog();
  }

  /**
   * The policy decides here as well. What is committed is about the old log too, if anything is: brokers forget it
   * together with the topic. Where no position was in use yet, that is looked for anew.
   */
  #newLog(): void {
    const wasOpen = this.position.isOpen;
    this.#committed = -1;
    this.cursor.forgetBounds();
    this.position.forget();
    if (wasOpen) this.#moved();
    else this.#applyPolicy(() => new NoOffsetError(this, 'its topic was made again'));
  }

  #applyPolicy(error: () => Error): void {
    switch (this.#context.autoOffsetReset) {
      case 'earliest':
        this.reset(EARLIEST);
        return;
      case 'latest':
        this.reset(LATEST);
        return;
      case 'none':
        this.position.getStuck();
        this.#moved();
        this.tell(error());
    }
  }

  #moved(): void {
    this.release();
    this.#context.events.moved(this);
  }

  /** It is read no more, or from elsewhere: nothing that is queued, under way or wrong counts. */
  release(): void {
    this.cursor.invalidate(this.position.offset);
    this.cursor.forgetFailures();
    this.#error = null;
    this.#trouble = null;
  }

  /** What the application has in hand comes again. */
  takeBack(): void {
    this.position.takeBack();
    this.#moved();
  }

  /** Gives up what is queued, to be fetched again from the position; nobody may be reading from it. */
  evict(): void {
    this.cursor.invalidate(this.position.offset);
  }

  enqueue(data: FetchedData<K, V>): void {
    this.cursor.enqueue(data);
    this.#queueChanged();
  }

  /** Something that is queued was prepared, unless it is queued no more. */
  prepared(): void {
    this.#queueChanged();
  }

  #queueChanged(): void {
    if (this.isReady) this.#context.events.ready(this);
    if (this.cursor.unprepared !== undefined) this.#context.events.unprepared(this);
  }

  /** The oldest data is done with up to `offset`, and holds nothing more. */
  finishOldest(offset: number): void {
    this.position.doneThrough(offset);
    this.cursor.dequeue();
    this.#queueChanged();
    this.#context.events.wanting(this);
  }

  /** The oldest data cannot be read beyond `offset`. */
  unreadable(offset: number, error: Error): void {
    this.position.doneThrough(offset);
    this.evict();
    this.tell(error);
  }

  /** The application is to hear of it, at the partition's turn. */
  tell(error: Error): void {
    this.#error = error;
    this.#context.events.ready(this);
  }

  /** It was told. What only the application can mend is told at each turn until it does. */
  told(): void {
    if (this.position.state.name === 'stuck') this.#context.events.ready(this);
    else this.#error = null;
    this.#context.events.wanting(this);
  }

  /** null: all is well again. */
  setTrouble(trouble: Error | null): void {
    this.#trouble = trouble;
  }

  stored(offset: number): void {
    this.#committed = offset;
  }

  pause(): void {
    this.#isPaused = true;
    this.#context.events.paused(this);
  }

  resume(): void {
    this.#isPaused = false;
    if (this.isReady) this.#context.events.ready(this);
    this.#context.events.wanting(this);
  }
}
