import { ErrorCode, ProtocolError } from '@k/wire';

/** Between two tries while the coordinator is still busy with the transaction before: that takes milliseconds. */
export const BUSY_BACKOFF = { initialMs: 10, maxMs: 200 } as const;

/** So many tries of a batch may end in that before it is worth a word. */
export const BUSY_ATTEMPTS = 10;

/**
 * So long a request to the coordinator may end in that before it is worth a word: a broker that went has to be missed first, so
 * that the transaction can be ended by other ones (18 s with a ZooKeeper), and the coordinator may have been that broker.
 */
export const BUSY_PATIENCE_MS = 30_000;

/** The transaction before is not over everywhere yet. That passes by itself, and soon. */
export function isBusy(error: unknown): boolean {
  return error instanceof ProtocolError && error.code === ErrorCode.CONCURRENT_TRANSACTIONS;
}

/**
 * The same, as a leader answers it for a batch of a transaction: it says NOT_ENOUGH_REPLICAS for whatever kept the coordinator
 * from adding the partition, because older clients know how to repeat that (KIP-890).
 */
export function isBusyForBatch(error: unknown): boolean {
  return isBusy(error) || (error instanceof ProtocolError && error.code === ErrorCode.NOT_ENOUGH_REPLICAS);
}
