import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ALL, checkHistory } from '../../src/index.ts';
import { type Draw, Model } from './model.ts';
import { MUTATIONS } from './mutations.ts';

const RUNS = 40;

/** Numbers that a seed decides (mulberry32). */
function drawing(seed: number): Draw {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * end);
  };
}

describe('a history drawn at random', () => {
  it('keeps every promise', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        assert.deepEqual(checkHistory(new Model(drawing(seed)).run()), []);
      }),
      { numRuns: RUNS, seed: 20261130 },
    );
  });

  for (const { name, seenBy, mutate } of MUTATIONS) {
    it(`breaks the promise "${seenBy}" when ${name}`, () => {
      let count = 0;
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const draw = drawing(seed);
          const mutated = mutate(new Model(draw).run(), draw);
          if (mutated === undefined) return;
          count++;
          const seen = new Set(checkHistory(mutated).map(({ checker }) => checker));
          assert.ok(seen.has(seenBy), `seen by ${[...seen].join(', ') || 'nobody'}`);
        }),
        { numRuns: RUNS, seed: 20261130 },
      );
      assert.ok(count > RUNS / 4, `it could be done in ${String(count)} of ${String(RUNS)} histories`);
    });
  }

  it('can break each of the promises', () => {
    assert.deepEqual(new Set(MUTATIONS.map(({ seenBy }) => seenBy)), new Set(ALL.map(({ name }) => name)));
  });
});
