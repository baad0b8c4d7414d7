import type { WaitOptions } from '@k/runtime';
import type { TopicPartition } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { abortTransaction, type AbortTransactionSpec } from './abort-transaction.ts';
import { describeProducers, type DescribeProducersOptions, type ActiveProducerState } from './describe-producers.ts';
import { describeTransactions, type DescribedTransaction } from './describe-transactions.ts';
import { fenceProducers, forceTerminateTransaction, type FencedProducer } from './fence-producers.ts';
import { listTransactions, type ListTransactionsOptions, type TransactionListing } from './list-transactions.ts';

/** Producers and transactions, and what to do about those that hang (KIP-664). */
export interface TransactionOperations {
  /**
   * The producers that partitions remember, with the transactions that they have open. Needs Kafka 2.8.
   * @param partitions - each once
   * @throws PartialResultError with UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED, with `brokerId` also
   *   NOT_LEADER_OR_FOLLOWER …; ConfigError.
   *   [DescribeProducers](https://kafka.apache.org/protocol#The_Messages_DescribeProducers), KIP-664
   */
  describeProducers(
    partitions: readonly TopicPartition[],
    options?: DescribeProducersOptions,
  ): Promise<ResourceMap<TopicPartition, readonly ActiveProducerState[]>>;
  /**
   * How the transactions of producers stand, by transactional id. Needs Kafka 3.0.
   * @throws PartialResultError with TRANSACTIONAL_ID_NOT_FOUND, TRANSACTIONAL_ID_AUTHORIZATION_FAILED …; ConfigError.
   *   [DescribeTransactions](https://kafka.apache.org/protocol#The_Messages_DescribeTransactions), KIP-664
   */
  describeTransactions(
    transactionalIds: readonly string[],
    options?: WaitOptions,
  ): Promise<ResourceMap<string, DescribedTransaction>>;
  /**
   * The transactions that each broker coordinates, by broker id. Needs Kafka 3.0.
   *
   *     const all = [...(await admin.listTransactions({ states: ['Ongoing'] })).values()].flat();
   *
   * @throws PartialResultError by broker id, with what the other brokers told; ConfigError.
   *   [ListTransactions](https://kafka.apache.org/protocol#The_Messages_ListTransactions), KIP-664, KIP-994, KIP-1152
   */
  listTransactions(options?: ListTransactionsOptions): Promise<ResourceMap<number, readonly TransactionListing[]>>;
  /**
   * Ends a transaction that hangs: one that is open in a partition, and that its coordinator knows nothing of any more. Who
   * does so to a transaction that does not hang breaks it. Needs Kafka 0.11, and the right to act as the cluster.
   * @throws ProtocolError INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED, UNKNOWN_TOPIC_OR_PARTITION,
   *   CLUSTER_AUTHORIZATION_FAILED …; ConfigError.
   *   [WriteTxnMarkers](https://kafka.apache.org/protocol#The_Messages_WriteTxnMarkers), KIP-664
   */
  abortTransaction(spec: AbortTransactionSpec, options?: WaitOptions): Promise<void>;
  /**
   * Refuses the producers that write under transactional ids now, and aborts what they have open. An id that nobody used is
   * known from then on. Needs Kafka 0.11.
   * @throws PartialResultError with TRANSACTIONAL_ID_AUTHORIZATION_FAILED …; ConfigError.
   *   [InitProducerId](https://kafka.apache.org/protocol#The_Messages_InitProducerId), KIP-588
   */
  fenceProducers(
    transactionalIds: readonly string[],
    options?: WaitOptions,
  ): Promise<ResourceMap<string, FencedProducer>>;
  /**
   * Aborts the transaction that is open under a transactional id, whoever has it open, and refuses the producer: as
   * `fenceProducers()` of one id (KIP-939).
   * @throws PartialResultError, ConfigError as `fenceProducers()`
   */
  forceTerminateTransaction(transactionalId: string, options?: WaitOptions): Promise<void>;
}

export function transactionOperations(calls: AdminCalls): TransactionOperations {
  return {
    describeProducers: (partitions, options) => describeProducers(calls, partitions, options),
    describeTransactions: (transactionalIds, options) => describeTransactions(calls, transactionalIds, options),
    listTransactions: (options) => listTransactions(calls, options),
    abortTransaction: (spec, options) => abortTransaction(calls, spec, options),
    fenceProducers: (transactionalIds, options) => fenceProducers(calls, transactionalIds, options),
    forceTerminateTransaction: (transactionalId, options) => forceTerminateTransaction(calls, transactionalId, options),
  };
}
