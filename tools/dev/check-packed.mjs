// npm run release:check    what npm would get of each package: whole, readable by every tool, and nothing too much
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pack, publicPackages } from './pack.mjs';
import { root, runNode, step } from './repo.mjs';

/** @returns {Promise<number>} */
export async function checkPacked() {
  const place = mkdtempSync(path.join(tmpdir(), 'k-packed-'));
  try {
    const packed = await step('packing', () => pack(place));
    const complaints = packed.flatMap(({ name, files }) => {
      const dir = publicPackages().find((each) => each.name === name)?.dir ?? '';
      const read = (/** @type {string} */ file) => readFileSync(path.join(root, dir, file), 'utf8');
      const paths = files.map((file) => file.path);
      return [...deadMaps(paths, read), ...leftovers(paths)].map((complaint) => `${name}: ${complaint}`);
    });
    for (const complaint of complaints) console.error(complaint);
    const tarballs = packed.map(({ filename }) => path.join(place, filename));
    const code = await step('publint and attw', () =>
      runNode([path.join(root, 'tools/release/check.mjs'), ...tarballs]),
    );
    if (code !== 0 || complaints.length > 0) return 1;
    const [size, unpacked] = /** @type {const} */ (['size', 'unpackedSize']).map((key) =>
      (packed.reduce((sum, each) => sum + each[key], 0) / 1e6).toFixed(1),
    );
    console.log(`${String(packed.length)} tarballs are in order, ${size ?? ''} MB, unpacked ${unpacked ?? ''} MB`);
    return 0;
  } finally {
    rmSync(place, { recursive: true });
  }
}

/**
 * A source map that is named is there, and so are the sources that it names.
 * @param {readonly string[]} files
 * @param {(file: string) => string} read
 */
export function deadMaps(files, read) {
  const present = new Set(files);
  return files.flatMap((file) => {
    const beside = (/** @type {string} */ target) => path.posix.join(path.posix.dirname(file), target);
    /** @type {string[]} */
    let named = [];
    if (file.endsWith('.map')) named = JSON.parse(read(file)).sources;
    else if (/\.[jt]s$/.test(file))
      named = [...read(file).matchAll(/^\/\/# sourceMappingURL=(.*)$/gm)].map((m) => m[1] ?? '');
    return named
      .map(beside)
      .filter((target) => !present.has(target))
      .map((target) => `${file} names ${target}, which is not published`);
  });
}

/**
 * What was built of a source that is gone. The generated sources are not published (ADR 0007).
 * @param {readonly string[]} files
 */
export function leftovers(files) {
  const present = new Set(files);
  return files
    .filter((file) => file.startsWith('dist/src/') && file.endsWith('.d.ts') && !file.startsWith('dist/src/messages/'))
    .filter((file) => !present.has(file.slice('dist/'.length).replace(/d\.ts$/, 'ts')))
    .map((file) => `${file} has no source`);
}
