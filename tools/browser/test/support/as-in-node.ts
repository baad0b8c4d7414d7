import { readBatches } from '@k/codec';
import assert from 'node:assert/strict';
import type { Findings } from '../../src/index.ts';

/** @param found what came of the cases elsewhere @param inNode and here, both in JSON */
export function assertAsInNode(found: string, inNode: string): void {
  const [there, here] = [found, inNode].map((text) => JSON.parse(text) as Findings) as [Findings, Findings];
  assert.deepEqual(there.ofNode, []);
  assert.deepEqual(there.same, here.same);
  assert.deepEqual(Object.keys(there.written), Object.keys(here.written));
  const expected = recordsIn(here.written['none']);
  assert.ok(expected.length > 1000);
  for (const hex of Object.values(there.written)) assert.deepEqual(recordsIn(hex), expected);
}

function recordsIn(hex = ''): unknown[] {
  return [...readBatches(Buffer.from(hex, 'hex'))].flatMap((batch) =>
    [...batch].map(({ offset, timestamp, keyText, valueText, headers }) => [
      offset,
      timestamp,
      keyText,
      valueText,
      headers,
    ]),
  );
}
