import type { TopicPartition } from '@k/cluster';
import { type Deadline, schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import {
  AlterPartitionReassignments,
  type AlterPartitionReassignmentsRequest,
  ErrorCode,
  errorFor,
  type MessageInit,
  parseOptions,
} from '@k/wire';
import { brokerId, checkDistinct, topicPartition } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { isControllersAnswer } from '../controller-answers.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';

/** Where the replicas of a partition are to be. */
export interface NewPartitionReassignment extends TopicPartition {
  /** Broker ids, the preferred leader first; null calls off a move that is under way. */
  readonly targetReplicas: readonly number[] | null;
}

export interface AlterPartitionReassignmentsOptions extends WaitOptions {
  /** Whether a partition may get more or fewer replicas than it has (KIP-860). False needs Kafka 4.1. @default true */
  readonly allowReplicationFactorChange?: boolean | undefined;
}

const reassignments = z.strictObject({
  reassignments: z
    .array(z.strictObject({ ...topicPartition.shape, targetReplicas: z.array(brokerId).min(1).readonly().nullable() }))
    .readonly(),
});
const alterOptions = schemaOf<AlterPartitionReassignmentsOptions>()(
  z.strictObject({ ...waitSettings, allowReplicationFactorChange: z.boolean().default(true) }),
);

type Targets = ResourceMap<TopicPartition, readonly number[] | null>;

const CALL = 'alterPartitionReassignments()';

export async function alterPartitionReassignments(
  calls: AdminCalls,
  wanted: readonly NewPartitionReassignment[],
  options?: AlterPartitionReassignmentsOptions,
): Promise<ResourceMap<TopicPartition, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, reassignments, { reassignments: wanted }).reassignments;
  const parsed = parseOptions(`KafkaAdmin: ${CALL}`, alterOptions, options ?? {});
  const { allowReplicationFactorChange, ...limits } = parsed;
  const targets: Targets = checkDistinct(
    CALL,
    'reassignments',
    checked.map(({ topic, partition, targetReplicas }) => [{ topic, partition }, targetReplicas] as const),
  );
  const deadline = calls.deadline(CALL, limits);
  return calls.each<TopicPartition, undefined>(deadline, {
    name: CALL,
    resources: targets.keys(),
    targetOf: () => 'controller',
    isFinal: (error) => isControllersAnswer(error),
    ask: async (places, request) => {
      const body = bodyOf(calls, { places, targets, allowReplicationFactorChange }, deadline);
      const { errorCode, errorMessage, responses } = await request(AlterPartitionReassignments, body);
      const api = AlterPartitionReassignments.name;
      if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api, message: errorMessage });
      return responses.flatMap(({ name: topic, partitions }) =>
        partitions.map(({ partitionIndex: partition, errorCode: code, errorMessage: message }) => {
          const place = { topic, partition };
          return [place, code === ErrorCode.NONE ? undefined : errorFor(code, { api, ...place, message })] as const;
        }),
      );
    },
  });
}

interface Asked {
  readonly places: readonly TopicPartition[];
  readonly targets: Targets;
  readonly allowReplicationFactorChange: boolean;
}

function bodyOf(
  calls: AdminCalls,
  { places, targets, allowReplicationFactorChange }: Asked,
  deadline: Deadline,
): (version: number) => MessageInit<AlterPartitionReassignmentsRequest> {
  return (version) => {
    if (!allowReplicationFactorChange && version < 1) {
      throw tooOld(
        AlterPartitionReassignments,
        version,
        1,
        (kafka) => `allowReplicationFactorChange: false needs ${kafka}`,
      );
    }
    const topics = partitionsByTopic(places).map(([name, partitions]) => ({
      name,
      partitions: partitions.map((partition) => {
        const replicas = targets.get({ topic: name, partition }) ?? null;
        return { partitionIndex: partition, replicas: replicas === null ? null : [...replicas] };
      }),
    }));
    return {
      timeoutMs: calls.brokerTimeoutMs(deadline),
      ...(version >= 1 ? { allowReplicationFactorChange } : {}),
      topics,
    };
  };
}
