import { ErrorCode } from '@k/wire';

/** What consumer groups (KIP-848) do otherwise from Kafka 4.4 on than before. */
export interface ConsumerGroupHabits {
  /** Whether another preferred assignor alone is a change of the group. Without, it shares out from the next change on. */
  readonly countsAssignors: boolean;
  /** Whether a group that lost its last member is at once at the assignment of its epoch. */
  readonly assignsEmptyGroups: boolean;
  /** Whether a static member of a full group gets in under its new id. */
  readonly keepsRoomForStaticMembers: boolean;
  /** Whether a member that joins again under another instance id gives the one before up. Without, nobody can have that any more. */
  readonly releasesInstanceIds: boolean;
  /** What a classic member is told whose subscription cannot be read. */
  readonly unreadableSubscription: number;
}

export const SINCE_4_4: ConsumerGroupHabits = {
  countsAssignors: true,
  assignsEmptyGroups: true,
  keepsRoomForStaticMembers: true,
  releasesInstanceIds: true,
  unreadableSubscription: ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
};

/** Those of 4.3.1. */
export const BEFORE_4_4: ConsumerGroupHabits = {
  countsAssignors: false,
  assignsEmptyGroups: false,
  keepsRoomForStaticMembers: false,
  releasesInstanceIds: false,
  unreadableSubscription: ErrorCode.UNKNOWN_SERVER_ERROR,
};
