// node tools/release/check.mjs TARBALL ...    publint and attw (are the types wrong?) over packed packages
import { createPackageFromTarballData, checkPackage } from '@arethetypeswrong/core';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

// The packages are ESM only (ADR 0003): require() loads them on every Node that they take, and resolution as in the
// days before "exports" (node10) is not offered.
const isForUs = ({ kind, resolutionKind }) =>
  resolutionKind !== 'node10' && !(kind === 'CJSResolvesToESM' && resolutionKind === 'node16-cjs');

async function complaints(file) {
  const data = await readFile(file);
  const tarball = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  const types = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  if (types.types === false) return ['attw: no types'];
  return [
    ...messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`),
    ...types.problems.filter(isForUs).map((problem) => `attw: ${JSON.stringify(problem)}`),
  ];
}

let bad = 0;
for (const file of process.argv.slice(2)) {
  const found = await complaints(file);
  for (const complaint of found) console.error(`${path.basename(file)}: ${complaint}`);
  bad += found.length;
}
process.exitCode = bad === 0 ? 0 : 1;
