import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyMutant, mutantsOf } from '../src/mutants.ts';

function changes(text: string): string[] {
  return mutantsOf(text).map((mutant) => applyMutant(text, mutant));
}

test('changes a condition both ways, its operator, and what it guards', () => {
  assert.deepEqual(changes('if (a < b) f();'), [
    'if (true) f();',
    'if (false) f();',
    'if (a <= b) f();',
    'if (a < b) ;',
  ]);
});

test('changes literals, negations and defaults', () => {
  assert.deepEqual(changes('const a = !b;'), ['const a = b;']);
  assert.deepEqual(changes('const a = b ?? c;'), ['const a = b;']);
  assert.deepEqual(changes('const a = true, b = 7;'), ['const a = false, b = 7;', 'const a = true, b = (7 + 1);']);
});

test('leaves sentences, directives and super() alone', () => {
  assert.deepEqual(changes(`'use strict';`), []);
  assert.deepEqual(changes("const a = 'size ' + b;"), []);
  assert.deepEqual(changes('class A extends B { constructor() { super(); } }'), []);
});
