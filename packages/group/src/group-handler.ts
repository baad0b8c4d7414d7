import type { Deadline } from '@k/runtime';
import type { TopicPartition } from '@k/cluster';

/** The owner of the partitions. Its calls never overlap; each is awaited, within a budget where it says so. */
export interface GroupHandler {
  /**
   * A rebalance is over. Heartbeats go on meanwhile.
   *
   * @param added the partitions that are new: all of them in the eager protocol, where everything was revoked before
   * @param all what the member owns now, which may be nothing
   */
  onAssigned(added: readonly TopicPartition[], all: readonly TopicPartition[]): Promise<void>;
  /** Stop handing out records of these partitions, drain, commit, release, before `deadline`: then they go, done or not. */
  onRevoked(partitions: readonly TopicPartition[], reason: string, deadline: Deadline): Promise<void>;
  /**
   * These partitions are somebody else's already: drop them, a commit would be refused. Those of an `onRevoked` that was under
   * way are among them.
   */
  onLost(partitions: readonly TopicPartition[], reason: string): Promise<void>;
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
