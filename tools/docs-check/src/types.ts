import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { type Block, isCode, placeOf } from './blocks.ts';

/** As strictly as a careful reader compiles. */
const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
};

/** JavaScript says no types: what it leaves open is not held against it. */
const JAVASCRIPT: ts.CompilerOptions = {
  ...OPTIONS,
  allowJs: true,
  checkJs: true,
  noImplicitAny: false,
  noUncheckedIndexedAccess: false,
};

/**
 * What the compiler says of the blocks of TypeScript and JavaScript, by their places in the texts.
 * @param dir a folder for the files, from which the packages are found by their names; made anew and removed
 */
export function typeErrors(blocks: readonly Block[], dir: string): string[] {
  const code = blocks.filter((block) => isCode(block) && block.remarks.skip === undefined);
  const files = new Map(
    code.map((block, i) => {
      const isJavaScript = block.language !== 'ts' && block.remarks.around === undefined;
      return [path.join(dir, `block-${String(i)}.${isJavaScript ? 'mjs' : 'mts'}`), block];
    }),
  );
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  for (const [file, block] of files) writeFileSync(file, wholeOf(block));
  const names = [...files.keys()];
  const found = [
    ...diagnostics(
      names.filter((file) => file.endsWith('.mts')),
      OPTIONS,
    ),
    ...diagnostics(
      names.filter((file) => file.endsWith('.mjs')),
      JAVASCRIPT,
    ),
  ];
  rmSync(dir, { recursive: true });
  return found.map(({ file, start, messageText }) => {
    const block = files.get(path.normalize(file?.fileName ?? ''));
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (block === undefined || file === undefined) return message;
    const before = (block.remarks.around?.before ?? '').split('\n').length - 1;
    const line = file.getLineAndCharacterOfPosition(start ?? 0).line - before + block.line;
    return `${placeOf({ ...block, line })}: ${message}`;
  });
}

function wholeOf({ code, remarks: { around } }: Block): string {
  return around === undefined ? code : `${around.before}${code}${around.behind}\nexport {};\n`;
}

function diagnostics(files: string[], options: ts.CompilerOptions): readonly ts.Diagnostic[] {
  return ts.getPreEmitDiagnostics(ts.createProgram(files, options));
}
