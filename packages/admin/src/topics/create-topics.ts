import { z } from '@k/runtime';
import {
  CreateTopics,
  type CreateTopicsRequest,
  type CreateTopicsResponse,
  ErrorCode,
  errorFor,
  type MessageInit,
  parseOptions,
  ZERO_UUID,
} from '@k/wire';
import { brokerId, partitionCount, topicName } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';
import { type ChangeLimits, changeTopics, type CreateTopicsOptions } from './change-topics.ts';

/** A topic to be made: how many partitions and replicas, or where each replica goes. */
export interface NewTopic {
  readonly name: string;
  /** @default what the brokers have as `num.partitions`, from Kafka 2.4 on; before, it has to be said */
  readonly numPartitions?: number | undefined;
  /** @default what the brokers have as `default.replication.factor`, from Kafka 2.4 on; before, it has to be said */
  readonly replicationFactor?: number | undefined;
  /** Instead of both: of each partition, in order, the ids of the brokers that have a replica, the preferred leader first. */
  readonly replicasAssignments?: readonly (readonly number[])[] | undefined;
  /** Settings in which the topic differs from the brokers' defaults: `{ 'cleanup.policy': 'compact' }`. */
  readonly configs?: Readonly<Record<string, string>> | undefined;
}

/** What the broker says of a topic that it made. Before Kafka 2.4 it says nothing, and all is undefined. */
export interface CreatedTopic {
  /** From Kafka 2.8 on. */
  readonly topicId: string | undefined;
  readonly numPartitions: number | undefined;
  readonly replicationFactor: number | undefined;
  /** All its settings; undefined too where this client may not see them. */
  readonly configs: ReadonlyMap<string, string | null> | undefined;
}

export const replicaCount = z.int().positive().max(0x7fff);
const newTopics = z.strictObject({
  topics: z
    .array(
      z
        .strictObject({
          name: topicName,
          numPartitions: partitionCount.optional(),
          replicationFactor: replicaCount.optional(),
          replicasAssignments: z.array(z.array(brokerId).min(1).readonly()).min(1).readonly().optional(),
          configs: z.record(z.string(), z.string()).readonly().optional(),
        })
        .refine(
          ({ replicasAssignments, numPartitions, replicationFactor }) =>
            replicasAssignments === undefined || (numPartitions ?? replicationFactor) === undefined,
          'expected numPartitions and replicationFactor, or replicasAssignments, not both',
        ),
    )
    .readonly(),
});
const CALL = 'createTopics()';

export async function createTopics(
  calls: AdminCalls,
  topics: readonly NewTopic[],
  options?: CreateTopicsOptions,
): Promise<ResourceMap<string, CreatedTopic>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, newTopics, { topics }).topics;
  return changeTopics(calls, { name: CALL, topics: checked, options }, async (asked, request, limits) => {
    const answer = await request(CreateTopics, (version) => requestBody(version, asked, limits));
    return answer.topics.map((topic) => [topic.name, resultOf(topic)] as const);
  });
}

function requestBody(
  version: number,
  topics: readonly NewTopic[],
  { timeoutMs, validateOnly }: ChangeLimits,
): MessageInit<CreateTopicsRequest> {
  if (validateOnly && version < 1) throw tooOld(CreateTopics, version, 1, (kafka) => `validateOnly needs ${kafka}`);
  return {
    topics: topics.map(({ name, numPartitions, replicationFactor, replicasAssignments, configs = {} }) => {
      const isCounted = replicasAssignments === undefined;
      if (isCounted && version < 4 && (numPartitions ?? replicationFactor) === undefined) {
        throw tooOld(
          CreateTopics,
          version,
          4,
          (kafka) => `numPartitions and replicationFactor have no defaults before ${kafka}, and '${name}' has none`,
        );
      }
      return {
        name,
        numPartitions: numPartitions ?? -1,
        replicationFactor: replicationFactor ?? -1,
        assignments: (replicasAssignments ?? []).map((brokerIds, partitionIndex) => ({
          partitionIndex,
          brokerIds: [...brokerIds],
        })),
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      };
    }),
    timeoutMs,
    ...(version >= 1 ? { validateOnly } : {}),
  };
}

function resultOf(topic: CreateTopicsResponse['topics'][number]): CreatedTopic | Error {
  const { name, errorCode, errorMessage, topicId, numPartitions, replicationFactor, configs } = topic;
  if (errorCode !== ErrorCode.NONE) {
    return errorFor(errorCode, { api: CreateTopics.name, topic: name, message: errorMessage });
  }
  const isTold = numPartitions >= 0;
  return {
    topicId: topicId === ZERO_UUID ? undefined : topicId,
    numPartitions: isTold ? numPartitions : undefined,
    replicationFactor: isTold ? replicationFactor : undefined,
    configs: isTold && configs !== null ? new Map(configs.map(({ name: key, value }) => [key, value])) : undefined,
  };
}
