import { KafkaError } from '@k/wire';
import { Deadline, backoffMs, sleep } from '@k/conn';
import type { Cluster } from '@k/cluster';
import { PartitionMap } from '@k/group';
import type { OffsetClient } from '@k/group';
import { EARLIEST, LATEST } from './assigned-partition.ts';
import type { AssignedPartition } from './assigned-partition.ts';
import { NoOffsetError, OffsetOutOfRangeError } from './errors.ts';
import { listOffsets } from './list-offsets.ts';
import type { IsolationLevel } from './list-offsets.ts';

export interface PositionFinderInit<K, V> {
  readonly cluster: Cluster;
  /** undefined without a group: nothing is ever committed. */
  readonly offsets: OffsetClient | undefined;
  readonly autoOffsetReset: 'earliest' | 'latest' | 'none';
  readonly isolationLevel: IsolationLevel;
  readonly purpose: string;
  readonly partitions: () => Iterable<AssignedPartition<K, V>>;
  /** The partition has a position now. */
  readonly onFound: (partition: AssignedPartition<K, V>) => void;
  /** The partition has an error to tell. */
  readonly onError: (partition: AssignedPartition<K, V>) => void;
  /** Positions could not be found, for the first time since all were, and are looked for again. */
  readonly onTrouble: (error: Error) => void;
}

/**
 * Gives partitions their position: the committed offset, or where there is none, and where the log does not hold it (any
 * more), the one that `autoOffsetReset` says. No other trouble moves a position: it is retried, or told.
 */
export class PositionFinder<K, V> {
  readonly #init: PositionFinderInit<K, V>;
  readonly #stop = new AbortController();
  #wakeUp: AbortController = new AbortController();
  #running: Promise<void> | null = null;
  #attempt = 0;
  /** What went wrong in this attempt and may pass. */
  #troubles: Error[] = [];

  constructor(init: PositionFinderInit<K, V>) {
    this.#init = init;
  }

  /** There may be partitions without a position. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    this.#wakeUp.abort();
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // Somebody may have asked between the last look and now.
      if (this.#open().length > 0) this.wake();
    });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#wakeUp.abort();
    await this.#running;
  }

  /** The position is not in the log: the policy decides, and nothing but the policy. */
  outOfRange(partition: AssignedPartition<K, V>): void {
    const { topic, partition: id, position: offset } = partition;
    this.#applyPolicy(partition, () => new OffsetOutOfRangeError({ topic, partition: id, offset }));
    this.wake();
  }

  #applyPolicy(partition: AssignedPartition<K, V>, error: () => Error): void {
    switch (this.#init.autoOffsetReset) {
      case 'earliest':
        partition.reset(EARLIEST);
        return;
      case 'latest':
        partition.reset(LATEST);
        return;
      case 'none':
        partition.getStuck(error());
        this.#init.onError(partition);
    }
  }

  async #run(): Promise<void> {
    const { clock } = this.#init.cluster.runtime;
    while (!this.#stop.signal.aborted) {
      this.#wakeUp = new AbortController();
      const troubles: Error[] = [];
      this.#troubles = troubles;
      const open = this.#open();
      if (open.length === 0) return;
      try {
        const failed = (await this.#fromCommitted(open)) + (await this.#fromLog(this.#open()));
        if (failed === 0) {
          this.#attempt = 0;
          continue;
        }
      } catch (cause) {
        // The group's coordinator or the request as a whole.
        for (const partition of open) this.#failed(partition, partition.epoch, cause);
      }
      if (this.#attempt === 0 && troubles[0] !== undefined) this.#init.onTrouble(troubles[0]);
      const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = this.#init.cluster.settings;
      const pause = backoffMs(this.#attempt++, { initialMs, maxMs }, this.#init.cluster.runtime.random);
      await sleep(clock, pause, this.#stop.signal, this.#wakeUp.signal).catch(() => undefined);
    }
  }

  #open(): AssignedPartition<K, V>[] {
    return [...this.#init.partitions()].filter((each) => this.#isOpen(each) && each.error === null);
  }

  #isOpen({ state }: AssignedPartition<K, V>): boolean {
    return state.name === 'initializing' || state.name === 'resetting';
  }

  async #fromCommitted(open: readonly AssignedPartition<K, V>[]): Promise<number> {
    const { offsets, cluster } = this.#init;
    const wanted = this.#asked(open.filter(({ state }) => state.name === 'initializing'));
    if (wanted.size === 0) return 0;
    if (offsets === undefined) {
      for (const { partition } of wanted.values()) this.#applyPolicy(partition, () => new NoOffsetError(partition));
      return 0;
    }
    const result = await offsets.fetch(wanted, { deadline: this.#deadline(cluster, 'fetch committed offsets') });
    for (const [topic, id, committed] of result.offsets) {
      const { partition, epoch } = wanted.get(topic, id) ?? {};
      if (partition === undefined || partition.epoch !== epoch) continue;
      if (committed === null) {
        this.#applyPolicy(partition, () => new NoOffsetError(partition));
      } else {
        partition.seek(committed.offset);
        partition.leaderEpoch = committed.leaderEpoch;
        partition.committed = committed.offset;
        this.#init.onFound(partition);
      }
    }
    for (const [topic, id, error] of result.errors) {
      const asked = wanted.get(topic, id);
      if (asked !== undefined) this.#failed(asked.partition, asked.epoch, error);
    }
    return result.errors.size;
  }

  async #fromLog(open: readonly AssignedPartition<K, V>[]): Promise<number> {
    const { cluster, isolationLevel, purpose } = this.#init;
    const wanted = this.#asked(open);
    const timestamps = new PartitionMap<number>();
    for (const { partition } of wanted.values()) {
      if (partition.state.name === 'resetting')
        timestamps.set(partition.topic, partition.partition, partition.state.timestamp);
    }
    if (timestamps.size === 0) return 0;
    const deadline = this.#deadline(cluster, 'look up offsets');
    const result = await listOffsets(cluster, timestamps, { isolationLevel, deadline, purpose });
    for (const [topic, id, { offset, leaderEpoch }] of result.found) {
      const { partition, epoch } = wanted.get(topic, id) ?? {};
      if (partition === undefined || partition.epoch !== epoch) continue;
      partition.seek(offset);
      partition.leaderEpoch = leaderEpoch;
      this.#init.onFound(partition);
    }
    for (const [topic, id, error] of result.errors) {
      const asked = wanted.get(topic, id);
      if (asked !== undefined) this.#failed(asked.partition, asked.epoch, error);
    }
    return result.errors.size;
  }

  #asked(
    open: readonly AssignedPartition<K, V>[],
  ): PartitionMap<{ partition: AssignedPartition<K, V>; epoch: number }> {
    const map = new PartitionMap<{ partition: AssignedPartition<K, V>; epoch: number }>();
    for (const partition of open) map.set(partition.topic, partition.partition, { partition, epoch: partition.epoch });
    return map;
  }

  /** What may pass is tried again; the rest is told at the partition's turn, then tried again. */
  #failed(partition: AssignedPartition<K, V>, epoch: number, cause: unknown): void {
    if (partition.epoch !== epoch || !this.#isOpen(partition) || this.#stop.signal.aborted) return;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    if (KafkaError.is(error) && error.retriable) {
      partition.trouble = error;
      this.#troubles.push(error);
      return;
    }
    partition.error = error;
    this.#init.onError(partition);
  }

  #deadline(cluster: Cluster, operation: string): Deadline {
    return new Deadline(cluster.runtime.clock, operation, {
      timeoutMs: cluster.settings.requestTimeoutMs,
      signal: this.#stop.signal,
    });
  }
}
