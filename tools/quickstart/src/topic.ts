import type { Cluster } from '@k/cluster';
import { CreateTopics, ErrorCode, errorFor } from '@k/wire';

const PARTITIONS = 6;

/** Creates the topic unless it is there, as any Kafka client would. @returns the ids of its partitions */
export async function ensureTopic(cluster: Cluster, topic: string): Promise<number[]> {
  const { topics } = await cluster.request(
    'controller',
    CreateTopics,
    {
      topics: [{ name: topic, numPartitions: PARTITIONS, replicationFactor: Math.min(3, cluster.brokers.length) }],
      timeoutMs: 30_000,
    },
    { retry: true },
  );
  for (const { errorCode, errorMessage } of topics) {
    if (errorCode === ErrorCode.NONE || errorCode === ErrorCode.TOPIC_ALREADY_EXISTS) continue;
    throw errorFor(errorCode, { topic, ...(errorMessage === null ? {} : { message: errorMessage }) });
  }
  const [metadata] = await cluster.loadTopics([topic]);
  return metadata?.partitions.map(({ partition }) => partition) ?? [];
}
