import type { ConsumerGroupDescribeResponse, MessageInit } from '@k/wire';
import type { GroupDescription } from '../group-description.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { writeAssignment } from './embedded-protocol.ts';
import type { GroupContext } from './group-context.ts';
import { listed, type Assignment } from './partitions.ts';
import type { TopicSource } from './subscription.ts';

type DescribedGroup = NonNullable<MessageInit<ConsumerGroupDescribeResponse>['groups']>[number];
type DescribedAssignment = MessageInit<
  ConsumerGroupDescribeResponse['groups'][number]['members'][number]['assignment']
>;

/** In ConsumerGroupDescribe. */
const MEMBER_TYPE = { classic: 0, consumer: 1 };
/** Of an assignment as {@link Broker.group} shows it: that of a subscription of version 0. */
const OLDEST_SUBSCRIPTION = new Uint8Array(2);

/** A group as ConsumerGroupDescribe tells it. */
export function consumerGroupDescribed(group: ConsumerGroup, version: number, context: GroupContext): DescribedGroup {
  const { groupId, membership, state } = group;
  const { groupEpoch, assignmentEpoch } = membership;
  const { topics, settings } = context;
  return {
    errorCode: 0,
    groupId,
    groupState: state,
    groupEpoch,
    assignmentEpoch,
    assignorName: membership.preferredAssignor(settings.groupConsumerAssignors),
    members: membership.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      rackId: member.rackId,
      memberEpoch: member.memberEpoch,
      clientId: member.clientId,
      clientHost: member.clientHost,
      subscribedTopicNames: [...member.topics],
      subscribedTopicRegex: member.regex,
      assignment: assignmentTold(partitionsOf(member), topics),
      targetAssignment: assignmentTold(membership.targetOf(member.memberId), topics),
      ...(version >= 1 ? { memberType: MEMBER_TYPE[member.classic === null ? 'consumer' : 'classic'] } : {}),
    })),
  };
}

/** The same for {@link Broker.group}. */
export function describeConsumerGroup(
  { groupId, membership, state }: ConsumerGroup,
  { settings, topics }: GroupContext,
): Omit<GroupDescription, 'coordinatorId'> {
  return {
    groupId,
    type: 'consumer',
    state,
    generationId: membership.groupEpoch,
    protocolType: 'consumer',
    protocolName: membership.preferredAssignor(settings.groupConsumerAssignors),
    leaderId: null,
    members: membership.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: writeAssignment(partitionsOf(member), OLDEST_SUBSCRIPTION, topics),
    })),
  };
}

/** All that it has, with what it is to give up. */
function partitionsOf({ assigned, pendingRevocation }: ConsumerMember): Assignment {
  const all = new Map<string, Set<number>>();
  for (const held of [assigned, pendingRevocation]) {
    for (const [topicId, partitions] of held) {
      all.set(topicId, new Set([...(all.get(topicId) ?? []), ...partitions.keys()]));
    }
  }
  return all;
}

function assignmentTold(assignment: Assignment, topics: TopicSource): DescribedAssignment {
  return {
    topicPartitions: listed(assignment).flatMap(({ topicId, partitions }) => {
      const topicName = topics.topicById(topicId)?.name;
      return topicName === undefined ? [] : { topicId, topicName, partitions };
    }),
  };
}
