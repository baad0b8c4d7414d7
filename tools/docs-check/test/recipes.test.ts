import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { blocksOf } from '../src/blocks.ts';
import { root } from '../src/texts.ts';

const page = 'docs/replacing-docker.md';

it('what replacing-docker.md shows in Go, Java and Python are the files that are run', () => {
  const blocks = blocksOf(page, readFileSync(path.join(root, page), 'utf8'));
  for (const [language, ...files] of [
    ['go', 'go/orders_test.go'],
    ['java', 'java/src/test/java/OrdersTest.java'],
    ['python', 'python/conftest.py', 'python/test_orders.py'],
  ]) {
    const shown = blocks.filter((block) => block.language === language).map(({ code }) => code.trim());
    const run = files.map((file) => readFileSync(path.join(root, 'docs/replacing-docker', file), 'utf8').trim());
    assert.deepEqual(shown, run, language);
  }
});
