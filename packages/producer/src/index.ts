export type { ProducerWritableOptions, SendAllOptions, SendOptions } from './arguments.ts';
export type { ProducerInterceptor, RecordOutcome } from './interceptors.ts';
export type { ProducerSendTrace } from './tracing.ts';
export type { Serializer } from './payload.ts';
export { DeliveryError, RecordTooLargeError, RefusedBatchError, SendManyError, SerializationError } from './errors.ts';
export { KafkaProducer } from './kafka-producer.ts';
export type { PreparedTransaction } from './identity/transaction-state.ts';
export type { GroupMetadataSource, InitTransactionsOptions } from './transaction/arguments.ts';
export type {
  BatchSource,
  ConsumedRecord,
  TransactionBatch,
  TransactionLoopOptions,
} from './transaction/consume-loop.ts';
export { TransactionError, type TransactionErrorKind } from './transaction/error.ts';
export type { TransactionOffset } from './transaction/link.ts';
export type { ProducerTransaction } from './transaction/run-transaction.ts';
export type { ProducerEvents } from './events.ts';
export type { ProducerBrokerMetrics, ProducerMetrics, ProducerTopicMetrics } from './metrics.ts';
export { murmur2 } from './murmur2.ts';
export { type KafkaProducerOptions, type ProducerOptions, producerOptions } from './options.ts';
export { partitionForKey, type PartitionContext, type Partitioner, type PartitionerName } from './partitioner.ts';
export type { ProducerRecord, RecordHeaders, RecordMetadata } from './record.ts';

// What the declarations and the README of this package name of others.
export type {
  ClientHealth,
  ClientOptions,
  ConnectOptions,
  ConsumerGroupMetadata,
  PartitionMetadata,
  WithCluster,
} from '@k/cluster';
export type { CompressionType, RecordHeaderInit } from '@k/codec';
export type { WaitOptions } from '@k/runtime';
export {
  AuthenticationError,
  ConfigError,
  ConnectionError,
  KafkaError,
  ProtocolError,
  StateError,
  TimeoutError,
} from '@k/wire';
