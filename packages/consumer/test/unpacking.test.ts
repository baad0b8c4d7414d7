import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createBroker } from '@k/broker';
import { Cluster } from '@k/cluster';
import { holdGzip } from '@k/testing';
import { KafkaConsumer } from '../src/index.ts';
import { batchOf, numbered, produceBytes } from './support.ts';
import { World, damage, next, pollValues, take, tamper } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };
const threaded = { autoOffsetReset: 'earliest', decompressionThreadBytes: 0 } as const;

describe('large batches are decompressed in other threads', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  const produceGzip = (partition: number, values: readonly string[]): Promise<number> =>
    world.run(produceBytes(world.cluster, 't', partition, batchOf(values, 'gzip')));

  it('every record once and in order, by poll, by record and by batch', async (t) => {
    const held = holdGzip(t, 'decompress');
    held.letGo();
    for (let i = 0; i < 6; i++) await produceGzip(0, numbered(50, `${String(i)}.`));
    const expected = Array.from({ length: 6 }, (_, i) => numbered(50, `${String(i)}.`)).flat();
    for (const way of ['poll', 'record', 'batch'] as const) {
      const consumer = world.consumer(threaded);
      consumer.assign([p0]);
      const byBatch = async (): Promise<string[]> => {
        const values: string[] = [];
        for await (const batch of consumer.batches()) {
          for (const { value } of batch) values.push(String(value));
          if (values.length === 300) break;
        }
        return values;
      };
      const read = { poll: () => pollValues(consumer, 300), record: () => take(consumer, 300), batch: byBatch }[way];
      assert.deepEqual(await world.run(read()), expected, way);
    }
    // What a loop that is left has in hand comes again.
    assert.ok(held.works.length >= 18);
    assert.equal(held.doneHere, 0);
  });

  it('from decompressionThreadBytes on only', async (t) => {
    const held = holdGzip(t, 'decompress');
    held.letGo();
    await produceGzip(0, ['small']);
    const large = batchOf(numbered(2_000), 'gzip');
    await world.run(produceBytes(world.cluster, 't', 0, large));
    for (const [decompressionThreadBytes, works] of [
      [large.length + 1, 0],
      [Infinity, 0],
      [large.length, 1],
    ] as const) {
      const consumer = world.consumer({ ...threaded, decompressionThreadBytes });
      consumer.assign([p0]);
      assert.equal((await world.run(pollValues(consumer, 2_001))).length, 2_001);
      assert.equal(held.works.length, works);
    }
  });

  it('the other partitions do not wait for it', async (t) => {
    const held = holdGzip(t, 'decompress');
    await produceGzip(0, ['held']);
    await world.produce('t', 1, ['plain']);
    const consumer = world.consumer(threaded);
    consumer.assign([p0, p1]);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['plain']);
    await world.run(held.begun(1));
    held.letGo();
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['held']);
  });

  it('what is not ready yet is not passed over, though its partition was paused and went on', async (t) => {
    const held = holdGzip(t, 'decompress');
    await produceGzip(0, ['a']);
    const consumer = world.consumer(threaded);
    consumer.assign([p0]);
    const first = pollValues(consumer, 1);
    await world.run(held.begun(1));
    held.works[0]?.finish();
    assert.deepEqual(await world.run(first), ['a']);
    await produceGzip(0, ['b']);
    await world.run(held.begun(2));
    consumer.pause([p0]);
    consumer.resume([p0]);
    assert.equal((await world.run(consumer.poll({ timeoutMs: 100 }))).length, 0);
    held.letGo();
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['b']);
  });

  it('three at a time', async (t) => {
    const held = holdGzip(t, 'decompress');
    world.broker.createTopic('many', { partitions: 5 });
    const partitions = Array.from({ length: 5 }, (_, partition) => ({ topic: 'many', partition }));
    for (const { partition } of partitions) {
      await world.run(produceBytes(world.cluster, 'many', partition, batchOf([`p${String(partition)}`], 'gzip')));
    }
    const consumer = world.consumer(threaded);
    consumer.assign(partitions);
    const read = pollValues(consumer, 5);
    await world.run(held.begun(3));
    await world.clock.advance(2_000);
    assert.equal(held.works.length, 3);
    held.works[1]?.finish();
    await world.run(held.begun(4));
    held.letGo();
    assert.equal(new Set(await world.run(read)).size, 5);
  });

  it('a seek, a pause and close() do not wait for it, and what comes out then is dropped', async (t) => {
    const held = holdGzip(t, 'decompress');
    await produceGzip(0, ['a', 'b', 'c']);
    const consumer = world.consumer(threaded);
    consumer.assign([p0]);
    const read = pollValues(consumer, 1);
    await world.run(held.begun(1));
    consumer.pause([p0]);
    consumer.seek(p0, 2);
    consumer.resume([p0]);
    await world.run(held.begun(2));
    held.works[0]?.finish();
    await world.clock.advance(1_000);
    held.works[1]?.finish();
    assert.deepEqual(await world.run(read), ['c']);
    consumer.seek(p0, 0);
    await world.run(held.begun(3));
    await world.run(consumer.close());
    held.letGo();
    assert.equal(world.cluster.health().ok, true);
  });

  it('damage is thrown at its place, after the good records before it, and mends itself when it was on the way', async (t) => {
    holdGzip(t, 'decompress').letGo();
    await produceGzip(0, ['a', 'b']);
    await produceGzip(0, ['c']);
    const consumer = world.consumer({ ...threaded, checkCrcs: false });
    tamper(world.broker, damage, { times: 1 });
    consumer.assign([p0]);
    assert.deepEqual(await world.run(pollValues(consumer, 2)), ['a', 'b']);
    await assert.rejects(world.run(consumer.poll()), { name: 'CorruptRecordError', offset: 2, nextOffset: 3 });
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['c']);
  });

  it('`stalled` says so when it takes too long', async (t) => {
    const held = holdGzip(t, 'decompress');
    await produceGzip(0, ['a']);
    const consumer = world.consumer({ ...threaded, stallTimeoutMs: 5_000 });
    consumer.assign([p0]);
    const read = pollValues(consumer, 1);
    const [, reason] = await world.run(next(consumer, 'stalled'));
    assert.equal(reason, 'its records are being decompressed');
    held.letGo();
    assert.deepEqual(await world.run(read), ['a']);
  });

  it('a topic that is made again meanwhile is read from its new beginning', async (t) => {
    const held = holdGzip(t, 'decompress');
    await produceGzip(0, ['old', 'old']);
    const consumer = world.consumer({ ...threaded, metadataMaxAgeMs: 2_000 });
    consumer.assign([p0]);
    const read = pollValues(consumer, 1);
    await world.run(held.begun(1));
    world.broker.deleteTopic('t');
    world.broker.createTopic('t', { partitions: 2 });
    await world.run(next(consumer, 'topicRecreated'));
    held.letGo();
    await world.run(world.cluster.refresh('test'));
    await produceGzip(0, ['new']);
    assert.deepEqual(await world.run(read), ['new']);
  });
});

it('by real threads: every record once, in order', async () => {
  await using broker = await createBroker();
  broker.createTopic('t');
  await using cluster = new Cluster({ bootstrapServers: broker.bootstrapServers });
  const expected: string[] = [];
  for (let i = 0; i < 8; i++) {
    const values = numbered(500, `${String(i)}.`);
    await produceBytes(cluster, 't', 0, batchOf(values, 'gzip'));
    expected.push(...values);
  }
  await using consumer = new KafkaConsumer({ cluster, ...threaded });
  consumer.assign([p0]);
  assert.deepEqual(await take(consumer, expected.length), expected);
});
