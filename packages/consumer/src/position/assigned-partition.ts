import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '@k/cluster';
import type { TopicPartition } from '@k/cluster';
import type { RecordSource } from '../delivery/consumer-record.ts';
import {
  CorruptRecordError,
  LogTruncationError,
  NoOffsetError,
  PositionNotInLogError,
  UnreadableRecordError,
} from '../errors.ts';
import type { TruncatedLog } from '../errors.ts';
import type { SkippedRecords } from '../events.ts';
import { FetchCursor } from '../fetch/cursor.ts';
import type { LogPlace } from '../fetch/cursor.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';
import { Position } from './position.ts';

/** What becomes of a partition, told to those who have to act on it. */
export interface PartitionEvents<K, V> {
  /** It has something to hand out: data or an error. */
  ready(partition: AssignedPartition<K, V>): void;
  /** It has data that is to be prepared before it is handed out: see {@link FetchCursor.unprepared}. */
  unprepared(partition: AssignedPartition<K, V>): void;
  /** A batch that cannot be read was left out. */
  skipped(skipped: SkippedRecords): void;
  /** Its position was set or lost, and what was fetched before is gone; or it was found to hold. */
  moved(partition: AssignedPartition<K, V>): void;
  /** Nothing is to be handed out of it for now. */
  paused(partition: AssignedPartition<K, V>): void;
  /** It is assigned no more. */
  gone(partition: AssignedPartition<K, V>): void;
  /** More of it may be fetched or looked up: its queue got shorter, its error was told, it goes on after a pause. */
  wanting(partition: AssignedPartition<K, V>): void;
  /** What was read of it is in its log no more. */
  truncated(truncated: TruncatedLog): void;
}

/** How far a leader's log is of an epoch, or of the last one before that which it has; -1 when it has none. */
export interface EpochEnd {
  readonly leaderEpoch: number;
  readonly endOffset: number;
}

/** What all partitions of a consumer share. */
export interface PartitionContext<K, V> {
  readonly autoOffsetReset: 'earliest' | 'latest' | 'none';
  /** What becomes of a batch that cannot be read. @default 'fail' */
  readonly onBadBatch?: 'fail' | 'skip';
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
  #currentLeaderEpoch = -1;
  /** The highest that it was. */
  #newestLeaderEpoch = -1;
  #committed = -1;
  #isPaused = false;
  #isOwned = true;
  #trouble: Error | null = null;
  #error: Error | null = null;
  /** Where the last batch that could not be read begins. */
  #badOffset = -1;

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

  /** Leader epoch, as the metadata told it, in which position and queue are known to be of the leader's log; -1 for none. */
  get currentLeaderEpoch(): number {
    return this.#currentLeaderEpoch;
  }

  /** The metadata told of a leader as new as that: where it tells of an older one now, epochs began anew with another log. */
  hadLeaderOf(epoch: number): boolean {
    return this.#newestLeaderEpoch >= epoch;
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
    const { readable } = this;
    return readable === undefined ? this.#error !== null : readable.preparation === null;
  }

  /** The data to hand out next. What is queued may be of a log that is gone while its position is validated. */
  get readable(): FetchedData<K, V> | undefined {
    return this.position.state.name === 'validating' ? undefined : this.cursor.oldest;
  }

  /** Reading goes on at `offset`, which the leader's log has. */
  seek(offset: number, leaderEpoch = -1): void {
    this.position.seek(offset, leaderEpoch);
    this.#moved();
  }

  /** Reading goes on there, if the leader's log still has what lies before. */
  seekTo({ offset, leaderEpoch }: LogPlace): void {
    this.seek(offset, leaderEpoch);
    this.#validate();
  }

  /** Reading goes on where the group left off. */
  seekToCommitted(place: LogPlace): void {
    this.#committed = place.offset;
    this.seekTo(place);
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

  /** Its leader is one of this epoch; -1 when brokers do not tell. Another leader's log may have been cut (KIP-320). */
  isLedIn(leaderEpoch: number): void {
    if (leaderEpoch === this.#currentLeaderEpoch) return;
    this.#currentLeaderEpoch = leaderEpoch;
    this.#newestLeaderEpoch = Math.max(this.#newestLeaderEpoch, leaderEpoch);
    if (!this.position.isKnown) return;
    // What the leader before has to say counts no more.
    this.cursor.disregard();
    this.#validate();
  }

  /** Where no epoch is known there is nothing to ask: as before KIP-320 it is taken to hold. */
  #validate(): void {
    if (this.#currentLeaderEpoch < 0 || this.cursor.leaderEpoch < 0) {
      if (this.position.state.name === 'validating') this.validated(this.cursor.leaderEpoch);
      return;
    }
    this.position.validate();
    this.#context.events.paused(this);
    this.#context.events.wanting(this);
  }

  /** Position and queue are in the leader's log, the record before what is fetched next being of `leaderEpoch` at the latest. */
  validated(leaderEpoch: number): void {
    this.cursor.validated(leaderEpoch);
    this.position.validated(leaderEpoch);
    this.#trouble = null;
    if (this.isReady) this.#context.events.ready(this);
    this.#context.events.moved(this);
  }

  /** What the leader says of the epoch that was fetched last. As with Java's, it is the end offset that tells. */
  compareWith({ leaderEpoch, endOffset }: EpochEnd): void {
    const isKnown = leaderEpoch >= 0 && endOffset >= 0;
    if (isKnown && endOffset >= this.cursor.offset) {
      this.validated(leaderEpoch);
    } else if (this.cursor.offset > this.position.offset) {
      // Of what is queued some is not in the log, perhaps all. The position may be, which is to be asked by itself.
      this.position.validate();
      this.#moved();
    } else {
      this.#truncated(isKnown ? { offset: endOffset, leaderEpoch } : { offset: -1, leaderEpoch: -1 });
    }
  }

  #truncated(divergent: LogPlace): void {
    const { topic, partition } = this;
    const { offset: divergentOffset, leaderEpoch } = divergent;
    const truncated = { topic, partition, position: this.position.offset, divergentOffset, leaderEpoch };
    this.#context.events.truncated(truncated);
    if (divergentOffset < 0 || this.#context.autoOffsetReset === 'none') {
      this.#applyPolicy(() => new LogTruncationError(truncated));
      return;
    }
    this.position.truncate(divergent);
    this.#moved();
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
    const wasOpen = this.position.isOpen && !this.position.isKnown;
    this.#committed = -1;
    this.#currentLeaderEpoch = -1;
    this.#newestLeaderEpoch = -1;
    this.cursor.forgetBounds();
    this.position.forget();
    if (wasOpen) this.#moved();
    else this.#applyPolicy(() => new NoOffsetError(this, 'its topic was made again'));
  }

  #applyPolicy(error: () => Error): void {
    switch (this.#context.autoOffsetReset) {
      case 'earliest':
        this.reset(EARLIEST_TIMESTAMP);
        return;
      case 'latest':
        this.reset(LATEST_TIMESTAMP);
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

  /** False for ever once the consumer has given it back or lost it. */
  get isOwned(): boolean {
    return this.#isOwned;
  }

  /** It is assigned no more. */
  disown(): void {
    this.#isOwned = false;
    this.release();
  }

  /** It is read no more, or from elsewhere: nothing that is queued, under way or wrong counts. */
  release(): void {
    this.cursor.forgetFailures();
    this.#error = null;
    this.#trouble = null;
    this.evict();
  }

  /** What the application has in hand comes again. */
  takeBack(): void {
    this.position.takeBack();
    this.#moved();
  }

  /** Gives up what is queued, to be fetched again from the position; nobody may be reading from it. */
  evict(): void {
    this.cursor.invalidate(this.position);
    // What was asked of the leader was about the end of the queue.
    if (this.position.state.name === 'validating') this.#validate();
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
    const data = this.cursor.oldest;
    if (data !== undefined) {
      this.position.doneThrough(offset, offset === data.endOffset ? data.endLeaderEpoch : data.leaderEpoch);
    }
    this.cursor.dequeue();
    this.#queueChanged();
    this.#context.events.wanting(this);
  }

  /** The oldest data cannot be read beyond `offset`. */
  unreadable(offset: number, error: Error): void {
    this.position.doneThrough(offset, this.cursor.oldest?.leaderEpoch ?? -1);
    this.evict();
    if (this.#context.onBadBatch === 'skip' && isBadBatch(error) && error.nextOffset >= 0) this.#passOver(error);
    else this.tell(error);
  }

  /** Damage on the way mends itself: only what is bad twice in a row is left out. */
  #passOver(error: CorruptRecordError | UnreadableRecordError): void {
    const { topic, partition, offset, nextOffset } = error;
    if (this.#badOffset === offset) {
      // Its leader epoch is no more to be believed than the rest of it.
      this.position.doneThrough(nextOffset, -1);
      this.evict();
      this.#context.events.skipped({ topic, partition, offset, nextOffset, error });
    }
    this.#badOffset = offset;
    this.#context.events.wanting(this);
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
    // Also without anything queued: a run has records of it that wait.
    this.#context.events.ready(this);
    this.#context.events.wanting(this);
  }
}

function isBadBatch(error: Error): error is CorruptRecordError | UnreadableRecordError {
  return error instanceof CorruptRecordError || error instanceof UnreadableRecordError;
}
