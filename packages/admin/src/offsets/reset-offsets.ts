import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '@k/cluster';
import { type Deadline, schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, parseOptions, ProtocolError, type TopicPartition } from '@k/wire';
import { checkDistinct, checkGroupId, topicName, topicPartition } from '../arguments.ts';
import { type AdminCalls, resultsOf, whatIsLeft } from '../calls.ts';
import { describeConsumerGroups, isOfOthers } from '../groups/describe-consumer-groups.ts';
import { onlyResult, settled } from '../partial-result-error.ts';
import { ResourceMap } from '../resource-map.ts';
import { alterGroupOffsets } from './alter-group-offsets.ts';
import { type GroupOffsets, listGroupOffsets } from './list-group-offsets.ts';
import { lookUp } from './list-offsets.ts';
import { msOf } from './offset-spec.ts';
import { offsetsIn } from './reset-csv.ts';
import { checkResetSpec, type ResetSpec } from './reset-spec.ts';

export interface ResetOffsetsOptions extends WaitOptions {
  /** Whether to say only what would be done. @default false */
  readonly dryRun?: boolean | undefined;
  /** Topics, all partitions of them, or single partitions. @default all that the group has committed, or that the csv names */
  readonly topics?: readonly (string | TopicPartition)[] | undefined;
}

/** Where a group goes on in a partition. */
export interface ResetOffset {
  readonly offset: number;
  /** What it had committed; undefined for nothing. */
  readonly previousOffset: number | undefined;
}

const resetOptions = schemaOf<ResetOffsetsOptions>()(
  z.strictObject({
    ...waitSettings,
    dryRun: z.boolean().default(false),
    topics: z
      .array(z.union([topicName, topicPartition], 'expected the name of a topic, or { topic, partition }'))
      .readonly()
      .optional(),
  }),
);

const CALL = 'resetConsumerGroupOffsets()';

export async function resetConsumerGroupOffsets(
  calls: AdminCalls,
  group: string,
  where: ResetSpec,
  options?: ResetOffsetsOptions,
): Promise<ResourceMap<TopicPartition, ResetOffset>> {
  const groupId = checkGroupId(CALL, group);
  const spec = checkResetSpec(CALL, where);
  const { dryRun, topics, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, resetOptions, options ?? {});
  const planned = typeof spec === 'object' && 'csv' in spec ? offsetsIn(CALL, spec.csv, groupId) : undefined;
  const deadline = calls.deadline(CALL, limits);
  const isThere = await checkUnused(calls, groupId, deadline);
  const committed = await onlyResult(listGroupOffsets(calls, CALL, [groupId], whatIsLeft(deadline)));
  const places =
    topics === undefined ? (planned ?? committed).keys() : await partitionsOf(calls, topics, planned, deadline);
  const resources = checkDistinct(
    CALL,
    'topics',
    Array.from(places, (place) => [place, true] as const),
  );
  if (resources.size === 0 && !isThere) throw notFound(groupId);
  const reset = new Reset(calls, deadline, [...resources.keys()], committed);
  const offsets = await reset.to(spec, planned);
  const outcomes = new ResourceMap<TopicPartition, ResetOffset | Error>();
  for (const [place, { offset }] of offsets) {
    outcomes.set(place, { offset, previousOffset: committed.get(place)?.offset });
  }
  if (dryRun) return resultsOf(CALL, outcomes.keys(), outcomes);
  const altered = await settled(alterGroupOffsets(calls, CALL, groupId, offsets, whatIsLeft(deadline)));
  for (const [place, { reason }] of altered) if (reason !== undefined) outcomes.set(place, reason);
  return resultsOf(CALL, outcomes.keys(), outcomes);
}

/** @returns whether there is such a group: one that there is not can be given offsets too */
async function checkUnused(calls: AdminCalls, groupId: string, deadline: Deadline): Promise<boolean> {
  try {
    const group = await onlyResult(describeConsumerGroups(calls, [groupId], whatIsLeft(deadline)));
    if (group.groupState === 'Empty') return true;
    const members = `${String(group.members.length)} ${group.members.length === 1 ? 'member' : 'members'}`;
    const detail = `The group is ${group.groupState} and has ${members}: stop them first.`;
    throw errorFor(ErrorCode.NON_EMPTY_GROUP, { about: `group '${groupId}'`, detail });
  } catch (error) {
    const isMissing = error instanceof ProtocolError && error.code === ErrorCode.GROUP_ID_NOT_FOUND;
    if (isMissing && !isOfOthers(error)) return false;
    throw error;
  }
}

function notFound(groupId: string): Error {
  const detail = 'It has committed nothing: name the topics.';
  return errorFor(ErrorCode.GROUP_ID_NOT_FOUND, { about: `group '${groupId}'`, detail });
}

/** @throws ProtocolError for a topic that is not there, before anything is changed */
async function partitionsOf(
  calls: AdminCalls,
  topics: readonly (string | TopicPartition)[],
  planned: ResourceMap<TopicPartition, number> | undefined,
  deadline: Deadline,
): Promise<TopicPartition[]> {
  const named = topics.filter((each) => typeof each === 'string');
  const options = { deadline, allowAutoTopicCreation: false, unknownTopicRetries: 0 };
  const loaded = named.length === 0 ? [] : await calls.cluster.loadTopics(named, options);
  const all = loaded.flatMap(({ name: topic, partitions }) =>
    partitions.map(({ partition }) => ({ topic, partition })),
  );
  const places = [...all, ...topics.filter((each) => typeof each !== 'string')];
  return planned === undefined ? places : places.filter((place) => planned.has(place));
}

type Offsets = ResourceMap<TopicPartition, { readonly offset: number }>;

/** Finds where a group is to go on. @throws PartialResultError when that cannot be found for all */
class Reset {
  readonly #calls: AdminCalls;
  readonly #deadline: Deadline;
  readonly #places: readonly TopicPartition[];
  readonly #committed: GroupOffsets;

  constructor(calls: AdminCalls, deadline: Deadline, places: readonly TopicPartition[], committed: GroupOffsets) {
    this.#calls = calls;
    this.#deadline = deadline;
    this.#places = places;
    this.#committed = committed;
  }

  async to(spec: ResetSpec, planned: ResourceMap<TopicPartition, number> | undefined): Promise<Offsets> {
    if (planned !== undefined) return this.#within((place) => planned.get(place) ?? 0);
    if (spec === 'earliest') return this.#listed(EARLIEST_TIMESTAMP);
    if (spec === 'latest') return this.#listed(LATEST_TIMESTAMP);
    if (spec === 'current') return this.#orEnd((place) => this.#committed.get(place)?.offset);
    if ('offset' in spec) return this.#within(() => spec.offset);
    if ('shiftBy' in spec) return this.#shifted(spec.shiftBy);
    const now = this.#calls.cluster.runtime.clock.now();
    const timestamp = 'timestamp' in spec ? msOf(spec.timestamp) : 'durationMs' in spec ? now - spec.durationMs : now;
    const found = await this.#listed(Math.max(0, Math.floor(timestamp)));
    return this.#orEnd((place) => found.get(place)?.offset);
  }

  async #shifted(by: number): Promise<Offsets> {
    const none = this.#places.filter((place) => (this.#committed.get(place) ?? null) === null);
    const [first] = none;
    if (first !== undefined) {
      const detail = `${none.length === 1 ? 'Nothing is' : `Of ${String(none.length)} partitions nothing is`} committed there that could be shifted.`;
      throw errorFor(ErrorCode.OFFSET_OUT_OF_RANGE, { ...first, detail });
    }
    return this.#within((place) => (this.#committed.get(place)?.offset ?? 0) + by);
  }

  /** Those that there are; the end of the log where there is none. */
  async #orEnd(offsetOf: (place: TopicPartition) => number | undefined): Promise<Offsets> {
    const missing = this.#places.filter((place) => offsetOf(place) === undefined);
    const ends = await this.#listed(LATEST_TIMESTAMP, missing);
    return this.#map((place) => offsetOf(place) ?? ends.get(place)?.offset ?? 0);
  }

  /** Not before the log begins, nor after it ends. */
  async #within(offsetOf: (place: TopicPartition) => number): Promise<Offsets> {
    const [begins, ends] = await Promise.all([this.#listed(EARLIEST_TIMESTAMP), this.#listed(LATEST_TIMESTAMP)]);
    return this.#map((place) => {
      const [least = 0, most = 0] = [begins.get(place)?.offset, ends.get(place)?.offset];
      return Math.max(least, Math.min(most, offsetOf(place)));
    });
  }

  /** Entries only where there is an offset. */
  async #listed(timestamp: number, places = this.#places): Promise<Offsets> {
    const timestamps = new ResourceMap(places.map((place) => [place, timestamp] as const));
    const lookup = { name: CALL, timestamps, isolationLevel: 'read_uncommitted' } as const;
    const offsets: Offsets = new ResourceMap();
    const errors = new ResourceMap<TopicPartition, Error>();
    for (const [place, { reason, value }] of await settled(lookUp(this.#calls, this.#deadline, lookup))) {
      if (reason !== undefined) errors.set(place, reason);
      else if (value.offset !== undefined) offsets.set(place, { offset: value.offset });
    }
    // Nothing has been reset, so nothing is told of the others.
    resultsOf(CALL, errors.keys(), errors);
    return offsets;
  }

  #map(offsetOf: (place: TopicPartition) => number): Offsets {
    return new ResourceMap(this.#places.map((place) => [place, { offset: offsetOf(place) }] as const));
  }
}
