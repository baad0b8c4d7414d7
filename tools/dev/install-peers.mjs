// node tools/dev/install-peers.mjs DIR [NATIVE]
// Installs what one suite needs and nothing else does, in a folder apart from everything else. NATIVE: a package there
// whose binary is fetched from elsewhere or compiled, and that has to load in the end.
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { installIfStale } from './install.mjs';
import { Problem, capture, captureNpm, root, runMain, step } from './repo.mjs';

/**
 * Why a package does not load; undefined when it does.
 * @param {string} cwd
 * @param {string} name
 */
async function problem(cwd, name) {
  const { code, output } = await capture(process.execPath, ['-e', `require('${name}')`], { cwd });
  if (code === 0) return undefined;
  return output.split('\n').find((line) => /^\w*Error/.test(line)) ?? output;
}

/**
 * @param {string} cwd
 * @param {string} name
 */
async function makeNative(cwd, name) {
  if ((await problem(cwd, name)) === undefined) return;
  // The headers that came with this Node, where they did: else node-gyp wants to fetch them.
  const prefix = path.resolve(realpathSync(process.execPath), '../..');
  if (existsSync(path.join(prefix, 'include/node/node.h'))) process.env.npm_config_nodedir ??= prefix;
  const { output } = await step(`fetching or compiling the npm package ${name}`, () =>
    captureNpm(['rebuild', name, '--foreground-scripts'], cwd),
  );
  const left = await problem(cwd, name);
  if (left === undefined) return;
  // What stopped the compiler says more than that there is nothing to load.
  const why =
    output.split('\n').find((line) => /gyp ERR! stack Error|fatal error:|^Failed to install dependency/.test(line)) ??
    left;
  throw new Problem(`the npm package ${name} could be neither fetched nor compiled: ${why}`);
}

await runMain(async () => {
  const [dir, native] = process.argv.slice(2);
  if (dir === undefined) throw new Problem('install-peers.mjs takes the folder to install', 2);
  await installIfStale(dir);
  if (native !== undefined) await makeNative(path.join(root, dir), native);
  return 0;
});
