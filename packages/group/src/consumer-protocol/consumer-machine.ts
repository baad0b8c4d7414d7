import { StateError } from '@k/wire';
import type { MembershipState } from '../membership.ts';
import {
  EVERYTHING,
  NOTHING,
  consumerMoves,
  isNews,
  type ConsumerEventOf,
  type ConsumerMemberConfig,
  type ConsumerMemberEvent,
  type ConsumerMembership,
  type ConsumerStep,
  type Expired,
  type Finding,
  type Joining,
  type Leaving,
  type Revoking,
  type Stable,
  type TargetAssignment,
  type Waiting,
} from './member-state.ts';
import {
  base,
  beat,
  expire,
  failInGroup,
  find,
  givenUpAt,
  isGivenUp,
  join,
  leaveOnTheWay,
  lose,
  loseFrozen,
  reconcile,
  reconcileAndTell,
  released,
  retryOrFail,
  revokeToLeave,
  saySoon,
  seen,
  unjoined,
  wait,
} from './member-steps.ts';
import { goodbyeAt, isGoodbyeOver } from '../goodbye.ts';

const NO_PARTITIONS: TargetAssignment = new Map();

/** @param memberId made by the client (KIP-1082) */
export function initialConsumerMembership(memberId: string): ConsumerMembership {
  return { state: 'unjoined', seq: 0, beat: 0, memberId, polledAt: 0 };
}

/**
 * The consumer protocol (KIP-848) as a pure function: what the member becomes and what is to be done about it. One heartbeat is
 * in flight at a time; answers to an earlier one, or to a request of an earlier state, change nothing.
 *
 * @param now on a clock that never goes back, in milliseconds
 * @throws StateError when a move is made that {@link consumerMoves} does not list (a bug here, never of the caller)
 */
export function consumerStep(
  from: ConsumerMembership,
  event: ConsumerMemberEvent,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  const step = react(from, event, now, config);
  const to = step[0];
  if (to.state !== from.state && !consumerMoves[from.state].includes(to.state)) {
    throw new StateError(`consumer group membership: no way from ${from.state} to ${to.state} on ${event.type}`);
  }
  return step;
}

/** When the next `tick` is due (monotonic ms), Infinity when only an answer can move the machine. */
export function nextConsumerTickAt(member: ConsumerMembership, config: ConsumerMemberConfig): number {
  switch (member.state) {
    case 'waiting':
      return member.until;
    case 'stable':
      return Math.min(member.heartbeatAt, givenUpAt(member, config), member.polledAt + config.maxPollIntervalMs);
    case 'revoking':
      return Math.min(member.heartbeatAt, givenUpAt(member, config), member.until);
    case 'leaving':
      return member.leaveBy;
    case 'unjoined':
    case 'finding':
    case 'joining':
    case 'expired':
    case 'failed':
      return Infinity;
  }
}

/** The epoch in which the member may commit offsets of its partitions; undefined while it is not in its group. */
export function epochOf(member: ConsumerMembership): number | undefined {
  return member.state === 'stable' || member.state === 'revoking' ? member.epoch : undefined;
}

/** A heartbeat is not answered, so that the coordinator may have given the member a later epoch. */
export function isEpochPending(member: ConsumerMembership): boolean {
  if (member.state !== 'stable' && member.state !== 'revoking') return false;
  return member.heartbeatAt === Infinity || member.failures > 0;
}

/** The states of the machine in the words that users know. */
export function consumerStateOf(member: ConsumerMembership): MembershipState {
  switch (member.state) {
    case 'finding':
    case 'joining':
    case 'waiting':
      return 'joining';
    case 'revoking':
      return member.leaveBy === null ? 'rebalancing' : 'leaving';
    case 'unjoined':
    case 'stable':
    case 'expired':
    case 'leaving':
    case 'failed':
      return member.state;
  }
}

function react(
  from: ConsumerMembership,
  event: ConsumerMemberEvent,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  switch (from.state) {
    case 'unjoined':
    case 'failed':
      if (event.type === 'join') return find({ ...base(from), polledAt: now, attempt: 0, mayBeKnown: false });
      return [event.type === 'leave' ? unjoined(from) : from, []];
    case 'finding':
      return whileFinding(from, event, now, config);
    case 'joining':
      return whileJoining(from, event, now, config);
    case 'waiting':
      return whileWaiting(from, event, now);
    case 'stable':
      return whileStable(from, event, now, config);
    case 'revoking':
      return whileRevoking(from, event, now, config);
    case 'expired':
      return whileExpired(from, event, now);
    case 'leaving':
      return whileLeaving(from, event, now);
  }
}

function whileFinding(
  from: Finding,
  event: ConsumerMemberEvent,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  switch (event.type) {
    case 'found':
      return event.seq === from.seq ? join(from, now) : [from, []];
    case 'requestFailed':
      return event.seq === from.seq ? retryOrFail(from, event, now, config) : [from, []];
    case 'leave':
      return leaveOnTheWay(from, event.by);
    default:
      return [seen(from, event, now), []];
  }
}

function whileJoining(
  from: Joining,
  event: ConsumerMemberEvent,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  switch (event.type) {
    case 'heartbeatAnswered':
      return event.beat === from.beat ? joined(from, event, now, config) : [from, []];
    case 'heartbeatFailed':
      return event.beat === from.beat ? retryOrFail(from, event, now, config) : [from, []];
    case 'subscribed':
      return [{ ...from, unsaid: { ...from.unsaid, subscription: true } }, []];
    case 'leave':
      return leaveOnTheWay(from, event.by);
    default:
      return [seen(from, event, now), []];
  }
}

function joined(
  from: Joining,
  event: ConsumerEventOf<'heartbeatAnswered'>,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  // With epoch 0 the coordinator has noted the member and lets it in later.
  if (event.epoch === 0) return [{ ...wait(from, now, config), until: now + event.intervalMs }, []];
  const member: Stable = {
    ...base(from),
    state: 'stable',
    seq: from.seq + 1,
    memberId: event.memberId ?? from.memberId,
    // Who had nothing had nothing to ask for.
    polledAt: now,
    epoch: event.epoch,
    owned: [],
    target: event.target ?? NO_PARTITIONS,
    targetAt: from.sentAt,
    unsaid: from.unsaid,
    saying: NOTHING,
    // What it has got is said at once.
    heartbeatAt: now,
    sentAt: now,
    intervalMs: event.intervalMs,
    failures: 0,
    attempt: from.attempt,
  };
  return reconcileAndTell(member, now, config);
}

function whileWaiting(from: Waiting, event: ConsumerMemberEvent, now: number): ConsumerStep {
  if (event.type === 'leave') return leaveOnTheWay(from, event.by);
  const to = seen(from, event, now);
  return event.type === 'tick' && now >= from.until ? find(to) : [to, []];
}

function whileStable(
  from: Stable,
  event: ConsumerMemberEvent,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  switch (event.type) {
    case 'tick': {
      const member = seen(from, event, now);
      if (now - member.polledAt >= config.maxPollIntervalMs) return expire(member, config);
      return beat(member, now, config);
    }
    case 'heartbeatAnswered': {
      const [member, effects] = answered(from, event, now, config);
      return member.state === 'stable' ? reconcile(member, now, config) : [member, effects];
    }
    case 'heartbeatFailed':
      return heartbeatFailed(from, event, now, config);
    case 'named':
      return reconcile(from, now, config);
    case 'subscribed':
      return [saySoon(from, { subscription: true }, now), []];
    case 'leave':
      return revokeToLeave(from, event.by, now, config);
    default:
      return [from, []];
  }
}

function whileRevoking(
  from: Revoking,
  event: ConsumerMemberEvent,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  switch (event.type) {
    case 'revoked':
      return event.seq === from.seq ? released(from, now, config) : [from, []];
    case 'tick':
      if (now >= from.until) return released(from, now, config);
      return beat(seen(from, event, now), now, config);
    case 'heartbeatAnswered':
      return answered(from, event, now, config);
    case 'heartbeatFailed':
      return heartbeatFailed(from, event, now, config);
    case 'subscribed':
      return [saySoon(from, { subscription: true }, now), []];
    case 'leave': {
      const leaveBy = Math.min(from.leaveBy ?? Infinity, event.by);
      return [{ ...from, leaveBy, until: Math.min(from.until, goodbyeAt(leaveBy, now)) }, []];
    }
    default:
      return [from, []];
  }
}

/** What the coordinator says of a member is taken in. A new target is looked at when nothing is being given back. */
function answered<T extends Stable | Revoking>(
  from: T,
  event: ConsumerEventOf<'heartbeatAnswered'>,
  now: number,
  config: ConsumerMemberConfig,
): readonly [T, readonly []] | ConsumerStep {
  if (event.beat !== from.beat) return [from, []];
  // The answer may have waited while this process was stopped: it only proves that the member was known when it was asked.
  if (isGivenUp(from, now, config)) return loseFrozen(from, now, config);
  const { epoch, intervalMs, target } = event;
  const heartbeatAt = isNews(from.unsaid) ? now : now + intervalMs;
  const known = target === null ? {} : { target, targetAt: from.sentAt };
  return [{ ...from, ...known, epoch, intervalMs, heartbeatAt, saying: NOTHING, failures: 0, attempt: 0 }, []];
}

function heartbeatFailed(
  from: Stable | Revoking,
  event: ConsumerEventOf<'heartbeatFailed'>,
  now: number,
  config: ConsumerMemberConfig,
): ConsumerStep {
  if (event.beat !== from.beat) return [from, []];
  if (isGivenUp(from, now, config)) return loseFrozen(from, now, config);
  switch (event.outcome) {
    case 'fenced':
      return lose(from, event.error.message, now, config);
    case 'fatal':
      return failInGroup(from, event.error);
    case 'retry':
    case 'findCoordinator': {
      // The member keeps its partitions until a coordinator says that they are gone. What the lost answer was to is not known:
      // the next heartbeat says everything.
      const { failures } = from;
      const heartbeatAt = now + config.backoffMs(failures);
      const to = { ...from, unsaid: EVERYTHING, saying: NOTHING, failures: failures + 1, heartbeatAt };
      return [to, event.outcome === 'findCoordinator' ? [{ type: 'forgetCoordinator' }] : []];
    }
  }
}

function whileExpired(from: Expired, event: ConsumerMemberEvent, now: number): ConsumerStep {
  if (event.type === 'leave') return [unjoined(from), []];
  const back = event.type === 'join' || (event.type === 'tick' && event.polled);
  return back ? find({ ...base(from), polledAt: now, attempt: 0, mayBeKnown: true }) : [from, []];
}

function whileLeaving(from: Leaving, event: ConsumerMemberEvent, now: number): ConsumerStep {
  if (isGoodbyeOver(from, event, now)) return [unjoined(from), []];
  return [event.type === 'leave' ? { ...from, leaveBy: Math.min(from.leaveBy, event.by) } : from, []];
}
