/** Partitions by topic id. */
export type Assignment = ReadonlyMap<string, ReadonlySet<number>>;

/** The same, each partition with its assignment epoch: the group epoch with which the member got it. */
export type AssignedPartitions = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Partitions of one topic, as a member says that it has them. */
export interface OwnedPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export const NO_PARTITIONS: ReadonlyMap<string, never> = new Map<string, never>();

/** The partitions of an assignment, all with one epoch. */
export function withEpoch(assignment: Assignment, epoch: number): AssignedPartitions {
  return new Map(
    [...assignment].map(([topicId, partitions]) => [topicId, new Map([...partitions].map((each) => [each, epoch]))]),
  );
}

/** Whether both hold the same partitions with the same epochs. */
export function sameAssigned(one: AssignedPartitions, other: AssignedPartitions): boolean {
  if (one.size !== other.size) return false;
  for (const [topicId, partitions] of one) {
    const others = other.get(topicId);
    if (others?.size !== partitions.size) return false;
    for (const [partition, epoch] of partitions) if (others.get(partition) !== epoch) return false;
  }
  return true;
}

/** Whether all that the member says it has is among `partitions`; null, where it says nothing, is not. */
export function isWithin(owned: readonly OwnedPartitions[] | null, partitions: AssignedPartitions): boolean {
  return owned?.every((each) => each.partitions.every((id) => partitions.get(each.topicId)?.has(id))) === true;
}

/** As lists, in order: how answers carry them. */
export function listed(assigned: ReadonlyMap<string, Iterable<number>>): OwnedPartitions[] {
  return Array.from(assigned, ([topicId, partitions]) => ({
    topicId,
    partitions: [...partitions].sort((a, b) => a - b),
  }));
}

/** The same, topics and partitions in order: what is walked over has one order then. */
export function inOrder(assignment: Assignment, byTopicId: (one: string, other: string) => number): Assignment {
  return new Map(
    [...assignment]
      .sort(([one], [other]) => byTopicId(one, other))
      .map(([topicId, partitions]) => [topicId, new Set([...partitions].sort((a, b) => a - b))]),
  );
}
