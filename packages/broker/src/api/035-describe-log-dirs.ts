import {
  DescribeLogDirs,
  ErrorCode,
  type DescribeLogDirsRequest,
  type DescribeLogDirsResponse,
  type MessageInit,
} from '@k/wire';
import type { DirReplica } from '../state/log-dirs.ts';
import type { ApiHandler } from './handler.ts';

type TopicResponse = NonNullable<
  NonNullable<MessageInit<DescribeLogDirsResponse>['results']>[number]['topics']
>[number];

/**
 * DescribeLogDirs (35), v0-v5. The replicas of this node, by directory (KIP-113): bytes of their batches, which are all
 * there is of a log here.
 *
 * v1: answered before it is throttled. v2: flexible. v3: an error of its own. v4: the size of the volume, of which each
 * directory has one of its own (KIP-827). v5: whether the directory takes no new replicas, which never happens here (KIP-1066).
 * Not implemented: directories that fail.
 */
export const describeLogDirs: ApiHandler<DescribeLogDirsRequest, DescribeLogDirsResponse> = {
  api: DescribeLogDirs,
  minVersion: 0,
  maxVersion: 5,
  handle({ topics }, { cluster, nodeId, version }) {
    const asked = topics === null ? undefined : new Map(topics.map(({ topic, partitions }) => [topic, partitions]));
    const isAsked = ({ partition: { topic, index } }: DirReplica): boolean =>
      asked === undefined || asked.get(topic.name)?.includes(index) === true;
    const total = cluster.settings.logDirBytes;
    return {
      results: [...cluster.logDirs.of(nodeId).replicas()].map(([logDir, replicas]) => {
        const used = replicas.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
        const usable = Math.max(total - used, 0);
        return {
          errorCode: ErrorCode.NONE,
          logDir,
          topics: byTopic(replicas.filter(isAsked)),
          ...(version >= 4 ? { totalBytes: total, usableBytes: usable } : {}),
        };
      }),
    };
  },
};

function byTopic(replicas: readonly DirReplica[]): TopicResponse[] {
  const topics = new Map<string, NonNullable<TopicResponse['partitions']>[number][]>();
  for (const { partition, sizeBytes, offsetLag, isFuture } of replicas) {
    const { topic, index } = partition;
    const partitions = topics.get(topic.name) ?? [];
    partitions.push({ partitionIndex: index, partitionSize: sizeBytes, offsetLag, isFutureKey: isFuture });
    topics.set(topic.name, partitions);
  }
  return [...topics].map(([name, partitions]) => ({ name, partitions }));
}
