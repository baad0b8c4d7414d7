import type { Deadline } from '@k/runtime';
import type { MemberAssignment } from './assignor.ts';

/** The owner of the partitions. Its calls never overlap; each is awaited, within a budget where it says so. */
export interface GroupHandler {
  /** A new assignment, which may be empty. Heartbeats go on meanwhile. */
  onAssigned(assignment: MemberAssignment): Promise<void>;
  /** Stop feeding, drain, commit, release, before `deadline`: then the partitions go, done or not. */
  onRevoked(reason: string, deadline: Deadline): Promise<void>;
  /** The partitions are somebody else's already: drop them, a commit would be refused. */
  onLost(reason: string): Promise<void>;
  /** The user did not ask for records within `maxPollIntervalMs`; `onLost` follows. */
  onPollIntervalExceeded(): void;
  /** Membership ended for good; subscribing again starts over. */
  onFailed(error: Error): void;
  /**
   * Something went wrong that does not end membership: a handler call threw, an assignment could not be read; the
   * coordinator could not be asked, for the first time since it answered.
   */
  onError(error: Error): void;
  /** Did the user ask for records since the last call, or does it wait for some now? */
  takePolled(): boolean;
}
