import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fault } from '../src/scenario/scenario.ts';
import { ddmin } from '../src/shrink/ddmin.ts';
import { shrink } from '../src/shrink/shrink.ts';
import { simulate } from '../src/simulate.ts';
import { endlessPartition, scenario } from './scenarios.ts';

const LETTERS = 'abcdefghij'.split('');

function ddminOf(needed: readonly string[]): Promise<string[]> {
  return ddmin(LETTERS, (items) => Promise.resolve(needed.every((item) => items.includes(item))));
}

describe('ddmin()', () => {
  for (const needed of [[], ['a'], ['j'], ['a', 'j'], ['c', 'd', 'h'], LETTERS]) {
    it(`finds ${needed.join('') || 'that nothing is needed'}`, async () => {
      assert.deepEqual(await ddminOf(needed), needed);
    });
  }
});

describe('shrink()', () => {
  it('leaves the fault and the client that a failure takes', async () => {
    const innocent: Fault[] = [
      { kind: 'drop', at: 900, until: 1_500, what: { clients: ['p1', 'p2'], probability: 0.01 } },
      { kind: 'kill', at: 1_200, until: 1_900, what: { client: 'p2' } },
      { kind: 'forget-sessions', at: 1_300, what: { node: 0 } },
    ];
    const guilty = endlessPartition('p1');
    const whole = await simulate(1, { scenario: scenario(['p1', 'p2'], [...innocent, guilty]) });
    const { run } = await shrink(whole);
    assert.deepEqual(run.scenario.faults, [guilty]);
    assert.deepEqual(
      run.scenario.clients.map(({ name }) => name),
      ['p1'],
    );
    assert.equal(run.violations[0]?.checker, whole.violations[0]?.checker);
  });
});
