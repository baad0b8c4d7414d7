// Run by npm run test:bundles: bundles for browsers, in a world with nothing of Node's. esbuild's is in tools/browser.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import vm from 'node:vm';
import { root } from '../repo.mjs';

const fromBundlers = createRequire(import.meta.url);
const built = path.join(root, 'tools/browser/dist');
const entry = path.join(built, 'src/checks.js');

const place = mkdtempSync(path.join(tmpdir(), 'k-bundles-'));
after(() => {
  rmSync(place, { recursive: true });
});

describe('a bundle for browsers reads and writes what Node does', () => {
  it('of webpack', async () => {
    const output = { path: place, filename: 'webpack.js', library: { name: 'checks', type: 'var' } };
    /** @type {any} */
    const stats = await promisify(fromBundlers('webpack'))({ mode: 'production', entry, output, performance: false });
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    assert.deepEqual([...errors, ...warnings], []);
    await check('webpack.js');
  });

  it('of rollup', async () => {
    const { rollup } = fromBundlers('rollup');
    const { nodeResolve } = fromBundlers('@rollup/plugin-node-resolve');
    /** @type {string[]} */
    const warnings = [];
    const onLog = (/** @type {string} */ _, /** @type {{ message: string }} */ { message }) => warnings.push(message);
    const bundle = await rollup({ input: entry, plugins: [nodeResolve({ browser: true })], onLog });
    await bundle.write({ file: path.join(place, 'rollup.js'), format: 'iife', name: 'checks' });
    assert.deepEqual(warnings, []);
    await check('rollup.js');
  });
});

/** @param {string} file that has `checks` for a global name */
async function check(file) {
  const [{ run }, { readCases }, { assertAsInNode }] = await Promise.all(
    [entry, path.join(built, 'test/support/cases.js'), path.join(built, 'test/support/as-in-node.js')].map(
      (module) => import(module),
    ),
  );
  const cases = JSON.stringify(readCases());
  const world = vm.createContext({ TextDecoder, atob });
  vm.runInContext(readFileSync(path.join(place, file), 'utf8'), world);
  assertAsInNode(await vm.runInContext('checks.run', world)(cases), await run(cases));
}
