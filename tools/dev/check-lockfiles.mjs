// Part of npm run lint. The lockfiles name no registry host, so that they work with any mirror, and they say what the
// package.json files beside them do: npm leaves out an optional package that it cannot find, and then refuses the pair.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root, runMain } from './repo.mjs';

const FOREIGN = 'tools/integration/foreign';
const FOLDERS = [
  ...[
    '.',
    'tools/release',
    'tools/bench/peers',
    'tools/recipes/peers',
    'tools/integration/kerberos',
    'tools/dev/nodes',
    'tools/dev/bundlers',
    'tools/dev/natives',
  ],
  ...readdirSync(path.join(root, FOREIGN))
    .map((name) => `${FOREIGN}/${name}`)
    .filter((dir) => existsSync(path.join(root, dir, 'package.json'))),
];
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * What is wrong with one lockfile.
 * @param {string} dir
 */
function* complaints(dir) {
  const file = path.join(root, dir, 'package-lock.json');
  const lines = readFileSync(file, 'utf8').split('\n');
  const hits = lines.flatMap((line, index) => (/"resolved": "\w+:\/\//.test(line) ? [index + 1] : []));
  if (hits.length > 0) {
    yield (
      `line ${String(hits[0])}: ${String(hits.length)} packages name a registry host. ` +
      'Delete the lockfile and node_modules beside it and run npm install there: .npmrc has omit-lockfile-registry-resolved'
    );
  }
  const { packages } = readJson(file);
  for (const [place, locked] of Object.entries(packages)) {
    if (place.includes('node_modules')) continue;
    const wanted = readJson(path.join(root, dir, place, 'package.json'));
    for (const kind of KINDS) {
      const names = Object.keys({ ...wanted[kind] });
      if (!isDeepStrictEqual({ ...locked[kind] }, { ...wanted[kind] })) {
        yield `the ${kind} of ${path.join(dir, place)}/package.json have changed: run npm install`;
      }
      if (kind === 'peerDependencies') continue; // an optional one is nobody's to install
      const missing = names.filter(
        (name) => ![place, ''].some((at) => path.posix.join(at, 'node_modules', name) in packages),
      );
      if (missing.length > 0)
        yield `${missing.join(', ')} of ${path.join(dir, place)}/package.json is not locked: is there such a version?`;
    }
  }
}

await runMain(async () => {
  let bad = 0;
  for (const dir of FOLDERS) {
    for (const complaint of complaints(dir)) {
      bad += 1;
      console.error(`${path.join(dir, 'package-lock.json')}: ${complaint}`);
    }
  }
  return bad === 0 ? 0 : 1;
});
