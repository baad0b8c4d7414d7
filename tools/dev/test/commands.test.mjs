import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { removeOrphans } from '../compile.mjs';
import { lockDifference } from '../install.mjs';
import { root, scratch } from '../repo.mjs';

/**
 * @param {string} script
 * @param {string[]} args
 */
function dev(script, ...args) {
  // A test runner inside of a test of Node's does nothing while it can tell that it is there.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'tools/dev', script), ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, lines: `${stdout}${stderr}`.trim().split('\n') };
}

describe('the commands', () => {
  for (const [script, args, message] of /** @type {const} */ ([
    ['test.mjs', ['no-such-thing'], /^no package and no test file matches "no-such-thing"; packages: admin, broker, /],
    ['test.mjs', ['--wacth'], /^Unknown option '--wacth'\. Usage: npm test/],
    ['build.mjs', ['no-such-thing'], /^no package "no-such-thing"; there are admin, broker, /],
    ['lint.mjs', ['--fix'], /^Unknown option '--fix'\. Usage: npm run lint$/],
    ['tool.mjs', ['no-such-thing'], /^no tool "no-such-thing"; there are codegen, /],
    ['release.mjs', ['lst'], /^npm run release -- pack DIR \| check \| rehearse \| list/],
  ])) {
    it(`answer ${script} ${args.join(' ')} with one line and exit code 2`, () => {
      const { status, lines } = dev(script, ...args);
      assert.equal(status, 2);
      assert.equal(lines.length, 1, lines.join('\n'));
      assert.match(lines[0] ?? '', message);
    });
  }
});

describe('npm test -- --name', () => {
  const file = 'tools/dev/test/commands.test.mjs';

  it('tells of the files that have a test of that name, and of no other', () => {
    const { status, lines } = dev('test.mjs', file, 'packages.test', '--name', 'A new, another or a moved PACKAGE');
    assert.equal(status, 0);
    assert.deepEqual(lines.slice(0, 4), [`${file}  1 passed`, '# tests 1', '# pass 1', '# fail 0']);
    assert.ok(lines.includes('# skipped 0'), lines.join('\n'));
  });

  it('fails when there is none', () => {
    const { status, lines } = dev('test.mjs', file, '--name', 'no such test');
    assert.equal(status, 1);
    assert.equal(lines.at(-1), 'no test has a name that matches "no such test"');
  });
});

describe('what is installed is compared with the lockfile', () => {
  const installed = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/@k/wire': { resolved: 'packages/wire', link: true },
  };

  it('and the same is the same', () => {
    assert.equal(lockDifference({ '': {}, ...installed }, installed), undefined);
  });

  it('and a new, another or a moved package is found', () => {
    assert.equal(lockDifference({ ...installed, 'node_modules/b': { version: '1.0.0' } }, installed), 'b is missing');
    assert.equal(lockDifference({ ...installed, 'node_modules/a': { version: '1.0.1' } }, installed), 'a changed');
    const moved = { 'node_modules/@k/wire': { resolved: 'libs/wire', link: true } };
    assert.equal(lockDifference({ ...installed, ...moved }, installed), '@k/wire changed');
  });

  it('and an optional package for another machine may be absent', () => {
    assert.equal(lockDifference({ 'node_modules/b-win32': { version: '1.0.0', optional: true } }, {}), undefined);
  });
});

describe('what was built', () => {
  it('goes when its source has gone, and nothing else does', () => {
    mkdirSync(scratch, { recursive: true });
    const project = mkdtempSync(path.join(scratch, 'orphans-'));
    try {
      for (const folder of ['src', 'dist/src']) mkdirSync(path.join(project, folder), { recursive: true });
      const built = ['kept.js', 'kept.js.map', 'kept.d.ts', 'kept.d.ts.map', 'gone.js', 'gone.d.ts', 'gone.d.ts.map'];
      for (const file of built) writeFileSync(path.join(project, 'dist/src', file), '');
      for (const file of ['dist/.tsbuildinfo', 'dist/data.json', 'src/kept.ts']) {
        writeFileSync(path.join(project, file), '');
      }
      removeOrphans(path.relative(root, project));
      assert.deepEqual(
        readdirSync(path.join(project, 'dist/src')).sort(),
        built.filter((file) => file.startsWith('kept')).sort(),
      );
      assert.deepEqual(readdirSync(path.join(project, 'dist')).sort(), ['.tsbuildinfo', 'data.json', 'src']);
    } finally {
      rmSync(project, { recursive: true });
    }
  });
});
