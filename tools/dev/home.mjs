// Where the project is at home on the web: one line of the root package.json, from which all the others follow.
import { statSync } from 'node:fs';
import path from 'node:path';
import { readJson, root } from './repo.mjs';

/** Stands in the root package.json until the project has an address. Nothing is published while it does. */
export const NO_OWNER = 'OWNER';

/**
 * @param {{ repository?: { url?: string } }} [manifest] the root's
 * @returns {string} `https://github.com/OWNER/k`
 */
export function home(manifest = readJson('package.json')) {
  return (manifest.repository?.url ?? '').replace(/^git\+/, '').replace(/\.git$/, '');
}

/**
 * The address of a file or folder of this repository, for those who have only a package of it.
 * @param {string} file relative to the root; it may end in `#section`
 */
export function addressOf(file) {
  const kind = statSync(path.join(root, file.replace(/#.*/, ''))).isDirectory() ? 'tree' : 'blob';
  return `${home()}/${kind}/main/${file.replace(/\/$/, '')}`;
}

/**
 * @param {string} address
 * @returns {string | undefined} the file that it is the address of, relative to the root, when it is one of ours
 */
export function fileAt(address) {
  for (const kind of ['blob', 'tree']) {
    const start = `${home()}/${kind}/main/`;
    if (address.startsWith(start)) return address.slice(start.length);
  }
  return undefined;
}
