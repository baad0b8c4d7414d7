import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { listNames, publicNames, twoMeanings, withSection } from '../public-names.mjs';

describe('the public names of packages', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'names-'));
  after(() => {
    rmSync(root, { recursive: true });
  });

  /** @param {Record<string, string>} files by `package/file` */
  function namesOf(files) {
    for (const [file, text] of Object.entries(files)) {
      const full = path.join(root, path.dirname(file), 'src', path.basename(file));
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
    const dirs = [...new Set(Object.keys(files).map((file) => path.dirname(file)))];
    return publicNames(
      root,
      dirs.map((dir) => ({ name: `@k/${dir}`, dir })),
    );
  }

  it('are what index.ts exports, with kind and place, aliases by the name that they have there', () => {
    const names = namesOf({
      'one/index.ts': `export { A, f as g, type T } from './a.ts';\nexport * from './b.ts';`,
      'one/a.ts': `export class A {}\nexport function f() {}\nexport type T = A;\nexport const hidden = 1;`,
      'one/b.ts': `export const B = 1;\nexport interface I {}`,
    });
    assert.deepEqual(
      names.get('@k/one')?.map(({ name, kind, declaredIn }) => `${kind} ${name} ${declaredIn}`),
      [
        'class A one/src/a.ts',
        'constant B one/src/b.ts',
        'type I one/src/b.ts',
        'type T one/src/a.ts',
        'function g one/src/a.ts',
      ],
    );
  });

  it('have one meaning, also where a package passes on what is of another', () => {
    const two = twoMeanings(
      namesOf({
        'p/index.ts': `export interface Options { a: 1 }\nexport class Same {}`,
        'q/index.ts': `export interface Options { a: 1 }\nexport { Same } from '@k/p';`,
      }),
    );
    assert.deepEqual(two, ['Options has 2 meanings: @k/p (p/src/index.ts), @k/q (q/src/index.ts)']);
  });

  it('are listed by kind at the end of the README, generated ones by a sentence', () => {
    const list = listNames(
      [
        { name: 'A', kind: 'class', declaredIn: 'p/src/a.ts' },
        { name: 'T', kind: 'type', declaredIn: 'p/src/a.ts' },
        { name: 'U', kind: 'type', declaredIn: 'p/src/a.ts' },
        { name: 'M', kind: 'constant', declaredIn: 'p/src/messages/m.ts' },
      ],
      { 'p/src/messages/': 'all the messages' },
    );
    assert.equal(list, '- classes: `A`\n- types: `T`, `U`\n- all the messages');
    const readme = withSection('# p\n\ntext\n', list);
    assert.match(readme, /^# p\n\ntext\n\n## Public names\n\n.*\n\n- classes: `A`\n/);
    assert.equal(withSection(readme, list), readme);
    assert.equal(withSection(readme, '- classes: `B`').includes('`A`'), false);
  });
});
