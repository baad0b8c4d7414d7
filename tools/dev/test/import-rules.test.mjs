import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ARROWS, importViolations } from '../import-rules.mjs';
import { workspaces } from '../repo.mjs';

/**
 * @param {string} name
 * @param {string} file inside the package
 * @param {string} text
 * @param {import('../repo.mjs').Workspace['manifest']} [manifest]
 */
function violations(name, file, text, manifest = {}) {
  const dir = `packages/${name}`;
  const used = Object.keys(manifest.dependencies ?? {}).map((each) => `import '${each}';`);
  const sources = [
    { file: `${dir}/${file}`, text },
    { file: `${dir}/src/uses-all.ts`, text: used.join('\n') },
  ];
  return importViolations([{ name: `@k/${name}`, dir, manifest, sources }], ['fast-check']);
}

const onConn = { dependencies: { '@k/wire': '1', '@k/conn': '1', zod: '4' } };

describe('the import check', () => {
  it('lets through imports that follow the arrows and are declared', () => {
    const text = `
      import { readFile } from 'node:fs/promises';
      import { Fetch } from '@k/wire';
      import type { Connection } from '@k/conn';
      import * as z from 'zod';
      import { helper } from './inner/helper.ts';
    `;
    assert.deepEqual(violations('cluster', 'src/index.ts', text, onConn), []);
  });

  it('names file, line and rule of an import that points the wrong way', () => {
    const [line, ...more] = violations('conn', 'src/a.ts', `\n\nimport { Cluster } from '@k/cluster';`, {
      devDependencies: { '@k/cluster': '1' },
    });
    assert.match(line ?? '', /^packages\/conn\/src\/a\.ts:3: import "@k\/cluster": @k\/conn may import only @k\/wire/);
    assert.deepEqual(more, []);
  });

  it('sees type-only, dynamic and re-exporting imports', () => {
    for (const text of [
      `import type { X } from '@k/producer';`,
      `export { x } from '@k/producer';`,
      `export * from '@k/producer';`,
      `const x = await import('@k/producer');`,
      `let x: import('@k/producer').X;`,
    ]) {
      assert.equal(violations('broker', 'src/a.ts', text).length, 1, text);
    }
  });

  it('sees what is required when it is there', () => {
    const text = `const a = createRequire(import.meta.url)('lz4');\nconst b = require.resolve('zstd/x.wasm');
      const c = optionalPackage('crc');`;
    assert.equal(violations('codec', 'src/a.ts', text).length, 3);
    const optionalDependencies = { lz4: '1', zstd: '1', crc: '1' };
    assert.deepEqual(violations('codec', 'src/a.ts', text, { optionalDependencies }), []);
  });

  it('lets a source import what is taken into the published file, and nothing else that is not installed', () => {
    const manifest = { devDependencies: { hysnappy: '1', 'fast-check': '1' } };
    assert.deepEqual(violations('codec', 'src/a.ts', "import { x } from 'hysnappy';", manifest), []);
    for (const [name = '', text = ''] of [
      ['codec', "import { x } from 'fast-check';"],
      ['conn', "import { x } from 'hysnappy';"],
    ]) {
      assert.match(violations(name, 'src/a.ts', text, manifest)[0] ?? '', /not in "dependencies"/);
    }
  });

  it('refuses an import between packages on the same level, declared or not', () => {
    const manifest = { dependencies: { '@k/group': '1' } };
    const found = violations('producer', 'src/a.ts', `import { x } from '@k/group';`, manifest);
    assert.match(found[0] ?? '', /producer may import only/);
  });

  it('refuses an inner file of another package', () => {
    const found = violations('conn', 'src/a.ts', `import { x } from '@k/wire/src/reader.ts';`, onConn);
    assert.match(found[0] ?? '', /no inner file/);
    const relative = violations('conn', 'src/a.ts', `import { x } from '../../wire/src/reader.ts';`, onConn);
    assert.match(relative[0] ?? '', /leaves packages\/conn/);
  });

  it('lets a test, and no source, import its own package by name', () => {
    assert.deepEqual(violations('wire', 'test/a.test.ts', `import '@k/wire';`), []);
    assert.match(violations('wire', 'test/a.test.ts', `import '@k/wire/src/a.ts';`)[0] ?? '', /by relative path/);
    assert.match(violations('wire', 'src/a.ts', `import '@k/wire';`)[0] ?? '', /by relative path/);
  });

  it('refuses what package.json does not declare', () => {
    assert.match(violations('cluster', 'src/a.ts', `import 'zod';`)[0] ?? '', /zod is not in "dependencies"/);
    const asDev = { devDependencies: { zod: '4' } };
    assert.match(violations('cluster', 'src/a.ts', `import 'zod';`, asDev)[0] ?? '', /zod is not in "dependencies"/);
    assert.deepEqual(violations('cluster', 'src/browser-a.ts', `import 'zod';`, asDev), []);
  });

  it('lets tests import any declared dev-dependency, and what the root offers', () => {
    const text = `import '@k/broker'; import 'fast-check'; import '../src/a.ts';`;
    assert.deepEqual(violations('conn', 'test/a.test.ts', text, { devDependencies: { '@k/broker': '1' } }), []);
    assert.match(violations('conn', 'test/a.test.ts', text)[0] ?? '', /@k\/broker is not in "devDependencies"/);
  });

  it('refuses a source that imports a test, a bare built-in, and an import without its ending', () => {
    assert.match(violations('wire', 'src/a.ts', `import '../test/b.ts';`)[0] ?? '', /outside src/);
    assert.match(violations('wire', 'src/a.ts', `import 'fs';`)[0] ?? '', /"node:fs"/);
    assert.match(violations('wire', 'src/a.ts', `import './b.js';`)[0] ?? '', /ends in "\.ts"/);
  });

  it('refuses a dependency that nothing imports', () => {
    const pack = { name: '@k/conn', dir: 'packages/conn', manifest: { dependencies: { zod: '4' } }, sources: [] };
    assert.match(importViolations([pack])[0] ?? '', /"zod" is imported nowhere/);
  });

  it('has a row for every package, and no row points back', () => {
    // Of the tools only those that packages may use.
    const packages = workspaces().filter(({ name, dir }) => dir.startsWith('packages/') || name in ARROWS);
    assert.deepEqual(Object.keys(ARROWS).sort(), packages.map(({ name }) => name).sort());
    const placed = new Set();
    for (const [name, targets] of Object.entries(ARROWS)) {
      for (const target of targets) assert.ok(placed.has(target), `${name} -> ${target}`);
      placed.add(name);
    }
  });
});
