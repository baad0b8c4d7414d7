import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchInAnyOrder } from '../../src/expect/match-in-any-order.ts';
import { createBroker } from '../../src/index.ts';

/** So many records, in partitions by turns; only where they are counts. */
const inPartitions = (count: number, partitions: number): { partition: number }[] =>
  Array.from({ length: count }, (_, index) => ({ partition: index % partitions }));

describe('expected records in any order', () => {
  it('are found among 100,000 by as many looks as there are records and partitions', () => {
    const count = 100_000;
    const records = inPartitions(count, 4).sort((a, b) => a.partition - b.partition);
    // Sent by turns; here one partition stands behind the other.
    const placeOf = (expected: number): number => (expected % 4) * (count / 4) + Math.floor(expected / 4);
    let looks = 0;
    const fits = (expected: number, record: number): boolean => {
      looks++;
      return placeOf(expected) === record;
    };
    const match = matchInAnyOrder({ records, count, fits });
    assert.deepEqual(
      match,
      Array.from({ length: count }, (_, expected) => placeOf(expected)),
    );
    assert.ok(looks <= 4 * count, String(looks));
  });

  it('take others, as many as it takes, without a stack that overflows', () => {
    // Each fits two that stand side by side, and the last one only the first of all: all others have to move on.
    const count = 6_000;
    const records = inPartitions(count, 1);
    const fits = (expected: number, record: number): boolean =>
      expected === count - 1 ? record === 0 : record === expected || record === expected + 1;
    const moved = Array.from({ length: count - 1 }, (_, expected) => expected + 1);
    assert.deepEqual(matchInAnyOrder({ records, count, fits }), [...moved, 0]);
  });
});

it('what another leader has in the place of what was read is read anew', async () => {
  await using broker = await createBroker({ nodes: 2, topics: { t: 1 } });
  for (const value of ['a', 'b', 'c']) broker.produce('t', [{ value }]);
  const waiting = broker.expectRecords('t', ['a', 'x', 'y', 'z']);
  // Between two looks its log was cut, and has grown beyond where it was.
  broker.electUncleanly('t', 0, broker.topic('t')?.partitions[0]?.leaderId === 0 ? 1 : 0, 1);
  broker.produce('t', [{ value: 'x' }, { value: 'y' }, { value: 'z' }]);
  const found = await waiting;
  assert.deepEqual(found.map(({ valueText, offset }) => [valueText, offset]), [['a', 0], ['x', 1], ['y', 2], ['z', 3]]); // prettier-ignore
});
