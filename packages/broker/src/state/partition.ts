import type { TopicSettings } from '../config/topic-settings.ts';
import { PartitionLog } from '../log/partition-log.ts';
import type { ProducerStates } from '../log/producer-states.ts';
import { replay, type ProducerKnowledge } from '../log/replay.ts';
import type { TransactionIndex } from '../log/transaction-index.ts';
import { NO_LEADER } from '../replication/no-leader.ts';
import { Replicas, type Hold, type KnownReplicas, type ReplicaOffsets } from '../replication/replicas.ts';
import type { ReplicatedPartition, ReplicationTerms } from '../replication/terms.ts';
import type { PartitionRecords, PartitionState } from './partition-state.ts';

export { NO_LEADER };

/** The log of one replica: that of the leader, or what a follower has copied of it. */
export interface Replica extends ReplicaOffsets {
  readonly lastStableOffset: number;
}

/** What the partition needs to know of its topic; the topic itself owns it. */
export interface PartitionTopic {
  readonly name: string;
  readonly topicId: string;
  /** Those that hold at a node: brokers may differ in what the topic does not set itself. */
  settingsAt(nodeId: number): TopicSettings;
  /** Told of each change of a partition, too. */
  changed?(): void;
  /** What {@link Partition.capture} tells of one of its partitions became something else. */
  partitionChanged?(): void;
}

/**
 * One partition of the cluster, with the log of its leader. A follower has a beginning of that, up to where it has copied it;
 * one that has other records than the leader keeps a log of its own until it truncates. Each move of leadership counts the
 * leader epoch up (KIP-101, KIP-320).
 */
export class Partition implements ReplicatedPartition {
  readonly topic: PartitionTopic;
  readonly index: number;
  readonly log: PartitionLog;
  #replicaIds: readonly number[];
  #adding: readonly number[] = [];
  #removing: readonly number[] = [];
  #leaderId: number;
  #leaderEpoch = 0;
  #known: ProducerKnowledge;
  #replicas: Replicas;
  readonly #terms: ReplicationTerms;
  /** Parked fetches: called after each append and each change of leader. */
  readonly #waiters = new Set<() => void>();

  constructor(
    topic: PartitionTopic,
    index: number,
    init: {
      readonly replicas: readonly number[];
      readonly leaderId: number;
      readonly terms: ReplicationTerms;
      /** What there is of it already. */
      readonly seen?: { readonly log: PartitionLog; readonly leaderEpoch: number; readonly replicas: KnownReplicas };
    },
  ) {
    const { terms, seen } = init;
    this.log = seen?.log ?? new PartitionLog(() => terms.clock.now());
    this.#known = replay(this.log);
    this.topic = topic;
    this.index = index;
    this.#replicaIds = init.replicas;
    this.#leaderId = init.leaderId;
    this.#terms = terms;
    this.#replicas = new Replicas(this, terms, seen?.replicas);
    if (seen !== undefined) this.#leaderEpoch = seen.leaderEpoch;
    else if (init.leaderId !== NO_LEADER) this.log.beginEpoch(this.#leaderEpoch);
  }

  /** Those of the leader. */
  get settings(): TopicSettings {
    return this.topic.settingsAt(this.#leaderId);
  }

  get producers(): ProducerStates {
    return this.#known.producers;
  }

  get transactions(): TransactionIndex {
    return this.#known.transactions;
  }

  /** Node ids; the first is the preferred leader. During a reassignment those to come and those to go are among them. */
  get replicas(): readonly number[] {
    return this.#replicaIds;
  }

  /** Those that count for acks=all; of them one can lead. */
  get isr(): readonly number[] {
    return this.#replicas.inSync.ids;
  }

  /** Others that can lead: those that were in sync last, when there were too few for anything to become readable (KIP-966). */
  get eligibleLeaders(): readonly number[] {
    return this.#replicas.inSync.eligible;
  }

  /** Who led last, where there are neither of them. */
  get lastKnownLeaders(): readonly number[] {
    return this.#replicas.inSync.lastKnown;
  }

  /** Those of the replicas that a reassignment is to bring. */
  get adding(): readonly number[] {
    return this.#adding;
  }

  /** Those of the replicas that a reassignment is to take away. */
  get removing(): readonly number[] {
    return this.#removing;
  }

  /** {@link NO_LEADER} when no replica is up. */
  get leaderId(): number {
    return this.#leaderId;
  }

  get leaderEpoch(): number {
    return this.#leaderEpoch;
  }

  /** Where readers stop: all in-sync replicas have what is before it. */
  get highWatermark(): number {
    return this.#replicas.highWatermark;
  }

  /** Where readers of committed records stop: before the oldest open transaction (KIP-98). */
  get lastStableOffset(): number {
    const { highWatermark } = this;
    const unstable = this.transactions.firstUnstableOffset(highWatermark) ?? highWatermark;
    return Math.max(Math.min(unstable, highWatermark), this.log.startOffset);
  }

  /** Whether a new leader does not know yet how far records may be read (KIP-207). */
  get isBehindEpoch(): boolean {
    return this.#replicas.isBehindEpoch;
  }

  /** What the replica of a node has; undefined where there is none. */
  replicaAt(nodeId: number): Replica | undefined {
    if (!this.replicas.includes(nodeId)) return undefined;
    const offsets = this.#replicas.offsetsOf(nodeId);
    return { ...offsets, lastStableOffset: Math.min(this.lastStableOffset, offsets.highWatermark) };
  }

  /** Whether the replica does not have all that the leader has. */
  lags(nodeId: number): boolean {
    return this.#replicas.lags(nodeId);
  }

  /** Holds a follower back where it is told, instead of where it was before. */
  hold(nodeId: number, hold: Partial<Hold>): void {
    this.#replicas.hold(nodeId, hold);
    this.changed();
  }

  /** A follower follows again. */
  release(nodeId: number): void {
    if (this.#replicas.release(nodeId)) this.changed();
  }

  /** Clean when it is in sync; else what it had not copied is lost. */
  lead(leaderId: number): void {
    if (leaderId !== this.#leaderId) this.#elect(leaderId);
  }

  /**
   * Other replicas. As on Kafka the leader epoch counts up when one of those before is gone.
   * @param leaderId one of the new ones, or {@link NO_LEADER}
   */
  assign(replicas: readonly number[], adding: readonly number[], removing: readonly number[], leaderId: number): void {
    const isOneGone = this.#replicaIds.some((id) => !replicas.includes(id));
    // Who is to go may have what others have not: the new leader is chosen of all.
    if (leaderId !== this.#leaderId || isOneGone) this.#elect(leaderId);
    const added = replicas.filter((id) => !this.#replicaIds.includes(id));
    this.#replicaIds = replicas;
    this.#adding = adding;
    this.#removing = removing;
    this.#replicas.assigned(added);
    this.topic.partitionChanged?.();
    this.changed();
  }

  /** A replica leads whose log ends at `endOffset`: what came after that is lost. @throws ConfigError where no batch begins */
  leadFrom(leaderId: number, endOffset: number): void {
    this.log.checkBoundary('Broker: electUncleanly()', 'endOffset', endOffset);
    this.#replicas.endAt(leaderId, endOffset);
    this.#elect(leaderId, false);
  }

  // --- what happens to nodes

  /** Nodes are down: their replicas are out of sync. */
  leaveIsr(nodeIds: readonly number[]): void {
    this.#replicas.leave(nodeIds);
  }

  /** A node is back that had crashed: it may have lost anything. */
  distrust(nodeId: number): void {
    this.#replicas.distrust(nodeId);
  }

  /** Another number of in-sync replicas is asked for. */
  minIsrChanged(): void {
    this.#replicas.minIsrChanged();
    this.topic.partitionChanged?.();
    this.changed();
  }

  /** The replica of a node that was down comes back without the last batches that it had. */
  lose(nodeId: number, batches: number): void {
    this.#replicas.lose(nodeId, batches);
  }

  /** The partition as a node has it that is cut off from now on, with a log of its own. */
  seenBy(nodeId: number, terms: ReplicationTerms): Partition {
    const log = this.replicas.includes(nodeId)
      ? this.#replicas.logOf(nodeId)
      : new PartitionLog(() => terms.clock.now());
    const seen = { log, leaderEpoch: this.#leaderEpoch, replicas: this.#replicas.known };
    return new Partition(this.topic, this.index, { replicas: this.replicas, leaderId: this.#leaderId, terms, seen });
  }

  /** The node that was cut off, and went on as the leader, is back or dead: `own` is what it made of the partition. */
  reunite(own: Partition): void {
    if (this.#leaderEpoch !== own.leaderEpoch) {
      this.#replicas.diverge(own.leaderId, own.log, own.highWatermark);
      return;
    }
    // Nobody leads in its place.
    const { endOffset } = this.log;
    for (const batch of own.log.batches()) if (batch.baseOffset >= endOffset) this.log.copy(batch);
    this.#known = own.#known;
    this.#replicas.raiseTo(own.highWatermark);
  }

  /** Nodes came, went, are cut off or slower than before. */
  settle(): void {
    this.#replicas.settle();
    this.changed();
  }

  /** Ends all timers, as the topic is gone. */
  close(): void {
    this.#replicas.close();
  }

  capture(): PartitionState {
    const { replicas, adding, removing, leaderId, leaderEpoch } = this;
    return { replicas, adding, removing, leaderId, leaderEpoch };
  }

  captureRecords(): PartitionRecords {
    const { log, producers, transactions } = this;
    return { log: log.capture(), producers: producers.list(), transactions: transactions.capture() };
  }

  /** Takes the place of all that is there, the records apart. Its replicas are in step. */
  restore({ replicas, adding, removing, leaderId, leaderEpoch }: PartitionState): void {
    this.#replicaIds = replicas;
    this.#adding = adding;
    this.#removing = removing;
    this.#leaderId = leaderId;
    this.#leaderEpoch = leaderEpoch;
    this.copied();
  }

  /** All replicas have all that is in the log, as if it had always been there. */
  copied(): void {
    this.#replicas.close();
    this.#replicas = new Replicas(this, this.#terms);
  }

  restoreRecords({ log, producers, transactions }: PartitionRecords): void {
    this.log.restore(log);
    this.producers.restore(producers);
    this.transactions.restore(transactions);
  }

  /** Finds in the log who wrote in it: it was read from files. */
  relearn(): void {
    this.#known = replay(this.log);
  }

  /** The leader that it has begins another epoch: nobody knows what the one before did at its end. */
  beginEpoch(): void {
    this.#elect(this.#leaderId);
  }

  /** Runs `fn` after each append or change of leader until the returned function is called. */
  onChange(fn: () => void): () => void {
    this.#waiters.add(fn);
    return () => {
      this.#waiters.delete(fn);
    };
  }

  /** Something was appended, or copied, or another leads: wakes who waits for that. */
  changed(): void {
    this.#replicas.advance();
    for (const fn of [...this.#waiters]) fn();
    this.topic.changed?.();
  }

  #elect(leaderId: number, isClean = leaderId === NO_LEADER || this.isr.includes(leaderId)): void {
    if (this.#replicas.elect(leaderId, isClean)) this.#known = replay(this.log);
    this.#leaderId = leaderId;
    this.#leaderEpoch++;
    if (leaderId !== NO_LEADER) this.log.beginEpoch(this.#leaderEpoch);
    this.topic.partitionChanged?.();
    this.settle();
  }
}
