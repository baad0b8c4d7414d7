import type { Assignment } from '../partitions.ts';
import type { GroupSpec, SpecMember } from './spec.ts';

/**
 * Kafka's server-side RangeAssignor: of each topic a run of partitions to each of its members, who come in the order of their
 * instance ids, then of their member ids. Topics with as many partitions are given out alike, so that they can be joined.
 */
export function range({ members, partitionCount }: GroupSpec): Map<string, Assignment> {
  const sorted = [...members].sort(byInstanceThenId);
  const subscribers = new Map<string, number>();
  for (const { topicIds } of sorted) {
    for (const topicId of topicIds) subscribers.set(topicId, (subscribers.get(topicId) ?? 0) + 1);
  }
  const topics = new Map(
    [...subscribers].map(([topicId, count]) => [topicId, new Runs(partitionCount(topicId), count)]),
  );
  return new Map(
    sorted.map(({ memberId, topicIds }) => {
      const runs = topicIds.map((topicId): [string, Set<number>] => [
        topicId,
        topics.get(topicId)?.next() ?? new Set(),
      ]);
      return [memberId, new Map(runs.filter(([, partitions]) => partitions.size > 0))];
    }),
  );
}

/** The partitions of one topic, cut into as many runs as it has members, the first ones longer by one where need be. */
class Runs {
  readonly #length: number;
  #extra: number;
  #start = 0;

  constructor(partitions: number, members: number) {
    this.#length = Math.floor(partitions / members);
    this.#extra = partitions % members;
  }

  next(): Set<number> {
    const length = this.#length + (this.#extra > 0 ? 1 : 0);
    this.#extra--;
    const start = this.#start;
    this.#start += length;
    return new Set(Array.from({ length }, (_, index) => start + index));
  }
}

function byInstanceThenId(one: SpecMember, other: SpecMember): number {
  if (one.instanceId !== null && other.instanceId !== null) return one.instanceId < other.instanceId ? -1 : 1;
  if (one.instanceId !== null) return -1;
  if (other.instanceId !== null) return 1;
  return one.memberId < other.memberId ? -1 : 1;
}
