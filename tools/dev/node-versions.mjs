// npm run test:nodes [-- 22 24 ...]
// The tests of @k/codec, the quick ones of @k/wire, and the programs of the texts, on other versions of Node: what is built
// here, run there.
import { parseArgs } from 'node:util';
import { readArguments } from './arguments.mjs';
import { ensure } from './ensure.mjs';
import { otherNodes, saySkipped } from './other-nodes.mjs';
import { TEST_LIMIT, capture, filesBelow, runMain, runNode } from './repo.mjs';

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

await runMain(async () => {
  const { positionals } = readArguments('npm run test:nodes -- [MAJOR ...]', () =>
    parseArgs({ allowPositionals: true }),
  );
  /** @type {string[]} */
  let nodes;
  try {
    nodes = await otherNodes(positionals);
  } catch (error) {
    saySkipped(error);
    return 0;
  }
  await ensure(['packages/codec', 'packages/wire', 'tools/docs-check']);
  const reporter = new URL('reporter.mjs', import.meta.url).href;
  const options = ['--test-concurrency=2', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout'];
  let failed = 0;
  for (const node of nodes) {
    const { output } = await capture(node, ['--version']);
    console.log(`Node ${output.trim()}`);
    failed += await runNode(['--enable-source-maps', '--test', TEST_LIMIT, ...options, ...testFiles()], { node });
  }
  return failed === 0 ? 0 : 1;
});
