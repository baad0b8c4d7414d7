// Makes the clone ready to run: the right Node, dependencies installed, projects built. Silent when all is so already.
import { buildIfStale } from './compile.mjs';
import { installIfStale } from './install.mjs';
import { Problem, readJson, workspaces } from './repo.mjs';

/**
 * @param {string[]} [projects] folders to build with what they refer to, `packages/wire`; all workspaces when left out
 */
export async function ensure(projects = workspaces().map((workspace) => workspace.dir)) {
  checkNode();
  await installIfStale('.');
  await buildIfStale(projects);
}

function checkNode() {
  /** @type {string} */
  const wanted = readJson('package.json').engines.node.replace('>=', '');
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Problem(
    `Node ${wanted} or newer is needed, this is ${process.version}. Get a newer one from https://nodejs.org`,
  );
}
