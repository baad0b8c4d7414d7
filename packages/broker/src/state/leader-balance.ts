import type { TimerHandle } from '@k/runtime';
import type { ClusterView } from './cluster-view.ts';
import { electLeader } from './elections.ts';

/** Gives leadership back to preferred replicas from time to time, where `autoLeaderRebalance` asks for it. */
export class LeaderBalance {
  readonly #cluster: ClusterView;
  #timer: TimerHandle;

  constructor(cluster: ClusterView) {
    this.#cluster = cluster;
    if (cluster.settings.autoLeaderRebalance) this.#wait();
  }

  close(): void {
    if (this.#timer !== undefined) this.#cluster.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    const { clock, settings } = this.#cluster;
    this.#timer = clock.setTimeout(() => {
      for (const { partitions } of this.#cluster.topics) {
        for (const partition of partitions) electLeader(this.#cluster, partition, 'preferred');
      }
      this.#wait();
    }, settings.leaderImbalanceCheckIntervalMs);
  }
}
