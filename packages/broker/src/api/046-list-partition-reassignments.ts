import {
  ErrorCode,
  ListPartitionReassignments,
  type ListPartitionReassignmentsRequest,
  type ListPartitionReassignmentsResponse,
} from '@k/wire';
import type { Partition } from '../state/partition.ts';
import { isForController, NOT_CONTROLLER } from './controller.ts';
import type { ApiHandler } from './handler.ts';

/**
 * ListPartitionReassignments (46), v0. Partitions on their way to other nodes (KIP-455). Any node tells them, as in KRaft; as
 * a version with ZooKeeper only the controller does.
 */
export const listPartitionReassignments: ApiHandler<
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsResponse
> = {
  api: ListPartitionReassignments,
  minVersion: 0,
  maxVersion: 0,
  handle({ topics }, context) {
    if (!isForController(context)) {
      return { errorCode: NOT_CONTROLLER.errorCode, errorMessage: NOT_CONTROLLER.message };
    }
    const { cluster } = context;
    const ongoing = new Set(cluster.reassignments.partitions);
    const asked =
      topics?.map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.flatMap((index) => cluster.partition(name, index) ?? []),
      })) ?? cluster.topics;
    return {
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      topics: asked
        .map(({ name, partitions }) => ({
          name,
          partitions: partitions.filter((partition) => ongoing.has(partition)).map(told),
        }))
        .filter(({ partitions }) => partitions.length > 0),
    };
  },
};

function told({ index, replicas, adding, removing }: Partition) {
  return { partitionIndex: index, replicas, addingReplicas: adding, removingReplicas: removing };
}
