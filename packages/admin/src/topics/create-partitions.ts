import { z } from '@k/runtime';
import { CreatePartitions, ErrorCode, errorFor, parseOptions } from '@k/wire';
import { brokerId, partitionCount, topicName } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { changeTopics, type CreatePartitionsOptions } from './change-topics.ts';

/** How many partitions a topic is to have from now on: more than it has. */
export interface NewPartitions {
  /** Of the topic. */
  readonly name: string;
  /** How many partitions it is to have in all. */
  readonly totalCount: number;
  /**
   * Of each partition that is added, in order, the ids of the brokers that have a replica, the preferred leader first.
   * @default the controller decides
   */
  readonly newAssignments?: readonly (readonly number[])[] | undefined;
}

const newPartitions = z.strictObject({
  topics: z
    .array(
      z.strictObject({
        name: topicName,
        totalCount: partitionCount,
        newAssignments: z.array(z.array(brokerId).min(1).readonly()).min(1).readonly().optional(),
      }),
    )
    .readonly(),
});
const CALL = 'createPartitions()';

export async function createPartitions(
  calls: AdminCalls,
  topics: readonly NewPartitions[],
  options?: CreatePartitionsOptions,
): Promise<ResourceMap<string, undefined>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, newPartitions, { topics }).topics;
  return changeTopics<NewPartitions, undefined>(
    calls,
    { name: CALL, topics: checked, options },
    async (asked, request, limits) => {
      const { results } = await request(CreatePartitions, { topics: asked.map(requested), ...limits });
      return results.map(({ name, errorCode, errorMessage }) => {
        const context = { api: CreatePartitions.name, topic: name, message: errorMessage };
        return [name, errorCode === ErrorCode.NONE ? undefined : errorFor(errorCode, context)] as const;
      });
    },
  );
}

function requested({ name, totalCount, newAssignments }: NewPartitions): {
  name: string;
  count: number;
  assignments: { brokerIds: number[] }[] | null;
} {
  const assignments = newAssignments?.map((brokerIds) => ({ brokerIds: [...brokerIds] })) ?? null;
  return { name, count: totalCount, assignments };
}
