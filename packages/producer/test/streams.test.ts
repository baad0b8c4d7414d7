import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { World } from '@k/testing';
import { ErrorCode, Produce } from '@k/wire';
import { KafkaProducer, type ProducerRecord } from '../src/index.ts';
import { storedValues } from './support/stored.ts';

async function stage(options: { readonly bufferMemory?: number } = {}) {
  const world = await World.create({}, 3);
  const { runtime, broker, run, clock } = world;
  broker.createTopic('t', { partitions: 1 });
  broker.createTopic('small', { partitions: 1, config: { 'max.message.bytes': '200' } });
  const producer = new KafkaProducer({ runtime, bootstrapServers: broker.bootstrapServers, ...options });
  return {
    run,
    clock,
    broker,
    producer,
    values: () => storedValues(broker, 't'),
    async [Symbol.asyncDispose](): Promise<void> {
      await run(producer.close().catch(() => undefined));
      await world.close();
    },
  };
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i}`);
const toT = (value: string): ProducerRecord => ({ topic: 't', value });

/** Gives 500 records of 1 kB, counts them, and has no end. */
function endless() {
  const value = 'x'.repeat(1_000);
  const source = {
    taken: 0,
    isLeft: false,
    async *[Symbol.asyncIterator](): AsyncGenerator<ProducerRecord> {
      try {
        while (source.taken < 500) {
          source.taken++;
          yield toT(value);
          await Promise.resolve();
        }
        await new Promise(() => undefined);
      } finally {
        source.isLeft = true;
      }
    },
  };
  return source;
}

test('sendAll() stores what a source gives, asynchronous or not, in its order, and tells how many those were', async () => {
  await using world = await stage();
  const { run, producer } = world;
  const source = async function* (): AsyncGenerator<ProducerRecord> {
    for (const value of numbers(500)) {
      yield toT(value);
      if (Number(value) % 100 === 0) await Promise.resolve();
    }
  };
  assert.equal(await run(producer.sendAll(source())), 500);
  assert.deepEqual(world.values(), numbers(500));
  assert.equal(await run(producer.sendAll(new Set(numbers(10).map(toT)))), 10);
  assert.equal(await run(producer.sendAll([])), 0);
  assert.deepEqual(world.values().slice(500), numbers(10));
});

test('sendAll() asks for nothing more while the producer holds highWaterMark bytes', async () => {
  await using world = await stage();
  const { run, producer, broker, clock } = world;
  await run(producer.send(toT('first')));
  const silence = broker.control(Produce, () => 'drop' as const);
  const source = endless();
  const controller = new AbortController();
  const all = producer.sendAll(source, { highWaterMark: 50_000, signal: controller.signal });
  all.catch(() => undefined);
  await clock.advance(1_000);
  // A buffer grows by doubling.
  assert.ok(source.taken >= 25 && source.taken <= 110, `${source.taken} records of 1 kB`);
  const { taken } = source;
  await clock.advance(5_000);
  assert.equal(source.taken, taken);
  silence.remove();
  await clock.advance(60_000);
  assert.equal(source.taken, 500, 'it goes on when there is room');
  controller.abort(new Error('enough'));
  await assert.rejects(run(all), /enough/);
});

test('sendAll() leaves the source at the first record that is not stored, and waits for those before it', async () => {
  await using world = await stage();
  const { run, producer } = world;
  const source = endless();
  const wrong = { ...toT('wrong'), timestamp: -7 };
  const mixed = async function* (): AsyncGenerator<ProducerRecord> {
    yield toT('a');
    yield wrong;
    yield* source;
  };
  await assert.rejects(run(producer.sendAll(mixed())), { name: 'SerializationError' });
  assert.equal(source.isLeft || source.taken === 0, true);
  assert.equal(world.values()[0], 'a');
  const forever = function* (): Generator<ProducerRecord> {
    yield wrong;
    for (;;) yield toT('x'.repeat(100_000));
  };
  await assert.rejects(run(producer.sendAll(forever(), { highWaterMark: 200_000 })), { name: 'SerializationError' });
  // A source that waits for something does not hold up the failure.
  const stuck = async function* (): AsyncGenerator<ProducerRecord> {
    yield { topic: 'small', value: 'x'.repeat(1_000) };
    await new Promise(() => undefined);
  };
  await assert.rejects(run(producer.sendAll(stuck())), { code: ErrorCode.MESSAGE_TOO_LARGE });
});

test('sendAll() ends with what its source throws, with its signal, and refuses what is no source', async () => {
  await using world = await stage();
  const { run, producer } = world;
  const broken = async function* (): AsyncGenerator<ProducerRecord> {
    yield toT('a');
    await Promise.resolve();
    throw new Error('the file is gone');
  };
  await assert.rejects(run(producer.sendAll(broken())), /the file is gone/);
  const controller = new AbortController();
  const waiting = async function* (): AsyncGenerator<ProducerRecord> {
    yield toT('b');
    await new Promise(() => undefined);
  };
  const all = producer.sendAll(waiting(), { signal: controller.signal });
  all.catch(() => undefined);
  await world.clock.advance(100);
  controller.abort(new Error('enough'));
  await assert.rejects(run(all), /enough/);
  await assert.rejects(producer.sendAll(5 as never), { name: 'ConfigError', message: /records/ });
  await assert.rejects(producer.sendAll([], { highWaterMark: 0 }), { name: 'ConfigError', message: /highWaterMark/ });
  await run(producer.close());
  assert.deepEqual(world.values().sort(), ['a', 'b']);
  await assert.rejects(producer.sendAll([]), { name: 'StateError' });
});

test('writable({ topic }) takes values, and is finished once all of them are stored', async () => {
  await using world = await stage();
  const { run, producer } = world;
  await run(pipeline(Readable.from(numbers(1_000)), producer.writable({ topic: 't' })));
  assert.deepEqual(world.values(), numbers(1_000));
  const records = Readable.from([toT('a'), { topic: 't', key: 'k', value: 'b' }]);
  await run(pipeline(records, producer.writable()));
  const lines = producer.writable<string>({ record: (line) => ({ topic: 't', value: `line ${line}` }) });
  await run(pipeline(Readable.from(['c']), lines));
  assert.deepEqual(world.values().slice(1_000), ['a', 'b', 'line c']);
});

test('writable() takes nothing more while the producer holds highWaterMark bytes', async () => {
  await using world = await stage();
  const { run, producer, broker, clock } = world;
  await run(producer.send(toT('first')));
  const silence = broker.control(Produce, () => 'drop' as const);
  const source = endless();
  const stream = producer.writable({ highWaterMark: 50_000 });
  // This one stays pending on newer Nodes: they wait for the source to let go, which waits for ever in the end.
  pipeline(Readable.from(source), stream).catch(() => undefined);
  await clock.advance(1_000);
  const { taken } = source;
  // What the two streams keep by themselves comes on top.
  assert.ok(taken >= 25 && taken <= 160, `${taken} records of 1 kB`);
  await clock.advance(5_000);
  assert.equal(source.taken, taken);
  silence.remove();
  await clock.advance(60_000);
  assert.equal(source.taken, 500, 'it goes on when there is room');
  const closed = once(stream, 'close');
  stream.destroy();
  await run(closed);
  // Destroying it disturbs nothing: what was taken is stored, and the producer goes on.
  await run(producer.send(toT('last')));
  assert.equal(world.values().at(-1), 'last');
});

test('a writable() that is destroyed midway leaves its producer as it is: what it took is stored, the rest is not asked for', async () => {
  await using world = await stage();
  const { run, producer } = world;
  const asked = world.broker.control(Produce, () => undefined);
  const stream = producer.writable({ topic: 't' });
  const gone = once(stream, 'error');
  // The topic is not known yet: b waits in the stream until a is stored.
  for (const value of ['a', 'b']) stream.write(value);
  await run(asked.seen(1));
  stream.destroy(new Error('enough'));
  assert.equal(((await run(gone)) as Error[])[0]?.message, 'enough');
  stream.write('c', () => undefined);
  await run(producer.send(toT('d')));
  assert.deepEqual(world.values(), ['a', 'd']);
});

test('writable() is destroyed by the first record that is not stored, or that cannot be made', async () => {
  await using world = await stage();
  const { run, producer } = world;
  const small = producer.writable({ topic: 'small' });
  await assert.rejects(run(pipeline(Readable.from(['x'.repeat(1_000)]), small)), { code: ErrorCode.MESSAGE_TOO_LARGE });
  assert.equal(small.destroyed, true);
  const broken = producer.writable<string>({
    record: () => {
      throw new Error('no record of it');
    },
  });
  await assert.rejects(run(pipeline(Readable.from(['a']), broken)), /no record of it/);
  const controller = new AbortController();
  const aborted = producer.writable({ topic: 't', signal: controller.signal });
  const closed = once(aborted, 'error');
  controller.abort();
  assert.equal(((await run(closed)) as Error[])[0]?.name, 'AbortError');
  assert.throws(
    () => producer.writable({ topic: 't', record: () => toT('a') }),
    /"record": expected none beside a topic/,
  );
  assert.ok(producer.writable() instanceof Writable);
  await run(producer.close());
  assert.throws(() => producer.writable(), { name: 'StateError' });
});

test('sendAll() holds half of bufferMemory at most, if nothing else is said', async () => {
  const taken = async (options: { readonly highWaterMark?: number }): Promise<number> => {
    await using world = await stage({ bufferMemory: 600_000 });
    const { run, producer, broker, clock } = world;
    await run(producer.send(toT('first')));
    const silence = broker.control(Produce, () => 'drop' as const);
    const source = endless();
    const controller = new AbortController();
    const all = producer.sendAll(source, { ...options, signal: controller.signal });
    all.catch(() => undefined);
    await clock.advance(1_000);
    silence.remove();
    controller.abort(new Error('enough'));
    await assert.rejects(run(all), /enough/);
    return source.taken;
  };
  assert.equal(await taken({}), await taken({ highWaterMark: 300_000 }));
  assert.notEqual(await taken({}), await taken({ highWaterMark: 200_000 }));
});
