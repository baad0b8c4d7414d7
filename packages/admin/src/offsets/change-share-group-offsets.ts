import { type WaitOptions, z } from '@k/runtime';
import {
  AlterShareGroupOffsets,
  DeleteShareGroupOffsets,
  ErrorCode,
  errorFor,
  parseOptions,
  type TopicPartition,
} from '@k/wire';
import { checkDistinct, checkGroupId, topicName, topicPartition } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { groupError } from '../groups/describe-groups.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import type { ResourceMap } from '../resource-map.ts';

/** From which offset on a share group is to deliver the records of a partition. */
export interface NewShareGroupOffset extends TopicPartition {
  readonly startOffset: number;
}

const offsetsArgument = z.strictObject({
  offsets: z.array(z.strictObject({ ...topicPartition.shape, startOffset: z.int().nonnegative() })).readonly(),
});
const topicsArgument = z.strictObject({ topics: z.array(topicName).readonly() });

export async function alterShareGroupOffsets(
  calls: AdminCalls,
  group: string,
  newOffsets: readonly NewShareGroupOffset[],
  options?: WaitOptions,
): Promise<ResourceMap<TopicPartition, undefined>> {
  const name = 'alterShareGroupOffsets()';
  const groupId = checkGroupId(name, group);
  const checked = parseOptions(`KafkaAdmin: ${name}`, offsetsArgument, { offsets: newOffsets }).offsets;
  const offsets = checkDistinct(
    name,
    'offsets',
    checked.map(({ topic, partition, startOffset }) => [{ topic, partition }, startOffset] as const),
  );
  return calls.each(calls.deadline(name, calls.waitOptions(name, options)), {
    name,
    resources: offsets.keys(),
    targetOf: () => ({ coordinator: 'group', key: groupId }),
    ask: async (open, request) => {
      const topics = partitionsByTopic(open).map(([topic, partitions]) => ({
        topicName: topic,
        partitions: partitions.map((partition) => ({
          partitionIndex: partition,
          startOffset: BigInt(offsets.get({ topic, partition }) ?? 0),
        })),
      }));
      const answer = await request(AlterShareGroupOffsets, { groupId, topics });
      throwGroupError(AlterShareGroupOffsets, groupId, answer);
      return answer.responses.flatMap(({ topicName: topic, partitions }) =>
        partitions.map(({ partitionIndex: partition, ...outcome }) => {
          const place = { topic, partition };
          return [place, partError(AlterShareGroupOffsets, groupId, place, outcome)] as const;
        }),
      );
    },
  });
}

export async function deleteShareGroupOffsets(
  calls: AdminCalls,
  group: string,
  names: readonly string[],
  options?: WaitOptions,
): Promise<ResourceMap<string, undefined>> {
  const name = 'deleteShareGroupOffsets()';
  const groupId = checkGroupId(name, group);
  const checked = parseOptions(`KafkaAdmin: ${name}`, topicsArgument, { topics: names }).topics;
  const resources = checkDistinct(
    name,
    'topics',
    checked.map((topic) => [topic, true] as const),
  );
  return calls.each(calls.deadline(name, calls.waitOptions(name, options)), {
    name,
    resources: resources.keys(),
    targetOf: () => ({ coordinator: 'group', key: groupId }),
    ask: async (open, request) => {
      const topics = open.map((topic) => ({ topicName: topic }));
      const answer = await request(DeleteShareGroupOffsets, { groupId, topics });
      throwGroupError(DeleteShareGroupOffsets, groupId, answer);
      return answer.responses.map(
        ({ topicName: topic, ...outcome }) =>
          [topic, partError(DeleteShareGroupOffsets, groupId, { topic }, outcome)] as const,
      );
    },
  });
}

interface Outcome {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

function throwGroupError(api: { readonly name: string }, groupId: string, outcome: Outcome): void {
  const error = groupError(api, { groupId, ...outcome });
  if (error !== undefined) throw error;
}

function partError(
  api: { readonly name: string },
  groupId: string,
  place: { readonly topic: string; readonly partition?: number },
  { errorCode, errorMessage }: Outcome,
): Error | undefined {
  if (errorCode === ErrorCode.NONE) return undefined;
  return errorFor(errorCode, { api: api.name, about: `group '${groupId}'`, ...place, message: errorMessage });
}
