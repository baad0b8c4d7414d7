import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** As in a browser's project that is checked with all its declarations. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  skipDefaultLibCheck: true,
  types: [],
};

const PROGRAM = `
import { Fetch, FrameDecoder } from '@k/wire';
import { readBatches } from '@k/codec';

const { records } = Fetch.response.decode(12, new Uint8Array(3)).responses[0]!.partitions[0]!;
export const bytes: Uint8Array | null = records;
export const decoder: FrameDecoder = new FrameDecoder({ onFrame: (frame) => new TextDecoder().decode(frame) });
for (const batch of readBatches(records)) {
  for (const { value, valueText } of batch) console.log(value satisfies Uint8Array | null, valueText satisfies string | null);
}
// @ts-expect-error -- not any
records?.nonsense;
// @ts-expect-error -- there is no Buffer here
Buffer.from('');
`;

test('the declarations need none of Node: a Buffer is a Uint8Array then', () => {
  const file = fileURLToPath(new URL('program.ts', import.meta.url));
  const host = ts.createCompilerHost(OPTIONS);
  const onDisk = { ...host };
  host.fileExists = (name) => name === file || onDisk.fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, PROGRAM, ts.ScriptTarget.ES2022) : onDisk.getSourceFile(name, ...rest);
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], OPTIONS, host));
  assert.equal(ts.formatDiagnostics(found, { ...host, getNewLine: () => '\n' }), '');
});
