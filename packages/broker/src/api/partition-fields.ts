import type { ClusterState } from '../state/cluster-state.ts';
import type { Partition } from '../state/partition.ts';

/** What Metadata and DescribeTopicPartitions both tell of a partition. */
export interface PartitionFields {
  readonly partitionIndex: number;
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly replicaNodes: readonly number[];
  readonly isrNodes: readonly number[];
  readonly offlineReplicas: readonly number[];
}

export function partitionFields(partition: Partition, cluster: ClusterState): PartitionFields {
  return {
    partitionIndex: partition.index,
    leaderId: partition.leaderId,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: partition.replicas,
    isrNodes: partition.isr,
    offlineReplicas: partition.replicas.filter((id) => !cluster.isLive(id)),
  };
}
