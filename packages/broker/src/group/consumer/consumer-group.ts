import { ErrorCode, type ConsumerGroupHeartbeatResponse, type MessageInit } from '@k/wire';
import type { JoinRequest, LeaveResult, LeavingMember, SyncRequest } from '../classic/classic-group.ts';
import type { CommitSender } from '../commit-sender.ts';
import type { ManagedGroup } from '../managed-group.ts';
import type { JoinReply, SyncReply } from '../classic/member.ts';
import {
  checkRoom,
  heartbeatMember,
  knownMember,
  staticMember,
  type Admitted,
  type HeartbeatSender,
} from './admission.ts';
import { ClassicMembers, mayBecomeClassic } from './classic-members.ts';
import { LEFT_FOR_NOW, type ConsumerMember } from './consumer-member.ts';
import type { GroupContext } from './group-context.ts';
import { MemberTimers } from './member-timers.ts';
import type { ConsumerGroupState, Membership } from './membership.ts';
import { commitProblem, fetchProblem, transactionalCommitProblem } from './offset-checks.ts';
import { listed, NO_PARTITIONS, sameAssigned } from './partitions.ts';
import { advance, subscriptionChange, updateGroupEpoch, updateTarget } from './progress.ts';
import { checkRegex, lastRefreshMsOf, refreshRegexes } from './regexes.ts';
import { Refused } from './refused.ts';
import { fingerprint } from './subscription.ts';

/** ConsumerGroupHeartbeat; null and -1 stand for "as before". */
export interface ConsumerHeartbeat extends HeartbeatSender {
  readonly rackId: string | null;
  readonly rebalanceTimeoutMs: number;
  readonly topics: readonly string[] | null;
  readonly regex: string | null;
  readonly serverAssignor: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  /** Whether the sender may know of a topic. */
  readonly mayDescribe: (topic: string) => boolean;
}

export type ConsumerHeartbeatReply = MessageInit<ConsumerGroupHeartbeatResponse>;

export interface ConsumerGroupInit {
  readonly groupId: string;
  readonly membership: Membership;
  readonly context: GroupContext;
  /** Told when the group's state became another one. */
  readonly observer: (group: Membership, from: ConsumerGroupState) => void;
  /** Called when something may have changed of what is remembered of it. */
  readonly onRemember: () => void;
  /** The group goes on as a classic one, with these members; the one it was is closed. */
  readonly becomeClassic: (members: readonly ConsumerMember[], generationId: number, rebalance: boolean) => void;
}

/**
 * A group of the consumer protocol (KIP-848): the coordinator assigns, and each member goes to the newest assignment at its own
 * pace. All requests are answered at once. Follows Kafka's GroupMetadataManager.
 */
export class ConsumerGroup implements ManagedGroup {
  readonly type = 'consumer';
  readonly protocolType = 'consumer';
  readonly offsetDeletionProblem = ErrorCode.NONE;
  readonly groupId: string;
  readonly membership: Membership;
  readonly #context: GroupContext;
  readonly #timers: MemberTimers;
  readonly #classic: ClassicMembers;
  readonly #init: ConsumerGroupInit;
  #toldState: ConsumerGroupState = 'Empty';

  constructor(init: ConsumerGroupInit) {
    const { groupId, membership, context } = init;
    this.groupId = groupId;
    this.membership = membership;
    this.#context = context;
    this.#init = init;
    this.#timers = new MemberTimers(context.clock);
    const turns = {
      fence: (memberId: string): void => {
        this.#fence(memberId);
      },
      becomeClassic: (generationId: number, rebalance: boolean): void => {
        init.becomeClassic(membership.members, generationId, rebalance);
      },
    };
    this.#classic = new ClassicMembers(groupId, { group: membership, context, timers: this.#timers, turns });
  }

  get state(): ConsumerGroupState {
    return this.membership.state;
  }

  get stateName(): string {
    return this.state;
  }

  get isEmpty(): boolean {
    return this.membership.size === 0;
  }

  get deletionProblem(): number {
    return this.isEmpty ? ErrorCode.NONE : ErrorCode.NON_EMPTY_GROUP;
  }

  isSubscribedTo(topic: string): boolean {
    return this.membership.topics.has(topic);
  }

  unusedSince(committedMs: number): number {
    return committedMs;
  }

  delete(): void {
    this.close();
  }

  /** @throws Refused */
  consumerHeartbeat(request: ConsumerHeartbeat): ConsumerHeartbeatReply {
    const group = this.membership;
    const { times } = this.#context;
    if (request.memberEpoch < 0) return this.#leaveByHeartbeat(request);
    checkRoom(group, request, this.#context);
    const memberId = request.memberId === '' ? this.#context.newUuid() : request.memberId;
    const admitted = heartbeatMember(group, this.groupId, { ...request, memberId });
    const { member: before } = admitted;
    const told = this.#told(before, request);
    if (told.regex !== '' && told.regex !== before.regex && !group.hasSubscriber(told.regex)) checkRegex(told.regex);
    const lastRefreshMs = lastRefreshMsOf(group);
    const subscriptionChanged = this.#take(admitted, told);
    updateTarget(group, this.#context);
    const after = advance(group, told, { subscriptionChanged, owned: request.owned }, this.#context);
    if (after !== told) this.#watchRevocation(after);
    this.#startSession(memberId, times.sessionTimeoutMs);
    refreshRegexes(group, lastRefreshMs, request.mayDescribe, this.#context);
    this.#tellState();
    const tells = request.memberEpoch === 0 || isFull(request) || !sameAssigned(before.assigned, after.assigned);
    return {
      errorCode: ErrorCode.NONE,
      memberId,
      memberEpoch: after.memberEpoch,
      heartbeatIntervalMs: times.heartbeatIntervalMs,
      assignment: tells ? { topicPartitions: listedKeys(after) } : null,
    };
  }

  /** A member of the classic protocol. */
  join(request: JoinRequest, reply: (reply: JoinReply) => void): void {
    reply(
      this.#answer(
        () => this.#classic.join(request),
        (errorCode) => ({ errorCode, memberId: '' }),
      ),
    );
  }

  sync(request: SyncRequest, reply: (reply: SyncReply) => void): void {
    reply(
      this.#answer(
        () => this.#classic.sync(request),
        (errorCode) => ({ errorCode }),
      ),
    );
  }

  /** The error code of the answer to Heartbeat. */
  heartbeat(memberId: string, groupInstanceId: string | null, generationId: number): number {
    return this.#answer(
      () => {
        this.#classic.heartbeat(memberId, groupInstanceId, generationId);
        return ErrorCode.NONE;
      },
      (errorCode) => errorCode,
    );
  }

  /** LeaveGroup, which takes members of either protocol out. */
  leave(members: readonly LeavingMember[]): LeaveResult[] {
    const leaving = new Set<ConsumerMember>();
    const results = members.map(({ memberId, groupInstanceId: instanceId }): LeaveResult => {
      const errorCode = this.#answer(
        () => {
          leaving.add(this.#leavingMember(memberId, instanceId));
          return ErrorCode.NONE;
        },
        (code) => code,
      );
      return { memberId, groupInstanceId: instanceId, errorCode };
    });
    this.#remove([...leaving]);
    return results;
  }

  commitProblem(sender: CommitSender): number {
    return commitProblem(this.membership, this.groupId, sender);
  }

  transactionalCommitProblem(sender: CommitSender): number {
    return transactionalCommitProblem(this.membership, this.groupId, sender);
  }

  fetchProblem(memberId: string | null, memberEpoch: number): number {
    return fetchProblem(this.membership, memberId, memberEpoch);
  }

  /** The coordinator went down and came up elsewhere, or again, or took the group over: all times begin anew. */
  restartTimers(): void {
    this.#timers.close();
    for (const member of this.membership.members) {
      const { memberId, classic } = member;
      this.#startSession(memberId, classic?.sessionTimeoutMs ?? this.#context.times.sessionTimeoutMs);
      this.#watchRevocation(member);
    }
  }

  coordinatorMoved(): void {
    this.restartTimers();
  }

  /** No timer stays behind. */
  close(): void {
    this.#timers.close();
  }

  /** The member with what the request says of it. */
  #told(before: ConsumerMember, request: ConsumerHeartbeat): ConsumerMember {
    const { rebalanceTimeoutMs } = request;
    return {
      ...before,
      instanceId: request.instanceId ?? before.instanceId,
      rackId: request.rackId ?? before.rackId,
      rebalanceTimeoutMs: rebalanceTimeoutMs === -1 ? before.rebalanceTimeoutMs : rebalanceTimeoutMs,
      topics: request.topics === null ? before.topics : new Set(request.topics),
      regex: request.regex ?? before.regex,
      serverAssignor: request.serverAssignor ?? before.serverAssignor,
      clientId: request.clientId,
      clientHost: request.clientHost,
      classic: null,
    };
  }

  /** Puts the member into the group. @returns whether its subscription became another one */
  #take({ member: before, replaced }: Admitted, told: ConsumerMember): boolean {
    const group = this.membership;
    const { settings, habits } = this.#context;
    const offered = settings.groupConsumerAssignors;
    const assignor = group.preferredAssignor(offered);
    const change = subscriptionChange(group, before, told);
    if (replaced !== undefined) {
      this.#timers.cancelAll(replaced.memberId);
      group.replace(replaced, before);
    }
    // Duties of classic members, if it was one until now.
    this.#timers.cancel(told.memberId, 'join');
    this.#timers.cancel(told.memberId, 'sync');
    if (habits.releasesInstanceIds) group.releaseInstance(before);
    group.put(told);
    group.forgetUnusedRegexes();
    const assignorChanged = habits.countsAssignors && group.preferredAssignor(offered) !== assignor;
    updateGroupEpoch(group, change === 'topics' || assignorChanged, this.#context);
    return change !== 'none';
  }

  #leaveByHeartbeat(request: ConsumerHeartbeat): ConsumerHeartbeatReply {
    const { memberId, memberEpoch, instanceId } = request;
    const group = this.membership;
    const member = instanceId === null ? knownMember(group, this.groupId, memberId) : staticMember(group, request);
    if (instanceId !== null && memberEpoch === LEFT_FOR_NOW) {
      const assigned = new Map(
        [...member.assigned].map(([topicId, partitions]) => [
          topicId,
          new Map([...partitions.keys()].map((id) => [id, 0])),
        ]),
      );
      group.put({ ...member, memberEpoch, assigned, pendingRevocation: NO_PARTITIONS });
      this.#tellState();
    } else {
      this.#remove([member]);
    }
    return { errorCode: ErrorCode.NONE, memberId, memberEpoch };
  }

  #leavingMember(memberId: string, instanceId: string | null): ConsumerMember {
    const group = this.membership;
    if (instanceId === null) return knownMember(group, this.groupId, memberId);
    // By instance id alone: an administrator takes a static member out.
    const sender = memberId === '' ? (group.staticMember(instanceId)?.memberId ?? '') : memberId;
    return staticMember(group, { memberId: sender, instanceId });
  }

  /** Takes members out. When only classic ones are left, the group goes on as a classic one. */
  #remove(members: readonly ConsumerMember[]): void {
    if (members.length === 0) return;
    const group = this.membership;
    const { topics, habits } = this.#context;
    for (const { memberId } of members) this.#timers.cancelAll(memberId);
    for (const { memberId } of members) group.remove(memberId);
    if (group.size > 0 && group.classicMembers.length === group.size && mayBecomeClassic(group.size, this.#context)) {
      this.#init.becomeClassic(group.members, group.groupEpoch, true);
      return;
    }
    group.forgetUnusedRegexes();
    group.groupEpoch++;
    group.topicsFingerprint = fingerprint(group.topics, topics);
    if (group.size === 0 && habits.assignsEmptyGroups) {
      group.assignmentEpoch = group.groupEpoch;
      group.assignedAtMs = undefined;
    }
    this.#tellState();
  }

  #fence(memberId: string): void {
    const member = this.membership.member(memberId);
    if (member !== undefined) this.#remove([member]);
  }

  #startSession(memberId: string, ms: number): void {
    this.#timers.start(memberId, 'session', ms, () => {
      this.#fence(memberId);
    });
  }

  /** A member that is to give up partitions has its rebalance timeout for it; classic ones have to join again in time. */
  #watchRevocation({ memberId, memberEpoch, state, classic, rebalanceTimeoutMs }: ConsumerMember): void {
    if (classic !== null) return;
    if (state !== 'UNREVOKED_PARTITIONS') {
      this.#timers.cancel(memberId, 'rebalance');
      return;
    }
    this.#timers.start(memberId, 'rebalance', rebalanceTimeoutMs, () => {
      if (this.membership.member(memberId)?.memberEpoch === memberEpoch) this.#fence(memberId);
    });
  }

  #answer<T>(fn: () => T, refused: (errorCode: number) => T): T {
    try {
      return fn();
    } catch (error) {
      if (error instanceof Refused) return refused(error.errorCode);
      throw error;
    } finally {
      this.#tellState();
    }
  }

  #tellState(): void {
    this.#init.onRemember();
    const from = this.#toldState;
    this.#toldState = this.state;
    if (this.#toldState !== from) this.#init.observer(this.membership, from);
  }
}

/** Whether it says all there is to say of a member: then it is told all, too. */
function isFull({ rebalanceTimeoutMs, topics, regex, owned }: ConsumerHeartbeat): boolean {
  return rebalanceTimeoutMs !== -1 && (topics !== null || regex !== null) && owned !== null;
}

function listedKeys({ assigned }: ConsumerMember): { topicId: string; partitions: readonly number[] }[] {
  return listed(new Map([...assigned].map(([topicId, partitions]) => [topicId, partitions.keys()])));
}
