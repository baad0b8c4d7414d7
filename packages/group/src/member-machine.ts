import type { TopicPartition } from '@k/cluster';
import type { MembershipState } from './membership.ts';

// What the machines of both protocols have in common: the events and effects that do not depend on how a member and its
// coordinator talk. protocol-member.ts runs them.

export type CommonEvent =
  | { readonly type: 'join' }
  /** `by`: when the member must be out of the group, goodbye said or not (monotonic ms). */
  | { readonly type: 'leave'; readonly by: number }
  | { readonly type: 'found'; readonly seq: number }
  | { readonly type: 'revoked'; readonly seq: number }
  | { readonly type: 'left'; readonly seq: number }
  /** The clock: `polled` says whether the user asked for records since the last tick, or is waiting for some now. */
  | { readonly type: 'tick'; readonly polled: boolean };

export type CommonEffect =
  | { readonly type: 'findCoordinator'; readonly seq: number }
  | { readonly type: 'forgetCoordinator' }
  /** `seq` is null where nothing waits for the answer. */
  | { readonly type: 'sendLeave'; readonly seq: number | null; readonly memberId: string; readonly reason: string }
  /** Let the handler drain, commit and release these partitions until then (monotonic ms); answered by `revoked`. */
  | {
      readonly type: 'revoke';
      readonly seq: number;
      readonly partitions: readonly TopicPartition[];
      readonly reason: string;
      readonly until: number;
    }
  /** The partitions are gone already: the handler drops them, a commit would be refused. */
  | { readonly type: 'lose'; readonly partitions: readonly TopicPartition[]; readonly reason: string }
  | { readonly type: 'pollIntervalExceeded' }
  | { readonly type: 'fail'; readonly error: Error };

/** A member as a pure function: nothing but its states is kept, and nothing but its effects is done. */
export interface MemberMachine<State, Event, Effect> {
  readonly initial: State;
  /** @param now on a clock that never goes back, in milliseconds */
  readonly step: (from: State, event: Event, now: number) => readonly [State, readonly Effect[]];
  /** When the next `tick` is due (monotonic ms), Infinity when only an answer can move the machine. */
  readonly nextTickAt: (state: State) => number;
  /** Whether this process was stopped or busy for a whole session while the member owned partitions. */
  readonly isGivenUp: (state: State, now: number) => boolean;
  /** The state in the words that users know. */
  readonly stateOf: (state: State) => MembershipState;
  /** In which the member may commit offsets of its partitions; undefined while it owns none. */
  readonly epochOf: (state: State) => number | undefined;
  /** Whether the coordinator may have the member in a later epoch than the member knows. */
  readonly isEpochPending: (state: State) => boolean;
}
