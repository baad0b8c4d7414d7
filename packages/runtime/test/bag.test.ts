import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { Bag } from '../src/bag.ts';

it('holds what a Set would hold, whatever comes and goes', () => {
  const step = fc.oneof(
    { weight: 20, arbitrary: fc.tuple(fc.constantFrom('add', 'delete'), fc.nat(9)) },
    fc.constant(['clear', 0] as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const items = Array.from({ length: 10 }, (_, name) => ({ name, place: -1 }));
      const bag = new Bag<(typeof items)[number]>();
      const set = new Set<(typeof items)[number]>();
      for (const [what, which] of steps) {
        const item = items[which] as (typeof items)[number];
        if (what === 'clear') {
          bag.clear();
          set.clear();
        } else if (what === 'delete') {
          bag.delete(item);
          set.delete(item);
        } else if (!set.has(item)) {
          bag.add(item);
          set.add(item);
        }
        assert.equal(bag.size, set.size);
        assert.deepEqual(new Set(bag), set);
        assert.ok(items.every((it) => bag.has(it) === set.has(it)));
      }
    }),
    { seed: 20261130 },
  );
});
