import { type Clock, sleep } from '@k/runtime';
import { ErrorCode } from '@k/wire';
import type { TransactionCoordinator } from './transaction-coordinator.ts';
import { isEnding } from './transaction-state.ts';
import type { ProducerIdentity, TransactionPartition } from './transaction.ts';

/** Records, or offsets, that come as part of a transaction. */
export interface TransactionalWrite {
  readonly transactionalId: string;
  readonly producer: ProducerIdentity;
  readonly partition: TransactionPartition;
  /** Whether it puts the partition into the transaction itself; else the producer has asked for that before. */
  readonly adds: boolean;
  /** Whether the client knows TRANSACTION_ABORTABLE. */
  readonly knowsAbortable: boolean;
}

/**
 * Whether a partition may take what a producer writes in a transaction: what is not in a transaction would never be ended
 * (KIP-890). Kafka: AddPartitionsToTxnManager.
 * @returns an error code, in words that clients of Produce know
 */
export function admitWriter(transactions: TransactionCoordinator, write: TransactionalWrite): number {
  const { transactionalId, producer, partition, adds, knowsAbortable } = write;
  if (transactionalId === '') return ErrorCode.INVALID_REQUEST;
  const errorCode = adds
    ? transactions.add(transactionalId, producer, [partition])
    : transactions.verify(transactionalId, producer, partition);
  switch (errorCode) {
    case ErrorCode.PRODUCER_FENCED:
      return ErrorCode.INVALID_PRODUCER_EPOCH;
    case ErrorCode.TRANSACTION_ABORTABLE:
      return knowsAbortable ? errorCode : ErrorCode.INVALID_TXN_STATE;
    case ErrorCode.CONCURRENT_TRANSACTIONS:
      // Producers of then do not try again after it; this they do, and without asking for metadata.
      return adds ? errorCode : ErrorCode.NOT_ENOUGH_REPLICAS;
    default:
      return errorCode;
  }
}

/** Kafka's defaults of `add.partitions.to.txn.retry.backoff.ms` and `add.partitions.to.txn.retry.backoff.max.ms`. */
const ASK_AGAIN = { everyMs: 20, forMs: 100 } as const;

/**
 * A leader that is to put partitions into a transaction does not refuse at once when markers of the one before are still to be
 * written: it asks the coordinator again a few times (KAFKA-18654, Kafka 4.0). Coordinators that take offsets refuse at once.
 */
export async function markersWritten(
  transactions: TransactionCoordinator,
  transactionalId: string,
  clock: Clock,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < ASK_AGAIN.forMs; waitedMs += ASK_AGAIN.everyMs) {
    const transaction = transactions.find(transactionalId);
    if (transaction === undefined || !isEnding(transaction.state)) return;
    await sleep(clock, ASK_AGAIN.everyMs);
  }
}
