// npm run test:nodes [-- 22 24 ...]
// The tests of @k/codec, the quick ones of @k/wire, and the programs of the texts, on other versions of Node: what is built
// here, run there.
// Those Nodes come from npm (tools/dev/nodes/package.json) and stay in its node_modules.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readArguments } from './arguments.mjs';
import { ensure } from './ensure.mjs';
import { installIfStale } from './install.mjs';
import { Problem, capture, filesBelow, root, runMain, runNode } from './repo.mjs';

const NODES = 'tools/dev/nodes';
/** Of @k/wire: what leans on Node's Buffer and text decoding, and runs in seconds. */
const WIRE = /packages\/wire\/test\/(primitives|fixtures|frame|structs|errors)\.test\.ts$/;
const CODEC = /packages\/codec\/test\/.*\.test\.ts$/;
const TEXTS = /tools\/docs-check\/test\/programs\.test\.ts$/;

function testFiles() {
  const sources = ['packages/codec', 'packages/wire', 'tools/docs-check'].flatMap((dir) => filesBelow(`${dir}/test`));
  return sources
    .filter((source) => [CODEC, WIRE, TEXTS].some((wanted) => wanted.test(source)))
    .map((source) => source.replace('/test/', '/dist/test/').replace(/\.ts$/, '.js'));
}

/**
 * Node by node, as far as there is one for this machine.
 * @param {readonly string[]} majors all of them when empty
 */
function installedNodes(majors) {
  const folder = path.join(root, NODES, 'node_modules');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^node\d+-/.test(name));
  const wanted = names.filter(
    (name) => majors.length === 0 || majors.some((major) => name.startsWith(`node${major}-`)),
  );
  return wanted.sort().map((name) => path.join(folder, name, 'bin/node'));
}

/**
 * On a machine of one's own other Nodes are a luxury; where CI says they ran, they must have run.
 * @param {string} why
 */
function skip(why) {
  if (process.env.CI === 'true') throw new Problem(why);
  console.log(`skipped: ${why}`);
  return 0;
}

await runMain(async () => {
  const { positionals } = readArguments('npm run test:nodes -- [MAJOR ...]', () =>
    parseArgs({ allowPositionals: true }),
  );
  try {
    await installIfStale(NODES);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return skip(`other Nodes could not be installed.${error.message}`);
  }
  const nodes = installedNodes(positionals);
  if (nodes.length === 0) {
    const machine = `${process.platform} ${process.arch}`;
    if (positionals.length > 0) return skip(`${NODES} has no Node ${positionals.join(', ')} for ${machine}`);
    // npm takes it calmly when it cannot get what is optional: the next call tries again.
    rmSync(path.join(root, NODES, 'node_modules'), { recursive: true, force: true });
    return skip(`npm could not install another Node for ${machine}. Is its registry within reach?`);
  }
  await ensure(['packages/codec', 'packages/wire', 'tools/docs-check']);
  const reporter = new URL('reporter.mjs', import.meta.url).href;
  const options = ['--test-concurrency=2', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout'];
  let failed = 0;
  for (const node of nodes) {
    const { output } = await capture(node, ['--version']);
    console.log(`Node ${output.trim()}`);
    failed += await runNode(['--enable-source-maps', '--test', ...options, ...testFiles()], { node });
  }
  return failed === 0 ? 0 : 1;
});
