import type { Follower } from './follower.ts';
import type { ReplicatedPartition, ReplicationTerms } from './terms.ts';

/** What a fetch brings: what there was when the leader answered. */
interface Fetched {
  readonly endOffset: number;
  readonly highWatermark: number;
  readonly beganMs: number;
}

/**
 * The fetches of followers that are not in step: each takes its time, and brings what there was when it began. The follower
 * learns of a high watermark one fetch later than the leader, which learns of it by that fetch. Kafka: ReplicaFetcherThread.
 */
export class FollowerFetches {
  readonly #partition: ReplicatedPartition;
  readonly #terms: ReplicationTerms;

  constructor(partition: ReplicatedPartition, terms: ReplicationTerms) {
    this.#partition = partition;
    this.#terms = terms;
  }

  /** Begins the next fetch, if none is under way and there is anything for it. */
  next(nodeId: number, follower: Follower, highWatermark: number): void {
    const { leaderId, log } = this.#partition;
    if (follower.timer !== undefined || follower.isHeld || !this.#terms.reaches(nodeId, leaderId)) return;
    const told = Math.min(highWatermark, follower.mostHighWatermark);
    const hasAll = follower.isKnown && follower.endOffset === log.endOffset && follower.highWatermark >= told;
    if (hasAll && follower.diverged === undefined) return;
    const { clock } = this.#terms;
    const fetched = { endOffset: log.endOffset, highWatermark: told, beganMs: clock.monotonic() };
    follower.timer = clock.setTimeout(() => {
      follower.timer = undefined;
      if (follower.diverged === undefined) this.#copy(follower, fetched);
      else this.#truncate(follower, follower.diverged.from);
      this.#partition.changed();
    }, this.#terms.fetchDelayMs(nodeId));
  }

  stop(follower: Follower): void {
    if (follower.timer !== undefined) this.#terms.clock.clearTimeout(follower.timer);
    follower.timer = undefined;
  }

  /** The first answer says from where on it has what the leader has not (KIP-101, KIP-279). */
  #truncate(follower: Follower, from: number): void {
    follower.diverged = undefined;
    follower.endOffset = Math.max(from, this.#partition.log.startOffset);
    follower.highWatermark = Math.min(follower.highWatermark, follower.endOffset);
  }

  /** Kafka: Replica.updateFetchStateOrThrow */
  #copy(follower: Follower, { endOffset, highWatermark, beganMs }: Fetched): void {
    const { log } = this.#partition;
    follower.isKnown = true;
    follower.endOffset = Math.min(endOffset, log.endOffset);
    follower.highWatermark = Math.min(highWatermark, follower.endOffset);
    if (follower.endOffset === log.endOffset) follower.caughtUpMs = Infinity;
    else if (follower.endOffset >= endOffset) follower.caughtUpMs = beganMs;
  }
}
