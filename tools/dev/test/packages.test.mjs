// What npm would publish: each package by itself, whole, and without what users do not need.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const names = readdirSync(join(root, 'packages'));

/** @typedef {{ name: string, version: string, unpackedSize: number, files: { path: string }[] }} Packed */

/** @type {Map<string, Packed>} */
const packed = new Map();
test('npm pack lists every package', () => {
  const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--workspaces', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {Record<string, Packed> | Packed[]} */
  const list = JSON.parse(out.slice(out.search(/[[{]/)));
  for (const one of Object.values(list)) packed.set(one.name, one);
  for (const name of names) assert.ok(packed.has(`@k/${name}`), `@k/${name} is not packed`);
});

for (const name of names) {
  const folder = join(root, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

  test(`@k/${name} publishes its code, types, README and licence, and no tests`, () => {
    const files = (packed.get(`@k/${name}`)?.files ?? []).map(({ path }) => path);
    for (const path of ['package.json', 'README.md', 'LICENSE']) assert.ok(files.includes(path), `${path} is missing`);
    const entry = manifest.exports['.'];
    for (const path of [entry.types, entry.default, ...Object.values(manifest.bin ?? {})]) {
      assert.ok(files.includes(path.replace('./', '')), `${path} is missing`);
    }
    assert.deepEqual(
      files.filter((path) => /(^|\/)test\//.test(path) || path.endsWith('.tsbuildinfo')),
      [],
    );
  });

  test(`@k/${name} says what it needs`, () => {
    assert.equal(manifest.type, 'module');
    assert.equal(manifest.engines.node, '>=20.19');
    assert.equal(manifest.sideEffects, false);
    assert.equal(manifest.license, 'Apache-2.0');
    assert.deepEqual(Object.keys(manifest.exports), ['.', './package.json']);
    assert.equal(manifest.scripts?.install ?? manifest.scripts?.postinstall, undefined, 'nothing runs at install');
  });

  test(`@k/${name} loads by import and by require, the same instance`, async () => {
    const path = join(folder, manifest.exports['.'].default);
    const imported = await import(pathToFileURL(path).href);
    const required = createRequire(import.meta.url)(path);
    assert.ok(Object.keys(imported).length > 0);
    for (const key of Object.keys(imported)) assert.equal(required[key], imported[key], key);
  });
}
