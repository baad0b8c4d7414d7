import { ErrorCode } from '@k/wire';

/**
 * What a broker's answer for a batch means for it.
 *
 * - `stored`: it is in the log, at the offset told.
 * - `duplicate`: it is in the log, from an earlier attempt; where is not told.
 * - `repeat`: this attempt did not store it; it goes again under the same numbers.
 * - `unsure`: this attempt may have stored it; it goes again under the same numbers.
 * - `renew`: it is not in the log, and its numbers are no longer any good: it goes again under new ones.
 * - `split`: it is too large as one batch.
 * - `refused`: it is not in the log, and sending it again is pointless.
 */
export type Verdict = 'stored' | 'duplicate' | 'repeat' | 'unsure' | 'renew' | 'split' | 'refused';

/** What bears on the verdict beside the error code. */
export interface BatchFacts {
  readonly idempotent: boolean;
  /** An earlier batch of the same sequence is still to be stored. */
  readonly hasEarlier: boolean;
  readonly maybeWritten: boolean;
  readonly count: number;
  /** What the error table says of the code. */
  readonly retriable: boolean;
}

/** Judges one partition's answer in a Produce response. */
export function judge(errorCode: number, facts: BatchFacts): Verdict {
  switch (errorCode) {
    case ErrorCode.NONE:
      return 'stored';
    case ErrorCode.DUPLICATE_SEQUENCE_NUMBER:
      return 'duplicate';
    case ErrorCode.REQUEST_TIMED_OUT:
    case ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND:
      // The leader has appended it; the replicas have not all done so yet.
      return 'unsure';
    case ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER:
      // The broker remembers the last batches by their numbers: a batch refused for order is none of them.
      if (!facts.idempotent) return 'refused';
      return facts.hasEarlier ? 'repeat' : 'renew';
    case ErrorCode.UNKNOWN_PRODUCER_ID:
    case ErrorCode.INVALID_PRODUCER_EPOCH:
      // The broker has forgotten this producer's batches, or fenced its epoch: of a batch sent before it can no longer tell.
      return facts.idempotent && !facts.maybeWritten ? 'renew' : 'refused';
    case ErrorCode.MESSAGE_TOO_LARGE:
    case ErrorCode.RECORD_LIST_TOO_LARGE:
      // Halves have numbers that the broker could not tell for a repetition.
      return facts.count > 1 && !facts.maybeWritten ? 'split' : 'refused';
    default:
      return facts.retriable ? 'repeat' : 'refused';
  }
}
