import { ErrorCode } from '@k/wire';
import type { CommitSender } from '../commit-sender.ts';
import { presentMember } from './admission.ts';
import type { ConsumerMember } from './consumer-member.ts';
import type { Membership } from './membership.ts';
import { orErrorCode } from './refused.ts';

/** The first version of OffsetCommit that knows member epochs. */
const MEMBER_EPOCHS_SINCE = 9;

/** The error for a commit; NONE when it may be stored. */
export function commitProblem(group: Membership, groupId: string, sender: CommitSender): number {
  const { memberId, memberEpoch } = sender;
  if (memberEpoch < 0 && group.size === 0) return ErrorCode.NONE;
  return orErrorCode(() => {
    const member = presentMember(group, groupId, { memberId, instanceId: null });
    if (member.classic === null && sender.version < MEMBER_EPOCHS_SINCE) return ErrorCode.UNSUPPORTED_VERSION;
    return epochProblem(member, sender);
  });
}

/** The same within a transaction (KIP-447), where a client that does not say who it is may always commit. */
export function transactionalCommitProblem(group: Membership, groupId: string, sender: CommitSender): number {
  const { memberId, groupInstanceId, memberEpoch } = sender;
  if (memberEpoch < 0 && (group.size === 0 || (memberId === '' && groupInstanceId === null))) return ErrorCode.NONE;
  return orErrorCode(() => epochProblem(presentMember(group, groupId, { memberId, instanceId: null }), sender));
}

/** The error for a member that asks for offsets; who does not say who it is may always ask. */
export function fetchProblem(group: Membership, memberId: string | null, memberEpoch: number): number {
  if (memberId === null && memberEpoch < 0) return ErrorCode.NONE;
  const member = memberId === null ? undefined : group.member(memberId);
  if (member === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
  return memberEpoch === member.memberEpoch ? ErrorCode.NONE : staleness(member);
}

/**
 * An older epoch is good for the partitions that the member has had since: it may be on its way to a newer one
 * (KIP-1251).
 */
function epochProblem(member: ConsumerMember, { memberEpoch, partitions }: CommitSender): number {
  if (memberEpoch === member.memberEpoch) return ErrorCode.NONE;
  if (memberEpoch > member.memberEpoch) return staleness(member);
  const held = partitions().every(({ topicId, partition }) => {
    const epoch = member.assigned.get(topicId)?.get(partition) ?? member.pendingRevocation.get(topicId)?.get(partition);
    return epoch !== undefined && memberEpoch >= epoch;
  });
  return held ? ErrorCode.NONE : staleness(member);
}

function staleness({ classic }: ConsumerMember): number {
  return classic === null ? ErrorCode.STALE_MEMBER_EPOCH : ErrorCode.ILLEGAL_GENERATION;
}
