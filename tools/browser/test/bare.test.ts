import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { run } from '../src/index.ts';
import { assertAsInNode } from './support/as-in-node.ts';
import { bundleForBrowsers } from './support/bundle.ts';
import { readCases } from './support/cases.ts';

const require = createRequire(import.meta.url);

const PACKAGES = ['@k/wire', '@k/codec'];

for (const name of PACKAGES) {
  describe(`the file of ${name} for browsers`, () => {
    const text = readFileSync(path.join(path.dirname(require.resolve(name)), 'browser.js'), 'utf8');

    test('imports nothing of Node, and of npm nothing that browsers cannot load as it is', () => {
      const found = text.matchAll(/\bfrom ?"([^"]+)"|\bimport ?\(?"([^"]+)"/g);
      const imported = [...new Set([...found].map(([, from, alone]) => from ?? alone))];
      assert.deepEqual(imported, name === '@k/wire' ? [] : ['@k/wire']);
      assert.doesNotMatch(text, /["'`]node:/);
    });
  });
}

describe('a JavaScript world with nothing in it but the language, TextDecoder, atob and WebAssembly', () => {
  test('reads and writes what Node does', async () => {
    const cases = JSON.stringify(readCases());
    const world = vm.createContext({ TextDecoder, atob });
    vm.runInContext(await bundleForBrowsers({ format: 'iife', globalName: 'checks' }), world);
    const runThere = vm.runInContext('checks.run', world) as typeof run;
    assertAsInNode(await runThere(cases), await run(cases));
  });
});
