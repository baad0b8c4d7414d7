import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import type { ConsumerRecord } from '../../src/index.ts';
import { World } from '../world.ts';
import { Seen, textOf } from './run-world.ts';

const limits = { bufferMemory: 262_144, maxPartitionFetchBytes: 32_768, autoOffsetReset: 'earliest' } as const;

describe('memory of a run', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 4 });
  });
  afterEach(() => world.close());

  /** 100 records of 100 bytes each, so many times, into a partition. */
  async function fill(partition: number, rounds: number, keyOf: (i: number) => string): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const records = Array.from({ length: 100 }, (_, i) => ({
        key: keyOf(round * 100 + i),
        value: `${String(partition)}/${String(round * 100 + i)} `.padEnd(100, '.'),
      }));
      await world.produce('t', partition, records);
    }
  }

  it('10,000 keys in flight take no more than bufferMemory, and fetching waits for them', async () => {
    for (const partition of [0, 1, 2, 3]) await fill(partition, 25, (i) => `k${String(i)}`);
    const consumer = world.consumer(limits);
    consumer.assign([0, 1, 2, 3].map((partition) => ({ topic: 't', partition })));
    const seen = new Seen(world);
    let atWork = 0;
    let most = 0;
    let mostBytes = 0;
    const running = consumer.run(
      async (record: ConsumerRecord) => {
        most = Math.max(most, ++atWork);
        mostBytes = Math.max(mostBytes, consumer.buffered.bytes);
        await new Promise<void>((resolve) => world.clock.setTimeout(resolve, 5_000));
        atWork--;
        seen.add(textOf(record).split(' ', 1)[0] ?? '');
      },
      { by: 'key', concurrency: 10_000 },
    );
    await seen.count(10_000);
    assert.equal(new Set(seen.list).size, 10_000);
    assert.ok(most > 1_000, `${String(most)} at work at a time`);
    assert.ok(most < 5_000, `${String(most)} at work at a time, though they do not fit`);
    assert.ok(mostBytes <= limits.bufferMemory, `${String(mostBytes)} bytes`);
    await world.run(consumer.close());
    await running;
    assert.equal(consumer.buffered.bytes, 0);
  });

  it('a key that fills its partition leaves the others their share', async () => {
    await fill(0, 40, () => 'hot');
    await fill(1, 40, (i) => `k${String(i)}`);
    const consumer = world.consumer(limits);
    consumer.assign([0, 1].map((partition) => ({ topic: 't', partition })));
    const slow = withResolvers();
    const seen = new Seen(world);
    const running = consumer.run(
      async (record: ConsumerRecord) => {
        if (record.partition === 0) await slow.promise;
        seen.add(textOf(record).split(' ', 1)[0] ?? '');
      },
      { by: 'key', concurrency: 8 },
    );
    await seen.count(4_000);
    assert.ok(seen.list.every((place) => place.startsWith('1/')));
    slow.resolve();
    await seen.count(8_000);
    assert.deepEqual(
      seen.list.slice(4_000),
      Array.from({ length: 4_000 }, (_, i) => `0/${String(i)}`),
    );
    await world.run(consumer.close());
    await running;
  });

  it('a slow record does not keep the answer that it came in: many of them stop nobody', async () => {
    // One of a hundred is slow: each keeps an answer, and a dozen of these are all that there is room for.
    await fill(0, 60, (i) => (i % 100 === 0 ? `slow${String(i)}` : `k${String(i)}`));
    const consumer = world.consumer(limits);
    consumer.assign([{ topic: 't', partition: 0 }]);
    const slow = withResolvers();
    const seen = new Seen(world);
    let texts: string[] = [];
    const running = consumer.run(
      async (record: ConsumerRecord) => {
        if (String(record.key).startsWith('slow')) {
          await slow.promise;
          texts.push(`${String(record.key)} ${textOf(record).split(' ', 1)[0] ?? ''}`);
        }
        seen.add('');
      },
      { by: 'key', concurrency: 100 },
    );
    await seen.count(6_000 - 60);
    slow.resolve();
    await seen.count(6_000);
    texts = texts.sort();
    assert.deepEqual(texts, Array.from({ length: 60 }, (_, i) => `slow${String(i * 100)} 0/${String(i * 100)}`).sort());
    await world.run(consumer.close());
    await running;
    assert.equal(consumer.buffered.bytes, 0);
  });
});
