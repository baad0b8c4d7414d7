import { EventEmitter } from 'node:events';
import { StateError } from '@k/wire';
import { Deadline } from '@k/conn';
import type { Resolvers, WaitOptions } from '@k/conn';
import { withResolvers } from '@k/conn';
import { Cluster } from '@k/cluster';
import type { PartitionMetadata, TopicPartition } from '@k/cluster';
import { GroupMember, OffsetClient, PartitionMap } from '@k/group';
import type { CommittedOffset, Membership, OffsetAndMetadata } from '@k/group';
import { EARLIEST, LATEST } from './assigned-partition.ts';
import type { AssignedPartition } from './assigned-partition.ts';
import { Assignment } from './assignment.ts';
import { Committer } from './committer.ts';
import type { ConsumerRecord } from './consumer-record.ts';
import type { ConsumerRecords } from './consumer-records.ts';
import { Delivery } from './delivery.ts';
import { OffsetLookupError } from './errors.ts';
import type { ConsumerEvents } from './events.ts';
import { Fetcher } from './fetcher.ts';
import { BatchIterator, RecordIterator } from './iterators.ts';
import { listOffsets } from './list-offsets.ts';
import type { FoundOffset } from './list-offsets.ts';
import { clusterOptionsOf, parseConsumerOptions } from './options.ts';
import type { ConsumerSettings, KafkaConsumerOptions } from './options.ts';
import { PositionFinder } from './position-finder.ts';
import { Rebalance } from './rebalance.ts';
import { RecordFeed } from './record-feed.ts';
import { PatternWatch, checkTopics, listTopics, subscriptionOf } from './subscription.ts';
import type { SubscribeOptions, Subscription } from './subscription.ts';
import { Watchdog } from './watchdog.ts';

/** A position to commit: `offset` is the next one to read, that of the last record done plus one. */
export interface TopicPartitionOffset extends TopicPartition, OffsetAndMetadata {}

export interface PollOptions {
  /** How long to wait when nothing is queued, in milliseconds. @default 1000 */
  readonly timeoutMs?: number;
  /** @default the option `maxPollRecords` */
  readonly maxRecords?: number;
  /** Stops the wait; `poll` rejects with its reason. */
  readonly signal?: AbortSignal;
}

const DEFAULT_POLL_TIMEOUT_MS = 1_000;
let consumers = 0;

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
  readonly #settings: ConsumerSettings<K, V>;
  readonly #cluster: Cluster;
  readonly #purpose = `consumer-${String(++consumers)}`;
  readonly #assignment: Assignment<K, V>;
  readonly #feed: RecordFeed<K, V>;
  readonly #fetcher: Fetcher<K, V>;
  readonly #finder: PositionFinder<K, V>;
  readonly #offsets: OffsetClient | undefined;
  readonly #committer: Committer<K, V>;
  readonly #delivery: Delivery<K, V>;
  readonly #member: GroupMember | undefined;
  readonly #watchdog: Watchdog<K, V>;
  readonly #stopMetadata: () => void;
  #subscription: Subscription = { kind: 'none' };
  #pattern: PatternWatch | undefined;
  #watched: readonly string[] = [];
  /** Ended the membership: every poll throws it until the application subscribes anew. */
  #failure: Error | undefined;
  /** To be thrown once each. */
  readonly #troubles: Error[] = [];
  #positions: Resolvers<void> | undefined;
  #closing: Promise<void> | undefined;

  /** @throws ConfigError that names every wrong option */
  constructor(options: KafkaConsumerOptions<K, V>) {
    super();
    const settings = parseConsumerOptions<K, V>(options);
    this.#settings = settings;
    const cluster = (settings.cluster ?? new Cluster(clusterOptionsOf(options))).acquire();
    this.#cluster = cluster;
    const { groupId, enableAutoCommit, rebalanceTimeoutMs } = settings;
    const { clock } = cluster.runtime;
    const partitions = (): Iterable<AssignedPartition<K, V>> => this.#assignment.values();
    this.#assignment = new Assignment(settings);
    this.#feed = new RecordFeed(clock, () => {
      this.#fetcher.wake();
      this.#finder.wake();
    });
    this.#fetcher = new Fetcher({
      cluster,
      settings,
      purpose: this.#purpose,
      partitions,
      onReady: (partition) => this.#feed.add(partition),
      onOutOfRange: (partition) => this.#finder.outOfRange(partition),
    });
    this.#offsets = groupId === undefined ? undefined : new OffsetClient(cluster, groupId, `${this.#purpose}-offsets`);
    this.#finder = new PositionFinder({
      cluster,
      offsets: this.#offsets,
      autoOffsetReset: settings.autoOffsetReset,
      isolationLevel: settings.isolationLevel,
      purpose: this.#purpose,
      partitions,
      onFound: () => this.#positionsChanged(),
      onError: (partition) => {
        this.#feed.add(partition);
        this.#positionsChanged();
      },
    });
    this.#committer = new Committer({
      cluster,
      offsets: this.#offsets,
      partitions: () => this.#assignment.map,
      member: () => (this.#subscription.kind === 'assigned' ? 'none' : this.#member?.generation),
      onCommitted: (offsets) =>
        this.#tell('committed', Array.from(offsets, ([topic, partition, { offset }]) => ({ topic, partition, offset }))),
      onFailed: (error) => this.#tell('commitFailed', error),
    });
    this.#delivery = new Delivery({
      clock,
      feed: this.#feed,
      assignment: this.#assignment,
      check: () => this.#check(),
      onHungry: () => this.#member?.polled(),
      onMoved: () => this.#positionsChanged(),
    });
    this.#member = groupId === undefined ? undefined : this.#makeMember(groupId, rebalanceTimeoutMs, enableAutoCommit);
    this.#watchdog = new Watchdog({
      clock,
      partitions,
      isHungry: () => this.#feed.isWaiting && this.#feed.state === 'flowing',
      onStalled: (stalled) => this.#tell('stalled', stalled),
    });
    this.#stopMetadata = cluster.onMetadata(() => {
      this.#fetcher.wake();
    });
    if (settings.stallTimeoutMs > 0) this.#watchdog.start(settings.stallTimeoutMs);
    if (enableAutoCommit && groupId !== undefined) this.#committer.start(settings.autoCommitIntervalMs);
  }

  #makeMember(groupId: string, rebalanceTimeoutMs: number, enableAutoCommit: boolean): GroupMember {
    const { groupInstanceId, sessionTimeoutMs, heartbeatIntervalMs, maxPollIntervalMs, partitionAssignors } = this.#settings;
    const handler = new Rebalance<K, V>({
      cluster: this.#cluster,
      feed: this.#feed,
      committer: this.#committer,
      enableAutoCommit,
      rebalanceTimeoutMs,
      listener: () => ('listener' in this.#subscription ? this.#subscription.listener : {}),
      assignment: () => this.#assignment.list,
      own: (list) => this.#own(list),
      begin: () => this.#positionsChanged(),
      on: {
        assigned: (list) => this.#tell('assigned', list),
        revoked: (list, reason) => this.#tell('revoked', list, reason),
        lost: (list, reason) => this.#tell('lost', list, reason),
        commitFailed: (error) => this.#tell('commitFailed', error),
        pollIntervalExceeded: () => this.#tell('pollIntervalExceeded', { maxPollIntervalMs }),
        failed: (error) => {
          this.#failure = error;
          this.#feed.notify();
        },
        warning: (error) => this.#tell('warning', error),
      },
    });
    const options = { groupId, groupInstanceId, sessionTimeoutMs, heartbeatIntervalMs, maxPollIntervalMs, rebalanceTimeoutMs };
    return new GroupMember({ cluster: this.#cluster, options, assignors: partitionAssignors, handler });
  }

  // ---------------------------------------------------------------- what to read

  /**
   * Joins the group and reads what it assigns to this member. Replaces an earlier subscription. Topics that cannot be read
   * are told about by the next poll; the others go on.
   * @throws StateError without a `groupId`, or after `assign()`
   */
  subscribe(options: SubscribeOptions): void {
    this.#checkOpen('subscribe()');
    const member = this.#requireMember('subscribe()');
    if (this.#subscription.kind === 'assigned') {
      throw new StateError('KafkaConsumer: subscribe() after assign(): call unsubscribe() in between');
    }
    const subscription = subscriptionOf(options);
    this.#subscription = subscription;
    this.#failure = undefined;
    this.#pattern?.stop();
    this.#pattern = undefined;
    if (subscription.kind === 'topics') {
      this.#watch(subscription.topics, []);
      member.subscribe(subscription.topics);
      return;
    }
    const { excludeInternalTopics } = this.#settings;
    this.#pattern = new PatternWatch(this.#cluster, subscription.pattern, excludeInternalTopics, (topics) => {
      this.#watch(topics, []);
      member.subscribe(topics);
    });
    this.#pattern.start(this.#cluster.settings.metadataMaxAgeMs);
  }

  /**
   * Reads these partitions and no others, without a group's membership. Those that were assigned before stay where they are;
   * new ones begin at the committed offset (with a `groupId`), or where `autoOffsetReset` says.
   * @throws StateError after `subscribe()`
   */
  assign(partitions: readonly TopicPartition[]): void {
    this.#checkOpen('assign()');
    if (this.#subscription.kind === 'topics' || this.#subscription.kind === 'pattern') {
      throw new StateError('KafkaConsumer: assign() after subscribe(): call unsubscribe() in between');
    }
    for (const { topic, partition } of partitions) {
      if (typeof topic !== 'string' || topic === '' || !Number.isSafeInteger(partition) || partition < 0) {
        throw new StateError(`KafkaConsumer: assign() takes { topic, partition }, got ${JSON.stringify({ topic, partition })}`);
      }
    }
    const list = partitions.map(({ topic, partition }) => ({ topic, partition }));
    this.#subscription = { kind: 'assigned', partitions: list };
    this.#watch([...new Set(list.map(({ topic }) => topic))], list);
    this.#own(list);
    this.#feed.flow();
    this.#positionsChanged();
  }

  /** Gives back all partitions (committing what was handed back, with `enableAutoCommit`) and leaves the group. */
  async unsubscribe(): Promise<void> {
    this.#checkOpen('unsubscribe()');
    await this.#release();
    this.#feed.flow();
  }

  /** Topic names, or the pattern, subscribed to; empty after `assign()`. */
  subscription(): { readonly topics: readonly string[]; readonly pattern: RegExp | undefined } {
    const { kind } = this.#subscription;
    if (kind === 'pattern') return { topics: [...this.#watched], pattern: this.#subscription.pattern };
    return { topics: kind === 'topics' ? [...this.#subscription.topics] : [], pattern: undefined };
  }

  /** The partitions owned now. */
  assignment(): TopicPartition[] {
    return this.#assignment.list.map(({ topic, partition }) => ({ topic, partition }));
  }

  /** Where the member stands in its group; undefined without a `groupId`. */
  get membership(): Membership | undefined {
    return this.#member?.membership;
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
    const { timeoutMs = DEFAULT_POLL_TIMEOUT_MS, maxRecords = this.#settings.maxPollRecords, signal } = options;
    if (!(timeoutMs >= 0)) throw new StateError(`KafkaConsumer: poll() takes a timeoutMs of 0 or more, got ${String(timeoutMs)}`);
    if (!(maxRecords >= 1)) throw new StateError(`KafkaConsumer: poll() takes maxRecords of 1 or more, got ${String(maxRecords)}`);
    return await this.#delivery.poll(timeoutMs, maxRecords, signal);
  }

  /** Record after record, until the consumer is closed; see {@link KafkaConsumer.records}. */
  [Symbol.asyncIterator](): RecordIterator<K, V> {
    return this.records();
  }

  /**
   * Record after record. The next step hands the record back. Leaving the loop with `break`, `return` or an error does not:
   * the record comes again, here or elsewhere, unless `commit()` was called for it.
   * @param options `signal` stops the loop: it throws the signal's reason
   */
  records(options: { readonly signal?: AbortSignal } = {}): RecordIterator<K, V> {
    this.#checkOpen('records()');
    return new RecordIterator(this.#delivery, options.signal);
  }

  /** Batch after batch, each of one partition: the same rules, with a whole batch in hand, and cheaper per record. */
  batches(options: { readonly signal?: AbortSignal } = {}): BatchIterator<K, V> {
    this.#checkOpen('batches()');
    return new BatchIterator<K, V>(this.#delivery, options.signal);
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
    const deadline = this.#cluster.deadline('commit offsets', options);
    const map = new PartitionMap<OffsetAndMetadata>();
    if (offsets === undefined) {
      this.#delivery.acknowledge();
      for (const { topic, partition, position: offset, leaderEpoch } of this.#assignment.values()) {
        if (offset >= 0) map.set(topic, partition, { offset, leaderEpoch });
      }
    } else {
      for (const { topic, partition, offset, metadata = '', leaderEpoch = -1 } of offsets) {
        checkOffset('commit()', offset);
        map.set(topic, partition, { offset, metadata, leaderEpoch });
        // What is committed of the record in hand is done: leaving the loop does not bring it back.
        const owned = this.#assignment.map.get(topic, partition);
        if (owned !== undefined && offset === owned.position) owned.handedBack = offset;
      }
    }
    await deadline.race(this.#committer.commit(map, deadline));
  }

  /** What the group has committed, from the coordinator; null for nothing. @throws OffsetLookupError, StateError without a `groupId` */
  async committed(
    partitions: readonly TopicPartition[],
    options: WaitOptions = {},
  ): Promise<PartitionMap<CommittedOffset | null>> {
    this.#checkOpen('committed()');
    const client = this.#requireOffsets('committed()');
    const deadline = this.#cluster.deadline('fetch committed offsets', options);
    const { offsets, errors } = await client.fetch(mapOf(partitions, true), { deadline });
    if (errors.size > 0) throw new OffsetLookupError(errors);
    return offsets;
  }

  // ---------------------------------------------------------------- positions

  /** Offset of the next record to be handed out; waits until it is known. @throws the partition's error; TimeoutError */
  async position(partition: TopicPartition, options: WaitOptions = {}): Promise<number> {
    this.#checkOpen('position()');
    const deadline = this.#cluster.deadline(`find the position of ${partition.topic}-${partition.partition}`, options);
    for (;;) {
      const { position, error } = this.#assignment.require(partition);
      if (position >= 0) return position;
      if (error !== null) throw error;
      this.#positions ??= withResolvers();
      await deadline.race(this.#positions.promise);
    }
  }

  /** Goes on at `offset`; the record in hand of that partition counts as dealt with. @throws StateError if not assigned */
  seek(partition: TopicPartition, offset: number): void {
    this.#checkOpen('seek()');
    checkOffset('seek()', offset);
    const owned = this.#assignment.require(partition);
    this.#feed.interrupt(owned);
    owned.seek(offset);
    this.#positionsChanged();
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
    for (const owned of this.#assignment.select(partitions)) {
      owned.paused = true;
      this.#feed.interrupt(owned);
    }
  }

  resume(partitions: readonly TopicPartition[]): void {
    this.#checkOpen('resume()');
    for (const owned of this.#assignment.select(partitions)) {
      owned.paused = false;
      if (owned.queue.length > 0 || owned.error !== null) this.#feed.add(owned);
    }
    this.#fetcher.wake();
  }

  /** The paused partitions. */
  paused(): TopicPartition[] {
    return [...this.#assignment.values()]
      .filter(({ paused }) => paused)
      .map(({ topic, partition }) => ({ topic, partition }));
  }

  /** Offset behind the partition's last record as of the last fetch, undefined before. Lag is this minus the position. */
  highWatermark(partition: TopicPartition): number | undefined {
    const { highWatermark } = this.#assignment.require(partition);
    return highWatermark < 0 ? undefined : highWatermark;
  }

  /** Bytes of fetched data held now, and the most there may be: see the option `bufferMemory`. */
  get buffered(): { readonly bytes: number; readonly limit: number } {
    const { held, limit } = this.#fetcher.budget;
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
    const [metadata] = await this.#cluster.loadTopics([topic], options);
    return metadata?.partitions ?? [];
  }

  /** Names of all topics that this client may see. */
  async topics(options: WaitOptions = {}): Promise<string[]> {
    this.#checkOpen('topics()');
    return (await listTopics(this.#cluster, options)).map(({ name }) => name).sort();
  }

  // ---------------------------------------------------------------- life

  /**
   * Commits what was handed back (with `enableAutoCommit`), leaves the group, closes the connections. What is in hand is not
   * committed: leave the loop, or call `commit()`, before. Idempotent; ends waiting polls and loops.
   * @param options `timeoutMs`: for the goodbyes, 30 s unless given; the consumer is closed after it in any case
   */
  close(options: { readonly timeoutMs?: number } = {}): Promise<void> {
    this.#closing ??= this.#close(options.timeoutMs ?? 30_000);
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(timeoutMs: number): Promise<void> {
    const deadline = new Deadline(this.#cluster.runtime.clock, 'close the consumer', { timeoutMs });
    this.#watchdog.stop();
    this.#committer.stop();
    this.#feed.close();
    try {
      await deadline.race(this.#release(deadline));
    } catch (error) {
      if (!deadline.expired) throw error;
    } finally {
      this.#stopMetadata();
      this.#fetcher.close();
      this.#own([]);
      this.#positionsChanged();
      await this.#finder.close();
      await this.#cluster.release();
    }
  }

  /** Out of the group, or of the partitions assigned by hand. */
  async #release(deadline: Deadline = this.#cluster.deadline('commit offsets')): Promise<void> {
    this.#pattern?.stop();
    this.#pattern = undefined;
    // What is in hand stays uncommitted: nothing is waited for.
    this.#delivery.abandon();
    if (this.#subscription.kind === 'assigned') {
      if (this.#settings.enableAutoCommit && this.#offsets !== undefined) {
        await this.#committer.handedBack(deadline).catch((error: Error) => this.#tell('commitFailed', error));
      }
      this.#own([]);
    } else {
      await this.#member?.leave();
    }
    this.#subscription = { kind: 'none' };
    this.#failure = undefined;
    this.#watch([], []);
  }

  // ---------------------------------------------------------------- inner ways

  #own(list: readonly TopicPartition[]): void {
    this.#feed.clear();
    this.#assignment.replace(list);
    for (const partition of this.#assignment.values()) {
      if (partition.queue.length > 0) this.#feed.add(partition);
    }
  }

  /** Topics to be kept fresh in the metadata, and told about when they cannot be read. */
  #watch(topics: readonly string[], partitions: readonly TopicPartition[]): void {
    this.#cluster.watchTopics(topics);
    this.#cluster.unwatchTopics(this.#watched);
    this.#watched = topics;
    void checkTopics(this.#cluster, topics, partitions, (error) => {
      if (this.#closing !== undefined || this.#watched !== topics) return;
      this.#troubles.push(error);
      this.#feed.notify();
    });
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
    const trouble = this.#troubles.shift();
    if (trouble !== undefined) throw trouble;
    if (this.#subscription.kind === 'none') throw new StateError('KafkaConsumer: subscribe() or assign() before asking for records');
  }

  #checkOpen(call: string): void {
    if (this.#closing !== undefined) throw new StateError(`KafkaConsumer: ${call} after close()`);
  }

  #requireMember(call: string): GroupMember {
    if (this.#member === undefined) throw new StateError(`KafkaConsumer: ${call} needs the option groupId`);
    return this.#member;
  }

  #requireOffsets(call: string): OffsetClient {
    if (this.#offsets === undefined) throw new StateError(`KafkaConsumer: ${call} needs the option groupId`);
    return this.#offsets;
  }

  #reset(call: string, partitions: readonly TopicPartition[] | undefined, timestamp: number): void {
    this.#checkOpen(call);
    for (const owned of this.#assignment.select(partitions)) {
      this.#feed.interrupt(owned);
      owned.reset(timestamp);
    }
    this.#positionsChanged();
  }

  /** Positions were set, lost or found. */
  #positionsChanged(): void {
    this.#finder.wake();
    this.#fetcher.wake();
    this.#positions?.resolve();
    this.#positions = undefined;
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
    const deadline = this.#cluster.deadline(call, options);
    const topics = wanted.byTopic().map(([topic]) => topic);
    await this.#cluster.loadTopics(topics, { deadline });
    const { isolationLevel } = this.#settings;
    const { found, errors } = await listOffsets(this.#cluster, wanted, { isolationLevel, deadline, purpose: this.#purpose });
    if (errors.size > 0) throw new OffsetLookupError(errors);
    return found;
  }

  /** Events are told apart from the work: a listener that throws must not stop it. */
  #tell<E extends keyof ConsumerEvents>(event: E, ...args: ConsumerEvents[E]): void {
    queueMicrotask(() => {
      (this as EventEmitter).emit(event, ...args);
    });
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
