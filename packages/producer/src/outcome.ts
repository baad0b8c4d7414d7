import { ErrorCode } from '@k/wire';

/**
 * What a broker's answer for a batch means for it.
 *
 * - `done`: it is in the log. `offset`: the one that was told, or unknown, as an earlier attempt stored it.
 * - `retry`: it goes again. `numbers`: under the same sequence numbers, or under new ones, as its own are no good any more.
 *   `written`: whether some attempt may have stored it: `no`, `unknown` since this one, or `as before`.
 * - `split`: it is too large as one batch, and not in the log.
 * - `failed`: this attempt did not store it, and no other would.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly offset: 'told' | 'unknown' }
  | { readonly kind: 'retry'; readonly numbers: 'same' | 'new'; readonly written: 'no' | 'unknown' | 'as before' }
  | { readonly kind: 'split' }
  | { readonly kind: 'failed' };

const STORED: Outcome = { kind: 'done', offset: 'told' };
const DUPLICATE: Outcome = { kind: 'done', offset: 'unknown' };
const RETRY: Outcome = { kind: 'retry', numbers: 'same', written: 'as before' };
const RETRY_UNSURE: Outcome = { kind: 'retry', numbers: 'same', written: 'unknown' };
const RETRY_IN_ORDER: Outcome = { kind: 'retry', numbers: 'same', written: 'no' };
const RETRY_RENUMBERED: Outcome = { kind: 'retry', numbers: 'new', written: 'no' };
const SPLIT: Outcome = { kind: 'split' };
const FAILED: Outcome = { kind: 'failed' };

/** What bears on the outcome beside the error code. */
export interface BatchFacts {
  readonly idempotent: boolean;
  /** It is part of a transaction: that cannot go on under other numbers. */
  readonly transactional: boolean;
  /** An earlier batch of the same sequence is still to be stored. */
  readonly hasEarlier: boolean;
  readonly maybeWritten: boolean;
  readonly count: number;
  /** What the error table says of the code. */
  readonly retriable: boolean;
}

/** The outcome of one partition's answer in a Produce response. */
export function outcomeOf(errorCode: number, facts: BatchFacts): Outcome {
  switch (errorCode) {
    case ErrorCode.NONE:
      return STORED;
    case ErrorCode.DUPLICATE_SEQUENCE_NUMBER:
      return DUPLICATE;
    case ErrorCode.REQUEST_TIMED_OUT:
    case ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND:
      // The leader has appended it; the replicas have not all done so yet.
      return RETRY_UNSURE;
    case ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER:
      // The broker remembers the last batches by their numbers: a batch refused for order is none of them, so no earlier
      // attempt stored it either.
      if (!facts.idempotent) return FAILED;
      if (facts.hasEarlier) return RETRY_IN_ORDER;
      return facts.transactional ? FAILED : RETRY_RENUMBERED;
    case ErrorCode.UNKNOWN_PRODUCER_ID:
    case ErrorCode.INVALID_PRODUCER_EPOCH:
      // The broker has forgotten this producer's batches, or fenced its epoch: of a batch sent before it can no longer tell.
      return facts.idempotent && !facts.transactional && !facts.maybeWritten ? RETRY_RENUMBERED : FAILED;
    case ErrorCode.MESSAGE_TOO_LARGE:
    case ErrorCode.RECORD_LIST_TOO_LARGE:
      // Halves have numbers that the broker could not tell for a repetition.
      return facts.count > 1 && !facts.maybeWritten ? SPLIT : FAILED;
    default:
      return facts.retriable ? RETRY : FAILED;
  }
}
