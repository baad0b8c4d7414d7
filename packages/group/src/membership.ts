import { StateError } from '@k/wire';
import type {
  Expired,
  Failed,
  Finding,
  Joining,
  Leaving,
  Membership,
  MembershipConfig,
  MembershipEffect,
  MembershipEvent,
  Revoking,
  Stable,
  Step,
  Syncing,
  Waiting,
} from './membership-state.ts';
import { membershipMoves } from './membership-state.ts';

type EventOf<T extends MembershipEvent['type']> = Extract<MembershipEvent, { type: T }>;

export const initialMembership: Membership = { state: 'unjoined', seq: 0, memberId: '', polledAt: 0 };

/**
 * The classic group protocol as a pure function: what the member becomes and what is to be done about it.
 * Answers to requests of an earlier state (another `seq`) change nothing.
 *
 * @throws StateError when a move is made that {@link membershipMoves} does not list (a bug here, never of the caller)
 */
export function transition(from: Membership, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  const step = react(from, event, now, config);
  const to = step[0];
  if (to.state !== from.state && !membershipMoves[from.state].includes(to.state)) {
    throw new StateError(`group membership: no way from ${from.state} to ${to.state} on ${event.type}`);
  }
  return step;
}

/** When the next `tick` is due (monotonic ms), Infinity when only an answer can move the machine. */
export function nextTickAt(member: Membership, config: MembershipConfig): number {
  switch (member.state) {
    case 'waiting':
      return member.until;
    case 'stable':
      return Math.min(member.heartbeatAt, member.sessionDeadline, member.polledAt + config.maxPollIntervalMs);
    case 'revoking':
      return Math.min(member.heartbeatAt, member.sessionDeadline);
    case 'unjoined':
    case 'finding':
    case 'joining':
    case 'syncing':
    case 'expired':
    case 'leaving':
    case 'failed':
      return Infinity;
  }
}

function react(from: Membership, event: MembershipEvent, now: number, config: MembershipConfig): Step {
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
    case 'leaving':
      // A failure to say goodbye changes nothing: the coordinator will notice by itself.
      if ((event.type === 'left' || event.type === 'requestFailed') && event.seq === from.seq)
        return [unjoined(from), []];
      return [from, []];
  }
}

function whileFinding(from: Finding, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'found':
      return event.seq === from.seq ? join(from, from.attempt) : [from, []];
    case 'requestFailed':
      return event.seq === from.seq ? retryOrFail(from, from.attempt, event, now, config) : [from, []];
    case 'leave':
      return leave(from, config);
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
      return leave(from, config);
    default:
      return [seen(from, event, now), []];
  }
}

function joinFailed(from: Joining, event: EventOf<'requestFailed'>, now: number, config: MembershipConfig): Step {
  switch (event.verdict) {
    case 'memberIdRequired':
      return join({ ...from, memberId: event.memberId ?? '' }, from.attempt);
    case 'memberUnknown':
      // Joined as a member that the coordinator has forgotten: join as a new one, after a pause so that it cannot spin.
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
      // Subscribed to something else meanwhile: nobody has seen this assignment, so there is nothing to revoke.
      if (from.rejoinReason !== null) return join(from, 0);
      const to: Stable = {
        ...base(from),
        state: 'stable',
        seq: from.seq + 1,
        polledAt: now,
        generationId: from.generationId,
        heartbeatAt: now + config.heartbeatIntervalMs,
        sessionDeadline: now + config.sessionTimeoutMs,
      };
      return [to, [{ type: 'assign', generationId: from.generationId, assignment: event.assignment }]];
    }
    case 'requestFailed':
      return event.seq === from.seq ? syncFailed(from, event, now, config) : [from, []];
    case 'rejoin':
      return [{ ...from, rejoinReason: event.reason }, []];
    case 'leave':
      return leave(from, config);
    default:
      return [seen(from, event, now), []];
  }
}

function syncFailed(from: Syncing, event: EventOf<'requestFailed'>, now: number, config: MembershipConfig): Step {
  switch (event.verdict) {
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
      return revoke(from, 'join', event.reason);
    case 'join':
      return revoke(from, 'join', 'the subscription changed');
    case 'leave':
      return revoke(from, 'leave', 'the member leaves the group');
    default:
      return [from, []];
  }
}

function whileRevoking(from: Revoking, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  switch (event.type) {
    case 'revoked':
      if (event.seq !== from.seq) return [from, []];
      return from.then === 'join' ? join(from, 0) : leave(from, config);
    case 'tick':
      return beat(event.polled ? { ...from, polledAt: now } : from, now, config);
    case 'heartbeatAnswered':
    case 'heartbeatFailed':
      return heartbeatResult(from, event, now, config);
    case 'leave':
      return [{ ...from, then: 'leave' }, []];
    default:
      return [from, []];
  }
}

function whileWaiting(from: Waiting, event: MembershipEvent, now: number, config: MembershipConfig): Step {
  if (event.type === 'leave') return leave(from, config);
  const to = seen(from, event, now);
  return event.type === 'tick' && now >= from.until ? find(to, from.attempt) : [to, []];
}

function whileExpired(from: Expired, event: MembershipEvent, now: number): Step {
  if (event.type === 'leave') return [unjoined(from), []];
  const back = event.type === 'join' || (event.type === 'tick' && event.polled);
  return back ? find({ ...from, polledAt: now }, 0) : [from, []];
}

/** Heartbeats of `stable` and `revoking`: send the one that is due, notice a session that nobody answered for. */
function beat(from: Stable | Revoking, now: number, config: MembershipConfig): Step {
  const effects: MembershipEffect[] = [];
  let to = from;
  if (now >= to.sessionDeadline) {
    // The coordinator we talk to may be the wrong one. Partitions are kept until one tells us that they are gone.
    effects.push({ type: 'forgetCoordinator' });
    to = { ...to, sessionDeadline: now + config.sessionTimeoutMs };
  }
  if (now >= to.heartbeatAt) {
    effects.push({ type: 'sendHeartbeat', memberId: to.memberId, generationId: to.generationId });
    to = { ...to, heartbeatAt: Infinity };
  }
  return [to, effects];
}

function heartbeatResult(
  from: Stable | Revoking,
  event: EventOf<'heartbeatAnswered'> | EventOf<'heartbeatFailed'>,
  now: number,
  config: MembershipConfig,
): Step {
  if (event.generationId !== from.generationId) return [from, []];
  const later = { ...from, heartbeatAt: now + config.heartbeatIntervalMs };
  if (event.type === 'heartbeatAnswered') return [{ ...later, sessionDeadline: now + config.sessionTimeoutMs }, []];
  switch (event.verdict) {
    case 'rebalance': {
      // Not a failure: the coordinator is alive and knows us.
      const alive = { ...later, sessionDeadline: now + config.sessionTimeoutMs };
      return from.state === 'stable' ? revoke(alive as Stable, 'join', 'the group is rebalancing') : [alive, []];
    }
    case 'generationLost':
      return lose(from, from.memberId, event.error, config);
    case 'memberUnknown':
      return lose(from, '', event.error, config);
    case 'findCoordinator':
      return [{ ...from, heartbeatAt: now + config.backoffMs(0) }, [{ type: 'forgetCoordinator' }]];
    case 'memberIdRequired':
    case 'retry':
      return [{ ...from, heartbeatAt: now + config.backoffMs(0) }, []];
    case 'fatal':
      return fail(from, event.error, [{ type: 'lose', reason: event.error.message }]);
  }
}

function revoke(from: Stable, then: 'join' | 'leave', reason: string): Step {
  const seq = from.seq + 1;
  return [{ ...from, state: 'revoking', seq, then }, [{ type: 'revoke', seq, reason }]];
}

function lose(from: Stable | Revoking, memberId: string, error: Error, config: MembershipConfig): Step {
  const lost: MembershipEffect = { type: 'lose', reason: error.message };
  if (from.state === 'revoking' && from.then === 'leave') {
    const [to, effects] = leave({ ...from, memberId }, config);
    return [to, [lost, ...effects]];
  }
  const [to, effects] = find({ ...from, memberId }, 0);
  return [to, [lost, ...effects]];
}

function expire(from: Stable, config: MembershipConfig): Step {
  const to: Expired = {
    ...base(from),
    state: 'expired',
    seq: from.seq + 1,
    memberId: config.isStatic ? from.memberId : '',
  };
  const effects: MembershipEffect[] = [
    { type: 'pollIntervalExceeded' },
    { type: 'lose', reason: `no records were asked for within maxPollIntervalMs (${config.maxPollIntervalMs} ms)` },
  ];
  if (!config.isStatic) {
    effects.push({ type: 'sendLeave', seq: to.seq, memberId: from.memberId, reason: 'maxPollIntervalMs exceeded' });
  }
  return [to, effects];
}

function find(from: Membership, attempt: number): Step {
  const to: Finding = { ...base(from), state: 'finding', seq: from.seq + 1, attempt };
  return [to, [{ type: 'findCoordinator', seq: to.seq }]];
}

function join(from: Membership, attempt: number): Step {
  const to: Joining = { ...base(from), state: 'joining', seq: from.seq + 1, attempt, rejoinReason: null };
  return [to, [{ type: 'sendJoin', seq: to.seq, memberId: to.memberId }]];
}

function leave(from: Membership, config: MembershipConfig): Step {
  if (config.isStatic || from.memberId === '') return [unjoined(from), []];
  const to: Leaving = { ...base(from), state: 'leaving', seq: from.seq + 1 };
  return [
    to,
    [{ type: 'sendLeave', seq: to.seq, memberId: from.memberId, reason: 'the member was closed or unsubscribed' }],
  ];
}

function retryOrFail(
  from: Membership,
  attempt: number,
  event: EventOf<'requestFailed'>,
  now: number,
  config: MembershipConfig,
): Step {
  if (event.verdict === 'fatal') return fail(from, event.error, []);
  const [to, effects] = wait(from, attempt, now, config);
  return event.verdict === 'findCoordinator' ? [to, [{ type: 'forgetCoordinator' }, ...effects]] : [to, effects];
}

function wait(from: Membership, attempt: number, now: number, config: MembershipConfig): Step {
  const until = now + config.backoffMs(attempt);
  return [{ ...base(from), state: 'waiting', seq: from.seq + 1, attempt: attempt + 1, until }, []];
}

function fail(from: Membership, error: Error, before: readonly MembershipEffect[]): Step {
  const to: Failed = { ...base(from), state: 'failed', seq: from.seq + 1, memberId: '', error };
  return [to, [...before, { type: 'fail', error }]];
}

function unjoined(from: Membership): Membership {
  return { ...base(from), state: 'unjoined', seq: from.seq + 1, memberId: '' };
}

/** The user asked for records while nothing else happened. */
function seen<T extends Membership>(from: T, event: MembershipEvent, now: number): T {
  return event.type === 'tick' && event.polled ? { ...from, polledAt: now } : from;
}

function base(from: Membership): { seq: number; memberId: string; polledAt: number } {
  return { seq: from.seq, memberId: from.memberId, polledAt: from.polledAt };
}
