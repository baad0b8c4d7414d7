import { StateError } from '@k/wire';
import { check, isText } from '../arguments.ts';
import { goodbyeAt } from '../goodbye.ts';
import type {
  Departing,
  EventOf,
  Expired,
  Finding,
  Joining,
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
  base,
  depart,
  expire,
  fail,
  find,
  goodbye,
  isGivenUp,
  join,
  leave,
  lose,
  loseFrozen,
  retryOrFail,
  revoke,
  seen,
  unjoined,
  wait,
} from './membership-steps.ts';

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
      return member.until;
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
    case 'unjoined':
    case 'finding':
    case 'joining':
    case 'syncing':
    case 'expired':
    case 'failed':
      return Infinity;
  }
}

function checkMembership(call: string, membership: unknown): void {
  const { state = '' } = (membership ?? {}) as Partial<Membership>;
  check(call, 'membership', Object.hasOwn(membershipMoves, state), 'one such as initialMembership', membership);
}

function react(from: Membership, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  const late = lateMemberId(from, event);
  if (late !== undefined) return [from, goodbye(late, 'the member left before it was let in', config)];
  switch (from.state) {
    case 'unjoined':
    case 'failed':
      if (event.type === 'join') return find({ ...from, polledAt: now }, 0);
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
      return leave(from, event.by, config);
    default:
      return [seen(from, event, now), []];
  }
}

function whileJoining(from: Joining, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'joined': {
      if (event.seq !== from.seq) return [from, []];
      const { memberId, generationId, protocolName, isLeader, members } = event;
      const { attempt, rejoinReason } = from;
      const to: Syncing = {
        ...base(from),
        state: 'syncing',
        seq: from.seq + 1,
        memberId,
        protocolName,
        sentAt: now,
        generationId,
        attempt,
        rejoinReason,
      };
      const { seq } = to;
      return [to, [{ type: 'sendSync', seq, memberId, generationId, protocolName, isLeader, members }]];
    }
    case 'requestFailed':
      return event.seq === from.seq ? joinFailed(from, event, now, config) : [from, []];
    case 'rejoin':
      return [{ ...from, rejoinReason: event.reason }, []];
    case 'leave':
      return from.memberId === '' && !config.isStatic ? depart(from, event.by, now) : leave(from, event.by, config);
    default:
      return [seen(from, event, now), []];
  }
}

function joinFailed(from: Joining, event: EventOf<'requestFailed'>, now: number, config: MembershipConfig): Step {
  switch (event.outcome) {
    case 'memberIdRequired':
      return join({ ...from, memberId: event.memberId ?? '' }, from.attempt);
    case 'memberUnknown':
      // The coordinator has forgotten this member id. The member joins as a new one, after a pause: this may happen in a row.
      return wait({ ...from, memberId: '' }, from.attempt, now, config);
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
      // The subscription changed meanwhile. The handler has not heard of this assignment: there is nothing to revoke.
      if (from.rejoinReason !== null) return join(from, 0);
      const { protocolName, generationId } = from;
      const { assignment } = event;
      // An answer that took a whole session may have waited while this process was stopped: a heartbeat asks at once.
      const isOld = now - from.sentAt >= config.sessionTimeoutMs;
      const to: Stable = {
        ...base(from),
        state: 'stable',
        seq: from.seq + 1,
        polledAt: now,
        generationId,
        owned: assignment ?? [],
        heartbeatAt: isOld ? now : now + config.heartbeatIntervalMs,
        sentAt: now,
      };
      if (assignment === null) return [to, []];
      // Eager: everything was revoked before, so all of it is new.
      return [to, [{ type: 'assign', protocolName, generationId, added: assignment, all: assignment }]];
    }
    case 'requestFailed':
      return event.seq === from.seq ? syncFailed(from, event, now, config) : [from, []];
    case 'rejoin':
      return [{ ...from, rejoinReason: event.reason }, []];
    case 'leave':
      return leave(from, event.by, config);
    default:
      return [seen(from, event, now), []];
  }
}

function syncFailed(from: Syncing, event: EventOf<'requestFailed'>, now: number, config: MembershipConfig): Step {
  switch (event.outcome) {
    case 'rebalance':
      return join(from, from.attempt);
    case 'generationLost':
      return wait(from, from.attempt, now, config);
    case 'memberUnknown':
      return wait({ ...from, memberId: '' }, from.attempt, now, config);
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
      return revoke(from, now + config.rebalanceTimeoutMs, null, event.reason);
    case 'join':
      return revoke(from, now + config.rebalanceTimeoutMs, null, 'the subscription changed');
    case 'leave': {
      const until = Math.min(now + config.rebalanceTimeoutMs, goodbyeAt(event.by, now));
      return revoke(from, until, event.by, 'the member leaves the group');
    }
    default:
      return [from, []];
  }
}

function whileRevoking(from: Revoking, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'revoked':
      return event.seq === from.seq ? released(from, config) : [from, []];
    case 'tick':
      if (now >= from.until) return released(from, config);
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

/** The partitions were given back, or their time is over. */
function released(from: Revoking, config: MembershipConfig): Step {
  return from.leaveBy === null ? join(from, 0) : leave(from, from.leaveBy, config);
}

function whileWaiting(from: Waiting, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  if (event.type === 'leave') return leave(from, event.by, config);
  const to = seen(from, event, now);
  return event.type === 'tick' && now >= from.until ? find(to, from.attempt) : [to, []];
}

function whileExpired(from: Expired, event: MembershipEvent, now: number): Step {
  if (event.type === 'leave') return [unjoined(from), []];
  const back = event.type === 'join' || (event.type === 'tick' && event.polled);
  return back ? find({ ...from, polledAt: now }, 0) : [from, []];
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
  switch (event.type) {
    case 'left':
      return [event.seq === from.seq ? unjoined(from) : from, []];
    case 'leave':
      return [{ ...from, leaveBy: Math.min(from.leaveBy, event.by) }, []];
    case 'tick':
      return [now >= from.leaveBy ? unjoined(from) : from, []];
    default:
      return [from, []];
  }
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
      return revoke(later, now + config.rebalanceTimeoutMs, null, 'the group is rebalancing');
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
