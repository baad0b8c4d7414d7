export { Channel, type ChannelOptions } from './channel.ts';
export {
  type ClientOptions,
  clientOptionShape,
  clusterOptionsOf,
  isCluster,
  type OwnCluster,
  parseClientOptions,
  refineClientOptions,
  type SharedCluster,
  type WithCluster,
  type ClientOptionRules,
} from './client-options.ts';
export { Cluster, type ConnectOptions } from './cluster.ts';
export type { CoordinatorKind } from './coordinators.ts';
export type {
  AuthenticateEvent,
  ClusterEvents,
  ConnectEvent,
  DisconnectEvent,
  RefreshEvent,
  RequestEvent,
  RetryEvent,
  ThrottleEvent,
} from './diagnostics.ts';
export type {
  BrokerHealth,
  BrokerReach,
  ClientHealth,
  ClusterHealth,
  MetadataHealth,
  ReachState,
  TopicHealth,
} from './health.ts';
export {
  EARLIEST_LOCAL_TIMESTAMP,
  EARLIEST_PENDING_UPLOAD_TIMESTAMP,
  EARLIEST_TIMESTAMP,
  isolationLevelCode,
  LATEST_TIERED_TIMESTAMP,
  LATEST_TIMESTAMP,
  listOffsets,
  listOffsetsAt,
  listOffsetsVersionFor,
  MAX_TIMESTAMP,
  noLeaderError,
  type FoundOffset,
  type IsolationLevel,
  type ListOffsetsOptions,
  type OffsetLookup,
} from './list-offsets.ts';
export { listTopics, type TopicListing } from './list-topics.ts';
export { consoleLogger, type ConsoleLike, type Logger, type LogLevel } from './logger.ts';
export type {
  BrokerNode,
  LeaderHint,
  MetadataSnapshot,
  PartitionMetadata,
  TopicMetadata,
  TopicPartition,
} from './metadata.ts';
export { clusterOptions, type ClusterOptions, type ClusterSettings } from './options.ts';
export type { ConsumerGroupMetadata } from './group-metadata.ts';
export { PartitionMap, type PartitionEntry } from './partition-map.ts';
export type { ClusterRequestOptions, DeadlineOptions, Requester } from './requester.ts';
export { retryParts, type RetryPartsOptions } from './retry-parts.ts';
export { callsForMetadata, isRetriable, type FailedAttempt } from './retry.ts';
export { describeTarget, type Target } from './target.ts';
export type { LoadTopicsOptions } from './topic-loader.ts';

// What the declarations and the README of this package name of others.
export { AuthenticationError, firstReleaseWith } from '@k/conn';
export type { Connection, ConnectionOptions, FinalizedFeatures, RequestBody, RequestOptions } from '@k/conn';
export { Deadline, type Runtime, type WaitOptions } from '@k/runtime';
export {
  ConfigError,
  ConnectionError,
  KafkaError,
  ProtocolError,
  StateError,
  TimeoutError,
  UnsupportedVersionError,
  type Api,
} from '@k/wire';
