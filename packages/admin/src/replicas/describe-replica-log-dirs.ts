import { waitOptions, type WaitOptions, z } from '@k/runtime';
import { DescribeLogDirs, parseOptions } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import type { ResourceMap } from '../resource-map.ts';
import { type LogDirDescription, logDirsOf } from './log-dirs.ts';
import { topicPartitionReplica, type TopicPartitionReplica } from './topic-partition-replica.ts';

/** Where the log of a replica is, and where it is being moved to. All undefined: the broker has no such replica. */
export interface ReplicaLogDirInfo {
  readonly currentReplicaLogDir: string | undefined;
  /** By how many offsets the log is behind the high watermark. */
  readonly currentReplicaOffsetLag: number | undefined;
  /** Set while alterReplicaLogDirs is at work. */
  readonly futureReplicaLogDir: string | undefined;
  /** By how many offsets the copy there is behind the log. */
  readonly futureReplicaOffsetLag: number | undefined;
}

const replicaList = z.strictObject({ replicas: z.array(topicPartitionReplica).readonly() });

const CALL = 'describeReplicaLogDirs()';

export async function describeReplicaLogDirs(
  calls: AdminCalls,
  replicas: readonly TopicPartitionReplica[],
  options?: WaitOptions,
): Promise<ResourceMap<TopicPartitionReplica, ReplicaLogDirInfo>> {
  const asked = parseOptions(`KafkaAdmin: ${CALL}`, replicaList, { replicas }).replicas;
  const limits = parseOptions(`KafkaAdmin: ${CALL}`, waitOptions, options ?? {});
  const once = checkDistinct(
    CALL,
    'replicas',
    asked.map((replica) => [replica, true] as const),
  );
  return calls.each<TopicPartitionReplica, ReplicaLogDirInfo>(calls.deadline(CALL, limits), {
    name: CALL,
    resources: once.keys(),
    targetOf: ({ brokerId: broker }) => ({ broker }),
    ask: async (there, request) => {
      const topics = partitionsByTopic(there).map(([topic, partitions]) => ({ topic, partitions }));
      const answer = await request(DescribeLogDirs, { topics });
      const logDirs = logDirsOf(answer, there[0]?.brokerId ?? -1);
      return there.map((replica) => [replica, placeOf(replica, logDirs)] as const);
    },
  });
}

/** A directory whose disk has failed does not tell what is in it. */
function placeOf(
  { topic, partition }: TopicPartitionReplica,
  logDirs: ReadonlyMap<string, LogDirDescription>,
): ReplicaLogDirInfo {
  const places = Array.from(logDirs, ([logDir, { replicaInfos }]) => {
    return { logDir, info: replicaInfos.get({ topic, partition }) };
  });
  const current = places.find(({ info }) => info?.isFuture === false);
  const future = places.find(({ info }) => info?.isFuture === true);
  return {
    currentReplicaLogDir: current?.logDir,
    currentReplicaOffsetLag: current?.info?.offsetLag,
    futureReplicaLogDir: future?.logDir,
    futureReplicaOffsetLag: future?.info?.offsetLag,
  };
}
