import type { WaitOptions } from '@k/runtime';
import { ErrorCode, errorFor, OffsetDelete, type TopicPartition } from '@k/wire';
import { checkGroupId, checkPartitions } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { groupError } from '../groups/describe-groups.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import type { ResourceMap } from '../resource-map.ts';

export async function deleteGroupOffsets(
  calls: AdminCalls,
  name: string,
  group: string,
  places: readonly TopicPartition[],
  options?: WaitOptions,
): Promise<ResourceMap<TopicPartition, undefined>> {
  const groupId = checkGroupId(name, group);
  const resources = checkPartitions(name, places);
  return calls.each(calls.deadline(name, calls.waitOptions(name, options)), {
    name,
    resources,
    targetOf: () => ({ coordinator: 'group', key: groupId }),
    ask: async (open, request) => {
      const topics = partitionsByTopic(open).map(([topic, partitions]) => ({
        name: topic,
        partitions: partitions.map((partitionIndex) => ({ partitionIndex })),
      }));
      const answer = await request(OffsetDelete, { groupId, topics });
      const error = groupError(OffsetDelete, { groupId, errorCode: answer.errorCode });
      if (error !== undefined) throw error;
      return answer.topics.flatMap(({ name: topic, partitions }) =>
        partitions.map(({ partitionIndex: partition, errorCode }) => {
          const place = { topic, partition };
          return [place, partitionError(groupId, place, errorCode)] as const;
        }),
      );
    },
  });
}

function partitionError(groupId: string, place: TopicPartition, code: number): Error | undefined {
  if (code === ErrorCode.NONE) return undefined;
  const detail =
    code === ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC ? 'A member of the group reads from the topic.' : undefined;
  return errorFor(code, { api: OffsetDelete.name, about: `group '${groupId}'`, ...place, detail });
}
