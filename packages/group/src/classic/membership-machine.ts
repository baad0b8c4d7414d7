import { StateError } from '@k/wire';
import { check, isText } from '../arguments.ts';
import { goodbyeAt, isGoodbyeOver } from '../goodbye.ts';
import type {
  Departing,
  EventOf,
  Expired,
  Finding,
  Joining,
  Keeping,
  Leaving,
  Membership,
  MembershipConfig,
  MembershipEvent,
  Revoking,
  Stable,
  Step,
  Syncing,
  Waiting,
} from './membership-state.ts';
import { membershipMoves } from './membership-state.ts';
import {
  depart,
  expire,
  fail,
  find,
  frozenReason,
  goodbye,
  inGroup,
  isGivenUp,
  join,
  leave,
  lose,
  loseFrozen,
  loseKept,
  rejoin,
  released,
  retryOrFail,
  revokeToLeave,
  seen,
  setOut,
  settle,
  unjoined,
  waitWithNothing,
} from './membership-steps.ts';

/** Why a member joins that was not in the group before. */
const FIRST_JOIN = 'the member subscribed';

export const initialMembership: Membership = { state: 'unjoined', seq: 0, memberId: '', polledAt: 0 };

/**
 * The classic group protocol as a pure function: what the member becomes and what is to be done about it.
 * The answer to a request of an earlier state (another `seq`) changes nothing. If it names a new member id, LeaveGroup is sent
 * for that id: the coordinator would wait for a member that nobody is.
 *
 * @param now on a clock that never goes back, in milliseconds
 * @throws StateError when a move is made that {@link membershipMoves} does not list (a bug here, never of the caller)
 */
export function transition(from: Membership, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  checkMembership('transition()', from);
  check('transition()', 'event', isText((event as MembershipEvent | undefined)?.type), 'an event', event);
  check('transition()', 'now', typeof now === 'number' && !Number.isNaN(now), 'milliseconds', now);
  const step = react(from, event, now, config);
  const to = step[0];
  if (to.state !== from.state && !membershipMoves[from.state].includes(to.state)) {
    throw new StateError(`group membership: no way from ${from.state} to ${to.state} on ${event.type}`);
  }
  return step;
}

/** When the next `tick` is due (monotonic ms), Infinity when only an answer can move the machine. */
export function nextTickAt(member: Membership, config: MembershipConfig): number {
  checkMembership('nextTickAt()', member);
  switch (member.state) {
    case 'waiting':
      return Math.min(member.until, lookAt(member, config));
    case 'stable':
      return Math.min(
        member.heartbeatAt,
        member.sentAt + config.sessionTimeoutMs,
        member.polledAt + config.maxPollIntervalMs,
      );
    case 'revoking':
      return Math.min(member.heartbeatAt, member.sentAt + config.sessionTimeoutMs, member.until);
    case 'departing':
      return member.until;
    case 'leaving':
      return member.leaveBy;
    case 'finding':
    case 'joining':
    case 'syncing':
      return lookAt(member, config);
    case 'unjoined':
    case 'expired':
    case 'failed':
      return Infinity;
  }
}

/** No heartbeats are sent while partitions are kept. The ticks in their place tell whether this process is at work. */
function lookAt({ owned, awakeAt }: Keeping, config: MembershipConfig): number {
  return owned.length === 0 ? Infinity : awakeAt + config.heartbeatIntervalMs;
}

function checkMembership(call: string, membership: unknown): void {
  const { state = '' } = (membership ?? {}) as Partial<Membership>;
  check(call, 'membership', Object.hasOwn(membershipMoves, state), 'one such as initialMembership', membership);
}

function react(from: Membership, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  const late = lateMemberId(from, event);
  if (late !== undefined) return [from, goodbye(late, 'the member left before it was let in', config)];
  if ('awakeAt' in from && isGivenUp(from, now, config)) {
    const [left, lost] = loseKept(from, frozenReason(now - from.awakeAt, config));
    const [to, effects] = react(left, event, now, config);
    return [to, [...lost, ...effects]];
  }
  switch (from.state) {
    case 'unjoined':
    case 'failed':
      if (event.type === 'join') return find(setOut({ ...from, polledAt: now }, FIRST_JOIN), 0);
      if (event.type === 'leave') return [unjoined(from), []];
      return [from, []];
    case 'finding':
      return whileFinding(from, event, now, config);
    case 'joining':
      return whileJoining(from, event, now, config);
    case 'syncing':
      return whileSyncing(from, event, now, config);
    case 'stable':
      return whileStable(from, event, now, config);
    case 'revoking':
      return whileRevoking(from, event, now, config);
    case 'waiting':
      return whileWaiting(from, event, now, config);
    case 'expired':
      return whileExpired(from, event, now);
    case 'departing':
      return whileDeparting(from, event, now, config);
    case 'leaving':
      return whileLeaving(from, event, now);
  }
}

/** The member id in an answer to JoinGroup that no state waits for any more. */
function lateMemberId(from: Membership, event: MembershipEvent): string | undefined {
  const joins = event.type === 'joined' || (event.type === 'requestFailed' && event.outcome === 'memberIdRequired');
  return joins && event.seq !== from.seq && event.memberId !== from.memberId ? event.memberId : undefined;
}

function whileFinding(from: Finding, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'found':
      return event.seq === from.seq ? join(from, from.attempt) : [from, []];
    case 'requestFailed':
      return event.seq === from.seq ? retryOrFail(from, from.attempt, event, now, config) : [from, []];
    case 'leave':
      return leaveOnTheWay(from, event.by, now, config);
    default:
      return [seen(from, event, now), []];
  }
}

/** What was kept is given back first; the group may take some of it for another member meanwhile. */
function leaveOnTheWay(from: Keeping, by: number, now: number, config: MembershipConfig): Step {
  if (from.owned.length === 0) return leave(from, by, config);
  return revokeToLeave(inGroup(from, now, now + config.heartbeatIntervalMs), by, now, config, config.isStatic);
}

function whileJoining(from: Joining, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'joined': {
      if (event.seq !== from.seq) return [from, []];
      const { type: _, ...answer } = event;
      const { memberId, generationId, protocolName } = answer;
      const seq = from.seq + 1;
      const to: Syncing = { ...from, state: 'syncing', seq, memberId, protocolName, generationId, sentAt: now };
      return [to, [{ type: 'sendSync', ...answer, seq }]];
    }
    case 'requestFailed':
      return event.seq === from.seq ? joinFailed(from, event, now, config) : [from, []];
    case 'rejoin':
      return [{ ...from, rejoinReason: event.reason }, []];
    case 'leave':
      if (from.memberId === '' && !config.isStatic) return depart(from, event.by, now);
      return leaveOnTheWay(from, event.by, now, config);
    default:
      return [seen(from, event, now), []];
  }
}

function joinFailed(from: Joining, event: EventOf<'requestFailed'>, now: number, config: MembershipConfig): Step {
  switch (event.outcome) {
    case 'memberIdRequired': {
      const { memberId = '' } = event;
      const isFirst = from.memberId === '' && memberId !== '';
      // Who joins under an id is not asked for one, except by a coordinator that might ask for ever.
      return isFirst ? join({ ...from, memberId }, from.attempt) : waitWithNothing(from, memberId, event, now, config);
    }
    case 'memberUnknown':
      // The coordinator has forgotten this member id. The member joins as a new one, after a pause: this may happen in a row.
      return waitWithNothing(from, '', event, now, config);
    case 'rebalance':
    case 'generationLost':
    case 'retry':
    case 'findCoordinator':
    case 'fatal':
      return retryOrFail(from, from.attempt, event, now, config);
  }
}

function whileSyncing(from: Syncing, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'synced': {
      if (event.seq !== from.seq) return [from, []];
      // An answer that took a whole session may have waited while this process was stopped: a heartbeat asks at once.
      const isOld = now - from.sentAt >= config.sessionTimeoutMs;
      const member = inGroup(from, now, isOld ? now : now + config.heartbeatIntervalMs);
      // The subscription changed meanwhile. The handler has not heard of this assignment, and the next one takes its place.
      if (from.rejoinReason !== null) {
        if (from.owned.length > 0) return rejoin(member, from.rejoinReason, now, config);
        return join({ ...from, reason: from.rejoinReason }, 0);
      }
      if (event.assignment === null) {
        const [, lost] = loseKept(from, 'the assignment could not be read');
        return [{ ...member, owned: [], polledAt: now }, lost];
      }
      // Who kept nothing had nothing to ask for.
      const polledAt = from.owned.length === 0 ? now : from.polledAt;
      return settle({ ...member, polledAt }, event.assignment, from.protocolName, now + config.rebalanceTimeoutMs);
    }
    case 'requestFailed':
      return event.seq === from.seq ? syncFailed(from, event, now, config) : [from, []];
    case 'rejoin':
      return [{ ...from, rejoinReason: event.reason }, []];
    case 'leave':
      return leaveOnTheWay(from, event.by, now, config);
    default:
      return [seen(from, event, now), []];
  }
}

function syncFailed(from: Syncing, event: EventOf<'requestFailed'>, now: number, config: MembershipConfig): Step {
  switch (event.outcome) {
    case 'rebalance':
      return join(from, from.attempt);
    case 'generationLost':
      return waitWithNothing(from, from.memberId, event, now, config);
    case 'memberUnknown':
      return waitWithNothing(from, '', event, now, config);
    case 'memberIdRequired':
    case 'retry':
    case 'findCoordinator':
    case 'fatal':
      return retryOrFail(from, from.attempt, event, now, config);
  }
}

function whileStable(from: Stable, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'tick': {
      const polledAt = event.polled ? now : from.polledAt;
      if (now - polledAt >= config.maxPollIntervalMs) return expire(from, config);
      return beat({ ...from, polledAt }, now, config);
    }
    case 'heartbeatAnswered':
    case 'heartbeatFailed':
      return heartbeatResult(from, event, now, config);
    case 'rejoin':
      return rejoin(from, event.reason, now, config);
    case 'join':
      return rejoin(from, 'the subscription changed', now, config);
    case 'leave':
      return revokeToLeave(from, event.by, now, config);
    default:
      return [from, []];
  }
}

function whileRevoking(from: Revoking, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'revoked':
      return event.seq === from.seq ? released(from, now, config) : [from, []];
    case 'tick':
      if (now >= from.until) return released(from, now, config);
      return beat(seen(from, event, now), now, config);
    case 'heartbeatAnswered':
    case 'heartbeatFailed':
      return heartbeatResult(from, event, now, config);
    case 'leave': {
      const leaveBy = Math.min(from.leaveBy ?? Infinity, event.by);
      return [{ ...from, leaveBy, until: Math.min(from.until, goodbyeAt(leaveBy, now)) }, []];
    }
    default:
      return [from, []];
  }
}

function whileWaiting(from: Waiting, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  if (event.type === 'leave') return leaveOnTheWay(from, event.by, now, config);
  const to = seen(from, event, now);
  return event.type === 'tick' && now >= from.until ? find(to, from.attempt) : [to, []];
}

function whileExpired(from: Expired, event: MembershipEvent, now: number): Step {
  if (event.type === 'leave') return [unjoined(from), []];
  const back = event.type === 'join' || (event.type === 'tick' && event.polled);
  return back ? find(setOut({ ...from, polledAt: now }, 'records are asked for again'), 0) : [from, []];
}

function whileDeparting(from: Departing, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'joined':
    // A refusal that names a member id has made the member known (KIP-394), so it has to leave. One without has not.
    case 'requestFailed':
      if (event.seq !== from.seq) return [from, []];
      return leave({ ...from, memberId: event.memberId ?? '' }, from.leaveBy, config);
    case 'leave': {
      const leaveBy = Math.min(from.leaveBy, event.by);
      return [{ ...from, leaveBy, until: Math.min(from.until, goodbyeAt(leaveBy, now)) }, []];
    }
    case 'tick':
      return [now >= from.until ? unjoined(from) : from, []];
    default:
      return [from, []];
  }
}

function whileLeaving(from: Leaving, event: MembershipEvent, now: number): Step {
  if (isGoodbyeOver(from, event, now)) return [unjoined(from), []];
  return [event.type === 'leave' ? { ...from, leaveBy: Math.min(from.leaveBy, event.by) } : from, []];
}

/** The heartbeat of `stable` and `revoking`, when it is due. */
function beat(from: Stable | Revoking, now: number, config: MembershipConfig): Step {
  if (isGivenUp(from, now, config)) return loseFrozen(from, now, config);
  if (now < from.heartbeatAt) return [from, []];
  const { memberId, generationId } = from;
  return [{ ...from, heartbeatAt: Infinity, sentAt: now }, [{ type: 'sendHeartbeat', memberId, generationId }]];
}

function heartbeatResult(
  from: Stable | Revoking,
  event: EventOf<'heartbeatAnswered'> | EventOf<'heartbeatFailed'>,
  now: number,
  config: MembershipConfig,
): Step {
  if (event.generationId !== from.generationId) return [from, []];
  // The answer may have waited while this process was stopped: it only proves that the member was known when it was asked.
  if (isGivenUp(from, now, config)) return loseFrozen(from, now, config);
  const later = { ...from, heartbeatAt: now + config.heartbeatIntervalMs };
  if (event.type === 'heartbeatAnswered') return [later, []];
  const soon = { ...from, heartbeatAt: now + config.backoffMs(0) };
  switch (event.outcome) {
    case 'rebalance':
      // The coordinator is alive and knows this member: the heartbeat has done its work.
      if (later.state === 'revoking') return [later, []];
      return rejoin(later, 'the group is rebalancing', now, config);
    case 'generationLost':
      return lose(from, from.memberId, event.error.message, config);
    case 'memberUnknown':
      return lose(from, '', event.error.message, config);
    case 'findCoordinator':
      // The member keeps its partitions until a coordinator says that they are gone.
      return [soon, [{ type: 'forgetCoordinator' }]];
    case 'memberIdRequired':
    case 'retry':
      return [soon, []];
    case 'fatal':
      return fail(from, event.error, config, [{ type: 'lose', partitions: from.owned, reason: event.error.message }]);
  }
}
