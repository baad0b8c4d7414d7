// Run by `lerna version` between writing the package.json files and committing them (the root's script "version"):
// writes the new version wherever else it stands, and adds that to the commit.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem, readJson, root, runMain } from './repo.mjs';

const CONSTANT = /(?<=^export const SOFTWARE_VERSION: string = ').*(?=';$)/m;
const UNRELEASED = /^## Unreleased\n/m;

/**
 * @param {string} changelog
 * @param {string} version
 * @param {string} date
 */
export function withRelease(changelog, version, date) {
  return changelog.replace(UNRELEASED, (heading) => `${heading}\n## ${version} (${date})\n`);
}

/**
 * @param {string} file
 * @param {(text: string) => string} change
 */
function edit(file, change) {
  const before = readFileSync(path.join(root, file), 'utf8');
  const after = change(before);
  if (after === before) throw new Problem(`set-version.mjs found no version to write in ${file}`);
  writeFileSync(path.join(root, file), after);
  execFileSync('git', ['add', '--', file], { cwd: root });
}

if (process.argv[1] === import.meta.filename) {
  await runMain(async () => {
    /** @type {{ version: string }} */
    const { version } = readJson('packages/conn/package.json');
    edit('packages/conn/src/options.ts', (text) => text.replace(CONSTANT, version));
    edit('CHANGELOG.md', (text) => withRelease(text, version, new Date().toISOString().slice(0, 10)));
    return 0;
  });
}
