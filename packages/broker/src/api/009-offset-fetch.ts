import {
  ErrorCode,
  OffsetFetch,
  ZERO_UUID,
  type MessageInit,
  type OffsetFetchRequest,
  type OffsetFetchResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { StoredOffset } from '../group/offset-store.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type ResponseInit = MessageInit<OffsetFetchResponse>;
type GroupResponse = NonNullable<ResponseInit['groups']>[number];

const GROUPS_SINCE = 8;
const TOPIC_IDS_SINCE = 10;
/** Kafka's answer for a partition without a committed offset. */
const NOTHING_COMMITTED: StoredOffset = { offset: -1, leaderEpoch: -1, metadata: '' };

/**
 * OffsetFetch (9), v0-v10. What a group committed; -1 where it committed nothing.
 *
 * v0: of ZooKeeper on Kafka before 4, see OffsetCommit; any node answers, and UNKNOWN_TOPIC_OR_PARTITION stands for
 * "nothing committed". v2: null for all topics, a top-level error. v5: leader epoch. v6: flexible. v7: requireStable. v8: several groups at
 * once (KIP-709). v9: member epochs, checked in groups of the new consumer protocol only. v10: topic ids (KIP-848).
 * With requireStable, an offset that an open transaction is about to change is UNSTABLE_OFFSET_COMMIT (KIP-447). Other than
 * on Kafka, a group that is named twice is answered once, as it was named last.
 */
export const offsetFetch: ApiHandler<OffsetFetchRequest, OffsetFetchResponse> = {
  api: OffsetFetch,
  minVersion: 0,
  maxVersion: 10,
  handle(request, context) {
    const { version } = context;
    if (version === 0)
      return { topics: (request.topics ?? []).map((topic) => fetchOldTopic(request.groupId, topic, context)) };
    if (version >= GROUPS_SINCE) {
      // Once each: an answer could be the size of all offsets times that of the request.
      const groups = new Map(request.groups.map((asked) => [asked.groupId, asked]));
      const { requireStable } = request;
      return { groups: [...groups.values()].map((asked) => fetchGroup({ ...asked, requireStable }, context)) };
    }
    const topics = request.topics?.map((topic) => ({ ...topic, topicId: ZERO_UUID })) ?? null;
    const { groupId, requireStable } = request;
    const fetched = fetchGroup({ groupId, topics, requireStable, memberId: null, memberEpoch: -1 }, context);
    // Here a topic has its name only.
    const answers = fetched.topics?.map(({ name, partitions }) => ({ name, partitions })) ?? [];
    return version >= 2 ? { errorCode: fetched.errorCode, topics: answers } : { topics: answers };
  },
};

interface AskedTopic {
  readonly name: string;
  readonly topicId: string;
  readonly partitionIndexes: readonly number[];
}

interface AskedGroup {
  readonly groupId: string;
  /** Null: all that it committed. */
  readonly topics: readonly AskedTopic[] | null;
  readonly requireStable: boolean;
  /** Null: one that is no member, or does not say so. */
  readonly memberId: string | null;
  readonly memberEpoch: number;
}

function fetchGroup(
  group: AskedGroup,
  context: RequestContext,
): Pick<GroupResponse, 'groupId' | 'topics'> & { errorCode: number } {
  const { groups, version } = context;
  const { groupId, topics: asked } = group;
  const refusal = context.access.group(AclOperation.DESCRIBE, groupId);
  const problem = refusal === ErrorCode.NONE ? groups.offsetsProblem(groupId, context.nodeId) : refusal;
  if (problem !== ErrorCode.NONE) {
    // v1 has no place for an error of the group but the partitions'.
    const topics = version >= 2 ? [] : (asked ?? []).map((topic) => answer(topic, topic, () => refused(problem)));
    return { groupId, topics, errorCode: problem };
  }
  const fenced = groups.group(groupId)?.fetchProblem(group.memberId, group.memberEpoch) ?? ErrorCode.NONE;
  if (fenced !== ErrorCode.NONE) return { groupId, topics: [], errorCode: fenced };
  const topics = asked === null ? allTopics(group, context) : asked.map((topic) => fetchTopic(group, topic, context));
  return { groupId, topics, errorCode: ErrorCode.NONE };
}

type TopicResponse = NonNullable<GroupResponse['topics']>[number];

function fetchTopic(group: AskedGroup, asked: AskedTopic, context: RequestContext): TopicResponse {
  const { cluster, version } = context;
  const name = version < TOPIC_IDS_SINCE ? asked.name : cluster.topicById(asked.topicId)?.name;
  if (name === undefined) return answer(asked, asked, () => refused(ErrorCode.UNKNOWN_TOPIC_ID));
  const refusal = context.access.topic(AclOperation.DESCRIBE, name);
  if (refusal !== ErrorCode.NONE) return answer(asked, asked, () => refused(refusal));
  return answer(asked, asked, committedOf(group, name, context));
}

function fetchOldTopic(
  groupId: string,
  { name, partitionIndexes }: Omit<AskedTopic, 'topicId'>,
  { groups, access }: RequestContext,
): TopicResponse {
  const groupRefusal = access.group(AclOperation.DESCRIBE, groupId);
  const refusal = groupRefusal === ErrorCode.NONE ? access.topic(AclOperation.DESCRIBE, name) : groupRefusal;
  const partitions = partitionIndexes.map((partitionIndex) => {
    const committed = groups.offsets.get(groupId, name, partitionIndex);
    const unknown = committed === undefined ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.NONE;
    const errorCode = refusal === ErrorCode.NONE ? unknown : refusal;
    const { offset, metadata } = (refusal === ErrorCode.NONE ? committed : undefined) ?? NOTHING_COMMITTED;
    return { partitionIndex, committedOffset: offset, metadata, errorCode };
  });
  return { name, partitions };
}

function allTopics(group: AskedGroup, context: RequestContext): TopicResponse[] {
  const { groups, cluster, access } = context;
  // Of topics that it may not know of, the client is not told.
  const told = groups.offsets
    .partitionsOf(group.groupId)
    .filter(({ topic }) => access.topic(AclOperation.DESCRIBE, topic) === ErrorCode.NONE);
  return told.map(({ topic: name, partitions }) => {
    const topicId = cluster.topic(name)?.topicId ?? ZERO_UUID;
    return answer({ name, topicId }, { partitionIndexes: partitions }, committedOf(group, name, context));
  });
}

/** What is told of one partition. */
interface Told extends StoredOffset {
  readonly errorCode: number;
}

function refused(errorCode: number): Told {
  return { ...NOTHING_COMMITTED, errorCode };
}

function committedOf(
  { groupId, requireStable }: AskedGroup,
  topic: string,
  { groups }: RequestContext,
): (partition: number) => Told {
  return (partition) => {
    if (requireStable && groups.pending.has(groupId, topic, partition))
      return refused(ErrorCode.UNSTABLE_OFFSET_COMMIT);
    return { ...(groups.offsets.get(groupId, topic, partition) ?? NOTHING_COMMITTED), errorCode: ErrorCode.NONE };
  };
}

function answer(
  topic: { readonly name: string; readonly topicId: string },
  asked: { readonly partitionIndexes: readonly number[] },
  committed: (partition: number) => Told,
): TopicResponse {
  return {
    name: topic.name,
    topicId: topic.topicId,
    partitions: asked.partitionIndexes.map((partitionIndex) => {
      const { offset, leaderEpoch, metadata, errorCode } = committed(partitionIndex);
      return { partitionIndex, committedOffset: offset, committedLeaderEpoch: leaderEpoch, metadata, errorCode };
    }),
  };
}
