import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { World } from '../world.ts';
import { FaultyCluster } from './faulty-cluster.ts';
import type { LogLedger } from './log-ledger.ts';

const SEEDS = Number(process.env['READING_SIMULATIONS'] ?? 3);
const ROUNDS = 12;

/** Real consumer, real broker, virtual time. A seed that fails is a test to be written. */
async function simulate(seed: number): Promise<LogLedger> {
  const world = await World.create({ nodes: 3, racks: ['a', 'b', 'c'], replicaSelector: 'rack-aware' }, seed);
  const cluster = new FaultyCluster(world);
  const { ledger } = cluster;
  await world.clock.advance(2_000);
  for (let round = 0; round < ROUNDS && ledger.faults.length === 0; round++) {
    const acts: string[] = [];
    for (let i = 0; i < 3; i++) acts.push(await cluster.act());
    await cluster.checkProgress();
    assert.deepEqual(ledger.faults, [], `seed ${String(seed)}, round ${String(round)}: ${acts.join(', ')}`);
  }
  await cluster.stop();
  assert.deepEqual(ledger.faults, [], `seed ${String(seed)}, at the end`);
  await world.close();
  return ledger;
}

describe('reading while sessions, connections, nodes, leaders, followers and the ends of logs are lost', () => {
  it('each record that is not cut comes once and in order, soon after each fault, and each cut is told', async () => {
    let truncations = 0;
    for (let seed = 1; seed <= SEEDS; seed++) truncations += (await simulate(seed)).truncations;
    assert.ok(truncations > 0, 'nothing that was read was cut');
  });
});
