import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { mutantsOf } from '../src/mutants.ts';
import { coverPackage, tryMutant } from '../src/try-mutants.ts';

const SOURCE = `
export function sign(n) {
  if (n < 0) return -1;
  return 1;
}
export function unused() {
  return true;
}
export function forever() {
  while (false) {}
}
`;

const TEST = `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forever, sign } from './source.js';
test('sign', () => {
  assert.equal(sign(-5), -1);
  assert.equal(sign(5), 1);
  forever();
});
`;

async function place(t: TestContext): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'k-mutate-test-'));
  t.after(() => rm(dir, { recursive: true }));
  await mkdir(path.join(dir, 'src'));
  await writeFile(path.join(dir, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(dir, 'source.js'), SOURCE);
  await writeFile(path.join(dir, 'it.js'), TEST);
  return dir;
}

test('tells what a test notices, what it does not, what no test runs, and what would never end', async (t) => {
  const dir = await place(t);
  const url = pathToFileURL(path.join(dir, 'source.js')).href;
  const tests = await coverPackage(dir, [path.join(dir, 'it.js')], url, 1);
  const source = { source: 'source.js', url, text: SOURCE, mutants: mutantsOf(SOURCE), lineOf: () => 0 };
  const seen: string[] = [];
  for (const mutant of source.mutants) {
    // One of the endless ones is enough to wait for.
    if (mutant.kind === 'literal' && SOURCE.slice(mutant.start, mutant.end) === 'false') {
      assert.equal(await tryMutant(dir, tests, { source, mutant }, 1), 'killed');
      continue;
    }
    const outcome = await tryMutant(dir, tests, { source, mutant });
    seen.push(`${SOURCE.slice(mutant.start, mutant.end)} → ${mutant.replacement}: ${outcome}`);
  }
  assert.deepEqual(seen, [
    'n < 0 → true: killed',
    'n < 0 → false: killed',
    '< → <=: survived',
    '0 → (0 + 1): survived',
    '1 → (1 + 1): killed',
    '1 → (1 + 1): killed',
    'true → false: never ran',
  ]);
});

test('a test that fails by itself is said at once', async (t) => {
  const dir = await place(t);
  await writeFile(
    path.join(dir, 'it.js'),
    `import { test } from 'node:test'; test('no', () => { throw new Error('no'); });`,
  );
  await assert.rejects(
    coverPackage(dir, [path.join(dir, 'it.js')], pathToFileURL(dir).href, 1),
    /it\.js failed without any change/,
  );
});
