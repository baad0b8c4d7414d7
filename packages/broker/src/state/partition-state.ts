import type { LogState } from '../log/log-state.ts';
import type { LoggedProducer } from '../log/producer-states.ts';
import type { TransactionIndexState } from '../log/transaction-index.ts';

/** Where a partition is, as data. */
export interface PartitionState {
  readonly replicas: readonly number[];
  readonly adding: readonly number[];
  readonly removing: readonly number[];
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

/** The records of a partition, and what it knows of who wrote them. The memory is shared. */
export interface PartitionRecords {
  readonly log: LogState;
  readonly producers: readonly LoggedProducer[];
  readonly transactions: TransactionIndexState;
}
