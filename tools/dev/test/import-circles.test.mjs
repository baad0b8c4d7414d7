import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { circleViolations } from '../import-circles.mjs';

/**
 * @param {Record<string, string>} texts by the file's path inside packages/p/src
 * @param {readonly string[]} [allowed]
 */
function violations(texts, allowed = []) {
  const sources = Object.entries(texts).map(([file, text]) => ({ file: `packages/p/src/${file}`, text }));
  return circleViolations(sources, allowed);
}

/** @param {string[]} files */
const line = (...files) => `import circle: ${files.map((file) => `packages/p/src/${file}`).join(' -> ')}`;

describe('the check for import circles', () => {
  it('lets through files that share what they import', () => {
    const texts = {
      'a.ts': `import { b } from './b.ts';\nimport { c } from './inner/c.ts';`,
      'b.ts': `import { c } from './inner/c.ts';\nimport { x } from '@k/a';`,
      'inner/c.ts': `import { readFile } from 'node:fs';`,
    };
    assert.deepEqual(violations(texts), []);
  });

  it('sees a circle of types, of re-exports and of dynamic imports', () => {
    for (const text of [
      `import type { A } from '../a.ts';`,
      `export { a } from '../a.ts';`,
      `export type * from '../a.ts';`,
      `const a = await import('../a.ts');`,
      `let a: import('../a.ts').A;`,
    ]) {
      const texts = { 'a.ts': `import { b } from './inner/b.ts';`, 'inner/b.ts': text };
      assert.deepEqual(violations(texts), [line('a.ts', 'inner/b.ts', 'a.ts')], text);
    }
  });

  it('shows the shortest of the circles through a file, and each circle once', () => {
    const texts = {
      'a.ts': `import './b.ts';\nimport './d.ts';`,
      'b.ts': `import './c.ts';`,
      'c.ts': `import './d.ts';`,
      'd.ts': `import './a.ts';`,
      'e.ts': `import './a.ts';\nimport './f.ts';`,
      'f.ts': `import './e.ts';`,
    };
    const [first, ...more] = violations(texts);
    assert.equal(first, line('a.ts', 'd.ts', 'a.ts'));
    assert.ok(more.includes(line('e.ts', 'f.ts', 'e.ts')));
    assert.equal(more.filter((each) => each.includes('e.ts')).length, 1);
  });

  it('lets through an allowed circle, and no allowance that lets through none', () => {
    const edge = 'packages/p/src/b.ts -> packages/p/src/a.ts';
    const circle = { 'a.ts': `import './b.ts';`, 'b.ts': `import './a.ts';` };
    assert.deepEqual(violations(circle, [edge]), []);
    for (const texts of [{ ...circle, 'a.ts': '' }, { ...circle, 'b.ts': '' }, {}]) {
      const [only, ...more] = violations(texts, [edge]);
      assert.match(only ?? '', /^no circle goes through packages\/p\/src\/b\.ts -> packages\/p\/src\/a\.ts any more/);
      assert.deepEqual(more, []);
    }
  });
});
