import {
  AlterPartitionReassignments,
  ErrorCode,
  type AlterPartitionReassignmentsRequest,
  type AlterPartitionReassignmentsResponse,
} from '@k/wire';
import type { ClusterState } from '../state/cluster-state.ts';
import { isForController, NOT_CONTROLLER } from './controller.ts';
import type { ApiHandler } from './handler.ts';

type PartitionRequest = AlterPartitionReassignmentsRequest['topics'][number]['partitions'][number];

/**
 * AlterPartitionReassignments (45), v0-v1. Replicas go to other nodes, or stay after all (KIP-455). Any node takes it, as in
 * KRaft; as a version with ZooKeeper only the controller does.
 *
 * v1: whether the number of replicas may change (KIP-860).
 * New replicas have all at once, or after `replicaCopyMs`; one on a node that is down has it when the node is up.
 * Not implemented: throttled replication; the time limit (the controller has it at once).
 */
export const alterPartitionReassignments: ApiHandler<
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse
> = {
  api: AlterPartitionReassignments,
  minVersion: 0,
  maxVersion: 1,
  handle(request, context) {
    const { cluster, version } = context;
    const mayChangeFactor = request.allowReplicationFactorChange;
    const problem = isForController(context) ? undefined : NOT_CONTROLLER;
    // Asked for nothing, Kafka answers with what the fields are by themselves.
    if (problem === undefined && request.topics.length === 0) return { errorMessage: '' };
    return {
      ...(version >= 1 ? { allowReplicationFactorChange: mayChangeFactor } : {}),
      errorCode: problem?.errorCode ?? ErrorCode.NONE,
      errorMessage: problem?.message ?? null,
      responses: request.topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map((asked) => {
          const refusal = problem ?? alter(name, asked, mayChangeFactor, cluster);
          return {
            partitionIndex: asked.partitionIndex,
            errorCode: refusal?.errorCode ?? ErrorCode.NONE,
            errorMessage: refusal?.message ?? null,
          };
        }),
      })),
    };
  },
};

function alter(
  name: string,
  { partitionIndex, replicas }: PartitionRequest,
  mayChangeFactor: boolean,
  cluster: ClusterState,
): { readonly errorCode: number; readonly message: string | null } | undefined {
  const topic = cluster.topic(name);
  const partition = topic?.partitions[partitionIndex];
  if (partition === undefined) {
    const what = topic === undefined ? `a topic named ${name}` : `partition ${name}:${String(partitionIndex)}`;
    return { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, message: `Unable to find ${what}.` };
  }
  const { reassignments } = cluster;
  return replicas === null
    ? reassignments.cancel(partition)
    : reassignments.begin(partition, replicas, mayChangeFactor);
}
