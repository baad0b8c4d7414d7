import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deadMaps, leftovers } from '../check-packed.mjs';

/** @type {Record<string, string>} */
const CONTENT = {
  'src/a.ts': 'const a = 1;',
  'dist/src/a.js': 'const a = 1;\n//# sourceMappingURL=a.js.map',
  'dist/src/a.d.ts': 'export declare const a = 1;',
  'dist/src/a.js.map': '{ "sources": ["../../src/a.ts"] }',
};
const files = Object.keys(CONTENT);
const read = (/** @type {string} */ file) => CONTENT[file] ?? '';
/** @param {string} gone */
const without = (gone) => files.filter((file) => file !== gone);

it('a source map that is named, and the source that it names, are published', () => {
  assert.deepEqual(deadMaps(files, read), []);
  assert.deepEqual(deadMaps(without('dist/src/a.js.map'), read), [
    'dist/src/a.js names dist/src/a.js.map, which is not published',
  ]);
  assert.deepEqual(deadMaps(without('src/a.ts'), read), ['dist/src/a.js.map names src/a.ts, which is not published']);
});

it('what is published was built of a source that is there', () => {
  assert.deepEqual(leftovers(files), []);
  assert.deepEqual(leftovers(without('src/a.ts')), ['dist/src/a.d.ts has no source']);
});
