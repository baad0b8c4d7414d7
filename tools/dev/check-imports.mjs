// Every import of every workspace follows the arrows, is declared and closes no circle. Part of npm run lint.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { circleViolations } from './import-circles.mjs';
import { importViolations } from './import-rules.mjs';
import { filesBelow, readJson, root, runMain, workspaces } from './repo.mjs';

await runMain(async () => {
  const packages = workspaces().map(({ name, dir, manifest }) => ({
    name,
    dir,
    manifest,
    sources: [...sourcesBelow(`${dir}/src`), ...sourcesBelow(`${dir}/test`)],
  }));
  const violations = [
    ...importViolations(packages, Object.keys(readJson('package.json').devDependencies)),
    ...circleViolations([...packages.flatMap(({ sources }) => sources), ...sourcesBelow('tools/dev')]),
  ];
  for (const violation of violations) console.error(violation);
  return violations.length === 0 ? 0 : 1;
});

/** @param {string} dir */
function sourcesBelow(dir) {
  return filesBelow(dir)
    .filter((file) => /\.[cm]?[jt]s$/.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}
