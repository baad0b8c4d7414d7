// npm run release -- pack DIR             tarballs of all packages
// npm run release -- check | rehearse     what a release needs, and a whole one on a registry of this machine
// npm run release -- version | publish | list | diff | changed ...    lerna over the packages
// lerna, and what check and rehearse take, are installed on demand (tools/release).
import path from 'node:path';
import { checkPacked } from './check-packed.mjs';
import { NO_OWNER, home } from './home.mjs';
import { installIfStale } from './install.mjs';
import { pack } from './pack.mjs';
import { rehearse } from './rehearse.mjs';
import { Problem, root, runMain, runNode, scratch } from './repo.mjs';

const LERNA = ['list', 'version', 'publish', 'diff', 'changed'];
const OURS = ['check', 'rehearse'];
const COMMANDS = ['pack DIR', ...OURS, ...LERNA];

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === 'pack') return packInto(args);
  if (command === undefined || ![...OURS, ...LERNA].includes(command)) {
    throw new Problem(
      `npm run release -- ${COMMANDS.join(' | ')}   (the last ones are lerna's own, with its options)`,
      2,
    );
  }
  await installIfStale('tools/release');
  if (command === 'check') return checkPacked();
  if (command === 'rehearse') return rehearse();
  if (command === 'publish') return publish(args);
  return lerna([command, ...args]);
});

/** @param {string[]} args */
async function packInto([dir, ...rest]) {
  if (dir === undefined || rest.length > 0) throw new Problem('npm run release -- pack DIR', 2);
  const destination = path.resolve(process.env.INIT_CWD ?? process.cwd(), dir);
  for (const { filename, size, unpackedSize } of await pack(destination)) {
    const kilobytes = [size, unpackedSize].map((bytes) => `${(bytes / 1000).toFixed(0)} KB`.padStart(8));
    console.log(`${filename.padEnd(24)} ${kilobytes.join(' packed, ')} unpacked`);
  }
  return 0;
}

/**
 * Whatever version stands in the package.json files and not in the registry.
 * @param {string[]} args
 */
async function publish(args) {
  if (home().split('/').includes(NO_OWNER)) {
    throw new Problem(
      `the root package.json has ${home()} as repository: write the project's own address there, ` +
        'run node tools/dev/check-published.mjs --write and commit, then publish',
    );
  }
  // It builds what is stale as well. What is on npm stays there: better to stop before.
  const code = await checkPacked();
  return code !== 0 ? code : lerna(['publish', 'from-package', ...args]);
}

/** @param {string[]} args */
function lerna(args) {
  // lerna rests on nx: no background process, no files of its own in the root, nothing sent anywhere.
  const env = {
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_CACHE_DIRECTORY: path.join(scratch, 'nx-cache'),
    NX_WORKSPACE_DATA_DIRECTORY: path.join(scratch, 'nx-data'),
  };
  return runNode([path.join(root, 'tools/release/node_modules/lerna/dist/cli.js'), ...args], { env });
}
