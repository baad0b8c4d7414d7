// Every import of every workspace follows the arrows and is declared. Part of npm run lint.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { importViolations } from './import-rules.mjs';
import { filesBelow, readJson, root, runMain, workspaces } from './repo.mjs';

await runMain(async () => {
  const packages = workspaces().map(({ name, dir, manifest }) => ({
    name,
    dir,
    manifest,
    sources: [...filesBelow(`${dir}/src`), ...filesBelow(`${dir}/test`)]
      .filter((file) => /\.[cm]?[jt]s$/.test(file))
      .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') })),
  }));
  const violations = importViolations(packages, Object.keys(readJson('package.json').devDependencies));
  for (const violation of violations) console.error(violation);
  return violations.length === 0 ? 0 : 1;
});
