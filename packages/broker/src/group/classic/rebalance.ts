import { ErrorCode } from '@k/wire';
import type { Clock, TimerHandle } from '@k/runtime';
import type { Group } from './group.ts';
import { NO_ASSIGNMENT, type JoinReply, type Member } from './member.ts';

/** How long a new member's first JoinGroup may be parked: a client that went away must not fill the group for ever. */
const NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60 * 1000;

export interface RebalanceLimits {
  readonly initialDelayMs: number;
}

/**
 * The course of a group's rebalances: who is waited for, how long, and what everybody is told. Follows Kafka's classic
 * group coordinator; the timers are the group's join phase, its sync phase, and one session per member.
 */
export class Rebalance {
  readonly #group: Group;
  readonly #clock: Clock;
  readonly #limits: RebalanceLimits;
  /** Member ids given out and not yet used to join (KIP-394), each with its session timer. */
  readonly #pendingMembers = new Map<string, TimerHandle>();
  /** Members of this generation that have not sent SyncGroup yet. */
  readonly #pendingSync = new Set<string>();
  #joinTimer: TimerHandle;
  #syncTimer: TimerHandle;
  /** Somebody joined since the initial delay began, so it is worth waiting on. */
  #newMemberAdded = false;

  constructor(group: Group, clock: Clock, limits: RebalanceLimits) {
    this.#group = group;
    this.#clock = clock;
    this.#limits = limits;
  }

  isPending(memberId: string): boolean {
    return this.#pendingMembers.has(memberId);
  }

  /** The member id was given out; the join that uses it must come within the session timeout. */
  expectMember(memberId: string, sessionTimeoutMs: number): void {
    const timer = this.#clock.setTimeout(() => {
      this.forgetPending(memberId);
      this.#completeJoinIfAllThere();
    }, sessionTimeoutMs);
    this.#pendingMembers.set(memberId, timer);
  }

  forgetPending(memberId: string): void {
    const timer = this.#pendingMembers.get(memberId);
    if (timer !== undefined) this.#clock.clearTimeout(timer);
    this.#pendingMembers.delete(memberId);
  }

  /** A new member came in; its JoinGroup is parked already. */
  memberAdded(member: Member): void {
    this.forgetPending(member.memberId);
    if (this.#group.state === 'PreparingRebalance' && this.#group.previousState === 'Empty')
      this.#newMemberAdded = true;
    this.#startSession(member, NEW_MEMBER_JOIN_TIMEOUT_MS);
    this.rebalanceOrCompleteJoin();
  }

  /** Something changed that a new generation must take account of. */
  rebalanceOrCompleteJoin(): void {
    const { state } = this.#group;
    if (state === 'Empty' || state === 'Stable' || state === 'CompletingRebalance') this.prepare();
    else this.completeJoinUnlessInitial();
  }

  /** Everybody is asked to join again. */
  prepare(): void {
    const group = this.#group;
    if (group.state === 'CompletingRebalance') {
      for (const member of group.members) {
        member.assignment = NO_ASSIGNMENT;
        if (member.answerSync({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS })) this.touch(member);
      }
    }
    this.#cancelSyncPhase();
    group.transition('PreparingRebalance');
    if (group.previousState === 'Empty' || !this.#completeJoinIfAllThere()) this.#waitForJoins();
  }

  /** A member's session goes on; called by each of its requests. */
  touch(member: Member): void {
    this.#startSession(member, member.terms.sessionTimeoutMs);
  }

  syncReceived(memberId: string): void {
    this.#pendingSync.delete(memberId);
    if (this.#pendingSync.size === 0) this.#cancelSyncPhase();
  }

  /** A static member came back under another id (KIP-345). */
  replacePendingSync(oldId: string, newId: string): void {
    if (this.#pendingSync.delete(oldId)) this.#pendingSync.add(newId);
  }

  /** The leader's SyncGroup: everybody gets its part. */
  assign(assignments: ReadonlyMap<string, Uint8Array>): void {
    const group = this.#group;
    for (const member of group.members) member.assignment = assignments.get(member.memberId) ?? NO_ASSIGNMENT;
    group.transition('Stable');
    for (const member of group.members) {
      const { protocolType, protocolName } = group;
      const { assignment } = member;
      // A session that ran out while the sync was parked was let pass, so it has to begin anew.
      if (member.answerSync({ errorCode: ErrorCode.NONE, protocolType, protocolName, assignment })) this.touch(member);
    }
  }

  /** Takes a member out, telling it if it waits; the caller then sees to the rebalance. */
  drop(member: Member): void {
    this.endSession(member);
    this.#pendingSync.delete(member.memberId);
    member.answerJoin({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID, memberId: '' });
    member.answerSync({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID });
    this.#group.remove(member.memberId);
  }

  endSession(member: Member): void {
    if (member.sessionTimer !== undefined) this.#clock.clearTimeout(member.sessionTimer);
    member.sessionTimer = undefined;
  }

  /** After somebody left during PreparingRebalance: the others may be complete. The initial delay is still kept. */
  completeJoinUnlessInitial(): void {
    if (this.#group.previousState !== 'Empty') this.#completeJoinIfAllThere();
  }

  /**
   * The coordinator went down and came up elsewhere, or again: parked requests are lost with their connections, and
   * sessions begin anew. A rebalance that was under way starts over.
   */
  coordinatorMoved(): void {
    const group = this.#group;
    for (const memberId of [...this.#pendingMembers.keys()]) this.forgetPending(memberId);
    if (group.state === 'CompletingRebalance') this.prepare();
    for (const member of group.members) {
      member.answerJoin({ errorCode: ErrorCode.NOT_COORDINATOR, memberId: member.memberId });
      member.answerSync({ errorCode: ErrorCode.NOT_COORDINATOR });
      member.isNew = false;
      this.touch(member);
    }
    if (group.state === 'PreparingRebalance') this.#waitForJoins();
  }

  /** No timer stays behind. */
  close(): void {
    for (const memberId of [...this.#pendingMembers.keys()]) this.forgetPending(memberId);
    for (const member of this.#group.members) this.endSession(member);
    this.#cancelSyncPhase();
    this.#clearJoinTimer();
  }

  #waitForJoins(): void {
    const { rebalanceTimeoutMs } = this.#group;
    if (this.#group.previousState === 'Empty') {
      const delayMs = this.#limits.initialDelayMs;
      this.#startInitialDelay(delayMs, Math.max(rebalanceTimeoutMs - delayMs, 0));
      return;
    }
    this.#setJoinTimer(rebalanceTimeoutMs, () => {
      this.#completeJoin();
    });
  }

  #startInitialDelay(delayMs: number, remainingMs: number): void {
    this.#newMemberAdded = false;
    this.#setJoinTimer(delayMs, () => {
      if (this.#newMemberAdded && remainingMs !== 0) {
        this.#startInitialDelay(Math.min(this.#limits.initialDelayMs, remainingMs), Math.max(remainingMs - delayMs, 0));
      } else {
        this.#completeJoin();
      }
    });
  }

  #completeJoinIfAllThere(): boolean {
    const group = this.#group;
    if (group.state !== 'PreparingRebalance') return false;
    if (!group.allAwaitJoin || this.#pendingMembers.size > 0) return false;
    this.#completeJoin();
    return true;
  }

  #completeJoin(): void {
    const group = this.#group;
    this.#clearJoinTimer();
    if (group.state !== 'PreparingRebalance') return;
    // Static members keep their place until their session ends: that is what they are for.
    for (const member of group.members) {
      if (!member.isAwaitingJoin && member.groupInstanceId === null) this.drop(member);
    }
    if (group.size > 0 && !group.electJoinedLeader()) {
      // Only static members that did not come back: their sessions decide.
      this.#setJoinTimer(group.rebalanceTimeoutMs, () => {
        this.#completeJoin();
      });
      return;
    }
    group.nextGeneration();
    this.#pendingSync.clear();
    for (const member of group.members) {
      this.#pendingSync.add(member.memberId);
      member.isNew = false;
      if (member.answerJoin(this.joinReply(member))) this.touch(member);
    }
    if (group.size > 0) this.#startSyncPhase();
  }

  /** What a member is told of the present generation; the leader gets the member list. */
  joinReply(member: Member): JoinReply {
    const group = this.#group;
    return {
      errorCode: ErrorCode.NONE,
      generationId: group.generationId,
      protocolType: group.protocolType,
      protocolName: group.protocolName,
      leader: group.leaderId ?? '',
      memberId: member.memberId,
      members: group.isLeader(member.memberId) ? group.membersWithMetadata() : [],
    };
  }

  #startSyncPhase(): void {
    const group = this.#group;
    this.#syncTimer = this.#clock.setTimeout(() => {
      this.#syncTimer = undefined;
      const late = [...this.#pendingSync];
      if (late.length === 0) return;
      for (const memberId of late) {
        const member = group.member(memberId);
        if (member !== undefined) this.drop(member);
      }
      if (group.state === 'CompletingRebalance' || group.state === 'Stable') this.prepare();
    }, group.rebalanceTimeoutMs);
  }

  #cancelSyncPhase(): void {
    this.#pendingSync.clear();
    if (this.#syncTimer !== undefined) this.#clock.clearTimeout(this.#syncTimer);
    this.#syncTimer = undefined;
  }

  #startSession(member: Member, timeoutMs: number): void {
    this.endSession(member);
    member.sessionTimer = this.#clock.setTimeout(() => {
      member.sessionTimer = undefined;
      this.#sessionEnded(member);
    }, timeoutMs);
  }

  #sessionEnded(member: Member): void {
    const group = this.#group;
    if (group.member(member.memberId) !== member) return;
    // Whoever waits for us is alive, except a new member, whose wait itself is limited.
    if (!member.isNew && (member.isAwaitingJoin || member.isAwaitingSync)) return;
    this.drop(member);
    if (group.state === 'Stable' || group.state === 'CompletingRebalance') this.prepare();
    else this.#completeJoinIfAllThere();
  }

  #setJoinTimer(ms: number, fn: () => void): void {
    this.#clearJoinTimer();
    this.#joinTimer = this.#clock.setTimeout(() => {
      this.#joinTimer = undefined;
      fn();
    }, ms);
  }

  #clearJoinTimer(): void {
    if (this.#joinTimer !== undefined) this.#clock.clearTimeout(this.#joinTimer);
    this.#joinTimer = undefined;
  }
}
