import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pollValues, World } from './world.ts';

test('reads on from the new leader when the old one is frozen, long before the time limit', async () => {
  const world = await World.create({ nodes: 2 });
  world.broker.createTopic('t', { assignment: [[0, 1]] });
  await world.produce('t', 0, ['before']);
  const consumer = world.consumer({ autoOffsetReset: 'earliest' });
  consumer.assign([{ topic: 't', partition: 0 }]);
  assert.deepEqual(await world.run(pollValues(consumer, 1)), ['before']);
  // Nothing comes from there any more, and no connection ends.
  world.network.setFaults({ blackHole: true }, world.broker.bootstrapServers[0]);
  const startedAt = world.clock.monotonic();
  const polling = pollValues(consumer, 1);
  await world.clock.advance(3_000);
  world.broker.moveLeader('t', 0, 1);
  const other = world.cluster;
  await world.run(other.refresh());
  await world.produce('t', 0, ['after']);
  assert.deepEqual(await world.run(polling), ['after']);
  const took = world.clock.monotonic() - startedAt;
  assert.ok(took < 25_000, `${String(took)} ms of virtual time`);
  world.network.heal();
  await world.close();
});
