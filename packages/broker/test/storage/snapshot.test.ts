import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '../../src/index.ts';
import { produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf, RECENT } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';
import { admin, describeAll, EVERYTHING, makeOneOfEach } from './one-of-each.ts';

async function everything(): Promise<{ world: Simulated; clients: RawClient[] }> {
  const world = await Simulated.start(EVERYTHING);
  return { world, clients: [await admin(world, 0), await admin(world, 1)] };
}

describe('a snapshot of a broker', () => {
  it('has one of each thing, for another broker too', async () => {
    const { world, clients } = await everything();
    await makeOneOfEach(world, clients);
    const before = await describeAll(world, clients);
    const snapshot = world.broker.snapshot();
    for (const [name, entries] of snapshot.content.stores) assert.ok(entries.size > 0, `nothing was made of ${name}`);
    const { world: other } = await everything();
    other.broker.restore(snapshot);
    const after = await describeAll(other, [await admin(other, 0), await admin(other, 1)]);
    assert.deepEqual(after, before);
    await world.stop();
    await other.stop();
  });

  it('is what the broker goes back to, any number of times, whatever was done meanwhile', async () => {
    const { world, clients } = await everything();
    await makeOneOfEach(world, clients);
    const before = await describeAll(world, clients);
    const snapshot = world.broker.snapshot();
    for (let round = 0; round < 3; round++) {
      const again = [await admin(world, 0), await admin(world, 1)];
      assert.deepEqual(await describeAll(world, again), before, `round ${String(round)}`);
      world.broker.electUncleanly('t', 1, 0, 3);
      const values = batchOf([`round ${String(round)}`], {}, { timestamp: RECENT });
      for (const name of ['t', 'moving']) await world.run(produceTo(again[1] as RawClient, { name }, 0, values));
      world.broker.truncateBefore('t', 0, 10);
      world.broker.deleteTopic('moving');
      world.broker.createTopic('another');
      await world.clock.advance(10_000);
      assert.notDeepEqual(await describeAll(world, again), before);
      world.broker.restore(snapshot);
      assert.equal(world.broker.connections.length, 0);
    }
    await world.stop();
  });

  it('of a broker with other nodes is refused', async () => {
    const one = await Simulated.start();
    const two = await Simulated.start({ nodes: 2 });
    assert.throws(() => {
      two.broker.restore(one.broker.snapshot());
    }, ConfigError);
    await one.stop();
    await two.stop();
  });
});
