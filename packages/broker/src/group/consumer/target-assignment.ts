import { SERVER_ASSIGNORS, type ServerAssignorName } from './assignors/assignor.ts';
import { byTopicId } from './assignors/spec.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { NO_PARTITIONS, inOrder, type Assignment } from './partitions.ts';
import { idsOf, isHomogeneous, topicsOf, type ResolvedRegexes, type TopicSource } from './subscription.ts';

/**
 * What each member is to have in the end, as the assignor wants it. Kafka's TargetAssignmentBuilder.
 *
 * @param present what each is to have until now
 */
export function targetAssignment(
  assignor: ServerAssignorName,
  members: readonly ConsumerMember[],
  present: ReadonlyMap<string, Assignment>,
  { resolved, topics }: { readonly resolved: ResolvedRegexes; readonly topics: TopicSource },
): Map<string, Assignment> {
  const sorted = [...members].sort((one, other) => (one.memberId < other.memberId ? -1 : 1));
  const assigned = SERVER_ASSIGNORS[assignor]({
    members: sorted.map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      topicIds: [...idsOf(topicsOf(member, resolved), topics)].sort(byTopicId),
      assigned: inOrder(present.get(member.memberId) ?? NO_PARTITIONS, byTopicId),
    })),
    homogeneous: isHomogeneous(members),
    partitionCount: (topicId) => topics.topicById(topicId)?.partitions.length ?? 0,
  });
  return new Map(members.map(({ memberId }) => [memberId, assigned.get(memberId) ?? NO_PARTITIONS]));
}
