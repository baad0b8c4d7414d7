// npm run test:recipes
// Runs the recipes of docs/testing-applications in vitest and jest, which are installed for it, apart from everything else.
// That of node:test runs in npm test.
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensure } from './ensure.mjs';
import { installIfStale } from './install.mjs';
import { root, runMain, runNode } from './repo.mjs';

const PEERS = 'tools/recipes/peers';
/** Where the runners are found from, and the packages. */
const COPY = path.join(root, PEERS, '.tmp');

/** @param {string} runner */
const bin = (runner) => path.join(root, PEERS, 'node_modules', runner);

await runMain(async () => {
  await installIfStale(PEERS);
  await ensure(['packages/broker', 'packages/consumer', 'packages/producer']);
  rmSync(COPY, { recursive: true, force: true });
  cpSync(path.join(root, 'docs/testing-applications'), COPY, { recursive: true });
  const vitest = await runNode([bin('vitest/vitest.mjs'), 'run', '--root', path.join(COPY, 'vitest')]);
  const jest = await runNode([
    '--experimental-vm-modules',
    bin('jest/bin/jest.js'),
    '--rootDir',
    path.join(COPY, 'jest'),
  ]);
  return vitest === 0 ? jest : vitest;
});
