import {
  ErrorCode,
  OffsetCommit,
  type MessageInit,
  type OffsetCommitRequest,
  type OffsetCommitResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { CommittedPartition } from '../group/commit-sender.ts';
import { checkOffset, committedPartitions } from './committed-offset.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type TopicRequest = OffsetCommitRequest['topics'][number];
type TopicResponse = NonNullable<MessageInit<OffsetCommitResponse>['topics']>[number];

const GROUP_ID_NOT_FOUND_SINCE = 9;
const TOPIC_IDS_SINCE = 10;
/** The retention time of who does not ask for one. */
const UNTIL_THE_BROKER_SAYS = -1n;

/**
 * OffsetCommit (8), v0-v10. Stores offsets for a member of a group, or for anybody while the group is empty.
 *
 * v0: Kafka before 4 puts these offsets in ZooKeeper, through any broker and without asking whose they are; here they
 * lie where all others do, so v1 and newer find them. v1: group membership, a time per partition that changes nothing.
 * v2-v4: how long to keep it. v6: leader epoch. v7: static members (KIP-345). v8: flexible.
 * v9: member epochs of the new consumer protocol. v10: topic ids (KIP-848).
 */
export const offsetCommit: ApiHandler<OffsetCommitRequest, OffsetCommitResponse> = {
  api: OffsetCommit,
  minVersion: 0,
  maxVersion: 10,
  handle(request, context) {
    const refusal = context.access.group(AclOperation.READ, request.groupId);
    if (refusal !== ErrorCode.NONE) return { topics: request.topics.map((topic) => refuseTopic(topic, refusal)) };
    const problem = commitProblem(request, context);
    return { topics: request.topics.map((topic) => commitTopic(topic, request, problem, context)) };
  },
};

function refuseTopic({ name, topicId, partitions }: TopicRequest, errorCode: number): TopicResponse {
  return { name, topicId, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })) };
}

function commitProblem(request: OffsetCommitRequest, context: RequestContext): number {
  if (context.version === 0) return ErrorCode.NONE;
  const { cluster, groups, nodeId, version } = context;
  const { groupId, memberId, groupInstanceId, generationIdOrMemberEpoch: generationId } = request;
  const problem = groups.offsetsProblem(groupId, nodeId);
  if (problem !== ErrorCode.NONE || !hasGroup(context)) return problem;
  const group = groups.group(groupId);
  if (group === undefined) {
    // Without members anybody may commit: simple consumers, tools. A generation of a group we do not know is an old one.
    if (generationId < 0) return ErrorCode.NONE;
    return version >= GROUP_ID_NOT_FOUND_SINCE ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.ILLEGAL_GENERATION;
  }
  const partitions = (): CommittedPartition[] =>
    committedPartitions(request.topics, version >= TOPIC_IDS_SINCE, cluster);
  const sender = { memberId, groupInstanceId, memberEpoch: generationId, version, partitions };
  return group.commitProblem(sender);
}

/** Whether offsets are those of a group, which comes to be with the first of them. */
function hasGroup({ cluster, nodeId, version }: RequestContext): boolean {
  return version > 0 && cluster.releaseAt(nodeId)?.hasGroups !== false;
}

function commitTopic(
  topic: TopicRequest,
  { groupId, retentionTimeMs }: OffsetCommitRequest,
  problem: number,
  context: RequestContext,
): TopicResponse {
  const { cluster, groups, version } = context;
  const retentionMs = retentionTimeMs === UNTIL_THE_BROKER_SAYS ? undefined : Number(retentionTimeMs);
  const byId = version >= TOPIC_IDS_SINCE;
  const known = byId ? cluster.topicById(topic.topicId) : cluster.topic(topic.name);
  const unknown = byId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  const name = byId ? known?.name : topic.name;
  const refusal = name === undefined ? ErrorCode.NONE : context.access.topic(AclOperation.READ, name);
  if (refusal !== ErrorCode.NONE) return refuseTopic(topic, refusal);
  return {
    name: topic.name,
    topicId: topic.topicId,
    partitions: topic.partitions.map((entry) => {
      const { partitionIndex } = entry;
      if (problem !== ErrorCode.NONE) return { partitionIndex, errorCode: problem };
      if (known === undefined) return { partitionIndex, errorCode: unknown };
      if (known.partitions[partitionIndex] === undefined) {
        return { partitionIndex, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
      }
      const checked = checkOffset(entry, context);
      if (typeof checked === 'number') return { partitionIndex, errorCode: checked };
      groups.offsets.commit(groupId, known.name, partitionIndex, checked, { retentionMs });
      if (hasGroup(context)) groups.getOrCreate(groupId);
      return { partitionIndex, errorCode: ErrorCode.NONE };
    }),
  };
}
