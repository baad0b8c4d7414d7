import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { repository } from './support.ts';

interface Packed {
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

test('the package stays below 2 MB unpacked, and has all that its entry point needs', () => {
  const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
    cwd: `${repository}packages/wire`,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(out) as Packed[];
  assert.ok(packed !== undefined);
  assert.ok(packed.unpackedSize <= 2_000_000, `${String(packed.unpackedSize)} bytes`);
  const paths = new Set(packed.files.map(({ path }) => path));
  const needed = ['index.js', 'shared-chunk.js', 'browser.js', 'kafka-decode.js', 'src/index.d.ts'].map(
    (it) => `dist/${it}`,
  );
  for (const path of [...needed, 'README.md']) {
    assert.ok(paths.has(path), path);
  }
  assert.ok(![...paths].some((path) => path.includes('test') || path.startsWith('dist/schema')));
});
