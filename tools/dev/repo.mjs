// Where things are in this repository, and how to run a program in it.
// Plain JavaScript on Node's own modules: everything in tools/dev runs straight after the clone, before any install.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Scratch of the dev scripts: stamps and caches. Never committed, safe to delete. */
export const scratch = path.join(root, '.tmp');

/**
 * For node's test runner: a file that waits for ever fails after 8 minutes, and the reporter says which test it was at. The
 * longest takes a minute on 2 cores.
 */
export const TEST_LIMIT = `--test-timeout=${String(8 * 60_000)}`;

/**
 * @typedef {object} Workspace
 * @property {string} name       the npm name, `@k/wire`
 * @property {string} shortName  the folder's name, `wire`
 * @property {string} dir        relative to the root, `packages/wire`
 * @property {{ private?: boolean, repository?: { url?: string },
 *   dependencies?: Record<string, string>, devDependencies?: Record<string, string>,
 *   peerDependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} manifest
 */

/**
 * A problem the user can act on: printed as it is, without a stack trace.
 */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode] 2 is "the command was called wrongly"
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a script's main function; its number is the exit code, and a Problem is one clear message.
 * @param {() => Promise<number | undefined>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}

/**
 * @param {string} file relative to the root
 * @returns {any}
 */
export function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

/**
 * The workspaces in the root package.json, `packages/*` being the one pattern in use.
 * @returns {Workspace[]}
 */
export function workspaces() {
  /** @type {string[]} */
  const patterns = readJson('package.json').workspaces;
  const dirs = patterns.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    return readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`);
  });
  return dirs
    .filter((dir) => existsSync(path.join(root, dir, 'package.json')))
    .map((dir) => {
      const manifest = readJson(`${dir}/package.json`);
      return { name: manifest.name, shortName: path.basename(dir), dir, manifest };
    });
}

/**
 * Every file below a folder, in a stable order, without dist and node_modules. A missing folder has none.
 * @param {string} dir relative to the root
 * @returns {string[]} relative to the root, with forward slashes
 */
export function filesBelow(dir) {
  if (!existsSync(path.join(root, dir))) return [];
  return readdirSync(path.join(root, dir), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = `${dir}/${entry.name}`;
      if (!entry.isDirectory()) return [file];
      return entry.name === 'dist' || entry.name === 'node_modules' ? [] : filesBelow(file);
    });
}

/**
 * Runs a Node script with the terminal handed to it.
 * @param {string[]} args for node: the script and its arguments
 * @param {{ env?: NodeJS.ProcessEnv, node?: string }} [options] `node`: another one than this
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function runNode(args, options = {}) {
  const child = spawn(options.node ?? process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...options.env },
  });
  // Ctrl-C reaches the whole foreground group: the child decides when to end, and this process waits for it.
  const ignore = () => undefined;
  const forward = () => child.kill('SIGTERM');
  process.on('SIGINT', ignore);
  process.on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', forward);
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a program and keeps what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs npm, the same one that runs us when there is one.
 * @param {string[]} args
 * @param {string} cwd
 */
export function captureNpm(args, cwd) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && /npm-cli\.[cm]?js$/.test(npm)) return capture(process.execPath, [npm, ...args], { cwd });
  // Windows has npm as a .cmd file, which only a shell starts. The arguments are all our own words.
  return capture('npm', args, { cwd, shell: process.platform === 'win32' });
}

/**
 * Says what is done, does it, says how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  process.stderr.write(`${what} ... `);
  const start = performance.now();
  try {
    const result = await work();
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  }
}

/**
 * The last lines of a program's output.
 * @param {string} output
 * @param {number} lines
 */
export function tail(output, lines) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
