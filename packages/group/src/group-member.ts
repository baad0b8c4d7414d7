import { Heartbeat, JoinGroup, LeaveGroup, SyncGroup, errorFor } from '@k/wire';
import type { JoinGroupResponse, ProtocolError } from '@k/wire';
import { Deadline, backoffMs, withResolvers } from '@k/conn';
import type { TimerHandle } from '@k/conn';
import type { Cluster } from '@k/cluster';
import type { Assignor, MemberAssignment } from './assignor.ts';
import { decodeAssignment, encodeSubscription } from './consumer-protocol.ts';
import { GroupLeader } from './group-leader.ts';
import { verdictOf } from './membership-errors.ts';
import type { MembershipRequest } from './membership-errors.ts';
import type { Membership, MembershipConfig, MembershipEffect, MembershipEvent } from './membership-state.ts';
import { initialMembership, nextTickAt, transition } from './membership.ts';
import type { GroupMemberOptions } from './options.ts';

const PROTOCOL_TYPE = 'consumer';
/** Time over the rebalance timeout that the coordinator has to answer JoinGroup. */
const JOIN_GRACE_MS = 5_000;

/** The owner of the partitions. Its calls never overlap; each is awaited, within a budget where it says so. */
export interface GroupHandler {
  /** A new assignment, which may be empty. Heartbeats go on meanwhile. */
  onAssigned(assignment: MemberAssignment): Promise<void>;
  /** Stop feeding, drain, commit, release, before `deadline`: then the partitions go, done or not. */
  onRevoked(reason: string, deadline: Deadline): Promise<void>;
  /** The partitions are somebody else's already: drop them, a commit would be refused. */
  onLost(reason: string): Promise<void>;
  /** The user did not ask for records within `maxPollIntervalMs`; `onLost` follows. */
  onPollIntervalExceeded(): void;
  /** Membership ended for good; subscribing again starts over. */
  onFailed(error: Error): void;
  /** Something went wrong that does not end membership: a handler call threw, an assignment could not be read. */
  onError(error: Error): void;
  /** Did the user ask for records since the last call, or does it wait for some now? */
  takePolled(): boolean;
}

/** What OffsetCommit wants to know about the member that commits. */
export interface MemberGeneration {
  readonly memberId: string;
  readonly generationId: number;
  readonly groupInstanceId: string | null;
}

export interface GroupMemberInit {
  readonly cluster: Cluster;
  readonly options: GroupMemberOptions;
  /** In order of preference. */
  readonly assignors: readonly Assignor[];
  readonly handler: GroupHandler;
}

let members = 0;

/**
 * One member of a consumer group: runs the effects of the membership machine (membership.ts) through the cluster.
 * Heartbeats have a timer of their own and never wait for the handler.
 */
export class GroupMember {
  readonly #cluster: Cluster;
  readonly #options: GroupMemberOptions;
  readonly #assignors: readonly Assignor[];
  readonly #handler: GroupHandler;
  readonly #config: MembershipConfig;
  readonly #leader: GroupLeader;
  // A coordinator answers one connection in order, and holds JoinGroup back: heartbeats and joins of other members
  // sharing the cluster must not queue behind it.
  readonly #joinPurpose: string;
  readonly #purpose: string;
  #membership: Membership = initialMembership;
  #topics: readonly string[] = [];
  #abandoned = false;
  #timer: TimerHandle;
  /** Handler calls one after the other. */
  #handlerCalls: Promise<void> = Promise.resolve();
  #unjoined: { promise: Promise<void>; resolve: () => void } | undefined;

  constructor(init: GroupMemberInit) {
    const { cluster, options } = init;
    this.#cluster = cluster;
    this.#options = options;
    this.#assignors = init.assignors;
    this.#handler = init.handler;
    const number = String(++members);
    this.#joinPurpose = `join-${number}`;
    this.#purpose = `group-${number}`;
    this.#config = {
      heartbeatIntervalMs: options.heartbeatIntervalMs,
      sessionTimeoutMs: options.sessionTimeoutMs,
      maxPollIntervalMs: options.maxPollIntervalMs,
      isStatic: options.groupInstanceId !== undefined,
      backoffMs: (attempt) => backoffMs(attempt, { initialMs: 100, maxMs: 1_000 }, cluster.runtime.random),
    };
    this.#leader = new GroupLeader(cluster, init.assignors, (reason) => {
      this.#dispatch({ type: 'rejoin', reason });
    });
  }

  /** Where the member stands, for tests, logs and metrics. */
  get membership(): Membership {
    return this.#membership;
  }

  /** Set while the member owns an assignment and may commit offsets for it. */
  get generation(): MemberGeneration | undefined {
    const member = this.#membership;
    if (member.state !== 'stable' && member.state !== 'revoking') return undefined;
    return {
      memberId: member.memberId,
      generationId: member.generationId,
      groupInstanceId: this.#options.groupInstanceId ?? null,
    };
  }

  /** Joins the group for these topics, or rejoins it when they are others than before. */
  subscribe(topics: readonly string[]): void {
    const sorted = [...new Set(topics)].sort();
    const changed = sorted.join() !== this.#topics.join();
    this.#topics = sorted;
    const { state } = this.#membership;
    if (state === 'unjoined' || state === 'failed' || state === 'expired') this.#dispatch({ type: 'join' });
    else if (changed) this.#dispatch({ type: 'rejoin', reason: 'the subscription changed' });
  }

  /** The user asks for records: a member that expired for not asking comes back. */
  polled(): void {
    if (this.#membership.state === 'expired') this.#dispatch({ type: 'tick', polled: true });
  }

  /** Gives the partitions back (the handler's `onRevoked` commits) and leaves the group. Resolves when out of it. */
  async leave(): Promise<void> {
    this.#topics = [];
    this.#leader.stop();
    this.#unjoined ??= withResolvers();
    const { promise } = this.#unjoined;
    this.#dispatch({ type: 'leave' });
    await promise;
    await this.#handlerCalls;
  }

  /** The connections that only this member uses. */
  get purposes(): readonly string[] {
    return [this.#joinPurpose, this.#purpose];
  }

  /** Gives up without a goodbye, for an owner that has no more time: timers stop, answers count for nothing. */
  abandon(): void {
    this.#abandoned = true;
    this.#leader.stop();
    if (this.#timer !== undefined) this.#cluster.runtime.clock.clearTimeout(this.#timer);
  }

  #dispatch(event: MembershipEvent): void {
    if (this.#abandoned) return;
    const [to, effects] = transition(this.#membership, event, this.#now(), this.#config);
    this.#membership = to;
    for (const effect of effects) this.#run(effect);
    this.#schedule();
    if (this.#membership.state === 'unjoined') {
      this.#unjoined?.resolve();
      this.#unjoined = undefined;
    }
  }

  #now(): number {
    return this.#cluster.runtime.clock.monotonic();
  }

  #schedule(): void {
    const { clock } = this.#cluster.runtime;
    if (this.#timer !== undefined) clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    const at = nextTickAt(this.#membership, this.#config);
    if (at === Infinity) return;
    this.#timer = clock.setTimeout(
      () => {
        this.#timer = undefined;
        this.#dispatch({ type: 'tick', polled: this.#handler.takePolled() });
      },
      Math.max(0, at - this.#now()),
    );
  }

  #run(effect: MembershipEffect): void {
    const { groupId } = this.#options;
    switch (effect.type) {
      case 'findCoordinator':
        this.#answer('FindCoordinator', effect.seq, this.#findCoordinator(effect.seq));
        return;
      case 'forgetCoordinator':
        this.#cluster.forgetCoordinator('group', groupId);
        return;
      case 'sendJoin':
        this.#answer('JoinGroup', effect.seq, this.#join(effect.seq, effect.memberId));
        return;
      case 'sendSync':
        this.#answer('SyncGroup', effect.seq, this.#sync(effect));
        return;
      case 'sendHeartbeat':
        this.#heartbeat(effect.memberId, effect.generationId);
        return;
      case 'sendLeave':
        this.#answer('Heartbeat', effect.seq, this.#leave(effect.seq, effect.memberId, effect.reason));
        return;
      case 'assign':
        this.#callHandler(() => this.#handler.onAssigned(decodeAssignment(effect.assignment)));
        return;
      case 'revoke':
        this.#leader.stop();
        this.#callHandler(async () => {
          try {
            await this.#revoke(effect.reason);
          } finally {
            this.#dispatch({ type: 'revoked', seq: effect.seq });
          }
        });
        return;
      case 'lose':
        this.#leader.stop();
        this.#callHandler(() => this.#handler.onLost(effect.reason));
        return;
      case 'pollIntervalExceeded':
        this.#handler.onPollIntervalExceeded();
        return;
      case 'fail':
        this.#leader.stop();
        this.#handler.onFailed(effect.error);
        return;
    }
  }

  /** A request of the machine ends in an event, whatever happens. */
  #answer(request: MembershipRequest, seq: number, work: Promise<MembershipEvent>): void {
    void work
      .catch((cause: unknown): MembershipEvent => {
        const error = asError(cause);
        return { type: 'requestFailed', seq, verdict: verdictOf(request, error), error };
      })
      .then((event) => {
        this.#dispatch(event);
      });
  }

  #callHandler(call: () => Promise<void>): void {
    this.#handlerCalls = this.#handlerCalls.then(call).catch((cause: unknown) => {
      this.#handler.onError(asError(cause));
    });
  }

  async #revoke(reason: string): Promise<void> {
    const { clock } = this.#cluster.runtime;
    const deadline = new Deadline(clock, `give back the partitions (${reason})`, {
      timeoutMs: this.#options.rebalanceTimeoutMs,
    });
    try {
      await deadline.race(this.#handler.onRevoked(reason, deadline));
    } catch (error) {
      if (!deadline.expired) throw error;
    }
  }

  async #findCoordinator(seq: number): Promise<MembershipEvent> {
    await this.#cluster.coordinator('group', this.#options.groupId);
    return { type: 'found', seq };
  }

  async #join(seq: number, memberId: string): Promise<MembershipEvent> {
    const { groupId, groupInstanceId = null, sessionTimeoutMs, rebalanceTimeoutMs } = this.#options;
    const topics = this.#topics;
    const answer = await this.#cluster.request(
      { coordinator: 'group', key: groupId },
      JoinGroup,
      {
        groupId,
        sessionTimeoutMs,
        rebalanceTimeoutMs,
        memberId,
        groupInstanceId,
        protocolType: PROTOCOL_TYPE,
        protocols: this.#assignors.map((assignor) => ({
          name: assignor.name,
          metadata: encodeSubscription({ topics, userData: assignor.subscriptionUserData(topics) }),
        })),
      },
      { timeoutMs: rebalanceTimeoutMs + JOIN_GRACE_MS, purpose: this.#joinPurpose },
    );
    if (answer.errorCode !== 0) {
      const error = errorFor(answer.errorCode, { api: 'JoinGroup', message: `group ${groupId}` });
      const verdict = verdictOf('JoinGroup', error);
      return { type: 'requestFailed', seq, verdict, error, memberId: answer.memberId };
    }
    return joinedEvent(seq, answer);
  }

  async #sync(effect: Extract<MembershipEffect, { type: 'sendSync' }>): Promise<MembershipEvent> {
    const { groupId, groupInstanceId = null, rebalanceTimeoutMs } = this.#options;
    const { memberId, generationId, protocolName } = effect;
    const assignments = effect.isLeader ? await this.#leader.assign(protocolName, effect.members) : [];
    const answer = await this.#cluster.request(
      { coordinator: 'group', key: groupId },
      SyncGroup,
      { groupId, generationId, memberId, groupInstanceId, protocolType: PROTOCOL_TYPE, protocolName, assignments },
      { timeoutMs: rebalanceTimeoutMs + JOIN_GRACE_MS, purpose: this.#joinPurpose },
    );
    if (answer.errorCode !== 0) throw this.#errorOf('SyncGroup', answer.errorCode);
    return { type: 'synced', seq: effect.seq, assignment: answer.assignment };
  }

  #heartbeat(memberId: string, generationId: number): void {
    const { groupId, groupInstanceId = null, sessionTimeoutMs } = this.#options;
    void this.#cluster
      .request(
        { coordinator: 'group', key: groupId },
        Heartbeat,
        { groupId, generationId, memberId, groupInstanceId },
        { timeoutMs: sessionTimeoutMs, purpose: this.#purpose },
      )
      .then(
        ({ errorCode }) => {
          if (errorCode === 0) this.#dispatch({ type: 'heartbeatAnswered', generationId });
          else this.#heartbeatFailed(generationId, this.#errorOf('Heartbeat', errorCode));
        },
        (cause: unknown) => {
          this.#heartbeatFailed(generationId, asError(cause));
        },
      );
  }

  #heartbeatFailed(generationId: number, error: Error): void {
    this.#dispatch({ type: 'heartbeatFailed', generationId, verdict: verdictOf('Heartbeat', error), error });
  }

  async #leave(seq: number, memberId: string, reason: string): Promise<MembershipEvent> {
    const { groupId } = this.#options;
    await this.#cluster.request(
      { coordinator: 'group', key: groupId },
      LeaveGroup,
      // One member until v2, a list of them since v3 (KIP-345).
      (version) => (version <= 2 ? { groupId, memberId } : { groupId, members: [{ memberId, reason }] }),
      { timeoutMs: Math.min(this.#options.sessionTimeoutMs, JOIN_GRACE_MS), purpose: this.#purpose },
    );
    return { type: 'left', seq };
  }

  #errorOf(api: string, code: number): ProtocolError {
    return errorFor(code, { api, message: `group ${this.#options.groupId}` });
  }
}

function joinedEvent(seq: number, answer: JoinGroupResponse): MembershipEvent {
  const { memberId, generationId, leader, protocolName, members: list } = answer;
  return {
    type: 'joined',
    seq,
    memberId,
    generationId,
    protocolName: protocolName ?? '',
    isLeader: leader === memberId,
    members: list,
  };
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause), { cause });
}
