export { Broker, createBroker } from './broker.ts';
export type { BrokerGroups, StoredGroupOffset } from './operations/group-operations.ts';
export type { BrokerNodes } from './operations/node-operations.ts';
export type { BrokerRecords } from './operations/record-operations.ts';
export type { BrokerReplicas } from './operations/replica-operations.ts';
export type { BrokerTopics, PartitionDescription, TopicDescription } from './operations/topic-operations.ts';
export type { BrokerTraffic } from './operations/traffic-operations.ts';
export type { BrokerTransactions } from './operations/transaction-operations.ts';
export type { ConnectionDescription } from './connection/connection-description.ts';
export type { CreateTopicOptions, FollowerOptions, StartOptions } from './arguments.ts';
export { brokerOptionsSchema, type BrokerOptions } from './options.ts';
export type { BrokerGroupOptions } from './options/group-options.ts';
export type { BrokerListenerOptions, BrokerSaslOptions, BrokerTlsOptions } from './options/listener-options.ts';
export type { BrokerLogOptions } from './options/log-options.ts';
export type { BrokerReplicaOptions } from './options/replica-options.ts';
export type {
  BrokerAuthorizerOptions,
  BrokerDelegationTokenOptions,
  BrokerSecurityOptions,
} from './options/security-options.ts';
export type { BrokerTopicOptions } from './options/topic-options.ts';
export type { BrokerTransactionOptions } from './options/transaction-options.ts';
export type { CrashOptions, ReplicationOptions } from './replication/arguments.ts';
export type { FetchDelay } from './replication/replication.ts';
export type { ProducedOffset } from './produce/produce-records.ts';
export type { BrokerRecordInit } from './produce/record-init.ts';
export type { PlayedRelease } from './release/releases.ts';
export type { TokenValidator } from './security/oauthbearer-server.ts';
export type { Authenticated } from './security/sasl-server.ts';
export type { SaslMechanismName } from './security/mechanisms.ts';
export type { Control, ControlContext, ControlFunction, ControlOptions, ControlOutcome } from './control/control.ts';
export type { ApiName, RequestOf, ResponseOf } from './control/api-name.ts';
export { serveWeb, type WebOptions, type WebPage } from './web/serve-web.ts';
export type { BrokerEvent, BrokerEventListener } from './events.ts';
export type { Exchange, ExchangeListener } from './exchanges.ts';
export { ExpectationError } from './expect/expectation-error.ts';
export { LoggedRecord, type LoggedRecordInit, type RecordTransaction } from './expect/logged-record.ts';
export type { ExpectNoRecordsOptions, ExpectRecordsOptions, RecordsOptions } from './expect/arguments.ts';
export type { ConnectionCondition } from './expect/connection-wait.ts';
export type { GroupCondition } from './expect/group-wait.ts';
export type { AsymmetricMatcher, JsonPattern, ValuePattern } from './expect/pattern.ts';
export type { RecordFields, RecordPattern } from './expect/record-pattern.ts';
export type { AnswerDifference } from './recording/replay/answer-differences.ts';
export type { RecordedExchange } from './recording/recorded-exchange.ts';
export { readRecording, Recording } from './recording/recording.ts';
export { replay, type ReplayOptions } from './recording/replay/replay.ts';
export type { ReplayDifference, ReplayReport } from './recording/replay/report.ts';
export type { ReplaySasl } from './recording/replay/login.ts';
export type { GroupDescription, MemberDescription } from './group/group-description.ts';
export type { MigrationPolicy } from './group/consumer/group-context.ts';
export type { ConsumerGroupState } from './group/consumer/membership.ts';
export type { ServerAssignorName } from './group/consumer/assignors/assignor.ts';
export type { GroupState } from './group/classic/group-state.ts';
export type { GroupType } from './group/managed-group.ts';
export type { StoredOffset } from './group/offset-store.ts';
export type { EpochEnd, EpochStart } from './log/leader-epochs.ts';
export type { PartitionLog } from './log/partition-log.ts';
export type { ProducerBatch, LoggedProducer } from './log/producer-states.ts';
export type { BrokerStorageOptions, FlushPolicy } from './options/storage-options.ts';
export { StorageError } from './storage/storage-error.ts';
export type { BrokerSnapshot } from './storage/snapshot.ts';
export type { TelemetryPush } from './telemetry/telemetry-push.ts';
export type { TransactionDescription } from './transaction/transaction-description.ts';
export type { TransactionState } from './transaction/transaction-state.ts';
export type { TransactionPartition } from './transaction/transaction.ts';
export type { StoredBatch } from './log/segment.ts';

// What the declarations and the README of this package name of others.
export {
  AdjustableClock,
  type AdjustableClockOptions,
  type Clock,
  type Network,
  type Random,
  type ServerNetwork,
  type WaitOptions,
} from '@k/runtime';
export type { RecordHeader, RecordHeaderInit } from '@k/codec';
export { ConfigError, KafkaError, ProtocolError, type Api, type ErrorName, type MessageInit } from '@k/wire';
