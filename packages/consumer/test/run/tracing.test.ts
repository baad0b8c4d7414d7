import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { afterEach, beforeEach, it } from 'node:test';
import type { ConsumerHandleTrace } from '../../src/index.ts';
import { World } from '../world.ts';
import { Seen, textOf } from './run-world.ts';

const channel = tracingChannel<string, ConsumerHandleTrace>('@k/consumer:handle');

let world: World;
beforeEach(async () => {
  world = await World.create();
  world.broker.createTopic('t', { partitions: 1 });
});
afterEach(() => world.close());

it('each call of a handler has a trace, with the records and their headers, and runs in what is bound to its start', async () => {
  await world.produce('t', 0, [
    { value: 'a', headers: [{ key: 'traceparent', value: '00-1' }] },
    { value: 'b', headers: [{ key: 'traceparent', value: '00-2' }] },
  ]);
  const parent = new AsyncLocalStorage<string>();
  const ends: string[] = [];
  const about = ({ records, attempt, groupId, error }: ConsumerHandleTrace): string =>
    `${records.map(textOf as never).join()} ${String(attempt)} ${String(groupId)} ${error instanceof Error ? error.message : ''}`;
  const subscribers = {
    asyncEnd: (message: unknown) => {
      ends.push(about(message as ConsumerHandleTrace));
    },
  };
  channel.start.bindStore(parent, ({ records }) => String(records[0]?.headers[0]?.value));
  channel.subscribe(subscribers as never);
  try {
    const consumer = world.consumer({ groupId: 'g', autoOffsetReset: 'earliest' });
    consumer.subscribe(['t']);
    const seen = new Seen(world);
    const running = consumer.run(
      (record, { attempt }) => {
        seen.add(`${textOf(record)} in ${String(parent.getStore())}`);
        if (textOf(record) === 'a' && attempt === 1) throw new Error('no');
      },
      { retry: { retries: 1, initialMs: 10 } },
    );
    await seen.count(3);
    await world.run(consumer.stop());
    await running;
    assert.deepEqual(seen.list, ['a in 00-1', 'a in 00-1', 'b in 00-2']);
    assert.deepEqual(ends, ['a 1 g no', 'a 2 g ', 'b 1 g ']);
  } finally {
    channel.start.unbindStore(parent);
    channel.unsubscribe(subscribers as never);
  }
});
