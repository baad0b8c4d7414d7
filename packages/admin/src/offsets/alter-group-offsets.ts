import type { WaitOptions } from '@k/runtime';
import {
  ErrorCode,
  errorFor,
  type MessageInit,
  OffsetCommit,
  type OffsetCommitRequest,
  type TopicPartition,
} from '@k/wire';
import { checkGroupId } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import type { ResourceMap } from '../resource-map.ts';
import { checkNewOffsets, type GroupOffset, type NewGroupOffsets } from './group-offset.ts';

/** From the next version on topics are named by id, which nobody needs here. */
const MAX_VERSION = 9;
const EPOCHS_SINCE = 6;

export async function alterGroupOffsets(
  calls: AdminCalls,
  name: string,
  group: string,
  newOffsets: NewGroupOffsets,
  options?: WaitOptions,
): Promise<ResourceMap<TopicPartition, undefined>> {
  const groupId = checkGroupId(name, group);
  const offsets = checkNewOffsets(name, newOffsets);
  return calls.each(calls.deadline(name, calls.waitOptions(name, options)), {
    name,
    resources: offsets.keys(),
    targetOf: () => ({ coordinator: 'group', key: groupId }),
    ask: async (partitions, request) => {
      const body = (version: number): MessageInit<OffsetCommitRequest> => ({
        groupId,
        topics: topicsOf(version, partitions, offsets),
      });
      const { topics } = await request(OffsetCommit, body, { maxVersion: MAX_VERSION });
      return topics.flatMap(({ name: topic, partitions: told }) =>
        told.map(({ partitionIndex: partition, errorCode }) => {
          const place = { topic, partition };
          return [place, commitError(groupId, place, errorCode)] as const;
        }),
      );
    },
  });
}

function topicsOf(
  version: number,
  places: readonly TopicPartition[],
  offsets: ResourceMap<TopicPartition, GroupOffset>,
): NonNullable<MessageInit<OffsetCommitRequest>['topics']> {
  return partitionsByTopic(places).map(([topic, partitions]) => ({
    name: topic,
    partitions: partitions.map((partition) => {
      const { offset = 0, metadata = '', leaderEpoch = -1 } = offsets.get({ topic, partition }) ?? {};
      const epoch = version >= EPOCHS_SINCE ? { committedLeaderEpoch: leaderEpoch } : {};
      return { partitionIndex: partition, committedOffset: BigInt(offset), committedMetadata: metadata, ...epoch };
    }),
  }));
}

/** Who is no member may commit for a group without members only; what a coordinator says then depends on the group's state. */
const NOT_A_MEMBER: ReadonlySet<number> = new Set([
  ErrorCode.UNKNOWN_MEMBER_ID,
  ErrorCode.REBALANCE_IN_PROGRESS,
  ErrorCode.STALE_MEMBER_EPOCH,
]);

function commitError(groupId: string, place: TopicPartition, code: number): Error | undefined {
  if (code === ErrorCode.NONE) return undefined;
  const detail = NOT_A_MEMBER.has(code) ? 'The group has members, and only they may commit.' : undefined;
  return errorFor(code, { api: OffsetCommit.name, about: `group '${groupId}'`, ...place, detail });
}
