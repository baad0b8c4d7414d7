import type { Cluster } from '@k/cluster';
import type { AssignedPartition } from '../position/assigned-partition.ts';

/**
 * A leader whose follower refused a fetch, or did not answer, is asked as if this client were in no rack for so long: what is
 * missing comes from it. The leader itself leaves a follower out that has lagged for replica.lag.time.max.ms, 30 s.
 */
const AVOIDED_MS = 30_000;

/** A follower that a leader has named. */
interface ReadReplica {
  readonly broker: number;
  /** Who named it: another leader's word is another. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
  /** Then the leader is asked anew (monotonic ms). */
  readonly until: number;
}

/** Whom a partition is fetched from (KIP-392): its leader, or for a time the follower that the leader has named. */
export class ReadReplicas<K, V> {
  readonly #cluster: Cluster;
  readonly #clientRack: string;
  readonly #chosen = new Map<AssignedPartition<K, V>, ReadReplica>();
  /** By leader, until when it is asked without a rack. */
  readonly #avoided = new Map<number, number>();

  constructor(cluster: Cluster, clientRack: string | null | undefined) {
    this.#cluster = cluster;
    this.#clientRack = clientRack ?? '';
  }

  get #now(): number {
    return this.#cluster.runtime.clock.monotonic();
  }

  /** Broker id of whom the partition is to be fetched from; undefined when nobody is known to lead it. */
  sourceOf(partition: AssignedPartition<K, V>): number | undefined {
    const leader = this.#cluster.leaderOf(partition.topic, partition.partition);
    const replica = this.#chosen.get(partition);
    if (replica === undefined) return leader;
    if (this.#holds(partition, replica)) return replica.broker;
    this.#chosen.delete(partition);
    return leader;
  }

  #holds(partition: AssignedPartition<K, V>, { broker, leaderId, leaderEpoch, until }: ReadReplica): boolean {
    const known = this.#cluster.partition(partition);
    return (
      this.#now < until &&
      known?.leaderId === leaderId &&
      known.leaderEpoch === leaderEpoch &&
      !known.offlineReplicas.includes(broker) &&
      this.#cluster.metadata.brokers.has(broker)
    );
  }

  /** Whether the partition is fetched from a follower. */
  has(partition: AssignedPartition<K, V>): boolean {
    return this.#chosen.has(partition);
  }

  /** The leader has named this follower. False: it is not known, or was left a moment ago. */
  prefer(partition: AssignedPartition<K, V>, broker: number): boolean {
    const known = this.#cluster.partition(partition);
    if (known === undefined || !this.#cluster.metadata.brokers.has(broker)) return false;
    const { leaderId, leaderEpoch } = known;
    if (this.#isAvoided(leaderId)) return false;
    const until = this.#now + this.#cluster.settings.metadataMaxAgeMs;
    this.#chosen.delete(partition);
    this.#chosen.set(partition, { broker, leaderId, leaderEpoch, until });
    return true;
  }

  /** The follower does not serve the partition: back to the leader. */
  leave(partition: AssignedPartition<K, V>): void {
    const replica = this.#chosen.get(partition);
    if (replica === undefined) return;
    this.#chosen.delete(partition);
    this.#avoided.set(replica.leaderId, this.#now + AVOIDED_MS);
  }

  /** The rack to tell a broker; empty when it is not to name a follower. */
  rackFor(broker: number): string {
    return this.#isAvoided(broker) ? '' : this.#clientRack;
  }

  #isAvoided(leader: number): boolean {
    const until = this.#avoided.get(leader);
    if (until === undefined) return false;
    if (until > this.#now) return true;
    this.#avoided.delete(leader);
    return false;
  }

  /** Those that are fetched from elsewhere by now. */
  takeExpired(now: number): AssignedPartition<K, V>[] {
    const expired: AssignedPartition<K, V>[] = [];
    for (const [partition, { until }] of this.#chosen) {
      // In the order in which they were chosen, and all for as long.
      if (until > now) break;
      expired.push(partition);
      this.#chosen.delete(partition);
    }
    return expired;
  }

  /** When the first of them will be (monotonic ms). */
  get expiresAt(): number {
    for (const { until } of this.#chosen.values()) return until;
    return Infinity;
  }

  /** The assignment changed. */
  keep(isOwned: (partition: AssignedPartition<K, V>) => boolean): void {
    for (const partition of this.#chosen.keys()) if (!isOwned(partition)) this.#chosen.delete(partition);
  }
}
