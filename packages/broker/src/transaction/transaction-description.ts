import type { TransactionState } from './transaction-state.ts';
import type { Transaction, TransactionPartition } from './transaction.ts';

/** A transactional id as {@link Broker.transaction} shows it. */
export interface TransactionDescription {
  readonly transactionalId: string;
  readonly state: TransactionState;
  readonly coordinatorId: number;
  /** Who uses the id now. The epoch is -1 until a client was given one. */
  readonly producerId: number;
  readonly producerEpoch: number;
  /** After how many milliseconds an open transaction is aborted; 2147483647: never. */
  readonly timeoutMs: number;
  /** When the last transaction began, in ms since the epoch; -1 before the first. */
  readonly startedMs: number;
  /** What is in it; while it is being ended, what has no marker yet. Groups' offsets are `__consumer_offsets`. */
  readonly partitions: readonly TransactionPartition[];
}

export function describeTransaction(transaction: Transaction, coordinatorId: number): TransactionDescription {
  const { transactionalId, state, identity, timeoutMs, startedMs, partitions } = transaction;
  return { transactionalId, state, coordinatorId, ...identity, timeoutMs, startedMs, partitions };
}
