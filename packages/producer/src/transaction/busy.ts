import { ErrorCode, ProtocolError } from '@k/wire';

/** Between two tries while the coordinator is still busy with the transaction before: that takes milliseconds. */
export const BUSY_BACKOFF = { initialMs: 10, maxMs: 200 } as const;

/** So many tries may end in that before it is worth a word. */
export const BUSY_ATTEMPTS = 10;

/** The transaction before is not over everywhere yet. That passes by itself, and soon. */
export function isBusy(error: unknown): boolean {
  return error instanceof ProtocolError && error.code === ErrorCode.CONCURRENT_TRANSACTIONS;
}
