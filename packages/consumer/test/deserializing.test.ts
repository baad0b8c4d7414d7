import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import type { ConsumerOptions, SkippedRecords } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };
const earliest = { autoOffsetReset: 'earliest' } as const;

/** A schema registry: the first look at each schema takes until the test says so. */
class Registry {
  readonly asked: string[] = [];
  readonly #known = new Set<string>();
  readonly #waiting = new Map<string, ReturnType<typeof withResolvers<void>>>();

  readonly deserialize = (bytes: Buffer): string | Promise<string> => {
    const text = String(bytes);
    const schema = text.slice(0, 1);
    this.asked.push(text);
    if (this.#known.has(schema)) return text.toUpperCase();
    let look = this.#waiting.get(schema);
    if (look === undefined) this.#waiting.set(schema, (look = withResolvers()));
    return look.promise.then(() => text.toUpperCase());
  };

  answer(schema: string): void {
    this.#known.add(schema);
    this.#waiting.get(schema)?.resolve();
  }

  refuse(schema: string): void {
    this.#waiting.get(schema)?.reject(new Error(`no schema ${schema}`));
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('deserializers that are awaited', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  function reader<V = string>(options: ConsumerOptions<Buffer, V>) {
    const consumer = world.consumer<Buffer, V>({ ...earliest, ...options });
    consumer.assign([p0]);
    return consumer;
  }

  const polled = async (
    consumer: { poll(): Promise<Iterable<{ value: unknown }>> },
    count: number,
  ): Promise<unknown[]> => {
    const values: unknown[] = [];
    while (values.length < count) for (const { value } of await world.run(consumer.poll())) values.push(value);
    return values;
  };

  it("a run is not given what 'skip' leaves out, and has what 'raw' leaves as bytes; both count as done", async () => {
    await world.produce('t', 0, ['1', 'bad', '3']);
    const valueDeserializer = async (bytes: Buffer): Promise<number> => {
      await turn();
      if (String(bytes) === 'bad') throw new Error('no number');
      return Number(String(bytes));
    };
    for (const [onBadRecord, expected, left] of [
      ['skip', ['1', '3'], [1]],
      ['raw', ['1', 'bad: DeserializationError', '3'], []],
    ] as const) {
      const options = { valueDeserializer, onBadRecord, groupId: onBadRecord, enableAutoCommit: false };
      const consumer = reader<number>(options);
      const skipped: SkippedRecords[] = [];
      consumer.on('badRecordsSkipped', (each) => skipped.push(each));
      const seen: string[] = [];
      const done = withResolvers();
      const running = consumer.run(async ({ value, rawValue, offset, deserializationError }) => {
        await turn();
        seen.push(deserializationError ? `${String(rawValue)}: ${deserializationError.name}` : String(value));
        if (offset === 2) done.resolve();
      });
      await world.run(done.promise);
      await world.clock.advance(10);
      await world.run(consumer.commit());
      assert.deepEqual(seen, expected);
      assert.deepEqual(
        skipped.map(({ offset }) => offset),
        left,
      );
      assert.equal(world.broker.committed(onBadRecord, 't', 0)?.offset, 3);
      await world.run(consumer.close());
      await world.run(running);
    }
  });

  it('an async function: by poll, by record, by batch', async () => {
    await world.produce('t', 0, numbered(300));
    const valueDeserializer = async (bytes: Buffer): Promise<number> => {
      if (bytes.length % 2 === 0) await turn();
      return Number(String(bytes).slice(1));
    };
    const expected = numbered(300).map((_, i) => i);
    assert.deepEqual(await polled(reader<number>({ valueDeserializer }), 300), expected);
    const byRecord: unknown[] = [];
    const byBatch: unknown[] = [];
    await world.run(
      (async () => {
        for await (const { value } of reader<number>({ valueDeserializer })) if (byRecord.push(value) === 300) break;
        for await (const batch of reader<number>({ valueDeserializer }).batches()) {
          for (const { value } of batch) byBatch.push(value);
          if (byBatch.length === 300) break;
        }
      })(),
    );
    assert.deepEqual(byRecord, expected);
    assert.deepEqual(byBatch, expected);
  });

  it('an object sees topic and headers, and gives keys and values at once or later; null stays null', async () => {
    await world.produce('t', 0, [
      { key: 'k', value: 'v', headers: [{ key: 'type', value: 'x' }] },
      { key: null, value: null },
    ]);
    const seen: unknown[] = [];
    const consumer = world.consumer<string, string>({
      ...earliest,
      keyDeserializer: { deserialize: (bytes) => Promise.resolve(`key ${String(bytes)}`) },
      valueDeserializer: {
        deserialize(bytes, topic, headers) {
          seen.push(topic, headers.map(({ key, value }) => [key, String(value)])); // prettier-ignore
          return `value ${String(bytes)}`;
        },
      },
    });
    consumer.assign([p0]);
    const [first, second] = await world.run(consumer.poll());
    assert.deepEqual([first?.key, first?.value, second?.key, second?.value], ['key k', 'value v', null, null]);
    assert.deepEqual([String(first?.rawKey), String(first?.rawValue), second?.rawValue], ['k', 'v', null]);
    assert.deepEqual(seen, ['t', [['type', 'x']]]);
    const copy = first?.copy();
    assert.deepEqual([copy?.key, copy?.value, String(copy?.rawValue)], ['key k', 'value v', 'v']);
  });

  it('what it makes of bytes may be null', async () => {
    await world.produce('t', 0, ['x', 'y']);
    const valueDeserializer = { deserialize: (): null | undefined => null };
    assert.deepEqual(await polled(reader<null | undefined>({ valueDeserializer }), 2), [null, null]);
  });

  it('a function that gives a promise all the same is told what to write', async () => {
    await world.produce('t', 0, ['x']);
    const consumer = reader({ valueDeserializer: (bytes) => Promise.resolve(String(bytes)) });
    const [record] = await world.run(consumer.poll());
    assert.throws(() => record?.value, { name: 'DeserializationError', message: /async \(bytes\) =>.*deserialize/ });
  });

  it('the first look at a schema holds up its partition only, and up to 16 records are looked at meanwhile', async () => {
    const registry = new Registry();
    await world.produce('t', 0, ['a', ...numbered(40, 'b')]);
    await world.produce('t', 1, ['c']);
    registry.answer('c');
    const consumer = reader({ valueDeserializer: registry });
    consumer.assign([p0, p1]);
    assert.deepEqual(await polled(consumer, 1), ['C']);
    await world.clock.advance(1_000);
    assert.deepEqual(registry.asked.filter((text) => text !== 'c'), ['a', ...numbered(15, 'b')]); // prettier-ignore
    registry.answer('b');
    await world.clock.advance(1_000);
    assert.equal(registry.asked.length, 17, 'a is the oldest, and not there');
    registry.answer('a');
    assert.deepEqual(await polled(consumer, 41), ['A', ...numbered(40, 'B')]);
  });

  it("'fail': thrown at the record's turn, after those before it, until the application seeks past it", async () => {
    const registry = new Registry();
    registry.answer('a');
    await world.produce('t', 0, ['a1', 'a2', 'x', 'a3']);
    const consumer = reader({ valueDeserializer: registry });
    await world.run(world.clock.runUntil(untilAsked(registry, 'x')));
    registry.refuse('x');
    assert.deepEqual(await polled(consumer, 2), ['A1', 'A2']);
    for (let times = 0; times < 2; times++) {
      await assert.rejects(world.run(consumer.poll()), {
        name: 'DeserializationError',
        offset: 2,
        message: /the value of t-0 offset 2: no schema x/,
      });
    }
    consumer.seek(p0, 3);
    assert.deepEqual(await polled(consumer, 1), ['A3']);
  });

  for (const form of ['lazy', 'async', 'object'] as const) {
    const deserialize = (bytes: Buffer): number => {
      const value = Number(String(bytes));
      if (Number.isNaN(value)) throw new Error('no number');
      return value;
    };
    const valueDeserializer = {
      lazy: deserialize,
      async: async (bytes: Buffer): Promise<number> => {
        await turn();
        return deserialize(bytes);
      },
      object: { deserialize },
    }[form];

    it(`'skip': left out, told, and counted as done: ${form}`, async () => {
      await world.produce('t', 0, ['bad', '1', 'bad', '3', 'bad']);
      const consumer = world.consumer<Buffer, number>({
        ...earliest,
        groupId: 'g',
        enableAutoCommit: false,
        valueDeserializer,
        onBadRecord: 'skip',
      });
      const skipped: SkippedRecords[] = [];
      consumer.on('badRecordsSkipped', (each) => skipped.push(each));
      consumer.assign([p0]);
      assert.deepEqual(await polled(consumer, 2), [1, 3]);
      assert.equal((await world.run(consumer.poll({ timeoutMs: 10 }))).length, 0);
      assert.deepEqual(
        skipped.map(({ topic, partition, offset, nextOffset, error }) => [
          topic,
          partition,
          offset,
          nextOffset,
          error.name,
        ]),
        [0, 2, 4].map((offset) => ['t', 0, offset, offset + 1, 'DeserializationError']),
      );
      await world.run(consumer.commit());
      assert.equal((await world.run(consumer.committed([p0]))).get(p0)?.offset, 5);
    });

    it(`'raw': handed over as bytes, with the error: ${form}`, async () => {
      await world.produce('t', 0, ['1', 'bad']);
      const consumer = reader<number>({ valueDeserializer, onBadRecord: 'raw' });
      const [good, bad] = await world.run(consumer.poll());
      assert.ok(good && bad);
      assert.deepEqual([good.value, good.deserializationError], [1, undefined]);
      assert.equal(bad.deserializationError?.offset, 1);
      assert.equal(String(bad.value), 'bad');
      assert.equal(String(bad.rawValue), 'bad');
      assert.equal(bad.copy().deserializationError, bad.deserializationError);
      assert.notEqual((bad.copy().value as unknown as Buffer).buffer, (bad.value as unknown as Buffer).buffer, 'alone');
    });
  }

  it('one that never settles is told by `stalled` with its place, and holds up neither the others, nor seek(), nor close()', async () => {
    const registry = new Registry();
    registry.answer('a');
    await world.produce('t', 0, ['a', 'x', 'a']);
    await world.produce('t', 1, ['a']);
    const consumer = world.consumer<Buffer, string>({
      ...earliest,
      stallTimeoutMs: 5_000,
      valueDeserializer: registry,
    });
    consumer.assign([p0, p1]);
    assert.deepEqual(await polled(consumer, 1), ['A'], 'of partition 1');
    const read = polled(consumer, 1);
    const [partitions, reason] = await world.run(next(consumer, 'stalled'));
    assert.equal(reason, 'the deserializer of the record at offset 1 has not settled');
    assert.deepEqual((partitions as { partition: number }[]).map(({ partition }) => partition), [0]); // prettier-ignore
    consumer.seek(p0, 2);
    assert.deepEqual(await read, ['A']);
    consumer.seek(p0, 0);
    await world.run(consumer.poll({ timeoutMs: 100 }));
    await world.run(consumer.close());
  });

  for (const onBadRecord of ['fail', 'skip', 'raw'] as const) {
    it(`a rebalance does not wait for it, and who comes in its place reads on: '${onBadRecord}'`, async () => {
      const registry = new Registry();
      await world.produce('t', 0, ['x1']);
      await world.produce('t', 1, ['x2']);
      const group = { ...earliest, groupId: 'g', onBadRecord } as const;
      const stuck = world.consumer<Buffer, string>({ ...group, valueDeserializer: registry });
      stuck.subscribe(['t']);
      const never = world.run(stuck.poll({ timeoutMs: 3_000 }));
      assert.equal((await never).length, 0);
      assert.equal(registry.asked.length, 2);
      const other = world.consumer<Buffer, string>({ ...group, valueDeserializer: (bytes) => String(bytes) });
      other.subscribe(['t']);
      const got: string[] = [];
      const joined = next(stuck, 'assigned');
      const read = (async () => {
        while (got.length === 0) {
          for (const { value } of await other.poll({ timeoutMs: 500 })) got.push(value as string);
          await stuck.poll({ timeoutMs: 0 });
        }
      })();
      await world.run(joined);
      await world.run(read);
      registry.refuse('x');
      await world.run(stuck.close());
      await world.run(Promise.resolve());
      while (got.length < 2) for (const { value } of await world.run(other.poll())) got.push(value as string);
      assert.deepEqual(got.sort(), ['x1', 'x2']);
    });
  }
});

/** Resolves when the registry was asked for it. */
async function untilAsked(registry: Registry, text: string): Promise<void> {
  while (!registry.asked.includes(text)) await turn();
}
