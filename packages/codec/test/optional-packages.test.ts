// Where native packages are looked for, as modules and in bundles.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, type Format } from 'esbuild';
import { optionalPackage } from '../src/node-packages.ts';

const PACKAGES = fileURLToPath(new URL('../src/node-packages.js', import.meta.url));

describe('optionalPackage()', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'loading-'));
    await addPackage('broken', "throw new Error('built for another machine')");
    await addPackage('found', "module.exports = 'found'");
  });
  after(() => rm(folder, { recursive: true }));

  async function addPackage(name: string, code: string): Promise<void> {
    const place = path.join(folder, 'node_modules', name);
    await mkdir(place, { recursive: true });
    await writeFile(path.join(place, 'index.js'), code);
  }

  it('gives what is installed, and undefined for what is not', () => {
    const [installed, absent] = ['esbuild', 'not-installed-anywhere'].map(optionalPackage);
    assert.equal(typeof installed, 'object');
    assert.equal(absent, undefined);
  });

  it('finds packages beside the program', async () => {
    const program = path.join(folder, 'program.mjs');
    await writeFile(program, `import { optionalPackage } from ${JSON.stringify(PACKAGES)};\n${PRINT}`);
    assert.deepEqual(run([program]), ['found', 'absent']);
  });

  for (const format of ['esm', 'cjs'] as const satisfies readonly Format[]) {
    it(`finds packages beside a bundle (${format}) that another program loads`, async () => {
      const bundle = path.join(folder, format === 'esm' ? 'bundle.mjs' : 'bundle.cjs');
      const contents = `import { optionalPackage } from ${JSON.stringify(PACKAGES)};\n${PRINT}`;
      await build({
        stdin: { contents, resolveDir: path.dirname(PACKAGES) },
        outfile: bundle,
        bundle: true,
        platform: 'node',
        format,
        logLevel: 'error',
      });
      const load = format === 'esm' ? `import(${JSON.stringify(bundle)})` : `require(${JSON.stringify(bundle)})`;
      assert.deepEqual(run(['--eval', load]), ['found', 'absent']);
    });
  }
});

const PRINT = "console.log(JSON.stringify(['found', 'broken'].map((name) => optionalPackage(name) ?? 'absent')));";

function run(args: string[]): unknown {
  const out = execFileSync(process.execPath, args, { encoding: 'utf8', cwd: tmpdir() });
  return JSON.parse(out) as unknown;
}
