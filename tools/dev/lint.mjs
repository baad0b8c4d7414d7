// npm run lint    every check that needs no broker; all are run, and what failed is shown
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readArguments } from './arguments.mjs';
import { ensure } from './ensure.mjs';
import { capture, root, runMain } from './repo.mjs';

/** @param {string} file */
const local = (file) => path.join(root, file);

/** By content, so that it cannot be wrong. ESLint has none: what it says of a file depends on the types in others. */
const PRETTIER_CACHE = ['--cache', '--cache-strategy=content', '--cache-location=.tmp/prettier'];

/** Name -> arguments for node. The order is the one in which they start: the slowest first. */
const CHECKS = {
  eslint: [local('node_modules/eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
  prettier: [local('node_modules/prettier/bin/prettier.cjs'), '.', '--check', '--log-level', 'warn', ...PRETTIER_CACHE],
  'types of tools/dev': [local('node_modules/typescript/lib/tsc.js'), '-p', 'tools/dev'],
  "types of the broker's page": [local('node_modules/typescript/lib/tsc.js'), '-p', 'packages/broker/page'],
  'imports follow the arrows': [local('tools/dev/check-imports.mjs')],
  'public names: one meaning each, listed in the READMEs': [local('tools/dev/check-names.mjs')],
  'links and named tests in the texts': [local('tools/dev/check-docs.mjs')],
  'what the packages offer is what their api.md says': [local('tools/dev/check-api.mjs')],
  'what npm shows: origin and links': [local('tools/dev/check-published.mjs')],
  'lockfiles are current and name no registry': [local('tools/dev/check-lockfiles.mjs')],
  'generated messages are current': [local('tools/codegen/dist/src/main.js'), '--check'],
};

await runMain(async () => {
  readArguments('npm run lint', () => parseArgs({ options: {} }));
  await ensure();
  let failed = 0;
  // The terminal's colours would be lost in a pipe; what is run here prints few lines anyway.
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  const runs = Object.entries(CHECKS).map(async ([name, args]) => {
    const start = performance.now();
    const { code, output } = existsSync(args[0] ?? '')
      ? await capture(process.execPath, args, { env })
      : { code: 1, output: `${args[0] ?? ''} is missing` };
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name}  ${seconds} s`);
    if (code !== 0) console.log(output.replace(/^/gm, '    '));
    failed += code === 0 ? 0 : 1;
  });
  await Promise.all(runs);
  console.log(`# pass ${String(runs.length - failed)}\n# fail ${String(failed)}`);
  return failed === 0 ? 0 : 1;
});
