export type { AdminEvents } from './events.ts';
export { KafkaAdmin } from './kafka-admin.ts';
export { adminOptions, type AdminOptions, type AdminSettings, type KafkaAdminOptions } from './options.ts';
export { PartialResultError, settled, type SettledResult } from './partial-result-error.ts';
export type {
  AlterPartitionReassignmentsOptions,
  NewPartitionReassignment,
} from './replicas/alter-partition-reassignments.ts';
export type { ReplicaLogDirAssignment } from './replicas/alter-replica-log-dirs.ts';
export type { ReplicaLogDirInfo } from './replicas/describe-replica-log-dirs.ts';
export type { ElectionType, LeaderElection } from './replicas/elect-leaders.ts';
export type { PartitionReassignment } from './replicas/list-partition-reassignments.ts';
export type { LogDirDescription, ReplicaInfo } from './replicas/log-dirs.ts';
export type { ReplicaOperations } from './replicas/replica-operations.ts';
export type { TopicPartitionReplica } from './replicas/topic-partition-replica.ts';
export { ResourceMap } from './resource-map.ts';
export type { AclOperation } from './authorized-operations.ts';
export type { CreatePartitionsOptions, NewPartitions } from './topics/create-partitions.ts';
export type { CreatedTopic, CreateTopicsOptions, NewTopic } from './topics/create-topics.ts';
export type { DeletedRecords, DeleteRecordsOptions, RecordsToDelete } from './topics/delete-records.ts';
export type { DeletedTopic, DeleteTopicsOptions } from './topics/delete-topics.ts';
export type { DescribeTopicsOptions } from './topics/describe-topics.ts';
export type { ListTopicsOptions } from './topics/list-topics.ts';
export type { DescribedTopic, TopicPartitionInfo } from './topics/described-topic.ts';
export type { TopicOperations } from './topics/topic-operations.ts';
export type { TopicSelection } from './topics/topic-selection.ts';

// What the declarations and the README of this package name of others.
export {
  type BrokerNode,
  type ClientOptions,
  Cluster,
  type ConnectOptions,
  type TopicListing,
  type TopicPartition,
  type WithCluster,
} from '@k/cluster';
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
