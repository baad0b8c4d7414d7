import { type IsolationLevel, LATEST_TIMESTAMP } from '@k/cluster';
import type { Deadline } from '@k/runtime';
import { parseOptions, type TopicPartition } from '@k/wire';
import { checkGroupIds } from '../arguments.ts';
import { type AdminCalls, resultsOf, whatIsLeft } from '../calls.ts';
import { describeConsumerGroups, isOfOthers } from '../groups/describe-consumer-groups.ts';
import { settled, type SettledResult } from '../partial-result-error.ts';
import { ResourceMap } from '../resource-map.ts';
import { type GroupOffsets, listGroupOffsets } from './list-group-offsets.ts';
import { type ListedOffset, listOptions, lookUp, type OffsetLookupOptions } from './list-offsets.ts';

/** How far a group is behind in one partition. */
export interface GroupPartitionLag {
  /** The offset of the next record that the group reads. */
  readonly committedOffset: number;
  /** The offset that the next record gets; undefined when the partition could not be asked about. */
  readonly endOffset: number | undefined;
  /** How many offsets are between the two, not below 0; undefined as `endOffset` is. */
  readonly lag: number | undefined;
  /** Why it could not be asked about: the topic is gone, say. */
  readonly error: Error | undefined;
}

/** How far a group is behind in all that it has committed. */
export interface GroupLag {
  readonly groupId: string;
  /** The sum of the lags; undefined when that of any partition is not known: its `error` says why. */
  readonly lag: number | undefined;
  readonly partitions: ResourceMap<TopicPartition, GroupPartitionLag>;
}

const CALL = 'groupLag()';

export async function groupLag(
  calls: AdminCalls,
  ids: readonly string[],
  options?: OffsetLookupOptions,
): Promise<ResourceMap<string, GroupLag>> {
  const groupIds = checkGroupIds(CALL, ids);
  const { isolationLevel, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, listOptions, options ?? {});
  const deadline = calls.deadline(CALL, limits);
  const committed = await committedBy(calls, groupIds, deadline);
  const ends = await endsOf(calls, deadline, committed.values(), isolationLevel);
  const outcomes = new ResourceMap<string, GroupLag | Error>();
  for (const [groupId, offsets] of committed) {
    outcomes.set(groupId, offsets instanceof Error ? offsets : lagOf(groupId, offsets, ends));
  }
  return resultsOf(CALL, groupIds, outcomes);
}

/** A coordinator has no offsets of a group that it does not know: of those with none it is asked whether they are there. */
async function committedBy(
  calls: AdminCalls,
  groupIds: readonly string[],
  deadline: Deadline,
): Promise<ResourceMap<string, GroupOffsets | Error>> {
  const listed = await settled(listGroupOffsets(calls, CALL, groupIds, whatIsLeft(deadline)));
  const committed = new ResourceMap<string, GroupOffsets | Error>();
  for (const [groupId, { value, reason }] of listed) committed.set(groupId, reason ?? value);
  const bare = groupIds.filter((groupId) => listed.get(groupId)?.value?.size === 0);
  for (const [groupId, { reason }] of await settled(describeConsumerGroups(calls, bare, whatIsLeft(deadline)))) {
    if (reason !== undefined && !isOfOthers(reason)) committed.set(groupId, reason);
  }
  return committed;
}

type Ends = ResourceMap<TopicPartition, SettledResult<ListedOffset>>;

async function endsOf(
  calls: AdminCalls,
  deadline: Deadline,
  groups: Iterable<GroupOffsets | Error>,
  isolationLevel: IsolationLevel,
): Promise<Ends> {
  const timestamps = new ResourceMap<TopicPartition, number>();
  for (const offsets of groups) {
    if (offsets instanceof Error) continue;
    for (const [place, offset] of offsets) if (offset !== null) timestamps.set(place, LATEST_TIMESTAMP);
  }
  return settled(lookUp(calls, deadline, { name: CALL, timestamps, isolationLevel }));
}

function lagOf(groupId: string, offsets: GroupOffsets, ends: Ends): GroupLag {
  const partitions = new ResourceMap<TopicPartition, GroupPartitionLag>();
  let all: number | undefined = 0;
  for (const [place, committed] of offsets) {
    if (committed === null) continue;
    const { value, reason: error } = ends.get(place) ?? {};
    const endOffset = value?.offset;
    // What was committed may be beyond the end, after an unclean election or in a topic that was made again.
    const lag = endOffset === undefined ? undefined : Math.max(0, endOffset - committed.offset);
    all = all === undefined || lag === undefined ? undefined : all + lag;
    partitions.set(place, { committedOffset: committed.offset, endOffset, lag, error });
  }
  return { groupId, lag: all, partitions };
}
