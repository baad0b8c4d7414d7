import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AuthenticationError,
  ConfigError,
  ConnectionError,
  ErrorCode,
  errorFactsByCode,
  errorFor,
  KafkaError,
  ProtocolError,
  StateError,
  TimeoutError,
  UnsupportedVersionError,
  WireError,
} from '../src/index.ts';

describe('the table of errors', () => {
  test('goes from -1 to the newest code without a gap', () => {
    const codes = Object.values(ErrorCode);
    assert.deepEqual(
      codes,
      Array.from({ length: codes.length }, (_, i) => i - 1),
    );
    for (const [name, code] of Object.entries(ErrorCode)) {
      const facts = errorFactsByCode(code);
      assert.equal(facts?.name, name);
      assert.match(facts.description, /^[A-Z].*\.$/);
      assert.ok(facts.retriable || !facts.refreshMetadata, name);
    }
  });

  test('knows what may be retried, and what wants fresh metadata', () => {
    const facts = (code: number): unknown => {
      const { errorName, retriable, refreshMetadata } = errorFor(code);
      return [errorName, retriable, refreshMetadata];
    };
    assert.deepEqual(facts(6), ['NOT_LEADER_OR_FOLLOWER', true, true]);
    assert.deepEqual(facts(15), ['COORDINATOR_NOT_AVAILABLE', true, false]);
    assert.deepEqual(facts(22), ['ILLEGAL_GENERATION', false, false]);
    assert.deepEqual(facts(-1), ['UNKNOWN_SERVER_ERROR', false, false]);
  });
});

describe('errorFor', () => {
  test('keeps the number of a code that is unknown here', () => {
    const error = errorFor(999, { api: 'Fetch' });
    assert.equal(error.code, 999);
    assert.equal(error.errorName, 'UNKNOWN(999)');
    assert.equal(error.retriable, false);
    assert.match(error.message, /^UNKNOWN\(999\) \(Fetch\)/);
  });

  test('tells the place, and the words of the broker', () => {
    const error = errorFor(ErrorCode.TOPIC_AUTHORIZATION_FAILED, {
      api: 'Produce',
      version: 9,
      topic: 'orders',
      partition: 3,
      broker: 'b:9092',
      message: 'No.',
    });
    assert.equal(
      error.message,
      'TOPIC_AUTHORIZATION_FAILED (Produce v9, orders-3, broker b:9092): This user may not do this with the topic. The broker says: No.',
    );
    assert.deepEqual([error.context.topic, error.context.partition], ['orders', 3]);
  });

  test('does not put what we know into the mouth of the broker', () => {
    const { message } = errorFor(ErrorCode.THROTTLING_QUOTA_EXCEEDED, {
      message: 'No.',
      detail: 'It is the third time.',
    });
    assert.match(message, /The broker says: No\. It is the third time\.$/);
    const { message: ours } = errorFor(ErrorCode.THROTTLING_QUOTA_EXCEEDED, { detail: 'It is the third time.' });
    assert.match(ours, /[^:] It is the third time\.$/);
    assert.doesNotMatch(ours, /The broker says/);
    assert.match(
      errorFor(ErrorCode.GROUP_ID_NOT_FOUND, { api: 'ListGroups', about: "group 'g'" }).message,
      /^GROUP_ID_NOT_FOUND \(ListGroups, group 'g'\): [^:]+$/,
    );
  });
});

test('a time limit is told in whole milliseconds, also when it is what was left of another', () => {
  const error = new TimeoutError({ operation: 'Fetch request to a:1', timeoutMs: 29999.210693999998 });
  assert.equal(error.message, 'Fetch request to a:1 took longer than 29999 ms');
  assert.equal(error.timeoutMs, 29999);
});

describe('the family', () => {
  const cause = new Error('why');
  const all = [
    new ConfigError('c'),
    new StateError('s'),
    new WireError('w'),
    new ConnectionError('n', { broker: 'h:1', phase: 'connect', cause }),
    new TimeoutError({ operation: 'Fetch', timeoutMs: 5, cause }),
    new AuthenticationError('a', { cause }),
    new UnsupportedVersionError({ api: 'Fetch', minVersion: 0, maxVersion: 3, cause }),
    new ProtocolError(1),
    errorFor(1),
  ];

  test('has names, a brand, and keeps causes', () => {
    for (const error of all) {
      assert.ok(error instanceof KafkaError);
      assert.ok(KafkaError.is(error));
      assert.equal(error.name, error.constructor.name);
      assert.ok(error.stack?.startsWith(`${error.name}: `) ?? false, error.stack);
      if (error.cause !== undefined) assert.equal(error.cause, cause);
    }
    assert.deepEqual(all.filter((e) => e.cause === cause).length, 4);
    assert.deepEqual(
      all.filter((e) => e.retriable).map((e) => e.name),
      ['ConnectionError', 'TimeoutError'],
    );
  });

  test('is known by its brand across copies of the package', () => {
    const foreign = Object.assign(new Error('other copy'), { [Symbol.for('@k/error')]: true });
    assert.ok(KafkaError.is(foreign));
    assert.equal(KafkaError.is(new Error('x')), false);
    assert.equal(KafkaError.is({ [Symbol.for('@k/error')]: true }), false);
  });
});
