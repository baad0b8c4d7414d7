import type { PartitionLog } from '../log/partition-log.ts';
import { FollowerFetches } from './follower-fetches.ts';
import { newFollower, type Follower } from './follower.ts';
import { InSyncReplicas } from './in-sync-replicas.ts';
import { NO_LEADER } from './no-leader.ts';
import { takeOver, withoutLast } from './succession.ts';
import type { LostRecords, ReplicatedPartition, ReplicationTerms } from './terms.ts';

/** How far a follower is held back; Infinity where it is not. */
export interface Hold {
  readonly endOffset: number;
  readonly highWatermark: number;
}

/** The offsets of one replica's log. */
export interface ReplicaOffsets {
  readonly endOffset: number;
  readonly highWatermark: number;
}

/** What is known of replicas at some moment. */
export interface KnownReplicas {
  readonly inSync: readonly number[];
  readonly highWatermark: number;
  readonly epochStart: number;
  readonly followers: ReadonlyMap<number, ReplicaOffsets>;
}

/**
 * The replicas of one partition: how far each has copied the leader's log, which of them are in sync, and the high watermark.
 * As long as all are in step there is nothing to keep: all have what the leader has. Kafka: Partition, Replica and
 * ReplicaFetcherThread.
 */
export class Replicas {
  readonly #partition: ReplicatedPartition;
  readonly #terms: ReplicationTerms;
  /** Those that are not in step, by node. */
  readonly #followers = new Map<number, Follower>();
  readonly #inSync: InSyncReplicas;
  readonly #fetches: FollowerFetches;
  /** Of the leader; counts only while there are followers that are not in step. */
  #highWatermark = 0;
  /** Where the log ended when the leader began. */
  #epochStart = 0;
  #isClosed = false;

  /** @param known where there are some already; default: all of them are new */
  constructor(partition: ReplicatedPartition, terms: ReplicationTerms, known?: KnownReplicas) {
    this.#partition = partition;
    this.#terms = terms;
    this.#fetches = new FollowerFetches(partition, terms);
    if (known !== undefined) {
      this.#inSync = new InSyncReplicas(partition, terms, known.inSync);
      this.#highWatermark = known.highWatermark;
      this.#epochStart = known.epochStart;
      for (const [id, { endOffset, highWatermark }] of known.followers) {
        this.#followers.set(id, newFollower(endOffset, highWatermark));
      }
      return;
    }
    const live = partition.replicas.filter((id) => terms.isLive(id));
    this.#inSync = new InSyncReplicas(partition, terms, live.length > 0 ? live : partition.replicas);
    for (const id of partition.replicas) this.#settle(id);
  }

  get inSync(): InSyncReplicas {
    return this.#inSync;
  }

  /** What all in-sync replicas have: nothing from there on is read. */
  get highWatermark(): number {
    const { log } = this.#partition;
    return this.#followers.size === 0 ? log.endOffset : Math.max(this.#highWatermark, log.startOffset);
  }

  /** Whether the leader cannot say yet where the log ends: it does not know what was readable before it led (KIP-207). */
  get isBehindEpoch(): boolean {
    return this.highWatermark < this.#epochStart;
  }

  /** What the replica of a node has. */
  offsetsOf(nodeId: number): ReplicaOffsets {
    const { log, leaderId } = this.#partition;
    const follower = this.#followers.get(nodeId);
    if (nodeId === leaderId || follower === undefined) {
      return { endOffset: log.endOffset, highWatermark: this.highWatermark };
    }
    const endOffset = Math.max(log.startOffset, Math.min(log.endOffset, follower.endOffset));
    return { endOffset, highWatermark: Math.max(log.startOffset, Math.min(endOffset, follower.highWatermark)) };
  }

  /** Whether the replica does not have what the leader has. */
  lags(nodeId: number): boolean {
    const follower = nodeId === this.#partition.leaderId ? undefined : this.#followers.get(nodeId);
    return follower !== undefined && (follower.isHeld || follower.endOffset < this.#partition.log.endOffset);
  }

  get known(): KnownReplicas {
    const { leaderId, replicas } = this.#partition;
    const followers = new Map(replicas.filter((id) => id !== leaderId).map((id) => [id, this.offsetsOf(id)]));
    return { inSync: this.#inSync.ids, highWatermark: this.highWatermark, epochStart: this.#epochStart, followers };
  }

  /** What the replica of a node has, as a log of its own. */
  logOf(nodeId: number): PartitionLog {
    const diverged = nodeId === this.#partition.leaderId ? undefined : this.#followers.get(nodeId)?.diverged;
    return diverged?.log.fork() ?? this.#partition.log.fork(this.offsetsOf(nodeId).endOffset);
  }

  /** A replica that does not lead any more has gone on as if it did. */
  diverge(nodeId: number, log: PartitionLog, highWatermark: number): void {
    const follower = this.#keep(nodeId);
    const { endOffset: from } = follower;
    if (log.endOffset <= from) return;
    follower.diverged = { log, from };
    const records = { from, to: log.endOffset, highWatermark };
    if (this.#partition.leaderId === NO_LEADER) follower.mayBeLost = records;
    else this.#terms.lost(this.#partition, records);
  }

  /** The leader has found that so much may be read. */
  raiseTo(highWatermark: number): void {
    this.#highWatermark = Math.max(this.#highWatermark, highWatermark);
  }

  // --- held by hand

  hold(nodeId: number, hold: Partial<Hold>): void {
    const follower = this.#keep(nodeId);
    follower.isHeld = hold.endOffset !== undefined;
    follower.mostHighWatermark = hold.highWatermark ?? Infinity;
    if (hold.endOffset !== undefined) {
      follower.endOffset = Math.min(follower.endOffset, hold.endOffset);
      follower.highWatermark = Math.min(follower.highWatermark, follower.endOffset);
      this.#fetches.stop(follower);
      if (nodeId !== this.#partition.leaderId) this.#inSync.leave(nodeId);
    }
    follower.highWatermark = Math.min(follower.highWatermark, follower.mostHighWatermark);
    this.#settle(nodeId);
  }

  /** @returns whether it was held */
  release(nodeId: number): boolean {
    const follower = this.#followers.get(nodeId);
    if (follower === undefined) return false;
    const wasHeld = follower.isHeld || follower.mostHighWatermark < Infinity;
    follower.isHeld = false;
    follower.mostHighWatermark = Infinity;
    this.#settle(nodeId);
    return wasHeld;
  }

  // --- what the controller does

  /** Replicas are out of sync, as their nodes are down. */
  leave(nodeIds: readonly number[]): void {
    this.#inSync.leave(...nodeIds);
  }

  /** A replica is back whose node went without a goodbye. */
  distrust(nodeId: number): void {
    this.#inSync.distrust(nodeId);
  }

  minIsrChanged(): void {
    this.#inSync.minIsrChanged();
  }

  /** The partition has other replicas. @param added those that are new: they have nothing yet, unless they are in step */
  assigned(added: readonly number[]): void {
    const { replicas, log } = this.#partition;
    this.#inSync.assigned();
    for (const id of added) if (!this.#followers.has(id)) this.endAt(id, log.startOffset);
    for (const [id, follower] of [...this.#followers]) {
      if (replicas.includes(id)) continue;
      this.#fetches.stop(follower);
      this.#followers.delete(id);
    }
    for (const id of replicas) this.#settle(id);
  }

  /**
   * Another replica leads, from where its log ends; call it while the partition still has its old leader. What others have
   * beyond that they keep until they truncate.
   * @returns whether the log is another one now
   */
  elect(leaderId: number, isClean: boolean): boolean {
    const { log, replicas } = this.#partition;
    const { highWatermark } = this;
    for (const id of replicas) this.#keep(id, highWatermark);
    for (const follower of this.#followers.values()) this.#fetches.stop(follower);
    this.#inSync.rest();
    if (leaderId === NO_LEADER) return false;
    const leader = this.#keep(leaderId, highWatermark);
    const { endOffset: to } = log;
    const isOther = takeOver(log, leader, this.#followers.values());
    this.#followers.delete(leaderId);
    this.#tellLosses({ from: leader.endOffset, to, highWatermark });
    this.#highWatermark = Math.min(leader.highWatermark, log.endOffset);
    this.#epochStart = log.endOffset;
    if (!isClean) this.#inSync.only(leaderId);
    for (const follower of this.#followers.values()) {
      follower.isKnown = false;
      if (follower.caughtUpMs === Infinity) follower.caughtUpMs = this.#now;
    }
    return isOther;
  }

  /** @param cut what the log had before */
  #tellLosses(cut: LostRecords): void {
    if (cut.from < cut.to) this.#terms.lost(this.#partition, cut);
    for (const follower of this.#followers.values()) {
      if (follower.mayBeLost !== undefined) this.#terms.lost(this.#partition, follower.mayBeLost);
      follower.mayBeLost = undefined;
    }
  }

  /** The log of a replica ends here, whatever it was before. */
  endAt(nodeId: number, endOffset: number): void {
    const follower = this.#keep(nodeId);
    follower.diverged = undefined;
    follower.endOffset = endOffset;
    follower.highWatermark = Math.min(follower.highWatermark, endOffset);
  }

  /** Nodes came, went, were cut off or became slower: who can follow now does. */
  settle(): void {
    for (const id of this.#partition.replicas) this.#settle(id);
  }

  /** A replica that does not lead comes back without the last batches that it had. */
  lose(nodeId: number, batches: number): void {
    this.#followers.set(nodeId, withoutLast(this.#keep(nodeId), this.#partition.log, batches));
  }

  /** Ends all timers. */
  close(): void {
    this.#isClosed = true;
    this.#inSync.rest();
    for (const follower of this.#followers.values()) this.#fetches.stop(follower);
  }

  /** The log or the followers may have changed: takes the consequences. */
  advance(): void {
    if (this.#followers.size === 0) return;
    const { leaderId, log } = this.#partition;
    if (leaderId === NO_LEADER || this.#isClosed) return;
    for (const [id, follower] of this.#followers) {
      if (this.#isInStep(id, follower)) this.#catchUp(follower);
      else if (follower.caughtUpMs === Infinity && follower.endOffset < log.endOffset) follower.caughtUpMs = this.#now;
    }
    this.#inSync.review(this.#followers, Math.max(this.highWatermark, this.#epochStart));
    this.#raise();
    for (const [id, follower] of this.#followers) this.#fetches.next(id, follower, this.highWatermark);
  }

  /** All in-sync replicas may have more now. Kafka: Partition.maybeIncrementLeaderHW. */
  #raise(): void {
    const { leaderId, log } = this.#partition;
    if (this.#inSync.ids.length < this.#terms.minIsrToRead(this.#partition)) return;
    let most = log.endOffset;
    for (const id of this.#inSync.ids) {
      const follower = id === leaderId ? undefined : this.#followers.get(id);
      if (follower === undefined) continue;
      if (!follower.isKnown) return;
      most = Math.min(most, follower.endOffset);
    }
    this.#highWatermark = Math.max(this.#highWatermark, most);
    for (const [id, follower] of this.#followers) {
      if (this.#isInStep(id, follower))
        follower.highWatermark = Math.min(this.highWatermark, follower.mostHighWatermark);
    }
  }

  /** The follower is in step, or begins to fetch, or cannot. */
  #settle(nodeId: number): void {
    const { leaderId } = this.#partition;
    const known = this.#followers.get(nodeId);
    if (nodeId === leaderId) return;
    const canFollow = leaderId !== NO_LEADER && this.#terms.reaches(nodeId, leaderId);
    if (canFollow && this.#terms.isInStep(nodeId) && known?.isHeld !== true) {
      this.#inSync.join(nodeId);
      if (known === undefined) return;
      this.#fetches.stop(known);
      this.#catchUp(known);
      if (known.mostHighWatermark === Infinity) this.#followers.delete(nodeId);
      return;
    }
    const follower = this.#keep(nodeId);
    if (canFollow) return;
    this.#fetches.stop(follower);
    if (follower.caughtUpMs === Infinity) follower.caughtUpMs = this.#now;
  }

  #isInStep(nodeId: number, { isHeld }: Follower): boolean {
    return !isHeld && this.#terms.isInStep(nodeId) && this.#terms.reaches(nodeId, this.#partition.leaderId);
  }

  #catchUp(follower: Follower): void {
    follower.diverged = undefined;
    follower.isKnown = true;
    follower.endOffset = this.#partition.log.endOffset;
    follower.highWatermark = Math.min(this.highWatermark, follower.mostHighWatermark);
    follower.caughtUpMs = Infinity;
  }

  /** What there is of the follower, from now on. */
  #keep(nodeId: number, highWatermark = this.highWatermark): Follower {
    const known = this.#followers.get(nodeId);
    if (known !== undefined) return known;
    this.#highWatermark = highWatermark;
    const follower = newFollower(this.#partition.log.endOffset, highWatermark);
    this.#followers.set(nodeId, follower);
    return follower;
  }

  get #now(): number {
    return this.#terms.clock.monotonic();
  }
}
