// Installs dependencies from a lockfile, only when what is installed differs from it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Problem, captureNpm, readJson, root, step } from './repo.mjs';

/** @typedef {{ version?: string, resolved?: string, link?: boolean, optional?: boolean }} LockedPackage */

const OFFLINE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/**
 * Runs `npm ci` in a folder that has a package-lock.json, when node_modules is missing or differs from the lockfile.
 * No install script runs: nothing in the lockfiles needs one, and no compiler is needed.
 * @param {string} dir relative to the root; `.` is the root itself
 */
export async function installIfStale(dir) {
  const reason = staleness(dir);
  if (reason === undefined) return;
  const where = dir === '.' ? '' : ` in ${dir}`;
  await step(`installing dependencies${where} (${reason})`, async () => {
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    const { code, output } = await captureNpm(args, path.join(root, dir)).catch((/** @type {Error} */ error) => {
      throw new Problem(`npm could not be started (${error.message}). npm comes with Node: https://nodejs.org`);
    });
    if (code !== 0) throw new Problem(`\n${firstLines(output, 15)}\n\n${advice(output, dir)}`);
  });
}

/**
 * Why an install is needed, or undefined when it is not.
 * npm writes what it installed to node_modules/.package-lock.json, in the lockfile's own format.
 * @param {string} dir
 * @returns {string | undefined}
 */
function staleness(dir) {
  if (!existsSync(path.join(root, dir, 'node_modules/.package-lock.json'))) return 'first run';
  return lockDifference(
    readJson(`${dir}/package-lock.json`).packages,
    readJson(`${dir}/node_modules/.package-lock.json`).packages,
  );
}

/**
 * @param {Record<string, LockedPackage>} wanted
 * @param {Record<string, LockedPackage>} installed
 * @returns {string | undefined} the first package that is not installed as the lockfile wants it
 */
export function lockDifference(wanted, installed) {
  for (const [location, { version, resolved, link, optional }] of Object.entries(wanted)) {
    if (location === '') continue;
    const found = installed[location];
    // An optional package for another platform is in the lockfile and rightly not installed.
    if (found === undefined && optional === true) continue;
    const name = location.replace(/^.*node_modules\//, '');
    if (found === undefined) return `${name} is missing`;
    if (found.version !== version || (link === true && found.resolved !== resolved)) return `${name} changed`;
  }
  return undefined;
}

/**
 * npm says first what went wrong, then where in its own sources.
 * @param {string} output
 * @param {number} count
 */
function firstLines(output, count) {
  const lines = output.trim().split('\n');
  return lines
    .filter((line) => !/^npm error {5}at /.test(line))
    .slice(0, count)
    .join('\n');
}

/**
 * @param {string} output of npm
 * @param {string} dir
 */
function advice(output, dir) {
  const again = 'then run the command again.';
  if (OFFLINE.test(output)) {
    return `npm could not reach its registry. Connect this machine to the network (or tell npm of a proxy or a mirror: npm config set proxy ..., registry ...), ${again}`;
  }
  if (/\bEUSAGE\b|can only install packages when/.test(output)) {
    return `package.json and package-lock.json disagree. Run "npm install" in ${dir === '.' ? 'the root' : dir}, commit the lockfile, ${again}`;
  }
  if (/\b(EACCES|EPERM|ENOSPC)\b/.test(output)) {
    return `npm could not write node_modules. Look at the folder's owner and the free disk space, ${again}`;
  }
  return `npm ci failed, see above. If node_modules is damaged, delete it, ${again}`;
}
