import { ProtocolError, asError, parseOptions } from '@k/wire';
import { Deadline, backoffMs, waitSettings, withResolvers, type Resolvers, type TimerHandle, z } from '@k/runtime';
import type { Cluster } from '@k/cluster';
import { GOODBYE_MS } from './goodbye.ts';
import type { GroupHandler } from './group-handler.ts';
import { HandlerCalls } from './handler-calls.ts';
import type { CommonEffect, CommonEvent, MemberMachine } from './member-machine.ts';
import type { AnsweredHeartbeats, GroupMember, GroupProtocol, MemberIdentity, MembershipStatus } from './membership.ts';
import type { GroupMemberSettings } from './options.ts';
import { isSameSubscription, type WantedTopics } from './subscription-pattern.ts';

const leaveOptions = z.strictObject({ timeoutMs: waitSettings.timeoutMs });

/** What each machine's states have, in whichever protocol. */
interface MachineState {
  readonly state: string;
  readonly memberId: string;
}

/**
 * A member as both protocols have it: runs its machine, with timers, handler calls and the way out. What is said to the
 * coordinator is the protocol's affair. Heartbeats have a timer of their own and never wait for the handler.
 */
export abstract class ProtocolMember<State extends MachineState, Event, Effect> implements GroupMember {
  protected readonly cluster: Cluster;
  protected readonly options: GroupMemberSettings['options'];
  protected readonly handler: GroupHandler;
  protected readonly calls: HandlerCalls;
  /** What to join for; undefined for nothing. */
  protected wanted: WantedTopics | undefined;
  readonly #protocol: GroupProtocol;
  readonly #machine: MemberMachine<State, Event | CommonEvent, Effect>;
  #state: State;
  #abandoned = false;
  #timer: TimerHandle;
  /** Goodbyes under way. `leave()` waits for those too that no state waits for. */
  readonly #goodbyes = new Set<Promise<void>>();
  #unjoined: Resolvers<void> | undefined;
  /** Set while the coordinator may have the member in a later epoch. */
  #epochPending: Resolvers<void> | undefined;
  #heartbeats: AnsweredHeartbeats = { count: 0, answeredAt: -1 };
  #trouble: Error | undefined;

  protected constructor(
    { cluster, options, handler }: Omit<GroupMemberSettings, 'assignors'>,
    protocol: GroupProtocol,
    machine: MemberMachine<State, Event | CommonEvent, Effect>,
  ) {
    this.cluster = cluster;
    this.options = options;
    this.handler = handler;
    this.calls = new HandlerCalls(handler, cluster.runtime.clock);
    this.#protocol = protocol;
    this.#machine = machine;
    this.#state = machine.initial;
  }

  abstract subscribe(wanted: WantedTopics | string): void;
  abstract rejoin(reason: string): void;
  /** Does what the machine asks for. What both protocols have is done by {@link ProtocolMember.runCommon}. */
  protected abstract run(effect: Effect): void;
  protected abstract coordinatorNotFound(seq: number, error: Error): void;
  /** Says goodbye, for a few seconds at most. */
  protected abstract sendLeave(memberId: string, reason: string): Promise<void>;
  /** Called before the member leaves or is abandoned: nothing is watched for it any more. */
  protected abstract stopWatching(): void;
  /** Ends the connections that only this member uses. */
  protected abstract closeChannels(): Promise<void>;

  get heartbeats(): AnsweredHeartbeats {
    return this.#heartbeats;
  }

  protected heartbeatAnswered(): void {
    this.#heartbeats = { count: this.#heartbeats.count + 1, answeredAt: this.#now() };
    this.untroubled();
  }

  get status(): MembershipStatus {
    const { memberId } = this.#state;
    return { state: this.#machine.stateOf(this.#state), memberId, epoch: this.identity?.epoch ?? -1 };
  }

  get trouble(): Error | undefined {
    return this.#trouble;
  }

  get identity(): MemberIdentity | undefined {
    const epoch = this.#machine.epochOf(this.#state);
    if (epoch === undefined) return undefined;
    const { memberId } = this.#state;
    return { protocol: this.#protocol, memberId, epoch, groupInstanceId: this.options.groupInstanceId ?? null };
  }

  get epochPending(): Promise<void> | undefined {
    return this.#epochPending?.promise;
  }

  polled(): void {
    if (this.#state.state === 'expired') this.dispatch({ type: 'tick', polled: true });
  }

  checkSession(): boolean {
    if (!this.#machine.isGivenUp(this.#state, this.#now())) return true;
    this.dispatch({ type: 'tick', polled: this.handler.takePolled() });
    return false;
  }

  async leave(options: { readonly timeoutMs?: number | undefined } = {}): Promise<void> {
    const checked = parseOptions('GroupMember: leave()', leaveOptions, options);
    const { timeoutMs = this.options.rebalanceTimeoutMs + GOODBYE_MS } = checked;
    const { clock } = this.cluster.runtime;
    const deadline = new Deadline(clock, `leave group '${this.options.groupId}'`, { timeoutMs });
    this.wanted = undefined;
    this.stopWatching();
    if (this.#abandoned) return;
    this.#unjoined ??= withResolvers();
    const { promise } = this.#unjoined;
    this.dispatch({ type: 'leave', by: this.#now() + timeoutMs });
    await promise;
    try {
      await deadline.race(Promise.all([this.calls.settled, ...this.#goodbyes]));
    } catch (error) {
      if (!deadline.expired) throw error;
    }
  }

  async abandon(): Promise<void> {
    this.#abandoned = true;
    this.#unjoined?.resolve();
    this.#epochPending?.resolve();
    this.#epochPending = undefined;
    this.stopWatching();
    if (this.#timer !== undefined) this.cluster.runtime.clock.clearTimeout(this.#timer);
    await this.closeChannels();
  }

  /** Joins for these; says so if they are others than before. */
  protected want(wanted: WantedTopics, changed: Event): void {
    const isOther = !isSameSubscription(wanted, this.wanted);
    this.wanted = wanted;
    const { state } = this.#state;
    if (state === 'unjoined' || state === 'failed' || state === 'expired') this.dispatch({ type: 'join' });
    else if (isOther) this.dispatch(changed);
  }

  protected get state(): State {
    return this.#state;
  }

  protected dispatch(event: Event | CommonEvent): void {
    if (this.#abandoned) return;
    const [to, effects] = this.#machine.step(this.#state, event, this.#now());
    this.#state = to;
    for (const effect of effects) this.run(effect);
    this.#schedule();
    this.#noteEpoch();
    if (to.state !== 'unjoined') return;
    this.#trouble = undefined;
    this.#unjoined?.resolve();
    this.#unjoined = undefined;
    // subscribe() was called while the member was leaving.
    if (this.wanted !== undefined) this.dispatch({ type: 'join' });
  }

  /** The coordinator has answered. */
  protected untroubled(): void {
    this.#trouble = undefined;
  }

  /** What failed is tried again. */
  protected troubled(error: Error): void {
    // Its own connections were closed, and what was under way on them has failed by that.
    if (this.#abandoned) return;
    // An error code means that the coordinator moves or loads, which is usual: the handler is not told.
    if (this.#trouble === undefined && !(error instanceof ProtocolError)) this.handler.onError(error);
    this.#trouble = error;
  }

  protected runCommon(effect: CommonEffect): void {
    switch (effect.type) {
      case 'findCoordinator':
        void this.#find(effect.seq);
        return;
      case 'forgetCoordinator':
        this.cluster.forgetCoordinator('group', this.options.groupId);
        return;
      case 'sendLeave':
        this.#sayGoodbye(effect);
        return;
      case 'revoke':
        this.calls.revoked(effect.partitions, effect.reason, effect.until, () => {
          this.dispatch({ type: 'revoked', seq: effect.seq });
        });
        return;
      case 'lose':
        this.calls.lost(effect.partitions, effect.reason);
        return;
      case 'pollIntervalExceeded':
        this.handler.onPollIntervalExceeded();
        return;
      case 'fail':
        this.handler.onFailed(effect.error);
        return;
    }
  }

  #now(): number {
    return this.cluster.runtime.clock.monotonic();
  }

  #schedule(): void {
    const { clock } = this.cluster.runtime;
    if (this.#timer !== undefined) clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    const at = this.#machine.nextTickAt(this.#state);
    if (at === Infinity) return;
    this.#timer = clock.setTimeout(
      () => {
        this.#timer = undefined;
        this.dispatch({ type: 'tick', polled: this.handler.takePolled() });
      },
      Math.max(0, at - this.#now()),
    );
  }

  #noteEpoch(): void {
    if (this.#machine.isEpochPending(this.#state)) {
      this.#epochPending ??= withResolvers();
      return;
    }
    this.#epochPending?.resolve();
    this.#epochPending = undefined;
  }

  async #find(seq: number): Promise<void> {
    try {
      await this.cluster.coordinator('group', this.options.groupId);
    } catch (cause) {
      this.coordinatorNotFound(seq, asError(cause));
      return;
    }
    this.dispatch({ type: 'found', seq });
  }

  /** A failed goodbye is ignored: the coordinator removes the member when its session is over. */
  #sayGoodbye({ seq, memberId, reason }: Extract<CommonEffect, { type: 'sendLeave' }>): void {
    const goodbye = this.sendLeave(memberId, reason)
      .catch(() => undefined)
      .then(() => {
        this.#goodbyes.delete(goodbye);
        if (seq !== null) this.dispatch({ type: 'left', seq });
      });
    this.#goodbyes.add(goodbye);
  }
}

export function backoffOf({ settings, runtime }: Cluster): (attempt: number) => number {
  const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = settings;
  return (attempt) => backoffMs(attempt, { initialMs, maxMs }, runtime.random);
}
