import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  type CompressionType,
  encodeMessageSet,
  type LegacyMagic,
  MessageSetWriter,
  readBatches,
  RecordBatchWriter,
} from '@k/codec';
import { ErrorCode, Fetch } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { fetchBody, fetchFrom, produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf, recordsIn, TIMESTAMP } from '../support/records.ts';

/** Values `a b c …` in one message set, timestamps counting up. */
function setOf(magic: LegacyMagic, compression: CompressionType, values: readonly string[]): Buffer {
  const writer = new MessageSetWriter({ magic, compression, maxBytes: 1 << 20 });
  values.forEach((value, i) => writer.tryAppend(TIMESTAMP + i, 'key', value));
  return writer.seal();
}

describe('Produce v0-v2 and Fetch v0-v3', () => {
  let broker: Broker;
  let client: RawClient;
  before(async () => {
    broker = await createBroker({ autoCreateTopics: false });
    client = await RawClient.tcp(broker.bootstrapServers[0] as string);
  });
  after(async () => {
    client.close();
    await broker.close();
  });

  async function fetchOld(topic: string, offset: number, version: number, partitionMaxBytes = 1_000_000) {
    const response = await client.request(Fetch, version, fetchBody(topic, 0, offset, { partitionMaxBytes }));
    const answer = response.responses[0]?.partitions[0];
    assert.ok(answer !== undefined);
    return answer;
  }

  it('stores message sets as record batches, and answers each version in its format', async () => {
    broker.createTopic('old');
    const expected: string[] = [];
    for (const version of [0, 1, 2]) {
      for (const magic of [0, 1] as const) {
        for (const compression of ['none', 'gzip', 'snappy', 'lz4'] as const) {
          const values = ['a', 'b', 'c'].map((value) => `${value} v${String(version)} ${String(magic)} ${compression}`);
          const answer = await produceTo(client, { name: 'old' }, 0, setOf(magic, compression, values), { version });
          assert.deepEqual([answer.errorCode, answer.baseOffset], [0, BigInt(expected.length)]);
          for (const value of values) expected.push(`${String(expected.length)}:${value}`);
          const stored = [...broker.log('old', 0).batches()].at(-1);
          const [batch] = readBatches(stored?.bytes ?? null);
          assert.deepEqual([batch?.magic, batch?.compression, batch?.count], [2, compression, 3]);
          const times = batch === undefined ? [] : [...batch].map(({ timestamp }) => timestamp);
          assert.deepEqual(times, magic === 0 ? [-1, -1, -1] : [TIMESTAMP, TIMESTAMP + 1, TIMESTAMP + 2]);
        }
      }
    }
    await produceTo(client, { name: 'old' }, 0, batchOf(['new']));
    expected.push(`${String(expected.length)}:new`);
    for (const version of [0, 1, 2, 3, 4]) {
      const { errorCode, highWatermark, records } = await fetchOld('old', 0, version);
      assert.deepEqual([errorCode, highWatermark], [0, 73n]);
      assert.deepEqual(recordsIn(records), expected);
      const magics = new Set([...readBatches(records)].map(({ magic }) => magic));
      assert.deepEqual([...magics], [version < 2 ? 0 : version < 4 ? 1 : 2]);
    }
    // Messages alone begin at the offset that was asked for; what is packed comes whole.
    assert.equal(recordsIn((await fetchOld('old', 1, 2)).records)[0], '1:b v0 0 none');
    assert.equal(recordsIn((await fetchOld('old', 4, 2)).records)[0], '3:a v0 0 gzip');
    assert.deepEqual(recordsIn((await fetchOld('old', 73, 3)).records), []);
    assert.equal((await fetchOld('old', 74, 3)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    assert.equal(recordsIn((await fetchOld('old', 0, 3, 1)).records).length, 3, 'one batch at least');
  });

  it('cuts off what is larger than was asked for up to v2, so that old clients ask for more', async () => {
    broker.createTopic('cut');
    await produceTo(client, { name: 'cut' }, 0, batchOf(['x'.repeat(100), 'y'.repeat(100)]));
    for (const version of [0, 1, 2]) {
      const all = Buffer.from((await fetchOld('cut', 0, version)).records ?? []);
      const first = 12 + all.readInt32BE(8);
      for (const limit of [0, 1, 50, first, first + 1, all.length - 1]) {
        const { errorCode, records } = await fetchOld('cut', 0, version, limit);
        assert.deepEqual(
          [errorCode, records],
          [0, all.subarray(0, limit)],
          `v${String(version)}, ${String(limit)} bytes`,
        );
      }
      const part = (await fetchOld('cut', 0, version, first + 1)).records;
      const reading = readBatches(part);
      assert.deepEqual([[...reading].length, reading.partialBytes], [1, 1]);
    }
    assert.equal(recordsIn((await fetchOld('cut', 0, 3, 1)).records).length, 2);
  });

  it('gives LogAppendTime to what old clients send and fetch', async () => {
    broker.createTopic('stamped', { config: { 'message.timestamp.type': 'LogAppendTime' } });
    const before = Date.now();
    for (const magic of [0, 1] as const) {
      const answer = await produceTo(client, { name: 'stamped' }, 0, setOf(magic, 'gzip', ['a', 'b']), { version: 2 });
      assert.ok(Number(answer.logAppendTimeMs) >= before);
    }
    for (const version of [2, 4]) {
      for (const batch of readBatches((await fetchOld('stamped', 0, version)).records)) {
        assert.equal(batch.timestampType, 'LogAppendTime');
        for (const { timestamp } of batch) assert.ok(timestamp >= before);
      }
    }
  });

  it('takes what old producers send: every offset 0, a message cut off at the end, nothing at all', async () => {
    broker.createTopic('careless');
    const one = (value: string): Buffer =>
      encodeMessageSet([{ magic: 0, attributes: 0, key: null, value, timestamp: -1 }]);
    const packed = encodeMessageSet([
      { magic: 0, attributes: 1, key: null, value: gzipSync(Buffer.concat([one('c'), one('d')])), timestamp: -1 },
    ]);
    for (const [i, set] of [Buffer.concat([one('a'), one('b')]), packed].entries()) {
      const cut = Buffer.concat([set, one('cut').subarray(0, 20)]);
      const answer = await produceTo(client, { name: 'careless' }, 0, cut, { version: 0 });
      assert.deepEqual([answer.errorCode, answer.baseOffset], [0, BigInt(2 * i)]);
    }
    for (const nothing of [null, Buffer.alloc(0), one('cut').subarray(0, 20)]) {
      const empty = await produceTo(client, { name: 'careless' }, 0, nothing, { version: 1 });
      assert.deepEqual([empty.errorCode, empty.baseOffset], [0, -1n]);
    }
    assert.deepEqual(recordsIn((await fetchFrom(client, 'careless', 0, 0)).records), ['0:a', '1:b', '2:c', '3:d']);
  });

  const good = setOf(1, 'none', ['good']);
  const far = new MessageSetWriter({ magic: 1, maxBytes: 1000 });
  far.tryAppend(Date.now() + 7_200_000, null, 'far');
  const flipped = Buffer.from(setOf(1, 'none', ['value']));
  flipped.write('x', flipped.length - 1);
  const stamped = Buffer.from(good);
  readBatches(stamped).read()?.setMaxTimestamp('LogAppendTime', TIMESTAMP);
  const inner = Buffer.from(good);
  inner.write('x', inner.length - 1);
  const wrapper = (value: Buffer): Buffer =>
    encodeMessageSet([{ magic: 1, attributes: 1, key: null, value, timestamp: 5 }]);
  const behind = (bad: Buffer): Buffer => Buffer.concat([good, bad]);
  const packed = wrapper(gzipSync(good));
  const refused: [what: string, records: Buffer, errorCode: number, versions?: number[]][] = [
    ['a flipped byte', behind(flipped), ErrorCode.CORRUPT_MESSAGE],
    ['a flipped byte in a wrapper', wrapper(gzipSync(inner)), ErrorCode.CORRUPT_MESSAGE],
    ['a wrapper in a wrapper', wrapper(gzipSync(wrapper(gzipSync(good)))), ErrorCode.CORRUPT_MESSAGE],
    ['a wrapper of 200 MB', wrapper(gzipSync(Buffer.alloc(200_000_000), { level: 1 })), ErrorCode.CORRUPT_MESSAGE],
    ['a message that is too large', behind(setOf(0, 'none', ['x'.repeat(2_000_000)])), ErrorCode.MESSAGE_TOO_LARGE],
    ['a timestamp far ahead', behind(far.seal()), ErrorCode.INVALID_TIMESTAMP],
    ['LogAppendTime', behind(stamped), ErrorCode.INVALID_TIMESTAMP],
    ['a record batch behind a message', behind(batchOf(['x'])), ErrorCode.INVALID_RECORD],
    ['a message set in a version for record batches', good, ErrorCode.INVALID_RECORD, [3, 9]],
    // These three are what Kafka 3.9.2 answers too.
    ['a wrapper behind a message', behind(packed), ErrorCode.INVALID_RECORD],
    ['a message behind a wrapper', Buffer.concat([packed, good]), ErrorCode.INVALID_RECORD],
    ['two wrappers', Buffer.concat([packed, packed]), ErrorCode.INVALID_RECORD],
  ];
  for (const [what, bad, errorCode, versions = [0, 2]] of refused) {
    it(`refuses ${what} and appends nothing`, async () => {
      const name = `refused-${what.replaceAll(' ', '-')}`;
      broker.createTopic(name);
      for (const version of versions) {
        const answer = await produceTo(client, { name }, 0, Buffer.from(bad), { version });
        assert.deepEqual([answer.errorCode, answer.baseOffset], [errorCode, -1n]);
      }
      assert.equal(broker.log(name, 0).endOffset, 0);
    });
  }

  // As Kafka 3.9.2 answers, with the code alone: these versions have no place for more.
  const keyless = new MessageSetWriter({ magic: 0, maxBytes: 1000 });
  keyless.tryAppend(-1, null, 'value');
  const ruled: [what: string, config: Record<string, string>, records: Buffer, errorCode: number][] = [
    ['a null key in a compacted topic', { 'cleanup.policy': 'compact' }, keyless.seal(), ErrorCode.INVALID_RECORD],
    ['old records', { 'message.timestamp.before.max.ms': '1000' }, good, ErrorCode.INVALID_TIMESTAMP],
    ['old records, packed', { 'message.timestamp.before.max.ms': '1000' }, packed, ErrorCode.INVALID_TIMESTAMP],
    ['records without a time', { 'message.timestamp.before.max.ms': '1000' }, setOf(0, 'gzip', ['x']), ErrorCode.NONE],
  ];
  for (const [what, config, records, errorCode] of ruled) {
    it(`asks of message sets what the topic wants: ${what}`, async () => {
      const name = `ruled-${what.replaceAll(/\W/g, '-')}`;
      broker.createTopic(name, { config });
      const answer = await produceTo(client, { name }, 0, Buffer.from(records), { version: 2 });
      assert.equal(answer.errorCode, errorCode);
      assert.equal(broker.log(name, 0).endOffset, errorCode === ErrorCode.NONE ? 1 : 0);
    });
  }

  it('compresses message sets as the topic wants them', async () => {
    for (const [type, stored] of [
      ['gzip', 'gzip'],
      ['uncompressed', 'none'],
      ['zstd', 'zstd'],
    ] as const) {
      const name = `compressed-${type}`;
      broker.createTopic(name, { config: { 'compression.type': type } });
      for (const compression of ['none', 'gzip'] as const) {
        await produceTo(client, { name }, 0, setOf(1, compression, ['a', 'b']), { version: 2 });
      }
      const { records } = await fetchFrom(client, name, 0, 0);
      assert.deepEqual(
        [...readBatches(records)].map(({ compression }) => compression),
        [stored, stored],
      );
      assert.deepEqual(recordsIn(records), ['0:a', '1:b', '2:a', '3:b']);
    }
  });

  it('gives old consumers no zstd: what is before it, then an error', async () => {
    broker.createTopic('zstd');
    const writer = new RecordBatchWriter({ maxBytes: 1000, compression: 'zstd' });
    writer.tryAppend(TIMESTAMP, null, 'packed');
    await produceTo(client, { name: 'zstd' }, 0, batchOf(['plain']));
    await produceTo(client, { name: 'zstd' }, 0, writer.seal());
    for (const version of [0, 3]) {
      assert.deepEqual(recordsIn((await fetchOld('zstd', 0, version)).records), ['0:plain']);
      assert.equal((await fetchOld('zstd', 1, version)).errorCode, ErrorCode.UNSUPPORTED_COMPRESSION_TYPE);
    }
    assert.deepEqual(recordsIn((await fetchOld('zstd', 1, 4)).records), ['1:packed']);
  });
});
