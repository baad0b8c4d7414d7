import { ErrorCode, errorFor } from '@k/wire';
import { RefusedBatchError } from './errors.ts';
import type { BatchAnswer } from './link.ts';

/** Of each record of a refused batch, by its place in the batch, why it is not stored. */
export type RecordErrors = (place: number) => Error;

/**
 * As Java's client reads such an answer (KIP-467): the records that the broker names get its words, and the others are told
 * that nothing is wrong with them. Of several that are named, the code of the batch need not be everyone's, so each gets
 * INVALID_RECORD.
 *
 * @param error what the batch died of
 * @returns null when the broker names no records: then all of them died of `error`
 */
export function recordErrorsOf(
  { topic, partition }: { readonly topic: string; readonly partition: number },
  { errorCode, errorMessage, recordErrors = [] }: BatchAnswer,
  error: Error,
): RecordErrors | null {
  if (recordErrors.length === 0) return null;
  const code = recordErrors.length === 1 ? errorCode : ErrorCode.INVALID_RECORD;
  const named = new Map<number, Error>();
  for (const { place, message } of recordErrors) {
    const words = message ?? errorMessage;
    named.set(
      place,
      errorFor(code, { api: 'Produce', topic, partition, ...(words === null ? {} : { message: words }) }),
    );
  }
  const other = new RefusedBatchError(topic, partition, named.size, error);
  return (place) => named.get(place) ?? other;
}
