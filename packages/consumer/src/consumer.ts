import { EventEmitter } from 'node:events';
import { StateError } from '@k/wire';
import type { WaitOptions } from '@k/conn';
import type { ConnectOptions, PartitionMetadata, TopicPartition } from '@k/cluster';
import { PartitionMap } from '@k/group';
import type { CommittedOffset, GroupMember, Membership, OffsetAndMetadata, OffsetClient } from '@k/group';
import { EARLIEST, LATEST } from './assigned-partition.ts';
import type { ConsumerRecord } from './consumer-record.ts';
import type { ConsumerRecords } from './consumer-records.ts';
import { ConsumerEngine } from './engine.ts';
import { OffsetLookupError } from './errors.ts';
import type { ConsumerEvents } from './events.ts';
import { BatchIterator, RecordIterator } from './iterators.ts';
import type { LoopOptions } from './iterators.ts';
import { listOffsets } from './list-offsets.ts';
import type { FoundOffset } from './list-offsets.ts';
import type { KafkaConsumerOptions } from './options.ts';
import { listTopics, subscriptionOf } from './subscription.ts';
import type { SubscribeOptions } from './subscription.ts';

/** A position to commit: `offset` is the next one to read, that of the last record done plus one. */
export interface TopicPartitionOffset extends TopicPartition, OffsetAndMetadata {}

export interface PollOptions {
  /** How long to wait when nothing is queued, in milliseconds. @default 1000 */
  readonly timeoutMs?: number;
  /** @default the option `maxPollRecords` */
  readonly maxRecords?: number;
  /** Stops the wait: `poll` rejects with its reason, having handed back what the poll before gave. */
  readonly signal?: AbortSignal;
}

const DEFAULT_POLL_TIMEOUT_MS = 1_000;
/** Together well under the 30 s that a pod is given to end (terminationGracePeriodSeconds). */
const DEFAULT_CLOSE_TIMEOUT_MS = 10_000;
const DEFAULT_STOP_TIMEOUT_MS = 20_000;

/**
 * Reads records from a Kafka cluster, by itself (`assign`) or as a member of a group (`subscribe`).
 *
 * Get records with `for await (const record of consumer)`, `for await (const batch of consumer.batches())` or `poll()`.
 * Asking for more hands back what was given before, and only what was handed back is committed automatically: a handler that
 * throws gets its record again. One loop or poll at a time.
 *
 * @typeParam K what `keyDeserializer` makes of keys
 * @typeParam V what `valueDeserializer` makes of values
 */
export class KafkaConsumer<K = Buffer, V = Buffer>
  extends EventEmitter<ConsumerEvents>
  implements AsyncDisposable, AsyncIterable<ConsumerRecord<K, V>>
{
  readonly #engine: ConsumerEngine<K, V>;

  /** @throws ConfigError that names every wrong option */
  constructor(options: KafkaConsumerOptions<K, V>) {
    super();
    this.#engine = new ConsumerEngine(options, (event, ...args) => {
      // Apart from the work that led to it: a listener that throws must not stop that.
      queueMicrotask(() => {
        (this as EventEmitter).emit(event, ...args);
      });
    });
  }

  // ---------------------------------------------------------------- what to read

  /**
   * Joins the group and reads what it assigns to this member. Replaces an earlier subscription. Topics that cannot be read
   * are told about by the next poll; the others go on.
   * @throws StateError without a `groupId`, or after `assign()`
   */
  subscribe(options: SubscribeOptions): void {
    this.#checkRunning('subscribe()');
    const member = this.#requireMember('subscribe()');
    if (this.#engine.subscription.kind === 'assigned') {
      throw new StateError('KafkaConsumer: subscribe() after assign(): call unsubscribe() in between');
    }
    this.#engine.subscribe(member, subscriptionOf(options));
  }

  /**
   * Reads these partitions and no others, without a group's membership. Those that were assigned before stay where they are;
   * new ones begin at the committed offset (with a `groupId`), or where `autoOffsetReset` says.
   * @throws StateError after `subscribe()`
   */
  assign(partitions: readonly TopicPartition[]): void {
    this.#checkRunning('assign()');
    const { kind } = this.#engine.subscription;
    if (kind === 'topics' || kind === 'pattern') {
      throw new StateError('KafkaConsumer: assign() after subscribe(): call unsubscribe() in between');
    }
    for (const { topic, partition } of partitions) {
      if (typeof topic !== 'string' || topic === '' || !Number.isSafeInteger(partition) || partition < 0) {
        throw new StateError(
          `KafkaConsumer: assign() takes { topic, partition }, got ${JSON.stringify({ topic, partition })}`,
        );
      }
    }
    this.#engine.assign(partitions.map(({ topic, partition }) => ({ topic, partition })));
  }

  /** Gives back all partitions (committing what was handed back, with `enableAutoCommit`) and leaves the group. */
  async unsubscribe(): Promise<void> {
    this.#checkRunning('unsubscribe()');
    await this.#engine.release(this.#engine.cluster.deadline('commit offsets'));
    this.#engine.feed.flow();
  }

  /** Topic names, or the pattern, subscribed to; empty after `assign()`. */
  subscription(): { readonly topics: readonly string[]; readonly pattern: RegExp | undefined } {
    const { subscription, topics } = this.#engine;
    if (subscription.kind === 'pattern') return { topics: [...topics], pattern: subscription.pattern };
    return { topics: subscription.kind === 'topics' ? [...topics] : [], pattern: undefined };
  }

  /** The partitions owned now. */
  assignment(): TopicPartition[] {
    return this.#engine.assignment.list.map(({ topic, partition }) => ({ topic, partition }));
  }

  /** Where the member stands in its group; undefined without a `groupId`. */
  get membership(): Membership | undefined {
    return this.#engine.member?.membership;
  }

  // ---------------------------------------------------------------- records

  /**
   * Up to `maxRecords` records of any assigned partitions, as soon as there are some; none when `timeoutMs` ran out first.
   * Hands back the records of the poll before.
   * @throws StateError before `subscribe()` or `assign()` and after `close()`; a partition's error at its turn
   * (CorruptRecordError, OffsetOutOfRangeError, ProtocolError, ...), after which the next poll goes on
   */
  async poll(options: PollOptions = {}): Promise<ConsumerRecords<K, V>> {
    this.#checkOpen('poll()');
    const { timeoutMs = DEFAULT_POLL_TIMEOUT_MS, maxRecords = this.#engine.settings.maxPollRecords, signal } = options;
    if (!(timeoutMs >= 0))
      throw new StateError(`KafkaConsumer: poll() takes a timeoutMs of 0 or more, got ${String(timeoutMs)}`);
    if (!(maxRecords >= 1))
      throw new StateError(`KafkaConsumer: poll() takes maxRecords of 1 or more, got ${String(maxRecords)}`);
    return await this.#engine.delivery.poll(timeoutMs, maxRecords, signal);
  }

  /** Record after record, until the consumer is closed; see {@link KafkaConsumer.records}. */
  [Symbol.asyncIterator](): RecordIterator<K, V> {
    return this.records();
  }

  /**
   * Record after record. The next step hands the record back. Leaving the loop with `break`, `return` or an error does not:
   * the record comes again, here or elsewhere, unless `commit()` was called for it.
   *
   * The loop ends by itself, without a throw, where its end was asked for: by `close()`, {@link KafkaConsumer.stop}, an
   * aborted `signal`, or `idleTimeoutMs` without a record. What was handed out before is handed back then.
   */
  records(options: LoopOptions = {}): RecordIterator<K, V> {
    this.#checkOpen('records()');
    return new RecordIterator(this.#engine.delivery, options);
  }

  /** Batch after batch, each of one partition: the same rules, with a whole batch in hand, and cheaper per record. */
  batches(options: LoopOptions = {}): BatchIterator<K, V> {
    this.#checkOpen('batches()');
    return new BatchIterator<K, V>(this.#engine.delivery, options);
  }

  // ---------------------------------------------------------------- offsets of the group

  /**
   * Commits `offsets`; without them the position of every assigned partition, records in hand included: the application says
   * that it is done with them. Passing errors are retried until `timeoutMs`.
   * @throws CommitError naming the partitions that were refused; StateError without a `groupId`; ProtocolError
   * REBALANCE_IN_PROGRESS while the group gives this member no partitions
   */
  async commit(offsets?: readonly TopicPartitionOffset[], options: WaitOptions = {}): Promise<void> {
    this.#checkOpen('commit()');
    this.#requireOffsets('commit()');
    const deadline = this.#engine.cluster.deadline('commit offsets', options);
    const map = new PartitionMap<OffsetAndMetadata>();
    if (offsets === undefined) {
      this.#engine.delivery.acknowledge();
      for (const { topic, partition, position: offset, leaderEpoch } of this.#engine.assignment.values()) {
        if (offset >= 0) map.set(topic, partition, { offset, leaderEpoch });
      }
    } else {
      for (const { topic, partition, offset, metadata = '', leaderEpoch = -1 } of offsets) {
        checkOffset('commit()', offset);
        map.set(topic, partition, { offset, metadata, leaderEpoch });
        // What is committed of the record in hand is done: leaving the loop does not bring it back.
        const owned = this.#engine.assignment.map.get(topic, partition);
        if (owned !== undefined && offset === owned.position) owned.handedBack = offset;
      }
    }
    await this.#engine.committer.commit(map, deadline);
  }

  /** What the group has committed, from the coordinator; null for nothing. @throws OffsetLookupError, StateError without a `groupId` */
  async committed(
    partitions: readonly TopicPartition[],
    options: WaitOptions = {},
  ): Promise<PartitionMap<CommittedOffset | null>> {
    this.#checkOpen('committed()');
    const client = this.#requireOffsets('committed()');
    const deadline = this.#engine.cluster.deadline('fetch committed offsets', options);
    const { offsets, errors } = await client.fetch(mapOf(partitions, true), { deadline });
    if (errors.size > 0) throw new OffsetLookupError(errors);
    return offsets;
  }

  // ---------------------------------------------------------------- positions

  /** Offset of the next record to be handed out; waits until it is known. @throws the partition's error; TimeoutError */
  async position(partition: TopicPartition, options: WaitOptions = {}): Promise<number> {
    this.#checkOpen('position()');
    const deadline = this.#engine.cluster.deadline(
      `find the position of ${partition.topic}-${partition.partition}`,
      options,
    );
    for (;;) {
      const { position, error } = this.#engine.assignment.require(partition);
      if (position >= 0) return position;
      if (error !== null) throw error;
      await this.#engine.nextPositionChange(deadline);
    }
  }

  /** Goes on at `offset`; the record in hand of that partition counts as dealt with. @throws StateError if not assigned */
  seek(partition: TopicPartition, offset: number): void {
    this.#checkOpen('seek()');
    checkOffset('seek()', offset);
    const owned = this.#engine.assignment.require(partition);
    this.#engine.feed.interrupt(owned);
    owned.seek(offset);
    this.#engine.positionsChanged();
  }

  /** Goes on at the oldest record of these partitions, or of all assigned ones. */
  seekToBeginning(partitions?: readonly TopicPartition[]): void {
    this.#reset('seekToBeginning()', partitions, EARLIEST);
  }

  /** Goes on behind the newest record there is when the leader is asked. */
  seekToEnd(partitions?: readonly TopicPartition[]): void {
    this.#reset('seekToEnd()', partitions, LATEST);
  }

  /** Hands out no more records of these partitions until `resume()`; they stay assigned. */
  pause(partitions: readonly TopicPartition[]): void {
    this.#checkOpen('pause()');
    for (const owned of this.#engine.assignment.select(partitions)) {
      owned.paused = true;
      this.#engine.feed.interrupt(owned);
    }
  }

  resume(partitions: readonly TopicPartition[]): void {
    this.#checkOpen('resume()');
    for (const owned of this.#engine.assignment.select(partitions)) {
      owned.paused = false;
      if (owned.queue.length > 0 || owned.error !== null) this.#engine.feed.add(owned);
    }
    this.#engine.fetcher.wake();
  }

  /** The paused partitions. */
  paused(): TopicPartition[] {
    return [...this.#engine.assignment.values()]
      .filter(({ paused }) => paused)
      .map(({ topic, partition }) => ({ topic, partition }));
  }

  /** Offset behind the partition's last record as of the last fetch, undefined before. Lag is this minus the position. */
  highWatermark(partition: TopicPartition): number | undefined {
    const { highWatermark } = this.#engine.assignment.require(partition);
    return highWatermark < 0 ? undefined : highWatermark;
  }

  /** Bytes of fetched data held now, and the most there may be: see the option `bufferMemory`. */
  get buffered(): { readonly bytes: number; readonly limit: number } {
    const { held, limit } = this.#engine.fetcher.budget;
    return { bytes: held, limit };
  }

  // ---------------------------------------------------------------- the log

  /** Offset of the oldest record of each. @throws OffsetLookupError */
  beginningOffsets(partitions: readonly TopicPartition[], options: WaitOptions = {}): Promise<PartitionMap<number>> {
    return this.#logOffsets('beginningOffsets()', partitions, EARLIEST, options);
  }

  /** Offset behind the newest record of each; with read_committed, behind the last stable one. @throws OffsetLookupError */
  endOffsets(partitions: readonly TopicPartition[], options: WaitOptions = {}): Promise<PartitionMap<number>> {
    return this.#logOffsets('endOffsets()', partitions, LATEST, options);
  }

  /** The first record at or after `timestamp` (milliseconds) in each; null where there is none. @throws OffsetLookupError */
  async offsetsForTimes(
    timestamps: readonly (TopicPartition & { readonly timestamp: number })[],
    options: WaitOptions = {},
  ): Promise<PartitionMap<FoundOffset | null>> {
    const wanted = new PartitionMap<number>();
    for (const { topic, partition, timestamp } of timestamps) {
      checkOffset('offsetsForTimes()', timestamp);
      wanted.set(topic, partition, timestamp);
    }
    const result = new PartitionMap<FoundOffset | null>();
    for (const [topic, partition, found] of await this.#lookUp('offsetsForTimes()', wanted, options)) {
      result.set(topic, partition, found.offset < 0 ? null : found);
    }
    return result;
  }

  /** @throws ProtocolError UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED, ... */
  async partitionsForTopic(topic: string, options: WaitOptions = {}): Promise<readonly PartitionMetadata[]> {
    this.#checkOpen('partitionsForTopic()');
    const [metadata] = await this.#engine.cluster.loadTopics([topic], options);
    return metadata?.partitions ?? [];
  }

  /** Names of all topics that this client may see. */
  async topics(options: WaitOptions = {}): Promise<string[]> {
    this.#checkOpen('topics()');
    return (await listTopics(this.#engine.cluster, options)).map(({ name }) => name).sort();
  }

  // ---------------------------------------------------------------- life

  /**
   * Finds the cluster now, if that has not happened yet. Optional: everything that needs it does so by itself, and goes on
   * trying. Idempotent.
   * @param options `retry: false` tries each bootstrap server once, instead of all of them again until `timeoutMs`
   * @throws TimeoutError with a ConnectionError as its cause, or that one itself with `retry: false`; AuthenticationError
   */
  async connect(options: ConnectOptions = {}): Promise<void> {
    this.#checkOpen('connect()');
    await this.#engine.cluster.connect(options);
  }

  /**
   * The graceful end: hands out no more records, waits for those in hand to be handed back, commits them (with
   * `enableAutoCommit`), leaves the group and closes. Loops end at their next step, without a throw. For a signal handler:
   *
   *     process.once('SIGTERM', () => void consumer.stop());
   *
   * Not to be awaited in the body of a loop, which would wait for itself. A loop over `poll()` polls once more, which
   * gives nothing, or has its records handed back to nobody: they are not committed.
   * @param options `timeoutMs`: 20 s unless given, well under the 30 s that a pod has; 70 % of it for what is in hand, then
   *   that is given up
   */
  async stop(options: { readonly timeoutMs?: number } = {}): Promise<void> {
    await this.#engine.stop(options.timeoutMs ?? DEFAULT_STOP_TIMEOUT_MS);
  }

  /**
   * Commits what was handed back (with `enableAutoCommit`), leaves the group, closes the connections. What is in hand is not
   * waited for and not committed: {@link KafkaConsumer.stop}, leave the loop, or call `commit()`, before. Idempotent; ends
   * waiting polls and loops.
   * @param options `timeoutMs`: for the goodbyes, 10 s unless given; the consumer is closed after it in any case
   */
  close(options: { readonly timeoutMs?: number } = {}): Promise<void> {
    return this.#engine.close(options.timeoutMs ?? DEFAULT_CLOSE_TIMEOUT_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  // ---------------------------------------------------------------- inner ways

  #checkOpen(call: string): void {
    if (this.#engine.state === 'closing') throw new StateError(`KafkaConsumer: ${call} after close()`);
  }

  /** While it stops, what is in hand may still be dealt with, and nothing begun. */
  #checkRunning(call: string): void {
    this.#checkOpen(call);
    if (this.#engine.state === 'stopping') throw new StateError(`KafkaConsumer: ${call} after stop()`);
  }

  #requireMember(call: string): GroupMember {
    const { member } = this.#engine;
    if (member === undefined) throw new StateError(`KafkaConsumer: ${call} needs the option groupId`);
    return member;
  }

  #requireOffsets(call: string): OffsetClient {
    const { offsets } = this.#engine;
    if (offsets === undefined) throw new StateError(`KafkaConsumer: ${call} needs the option groupId`);
    return offsets;
  }

  #reset(call: string, partitions: readonly TopicPartition[] | undefined, timestamp: number): void {
    this.#checkOpen(call);
    for (const owned of this.#engine.assignment.select(partitions)) {
      this.#engine.feed.interrupt(owned);
      owned.reset(timestamp);
    }
    this.#engine.positionsChanged();
  }

  async #logOffsets(
    call: string,
    partitions: readonly TopicPartition[],
    timestamp: number,
    options: WaitOptions,
  ): Promise<PartitionMap<number>> {
    const result = new PartitionMap<number>();
    for (const [topic, partition, { offset }] of await this.#lookUp(call, mapOf(partitions, timestamp), options)) {
      result.set(topic, partition, offset);
    }
    return result;
  }

  async #lookUp(call: string, wanted: PartitionMap<number>, options: WaitOptions): Promise<PartitionMap<FoundOffset>> {
    this.#checkOpen(call);
    const { cluster, purpose, settings } = this.#engine;
    const deadline = cluster.deadline(call, options);
    await cluster.loadTopics(
      wanted.byTopic().map(([topic]) => topic),
      { deadline },
    );
    const { isolationLevel } = settings;
    const { found, errors } = await listOffsets(cluster, wanted, { isolationLevel, deadline, purpose });
    if (errors.size > 0) throw new OffsetLookupError(errors);
    return found;
  }
}

function mapOf<T>(partitions: readonly TopicPartition[], value: T): PartitionMap<T> {
  const map = new PartitionMap<T>();
  for (const { topic, partition } of partitions) map.set(topic, partition, value);
  return map;
}

function checkOffset(call: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new StateError(`KafkaConsumer: ${call} takes a whole number of 0 or more, got ${String(value)}`);
  }
}
