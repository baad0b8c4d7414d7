import { PartitionMap } from '@k/cluster';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import { type FinishedRange, FinishedRanges } from './finished-ranges.ts';

/** What was finished of a partition by the time it went. */
export interface FinishedWork {
  /** Whose assignment it was: see {@link FinishedMemory.take}. */
  readonly owner: object;
  readonly topicId: string | undefined;
  /** What was known to be committed, or where reading began. */
  readonly from: number;
  /** Up to here all was finished. Whoever commits after this member, and worked on the partition, is beyond it. */
  readonly prefix: number;
  /** From `from` on, in order. */
  readonly ranges: readonly FinishedRange[];
}

/**
 * What a consumer has finished of partitions that it does not have (any more): beyond what is committed, so that a partition
 * that comes back as it went is not handled twice. Some numbers for each partition, and for each gap between what is finished.
 */
export class FinishedMemory {
  readonly #work = new PartitionMap<FinishedWork>();

  keep(topic: string, partition: number, work: FinishedWork): void {
    if (work.ranges.length > 0) this.#work.set(topic, partition, work);
    else this.#work.delete(topic, partition);
  }

  /**
   * What of the partition, which is about to be read, is finished; null for nothing. Is forgotten with that: whoever finds it
   * at another place than it was left at wants it handled again. Where it stayed assigned, that is the prefix; where it comes
   * back, what is committed by then, of this member.
   */
  take<K, V>(owner: AssignedPartition<K, V>): FinishedRanges | null {
    const { topic, partition, topicId, committed, position } = owner;
    const work = this.#work.get(topic, partition);
    if (work === undefined) return null;
    this.#work.delete(topic, partition);
    const { handedBack: start } = position;
    const stayed = work.owner === owner;
    const isSame = stayed
      ? start === work.prefix
      : start === committed && start >= work.from && start <= work.prefix && topicId === work.topicId;
    return isSame ? new FinishedRanges(work.ranges) : null;
  }
}
