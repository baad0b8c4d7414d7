import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Broker, createBroker } from '@k/broker';
import { Cluster } from '@k/cluster';
import { readBatches } from '@k/codec';
import { ErrorCode, InitProducerId, Produce, ProtocolError, StateError, UnsupportedVersionError } from '@k/wire';
import { KafkaProducer, type ProducerOptions, SendManyError, SerializationError } from '../src/index.ts';
import { RecordMetadata } from '../src/record.ts';
import { storedBatches, storedValues } from './support/stored.ts';

/** A producer whose pauses are short: these tests run on real sockets and real time. */
function producerOn(broker: Broker, options: Omit<ProducerOptions, 'cluster'> = {}): KafkaProducer {
  return new KafkaProducer({
    retryBackoffMs: 5,
    retryBackoffMaxMs: 50,
    reconnectBackoffMs: 5,
    reconnectBackoffMaxMs: 50,
    ...options,
    bootstrapServers: broker.bootstrapServers,
  });
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `v${i}`);

for (const acks of [0, 1, -1, 'all'] as const) {
  test(`acks ${acks}: records arrive with key, value, headers and time`, async () => {
    await using broker = await createBroker();
    broker.createTopic('t', { partitions: 1 });
    await using producer = producerOn(broker, { acks });
    const headers = [
      { key: 'a', value: 'ä' },
      { key: 'a', value: Buffer.from([0, 255]) },
      { key: 'n', value: null },
    ];
    const metadata = await producer.send({
      topic: 't',
      key: 'schlüssel',
      value: 'wert',
      headers,
      timestamp: 1_700_000_000_000,
    });
    assert.deepEqual(metadata, new RecordMetadata('t', 0, acks === 0 ? -1 : 0, 1_700_000_000_000));
    await producer.close();
    // With acks 0 the broker may still be reading when the producer is done: the next request on that log comes later.
    while (broker.log('t', 0).endOffset < 1) await new Promise(setImmediate);
    const [batch] = [...readBatches(broker.log('t', 0).read(0, 1_000_000, true))];
    assert.equal(batch!.producerId >= 0n, acks === -1 || acks === 'all', 'idempotent by default, where it can be');
    const [record] = [...batch!];
    assert.equal(record!.key!.toString(), 'schlüssel');
    assert.equal(record!.value!.toString(), 'wert');
    assert.equal(record!.timestamp, 1_700_000_000_000);
    assert.deepEqual(
      record!.headers.map(({ key, value }) => [key, value?.toString('latin1') ?? null]),
      [
        ['a', Buffer.from('ä').toString('latin1')],
        ['a', '\u0000ÿ'],
        ['n', null],
      ],
    );
  });
}

for (const compressionType of ['gzip', 'snappy', 'lz4', 'zstd'] as const) {
  test(`${compressionType}: batches are smaller, and read back the same`, async () => {
    await using broker = await createBroker();
    broker.createTopic('t', { partitions: 1 });
    await using producer = producerOn(broker, { compressionType, batchSize: 10_000 });
    const values = Array.from({ length: 2_000 }, (_, i) => `value number ${i} and much the same text again and again`);
    await producer.sendMany(values.map((value) => ({ topic: 't', value })));
    assert.deepEqual(storedValues(broker, 't'), values);
    const [batch] = [...readBatches(broker.log('t', 0).read(0, 1_000_000, true))];
    assert.equal(batch!.compression, compressionType);
    assert.ok(producer.metrics().bytesSent < values.join('').length / 3);
  });
}

test('acks 0: no offset is told, of any record of a batch', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 1 });
  await using producer = producerOn(broker, { acks: 0 });
  const outcomes = await producer.sendMany(numbered(3).map((value) => ({ topic: 't', value })));
  assert.deepEqual(
    outcomes.map(({ offset }) => offset),
    [-1, -1, -1],
  );
});

test('LogAppendTime: the broker’s time is told', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 1, config: { 'message.timestamp.type': 'LogAppendTime' } });
  await using producer = producerOn(broker);
  const { timestamp } = await producer.send({ topic: 't', value: 'x', timestamp: 1 });
  assert.ok(timestamp > 1_600_000_000_000);
});

test('concurrent sends over topics and partitions: each once, in order', async () => {
  await using broker = await createBroker();
  for (const topic of ['a', 'b', 'c']) broker.createTopic(topic, { partitions: 4 });
  await using producer = producerOn(broker, { batchSize: 2_000 });
  const sends = numbered(6_000).map((value, i) =>
    producer.send({ topic: 'abc'[i % 3]!, partition: (i >> 2) % 4, value }),
  );
  await Promise.all(sends);
  const stored: string[] = [];
  for (const topic of ['a', 'b', 'c']) {
    for (let p = 0; p < 4; p++) {
      const numbers = storedValues(broker, topic, p).map((value) => Number(value.slice(1)));
      assert.deepEqual(
        numbers,
        numbers.toSorted((x, y) => x - y),
      );
      stored.push(...numbers.map((n) => `v${n}`));
    }
  }
  assert.deepEqual(stored.toSorted(), numbered(6_000).toSorted());
});

test('connections that end in the middle of requests: nothing lost, nothing doubled', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 2 });
  await using producer = producerOn(broker, { batchSize: 1_000 });
  let n = 0;
  // In turn: closed before the broker looks at it, closed after it was stored, answered.
  broker.control(Produce, async (_request, context) => {
    n++;
    if (n > 20) return undefined;
    if (n % 5 === 1) return 'close' as const;
    if (n % 5 === 3) {
      await context.forward();
      return 'close' as const;
    }
    return undefined;
  });
  const values = numbered(4_000);
  const outcomes = await Promise.all(values.map((value, i) => producer.send({ topic: 't', partition: i % 2, value })));
  for (const p of [0, 1])
    assert.deepEqual(
      storedValues(broker, 't', p),
      values.filter((_, i) => i % 2 === p),
    );
  for (const [i, it] of outcomes.entries()) assert.equal(it.offset, i >> 1);
  assert.ok(n > 20, `${n} requests`);
  assert.ok(producer.metrics().batchesRetried >= 8);
});

test('a broker that restarts in the middle: nothing lost, nothing doubled', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 1 });
  await using producer = producerOn(broker, { batchSize: 1_000 });
  const values = numbered(3_000);
  const sends: Promise<unknown>[] = [];
  for (const [i, value] of values.entries()) {
    sends.push(producer.send({ topic: 't', value }));
    if (i % 1_000 === 500) {
      await sends[i - 100];
      await broker.restart();
    }
  }
  await Promise.all(sends);
  assert.deepEqual(storedValues(broker, 't'), values);
});

test('a leader that moves: the rest goes to the new one', async () => {
  await using broker = await createBroker({ nodes: 2 });
  broker.createTopic('t', { partitions: 1, assignment: [[0, 1]] });
  await using producer = producerOn(broker, { batchSize: 500 });
  const values = numbered(1_000);
  const sends: Promise<unknown>[] = [];
  for (const [i, value] of values.entries()) {
    sends.push(producer.send({ topic: 't', value }));
    if (i % 200 === 100) {
      await sends[i - 50];
      broker.moveLeader('t', 0, i % 400 === 100 ? 1 : 0);
    }
  }
  await Promise.all(sends);
  assert.deepEqual(storedValues(broker, 't'), values);
});

test('one partition refused: the others of the request are stored', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 3 });
  await using producer = producerOn(broker);
  await producer.send({ topic: 't', partition: 0, value: 'first' });
  broker.control(
    Produce,
    async (_request, context) => {
      const answer = (await context.forward())!;
      const responses = answer.responses!.map((topic) => ({
        ...topic,
        partitionResponses: topic.partitionResponses!.map((it) =>
          it.index === 1
            ? { ...it, errorCode: ErrorCode.POLICY_VIOLATION, baseOffset: -1n, errorMessage: 'not today' }
            : it,
        ),
      }));
      return { ...answer, responses };
    },
    { times: 1 },
  );
  const outcomes = await Promise.allSettled(
    [0, 1, 2].map((partition) => producer.send({ topic: 't', partition, value: 'x' })),
  );
  assert.deepEqual(
    outcomes.map((it) => it.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  const reason: unknown = (outcomes[1] as PromiseRejectedResult).reason;
  assert.ok(reason instanceof ProtocolError);
  assert.match(reason.message, /POLICY_VIOLATION.*t-1.*not today/);
});

test('an unknown error code keeps its number and is an error like any other', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 1 });
  await using producer = producerOn(broker);
  broker.control(
    Produce,
    (request) => ({
      responses: request.topicData.map(({ name, topicId }) => ({
        name,
        topicId,
        partitionResponses: [{ index: 0, errorCode: 999 }],
      })),
    }),
    { times: 1 },
  );
  await assert.rejects(producer.send({ topic: 't', value: 'x' }), (error: unknown) => {
    assert.ok(error instanceof ProtocolError);
    assert.equal(error.code, 999);
    return true;
  });
  assert.equal((await producer.send({ topic: 't', value: 'x' })).offset, 0, 'and the next record is stored');
});

test('a topic whose batches must be smaller: they are halved, in order', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 1, config: { 'max.message.bytes': '2000' } });
  await using producer = producerOn(broker);
  const values = numbered(1_000);
  const outcomes = await producer.sendMany(values.map((value) => ({ topic: 't', value })));
  assert.deepEqual(storedValues(broker, 't'), values);
  assert.deepEqual(
    outcomes.map((it) => it.offset),
    values.map((_, i) => i),
  );
  await assert.rejects(
    producer.send({ topic: 't', value: 'x'.repeat(3_000) }),
    /MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE/,
  );
});

test('an unknown topic, auto-create off on either side: named after maxBlockMs', async () => {
  for (const [autoCreateTopics, allowAutoCreateTopics] of [
    [false, true],
    [true, false],
  ] as const) {
    await using broker = await createBroker({ autoCreateTopics });
    broker.createTopic('t', { partitions: 1 });
    await using producer = producerOn(broker, { maxBlockMs: 200, allowAutoCreateTopics });
    const refused = assert.rejects(producer.send({ topic: 'nowhere', value: 'x' }), (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /nowhere/);
      return true;
    });
    assert.equal((await producer.send({ topic: 't', value: 'x' })).offset, 0);
    await refused;
    assert.equal(broker.topic('nowhere'), undefined);
  }
});

test('auto-create on: the first record makes the topic', async () => {
  await using broker = await createBroker({ autoCreateTopics: true });
  await using producer = producerOn(broker);
  assert.equal((await producer.send({ topic: 'fresh', value: 'x' })).offset, 0);
  assert.equal((await producer.partitionsFor('fresh')).length, 1);
});

test('close() of a producer with a broker that comes back: all delivered', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 1 });
  const producer = producerOn(broker);
  await producer.send({ topic: 't', value: 'v0' });
  await broker.stop();
  const sends = numbered(100)
    .slice(1)
    .map((value) => producer.send({ topic: 't', value }));
  const closed = producer.close();
  await broker.start();
  await closed;
  await Promise.all(sends);
  assert.deepEqual(storedValues(broker, 't'), numbered(100));
  await assert.rejects(producer.send({ topic: 't', value: 'x' }), StateError);
  await assert.rejects(producer.partitionsFor('t'), StateError);
  await producer.close();
});

test('producers share a cluster, and leave it to the others', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 1 });
  await using cluster = new Cluster({ bootstrapServers: broker.bootstrapServers }).acquire();
  const one = new KafkaProducer({ cluster });
  const two = new KafkaProducer({ cluster });
  await Promise.all([one.send({ topic: 't', value: 'a' }), two.send({ topic: 't', value: 'b' })]);
  await one.close();
  await assert.rejects(one.partitionsFor('t'), /KafkaProducer: partitionsFor\(\) after close\(\)/);
  await two.send({ topic: 't', value: 'c' });
  await two.close();
  await cluster.loadTopics(['t']);
  assert.deepEqual(broker.producers('t', 0).length, 2);
});

test('a topic that a shared cluster knew before is followed to its new leader', async () => {
  await using broker = await createBroker({ nodes: 2 });
  broker.createTopic('t', { partitions: 1, assignment: [[0, 1]] });
  await using cluster = new Cluster({ bootstrapServers: broker.bootstrapServers }).acquire();
  await cluster.loadTopics(['t']);
  await using producer = new KafkaProducer({ cluster });
  await producer.send({ topic: 't', value: 'a' });
  broker.moveLeader('t', 0, 1);
  assert.equal((await producer.send({ topic: 't', value: 'b' })).offset, 1);
});

test('a broker that knows no producer ids: the way out is told', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 1 });
  broker.control(InitProducerId, () => ({ errorCode: ErrorCode.UNSUPPORTED_VERSION }), { times: 1 });
  await using producer = producerOn(broker);
  await assert.rejects(producer.send({ topic: 't', value: 'x' }), ProtocolError);
});

test('a broker before 0.11: what it would take, and what it does not', async () => {
  await using broker = await createBroker({ asVersion: '0.10.2' });
  broker.createTopic('t', { partitions: 1 });
  await using producer = producerOn(broker);
  await assert.rejects(producer.send({ topic: 't', value: 'x' }), (error: unknown) => {
    assert.ok(error instanceof UnsupportedVersionError);
    assert.match(error.message, /older than Kafka 0\.11.*set enableIdempotence: false/);
    return error.api === 'InitProducerId' && error.cause instanceof UnsupportedVersionError;
  });
});

for (const [asVersion, magic] of [
  ['0.8.2', 0],
  ['0.9', 0],
  ['0.10.2', 1],
] as const) {
  for (const compressionType of ['none', 'gzip', 'snappy', 'lz4'] as const) {
    test(`Kafka ${asVersion} gets message sets of format ${magic}, ${compressionType}`, async () => {
      await using broker = await createBroker({ asVersion });
      broker.createTopic('t', { partitions: 1 });
      const magics: (number | undefined)[] = [];
      broker.control(Produce, (request) => {
        // Where the magic stands, in every format.
        magics.push(request.topicData[0]?.partitionData[0]?.records?.[16]);
        return undefined;
      });
      // To find out by itself what so old a broker is takes 0.9's two seconds of silence: once is enough.
      const apiVersion = compressionType === 'none' ? undefined : asVersion;
      await using producer = producerOn(broker, { enableIdempotence: false, compressionType, apiVersion });
      const values = numbered(50);
      const outcomes = await producer.sendMany(
        values.map((value, i) => ({ topic: 't', key: i === 0 ? null : value, value, timestamp: 1_000 + i })),
      );
      assert.deepEqual(
        outcomes.map(({ offset }) => offset),
        values.map((_, i) => i),
      );
      assert.deepEqual(storedValues(broker, 't'), values);
      assert.deepEqual(new Set(magics), new Set([magic]));
      const batches = storedBatches(broker, 't');
      assert.ok(batches.every(({ compression }) => compression === compressionType));
      assert.deepEqual(
        batches.flatMap((batch) => [...batch].map(({ timestamp }) => timestamp)),
        values.map((_, i) => (magic === 0 ? -1 : 1_000 + i)),
      );
    });
  }

  for (const acks of [0, -1] as const) {
    test(`Kafka ${asVersion} gets no headers: that record fails alone (acks ${acks})`, async () => {
      await using broker = await createBroker({ asVersion });
      broker.createTopic('t', { partitions: 2 });
      await using producer = producerOn(broker, { enableIdempotence: false, acks, apiVersion: asVersion });
      const error = (await producer
        .sendMany(
          numbered(9).map((value, i) => ({
            topic: 't',
            partition: i === 8 ? 1 : 0,
            value,
            headers: i === 3 ? [{ key: 'h', value: 'x' }] : [],
          })),
        )
        .catch((it: unknown) => it)) as SendManyError;
      assert.ok(error instanceof SendManyError);
      assert.equal(error.failed, 1);
      const refusal = error.outcomes[3];
      assert.ok(refusal instanceof SerializationError);
      assert.match(refusal.message, /Headers need Kafka 0\.11 or newer/);
      await producer.send({ topic: 't', partition: 0, value: 'after' });
      await producer.close();
      const stored = (): string[] => [...storedValues(broker, 't', 0), ...storedValues(broker, 't', 1)];
      while (stored().length < 9) await new Promise(setImmediate);
      assert.deepEqual(stored(), ['v0', 'v1', 'v2', 'v4', 'v5', 'v6', 'v7', 'after', 'v8']);
    });
  }
}

test('memory stays within bufferMemory while ten times as much is sent', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 4 });
  await using producer = producerOn(broker, { bufferMemory: 1_000_000, batchSize: 50_000 });
  const value = Buffer.alloc(1_000);
  let most = 0;
  const sends = Array.from({ length: 10_000 }, (_, i) => {
    const sent = producer.send({ topic: 't', key: `${i}`, value });
    most = Math.max(most, producer.metrics().bufferedBytes);
    return sent.then(() => {
      most = Math.max(most, producer.metrics().bufferedBytes);
    });
  });
  await Promise.all(sends);
  assert.ok(most > 500_000 && most <= 1_000_000 + 50_000, `${most} bytes at most`);
  assert.equal(producer.metrics().bufferedBytes, 0);
});
