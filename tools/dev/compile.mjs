// Builds with `tsc -b`, and does not even start it (2 s) when no source changed since the last good build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { join, joinedFile } from './join.mjs';
import { Problem, capture, filesBelow, readJson, root, scratch, step, tail } from './repo.mjs';

/** What decides how the modules of a package become its files. */
const JOINING = ['join', 'join-for-browsers', 'licence'].map((name) => `tools/dev/${name}.mjs`);
const STAMPS = path.join(scratch, 'built.json');

/**
 * Builds projects, and those they refer to, when one of them changed.
 * @param {string[]} dirs project folders relative to the root, `packages/wire`
 */
export async function buildIfStale(dirs) {
  const projects = withReferences(dirs);
  // Taken before the build: a file saved while tsc runs makes the next call build again.
  const current = Object.fromEntries(projects.map((dir) => [dir, fingerprint(dir)]));
  const last = readStamps();
  const stale = projects.filter(
    (dir) => last[dir] !== current[dir] || !existsSync(joinedFile(dir) ?? path.join(root, dir, 'dist')),
  );
  if (stale.length === 0) return;
  const what =
    stale.length > 3 ? `${String(stale.length)} projects` : stale.map((dir) => path.basename(dir)).join(', ');
  await step(`building ${what}`, async () => {
    const tsc = path.join(root, 'node_modules/typescript/lib/tsc.js');
    const { code, output } = await capture(process.execPath, [tsc, '-b', ...dirs]);
    if (code !== 0) {
      throw new Problem(
        `\n${tail(output, 40)}\n\nThe build failed, see above. "npm run build -- --clean" builds from nothing.`,
      );
    }
    for (const dir of projects) removeOrphans(dir);
    // One after the other: each takes some milliseconds, and they share two processors with whatever else runs.
    for (const dir of stale) await join(dir);
    mkdirSync(scratch, { recursive: true });
    // Read again: another build may have finished meanwhile.
    writeFileSync(STAMPS, JSON.stringify({ ...readStamps(), ...current }, null, 1));
  });
}

/**
 * Deletes what was built from sources that are gone: tsc leaves it, and it would be run as a test, and published.
 * @param {string} dir
 */
export function removeOrphans(dir) {
  const dist = path.join(root, dir, 'dist');
  if (!existsSync(dist)) return;
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const built = path.join(entry.parentPath, entry.name);
    const source = path.relative(dist, built).replace(/(\.d)?\.(m?)(js|ts)(\.map)?$/, '.$2ts');
    // What lies beside src and test is joined of them.
    if (path.dirname(source) === '.') continue;
    if (entry.isFile() && source.endsWith('ts') && !existsSync(path.join(root, dir, source))) rmSync(built);
  }
}

/**
 * @param {string[]} dirs
 * @returns {string[]} the projects and all they refer to
 */
function withReferences(dirs) {
  const seen = new Set(dirs);
  // A Set iterates over what is added while it is walked.
  for (const dir of seen) {
    /** @type {{ path: string }[]} */
    const references = readJson(`${dir}/tsconfig.json`).references ?? [];
    for (const reference of references) seen.add(path.posix.join(dir, reference.path));
  }
  return [...seen];
}

/**
 * A hash over what the build of a project reads: names, sizes and times of its files.
 * @param {string} dir
 */
function fingerprint(dir) {
  const hash = createHash('sha256').update(process.version);
  const shared = [
    'tsconfig.base.json',
    'node_modules/.package-lock.json',
    ...JOINING,
    ...filesBelow('tools/dev/browser'),
  ];
  for (const file of [...shared, ...filesBelow(dir)]) {
    const { mtimeMs, size } = statSync(path.join(root, file));
    hash.update(`${file} ${String(mtimeMs)} ${String(size)}\n`);
  }
  return hash.digest('hex');
}

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(STAMPS, 'utf8'));
  } catch {
    return {};
  }
}
