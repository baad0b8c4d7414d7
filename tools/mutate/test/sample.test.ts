import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sample } from '../src/sample.ts';

test('a seed chooses the same ones each time, in their order, another seed others', () => {
  const items = Array.from({ length: 1000 }, (_, i) => i);
  const chosen = sample(items, 20, 7);
  assert.equal(chosen.length, 20);
  assert.deepEqual(chosen, sample(items, 20, 7));
  assert.deepEqual(
    chosen,
    [...chosen].sort((a, b) => a - b),
  );
  assert.notDeepEqual(chosen, sample(items, 20, 8));
  assert.deepEqual(sample(items, 5000, 7), items);
});
