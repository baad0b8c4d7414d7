import { stateOfTerms, termsOfState, type TermsState } from '../classic/group-memory.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { Membership } from './membership.ts';
import type { AssignedPartitions, Assignment } from './partitions.ts';

type Listed = readonly (readonly [topicId: string, partitions: readonly number[]])[];
type ListedWithEpochs = readonly (readonly [
  topicId: string,
  partitions: readonly (readonly [partition: number, epoch: number])[],
])[];

type MemberState = Omit<ConsumerMember, 'topics' | 'assigned' | 'pendingRevocation' | 'classic'> & {
  readonly topics: readonly string[];
  readonly assigned: ListedWithEpochs;
  readonly pendingRevocation: ListedWithEpochs;
  readonly classic: TermsState | null;
};

/** A consumer group as plain data. */
export interface ConsumerGroupData {
  readonly type: 'consumer';
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
  /** Null: the next assignment may be made at once. */
  readonly assignedAtMs: number | null;
  readonly topicsFingerprint: string;
  readonly target: readonly (readonly [memberId: string, assignment: Listed])[];
  readonly resolved: readonly (readonly [regex: string, topics: readonly string[], resolvedAtMs: number])[];
  readonly members: readonly MemberState[];
}

export function stateOfMembership(group: Membership): ConsumerGroupData {
  const { groupEpoch, assignmentEpoch, assignedAtMs = null, topicsFingerprint } = group;
  return {
    type: 'consumer',
    groupEpoch,
    assignmentEpoch,
    assignedAtMs,
    topicsFingerprint,
    target: Array.from(group.target, ([memberId, assignment]) => [memberId, listed(assignment)] as const),
    resolved: Array.from(group.resolved, ([regex, { topics, resolvedAtMs }]) => [regex, [...topics], resolvedAtMs]),
    members: group.members.map(stateOfMember),
  };
}

export function membershipOfState(state: ConsumerGroupData): Membership {
  const group = new Membership(state);
  group.assignedAtMs = state.assignedAtMs ?? undefined;
  group.topicsFingerprint = state.topicsFingerprint;
  for (const member of state.members) group.put(memberOfState(member));
  group.target = new Map(state.target.map(([memberId, assignment]) => [memberId, assignmentOf(assignment)]));
  for (const [regex, topics, resolvedAtMs] of state.resolved) {
    // Of no version that there is: it is looked at again.
    group.resolved.set(regex, { topics: new Set(topics), resolvedAtMs, topicsVersion: -1 });
  }
  return group;
}

function stateOfMember({ topics, assigned, pendingRevocation, classic, ...member }: ConsumerMember): MemberState {
  return {
    ...member,
    topics: [...topics],
    assigned: listedWithEpochs(assigned),
    pendingRevocation: listedWithEpochs(pendingRevocation),
    classic: classic === null ? null : stateOfTerms(classic),
  };
}

function memberOfState({ topics, assigned, pendingRevocation, classic, ...member }: MemberState): ConsumerMember {
  return {
    ...member,
    topics: new Set(topics),
    assigned: assignedOf(assigned),
    pendingRevocation: assignedOf(pendingRevocation),
    classic: classic === null ? null : termsOfState(classic),
  };
}

function listed(assignment: Assignment): Listed {
  return Array.from(assignment, ([topicId, partitions]) => [topicId, [...partitions]] as const);
}

function assignmentOf(state: Listed): Assignment {
  return new Map(state.map(([topicId, partitions]) => [topicId, new Set(partitions)]));
}

function listedWithEpochs(assigned: AssignedPartitions): ListedWithEpochs {
  return Array.from(assigned, ([topicId, partitions]) => [topicId, [...partitions]] as const);
}

function assignedOf(state: ListedWithEpochs): AssignedPartitions {
  return new Map(state.map(([topicId, partitions]) => [topicId, new Map(partitions)]));
}
