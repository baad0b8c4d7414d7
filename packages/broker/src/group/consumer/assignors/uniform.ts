import type { Assignment } from '../partitions.ts';
import { Draft, type GroupSpec, type ServerAssignor } from './spec.ts';
import { uniformByTopics } from './uniform-by-topics.ts';

/**
 * Kafka's UniformAssignor: members differ by at most one partition where their subscriptions allow it, and keep what they
 * have as far as that goes.
 */
export const uniform: ServerAssignor = (spec) => (spec.homogeneous ? uniformOfEquals(spec) : uniformByTopics(spec));

/** All subscribe to the same. Kafka's UniformHomogeneousAssignmentBuilder. */
function uniformOfEquals({ members, partitionCount }: GroupSpec): Map<string, Assignment> {
  const topicIds = members[0]?.topicIds ?? [];
  const unassigned = unassignedOf(
    members.map(({ assigned }) => assigned),
    topicIds,
    partitionCount,
  );
  const total = topicIds.reduce((sum, topicId) => sum + partitionCount(topicId), 0);
  const share = Math.floor(total / members.length);
  /** How many more members get one more than their share. */
  let extras = total % members.length;
  const drafts = members.map(({ assigned }) => new Draft(assigned));
  const missing = members.map(({ assigned }, index) => {
    const draft = drafts[index] as Draft;
    let extra = extras > 0;
    let quota = share + (extra ? 1 : 0);
    for (const [topicId, partitions] of assigned) {
      if (!topicIds.includes(topicId)) {
        draft.deleteTopic(topicId);
        continue;
      }
      for (const partition of partitions) {
        if (quota > 0) {
          quota--;
        } else {
          draft.delete(topicId, partition);
          unassigned.push([topicId, partition]);
        }
      }
    }
    // Whoever would have to get the extra one anew leaves it to others, as long as there are enough of them.
    if (quota > 0 && extra && members.length - index > extras) {
      quota--;
      extra = false;
    }
    if (extra) extras--;
    return quota;
  });
  let next = 0;
  for (const [index, quota] of missing.entries()) {
    for (const [topicId, partition] of unassigned.slice(next, next + quota)) drafts[index]?.add(topicId, partition);
    next += quota;
  }
  return new Map(members.map(({ memberId }, index) => [memberId, (drafts[index] as Draft).finish()]));
}

function unassignedOf(
  assignments: readonly Assignment[],
  topicIds: readonly string[],
  partitionCount: (topicId: string) => number,
): [topicId: string, partition: number][] {
  return topicIds.flatMap((topicId) => {
    const taken = new Set(assignments.flatMap((assigned) => [...(assigned.get(topicId) ?? [])]));
    const all = Array.from({ length: partitionCount(topicId) }, (_, partition) => partition);
    return all.filter((partition) => !taken.has(partition)).map((partition): [string, number] => [topicId, partition]);
  });
}
