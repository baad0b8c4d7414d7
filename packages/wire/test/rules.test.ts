import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateTopics,
  Fetch,
  Heartbeat,
  isUuid,
  JoinGroup,
  ListOffsets,
  Metadata,
  OffsetFetch,
  Produce,
  UnsupportedVersionError,
  WireError,
  ZERO_UUID,
} from '../src/index.ts';

const fails = (run: () => unknown, path: string, reason: RegExp): void => {
  assert.throws(run, (e) => {
    assert.ok(e instanceof WireError, String(e));
    assert.equal(e.path, path);
    assert.match(e.message, reason);
    return true;
  });
};

describe('a value for a field that the version lacks', () => {
  test('is an error, unless it is the default', () => {
    fails(
      () => Heartbeat.request.encode(2, { groupInstanceId: 'i' }),
      'groupInstanceId',
      /version 2 has no such field/,
    );
    assert.ok(Heartbeat.request.encode(2, { groupInstanceId: null }));
    fails(() => Fetch.request.encode(6, { forgottenTopicsData: [{ topic: 't' }] }), 'forgottenTopicsData', /version 6/);
    assert.ok(Fetch.request.encode(6, { forgottenTopicsData: [] }));
    const partition = { topics: [{ partitions: [{}, { maxNumOffsets: 2 }] }] };
    fails(() => ListOffsets.request.encode(1, partition), 'topics[0].partitions[1].maxNumOffsets', /version 1/);
  });

  test('counts for tagged structures too', () => {
    const one = (version: number, replicaState: object): Buffer => Fetch.request.encode(version, { replicaState });
    fails(() => one(14, { replicaId: 3 }), 'replicaState.replicaId', /version 14/);
    assert.ok(one(14, { replicaId: -1, replicaEpoch: -1 }));
    fails(() => one(14, { replicaId: -1, replicaEpoch: 5n }), 'replicaState.replicaEpoch', /version 14/);
  });

  test('is dropped when the schema says that it may be', () => {
    assert.deepEqual(Fetch.request.encode(10, { rackId: 'r' }), Fetch.request.encode(10, {}));
  });
});

describe('what is left out', () => {
  test('takes its default', () => {
    const request = Fetch.request.decode(17, Fetch.request.encode(17, { topics: [{ partitions: [{}] }] }));
    assert.equal(request.maxBytes, 0x7fffffff);
    const { topicId, partitions } = request.topics[0] ?? assert.fail();
    assert.equal(topicId, ZERO_UUID);
    assert.equal(partitions[0]?.highWatermark, 2n ** 63n - 1n);
    assert.deepEqual(request.replicaState, { replicaId: -1, replicaEpoch: -1n });
  });

  test('is the same as undefined', () => {
    assert.deepEqual(Heartbeat.request.encode(4, { groupId: undefined }), Heartbeat.request.encode(4, {}));
  });

  test('is there after decoding, so that all objects of a kind look alike', () => {
    for (const version of [0, 4, 9, 12, 18]) {
      const response = Fetch.response.decode(
        version,
        Fetch.response.encode(version, { responses: [{ partitions: [{}] }] }),
      );
      assert.deepEqual(Object.keys(response), [
        'throttleTimeMs',
        'errorCode',
        'sessionId',
        'responses',
        'nodeEndpoints',
      ]);
      assert.equal(Object.keys(response.responses[0]?.partitions[0] ?? {}).length, 11);
    }
  });
});

describe('null', () => {
  test('is refused where the version has none', () => {
    fails(() => Heartbeat.request.encode(4, { groupId: null as never }), 'groupId', /expected a string, got null/);
    fails(() => Metadata.request.encode(0, { topics: null }), 'topics', /expected an array, got null/);
    assert.equal(Metadata.request.encode(1, { topics: null }).toString('hex'), 'ffffffff');
    fails(() => JoinGroup.response.encode(6, { protocolName: null }), 'protocolName', /got null/);
    assert.ok(JoinGroup.response.encode(7, { protocolName: null }));
    fails(() => OffsetFetch.request.encode(1, { topics: null }), 'topics', /got null/);
    fails(() => Heartbeat.response.encode(0, { errorCode: null as never }), 'errorCode', /expected an int16, got null/);
    fails(() => Fetch.request.encode(4, { topics: [null as never] }), 'topics[0]', /expected an object/);
  });
});

describe('values of the wrong kind', () => {
  test('name the field, what was expected and what came', () => {
    const encode = (partition: object): Buffer =>
      Produce.request.encode(9, { topicData: [{ name: 't', partitionData: [partition] }] });
    const at = 'topicData[0].partitionData[0]';
    fails(() => encode({ index: 2 ** 31 }), `${at}.index`, /expected an int32, got 2147483648/);
    fails(() => encode({ index: 1.5 }), `${at}.index`, /expected an int32, got 1.5/);
    fails(() => encode({ index: '1' }), `${at}.index`, /expected an int32, got "1"/);
    fails(() => encode({ records: 'abc' }), `${at}.records`, /expected bytes .*, got "abc"/);
    fails(() => encode({ records: [1] }), `${at}.records`, /got an array/);
    fails(() => Produce.request.encode(9, { acks: 70000 }), 'acks', /expected an int16, got 70000/);
    fails(() => Produce.request.encode(9, { topicData: {} as never }), 'topicData', /expected an array, got an object/);
    fails(
      () => CreateTopics.request.encode(1, { validateOnly: 1 as never }),
      'validateOnly',
      /expected a boolean, got 1/,
    );
    fails(() => Heartbeat.request.encode(0, { groupId: 'x'.repeat(40000) }), 'groupId', /at most 32767 bytes/);
    fails(() => Metadata.request.encode(12, { topics: [{ topicId: 'zero' }] }), 'topics[0].topicId', /expected a uuid/);
  });

  test('int64 takes bigints and safe integers', () => {
    const encode = (fetchOffset: bigint | number): Buffer =>
      Fetch.request.encode(0, { topics: [{ partitions: [{ fetchOffset }] }] });
    for (const n of [0, 1, -1, 255, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, -(2 ** 32), 2 ** 53 - 1, -(2 ** 53) + 1]) {
      assert.deepEqual(encode(n), encode(BigInt(n)), String(n));
    }
    const at = 'topics[0].partitions[0].fetchOffset';
    fails(() => encode(2 ** 53), at, /safe integer/);
    fails(() => encode(0.5), at, /safe integer/);
    fails(() => encode(2n ** 63n), at, /expected an int64, got 9223372036854775808n/);
  });
});

describe('unknown tagged fields', () => {
  test('survive, in order, beside known ones', () => {
    const unknownTags = [
      { tag: 1, data: Buffer.from('one') },
      { tag: 9, data: Buffer.alloc(200, 9) },
    ];
    const bytes = Fetch.request.encode(12, { clusterId: 'c', unknownTags, topics: [{ unknownTags }] });
    const request = Fetch.request.decode(12, bytes);
    assert.deepEqual(request.unknownTags, unknownTags);
    assert.deepEqual(request.topics[0]?.unknownTags, unknownTags);
    assert.deepEqual(Fetch.request.encode(12, request), bytes);
    const shuffled = { clusterId: 'c', unknownTags: [...unknownTags].reverse(), topics: [{ unknownTags }] };
    assert.deepEqual(Fetch.request.encode(12, shuffled), bytes);
  });

  test('are not there when there are none', () => {
    assert.equal('unknownTags' in Fetch.request.decode(12, Fetch.request.encode(12, {})), false);
  });

  test('cannot be written to a version without tags, nor under a number that the version knows', () => {
    const unknownTags = [{ tag: 1, data: Buffer.from('x') }];
    fails(() => Heartbeat.request.encode(3, { unknownTags }), 'unknownTags', /version 3 cannot carry tagged fields/);
    assert.throws(
      () => Fetch.request.encode(15, { replicaState: { replicaId: 1 }, unknownTags }),
      /tag 1, which this version knows/,
    );
  });

  test('may be large', () => {
    const unknownTags = [{ tag: 5, data: Buffer.alloc(100_000, 3) }];
    const bytes = Heartbeat.request.encode(4, { unknownTags });
    assert.deepEqual(Heartbeat.request.decode(4, bytes).unknownTags, unknownTags);
    const many = Array.from({ length: 300 }, (_, i) => ({ tag: i, data: Buffer.alloc(i) }));
    assert.deepEqual(Heartbeat.request.decode(4, Heartbeat.request.encode(4, { unknownTags: many })).unknownTags, many);
  });
});

describe('versions', () => {
  test('that do not exist are an error that tells which do', () => {
    for (const run of [
      () => Heartbeat.request.encode(5, {}),
      () => Heartbeat.request.decode(-1, Buffer.alloc(0)),
      () => Heartbeat.request.encode(NaN, {}),
    ]) {
      assert.throws(run, (e) => e instanceof UnsupportedVersionError && /known versions are 0 to 4/.test(e.message));
    }
  });
});

test('byte strings are views over the input', () => {
  const bytes = Fetch.response.encode(4, { responses: [{ partitions: [{ records: Buffer.alloc(50, 5) }] }] });
  const records = Fetch.response.decode(4, bytes).responses[0]?.partitions[0]?.records;
  assert.equal(records?.buffer, bytes.buffer);
  assert.equal(records.length, 50);
});

test('a Uint8Array that is no Buffer is decoded as well', () => {
  const bytes = Uint8Array.from(Heartbeat.request.encode(4, { groupId: 'grüppe' }));
  assert.equal(Heartbeat.request.decode(4, bytes).groupId, 'grüppe');
});

test('uuids are checked', () => {
  assert.equal(isUuid(ZERO_UUID), true);
  for (const wrong of ['', 'AAAAAAAAAAAAAAAAAAAAAB', 'AAAAAAAAAAAAAAAAAAAAA+', `${ZERO_UUID}A`])
    assert.equal(isUuid(wrong), false);
});
