import {
  ErrorCode,
  OffsetForLeaderEpoch,
  type MessageInit,
  type OffsetForLeaderEpochRequest,
  type OffsetForLeaderEpochResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { mapInTurns } from '../connection/turn.ts';
import { findPartition, leaderProblem } from './locate-partition.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type TopicResponse = NonNullable<MessageInit<OffsetForLeaderEpochResponse>['topics']>[number];
type PartitionResponse = NonNullable<TopicResponse['partitions']>[number];
type PartitionRequest = OffsetForLeaderEpochRequest['topics'][number]['partitions'][number];

/**
 * OffsetForLeaderEpoch (23), v0-v4. Where a leader epoch ends in the log, so that whoever has records of it sees from where on
 * they are not the leader's (KIP-101, KIP-320). What is named twice is answered twice, as by Kafka.
 *
 * v1: the epoch that was found. v2: leader epoch of the client. v3: replica id, which changes nothing: there are no followers
 * that ask. v4: flexible.
 */
export const offsetForLeaderEpoch: ApiHandler<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> = {
  api: OffsetForLeaderEpoch,
  minVersion: 0,
  maxVersion: 4,
  async handle(request, context) {
    const asked = request.topics.flatMap(({ topic, partitions }) => partitions.map((entry) => ({ topic, entry })));
    const answer = ({ topic, entry }: (typeof asked)[number]): PartitionResponse => endOfEpoch(topic, entry, context);
    const answers = await mapInTurns(asked, answer, context.cluster.clock);
    let taken = 0;
    return {
      topics: request.topics.map(({ topic, partitions }) => ({
        topic,
        partitions: answers.slice(taken, (taken += partitions.length)),
      })),
    };
  },
};

function endOfEpoch(
  topic: string,
  { partition, currentLeaderEpoch, leaderEpoch }: PartitionRequest,
  context: RequestContext,
): PartitionResponse {
  const refusal = refusalOf(topic, context);
  if (refusal !== ErrorCode.NONE) return { partition, errorCode: refusal };
  const located = findPartition({ name: topic, topicId: '' }, partition, false, context);
  const errorCode = typeof located === 'number' ? located : leaderProblem(located, currentLeaderEpoch, context);
  if (typeof located === 'number' || errorCode !== ErrorCode.NONE) return { partition, errorCode };
  const end = located.log.endOfEpoch(leaderEpoch);
  if (end === undefined) return { partition, errorCode };
  return {
    partition,
    errorCode,
    endOffset: end.endOffset,
    ...(context.version >= 1 ? { leaderEpoch: end.epoch } : {}),
  };
}

/** Brokers ask for all topics; clients have to know of theirs (KIP-320). */
function refusalOf(topic: string, { access }: RequestContext): number {
  const isBroker = access.cluster(AclOperation.CLUSTER_ACTION) === ErrorCode.NONE;
  return isBroker ? ErrorCode.NONE : access.topic(AclOperation.DESCRIBE, topic);
}
