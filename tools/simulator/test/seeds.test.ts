import assert from 'node:assert/strict';
import { it } from 'node:test';
import { simulate } from '../src/simulate.ts';

const SEEDS = 50;

it(`${String(SEEDS)} seeds: nothing of what must not be`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations } = await simulate(seed);
    assert.deepEqual(violations, [], `seed ${String(seed)}: npm run simulate -- --seed ${String(seed)} --story`);
  }
});
