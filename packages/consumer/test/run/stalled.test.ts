import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import type { ConsumerEvents, KafkaConsumer } from '../../src/index.ts';
import { numbered } from '../support.ts';
import { World, next } from '../world.ts';
import { Seen, textOf } from './run-world.ts';

const STALL_MS = 10_000;
const p0 = { topic: 't', partition: 0 };

/** Gives what is never settled by itself. */
async function forEver(): Promise<never> {
  return await new Promise<never>(() => undefined);
}

describe('a run tells in `stalled`', () => {
  let world: World;
  let consumer: KafkaConsumer;
  let told: ConsumerEvents['stalled'][];

  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    consumer = world.consumer({ autoOffsetReset: 'earliest', stallTimeoutMs: STALL_MS });
    told = [];
    consumer.on('stalled', (...args) => told.push(args));
    consumer.assign([p0]);
  });
  afterEach(() => world.close());

  async function nextStall(): Promise<void> {
    await world.run(next(consumer, 'stalled'));
  }

  for (const [concurrency, what] of [
    [1, 'with no other free'],
    [4, 'with others free'],
  ] as const) {
    it(`a handler that never settles, ${what}: which record, and for how long, again and again`, async () => {
      await world.produce('t', 0, [...numbered(2), { key: 'k', value: 'slow' }, 'after']);
      const seen = new Seen(world);
      const running = consumer.run(
        (record) => {
          seen.add(textOf(record));
          return textOf(record) === 'slow' ? forEver() : Promise.resolve();
        },
        { concurrency },
      );
      await seen.count(3);
      await nextStall();
      await nextStall();
      const reason = (seconds: number): string =>
        `the handler is at work on t-0 offset 2 for more than ${String(seconds)} s`;
      const partition = { ...p0, position: 2, highWatermark: 4, cause: undefined };
      assert.deepEqual(
        told,
        [10, 20].map((seconds) => [[{ ...partition, reason: reason(seconds) }], reason(seconds)]),
      );
      await world.run(consumer.close());
      await world.run(running);
    });
  }

  it('a function that never settles for a dead letter', async () => {
    await world.produce('t', 0, numbered(1));
    const asked = withResolvers();
    const send = (): Promise<never> => {
      asked.resolve();
      return forEver();
    };
    const running = consumer.run(() => Promise.reject(new Error('no')), {
      retry: { retries: 0 },
      deadLetter: { topic: 'dead', send },
    });
    await world.run(asked.promise);
    await nextStall();
    assert.equal(told[0]?.[1], 'the function that sends dead letters is at work on t-0 offset 0 for more than 10 s');
    await world.run(consumer.close());
    await world.run(running);
  });

  it('nothing of handlers that settle, however much there is to do', async () => {
    await world.produce('t', 0, numbered(20));
    const seen = new Seen(world);
    const running = consumer.run(async (record) => {
      await new Promise<void>((resolve) => world.clock.setTimeout(resolve, STALL_MS * 0.9));
      seen.add(textOf(record));
    });
    await seen.count(20);
    assert.deepEqual(told, []);
    await world.run(consumer.close());
    await world.run(running);
  });
});
