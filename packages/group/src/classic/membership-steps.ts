// The steps that several states of the machine (membership-machine.ts) take: where to, and with which effects.

import type { TopicPartition } from '@k/cluster';
import type {
  EventOf,
  Expired,
  Failed,
  Finding,
  Joining,
  Keeping,
  Leaving,
  Membership,
  MembershipConfig,
  MembershipEffect,
  MembershipEvent,
  NewAssignment,
  OnTheWay,
  Revoking,
  Stable,
  Step,
  Waiting,
} from './membership-state.ts';
import { goodbyeAt } from '../goodbye.ts';
import { without } from '../partition-lists.ts';

/** Gives all partitions back to leave the group. */
export function revokeToLeave(
  from: Stable | Revoking,
  leaveBy: number,
  now: number,
  config: MembershipConfig,
  breaksOff: boolean = config.isStatic && owesJoin(from),
): Step {
  const until = Math.min(now + config.rebalanceTimeoutMs, goodbyeAt(leaveBy, now));
  const how = { going: from.owned, reason: 'the member leaves the group', next: null, until, leaveBy } as const;
  return revoke(from, breaksOff ? { ...how, breaksOff: true } : how);
}

/** Its group waits for this member to join again: only then others get what was taken away from it (KIP-429). */
function owesJoin(from: Membership): boolean {
  return from.state === 'revoking' && (from.next !== null || from.breaksOff === true);
}

export function revoke(
  from: Stable | Revoking,
  how: Pick<Revoking, 'going' | 'next' | 'reason' | 'until' | 'leaveBy' | 'breaksOff'>,
): Step {
  const seq = from.seq + 1;
  const { going, reason, until } = how;
  return [{ ...from, ...how, state: 'revoking', seq }, [{ type: 'revoke', seq, partitions: going, reason, until }]];
}

/**
 * Joins again for another generation. In the eager protocol all partitions are given back before, in the cooperative one only
 * those of topics that the member has no use for any more.
 */
export function rejoin(from: Stable, reason: string, now: number, config: MembershipConfig): Step {
  const isEager = config.protocol === 'eager';
  const going = isEager ? from.owned : from.owned.filter(({ topic }) => !config.isSubscribed(topic));
  if (!isEager && going.length === 0) return join(keeping(from, from.owned, reason, now), 0);
  return revoke(from, { going, reason, next: null, until: now + config.rebalanceTimeoutMs, leaveBy: null });
}

/** The member is in a new generation, which gives it these partitions. */
export function settle(from: Stable, assignment: readonly TopicPartition[], protocolName: string, until: number): Step {
  const { generationId, owned } = from;
  const going = without(owned, assignment);
  const next: NewAssignment = { protocolName, generationId, added: without(assignment, owned), all: assignment };
  if (going.length === 0) return [{ ...from, owned: assignment }, [{ type: 'assign', ...next }]];
  return revoke(from, { going, next, reason: 'the group gives them to other members', until, leaveBy: null });
}

/** The partitions were given back, or their time is over. */
export function released(from: Revoking, now: number, config: MembershipConfig): Step {
  const left = without(from.owned, from.going);
  if (from.leaveBy !== null) {
    if (left.length === 0) return leave(from, from.leaveBy, config);
    // The member was told to leave while it gave some of them back.
    return revokeToLeave({ ...from, owned: left }, from.leaveBy, now, config);
  }
  if (from.next === null) return join(keeping(from, left, from.reason, now), 0);
  // Others may have now what went, but not before the next generation.
  const [to, effects] = join(keeping(from, from.next.all, 'gave partitions back for other members', now), 0);
  return [to, [{ type: 'assign', ...from.next }, ...effects]];
}

export function lose(from: Stable | Revoking, memberId: string, reason: string, config: MembershipConfig): Step {
  const leaveBy = from.state === 'revoking' ? from.leaveBy : null;
  const last = { ...from, memberId };
  const [to, effects] = leaveBy === null ? find(setOut(last, reason), 0) : leave(last, leaveBy, config);
  return [to, [{ type: 'lose', partitions: from.owned, reason }, ...effects]];
}

/** The same in a state in which the member owns nothing, or what it has kept. */
export function loseKept<T extends Keeping>(from: T, reason: string): readonly [T, readonly MembershipEffect[]] {
  const to: T = { ...from, owned: [], lastGeneration: -1 };
  return [to, from.owned.length === 0 ? [] : [{ type: 'lose', partitions: from.owned, reason }]];
}

/**
 * Whether this process was stopped or busy for a whole session while the member owned partitions: the coordinator has removed
 * the member then. While it is in its group that is so when no heartbeat was sent for so long.
 */
export function isGivenUp(from: Membership, now: number, config: MembershipConfig): boolean {
  switch (from.state) {
    case 'stable':
    case 'revoking':
      return now - from.sentAt >= config.sessionTimeoutMs;
    case 'finding':
    case 'joining':
    case 'syncing':
    case 'waiting':
      return from.owned.length > 0 && now - from.awakeAt >= config.sessionTimeoutMs;
    case 'unjoined':
    case 'expired':
    case 'departing':
    case 'leaving':
    case 'failed':
      return false;
  }
}

export function frozenReason(sinceMs: number, config: MembershipConfig): string {
  return `no heartbeat was sent for ${Math.round(sinceMs)} ms, and sessionTimeoutMs is ${config.sessionTimeoutMs} ms: this process was stopped or busy, and its partitions are somebody else's`;
}

export function loseFrozen(from: Stable | Revoking, now: number, config: MembershipConfig): Step {
  return lose(from, from.memberId, frozenReason(now - from.sentAt, config), config);
}

export function expire(from: Stable, config: MembershipConfig): Step {
  const to: Expired = {
    ...base(from),
    state: 'expired',
    seq: from.seq + 1,
    memberId: config.isStatic ? from.memberId : '',
  };
  const reason = `no records were asked for within maxPollIntervalMs (${config.maxPollIntervalMs} ms)`;
  const effects: MembershipEffect[] = [
    { type: 'pollIntervalExceeded' },
    { type: 'lose', partitions: from.owned, reason },
    ...goodbye(from.memberId, 'maxPollIntervalMs exceeded', config),
  ];
  return [to, effects];
}

/** On the way into the group with nothing in hand. */
export function setOut(from: Membership, reason: string): OnTheWay {
  return { ...base(from), attempt: 0, reason, owned: [], lastGeneration: -1, awakeAt: 0 };
}

/** On the way into the next generation, with what stays meanwhile. */
export function keeping(
  from: Stable | Revoking,
  owned: readonly TopicPartition[],
  reason: string,
  now: number,
): OnTheWay {
  return { ...base(from), attempt: 0, reason, owned, lastGeneration: from.generationId, awakeAt: now };
}

/** In the group with what was kept, in the generation that its coordinator named last. */
export function inGroup(from: Keeping, now: number, heartbeatAt: number): Stable {
  const generationId = from.state === 'syncing' ? from.generationId : from.lastGeneration;
  return {
    ...base(from),
    state: 'stable',
    seq: from.seq + 1,
    generationId,
    owned: from.owned,
    heartbeatAt,
    sentAt: now,
  };
}

export function find(from: OnTheWay, attempt: number): Step {
  const to: Finding = { ...onTheWay(from), state: 'finding', seq: from.seq + 1, attempt };
  return [to, [{ type: 'findCoordinator', seq: to.seq }]];
}

export function join(from: OnTheWay, attempt: number): Step {
  const to: Joining = { ...onTheWay(from), state: 'joining', seq: from.seq + 1, attempt, rejoinReason: null };
  const { seq, memberId, reason, owned, lastGeneration: generationId } = to;
  return [to, [{ type: 'sendJoin', seq, memberId, reason, owned, generationId }]];
}

/**
 * A static member keeps its place, without a word, but not when it breaks a rebalance off: it would come back into its
 * generation as if nothing was, and what it gave back in that one would be nobody's until the next rebalance.
 */
export function leave(from: Membership, leaveBy: number, config: MembershipConfig): Step {
  if ((config.isStatic && !owesJoin(from)) || from.memberId === '') return [unjoined(from), []];
  const to: Leaving = { ...base(from), state: 'leaving', seq: from.seq + 1, leaveBy };
  const { seq, memberId } = to;
  return [to, [{ type: 'sendLeave', seq, memberId, reason: 'the member was closed or unsubscribed' }]];
}

/** Waits for the answer to JoinGroup, to leave as the member that it names. */
export function depart(from: Joining, leaveBy: number, now: number): Step {
  return [{ ...base(from), state: 'departing', until: goodbyeAt(leaveBy, now), leaveBy }, []];
}

/** Sends LeaveGroup, whose answer no state waits for. */
export function goodbye(memberId: string, reason: string, config: MembershipConfig): MembershipEffect[] {
  return config.isStatic || memberId === '' ? [] : [{ type: 'sendLeave', seq: null, memberId, reason }];
}

export function retryOrFail(
  from: Keeping,
  attempt: number,
  event: EventOf<'requestFailed'>,
  now: number,
  config: MembershipConfig,
): Step {
  if (event.outcome === 'fatal') {
    const [last, effects] = loseKept(from, event.error.message);
    return fail(last, event.error, config, effects);
  }
  const [to, effects] = wait(from, attempt, now, config);
  return event.outcome === 'findCoordinator' ? [to, [{ type: 'forgetCoordinator' }, ...effects]] : [to, effects];
}

/** The coordinator does not know the member's generation any more, or the member itself. */
export function waitWithNothing(
  from: Keeping,
  memberId: string,
  { error }: EventOf<'requestFailed'>,
  now: number,
  config: MembershipConfig,
): Step {
  const [last, lost] = loseKept({ ...from, memberId }, error.message);
  const [to, effects] = wait(last, from.attempt, now, config);
  return [to, [...lost, ...effects]];
}

export function wait(from: OnTheWay, attempt: number, now: number, config: MembershipConfig): Step {
  const until = now + config.backoffMs(attempt);
  const to: Waiting = { ...onTheWay(from), state: 'waiting', seq: from.seq + 1, attempt: attempt + 1, until };
  return [to, []];
}

export function fail(
  from: Membership,
  error: Error,
  config: MembershipConfig,
  before: readonly MembershipEffect[],
): Step {
  const to: Failed = { ...base(from), state: 'failed', seq: from.seq + 1, memberId: '', error };
  return [to, [...before, ...goodbye(from.memberId, 'the membership failed', config), { type: 'fail', error }]];
}

export function unjoined(from: Membership): Membership {
  return { ...base(from), state: 'unjoined', seq: from.seq + 1, memberId: '' };
}

/** Keeps in mind when the user last asked for records, and that this process is at work. */
export function seen<T extends Membership>(from: T, event: MembershipEvent, now: number): T {
  if (event.type !== 'tick') return from;
  const polledAt = event.polled ? now : from.polledAt;
  return 'awakeAt' in from ? { ...from, polledAt, awakeAt: now } : { ...from, polledAt };
}

export function base(from: Pick<Membership, 'seq' | 'memberId' | 'polledAt'>): {
  seq: number;
  memberId: string;
  polledAt: number;
} {
  return { seq: from.seq, memberId: from.memberId, polledAt: from.polledAt };
}

function onTheWay(from: OnTheWay): OnTheWay {
  const { attempt, reason, owned, lastGeneration, awakeAt } = from;
  return { ...base(from), attempt, reason, owned, lastGeneration, awakeAt };
}
