// The lockfiles name no registry host, so that they work with any mirror. Part of npm run lint.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runMain } from './repo.mjs';

await runMain(async () => {
  let bad = 0;
  for (const dir of ['.', 'tools/release', 'tools/bench/peers', 'tools/dev/nodes']) {
    const file = path.join(root, dir, 'package-lock.json');
    if (!existsSync(file)) continue;
    const lines = readFileSync(file, 'utf8').split('\n');
    const hits = lines.flatMap((line, index) => (/"resolved": "\w+:\/\//.test(line) ? [index + 1] : []));
    if (hits.length === 0) continue;
    bad += 1;
    console.error(
      `${path.relative(root, file)}:${String(hits[0])}: ${String(hits.length)} packages name a registry host. ` +
        'Delete the lockfile and node_modules beside it and run npm install there: .npmrc has omit-lockfile-registry-resolved',
    );
  }
  return bad === 0 ? 0 : 1;
});
