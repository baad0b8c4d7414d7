export type { AdminEvents } from './events.ts';
export { KafkaAdmin } from './kafka-admin.ts';
export { adminOptions, type AdminOptions, type AdminSettings, type KafkaAdminOptions } from './options.ts';
export { PartialResultError, settled, type SettledResult } from './partial-result-error.ts';
export { ResourceMap } from './resource-map.ts';
export type { CreatedTopic, CreateTopicsOptions, NewTopic } from './topics/create-topics.ts';
export type { ListTopicsOptions } from './topics/list-topics.ts';
export type { TopicOperations } from './topics/topic-operations.ts';

// What the declarations and the README of this package name of others.
export { Cluster, type ClientOptions, type ConnectOptions, type TopicListing, type WithCluster } from '@k/cluster';
export type { WaitOptions } from '@k/runtime';
export {
  AuthenticationError,
  ConfigError,
  ConnectionError,
  KafkaError,
  ProtocolError,
  StateError,
  TimeoutError,
  UnsupportedVersionError,
} from '@k/wire';
