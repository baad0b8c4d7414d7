import { PartitionMap } from '@k/cluster';
import type { AssignedPartition } from './position/assigned-partition.ts';

/** How far a partition is read, as far as this consumer knows. What it does not know (yet) is undefined. */
export interface PartitionLag {
  /** Records between `position` and `endOffset`: still to be handed out (currentLag of Java's). */
  readonly lag: number | undefined;
  /** Records between `committed` and `endOffset`: what the group would read if this member went now, as group tools show it. */
  readonly committedLag: number | undefined;
  /** Offset of the next record to be handed out. */
  readonly position: number | undefined;
  /** What the group has committed, when this member asked, or has committed itself since; undefined for nothing, too. */
  readonly committed: number | undefined;
  /** End of what may be read, as of the last answer: the high watermark, with `read_committed` the last stable offset. */
  readonly endOffset: number | undefined;
}

export function lagOf({ position, committed, cursor }: AssignedPartition<unknown, unknown>): PartitionLag {
  const endOffset = known(cursor.readableEnd);
  const places = { position: known(position.offset), committed: known(committed), endOffset };
  return { lag: between(places.position, endOffset), committedLag: between(places.committed, endOffset), ...places };
}

export function lagsOf(partitions: Iterable<AssignedPartition<unknown, unknown>>): PartitionMap<PartitionLag> {
  return new PartitionMap(Array.from(partitions, (owned) => [owned.topic, owned.partition, lagOf(owned)] as const));
}

function known(offset: number): number | undefined {
  return offset < 0 ? undefined : offset;
}

/** Never below 0: the end is that of the last answer, and a position may be sought beyond it. */
function between(from: number | undefined, end: number | undefined): number | undefined {
  return from === undefined || end === undefined ? undefined : Math.max(0, end - from);
}
