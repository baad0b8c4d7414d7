import type { GroupCoordinator } from '../group/group-coordinator.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { endOfRecords } from './read-log.ts';

/** How far a group is behind in a partition. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** The offset it goes on from; undefined when it has committed none. */
  readonly committed: number | undefined;
  /** Behind the last record that a reader of committed records is given. */
  readonly end: number;
  /** Offsets between the two; those that hold no records count, as in Kafka's tools. */
  readonly lag: number;
}

/**
 * How far a group is behind, in each partition of its topics: those that its members subscribe to, or when there are no members (or
 * nobody can tell) those that it committed for.
 */
export function groupLag(
  cluster: ClusterState,
  groups: GroupCoordinator,
  groupId: string,
  topics = topicsOf(groups, groupId),
): PartitionLag[] {
  return [...topics].flatMap((topic) =>
    (cluster.topic(topic)?.partitions ?? []).map((partition) => {
      const committed = groups.offsets.get(groupId, topic, partition.index)?.offset;
      const end = endOfRecords(partition);
      const lag = Math.max(0, end - (committed ?? partition.log.startOffset));
      return { topic, partition: partition.index, committed, end, lag };
    }),
  );
}

function topicsOf(groups: GroupCoordinator, groupId: string): readonly string[] {
  const group = groups.group(groupId);
  const subscribed = group?.type === 'consumer' ? group.membership.topics : group?.group.subscribedTopics;
  if (subscribed !== undefined && subscribed.size > 0) return [...subscribed];
  return groups.offsets.partitionsOf(groupId).map(({ topic }) => topic);
}
