import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { blocksOf } from '../src/blocks.ts';
import { root } from '../src/texts.ts';

const page = 'docs/testing-applications.md';
const files = path.join(root, 'docs/testing-applications');

describe('testing-applications.md', () => {
  it('shows the files that are run', () => {
    const shown = blocksOf(page, readFileSync(path.join(root, page), 'utf8')).map(({ code }) => code.trim());
    const run = (file: string): string => readFileSync(path.join(files, file), 'utf8').trim();
    const [application, nodeTest, vitest, line, config] = shown;
    assert.deepEqual(
      [application, nodeTest, vitest, config, shown.length],
      [...['billing.js', 'node-test/billing.test.js', 'vitest/billing.test.js', 'jest/jest.config.js'].map(run), 5],
    );
    assert.equal(
      run('jest/billing.test.js'),
      run('vitest/billing.test.js').replace(/^import .* from 'vitest';$/m, line ?? ''),
    );
  });

  it('has a recipe for node:test that passes', { timeout: 60_000 }, async () => {
    // Else the runner takes itself for a file of the one that runs this.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const child = spawn(process.execPath, ['--test', 'node-test/billing.test.js'], { cwd: files, env });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
    await once(child, 'close');
    const text = Buffer.concat(output).toString();
    assert.equal(child.exitCode, 0, text);
    assert.match(text, /pass 3/);
  });
});
