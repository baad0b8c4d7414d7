import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import {
  asError,
  ErrorCode,
  errorFor,
  type MessageInit,
  OffsetFetch,
  type OffsetFetchRequest,
  type OffsetFetchResponse,
  parseOptions,
  type TopicPartition,
} from '@k/wire';
import type { AdminCalls, Answers, SendRequest } from '../calls.ts';
import { coordinatorsOf } from '../coordinators.ts';
import { groupError } from '../groups/describe-groups.ts';
import { partitionsByTopic } from '../partitions-by-topic.ts';
import { ResourceMap } from '../resource-map.ts';
import { isFinalInPart, resultOrError } from '../result-or-error.ts';
import { tooOld } from '../too-old.ts';
import type { GroupOffset } from './group-offset.ts';
import { checkSpecs, type GroupOffsetsSpec } from './group-offsets-spec.ts';

export interface ListGroupOffsetsOptions extends WaitOptions {
  /**
   * Whether to wait for transactions that are about to commit an offset, rather than to tell the one before (KIP-447). Needs
   * Kafka 2.5. @default false
   */
  readonly requireStable?: boolean | undefined;
}

/** Of each partition what was committed; null where nothing was. */
export type GroupOffsets = ResourceMap<TopicPartition, GroupOffset | null>;

const listOptions = schemaOf<ListGroupOffsetsOptions>()(
  z.strictObject({ ...waitSettings, requireStable: z.boolean().default(false) }),
);
export async function listGroupOffsets(
  calls: AdminCalls,
  name: string,
  groups: readonly (string | GroupOffsetsSpec)[],
  options?: ListGroupOffsetsOptions,
): Promise<ResourceMap<string, GroupOffsets>> {
  const specs = checkSpecs(name, groups);
  const { requireStable, ...limits } = parseOptions(`KafkaAdmin: ${name}`, listOptions, options ?? {});
  return calls.each(calls.deadline(name, limits), {
    name,
    resources: specs.keys(),
    ...coordinatorsOf(calls.cluster, 'group'),
    isFinal: isFinalInPart,
    ask: (ids, request) =>
      fetchOffsets(
        ids.map((groupId) => ({ groupId, partitions: specs.get(groupId) })),
        { name, request, requireStable },
      ),
  });
}

/** From the next version on topics are named by id, which nobody needs here. */
const MAX_VERSION = 9;
const GROUPS_SINCE = 8;
const STABLE_SINCE = 7;
const ALL_TOPICS_SINCE = 2;

interface Fetching {
  readonly name: string;
  readonly request: SendRequest;
  readonly requireStable: boolean;
}

/** Asks one coordinator: by one request from Kafka 3.0 on (KIP-709), else by one a group. */
async function fetchOffsets(
  groups: readonly GroupOffsetsSpec[],
  fetching: Fetching,
): Promise<Answers<string, GroupOffsets>> {
  const { request, requireStable, name } = fetching;
  let asked = groups;
  const answer = await request(
    OffsetFetch,
    (version) => {
      asked = version >= GROUPS_SINCE ? groups : groups.slice(0, 1);
      return requestBody(version, asked, requireStable);
    },
    { maxVersion: MAX_VERSION },
  );
  const [first] = groups;
  const told =
    asked.length < groups.length || answer.groups.length === 0
      ? [{ ...answer, groupId: first?.groupId ?? '' }]
      : answer.groups;
  const outcomes = told.map((group) => [group.groupId, offsetsIn(name, group)] as const);
  const others = groups
    .slice(asked.length)
    .map(async (group) =>
      fetchOffsets([group], fetching).catch((error: unknown) => [[group.groupId, asError(error)] as const]),
    );
  return [...outcomes, ...(await Promise.all(others)).flatMap((each) => [...each])];
}

function requestBody(
  version: number,
  groups: readonly GroupOffsetsSpec[],
  requireStable: boolean,
): MessageInit<OffsetFetchRequest> {
  if (requireStable && version < STABLE_SINCE) {
    throw tooOld(OffsetFetch, version, STABLE_SINCE, (kafka) => `requireStable needs ${kafka}`);
  }
  if (version >= GROUPS_SINCE) {
    return {
      groups: groups.map(({ groupId, partitions }) => ({ groupId, topics: topicsOf(partitions) })),
      requireStable,
    };
  }
  const [{ groupId, partitions } = { groupId: '' }] = groups;
  if (partitions === undefined && version < ALL_TOPICS_SINCE) {
    const message = (kafka: string): string =>
      `all offsets of a group are told by ${kafka} and newer: name the partitions`;
    throw tooOld(OffsetFetch, version, ALL_TOPICS_SINCE, message);
  }
  const body = { groupId, topics: topicsOf(partitions) };
  return version >= STABLE_SINCE ? { ...body, requireStable } : body;
}

function topicsOf(
  partitions: readonly TopicPartition[] | undefined,
): { name: string; partitionIndexes: number[] }[] | null {
  if (partitions === undefined) return null;
  return partitionsByTopic(partitions).map(([name, partitionIndexes]) => ({ name, partitionIndexes }));
}

interface ToldGroup {
  readonly groupId: string;
  readonly errorCode: number;
  readonly topics: OffsetFetchResponse['topics'] | OffsetFetchResponse['groups'][number]['topics'];
}

/** A partition that cannot be told keeps the others from being told as all there is. */
function offsetsIn(name: string, group: ToldGroup): GroupOffsets | Error {
  const error = groupError(OffsetFetch, group);
  if (error !== undefined) return error;
  const offsets = new ResourceMap<TopicPartition, GroupOffset | null | Error>();
  for (const { name: topic, partitions } of group.topics) {
    for (const told of partitions) {
      const partition = told.partitionIndex;
      if (told.errorCode === ErrorCode.NONE) offsets.set({ topic, partition }, committedIn(told));
      else {
        const about = `group '${group.groupId}'`;
        offsets.set({ topic, partition }, errorFor(told.errorCode, { api: OffsetFetch.name, about, topic, partition }));
      }
    }
  }
  return resultOrError(`${name}: group '${group.groupId}'`, offsets);
}

interface ToldOffset {
  readonly committedOffset: bigint;
  readonly committedLeaderEpoch: number;
  readonly metadata: string | null;
}

function committedIn({ committedOffset, committedLeaderEpoch, metadata }: ToldOffset): GroupOffset | null {
  const offset = Number(committedOffset);
  if (offset < 0) return null;
  return { offset, metadata: metadata ?? '', leaderEpoch: committedLeaderEpoch < 0 ? undefined : committedLeaderEpoch };
}
