// node tools/dev/check-api.mjs            each package offers what its api.md says: entry points, files, signatures
// node tools/dev/check-api.mjs --write    writes those pages
// Part of npm run lint.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readOffers, report } from './api-report.mjs';
import { readArguments } from './arguments.mjs';
import { listPacked, publicPackages } from './pack.mjs';
import { root, runMain } from './repo.mjs';

/** What others decide: the schemas, and Kafka's list of errors. Both are committed as they are generated. */
const GENERATED = ['packages/wire/dist/src/messages/', 'packages/wire/dist/src/errors/classes.d.ts'];

/** @param {string} dir */
const entryOf = (dir) => `${dir}/dist/src/index.d.ts`;

await runMain(async () => {
  const { values } = readArguments('node tools/dev/check-api.mjs [--write]', () =>
    parseArgs({ options: { write: { type: 'boolean', default: false } } }),
  );
  const packages = publicPackages();
  const packing = listPacked();
  const offerOf = readOffers(
    root,
    packages.map(({ dir }) => entryOf(dir)),
    GENERATED,
  );
  const packed = await packing;
  let bad = 0;
  for (const { name, dir, manifest } of packages) {
    const files = packed.find((each) => each.name === name)?.files ?? [];
    const wanted = await report(
      manifest,
      files.map((file) => file.path),
      offerOf(entryOf(dir)),
    );
    const page = path.join(root, dir, 'api.md');
    const current = existsSync(page) ? readFileSync(page, 'utf8') : '';
    if (current === wanted) continue;
    if (values.write) writeFileSync(page, wanted);
    else {
      bad += 1;
      console.error(`${dir}/api.md:${String(firstDifference(current, wanted))} is not what the package offers`);
    }
  }
  if (bad > 0) console.error('If that is meant: node tools/dev/check-api.mjs --write');
  return bad === 0 ? 0 : 1;
});

/**
 * @param {string} current
 * @param {string} wanted
 * @returns {number} a line, from 1
 */
function firstDifference(current, wanted) {
  const [a, b] = [current.split('\n'), wanted.split('\n')];
  return b.findIndex((line, index) => line !== a[index]) + 1;
}
