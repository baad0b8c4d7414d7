// Run by npm run test:bundles, which installs the bundlers and says in NODES which Nodes there are.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { readJson, root, workspaces } from '../repo.mjs';

const run = promisify(execFile);
const bundlers = import.meta.dirname;
const page = readFileSync(path.join(root, 'docs/bundling.md'), 'utf8');
const nodes = (process.env.NODES ?? process.execPath).split('\n');
const packages = workspaces();

const ADDONS = ['lz4-napi', '@node-rs/crc32'];
const READ = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const EXPECTED = { read: READ, threads: READ, addons: [], error: 'ConfigError' };

const place = mkdtempSync(path.join(tmpdir(), 'k-bundles-'));
/** The user's project: its node_modules is as npm would make it, but for the addons. */
const project = path.join(place, 'project');
/** Where the bundles are carried to: nothing is beside them. */
const empty = path.join(place, 'empty');
/** The same with addons in node_modules. */
const equipped = path.join(place, 'equipped');

before(() => {
  for (const folder of [project, empty, equipped]) mkdirSync(folder);
  cpSync(path.join(bundlers, 'app.mjs'), path.join(project, 'main.mjs'));
  for (const name of ['@k/producer', '@k/consumer', '@k/simple', '@k/broker']) install(name);
  link('esbuild', root, project);
  for (const name of ['rollup', '@rollup/plugin-commonjs', '@rollup/plugin-node-resolve'])
    link(name, bundlers, project);
  for (const name of ADDONS) link(name, root, equipped);
});
after(() => {
  rmSync(place, { recursive: true });
});

describe('bundlers have nothing to say against what docs/bundling.md shows', () => {
  for (const [, args = ''] of page.matchAll(/^npx esbuild (.*)$/gm)) {
    it(`esbuild ${args}`, async () => {
      const esbuild = path.join(project, 'node_modules/esbuild/bin/esbuild');
      const { stderr } = await run(esbuild, args.split(' '), { cwd: project });
      assert.doesNotMatch(stderr, /WARNING/);
    });
  }

  it('webpack', async () => {
    const { default: shown } = await import(pathToFileURL(configuration('webpack')).href);
    const webpack = createRequire(path.join(bundlers, 'package.json'))('webpack');
    // As its command does when it is called in the project.
    const options = shown.map((/** @type {{ output: object }} */ { output, ...rest }) => ({
      ...rest,
      context: project,
      output: { ...output, path: path.join(project, 'dist') },
    }));
    /** @type {any} */
    const stats = await promisify(webpack)(options);
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    assert.deepEqual([...errors, ...warnings], []);
  });

  it('rollup', async () => {
    configuration('rollup');
    const rollup = path.join(project, 'node_modules/rollup/dist/bin/rollup');
    const { stderr } = await run(process.execPath, [rollup, '--config'], { cwd: project });
    assert.doesNotMatch(stderr, /\(!\)/);
  });

  it('the project goes, and the bundles stay', () => {
    const dist = path.join(project, 'dist');
    cpSync(dist, equipped, { recursive: true });
    renameSync(dist, path.join(empty, 'dist'));
    rmSync(project, { recursive: true });
  });
});

for (const bundle of ['esbuild', 'webpack', 'rollup'].flatMap((bundler) => [`${bundler}.mjs`, `${bundler}.cjs`])) {
  describe(bundle, () => {
    for (const node of nodes) {
      const name = /node\d+/.exec(node)?.[0] ?? 'this Node';
      it(`runs on ${name}, with every compression, in an empty folder`, async () => {
        assert.deepEqual(await runBundle(node, path.join(empty, 'dist'), bundle), EXPECTED);
      });
    }

    it('takes the addons beside it', async () => {
      assert.deepEqual(await runBundle(process.execPath, equipped, bundle), { ...EXPECTED, addons: ['crc32', 'lz4'] });
    });
  });
}

/**
 * Without sources and tests, as npm would do it, and with what the package needs.
 * @param {string} name
 */
function install(name) {
  const own = packages.find((workspace) => workspace.name === name);
  const from = own?.dir ?? `node_modules/${name}`;
  const to = path.join(project, 'node_modules', name);
  cpSync(path.join(root, from), to, {
    recursive: true,
    filter: (source) => own === undefined || !/[/\\](src|test|node_modules)$/.test(source),
  });
  /** @type {import('../repo.mjs').Workspace['manifest']} */
  const { dependencies = {} } = readJson(`${from}/package.json`);
  for (const needed of Object.keys(dependencies)) install(needed);
}

/**
 * @param {string} name
 * @param {string} from a folder with node_modules
 * @param {string} to a folder
 */
function link(name, from, to) {
  const target = path.join(to, 'node_modules', name);
  mkdirSync(path.dirname(target), { recursive: true });
  symlinkSync(path.join(from, 'node_modules', name), target, 'junction');
}

/**
 * Writes the file that the page shows, and gives its path.
 * @param {'webpack' | 'rollup'} bundler
 */
function configuration(bundler) {
  const name = `${bundler}.config.mjs`;
  const shown = page.slice(page.indexOf(`\`${name}\``));
  const code = /^```js\n([\s\S]*?)^```$/m.exec(shown)?.[1];
  assert.ok(code !== undefined, `docs/bundling.md shows no ${name}`);
  const file = path.join(project, name);
  writeFileSync(file, code);
  return file;
}

/**
 * @param {string} node
 * @param {string} folder
 * @param {string} file
 */
async function runBundle(node, folder, file) {
  const limit = /** @type {const} */ ({ timeout: 120_000, killSignal: 'SIGKILL' });
  const { stdout } = await run(node, [path.join(folder, file)], { cwd: folder, ...limit });
  return JSON.parse(stdout);
}
