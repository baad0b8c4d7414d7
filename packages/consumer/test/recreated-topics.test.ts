import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pollValues, World } from './world.ts';

const PLACE = { topic: 't', partition: 0 };

/** A topic whose leader has moved to node 1 once: its leader epoch is above that of a topic just made. */
function movedTopic(world: World): void {
  world.broker.createTopic('t', { assignment: [[0, 1]] });
  world.broker.moveLeader('t', 0, 1);
}

/** At once, as it is for a client that asks for nothing in between. */
function makeAgain(world: World, leader: number): void {
  world.broker.deleteTopic('t');
  world.broker.createTopic('t', { assignment: [[leader, 1 - leader]] });
}

describe('a topic deleted and made again, on brokers without topic ids', () => {
  for (const [what, leader] of [
    ['led by the same broker', 1],
    ['led by another one', 0],
  ] as const) {
    it(`${what}: is read again, though its leader epoch went back`, async () => {
      const world = await World.create({ nodes: 2, asVersion: '2.4' });
      movedTopic(world);
      await world.produce('t', 0, ['old']);
      const consumer = world.consumer({ autoOffsetReset: 'earliest' });
      consumer.assign([PLACE]);
      assert.deepEqual(await world.run(pollValues(consumer, 1)), ['old']);
      makeAgain(world, leader);
      const polling = pollValues(consumer, 1);
      const startedAt = world.clock.monotonic();
      await world.run(world.cluster.refresh());
      await world.produce('t', 0, ['read before', 'new']);
      assert.deepEqual(await world.run(polling), ['new'], 'nothing tells that it is another log: the position stays');
      assert.ok(world.clock.monotonic() - startedAt < 10_000);
      await world.close();
    });
  }
});
