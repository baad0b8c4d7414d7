import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ApiVersions,
  checkError,
  ErrorCode,
  Fetch,
  Heartbeat,
  Metadata,
  NotLeaderOrFollowerError,
  OffsetCommit,
  PartialError,
  Produce,
  ProtocolError,
  RebalanceInProgressError,
} from '../src/index.ts';

/** What is thrown. */
function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

describe('checkError', () => {
  test('gives a clean response back', () => {
    const response = Fetch.response.decode(
      12,
      Fetch.response.encode(12, { responses: [{ topic: 't', partitions: [{ records: Buffer.from('abc') }] }] }),
    );
    assert.equal(checkError(response), response);
    assert.equal(checkError(null), null);
  });

  test('throws what the response itself says, with the broker and its words', () => {
    const response = Heartbeat.response.decode(4, Heartbeat.response.encode(4, { errorCode: 27 }));
    const error = thrown(() => checkError(response, { api: 'Heartbeat', broker: 'b:9092' }));
    assert.ok(error instanceof RebalanceInProgressError);
    assert.match(error.message, /^REBALANCE_IN_PROGRESS \(Heartbeat, broker b:9092\): /);
    assert.throws(
      () => checkError({ errorCode: 36, errorMessage: 'It is there.' }),
      /TOPIC_ALREADY_EXISTS.*The broker says: It is there\.$/,
    );
  });

  test('throws one PartialError that names each part that failed, and keeps those that did not', () => {
    const response = Produce.response.decode(
      8,
      Produce.response.encode(8, {
        responses: [
          { name: 'good', partitionResponses: [{ index: 0, baseOffset: 7n }] },
          {
            name: 'orders',
            partitionResponses: [
              { index: 4, errorCode: 6 },
              { index: 5, errorCode: 10, errorMessage: 'Too big.' },
            ],
          },
        ],
      }),
    );
    const error = thrown(() => checkError(response, { api: 'Produce' }));
    assert.ok(error instanceof PartialError);
    assert.equal(error.response, response);
    assert.deepEqual(
      error.errors.map(({ errorName, context }) => [errorName, context.topic, context.partition, context.path]),
      [
        ['NOT_LEADER_OR_FOLLOWER', 'orders', 4, 'responses[1].partitionResponses[0]'],
        ['MESSAGE_TOO_LARGE', 'orders', 5, 'responses[1].partitionResponses[1]'],
      ],
    );
    assert.match(error.message, /^2 parts of the response failed: NOT_LEADER_OR_FOLLOWER \(Produce, orders-4, at resp/);
    assert.match(error.message, /The broker says: Too big\./);
    // One of the two cannot be retried; the other wants fresh metadata.
    assert.deepEqual([error.retriable, error.refreshMetadata], [false, true]);
  });

  test('a single part that failed is a PartialError as well, which may be retriable', () => {
    const commit = OffsetCommit.response.decode(
      8,
      OffsetCommit.response.encode(8, { topics: [{ name: 't', partitions: [{ partitionIndex: 3, errorCode: 14 }] }] }),
    );
    const error = thrown(() => checkError(commit));
    assert.ok(error instanceof PartialError);
    assert.deepEqual([error.retriable, error.refreshMetadata, error.errors[0]?.context.partition], [true, false, 3]);
  });

  test('of many parts the message shows three and counts the others', () => {
    const topics = Array.from({ length: 50 }, (_, i) => ({ name: `t${String(i)}`, errorCode: 3 }));
    const error = thrown(() => checkError(Metadata.response.decode(9, Metadata.response.encode(9, { topics }))));
    assert.ok(error instanceof PartialError);
    assert.equal(error.errors.length, 50);
    assert.match(error.message, /topic t2, .* \| and 47 more$/);
    assert.doesNotMatch(error.message, /topic t3,/);
  });

  test('the code of the response itself comes before those of its parts', () => {
    const error = thrown(() => checkError({ topics: [{ name: 't', errorCode: 3 }], errorCode: 35 }));
    assert.ok(error instanceof ProtocolError);
    assert.equal(error.code, ErrorCode.UNSUPPORTED_VERSION);
  });

  test('takes every code as data until then, also an unknown one', () => {
    const response = ApiVersions.response.decode(3, ApiVersions.response.encode(3, { errorCode: 12345 }));
    assert.throws(() => checkError(response), { name: 'ProtocolError', code: 12345, errorName: 'UNKNOWN(12345)' });
  });

  test("takes kafka-python's payloads, and an error in place of a response", () => {
    const error = thrown(() => checkError({ topic: 't', partition: 2, error: 6, offset: -1 }));
    assert.ok(error instanceof NotLeaderOrFollowerError);
    assert.deepEqual([error.context.topic, error.context.partition], ['t', 2]);
    const failed = new Error('no connection');
    assert.equal(
      thrown(() => checkError(failed)),
      failed,
    );
  });
});
