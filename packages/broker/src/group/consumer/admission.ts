import { ErrorCode } from '@k/wire';
import { LEFT_FOR_NOW, newMember, type ConsumerMember } from './consumer-member.ts';
import type { GroupContext } from './group-context.ts';
import type { Membership } from './membership.ts';
import { isWithin, type OwnedPartitions } from './partitions.ts';
import { Refused } from './refused.ts';

/** Who sends a request, in the words of its protocol. */
export interface Sender {
  readonly memberId: string;
  readonly instanceId: string | null;
}

/** The same of a heartbeat. */
export interface HeartbeatSender extends Sender {
  readonly memberEpoch: number;
  readonly owned: readonly OwnedPartitions[] | null;
}

/** @throws Refused GROUP_MAX_SIZE_REACHED, unless the sender has a place in the group already */
export function checkRoom(
  group: Membership,
  { memberId, instanceId }: Sender,
  { settings, habits }: GroupContext,
): void {
  const maxSize = settings.groupConsumerMaxSize;
  if (group.size < maxSize || group.member(memberId) !== undefined) return;
  if (habits.keepsRoomForStaticMembers && group.staticMember(instanceId) !== undefined) return;
  const message = `The consumer group has reached its maximum capacity of ${String(maxSize)} members.`;
  throw new Refused(ErrorCode.GROUP_MAX_SIZE_REACHED, message);
}

/** Who the sender is in the group, and whose place it takes: a static member has a new id each time it starts. */
export interface Admitted {
  readonly member: ConsumerMember;
  readonly replaced?: ConsumerMember;
}

/** The member that sends a heartbeat; with epoch 0 it may be a new one. @throws Refused */
export function heartbeatMember(group: Membership, groupId: string, sender: HeartbeatSender): Admitted {
  const { memberId, instanceId, memberEpoch } = sender;
  const joins = memberEpoch === 0;
  if (instanceId === null) {
    const member = joins ? (group.member(memberId) ?? newMember(memberId)) : knownMember(group, groupId, memberId);
    checkEpoch(member, sender);
    return { member };
  }
  if (!joins) {
    const member = staticMember(group, sender);
    checkEpoch(member, sender);
    return { member };
  }
  const ownerId = group.ownerOf(instanceId);
  const present = ownerId === undefined ? undefined : knownMember(group, groupId, ownerId);
  if (present === undefined) return { member: group.member(memberId) ?? newMember(memberId) };
  if (present.classic === null && present.memberEpoch !== LEFT_FOR_NOW) {
    throw new Refused(
      ErrorCode.UNRELEASED_INSTANCE_ID,
      `Static member ${memberId} with instance id ${instanceId} cannot join the group because the instance id is owned by ${present.memberId} member.`,
    );
  }
  return inPlaceOf(present, memberId);
}

/** A static member under its new id, as if it had just joined. */
export function inPlaceOf(replaced: ConsumerMember, memberId: string): Admitted {
  return { member: { ...replaced, memberId, memberEpoch: 0, previousMemberEpoch: 0 }, replaced };
}

/** @throws Refused UNKNOWN_MEMBER_ID */
export function knownMember(group: Membership, groupId: string, memberId: string): ConsumerMember {
  const member = group.member(memberId);
  if (member !== undefined) return member;
  throw new Refused(ErrorCode.UNKNOWN_MEMBER_ID, `Member ${memberId} is not a member of group ${groupId}.`);
}

/** The one that has the instance id, which has to be the sender. @throws Refused UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID */
export function staticMember(group: Membership, { memberId, instanceId }: Sender): ConsumerMember {
  const member = group.staticMember(instanceId);
  if (member === undefined) {
    throw new Refused(ErrorCode.UNKNOWN_MEMBER_ID, `Instance id ${String(instanceId)} is unknown.`);
  }
  if (member.memberId === memberId) return member;
  throw new Refused(
    ErrorCode.FENCED_INSTANCE_ID,
    `Static member ${memberId} with instance id ${String(instanceId)} was fenced by member ${member.memberId}.`,
  );
}

/** The member that sends a request other than one to join. @throws Refused */
export function presentMember(group: Membership, groupId: string, sender: Sender): ConsumerMember {
  return sender.instanceId === null ? knownMember(group, groupId, sender.memberId) : staticMember(group, sender);
}

/**
 * A member that is one epoch behind may have missed the last answer: as long as it has nothing that it was not given since,
 * it goes on. @throws Refused FENCED_MEMBER_EPOCH
 */
function checkEpoch(member: ConsumerMember, { memberEpoch, owned }: HeartbeatSender): void {
  if (memberEpoch === 0 || memberEpoch === member.memberEpoch) return;
  const isBehind = memberEpoch < member.memberEpoch;
  if (isBehind && memberEpoch === member.previousMemberEpoch && isWithin(owned, member.assigned)) return;
  throw new Refused(
    ErrorCode.FENCED_MEMBER_EPOCH,
    `The consumer group member has a ${isBehind ? 'smaller' : 'greater'} member epoch (${String(memberEpoch)}) than the one known by the group coordinator (${String(member.memberEpoch)}). The member must abandon all its partitions and rejoin.`,
  );
}
