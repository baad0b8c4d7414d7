import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadCases, OURS } from '../src/wire/cases.ts';

const peers = fileURLToPath(new URL('../../peers/node_modules/kafkajs/package.json', import.meta.url));
const skip = existsSync(peers) ? false : 'the other clients are not installed; npm run bench:wire does that';

test('every case of bench:wire has ours and another, who write the same bytes and read them', { skip }, async () => {
  // Loading compares what each writes, and lets each read once.
  const cases = await loadCases();
  assert.equal(cases.length, 18);
  for (const { name, bytes, contenders } of cases) {
    assert.deepEqual([contenders.length, contenders[0]?.client], [2, OURS], name);
    assert.ok(bytes > 0, name);
  }
});
