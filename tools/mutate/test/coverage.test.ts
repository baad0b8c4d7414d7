import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ranAt } from '../src/coverage.ts';

test('the innermost range decides whether a place ran', () => {
  const script = {
    url: 'file:///a.js',
    functions: [
      { ranges: [{ startOffset: 0, endOffset: 100, count: 1 }] },
      {
        ranges: [
          { startOffset: 20, endOffset: 60, count: 3 },
          { startOffset: 30, endOffset: 40, count: 0 },
        ],
      },
      { ranges: [{ startOffset: 70, endOffset: 90, count: 0 }] },
    ],
  };
  const ran = [10, 25, 29, 30, 39, 40, 69, 70, 89, 90].map((offset) => ranAt(script, offset));
  assert.deepEqual(ran, [true, true, true, false, false, true, true, false, false, true]);
  assert.equal(ranAt(script, 100), false, 'beyond the script');
});
