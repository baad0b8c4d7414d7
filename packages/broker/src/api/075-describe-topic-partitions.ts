import {
  DescribeTopicPartitions,
  ErrorCode,
  type DescribeTopicPartitionsRequest,
  type DescribeTopicPartitionsResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation, ResourceType } from '../access/acl.ts';
import { topicNameProblem } from '../state/topic.ts';
import type { ApiHandler, RequestContext } from './handler.ts';
import { partitionFields } from './partition-fields.ts';

type Response = MessageInit<DescribeTopicPartitionsResponse>;
type TopicResponse = NonNullable<Response['topics']>[number];

/** [max.request.partition.size.limit] */
const MAX_PARTITIONS = 2_000;

/**
 * DescribeTopicPartitions (75), v0. Topics in the order of their names, a page of at most 2,000 partitions at a time
 * (KIP-966).
 */
export const describeTopicPartitions: ApiHandler<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse> = {
  api: DescribeTopicPartitions,
  minVersion: 0,
  maxVersion: 0,
  handle(request, context) {
    const { access, cluster } = context;
    const { cursor } = request;
    const isForAll = request.topics.length === 0;
    const asked = isForAll ? cluster.topics : request.topics;
    const from = cursor?.topicName ?? '';
    // By UTF-16 code units, as Java compares.
    const names = [...new Set(asked.map(({ name }) => name))].filter((name) => name >= from).sort(byCodeUnits);
    const isListed = isForAll || cursor === null || names.includes(cursor.topicName);
    // Kafka stumbles over a topic without a name, and says so of all.
    if (names.includes('')) return refused(request, ErrorCode.UNKNOWN_SERVER_ERROR);
    if (!isListed || (cursor?.partitionIndex ?? 0) < 0) {
      return refused(request, ErrorCode.INVALID_REQUEST);
    }
    const limit = Math.max(Math.min(request.responsePartitionLimit, MAX_PARTITIONS), 1);
    const first = (name: string): number => (name === cursor?.topicName ? cursor.partitionIndex : 0);
    const isKnown = (name: string): boolean => access.topic(AclOperation.DESCRIBE, name) === ErrorCode.NONE;
    const { topics = [], ...rest } = page(names.filter(isKnown), first, limit, context);
    const unknown = isForAll ? [] : names.filter((name) => !isKnown(name));
    // Those that may not be known of stand on every page.
    const errorCode = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    return { topics: [...topics, ...unknown.map((name) => ({ name, errorCode }))], ...rest };
  },
};

function refused({ topics }: DescribeTopicPartitionsRequest, errorCode: number): Response {
  return { topics: topics.map(({ name }) => ({ name, errorCode })) };
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param firstOf the partition of a topic to begin with */
function page(
  names: readonly string[],
  firstOf: (name: string) => number,
  limit: number,
  context: RequestContext,
): Response {
  const topics: TopicResponse[] = [];
  let left = limit;
  for (const topicName of names) {
    // Kafka does not look whether there is such a topic.
    if (left === 0) return { topics, nextCursor: { topicName, partitionIndex: 0 } };
    const first = firstOf(topicName);
    const { topic, isComplete } = describe(topicName, first, left, context);
    topics.push(topic);
    if (!isComplete) return { topics, nextCursor: { topicName, partitionIndex: first + left } };
    left -= topic.partitions?.length ?? 0;
  }
  return { topics };
}

function describe(
  name: string,
  first: number,
  limit: number,
  { access, cluster }: RequestContext,
): { topic: TopicResponse; isComplete: boolean } {
  const topic = cluster.topic(name);
  const topicAuthorizedOperations = access.operations(ResourceType.TOPIC, name);
  if (topic === undefined) {
    const isLegal = topicNameProblem(name) === undefined;
    const errorCode = isLegal ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.INVALID_TOPIC_EXCEPTION;
    return { topic: { name, errorCode, topicAuthorizedOperations }, isComplete: true };
  }
  const partitions = topic.partitions.slice(first, first + limit).map((partition) => ({
    errorCode: ErrorCode.NONE,
    ...partitionFields(partition, cluster),
    eligibleLeaderReplicas: partition.eligibleLeaders,
    lastKnownElr: partition.lastKnownLeaders,
  }));
  return {
    topic: { name, topicId: topic.topicId, partitions, topicAuthorizedOperations },
    isComplete: first + limit >= topic.partitions.length,
  };
}
