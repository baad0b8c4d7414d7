import type { TimerHandle } from '@k/runtime';
import type { Follower } from './follower.ts';
import type { ReplicatedPartition, ReplicationTerms } from './terms.ts';

/**
 * The in-sync replicas of a partition, in the order of its replicas. Where there are too few of them for records to become readable,
 * those that have left are eligible leaders: they have all that is (KIP-966). Before Kafka 4.1 there are none, and the last
 * in-sync replica stays one when its node is down. Kafka: PartitionChangeBuilder.
 */
export class InSyncReplicas {
  readonly #partition: ReplicatedPartition;
  readonly #terms: ReplicationTerms;
  #ids: readonly number[];
  #eligible: readonly number[] = [];
  /** Who led last, and went without a goodbye: there is nobody better. */
  #lastKnown: readonly number[] = [];
  /** When the next one has been behind for too long. */
  #timer: TimerHandle;

  constructor(partition: ReplicatedPartition, terms: ReplicationTerms, ids: readonly number[]) {
    this.#partition = partition;
    this.#terms = terms;
    this.#ids = ids;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Who can lead though it is not in sync. */
  get eligible(): readonly number[] {
    return this.#eligible;
  }

  get lastKnown(): readonly number[] {
    return this.#lastKnown;
  }

  leave(...nodeIds: readonly number[]): void {
    const left = this.#ids.filter((id) => !nodeIds.includes(id));
    if (left.length > 0 || this.#hasEligible) this.#set(left);
  }

  /** Nothing where it is no replica. */
  join(nodeId: number): void {
    if (this.#ids.includes(nodeId)) return;
    this.#set(this.#partition.replicas.filter((id) => id === nodeId || this.#ids.includes(id)));
  }

  /** There are other replicas. */
  assigned(): void {
    const { replicas } = this.#partition;
    this.#eligible = this.#eligible.filter((id) => replicas.includes(id));
    this.#ids = replicas.filter((id) => this.#ids.includes(id));
    this.#set(this.#ids);
  }

  /** One leads that is not in sync: what it has is all that there is. */
  only(leaderId: number): void {
    if (!this.#eligible.includes(leaderId)) this.#eligible = [];
    this.#ids = [];
    this.#set([leaderId]);
  }

  /** A node is back that went without a goodbye: nobody knows what it has. Kafka: handleUncleanBrokerShutdown */
  distrust(nodeId: number): void {
    if (!this.#hasEligible || !this.#eligible.includes(nodeId)) return;
    this.#eligible = this.#eligible.filter((id) => id !== nodeId);
    if (this.#eligible.length === 0 && this.#ids.length === 0) this.#lastKnown = [nodeId];
  }

  /**
   * Another min.insync.replicas: from now on records may become readable that those lack who are not in sync. Where nobody is in
   * sync none do, and whoever was eligible has all still. Kafka: ClearElrRecord
   */
  minIsrChanged(): void {
    if (this.#ids.length > 0) this.#eligible = [];
  }

  /**
   * Those join that have what others may have read, and those leave that did not have all for `replica.lag.time.max.ms`.
   * @param followers those that are not in step, by node
   * @param from what they need to have at least
   */
  review(followers: ReadonlyMap<number, Follower>, from: number): void {
    this.rest();
    if (!this.#terms.reachesController(this.#partition.leaderId)) return;
    this.#expand(followers, from);
    this.#shrink(followers);
  }

  /** Ends the timer. */
  rest(): void {
    if (this.#timer !== undefined) this.#terms.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #set(ids: readonly number[]): void {
    const candidates = [...this.#eligible, ...this.#ids];
    this.#ids = ids;
    const isEnough = ids.length >= this.#terms.minIsr(this.#partition);
    if (ids.length > 0) this.#lastKnown = [];
    this.#eligible =
      isEnough || !this.#hasEligible
        ? []
        : this.#partition.replicas.filter((id) => candidates.includes(id) && !ids.includes(id));
  }

  get #hasEligible(): boolean {
    return this.#terms.hasEligibleLeaders;
  }

  /** Kafka: Partition.isFollowerInSync */
  #expand(followers: ReadonlyMap<number, Follower>, from: number): void {
    const { leaderId, replicas } = this.#partition;
    for (const id of replicas) {
      const follower = followers.get(id);
      if (follower === undefined || this.#ids.includes(id) || !this.#terms.reaches(id, leaderId)) continue;
      const { isKnown, isHeld, diverged, endOffset } = follower;
      if (isKnown && !isHeld && diverged === undefined && endOffset >= from) this.join(id);
    }
  }

  /** Kafka: Partition.maybeShrinkIsr */
  #shrink(followers: ReadonlyMap<number, Follower>): void {
    const { leaderId, log } = this.#partition;
    const { clock } = this.#terms;
    const latestMs = clock.monotonic() - this.#terms.lagTimeMaxMs(leaderId);
    let waitMs = Infinity;
    for (const id of this.#ids) {
      const follower = id === leaderId ? undefined : followers.get(id);
      if (follower === undefined || (follower.isKnown && follower.endOffset >= log.endOffset)) continue;
      const leftMs = follower.caughtUpMs - latestMs;
      if (leftMs <= 0) this.leave(id);
      else waitMs = Math.min(waitMs, leftMs);
    }
    if (waitMs === Infinity) return;
    this.#timer = clock.setTimeout(() => {
      this.#partition.changed();
    }, waitMs);
  }
}
