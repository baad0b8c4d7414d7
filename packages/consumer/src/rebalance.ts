import { asError } from '@k/wire';
import { Deadline } from '@k/runtime';
import type { Cluster } from '@k/cluster';
import type { TopicPartition } from '@k/cluster';
import { PartitionMap } from '@k/cluster';
import type { GroupHandler } from '@k/group';
import type { Committer } from './commit/committer.ts';
import type { ConsumerRebalanceListener } from './events.ts';
import type { RecordBuffer } from './delivery/record-buffer.ts';

/** Of the time to give partitions back, the share in which the application may finish what it has in hand. */
const DRAIN_SHARE = 0.7;
/** Of what is left then, the share for the commit: the listener has the rest, and the group waits for neither. */
const COMMIT_SHARE = 0.5;

export interface RebalanceInit<K, V> {
  readonly cluster: Pick<Cluster, 'runtime'>;
  readonly buffer: RecordBuffer<K, V>;
  readonly committer: Pick<Committer<K, V>, 'handedBack'>;
  readonly enableAutoCommit: boolean;
  readonly rebalanceTimeoutMs: number;
  readonly listener: () => ConsumerRebalanceListener;
  /** What the consumer owns, by object identity: a late step of an earlier rebalance must not touch a later assignment. */
  readonly assignment: () => readonly TopicPartition[];
  readonly own: (partitions: readonly TopicPartition[]) => void;
  /** Calls the listener, and knows what is called by it. */
  readonly inScope: <T>(call: () => T | PromiseLike<T>) => Promise<T>;
  /** Positions are looked for and data is fetched from now on. */
  readonly begin: () => void;
  readonly on: {
    assigned(partitions: readonly TopicPartition[]): void;
    revoked(partitions: readonly TopicPartition[], reason: string): void;
    lost(partitions: readonly TopicPartition[], reason: string): void;
    pollIntervalExceeded(): void;
    failed(error: Error): void;
    warning(error: Error): void;
  };
}

/** What a rebalance means for a consumer: hold, drain, commit, tell, release; and the other way round. */
export class Rebalance<K, V> implements GroupHandler {
  readonly #init: RebalanceInit<K, V>;

  constructor(init: RebalanceInit<K, V>) {
    this.#init = init;
  }

  async onAssigned(added: readonly TopicPartition[], all: readonly TopicPartition[]): Promise<void> {
    const { buffer, own, begin, listener, on } = this.#init;
    buffer.hold(added);
    own(all);
    await this.#tell(() => listener().onPartitionsAssigned?.(added), this.#deadline('onPartitionsAssigned'));
    if (this.#init.assignment() !== all) return;
    buffer.flow();
    begin();
    on.assigned(all);
  }

  async onRevoked(partitions: readonly TopicPartition[], reason: string, deadline: Deadline): Promise<void> {
    const { cluster, buffer, committer, enableAutoCommit, listener, on, own } = this.#init;
    const owned = this.#init.assignment();
    const [revoked, kept] = split(owned, partitions);
    this.#hold(revoked, kept);
    const share = (operation: string, part: number): Deadline =>
      new Deadline(cluster.runtime.clock, operation, { timeoutMs: deadline.remainingMs() * part });
    await buffer.drained(share('finish the records in hand', DRAIN_SHARE), revoked);
    if (enableAutoCommit)
      await committer.handedBack(share('commit offsets before giving partitions back', COMMIT_SHARE));
    await this.#tell(() => listener().onPartitionsRevoked?.(revoked), deadline);
    if (this.#init.assignment() !== owned) return;
    own(kept);
    if (revoked.length > 0) on.revoked(revoked, reason);
  }

  async onLost(partitions: readonly TopicPartition[], reason: string): Promise<void> {
    const { listener, on, own } = this.#init;
    // Some may have been given back meanwhile: the group was lost while that was under way.
    const [lost, kept] = split(this.#init.assignment(), partitions);
    this.#hold(lost, kept);
    own(kept);
    // As with Java's, nobody hears of it when there are none.
    if (lost.length === 0) return;
    await this.#tell(() => {
      const { onPartitionsLost, onPartitionsRevoked } = listener();
      return (onPartitionsLost ?? onPartitionsRevoked)?.call(listener(), lost);
    }, this.#deadline('onPartitionsLost'));
    on.lost(lost, reason);
  }

  onPollIntervalExceeded(): void {
    this.#init.on.pollIntervalExceeded();
  }

  onFailed(error: Error): void {
    this.#init.on.failed(error);
  }

  onError(error: Error): void {
    this.#init.on.warning(error);
  }

  takePolled(): boolean {
    return this.#init.buffer.takeAsked();
  }

  /** Those that stay flow on. Without any, nothing flows until the next assignment. */
  #hold(leaving: readonly TopicPartition[], kept: readonly TopicPartition[]): void {
    this.#init.buffer.hold(kept.length === 0 ? undefined : leaving);
  }

  /** A listener that throws or takes too long does not stop the rebalance: the group would wait for it. */
  async #tell(call: () => void | Promise<void>, deadline: Deadline): Promise<void> {
    try {
      await deadline.race(this.#init.inScope(call));
    } catch (error) {
      this.#init.on.warning(asError(error));
    }
  }

  #deadline(operation: string): Deadline {
    return new Deadline(this.#init.cluster.runtime.clock, operation, { timeoutMs: this.#init.rebalanceTimeoutMs });
  }
}

/** Of what is owned, what goes and what stays. */
function split(
  owned: readonly TopicPartition[],
  leaving: readonly TopicPartition[],
): [gone: TopicPartition[], kept: TopicPartition[]] {
  const places = new PartitionMap<true>();
  for (const { topic, partition } of leaving) places.set(topic, partition, true);
  const goes = ({ topic, partition }: TopicPartition): boolean => places.has(topic, partition);
  return [owned.filter(goes), owned.filter((each) => !goes(each))];
}
