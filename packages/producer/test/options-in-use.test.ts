import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { test } from 'node:test';
import { Cluster, type ClusterEvents } from '@k/cluster';
import { World } from '@k/testing';
import { ApiVersions, Metadata, Produce, type MessageInit, type ProduceRequest, type ProduceResponse } from '@k/wire';
import { KafkaProducer, type ProducerOptions } from '../src/index.ts';
import { storedBatches } from './support/stored.ts';

// What each option of KafkaProducer does to a broker. docs/parity.md names these tests.

/** A broker at kafka:9092 with topic t of two partitions, and producers for it, under a virtual clock. */
async function stage() {
  const world = await World.create({ host: 'kafka', port: 9092 }, 3);
  const { clock, network, runtime, broker, run } = world;
  broker.createTopic('t', { partitions: 2 });
  const producers: KafkaProducer[] = [];
  return {
    clock,
    network,
    broker,
    runtime,
    run,
    producer: (options: Omit<ProducerOptions, 'cluster'> = {}): KafkaProducer => {
      const producer = new KafkaProducer({ runtime, ...options, bootstrapServers: 'kafka:9092' });
      producers.push(producer);
      return producer;
    },
    /** When the broker takes up requests of an API, on the virtual clock. */
    timesOf: ({ key }: { readonly key: number }): number[] => {
      const times: number[] = [];
      broker.observe((event) => {
        if (event.type === 'request' && event.apiKey === key) times.push(clock.monotonic());
      });
      return times;
    },
    batches: (partition = 0) => storedBatches(broker, 't', partition),
    async [Symbol.asyncDispose](): Promise<void> {
      for (const producer of producers) await run(producer.close().catch(() => undefined));
      await world.close();
    },
  };
}

/** The answer of a leader that has too few replicas in sync. */
const refuse = ({ topicData }: ProduceRequest): MessageInit<ProduceResponse> => ({
  responses: topicData.map(({ name, topicId, partitionData }) => ({
    name,
    topicId,
    partitionResponses: partitionData.map(({ index }) => ({ index, errorCode: 19, baseOffset: -1n })),
  })),
});

const pausesOf = (times: readonly number[]): number[] => times.slice(1).map((time, i) => time - (times[i] ?? 0));

// With a time of its own: that of a virtual clock may have a fraction.
const record = { topic: 't', partition: 0, value: 'v', timestamp: 1_700_000_000_000 } as const;

test('a new KafkaProducer asks nobody before it has a record', async () => {
  await using world = await stage();
  const producer = world.producer();
  assert.ok(producer instanceof KafkaProducer);
  await world.clock.advance(10_000);
  assert.equal(world.broker.connections.length, 0);
  await world.run(producer.send(record));
  assert.equal(world.broker.log('t', 0).endOffset, 1);
});

test('send() writes topic, partition, key and value, and tells where they are', async () => {
  await using world = await stage();
  const producer = world.producer();
  const { topic, partition, offset, timestamp } = await world.run(
    producer.send({ topic: 't', partition: 1, key: 'k', value: 'v', timestamp: 1_700_000_000_000 }),
  );
  assert.deepEqual([topic, partition, offset, timestamp], ['t', 1, 0, 1_700_000_000_000]);
  const [stored] = [...(world.batches(1)[0] ?? [])];
  assert.deepEqual([stored?.keyText, stored?.valueText, stored?.timestamp], ['k', 'v', 1_700_000_000_000]);
  const tombstone = await world.run(producer.send({ topic: 't', partition: 1, key: 'k', value: null }));
  assert.equal(tombstone.offset, 1);
  const [empty] = [...(world.batches(1)[1] ?? [])];
  assert.deepEqual([empty?.keyText, empty?.value], ['k', null]);
});

test('partitionsFor() tells the partitions and who leads them', async () => {
  await using world = await stage();
  const partitions = await world.run(world.producer().partitionsFor('t'));
  assert.deepEqual(
    partitions.map(({ partition, leaderId, replicas }) => [partition, leaderId, replicas]),
    [[0, 0, [0]], [1, 0, [0]]], // prettier-ignore
  );
});

test('close({ timeoutMs }) gives up what a silent broker has not stored by then', async () => {
  await using world = await stage();
  const producer = world.producer();
  await world.run(producer.send(record));
  world.broker.control(Produce, () => 'drop' as const);
  const sent = assert.rejects(producer.send(record), { name: 'DeliveryError' });
  const since = world.clock.monotonic();
  await assert.rejects(world.run(producer.close({ timeoutMs: 2_500 })), { name: 'TimeoutError' });
  assert.ok(world.clock.monotonic() - since <= 3_000);
  await sent;
});

test('bootstrapServers: one of the list that answers is enough, and the port is 9092 unless it says another', async () => {
  await using world = await stage();
  const { offset } = await world.run(world.producer({ bootstrapServers: ['gone:9092', 'kafka'] }).send(record));
  assert.equal(offset, 0);
});

test('clientId: is in every request', async () => {
  await using world = await stage();
  const names = new Set<string | null>();
  world.broker.observe((event) => {
    if (event.type === 'request') names.add(event.clientId);
  });
  for (const clientId of [undefined, 'billing-7']) {
    names.clear();
    await world.run(world.producer({ clientId }).send(record));
    assert.deepEqual([...names], [clientId ?? 'k']);
  }
});

test('acks: is what a request asks for, all by default', async () => {
  await using world = await stage();
  const asked: number[] = [];
  const control = world.broker.control(Produce, ({ acks }) => void asked.push(acks));
  for (const acks of [undefined, 'all', 1, 0] as const) await world.run(world.producer({ acks }).send(record));
  // Nobody is told when a record without acknowledgement has arrived.
  await world.run(control.seen(4));
  assert.deepEqual(asked, [-1, -1, 1, 0]);
});

test('compressionType: batches are compressed by it, by default not', async () => {
  await using world = await stage();
  const types = [undefined, 'gzip', 'snappy', 'lz4', 'zstd'] as const;
  for (const compressionType of types) await world.run(world.producer({ compressionType }).send(record));
  assert.deepEqual(
    world.batches().map(({ compression }) => compression),
    types.map((type) => type ?? 'none'),
  );
});

test('batchSize: is where a batch is full; 0 puts each record into its own', async () => {
  await using world = await stage();
  const value = 'x'.repeat(1_000);
  const batchesOf = async (options: Omit<ProducerOptions, 'cluster'>): Promise<number> => {
    const before = world.batches().length;
    const records = Array.from({ length: 20 }, () => ({ ...record, value }));
    await world.run(world.producer(options).sendMany(records));
    return world.batches().length - before;
  };
  assert.equal(await batchesOf({}), 1);
  assert.equal(await batchesOf({ batchSize: 5_000 }), 5);
  assert.equal(await batchesOf({ batchSize: 0 }), 20);
});

test('lingerMs: is how long a batch waits for more', async () => {
  await using world = await stage();
  for (const [lingerMs, expected] of [
    [undefined, 0],
    [40, 40],
  ] as const) {
    // prettier-ignore
    const producer = world.producer({ lingerMs });
    await world.run(producer.send(record));
    const [before, times] = [world.clock.monotonic(), world.timesOf(Produce)];
    await world.run(producer.send(record));
    assert.equal(times.length, 1);
    const waited = (times[0] ?? 0) - before;
    assert.ok(waited >= expected && waited < expected + 5, `${waited} ms`);
  }
});

test('partitioner: is told key and partitions, and decides', async () => {
  await using world = await stage();
  const told: unknown[] = [];
  const producer = world.producer({
    partitioner: ({ topic, key, partitionCount, availablePartitions }) => {
      told.push([topic, key === null ? null : Buffer.from(key).toString(), partitionCount, availablePartitions]);
      return 1;
    },
  });
  assert.equal((await world.run(producer.send({ topic: 't', key: 'k', value: 'v' }))).partition, 1);
  assert.deepEqual(told, [['t', 'k', 2, [0, 1]]]);
});

test('keySerializer and valueSerializer: make what is written', async () => {
  await using world = await stage();
  const producer = new KafkaProducer<number, object>({
    bootstrapServers: 'kafka:9092',
    runtime: world.runtime,
    keySerializer: (key) => `key ${String(key)}`,
    valueSerializer: (value) => JSON.stringify(value),
  });
  await world.run(producer.send({ topic: 't', partition: 0, key: 7, value: { n: 1 } }));
  await world.run(producer.close());
  const [stored] = [...(world.batches()[0] ?? [])];
  assert.deepEqual([stored?.keyText, stored?.valueText], ['key 7', '{"n":1}']);
});

test('maxRequestSize: a record that is larger is refused before it is sent', async () => {
  await using world = await stage();
  const producer = world.producer({ maxRequestSize: 2_000 });
  const large = { ...record, value: 'x'.repeat(3_000) };
  await assert.rejects(world.run(producer.send(large)), { name: 'RecordTooLargeError', limit: 2_000 });
  assert.equal((await world.run(world.producer().send(large))).offset, 0, 'not by default');
});

test('bufferMemory and maxBlockMs: with no room a record waits so long, and is refused', async () => {
  await using world = await stage();
  const producer = world.producer({ bufferMemory: 4_000, batchSize: 1_000, maxBlockMs: 700 });
  await world.run(producer.send(record));
  const silence = world.broker.control(Produce, () => 'drop' as const);
  const since = world.clock.monotonic();
  const value = 'x'.repeat(900);
  const sends = Array.from({ length: 10 }, () => producer.send({ ...record, value }));
  const outcomes = Promise.allSettled(sends);
  await assert.rejects(
    world.run(Promise.all(sends)),
    /no room in bufferMemory \(4000 bytes\) within maxBlockMs \(700 ms\)/,
  );
  const waited = world.clock.monotonic() - since;
  assert.ok(waited >= 700 && waited < 1_000, `${waited} ms`);
  silence.remove();
  await world.run(outcomes);
});

test('retries: how often a batch is sent again', async () => {
  await using world = await stage();
  const control = world.broker.control(Produce, refuse);
  await assert.rejects(world.run(world.producer({ retries: 2, acks: 1 }).send(record)), { name: 'DeliveryError' });
  assert.equal(control.calls, 3);
  control.remove();
});

test('retryBackoffMs: is the pause before a batch goes again, and doubles', async () => {
  await using world = await stage();
  for (const [retryBackoffMs, expected] of [
    [undefined, 100],
    [400, 400],
  ] as const) {
    // prettier-ignore
    const producer = world.producer({ retryBackoffMs, acks: 1 });
    await world.run(producer.send(record));
    world.broker.control(Produce, refuse, { times: 2 });
    const times = world.timesOf(Produce);
    await world.run(producer.send(record));
    const [first = 0, second = 0] = pausesOf(times);
    // A fifth of it is left to chance, either way.
    assert.ok(first >= 0.8 * expected && first <= 1.3 * expected, `${first} ms`);
    assert.ok(second >= 1.6 * expected && second <= 2.6 * expected, `${second} ms`);
  }
});

test('requestTimeoutMs: is in the request, and after it a silent broker is asked again', async () => {
  await using world = await stage();
  const producer = world.producer({ requestTimeoutMs: 4_000 });
  await world.run(producer.send(record));
  const asked: number[] = [];
  const silence = world.broker.control(
    Produce,
    ({ timeoutMs }) => {
      asked.push(timeoutMs);
      return 'drop' as const;
    },
    { times: 1 },
  );
  const times = world.timesOf(Produce);
  assert.equal((await world.run(producer.send(record))).offset, 1);
  assert.deepEqual([silence.calls, asked], [1, [4_000]]);
  const [pause = 0] = pausesOf(times);
  assert.ok(pause >= 4_000 && pause < 6_000, `${pause} ms`);
});

test('reconnectBackoffMs: is the pause before a broker that refused is tried again', async () => {
  await using world = await stage();
  for (const [reconnectBackoffMs, expected] of [
    [undefined, 50],
    [700, 700],
  ] as const) {
    // prettier-ignore
    const clientId = `producer-reconnect-${String(expected)}`;
    const producer = world.producer({ clientId, reconnectBackoffMs, reconnectBackoffMaxMs: 700 });
    await world.run(producer.send(record));
    const failures = new Set<number>();
    const note = (message: unknown): void => {
      const event = message as ClusterEvents['@k/cluster:connect'];
      if (event.clientId === clientId && event.error !== undefined) failures.add(world.clock.monotonic());
    };
    subscribe('@k/cluster:connect', note);
    await world.run(world.broker.stop());
    const sent = producer.send(record);
    await world.clock.advance(10_000);
    unsubscribe('@k/cluster:connect', note);
    const pauses = pausesOf([...failures]);
    assert.ok(pauses.length > 3);
    const least = Math.min(...pauses);
    assert.ok(least >= 0.8 * expected && least <= 2.4 * expected, `${least} ms`);
    await world.run(world.broker.start());
    await world.run(sent);
  }
});

test('maxInFlightRequestsPerConnection: the next batch waits until one is answered', async () => {
  await using world = await stage();
  world.network.setFaults({ latencyMs: 100 });
  const timeOf = async (options: Omit<ProducerOptions, 'cluster'>): Promise<number> => {
    const producer = world.producer({ ...options, batchSize: 0 });
    await world.run(producer.send(record));
    const since = world.clock.monotonic();
    await world.run(producer.sendMany(Array.from({ length: 4 }, () => record)));
    return world.clock.monotonic() - since;
  };
  assert.ok((await timeOf({})) <= 500, 'two trips there and back at most: none waits for one of the others');
  assert.ok((await timeOf({ maxInFlightRequestsPerConnection: 1 })) >= 800, 'one at a time are four');
});

test('metadataMaxAgeMs: metadata is asked for again at that age', async () => {
  await using world = await stage();
  const producer = world.producer({ metadataMaxAgeMs: 10_000 });
  await world.run(producer.send(record));
  const times = world.timesOf(Metadata);
  await world.clock.advance(60_000);
  assert.ok(times.length >= 5 && times.length <= 7, `${times.length} times in a minute`);
});

test('cluster: a producer has connections of its own there, which end with it', async () => {
  await using at = await stage();
  const cluster = new Cluster({ bootstrapServers: 'kafka:9092', runtime: at.runtime }).acquire();
  await at.run(cluster.connect());
  const [one, two] = [new KafkaProducer({ cluster }), new KafkaProducer({ cluster })];
  await at.run(Promise.all([one, two].map((producer) => producer.send({ topic: 't', value: 'x' }))));
  assert.equal(at.network.connectionCount, 1 + 2);
  await at.run(one.close());
  assert.equal(at.network.connectionCount, 1 + 1);
  await at.run(two.close());
  assert.equal(at.network.connectionCount, 1, 'that of the metadata');
  await at.run(cluster.close());
});

test('apiVersion: is taken for granted, and nobody is asked', async () => {
  await using world = await stage();
  const asked: [number, number][] = [];
  world.broker.observe((event) => {
    if (event.type === 'request') asked.push([event.apiKey, event.version]);
  });
  await world.run(world.producer({ apiVersion: '2.4' }).send(record));
  assert.ok(!asked.some(([key]) => key === ApiVersions.key));
  // Version 8 is what 2.4 has; the broker here has later ones.
  assert.deepEqual(
    asked.filter(([key]) => key === Produce.key),
    [[Produce.key, 8]],
  );
});

test('metadataMaxIdleMs: a topic that nothing was sent to for so long is not asked for any more; its records go on in order', async () => {
  await using world = await stage();
  const { broker, clock, run } = world;
  let asked: readonly (string | null)[] = [];
  broker.control(Metadata, ({ topics }) => {
    asked = topics?.map(({ name }) => name) ?? [];
    return undefined;
  });
  const producer = world.producer({ metadataMaxAgeMs: 10_000, metadataMaxIdleMs: 30_000 });
  for (const offset of [0, 1, 2]) {
    assert.equal((await run(producer.send(record))).offset, offset);
    await clock.advance(25_000);
    assert.deepEqual(asked, ['t']);
    await clock.advance(60_000);
    assert.deepEqual(asked, []);
  }
  assert.deepEqual(producer.metrics().topics, []);
  assert.equal(producer.metrics().epochBumps, 0);
});
