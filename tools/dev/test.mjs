// npm test [-- [NAME or part of a test file's path ...] [--name PATTERN] [--reporter spec]]
// The pattern is a regular expression, in which case does not matter.
// Builds what is stale, then runs node's own test runner over the chosen test files; all of them when none is named.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { findWorkspace, readArguments } from './arguments.mjs';
import { ensure } from './ensure.mjs';
import { Problem, TEST_LIMIT, filesBelow, runMain, runNode, workspaces } from './repo.mjs';

/** @typedef {{ source: string, run: string, project: string | undefined }} TestFile */

/**
 * Every test file, found by its source: what dist still holds of a deleted test is not run.
 * @returns {TestFile[]}
 */
function testFiles() {
  const typescript = workspaces().flatMap(({ dir }) =>
    filesBelow(`${dir}/test`)
      .filter((source) => source.endsWith('.test.ts'))
      .map((source) => ({
        source,
        run: source.replace(`${dir}/`, `${dir}/dist/`).replace(/\.ts$/, '.js'),
        project: dir,
      })),
  );
  // The dev scripts are JavaScript that is never built.
  const plain = filesBelow('tools/dev/test')
    .filter((source) => source.endsWith('.test.mjs'))
    .map((source) => ({ source, run: source, project: undefined }));
  return [...typescript, ...plain];
}

/**
 * @param {string[]} names
 * @returns {TestFile[]}
 */
function choose(names) {
  const all = testFiles();
  if (names.length === 0) return all;
  const chosen = new Set(
    names.flatMap((name) => {
      const workspace = findWorkspace(name);
      const found = all.filter((file) => (workspace ? file.project === workspace.dir : file.source.includes(name)));
      if (found.length > 0) return found;
      if (workspace) throw new Problem(`${workspace.dir} has no tests`, 2);
      const known = workspaces().map(({ shortName }) => shortName);
      throw new Problem(`no package and no test file matches "${name}"; packages: ${known.join(', ')}`, 2);
    }),
  );
  return [...chosen];
}

await runMain(async () => {
  const { values, positionals } = readArguments(
    'npm test -- [NAME or PART OF PATH ...] [--name PATTERN] [--reporter spec]',
    () => parseArgs({ options: { name: { type: 'string' }, reporter: { type: 'string' } }, allowPositionals: true }),
  );
  const files = choose(positionals);
  const projects = new Set(files.flatMap(({ project }) => project ?? []));
  await ensure([...projects]);
  // Files wait for sockets and timers more than they compute, so one a core even on small machines.
  const options = [`--test-concurrency=${String(Math.max(2, availableParallelism()))}`];
  options.push(TEST_LIMIT);
  if (values.name !== undefined) options.push(`--test-name-pattern=/${values.name}/i`);
  options.push(`--test-reporter=${values.reporter ?? new URL('reporter.mjs', import.meta.url).href}`);
  options.push('--test-reporter-destination=stdout');
  return runNode(['--enable-source-maps', '--test', ...options, ...files.map(({ run }) => run)]);
});
