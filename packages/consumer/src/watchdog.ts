import type { Clock, TimerHandle } from '@k/conn';
import type { AssignedPartition } from './assigned-partition.ts';
import type { StalledPartition } from './events.ts';

export interface WatchdogInit<K, V> {
  readonly clock: Clock;
  readonly partitions: () => Iterable<AssignedPartition<K, V>>;
  /** The application waits for records, and no rebalance is under way. */
  readonly isHungry: () => boolean;
  readonly onStalled: (partitions: readonly StalledPartition[]) => void;
}

/**
 * Looks every `intervalMs` for partitions that should have moved and did not: the application waits, nothing is paused,
 * and either records are known to be there or no position or fetch succeeds. Says why, as far as it can be seen.
 */
export class Watchdog<K, V> {
  readonly #init: WatchdogInit<K, V>;
  /** Positions at the last look. */
  #before = new Map<AssignedPartition<K, V>, number>();
  #timer: TimerHandle;

  constructor(init: WatchdogInit<K, V>) {
    this.#init = init;
  }

  start(intervalMs: number): void {
    this.#timer = this.#init.clock.setTimeout(() => {
      this.start(intervalMs);
      this.look();
    }, intervalMs);
  }

  stop(): void {
    if (this.#timer !== undefined) this.#init.clock.clearTimeout(this.#timer);
  }

  look(): void {
    const before = this.#before;
    this.#before = new Map();
    if (!this.#init.isHungry()) return;
    const stalled: StalledPartition[] = [];
    for (const partition of this.#init.partitions()) {
      this.#before.set(partition, partition.position);
      if (before.get(partition) !== partition.position) continue;
      const reason = reasonOf(partition);
      if (reason === null) continue;
      const { topic, partition: id, position, highWatermark } = partition;
      stalled.push({ topic, partition: id, position, highWatermark, reason });
    }
    if (stalled.length > 0) this.#init.onStalled(stalled);
  }
}

/** null: all is well. */
function reasonOf<K, V>(partition: AssignedPartition<K, V>): string | null {
  if (partition.paused) return null;
  switch (partition.state.name) {
    case 'initializing':
      return 'its committed offset could not be fetched';
    case 'resetting':
      return 'its offset could not be looked up at the leader';
    case 'stuck':
      return 'it has no position: seek, or set autoOffsetReset';
    case 'fetching':
      if (partition.failures > 0) return `fetching it failed ${partition.failures} times in a row`;
      if (partition.highWatermark <= partition.position) return null;
      if (partition.queue.length > 0) return 'its records are fetched and were not handed out';
      return partition.inFlight === null ? 'nothing is being fetched' : 'the broker does not answer the fetch';
  }
}
