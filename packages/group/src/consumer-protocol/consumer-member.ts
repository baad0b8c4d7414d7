import { StateError, asError } from '@k/wire';
import { checkRejoin, topicsOf } from '../arguments.ts';
import { ProtocolMember, backoffOf } from '../protocol-member.ts';
import type { GroupMemberSettings } from '../options.ts';
import { SubscriptionPattern, type WantedTopics } from '../subscription-pattern.ts';
import {
  consumerStateOf,
  consumerStep,
  epochOf,
  initialConsumerMembership,
  isEpochPending,
  nextConsumerTickAt,
} from './consumer-machine.ts';
import { heartbeatOutcome } from './heartbeat-outcome.ts';
import { Heartbeats, targetIn } from './heartbeats.ts';
import { newMemberId } from './member-id.ts';
import type {
  ConsumerMemberConfig,
  ConsumerMemberEffect,
  ConsumerMemberEvent,
  ConsumerMembership,
} from './member-state.ts';
import { isGivenUp } from './member-steps.ts';
import { TopicNames } from './topic-names.ts';

/**
 * Kafka's default of `group.consumer.session.timeout.ms`, and the lowest that it takes unless its operator says otherwise. The
 * coordinator does not tell. If its session is longer, a process that was stopped comes back as the member it was.
 */
const SESSION_TIMEOUT_MS = 45_000;
/** Kafka's default of `group.consumer.heartbeat.interval.ms`, for a coordinator that tells none. */
const HEARTBEAT_INTERVAL_MS = 5_000;

/** A member by the consumer protocol (KIP-848): runs the effects of its machine (consumer-machine.ts) through the cluster. */
export class ConsumerMember extends ProtocolMember<ConsumerMembership, ConsumerMemberEvent, ConsumerMemberEffect> {
  readonly #heartbeats: Heartbeats;
  readonly #names: TopicNames;
  readonly #isTakenOver: (error: Error) => boolean;

  /** @param isTakenOver told why the membership failed: whether another one takes its place, so that nobody need hear of it */
  constructor(
    { cluster, options, handler }: Omit<GroupMemberSettings, 'assignors'>,
    isTakenOver: (error: Error) => boolean = () => false,
  ) {
    const names = new TopicNames(cluster, () => {
      this.dispatch({ type: 'named' });
    });
    const config: ConsumerMemberConfig = {
      nameOf: (topicId) => names.nameOf(topicId),
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      maxPollIntervalMs: options.maxPollIntervalMs,
      rebalanceTimeoutMs: options.rebalanceTimeoutMs,
      backoffMs: backoffOf(cluster),
    };
    super({ cluster, options, handler }, 'consumer', {
      initial: initialConsumerMembership(newMemberId(cluster.runtime.random)),
      step: (from, event, now) => consumerStep(from, event, now, config),
      nextTickAt: (member) => nextConsumerTickAt(member, config),
      isGivenUp: (member, now) => isGivenUp(member, now, config),
      stateOf: consumerStateOf,
      epochOf,
      isEpochPending,
    });
    this.#names = names;
    this.#heartbeats = new Heartbeats(cluster, options);
    this.#isTakenOver = isTakenOver;
  }

  subscribe(wanted: WantedTopics | string): void {
    const topics = wanted instanceof SubscriptionPattern ? wanted : topicsOf('GroupMember: subscribe()', wanted);
    this.want(topics, { type: 'subscribed' });
  }

  rejoin(reason: string): void {
    checkRejoin(reason, this.wanted);
    const message = `GroupMember: rejoin() has no effect: in the consumer protocol group '${this.options.groupId}' is shared out by its coordinator`;
    this.handler.onError(new StateError(message));
  }

  protected run(effect: ConsumerMemberEffect): void {
    switch (effect.type) {
      case 'sendHeartbeat':
        void this.#send(effect).then((event) => {
          this.dispatch(event);
        });
        return;
      case 'nameTopics':
        this.#names.find(effect.topicIds);
        return;
      case 'assign':
        this.calls.assigned(effect.added, effect.all);
        return;
      case 'fail':
        if (!this.#isTakenOver(effect.error)) this.runCommon(effect);
        return;
      default:
        this.runCommon(effect);
    }
  }

  async #send(effect: Extract<ConsumerMemberEffect, { type: 'sendHeartbeat' }>): Promise<ConsumerMemberEvent> {
    const { beat } = effect;
    try {
      const answer = await this.#heartbeats.send(effect, this.wanted ?? []);
      this.heartbeatAnswered();
      const { memberId, memberEpoch: epoch, heartbeatIntervalMs } = answer;
      const intervalMs = heartbeatIntervalMs > 0 ? heartbeatIntervalMs : HEARTBEAT_INTERVAL_MS;
      return { type: 'heartbeatAnswered', beat, memberId, epoch, intervalMs, target: targetIn(answer) };
    } catch (cause) {
      const error = asError(cause);
      const outcome = heartbeatOutcome(error, effect.epoch === 0);
      if (outcome === 'retry' || outcome === 'findCoordinator') this.troubled(error);
      return { type: 'heartbeatFailed', beat, outcome, error };
    }
  }

  protected coordinatorNotFound(seq: number, error: Error): void {
    const outcome = heartbeatOutcome(error, true);
    if (outcome !== 'fatal') this.troubled(error);
    this.dispatch({ type: 'requestFailed', seq, outcome, error });
  }

  protected sendLeave(memberId: string): Promise<void> {
    return this.#heartbeats.leave(memberId);
  }

  protected stopWatching(): void {
    this.#names.stop();
  }

  protected closeChannels(): Promise<void> {
    return this.#heartbeats.close();
  }
}
