import type { TopicPartition } from '@k/cluster';
import { waitOptions, type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, ListPartitionReassignments, parseOptions } from '@k/wire';
import { checkDistinct, topicPartition } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import { ResourceMap } from '../resource-map.ts';

/** A partition on its way to other brokers. */
export interface PartitionReassignment {
  /** Brokers that have the partition at present, those to come and those to go included. */
  readonly replicas: readonly number[];
  /** Those among them that are to have it and may not have all of it yet. */
  readonly addingReplicas: readonly number[];
  /** Those among them that are to give it up. */
  readonly removingReplicas: readonly number[];
}

const asked = z.strictObject({ partitions: z.array(topicPartition).readonly().nullish() });

const CALL = 'listPartitionReassignments()';

export async function listPartitionReassignments(
  calls: AdminCalls,
  partitions?: readonly TopicPartition[] | null,
  options?: WaitOptions,
): Promise<ResourceMap<TopicPartition, PartitionReassignment>> {
  const places = parseOptions(`KafkaAdmin: ${CALL}`, asked, { partitions }).partitions ?? null;
  const limits = parseOptions(`KafkaAdmin: ${CALL}`, waitOptions, options ?? {});
  checkDistinct(
    CALL,
    'partitions',
    (places ?? []).map((place) => [place, true] as const),
  );
  const deadline = calls.deadline(CALL, limits);
  const body = (): object => ({
    timeoutMs: calls.brokerTimeoutMs(deadline),
    topics: places && partitionsByTopic(places).map(([name, partitionIndexes]) => ({ name, partitionIndexes })),
  });
  return calls.one(deadline, 'controller', ListPartitionReassignments, body, ({ errorCode, errorMessage, topics }) => {
    if (errorCode !== ErrorCode.NONE) {
      throw errorFor(errorCode, { api: ListPartitionReassignments.name, message: errorMessage });
    }
    return new ResourceMap(
      topics.flatMap(({ name: topic, partitions: ongoing }) =>
        ongoing.map(({ partitionIndex: partition, replicas, addingReplicas, removingReplicas }) => {
          return [
            { topic, partition },
            { replicas, addingReplicas, removingReplicas },
          ] as const;
        }),
      ),
    );
  });
}
