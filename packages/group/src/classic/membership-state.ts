// The vocabulary of membership in the classic group protocol: states, events and effects (KIP-62, KIP-345 static members,
// KIP-394 member id required, KIP-429 cooperative rebalances). The machine itself is membership-machine.ts.

import type { TopicPartition } from '@k/cluster';
import type { RebalanceProtocol } from '../assignors/assignor.ts';
import type { CommonEffect, CommonEvent } from '../member-machine.ts';

/**
 * - `unjoined`  Not a member: nothing is sent. Left by `join`.
 * - `finding`   Looking for the group's coordinator (FindCoordinator). Left when it is found, or by back-off.
 * - `joining`   JoinGroup is outstanding; the coordinator may hold it for as long as the rebalance takes.
 *               No heartbeats are due. Left by its answer.
 * - `syncing`   In a new generation, SyncGroup is outstanding (a leader computes the assignment first).
 * - `stable`    Owns an assignment. Heartbeats go out at their interval; the user's deadline `maxPollIntervalMs` runs.
 * - `revoking`  Gives partitions back before rejoining or leaving: the handler hands out no more records of them, drains
 *               and commits. Heartbeats go on so that the generation stays valid for that commit. Left by `revoked`, or by
 *               the clock (`until`): then the partitions go, done or not. In the cooperative protocol it follows on an
 *               assignment that takes partitions away, and goes on to `joining`, so that they are given to others.
 * - `waiting`   Backing off after a retriable failure. Left by the clock, towards `finding`.
 * - `expired`   The user did not ask for records within `maxPollIntervalMs`: the member has left the group and lost its
 *               partitions. Left when the user polls again.
 * - `departing` Told to leave while JoinGroup is outstanding and no member id is known: its answer tells the one to say
 *               goodbye for (KIP-394; before Kafka 2.2 the member is in the group already). Left by that answer, towards
 *               `leaving` or `unjoined`, or by the clock (`until`).
 * - `leaving`   LeaveGroup is outstanding. Left by its answer, its failure or the clock (`leaveBy`), all towards `unjoined`.
 * - `failed`    An error that no retry mends (fenced, not authorised, ...); the goodbye is on its way. Left by `join` or
 *               `leave`.
 *
 * A member of the cooperative protocol (KIP-429) keeps its partitions while it is `finding`, `joining`, `syncing` or `waiting`;
 * in the eager one it has given all of them back before.
 */
export type MembershipStateName = Membership['state'];

interface Common {
  /** Identifies the request or handler call that belongs to this state; answers with another number are stale. */
  readonly seq: number;
  /** Given by the coordinator; empty until then. */
  readonly memberId: string;
  /** When the user was last seen asking for records (monotonic ms). */
  readonly polledAt: number;
}

interface Generation {
  readonly generationId: number;
}

interface Ownership {
  /** The partitions of this member, as its handler was told. */
  readonly owned: readonly TopicPartition[];
}

interface Liveness {
  /** When the next heartbeat is due; Infinity while one is in flight. */
  readonly heartbeatAt: number;
  /** When the last heartbeat was sent, or SyncGroup answered. One session later the coordinator has removed the member. */
  readonly sentAt: number;
}

/** On the way into the group, for the first time or again. */
export interface OnTheWay extends Common, Ownership {
  readonly attempt: number;
  /** Why the member joins, which the coordinator writes into its log (KIP-800). */
  readonly reason: string;
  /** The generation that the member was in last, as far as it was not lost: in it `owned` is what it got. -1 for none. */
  readonly lastGeneration: number;
  /** When this process was last seen at work (monotonic ms). Whoever sleeps for a session may have been removed meanwhile. */
  readonly awakeAt: number;
}

/** What a generation gives this member. */
export interface NewAssignment {
  readonly protocolName: string;
  readonly generationId: number;
  /** The partitions that are new: all of them in the eager protocol, where everything was revoked before. */
  readonly added: readonly TopicPartition[];
  readonly all: readonly TopicPartition[];
}

export interface Unjoined extends Common {
  readonly state: 'unjoined';
}
export interface Finding extends OnTheWay {
  readonly state: 'finding';
}
export interface Joining extends OnTheWay {
  readonly state: 'joining';
  /** Set when the member has to join again as soon as this join is answered: why. */
  readonly rejoinReason: string | null;
}
export interface Syncing extends OnTheWay, Generation {
  readonly state: 'syncing';
  /** The assignor that the coordinator chose. */
  readonly protocolName: string;
  /** When SyncGroup was sent. */
  readonly sentAt: number;
  readonly rejoinReason: string | null;
}
export interface Stable extends Common, Generation, Ownership, Liveness {
  readonly state: 'stable';
}
export interface Revoking extends Common, Generation, Ownership, Liveness {
  readonly state: 'revoking';
  /** Those of `owned` that go: all of them in the eager protocol, and when the member leaves. */
  readonly going: readonly TopicPartition[];
  /** The assignment that takes them away: the handler hears of what is new in it once they are gone. Null without one. */
  readonly next: NewAssignment | null;
  /** Why the partitions go, and why the member then joins again. */
  readonly reason: string;
  /** The partitions go then, whether the handler is done or not. */
  readonly until: number;
  /** When the member must be out of the group; null when it joins again. */
  readonly leaveBy: number | null;
  /** It leaves in the middle of a rebalance, so that a static member does not keep its place. */
  readonly breaksOff?: true | undefined;
}
export interface Waiting extends OnTheWay {
  readonly state: 'waiting';
  readonly until: number;
}
export interface Expired extends Common {
  readonly state: 'expired';
}
export interface Departing extends Common {
  readonly state: 'departing';
  /** The answer to JoinGroup is waited for until then. */
  readonly until: number;
  readonly leaveBy: number;
}
export interface Leaving extends Common {
  readonly state: 'leaving';
  readonly leaveBy: number;
}
export interface Failed extends Common {
  readonly state: 'failed';
  readonly error: Error;
}

/** Those in which partitions may be kept while the group shares them out anew. */
export type Keeping = Finding | Joining | Syncing | Waiting;

export type Membership =
  Unjoined | Finding | Joining | Syncing | Stable | Revoking | Waiting | Expired | Departing | Leaving | Failed;

/** Where each state may go; every move of the machine is checked against it. */
export const membershipMoves: { readonly [S in MembershipStateName]: readonly MembershipStateName[] } = {
  unjoined: ['finding'],
  finding: ['joining', 'waiting', 'failed', 'unjoined', 'leaving', 'revoking'],
  joining: ['joining', 'syncing', 'waiting', 'failed', 'unjoined', 'departing', 'leaving', 'revoking'],
  syncing: ['stable', 'joining', 'finding', 'waiting', 'failed', 'unjoined', 'leaving', 'revoking'],
  stable: ['revoking', 'joining', 'finding', 'expired', 'failed'],
  revoking: ['joining', 'finding', 'leaving', 'unjoined', 'failed'],
  waiting: ['finding', 'unjoined', 'leaving', 'revoking'],
  expired: ['finding', 'unjoined'],
  departing: ['leaving', 'unjoined'],
  leaving: ['unjoined'],
  failed: ['finding', 'unjoined'],
};

/** A member as the leader sees it in the JoinGroup answer: who it is and its encoded subscription. */
export interface GroupMemberMetadata {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly metadata: Buffer;
}

/** What came of a request, decided by its error: see request-outcome.ts. */
export type RequestOutcome =
  /** Back off, then try again. */
  | 'retry'
  /** The coordinator moved or is gone: back off, look for it, then try again. */
  | 'findCoordinator'
  /** A rebalance is under way: join again with the same member id, and give the partitions back before (eager). */
  | 'rebalance'
  /** The generation is gone and its partitions with it; the member id is still good. */
  | 'generationLost'
  /** The coordinator does not know this member any more: partitions are lost, join as a new member. */
  | 'memberUnknown'
  /** KIP-394: join again with the member id that came with the error. */
  | 'memberIdRequired'
  /** No retry helps. */
  | 'fatal';

export type MembershipEvent =
  | CommonEvent
  | { readonly type: 'rejoin'; readonly reason: string }
  | {
      readonly type: 'joined';
      readonly seq: number;
      readonly memberId: string;
      readonly generationId: number;
      readonly protocolName: string;
      readonly isLeader: boolean;
      /** The leader is to leave the group's assignment as it is: it came back as the static member it was (KIP-814). */
      readonly skipAssignment: boolean;
      readonly members: readonly GroupMemberMetadata[];
    }
  /** `assignment`: null if it could not be read. */
  | { readonly type: 'synced'; readonly seq: number; readonly assignment: readonly TopicPartition[] | null }
  | {
      readonly type: 'requestFailed';
      readonly seq: number;
      readonly outcome: RequestOutcome;
      readonly error: Error;
      readonly memberId?: string;
    }
  | { readonly type: 'heartbeatAnswered'; readonly generationId: number }
  | {
      readonly type: 'heartbeatFailed';
      readonly generationId: number;
      readonly outcome: RequestOutcome;
      readonly error: Error;
    };

export type EventOf<T extends MembershipEvent['type']> = Extract<MembershipEvent, { type: T }>;

/** What the driver is to do. Requests are answered by an event with the same `seq` (heartbeats: `generationId`). */
export type MembershipEffect =
  | CommonEffect
  /** `owned` and `generationId` are what the member says of itself in its subscription (KIP-429, KIP-792). */
  | {
      readonly type: 'sendJoin';
      readonly seq: number;
      readonly memberId: string;
      readonly reason: string;
      readonly owned: readonly TopicPartition[];
      readonly generationId: number;
    }
  | {
      readonly type: 'sendSync';
      readonly seq: number;
      readonly memberId: string;
      readonly generationId: number;
      readonly protocolName: string;
      readonly isLeader: boolean;
      readonly skipAssignment: boolean;
      readonly members: readonly GroupMemberMetadata[];
    }
  | { readonly type: 'sendHeartbeat'; readonly memberId: string; readonly generationId: number }
  /** Hand the new assignment to the assignor that made it, then to the handler. */
  | ({ readonly type: 'assign' } & NewAssignment);

export interface MembershipConfig {
  /** What all of the member's assignors are good for: the group may choose any of them. */
  readonly protocol: RebalanceProtocol;
  /** Whether the member wants partitions of the topic, at the moment. */
  readonly isSubscribed: (topic: string) => boolean;
  readonly heartbeatIntervalMs: number;
  readonly sessionTimeoutMs: number;
  readonly maxPollIntervalMs: number;
  readonly rebalanceTimeoutMs: number;
  /** A static member (KIP-345) keeps its place when it goes: it sends no LeaveGroup, but in the middle of a rebalance. */
  readonly isStatic: boolean;
  /** How long to wait after failure number `attempt` (0 = the first). */
  readonly backoffMs: (attempt: number) => number;
}

export type Step = readonly [Membership, readonly MembershipEffect[]];
