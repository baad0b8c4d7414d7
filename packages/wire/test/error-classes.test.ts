import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as wire from '../src/index.ts';
import { ErrorCode, errorFactsByCode, errorFor, KafkaError, ProtocolError } from '../src/index.ts';

const packageFolder = new URL('../../', import.meta.url);

interface KafkaErrors {
  readonly errors: readonly { code: number; name: string; retriable: boolean; refreshMetadata: boolean }[];
}

const kafka = JSON.parse(
  readFileSync(new URL('../../test-fixtures/wire/errors/kafka-clients-4.4.0.json', packageFolder), 'utf8'),
) as KafkaErrors;

const broken = { broker: 'h:1', phase: 'ready' };

describe('the error codes beside Kafka 4.4.0', () => {
  test('have the numbers, the names and the two facts that Kafka itself has', () => {
    assert.ok(kafka.errors.length > 130);
    assert.equal(kafka.errors.length, Object.keys(ErrorCode).length);
    for (const theirs of kafka.errors) {
      const { name, retriable, refreshMetadata } = errorFor(theirs.code);
      const ours = errorFactsByCode(theirs.code);
      assert.deepEqual(
        [ours?.name, ours?.retriable, ours?.refreshMetadata],
        [theirs.name, theirs.retriable, theirs.refreshMetadata],
      );
      assert.deepEqual([retriable, refreshMetadata], [theirs.retriable, theirs.refreshMetadata], name);
    }
  });
});

describe('the class of each code', () => {
  test('is what errorFor makes, has the errno and the name under which it is exported', () => {
    for (const code of Object.values(ErrorCode)) {
      const error = errorFor(code, { topic: 't' });
      const Class = (wire as unknown as Record<string, new (context?: object) => ProtocolError>)[error.name];
      assert.ok(Class !== undefined, error.name);
      assert.equal(error.constructor, Class);
      assert.equal(Class.name, error.name);
      assert.ok(error instanceof Class && error instanceof ProtocolError && error instanceof KafkaError);
      assert.deepEqual([error.errno, error.code, (Class as unknown as { errno: number }).errno], [code, code, code]);
      assert.ok(error.stack?.startsWith(`${error.name}: `) ?? false, error.stack);
      assert.equal(new Class().code, code);
    }
  });

  test('an unknown code makes a bare ProtocolError with its number', () => {
    const error = errorFor(999);
    assert.equal(error.constructor, ProtocolError);
    assert.deepEqual([error.name, error.errno, error.errorName], ['ProtocolError', 999, 'UNKNOWN(999)']);
  });
});

describe('the errors of kafka-python', () => {
  test('those of the broker are importable by name, have their errno, and errorFor makes them', () => {
    // As kafka-python 1.0.2 has them: errno and message, and whether they are retriable and stand for stale metadata.
    // prettier-ignore
    const table = [
      [wire.UnknownError, 'UnknownError', -1, 'UNKNOWN', false, false],
      [wire.NoError, 'NoError', 0, 'NO_ERROR', false, false],
      [wire.OffsetOutOfRangeError, 'OffsetOutOfRangeError', 1, 'OFFSET_OUT_OF_RANGE', false, false],
      [wire.InvalidMessageError, 'InvalidMessageError', 2, 'INVALID_MESSAGE', false, false],
      [wire.UnknownTopicOrPartitionError, 'UnknownTopicOrPartitionError', 3, 'UNKNOWN_TOPIC_OR_PARTITON', false, true],
      [wire.InvalidFetchRequestError, 'InvalidFetchRequestError', 4, 'INVALID_FETCH_SIZE', false, false],
      [wire.LeaderNotAvailableError, 'LeaderNotAvailableError', 5, 'LEADER_NOT_AVAILABLE', true, true],
      [wire.NotLeaderForPartitionError, 'NotLeaderForPartitionError', 6, 'NOT_LEADER_FOR_PARTITION', true, true],
      [wire.RequestTimedOutError, 'RequestTimedOutError', 7, 'REQUEST_TIMED_OUT', true, false],
      [wire.BrokerNotAvailableError, 'BrokerNotAvailableError', 8, 'BROKER_NOT_AVAILABLE', false, false],
      [wire.ReplicaNotAvailableError, 'ReplicaNotAvailableError', 9, 'REPLICA_NOT_AVAILABLE', false, false],
      [wire.MessageSizeTooLargeError, 'MessageSizeTooLargeError', 10, 'MESSAGE_SIZE_TOO_LARGE', false, false],
      [wire.StaleControllerEpochError, 'StaleControllerEpochError', 11, 'STALE_CONTROLLER_EPOCH', false, false],
      [wire.OffsetMetadataTooLargeError, 'OffsetMetadataTooLargeError', 12, 'OFFSET_METADATA_TOO_LARGE', false, false],
      [wire.StaleLeaderEpochCodeError, 'StaleLeaderEpochCodeError', 13, 'STALE_LEADER_EPOCH_CODE', false, false],
      [wire.GroupLoadInProgressError, 'GroupLoadInProgressError', 14, 'OFFSETS_LOAD_IN_PROGRESS', true, false],
      [wire.GroupCoordinatorNotAvailableError, 'GroupCoordinatorNotAvailableError', 15, 'CONSUMER_COORDINATOR_NOT_AVAILABLE', true, false],
      [wire.NotCoordinatorForGroupError, 'NotCoordinatorForGroupError', 16, 'NOT_COORDINATOR_FOR_CONSUMER', true, false],
      [wire.InvalidTopicError, 'InvalidTopicError', 17, 'INVALID_TOPIC', false, false],
      [wire.RecordListTooLargeError, 'RecordListTooLargeError', 18, 'RECORD_LIST_TOO_LARGE', false, false],
      [wire.NotEnoughReplicasError, 'NotEnoughReplicasError', 19, 'NOT_ENOUGH_REPLICAS', false, false],
      [wire.NotEnoughReplicasAfterAppendError, 'NotEnoughReplicasAfterAppendError', 20, 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', false, false],
      [wire.InvalidRequiredAcksError, 'InvalidRequiredAcksError', 21, 'INVALID_REQUIRED_ACKS', false, false],
      [wire.IllegalGenerationError, 'IllegalGenerationError', 22, 'ILLEGAL_GENERATION', false, false],
      [wire.InconsistentGroupProtocolError, 'InconsistentGroupProtocolError', 23, 'INCONSISTENT_GROUP_PROTOCOL', false, false],
      [wire.InvalidGroupIdError, 'InvalidGroupIdError', 24, 'INVALID_GROUP_ID', false, false],
      [wire.UnknownMemberIdError, 'UnknownMemberIdError', 25, 'UNKNOWN_MEMBER_ID', false, false],
      [wire.InvalidSessionTimeoutError, 'InvalidSessionTimeoutError', 26, 'INVALID_SESSION_TIMEOUT', false, false],
      [wire.RebalanceInProgressError, 'RebalanceInProgressError', 27, 'REBALANCE_IN_PROGRESS', false, false],
      [wire.InvalidCommitOffsetSizeError, 'InvalidCommitOffsetSizeError', 28, 'INVALID_COMMIT_OFFSET_SIZE', false, false],
      [wire.TopicAuthorizationFailedError, 'TopicAuthorizationFailedError', 29, 'TOPIC_AUTHORIZATION_FAILED', false, false],
      [wire.GroupAuthorizationFailedError, 'GroupAuthorizationFailedError', 30, 'GROUP_AUTHORIZATION_FAILED', false, false],
      [wire.ClusterAuthorizationFailedError, 'ClusterAuthorizationFailedError', 31, 'CLUSTER_AUTHORIZATION_FAILED', false, false],
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
      assert.equal(Class, wire[name]);
      assert.equal(Class.errno, errno, name);
      assert.equal(Class.message, renamed[errno] ?? message, name);
      assert.match(Class.description, /^[A-Z].*\.$/, name);
      assert.equal(Class.retriable, retriable || retriableToday.includes(errno), name);
      assert.equal(Class.refreshMetadata, invalidMetadata || refreshToday.includes(errno), name);
      const error = errorFor(errno);
      assert.ok(error instanceof Class && error instanceof wire.BrokerResponseError, name);
      assert.ok(error.message.includes(Class.description), name);
      assert.deepEqual(
        [error.errorName, error.retriable, error.refreshMetadata],
        [Class.message, Class.retriable, Class.refreshMetadata],
      );
    }
    for (const [then, today] of [
      [wire.UnknownError, wire.UnknownServerError],
      [wire.InvalidMessageError, wire.CorruptMessageError],
      [wire.InvalidFetchRequestError, wire.InvalidFetchSizeError],
      [wire.NotLeaderForPartitionError, wire.NotLeaderOrFollowerError],
      [wire.MessageSizeTooLargeError, wire.MessageTooLargeError],
      [wire.StaleLeaderEpochCodeError, wire.NetworkError],
      [wire.GroupLoadInProgressError, wire.CoordinatorLoadInProgressError],
      [wire.GroupCoordinatorNotAvailableError, wire.CoordinatorNotAvailableError],
      [wire.NotCoordinatorForGroupError, wire.NotCoordinatorError],
    ]) {
      assert.equal(then, today);
    }
    assert.equal(errorFor(5) instanceof wire.NotLeaderForPartitionError, false);
  });

  test('those of the client are the classes that are thrown here for the same reason', () => {
    const nobody = new wire.NoBrokersAvailableError('nobody', { broker: 'h:1', phase: 'bootstrap' });
    assert.ok(nobody instanceof wire.NoBrokersAvailable);
    assert.ok(nobody instanceof wire.KafkaUnavailableError);
    assert.ok(nobody instanceof wire.ConnectionError);
    assert.deepEqual([nobody.name, nobody.retriable, nobody.refreshMetadata], ['NoBrokersAvailableError', true, true]);
    assert.equal(new wire.ConnectionError('gone', broken) instanceof wire.NoBrokersAvailable, false);
    assert.ok(new wire.TimeoutError({ operation: 'x', timeoutMs: 1 }) instanceof wire.KafkaTimeoutError);
    assert.ok(new wire.StateError('closed') instanceof wire.IllegalStateError);
    assert.ok(new wire.ConfigError('no') instanceof wire.IllegalArgumentError);
    assert.ok(new wire.ConfigError('no') instanceof wire.KafkaConfigurationError);
    assert.ok(new wire.WireError('short') instanceof wire.BufferUnderflowError);
    const unsupported = new wire.UnsupportedVersionError({ api: 'Fetch', minVersion: 0, maxVersion: 1 });
    assert.ok(unsupported instanceof wire.UnrecognizedBrokerVersion);
  });

  test('a connection that was ready and broke is no NodeNotReadyError, and only a wrong answer a CorrelationIdError', () => {
    for (const phase of ['lookup', 'connecting', 'negotiating', 'authenticating']) {
      assert.ok(new wire.ConnectionError('no', { broker: 'h:1', phase }) instanceof wire.NodeNotReadyError, phase);
    }
    const gone = new wire.ConnectionError('gone', broken);
    assert.equal(gone instanceof wire.NodeNotReadyError, false);
    assert.equal(new wire.StateError('closed') instanceof wire.NodeNotReadyError, false);
    assert.equal(gone instanceof wire.CorrelationIdError, false);
    assert.ok(new wire.CorrelationIdError('another', broken) instanceof wire.ConnectionError);
    assert.equal(gone instanceof wire.Cancelled, false);
  });

  test('the classes say what is true of all their errors: retriable, and what calls for fresh metadata', () => {
    const { KafkaError, ConnectionError, Cancelled, CorrelationIdError, NodeNotReadyError } = wire;
    const { NoBrokersAvailable, StaleMetadata, TooManyInFlightRequests } = wire;
    const retriable = [ConnectionError, Cancelled, CorrelationIdError, NodeNotReadyError, NoBrokersAvailable];
    for (const Class of [...retriable, StaleMetadata, TooManyInFlightRequests]) assert.equal(Class.retriable, true);
    for (const Class of [ConnectionError, NoBrokersAvailable, StaleMetadata]) assert.equal(Class.refreshMetadata, true);
    for (const Class of [KafkaError, wire.WireError, wire.FailedPayloadsError, wire.ConsumerTimeout]) {
      assert.deepEqual([Class.retriable, Class.refreshMetadata], [false, false]);
    }
    for (const error of [new ConnectionError('gone', broken), new Cancelled(), new wire.StateError('closed')]) {
      const Class = error.constructor as typeof KafkaError;
      assert.deepEqual([error.retriable, error.refreshMetadata], [Class.retriable, Class.refreshMetadata]);
    }
  });

  test('those that nothing here throws can be thrown and caught all the same', () => {
    const all = [
      new wire.Cancelled(),
      new wire.NodeNotReadyError(),
      new wire.TooManyInFlightRequests(),
      new wire.StaleMetadata(),
      new wire.ConsumerFetchSizeTooSmall(),
      new wire.ConsumerNoMoreData(),
      new wire.ConsumerTimeout(),
      new wire.AsyncProducerQueueFull(['m']),
      new wire.FailedPayloadsError('p'),
      new wire.ChecksumError(),
      new wire.UnsupportedCodecError(),
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
    assert.deepEqual(new wire.AsyncProducerQueueFull(['m']).failedMessages, ['m']);
    assert.equal(new wire.FailedPayloadsError('p').payload, 'p');
  });

  test('a wrong checksum and an unknown compression are known by what @k/codec says', () => {
    class CodecError extends KafkaError {
      override readonly name = 'CodecError';
      readonly reason: string;
      constructor(reason: string) {
        super(reason);
        this.reason = reason;
      }
    }
    assert.ok(new CodecError('corrupt') instanceof wire.ChecksumError);
    assert.ok(new CodecError('unsupported') instanceof wire.UnsupportedCodecError);
    assert.equal(new CodecError('limit') instanceof wire.ChecksumError, false);
    assert.equal(new wire.StaleMetadata() instanceof wire.ChecksumError, false);
  });
});
