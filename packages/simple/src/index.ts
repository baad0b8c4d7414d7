export {
  groupByTopicAndPartition,
  readIntString,
  readShortString,
  relativeUnpack,
  writeIntString,
  writeShortString,
} from './byte-helpers.ts';
export {
  AsyncProducerQueueFull,
  Cancelled,
  ChecksumError,
  ConsumerFetchSizeTooSmall,
  ConsumerNoMoreData,
  ConsumerTimeout,
  FailedPayloadsError,
  NodeNotReadyError,
  StaleMetadata,
  TooManyInFlightRequests,
  UnsupportedCodecError,
} from './client-errors.ts';
export { collectHosts } from './collect-hosts.ts';
export { type ConsumedMessage, Consumer, type SimpleConsumerEvents } from './consumer.ts';
export {
  type GetMessageOptions,
  type GetMessagesOptions,
  type MessageConsumerOptions,
  messageConsumerOptions,
  type MultiProcessConsumerOptions,
  multiProcessConsumerOptions,
  type SimpleConsumerOptions,
  simpleConsumerOptions,
} from './consumer-options.ts';
export {
  createGzipMessage,
  createMessage,
  type CreateMessageOptions,
  createMessageSet,
  createSnappyMessage,
  type PayloadAndKey,
} from './create-message.ts';
export * from './error-names.ts';
export { KafkaConnection, type KafkaConnectionOptions } from './kafka-connection.ts';
export {
  type KeyedProducerOptions,
  keyedProducerOptions,
  type MessageProducerOptions,
  messageProducerOptions,
  type SimpleProducerOptions,
  simpleProducerOptions,
} from './message-producer-options.ts';
export {
  KeyedProducer,
  type MessageProducerEvents,
  type MessageValue,
  Producer,
  type SentMessages,
  SimpleProducer,
} from './message-producers.ts';
export { MultiProcessConsumer, type MultiProcessConsumerEvents } from './multi-process-consumer.ts';
export { OffsetCommitContext } from './offset-commit-context.ts';
export {
  HashedPartitioner,
  type KeyPartitioner,
  type KeyPartitionerClass,
  LegacyPartitioner,
  Murmur2Partitioner,
  type PartitionKey,
  RoundRobinPartitioner,
} from './partitioners.ts';
export {
  gzipDecode,
  gzipEncode,
  hasGzip,
  hasLz4,
  hasSnappy,
  hasZstd,
  lz4Decode,
  lz4DecodeOldKafka,
  lz4Encode,
  lz4EncodeOldKafka,
  type PayloadDecodeOptions,
  snappyDecode,
  snappyEncode,
  type SnappyEncodeOptions,
} from './payload-codecs.ts';
export { SimpleClient, SimpleClient as KafkaClient, type SimpleClientOptions } from './simple-client.ts';
export { SimpleConsumer, type Whence } from './simple-consumer.ts';
export type {
  EncodedProducePayload,
  FetchedPayload,
  FetchSendOptions,
  MessagesPayload,
  OffsetSendOptions,
  OffsetStorage,
  Outcome,
  PartitionResponse,
  ProduceSendOptions,
  PayloadSendOptions,
  SentMessage,
} from './simple-client-types.ts';
export type * from './structs.ts';

export {
  // The names in kafka-python 1.0.2 of what these stand for.
  ConfigError as IllegalArgumentError,
  ConfigError as KafkaConfigurationError,
  NoBrokersAvailableError as KafkaUnavailableError,
  NoBrokersAvailableError as NoBrokersAvailable,
  ProtocolError as BrokerResponseError,
  StateError as IllegalStateError,
  TimeoutError as KafkaTimeoutError,
  UnsupportedVersionError as UnrecognizedBrokerVersion,
  WireError as BufferUnderflowError,
} from '@k/wire';

// What the declarations and the README of this package name of others.
export { Channel, Cluster, type ClusterOptions } from '@k/cluster';
export { CodecError, type CompressionType, type LegacyMagic, type LegacyMessage, type RecordData } from '@k/codec';
export type { BrokerAddress, BrokerConnectionOptions } from '@k/conn';
export type { Random } from '@k/runtime';
export {
  ConfigError,
  ConnectionError,
  KafkaError,
  NoBrokersAvailableError,
  NotLeaderOrFollowerError,
  Reader,
  TimeoutError,
  Writer,
  type MetadataResponse,
  type TopicPartition,
} from '@k/wire';
