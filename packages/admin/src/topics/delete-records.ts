import {
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  listOffsets,
  PartitionMap,
  type OffsetLookup,
  type TopicPartition,
} from '@k/cluster';
import { type Deadline, schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import {
  asError,
  DeleteRecords,
  type DeleteRecordsRequest,
  ErrorCode,
  errorFor,
  type MessageInit,
  parseOptions,
} from '@k/wire';
import { checkDistinct, topicPartition } from '../arguments.ts';
import { type AdminCalls, resultsOf } from '../calls.ts';
import { isUnknownInMetadata, leadersOf, leaderTarget, loadLeaders } from '../partition-leaders.ts';
import { ResourceMap } from '../resource-map.ts';

/** Which records of a partition are to go. */
export interface RecordsToDelete extends TopicPartition {
  /** The first offset to keep; 'highWatermark': everything that can be read goes. */
  readonly beforeOffset: number | 'highWatermark';
}

export interface DeleteRecordsOptions extends WaitOptions {
  /**
   * Has nothing deleted, and tells what would be: a look-up of offsets, as Kafka cannot be asked for it. It does not show
   * whether this client may delete. @default false
   */
  readonly dryRun?: boolean | undefined;
}

export interface DeletedRecords {
  /** The first offset that any of the live replicas still has. */
  readonly lowWatermark: number;
  /** Of a dry run: where the partition begins now. What is before `lowWatermark` would go. */
  readonly logStartOffset?: number;
}

type BeforeOffset = RecordsToDelete['beforeOffset'];

const isOffset = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const beforeOffset = z.custom<BeforeOffset>(
  (value) => value === 'highWatermark' || isOffset(value),
  "expected an offset, or 'highWatermark'",
);
const records = z.strictObject({
  records: z.array(z.strictObject({ ...topicPartition.shape, beforeOffset })).readonly(),
});
const deleteOptions = schemaOf<DeleteRecordsOptions>()(
  z.strictObject({ ...waitSettings, dryRun: z.boolean().default(false) }),
);

const CALL = 'deleteRecords()';

export async function deleteRecords(
  calls: AdminCalls,
  recordsToDelete: readonly RecordsToDelete[],
  options?: DeleteRecordsOptions,
): Promise<ResourceMap<TopicPartition, DeletedRecords>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, records, { records: recordsToDelete }).records;
  const { dryRun, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, deleteOptions, options ?? {});
  const before: ResourceMap<TopicPartition, BeforeOffset> = checkDistinct(
    CALL,
    'records',
    checked.map(({ topic, partition, beforeOffset: offset }) => [{ topic, partition }, offset] as const),
  );
  const deadline = calls.deadline(CALL, limits);
  if (dryRun) return lookUp(calls, before, deadline);
  return calls.each<TopicPartition, DeletedRecords>(deadline, {
    name: CALL,
    resources: before.keys(),
    ...leadersOf(calls.cluster),
    ask: async (partitions, request) => {
      const topics = topicsOf(partitions, before);
      const answer = await request(DeleteRecords, () => ({ topics, timeoutMs: calls.brokerTimeoutMs(deadline) }));
      return answer.topics.flatMap(({ name: topic, partitions: told }) =>
        told.map(({ partitionIndex: partition, errorCode, lowWatermark }) => {
          const error = errorFor(errorCode, { api: DeleteRecords.name, topic, partition });
          const isDone = errorCode === ErrorCode.NONE;
          return [{ topic, partition }, isDone ? { lowWatermark: Number(lowWatermark) } : error] as const;
        }),
      );
    },
  });
}

function topicsOf(
  partitions: readonly TopicPartition[],
  before: ResourceMap<TopicPartition, BeforeOffset>,
): MessageInit<DeleteRecordsRequest>['topics'] {
  const byTopic = new PartitionMap<bigint>();
  for (const place of partitions) {
    const offset = before.get(place);
    byTopic.set(place, offset === undefined || offset === 'highWatermark' ? -1n : BigInt(offset));
  }
  return byTopic.byTopic().map(([name, offsets]) => ({
    name,
    partitions: offsets.map(([partitionIndex, offset]) => ({ partitionIndex, offset })),
  }));
}

/** What a deletion would do, from where the partitions begin and end. */
async function lookUp(
  calls: AdminCalls,
  before: ResourceMap<TopicPartition, BeforeOffset>,
  deadline: Deadline,
): Promise<ResourceMap<TopicPartition, DeletedRecords>> {
  await loadLeaders(calls.cluster, before.keys(), deadline);
  const outcomes = new ResourceMap<TopicPartition, DeletedRecords | Error>();
  for (const place of before.keys()) {
    const error = whyNoLeader(calls, place);
    if (error !== undefined && isUnknownInMetadata(error)) outcomes.set(place, error);
  }
  const there = [...before].filter(([place]) => !outcomes.has(place));
  const ask = (timestamp: number): Promise<OffsetLookup> => {
    const asked = new PartitionMap(there.map(([place]) => [place, timestamp] as const));
    return listOffsets(calls.cluster, asked, { isolationLevel: 'read_uncommitted', deadline });
  };
  const [earliest, latest] = await Promise.all([ask(EARLIEST_TIMESTAMP), ask(LATEST_TIMESTAMP)]);
  for (const [place, offset] of there) {
    const [start, end] = [earliest.found.get(place), latest.found.get(place)];
    const error = earliest.errors.get(place) ?? latest.errors.get(place) ?? outOfRange(place);
    const isFound = start !== undefined && end !== undefined;
    outcomes.set(place, isFound ? wouldDelete(place, offset, start.offset, end.offset) : error);
  }
  return resultsOf(CALL, before.keys(), outcomes);
}

function whyNoLeader({ cluster }: AdminCalls, place: TopicPartition): Error | undefined {
  try {
    leaderTarget(cluster, place);
    return undefined;
  } catch (error) {
    return asError(error);
  }
}

function wouldDelete(
  place: TopicPartition,
  before: BeforeOffset,
  logStartOffset: number,
  highWatermark: number,
): DeletedRecords | Error {
  const offset = before === 'highWatermark' ? highWatermark : before;
  if (offset > highWatermark) return outOfRange(place);
  return { lowWatermark: Math.max(offset, logStartOffset), logStartOffset };
}

function outOfRange(place: TopicPartition): Error {
  return errorFor(ErrorCode.OFFSET_OUT_OF_RANGE, { api: DeleteRecords.name, ...place });
}
