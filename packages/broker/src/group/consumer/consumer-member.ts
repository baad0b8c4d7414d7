import type { MemberTerms } from '../classic/member.ts';
import { NO_PARTITIONS, type AssignedPartitions } from './partitions.ts';

/**
 * How far a member is with its part of the target assignment, as Kafka calls it.
 *
 * STABLE: it has what it is to have at its epoch.
 * UNREVOKED_PARTITIONS: it was told to give partitions up, and has not said yet that it did.
 * UNRELEASED_PARTITIONS: it waits for partitions that others have not given up yet.
 */
export type MemberState = 'STABLE' | 'UNREVOKED_PARTITIONS' | 'UNRELEASED_PARTITIONS';

/** The epoch of a static member that left and will be back. */
export const LEFT_FOR_NOW = -2;

/** A member of a consumer group. Never changed: each change makes another. */
export interface ConsumerMember {
  readonly memberId: string;
  /** Not null: a static member. */
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeoutMs: number;
  /** Topics subscribed to by name. */
  readonly topics: ReadonlySet<string>;
  /** The regular expression subscribed to; empty for none. */
  readonly regex: string;
  /** Null: the broker's choice. */
  readonly serverAssignor: string | null;
  readonly memberEpoch: number;
  readonly previousMemberEpoch: number;
  readonly state: MemberState;
  readonly assigned: AssignedPartitions;
  readonly pendingRevocation: AssignedPartitions;
  /** What it said in JoinGroup, where it speaks the classic protocol; null for a member of the new one. */
  readonly classic: MemberTerms | null;
}

/** A member that was not there before. */
export function newMember(memberId: string): ConsumerMember {
  return {
    memberId,
    instanceId: null,
    rackId: null,
    clientId: '',
    clientHost: '',
    rebalanceTimeoutMs: -1,
    topics: new Set(),
    regex: '',
    serverAssignor: null,
    memberEpoch: 0,
    previousMemberEpoch: -1,
    state: 'STABLE',
    assigned: NO_PARTITIONS,
    pendingRevocation: NO_PARTITIONS,
    classic: null,
  };
}

/** Whether the member has all of the target assignment of that epoch. */
export function isReconciledTo({ state, memberEpoch }: ConsumerMember, epoch: number): boolean {
  return state === 'STABLE' && memberEpoch === epoch;
}
