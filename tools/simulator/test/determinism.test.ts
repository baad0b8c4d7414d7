import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { simulate } from '../src/simulate.ts';

const SEEDS = [2, 5, 11, 17];

async function hashOf(seed: number): Promise<string> {
  const { history, notes, violations } = await simulate(seed);
  return createHash('sha256')
    .update(JSON.stringify([history, notes, violations]))
    .digest('hex');
}

/** The same in a process of its own, which does nothing before. */
async function hashElsewhere(seed: number): Promise<string> {
  const script = `
    import { createHash } from 'node:crypto';
    import { simulate } from ${JSON.stringify(new URL('../src/simulate.js', import.meta.url).href)};
    const { history, notes, violations } = await simulate(${String(seed)});
    console.log(createHash('sha256').update(JSON.stringify([history, notes, violations])).digest('hex'));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return (await run).stdout.trim();
}

describe('a seed decides everything', () => {
  it('a run after other runs is, byte for byte, the run of a process of its own', async () => {
    const elsewhere = SEEDS.map(hashElsewhere);
    const here: string[] = [];
    for (const seed of SEEDS) here.push(await hashOf(seed));
    assert.deepEqual(here, await Promise.all(elsewhere));
    assert.equal(new Set(here).size, SEEDS.length, 'other seeds are other runs');
  });
});
