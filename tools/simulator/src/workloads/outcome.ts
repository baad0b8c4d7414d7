import { DeliveryError, TransactionError } from '@k/producer';
import { ErrorCode, ProtocolError } from '@k/wire';

/** What an error of `send()` says about whether the record is in the log. */
export function outcomeOf(error: unknown): 'not-stored' | 'unknown' {
  if (error instanceof DeliveryError) return error.written === 'no' ? 'not-stored' : 'unknown';
  if (error instanceof TransactionError) return 'unknown';
  // It may have happened before or after the deed.
  if (error instanceof ProtocolError && error.code === ErrorCode.UNKNOWN_SERVER_ERROR) return 'unknown';
  return 'not-stored';
}
