import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { crc32c, readBatches } from '@k/codec';
import { ConfigError, ErrorCode, Fetch, ListOffsets, Produce } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { batchOf, recordsIn, TIMESTAMP } from '../support/records.ts';
import { fetchBody, fetchFrom, listOffset, produceTo } from '../support/calls.ts';
import { seen } from '../support/events.ts';
import { RawClient } from '../support/raw-client.ts';

describe('Produce and Fetch', () => {
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

  it('stores batches with their offsets, in every version, and hands them out again in every version', async () => {
    const { topicId } = broker.createTopic('every-version');
    const expected: string[] = [];
    for (let version = 3; version <= 13; version++) {
      const records = batchOf([`v${String(version)}a`, `v${String(version)}b`]);
      const answer = await produceTo(client, { name: 'every-version', topicId }, 0, records, { version });
      assert.equal(answer.errorCode, 0);
      assert.equal(answer.baseOffset, BigInt(expected.length));
      expected.push(
        `${String(expected.length)}:v${String(version)}a`,
        `${String(expected.length + 1)}:v${String(version)}b`,
      );
    }
    for (let version = 4; version <= 18; version++) {
      const body = fetchBody('every-version', 0, 0);
      const [topic] = body.topics ?? [];
      const named = version >= 13 ? { ...topic, topic: '', topicId } : topic;
      const response = await client.request(Fetch, version, { ...body, topics: [named ?? {}] });
      const partition = response.responses[0]?.partitions[0];
      assert.equal(partition?.errorCode, 0, `v${String(version)}`);
      assert.deepEqual(recordsIn(partition.records), expected, `v${String(version)}`);
      assert.equal(partition.highWatermark, 22n);
      assert.equal(partition.lastStableOffset, 22n);
    }
  });

  it('keeps the bytes of a batch but for base offset and leader epoch, compressed ones included', async () => {
    broker.createTopic('bytes');
    await produceTo(client, { name: 'bytes' }, 0, batchOf(['first']));
    const sent = batchOf(['x'.repeat(5000), 'y'.repeat(5000)], {}, { compression: 'gzip' });
    await produceTo(client, { name: 'bytes' }, 0, sent);
    const { records } = await fetchFrom(client, 'bytes', 0, 1);
    const stored = Buffer.from(records ?? []);
    assert.equal(stored.readBigInt64BE(0), 1n);
    assert.deepEqual(stored.subarray(16), sent.subarray(16));
    assert.deepEqual(recordsIn(stored), [`1:${'x'.repeat(5000)}`, `2:${'y'.repeat(5000)}`]);
  });

  const refused: [what: string, records: () => Buffer | null, errorCode: number][] = [
    ['no records', () => null, ErrorCode.INVALID_RECORD],
    ['an empty record set', () => Buffer.alloc(0), ErrorCode.INVALID_RECORD],
    ['a flipped byte', () => flip(batchOf(['value']), 65), ErrorCode.CORRUPT_MESSAGE],
    ['a cut batch', () => batchOf(['value']).subarray(0, 40), ErrorCode.INVALID_RECORD],
    ['two batches', () => Buffer.concat([batchOf(['a']), batchOf(['b'])]), ErrorCode.INVALID_RECORD],
    ['magic 1', () => patch(batchOf(['value']), 16, 1), ErrorCode.INVALID_RECORD],
    ['magic 9', () => patch(batchOf(['value']), 16, 9), ErrorCode.CORRUPT_MESSAGE],
    ['a base offset', () => patch(batchOf(['value']), 7, 5), ErrorCode.INVALID_RECORD],
    ['too large a batch', () => batchOf(['x'.repeat(2_000_000)]), ErrorCode.MESSAGE_TOO_LARGE],
    [
      'a timestamp far ahead',
      () => batchOf(['x'], {}, { timestamp: Date.now() + 7_200_000 }),
      ErrorCode.INVALID_TIMESTAMP,
    ],
  ];
  for (const [what, records, errorCode] of refused) {
    it(`refuses ${what} and appends nothing`, async () => {
      const name = `refused-${String(errorCode)}-${what.replaceAll(' ', '-')}`;
      broker.createTopic(name);
      const answer = await produceTo(client, { name }, 0, records());
      assert.equal(answer.errorCode, errorCode);
      assert.equal(answer.baseOffset, -1n);
      assert.equal(typeof answer.errorMessage, 'string');
      assert.equal(broker.log(name, 0).endOffset, 0);
    });
  }

  it('takes one whole batch and leaves the cut one behind it, as Kafka does', async () => {
    broker.createTopic('trailing');
    const records = Buffer.concat([batchOf(['whole']), batchOf(['cut']).subarray(0, 50)]);
    assert.equal((await produceTo(client, { name: 'trailing' }, 0, records)).errorCode, 0);
    assert.deepEqual(recordsIn((await fetchFrom(client, 'trailing', 0, 0)).records), ['0:whole']);
    assert.equal(broker.log('trailing', 0).byteLength, batchOf(['whole']).length);
  });

  it('refuses topics, partitions and acks that are not there', async () => {
    broker.createTopic('known');
    const errorOf = async (name: string, partition: number, acks: number): Promise<number> =>
      (await produceTo(client, { name }, partition, batchOf(['x']), { acks })).errorCode;
    assert.equal(await errorOf('unknown', 0, -1), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assert.equal(await errorOf('known', 1, -1), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assert.equal(await errorOf('known', 0, 2), ErrorCode.INVALID_REQUIRED_ACKS);
    const byId = await produceTo(client, { name: '', topicId: 'B'.repeat(21) + 'A' }, 0, batchOf(['x']), {
      version: 13,
    });
    assert.equal(byId.errorCode, ErrorCode.UNKNOWN_TOPIC_ID);
    assert.equal((await fetchFrom(client, 'unknown', 0, 0)).errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('answers nothing to acks 0, and closes the connection when it fails', async () => {
    broker.createTopic('no-acks');
    const own = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const body = (topic: string) => ({
      acks: 0,
      timeoutMs: 1000,
      topicData: [{ name: topic, partitionData: [{ index: 0, records: batchOf(['x']) }] }],
    });
    own.send(Produce, 9, body('no-acks'));
    // The fetch is taken up after the produce: when it is answered, the record is there and no answer came before.
    assert.deepEqual(recordsIn((await fetchFrom(own, 'no-acks', 0, 0)).records), ['0:x']);
    assert.deepEqual(own.answered, [2]);
    own.send(Produce, 9, body('nowhere'));
    await own.closed;
  });

  it('takes transactional batches with a transactional id only', async () => {
    broker.createTopic('transactions');
    const marked = batchOf(['x'], { producerId: 1n, producerEpoch: 0, baseSequence: 0, isTransactional: true });
    assert.equal(
      (await produceTo(client, { name: 'transactions' }, 0, marked)).errorCode,
      ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
    );
  });

  it('sets the append time where the topic says so, with a CRC that matches', async () => {
    broker.createTopic('append-time', { config: { 'message.timestamp.type': 'LogAppendTime' } });
    const start = Date.now();
    const answer = await produceTo(client, { name: 'append-time' }, 0, batchOf(['x']));
    assert.ok(Number(answer.logAppendTimeMs) >= start);
    const { records } = await fetchFrom(client, 'append-time', 0, 0);
    assert.deepEqual(recordsIn(records), ['0:x']);
    assert.equal(Buffer.from(records ?? []).readBigInt64BE(35), answer.logAppendTimeMs);
  });

  it('compresses at the level of the topic, and takes the append time in', async () => {
    const level = (n: string) => ({ 'compression.type': 'gzip', 'compression.gzip.level': n });
    const values = Array.from({ length: 500 }, (_, i) => `words ${String((i * 7919) % 1000)} again ${String(i)}`);
    const sizes: number[] = [];
    for (const n of ['1', '9']) {
      broker.createTopic(`level-${n}`, { config: { ...level(n), 'message.timestamp.type': 'LogAppendTime' } });
      const { logAppendTimeMs } = await produceTo(client, { name: `level-${n}` }, 0, batchOf(values));
      const { records } = await fetchFrom(client, `level-${n}`, 0, 0);
      const [batch] = readBatches(records);
      assert.deepEqual(
        [batch?.compression, batch?.timestampType, batch?.maxTimestamp],
        ['gzip', 'LogAppendTime', Number(logAppendTimeMs)],
      );
      assert.equal(recordsIn(records).length, values.length);
      sizes.push(records?.length ?? 0);
    }
    assert.ok((sizes[0] as number) > (sizes[1] as number), sizes.join(', '));
    assert.throws(() => broker.createTopic('level-10', { config: level('10') }), /compression\.gzip\.level/);
  });

  const larger = { 'compression.type': 'uncompressed', 'max.message.bytes': '1000' };
  const broken: [what: string, config: Record<string, string>, batch: () => Buffer, errorCode: number][] = [
    ['what is too large unpacked', larger, () => batchOf(['x'.repeat(5000)], {}, { compression: 'gzip' }), ErrorCode.MESSAGE_TOO_LARGE], // prettier-ignore
    ['what cannot be unpacked', { 'compression.type': 'lz4' }, () => damagedGzip(), ErrorCode.UNKNOWN_SERVER_ERROR],
    ['what cannot be unpacked for its keys', { 'cleanup.policy': 'compact' }, () => damagedGzip(), ErrorCode.UNKNOWN_SERVER_ERROR], // prettier-ignore
    ['records that do not fit their batch', { 'compression.type': 'lz4' }, () => miscounted(), ErrorCode.INVALID_RECORD], // prettier-ignore
    ['records that do not fit their batch, for their keys', { 'cleanup.policy': 'compact' }, () => miscounted(), ErrorCode.INVALID_RECORD], // prettier-ignore
  ];
  for (const [what, config, batch, errorCode] of broken) {
    it(`refuses ${what} where records are looked at`, async () => {
      const name = `broken-${what.replaceAll(/\W/g, '-')}`;
      broker.createTopic(name, { config });
      assert.equal((await produceTo(client, { name }, 0, batch())).errorCode, errorCode);
      assert.equal(broker.log(name, 0).endOffset, 0);
    });
  }

  it('gives at least one batch, and never more bytes than asked beyond it', async () => {
    broker.createTopic('limits');
    const size = batchOf(['x'.repeat(1000)]).length;
    for (let i = 0; i < 10; i++) await produceTo(client, { name: 'limits' }, 0, batchOf(['x'.repeat(1000)]));
    const count = async (options: Parameters<typeof fetchFrom>[4]): Promise<number> =>
      recordsIn((await fetchFrom(client, 'limits', 0, 0, options)).records).length;
    assert.equal(await count({ partitionMaxBytes: 1 }), 1);
    assert.equal(await count({ maxBytes: 1 }), 1);
    assert.equal(await count({ partitionMaxBytes: 3 * size }), 3);
    assert.equal(await count({ partitionMaxBytes: 4 * size - 1 }), 3);
    assert.equal(await count({ maxBytes: 5 * size }), 5);
    broker.createTopic('limits-too');
    await produceTo(client, { name: 'limits-too' }, 0, batchOf(['x'.repeat(1000)]));
    const topics = ['limits', 'limits-too'].flatMap((topic) => fetchBody(topic, 0, 0).topics ?? []);
    const both = await client.request(Fetch, 12, { ...fetchBody('limits', 0, 0, { maxBytes: 1 }), topics });
    const sizes = both.responses.map(({ partitions }) => partitions[0]?.records?.length ?? 0);
    assert.deepEqual(sizes, [size, 0], 'the large first batch is a favour done once');
  });

  it('takes of a partition that is named twice the last entry, as Kafka does', async () => {
    broker.createTopic('twice');
    const entry = (...values: string[]) => ({ index: 0, records: batchOf(values) });
    const { responses } = await client.request(Produce, 9, {
      acks: -1,
      topicData: [
        { name: 'twice', partitionData: [entry('a'), entry('b', 'c')] },
        { name: 'twice', partitionData: [entry('d', 'e', 'f')] },
      ],
    });
    assert.deepEqual(
      responses.map(({ name, partitionResponses }) => [name, partitionResponses.map(({ errorCode }) => errorCode)]),
      [['twice', [0]]],
    );
    await produceTo(client, { name: 'twice' }, 0, batchOf(['g']));
    const [topic] = fetchBody('twice', 0, 0).topics ?? [];
    const [later] = fetchBody('twice', 0, 3).topics ?? [];
    const fetched = await client.request(Fetch, 12, {
      ...fetchBody('twice', 0, 0),
      topics: [topic ?? {}, later ?? {}],
    });
    assert.deepEqual(
      fetched.responses.map(({ partitions }) => partitions.map(({ records }) => recordsIn(records))),
      [[['3:g']]],
    );
  });

  it('waits for the first bytes, and for as many as minBytes says', async () => {
    broker.createTopic('parked');
    const size = batchOf(['x']).length;
    const producer = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const waiting = fetchFrom(client, 'parked', 0, 0, { maxWaitMs: 60_000, minBytes: 2 * size });
    await produceTo(producer, { name: 'parked' }, 0, batchOf(['1']));
    await produceTo(producer, { name: 'parked' }, 0, batchOf(['2']));
    assert.deepEqual(recordsIn((await waiting).records), ['0:1', '1:2']);
    producer.close();
  });

  it('wakes a parked fetch when its topic is deleted', async () => {
    broker.createTopic('deleted');
    const fetches = seen(broker, 'Fetch');
    const waiting = fetchFrom(client, 'deleted', 0, 0, { maxWaitMs: 60_000 });
    await fetches;
    broker.deleteTopic('deleted');
    assert.equal((await waiting).errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('answers offsets that are not there, before and after retention', async () => {
    broker.createTopic('range');
    for (let i = 0; i < 5; i++)
      await produceTo(client, { name: 'range' }, 0, batchOf([`${String(i)}a`, `${String(i)}b`]));
    assert.equal((await fetchFrom(client, 'range', 0, 11)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    assert.equal((await fetchFrom(client, 'range', 0, -1)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    assert.equal((await fetchFrom(client, 'range', 0, 10)).errorCode, 0);
    broker.truncateBefore('range', 0, 5);
    assert.equal((await fetchFrom(client, 'range', 0, 4)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    const kept = await fetchFrom(client, 'range', 0, 5);
    assert.equal(kept.logStartOffset, 5n);
    // The batch that holds the offset comes whole, as from Kafka: its first record is for the client to pass over.
    assert.deepEqual(recordsIn(kept.records)[0], '4:2a');
    assert.equal((await listOffset(client, 'range', 0, -2)).offset, 5n);
    assert.throws(() => broker.truncateBefore('range', 0, 11), ConfigError);
  });

  it('answers that a batch is damaged where its records have to be read for an offset', async () => {
    broker.createTopic('damaged');
    assert.equal((await produceTo(client, { name: 'damaged' }, 0, damagedGzip())).errorCode, 0);
    assert.equal((await listOffset(client, 'damaged', 0, TIMESTAMP)).errorCode, ErrorCode.CORRUPT_MESSAGE);
    assert.equal((await listOffset(client, 'damaged', 0, -1)).offset, 1n);
  });

  it('lists offsets: earliest, latest, by timestamp, of the greatest timestamp', async () => {
    broker.createTopic('times');
    await produceTo(client, { name: 'times' }, 0, batchOf(['a', 'b', 'c'], {}, { timestamp: TIMESTAMP }));
    await produceTo(
      client,
      { name: 'times' },
      0,
      batchOf(['d', 'e'], {}, { timestamp: TIMESTAMP + 100, compression: 'gzip' }),
    );
    await produceTo(client, { name: 'times' }, 0, batchOf(['late'], {}, { timestamp: TIMESTAMP + 50 }));
    const at = async (timestamp: number): Promise<[bigint, bigint]> => {
      const { errorCode, offset, timestamp: found } = await listOffset(client, 'times', 0, timestamp);
      assert.equal(errorCode, 0);
      return [offset, found];
    };
    assert.deepEqual(await at(-1), [6n, -1n]);
    assert.deepEqual(await at(-2), [0n, -1n]);
    assert.deepEqual(await at(-3), [4n, BigInt(TIMESTAMP + 101)]);
    assert.deepEqual(await at(-4), [0n, -1n]);
    assert.deepEqual(await at(-5), [-1n, -1n]);
    assert.deepEqual(await at(0), [0n, BigInt(TIMESTAMP)]);
    assert.deepEqual(await at(TIMESTAMP + 2), [2n, BigInt(TIMESTAMP + 2)]);
    assert.deepEqual(await at(TIMESTAMP + 3), [3n, BigInt(TIMESTAMP + 100)]);
    assert.deepEqual(await at(TIMESTAMP + 102), [-1n, -1n]);
    for (let version = 1; version <= 11; version++) {
      assert.equal((await listOffset(client, 'times', 0, -1, version)).offset, 6n, `v${String(version)}`);
    }
    assert.equal((await listOffset(client, 'times', 0, -3, 6)).errorCode, ErrorCode.UNSUPPORTED_VERSION);
    const entry = { partitionIndex: 0, timestamp: -1 };
    const twice = await client.request(ListOffsets, 6, {
      replicaId: -1,
      topics: [{ name: 'times', partitions: [entry, entry] }],
    });
    assert.deepEqual(
      twice.topics[0]?.partitions.map(({ errorCode }) => errorCode),
      [ErrorCode.INVALID_REQUEST],
    );
    const apart = await client.request(ListOffsets, 6, {
      replicaId: -1,
      topics: [
        { name: 'times', partitions: [entry] },
        { name: 'times', partitions: [entry, { ...entry, partitionIndex: 9 }] },
      ],
    });
    assert.deepEqual(
      apart.topics.map(({ partitions }) => partitions.map(({ errorCode }) => errorCode)),
      [[ErrorCode.INVALID_REQUEST, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]],
    );
    assert.equal((await listOffset(client, 'times', 9, -1)).errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });
});

function patch(bytes: Buffer, position: number, value: number): Buffer {
  bytes[position] = value;
  return bytes;
}

function flip(bytes: Buffer, position: number): Buffer {
  return patch(bytes, position, (bytes[position] as number) ^ 0xff);
}

/** With the checksum that belongs to it. */
function checked(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
  return batch;
}

function damagedGzip(): Buffer {
  return checked(flip(batchOf(['x'.repeat(500)], {}, { compression: 'gzip' }), 75));
}

/** One record, and a header that says two. */
function miscounted(): Buffer {
  const batch = batchOf(['x']);
  batch.writeInt32BE(1, 23);
  batch.writeInt32BE(2, 57);
  return checked(batch);
}
