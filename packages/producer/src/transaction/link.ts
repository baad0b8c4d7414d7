import type { ConsumerGroupMetadata } from '@k/cluster';
import type { NumberedPartition, ProducerIdentity } from '../identity/source.ts';
import type { PreparedTransaction, TransactionProtocol } from '../identity/transaction-state.ts';

/** An offset that a group is to have committed once the transaction is. */
export interface TransactionOffset {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to read. */
  readonly offset: number;
  /** Free text kept with the offset. @default '' */
  readonly metadata?: string | undefined;
  /** Leader epoch of the last record read (KIP-320). @default -1, unknown */
  readonly leaderEpoch?: number | undefined;
}

export interface InitAnswer {
  readonly identity: ProducerIdentity;
  /** A prepared transaction that was kept (KIP-939). */
  readonly prepared: PreparedTransaction | null;
}

/** What InitProducerId is asked for. */
export interface InitQuestion {
  readonly transactionTimeoutMs: number;
  /** The identity to go on from (KIP-360); null for a producer that begins. */
  readonly from: ProducerIdentity | null;
  readonly enableTwoPhaseCommit: boolean;
  readonly keepPreparedTransaction: boolean;
}

/**
 * The requests of transactions, one attempt each, in the producer's words. `cluster-transaction-link.ts` is the real one.
 * @throws ProtocolError for a code that was answered; UnsupportedVersionError that says which release is needed; what the
 *   cluster throws
 */
export interface TransactionLink {
  readonly transactionalId: string;
  /** The protocol that a transaction beginning now speaks. */
  protocol(): TransactionProtocol;
  init(question: InitQuestion): Promise<InitAnswer>;
  addPartitions(identity: ProducerIdentity, partitions: readonly NumberedPartition[]): Promise<void>;
  addOffsets(identity: ProducerIdentity, groupId: string): Promise<void>;
  commitOffsets(
    identity: ProducerIdentity,
    protocol: TransactionProtocol,
    group: ConsumerGroupMetadata,
    offsets: readonly TransactionOffset[],
  ): Promise<void>;
  /** @returns the identity to go on with, in protocol 2 */
  end(identity: ProducerIdentity, protocol: TransactionProtocol, commit: boolean): Promise<ProducerIdentity | null>;
  /**
   * Whether an EndTxn was never answered, and may still come to a coordinator that can raise the epoch since Kafka 2.5: in protocol 1
   * it would end the next transaction, whichever that is (what KIP-890 mends for good).
   */
  readonly mayEndLate: boolean;
  /** The largest time limit that the brokers allow (transaction.max.timeout.ms), if they tell it. */
  maxTimeoutMs(): Promise<number | undefined>;
}
