import { type IsolationLevel, LATEST_TIMESTAMP } from '@k/cluster';
import type { Deadline } from '@k/runtime';
import { ErrorCode, parseOptions, ProtocolError, type TopicPartition } from '@k/wire';
import { checkGroupIds } from '../arguments.ts';
import { type AdminCalls, resultsOf, whatIsLeft } from '../calls.ts';
import {
  type ConsumerGroupDescription,
  describeConsumerGroups,
  isOfOthers,
} from '../groups/describe-consumer-groups.ts';
import { settled, type SettledResult } from '../partial-result-error.ts';
import { ResourceMap } from '../resource-map.ts';
import { type GroupOffsets, listGroupOffsets } from './list-group-offsets.ts';
import { type ListedOffset, listOptions, lookUp, type OffsetLookupOptions } from './list-offsets.ts';

/** How far a group is behind in one partition. */
export interface GroupPartitionLag {
  /** The offset of the next record that the group reads; undefined when a member has the partition, and has committed nothing. */
  readonly committedOffset: number | undefined;
  /** The offset that the next record gets; undefined when the partition could not be asked about. */
  readonly endOffset: number | undefined;
  /** How many offsets are between the two, not below 0; undefined when one of them is. */
  readonly lag: number | undefined;
  /** Why it could not be asked about: the topic is gone, say. */
  readonly error: Error | undefined;
}

/** How far a group is behind in all that it has committed, and what its members have beside. */
export interface GroupLag {
  readonly groupId: string;
  /** The sum of the lags of what is committed; undefined when one of them is not known: its `error` says why. */
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
  const places = await placesOf(calls, groupIds, deadline);
  const ends = await endsOf(calls, deadline, places.values(), isolationLevel);
  const outcomes = new ResourceMap<string, GroupLag | Error>();
  for (const [groupId, offsets] of places) {
    outcomes.set(groupId, offsets instanceof Error ? offsets : lagOf(groupId, offsets, ends));
  }
  return resultsOf(CALL, groupIds, outcomes);
}

/** What a group is asked about: the committed offset of each partition, null where a member has it and has committed none. */
type Places = ResourceMap<TopicPartition, number | null>;

/** Coordinators have no offsets of groups that they do not know; whether those are there, the description tells. */
async function placesOf(
  calls: AdminCalls,
  groupIds: readonly string[],
  deadline: Deadline,
): Promise<ResourceMap<string, Places | Error>> {
  const [committed, described] = await Promise.all([
    settled(listGroupOffsets(calls, CALL, groupIds, whatIsLeft(deadline))),
    settled(describeConsumerGroups(calls, groupIds, whatIsLeft(deadline))),
  ]);
  const places = new ResourceMap<string, Places | Error>();
  for (const groupId of groupIds) {
    const { value: offsets, reason } = committed.get(groupId) ?? {};
    const group = described.get(groupId);
    if (offsets === undefined) places.set(groupId, reason as Error);
    else if (group?.reason !== undefined && !isKnownAllTheSame(group.reason, offsets))
      places.set(groupId, group.reason);
    else places.set(groupId, together(offsets, group?.value));
  }
  return places;
}

/** Whether a group that could not be described as one of consumers has offsets nevertheless. */
function isKnownAllTheSame(reason: Error, offsets: GroupOffsets): boolean {
  const isUnknown = reason instanceof ProtocolError && reason.code === ErrorCode.GROUP_ID_NOT_FOUND;
  return isOfOthers(reason) || (isUnknown && offsets.size > 0);
}

function together(offsets: GroupOffsets, group: ConsumerGroupDescription | undefined): Places {
  const places: Places = new ResourceMap();
  for (const [place, offset] of offsets) if (offset !== null) places.set(place, offset.offset);
  for (const place of (group?.members ?? []).flatMap(({ assignment }) => assignment)) {
    if (!places.has(place)) places.set(place, null);
  }
  return places;
}

type Ends = ResourceMap<TopicPartition, SettledResult<ListedOffset>>;

async function endsOf(
  calls: AdminCalls,
  deadline: Deadline,
  groups: Iterable<Places | Error>,
  isolationLevel: IsolationLevel,
): Promise<Ends> {
  const timestamps = new ResourceMap<TopicPartition, number>();
  for (const places of groups) {
    if (places instanceof Error) continue;
    for (const place of places.keys()) timestamps.set(place, LATEST_TIMESTAMP);
  }
  return settled(lookUp(calls, deadline, { name: CALL, timestamps, isolationLevel }));
}

function lagOf(groupId: string, places: Places, ends: Ends): GroupLag {
  const partitions = new ResourceMap<TopicPartition, GroupPartitionLag>();
  let all: number | undefined = 0;
  for (const [place, committed] of places) {
    const { value, reason: error } = ends.get(place) ?? {};
    const endOffset = value?.offset;
    if (committed === null) {
      partitions.set(place, { committedOffset: undefined, endOffset, lag: undefined, error });
      continue;
    }
    // What was committed may be beyond the end, after an unclean election or in a topic that was made again.
    const lag = endOffset === undefined ? undefined : Math.max(0, endOffset - committed);
    all = all === undefined || lag === undefined ? undefined : all + lag;
    partitions.set(place, { committedOffset: committed, endOffset, lag, error });
  }
  return { groupId, lag: all, partitions };
}
