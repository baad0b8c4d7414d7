import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as wire from '../src/index.ts';
import * as classes from '../src/error-classes.ts';
import { ErrorCode, type ErrorFacts, errorFactsByCode, errorFor, KafkaError, ProtocolError } from '../src/index.ts';

const packageFolder = new URL('../../', import.meta.url);

interface KafkaErrors {
  readonly errors: readonly { code: number; name: string; retriable: boolean; refreshMetadata: boolean }[];
}

const kafka = JSON.parse(
  readFileSync(new URL('../../test-fixtures/wire/errors/kafka-clients-4.4.0.json', packageFolder), 'utf8'),
) as KafkaErrors;

/** The names of kafka-python 1.0.2 with their errno. */
const seedErrors = {
  UnknownError: -1,
  NoError: 0,
  OffsetOutOfRangeError: 1,
  InvalidMessageError: 2,
  UnknownTopicOrPartitionError: 3,
  InvalidFetchRequestError: 4,
  LeaderNotAvailableError: 5,
  NotLeaderForPartitionError: 6,
  RequestTimedOutError: 7,
  BrokerNotAvailableError: 8,
  ReplicaNotAvailableError: 9,
  MessageSizeTooLargeError: 10,
  StaleControllerEpochError: 11,
  OffsetMetadataTooLargeError: 12,
  StaleLeaderEpochCodeError: 13,
  GroupLoadInProgressError: 14,
  GroupCoordinatorNotAvailableError: 15,
  NotCoordinatorForGroupError: 16,
  InvalidTopicError: 17,
  RecordListTooLargeError: 18,
  NotEnoughReplicasError: 19,
  NotEnoughReplicasAfterAppendError: 20,
  InvalidRequiredAcksError: 21,
  IllegalGenerationError: 22,
  InconsistentGroupProtocolError: 23,
  InvalidGroupIdError: 24,
  UnknownMemberIdError: 25,
  InvalidSessionTimeoutError: 26,
  RebalanceInProgressError: 27,
  InvalidCommitOffsetSizeError: 28,
  TopicAuthorizationFailedError: 29,
  GroupAuthorizationFailedError: 30,
  ClusterAuthorizationFailedError: 31,
} as const satisfies Partial<Record<keyof typeof wire, number>>;

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

  test('carries the sentence of the table in its comment', () => {
    const source = readFileSync(new URL('src/error-classes.ts', packageFolder), 'utf8').replaceAll(/\n \*\/?/g, '');
    for (const code of Object.values(ErrorCode)) {
      const facts = errorFactsByCode(code) as ErrorFacts;
      const can = facts.refreshMetadata ? ' Retriable, with fresh metadata.' : facts.retriable ? ' Retriable.' : '';
      const comment = `${String(code)}, \`${facts.name}\`: ${facts.description}${can}`;
      assert.ok(source.includes(comment), `error-classes.ts should say: ${comment}`);
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
    for (const [name, errno] of Object.entries(seedErrors)) {
      const Class = wire[name as keyof typeof seedErrors];
      assert.equal(Class.errno, errno, name);
      const error = errorFor(errno);
      assert.ok(error instanceof Class, name);
      assert.ok(error instanceof wire.BrokerResponseError, name);
    }
    assert.ok(errorFor(6) instanceof classes.NotLeaderOrFollowerError);
    assert.equal(errorFor(5) instanceof wire.NotLeaderForPartitionError, false);
  });

  test('retriable and refreshMetadata are as in kafka-python but where Kafka of today says otherwise', () => {
    const retriableThen = [5, 6, 7, 14, 15, 16];
    const staleThen = [3, 5, 6];
    const differing = Object.values(seedErrors).filter(
      (code) => errorFor(code).retriable !== retriableThen.includes(code),
    );
    assert.deepEqual(differing, [2, 3, 9, 13, 19, 20]);
    assert.deepEqual(
      Object.values(seedErrors).filter((code) => errorFor(code).refreshMetadata !== staleThen.includes(code)),
      [9, 13],
    );
  });

  test('those of the client are the classes that are thrown here for the same reason', () => {
    const connection = new wire.ConnectionError('gone', { broker: 'h:1', phase: 'request' });
    const nobody = new wire.NoBrokersAvailableError('nobody', { broker: 'h:1', phase: 'bootstrap' });
    assert.ok(connection instanceof wire.Cancelled);
    assert.ok(connection instanceof wire.NodeNotReadyError);
    assert.ok(connection instanceof wire.CorrelationIdError);
    assert.equal(connection instanceof wire.NoBrokersAvailable, false);
    assert.ok(nobody instanceof wire.NoBrokersAvailable);
    assert.ok(nobody instanceof wire.KafkaUnavailableError);
    assert.ok(nobody instanceof wire.ConnectionError);
    assert.deepEqual([nobody.name, nobody.retriable, nobody.refreshMetadata], ['NoBrokersAvailableError', true, true]);
    assert.ok(new wire.TimeoutError({ operation: 'x', timeoutMs: 1 }) instanceof wire.KafkaTimeoutError);
    assert.ok(new wire.StateError('closed') instanceof wire.IllegalStateError);
    assert.ok(new wire.ConfigError('no') instanceof wire.IllegalArgumentError);
    assert.ok(new wire.ConfigError('no') instanceof wire.KafkaConfigurationError);
    assert.ok(new wire.WireError('short') instanceof wire.BufferUnderflowError);
    const unsupported = new wire.UnsupportedVersionError({ api: 'Fetch', minVersion: 0, maxVersion: 1 });
    assert.ok(unsupported instanceof wire.UnrecognizedBrokerVersion);
  });

  test('those that nothing here throws can be thrown and caught all the same', () => {
    const all = [
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
      ['TooManyInFlightRequests', 'StaleMetadata'],
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
