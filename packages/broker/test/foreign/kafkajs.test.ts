import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readBatches } from '@k/codec';
import { CompressionTypes, Kafka, logLevel, type EachMessagePayload, type Producer } from 'kafkajs';
import { createBroker, type Broker } from '../../src/index.ts';
import { announceMessageSetsOnly } from '../support/old-versions.ts';

/**
 * kafkajs 2.2.4: a client written by others, over TCP, as its users run it. What it shares with the other foreign clients is
 * in tools/integration.
 */
describe('kafkajs', () => {
  let broker: Broker;
  let kafka: Kafka;
  before(async () => {
    broker = await createBroker({ nodes: 2 });
    kafka = new Kafka({
      clientId: 'foreign',
      brokers: broker.bootstrapServers,
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 50, retries: 20 },
    });
  });
  after(() => broker.close());

  async function withProducer(idempotent: boolean, use: (producer: Producer) => Promise<void>): Promise<void> {
    const producer = kafka.producer({ idempotent, ...(idempotent ? { maxInFlightRequests: 1 } : {}) });
    await producer.connect();
    try {
      await use(producer);
    } finally {
      await producer.disconnect();
    }
  }

  it('administers topics', async () => {
    const admin = kafka.admin();
    await admin.connect();
    try {
      assert.equal(
        await admin.createTopics({ topics: [{ topic: 'made', numPartitions: 3, replicationFactor: 2 }] }),
        true,
      );
      assert.equal(await admin.createTopics({ topics: [{ topic: 'made' }] }), false);
      assert.deepEqual(await admin.listTopics(), ['made']);
      const { topics } = await admin.fetchTopicMetadata({ topics: ['made'] });
      assert.equal(topics[0]?.partitions.length, 3);
      assert.deepEqual(
        (await admin.describeCluster()).brokers.map(({ nodeId }) => nodeId),
        [0, 1],
      );
      await admin.deleteTopics({ topics: ['made'] });
      assert.deepEqual(broker.topicNames, []);
    } finally {
      await admin.disconnect();
    }
  });

  for (const [name, compression] of [
    ['plain', CompressionTypes.None],
    ['gzip', CompressionTypes.GZIP],
  ] as const) {
    it(`produces and consumes message sets, as with Kafka 0.10 (${name})`, async () => {
      const topic = `message-sets-${name}`;
      broker.createTopic(topic);
      const end = announceMessageSetsOnly(broker);
      const seen: string[] = [];
      const values = Array.from({ length: 200 }, (_, i) => `value ${String(i)}`);
      try {
        await withProducer(false, async (producer) => {
          await producer.send({ topic, compression, messages: values.map((value) => ({ key: 'k', value })) });
        });
        const consumer = kafka.consumer({ groupId: topic });
        await consumer.connect();
        await consumer.subscribe({ topic, fromBeginning: true });
        await new Promise<void>((resolve, reject) => {
          const eachMessage = ({ message }: EachMessagePayload): Promise<void> => {
            if (seen.push(message.value?.toString() ?? '') === values.length) resolve();
            return Promise.resolve();
          };
          consumer.run({ eachMessage }).catch(reject);
        });
        await consumer.disconnect();
      } finally {
        end();
      }
      assert.deepEqual(seen, values);
      const [stored] = [...broker.log(topic, 0).batches()];
      assert.equal(readBatches(stored?.bytes ?? null).read()?.magic, 2);
    });
  }

  for (const [name, compression] of [
    ['plain', CompressionTypes.None],
    ['gzip', CompressionTypes.GZIP],
  ] as const) {
    const topic = `idempotent-${name}`;
    it(`produces and consumes in a group with an idempotent producer (${name})`, async () => {
      broker.createTopic(topic, { partitions: 4, replicationFactor: 2 });
      const sent = Array.from({ length: 1000 }, (_, i) => ({ key: `k${String(i % 37)}`, value: `v${String(i)}` }));
      await withProducer(true, async (producer) => {
        for (let i = 0; i < sent.length; i += 250) {
          await producer.send({ topic, messages: sent.slice(i, i + 250), compression, acks: -1 });
        }
      });
      const got = await consume(kafka, topic, `g-${topic}`, sent.length);
      assert.deepEqual(
        got.map(({ message }) => message.value?.toString()).sort(),
        sent.map(({ value }) => value).sort(),
      );
      for (let partition = 0; partition < 4; partition++) {
        const offsets = got
          .filter((entry) => entry.partition === partition)
          .map(({ message }) => Number(message.offset));
        assert.deepEqual(
          offsets,
          offsets.map((_, i) => i),
        );
      }
      const committed = [0, 1, 2, 3].map((partition) => broker.committed(`g-${topic}`, topic, partition)?.offset ?? 0);
      assert.equal(
        committed.reduce((sum, offset) => sum + offset, 0),
        sent.length,
      );
    });
  }

  it('commits and aborts transactions with offsets, and reads what is committed', async () => {
    broker.createTopic('transactional', { partitions: 4, replicationFactor: 2 });
    broker.createTopic('source');
    const transactionalId = 'kafkajs';
    const producer = kafka.producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    try {
      for (const [i, fate] of ['committed', 'aborted', 'committed', 'aborted'].entries()) {
        const transaction = await producer.transaction();
        const messages = Array.from({ length: 20 }, (_, n) => ({ key: String(n), value: `${fate} ${String(i)}` }));
        await transaction.send({ topic: 'transactional', messages });
        const topics = [{ topic: 'source', partitions: [{ partition: 0, offset: String(i + 1) }] }];
        await transaction.sendOffsets({ consumerGroupId: 'transactional', topics });
        assert.equal(broker.transaction(transactionalId)?.state, 'Ongoing');
        await (fate === 'committed' ? transaction.commit() : transaction.abort());
      }
    } finally {
      await producer.disconnect();
    }
    assert.equal(broker.committed('transactional', 'source', 0)?.offset, 3);
    const got = await consume(kafka, 'transactional', 'readers', 40);
    const values = new Set(got.map(({ message }) => message.value?.toString()));
    assert.deepEqual([...values].sort(), ['committed 0', 'committed 2']);
  });

  it(
    'shares partitions between two members, and goes on when one leaves and a node stops',
    { timeout: 60_000 },
    async () => {
      const topic = 'shared';
      broker.createTopic(topic, { partitions: 4, replicationFactor: 2 });
      const seen = new Set<string>();
      let wanted = 0;
      let reached: () => void = () => undefined;
      const member = async () => {
        const consumer = kafka.consumer({
          groupId: 'shared',
          sessionTimeout: 6000,
          heartbeatInterval: 300,
          rebalanceTimeout: 10_000,
          maxWaitTimeInMs: 100,
        });
        await consumer.connect();
        await consumer.subscribe({ topics: [topic], fromBeginning: true });
        const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
        await consumer.run({
          eachMessage: ({ message }) => {
            seen.add(message.value?.toString() ?? '');
            if (seen.size === wanted) reached();
            return Promise.resolve();
          },
        });
        await joined;
        return consumer;
      };
      const [first, second] = [await member(), await member()];
      let sent = 0;
      const exchange = async (count: number): Promise<void> => {
        wanted = sent + count;
        const all = new Promise<void>((resolve) => {
          reached = resolve;
        });
        await withProducer(true, async (producer) => {
          const messages = Array.from({ length: count }, () => ({ value: String(sent++) }));
          await producer.send({ topic, messages });
        });
        await all;
      };
      try {
        await exchange(100);
        assert.equal(broker.group('shared')?.members.length, 2);
        await second.disconnect();
        await exchange(100);
        const coordinator = broker.group('shared')?.coordinatorId;
        await broker.stop(coordinator);
        await exchange(100);
        await broker.start(coordinator);
        assert.equal(seen.size, 300);
      } finally {
        await Promise.all([first.disconnect(), second.disconnect()]);
      }
    },
  );
});

/** Joins the group, reads `count` messages, commits, leaves. */
async function consume(kafka: Kafka, topic: string, groupId: string, count: number): Promise<EachMessagePayload[]> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const got: EachMessagePayload[] = [];
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        eachMessage: (payload) => {
          got.push(payload);
          if (got.length === count) resolve();
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return got;
}
