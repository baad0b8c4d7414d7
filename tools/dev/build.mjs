// npm run build [-- --clean] [NAME ...]    builds what is stale; --clean removes every dist first
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensure } from './ensure.mjs';
import { root, runMain, scratch, workspaces } from './repo.mjs';
import { pickWorkspaces, readArguments } from './arguments.mjs';

await runMain(async () => {
  const { values, positionals } = readArguments('npm run build -- [--clean] [NAME ...]', () =>
    parseArgs({ options: { clean: { type: 'boolean', default: false } }, allowPositionals: true }),
  );
  const picked = positionals.length === 0 ? workspaces() : pickWorkspaces(positionals);
  if (values.clean) {
    rmSync(path.join(scratch, 'built.json'), { force: true });
    for (const { dir } of picked) rmSync(path.join(root, dir, 'dist'), { recursive: true, force: true });
  }
  await ensure(picked.map(({ dir }) => dir));
  return 0;
});
