import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KeyedProducer, Murmur2Partitioner, SimpleClient, SimpleProducer } from '@k/simple';
import type { GetLab, Lab } from '../lab.ts';
import { read } from '../reading.ts';

const CODECS = ['none', 'gzip', 'snappy', 'lz4'] as const;

/** kafka-python's producers, whose messages are read by a consumer. */
export function simpleProducers(getLab: GetLab): void {
  describe('the older producers', () => {
    it('SimpleProducer writes to each partition in turn, at once and from its queue, in every codec', async () => {
      const lab = getLab();
      const topic = await servedTopic(lab, 3);
      await using client = new SimpleClient({ bootstrapServers: [...lab.target.bootstrapServers] });
      for (const codec of CODECS) {
        for (const isAsync of [false, true]) {
          const producer = new SimpleProducer(client, { codec, async: isAsync, randomStart: false, reqAcks: -1 });
          for (let i = 0; i < 3; i++) await producer.sendMessages(topic, `${codec} ${isAsync} ${i}`, 'and another');
          assert.equal(await producer.stop(), 0);
        }
      }
      const places = new Map(
        CODECS.flatMap((codec) =>
          [false, true].flatMap((isAsync) => [0, 1, 2].map((i) => [`${codec} ${isAsync} ${i}`, i] as const)),
        ),
      );
      const all = await readAll(lab, topic, 2 * places.size);
      for (const [value, partition] of places) {
        const found = all.filter((record) => record.value === value);
        assert.deepEqual(
          found.map((record) => record.partition),
          [partition],
        );
      }
      assert.equal(all.filter(({ value }) => value === 'and another').length, places.size);
    });

    it('KeyedProducer places keys as KafkaProducer does when it is given Murmur2Partitioner', async () => {
      const lab = getLab();
      const topic = await servedTopic(lab, 5);
      await using client = new SimpleClient({ bootstrapServers: [...lab.target.bootstrapServers] });
      const keyed = new KeyedProducer(client, { partitioner: Murmur2Partitioner });
      await using producer = lab.producer();
      for (let i = 0; i < 20; i++) {
        const [there] = await keyed.sendMessages(topic, `key-${i}`, 'theirs');
        const { partition } = await producer.send({ topic, key: `key-${i}`, value: 'ours' });
        assert.equal(there?.partition, partition);
      }
    });
  });
}

/** As these producers do not try again by themselves, every leader has to be ready: a new topic's may need a moment. */
async function servedTopic(lab: Lab, partitions: number): Promise<string> {
  const topic = await lab.topic(partitions);
  await using consumer = lab.consumer();
  await consumer.endOffsets(Array.from({ length: partitions }, (_, partition) => ({ topic, partition })));
  return topic;
}

async function readAll(lab: Lab, topic: string, count: number): Promise<{ partition: number; value: string }[]> {
  await using consumer = lab.consumer();
  consumer.assign([0, 1, 2].map((partition) => ({ topic, partition })));
  return (await read(consumer, count)).map(({ partition, value }) => ({ partition, value: String(value) }));
}
