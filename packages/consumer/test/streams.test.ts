import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import {
  CorruptRecordError,
  type ConsumerBatch,
  type ConsumerOptions,
  type ConsumerRecord,
  type KafkaConsumer,
} from '../src/index.ts';
import { numbered } from './support.ts';
import { damage, take, tamper, World } from './world.ts';

const p0 = { topic: 't', partition: 0 };

describe('a stream of records', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
  });
  afterEach(() => world.close());

  function reading(options: ConsumerOptions = {}): KafkaConsumer {
    const consumer = world.consumer({ autoOffsetReset: 'earliest', ...options });
    consumer.assign(p0);
    return consumer;
  }

  /** A group's member that commits by itself, when it leaves at the latest. */
  function committing(): KafkaConsumer {
    return reading({ groupId: 'g', autoCommitIntervalMs: 3_600_000 });
  }

  function committed(): number | undefined {
    return world.broker.committed('g', 't', 0)?.offset;
  }

  /** Settles when the stream has nothing to do any more. */
  function closed(stream: Readable): Promise<unknown> {
    return new Promise((resolve) => stream.once('close', resolve));
  }

  it('ends in a pipeline when the consumer is closed, and has brought everything', async () => {
    await world.produce('t', 0, numbered(1_000));
    const consumer = reading();
    const values: string[] = [];
    const writable = new Writable({
      objectMode: true,
      write: ({ value }: ConsumerRecord, _, callback) => {
        values.push(String(value));
        if (values.length === 1_000) void consumer.close();
        callback();
      },
    });
    await world.run(pipeline(consumer.stream(), writable));
    assert.deepEqual(values, numbered(1_000));
  });

  it('is held back by a slow writable, and holds fetching back', async () => {
    const bufferMemory = 65_536;
    for (let i = 0; i < 20; i++) await world.produce('t', 0, numbered(100, 'x'.repeat(300)));
    const consumer = reading({ bufferMemory, maxPartitionFetchBytes: 16_384 });
    const first = withResolvers();
    const goOn = withResolvers();
    let count = 0;
    const writable = new Writable({
      objectMode: true,
      highWaterMark: 1,
      write: (_, __, callback) => {
        first.resolve();
        if (++count === 2_000) void consumer.close();
        void goOn.promise.then(() => callback());
      },
    });
    const done = pipeline(consumer.stream(), writable);
    await world.run(first.promise);
    await world.clock.advance(60_000);
    const { bytesFetched, recordsConsumed } = consumer.metrics();
    assert.ok(bytesFetched <= bufferMemory, `${String(bytesFetched)} bytes were fetched`);
    assert.deepEqual([count, recordsConsumed], [1, 1], 'one is in hand, and none is taken ahead of it');
    goOn.resolve();
    await world.run(done);
    assert.equal(count, 2_000);
    assert.ok(consumer.metrics().bytesFetched > 600_000);
  });

  it('hands a record back when its reader asks for the next one', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = committing();
    assert.deepEqual(await world.run(take(consumer.stream(), 4)), numbered(4));
    assert.deepEqual(await world.run(take(consumer, 1)), ['v3'], 'what was in hand comes again');
    await world.run(consumer.close());
    assert.equal(committed(), 3);
  });

  it('hands back what it takes ahead, for who wants that', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = committing();
    const stream = consumer.stream({ highWaterMark: 5 });
    const seen = new Promise((resolve) => stream.once('readable', resolve));
    await world.run(seen);
    await turn();
    assert.equal(String(stream.read()?.value), 'v0');
    await world.run(consumer.close());
    assert.ok((committed() ?? 0) >= 4, String(committed()));
  });

  it('destroyed, leaves the loop at once, and another one may begin', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = committing();
    const stream = consumer.stream();
    const values: string[] = [];
    stream.on('data', ({ value }: ConsumerRecord) => values.push(String(value)));
    await world.clock.advance(5_000);
    assert.deepEqual(values, numbered(3));
    stream.destroy();
    await world.run(closed(stream));
    await world.produce('t', 0, ['later']);
    assert.deepEqual(await world.run(take(consumer, 1)), ['later']);
  });

  it('destroyed with a record that nobody has read, brings it again', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = committing();
    const stream = consumer.stream();
    await world.run(new Promise((resolve) => stream.once('readable', resolve)));
    stream.destroy(new Error('enough'));
    await assert.rejects(
      world.run(Promise.race([closed(stream), new Promise((_, reject) => stream.once('error', reject))])),
      /enough/,
    );
    assert.deepEqual(await world.run(take(consumer, 3)), numbered(3));
  });

  it('ends as a loop does: by a signal, or when nothing has come for long enough', async () => {
    await world.produce('t', 0, numbered(2));
    const consumer = reading();
    const abort = new AbortController();
    const values = await world.run(consumer.stream({ idleTimeoutMs: 1_000 }).map(valueOf).toArray());
    assert.deepEqual(values, numbered(2));
    const waiting = consumer.stream({ signal: abort.signal }).toArray();
    await world.clock.advance(1_000);
    abort.abort();
    assert.deepEqual(await world.run(waiting), []);
  });

  it('when it has ended, takes nothing of the loop that begins then', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = reading();
    const abort = new AbortController();
    const stream = consumer.stream({ signal: abort.signal });
    stream.once('data', () => {
      abort.abort();
    });
    const loop = consumer.records();
    const first = new Promise((resolve) => {
      stream.once('end', () => {
        resolve(loop.next());
      });
    });
    await world.run(first);
    assert.equal(valueOf((await world.run(loop.next())).value as ConsumerRecord), 'v2');
  });

  it('is destroyed by what the loop throws', async () => {
    await world.produce('t', 0, numbered(3));
    const tampered = tamper(world.broker, damage);
    const consumer = reading();
    await assert.rejects(world.run(consumer.stream().toArray()), CorruptRecordError);
    tampered.remove();
    assert.deepEqual(await world.run(take(consumer, 1)), ['v0']);
  });

  it('of batches has batches', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = reading();
    const stream = consumer.batchStream({ idleTimeoutMs: 1_000 });
    const sizes = await world.run(stream.map((batch: ConsumerBatch) => batch.toArray().length).toArray());
    assert.deepEqual(sizes, [10]);
  });

  it('refuses options that it does not have', () => {
    const consumer = reading();
    assert.throws(() => consumer.stream({ highWaterMark: -1 }), /stream\(\): .*highWaterMark/);
    assert.throws(() => consumer.batchStream({ objectMode: true } as never), /batchStream\(\): .*objectMode/);
  });

  for (const [what, webStreamOf] of [
    ['Readable.toWeb(consumer.stream())', (consumer: KafkaConsumer) => Readable.toWeb(consumer.stream())],
    ['ReadableStream.from(consumer.records())', (consumer: KafkaConsumer) => ReadableStream.from(consumer.records())],
  ] as const) {
    it(`as a Web stream takes nothing ahead of its reader, and leaves the loop when it is cancelled: ${what}`, async () => {
      await world.produce('t', 0, numbered(10));
      const consumer = committing();
      const reader = webStreamOf(consumer).getReader();
      const values: string[] = [];
      for (let i = 0; i < 4; i++) values.push(valueOf((await world.run(reader.read())).value as ConsumerRecord));
      assert.deepEqual(values, numbered(4));
      await world.clock.advance(1_000);
      assert.equal(consumer.metrics().recordsConsumed, 4);
      await world.run(reader.cancel());
      assert.deepEqual(await world.run(take(consumer, 1)), ['v3']);
    });
  }
});

function valueOf({ value }: ConsumerRecord): string {
  return String(value);
}
