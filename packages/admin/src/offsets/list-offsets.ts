import { type FoundOffset, type IsolationLevel, listOffsetsAt, listOffsetsVersionFor, PartitionMap } from '@k/cluster';
import { type Deadline, schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { asError, parseOptions, type TopicPartition } from '@k/wire';
import { checkDistinct, topicPartition } from '../arguments.ts';
import { type AdminCalls, type Answers, brokerOf } from '../calls.ts';
import { leadersOf } from '../partition-leaders.ts';
import type { ResourceMap } from '../resource-map.ts';
import { type OffsetSpec, offsetSpecSetting, timestampOf } from './offset-spec.ts';

/** A partition, and which of its offsets is asked for. */
export interface PartitionOffsetSpec extends TopicPartition {
  readonly spec: OffsetSpec;
}

export interface OffsetLookupOptions extends WaitOptions {
  /** Whether `latest` is the end of all records, or where the first open transaction begins. @default 'read_uncommitted' */
  readonly isolationLevel?: IsolationLevel | undefined;
}

export interface ListedOffset {
  /** Undefined when there is none: no record is as late, the log is empty, nothing is in tiered storage. */
  readonly offset: number | undefined;
  /** Of the record found, milliseconds since 1970; undefined for none, and for `earliest` and `latest`. */
  readonly timestamp: number | undefined;
  /** Of the record found; undefined before Kafka 2.1, and when unknown. */
  readonly leaderEpoch: number | undefined;
}

const isolationLevels: readonly [IsolationLevel, ...IsolationLevel[]] = ['read_uncommitted', 'read_committed'];
/** The checks of {@link OffsetLookupOptions}. */
export const listOptions = schemaOf<OffsetLookupOptions>()(
  z.strictObject({ ...waitSettings, isolationLevel: z.enum(isolationLevels).default('read_uncommitted') }),
);
const specsArgument = z.strictObject({
  partitions: z.array(z.strictObject({ ...topicPartition.shape, spec: offsetSpecSetting })).readonly(),
});

const CALL = 'listOffsets()';

export async function listOffsets(
  calls: AdminCalls,
  partitions: readonly PartitionOffsetSpec[],
  options?: OffsetLookupOptions,
): Promise<ResourceMap<TopicPartition, ListedOffset>> {
  const asked = parseOptions(`KafkaAdmin: ${CALL}`, specsArgument, { partitions }).partitions;
  const { isolationLevel, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, listOptions, options ?? {});
  const timestamps = checkDistinct(
    CALL,
    'partitions',
    asked.map(({ topic, partition, spec }) => [{ topic, partition }, timestampOf(spec)] as const),
  );
  return lookUp(calls, calls.deadline(CALL, limits), { name: CALL, timestamps, isolationLevel });
}

interface Lookup {
  readonly name: string;
  /** As ListOffsets has them. */
  readonly timestamps: ResourceMap<TopicPartition, number>;
  readonly isolationLevel: IsolationLevel;
}

/** Asks the leaders. @throws PartialResultError when some partitions cannot be looked up */
export async function lookUp(
  calls: AdminCalls,
  deadline: Deadline,
  { name, timestamps, isolationLevel }: Lookup,
): Promise<ResourceMap<TopicPartition, ListedOffset>> {
  const { cluster } = calls;
  return calls.each<TopicPartition, ListedOffset>(deadline, {
    name,
    resources: timestamps.keys(),
    ...leadersOf(cluster),
    ask: async (partitions, _request, target) => {
      const broker = brokerOf(target);
      const asking = byVersion(partitions, timestamps).map(async (part) => {
        const options = { isolationLevel, deadline };
        return listOffsetsAt(cluster, broker, part, options).catch((error: unknown) => allFailed(part, asError(error)));
      });
      return (await Promise.all(asking)).flatMap(({ found, errors }) => [...outcomesOf(found, errors)]);
    },
  });
}

/** What an old broker cannot tell is asked for apart, so that it tells the rest. */
function byVersion(
  partitions: readonly TopicPartition[],
  timestamps: ResourceMap<TopicPartition, number>,
): PartitionMap<number>[] {
  const parts = new Map<number, PartitionMap<number>>();
  for (const place of partitions) {
    const timestamp = timestamps.get(place) as number;
    const version = listOffsetsVersionFor(timestamp);
    const part = parts.get(version) ?? new PartitionMap<number>();
    parts.set(version, part.set(place, timestamp));
  }
  return [...parts.values()];
}

type Found = Awaited<ReturnType<typeof listOffsetsAt>>;

function allFailed(part: PartitionMap<number>, error: Error): Found {
  return { found: new PartitionMap(), errors: new PartitionMap(Array.from(part.keys(), (place) => [place, error])) };
}

function* outcomesOf(found: Found['found'], errors: Found['errors']): Answers<TopicPartition, ListedOffset> {
  for (const [topic, partition, offset] of found) yield [{ topic, partition }, listed(offset)];
  for (const [topic, partition, error] of errors) yield [{ topic, partition }, error];
}

function listed({ offset, timestamp, leaderEpoch }: FoundOffset): ListedOffset {
  const known = (value: number): number | undefined => (value < 0 ? undefined : value);
  return { offset: known(offset), timestamp: known(timestamp), leaderEpoch: known(leaderEpoch) };
}
