import { ErrorCode, type MessageInit, type LeaveGroupResponse } from '@k/wire';
import type { Clock } from '@k/runtime';
import type { CommitSender } from '../commit-sender.ts';
import type { RememberedGroup } from './group-memory.ts';
import { CONSUMER_PROTOCOL_TYPE, Group, type GroupObserver } from './group.ts';
import type { ManagedGroup } from '../managed-group.ts';
import { Member, type JoinReply, type MemberTerms, type SyncReply } from './member.ts';
import { Rebalance } from './rebalance.ts';

export interface JoinRequest {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly protocolType: string;
  readonly terms: MemberTerms;
  readonly clientId: string;
  readonly clientHost: string;
  /** KIP-394 (JoinGroup v4): a first join only fetches a member id. */
  readonly requiresMemberId: boolean;
  /** KIP-814 (JoinGroup v9): a returning static leader may be told to leave the assignment as it is. */
  readonly supportsSkipAssignment: boolean;
}

export interface SyncRequest {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly generationId: number;
  /** Null where the version does not say (before v5). */
  readonly protocolType: string | null;
  readonly protocolName: string | null;
  readonly assignments: ReadonlyMap<string, Uint8Array>;
}

export interface LeavingMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}

export type LeaveResult = NonNullable<MessageInit<LeaveGroupResponse>['members']>[number] & {
  readonly errorCode: number;
};

/** A consumer group under the classic protocol: answers its members' requests, at once or when the rebalance allows. */
export class ClassicGroup implements ManagedGroup {
  readonly type = 'classic';
  readonly group: Group;
  readonly #rebalance: Rebalance;
  readonly #maxSize: number;
  readonly #newMemberId: (prefix: string) => string;

  constructor(init: {
    groupId: string;
    clock: Clock;
    initialDelayMs: number;
    maxSize: number;
    newMemberId: (prefix: string) => string;
    observer: GroupObserver;
    onRemember: () => void;
  }) {
    this.group = new Group(init.groupId, init.observer, () => init.clock.now(), init.onRemember);
    this.#rebalance = new Rebalance(this.group, init.clock, { initialDelayMs: init.initialDelayMs });
    this.#maxSize = init.maxSize;
    this.#newMemberId = init.newMemberId;
  }

  join(request: JoinRequest, reply: (reply: JoinReply) => void): void {
    const { group } = this;
    const { memberId } = request;
    const refuse = (errorCode: number): void => {
      reply({ errorCode, memberId });
    };
    if (group.state === 'Dead') {
      refuse(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    } else if (!this.#hasRoomFor(memberId)) {
      const member = group.member(memberId);
      if (member !== undefined) this.#rebalance.drop(member);
      this.#rebalance.forgetPending(memberId);
      reply({ errorCode: ErrorCode.GROUP_MAX_SIZE_REACHED, memberId: '' });
    } else if (!group.supports(request.protocolType, request.terms.protocols)) {
      refuse(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    } else if (memberId === '') {
      this.#joinNew(request, reply);
    } else if (this.#rebalance.isPending(memberId)) {
      if (request.groupInstanceId === null) this.#add(memberId, request, reply);
      else refuse(ErrorCode.UNKNOWN_MEMBER_ID);
    } else {
      const problem = group.memberProblem(memberId, request.groupInstanceId);
      const member = group.member(memberId);
      if (problem !== ErrorCode.NONE || member === undefined) refuse(problem);
      else this.#rejoin(member, request, reply);
    }
  }

  sync(request: SyncRequest, reply: (reply: SyncReply) => void): void {
    const { group } = this;
    const problem = this.#syncProblem(request);
    const member = group.member(request.memberId);
    if (problem !== ErrorCode.NONE || member === undefined) {
      reply({ errorCode: problem });
    } else if (group.state === 'CompletingRebalance') {
      member.awaitSync(reply);
      this.#rebalance.syncReceived(member.memberId);
      if (group.isLeader(member.memberId)) this.#rebalance.assign(request.assignments);
    } else if (group.state === 'Stable') {
      this.#rebalance.syncReceived(member.memberId);
      const { protocolType, protocolName } = group;
      reply({ errorCode: ErrorCode.NONE, protocolType, protocolName, assignment: member.assignment });
    } else {
      reply({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS });
    }
  }

  /** The error code of the heartbeat's answer. */
  heartbeat(memberId: string, groupInstanceId: string | null, generationId: number): number {
    const { group } = this;
    if (group.state === 'Dead') return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    const problem = group.memberProblem(memberId, groupInstanceId);
    const member = group.member(memberId);
    if (problem !== ErrorCode.NONE || member === undefined) return problem;
    if (generationId !== group.generationId) return ErrorCode.ILLEGAL_GENERATION;
    this.#rebalance.touch(member);
    return group.state === 'PreparingRebalance' ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
  }

  leave(members: readonly LeavingMember[]): LeaveResult[] {
    const { group } = this;
    const results = members.map((leaving): LeaveResult => ({ ...leaving, errorCode: this.#leaveOne(leaving) }));
    if (results.some(({ errorCode }) => errorCode === ErrorCode.NONE)) {
      if (group.state === 'Stable' || group.state === 'CompletingRebalance') this.#rebalance.prepare();
      else if (group.state === 'PreparingRebalance') this.#rebalance.completeJoinUnlessInitial();
    }
    return results;
  }

  /** The error for a commit; NONE when it may be stored. A member's commit keeps its session alive. */
  commitProblem({ memberId, groupInstanceId, memberEpoch: generationId }: CommitSender): number {
    const { group } = this;
    if (group.state === 'Dead') return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    if (generationId < 0 && group.state === 'Empty') return ErrorCode.NONE;
    if (generationId < 0 && memberId === '' && groupInstanceId === null) return ErrorCode.UNKNOWN_MEMBER_ID;
    const problem = group.memberProblem(memberId, groupInstanceId);
    const member = group.member(memberId);
    if (problem !== ErrorCode.NONE || member === undefined) return problem;
    if (generationId !== group.generationId) return ErrorCode.ILLEGAL_GENERATION;
    if (group.state === 'CompletingRebalance') return ErrorCode.REBALANCE_IN_PROGRESS;
    this.#rebalance.touch(member);
    return ErrorCode.NONE;
  }

  /**
   * The same for a commit within a transaction (KIP-447): a client that does not say who it is may always commit, as before
   * KIP-447, and a rebalance under way is no reason against it.
   */
  transactionalCommitProblem({ memberId, groupInstanceId, memberEpoch: generationId }: CommitSender): number {
    const { group } = this;
    if (group.state === 'Dead') return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    if (generationId < 0 && (group.state === 'Empty' || (memberId === '' && groupInstanceId === null))) {
      return ErrorCode.NONE;
    }
    const problem = group.memberProblem(memberId, groupInstanceId);
    if (problem !== ErrorCode.NONE) return problem;
    return generationId === group.generationId ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
  }

  get groupId(): string {
    return this.group.groupId;
  }

  get protocolType(): string {
    return this.group.protocolType ?? '';
  }

  get stateName(): string {
    return this.group.state;
  }

  get isEmpty(): boolean {
    return this.group.state === 'Empty';
  }

  get deletionProblem(): number {
    return this.isEmpty ? ErrorCode.NONE : ErrorCode.NON_EMPTY_GROUP;
  }

  get offsetDeletionProblem(): number {
    // Of consumers it is known what they read.
    return this.isEmpty || this.protocolType === CONSUMER_PROTOCOL_TYPE ? ErrorCode.NONE : ErrorCode.NON_EMPTY_GROUP;
  }

  isSubscribedTo(topic: string): boolean {
    return this.group.subscribedTopics?.has(topic) ?? this.protocolType === CONSUMER_PROTOCOL_TYPE;
  }

  unusedSince(committedMs: number): number | undefined {
    const { protocolType, state, stateSinceMs, subscribedTopics } = this.group;
    // Nobody ever joined: the group of a simple consumer, or of a tool.
    if (protocolType === null) return committedMs;
    if (state === 'Empty') return stateSinceMs;
    return state === 'Stable' && subscribedTopics !== undefined ? committedMs : undefined;
  }

  delete(): void {
    this.group.transition('Dead');
    this.close();
  }

  /** The error for a member that asks for offsets: anybody may. */
  fetchProblem(): number {
    return this.group.state === 'Dead' ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.NONE;
  }

  /** Goes on from what was a consumer group (KIP-848), each member with its assignment. */
  takeOver(members: readonly Member[], generationId: number, rebalance: boolean): void {
    this.group.takeOver(members, generationId);
    for (const member of members) this.#rebalance.touch(member);
    if (rebalance) this.#rebalance.prepare();
  }

  /** Becomes what was remembered of it; its members' sessions begin anew. */
  restore(remembered: RememberedGroup): void {
    this.group.restore(remembered);
    for (const member of this.group.members) this.#rebalance.touch(member);
  }

  /** It goes on as a consumer group (KIP-848): whoever waits joins again, there. */
  handOver(): void {
    for (const member of this.group.members) {
      member.answerJoin({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS, memberId: member.memberId });
      member.answerSync({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS });
    }
    this.close();
  }

  /** See {@link Rebalance.coordinatorMoved}. */
  coordinatorMoved(): void {
    this.#rebalance.coordinatorMoved();
  }

  close(): void {
    this.#rebalance.close();
  }

  #joinNew(request: JoinRequest, reply: (reply: JoinReply) => void): void {
    const { group } = this;
    const memberId = this.#newMemberId(request.groupInstanceId ?? request.clientId);
    if (request.groupInstanceId !== null) {
      const oldId = group.staticMemberId(request.groupInstanceId);
      const oldMember = oldId === undefined ? undefined : group.member(oldId);
      if (oldMember === undefined) this.#add(memberId, request, reply);
      else this.#replaceStatic(oldMember, memberId, request, reply);
    } else if (request.requiresMemberId) {
      this.#rebalance.expectMember(memberId, request.terms.sessionTimeoutMs);
      reply({ errorCode: ErrorCode.MEMBER_ID_REQUIRED, memberId });
    } else {
      this.#add(memberId, request, reply);
    }
  }

  #add(memberId: string, request: JoinRequest, reply: (reply: JoinReply) => void): void {
    const { groupInstanceId, clientId, clientHost } = request;
    const member = new Member({ memberId, groupInstanceId, clientId, clientHost }, request.terms);
    this.group.add(member, request.protocolType);
    member.awaitJoin(reply);
    this.#rebalance.memberAdded(member);
  }

  #rejoin(member: Member, request: JoinRequest, reply: (reply: JoinReply) => void): void {
    const { group } = this;
    const same = member.offers(request.terms.protocols);
    // CompletingRebalance: it missed the answer to its join. Stable: only the leader asks for a rebalance by joining
    // again with nothing changed (its view of the topics did).
    const answered =
      same && (group.state === 'CompletingRebalance' || (group.state === 'Stable' && !group.isLeader(member.memberId)));
    if (answered) {
      reply(this.#rebalance.joinReply(member));
      return;
    }
    group.changeTerms(member, request.terms);
    member.awaitJoin(reply);
    this.#rebalance.rebalanceOrCompleteJoin();
  }

  /** KIP-345: an instance that came back. In a stable group nobody else notices, unless the protocol would change. */
  #replaceStatic(oldMember: Member, memberId: string, request: JoinRequest, reply: (reply: JoinReply) => void): void {
    const { group } = this;
    const { groupInstanceId, clientId, clientHost } = request;
    const member = new Member({ memberId, groupInstanceId, clientId, clientHost }, request.terms);
    member.assignment = oldMember.assignment;
    member.isNew = oldMember.isNew;
    const oldLeader = group.leaderId;
    this.#rebalance.endSession(oldMember);
    oldMember.answerJoin({ errorCode: ErrorCode.FENCED_INSTANCE_ID, memberId: oldMember.memberId });
    oldMember.answerSync({ errorCode: ErrorCode.FENCED_INSTANCE_ID });
    group.replaceStatic(oldMember, member);
    this.#rebalance.replacePendingSync(oldMember.memberId, memberId);
    this.#rebalance.touch(member);
    if (group.state === 'Stable' && group.selectProtocol() === group.protocolName) {
      const told = this.#rebalance.joinReply(member);
      // Before v9 a returning leader must not assign anew over the members' heads: it is named the old leader's follower.
      if (request.supportsSkipAssignment) reply({ ...told, skipAssignment: group.isLeader(memberId) });
      else reply({ ...told, leader: oldLeader ?? '', members: [] });
      return;
    }
    member.awaitJoin(reply);
    this.#rebalance.rebalanceOrCompleteJoin();
  }

  #leaveOne({ memberId, groupInstanceId }: LeavingMember): number {
    const { group } = this;
    // By instance id alone: an administrator takes a static member out.
    const staticId = memberId === '' && groupInstanceId !== null ? group.staticMemberId(groupInstanceId) : undefined;
    if (staticId === undefined && this.#rebalance.isPending(memberId)) {
      this.#rebalance.forgetPending(memberId);
      return ErrorCode.NONE;
    }
    const problem = staticId === undefined ? group.memberProblem(memberId, groupInstanceId) : ErrorCode.NONE;
    const member = group.member(staticId ?? memberId);
    if (problem !== ErrorCode.NONE || member === undefined) return problem;
    this.#rebalance.drop(member);
    return ErrorCode.NONE;
  }

  #syncProblem(request: SyncRequest): number {
    const { group } = this;
    if (group.state === 'Dead') return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    const problem = group.memberProblem(request.memberId, request.groupInstanceId);
    if (problem !== ErrorCode.NONE) return problem;
    if (request.generationId !== group.generationId) return ErrorCode.ILLEGAL_GENERATION;
    const { protocolType, protocolName } = request;
    const inconsistent =
      (protocolType !== null && protocolType !== group.protocolType) ||
      (protocolName !== null && protocolName !== group.protocolName);
    return inconsistent ? ErrorCode.INCONSISTENT_GROUP_PROTOCOL : ErrorCode.NONE;
  }

  #hasRoomFor(memberId: string): boolean {
    const { group } = this;
    const member = group.member(memberId);
    switch (group.state) {
      case 'Empty':
      case 'Dead':
        return true;
      case 'PreparingRebalance':
        return member?.isAwaitingJoin === true || group.awaitingJoin < this.#maxSize;
      case 'CompletingRebalance':
      case 'Stable':
        return member !== undefined || group.size < this.#maxSize;
    }
  }
}
