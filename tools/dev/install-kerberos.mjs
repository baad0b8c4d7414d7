// node tools/dev/install-kerberos.mjs
// The npm package kerberos, which npm run test:kafka -- --suite kerberos needs and nothing else does: it is native, and
// its binary is fetched from elsewhere or compiled.
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { installIfStale } from './install.mjs';
import { Problem, capture, captureNpm, root, runMain, step } from './repo.mjs';

const DIR = path.join(root, 'tools/integration/kerberos');

/** Why it does not load; undefined when it does. */
async function problem() {
  const { code, output } = await capture(process.execPath, ['-e', "require('kerberos')"], { cwd: DIR });
  if (code === 0) return undefined;
  return output.split('\n').find((line) => /^\w*Error/.test(line)) ?? output;
}

await runMain(async () => {
  await installIfStale('tools/integration/kerberos');
  if ((await problem()) === undefined) return 0;
  // The headers that came with this Node, where they did: else node-gyp wants to fetch them.
  const prefix = path.resolve(realpathSync(process.execPath), '../..');
  if (existsSync(path.join(prefix, 'include/node/node.h'))) process.env.npm_config_nodedir ??= prefix;
  const { output } = await step('fetching or compiling the npm package kerberos', () =>
    captureNpm(['rebuild', 'kerberos', '--foreground-scripts'], DIR),
  );
  const left = await problem();
  if (left === undefined) return 0;
  // What stopped the compiler says more than that there is nothing to load.
  const why = output.split('\n').find((line) => /gyp ERR! stack Error|fatal error:/.test(line)) ?? left;
  throw new Problem(
    `the npm package kerberos could be neither fetched nor compiled, which takes python3, make, g++ and Kerberos's headers (Debian: libkrb5-dev): ${why}`,
  );
});
