import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { equivalents } from '../src/equivalent/packages.ts';
import { judged } from '../src/equivalent-mutants.ts';
import { lineWith, mutantsOf } from '../src/mutants.ts';
import { builtSources, type BuiltSource } from '../src/package-under-test.ts';

const PACKAGES = fileURLToPath(new URL('../../../../packages/', import.meta.url));

function sourceOf(text: string): BuiltSource {
  return { source: 'src/a.ts', url: 'file:///a.js', text, mutants: mutantsOf(text), lineOf: () => 1 };
}

test('a judgement is on one change of a text, wherever it stands', () => {
  const source = sourceOf('let n = 0;\nif (a < b)\n  f(0);\n');
  const equivalents = [
    { file: 'src/a.ts', why: 'it is written before it is read', changes: [['let n = ‹0›;', '(0 + 1)']] },
    { file: 'src/b.ts', why: 'another file', changes: [['f(‹0›);', '(0 + 1)']] },
  ] as const;
  const { mutants, stale } = judged([source], equivalents);
  assert.deepEqual(
    [...mutants].map((mutant) => lineWith(source.text, mutant)),
    ['let n = ‹0›;'],
  );
  assert.deepEqual(stale, []);
});

test('a change of several lines is named by one', () => {
  const text = 'f(1,\n  2);';
  const [whole] = mutantsOf(text);
  assert.ok(whole);
  assert.equal(lineWith(text, whole), '‹f(1, 2);›');
});

test('a judgement on what has gone, is changed into something else, or stands more often, is stale', () => {
  const changes = [
    ['if (‹a > b›)', 'true'],
    ['if (‹a < b›)', 'null'],
    ['f(‹0›);', '(0 + 1)'],
  ] as const;
  const { mutants, stale } = judged(
    [sourceOf('if (a < b)\n  f(0);\nf(0);\n')],
    [{ file: 'src/a.ts', why: '', changes }],
  );
  assert.equal(mutants.size, 0);
  assert.deepEqual(stale, [
    'src/a.ts has 0 times, not 1: if (‹a > b›)  →  true',
    'src/a.ts has 0 times, not 1: if (‹a < b›)  →  null',
    'src/a.ts has 2 times, not 1: f(‹0›);  →  (0 + 1)',
  ]);
});

for (const [name, list] of equivalents) {
  test(`${name}: each judgement is on a text that is there, has a reason, and stands once`, () => {
    const files = [...new Set(list.map(({ file }) => file))];
    const sources = files.flatMap((file) => builtSources(path.join(PACKAGES, name), file));
    assert.deepEqual(
      files.filter((file) => !sources.some(({ source }) => source === file)),
      [],
    );
    assert.deepEqual(judged(sources, list).stale, []);
    for (const { file, why } of list) assert.match(why, /^\S.* .*[^.]$/, file);
    const all = list.flatMap(({ file, changes }) => changes.map(([line, to]) => `${file} ${line} → ${to}`));
    assert.equal(new Set(all).size, all.length);
  });
}
