import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { listFiles, readOffers, report } from '../api-report.mjs';
import { root, scratch } from '../repo.mjs';

mkdirSync(scratch, { recursive: true });
const place = mkdtempSync(path.join(scratch, 'api-report-'));
after(() => {
  rmSync(place, { recursive: true });
});

const FILES = {
  'index.d.ts': `
    export { Client, type Options } from './client.d.ts';
    export { Inner as Outer } from './inner.d.ts';
    export * from './messages/fetch.d.ts';
    export { tryIt } from './client.d.ts';`,
  'client.d.ts': `
    import type { Hidden } from './inner.d.ts';
    /** Not for the report. */
    export declare class Client { private secret; constructor(options: Options); hidden(): Hidden; }
    export type Options = { readonly retries?: number };
    export declare const tryIt: (client: Client) => void;
    export interface Unused {}`,
  'inner.d.ts': `
    export interface Hidden { readonly deeper: Deeper }
    interface Deeper { readonly deep: true }
    export declare class Inner { either: 'b' | null | 'a'; level: { low: 'low'; high: 'high' } }`,
  'messages/fetch.d.ts': 'export interface FetchRequest {} export interface FetchResponse {}',
};
mkdirSync(path.join(place, 'messages'));
for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(place, file), text);

describe('the report of what a package offers', () => {
  const here = path.relative(root, place).replaceAll('\\', '/');
  const entry = `${here}/index.d.ts`;
  const offer = readOffers(root, [entry], [`${here}/messages/`])(entry);
  const flat = (/** @type {string[]} */ list) => list.map((text) => text.replace(/\s+/g, ' '));

  it('has every export by its name, without comments, and counts what is generated', () => {
    assert.deepEqual(flat(offer.exported), [
      'export declare class Client { private secret; constructor(options: Options); hidden(): Hidden; }',
      'export type Options = { readonly retries?: number; };',
      'export { Inner as Outer };',
      'export declare const tryIt: (client: Client) => void;',
    ]);
    assert.deepEqual([...offer.generated.values()], [2]);
  });

  it('has what those refer to as well, however deep, with unions in one order, and nothing else', () => {
    assert.deepEqual(flat(offer.behind), [
      'interface Deeper { readonly deep: true; }',
      'export interface Hidden { readonly deeper: Deeper; }',
      "export declare class Inner { either: 'a' | 'b' | null; level: { high: 'high'; low: 'low'; }; }",
    ]);
  });

  it('has the dependencies, and stays the same when only the version changes', async () => {
    const page = (/** @type {string} */ version) =>
      report({ name: '@k/x', version, dependencies: { '@k/wire': version, zod: '^4.0.0' } }, ['README.md'], offer);
    assert.equal(await page('1.0.0'), await page('1.0.1'));
    assert.match(await page('1.0.0'), /"@k\/wire": "the same version",\n +"zod": "\^4\.0\.0"/);
  });

  it('lists files by folder and kind', () => {
    assert.deepEqual(listFiles(['README.md', 'src/a.ts', 'src/b.ts', 'dist/a.js', 'dist/a.d.ts', 'dist/a.js.map']), [
      'README.md',
      'dist/*.d.ts .js .js.map',
      'src/*.ts',
    ]);
  });
});
