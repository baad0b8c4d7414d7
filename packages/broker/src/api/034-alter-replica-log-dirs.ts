import { AlterReplicaLogDirs, type AlterReplicaLogDirsRequest, type AlterReplicaLogDirsResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * AlterReplicaLogDirs (34), v0-v2. Replicas of this node go to another of its directories (KIP-113), at once or after
 * `replicaCopyMs`. Where the node has no such replica yet, the directory is kept for when it has.
 *
 * v1: answered before it is throttled. v2: flexible.
 */
export const alterReplicaLogDirs: ApiHandler<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse> = {
  api: AlterReplicaLogDirs,
  minVersion: 0,
  maxVersion: 2,
  handle({ dirs }, { cluster, nodeId }) {
    // What is named twice goes to the last of its directories.
    const wanted = new Map<string, Map<number, string>>();
    for (const { path, topics } of dirs) {
      for (const { name, partitions } of topics) {
        const of = wanted.get(name) ?? new Map<number, string>();
        for (const index of partitions) of.set(index, path);
        wanted.set(name, of);
      }
    }
    const here = cluster.logDirs.of(nodeId);
    return {
      results: [...wanted].map(([topicName, partitions]) => ({
        topicName,
        partitions: [...partitions].map(([partitionIndex, path]) => ({
          partitionIndex,
          errorCode: here.move(topicName, partitionIndex, cluster.partition(topicName, partitionIndex), path),
        })),
      })),
    };
  },
};
