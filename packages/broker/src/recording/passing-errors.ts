import { ErrorCode, Produce } from '@k/wire';
import type { AnswerDifference } from './answer-differences.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

/** What a broker says that is not ready yet, or not for this, and has done nothing. */
const PASSING: ReadonlySet<unknown> = new Set([
  ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  ErrorCode.LEADER_NOT_AVAILABLE,
  ErrorCode.NOT_LEADER_OR_FOLLOWER,
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
  ErrorCode.CONCURRENT_TRANSACTIONS,
  ErrorCode.UNKNOWN_TOPIC_ID,
]);

/** Whether an answer differs because of such an error, where the recording has none, or another one. */
export function isPassing({ apiKey, response }: RecordedExchange, differences: readonly AnswerDifference[]): boolean {
  const errors = differences.filter(({ path }) => /errorCode$/i.test(path));
  const passing = errors.filter(({ recorded, replayed }) => !PASSING.has(recorded) && PASSING.has(replayed));
  if (passing.length === 0) return false;
  // What was stored would be stored twice.
  return apiKey !== Produce.key || passing.length === partitionsIn(response);
}

function partitionsIn(response: object | null): number {
  const { responses } = response as { responses: readonly { readonly partitionResponses: readonly unknown[] }[] };
  return responses.reduce((sum, { partitionResponses }) => sum + partitionResponses.length, 0);
}
