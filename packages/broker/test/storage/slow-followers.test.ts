import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Broker, BrokerOptions } from '../../src/index.ts';
import { Simulated } from '../support/simulated.ts';
import { freshDir, left } from './data-dirs.ts';

/** Followers take a second for what comes; the clock stands still meanwhile. */
const SLOW: BrokerOptions = { nodes: 3, replicaFetchDelayMs: 1_000, configs: { 'replica.lag.time.max.ms': 30_000 } };

function valuesIn(broker: Broker): (string | null)[] {
  return broker.records('orders').map(({ valueText }) => valueText);
}

/** Puts a record into the topic, which is readable when the followers have it. */
async function produced(world: Simulated, value: string): Promise<void> {
  world.broker.produce('orders', { value });
  assert.ok(!valuesIn(world.broker).includes(value), 'readable before it is copied');
  await world.clock.advance(2_000);
  assert.ok(valuesIn(world.broker).includes(value));
}

describe('with followers that are slow, what there is from the start is in all replicas', () => {
  it('records of the option topics', async () => {
    const topics = { orders: { records: [{ value: 'tea' }] } };
    const world = await Simulated.start({ ...SLOW, topics });
    assert.deepEqual(valuesIn(world.broker), ['tea']);
    await produced(world, 'coffee');
    await world.stop();
  });

  it('records of a snapshot', async () => {
    const world = await Simulated.start({ ...SLOW, topics: { orders: 1 } });
    await produced(world, 'tea');
    const snapshot = world.broker.snapshot();
    await produced(world, 'coffee');
    world.broker.holdFollower('orders', 0, 1);
    world.broker.restore(snapshot);
    assert.deepEqual(valuesIn(world.broker), ['tea']);
    assert.deepEqual(world.broker.topic('orders')?.partitions[0]?.isr, [0, 1, 2]);
    await produced(world, 'cola');
    await world.stop();
  });

  it('records of a dataDir', async (t) => {
    const dataDir = freshDir(t);
    const world = await Simulated.start({ ...SLOW, dataDir, topics: { orders: 1 } });
    await produced(world, 'tea');
    const other = await Simulated.start({ ...SLOW, dataDir: left(t, dataDir) });
    assert.deepEqual(valuesIn(other.broker), ['tea']);
    await produced(other, 'coffee');
    await world.stop();
    await other.stop();
  });
});
