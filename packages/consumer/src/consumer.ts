import { EventEmitter } from 'node:events';
import { ConfigError, StateError } from '@k/wire';
import { shownAs, unheardWarning, waitOptions, type WaitOptions } from '@k/runtime';
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP, PartitionMap, listOffsets, listTopics } from '@k/cluster';
import type { ConnectOptions, ConsumerGroupMetadata, FoundOffset, PartitionMetadata, TopicPartition } from '@k/cluster';
import type { CommittedOffset, GroupMember, MembershipStatus, OffsetClient, SubscriptionPattern } from '@k/group';
import {
  closeOptions,
  connectOptions,
  loopOptions,
  offsetAndEpochOf,
  offsetsOf,
  optionsOf,
  partitionOf,
  partitionsOf,
  pollOptions,
  reasonOf,
  streamOptions,
  timestampsOf,
  topicOf,
} from './arguments.ts';
import type { CloseOptions, OffsetAndEpoch, PollOptions, TopicPartitionOffset } from './arguments.ts';
import type { ConsumerBatch } from './delivery/consumer-batch.ts';
import type { ConsumerRecord } from './delivery/consumer-record.ts';
import type { ConsumerRecords } from './delivery/consumer-records.ts';
import { ConsumerEngine } from './engine.ts';
import { OffsetLookupError } from './errors.ts';
import type { ConsumerEvents } from './events.ts';
import type { ConsumerHealth } from './health.ts';
import { BatchIterator, RecordIterator } from './delivery/iterators.ts';
import type { LoopOptions } from './delivery/iterators.ts';
import { readableOf, type RecordReadable, type StreamOptions } from './delivery/node-record-stream.ts';
import { lagsOf, type PartitionLag } from './lag.ts';
import type { ConsumerMetrics } from './metrics.ts';
import type { KafkaConsumerOptions } from './options.ts';
import { run } from './run/run.ts';
import type { BatchOptions, Handler, RunOptions } from './run/run-options.ts';
import { subscriptionOf } from './subscription.ts';
import type { Subscribable } from './subscription.ts';

/** A list of partitions, or one. */
type Partitions = Iterable<TopicPartition> | TopicPartition;

const DEFAULT_POLL_TIMEOUT_MS = 1_000;
/** Together well under the 30 s that a pod is given to end (terminationGracePeriodSeconds). */
const DEFAULT_CLOSE_TIMEOUT_MS = 10_000;
const DEFAULT_STOP_TIMEOUT_MS = 20_000;
const PATTERN_IN_CLASSIC =
  "KafkaConsumer: subscribe(): a SubscriptionPattern takes groupProtocol 'consumer' (Kafka 4.0 on): with 'classic' use a RegExp, which stays with the client";
const LISTENER_APART =
  'KafkaConsumer: subscribe(): expected one argument. A listener comes with the topics: subscribe({ topics, listener })';

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
  extends EventEmitter<ConsumerEvents<K, V>>
  implements AsyncDisposable, AsyncIterable<ConsumerRecord<K, V>>
{
  readonly #engine: ConsumerEngine<K, V>;

  /** @throws ConfigError that names every wrong option */
  constructor(options: KafkaConsumerOptions<K, V>) {
    super();
    this.#engine = new ConsumerEngine(options, (event, ...args) => {
      // In a microtask of its own: a listener that throws must not stop the work that the event is about.
      queueMicrotask(() => {
        const isHeard = (this as EventEmitter).emit(event, ...args);
        if (isHeard || event !== 'warning' || this.#engine.cluster.settings.logger !== undefined) return;
        unheardWarning('KafkaConsumer', args[0] as Error);
      });
    });
  }

  // ---------------------------------------------------------------- what to read

  /**
   * Joins the group and reads what it assigns to this member: `subscribe(['orders'])`, `subscribe(/orders-.+/)`,
   * `subscribe(new SubscriptionPattern('orders-.+'))`, which leaves the matching to the broker (KIP-848), or with a listener `subscribe({ topics | pattern, listener })`. Replaces an earlier subscription. Topics that cannot be read
   * are told about by the next poll; the others go on.
   * @throws StateError without a `groupId`, or after `assign()`; ConfigError
   */
  subscribe(wanted: Subscribable): void {
    this.#checkRunning('subscribe()');
    // Where Java and kafka-python take the listener: plain JavaScript would lose it without a word.
    if (arguments.length > 1) throw new ConfigError(LISTENER_APART);
    const member = this.#requireMember('subscribe()');
    if (this.#engine.subscription.kind === 'assigned') {
      throw new StateError('KafkaConsumer: subscribe() after assign(): call unsubscribe() in between');
    }
    const subscription = subscriptionOf(wanted);
    if (subscription.kind === 'serverPattern' && this.#engine.settings.groupProtocol === 'classic') {
      throw new ConfigError(PATTERN_IN_CLASSIC);
    }
    this.#engine.subscribe(member, subscription);
  }

  /**
   * Reads these partitions and no others, without a group's membership. Those that were assigned before stay where they are;
   * new ones begin at the committed offset (with a `groupId`), or where `autoOffsetReset` says.
   * @throws StateError after `subscribe()`; ConfigError
   */
  assign(partitions: Partitions): void {
    this.#checkRunning('assign()');
    if ('listener' in this.#engine.subscription) {
      throw new StateError('KafkaConsumer: assign() after subscribe(): call unsubscribe() in between');
    }
    this.#engine.assign(partitionsOf('assign()', partitions));
  }

  /**
   * Gives back all partitions (committing what was handed back, with `enableAutoCommit`) and leaves the group. Called by a
   * rebalance listener it resolves at once: the member leaves when the listener is done.
   */
  async unsubscribe(): Promise<void> {
    this.#checkRunning('unsubscribe()');
    const released = this.#engine.release(this.#engine.cluster.deadline('commit offsets'));
    await this.#engine.awaited(released, ['listener']);
  }

  /** Topic names, or the pattern, subscribed to; empty after `assign()`. */
  subscription(): { readonly topics: readonly string[]; readonly pattern: RegExp | SubscriptionPattern | undefined } {
    const { subscription, topics } = this.#engine;
    if ('pattern' in subscription) return { topics: [...topics], pattern: subscription.pattern };
    return { topics: subscription.kind === 'topics' ? [...topics] : [], pattern: undefined };
  }

  /** For console.log and util.inspect: who it is, of which cluster and group, and what it reads. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { clientId, settings } = this.#engine.cluster;
    const { groupId } = this.#engine.settings;
    const assignment = this.#engine.assignment.list.length;
    return shownAs(
      'KafkaConsumer',
      { clientId, groupId, bootstrapServers: settings.bootstrapServers, partitions: assignment },
      options,
      inspect,
    );
  }

  /** The partitions owned now. */
  assignment(): TopicPartition[] {
    return this.#engine.assignment.list.map(({ topic, partition }) => ({ topic, partition }));
  }

  /** Where the member stands in its group; undefined without a `groupId`. */
  get membership(): MembershipStatus | undefined {
    return this.#engine.member?.status;
  }

  /**
   * Has the group share its partitions out anew (KIP-568), when something that the assignor goes by has changed. Does not
   * wait for it, and does nothing while the group rebalances as it is. In the consumer protocol (KIP-848) that is the
   * coordinator's affair: nothing is done but to say so as a `warning`.
   *
   * @param reason goes into the coordinator's log (KIP-800), 255 characters of it at most
   * @throws StateError without a `groupId`, and before `subscribe()`; ConfigError
   */
  enforceRebalance(reason = 'rebalance enforced by user'): void {
    this.#checkRunning('enforceRebalance()');
    const member = this.#requireMember('enforceRebalance()');
    const why = reasonOf('enforceRebalance()', reason);
    if (!('listener' in this.#engine.subscription)) {
      throw new StateError('KafkaConsumer: enforceRebalance() before subscribe()');
    }
    if (member.status.state === 'stable') member.rejoin(why);
  }

  /**
   * What names this consumer in its group: a transaction that commits its offsets carries it, so that they are refused once
   * another member has taken its place (KIP-447). Ask for it when records are handed out, not when they are done with. After
   * `assign()` it is that of no member in particular.
   * @throws StateError without a `groupId`; ProtocolError REBALANCE_IN_PROGRESS while the group gives this member no partitions
   */
  groupMetadata(): ConsumerGroupMetadata {
    this.#requireOffsets('groupMetadata()');
    const { settings, committer } = this.#engine;
    const groupId = settings.groupId as string;
    const { epoch = -1, memberId = '', groupInstanceId = null } = committer.member() ?? {};
    return { groupId, generationId: epoch, memberId, groupInstanceId };
  }

  /** Whether what is handed back is committed by itself: the option `enableAutoCommit`, in a group. */
  get commitsAutomatically(): boolean {
    const { enableAutoCommit, groupId } = this.#engine.settings;
    return enableAutoCommit && groupId !== undefined;
  }

  // ---------------------------------------------------------------- records

  /**
   * Up to `maxRecords` records of any assigned partitions, as soon as there are some; none when `timeoutMs` ran out first.
   * Hands back the records of the poll before.
   * @throws StateError before `subscribe()` or `assign()` and after `close()`; ConfigError; a partition's error at its turn
   * (CorruptRecordError, PositionNotInLogError, ProtocolError, ...), after which the next poll goes on
   */
  async poll(options: PollOptions = {}): Promise<ConsumerRecords<K, V>> {
    this.#checkOpen('poll()');
    const {
      timeoutMs = DEFAULT_POLL_TIMEOUT_MS,
      maxRecords = this.#engine.settings.maxPollRecords,
      signal,
    } = optionsOf('poll()', pollOptions, options);
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
    return new RecordIterator(this.#engine.delivery, optionsOf('records()', loopOptions, options));
  }

  /** Batch after batch, each of one partition: the same rules, with a whole batch in hand, and cheaper per record. */
  batches(options: LoopOptions = {}): BatchIterator<K, V> {
    this.#checkOpen('batches()');
    return new BatchIterator<K, V>(this.#engine.delivery, optionsOf('batches()', loopOptions, options));
  }

  /**
   * Has records handled, many at a time, in order by partition or by key, until the consumer is closed or `signal` aborts:
   * see {@link RunOptions}. What is finished without a gap counts as handed back.
   * @param handler gets a record, or with the option `batch` an array of them
   * @throws the handler's error at the last retry, with `onFailure: 'stop'`; DeadLetterError; what a loop throws; ConfigError
   */
  async run<B extends boolean | BatchOptions = false>(
    handler: Handler<K, V, B>,
    options: RunOptions<B> = {},
  ): Promise<void> {
    this.#checkOpen('run()');
    await run(this.#engine, handler, options);
  }

  /**
   * The records as a Readable in object mode: `pipeline(consumer.stream(), ...)`. Nothing is taken ahead of the reader, who holds
   * fetching back in the end. A record is handed back when the reader asks for the next one: a `for await` loop with its next
   * step, a pipe once the next stream has room, before that one is done with it where its `highWaterMark` is above 1. It ends where
   * a loop ends; `destroy()` leaves the loop. `Readable.toWeb(consumer.stream())` and `ReadableStream.from(consumer)` are Web streams.
   */
  stream(options: StreamOptions = {}): RecordReadable<ConsumerRecord<K, V>> {
    return readableOf((loop) => this.records(loop), optionsOf('stream()', streamOptions, options));
  }

  /** The same of batches, each of one partition: see {@link KafkaConsumer.batches}. */
  batchStream(options: StreamOptions = {}): RecordReadable<ConsumerBatch<K, V>> {
    return readableOf((loop) => this.batches(loop), optionsOf('batchStream()', streamOptions, options));
  }

  // ---------------------------------------------------------------- offsets of the group

  /**
   * Commits `offsets`; without them the position of every assigned partition, records in hand included: the application says
   * that it is done with them. Passing errors are retried until `timeoutMs`.
   * @param offsets a list, or one
   * @throws CommitError naming the partitions that were refused; StateError without a `groupId`; ProtocolError
   * REBALANCE_IN_PROGRESS while the group gives this member no partitions
   */
  async commit(
    offsets?: Iterable<TopicPartitionOffset> | TopicPartitionOffset,
    options: WaitOptions = {},
  ): Promise<void> {
    this.#checkOpen('commit()');
    this.#requireOffsets('commit()');
    const deadline = this.#engine.cluster.deadline('commit offsets', optionsOf('commit()', waitOptions, options));
    const { buffer } = this.#engine;
    const map = offsets === undefined ? buffer.done() : offsetsOf('commit()', offsets);
    buffer.handBackUpTo(map);
    await this.#engine.committer.commit(map, deadline);
  }

  /** What the group has committed, from the coordinator; null for nothing. @throws OffsetLookupError, StateError without a `groupId` */
  async committed(partitions: Partitions, options: WaitOptions = {}): Promise<PartitionMap<CommittedOffset | null>> {
    this.#checkOpen('committed()');
    const client = this.#requireOffsets('committed()');
    const wanted = mapOf(partitionsOf('committed()', partitions), true);
    const limits = optionsOf('committed()', waitOptions, options);
    const deadline = this.#engine.cluster.deadline('fetch committed offsets', limits);
    const { offsets, errors } = await client.fetch(wanted, { deadline });
    if (errors.size > 0) throw new OffsetLookupError(errors);
    return offsets;
  }

  // ---------------------------------------------------------------- positions

  /** Offset of the next record to be handed out; waits until it is known. @throws the partition's error; TimeoutError */
  async position(partition: TopicPartition, options: WaitOptions = {}): Promise<number> {
    this.#checkOpen('position()');
    const wanted = partitionOf('position()', partition);
    const limits = optionsOf('position()', waitOptions, options);
    const deadline = this.#engine.cluster.deadline(
      `find the position of ${wanted.topic}-${String(wanted.partition)}`,
      limits,
    );
    for (;;) {
      const owned = this.#engine.assignment.require(wanted);
      const { state, offset } = owned.position;
      if (offset >= 0 && state.name !== 'validating') return offset;
      if (owned.error !== null) throw owned.error;
      await this.#engine.nextPositionChange(deadline, () => owned.trouble ?? undefined);
    }
  }

  /**
   * Goes on at `offset`; the record in hand of that partition counts as dealt with.
   * @param offset a number, or what `committed()` and `offsetsForTimes()` give: with its leader epoch the leader is asked first
   *   whether its log still has what lies before (KIP-320)
   * @throws StateError if not assigned; ConfigError
   */
  seek(partition: TopicPartition, offset: number | OffsetAndEpoch): void {
    this.#checkOpen('seek()');
    const owned = this.#engine.assignment.require(partitionOf('seek()', partition));
    owned.seekTo(offsetAndEpochOf('seek()', offset));
  }

  /**
   * Goes on at the oldest record of these partitions, or of all assigned ones.
   * @throws StateError for a partition that is not assigned, and without `partitions` while nothing has been: where to begin
   *   then is said by `autoOffsetReset`, or in `onPartitionsAssigned`
   */
  seekToBeginning(partitions?: Partitions): void {
    this.#reset('seekToBeginning()', partitions, EARLIEST_TIMESTAMP);
  }

  /** Goes on behind the newest record there is when the leader is asked. @throws as {@link KafkaConsumer.seekToBeginning} */
  seekToEnd(partitions?: Partitions): void {
    this.#reset('seekToEnd()', partitions, LATEST_TIMESTAMP);
  }

  /**
   * Hands out no more records of these partitions, or of all assigned ones, until `resume()`; they stay assigned. A
   * partition that is given back in a rebalance forgets it, as with Java's, also when it comes back: pause anew in
   * `onPartitionsAssigned`. Eager rebalances give all of them back; cooperative ones leave those that stay as they are.
   * @throws StateError for a partition that is not assigned
   */
  pause(partitions?: Partitions): void {
    this.#checkOpen('pause()');
    for (const owned of this.#engine.assignment.select(listed('pause()', partitions))) owned.pause();
  }

  /** Ends `pause()`; without partitions, that of all. One that is not assigned (any more) is not paused either. */
  resume(partitions?: Partitions): void {
    this.#checkOpen('resume()');
    const { assignment } = this.#engine;
    const wanted = listed('resume()', partitions)?.filter((each) => assignment.get(each.topic, each.partition));
    for (const owned of assignment.select(wanted)) owned.resume();
  }

  /** The paused partitions. */
  paused(): TopicPartition[] {
    return [...this.#engine.assignment.values()]
      .filter(({ isPaused }) => isPaused)
      .map(({ topic, partition }) => ({ topic, partition }));
  }

  /** Offset behind the partition's last record as of the last fetch, undefined before. Lag is this minus the position. */
  highWatermark(partition: TopicPartition): number | undefined {
    const { highWatermark } = this.#engine.assignment.require(partitionOf('highWatermark()', partition)).cursor;
    return highWatermark < 0 ? undefined : highWatermark;
  }

  /** Bytes of fetched data held now, and the most there may be: see the option `bufferMemory`. */
  get buffered(): { readonly bytes: number; readonly limit: number } {
    const { held, limit } = this.#engine.fetcher.budget;
    return { bytes: held, limit };
  }

  // ---------------------------------------------------------------- the log

  /** Offset of the oldest record of each. @throws OffsetLookupError */
  beginningOffsets(partitions: Partitions, options: WaitOptions = {}): Promise<PartitionMap<number>> {
    return this.#logOffsets('beginningOffsets()', partitions, EARLIEST_TIMESTAMP, options);
  }

  /** Offset behind the newest record of each; with read_committed, behind the last stable one. @throws OffsetLookupError */
  endOffsets(partitions: Partitions, options: WaitOptions = {}): Promise<PartitionMap<number>> {
    return this.#logOffsets('endOffsets()', partitions, LATEST_TIMESTAMP, options);
  }

  /** The first record at or after `timestamp` (milliseconds) in each; null where there is none. @throws OffsetLookupError */
  async offsetsForTimes(
    timestamps: Parameters<typeof timestampsOf>[1],
    options: WaitOptions = {},
  ): Promise<PartitionMap<FoundOffset | null>> {
    const wanted = timestampsOf('offsetsForTimes()', timestamps);
    const result = new PartitionMap<FoundOffset | null>();
    for (const [topic, partition, found] of await this.#lookUp('offsetsForTimes()', wanted, options)) {
      result.set(topic, partition, found.offset < 0 ? null : found);
    }
    return result;
  }

  /** @throws ProtocolError UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED, ... */
  async partitionsForTopic(topic: string, options: WaitOptions = {}): Promise<readonly PartitionMetadata[]> {
    this.#checkOpen('partitionsForTopic()');
    const call = 'partitionsForTopic()';
    const topics = [topicOf(call, topic)];
    const [metadata] = await this.#engine.cluster.loadTopics(topics, optionsOf(call, waitOptions, options));
    return metadata?.partitions ?? [];
  }

  /** Names of all topics that this client may see. */
  async topics(options: WaitOptions = {}): Promise<string[]> {
    this.#checkOpen('topics()');
    const limits = optionsOf('topics()', waitOptions, options);
    return (await listTopics(this.#engine.cluster, limits)).map(({ name }) => name).sort();
  }

  /**
   * How far assigned partitions are read, as far as this consumer knows: it asks nobody. `endOffsets()` and `committed()` ask.
   * @throws StateError for a partition that is not assigned
   */
  lag(partitions?: Partitions): PartitionMap<PartitionLag> {
    return lagsOf(this.#engine.assignment.select(listed('lag()', partitions)));
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
    await this.#engine.cluster.connect(optionsOf('connect()', connectOptions, options));
  }

  /** What this consumer has done, in numbers: in all, by topic, by partition and by broker. */
  metrics(): ConsumerMetrics {
    return this.#engine.metrics();
  }

  /** What is wrong, in words, as far as this consumer knows: it asks nobody. For health checks and support. */
  health(): ConsumerHealth {
    return this.#engine.health();
  }

  /**
   * The graceful end: hands out no more records, waits for those in hand to be handed back, commits them (with
   * `enableAutoCommit`), leaves the group and closes. Loops end at their next step, without a throw. For a signal handler:
   *
   *     process.once('SIGTERM', () => void consumer.stop());
   *
   * Called by a handler of `run()` or by a rebalance listener it resolves as soon as the stop has begun: the stop waits for the
   * handler, and `run()` resolves after it. What goes wrong then is a `warning`. What a handler has started and left running
   * counts as the handler, until the run is over.
   *
   * Not to be awaited in the body of a loop, which would wait for itself until the time is over; a `warning` tells that. A loop
   * over `poll()` polls once more, which gives nothing, or has its records handed back to nobody: they are not committed.
   * @param options `timeoutMs`: 20 s unless given, well under the 30 s that a pod has; 70 % of it for what is in hand, then
   *   that is given up
   */
  async stop(options: CloseOptions = {}): Promise<void> {
    const { timeoutMs = DEFAULT_STOP_TIMEOUT_MS } = optionsOf('stop()', closeOptions, options);
    await this.#engine.awaited(this.#engine.stop(timeoutMs), ['handlers', 'listener']);
  }

  /**
   * Commits what was handed back (with `enableAutoCommit`), leaves the group, closes the connections. What is in hand is not
   * waited for and not committed: {@link KafkaConsumer.stop}, leave the loop, or call `commit()`, before. Idempotent; ends
   * waiting polls and loops. Called by a rebalance listener it resolves at once, and goes on when the listener is done.
   * @param options `timeoutMs`: for the goodbyes, 10 s unless given; the consumer is closed after it in any case
   */
  async close(options: CloseOptions = {}): Promise<void> {
    const { timeoutMs = DEFAULT_CLOSE_TIMEOUT_MS } = optionsOf('close()', closeOptions, options);
    await this.#engine.awaited(this.#engine.close(timeoutMs), ['listener']);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  // ---------------------------------------------------------------- inner ways

  #checkOpen(call: string): void {
    if (this.#engine.state === 'closing') throw new StateError(`KafkaConsumer: ${call} after close()`);
  }

  /** While the consumer stops, calls about records in hand are allowed; calls that begin something are refused. */
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

  #reset(call: string, partitions: Partitions | undefined, timestamp: number): void {
    this.#checkOpen(call);
    const wanted = listed(call, partitions);
    if (wanted === undefined && !this.#engine.isAssigned) {
      throw new StateError(
        `KafkaConsumer: ${call}: no partitions are assigned yet: call it in onPartitionsAssigned, or set autoOffsetReset`,
      );
    }
    for (const owned of this.#engine.assignment.select(wanted)) owned.reset(timestamp);
  }

  async #logOffsets(
    call: string,
    partitions: Partitions,
    timestamp: number,
    options: WaitOptions,
  ): Promise<PartitionMap<number>> {
    const result = new PartitionMap<number>();
    const wanted = mapOf(partitionsOf(call, partitions), timestamp);
    for (const [topic, partition, { offset }] of await this.#lookUp(call, wanted, options)) {
      result.set(topic, partition, offset);
    }
    return result;
  }

  async #lookUp(call: string, wanted: PartitionMap<number>, options: WaitOptions): Promise<PartitionMap<FoundOffset>> {
    this.#checkOpen(call);
    const { cluster, channel, settings } = this.#engine;
    const deadline = cluster.deadline(call, optionsOf(call, waitOptions, options));
    await cluster.loadTopics(
      wanted.byTopic().map(([topic]) => topic),
      { deadline },
    );
    const { isolationLevel } = settings;
    const { found, errors } = await listOffsets(cluster, wanted, { isolationLevel, deadline, through: channel });
    if (errors.size > 0) throw new OffsetLookupError(errors);
    return found;
  }
}

function mapOf<T>(partitions: readonly TopicPartition[], value: T): PartitionMap<T> {
  const map = new PartitionMap<T>();
  for (const { topic, partition } of partitions) map.set(topic, partition, value);
  return map;
}

function listed(call: string, partitions: Partitions | undefined): readonly TopicPartition[] | undefined {
  return partitions === undefined ? undefined : partitionsOf(call, partitions);
}
