// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import type { Api, RecordTypes } from '../message-type.ts';
import { Produce } from './000-produce.ts';
import { Fetch } from './001-fetch.ts';
import { ListOffsets } from './002-list-offsets.ts';
import { Metadata } from './003-metadata.ts';
import { LeaderAndIsr } from './004-leader-and-isr.ts';
import { StopReplica } from './005-stop-replica.ts';
import { UpdateMetadata } from './006-update-metadata.ts';
import { ControlledShutdown } from './007-controlled-shutdown.ts';
import { OffsetCommit } from './008-offset-commit.ts';
import { OffsetFetch } from './009-offset-fetch.ts';
import { FindCoordinator } from './010-find-coordinator.ts';
import { JoinGroup } from './011-join-group.ts';
import { Heartbeat } from './012-heartbeat.ts';
import { LeaveGroup } from './013-leave-group.ts';
import { SyncGroup } from './014-sync-group.ts';
import { DescribeGroups } from './015-describe-groups.ts';
import { ListGroups } from './016-list-groups.ts';
import { SaslHandshake } from './017-sasl-handshake.ts';
import { ApiVersions } from './018-api-versions.ts';
import { CreateTopics } from './019-create-topics.ts';
import { DeleteTopics } from './020-delete-topics.ts';
import { DeleteRecords } from './021-delete-records.ts';
import { InitProducerId } from './022-init-producer-id.ts';
import { OffsetForLeaderEpoch } from './023-offset-for-leader-epoch.ts';
import { AddPartitionsToTxn } from './024-add-partitions-to-txn.ts';
import { AddOffsetsToTxn } from './025-add-offsets-to-txn.ts';
import { EndTxn } from './026-end-txn.ts';
import { WriteTxnMarkers } from './027-write-txn-markers.ts';
import { TxnOffsetCommit } from './028-txn-offset-commit.ts';
import { DescribeAcls } from './029-describe-acls.ts';
import { CreateAcls } from './030-create-acls.ts';
import { DeleteAcls } from './031-delete-acls.ts';
import { DescribeConfigs } from './032-describe-configs.ts';
import { AlterConfigs } from './033-alter-configs.ts';
import { AlterReplicaLogDirs } from './034-alter-replica-log-dirs.ts';
import { DescribeLogDirs } from './035-describe-log-dirs.ts';
import { SaslAuthenticate } from './036-sasl-authenticate.ts';
import { CreatePartitions } from './037-create-partitions.ts';
import { CreateDelegationToken } from './038-create-delegation-token.ts';
import { RenewDelegationToken } from './039-renew-delegation-token.ts';
import { ExpireDelegationToken } from './040-expire-delegation-token.ts';
import { DescribeDelegationToken } from './041-describe-delegation-token.ts';
import { DeleteGroups } from './042-delete-groups.ts';
import { ElectLeaders } from './043-elect-leaders.ts';
import { IncrementalAlterConfigs } from './044-incremental-alter-configs.ts';
import { AlterPartitionReassignments } from './045-alter-partition-reassignments.ts';
import { ListPartitionReassignments } from './046-list-partition-reassignments.ts';
import { OffsetDelete } from './047-offset-delete.ts';
import { DescribeClientQuotas } from './048-describe-client-quotas.ts';
import { AlterClientQuotas } from './049-alter-client-quotas.ts';
import { DescribeUserScramCredentials } from './050-describe-user-scram-credentials.ts';
import { AlterUserScramCredentials } from './051-alter-user-scram-credentials.ts';
import { Vote } from './052-vote.ts';
import { BeginQuorumEpoch } from './053-begin-quorum-epoch.ts';
import { EndQuorumEpoch } from './054-end-quorum-epoch.ts';
import { DescribeQuorum } from './055-describe-quorum.ts';
import { AlterPartition } from './056-alter-partition.ts';
import { UpdateFeatures } from './057-update-features.ts';
import { Envelope } from './058-envelope.ts';
import { FetchSnapshot } from './059-fetch-snapshot.ts';
import { DescribeCluster } from './060-describe-cluster.ts';
import { DescribeProducers } from './061-describe-producers.ts';
import { BrokerRegistration } from './062-broker-registration.ts';
import { BrokerHeartbeat } from './063-broker-heartbeat.ts';
import { UnregisterBroker } from './064-unregister-broker.ts';
import { DescribeTransactions } from './065-describe-transactions.ts';
import { ListTransactions } from './066-list-transactions.ts';
import { AllocateProducerIds } from './067-allocate-producer-ids.ts';
import { ConsumerGroupHeartbeat } from './068-consumer-group-heartbeat.ts';
import { ConsumerGroupDescribe } from './069-consumer-group-describe.ts';
import { ControllerRegistration } from './070-controller-registration.ts';
import { GetTelemetrySubscriptions } from './071-get-telemetry-subscriptions.ts';
import { PushTelemetry } from './072-push-telemetry.ts';
import { AssignReplicasToDirs } from './073-assign-replicas-to-dirs.ts';
import { ListConfigResources } from './074-list-config-resources.ts';
import { DescribeTopicPartitions } from './075-describe-topic-partitions.ts';
import { ShareGroupHeartbeat } from './076-share-group-heartbeat.ts';
import { ShareGroupDescribe } from './077-share-group-describe.ts';
import { ShareFetch } from './078-share-fetch.ts';
import { ShareAcknowledge } from './079-share-acknowledge.ts';
import { AddRaftVoter } from './080-add-raft-voter.ts';
import { RemoveRaftVoter } from './081-remove-raft-voter.ts';
import { UpdateRaftVoter } from './082-update-raft-voter.ts';
import { InitializeShareGroupState } from './083-initialize-share-group-state.ts';
import { ReadShareGroupState } from './084-read-share-group-state.ts';
import { WriteShareGroupState } from './085-write-share-group-state.ts';
import { DeleteShareGroupState } from './086-delete-share-group-state.ts';
import { ReadShareGroupStateSummary } from './087-read-share-group-state-summary.ts';
import { StreamsGroupHeartbeat } from './088-streams-group-heartbeat.ts';
import { StreamsGroupDescribe } from './089-streams-group-describe.ts';
import { DescribeShareGroupOffsets } from './090-describe-share-group-offsets.ts';
import { AlterShareGroupOffsets } from './091-alter-share-group-offsets.ts';
import { DeleteShareGroupOffsets } from './092-delete-share-group-offsets.ts';
import { StreamsGroupTopologyDescriptionUpdate } from './093-streams-group-topology-description-update.ts';
import { UnregisterController } from './094-unregister-controller.ts';
import { ConsumerGroupCurrentMemberAssignmentKey } from './consumer-group-current-member-assignment-key.ts';
import { ConsumerGroupCurrentMemberAssignmentValue } from './consumer-group-current-member-assignment-value.ts';
import { ConsumerGroupMemberMetadataKey } from './consumer-group-member-metadata-key.ts';
import { ConsumerGroupMemberMetadataValue } from './consumer-group-member-metadata-value.ts';
import { ConsumerGroupMetadataKey } from './consumer-group-metadata-key.ts';
import { ConsumerGroupMetadataValue } from './consumer-group-metadata-value.ts';
import { ConsumerGroupPartitionMetadataKey } from './consumer-group-partition-metadata-key.ts';
import { ConsumerGroupPartitionMetadataValue } from './consumer-group-partition-metadata-value.ts';
import { ConsumerGroupRegularExpressionKey } from './consumer-group-regular-expression-key.ts';
import { ConsumerGroupRegularExpressionValue } from './consumer-group-regular-expression-value.ts';
import { ConsumerGroupTargetAssignmentMemberKey } from './consumer-group-target-assignment-member-key.ts';
import { ConsumerGroupTargetAssignmentMemberValue } from './consumer-group-target-assignment-member-value.ts';
import { ConsumerGroupTargetAssignmentMetadataKey } from './consumer-group-target-assignment-metadata-key.ts';
import { ConsumerGroupTargetAssignmentMetadataValue } from './consumer-group-target-assignment-metadata-value.ts';
import { GroupMetadataKey } from './group-metadata-key.ts';
import { GroupMetadataValue } from './group-metadata-value.ts';
import { LegacyOffsetCommitKey } from './legacy-offset-commit-key.ts';
import { LegacyOffsetCommitValue } from './legacy-offset-commit-value.ts';
import { OffsetCommitKey } from './offset-commit-key.ts';
import { OffsetCommitValue } from './offset-commit-value.ts';
import { ShareGroupCurrentMemberAssignmentKey } from './share-group-current-member-assignment-key.ts';
import { ShareGroupCurrentMemberAssignmentValue } from './share-group-current-member-assignment-value.ts';
import { ShareGroupMemberMetadataKey } from './share-group-member-metadata-key.ts';
import { ShareGroupMemberMetadataValue } from './share-group-member-metadata-value.ts';
import { ShareGroupMetadataKey } from './share-group-metadata-key.ts';
import { ShareGroupMetadataValue } from './share-group-metadata-value.ts';
import { ShareGroupStatePartitionMetadataKey } from './share-group-state-partition-metadata-key.ts';
import { ShareGroupStatePartitionMetadataValue } from './share-group-state-partition-metadata-value.ts';
import { ShareGroupTargetAssignmentMemberKey } from './share-group-target-assignment-member-key.ts';
import { ShareGroupTargetAssignmentMemberValue } from './share-group-target-assignment-member-value.ts';
import { ShareGroupTargetAssignmentMetadataKey } from './share-group-target-assignment-metadata-key.ts';
import { ShareGroupTargetAssignmentMetadataValue } from './share-group-target-assignment-metadata-value.ts';
import { StreamsGroupCurrentMemberAssignmentKey } from './streams-group-current-member-assignment-key.ts';
import { StreamsGroupCurrentMemberAssignmentValue } from './streams-group-current-member-assignment-value.ts';
import { StreamsGroupMemberMetadataKey } from './streams-group-member-metadata-key.ts';
import { StreamsGroupMemberMetadataValue } from './streams-group-member-metadata-value.ts';
import { StreamsGroupMetadataKey } from './streams-group-metadata-key.ts';
import { StreamsGroupMetadataValue } from './streams-group-metadata-value.ts';
import { StreamsGroupTargetAssignmentMemberKey } from './streams-group-target-assignment-member-key.ts';
import { StreamsGroupTargetAssignmentMemberValue } from './streams-group-target-assignment-member-value.ts';
import { StreamsGroupTargetAssignmentMetadataKey } from './streams-group-target-assignment-metadata-key.ts';
import { StreamsGroupTargetAssignmentMetadataValue } from './streams-group-target-assignment-metadata-value.ts';
import { StreamsGroupTopologyKey } from './streams-group-topology-key.ts';
import { StreamsGroupTopologyValue } from './streams-group-topology-value.ts';
import { TransactionLogKey } from './transaction-log-key.ts';
import { TransactionLogValue } from './transaction-log-value.ts';

export * from './000-produce.ts';
export * from './001-fetch.ts';
export * from './002-list-offsets.ts';
export * from './003-metadata.ts';
export * from './004-leader-and-isr.ts';
export * from './005-stop-replica.ts';
export * from './006-update-metadata.ts';
export * from './007-controlled-shutdown.ts';
export * from './008-offset-commit.ts';
export * from './009-offset-fetch.ts';
export * from './010-find-coordinator.ts';
export * from './011-join-group.ts';
export * from './012-heartbeat.ts';
export * from './013-leave-group.ts';
export * from './014-sync-group.ts';
export * from './015-describe-groups.ts';
export * from './016-list-groups.ts';
export * from './017-sasl-handshake.ts';
export * from './018-api-versions.ts';
export * from './019-create-topics.ts';
export * from './020-delete-topics.ts';
export * from './021-delete-records.ts';
export * from './022-init-producer-id.ts';
export * from './023-offset-for-leader-epoch.ts';
export * from './024-add-partitions-to-txn.ts';
export * from './025-add-offsets-to-txn.ts';
export * from './026-end-txn.ts';
export * from './027-write-txn-markers.ts';
export * from './028-txn-offset-commit.ts';
export * from './029-describe-acls.ts';
export * from './030-create-acls.ts';
export * from './031-delete-acls.ts';
export * from './032-describe-configs.ts';
export * from './033-alter-configs.ts';
export * from './034-alter-replica-log-dirs.ts';
export * from './035-describe-log-dirs.ts';
export * from './036-sasl-authenticate.ts';
export * from './037-create-partitions.ts';
export * from './038-create-delegation-token.ts';
export * from './039-renew-delegation-token.ts';
export * from './040-expire-delegation-token.ts';
export * from './041-describe-delegation-token.ts';
export * from './042-delete-groups.ts';
export * from './043-elect-leaders.ts';
export * from './044-incremental-alter-configs.ts';
export * from './045-alter-partition-reassignments.ts';
export * from './046-list-partition-reassignments.ts';
export * from './047-offset-delete.ts';
export * from './048-describe-client-quotas.ts';
export * from './049-alter-client-quotas.ts';
export * from './050-describe-user-scram-credentials.ts';
export * from './051-alter-user-scram-credentials.ts';
export * from './052-vote.ts';
export * from './053-begin-quorum-epoch.ts';
export * from './054-end-quorum-epoch.ts';
export * from './055-describe-quorum.ts';
export * from './056-alter-partition.ts';
export * from './057-update-features.ts';
export * from './058-envelope.ts';
export * from './059-fetch-snapshot.ts';
export * from './060-describe-cluster.ts';
export * from './061-describe-producers.ts';
export * from './062-broker-registration.ts';
export * from './063-broker-heartbeat.ts';
export * from './064-unregister-broker.ts';
export * from './065-describe-transactions.ts';
export * from './066-list-transactions.ts';
export * from './067-allocate-producer-ids.ts';
export * from './068-consumer-group-heartbeat.ts';
export * from './069-consumer-group-describe.ts';
export * from './070-controller-registration.ts';
export * from './071-get-telemetry-subscriptions.ts';
export * from './072-push-telemetry.ts';
export * from './073-assign-replicas-to-dirs.ts';
export * from './074-list-config-resources.ts';
export * from './075-describe-topic-partitions.ts';
export * from './076-share-group-heartbeat.ts';
export * from './077-share-group-describe.ts';
export * from './078-share-fetch.ts';
export * from './079-share-acknowledge.ts';
export * from './080-add-raft-voter.ts';
export * from './081-remove-raft-voter.ts';
export * from './082-update-raft-voter.ts';
export * from './083-initialize-share-group-state.ts';
export * from './084-read-share-group-state.ts';
export * from './085-write-share-group-state.ts';
export * from './086-delete-share-group-state.ts';
export * from './087-read-share-group-state-summary.ts';
export * from './088-streams-group-heartbeat.ts';
export * from './089-streams-group-describe.ts';
export * from './090-describe-share-group-offsets.ts';
export * from './091-alter-share-group-offsets.ts';
export * from './092-delete-share-group-offsets.ts';
export * from './093-streams-group-topology-description-update.ts';
export * from './094-unregister-controller.ts';
export * from './aborted-txn.ts';
export * from './consumer-group-current-member-assignment-key.ts';
export * from './consumer-group-current-member-assignment-value.ts';
export * from './consumer-group-member-metadata-key.ts';
export * from './consumer-group-member-metadata-value.ts';
export * from './consumer-group-metadata-key.ts';
export * from './consumer-group-metadata-value.ts';
export * from './consumer-group-partition-metadata-key.ts';
export * from './consumer-group-partition-metadata-value.ts';
export * from './consumer-group-regular-expression-key.ts';
export * from './consumer-group-regular-expression-value.ts';
export * from './consumer-group-target-assignment-member-key.ts';
export * from './consumer-group-target-assignment-member-value.ts';
export * from './consumer-group-target-assignment-metadata-key.ts';
export * from './consumer-group-target-assignment-metadata-value.ts';
export * from './consumer-protocol-assignment.ts';
export * from './consumer-protocol-subscription.ts';
export * from './control-record-type-schema.ts';
export * from './default-principal-data.ts';
export * from './end-txn-marker.ts';
export * from './group-metadata-key.ts';
export * from './group-metadata-value.ts';
export * from './kraft-version-record.ts';
export * from './leader-change-message.ts';
export * from './legacy-offset-commit-key.ts';
export * from './legacy-offset-commit-value.ts';
export * from './offset-commit-key.ts';
export * from './offset-commit-value.ts';
export * from './request-header.ts';
export * from './response-header.ts';
export * from './share-group-current-member-assignment-key.ts';
export * from './share-group-current-member-assignment-value.ts';
export * from './share-group-member-metadata-key.ts';
export * from './share-group-member-metadata-value.ts';
export * from './share-group-metadata-key.ts';
export * from './share-group-metadata-value.ts';
export * from './share-group-state-partition-metadata-key.ts';
export * from './share-group-state-partition-metadata-value.ts';
export * from './share-group-target-assignment-member-key.ts';
export * from './share-group-target-assignment-member-value.ts';
export * from './share-group-target-assignment-metadata-key.ts';
export * from './share-group-target-assignment-metadata-value.ts';
export * from './snapshot-footer-record.ts';
export * from './snapshot-header-record.ts';
export * from './sticky-assignor-user-data.ts';
export * from './streams-group-current-member-assignment-key.ts';
export * from './streams-group-current-member-assignment-value.ts';
export * from './streams-group-member-metadata-key.ts';
export * from './streams-group-member-metadata-value.ts';
export * from './streams-group-metadata-key.ts';
export * from './streams-group-metadata-value.ts';
export * from './streams-group-target-assignment-member-key.ts';
export * from './streams-group-target-assignment-member-value.ts';
export * from './streams-group-target-assignment-metadata-key.ts';
export * from './streams-group-target-assignment-metadata-value.ts';
export * from './streams-group-topology-key.ts';
export * from './streams-group-topology-value.ts';
export * from './transaction-log-key.ts';
export * from './transaction-log-value.ts';
export * from './voters-record.ts';

/** Every API, in the order of the keys. */
export const apis: readonly Api<unknown, unknown>[] = [
  Produce,
  Fetch,
  ListOffsets,
  Metadata,
  LeaderAndIsr,
  StopReplica,
  UpdateMetadata,
  ControlledShutdown,
  OffsetCommit,
  OffsetFetch,
  FindCoordinator,
  JoinGroup,
  Heartbeat,
  LeaveGroup,
  SyncGroup,
  DescribeGroups,
  ListGroups,
  SaslHandshake,
  ApiVersions,
  CreateTopics,
  DeleteTopics,
  DeleteRecords,
  InitProducerId,
  OffsetForLeaderEpoch,
  AddPartitionsToTxn,
  AddOffsetsToTxn,
  EndTxn,
  WriteTxnMarkers,
  TxnOffsetCommit,
  DescribeAcls,
  CreateAcls,
  DeleteAcls,
  DescribeConfigs,
  AlterConfigs,
  AlterReplicaLogDirs,
  DescribeLogDirs,
  SaslAuthenticate,
  CreatePartitions,
  CreateDelegationToken,
  RenewDelegationToken,
  ExpireDelegationToken,
  DescribeDelegationToken,
  DeleteGroups,
  ElectLeaders,
  IncrementalAlterConfigs,
  AlterPartitionReassignments,
  ListPartitionReassignments,
  OffsetDelete,
  DescribeClientQuotas,
  AlterClientQuotas,
  DescribeUserScramCredentials,
  AlterUserScramCredentials,
  Vote,
  BeginQuorumEpoch,
  EndQuorumEpoch,
  DescribeQuorum,
  AlterPartition,
  UpdateFeatures,
  Envelope,
  FetchSnapshot,
  DescribeCluster,
  DescribeProducers,
  BrokerRegistration,
  BrokerHeartbeat,
  UnregisterBroker,
  DescribeTransactions,
  ListTransactions,
  AllocateProducerIds,
  ConsumerGroupHeartbeat,
  ConsumerGroupDescribe,
  ControllerRegistration,
  GetTelemetrySubscriptions,
  PushTelemetry,
  AssignReplicasToDirs,
  ListConfigResources,
  DescribeTopicPartitions,
  ShareGroupHeartbeat,
  ShareGroupDescribe,
  ShareFetch,
  ShareAcknowledge,
  AddRaftVoter,
  RemoveRaftVoter,
  UpdateRaftVoter,
  InitializeShareGroupState,
  ReadShareGroupState,
  WriteShareGroupState,
  DeleteShareGroupState,
  ReadShareGroupStateSummary,
  StreamsGroupHeartbeat,
  StreamsGroupDescribe,
  DescribeShareGroupOffsets,
  AlterShareGroupOffsets,
  DeleteShareGroupOffsets,
  StreamsGroupTopologyDescriptionUpdate,
  UnregisterController,
] as readonly Api<unknown, unknown>[];

/** The records of __consumer_offsets, by type. */
export const consumerOffsetsRecords: RecordTypes = {
  0: { key: LegacyOffsetCommitKey, value: LegacyOffsetCommitValue },
  1: { key: OffsetCommitKey, value: OffsetCommitValue },
  2: { key: GroupMetadataKey, value: GroupMetadataValue },
  3: { key: ConsumerGroupMetadataKey, value: ConsumerGroupMetadataValue },
  4: { key: ConsumerGroupPartitionMetadataKey, value: ConsumerGroupPartitionMetadataValue },
  5: { key: ConsumerGroupMemberMetadataKey, value: ConsumerGroupMemberMetadataValue },
  6: { key: ConsumerGroupTargetAssignmentMetadataKey, value: ConsumerGroupTargetAssignmentMetadataValue },
  7: { key: ConsumerGroupTargetAssignmentMemberKey, value: ConsumerGroupTargetAssignmentMemberValue },
  8: { key: ConsumerGroupCurrentMemberAssignmentKey, value: ConsumerGroupCurrentMemberAssignmentValue },
  10: { key: ShareGroupMemberMetadataKey, value: ShareGroupMemberMetadataValue },
  11: { key: ShareGroupMetadataKey, value: ShareGroupMetadataValue },
  12: { key: ShareGroupTargetAssignmentMetadataKey, value: ShareGroupTargetAssignmentMetadataValue },
  13: { key: ShareGroupTargetAssignmentMemberKey, value: ShareGroupTargetAssignmentMemberValue },
  14: { key: ShareGroupCurrentMemberAssignmentKey, value: ShareGroupCurrentMemberAssignmentValue },
  15: { key: ShareGroupStatePartitionMetadataKey, value: ShareGroupStatePartitionMetadataValue },
  16: { key: ConsumerGroupRegularExpressionKey, value: ConsumerGroupRegularExpressionValue },
  17: { key: StreamsGroupMetadataKey, value: StreamsGroupMetadataValue },
  19: { key: StreamsGroupMemberMetadataKey, value: StreamsGroupMemberMetadataValue },
  20: { key: StreamsGroupTargetAssignmentMetadataKey, value: StreamsGroupTargetAssignmentMetadataValue },
  21: { key: StreamsGroupTargetAssignmentMemberKey, value: StreamsGroupTargetAssignmentMemberValue },
  22: { key: StreamsGroupCurrentMemberAssignmentKey, value: StreamsGroupCurrentMemberAssignmentValue },
  23: { key: StreamsGroupTopologyKey, value: StreamsGroupTopologyValue },
};

/** The records of __transaction_state, by type. */
export const transactionStateRecords: RecordTypes = { 0: { key: TransactionLogKey, value: TransactionLogValue } };
