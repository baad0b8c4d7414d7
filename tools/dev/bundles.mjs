// npm run test:bundles    what docs/bundling.md shows, built by each bundler and run on this Node and others
// The bundlers come from npm (tools/dev/bundlers/package.json) and stay in its node_modules.
import { ensure } from './ensure.mjs';
import { installIfStale } from './install.mjs';
import { otherNodes, saySkipped } from './other-nodes.mjs';
import { TEST_LIMIT, runMain, runNode } from './repo.mjs';

await runMain(async () => {
  await ensure(['packages/producer', 'packages/consumer', 'packages/broker', 'tools/browser']);
  await installIfStale('tools/dev/bundlers');
  const nodes = [process.execPath, ...((await otherNodes([]).catch(saySkipped)) ?? [])];
  const reporter = new URL('reporter.mjs', import.meta.url).href;
  const options = [`--test-reporter=${reporter}`, '--test-reporter-destination=stdout'];
  const files = ['bundles', 'browsers'].map((name) => `tools/dev/bundlers/${name}.test.mjs`);
  return runNode(['--test', TEST_LIMIT, ...options, ...files], { env: { NODES: nodes.join('\n') } });
});
