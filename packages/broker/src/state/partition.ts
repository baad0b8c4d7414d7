import type { TopicSettings } from '../config/topic-settings.ts';
import { PartitionLog } from '../log/partition-log.ts';
import type { ProducerStates } from '../log/producer-states.ts';
import { replay, type ProducerKnowledge } from '../log/replay.ts';
import type { TransactionIndex } from '../log/transaction-index.ts';

/** No live replica can lead. */
export const NO_LEADER = -1;

/** The log of one replica: that of the leader, or what a follower has copied of it. */
export interface Replica {
  readonly endOffset: number;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
}

/** How far a follower is held back; Infinity where it is not. */
interface Hold {
  readonly endOffset: number;
  readonly highWatermark: number;
}

/** What the partition needs to know of its topic; the topic itself owns it. */
export interface PartitionTopic {
  readonly name: string;
  readonly topicId: string;
  /** Those that hold at a node: brokers may differ in what the topic does not set itself. */
  settingsAt(nodeId: number): TopicSettings;
  /** Told of each change of a partition, too. */
  changed?(): void;
}

/**
 * One partition of the cluster. The nodes of a cluster share one log per partition: a follower is a view of it, up to where
 * it is held back, so every live replica that is not is in sync, and leadership can move at once; each move counts the leader
 * epoch up (KIP-101, KIP-320). Only an unclean election loses records.
 */
export class Partition {
  readonly topic: PartitionTopic;
  readonly index: number;
  readonly log: PartitionLog;
  #replicas: readonly number[];
  #adding: readonly number[] = [];
  #removing: readonly number[] = [];
  #leaderId: number;
  #leaderEpoch = 0;
  #known: ProducerKnowledge;
  /** By node. */
  readonly #holds = new Map<number, Hold>();
  /** Parked fetches: called after each append and each change of leader. */
  readonly #waiters = new Set<() => void>();

  constructor(topic: PartitionTopic, index: number, replicas: readonly number[], leaderId: number, now: () => number) {
    this.log = new PartitionLog(now);
    this.#known = replay(this.log);
    this.topic = topic;
    this.index = index;
    this.#replicas = replicas;
    this.#leaderId = leaderId;
    if (leaderId !== NO_LEADER) this.log.beginEpoch(this.#leaderEpoch);
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
    return this.#replicas;
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

  /** Where readers of committed records stop: before the oldest open transaction (KIP-98). */
  get lastStableOffset(): number {
    return Math.max(this.transactions.firstOpenOffset ?? this.log.endOffset, this.log.startOffset);
  }

  /** What the replica of a node has; undefined where there is none. */
  replicaAt(nodeId: number): Replica | undefined {
    if (!this.replicas.includes(nodeId)) return undefined;
    const hold = this.#holds.get(nodeId) ?? NO_HOLD;
    const endOffset = Math.max(this.log.startOffset, Math.min(this.log.endOffset, hold.endOffset));
    const highWatermark = Math.max(this.log.startOffset, Math.min(endOffset, hold.highWatermark));
    return { endOffset, highWatermark, lastStableOffset: Math.min(this.lastStableOffset, highWatermark) };
  }

  /** Where the log of a replica that leads uncleanly ends. */
  endAt(nodeId: number): number {
    return this.replicaAt(nodeId)?.endOffset ?? this.log.endOffset;
  }

  /** Whether the replica does not copy the log any more. */
  lags(nodeId: number): boolean {
    return (this.#holds.get(nodeId) ?? NO_HOLD).endOffset < Infinity;
  }

  /** Holds a follower back where it is told, instead of where it was before. */
  hold(nodeId: number, hold: Partial<Hold>): void {
    this.#holds.set(nodeId, { ...NO_HOLD, ...hold });
    this.changed();
  }

  /** A follower has all again. */
  release(nodeId: number): void {
    if (this.#holds.delete(nodeId)) this.changed();
  }

  lead(leaderId: number): void {
    if (leaderId !== this.#leaderId) this.#elect(leaderId);
  }

  /**
   * Other replicas. As on Kafka the leader epoch counts up when one of those before is gone.
   * @param leaderId one of the new ones, or {@link NO_LEADER}
   */
  assign(replicas: readonly number[], adding: readonly number[], removing: readonly number[], leaderId: number): void {
    const isOneGone = this.#replicas.some((id) => !replicas.includes(id));
    this.#replicas = replicas;
    this.#adding = adding;
    this.#removing = removing;
    for (const nodeId of [...this.#holds.keys()]) {
      if (!replicas.includes(nodeId)) this.#holds.delete(nodeId);
    }
    if (isOneGone || leaderId !== this.#leaderId) this.#elect(leaderId);
    else this.changed();
  }

  /** A replica leads whose log ends at `endOffset`: what came after that is lost. @throws ConfigError where no batch begins */
  leadUncleanly(leaderId: number, endOffset: number): void {
    this.log.truncateTo(endOffset);
    this.#known = replay(this.log);
    for (const [nodeId, hold] of this.#holds) {
      const cut = (offset: number): number => (offset === Infinity ? offset : Math.min(offset, endOffset));
      this.#holds.set(nodeId, { endOffset: cut(hold.endOffset), highWatermark: cut(hold.highWatermark) });
    }
    this.#elect(leaderId);
  }

  /** Runs `fn` after each append or change of leader until the returned function is called. */
  onChange(fn: () => void): () => void {
    this.#waiters.add(fn);
    return () => {
      this.#waiters.delete(fn);
    };
  }

  /** Wakes the parked fetches. */
  changed(): void {
    for (const fn of [...this.#waiters]) fn();
    this.topic.changed?.();
  }

  #elect(leaderId: number): void {
    this.#leaderId = leaderId;
    this.#leaderEpoch++;
    this.#holds.delete(leaderId);
    if (leaderId !== NO_LEADER) this.log.beginEpoch(this.#leaderEpoch);
    this.changed();
  }
}

const NO_HOLD: Hold = { endOffset: Infinity, highWatermark: Infinity };
