import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ALL } from '@k/tool-history';
import { changed, plant, ROOT } from '../../src/planted/plant.ts';
import { PLANTED_BUGS } from '../../src/planted/planted-bugs.ts';

describe('planted bugs', () => {
  it('are at least 25, with a name each', () => {
    assert.ok(PLANTED_BUGS.length >= 25);
    assert.equal(new Set(PLANTED_BUGS.map(({ name }) => name)).size, PLANTED_BUGS.length);
  });

  it('are to be seen by checkers that there are', () => {
    const names = new Set(ALL.map(({ name }) => name));
    const unknown = PLANTED_BUGS.flatMap(({ name, seenBy }) =>
      seenBy.filter((checker) => !names.has(checker)).map((checker) => `${name}: ${checker}`),
    );
    assert.deepEqual(unknown, []);
  });

  for (const bug of PLANTED_BUGS) {
    it(`${bug.name}: its text is in the source, once, and another one can be put in its place`, async () => {
      for (const change of bug.changes) {
        const text = await readFile(path.join(ROOT, change.file), 'utf8');
        assert.notEqual(changed(bug.name, text, change), text);
      }
      const { text } = await plant(bug);
      assert.ok(text.length > 1_000);
    });
  }

  it('are refused when the code has moved', () => {
    const change = { file: 'f.ts', find: 'a', replace: 'b' };
    assert.throws(() => changed('x', 'ccc', change), /"x": in f\.ts this text is not there:\na/);
    assert.throws(() => changed('x', 'aca', change), /this text is there 2 times/);
    assert.equal(changed('x', 'cac', change), 'cbc');
  });
});
