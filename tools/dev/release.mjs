// npm run release -- list | version | publish ...    lerna over the packages, installed on demand (tools/release)
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensure } from './ensure.mjs';
import { installIfStale } from './install.mjs';
import { Problem, root, runMain, runNode, scratch, workspaces } from './repo.mjs';

const COMMANDS = ['list', 'version', 'publish', 'diff', 'changed'];

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined || !COMMANDS.includes(command)) {
    throw new Problem(`npm run release -- ${COMMANDS.join(' | ')}   (lerna's own commands and options)`, 2);
  }
  await installIfStale('tools/release');
  if (command === 'publish') await rebuild();
  const lerna = path.join(root, 'tools/release/node_modules/lerna/dist/cli.js');
  if (!existsSync(lerna)) throw new Problem(`${lerna} is missing: delete tools/release/node_modules and run again`);
  // lerna rests on nx: no background process, no files of its own in the root, nothing sent anywhere.
  const env = {
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_CACHE_DIRECTORY: path.join(scratch, 'nx-cache'),
    NX_WORKSPACE_DATA_DIRECTORY: path.join(scratch, 'nx-data'),
  };
  return runNode([lerna, command, ...args], { env });
});

/** What is published is built from nothing, so that no file of a deleted source is in it. */
async function rebuild() {
  for (const { dir } of workspaces()) rmSync(path.join(root, dir, 'dist'), { recursive: true, force: true });
  await ensure();
}
