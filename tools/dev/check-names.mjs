// node tools/dev/check-names.mjs            one name, one meaning over all packages; each README lists its package's names
// node tools/dev/check-names.mjs --write    writes those lists
// What a package's declarations and README name of other packages is exported by it too.
// Part of npm run lint.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readArguments } from './arguments.mjs';
import { addressOf } from './home.mjs';
import { foreignErrors, foreignNames } from './foreign-names.mjs';
import { listNames, publicNames, readSources, twoMeanings, withSection } from './public-names.mjs';
import { root, runMain, workspaces } from './repo.mjs';

/** Folders of generated sources: a sentence instead of hundreds of names. */
const GENERATED = {
  'packages/wire/src/messages/': `the messages of [docs/protocol.md](${addressOf('docs/protocol.md')}), with the types of what is in them`,
  'packages/wire/src/errors/classes.ts':
    'a class for each error code, `NotLeaderOrFollowerError` for NOT_LEADER_OR_FOLLOWER',
};

await runMain(async () => {
  const { values } = readArguments('node tools/dev/check-names.mjs [--write]', () =>
    parseArgs({ options: { write: { type: 'boolean', default: false } } }),
  );
  const packages = workspaces().filter(({ dir }) => dir.startsWith('packages/'));
  const sources = readSources(root, packages);
  const names = publicNames(sources);
  const problems = twoMeanings(names);
  for (const { name, dir, manifest } of packages) {
    const own = names.get(name) ?? [];
    const below = Object.keys(manifest.dependencies ?? {}).flatMap((other) => names.get(other) ?? []);
    const file = path.join(root, dir, 'README.md');
    const text = readFileSync(file, 'utf8');
    const sentences = Object.fromEntries(Object.entries(GENERATED).filter(([start]) => start.startsWith(`${dir}/`)));
    for (const { name: missing, from, by } of foreignNames(sources, name, own))
      problems.push(`${name} does not export ${missing} of ${from}, which the declaration of ${by} names`);
    for (const missing of foreignErrors(text, own, below))
      problems.push(`${name} does not export ${missing}, which its README names`);
    const wanted = withSection(text, listNames(own, sentences));
    if (wanted === text) continue;
    if (values.write) writeFileSync(file, wanted);
    else
      problems.push(
        `${dir}/README.md does not list the names of its src/index.ts: node tools/dev/check-names.mjs --write`,
      );
  }
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? 0 : 1;
});
