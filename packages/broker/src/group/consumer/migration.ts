import { ErrorCode } from '@k/wire';
import type { Group } from '../classic/group.ts';
import { Member } from '../classic/member.ts';
import { newMember, type ConsumerMember } from './consumer-member.ts';
import { readAssignment, readSubscription, writeAssignment } from './embedded-protocol.ts';
import type { GroupContext } from './group-context.ts';
import { Membership } from './membership.ts';
import { withEpoch, type Assignment } from './partitions.ts';
import { Refused } from './refused.ts';
import { fingerprint, type TopicSource } from './subscription.ts';

/**
 * What a classic group is as a consumer group: each member keeps its assignment, which is the target too, and the generation
 * is the epoch of all. A group without members begins anew.
 *
 * @throws Refused GROUP_ID_NOT_FOUND when it cannot become one
 */
export function upgraded(group: Group, context: GroupContext): Membership {
  if (group.size === 0) return new Membership();
  checkUpgrade(group, context);
  const { topics } = context;
  const { generationId } = group;
  const membership = new Membership({ groupEpoch: generationId, assignmentEpoch: generationId });
  const target = new Map<string, Assignment>();
  for (const member of group.members) {
    const [assigned, subscription] = readable(group, () => [
      readAssignment(member.assignment, topics),
      readSubscription(member.metadataOf(group.protocolName ?? group.selectProtocol()), topics),
    ]);
    target.set(member.memberId, assigned);
    membership.put({
      ...newMember(member.memberId),
      instanceId: member.groupInstanceId,
      rackId: subscription.rackId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      rebalanceTimeoutMs: member.terms.rebalanceTimeoutMs,
      topics: subscription.topics,
      memberEpoch: generationId,
      previousMemberEpoch: generationId,
      assigned: withEpoch(assigned, generationId),
      classic: member.terms,
    });
  }
  membership.target = target;
  membership.topicsFingerprint = fingerprint(membership.topics, topics);
  return membership;
}

/** A member of a consumer group that speaks the classic protocol, as it is in a classic group. */
export function asClassicMember(member: ConsumerMember, target: Assignment, topics: TopicSource): Member {
  const { memberId, instanceId: groupInstanceId, clientId, clientHost, classic } = member;
  if (classic === null) throw new Error(`${memberId} does not speak the classic protocol`);
  const made = new Member({ memberId, groupInstanceId, clientId, clientHost }, classic);
  made.assignment = writeAssignment(target, classic.protocols[0]?.metadata ?? new Uint8Array(2), topics);
  made.isNew = false;
  return made;
}

function checkUpgrade(group: Group, { settings }: GroupContext): void {
  const { groupConsumerMigrationPolicy: policy, groupConsumerMaxSize } = settings;
  const problem =
    policy !== 'bidirectional' && policy !== 'upgrade'
      ? 'online upgrade is disabled'
      : group.protocolType !== 'consumer'
        ? 'the group does not use the consumer embedded protocol'
        : group.size > groupConsumerMaxSize
          ? 'the group size exceeds the consumer group maximum size'
          : undefined;
  if (problem !== undefined) throw cannotUpgrade(group, problem);
}

function readable<T>(group: Group, fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw cannotUpgrade(group, error.message);
  }
}

function cannotUpgrade({ groupId }: Group, why: string): Refused {
  return new Refused(
    ErrorCode.GROUP_ID_NOT_FOUND,
    `Cannot upgrade classic group ${groupId} to consumer group because ${why}.`,
  );
}
