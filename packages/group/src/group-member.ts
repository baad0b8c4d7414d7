import { ProtocolError, parseOptions, asError } from '@k/wire';
import { Deadline, backoffMs, waitSettings, withResolvers, type Resolvers, type TimerHandle } from '@k/runtime';
import type { Cluster } from '@k/cluster';
import { z } from 'zod';
import { check, isText } from './arguments.ts';
import { decodeAssignment } from './consumer-protocol.ts';
import type { GroupHandler } from './group-handler.ts';
import { GroupLeader } from './group-leader.ts';
import { MemberRequests } from './member-requests.ts';
import { verdictOf } from './membership-errors.ts';
import type { MembershipRequest } from './membership-errors.ts';
import type { Membership, MembershipConfig, MembershipEffect, MembershipEvent } from './membership-state.ts';
import { GOODBYE_MS } from './membership-state.ts';
import { initialMembership, nextTickAt, transition } from './membership.ts';
import { groupMemberInit } from './options.ts';
import type { GroupMemberOptions } from './options.ts';

const leaveOptions = z.strictObject({ timeoutMs: waitSettings.timeoutMs });

/** What OffsetCommit wants to know about the member that commits. */
export interface MemberGeneration {
  readonly memberId: string;
  readonly generationId: number;
  readonly groupInstanceId: string | null;
}

export type GroupMemberInit = z.input<typeof groupMemberInit>;

/**
 * One member of a consumer group: runs the effects of the membership machine (membership.ts) through the cluster.
 * Heartbeats have a timer of their own and never wait for the handler.
 */
export class GroupMember {
  readonly #cluster: Cluster;
  readonly #options: GroupMemberOptions;
  readonly #handler: GroupHandler;
  readonly #config: MembershipConfig;
  readonly #leader: GroupLeader;
  readonly #requests: MemberRequests;
  #membership: Membership = initialMembership;
  /** What to join for; undefined for nothing. */
  #topics: readonly string[] | undefined;
  #abandoned = false;
  #timer: TimerHandle;
  /** Handler calls one after the other. */
  #handlerCalls: Promise<void> = Promise.resolve();
  /** Goodbyes under way that no state waits for. */
  readonly #goodbyes = new Set<Promise<void>>();
  #unjoined: Resolvers<void> | undefined;
  #trouble: Error | undefined;

  /** @throws ConfigError that names everything that is wrong */
  constructor(init: GroupMemberInit) {
    const { cluster, options, assignors, handler } = parseOptions('GroupMember', groupMemberInit, init);
    this.#cluster = cluster;
    this.#options = options;
    this.#handler = handler;
    this.#requests = new MemberRequests(cluster, options, assignors);
    this.#config = {
      heartbeatIntervalMs: options.heartbeatIntervalMs,
      sessionTimeoutMs: options.sessionTimeoutMs,
      maxPollIntervalMs: options.maxPollIntervalMs,
      rebalanceTimeoutMs: options.rebalanceTimeoutMs,
      isStatic: options.groupInstanceId !== undefined,
      backoffMs: (attempt) => backoffMs(attempt, { initialMs: 100, maxMs: 1_000 }, cluster.runtime.random),
    };
    this.#leader = new GroupLeader(cluster, assignors, (reason) => {
      this.#dispatch({ type: 'rejoin', reason });
    });
  }

  /** Where the member stands, for tests, logs and metrics. */
  get membership(): Membership {
    return this.#membership;
  }

  /** What last kept the member from its group, or the group from hearing of it, and may pass; undefined once it did. */
  get trouble(): Error | undefined {
    return this.#trouble;
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

  /** Joins the group for these topics, or rejoins it when they are others than before; after leaving, if that is under way. */
  subscribe(topics: readonly string[] | string): void {
    const names: unknown = typeof topics === 'string' ? [topics] : topics;
    const expected = 'the names of topics, none of them empty';
    check('GroupMember: subscribe()', 'topics', Array.isArray(names), expected, topics);
    for (const name of names as unknown[]) check('GroupMember: subscribe()', 'topics', isText(name), expected, name);
    const sorted = [...new Set(names as string[])].sort();
    const changed = sorted.join() !== this.#topics?.join();
    this.#topics = sorted;
    const { state } = this.#membership;
    if (state === 'unjoined' || state === 'failed' || state === 'expired') this.#dispatch({ type: 'join' });
    else if (changed) this.#dispatch({ type: 'rejoin', reason: 'the subscription changed' });
  }

  /** The user asks for records: a member that expired for not asking comes back. */
  polled(): void {
    if (this.#membership.state === 'expired') this.#dispatch({ type: 'tick', polled: true });
  }

  /**
   * To be called before records are handed out: false when this process was stopped or busy for so long that the group has
   * given the member up, as its own clock tells. The partitions are lost then; `onLost` follows.
   */
  checkSession(): boolean {
    const member = this.#membership;
    if (member.state !== 'stable' || this.#now() - member.sentAt < this.#config.sessionTimeoutMs) return true;
    this.#dispatch({ type: 'tick', polled: this.#handler.takePolled() });
    return false;
  }

  /**
   * Gives the partitions back (the handler's `onRevoked` commits) and leaves the group. Resolves when out of it. Until
   * the coordinator has named the member, that is waited for: what the group does not know cannot leave it.
   *
   * @param options `timeoutMs`: after it the member is out of the group, goodbye said or not; a quarter of it, at most 5 s, is
   * kept for the goodbye, the rest is the handler's. By default as much as the group allows: `rebalanceTimeoutMs` and 5 s.
   */
  async leave(options: { readonly timeoutMs?: number | undefined } = {}): Promise<void> {
    const checked = parseOptions('GroupMember: leave()', leaveOptions, options);
    const { timeoutMs = this.#options.rebalanceTimeoutMs + GOODBYE_MS } = checked;
    const { clock } = this.#cluster.runtime;
    const deadline = new Deadline(clock, `leave group '${this.#options.groupId}'`, { timeoutMs });
    this.#topics = undefined;
    this.#leader.stop();
    if (this.#abandoned) return;
    this.#unjoined ??= withResolvers();
    const { promise } = this.#unjoined;
    this.#dispatch({ type: 'leave', by: this.#now() + timeoutMs });
    await promise;
    try {
      await deadline.race(Promise.all([this.#handlerCalls, ...this.#goodbyes]));
    } catch (error) {
      if (!deadline.expired) throw error;
    }
  }

  /** The connections that only this member uses. */
  get purposes(): readonly string[] {
    return this.#requests.purposes;
  }

  /** Gives up without a goodbye, for an owner that has no more time: timers stop, answers count for nothing. */
  abandon(): void {
    this.#abandoned = true;
    this.#unjoined?.resolve();
    this.#leader.stop();
    if (this.#timer !== undefined) this.#cluster.runtime.clock.clearTimeout(this.#timer);
  }

  #dispatch(event: MembershipEvent): void {
    if (this.#abandoned) return;
    this.#note(event);
    const [to, effects] = transition(this.#membership, event, this.#now(), this.#config);
    this.#membership = to;
    for (const effect of effects) this.#run(effect);
    this.#schedule();
    if (this.#membership.state !== 'unjoined') return;
    this.#trouble = undefined;
    this.#unjoined?.resolve();
    this.#unjoined = undefined;
    // Subscribed again while it was leaving.
    if (this.#topics !== undefined) this.#dispatch({ type: 'join' });
  }

  #note(event: MembershipEvent): void {
    switch (event.type) {
      case 'joined':
      case 'synced':
      case 'heartbeatAnswered':
        this.#trouble = undefined;
        return;
      case 'requestFailed':
      case 'heartbeatFailed': {
        const { verdict, error } = event;
        if (verdict !== 'retry' && verdict !== 'findCoordinator') return;
        // What a coordinator answers while it moves or loads is the protocol's usual course.
        if (this.#trouble === undefined && !(error instanceof ProtocolError)) this.#handler.onError(error);
        this.#trouble = error;
        return;
      }
      default:
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
    switch (effect.type) {
      case 'findCoordinator':
        this.#answer('FindCoordinator', effect.seq, this.#requests.findCoordinator(effect.seq));
        return;
      case 'forgetCoordinator':
        this.#cluster.forgetCoordinator('group', this.#options.groupId);
        return;
      case 'sendJoin':
        this.#answer('JoinGroup', effect.seq, this.#requests.join(effect.seq, effect.memberId, this.#topics ?? []));
        return;
      case 'sendSync':
        this.#answer('SyncGroup', effect.seq, this.#sync(effect));
        return;
      case 'sendHeartbeat':
        this.#heartbeat(effect.memberId, effect.generationId);
        return;
      case 'sendLeave':
        this.#sayGoodbye(effect);
        return;
      case 'assign':
        this.#callHandler(() => this.#handler.onAssigned(decodeAssignment(effect.assignment)));
        return;
      case 'revoke':
        this.#leader.stop();
        this.#callHandler(async () => {
          try {
            await this.#revoke(effect.reason, effect.until);
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

  async #revoke(reason: string, until: number): Promise<void> {
    const { clock } = this.#cluster.runtime;
    const deadline = new Deadline(clock, `give back the partitions (${reason})`, {
      timeoutMs: Math.max(0, until - this.#now()),
    });
    try {
      await deadline.race(this.#handler.onRevoked(reason, deadline));
    } catch (error) {
      if (!deadline.expired) throw error;
    }
  }

  async #sync(effect: Extract<MembershipEffect, { type: 'sendSync' }>): Promise<MembershipEvent> {
    const assignments = effect.isLeader ? await this.#leader.assign(effect.protocolName, effect.members) : [];
    return this.#requests.sync(effect, assignments);
  }

  #heartbeat(memberId: string, generationId: number): void {
    void this.#requests.heartbeat(memberId, generationId).then(
      () => {
        this.#dispatch({ type: 'heartbeatAnswered', generationId });
      },
      (cause: unknown) => {
        const error = asError(cause);
        this.#dispatch({ type: 'heartbeatFailed', generationId, verdict: verdictOf('Heartbeat', error), error });
      },
    );
  }

  /** What comes of a goodbye changes nothing: the coordinator notices by itself in the end. */
  #sayGoodbye({ seq, memberId, reason }: Extract<MembershipEffect, { type: 'sendLeave' }>): void {
    const goodbye = this.#requests
      .leave(memberId, reason)
      .catch(() => undefined)
      .then(() => {
        this.#goodbyes.delete(goodbye);
        if (seq !== null) this.#dispatch({ type: 'left', seq });
      });
    this.#goodbyes.add(goodbye);
  }
}
