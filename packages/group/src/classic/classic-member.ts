import { ProtocolError, StateError, asError, parseOptions } from '@k/wire';
import { Deadline, backoffMs, waitSettings, withResolvers, type Resolvers, type TimerHandle, z } from '@k/runtime';
import type { Cluster, TopicPartition } from '@k/cluster';
import { check, topicsOf } from '../arguments.ts';
import type { LastAssignment, NamedAssignor, RawAssignor, RebalanceProtocol } from '../assignors/assignor.ts';
import { GOODBYE_MS } from '../goodbye.ts';
import { HandlerCalls } from '../handler-calls.ts';
import type { GroupHandler } from '../group-handler.ts';
import type { GroupMember, MemberIdentity, MembershipState, MembershipStatus } from '../membership.ts';
import type { GroupMemberSettings } from '../options.ts';
import { checkedAssignor } from './checked-assignor.ts';
import { decodeAssignment } from './consumer-protocol.ts';
import { GroupLeader } from './group-leader.ts';
import { MemberRequests } from './member-requests.ts';
import { initialMembership, nextTickAt, transition } from './membership-machine.ts';
import { isGivenUp } from './membership-steps.ts';
import type { Membership, MembershipConfig, MembershipEffect, MembershipEvent } from './membership-state.ts';
import { outcomeOf } from './request-outcome.ts';
import type { MembershipRequest } from './request-outcome.ts';

const leaveOptions = z.strictObject({ timeoutMs: waitSettings.timeoutMs });

/**
 * A member by the classic protocol (JoinGroup): runs the effects of its machine (membership-machine.ts) through the cluster.
 * Heartbeats have a timer of their own and never wait for the handler.
 */
export class ClassicMember implements GroupMember {
  readonly #cluster: Cluster;
  readonly #options: GroupMemberSettings['options'];
  readonly #assignors: readonly RawAssignor[];
  readonly #handler: GroupHandler;
  readonly #calls: HandlerCalls;
  readonly #config: MembershipConfig;
  readonly #leader: GroupLeader;
  readonly #requests: MemberRequests;
  #membership: Membership = initialMembership;
  /** What to join for; undefined for nothing. */
  #topics: readonly string[] | undefined;
  /** What its assignors keep in mind of the generation before; also after its partitions were lost. */
  #lastAssignment: LastAssignment | null = null;
  /** What the last SyncGroup brought, if it could be read. */
  #received: Buffer = Buffer.alloc(0);
  #abandoned = false;
  #timer: TimerHandle;
  /** LeaveGroup requests under way. `leave()` waits for those too that no state waits for. */
  readonly #goodbyes = new Set<Promise<void>>();
  #unjoined: Resolvers<void> | undefined;
  /** Set while partitions are kept on the way into the next generation. */
  #rejoining: Resolvers<void> | undefined;
  #trouble: Error | undefined;

  constructor({ cluster, options, assignors, handler }: GroupMemberSettings) {
    this.#cluster = cluster;
    this.#options = options;
    this.#assignors = assignors.map(checkedAssignor);
    this.#handler = handler;
    this.#calls = new HandlerCalls(handler, cluster.runtime.clock);
    this.#requests = new MemberRequests(cluster, options, this.#assignors);
    const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = cluster.settings;
    this.#config = {
      protocol: protocolOf(assignors),
      isSubscribed: (topic) => this.#topics?.includes(topic) === true,
      heartbeatIntervalMs: options.heartbeatIntervalMs,
      sessionTimeoutMs: options.sessionTimeoutMs,
      maxPollIntervalMs: options.maxPollIntervalMs,
      rebalanceTimeoutMs: options.rebalanceTimeoutMs,
      isStatic: options.groupInstanceId !== undefined,
      backoffMs: (attempt) => backoffMs(attempt, { initialMs, maxMs }, cluster.runtime.random),
    };
    this.#leader = new GroupLeader(cluster, this.#assignors, (reason) => {
      this.#dispatch({ type: 'rejoin', reason });
    });
  }

  get status(): MembershipStatus {
    const { memberId } = this.#membership;
    return { state: stateOf(this.#membership), memberId, epoch: this.identity?.epoch ?? -1 };
  }

  get trouble(): Error | undefined {
    return this.#trouble;
  }

  get identity(): MemberIdentity | undefined {
    const epoch = generationOf(this.#membership);
    if (epoch === undefined) return undefined;
    const { memberId } = this.#membership;
    return { protocol: 'classic', memberId, epoch, groupInstanceId: this.#options.groupInstanceId ?? null };
  }

  subscribe(topics: readonly string[] | string): void {
    const names = topicsOf('GroupMember: subscribe()', topics);
    const changed = names.join() !== this.#topics?.join();
    this.#topics = names;
    const { state } = this.#membership;
    if (state === 'unjoined' || state === 'failed' || state === 'expired') this.#dispatch({ type: 'join' });
    else if (changed) this.#dispatch({ type: 'rejoin', reason: 'the subscription changed' });
  }

  get rejoining(): Promise<void> | undefined {
    return this.#rejoining?.promise;
  }

  rejoin(reason: string): void {
    check('GroupMember: rejoin()', 'reason', typeof reason === 'string', 'text', reason);
    if (this.#topics === undefined) throw new StateError('GroupMember: rejoin() before subscribe()');
    this.#dispatch({ type: 'rejoin', reason });
  }

  polled(): void {
    if (this.#membership.state === 'expired') this.#dispatch({ type: 'tick', polled: true });
  }

  checkSession(): boolean {
    if (!isGivenUp(this.#membership, this.#now(), this.#config)) return true;
    this.#dispatch({ type: 'tick', polled: this.#handler.takePolled() });
    return false;
  }

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
      await deadline.race(Promise.all([this.#calls.settled, ...this.#goodbyes]));
    } catch (error) {
      if (!deadline.expired) throw error;
    }
  }

  async abandon(): Promise<void> {
    this.#abandoned = true;
    this.#unjoined?.resolve();
    this.#rejoining?.resolve();
    this.#rejoining = undefined;
    this.#leader.stop();
    if (this.#timer !== undefined) this.#cluster.runtime.clock.clearTimeout(this.#timer);
    await this.#requests.close();
  }

  #dispatch(event: MembershipEvent): void {
    if (this.#abandoned) return;
    this.#note(event);
    const [to, effects] = transition(this.#membership, event, this.#now(), this.#config);
    this.#membership = to;
    for (const effect of effects) this.#run(effect);
    this.#schedule();
    this.#noteRejoining();
    if (this.#membership.state !== 'unjoined') return;
    this.#trouble = undefined;
    this.#unjoined?.resolve();
    this.#unjoined = undefined;
    // subscribe() was called while the member was leaving.
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
        const { outcome, error } = event;
        if (outcome !== 'retry' && outcome !== 'findCoordinator') return;
        // An error code means that the coordinator moves or loads, which is usual: the handler is not told.
        if (this.#trouble === undefined && !(error instanceof ProtocolError)) this.#handler.onError(error);
        this.#trouble = error;
        return;
      }
      default:
    }
  }

  #noteRejoining(): void {
    if (keepsPartitions(this.#membership)) {
      this.#rejoining ??= withResolvers();
      return;
    }
    this.#rejoining?.resolve();
    this.#rejoining = undefined;
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
        this.#leader.stop();
        this.#answer(
          'JoinGroup',
          effect.seq,
          this.#requests.join(effect, { topics: this.#topics ?? [], lastAssignment: this.#lastAssignment }),
        );
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
        this.#tellAssignor(effect);
        this.#calls.assigned(effect.added, effect.all);
        return;
      case 'revoke':
        this.#calls.revoked(effect.partitions, effect.reason, effect.until, () => {
          this.#dispatch({ type: 'revoked', seq: effect.seq });
        });
        return;
      case 'lose':
        this.#leader.stop();
        this.#calls.lost(effect.partitions, effect.reason);
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

  /** The answer to a request becomes an event of the machine, and so does its failure. */
  #answer(request: MembershipRequest, seq: number, work: Promise<MembershipEvent>): void {
    void work
      .catch((cause: unknown): MembershipEvent => {
        const error = asError(cause);
        return { type: 'requestFailed', seq, outcome: outcomeOf(request, error), error };
      })
      .then((event) => {
        this.#dispatch(event);
      });
  }

  async #sync(effect: Extract<MembershipEffect, { type: 'sendSync' }>): Promise<MembershipEvent> {
    const { isLeader, protocolName, members, skipAssignment } = effect;
    const assignments = isLeader ? await this.#leader.assign(protocolName, members, skipAssignment) : [];
    const bytes = await this.#requests.sync(effect, assignments);
    const assignment = this.#read(bytes);
    this.#received = assignment === null ? Buffer.alloc(0) : bytes;
    return { type: 'synced', seq: effect.seq, assignment };
  }

  /** Null, and the handler hears why, for bytes that are no assignment. */
  #read(bytes: Buffer): readonly TopicPartition[] | null {
    try {
      return decodeAssignment(bytes);
    } catch (error) {
      this.#handler.onError(asError(error));
      return null;
    }
  }

  /** An assignor comes from outside: what it throws changes nothing about the assignment. */
  #tellAssignor({ protocolName, generationId, all }: Extract<MembershipEffect, { type: 'assign' }>): void {
    this.#lastAssignment = { partitions: all, generationId };
    const assignor = this.#assignors.find(({ name }) => name === protocolName);
    try {
      assignor?.onAssignment?.(this.#received, generationId);
    } catch (error) {
      this.#handler.onError(asError(error));
    }
  }

  #heartbeat(memberId: string, generationId: number): void {
    void this.#requests.heartbeat(memberId, generationId).then(
      () => {
        this.#dispatch({ type: 'heartbeatAnswered', generationId });
      },
      (cause: unknown) => {
        const error = asError(cause);
        this.#dispatch({ type: 'heartbeatFailed', generationId, outcome: outcomeOf('Heartbeat', error), error });
      },
    );
  }

  /** A failed goodbye is ignored: the coordinator removes the member when its session is over. */
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

/** As Java chooses it: what all assignors are good for, since the group may choose any of them. */
function protocolOf(assignors: readonly NamedAssignor[]): RebalanceProtocol {
  return assignors.every(({ protocols }) => (protocols as readonly string[]).includes('cooperative'))
    ? 'cooperative'
    : 'eager';
}

/** Whether partitions are kept on the way into the next generation. */
function keepsPartitions(member: Membership): boolean {
  return 'awakeAt' in member && member.owned.length > 0;
}

/** The generation in which the member may commit offsets of its partitions; undefined while it owns none. */
function generationOf(member: Membership): number | undefined {
  switch (member.state) {
    case 'stable':
    case 'revoking':
      return member.generationId;
    case 'syncing':
      return member.owned.length > 0 ? member.generationId : undefined;
    case 'finding':
    case 'joining':
    case 'waiting':
      return member.owned.length > 0 ? member.lastGeneration : undefined;
    default:
      return undefined;
  }
}

/** The states of the machine in the words that users know. */
function stateOf(member: Membership): MembershipState {
  switch (member.state) {
    case 'finding':
    case 'joining':
    case 'syncing':
    case 'waiting':
      return keepsPartitions(member) ? 'rebalancing' : 'joining';
    case 'revoking':
      return member.leaveBy === null ? 'rebalancing' : 'leaving';
    case 'departing':
      return 'leaving';
    case 'unjoined':
    case 'stable':
    case 'expired':
    case 'leaving':
    case 'failed':
      return member.state;
  }
}
