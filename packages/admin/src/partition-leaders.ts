import type { Cluster, Target, TopicPartition } from '@k/cluster';
import type { Deadline } from '@k/runtime';
import { asError, ErrorCode, errorFor, Metadata, ProtocolError } from '@k/wire';
import { isUnknownTopic, type ResourceCall } from './calls.ts';
import { ResourceMap } from './resource-map.ts';

/**
 * How a call to the leaders of partitions finds them. That there is no such partition is believed of brokers when they say it
 * twice: one that is asked may hear a moment late of a topic that was just made. Nothing else waits for that.
 */
export function leadersOf(
  cluster: Cluster,
): Required<Pick<ResourceCall<TopicPartition, unknown>, 'prepare' | 'targetOf' | 'isFinal'>> {
  const timesUnknown = new ResourceMap<TopicPartition, number>();
  return {
    prepare: (partitions, deadline) => loadLeaders(cluster, partitions, deadline),
    targetOf: (place) => {
      try {
        return leaderTarget(cluster, place);
      } catch (error) {
        if (isUnknownInMetadata(asError(error))) timesUnknown.set(place, (timesUnknown.get(place) ?? 0) + 1);
        throw error;
      }
    },
    isFinal: (error) => {
      if (!isUnknownInMetadata(error)) return false;
      const { topic = '', partition = -1 } = error.context;
      return (timesUnknown.get({ topic, partition }) ?? 0) > 1;
    },
  };
}

/**
 * For `prepare` of a call to the leaders of partitions: has the topics of all of them looked up together, once. What is wrong
 * with one is told of its partitions by leaderTarget, and holds up no other. Brokers that cannot be reached are tried again.
 */
export async function loadLeaders(
  cluster: Cluster,
  partitions: Iterable<TopicPartition>,
  deadline: Deadline,
): Promise<void> {
  const missing = [...partitions].filter(({ topic, partition }) => cluster.leaderOf(topic, partition) === undefined);
  if (missing.length === 0) return;
  const told = new AbortController();
  const signal = deadline.signal === undefined ? told.signal : AbortSignal.any([deadline.signal, told.signal]);
  try {
    await cluster.loadTopics([...new Set(missing.map(({ topic }) => topic))], {
      deadline: cluster.deadline(deadline.operation, { timeoutMs: deadline.remainingMs(), signal }),
      // No topic has so many: what is known of them is not enough, since partitions may have been added lately.
      minPartitions: Infinity,
      allowAutoTopicCreation: false,
      // A topic that is unknown, or not ready, would be asked about again here, and the others would wait with it.
      onRetry: ({ error }) => {
        if (error instanceof ProtocolError) told.abort(error);
      },
    });
  } catch (error) {
    // All that the brokers told is in the cache by now.
    if (!(error instanceof ProtocolError)) throw error;
  }
}

/** For `targetOf` of such a call. @throws ProtocolError why there is no leader */
export function leaderTarget(cluster: Cluster, { topic, partition }: TopicPartition): Target {
  const broker = cluster.leaderOf(topic, partition);
  if (broker !== undefined) return { broker };
  const known = cluster.topic(topic);
  const there = known?.partitions[partition];
  const code = known === undefined || known.errorCode === ErrorCode.NONE ? there?.errorCode : known.errorCode;
  const reason = code === ErrorCode.NONE ? ErrorCode.LEADER_NOT_AVAILABLE : code;
  throw errorFor(reason ?? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, { api: Metadata.name, topic, partition });
}

/**
 * For `isFinal` of such a call: that a partition is unknown is believed of the metadata, which has just been asked for. A
 * leader that says so may have been started a moment ago.
 */
export function isUnknownInMetadata(error: Error): error is ProtocolError {
  return isUnknownTopic(error) && error.context.api === Metadata.name;
}
