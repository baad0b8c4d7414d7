import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { type Findings, run } from '../src/index.ts';
import { bundleForBrowsers } from './support/bundle.ts';
import { readCases } from './support/cases.ts';

const require = createRequire(import.meta.url);

for (const name of ['@k/wire']) {
  describe(`the file of ${name} for browsers`, () => {
    const text = readFileSync(path.join(path.dirname(require.resolve(name)), 'browser.js'), 'utf8');

    test('imports nothing of Node, and of npm nothing that browsers cannot load as it is', () => {
      const imported = [...text.matchAll(/\bfrom ?"([^"]+)"|\bimport ?\(?"([^"]+)"/g)].map(
        (found) => found[1] ?? found[2],
      );
      assert.deepEqual(imported, name === '@k/wire' ? [] : ['@k/wire']);
      assert.doesNotMatch(text, /\bnode:|\brequire\("/);
    });
  });
}

describe('a JavaScript world with nothing in it but the language and TextDecoder', () => {
  test('reads and writes what Node does', async () => {
    const cases = JSON.stringify(readCases());
    const world = vm.createContext({ TextDecoder });
    vm.runInContext(await bundleForBrowsers({ format: 'iife', globalName: 'checks' }), world);
    const runThere = vm.runInContext('checks.run', world) as typeof run;
    const { ofNode, ...found } = JSON.parse(runThere(cases)) as Findings;
    const { ofNode: _, ...expected } = JSON.parse(run(cases)) as Findings;
    assert.deepEqual(ofNode, []);
    assert.deepEqual(found, expected);
  });
});
