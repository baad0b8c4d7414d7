// npm run codegen            writes packages/wire/src/messages from packages/wire/schema
// npm run codegen -- --check  fails when what is there differs from what would be written
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { emitFile, emitIndex } from './emit.ts';
import { groupSchemas } from './group.ts';
import { loadSchemas } from './load.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const schemaFolder = path.join(root, 'packages/wire/schema');
const target = path.join(root, 'packages/wire/src/messages');

const schemas = await loadSchemas(schemaFolder);
const style = await resolveConfig(path.join(root, 'package.json'));
const groups = groupSchemas(schemas);
const files = new Map([...groups].map(([name, group]) => [`${name}.ts`, emitFile(group)]));
files.set('index.ts', emitIndex(groups));
for (const [name, text] of files) files.set(name, await format(text, { ...style, parser: 'typescript' }));

await mkdir(target, { recursive: true });
const present = await readdir(target);
const differing: string[] = [];
for (const [name, text] of files) {
  const old = present.includes(name) ? await readFile(path.join(target, name), 'utf8') : undefined;
  if (old !== text) differing.push(name);
}
differing.push(...present.filter((name) => !files.has(name)));

if (process.argv.includes('--check')) {
  if (differing.length > 0) {
    console.error(
      `packages/wire/src/messages is not what the schemas say; run \`npm run codegen\`: ${differing.join(', ')}`,
    );
    process.exitCode = 1;
  } else console.log(`${String(files.size)} files are up to date`);
} else {
  for (const name of differing) {
    const text = files.get(name);
    if (text === undefined) await rm(path.join(target, name));
    else await writeFile(path.join(target, name), text);
  }
  console.log(`${String(files.size)} files, ${String(differing.length)} changed`);
}
