import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CodecError } from '@k/codec';
import * as wire from '@k/wire';
import { errorFor, KafkaError } from '@k/wire';
import * as simple from '../src/index.ts';

/** As a program that comes from kafka-python sees them: most are those of @k/wire. */
const names = { ...wire, ...simple };

const broken = { broker: 'h:1', phase: 'ready' };

describe('the errors of kafka-python', () => {
  test('those of the broker are importable by name, have their errno, and errorFor makes them', () => {
    // As kafka-python 1.0.2 has them: errno and message, and whether they are retriable and stand for stale metadata.
    // prettier-ignore
    const table = [
      [names.UnknownError, 'UnknownError', -1, 'UNKNOWN', false, false],
      [names.NoError, 'NoError', 0, 'NO_ERROR', false, false],
      [names.OffsetOutOfRangeError, 'OffsetOutOfRangeError', 1, 'OFFSET_OUT_OF_RANGE', false, false],
      [names.InvalidMessageError, 'InvalidMessageError', 2, 'INVALID_MESSAGE', false, false],
      [names.UnknownTopicOrPartitionError, 'UnknownTopicOrPartitionError', 3, 'UNKNOWN_TOPIC_OR_PARTITON', false, true],
      [names.InvalidFetchRequestError, 'InvalidFetchRequestError', 4, 'INVALID_FETCH_SIZE', false, false],
      [names.LeaderNotAvailableError, 'LeaderNotAvailableError', 5, 'LEADER_NOT_AVAILABLE', true, true],
      [names.NotLeaderForPartitionError, 'NotLeaderForPartitionError', 6, 'NOT_LEADER_FOR_PARTITION', true, true],
      [names.RequestTimedOutError, 'RequestTimedOutError', 7, 'REQUEST_TIMED_OUT', true, false],
      [names.BrokerNotAvailableError, 'BrokerNotAvailableError', 8, 'BROKER_NOT_AVAILABLE', false, false],
      [names.ReplicaNotAvailableError, 'ReplicaNotAvailableError', 9, 'REPLICA_NOT_AVAILABLE', false, false],
      [names.MessageSizeTooLargeError, 'MessageSizeTooLargeError', 10, 'MESSAGE_SIZE_TOO_LARGE', false, false],
      [names.StaleControllerEpochError, 'StaleControllerEpochError', 11, 'STALE_CONTROLLER_EPOCH', false, false],
      [names.OffsetMetadataTooLargeError, 'OffsetMetadataTooLargeError', 12, 'OFFSET_METADATA_TOO_LARGE', false, false],
      [names.StaleLeaderEpochCodeError, 'StaleLeaderEpochCodeError', 13, 'STALE_LEADER_EPOCH_CODE', false, false],
      [names.GroupLoadInProgressError, 'GroupLoadInProgressError', 14, 'OFFSETS_LOAD_IN_PROGRESS', true, false],
      [names.GroupCoordinatorNotAvailableError, 'GroupCoordinatorNotAvailableError', 15, 'CONSUMER_COORDINATOR_NOT_AVAILABLE', true, false],
      [names.NotCoordinatorForGroupError, 'NotCoordinatorForGroupError', 16, 'NOT_COORDINATOR_FOR_CONSUMER', true, false],
      [names.InvalidTopicError, 'InvalidTopicError', 17, 'INVALID_TOPIC', false, false],
      [names.RecordListTooLargeError, 'RecordListTooLargeError', 18, 'RECORD_LIST_TOO_LARGE', false, false],
      [names.NotEnoughReplicasError, 'NotEnoughReplicasError', 19, 'NOT_ENOUGH_REPLICAS', false, false],
      [names.NotEnoughReplicasAfterAppendError, 'NotEnoughReplicasAfterAppendError', 20, 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', false, false],
      [names.InvalidRequiredAcksError, 'InvalidRequiredAcksError', 21, 'INVALID_REQUIRED_ACKS', false, false],
      [names.IllegalGenerationError, 'IllegalGenerationError', 22, 'ILLEGAL_GENERATION', false, false],
      [names.InconsistentGroupProtocolError, 'InconsistentGroupProtocolError', 23, 'INCONSISTENT_GROUP_PROTOCOL', false, false],
      [names.InvalidGroupIdError, 'InvalidGroupIdError', 24, 'INVALID_GROUP_ID', false, false],
      [names.UnknownMemberIdError, 'UnknownMemberIdError', 25, 'UNKNOWN_MEMBER_ID', false, false],
      [names.InvalidSessionTimeoutError, 'InvalidSessionTimeoutError', 26, 'INVALID_SESSION_TIMEOUT', false, false],
      [names.RebalanceInProgressError, 'RebalanceInProgressError', 27, 'REBALANCE_IN_PROGRESS', false, false],
      [names.InvalidCommitOffsetSizeError, 'InvalidCommitOffsetSizeError', 28, 'INVALID_COMMIT_OFFSET_SIZE', false, false],
      [names.TopicAuthorizationFailedError, 'TopicAuthorizationFailedError', 29, 'TOPIC_AUTHORIZATION_FAILED', false, false],
      [names.GroupAuthorizationFailedError, 'GroupAuthorizationFailedError', 30, 'GROUP_AUTHORIZATION_FAILED', false, false],
      [names.ClusterAuthorizationFailedError, 'ClusterAuthorizationFailedError', 31, 'CLUSTER_AUTHORIZATION_FAILED', false, false],
    ] as const;
    // Where Kafka of today has another name for the code, or thinks otherwise of trying again.
    // prettier-ignore
    const renamed = {
      '-1': 'UNKNOWN_SERVER_ERROR', 0: 'NONE', 2: 'CORRUPT_MESSAGE', 3: 'UNKNOWN_TOPIC_OR_PARTITION',
      6: 'NOT_LEADER_OR_FOLLOWER', 10: 'MESSAGE_TOO_LARGE', 13: 'NETWORK_EXCEPTION', 14: 'COORDINATOR_LOAD_IN_PROGRESS',
      15: 'COORDINATOR_NOT_AVAILABLE', 16: 'NOT_COORDINATOR', 17: 'INVALID_TOPIC_EXCEPTION',
    } as Record<number, string>;
    const retriableToday = [2, 3, 9, 13, 19, 20];
    const refreshToday = [9, 13];
    assert.equal(table.length, 33);
    for (const [Class, name, errno, message, retriable, invalidMetadata] of table) {
      assert.equal(Class, names[name]);
      assert.equal(Class.errno, errno, name);
      assert.equal(Class.message, renamed[errno] ?? message, name);
      assert.match(Class.description, /^[A-Z].*\.$/, name);
      assert.equal(Class.retriable, retriable || retriableToday.includes(errno), name);
      assert.equal(Class.refreshMetadata, invalidMetadata || refreshToday.includes(errno), name);
      const error = errorFor(errno);
      assert.ok(error instanceof Class && error instanceof names.BrokerResponseError, name);
      assert.ok(error.message.includes(Class.description), name);
      assert.deepEqual(
        [error.errorName, error.retriable, error.refreshMetadata],
        [Class.message, Class.retriable, Class.refreshMetadata],
      );
    }
    for (const [then, today] of [
      [names.UnknownError, names.UnknownServerError],
      [names.InvalidMessageError, names.CorruptMessageError],
      [names.InvalidFetchRequestError, names.InvalidFetchSizeError],
      [names.NotLeaderForPartitionError, names.NotLeaderOrFollowerError],
      [names.MessageSizeTooLargeError, names.MessageTooLargeError],
      [names.StaleLeaderEpochCodeError, names.NetworkError],
      [names.GroupLoadInProgressError, names.CoordinatorLoadInProgressError],
      [names.GroupCoordinatorNotAvailableError, names.CoordinatorNotAvailableError],
      [names.NotCoordinatorForGroupError, names.NotCoordinatorError],
    ]) {
      assert.equal(then, today);
    }
    assert.equal(errorFor(5) instanceof names.NotLeaderForPartitionError, false);
  });

  test('those of the client are the classes that are thrown here for the same reason', () => {
    const nobody = new names.NoBrokersAvailableError('nobody', { broker: 'h:1', phase: 'bootstrap' });
    assert.ok(nobody instanceof names.NoBrokersAvailable);
    assert.ok(nobody instanceof names.KafkaUnavailableError);
    assert.ok(nobody instanceof names.ConnectionError);
    assert.deepEqual([nobody.name, nobody.retriable, nobody.refreshMetadata], ['NoBrokersAvailableError', true, true]);
    assert.equal(new names.ConnectionError('gone', broken) instanceof names.NoBrokersAvailable, false);
    assert.ok(new names.TimeoutError({ operation: 'x', timeoutMs: 1 }) instanceof names.KafkaTimeoutError);
    assert.ok(new names.StateError('closed') instanceof names.IllegalStateError);
    assert.ok(new names.ConfigError('no') instanceof names.IllegalArgumentError);
    assert.ok(new names.ConfigError('no') instanceof names.KafkaConfigurationError);
    assert.ok(new names.WireError('short') instanceof names.BufferUnderflowError);
    const unsupported = new names.UnsupportedVersionError({ api: 'Fetch', minVersion: 0, maxVersion: 1 });
    assert.ok(unsupported instanceof names.UnrecognizedBrokerVersion);
  });

  test('a connection that was ready and broke is no NodeNotReadyError, and only a wrong answer a CorrelationIdError', () => {
    for (const phase of ['lookup', 'connecting', 'negotiating', 'authenticating']) {
      assert.ok(new names.ConnectionError('no', { broker: 'h:1', phase }) instanceof names.NodeNotReadyError, phase);
    }
    const gone = new names.ConnectionError('gone', broken);
    assert.equal(gone instanceof names.NodeNotReadyError, false);
    assert.equal(new names.StateError('closed') instanceof names.NodeNotReadyError, false);
    assert.equal(gone instanceof names.CorrelationIdError, false);
    assert.ok(new names.CorrelationIdError('another', broken) instanceof names.ConnectionError);
    assert.equal(gone instanceof names.Cancelled, false);
  });

  test('the classes say what is true of all their errors: retriable, and what calls for fresh metadata', () => {
    const { KafkaError, ConnectionError, Cancelled, CorrelationIdError, NodeNotReadyError } = names;
    const { NoBrokersAvailable, StaleMetadata, TooManyInFlightRequests } = names;
    const retriable = [ConnectionError, Cancelled, CorrelationIdError, NodeNotReadyError, NoBrokersAvailable];
    for (const Class of [...retriable, StaleMetadata, TooManyInFlightRequests]) assert.equal(Class.retriable, true);
    for (const Class of [ConnectionError, NoBrokersAvailable, StaleMetadata]) assert.equal(Class.refreshMetadata, true);
    for (const Class of [KafkaError, names.WireError, names.FailedPayloadsError, names.ConsumerTimeout]) {
      assert.deepEqual([Class.retriable, Class.refreshMetadata], [false, false]);
    }
    for (const error of [new ConnectionError('gone', broken), new Cancelled(), new names.StateError('closed')]) {
      const Class = error.constructor as typeof KafkaError;
      assert.deepEqual([error.retriable, error.refreshMetadata], [Class.retriable, Class.refreshMetadata]);
    }
  });

  test('those that nothing here throws can be thrown and caught all the same', () => {
    const all = [
      new names.Cancelled(),
      new names.NodeNotReadyError(),
      new names.TooManyInFlightRequests(),
      new names.StaleMetadata(),
      new names.ConsumerNoMoreData(),
      new names.ConsumerTimeout(),
      new names.AsyncProducerQueueFull(['m']),
      new names.FailedPayloadsError('p'),
      new names.ChecksumError(),
      new names.UnsupportedCodecError(),
    ];
    for (const error of all) {
      assert.ok(KafkaError.is(error));
      assert.equal(error.name, error.constructor.name);
      assert.ok(error instanceof error.constructor);
    }
    assert.deepEqual(
      all.filter((error) => error.retriable).map((error) => error.name),
      ['Cancelled', 'NodeNotReadyError', 'TooManyInFlightRequests', 'StaleMetadata'],
    );
    assert.deepEqual(new names.AsyncProducerQueueFull(['m']).failedMessages, ['m']);
    assert.equal(new names.FailedPayloadsError('p').payload, 'p');
  });

  test('a wrong checksum and an unknown compression are known by what @k/codec says', () => {
    assert.ok(new CodecError('x', { reason: 'corrupt' }) instanceof names.ChecksumError);
    assert.ok(new CodecError('x', { reason: 'unsupported' }) instanceof names.UnsupportedCodecError);
    assert.equal(new CodecError('x', { reason: 'limit' }) instanceof names.ChecksumError, false);
    assert.equal(new names.StaleMetadata() instanceof names.ChecksumError, false);
  });
});
