import { asError } from '@k/wire';
import type { TopicPartition } from '@k/cluster';
import { check, checkRejoin, topicsOf } from '../arguments.ts';
import type { LastAssignment, NamedAssignor, RawAssignor, RebalanceProtocol } from '../assignors/assignor.ts';
import { ProtocolMember, backoffOf } from '../protocol-member.ts';
import type { MembershipState } from '../membership.ts';
import type { GroupMemberSettings } from '../options.ts';
import { SubscriptionPattern, type WantedTopics } from '../subscription-pattern.ts';
import { checkedAssignor } from './checked-assignor.ts';
import { decodeAssignment } from './embedded-protocol.ts';
import { GroupLeader } from './group-leader.ts';
import { MemberRequests } from './member-requests.ts';
import { initialMembership, nextTickAt, transition } from './membership-machine.ts';
import { isGivenUp } from './membership-steps.ts';
import type { Membership, MembershipConfig, MembershipEffect, MembershipEvent } from './membership-state.ts';
import { outcomeOf, type MembershipRequest } from './request-outcome.ts';

/** A member by the classic protocol (JoinGroup): runs the effects of its machine (membership-machine.ts) through the cluster. */
export class ClassicMember extends ProtocolMember<Membership, MembershipEvent, MembershipEffect> {
  readonly #assignors: readonly RawAssignor[];
  readonly #leader: GroupLeader;
  readonly #requests: MemberRequests;
  /** What its assignors keep in mind of the generation before; also after its partitions were lost. */
  #lastAssignment: LastAssignment | null = null;
  /** What the last SyncGroup brought, if it could be read. */
  #received: Buffer = Buffer.alloc(0);

  constructor({ cluster, options, assignors, handler }: GroupMemberSettings) {
    const config: MembershipConfig = {
      protocol: protocolOf(assignors),
      isSubscribed: (topic) => this.#topics.includes(topic),
      heartbeatIntervalMs: options.heartbeatIntervalMs,
      sessionTimeoutMs: options.sessionTimeoutMs,
      maxPollIntervalMs: options.maxPollIntervalMs,
      rebalanceTimeoutMs: options.rebalanceTimeoutMs,
      isStatic: options.groupInstanceId !== undefined,
      backoffMs: backoffOf(cluster),
    };
    super({ cluster, options, handler }, 'classic', {
      initial: initialMembership,
      step: (from, event, now) => transition(from, event, now, config),
      nextTickAt: (member) => nextTickAt(member, config),
      isGivenUp: (member, now) => isGivenUp(member, now, config),
      stateOf,
      epochOf: generationOf,
      isEpochPending: keepsPartitions,
    });
    this.#assignors = assignors.map(checkedAssignor);
    this.#requests = new MemberRequests(cluster, options, this.#assignors);
    this.#leader = new GroupLeader(cluster, this.#assignors, (reason) => {
      this.dispatch({ type: 'rejoin', reason });
    });
  }

  /** @throws ConfigError for a {@link SubscriptionPattern}: its group's coordinator does not evaluate it */
  subscribe(wanted: WantedTopics | string): void {
    const expected = "names of topics: a SubscriptionPattern takes groupProtocol 'consumer', and Kafka 4.0";
    check('GroupMember: subscribe()', 'topics', !(wanted instanceof SubscriptionPattern), expected, wanted);
    const topics = topicsOf('GroupMember: subscribe()', wanted);
    this.want(topics, { type: 'rejoin', reason: 'the subscription changed' });
  }

  rejoin(reason: string): void {
    checkRejoin(reason, this.wanted);
    this.dispatch({ type: 'rejoin', reason });
  }

  get #topics(): readonly string[] {
    return this.wanted === undefined || this.wanted instanceof SubscriptionPattern ? [] : this.wanted;
  }

  protected override dispatch(event: MembershipEvent): void {
    this.#note(event);
    super.dispatch(event);
  }

  #note(event: MembershipEvent): void {
    switch (event.type) {
      case 'joined':
      case 'synced':
        this.untroubled();
        return;
      case 'heartbeatAnswered':
        this.heartbeatAnswered();
        return;
      case 'requestFailed':
      case 'heartbeatFailed':
        if (event.outcome === 'retry' || event.outcome === 'findCoordinator') this.troubled(event.error);
        return;
      default:
    }
  }

  protected run(effect: MembershipEffect): void {
    switch (effect.type) {
      case 'sendJoin':
        this.#leader.stop();
        this.#answer(
          'JoinGroup',
          effect.seq,
          this.#requests.join(effect, { topics: this.#topics, lastAssignment: this.#lastAssignment }),
        );
        return;
      case 'sendSync':
        this.#answer('SyncGroup', effect.seq, this.#sync(effect));
        return;
      case 'sendHeartbeat':
        this.#heartbeat(effect.memberId, effect.generationId);
        return;
      case 'assign':
        this.#tellAssignor(effect);
        this.calls.assigned(effect.added, effect.all);
        return;
      case 'lose':
      case 'fail':
        this.#leader.stop();
        this.runCommon(effect);
        return;
      default:
        this.runCommon(effect);
    }
  }

  protected coordinatorNotFound(seq: number, error: Error): void {
    this.dispatch({ type: 'requestFailed', seq, outcome: outcomeOf('FindCoordinator', error), error });
  }

  protected sendLeave(memberId: string, reason: string): Promise<void> {
    return this.#requests.leave(memberId, reason);
  }

  protected stopWatching(): void {
    this.#leader.stop();
  }

  protected closeChannels(): Promise<void> {
    return this.#requests.close();
  }

  /** The answer to a request becomes an event of the machine, and so does its failure. */
  #answer(request: MembershipRequest, seq: number, work: Promise<MembershipEvent>): void {
    void work
      .catch((cause: unknown): MembershipEvent => {
        const error = asError(cause);
        return { type: 'requestFailed', seq, outcome: outcomeOf(request, error), error };
      })
      .then((event) => {
        this.dispatch(event);
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
      this.handler.onError(asError(error));
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
      this.handler.onError(asError(error));
    }
  }

  #heartbeat(memberId: string, generationId: number): void {
    void this.#requests.heartbeat(memberId, generationId).then(
      () => {
        this.dispatch({ type: 'heartbeatAnswered', generationId });
      },
      (cause: unknown) => {
        const error = asError(cause);
        this.dispatch({ type: 'heartbeatFailed', generationId, outcome: outcomeOf('Heartbeat', error), error });
      },
    );
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
