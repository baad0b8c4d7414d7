import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { foreignErrors, foreignNames } from '../foreign-names.mjs';
import { listNames, publicNames, readSources, twoMeanings, withSection } from '../public-names.mjs';

describe('the public names of packages', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'names-'));
  after(() => {
    rmSync(root, { recursive: true });
  });

  /** @param {Record<string, string>} files by `package/file` */
  function sourcesOf(files) {
    for (const [file, text] of Object.entries(files)) {
      const full = path.join(root, path.dirname(file), 'src', path.basename(file));
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
    const dirs = [...new Set(Object.keys(files).map((file) => path.dirname(file)))];
    return readSources(
      root,
      dirs.map((dir) => ({ name: `@k/${dir}`, dir })),
    );
  }

  /** @param {Record<string, string>} files by `package/file` */
  const namesOf = (files) => publicNames(sourcesOf(files));

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

  it('are there for all that declarations name of other packages, private and internal parts and bodies apart', () => {
    const sources = sourcesOf({
      'base/index.ts': `
        export class Base {} export interface Got {} export interface Shown {} export interface Inner {} export interface Passed {}
        export interface Hidden {}
        declare global { interface Everybodys {} }`,
      'user/index.ts': `
        export { User, f } from './user.ts'; export type { Passed } from '@k/base';`,
      'user/user.ts': `
        import { Base, type Got, type Hidden, type Inner, type Passed, type Shown } from '@k/base';
        import type { Helper } from './helper.ts';
        export class User extends Base {
          #a: Hidden = {}; private b: Hidden = {};
          /** @internal */
          c(): Hidden { return this.#a; }
          shown(it: Passed): Shown { const hidden: Hidden = it; return hidden; }
          helper: Helper | null = null as Hidden | null;
        }
        export function f(got: Map<string, Got[]>, all: Everybodys) {}`,
      'user/helper.ts': `
        import type { Inner } from '@k/base'; export interface Helper { readonly inner: Inner }
        export interface NotNamed { readonly it: import('@k/base').Hidden }`,
    });
    const names = publicNames(sources);
    const missing = foreignNames(sources, '@k/user', names.get('@k/user') ?? []);
    assert.deepEqual(
      missing.map(({ name, from, by }) => `${by} ${from} ${name}`),
      ['User @k/base Base', 'User @k/base Shown', 'User @k/base Inner', 'f @k/base Got'],
    );
  });

  it('are there for the errors that the README names', () => {
    const all = namesOf({
      'base/index.ts': 'export class AError {} export class BError {} export type CError = string;',
      'user/index.ts': `export { BError } from '@k/base';`,
    });
    const [own = [], below = []] = [all.get('@k/user'), all.get('@k/base')];
    assert.deepEqual(foreignErrors('`AError`, `BError`, `CError`, `TypeError`, AError', own, below), ['AError']);
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
