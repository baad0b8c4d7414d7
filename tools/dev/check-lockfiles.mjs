// The lockfiles name no registry host, so that they work with any mirror, and lock all that their package.json asks for:
// npm leaves out an optional package that it cannot find, and then refuses the pair. Part of npm run lint.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runMain } from './repo.mjs';

await runMain(async () => {
  let bad = 0;
  for (const dir of ['.', 'tools/release', 'tools/bench/peers', 'tools/integration/kerberos', 'tools/dev/nodes']) {
    const file = path.join(root, dir, 'package-lock.json');
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    const { packages } = JSON.parse(text);
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(path.join(root, dir, 'package.json'), 'utf8'),
    );
    const wanted = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const missing = wanted.filter((name) => !(`node_modules/${name}` in packages));
    if (missing.length > 0) {
      bad += 1;
      console.error(`${path.relative(root, file)} does not lock ${missing.join(', ')}: is there such a version?`);
    }
    const lines = text.split('\n');
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
