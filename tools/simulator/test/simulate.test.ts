import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawScenario } from '../src/draw/draw-scenario.ts';
import { FAULT_KINDS } from '../src/faults/faults.ts';
import { REGRESSIONS } from '../src/regressions.ts';
import { simulate } from '../src/simulate.ts';
import { endlessPartition, scenario } from './scenarios.ts';

const SEEDS = 50;
const DRAWN = 400;

describe('simulate()', () => {
  it(`${String(SEEDS)} seeds: nothing is wrong`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { violations } = await simulate(seed);
      assert.deepEqual(violations, [], `seed ${String(seed)}: npm run simulate -- --seed ${String(seed)} --story`);
    }
  });

  it('a fault that does not end is noticed', async () => {
    const good = await simulate(1, { scenario: scenario(['p1'], []) });
    assert.deepEqual(good.violations, []);
    assert.ok(good.stats.acked > 10, String(good.stats.acked));
    const { violations } = await simulate(1, { scenario: scenario(['p1'], [endlessPartition('p1')]) });
    assert.deepEqual([...new Set(violations.map(({ checker }) => checker))], ['sends-go-on']);
  });

  it(`every fault and every kind of client is drawn, and faults end before the load does`, () => {
    const kinds = new Set<string>();
    const clients = new Set<string>();
    for (let seed = 1; seed <= DRAWN; seed++) {
      const { faults, clients: specs, loadMs } = drawScenario(seed);
      for (const { kind, at, until = at } of faults) {
        kinds.add(kind);
        assert.ok(until >= at && until < loadMs, `seed ${String(seed)}`);
      }
      for (const { kind } of specs) clients.add(kind);
    }
    assert.deepEqual([...kinds].sort(), FAULT_KINDS.map(({ name }) => name).sort());
    assert.deepEqual([...clients].sort(), ['admin', 'member', 'processor', 'producer', 'reader', 'transactional']);
  });

  for (const { name, scenario: kept, was } of REGRESSIONS) {
    it(`regression: ${name}`, async () => {
      const { violations } = await simulate(kept.seed, { scenario: kept });
      assert.deepEqual(violations, [], was);
    });
  }
});
