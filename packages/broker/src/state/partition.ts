import { PartitionLog } from '../log/partition-log.ts';
import { ProducerStates } from '../log/producer-states.ts';
import { TransactionIndex } from '../log/transaction-index.ts';
import type { TopicSettings } from './topic-config.ts';

/** No live replica can lead. */
export const NO_LEADER = -1;

/** What the partition needs to know of its topic; the topic itself owns it. */
export interface PartitionTopic {
  readonly name: string;
  readonly topicId: string;
  readonly settings: TopicSettings;
}

/**
 * One partition of the cluster. The nodes of a cluster share one log per partition, so every live replica is in sync
 * and leadership can move at once; each move counts the leader epoch up (KIP-101, KIP-320).
 */
export class Partition {
  readonly topic: PartitionTopic;
  readonly index: number;
  /** Node ids; the first is the preferred leader. */
  readonly replicas: readonly number[];
  readonly log: PartitionLog;
  readonly producers = new ProducerStates();
  readonly transactions = new TransactionIndex();
  #leaderId: number;
  #leaderEpoch = 0;
  /** Parked fetches: called after each append and each change of leader. */
  readonly #waiters = new Set<() => void>();

  constructor(topic: PartitionTopic, index: number, replicas: readonly number[], leaderId: number, now: () => number) {
    this.log = new PartitionLog(now);
    this.topic = topic;
    this.index = index;
    this.replicas = replicas;
    this.#leaderId = leaderId;
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

  lead(leaderId: number): void {
    if (leaderId === this.#leaderId) return;
    this.#leaderId = leaderId;
    this.#leaderEpoch++;
    this.changed();
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
  }
}
