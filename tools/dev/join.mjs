// Joins the modules of each published package into one file, which is what everybody gets who imports it (ADR 0013).
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { joinForBrowsers } from './join-for-browsers.mjs';
import { licenceOf } from './licence.mjs';
import { readJson, root } from './repo.mjs';

/**
 * @typedef {object} Manifest
 * @property {boolean} [private]
 * @property {{ '.'?: { default: string, browser?: string } }} [exports]
 * @property {Record<string, string>} [bin]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 */

/** What is taken into the file of the package that uses it, as far as it is used: the rest would be loaded, too. */
export const TAKEN_IN = /** @type {Record<string, readonly string[]>} */ ({
  'packages/codec': ['crc-32', 'hysnappy'],
  'packages/runtime': ['zod'],
});

/** What a command is made of, by its name. */
const COMMANDS = /** @type {Record<string, string>} */ ({
  'kafka-broker': 'dist/src/cli/main.js',
  'kafka-decode': 'dist/src/decode/main.js',
});

/** What is started in another thread, by the file's name: it stands beside what starts it. */
const THREADS = /** @type {Record<string, Record<string, string>>} */ ({
  'packages/simple': { 'node-consumer-worker': 'dist/src/node-consumer-worker.js' },
});

/**
 * The file that a package is imported by, or undefined for one that is not published and stays as tsc built it.
 * @param {string} dir `packages/wire`
 */
export function joinedFile(dir) {
  /** @type {Manifest} */
  const { private: isPrivate, exports } = readJson(`${dir}/package.json`);
  const file = exports?.['.']?.default;
  return isPrivate === true || file === undefined ? undefined : path.join(root, dir, file);
}

/**
 * One file for what is imported and one for each command and thread; what they share is in a third. And one for browsers.
 * @param {string} dir `packages/wire`, built by tsc
 */
export async function join(dir) {
  if (joinedFile(dir) === undefined) return;
  /** @type {Manifest} */
  const manifest = readJson(`${dir}/package.json`);
  await joinForNode(dir, manifest);
  if (manifest.exports?.['.']?.browser !== undefined) await joinForBrowsers(dir);
}

/**
 * @param {string} dir
 * @param {Manifest} manifest
 */
async function joinForNode(dir, { bin = {}, dependencies, optionalDependencies, peerDependencies }) {
  // Here: the commands run before anything is installed, and install it.
  const { build } = await import('esbuild');
  const takenIn = TAKEN_IN[dir] ?? [];
  const needed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  const others = { ...Object.fromEntries(Object.keys(bin).map((name) => [name, COMMANDS[name]])), ...THREADS[dir] };
  for (const file of readdirSync(path.join(root, dir, 'dist'))) {
    if (file.startsWith('shared')) rmSync(path.join(root, dir, 'dist', file));
  }
  await build({
    absWorkingDir: path.join(root, dir),
    entryPoints: { index: 'dist/src/index.js', ...others },
    outdir: 'dist',
    // What is imported only when it is needed has a name of its own.
    chunkNames: 'shared-[name]',
    splitting: Object.keys(others).length > 0,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: needed.filter((name) => !takenIn.includes(name)),
    sourcemap: true,
    sourcesContent: false,
    // At the end of the file, minifiers lose them.
    legalComments: 'inline',
    banner: { js: takenIn.map(licenceOf).join('\n') },
    logLevel: 'error',
  });
}
