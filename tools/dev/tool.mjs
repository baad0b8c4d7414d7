// node tools/dev/tool.mjs NAME [ARGS ...]    builds tools/NAME when stale and runs it
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensure } from './ensure.mjs';
import { installIfStale } from './install.mjs';
import { Problem, root, runMain, runNode, workspaces } from './repo.mjs';

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  const tools = workspaces().filter(({ dir }) => dir.startsWith('tools/'));
  const tool = tools.find(({ shortName }) => shortName === name);
  if (tool === undefined) {
    const known = tools.map(({ shortName }) => shortName).join(', ');
    throw new Problem(`${name === undefined ? 'which tool?' : `no tool "${name}"`}; there are ${known}`, 2);
  }
  await ensure([tool.dir]);
  // What only this tool needs, and is too large for everyone's install.
  if (existsSync(path.join(root, tool.dir, 'peers/package-lock.json'))) await installIfStale(`${tool.dir}/peers`);
  const main = path.join(root, tool.dir, 'dist/src/main.js');
  if (!existsSync(main)) throw new Problem(`${tool.dir} has no src/main.ts: it is a library, not a program`, 2);
  return runNode(['--enable-source-maps', main, ...args]);
});
