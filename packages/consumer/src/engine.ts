import { StateError, asError } from '@k/wire';
import { Deadline, withResolvers, type Resolvers } from '@k/runtime';
import { Cluster, clusterOptionsOf, isRetriable } from '@k/cluster';
import type { Channel, TopicPartition } from '@k/cluster';
import { OffsetClient, createGroupMember } from '@k/group';
import type { GroupMember, MemberIdentity } from '@k/group';
import type { AssignedPartition, PartitionEvents } from './position/assigned-partition.ts';
import { Assignment } from './position/assignment.ts';
import { CallScope, type CallKind } from './call-scope.ts';
import { Committer } from './commit/committer.ts';
import { Delivery } from './delivery/delivery.ts';
import type { DeliveryGate } from './delivery/delivery.ts';
import { deserializationOf } from './delivery/deserializer.ts';
import type { SkippedRecords, Tell } from './events.ts';
import { ByteBudget } from './fetch/byte-budget.ts';
import { Fetcher } from './fetch/fetcher.ts';
import { Intake } from './fetch/intake.ts';
import { Preparer } from './fetch/preparer.ts';
import { Threads } from './fetch/unpacking.ts';
import { Interceptors } from './interceptors.ts';
import { assessConsumer } from './health.ts';
import type { ConsumerHealth } from './health.ts';
import { ConsumerCounters, type ConsumerMetrics } from './metrics.ts';
import { parseConsumerOptions } from './options.ts';
import type { ConsumerSettings, KafkaConsumerOptions } from './options.ts';
import { followLeaders } from './position/leader-epochs.ts';
import { PositionFinder } from './position/position-finder.ts';
import { Rebalance } from './rebalance.ts';
import { RecordBuffer } from './delivery/record-buffer.ts';
import { PatternWatch } from './subscription.ts';
import type { GroupSubscription, Subscription } from './subscription.ts';
import { TopicIncarnations } from './position/topic-incarnations.ts';
import { TopicWatch } from './topic-watch.ts';
import { FinishedMemory } from './run/finished-memory.ts';
import { Warnings } from './warnings.ts';
import { Watchdog } from './watchdog.ts';

/**
 * - `made`     only constructed: no timer runs and nothing is connected. Left by the first subscribe() or assign().
 * - `running`  reads and commits.
 * - `stopping` hands nothing out any more, and waits for what is in hand to be handed back.
 * - `closing`  commits, leaves and closes; then it is over.
 */
type EngineState = 'made' | 'running' | 'stopping' | 'closing';

/** Of the time to stop, the share in which the application may finish what it has in hand. */
const DRAIN_SHARE = 0.7;

function notHandedBack(partitions: readonly TopicPartition[], ms: number): string {
  const places = partitions.map(({ topic, partition }) => `${topic}-${String(partition)}`).join(', ');
  return `KafkaConsumer: stop() has waited ${String(ms)} ms for records in hand of ${places}, which come again. In the body of a loop, and between polls, it is not to be awaited: it would wait for itself`;
}

/**
 * The parts of a consumer and how they hang together: what is wanted (subscription), owned (assignment), fetched (fetcher),
 * handed out (buffer, delivery) and committed. {@link KafkaConsumer} is its face.
 */
export class ConsumerEngine<K, V> implements DeliveryGate {
  readonly settings: ConsumerSettings<K, V>;
  readonly cluster: Cluster;
  /** Sends what leaders are asked beside fetches. */
  readonly channel: Channel;
  readonly assignment: Assignment<K, V>;
  readonly buffer: RecordBuffer<K, V>;
  readonly fetcher: Fetcher<K, V>;
  readonly delivery: Delivery<K, V>;
  readonly committer: Committer<K, V>;
  readonly finished = new FinishedMemory();
  readonly warnings: Warnings;
  readonly tell: Tell;
  /** Both undefined without a groupId. */
  readonly offsets: OffsetClient | undefined;
  readonly member: GroupMember | undefined;
  readonly #offsetsChannel: Channel;
  readonly #preparer: Preparer<K, V>;
  readonly #finder: PositionFinder<K, V>;
  readonly #watchdog: Watchdog<K, V>;
  readonly #topicWatch: TopicWatch;
  readonly #incarnations: TopicIncarnations<K, V>;
  readonly #unlisten: readonly (() => void)[];
  readonly #counters: ConsumerCounters;
  #state: EngineState = 'made';
  #subscription: Subscription = { kind: 'none' };
  #pattern: PatternWatch | undefined;
  /** Ended the membership: every poll throws it until the application subscribes anew. */
  #failure: Error | undefined;
  /** To be thrown once each. */
  readonly #troubles: Error[] = [];
  #positions: Resolvers<void> | undefined;
  #stopping: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /** @throws ConfigError that names every wrong option */
  constructor(options: KafkaConsumerOptions<K, V>, tellUser: Tell) {
    const settings = parseConsumerOptions<K, V>(options);
    this.settings = settings;
    const cluster = (settings.cluster ?? new Cluster(clusterOptionsOf(settings))).acquire();
    this.cluster = cluster;
    const { groupId, isolationLevel } = settings;
    const { clock } = cluster.runtime;
    const counters = new ConsumerCounters(clock);
    this.#counters = counters;
    const tell: Tell = (event, ...args) => {
      counters.told(event, ...args);
      tellUser(event, ...args);
    };
    this.tell = tell;
    const channel = cluster.openChannel('consumer');
    this.channel = channel;
    this.#offsetsChannel = cluster.openChannel('offsets');
    const warnings = new Warnings(clock, (error) => tell('warning', error));
    this.warnings = warnings;
    const { autoOffsetReset, onBadRecord, onBadBatch } = settings;
    const key = deserializationOf(settings.keyDeserializer, onBadRecord);
    const value = deserializationOf(settings.valueDeserializer, onBadRecord);
    const assignment = new Assignment<K, V>({
      autoOffsetReset,
      onBadBatch,
      keyDeserializer: key.lazy,
      valueDeserializer: value.lazy,
      events: this.#partitionEvents(),
    });
    this.assignment = assignment;
    this.buffer = new RecordBuffer(clock, assignment);
    const prepared = new ByteBudget(settings.bufferMemory, () => this.#preparer.begin());
    this.#preparer = new Preparer({ assignment, budget: prepared });
    const interceptors = new Interceptors(settings.interceptors ?? [], tell);
    const onSkipped = (skipped: SkippedRecords): void => tell('badRecordsSkipped', skipped);
    const isEarly = key.early !== undefined || value.early !== undefined;
    const intake = new Intake<K, V>({
      unpacking: { threadBytes: settings.decompressionThreadBytes, threads: new Threads(), budget: prepared },
      deserialization: isEarly
        ? { key: key.early, value: value.early, onBadRecord, onSkipped, budget: prepared }
        : null,
      onConsume: interceptors.onConsume,
    });
    const idleChannels = [channel, this.#offsetsChannel];
    this.fetcher = new Fetcher({ cluster, settings, assignment, warnings, intake, counters, idleChannels });
    const offsets = groupId === undefined ? undefined : new OffsetClient(cluster, groupId, this.#offsetsChannel);
    this.offsets = offsets;
    const committingMember = (): MemberIdentity | 'none' | undefined =>
      this.#subscription.kind === 'assigned' ? 'none' : this.member?.identity;
    this.#finder = new PositionFinder({
      cluster,
      channel,
      offsets,
      isolationLevel,
      assignment,
      warnings,
      committingMember,
    });
    this.committer = new Committer({
      cluster,
      offsets,
      assignment,
      committingMember,
      epochPending: () => this.member?.epochPending,
      tell: interceptors.tell,
      counters,
    });
    this.delivery = new Delivery(clock, this.buffer, this);
    this.member = groupId === undefined ? undefined : this.#makeMember(groupId);
    this.#watchdog = new Watchdog({
      clock,
      assignment,
      buffer: this.buffer,
      unassigned: () => this.#unassigned(),
      longestWaitMs: this.fetcher.longestWaitMs,
      tell,
    });
    this.#topicWatch = new TopicWatch({ cluster, onError: (error) => this.#onTopicError(error) });
    this.#incarnations = new TopicIncarnations({ cluster, assignment, tell });
    this.#unlisten = [
      cluster.onMetadata(() => {
        this.#incarnations.look();
        followLeaders(cluster, assignment);
        this.#finder.wake();
        this.fetcher.allChanged();
      }),
      cluster.onWarning((error) => warnings.add(error)),
    ];
  }

  /** What the parts have to do with each other. */
  #partitionEvents(): PartitionEvents<K, V> {
    return {
      ready: (partition) => {
        this.buffer.add(partition);
        if (partition.error === null) return;
        this.fetcher.changed(partition);
        // Who waits for a position hears of the error in its place.
        this.#resolvePositions();
      },
      unprepared: (partition) => this.#preparer.add(partition),
      skipped: (skipped) => this.tell('badRecordsSkipped', skipped),
      moved: (partition) => {
        this.buffer.moved(partition);
        this.#changed(partition);
        this.#resolvePositions();
      },
      gone: (partition) => this.#counters.gone(partition),
      paused: (partition) => {
        this.buffer.interrupt(partition);
        this.fetcher.changed(partition);
        // Who waits for room may have that of what is paused.
        this.#preparer.begin();
      },
      wanting: (partition) => this.#changed(partition),
      truncated: (truncated) => this.tell('truncated', truncated),
    };
  }

  #changed(partition: AssignedPartition<K, V>): void {
    this.#finder.changed(partition);
    this.fetcher.changed(partition);
  }

  #makeMember(groupId: string): GroupMember {
    const { settings, cluster } = this;
    const { groupProtocol, groupRemoteAssignor, groupInstanceId, clientRack } = settings;
    const { sessionTimeoutMs, heartbeatIntervalMs, maxPollIntervalMs, rebalanceTimeoutMs } = settings;
    const tell = this.tell;
    const handler = new Rebalance<K, V>({
      cluster,
      buffer: this.buffer,
      committer: this.committer,
      enableAutoCommit: settings.enableAutoCommit,
      rebalanceTimeoutMs,
      listener: () => ('listener' in this.#subscription ? this.#subscription.listener : {}),
      assignment: () => this.assignment.list,
      own: (list) => this.own(list),
      inScope: (call) => CallScope.open(this, 'listener', call),
      begin: () => this.positionsChanged(),
      on: {
        assigned: (list) => tell('assigned', list),
        revoked: (list, reason) => tell('revoked', list, reason),
        lost: (list, reason) => tell('lost', list, reason),
        pollIntervalExceeded: () => tell('pollIntervalExceeded', { maxPollIntervalMs }),
        failed: (error) => {
          this.#failure = error;
          this.buffer.notify();
        },
        warning: (error) => this.warnings.add(error),
      },
    });
    const options = {
      groupId,
      groupProtocol,
      groupRemoteAssignor,
      groupInstanceId,
      sessionTimeoutMs,
      heartbeatIntervalMs,
      maxPollIntervalMs,
      rebalanceTimeoutMs,
      clientRack,
    };
    return createGroupMember({ cluster, options, assignors: settings.partitionAssignors, handler });
  }

  get subscription(): Subscription {
    return this.#subscription;
  }

  /** The topics read from, as far as they are known: those that match, for a RegExp; for a pattern of the server, those assigned. */
  get topics(): readonly string[] {
    return this.#topicWatch.topics;
  }

  metrics(): ConsumerMetrics {
    const { assignment, buffer, cluster, fetcher, member, settings } = this;
    return this.#counters.read({
      partitions: assignment.values(),
      bufferedBytes: fetcher.budget.held,
      reservedBytes: fetcher.budget.reserved,
      bufferMemory: settings.bufferMemory,
      waitingMs: buffer.waitedMs,
      heartbeats: member?.heartbeats,
      brokers: cluster.brokers,
    });
  }

  health(): ConsumerHealth {
    const { cluster, assignment, member, settings } = this;
    return assessConsumer({
      cluster: cluster.health(),
      partitions: assignment.values(),
      groupId: settings.groupId,
      member,
      failure: this.#failure,
    });
  }

  /** Whether the assignment is known, though it may be empty. */
  get isAssigned(): boolean {
    const { kind } = this.#subscription;
    return this.assignment.list.length > 0 || kind === 'assigned' || this.member?.status.state === 'stable';
  }

  get state(): EngineState {
    return this.#state;
  }

  /** From now on there is something to watch and to commit. */
  #begin(): void {
    if (this.#state !== 'made') return;
    this.#state = 'running';
    const { stallTimeoutMs, enableAutoCommit, groupId, autoCommitIntervalMs } = this.settings;
    if (stallTimeoutMs > 0) this.#watchdog.start(stallTimeoutMs);
    if (enableAutoCommit && groupId !== undefined) this.committer.start(autoCommitIntervalMs);
    // Whoever shares the cluster may have had its first failure already.
    const { lastError } = this.cluster.health().metadata;
    if (lastError !== undefined) this.warnings.add(lastError);
  }

  subscribe(member: GroupMember, subscription: GroupSubscription): void {
    this.#begin();
    this.#subscription = subscription;
    this.#failure = undefined;
    this.#pattern?.stop();
    this.#pattern = undefined;
    if (subscription.kind === 'topics') {
      this.#topicWatch.replace(subscription.topics);
      member.subscribe(subscription.topics);
      return;
    }
    if (subscription.kind === 'serverPattern') {
      this.#topicWatch.replace(this.#ownedTopics());
      member.subscribe(subscription.pattern);
      return;
    }
    this.#pattern = new PatternWatch({
      cluster: this.cluster,
      pattern: subscription.pattern,
      excludeInternalTopics: this.settings.excludeInternalTopics,
      onTopics: (topics) => {
        if (topics.join() !== this.topics.join()) this.#topicWatch.replace(topics);
        member.subscribe(topics);
      },
      onError: (error) => this.#onTopicError(error),
    });
    this.#pattern.start(this.cluster.settings.metadataMaxAgeMs);
  }

  assign(partitions: readonly TopicPartition[]): void {
    this.#begin();
    this.#subscription = { kind: 'assigned', partitions };
    this.#topicWatch.replace([...new Set(partitions.map(({ topic }) => topic))], partitions);
    this.own(partitions);
    this.buffer.flow();
    this.positionsChanged();
  }

  /** Out of the group, or of the partitions assigned by hand. What is in hand stays uncommitted: nothing is waited for. */
  async release(deadline: Deadline): Promise<void> {
    this.#pattern?.stop();
    this.#pattern = undefined;
    this.delivery.abandon();
    const released = this.#subscription;
    if (released.kind === 'assigned') {
      if (this.settings.enableAutoCommit && this.offsets !== undefined) await this.committer.handedBack(deadline);
      this.own([]);
    } else {
      await this.member?.leave({ timeoutMs: deadline.remainingMs() });
    }
    // It was subscribed anew meanwhile.
    if (this.#subscription !== released) return;
    this.#subscription = { kind: 'none' };
    this.#failure = undefined;
    this.#troubles.length = 0;
    this.#topicWatch.replace([]);
  }

  /**
   * Waits for what was begun, unless the caller is called by functions of the application that it may be waiting for: those
   * would wait for themselves. What goes wrong is a warning then.
   */
  async awaited(begun: Promise<void>, mayWaitFor: readonly CallKind[]): Promise<void> {
    if (!CallScope.isWithin(this, mayWaitFor)) return begun;
    begun.catch((error: unknown) => {
      this.warnings.add(asError(error));
    });
  }

  /** Waits for what is in hand, then closes; {@link ConsumerEngine.close} ends the wait. */
  stop(timeoutMs: number): Promise<void> {
    this.#stopping ??= this.#stop(timeoutMs);
    return this.#stopping;
  }

  async #stop(timeoutMs: number): Promise<void> {
    if (this.#state === 'closing') return this.#closing;
    this.#state = 'stopping';
    this.buffer.end();
    const { clock } = this.cluster.runtime;
    const deadline = new Deadline(clock, 'stop the consumer', { timeoutMs });
    const drainMs = timeoutMs * DRAIN_SHARE;
    const left = await this.buffer.drained(new Deadline(clock, 'finish the records in hand', { timeoutMs: drainMs }));
    if (left.length > 0) this.warnings.add(new StateError(notHandedBack(left, drainMs)));
    await this.close(deadline.remainingMs());
  }

  close(timeoutMs: number): Promise<void> {
    this.#closing ??= this.#close(timeoutMs);
    return this.#closing;
  }

  async #close(timeoutMs: number): Promise<void> {
    const deadline = new Deadline(this.cluster.runtime.clock, 'close the consumer', { timeoutMs });
    this.#state = 'closing';
    this.#watchdog.stop();
    this.committer.stop();
    this.buffer.close();
    try {
      await deadline.race(this.release(deadline));
    } catch (error) {
      if (!deadline.expired) throw error;
    } finally {
      for (const unlisten of this.#unlisten) unlisten();
      const abandoned = this.member?.abandon();
      this.own([]);
      this.positionsChanged();
      await Promise.all([abandoned, this.fetcher.close(), this.#finder.close()]);
      // A shared cluster lives on; the connections that only this consumer used do not.
      await Promise.all([this.channel.close(), this.#offsetsChannel.close()]);
      await this.cluster.release();
    }
  }

  /** Owns exactly these partitions from now on. */
  own(list: readonly TopicPartition[]): void {
    this.assignment.replace(list);
    // Which topics match is known to the coordinator only.
    if (this.#subscription.kind === 'serverPattern') this.#topicWatch.replace(this.#ownedTopics());
    this.#incarnations.look();
    followLeaders(this.cluster, this.assignment);
    this.buffer.reassigned();
    this.#finder.reassigned();
    this.fetcher.reassigned();
  }

  #ownedTopics(): string[] {
    return [...new Set(this.assignment.list.map(({ topic }) => topic))];
  }

  /** Positions may be asked for, or have been lost or found. */
  positionsChanged(): void {
    this.#finder.wake();
    this.#resolvePositions();
  }

  #resolvePositions(): void {
    this.#positions?.resolve();
    this.#positions = undefined;
  }

  /** Resolves when positions change next; `trouble` is what is wrong until then. */
  async nextPositionChange(deadline: Deadline, trouble: () => Error | undefined): Promise<void> {
    this.#positions ??= withResolvers();
    // A rebalance listener that asks is what they would be waiting for.
    this.#finder.wake();
    await deadline.race(this.#positions.promise, undefined, trouble);
  }

  #onTopicError(error: Error): void {
    this.#troubles.push(error);
    this.buffer.notify();
  }

  /** Why the group gives no partitions; null when it does, and when none are wanted of it. */
  #unassigned(): string | null {
    const state = this.member?.status.state;
    if (!('listener' in this.#subscription)) return null;
    // Who joins again may have kept some, which flow on.
    const isAssigned = state === 'stable' || this.assignment.list.length > 0;
    if (isAssigned && this.buffer.state === 'flowing') return null;
    const cause = this.member?.trouble ?? this.cluster.health().metadata.lastError;
    const reason = `the group has given no partitions yet: its member is '${String(state)}'`;
    return cause === undefined ? reason : `${reason}: ${cause.message}`;
  }

  /** False when the group has given this member up while the process slept: what is queued is somebody else's. */
  checkSession(): boolean {
    if (this.member?.checkSession() !== false) return true;
    this.buffer.hold();
    return false;
  }

  foundNothing(): void {
    this.member?.polled();
  }

  /** What the application must hear before it gets more records. */
  check(asks: 'poll' | 'loop'): void {
    this.checkSession();
    if (this.#failure !== undefined) throw this.#failure;
    for (let trouble = this.#troubles.shift(); trouble !== undefined; trouble = this.#troubles.shift()) {
      if (asks === 'poll' || !isRetriable(trouble)) throw trouble;
      // A topic that is not there (yet) is waited for: a loop has no time limit.
      this.warnings.add(trouble);
    }
    if (this.#subscription.kind === 'none') {
      throw new StateError('KafkaConsumer: subscribe() or assign() before asking for records');
    }
  }
}
