import { ErrorCode } from '@k/wire';
import type { JoinRequest, SyncRequest } from '../classic/classic-group.ts';
import type { JoinReply, MemberProtocol, SyncReply } from '../classic/member.ts';
import { checkRoom, inPlaceOf, knownMember, presentMember, staticMember, type Admitted } from './admission.ts';
import { newMember, type ConsumerMember } from './consumer-member.ts';
import { readSubscription, writeAssignment, type ClassicSubscription } from './embedded-protocol.ts';
import type { GroupContext } from './group-context.ts';
import type { MemberTimers } from './member-timers.ts';
import type { Membership } from './membership.ts';
import { advance, subscriptionChange, updateGroupEpoch, updateTarget } from './progress.ts';
import { Refused } from './refused.ts';

export const CONSUMER_PROTOCOL = 'consumer';

/** What the members' requests may set off. */
export interface GroupTurns {
  /** The member did not do its duty in time. */
  fence(memberId: string): void;
  /** The last member of the new protocol has become a classic one: so does the group. */
  becomeClassic(generationId: number, rebalance: boolean): void;
}

/**
 * The members of a consumer group that speak the classic protocol, during a live migration: the coordinator assigns for them,
 * and tells them by REBALANCE_IN_PROGRESS that something changed, which they get with JoinGroup and SyncGroup. Their
 * generation is their member epoch.
 */
export class ClassicMembers {
  readonly #groupId: string;
  readonly #group: Membership;
  readonly #context: GroupContext;
  readonly #timers: MemberTimers;
  readonly #turns: GroupTurns;

  constructor(
    groupId: string,
    init: { group: Membership; context: GroupContext; timers: MemberTimers; turns: GroupTurns },
  ) {
    this.#groupId = groupId;
    this.#group = init.group;
    this.#context = init.context;
    this.#timers = init.timers;
    this.#turns = init.turns;
  }

  /** @throws Refused */
  join(request: JoinRequest): JoinReply {
    const group = this.#group;
    const { settings, topics, habits } = this.#context;
    const { groupInstanceId: instanceId, terms } = request;
    if (settings.groupConsumerMigrationPolicy === 'disabled') {
      throw new Refused(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, 'the group migration is disabled');
    }
    const memberId = request.memberId === '' ? this.#context.newUuid() : request.memberId;
    checkRoom(group, { memberId, instanceId }, this.#context);
    this.#checkProtocols(request);
    if (request.memberId === '' && instanceId === null && request.requiresMemberId) {
      return { errorCode: ErrorCode.MEMBER_ID_REQUIRED, memberId };
    }
    const admitted = this.#admit(memberId, request);
    const [first] = terms.protocols as readonly [MemberProtocol];
    const subscription = readSubscription(first.metadata, topics, habits.unreadableSubscription);
    const downgrades = this.#isLastToMigrate(instanceId);
    const generationId = group.groupEpoch;
    const subscriptionChanged = this.#update(admitted, subscription, request);
    const advanced = (): ConsumerMember =>
      advance(
        group,
        knownMember(group, this.#groupId, memberId),
        { subscriptionChanged, owned: subscription.owned },
        this.#context,
      );
    let member: ConsumerMember;
    if (downgrades) {
      const rebalance = group.assignmentEpoch < group.groupEpoch;
      member = rebalance ? knownMember(group, this.#groupId, memberId) : advanced();
      this.#turns.becomeClassic(generationId, rebalance);
    } else {
      updateTarget(group, this.#context);
      member = advanced();
      this.#timers.cancel(memberId, 'join');
      this.#startSession(member);
      this.#start(member, 'sync');
    }
    return {
      errorCode: ErrorCode.NONE,
      memberId,
      generationId: member.memberEpoch,
      protocolType: CONSUMER_PROTOCOL,
      protocolName: first.name,
    };
  }

  /** @throws Refused */
  sync(request: SyncRequest): SyncReply {
    const member = this.#sender(request.memberId, request.groupInstanceId, request.generationId);
    const { protocolType, protocolName } = request;
    const [first] = member.classic?.protocols ?? [];
    if ((protocolType ?? CONSUMER_PROTOCOL) !== CONSUMER_PROTOCOL || (protocolName ?? first?.name) !== first?.name) {
      throw new Refused(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, 'not what the answer to JoinGroup had');
    }
    if (this.#group.assignmentEpoch > member.memberEpoch && member.state !== 'UNREVOKED_PARTITIONS') {
      throw this.#rebalanceInProgress(member);
    }
    this.#timers.cancel(member.memberId, 'sync');
    this.#startSession(member);
    const assigned = new Map([...member.assigned].map(([topicId, partitions]) => [topicId, partitions.keys()]));
    const assignment = writeAssignment(assigned, first?.metadata ?? new Uint8Array(2), this.#context.topics);
    return { errorCode: ErrorCode.NONE, protocolType, protocolName, assignment };
  }

  /** @throws Refused, REBALANCE_IN_PROGRESS among others */
  heartbeat(memberId: string, instanceId: string | null, generationId: number): void {
    const member = this.#sender(memberId, instanceId, generationId);
    this.#startSession(member);
    const isBehind = member.memberEpoch < this.#group.assignmentEpoch;
    const mayHaveMore = member.state === 'UNRELEASED_PARTITIONS' && !this.#waitsForOthers(member);
    if (isBehind || member.state === 'UNREVOKED_PARTITIONS' || mayHaveMore) throw this.#rebalanceInProgress(member);
  }

  #sender(memberId: string, instanceId: string | null, generationId: number): ConsumerMember {
    const member = presentMember(this.#group, this.#groupId, { memberId, instanceId });
    if (member.classic === null) {
      throw new Refused(ErrorCode.UNKNOWN_MEMBER_ID, `Member ${memberId} does not use the classic protocol.`);
    }
    if (member.memberEpoch === generationId) return member;
    throw new Refused(ErrorCode.ILLEGAL_GENERATION, `The generation is ${String(member.memberEpoch)}.`);
  }

  #admit(memberId: string, request: JoinRequest): Admitted {
    const group = this.#group;
    const { groupInstanceId: instanceId } = request;
    if (instanceId === null) return { member: group.member(memberId) ?? newMember(memberId) };
    if (request.memberId !== '') return { member: staticMember(group, { memberId, instanceId }) };
    const present = group.staticMember(instanceId);
    return present === undefined ? { member: newMember(memberId) } : inPlaceOf(present, memberId);
  }

  /** Whether its subscription became another one. */
  #update({ member: before, replaced }: Admitted, subscription: ClassicSubscription, request: JoinRequest): boolean {
    const group = this.#group;
    const member: ConsumerMember = {
      ...before,
      instanceId: request.groupInstanceId ?? before.instanceId,
      rackId: subscription.rackId ?? before.rackId,
      rebalanceTimeoutMs: request.terms.rebalanceTimeoutMs,
      topics: subscription.topics,
      regex: '',
      clientId: request.clientId,
      clientHost: request.clientHost,
      classic: request.terms,
    };
    const change = subscriptionChange(group, before, member);
    if (replaced !== undefined) {
      this.#timers.cancelAll(replaced.memberId);
      group.replace(replaced, before);
    }
    group.put(member);
    group.forgetUnusedRegexes();
    updateGroupEpoch(group, change !== 'none', this.#context);
    return change !== 'none';
  }

  #checkProtocols({ protocolType, terms, memberId }: JoinRequest): void {
    const classic = this.#group.classicMembers;
    const suits = terms.protocols.some(({ name }) =>
      classic.every((member) => member.classic?.protocols.some((protocol) => protocol.name === name)),
    );
    if (protocolType === CONSUMER_PROTOCOL && suits) return;
    throw new Refused(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, `Member ${memberId}'s protocols are not supported.`);
  }

  /** Whether the static member that now comes back as a classic one is the last of the new protocol. */
  #isLastToMigrate(instanceId: string | null): boolean {
    const group = this.#group;
    const present = group.staticMember(instanceId);
    if (present?.classic !== null) return false;
    return group.classicMembers.length === group.size - 1 && mayBecomeClassic(group.size, this.#context);
  }

  #waitsForOthers(member: ConsumerMember): boolean {
    for (const [topicId, partitions] of this.#group.targetOf(member.memberId)) {
      for (const partition of partitions) {
        if (member.assigned.get(topicId)?.has(partition) === true) continue;
        if (!this.#group.isFree(topicId, partition)) return true;
      }
    }
    return false;
  }

  #rebalanceInProgress(member: ConsumerMember): Refused {
    if (!this.#timers.runs(member.memberId, 'join')) this.#start(member, 'join');
    return new Refused(ErrorCode.REBALANCE_IN_PROGRESS, `Member ${member.memberId} should rejoin to catch up.`);
  }

  #startSession({ memberId, classic }: ConsumerMember): void {
    this.#timers.start(memberId, 'session', classic?.sessionTimeoutMs ?? 0, () => {
      this.#turns.fence(memberId);
    });
  }

  #start({ memberId, rebalanceTimeoutMs }: ConsumerMember, duty: 'join' | 'sync'): void {
    this.#timers.start(memberId, duty, rebalanceTimeoutMs, () => {
      this.#turns.fence(memberId);
    });
  }
}

/** Whether the settings let a group of so many classic members go back to the classic protocol. */
export function mayBecomeClassic(size: number, { settings }: GroupContext): boolean {
  const { groupConsumerMigrationPolicy: policy, groupMaxSize } = settings;
  return (policy === 'bidirectional' || policy === 'downgrade') && size <= groupMaxSize;
}
