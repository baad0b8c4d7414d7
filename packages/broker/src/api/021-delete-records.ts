import {
  DeleteRecords,
  ErrorCode,
  type DeleteRecordsRequest,
  type DeleteRecordsResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { OFFSETS_TOPIC } from '../group/offsets-topic.ts';
import type { Partition } from '../state/partition.ts';
import { askedPartitions } from './asked-partitions.ts';
import { leaderProblem, locatePartition } from './locate-partition.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type TopicResult = NonNullable<MessageInit<DeleteRecordsResponse>['topics']>[number];
type PartitionResult = NonNullable<TopicResult['partitions']>[number];

/** All that can be read goes. */
const HIGH_WATERMARK = -1;
const NO_LOW_WATERMARK = -1n;
const INTERNAL_TOPICS = [OFFSETS_TOPIC, '__transaction_state'];

/**
 * DeleteRecords (21), v0-v2. Records before an offset can no longer be read (KIP-107). Asked of the leader of each partition. What
 * is named twice counts once, the last time.
 *
 * v1: answered before it is throttled. v2: flexible.
 * A follower that is held does not do it: the answer waits for it, as long as the request says.
 */
export const deleteRecords: ApiHandler<DeleteRecordsRequest, DeleteRecordsResponse> = {
  api: DeleteRecords,
  minVersion: 0,
  maxVersion: 2,
  async handle({ topics, timeoutMs }, context) {
    const asked = askedPartitions(topics, {
      topicOf: ({ name }) => name,
      entriesOf: ({ partitions }) => partitions,
      indexOf: ({ partitionIndex }) => partitionIndex,
    });
    const results = asked.map(({ topic: { name }, entries }) => ({
      name,
      partitions: [...entries.values()].map(({ partitionIndex, offset }) =>
        remove(name, partitionIndex, Number(offset), timeoutMs, context),
      ),
    }));
    return {
      topics: await Promise.all(
        results.map(async ({ name, partitions }) => ({ name, partitions: await Promise.all(partitions) })),
      ),
    };
  },
};

async function remove(
  topic: string,
  partitionIndex: number,
  offset: number,
  timeoutMs: number,
  context: RequestContext,
): Promise<PartitionResult> {
  const refused = (errorCode: number): PartitionResult => ({
    partitionIndex,
    errorCode,
    lowWatermark: NO_LOW_WATERMARK,
  });
  const partition = locatePartition({ name: topic, topicId: '' }, partitionIndex, false, context, AclOperation.DELETE);
  if (typeof partition === 'number') return refused(partition);
  const problem = problemOf(partition, offset, context);
  if (problem !== ErrorCode.NONE) return refused(problem);
  const { log } = partition;
  log.truncateBefore(offset === HIGH_WATERMARK ? partition.highWatermark : offset);
  partition.changed();
  const errorCode = await followed(partition, timeoutMs, context);
  return { partitionIndex, errorCode, lowWatermark: BigInt(log.startOffset) };
}

/** Kafka: ReplicaManager.deleteRecordsOnLocalLog, Partition.deleteRecordsOnLeader. */
function problemOf(partition: Partition, offset: number, context: RequestContext): number {
  const { topic, settings, highWatermark } = partition;
  if (INTERNAL_TOPICS.includes(topic.name)) return ErrorCode.INVALID_TOPIC_EXCEPTION;
  const problem = leaderProblem(partition, -1, context);
  if (problem !== ErrorCode.NONE) return problem;
  if (!settings.isDeleted) return ErrorCode.POLICY_VIOLATION;
  return offset < HIGH_WATERMARK || offset > highWatermark ? ErrorCode.OFFSET_OUT_OF_RANGE : ErrorCode.NONE;
}

/** Waits until no live follower is held back; gives REQUEST_TIMED_OUT when one still is. */
function followed(partition: Partition, timeoutMs: number, { cluster, connection }: RequestContext): Promise<number> {
  const isFollowed = (): boolean => !partition.replicas.some((id) => cluster.isLive(id) && partition.lags(id));
  if (isFollowed()) return Promise.resolve(ErrorCode.NONE);
  return new Promise((resolve) => {
    const done = (errorCode: number): void => {
      cluster.clock.clearTimeout(timer);
      stopListening();
      stopWaiting();
      resolve(errorCode);
    };
    const stopListening = partition.onChange(() => {
      if (isFollowed()) done(ErrorCode.NONE);
    });
    const stopWaiting = connection.onceClosed(() => {
      done(ErrorCode.REQUEST_TIMED_OUT);
    });
    const timer = cluster.clock.setTimeout(
      () => {
        done(ErrorCode.REQUEST_TIMED_OUT);
      },
      Math.max(0, timeoutMs),
    );
  });
}
