import type { TopicPartition } from '@k/cluster';
import { DescribeLogDirs, type DescribeLogDirsResponse, ErrorCode, errorFor } from '@k/wire';
import { ResourceMap } from '../resource-map.ts';

/** A directory in which a broker keeps logs. */
export interface LogDirDescription {
  /** Why it cannot be used: KAFKA_STORAGE_ERROR when its disk has failed. Undefined when nothing is wrong. */
  readonly error: Error | undefined;
  /** What is in it. */
  readonly replicaInfos: ResourceMap<TopicPartition, ReplicaInfo>;
  /** Of the volume that it is on; undefined before Kafka 3.3, which does not tell (KIP-827). */
  readonly totalBytes: number | undefined;
  /** How much of that is free; undefined before Kafka 3.3. */
  readonly usableBytes: number | undefined;
  /** Whether it takes no new replicas (KIP-1066); false before Kafka 4.3, which has no such thing. */
  readonly isCordoned: boolean;
}

/** The log of a replica in a directory. */
export interface ReplicaInfo {
  /** Bytes. */
  readonly size: number;
  /**
   * By how many offsets it is behind the high watermark or, if it is `isFuture`, behind the log that it is to replace.
   */
  readonly offsetLag: number;
  /** Whether it is a copy that is being made for alterReplicaLogDirs, to replace the present one. */
  readonly isFuture: boolean;
}

/** @throws ProtocolError why nothing at all is told */
export function logDirsOf(answer: DescribeLogDirsResponse, broker: number): Map<string, LogDirDescription> {
  const api = DescribeLogDirs.name;
  if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { api, broker });
  // Until version 3 there is no other way to say it, and every broker has a directory.
  if (answer.results.length === 0) throw errorFor(ErrorCode.CLUSTER_AUTHORIZATION_FAILED, { api, broker });
  return new Map(
    answer.results.map(({ logDir, errorCode, topics, totalBytes, usableBytes, isCordoned }) => {
      const error = errorCode === ErrorCode.NONE ? undefined : errorFor(errorCode, { api, broker, about: logDir });
      const description = {
        error,
        replicaInfos: replicaInfos(topics),
        totalBytes: told(totalBytes),
        usableBytes: told(usableBytes),
        isCordoned,
      };
      return [logDir, description];
    }),
  );
}

type ToldTopics = DescribeLogDirsResponse['results'][number]['topics'];

function replicaInfos(topics: ToldTopics): ResourceMap<TopicPartition, ReplicaInfo> {
  const infos = new ResourceMap<TopicPartition, ReplicaInfo>();
  for (const { name: topic, partitions } of topics) {
    for (const { partitionIndex: partition, partitionSize, offsetLag, isFutureKey: isFuture } of partitions) {
      infos.set({ topic, partition }, { size: Number(partitionSize), offsetLag: Number(offsetLag), isFuture });
    }
  }
  return infos;
}

function told(bytes: bigint): number | undefined {
  return bytes < 0n ? undefined : Number(bytes);
}
