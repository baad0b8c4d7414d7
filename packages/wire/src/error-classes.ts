import { CodedError } from './protocol-error.ts';

// One class for each error code, for `instanceof`. The comments say what the table in error-codes.ts says: a test
// compares them, and prints what should stand here.

/**
 * -1, `UNKNOWN_SERVER_ERROR`: The broker failed in a way it did not expect; its log tells more. In kafka-python
 * `UnknownError`.
 */
export class UnknownServerError extends CodedError {
  static override readonly errno = -1;
}

/** 0, `NONE`: No error. */
export class NoError extends CodedError {
  static override readonly errno = 0;
}

/**
 * 1, `OFFSET_OUT_OF_RANGE`: The offset lies outside of what the partition holds: before its first record or after its
 * last.
 */
export class OffsetOutOfRangeError extends CodedError {
  static override readonly errno = 1;
}

/**
 * 2, `CORRUPT_MESSAGE`: A record batch is damaged: its checksum, its size, or a missing key in a compacted topic.
 * Retriable. In kafka-python `InvalidMessageError`. Retriable today, not in kafka-python.
 */
export class CorruptMessageError extends CodedError {
  static override readonly errno = 2;
}

/**
 * 3, `UNKNOWN_TOPIC_OR_PARTITION`: The broker knows no such topic or partition. It may not exist, or not yet, or be
 * hidden from this user. Retriable, with fresh metadata. Retriable today, not in kafka-python.
 */
export class UnknownTopicOrPartitionError extends CodedError {
  static override readonly errno = 3;
}

/**
 * 4, `INVALID_FETCH_SIZE`: The fetch asks for an impossible number of bytes. In kafka-python
 * `InvalidFetchRequestError`.
 */
export class InvalidFetchSizeError extends CodedError {
  static override readonly errno = 4;
}

/**
 * 5, `LEADER_NOT_AVAILABLE`: The partition has no leader at the moment; an election is under way. Retriable, with fresh
 * metadata.
 */
export class LeaderNotAvailableError extends CodedError {
  static override readonly errno = 5;
}

/**
 * 6, `NOT_LEADER_OR_FOLLOWER`: The broker asked is not the leader (or, for a fetch, not a replica) of the partition.
 * Retriable, with fresh metadata. In kafka-python `NotLeaderForPartitionError`.
 */
export class NotLeaderOrFollowerError extends CodedError {
  static override readonly errno = 6;
}

/** 7, `REQUEST_TIMED_OUT`: The broker could not finish the request within its time limit. Retriable. */
export class RequestTimedOutError extends CodedError {
  static override readonly errno = 7;
}

/** 8, `BROKER_NOT_AVAILABLE`: The broker is not available. */
export class BrokerNotAvailableError extends CodedError {
  static override readonly errno = 8;
}

/**
 * 9, `REPLICA_NOT_AVAILABLE`: The replica asked for is not available on this broker. Retriable, with fresh metadata.
 * Retriable today, not in kafka-python.
 */
export class ReplicaNotAvailableError extends CodedError {
  static override readonly errno = 9;
}

/**
 * 10, `MESSAGE_TOO_LARGE`: A record or batch is larger than the broker or topic accepts (max.message.bytes). In
 * kafka-python `MessageSizeTooLargeError`.
 */
export class MessageTooLargeError extends CodedError {
  static override readonly errno = 10;
}

/** 11, `STALE_CONTROLLER_EPOCH`: The request carries the epoch of a controller that has been replaced. */
export class StaleControllerEpochError extends CodedError {
  static override readonly errno = 11;
}

/**
 * 12, `OFFSET_METADATA_TOO_LARGE`: The metadata string of a committed offset is longer than the broker accepts
 * (offset.metadata.max.bytes).
 */
export class OffsetMetadataTooLargeError extends CodedError {
  static override readonly errno = 12;
}

/**
 * 13, `NETWORK_EXCEPTION`: The connection was lost before the answer came. Retriable, with fresh metadata. In
 * kafka-python `StaleLeaderEpochCodeError`. The code had another meaning in kafka-python.
 */
export class NetworkError extends CodedError {
  static override readonly errno = 13;
}

/**
 * 14, `COORDINATOR_LOAD_IN_PROGRESS`: The coordinator is still loading its state. Retriable. In kafka-python
 * `GroupLoadInProgressError`.
 */
export class CoordinatorLoadInProgressError extends CodedError {
  static override readonly errno = 14;
}

/**
 * 15, `COORDINATOR_NOT_AVAILABLE`: There is no coordinator at the moment: its partition has no leader, or is being
 * created. Retriable. In kafka-python `GroupCoordinatorNotAvailableError`.
 */
export class CoordinatorNotAvailableError extends CodedError {
  static override readonly errno = 15;
}

/**
 * 16, `NOT_COORDINATOR`: The broker asked is not the coordinator of this group or transactional id. Retriable. In
 * kafka-python `NotCoordinatorForGroupError`.
 */
export class NotCoordinatorError extends CodedError {
  static override readonly errno = 16;
}

/**
 * 17, `INVALID_TOPIC_EXCEPTION`: The topic's name is not legal, or the topic may not be used this way (an internal one,
 * for example).
 */
export class InvalidTopicError extends CodedError {
  static override readonly errno = 17;
}

/** 18, `RECORD_LIST_TOO_LARGE`: The batch is larger than a log segment of the broker. */
export class RecordListTooLargeError extends CodedError {
  static override readonly errno = 18;
}

/**
 * 19, `NOT_ENOUGH_REPLICAS`: Fewer replicas are in sync than min.insync.replicas asks for; nothing was written.
 * Retriable. Retriable today, not in kafka-python.
 */
export class NotEnoughReplicasError extends CodedError {
  static override readonly errno = 19;
}

/**
 * 20, `NOT_ENOUGH_REPLICAS_AFTER_APPEND`: The records were written, but fewer replicas are in sync than
 * min.insync.replicas asks for. Retriable. Retriable today, not in kafka-python.
 */
export class NotEnoughReplicasAfterAppendError extends CodedError {
  static override readonly errno = 20;
}

/** 21, `INVALID_REQUIRED_ACKS`: The number of acknowledgements asked for is not -1, 0 or 1. */
export class InvalidRequiredAcksError extends CodedError {
  static override readonly errno = 21;
}

/** 22, `ILLEGAL_GENERATION`: The generation is not the group's current one: the group has rebalanced since. */
export class IllegalGenerationError extends CodedError {
  static override readonly errno = 22;
}

/**
 * 23, `INCONSISTENT_GROUP_PROTOCOL`: The member offers no protocol that all members of the group have, or none at all.
 */
export class InconsistentGroupProtocolError extends CodedError {
  static override readonly errno = 23;
}

/** 24, `INVALID_GROUP_ID`: The group id is empty or not legal. */
export class InvalidGroupIdError extends CodedError {
  static override readonly errno = 24;
}

/** 25, `UNKNOWN_MEMBER_ID`: The coordinator does not know this member: it was removed, or never joined. */
export class UnknownMemberIdError extends CodedError {
  static override readonly errno = 25;
}

/**
 * 26, `INVALID_SESSION_TIMEOUT`: The session timeout lies outside of what the broker allows
 * (group.min/max.session.timeout.ms).
 */
export class InvalidSessionTimeoutError extends CodedError {
  static override readonly errno = 26;
}

/** 27, `REBALANCE_IN_PROGRESS`: The group is rebalancing: the member has to join again. */
export class RebalanceInProgressError extends CodedError {
  static override readonly errno = 27;
}

/** 28, `INVALID_COMMIT_OFFSET_SIZE`: The commit is larger than the broker accepts. */
export class InvalidCommitOffsetSizeError extends CodedError {
  static override readonly errno = 28;
}

/** 29, `TOPIC_AUTHORIZATION_FAILED`: This user may not do this with the topic. */
export class TopicAuthorizationFailedError extends CodedError {
  static override readonly errno = 29;
}

/** 30, `GROUP_AUTHORIZATION_FAILED`: This user may not do this with the group. */
export class GroupAuthorizationFailedError extends CodedError {
  static override readonly errno = 30;
}

/** 31, `CLUSTER_AUTHORIZATION_FAILED`: This user may not do this with the cluster. */
export class ClusterAuthorizationFailedError extends CodedError {
  static override readonly errno = 31;
}

/** 32, `INVALID_TIMESTAMP`: A record's timestamp is too far from the broker's clock. */
export class InvalidTimestampError extends CodedError {
  static override readonly errno = 32;
}

/** 33, `UNSUPPORTED_SASL_MECHANISM`: The broker does not offer this SASL mechanism. */
export class UnsupportedSaslMechanismError extends CodedError {
  static override readonly errno = 33;
}

/** 34, `ILLEGAL_SASL_STATE`: The request is not allowed at this point of the SASL exchange. */
export class IllegalSaslStateError extends CodedError {
  static override readonly errno = 34;
}

/**
 * 35, `UNSUPPORTED_VERSION`: The broker does not speak this version of the API. Not `UnsupportedVersionError`, which is
 * thrown before anything is sent.
 */
export class UnsupportedVersionResponseError extends CodedError {
  static override readonly errno = 35;
}

/** 36, `TOPIC_ALREADY_EXISTS`: A topic with this name already exists. */
export class TopicAlreadyExistsError extends CodedError {
  static override readonly errno = 36;
}

/** 37, `INVALID_PARTITIONS`: The number of partitions is not possible. */
export class InvalidPartitionsError extends CodedError {
  static override readonly errno = 37;
}

/** 38, `INVALID_REPLICATION_FACTOR`: The replication factor is below 1 or above the number of brokers. */
export class InvalidReplicationFactorError extends CodedError {
  static override readonly errno = 38;
}

/** 39, `INVALID_REPLICA_ASSIGNMENT`: The replica assignment is not possible. */
export class InvalidReplicaAssignmentError extends CodedError {
  static override readonly errno = 39;
}

/** 40, `INVALID_CONFIG`: A configuration entry is not legal. */
export class InvalidConfigError extends CodedError {
  static override readonly errno = 40;
}

/** 41, `NOT_CONTROLLER`: The broker asked is not the controller of the cluster. Retriable. */
export class NotControllerError extends CodedError {
  static override readonly errno = 41;
}

/** 42, `INVALID_REQUEST`: The broker cannot make sense of the request; its log tells more. */
export class InvalidRequestError extends CodedError {
  static override readonly errno = 42;
}

/** 43, `UNSUPPORTED_FOR_MESSAGE_FORMAT`: The records are stored in a format too old for this request. */
export class UnsupportedForMessageFormatError extends CodedError {
  static override readonly errno = 43;
}

/** 44, `POLICY_VIOLATION`: A policy of the broker refuses this. */
export class PolicyViolationError extends CodedError {
  static override readonly errno = 44;
}

/**
 * 45, `OUT_OF_ORDER_SEQUENCE_NUMBER`: The batch's sequence number does not follow the last one of this producer: one
 * before it is missing.
 */
export class OutOfOrderSequenceNumberError extends CodedError {
  static override readonly errno = 45;
}

/** 46, `DUPLICATE_SEQUENCE_NUMBER`: The batch has been written already. */
export class DuplicateSequenceNumberError extends CodedError {
  static override readonly errno = 46;
}

/** 47, `INVALID_PRODUCER_EPOCH`: The producer's epoch is old: a newer instance, or the coordinator, has taken over. */
export class InvalidProducerEpochError extends CodedError {
  static override readonly errno = 47;
}

/** 48, `INVALID_TXN_STATE`: The transaction is not in a state that allows this. */
export class InvalidTxnStateError extends CodedError {
  static override readonly errno = 48;
}

/** 49, `INVALID_PRODUCER_ID_MAPPING`: The producer id does not belong to this transactional id (any more). */
export class InvalidProducerIdMappingError extends CodedError {
  static override readonly errno = 49;
}

/**
 * 50, `INVALID_TRANSACTION_TIMEOUT`: The transaction timeout is larger than the broker allows
 * (transaction.max.timeout.ms).
 */
export class InvalidTransactionTimeoutError extends CodedError {
  static override readonly errno = 50;
}

/** 51, `CONCURRENT_TRANSACTIONS`: Another operation on the same transaction has not finished. Retriable. */
export class ConcurrentTransactionsError extends CodedError {
  static override readonly errno = 51;
}

/** 52, `TRANSACTION_COORDINATOR_FENCED`: The transaction coordinator that sent this has been replaced. */
export class TransactionCoordinatorFencedError extends CodedError {
  static override readonly errno = 52;
}

/** 53, `TRANSACTIONAL_ID_AUTHORIZATION_FAILED`: This user may not use the transactional id. */
export class TransactionalIdAuthorizationFailedError extends CodedError {
  static override readonly errno = 53;
}

/** 54, `SECURITY_DISABLED`: The broker has no authorizer, so there are no access rules to work on. */
export class SecurityDisabledError extends CodedError {
  static override readonly errno = 54;
}

/** 55, `OPERATION_NOT_ATTEMPTED`: The broker did not try this part, because another part of the request failed. */
export class OperationNotAttemptedError extends CodedError {
  static override readonly errno = 55;
}

/**
 * 56, `KAFKA_STORAGE_ERROR`: The broker's disk failed; the log directory is offline. Retriable, with fresh metadata.
 */
export class KafkaStorageError extends CodedError {
  static override readonly errno = 56;
}

/** 57, `LOG_DIR_NOT_FOUND`: The broker has no such log directory. */
export class LogDirNotFoundError extends CodedError {
  static override readonly errno = 57;
}

/** 58, `SASL_AUTHENTICATION_FAILED`: The broker refuses these credentials. */
export class SaslAuthenticationFailedError extends CodedError {
  static override readonly errno = 58;
}

/** 59, `UNKNOWN_PRODUCER_ID`: The broker no longer knows this producer: its last records were deleted. */
export class UnknownProducerIdError extends CodedError {
  static override readonly errno = 59;
}

/** 60, `REASSIGNMENT_IN_PROGRESS`: The partition's replicas are being reassigned. */
export class ReassignmentInProgressError extends CodedError {
  static override readonly errno = 60;
}

/** 61, `DELEGATION_TOKEN_AUTH_DISABLED`: The broker does not offer delegation tokens. */
export class DelegationTokenAuthDisabledError extends CodedError {
  static override readonly errno = 61;
}

/** 62, `DELEGATION_TOKEN_NOT_FOUND`: The broker knows no such delegation token. */
export class DelegationTokenNotFoundError extends CodedError {
  static override readonly errno = 62;
}

/** 63, `DELEGATION_TOKEN_OWNER_MISMATCH`: This user neither owns the delegation token nor may renew it. */
export class DelegationTokenOwnerMismatchError extends CodedError {
  static override readonly errno = 63;
}

/**
 * 64, `DELEGATION_TOKEN_REQUEST_NOT_ALLOWED`: Delegation tokens cannot be asked for over a connection authenticated
 * this way.
 */
export class DelegationTokenRequestNotAllowedError extends CodedError {
  static override readonly errno = 64;
}

/** 65, `DELEGATION_TOKEN_AUTHORIZATION_FAILED`: This user may not do this with the delegation token. */
export class DelegationTokenAuthorizationFailedError extends CodedError {
  static override readonly errno = 65;
}

/** 66, `DELEGATION_TOKEN_EXPIRED`: The delegation token has expired. */
export class DelegationTokenExpiredError extends CodedError {
  static override readonly errno = 66;
}

/** 67, `INVALID_PRINCIPAL_TYPE`: The type of the principal is not known. */
export class InvalidPrincipalTypeError extends CodedError {
  static override readonly errno = 67;
}

/** 68, `NON_EMPTY_GROUP`: The group still has members. */
export class NonEmptyGroupError extends CodedError {
  static override readonly errno = 68;
}

/** 69, `GROUP_ID_NOT_FOUND`: There is no such group. */
export class GroupIdNotFoundError extends CodedError {
  static override readonly errno = 69;
}

/**
 * 70, `FETCH_SESSION_ID_NOT_FOUND`: The broker has dropped the fetch session: the next fetch opens a new one.
 * Retriable.
 */
export class FetchSessionIdNotFoundError extends CodedError {
  static override readonly errno = 70;
}

/** 71, `INVALID_FETCH_SESSION_EPOCH`: The fetch session has moved on: the next fetch opens a new one. Retriable. */
export class InvalidFetchSessionEpochError extends CodedError {
  static override readonly errno = 71;
}

/**
 * 72, `LISTENER_NOT_FOUND`: The partition's leader has no listener of the name that the client uses. Retriable, with
 * fresh metadata.
 */
export class ListenerNotFoundError extends CodedError {
  static override readonly errno = 72;
}

/** 73, `TOPIC_DELETION_DISABLED`: Deleting topics is switched off (delete.topic.enable). */
export class TopicDeletionDisabledError extends CodedError {
  static override readonly errno = 73;
}

/** 74, `FENCED_LEADER_EPOCH`: The leader epoch given is older than the broker's. Retriable, with fresh metadata. */
export class FencedLeaderEpochError extends CodedError {
  static override readonly errno = 74;
}

/** 75, `UNKNOWN_LEADER_EPOCH`: The leader epoch given is newer than the broker's, which has to catch up. Retriable. */
export class UnknownLeaderEpochError extends CodedError {
  static override readonly errno = 75;
}

/**
 * 76, `UNSUPPORTED_COMPRESSION_TYPE`: The records are compressed in a way that this version of the request cannot
 * carry.
 */
export class UnsupportedCompressionTypeError extends CodedError {
  static override readonly errno = 76;
}

/** 77, `STALE_BROKER_EPOCH`: The broker's registration has been replaced by a newer one. */
export class StaleBrokerEpochError extends CodedError {
  static override readonly errno = 77;
}

/** 78, `OFFSET_NOT_AVAILABLE`: The new leader does not know its high watermark yet. Retriable. */
export class OffsetNotAvailableError extends CodedError {
  static override readonly errno = 78;
}

/** 79, `MEMBER_ID_REQUIRED`: The member has to join again with the id that came with this answer (KIP-394). */
export class MemberIdRequiredError extends CodedError {
  static override readonly errno = 79;
}

/**
 * 80, `PREFERRED_LEADER_NOT_AVAILABLE`: The preferred replica is not available for leadership. Retriable, with fresh
 * metadata.
 */
export class PreferredLeaderNotAvailableError extends CodedError {
  static override readonly errno = 80;
}

/** 81, `GROUP_MAX_SIZE_REACHED`: The group already has as many members as the broker allows (group.max.size). */
export class GroupMaxSizeReachedError extends CodedError {
  static override readonly errno = 81;
}

/** 82, `FENCED_INSTANCE_ID`: Another member with the same group.instance.id has taken this one's place. */
export class FencedInstanceIdError extends CodedError {
  static override readonly errno = 82;
}

/** 83, `ELIGIBLE_LEADERS_NOT_AVAILABLE`: None of the replicas may become leader. Retriable, with fresh metadata. */
export class EligibleLeadersNotAvailableError extends CodedError {
  static override readonly errno = 83;
}

/** 84, `ELECTION_NOT_NEEDED`: The partition already has the leader wanted. Retriable, with fresh metadata. */
export class ElectionNotNeededError extends CodedError {
  static override readonly errno = 84;
}

/** 85, `NO_REASSIGNMENT_IN_PROGRESS`: The partition's replicas are not being reassigned. */
export class NoReassignmentInProgressError extends CodedError {
  static override readonly errno = 85;
}

/** 86, `GROUP_SUBSCRIBED_TO_TOPIC`: The group consumes this topic at the moment, so its offsets may not be deleted. */
export class GroupSubscribedToTopicError extends CodedError {
  static override readonly errno = 86;
}

/** 87, `INVALID_RECORD`: The broker refuses a record, e.g. one without a key in a compacted topic. */
export class InvalidRecordError extends CodedError {
  static override readonly errno = 87;
}

/** 88, `UNSTABLE_OFFSET_COMMIT`: Offsets of an open transaction are pending; they must be settled first. Retriable. */
export class UnstableOffsetCommitError extends CodedError {
  static override readonly errno = 88;
}

/** 89, `THROTTLING_QUOTA_EXCEEDED`: The client has used up its quota for such changes. Retriable. */
export class ThrottlingQuotaExceededError extends CodedError {
  static override readonly errno = 89;
}

/** 90, `PRODUCER_FENCED`: A newer producer with the same transactional id has taken over. */
export class ProducerFencedError extends CodedError {
  static override readonly errno = 90;
}

/** 91, `RESOURCE_NOT_FOUND`: What the request refers to does not exist. */
export class ResourceNotFoundError extends CodedError {
  static override readonly errno = 91;
}

/** 92, `DUPLICATE_RESOURCE`: The request names the same thing twice. */
export class DuplicateResourceError extends CodedError {
  static override readonly errno = 92;
}

/** 93, `UNACCEPTABLE_CREDENTIAL`: The credential does not meet the broker's demands. */
export class UnacceptableCredentialError extends CodedError {
  static override readonly errno = 93;
}

/** 94, `INCONSISTENT_VOTER_SET`: One of the two sides is not among the voters that the other knows. */
export class InconsistentVoterSetError extends CodedError {
  static override readonly errno = 94;
}

/** 95, `INVALID_UPDATE_VERSION`: The version of a feature cannot be set to this. */
export class InvalidUpdateVersionError extends CodedError {
  static override readonly errno = 95;
}

/** 96, `FEATURE_UPDATE_FAILED`: The broker failed to change a feature. */
export class FeatureUpdateFailedError extends CodedError {
  static override readonly errno = 96;
}

/**
 * 97, `PRINCIPAL_DESERIALIZATION_FAILURE`: The broker cannot read the principal of a forwarded request; the cluster is
 * set up inconsistently.
 */
export class PrincipalDeserializationFailureError extends CodedError {
  static override readonly errno = 97;
}

/** 98, `SNAPSHOT_NOT_FOUND`: There is no such snapshot. */
export class SnapshotNotFoundError extends CodedError {
  static override readonly errno = 98;
}

/** 99, `POSITION_OUT_OF_RANGE`: The position lies outside of the snapshot. */
export class PositionOutOfRangeError extends CodedError {
  static override readonly errno = 99;
}

/**
 * 100, `UNKNOWN_TOPIC_ID`: The broker knows no topic with this id: it was deleted, or this broker has not heard of it
 * yet. Retriable, with fresh metadata.
 */
export class UnknownTopicIdError extends CodedError {
  static override readonly errno = 100;
}

/** 101, `DUPLICATE_BROKER_REGISTRATION`: A running broker already uses this broker id. */
export class DuplicateBrokerRegistrationError extends CodedError {
  static override readonly errno = 101;
}

/** 102, `BROKER_ID_NOT_REGISTERED`: No broker is registered under this id. */
export class BrokerIdNotRegisteredError extends CodedError {
  static override readonly errno = 102;
}

/**
 * 103, `INCONSISTENT_TOPIC_ID`: The topic id does not match the one in the broker's log. Retriable, with fresh
 * metadata.
 */
export class InconsistentTopicIdError extends CodedError {
  static override readonly errno = 103;
}

/** 104, `INCONSISTENT_CLUSTER_ID`: The cluster id is not that of this cluster. */
export class InconsistentClusterIdError extends CodedError {
  static override readonly errno = 104;
}

/** 105, `TRANSACTIONAL_ID_NOT_FOUND`: There is no such transactional id. */
export class TransactionalIdNotFoundError extends CodedError {
  static override readonly errno = 105;
}

/**
 * 106, `FETCH_SESSION_TOPIC_ID_ERROR`: Topic ids were used inconsistently within the fetch session: the next fetch
 * opens a new one. Retriable.
 */
export class FetchSessionTopicIdError extends CodedError {
  static override readonly errno = 106;
}

/** 107, `INELIGIBLE_REPLICA`: A replica may not be in the new set of in-sync replicas. */
export class IneligibleReplicaError extends CodedError {
  static override readonly errno = 107;
}

/** 108, `NEW_LEADER_ELECTED`: The change was made, and the partition has a new leader. */
export class NewLeaderElectedError extends CodedError {
  static override readonly errno = 108;
}

/** 109, `OFFSET_MOVED_TO_TIERED_STORAGE`: The records at this offset are in tiered storage only. */
export class OffsetMovedToTieredStorageError extends CodedError {
  static override readonly errno = 109;
}

/**
 * 110, `FENCED_MEMBER_EPOCH`: The member's epoch is not valid any more: it must give up its partitions and join again.
 */
export class FencedMemberEpochError extends CodedError {
  static override readonly errno = 110;
}

/** 111, `UNRELEASED_INSTANCE_ID`: Another member holds this instance id, and must leave first. */
export class UnreleasedInstanceIdError extends CodedError {
  static override readonly errno = 111;
}

/** 112, `UNSUPPORTED_ASSIGNOR`: The group does not accept this server-side assignor. */
export class UnsupportedAssignorError extends CodedError {
  static override readonly errno = 112;
}

/** 113, `STALE_MEMBER_EPOCH`: The member's epoch is behind: the next heartbeat brings the new one. */
export class StaleMemberEpochError extends CodedError {
  static override readonly errno = 113;
}

/** 114, `MISMATCHED_ENDPOINT_TYPE`: The request was meant for the other kind of endpoint (broker or controller). */
export class MismatchedEndpointTypeError extends CodedError {
  static override readonly errno = 114;
}

/** 115, `UNSUPPORTED_ENDPOINT_TYPE`: There is no such kind of endpoint. */
export class UnsupportedEndpointTypeError extends CodedError {
  static override readonly errno = 115;
}

/** 116, `UNKNOWN_CONTROLLER_ID`: There is no controller with this id. */
export class UnknownControllerIdError extends CodedError {
  static override readonly errno = 116;
}

/** 117, `UNKNOWN_SUBSCRIPTION_ID`: The telemetry subscription is not the current one. */
export class UnknownSubscriptionIdError extends CodedError {
  static override readonly errno = 117;
}

/** 118, `TELEMETRY_TOO_LARGE`: The telemetry is larger than the broker accepts. */
export class TelemetryTooLargeError extends CodedError {
  static override readonly errno = 118;
}

/** 119, `INVALID_REGISTRATION`: The controller refuses the broker's registration. */
export class InvalidRegistrationError extends CodedError {
  static override readonly errno = 119;
}

/**
 * 120, `TRANSACTION_ABORTABLE`: The transaction cannot go on, but may be aborted; the transactional id stays usable.
 */
export class TransactionAbortableError extends CodedError {
  static override readonly errno = 120;
}

/** 121, `INVALID_RECORD_STATE`: The record is not in a state in which it can be acknowledged. */
export class InvalidRecordStateError extends CodedError {
  static override readonly errno = 121;
}

/**
 * 122, `SHARE_SESSION_NOT_FOUND`: The broker has dropped the share session: the next fetch opens a new one. Retriable.
 */
export class ShareSessionNotFoundError extends CodedError {
  static override readonly errno = 122;
}

/** 123, `INVALID_SHARE_SESSION_EPOCH`: The share session has moved on: the next fetch opens a new one. Retriable. */
export class InvalidShareSessionEpochError extends CodedError {
  static override readonly errno = 123;
}

/** 124, `FENCED_STATE_EPOCH`: The state of the share partition carries another epoch. */
export class FencedStateEpochError extends CodedError {
  static override readonly errno = 124;
}

/** 125, `INVALID_VOTER_KEY`: The key of the voter is not that of the replica. */
export class InvalidVoterKeyError extends CodedError {
  static override readonly errno = 125;
}

/** 126, `DUPLICATE_VOTER`: The replica is already a voter. */
export class DuplicateVoterError extends CodedError {
  static override readonly errno = 126;
}

/** 127, `VOTER_NOT_FOUND`: The replica is not a voter. */
export class VoterNotFoundError extends CodedError {
  static override readonly errno = 127;
}

/** 128, `INVALID_REGULAR_EXPRESSION`: The regular expression is not legal. */
export class InvalidRegularExpressionError extends CodedError {
  static override readonly errno = 128;
}

/**
 * 129, `REBOOTSTRAP_REQUIRED`: The client's picture of the cluster is out of date: it should start again from its
 * bootstrap servers.
 */
export class RebootstrapRequiredError extends CodedError {
  static override readonly errno = 129;
}

/** 130, `STREAMS_INVALID_TOPOLOGY`: The topology is not legal. */
export class StreamsInvalidTopologyError extends CodedError {
  static override readonly errno = 130;
}

/** 131, `STREAMS_INVALID_TOPOLOGY_EPOCH`: The epoch of the topology is not legal. */
export class StreamsInvalidTopologyEpochError extends CodedError {
  static override readonly errno = 131;
}

/** 132, `STREAMS_TOPOLOGY_FENCED`: The topology has been replaced by a newer one. */
export class StreamsTopologyFencedError extends CodedError {
  static override readonly errno = 132;
}

/** 133, `SHARE_SESSION_LIMIT_REACHED`: The broker has as many share sessions as it allows. Retriable. */
export class ShareSessionLimitReachedError extends CodedError {
  static override readonly errno = 133;
}

/** 134, `GROUP_DELETION_FAILED`: The group could not be deleted; the message beside the code says why. */
export class GroupDeletionFailedError extends CodedError {
  static override readonly errno = 134;
}

/**
 * 135, `STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED`: The description of the topology could not be updated; the message
 * beside the code says why.
 */
export class StreamsTopologyDescriptionUpdateFailedError extends CodedError {
  static override readonly errno = 135;
}

/** 136, `CONTROLLER_ID_NOT_REGISTERED`: No controller is registered under this id. */
export class ControllerIdNotRegisteredError extends CodedError {
  static override readonly errno = 136;
}

// The names in kafka-python 1.0.2, where they differ.
export {
  CoordinatorLoadInProgressError as GroupLoadInProgressError,
  CoordinatorNotAvailableError as GroupCoordinatorNotAvailableError,
  CorruptMessageError as InvalidMessageError,
  InvalidFetchSizeError as InvalidFetchRequestError,
  MessageTooLargeError as MessageSizeTooLargeError,
  NetworkError as StaleLeaderEpochCodeError,
  NotCoordinatorError as NotCoordinatorForGroupError,
  NotLeaderOrFollowerError as NotLeaderForPartitionError,
  UnknownServerError as UnknownError,
};
