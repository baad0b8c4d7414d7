// npm run codegen            writes from packages/wire/schema: packages/wire/src/messages and /errors, error-names.ts of simple,
//                             release-ranges.ts of conn and broker, docs/protocol.md;
//                             from @bokuweb/zstd-wasm: zstd-binary.ts of codec
// npm run codegen -- --check  fails when what is there differs from what would be written
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { emitErrorClasses, emitErrorCodes, emitErrorNames } from './emit-errors.ts';
import { emitBrokerReleases, emitClientReleases } from './emit-releases.ts';
import { emitFile, emitIndex } from './emit.ts';
import { groupSchemas } from './group.ts';
import { kafkaReleases } from './kafka-versions.ts';
import { emitZstd } from './emit-zstd.ts';
import { loadErrors, loadReleases, loadSchemas, loadZstd } from './load.ts';
import { emitProtocolPage } from './protocol-page.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const SCHEMA = path.join(root, 'packages/wire/schema');
const MESSAGES = 'packages/wire/src/messages';
const ERRORS = 'packages/wire/src/errors';
const ERROR_NAMES = 'packages/simple/src/error-names.ts';
const CLIENT_RELEASES = 'packages/conn/src/release-ranges.ts';
const BROKER_RELEASES = 'packages/broker/src/release/release-ranges.ts';
const BROKER_APIS = 'packages/broker/src/api';
const ZSTD = 'packages/codec/src/compression/zstd-binary.ts';
const PAGE = 'docs/protocol.md';

const schemas = await loadSchemas(SCHEMA);
const releases = await kafkaReleases(path.join(root, 'test-fixtures/wire'));
const style = await resolveConfig(path.join(root, 'package.json'));
const groups = groupSchemas(schemas);
const code = new Map([...groups].map(([name, group]) => [`${MESSAGES}/${name}.ts`, emitFile(group)]));
code.set(`${MESSAGES}/index.ts`, emitIndex(groups));
const errors = await loadErrors(SCHEMA);
code.set(`${ERRORS}/codes.ts`, emitErrorCodes(errors));
code.set(`${ERRORS}/classes.ts`, emitErrorClasses(errors));
code.set(ERROR_NAMES, emitErrorNames(errors));
const table = await loadReleases(SCHEMA, schemas);
// A file for each API that the broker serves: 000-produce.ts.
const served = (await readdir(path.join(root, BROKER_APIS))).map((file) => Number.parseInt(file, 10));
code.set(CLIENT_RELEASES, emitClientReleases(table));
code.set(BROKER_RELEASES, emitBrokerReleases(table, new Set(served)));
const files = new Map([[PAGE, emitProtocolPage(schemas, releases)]]);
files.set(ZSTD, emitZstd(await loadZstd(), await current(ZSTD)));
for (const [name, text] of code) files.set(name, await format(text, { ...style, parser: 'typescript' }));

for (const folder of [MESSAGES, ERRORS]) await mkdir(path.join(root, folder), { recursive: true });
const superfluous = (await readdir(path.join(root, MESSAGES)))
  .map((name) => `${MESSAGES}/${name}`)
  .filter((name) => !files.has(name));
const differing = [...superfluous];
for (const [name, text] of files) {
  if ((await current(name)) !== text) differing.push(name);
}

if (process.argv.includes('--check')) {
  if (differing.length > 0) {
    console.error(`not what they are made from says; run \`npm run codegen\`: ${differing.join(', ')}`);
    process.exitCode = 1;
  } else console.log(`${String(files.size)} files are up to date`);
} else {
  for (const name of differing) {
    const text = files.get(name);
    if (text === undefined) await rm(path.join(root, name));
    else await writeFile(path.join(root, name), text);
  }
  console.log(`${String(files.size)} files, ${String(differing.length)} changed`);
}

async function current(name: string): Promise<string | undefined> {
  return readFile(path.join(root, name), 'utf8').catch(() => undefined);
}
