import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LeaderEpochs } from '../../src/run/finished-ranges.ts';

test('the leader epoch before an offset is that of the last record before it', () => {
  const epochs = new LeaderEpochs();
  assert.equal(epochs.before(5), undefined);
  for (const [offset, epoch] of [[5, 1], [6, 1], [9, 3], [12, 4]] as const) epochs.add(offset, epoch); // prettier-ignore
  const before = [5, 6, 9, 10, 12, 13, 99].map((offset) => epochs.before(offset));
  assert.deepEqual(before, [undefined, 1, 1, 3, 3, 4, 4]);
});
