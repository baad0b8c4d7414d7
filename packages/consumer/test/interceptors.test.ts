import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { CommittedPosition, ConsumerInterceptor } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, pollValues, take } from './world.ts';

const p0 = { topic: 't', partition: 0 };

describe('interceptors (KIP-42)', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t');
    await world.produce('t', 0, numbered(3));
  });
  afterEach(() => world.close());

  function reader(interceptors: readonly ConsumerInterceptor[]) {
    const consumer = world.consumer({
      autoOffsetReset: 'earliest',
      groupId: 'g',
      enableAutoCommit: false,
      interceptors,
    });
    const errors: Error[] = [];
    consumer.on('interceptorError', (error) => errors.push(error));
    consumer.assign([p0]);
    return { consumer, errors };
  }

  it('see each record once when it is handed out: by poll, by record, by batch as they are read', async () => {
    for (const way of ['poll', 'record', 'batch'] as const) {
      const seen: string[] = [];
      const { consumer } = reader([
        { onConsume: (record) => seen.push(`1 ${String(record.value)}`) },
        { onConsume: (record) => seen.push(`2 ${String(record.value)}`) },
      ]);
      const expected = numbered(3).flatMap((value) => [`1 ${value}`, `2 ${value}`]);
      if (way === 'poll') await world.run(pollValues(consumer, 3));
      if (way === 'record') await world.run(take(consumer, 3));
      if (way === 'batch') {
        const batches = consumer.batches();
        const { value: batch } = await world.run(batches.next());
        assert.deepEqual(seen, expected.slice(0, 2));
        batch?.toArray();
      }
      assert.deepEqual(seen, expected, way);
    }
  });

  it('see what was committed, before the event tells it', async () => {
    const seen: (readonly [string, readonly CommittedPosition[]])[] = [];
    const { consumer } = reader([{ onCommit: (offsets) => seen.push(['interceptor', offsets]) }]);
    consumer.on('committed', (offsets) => seen.push(['event', offsets]));
    await world.run(pollValues(consumer, 3));
    await world.run(consumer.commit());
    const offsets = [{ ...p0, offset: 3 }];
    assert.deepEqual(seen, [['interceptor', offsets], ['event', offsets]]); // prettier-ignore
  });

  it('break nothing by what they throw, or reject with', async () => {
    const { consumer, errors } = reader([
      {
        onConsume: ({ offset }) => {
          if (offset === 0) throw new Error('thrown');
        },
        onCommit: () => Promise.reject(new Error('rejected')),
      },
    ]);
    assert.deepEqual(await world.run(pollValues(consumer, 3)), numbered(3));
    await world.run(consumer.commit());
    assert.deepEqual(errors.map(({ message }) => message), ['thrown', 'rejected']); // prettier-ignore
  });
});
