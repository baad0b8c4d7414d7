import type { TimerHandle } from '@k/runtime';
import type { PartitionLog } from '../log/partition-log.ts';
import type { LostRecords } from './terms.ts';

/** A log that is not the beginning of the leader's any more. */
export interface DivergedLog {
  readonly log: PartitionLog;
  /** Up to here it has what the leader has. */
  readonly from: number;
}

/** A replica that does not have, at every moment, what the leader has. Of the others there is nothing to be known. */
export interface Follower {
  /** Where its log ends, or where it parts from the leader's. */
  endOffset: number;
  /** The last one that it was told. */
  highWatermark: number;
  /** What it has of its own, until it truncates. */
  diverged: DivergedLog | undefined;
  /** What it took as a leader that was cut off, while nobody leads: lost as soon as another one does. */
  mayBeLost: LostRecords | undefined;
  /** Held back by hand: it copies nothing. */
  isHeld: boolean;
  /** Held back by hand: it believes that no more may be read. */
  mostHighWatermark: number;
  /** Whether the leader has heard of it since it leads. */
  isKnown: boolean;
  /** When it last had all, by the monotonic clock; Infinity: it has. */
  caughtUpMs: number;
  /** Its next fetch. */
  timer: TimerHandle;
}

export function newFollower(endOffset: number, highWatermark: number): Follower {
  return {
    endOffset,
    highWatermark,
    diverged: undefined,
    mayBeLost: undefined,
    isHeld: false,
    mostHighWatermark: Infinity,
    isKnown: true,
    caughtUpMs: Infinity,
    timer: undefined,
  };
}
