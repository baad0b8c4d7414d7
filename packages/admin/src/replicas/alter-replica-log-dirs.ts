import { waitOptions, type WaitOptions, z } from '@k/runtime';
import {
  AlterReplicaLogDirs,
  type AlterReplicaLogDirsRequest,
  ErrorCode,
  errorFor,
  type MessageInit,
  parseOptions,
  ProtocolError,
} from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import type { ResourceMap } from '../resource-map.ts';
import { topicPartitionReplica, type TopicPartitionReplica } from './topic-partition-replica.ts';

/** In which directory of its broker a replica is to be. */
export interface ReplicaLogDirAssignment extends TopicPartitionReplica {
  /** An absolute path: one of the broker's `log.dirs`. */
  readonly logDir: string;
}

const assignments = z.strictObject({
  assignments: z.array(z.strictObject({ ...topicPartitionReplica.shape, logDir: z.string().min(1) })).readonly(),
});

type LogDirs = ResourceMap<TopicPartitionReplica, string>;

const CALL = 'alterReplicaLogDirs()';

export async function alterReplicaLogDirs(
  calls: AdminCalls,
  replicaAssignment: readonly ReplicaLogDirAssignment[],
  options?: WaitOptions,
): Promise<ResourceMap<TopicPartitionReplica, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, assignments, { assignments: replicaAssignment }).assignments;
  const limits = parseOptions(`KafkaAdmin: ${CALL}`, waitOptions, options ?? {});
  const logDirs: LogDirs = checkDistinct(
    CALL,
    'assignments',
    checked.map(({ logDir, ...replica }) => [replica, logDir] as const),
  );
  return calls.each<TopicPartitionReplica, undefined>(calls.deadline(CALL, limits), {
    name: CALL,
    resources: logDirs.keys(),
    targetOf: ({ brokerId: broker }) => ({ broker }),
    // What the broker says of a replica is the answer, as for Java's Admin.
    isFinal: (error) => error instanceof ProtocolError,
    ask: async (replicas, request) => {
      const broker = replicas[0]?.brokerId ?? -1;
      const { results } = await request(AlterReplicaLogDirs, requestBody(replicas, logDirs));
      return results.flatMap(({ topicName: topic, partitions }) =>
        partitions.map(({ partitionIndex: partition, errorCode }) => {
          const error = errorFor(errorCode, { api: AlterReplicaLogDirs.name, topic, partition, broker });
          const replica = { topic, partition, brokerId: broker };
          return [replica, errorCode === ErrorCode.NONE ? undefined : error] as const;
        }),
      );
    },
  });
}

function requestBody(
  replicas: readonly TopicPartitionReplica[],
  logDirs: LogDirs,
): MessageInit<AlterReplicaLogDirsRequest> {
  const byPath = new Map<string, TopicPartitionReplica[]>();
  for (const replica of replicas) {
    const path = logDirs.get(replica) ?? '';
    byPath.set(path, [...(byPath.get(path) ?? []), replica]);
  }
  return {
    dirs: Array.from(byPath, ([path, there]) => ({
      path,
      topics: partitionsByTopic(there).map(([name, partitions]) => ({ name, partitions })),
    })),
  };
}
