// The steps that several states of the machine (consumer-machine.ts) take: where to, and with which effects.

import { goodbyeAt } from '../goodbye.ts';
import { without } from '../partition-lists.ts';
import { additionsTo, goingFrom } from './reconciliation.ts';
import {
  EVERYTHING,
  NOTHING,
  type ConsumerEventOf,
  type ConsumerMemberConfig,
  type ConsumerMemberEffect,
  type ConsumerMemberEvent,
  type ConsumerMembership,
  type ConsumerStep,
  type Expired,
  type Failed,
  type Finding,
  type InGroup,
  type Joining,
  type Leaving,
  type OnTheWay,
  type Revoking,
  type Stable,
  type Unjoined,
  type Unsaid,
  type Waiting,
} from './member-state.ts';

/** Of the time to give partitions back; the rest is for the heartbeat that tells it. Who has not told by then is fenced. */
const REVOKING_SHARE = 0.9;

/**
 * Comes as near to the target as names allow: first what goes is given back, then the handler hears of what is new, and the
 * next heartbeat tells what the member has. What a heartbeat on its way does not name is not added before its answer: the
 * coordinator may give it to another member, since this one says that it has it not.
 */
export function reconcile(from: Stable, now: number, config: ConsumerMemberConfig): ConsumerStep {
  const going = goingFrom(from.owned, from.target);
  if (going.length > 0) {
    const until = from.targetAt + config.rebalanceTimeoutMs * REVOKING_SHARE;
    return revoke(from, { going, until, leaveBy: null, reason: 'the group gives them to other members' });
  }
  if (from.saying.owned || from.failures > 0) return [from, []];
  const { added, unnamed } = additionsTo(from.owned, from.target, config.nameOf);
  const effects: ConsumerMemberEffect[] = unnamed.length === 0 ? [] : [{ type: 'nameTopics', topicIds: unnamed }];
  return added.length === 0 ? [from, effects] : assign(from, { added, effects, now });
}

/** The handler hears of what is new, which may be nothing. */
function assign(
  from: Stable,
  {
    added,
    effects,
    now,
  }: Pick<ConsumerEffectOf<'assign'>, 'added'> & { effects: readonly ConsumerMemberEffect[]; now: number },
): ConsumerStep {
  const all = [...from.owned, ...added];
  const to = saySoon({ ...from, owned: all }, { owned: true }, now);
  return [to, [...effects, { type: 'assign', added, all }]];
}

type ConsumerEffectOf<T extends ConsumerMemberEffect['type']> = Extract<ConsumerMemberEffect, { type: T }>;

/** As {@link reconcile}, and the handler hears of the outcome in any case. */
export function reconcileAndTell(from: Stable, now: number, config: ConsumerMemberConfig): ConsumerStep {
  const [to, effects] = reconcile(from, now, config);
  const isTold = to.state === 'revoking' || effects.some(({ type }) => type === 'assign');
  return isTold ? [to, effects] : assign(from, { added: [], effects, now });
}

/** The next heartbeat says this as well, and goes out as soon as the last one is answered and no failure is waited out. */
export function saySoon<T extends InGroup>(from: T, news: Partial<Unsaid>, now: number): T {
  const heartbeatAt = from.failures > 0 ? from.heartbeatAt : soonest(from.heartbeatAt, now);
  return { ...from, unsaid: { ...from.unsaid, ...news }, heartbeatAt };
}

function soonest(heartbeatAt: number, now: number): number {
  return heartbeatAt === Infinity ? Infinity : Math.min(heartbeatAt, now);
}

/** Gives all partitions back to leave the group. */
export function revokeToLeave(
  from: Stable | Revoking,
  leaveBy: number,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  const until = Math.min(now + config.rebalanceTimeoutMs, goodbyeAt(leaveBy, now));
  return revoke(from, { going: from.owned, until, leaveBy, reason: 'the member leaves the group' });
}

function revoke(
  from: Stable | Revoking,
  { reason, ...how }: Pick<Revoking, 'going' | 'until' | 'leaveBy'> & { readonly reason: string },
): ConsumerStep {
  const seq = from.seq + 1;
  const { going: partitions, until } = how;
  return [{ ...from, ...how, state: 'revoking', seq }, [{ type: 'revoke', seq, partitions, reason, until }]];
}

/** The partitions were given back, or their time is over. */
export function released(from: Revoking, now: number, config: ConsumerMemberConfig): ConsumerStep {
  const owned = without(from.owned, from.going);
  const { leaveBy } = from;
  const member: Stable = { ...inGroup(from), state: 'stable', seq: from.seq + 1, owned };
  if (leaveBy === null) return reconcileAndTell(saySoon(member, { owned: true }, now), now, config);
  // The member may have been told to leave while it gave some of them back.
  return owned.length === 0 ? leave(member, leaveBy) : revokeToLeave(member, leaveBy, now, config);
}

/** The coordinator does not know the member, or not in this epoch. */
export function lose(from: Stable | Revoking, reason: string, now: number, config: ConsumerMemberConfig): ConsumerStep {
  const leaveBy = from.state === 'revoking' ? from.leaveBy : null;
  const [to, effects] = leaveBy === null ? comeBack(from, now, config) : leave(from, leaveBy);
  return [to, [{ type: 'lose', partitions: from.owned, reason }, ...effects]];
}

/**
 * At once, so that the group does without the member no longer than it must. Who is taken out again before a heartbeat was
 * answered waits, longer each time: the coordinator is asked without an end otherwise.
 */
function comeBack(from: Stable | Revoking, now: number, config: ConsumerMemberConfig): ConsumerStep {
  const way: OnTheWay = { ...base(from), attempt: from.attempt, mayBeKnown: true };
  return from.attempt === 0 ? find({ ...way, attempt: 1 }) : [wait(way, now, config), []];
}

/**
 * Whether this process was stopped or busy for a whole session while the member was in its group, so that no heartbeat was
 * sent for so long: the coordinator has removed the member then.
 */
export function isGivenUp(from: ConsumerMembership, now: number, config: ConsumerMemberConfig): boolean {
  return (from.state === 'stable' || from.state === 'revoking') && now >= givenUpAt(from, config);
}

/** A coordinator that asks for heartbeats so rarely has a longer session. */
export function givenUpAt({ sentAt, intervalMs }: InGroup, config: ConsumerMemberConfig): number {
  return sentAt + Math.max(config.sessionTimeoutMs, intervalMs * 3);
}

export function loseFrozen(from: Stable | Revoking, now: number, config: ConsumerMemberConfig): ConsumerStep {
  const silentMs = Math.round(now - from.sentAt);
  const reason = `no heartbeat was sent for ${silentMs} ms: this process was stopped or busy, and its partitions are somebody else's`;
  return lose(from, reason, now, config);
}

export function expire(from: Stable, config: ConsumerMemberConfig): ConsumerStep {
  const to: Expired = { ...base(from), state: 'expired', seq: from.seq + 1 };
  const reason = `no records were asked for within maxPollIntervalMs (${config.maxPollIntervalMs} ms)`;
  return [
    to,
    [
      { type: 'pollIntervalExceeded' },
      { type: 'lose', partitions: from.owned, reason },
      { type: 'sendLeave', seq: null, memberId: from.memberId, reason },
    ],
  ];
}

export function find(from: OnTheWay): ConsumerStep {
  const to: Finding = { ...onTheWay(from), state: 'finding', seq: from.seq + 1 };
  return [to, [{ type: 'findCoordinator', seq: to.seq }]];
}

export function join(from: OnTheWay, now: number): ConsumerStep {
  const beat = from.beat + 1;
  const way = { ...onTheWay(from), mayBeKnown: true };
  const to: Joining = { ...way, state: 'joining', seq: from.seq + 1, beat, sentAt: now, unsaid: NOTHING };
  return [to, [{ type: 'sendHeartbeat', beat, memberId: from.memberId, epoch: 0, says: EVERYTHING, owned: [] }]];
}

/** The heartbeat of a member, when it is due. */
export function beat(from: Stable | Revoking, now: number, config: ConsumerMemberConfig): ConsumerStep {
  if (isGivenUp(from, now, config)) return loseFrozen(from, now, config);
  if (now < from.heartbeatAt) return [from, []];
  const to = { ...from, beat: from.beat + 1, heartbeatAt: Infinity, sentAt: now, unsaid: NOTHING, saying: from.unsaid };
  const { beat, memberId, epoch, owned } = to;
  return [to, [{ type: 'sendHeartbeat', beat, memberId, epoch, says: from.unsaid, owned }]];
}

export function leave(from: ConsumerMembership, leaveBy: number): ConsumerStep {
  const { memberId } = from;
  const to: Leaving = { ...base(from), state: 'leaving', seq: from.seq + 1, leaveBy };
  return [to, [{ type: 'sendLeave', seq: to.seq, memberId, reason: 'the member was closed or unsubscribed' }]];
}

export function leaveOnTheWay(from: Finding | Joining | Waiting, leaveBy: number): ConsumerStep {
  return from.mayBeKnown ? leave(from, leaveBy) : [unjoined(from), []];
}

export function retryOrFail(
  from: OnTheWay,
  event: ConsumerEventOf<'requestFailed' | 'heartbeatFailed'>,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  if (event.outcome === 'fatal') return [failed(from, event.error), [{ type: 'fail', error: event.error }]];
  const to = wait(from, now, config);
  return [to, event.outcome === 'findCoordinator' ? [{ type: 'forgetCoordinator' }] : []];
}

export function wait(from: OnTheWay, now: number, config: ConsumerMemberConfig): Waiting {
  const { attempt } = from;
  const until = now + config.backoffMs(attempt);
  return { ...onTheWay(from), state: 'waiting', seq: from.seq + 1, attempt: attempt + 1, until };
}

/** Out of the group by an error: what it owned is lost, and the others need not wait for its session to end. */
export function failInGroup(from: Stable | Revoking, error: Error): ConsumerStep {
  const { owned: partitions, memberId } = from;
  return [
    failed(from, error),
    [
      { type: 'lose', partitions, reason: error.message },
      { type: 'sendLeave', seq: null, memberId, reason: 'the membership failed' },
      { type: 'fail', error },
    ],
  ];
}

function failed(from: Common, error: Error): Failed {
  return { ...base(from), state: 'failed', seq: from.seq + 1, error };
}

export function unjoined(from: ConsumerMembership): Unjoined {
  return { ...base(from), state: 'unjoined', seq: from.seq + 1 };
}

/** Keeps in mind when the user last asked for records. */
export function seen<T extends ConsumerMembership>(from: T, event: ConsumerMemberEvent, now: number): T {
  return event.type === 'tick' && event.polled ? { ...from, polledAt: now } : from;
}

type Common = Pick<ConsumerMembership, 'seq' | 'beat' | 'memberId' | 'polledAt'>;

export function base({ seq, beat, memberId, polledAt }: Common): Common {
  return { seq, beat, memberId, polledAt };
}

function onTheWay(from: OnTheWay): OnTheWay {
  const { attempt, mayBeKnown } = from;
  return { ...base(from), attempt, mayBeKnown };
}

function inGroup(from: InGroup): InGroup {
  const { epoch, owned, target, targetAt, unsaid, saying, heartbeatAt, sentAt, intervalMs, failures, attempt } = from;
  const told = { epoch, owned, target, targetAt, unsaid, saying };
  return { ...base(from), ...told, heartbeatAt, sentAt, intervalMs, failures, attempt };
}
