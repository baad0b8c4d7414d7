export { PartitionMap } from '@k/cluster';
export type { FoundOffset, IsolationLevel } from '@k/cluster';
export {
  AssignmentError,
  checkAssignor,
  cooperativeStickyAssignor,
  kafkajsRoundRobinAssignor,
  rangeAssignor,
  roundRobinAssignor,
  stickyAssignor,
  SubscriptionPattern,
} from '@k/group';
export type {
  Assignor,
  AssignorChoice,
  AssignorName,
  CommittedOffset,
  GroupProtocol,
  MembershipState,
  MembershipStatus,
  OffsetAndMetadata,
  RawAssignor,
} from '@k/group';
export type { CloseOptions, OffsetAndEpoch, PollOptions, TopicPartitionOffset } from './arguments.ts';
export type { ConsumerBatch } from './delivery/consumer-batch.ts';
export { ConsumerRecord } from './delivery/consumer-record.ts';
export type {
  AsyncDeserializer,
  BadRecordPolicy,
  Deserializer,
  DeserializerFunction,
} from './delivery/deserializer.ts';
export type { ConsumerRecords } from './delivery/consumer-records.ts';
export { KafkaConsumer } from './consumer.ts';

export {
  CommitError,
  CorruptRecordError,
  DeadLetterError,
  DeserializationError,
  LogTruncationError,
  NoOffsetError,
  OffsetLookupError,
  PositionNotInLogError,
  UnreadableRecordError,
} from './errors.ts';
export type { TruncatedLog } from './errors.ts';
export type {
  CommittedPosition,
  ConsumerEvents,
  ConsumerRebalanceListener,
  FailedRecords,
  FormerPosition,
  RecreatedTopic,
  SkippedRecords,
  StalledPartition,
} from './events.ts';
export type { ConsumerHealth, PartitionHealth } from './health.ts';
export type { PartitionLag } from './lag.ts';
export type {
  ConsumerBrokerMetrics,
  ConsumerMetrics,
  ConsumerPartitionMetrics,
  ConsumerTopicMetrics,
  ConsumptionMetrics,
  FetchMetrics,
} from './metrics.ts';
export type { RecordReadable, StreamOptions } from './delivery/node-record-stream.ts';
export type { ConsumerInterceptor } from './interceptors.ts';
export type { BatchIterator, LoopOptions, RecordIterator } from './delivery/iterators.ts';
export type { DeadLetter, DeadLetterOptions } from './run/dead-letter.ts';
export type { HandlerContext } from './run/handler-context.ts';
export type { BatchOptions, Handler, HandlerRetryOptions, RunOptions } from './run/run-options.ts';
export type { ConsumerHandleTrace } from './run/tracing.ts';
export { consumerOptions } from './options.ts';
export type { ConsumerOptions, KafkaConsumerOptions } from './options.ts';
export type { Subscribable, SubscribeOptions } from './subscription.ts';

// What the declarations and the README of this package name of others.
export type {
  ClientHealth,
  ClientOptions,
  ConnectOptions,
  ConsumerGroupMetadata,
  PartitionMetadata,
  WithCluster,
} from '@k/cluster';
export type { RecordHeader, RecordHeaderInit } from '@k/codec';
export type { GroupMemberOptions } from '@k/group';
export type { WaitOptions } from '@k/runtime';
export {
  AuthenticationError,
  ConfigError,
  ConnectionError,
  KafkaError,
  OffsetOutOfRangeError,
  ProtocolError,
  StateError,
  TimeoutError,
  UnsupportedVersionError,
  type TopicPartition,
} from '@k/wire';
