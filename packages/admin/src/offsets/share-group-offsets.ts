import type { WaitOptions } from '@k/runtime';
import {
  DescribeShareGroupOffsets,
  type DescribeShareGroupOffsetsResponse,
  ErrorCode,
  errorFor,
  type TopicPartition,
} from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { coordinatorsOf } from '../coordinators.ts';
import { groupError } from '../groups/describe-groups.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import { ResourceMap } from '../resource-map.ts';
import { isFinalInPart, resultOrError } from '../result-or-error.ts';
import { checkSpecs, type GroupOffsetsSpec } from './group-offsets-spec.ts';

/** How far a share group has come with a partition. */
export interface SharePartitionOffset {
  /** The group is done with all records before it. */
  readonly startOffset: number;
  readonly leaderEpoch: number | undefined;
  /** How many records it is not done with; undefined when unknown, and before Kafka 4.2. */
  readonly lag: number | undefined;
}

/** Of each partition how far the group is; null where it has not begun. */
export type ShareGroupOffsets = ResourceMap<TopicPartition, SharePartitionOffset | null>;

const CALL = 'listShareGroupOffsets()';

export async function listShareGroupOffsets(
  calls: AdminCalls,
  groups: readonly (string | GroupOffsetsSpec)[],
  options?: WaitOptions,
): Promise<ResourceMap<string, ShareGroupOffsets>> {
  const specs = checkSpecs(CALL, groups);
  return calls.each(calls.deadline(CALL, calls.waitOptions(CALL, options)), {
    name: CALL,
    resources: specs.keys(),
    ...coordinatorsOf(calls.cluster, 'group'),
    isFinal: isFinalInPart,
    ask: async (ids, request) => {
      const asked = ids.map((groupId) => ({ groupId, topics: topicsOf(specs.get(groupId)) }));
      const answer = await request(DescribeShareGroupOffsets, { groups: asked });
      return answer.groups.map((group) => [group.groupId, offsetsIn(group)] as const);
    },
  });
}

function topicsOf(
  partitions: readonly TopicPartition[] | undefined,
): { topicName: string; partitions: number[] }[] | null {
  if (partitions === undefined) return null;
  return partitionsByTopic(partitions).map(([topicName, numbers]) => ({ topicName, partitions: numbers }));
}

type Group = DescribeShareGroupOffsetsResponse['groups'][number];
type Told = Group['topics'][number]['partitions'][number];

function offsetsIn(group: Group): ShareGroupOffsets | Error {
  const error = groupError(DescribeShareGroupOffsets, group);
  if (error !== undefined) return error;
  const offsets = new ResourceMap<TopicPartition, SharePartitionOffset | null | Error>();
  for (const { topicName: topic, partitions } of group.topics) {
    for (const told of partitions) {
      const place = { topic, partition: told.partitionIndex };
      if (told.errorCode === ErrorCode.NONE) offsets.set(place, offsetIn(told));
      else offsets.set(place, partitionError(group.groupId, place, told));
    }
  }
  return resultOrError(`${CALL}: group '${group.groupId}'`, offsets);
}

function offsetIn({ startOffset, leaderEpoch, lag }: Told): SharePartitionOffset | null {
  const known = (value: number): number | undefined => (value < 0 ? undefined : value);
  if (startOffset < 0n) return null;
  return { startOffset: Number(startOffset), leaderEpoch: known(leaderEpoch), lag: known(Number(lag)) };
}

function partitionError(groupId: string, place: TopicPartition, { errorCode, errorMessage }: Told): Error {
  const about = `group '${groupId}'`;
  return errorFor(errorCode, { api: DescribeShareGroupOffsets.name, about, ...place, message: errorMessage });
}
