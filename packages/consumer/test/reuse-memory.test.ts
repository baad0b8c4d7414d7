import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import type { FetchResponse } from '@k/wire';
import { FrameMemory, SpoiledFrameMemory } from '../src/fetch/frame-memory.ts';
import type { ConsumerRecord, KafkaConsumer } from '../src/index.ts';
import { World } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const BATCHES = 12;
const BATCH = 60;
/** An answer has one batch, so that there are as many. */
const settings = { autoOffsetReset: 'earliest', maxPartitionFetchBytes: 64_000, fetchMaxBytes: 64_000 } as const;
const POISON = Buffer.alloc(1_000, 0xdb);

const valueOf = (i: number): string => `${String(i)}.`.padEnd(1_000, '-');

describe('reuseMemory', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    for (let batch = 0; batch < BATCHES; batch++) {
      await world.produce(
        't',
        0,
        Array.from({ length: BATCH }, (_, i) => ({ value: valueOf(batch * BATCH + i) })),
      );
    }
  });
  afterEach(() => world.close());

  function assigned(reuseMemory: boolean | 'check'): KafkaConsumer {
    const consumer = world.consumer({ ...settings, reuseMemory });
    consumer.assign([p0]);
    return consumer;
  }

  /** Reads all; @returns the memories that the values were views of */
  async function readAll(consumer: KafkaConsumer, way: 'poll' | 'record' | 'batch'): Promise<Set<ArrayBufferLike>> {
    const memories = new Set<ArrayBufferLike>();
    let read = 0;
    const take = (records: Iterable<ConsumerRecord>): boolean => {
      for (const { value } of records) {
        assert.equal(String(value), valueOf(read++), way);
        if (value !== null) memories.add(value.buffer);
      }
      return read === BATCHES * BATCH;
    };
    if (way === 'poll') while (!take(await consumer.poll({ maxRecords: 100 })));
    else if (way === 'record') for await (const record of consumer) if (take([record])) break;
    if (way === 'batch') for await (const batch of consumer.batches()) if (take(batch)) break;
    return memories;
  }

  it('reads to memory that was used before, by poll, by record and by batch', async () => {
    for (const way of ['poll', 'record', 'batch'] as const) {
      const memories = await world.run(readAll(assigned(true), way));
      assert.ok(memories.size < BATCHES, `${String(memories.size)} of ${String(BATCHES)} by ${way}`);
    }
  });

  it('is off by default: each answer has memory of its own', async () => {
    assert.equal((await world.run(readAll(assigned(false), 'record'))).size, BATCHES);
  });

  it("'check' spoils what was handed back, and not what was copied, nor what is in hand", async () => {
    for (const way of ['poll', 'record', 'batch'] as const) await world.run(readAll(assigned('check'), way));
    const records = assigned('check')[Symbol.asyncIterator]();
    const { value: first } = await world.run(records.next());
    assert.ok(first);
    const [view, text] = [first.value, String(first.value)];
    const copy = first.copy();
    assert.equal(text, valueOf(0));
    for (let i = 1; i <= BATCH; i++) await world.run(records.next());
    assert.deepEqual(view, POISON, 'all of its batch was handed back');
    assert.equal(String(copy.value), text);
  });

  it('spoils nothing that a handler of a run is at work on, where deserializers are awaited', async () => {
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const valueDeserializer = async (bytes: Buffer): Promise<string> => {
      await turn();
      return String(bytes);
    };
    const consumer = world.consumer<Buffer, string>({ ...settings, reuseMemory: 'check', valueDeserializer });
    consumer.assign([p0]);
    const wrong: number[] = [];
    const raws: (Buffer | null)[] = [];
    const done = withResolvers();
    const running = consumer.run(
      async ({ offset, value, rawValue }) => {
        await turn();
        if (value !== valueOf(offset) || String(rawValue) !== value) wrong.push(offset);
        if (raws.push(rawValue) === BATCHES * BATCH) done.resolve();
      },
      { by: 'key', concurrency: 8 },
    );
    await world.run(done.promise);
    await world.clock.advance(100);
    assert.deepEqual(wrong, []);
    assert.ok(raws.every((raw) => raw?.equals(POISON)), 'all of them were handed back'); // prettier-ignore
    await world.run(consumer.close());
    await world.run(running);
  });

  it('leaves alone what is in hand when its partition is sought, or goes', async () => {
    const consumer = assigned('check');
    const [polled] = await world.run(consumer.poll());
    consumer.seek(p0, 300);
    assert.equal(String(polled?.value), valueOf(0));
    const { value: found } = await world.run(consumer[Symbol.asyncIterator]().next());
    assert.equal(String(found?.value), valueOf(300));
    consumer.assign([]);
    assert.equal(String(found?.value), valueOf(300));
    assert.deepEqual(polled?.value, POISON);
  });
});

describe('FrameMemory', () => {
  const answer = (records: Buffer | null) =>
    ({ responses: [{ partitions: [{ records }] }] }) as unknown as FetchResponse;

  it('gives what came back for what fits, and leaves small answers and other memory alone', () => {
    const memory = new FrameMemory(10_000_000);
    const large = memory.allocate(1_000_000);
    assert.equal(large.length, 1_000_000);
    memory.giveBack(answer(large.subarray(10, 20)));
    const small = memory.allocate(100);
    assert.notEqual(small.buffer, large.buffer);
    memory.giveBack(answer(small));
    memory.giveBack(answer(null));
    memory.giveBack(answer(Buffer.alloc(1_000_000)));
    assert.notEqual(memory.allocate(50_000).buffer, large.buffer, 'much too small for it');
    const again = memory.allocate(900_000);
    assert.equal(again.buffer, large.buffer);
    assert.equal(again.length, 900_000);
    assert.notEqual(memory.allocate(900_000).buffer, large.buffer, 'in use');
  });

  it('keeps no more than it is told', () => {
    const memory = new FrameMemory(3 * 2 ** 20);
    const given = Array.from({ length: 5 }, () => memory.allocate(2 ** 20));
    for (const each of given) memory.giveBack(answer(each));
    const before = new Set(given.map(({ buffer }) => buffer));
    const kept = Array.from({ length: 5 }, () => memory.allocate(2 ** 20)).filter(({ buffer }) => before.has(buffer));
    assert.equal(kept.length, 3);
  });

  it('that is to be spoiled is not given again', () => {
    const memory = new SpoiledFrameMemory(10_000_000);
    const large = memory.allocate(100_000);
    memory.giveBack(answer(large));
    assert.deepEqual(large.subarray(0, 1_000), POISON);
    assert.notEqual(memory.allocate(100_000).buffer, large.buffer);
  });
});
