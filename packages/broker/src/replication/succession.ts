import type { PartitionLog } from '../log/partition-log.ts';
import { newFollower, type Follower } from './follower.ts';

/**
 * The log becomes that of the new leader. Followers that have more, or other records, keep theirs.
 * @returns whether it is another one now
 */
export function takeOver(log: PartitionLog, leader: Follower, followers: Iterable<Follower>): boolean {
  const { diverged, endOffset: from } = leader;
  if (from >= log.endOffset && diverged === undefined) return false;
  for (const follower of followers) {
    if (follower === leader || follower.endOffset <= from) continue;
    follower.diverged = { log: follower.diverged?.log ?? log.fork(follower.endOffset), from };
    follower.endOffset = from;
  }
  if (from < log.endOffset) log.cutTo(from);
  for (const batch of diverged?.log.batches() ?? []) if (batch.baseOffset >= from) log.copy(batch);
  return true;
}

/** What is left of a follower whose log has lost its last batches. @param log of the leader */
export function withoutLast(follower: Follower, log: PartitionLog, batches: number): Follower {
  const { diverged } = follower;
  const endOffset = endWithout(diverged?.log ?? log, diverged?.log.endOffset ?? follower.endOffset, batches);
  const left = newFollower(Math.min(endOffset, follower.endOffset), Math.min(endOffset, follower.highWatermark));
  // The leader has to hear of it anew.
  left.isKnown = false;
  if (diverged !== undefined && endOffset > diverged.from) {
    left.diverged = { log: diverged.log.fork(endOffset), from: diverged.from };
  }
  return left;
}

function endWithout(log: PartitionLog, endOffset: number, batches: number): number {
  const bases = [...log.batches()].flatMap(({ baseOffset, lastOffset }) => (lastOffset < endOffset ? baseOffset : []));
  return batches === 0 ? endOffset : (bases.at(-batches) ?? Math.min(log.startOffset, endOffset));
}
