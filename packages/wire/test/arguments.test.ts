import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateTopics,
  ConfigError,
  encodeRequest,
  encodeRequestFrame,
  errorFor,
  Fetch,
  FrameDecoder,
  Heartbeat,
  isUuid,
  Metadata,
  OffsetCommit,
  Produce,
  Reader,
  readRequestHeader,
  readResponseHeader,
  requestHeaderVersion,
  UnsupportedVersionError,
  WireError,
  Writer,
} from '../src/index.ts';

/** What a program without types may hand in. */
const odd = (value: unknown): never => value as never;

describe('a field that a message does not have', () => {
  const fails = (run: () => unknown, message: string): void => {
    assert.throws(run, (error) => error instanceof WireError && error.message === message);
  };

  test('is refused by its name, with the one that was meant', () => {
    fails(
      () => Metadata.request.encode(12, odd({ topic: [] })),
      'MetadataRequest v12, field topic: there is no such field, did you mean "topics"?',
    );
    fails(
      () => Metadata.request.encode(12, odd({ topics: [{ nam: 't' }] })),
      'MetadataRequest v12, field topics[0].nam: there is no such field, did you mean "name"?',
    );
    fails(
      () => Heartbeat.request.encode(4, odd({ group: 'g', xyzzy: 1 })),
      'HeartbeatRequest v4, field group: there is no such field, did you mean "groupId"?',
    );
    fails(
      () => Heartbeat.request.encode(4, odd({ xyzzy: 1 })),
      'HeartbeatRequest v4, field xyzzy: there is no such field',
    );
  });

  test('is found in tagged fields, in structures that may be absent, and at the end of a long array', () => {
    fails(
      () => Fetch.request.encode(15, odd({ replicaState: { replica: 1 } })),
      'FetchRequest v15, field replicaState.replica: there is no such field, did you mean "replicaId"?',
    );
    fails(
      () => Produce.response.encode(10, odd({ nodeEndpoints: [{ node: 1 }] })),
      'ProduceResponse v10, field nodeEndpoints[0].node: there is no such field, did you mean "nodeId"?',
    );
    const topics = Array.from({ length: 100 }, (_, i) => ({ name: `t${String(i)}` }));
    fails(
      () => CreateTopics.request.encode(7, odd({ topics: [...topics, { numPartition: 3 }] })),
      'CreateTopicsRequest v7, field topics[100].numPartition: there is no such field, did you mean "numPartitions"?',
    );
  });

  test('is refused in frames too, whose complete messages are not looked at', () => {
    const header = { correlationId: 1, clientId: null };
    fails(
      () => encodeRequestFrame(Metadata, 12, header, odd({ topic: [] })),
      'MetadataRequest v12, field topic: there is no such field, did you mean "topics"?',
    );
    fails(
      () => encodeRequestFrame(OffsetCommit, 8, header, odd({ topics: [{ partition: [] }] })),
      'OffsetCommitRequest v8, field topics[0].partition: there is no such field, did you mean "partitions"?',
    );
    const body = { transactionalId: null, acks: 1, timeoutMs: 1, topicData: [], extra: true };
    assert.ok(encodeRequestFrame(Produce, 13, header, body));
  });

  test('is none that another version has, nor one without a value', () => {
    assert.ok(Produce.request.encode(13, { topicData: [{ name: 'ignored by this version' }] }));
    assert.ok(Metadata.request.encode(12, odd({ topic: undefined })));
  });
});

describe('what is no message', () => {
  test('is refused where an object is expected', () => {
    for (const [value, shown] of [
      [5, '5'],
      ['text', '"text"'],
      [null, 'null'],
      [undefined, 'nothing'],
      [[], 'an empty array'],
    ] as const) {
      assert.throws(
        () => Metadata.request.encode(12, odd(value)),
        (error) =>
          error instanceof WireError && error.message === `MetadataRequest v12: expected an object, got ${shown}`,
      );
    }
    assert.throws(
      () => Metadata.request.encode(12, { topics: ['orders'] as never }),
      /^WireError: MetadataRequest v12, field topics\[0\]: expected an object, got "orders"$/,
    );
  });

  test('is refused where bytes are expected', () => {
    assert.throws(
      () => Metadata.request.decode(12, odd('text')),
      /^WireError: MetadataRequest v12: expected bytes \(a Buffer or Uint8Array\), got "text"$/,
    );
    assert.throws(() => new Writer().raw(odd('text')), /^WireError: expected bytes .*, got "text"$/);
  });

  test('nor is a version a version that is no whole number', () => {
    for (const [version, shown] of [
      ['5', '"5"'],
      [5n, '5n'],
      [1.5, '1.5'],
    ] as const) {
      assert.throws(
        () => Heartbeat.request.encode(odd(version), {}),
        (error) =>
          error instanceof UnsupportedVersionError &&
          error.message === `HeartbeatRequest: no version ${shown}, known versions are 0 to 4`,
      );
    }
  });
});

test('every other function refuses what it cannot use, by the name of the argument', () => {
  const reader = new Reader(Buffer.alloc(8));
  const calls: readonly (readonly [run: () => unknown, message: RegExp])[] = [
    [() => new Reader(odd('text')), /^Reader: bytes: expected bytes .*, got "text"$/],
    [
      () => Metadata.request.read(odd(Buffer.alloc(1)), 0),
      /^MetadataRequest: read\(\): .*expected a Reader, got a Uint8Array$/,
    ],
    [
      () => {
        Metadata.request.write(odd({}), 0, {});
      },
      /^MetadataRequest: write\(\): .*expected a Writer, got an object$/,
    ],
    [() => new FrameDecoder(odd(undefined)), /^FrameDecoder: onFrame: expected a function, got nothing$/],
    [() => new FrameDecoder({ onFrame: () => undefined, maxFrameBytes: odd('5') }), /maxFrameBytes: .*, got "5"$/],
    [
      () => {
        new FrameDecoder({ onFrame: () => undefined }).push(odd('text'));
      },
      /^FrameDecoder: push\(\): chunk/,
    ],
    [() => errorFor(odd('5')), /^errorFor\(\): code: expected an error code, got "5"$/],
    [() => errorFor(odd(5n)), /got 5n$/],
    [
      () => requestHeaderVersion(odd(undefined), 1),
      /^requestHeaderVersion\(\): api: expected an API, such as Metadata, got nothing$/,
    ],
    [() => readResponseHeader(reader, odd(3), 1), /api: .*, got 3$/],
    [() => readRequestHeader(odd('x')), /^readRequestHeader\(\): r: expected a Reader, got "x"$/],
    [() => encodeRequestFrame(Heartbeat, 1, odd(undefined), {}), /^encodeRequestFrame\(\): header/],
  ];
  for (const [run, message] of calls) {
    assert.throws(run, (error) => error instanceof ConfigError && message.test(error.message), String(message));
  }
  assert.throws(() => encodeRequest(odd('3'), 0, {}), /^WireError: no API has the key "3"$/);
  assert.equal(isUuid(odd(undefined)), false);
});
