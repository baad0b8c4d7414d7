// Topics that a broker has from the start, and records that it is given without a client.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readBatches } from '@k/codec';
import { seededRandom, VirtualClock, MemoryNetwork } from '@k/runtime';
import { ConfigError, ErrorCode, Fetch, Metadata, ProtocolError } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { placeKey } from '../../src/produce/place-key.ts';
import { RawClient } from '../support/raw-client.ts';

interface Found {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
}

const text = (data: Buffer | null): string | null => data?.toString() ?? null;

/** What is in a partition. */
function recordsOf(broker: Broker, topic: string, partition: number): Found[] {
  const found: Found[] = [];
  for (const { bytes } of broker.log(topic, partition).batches()) {
    for (const batch of readBatches(bytes)) {
      for (const { offset, timestamp, key, value, headers } of batch) {
        const named = headers.map((header) => [header.key, text(header.value)] as const);
        found.push({ offset, timestamp, key: text(key), value: text(value), headers: named });
      }
    }
  }
  return found;
}

describe('topics of createBroker', () => {
  it('are there when it resolves, with their records', async () => {
    await using broker = await createBroker({
      nodes: 2,
      topics: {
        orders: 6,
        payments: {
          partitions: 3,
          replicationFactor: 2,
          config: { 'cleanup.policy': 'compact' },
          records: [
            { key: 'a', value: 'one', partition: 2, timestamp: Date.now() - 1_000, headers: { h: 'x', n: null } },
            {
              key: Buffer.from('b'),
              value: new Uint8Array([0x7b, 0x7d]),
              partition: 2,
              headers: [{ key: 'h', value: 'y' }],
            },
          ],
        },
        laid: { assignment: [[1], [0]] },
      },
    });
    assert.deepEqual(broker.topicNames, ['orders', 'payments', 'laid']);
    assert.equal(broker.topic('orders')?.partitions.length, 6);
    assert.deepEqual(broker.topic('payments')?.partitions.map(({ isr }) => isr.length), [2, 2, 2]); // prettier-ignore
    assert.equal(broker.topic('laid')?.partitions[0]?.leaderId, 1);
    const [one, two] = recordsOf(broker, 'payments', 2);
    assert.deepEqual([one?.key, one?.value, one?.headers], ['a', 'one', [['h', 'x'], ['n', null]]]); // prettier-ignore
    assert.deepEqual([two?.key, two?.value, two?.offset, two?.headers], ['b', '{}', 1, [['h', 'y']]]);
    const age = Date.now() - (one?.timestamp ?? 0);
    assert.ok(age >= 1_000 && age < 60_000, 'the time that was given');
  });

  const wrong: [topics: unknown, message: RegExp][] = [
    [{ orders: { partition: 3 } }, /unknown option "topics\.orders\.partition", did you mean "partitions"\?/],
    [{ orders: '6' }, /option "topics\.orders": expected a number of partitions, or \{ partitions, .*got "6"/],
    [
      { orders: { records: [{ key: 'a' }] } },
      /option "topics\.orders\.records\.0\.value": expected text, bytes or null/,
    ],
    [
      { orders: { records: [{ value: { id: 1 } }] } },
      /"topics\.orders\.records\.0\.value": expected text, bytes or null \(of an object, JSON\.stringify\(\) of it\), got an object/,
    ],
    [{ orders: { records: [{ value: '', header: {} }] } }, /unknown option .*header", did you mean "headers"\?/],
    [{ orders: { records: [{ value: '', headers: { a: 1 } }] } }, /headers": expected an object of texts or bytes/],
    [{ orders: { records: [{ value: '', headers: [{ name: 'a', value: '' }] }] } }, /headers": expected an object/],
  ];
  for (const [topics, message] of wrong) {
    it(`are refused: ${JSON.stringify(topics)}`, async () => {
      await assert.rejects(createBroker({ topics: topics as never }), (error: Error) => {
        assert.ok(error instanceof ConfigError, String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('that Kafka would refuse are its error, and nothing is left open', async () => {
    const clock = new VirtualClock();
    const network = new MemoryNetwork({ clock, random: seededRandom(1) });
    const topics = { orders: { replicationFactor: 3 } };
    await assert.rejects(createBroker({ clock, network, port: 1_000, topics }), {
      errno: ErrorCode.INVALID_REPLICATION_FACTOR,
    });
    await (await createBroker({ clock, network, port: 1_000 })).close();
  });
});

describe('produce()', () => {
  let broker: Broker;
  before(async () => {
    broker = await createBroker({ nodes: 2, topics: { t: 3, one: 1 } });
  });
  after(() => broker.close());

  it('places keys as Kafka’s clients do', () => {
    // By Java's Utils.toPositive(Utils.murmur2(key)), as in its own UtilsTest.
    const hashes = { '21': -973932308, foobar: -790332482, 'a-little-bit-long-string': -985981536, 'a-little-bit-longer-string': -1486304829, 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8': -58897971, abc: 479470107 }; // prettier-ignore
    for (const [key, hash] of Object.entries(hashes)) assert.equal(placeKey(key, 2 ** 31), hash & 0x7fffffff, key);
    const within = new Uint8Array(Buffer.from('xxfoobarxx')).subarray(2, 8);
    assert.equal(placeKey(within, 7), placeKey('foobar', 7));
  });

  it('says where each record went, and spreads those without a key', () => {
    broker.createTopic('spread', { partitions: 3 });
    assert.deepEqual(broker.produce('spread', { value: 'a' }), [{ partition: 0, offset: 0 }]);
    const more = broker.produce('spread', [
      { value: 'b' },
      { value: 'c', key: null },
      { value: 'd' },
      { value: null, partition: 1 },
    ]);
    assert.deepEqual(more, [
      { partition: 1, offset: 0 },
      { partition: 2, offset: 0 },
      { partition: 0, offset: 1 },
      { partition: 1, offset: 1 },
    ]);
    const placed = broker.produce('spread', [{ key: 'k', value: 'e' }, { key: Buffer.from('k'), value: 'f' }]); // prettier-ignore
    assert.deepEqual(placed.map(({ partition }) => partition), [placeKey('k', 3), placeKey('k', 3)]); // prettier-ignore
  });

  it('cuts into batches what is too much for one, and refuses a record that is', () => {
    broker.createTopic('small', { partitions: 1, config: { 'max.message.bytes': 500 } });
    const records = Array.from({ length: 50 }, (_, i) => ({ value: String(i).padStart(100, '0') }));
    const offsets = broker.produce('small', records).map(({ offset }) => offset);
    assert.deepEqual(
      offsets,
      Array.from({ length: 50 }, (_, i) => i),
    );
    const batches = [...broker.log('small', 0).batches()];
    assert.ok(batches.length > 5 && batches.every(({ byteLength }) => byteLength <= 500));
    assert.deepEqual(recordsOf(broker, 'small', 0).map(({ value }) => Number(value)), offsets); // prettier-ignore
    assert.throws(() => broker.produce('small', [{ value: 'x'.repeat(600) }]), {
      errno: ErrorCode.MESSAGE_TOO_LARGE,
    });
    assert.equal(broker.log('small', 0).endOffset, 50);
  });

  it('keeps to the rules of the topic: keys where it is compacted', () => {
    broker.createTopic('compacted', { config: { 'cleanup.policy': 'compact' } });
    assert.throws(
      () => broker.produce('compacted', { value: 'no key' }),
      (error) => {
        assert.ok(error instanceof ProtocolError);
        assert.equal(error.errno, ErrorCode.INVALID_RECORD);
        return true;
      },
    );
  });

  it('wakes a fetch that waits', async () => {
    const address = broker.bootstrapServersOf('PLAINTEXT')[broker.topic('one')?.partitions[0]?.leaderId ?? 0] ?? '';
    const client = await RawClient.tcp(address);
    const waits = broker.control(Fetch, () => undefined);
    const partitions = [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1_000_000, currentLeaderEpoch: -1 }];
    const fetched = client.request(Fetch, 12, {
      maxWaitMs: 60_000,
      minBytes: 1,
      topics: [{ topic: 'one', partitions }],
    });
    await waits.seen(1);
    // By when another has been answered, this one waits.
    const other = await RawClient.tcp(address);
    await other.request(Metadata, 12, { topics: [] });
    other.close();
    broker.produce('one', { value: 'news' });
    const { responses } = await fetched;
    assert.ok((responses[0]?.partitions[0]?.records?.length ?? 0) > 0);
    client.close();
  });

  it('writes nothing when one of the records cannot be placed', () => {
    assert.throws(() => broker.produce('t', [{ value: 'a' }, { value: 'b', partition: 3 }]), {
      name: 'ConfigError',
      message: /^Broker: produce\(\): records\.1\.partition: expected one of the 3 of t, from 0 on, got 3$/,
    });
    assert.equal(broker.log('t', 0).endOffset, 0);
  });

  it('is refused where nobody leads', async () => {
    broker.createTopic('alone', { assignment: [[1]] });
    await broker.stop(1);
    assert.throws(() => broker.produce('alone', { value: 'a' }), { errno: ErrorCode.LEADER_NOT_AVAILABLE });
    await broker.start(1);
    assert.equal(broker.produce('alone', { value: 'a' })[0]?.offset, 0);
  });
});
