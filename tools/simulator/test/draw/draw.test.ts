import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chance } from '../../src/chance.ts';
import { drawScenario } from '../../src/draw/draw-scenario.ts';
import { drawMix, pickWeighted } from '../../src/draw/fault-mix.ts';
import type { FaultKind } from '../../src/faults/fault-kind.ts';
import { FAULT_KINDS } from '../../src/faults/faults.ts';

const SEEDS = Array.from({ length: 300 }, (_, index) => index + 1);

function kindNamed(name: string, draw: () => object | undefined = () => ({})): FaultKind {
  return { name, lastsMs: undefined, weight: 1, draw, begin: () => undefined, story: () => name };
}

describe('what seeds draw', () => {
  const scenarios = SEEDS.map(drawScenario);

  it('has every kind of fault and of client, each more than once', () => {
    const kinds = scenarios.flatMap(({ faults, clients }) => [...faults, ...clients]).map(({ kind }) => kind);
    const clients = ['producer', 'transactional', 'processor', 'member', 'reader', 'admin'];
    for (const name of [...FAULT_KINDS.map(({ name }) => name), ...clients]) {
      assert.ok(kinds.filter((kind) => kind === name).length > 1, name);
    }
  });

  it('has somebody who writes', () => {
    for (const { seed, clients } of scenarios) {
      assert.ok(
        clients.some(({ kind }) => kind === 'producer' || kind === 'transactional'),
        `seed ${String(seed)}`,
      );
    }
  });

  it('is a few kinds of faults in some runs and many in others, and one thing again and again in some', () => {
    const kindsOf = scenarios.map(({ faults }) => new Set(faults.map(({ kind }) => kind)).size);
    assert.ok(kindsOf.filter((count) => count <= 2).length > 50);
    assert.ok(kindsOf.filter((count) => count >= 5).length > 30);
    const stormy = scenarios.filter(({ faults }) => {
      const whats = new Set(faults.map(({ kind, what }) => JSON.stringify([kind, what])));
      return faults.length >= 6 && whats.size === 1;
    });
    assert.ok(stormy.length > 5);
  });

  it('is of some runs one narrow topic', () => {
    const narrow = scenarios.filter(({ topics }) => topics.filter(({ name }) => name !== 'out').length === 1);
    assert.ok(narrow.length > 60 && narrow.length < 200, String(narrow.length));
  });

  it('leaves out kinds that cannot be, whatever the list', () => {
    const all = [kindNamed('never', () => undefined), kindNamed('sometimes')];
    for (const seed of SEEDS) {
      const { kinds } = drawMix(Chance.of(seed, 'x'), { ...(scenarios[0] as (typeof scenarios)[0]) }, all);
      assert.deepEqual(
        kinds.map(({ kind }) => kind.name),
        ['sometimes'],
      );
    }
  });

  it('weighs', () => {
    const items = [
      { name: 'light', weight: 1 },
      { name: 'heavy', weight: 9 },
    ];
    const chance = Chance.of(1, 'weighs');
    const picked = Array.from({ length: 1_000 }, () => pickWeighted(chance, items).name);
    const heavy = picked.filter((name) => name === 'heavy').length;
    assert.ok(heavy > 850 && heavy < 950, String(heavy));
  });
});
