import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Metadata } from '@k/wire';
import { pollValues, World } from './world.ts';

test('goes to the new leader that an error answer names, without metadata (KIP-951)', async () => {
  const world = await World.create({ nodes: 2 });
  world.broker.createTopic('t', { assignment: [[0, 1]] });
  await world.produce('t', 0, ['before']);
  const consumer = world.consumer({ autoOffsetReset: 'earliest', clientId: 'reader' });
  consumer.assign([{ topic: 't', partition: 0 }]);
  assert.deepEqual(await world.run(pollValues(consumer, 1)), ['before']);
  const silence = world.broker.control(Metadata, (_, { clientId }) => (clientId === 'reader' ? 'drop' : undefined));
  world.broker.moveLeader('t', 0, 1);
  await world.run(world.cluster.refresh());
  await world.produce('t', 0, ['after']);
  const startedAt = world.clock.monotonic();
  assert.deepEqual(await world.run(pollValues(consumer, 1)), ['after']);
  // Nobody answered a request for metadata, which would have taken its time limit to be noticed.
  const took = world.clock.monotonic() - startedAt;
  assert.ok(took < 2_000, `${String(took)} ms of virtual time`);
  silence.remove();
  await world.close();
});
