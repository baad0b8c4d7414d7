import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { builtSources } from '../src/package-under-test.ts';

test('what the compiler adds of its own is not changed', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'k-package-'));
  try {
    const source = 'declare function f(): Disposable;\nusing x = f();\nif (x) f();\n';
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, sourceMap: true };
    const { outputText, sourceMapText = '' } = ts.transpileModule(source, { fileName: 'a.ts', compilerOptions });
    assert.match(outputText, /__addDisposableResource/);
    for (const folder of ['src', 'dist/src']) await mkdir(path.join(dir, folder), { recursive: true });
    await writeFile(path.join(dir, 'src/a.ts'), source);
    await writeFile(path.join(dir, 'dist/src/a.js'), outputText);
    await writeFile(path.join(dir, 'dist/src/a.js.map'), sourceMapText);
    const [built] = builtSources(dir, '');
    assert.ok(built);
    assert.ok(built.mutants.length > 0);
    const lines = built.mutants.map(({ start }) => built.lineOf(start));
    assert.ok(!lines.includes(0), lines.join());
  } finally {
    await rm(dir, { recursive: true });
  }
});
