// The packages as npm gets them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensure } from './ensure.mjs';
import { Problem, captureNpm, root, tail, workspaces } from './repo.mjs';

/**
 * @typedef {object} Packed
 * @property {string} name
 * @property {string} version
 * @property {string} filename      of the tarball
 * @property {number} size          bytes to download
 * @property {number} unpackedSize  bytes
 * @property {{ path: string }[]} files  relative to the package
 */

/** Those that are published. */
export const publicPackages = () => workspaces().filter(({ manifest }) => manifest.private !== true);

/** Builds what is published, and makes it ready for npm pack, which lerna does in its own way. */
async function preparePackages() {
  await ensure(publicPackages().map(({ dir }) => dir));
  for (const { name, files } of await listPacked()) {
    const dir = publicPackages().find((each) => each.name === name)?.dir;
    if (dir !== undefined) dropDeadMaps(path.join(root, dir), new Set(files.map((file) => file.path)));
  }
}

/** What would be packed of what is built. */
export const listPacked = () => npmPack(['--dry-run']);

/**
 * @param {string} destination a folder for the tarballs, made when there is none
 */
export async function pack(destination) {
  await preparePackages();
  mkdirSync(destination, { recursive: true });
  return npmPack([`--pack-destination=${destination}`]);
}

/**
 * @param {string[]} args
 * @returns {Promise<Packed[]>}
 */
async function npmPack(args) {
  const which = publicPackages().map(({ dir }) => `--workspace=${dir}`);
  const { code, output } = await captureNpm(['pack', '--json', '--loglevel=error', ...which, ...args], root);
  if (code !== 0) throw new Problem(tail(output, 20));
  return Object.values(JSON.parse(output.slice(output.search(/[[{]/))));
}

/**
 * A file that names a source map which is not published sends debuggers and bundlers after nothing (ADR 0007).
 * The compiler does not mind: it never reads what it wrote.
 * @param {string} dir
 * @param {ReadonlySet<string>} files
 */
function dropDeadMaps(dir, files) {
  for (const file of files) {
    if (!/\.(js|d\.ts)$/.test(file) || files.has(`${file}.map`)) continue;
    const text = readFileSync(path.join(dir, file), 'utf8');
    const without = text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n');
    if (without !== text) writeFileSync(path.join(dir, file), without);
  }
}
