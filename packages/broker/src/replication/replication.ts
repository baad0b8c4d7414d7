import type { Clock, Random } from '@k/runtime';
import type { Configs } from '../config/configs.ts';
import type { LostRecords, ReplicatedPartition, ReplicationTerms } from './terms.ts';

/** How long a fetch of a follower takes, in ms: always so long, or some time between the two, anew for each. */
export type FetchDelay = number | readonly [low: number, high: number];

/** What replication needs of the cluster. */
interface ReplicatedCluster {
  readonly clock: Clock;
  readonly random: Random;
  readonly configs: Configs;
  readonly settings: { readonly replicaFetchDelayMs: FetchDelay };
  isLive(nodeId: number): boolean;
  minIsr(partition: ReplicatedPartition): number;
  /** Whether records are readable with fewer in-sync replicas than that. */
  readsBelowMinIsr(partition: ReplicatedPartition): boolean;
}

/** Who can copy from whom, and how fast. */
export class Replication implements ReplicationTerms {
  readonly #cluster: ReplicatedCluster;
  readonly #delays = new Map<number, FetchDelay>();
  /** Nodes that have no part in the cluster: crashed, or cut off. The controller finds out when their sessions end. */
  readonly #outOfReach = new Set<number>();
  /** Told of records that a leader had and the next one has not. */
  onLost: ReplicationTerms['lost'] = () => undefined;

  constructor(cluster: ReplicatedCluster) {
    this.#cluster = cluster;
  }

  get clock(): Clock {
    return this.#cluster.clock;
  }

  get hasEligibleLeaders(): boolean {
    return this.#cluster.configs.keepsMinIsr;
  }

  minIsr(partition: ReplicatedPartition): number {
    return this.#cluster.minIsr(partition);
  }

  isLive(nodeId: number): boolean {
    return this.#cluster.isLive(nodeId);
  }

  reaches(followerId: number, leaderId: number): boolean {
    return this.#isThere(followerId) && this.#isThere(leaderId);
  }

  reachesController(leaderId: number): boolean {
    return this.#isThere(leaderId);
  }

  isInStep(nodeId: number): boolean {
    return mostOf(this.#delayOf(nodeId)) === 0;
  }

  fetchDelayMs(nodeId: number): number {
    const delay = this.#delayOf(nodeId);
    if (typeof delay === 'number') return delay;
    const [low, high] = delay;
    return low === high ? low : low + Math.floor(this.#cluster.random.next() * (high - low + 1));
  }

  lagTimeMaxMs(leaderId: number): number {
    return Number(this.#cluster.configs.brokers.value('replica.lag.time.max.ms', leaderId));
  }

  /** After so long without a heartbeat the controller takes a node for dead. */
  sessionTimeoutMs(nodeId: number): number {
    // Without that it is a session of ZooKeeper's.
    return Number(this.#cluster.configs.brokers.value('broker.session.timeout.ms', nodeId) ?? 18_000);
  }

  minIsrToRead(partition: ReplicatedPartition): number {
    return this.#cluster.readsBelowMinIsr(partition) ? 0 : this.#cluster.minIsr(partition);
  }

  lost(partition: ReplicatedPartition, records: LostRecords): void {
    this.onLost(partition, records);
  }

  /** From its next fetch on. */
  delay(nodeId: number, delay: FetchDelay): void {
    this.#delays.set(nodeId, delay);
  }

  lose(nodeId: number): void {
    this.#outOfReach.add(nodeId);
  }

  find(nodeId: number): void {
    this.#outOfReach.delete(nodeId);
  }

  #isThere(nodeId: number): boolean {
    return this.#cluster.isLive(nodeId) && !this.#outOfReach.has(nodeId);
  }

  #delayOf(nodeId: number): FetchDelay {
    return this.#delays.get(nodeId) ?? this.#cluster.settings.replicaFetchDelayMs;
  }
}

function mostOf(delay: FetchDelay): number {
  return typeof delay === 'number' ? delay : delay[1];
}
