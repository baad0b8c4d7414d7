// The vocabulary of membership in the consumer protocol (KIP-848): states, events and effects. The machine itself is
// consumer-machine.ts.

import type { TopicPartition } from '@k/cluster';
import type { CommonEffect, CommonEvent } from '../member-machine.ts';

/**
 * - `unjoined`  Not a member: nothing is sent. Left by `join`.
 * - `finding`   Looking for the group's coordinator (FindCoordinator). Left when it is found, or by back-off.
 * - `joining`   The heartbeat with epoch 0 is outstanding. Left by its answer.
 * - `waiting`   Backing off after a retriable failure, after an answer that lets nobody in, or when the coordinator lets the
 *               member in and takes it out again. Left by the clock, towards `finding`.
 * - `stable`    In the group, with all of the coordinator's assignment that has a name here. Heartbeats go out at the interval
 *               that the coordinator told; the user's deadline `maxPollIntervalMs` runs.
 * - `revoking`  Gives partitions back, because the coordinator wants them or to leave: the handler hands out no more records
 *               of them, drains and commits. Heartbeats go on and still name them as owned. Left by `revoked`, or by the clock
 *               (`until`): then they go, done or not, and the next heartbeat tells.
 * - `expired`   The user did not ask for records within `maxPollIntervalMs`: the member has left the group and lost its
 *               partitions. Left when the user polls again.
 * - `leaving`   The heartbeat with epoch -1 or -2 is outstanding. Left by its answer, its failure or the clock (`leaveBy`).
 * - `failed`    An error that no retry mends (a static id in use, not authorised, ...). Left by `join` or `leave`.
 */
export type ConsumerStateName = ConsumerMembership['state'];

/** A partition of this member, of the topic of that id. */
export interface OwnedPartition extends TopicPartition {
  readonly topicId: string;
}

/** What the coordinator wants a member to have: the partitions of each topic id, without repetitions. */
export type TargetAssignment = ReadonlyMap<string, readonly number[]>;

/** What the next heartbeat has to say; what is not said has not changed. */
export interface Unsaid {
  /** Time limit, rack and assignor. */
  readonly settings: boolean;
  readonly subscription: boolean;
  readonly owned: boolean;
}

export const EVERYTHING: Unsaid = { settings: true, subscription: true, owned: true };
export const NOTHING: Unsaid = { settings: false, subscription: false, owned: false };

export function isNews({ settings, subscription, owned }: Unsaid): boolean {
  return settings || subscription || owned;
}

interface Common {
  /** Identifies the request or handler call that belongs to this state; answers with another number are stale. */
  readonly seq: number;
  /** The last heartbeat; answers to another one are stale. */
  readonly beat: number;
  /** Made here (KIP-1082), and kept whatever happens. */
  readonly memberId: string;
  /** When the user was last seen asking for records (monotonic ms). */
  readonly polledAt: number;
}

/** On the way into the group, for the first time or again, with nothing in hand. */
export interface OnTheWay extends Common {
  readonly attempt: number;
  /** Whether the coordinator may know the member, so that it has to be told when the member gives up. */
  readonly mayBeKnown: boolean;
}

export interface InGroup extends Common {
  readonly epoch: number;
  /** The partitions of this member, as its handler was told. */
  readonly owned: readonly OwnedPartition[];
  readonly target: TargetAssignment;
  /** When the heartbeat was sent that brought the target. The coordinator's time limit for giving partitions back runs from then. */
  readonly targetAt: number;
  readonly unsaid: Unsaid;
  /** What the heartbeat in flight says. */
  readonly saying: Unsaid;
  /** When the next heartbeat is due; Infinity while one is in flight. */
  readonly heartbeatAt: number;
  /** When the last heartbeat was sent. One session later the coordinator has removed the member. */
  readonly sentAt: number;
  /** Between heartbeats, as the coordinator told, milliseconds. */
  readonly intervalMs: number;
  /** Heartbeats in a row that failed. */
  readonly failures: number;
  /** Of the way into the group, 0 as soon as a heartbeat in the group was answered: see `lose` of member-steps.ts. */
  readonly attempt: number;
}

export interface Unjoined extends Common {
  readonly state: 'unjoined';
}
export interface Finding extends OnTheWay {
  readonly state: 'finding';
}
export interface Joining extends OnTheWay {
  readonly state: 'joining';
  readonly sentAt: number;
  /** What has changed since the heartbeat was sent. */
  readonly unsaid: Unsaid;
}
export interface Waiting extends OnTheWay {
  readonly state: 'waiting';
  readonly until: number;
}
export interface Stable extends InGroup {
  readonly state: 'stable';
}
export interface Revoking extends InGroup {
  readonly state: 'revoking';
  /** Those of `owned` that go. */
  readonly going: readonly OwnedPartition[];
  /** The partitions go then, whether the handler is done or not. */
  readonly until: number;
  /** When the member must be out of the group; null when it stays. */
  readonly leaveBy: number | null;
}
export interface Expired extends Common {
  readonly state: 'expired';
}
export interface Leaving extends Common {
  readonly state: 'leaving';
  readonly leaveBy: number;
}
export interface Failed extends Common {
  readonly state: 'failed';
  readonly error: Error;
}

export type ConsumerMembership =
  Unjoined | Finding | Joining | Waiting | Stable | Revoking | Expired | Leaving | Failed;

/** Where each state may go; every move of the machine is checked against it. */
export const consumerMoves: { readonly [S in ConsumerStateName]: readonly ConsumerStateName[] } = {
  unjoined: ['finding'],
  finding: ['joining', 'waiting', 'failed', 'unjoined', 'leaving'],
  joining: ['stable', 'waiting', 'failed', 'leaving'],
  waiting: ['finding', 'unjoined', 'leaving'],
  stable: ['revoking', 'finding', 'waiting', 'expired', 'leaving', 'failed'],
  revoking: ['stable', 'finding', 'waiting', 'leaving', 'failed'],
  expired: ['finding', 'unjoined'],
  leaving: ['unjoined'],
  failed: ['finding', 'unjoined'],
};

/** What came of a request, decided by its error: see heartbeat-outcome.ts. */
export type HeartbeatOutcome =
  /** Back off, then try again. */
  | 'retry'
  /** The coordinator moved or is gone: back off, look for it, then try again. */
  | 'findCoordinator'
  /** The coordinator does not know the member, or not in this epoch: its partitions are lost, it joins with epoch 0. */
  | 'fenced'
  /** No retry helps. */
  | 'fatal';

export type ConsumerMemberEvent =
  | CommonEvent
  /** The subscription is another one. */
  | { readonly type: 'subscribed' }
  /** Topics may have names now that had none. */
  | { readonly type: 'named' }
  | { readonly type: 'requestFailed'; readonly seq: number; readonly outcome: HeartbeatOutcome; readonly error: Error }
  | {
      readonly type: 'heartbeatAnswered';
      readonly beat: number;
      /** The coordinator makes ids in version 0; null otherwise. */
      readonly memberId: string | null;
      readonly epoch: number;
      readonly intervalMs: number;
      /** Null when it has not changed. */
      readonly target: TargetAssignment | null;
    }
  | {
      readonly type: 'heartbeatFailed';
      readonly beat: number;
      readonly outcome: HeartbeatOutcome;
      readonly error: Error;
    };

export type ConsumerEventOf<T extends ConsumerMemberEvent['type']> = Extract<ConsumerMemberEvent, { type: T }>;

/** What the driver is to do. Heartbeats are answered by an event with the same `beat`, the others by one with the same `seq`. */
export type ConsumerMemberEffect =
  | CommonEffect
  | {
      readonly type: 'sendHeartbeat';
      readonly beat: number;
      readonly memberId: string;
      /** 0 to join. */
      readonly epoch: number;
      readonly says: Unsaid;
      readonly owned: readonly OwnedPartition[];
    }
  /** Find out the names of these topics; answered by `named`, as often as there is news. */
  | { readonly type: 'nameTopics'; readonly topicIds: readonly string[] }
  | { readonly type: 'assign'; readonly added: readonly OwnedPartition[]; readonly all: readonly OwnedPartition[] };

export interface ConsumerMemberConfig {
  /** The name of a topic, as far as it is known. */
  readonly nameOf: (topicId: string) => string | undefined;
  /** What the member takes for the session, which the coordinator does not tell. */
  readonly sessionTimeoutMs: number;
  readonly maxPollIntervalMs: number;
  readonly rebalanceTimeoutMs: number;
  /** How long to wait after failure number `attempt` (0 = the first). */
  readonly backoffMs: (attempt: number) => number;
}

export type ConsumerStep = readonly [ConsumerMembership, readonly ConsumerMemberEffect[]];
