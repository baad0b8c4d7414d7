import type { RecordedExchange } from '../recorded-exchange.ts';
import type { AnswerDifference } from './answer-differences.ts';

/** A recorded exchange whose answer is another one now. */
export interface ReplayDifference {
  /** The one of the recording. */
  readonly exchange: RecordedExchange;
  /** `Metadata v12 of "app", connection 0` */
  readonly what: string;
  /** The answer's body; undefined: none came. */
  readonly response: object | undefined;
  /** Why none came: `no answer within 10000 ms`, `localhost:9092 closed the connection` ...; undefined: one came. */
  readonly unanswered: string | undefined;
  /** Where it differs; empty when none came. */
  readonly differences: readonly AnswerDifference[];
}

/** What came of a replay. */
export interface ReplayReport {
  /** Requests that were sent; fewer than there are in the recording when time was over. */
  readonly sent: number;
  /** Those that were answered as in the recording. */
  readonly same: number;
  /** The others, and those that were not sent. */
  readonly differing: readonly ReplayDifference[];
}
