// The steps that several states of the machine (membership-machine.ts) take: where to, and with which effects.

import type {
  EventOf,
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
} from './membership-state.ts';
import { goodbyeAt } from '../goodbye.ts';

export function revoke(from: Stable, until: number, leaveBy: number | null, reason: string): Step {
  const seq = from.seq + 1;
  const effect = { type: 'revoke', seq, partitions: from.owned, reason, until } as const;
  return [{ ...from, state: 'revoking', seq, until, leaveBy }, [effect]];
}

export function lose(from: Stable | Revoking, memberId: string, reason: string, config: MembershipConfig): Step {
  const leaveBy = from.state === 'revoking' ? from.leaveBy : null;
  const last = { ...from, memberId };
  const [to, effects] = leaveBy === null ? find(last, 0) : leave(last, leaveBy, config);
  return [to, [{ type: 'lose', partitions: from.owned, reason }, ...effects]];
}

/** No heartbeat was sent for a whole session: this process was stopped or busy, and the coordinator has removed the member. */
export function isGivenUp(from: Stable | Revoking, now: number, config: MembershipConfig): boolean {
  return now - from.sentAt >= config.sessionTimeoutMs;
}

export function loseFrozen(from: Stable | Revoking, now: number, config: MembershipConfig): Step {
  const reason = `no heartbeat was sent for ${Math.round(now - from.sentAt)} ms, and sessionTimeoutMs is ${config.sessionTimeoutMs} ms: this process was stopped or busy, and its partitions are somebody else's`;
  return lose(from, from.memberId, reason, config);
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

export function find(from: Membership, attempt: number): Step {
  const to: Finding = { ...base(from), state: 'finding', seq: from.seq + 1, attempt };
  return [to, [{ type: 'findCoordinator', seq: to.seq }]];
}

export function join(from: Membership, attempt: number): Step {
  const to: Joining = { ...base(from), state: 'joining', seq: from.seq + 1, attempt, rejoinReason: null };
  return [to, [{ type: 'sendJoin', seq: to.seq, memberId: to.memberId }]];
}

export function leave(from: Membership, leaveBy: number, config: MembershipConfig): Step {
  if (config.isStatic || from.memberId === '') return [unjoined(from), []];
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
  from: Membership,
  attempt: number,
  event: EventOf<'requestFailed'>,
  now: number,
  config: MembershipConfig,
): Step {
  if (event.outcome === 'fatal') return fail(from, event.error, config, []);
  const [to, effects] = wait(from, attempt, now, config);
  return event.outcome === 'findCoordinator' ? [to, [{ type: 'forgetCoordinator' }, ...effects]] : [to, effects];
}

export function wait(from: Membership, attempt: number, now: number, config: MembershipConfig): Step {
  const until = now + config.backoffMs(attempt);
  return [{ ...base(from), state: 'waiting', seq: from.seq + 1, attempt: attempt + 1, until }, []];
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

/** Keeps in mind when the user last asked for records. */
export function seen<T extends Membership>(from: T, event: MembershipEvent, now: number): T {
  return event.type === 'tick' && event.polled ? { ...from, polledAt: now } : from;
}

export function base(from: Membership): { seq: number; memberId: string; polledAt: number } {
  return { seq: from.seq, memberId: from.memberId, polledAt: from.polledAt };
}
