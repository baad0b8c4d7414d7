export type { AccessOperations } from './access/access-operations.ts';
export type { AclBinding, AclBindingFilter, NewAcl } from './access/acl.ts';
export type { AclPatternType, AclPermissionType, AclResourceType } from './access/acl-codes.ts';
export type { UserScramCredentialAlteration } from './access/alter-scram-credentials.ts';
export type {
  AlterClientQuotasOptions,
  ClientQuotaAlteration,
  ClientQuotaEntity,
  ClientQuotaFilter,
  ClientQuotaFilterComponent,
  ClientQuotas,
  QuotaEntityType,
} from './access/client-quotas.ts';
export { DelegationToken } from './access/delegation-token.ts';
export type { CreateDelegationTokenOptions, DescribeDelegationTokenOptions } from './access/delegation-tokens.ts';
export type { ScramCredentialInfo } from './access/describe-scram-credentials.ts';
export type { ScramMechanism } from './access/scram-mechanism.ts';
export type { ExpireDelegationTokenOptions, RenewDelegationTokenOptions } from './access/token-lifetimes.ts';
export type { AclOperation } from './authorized-operations.ts';
export type { ClusterOperations } from './cluster/cluster-operations.ts';
export type { ClusterDescription, ClusterNode, DescribeClusterOptions } from './cluster/describe-cluster.ts';
export type {
  DescribeFeaturesOptions,
  FeatureMetadata,
  FinalizedVersionRange,
  SupportedVersionRange,
} from './cluster/describe-features.ts';
export type {
  QuorumInfo,
  QuorumNode,
  QuorumReplicaState,
  RaftVoterEndpoint,
} from './cluster/describe-metadata-quorum.ts';
export type { RaftVoterOptions } from './cluster/raft-voters.ts';
export type { FeatureUpdate, FeatureUpgradeType, UpdateFeaturesOptions } from './cluster/update-features.ts';
export type { ConfigReplacement } from './configs/alter-configs.ts';
export type { ConfigEntry, ConfigSource, ConfigSynonym, ConfigType } from './configs/config-entry.ts';
export type { ConfigOperations } from './configs/config-operations.ts';
export type { ConfigResource, ConfigResourceType } from './configs/config-resource.ts';
export type { DescribeConfigsOptions } from './configs/describe-configs.ts';
export type { AlterConfigsOptions } from './configs/alter-resources.ts';
export type { ConfigAlteration } from './configs/incremental-alter-configs.ts';
export type { AdminEvents } from './events.ts';
export type { ClassicGroupDescription } from './groups/describe-classic-groups.ts';
export type { ConsumerGroupDescription } from './groups/describe-consumer-groups.ts';
export type { AnyGroupDescription, DescribeGroupsOptions } from './groups/describe-groups.ts';
export type { ShareGroupDescription, ShareMemberDescription } from './groups/describe-share-groups.ts';
export type { DescribeStreamsGroupsOptions, StreamsGroupDescription } from './groups/describe-streams-groups.ts';
export type { GroupOperations } from './groups/group-operations.ts';
export type { GroupStateName, GroupTypeName } from './groups/group-types.ts';
export type { GroupListing, ListGroupsOptions } from './groups/list-groups.ts';
export type { GroupMemberDescription } from './groups/members.ts';
export type { MemberToRemove, RemoveMembersOptions } from './groups/remove-members.ts';
export type {
  StreamsMemberAssignment,
  StreamsMemberDescription,
  StreamsTask,
  StreamsTaskOffset,
} from './groups/streams-members.ts';
export type {
  StreamsNode,
  StreamsSubtopologyDescription,
  StreamsTopic,
  StreamsTopologyDescription,
} from './groups/streams-topology.ts';
export { KafkaAdmin } from './kafka-admin.ts';
export type { GroupLag, GroupPartitionLag } from './offsets/group-lag.ts';
export { offsetsToCsv } from './offsets/reset-csv.ts';
export type { ResetOffset, ResetOffsetsOptions } from './offsets/reset-offsets.ts';
export type { ResetSpec } from './offsets/reset-spec.ts';
export type { NewShareGroupOffset } from './offsets/change-share-group-offsets.ts';
export type { GroupOffset, NewGroupOffset, NewGroupOffsets } from './offsets/group-offset.ts';
export type { GroupOffsetsSpec } from './offsets/group-offsets-spec.ts';
export type { GroupOffsets, ListGroupOffsetsOptions } from './offsets/list-group-offsets.ts';
export type { ListedOffset, OffsetLookupOptions, PartitionOffsetSpec } from './offsets/list-offsets.ts';
export type { OffsetOperations } from './offsets/offset-operations.ts';
export type { OffsetSpec } from './offsets/offset-spec.ts';
export type { ShareGroupOffsets, SharePartitionOffset } from './offsets/share-group-offsets.ts';
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
export type { CopyTopicOptions } from './topics/copy-topic.ts';
export type { CreatePartitionsOptions, CreateTopicsOptions } from './topics/change-topics.ts';
export type { NewPartitions } from './topics/create-partitions.ts';
export type { CreatedTopic, NewTopic } from './topics/create-topics.ts';
export type { DeletedRecords, DeleteRecordsOptions, RecordsToDelete } from './topics/delete-records.ts';
export type { DeletedTopic, DeleteTopicsOptions } from './topics/delete-topics.ts';
export type { DescribeTopicsOptions } from './topics/describe-topics.ts';
export type { ListTopicsOptions } from './topics/list-topics.ts';
export type { DescribedTopic, TopicPartitionInfo } from './topics/described-topic.ts';
export type { TopicOperations } from './topics/topic-operations.ts';
export type { TopicSelection } from './topics/topic-selection.ts';
export type { AbortTransactionSpec } from './transactions/abort-transaction.ts';
export type { DescribeProducersOptions, ActiveProducerState } from './transactions/describe-producers.ts';
export type { DescribedTransaction } from './transactions/describe-transactions.ts';
export type { FencedProducer } from './transactions/fence-producers.ts';
export type { ListTransactionsOptions, TransactionListing } from './transactions/list-transactions.ts';
export type { TransactionOperations } from './transactions/transaction-operations.ts';
export type { TransactionStateName } from './transactions/transaction-state.ts';

// What the declarations and the README of this package name of others.
export {
  type BrokerNode,
  type ClientOptions,
  Cluster,
  type ConnectOptions,
  type IsolationLevel,
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
