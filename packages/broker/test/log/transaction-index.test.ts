import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TransactionIndex } from '../../src/log/transaction-index.ts';

/** Of each offset: who wrote there in a transaction, and, for a marker, how it ended. */
interface Written {
  readonly producerId: number;
  readonly ends?: 'commit' | 'abort';
}

const written = fc.array(
  fc.record(
    { producerId: fc.integer({ min: 0, max: 3 }), ends: fc.constantFrom('commit', 'abort', undefined) },
    { requiredKeys: ['producerId'] },
  ),
  { maxLength: 40 },
) as fc.Arbitrary<Written[]>;

function indexOf(log: readonly Written[]): TransactionIndex {
  const index = new TransactionIndex();
  log.forEach(({ producerId, ends }, offset) => {
    if (ends === undefined) index.wrote(producerId, offset);
    else index.ended(producerId, offset, ends === 'commit', 0);
  });
  return index;
}

/** What a reader that has been given the aborted transactions passes over, as Java's consumer does it. */
function passedOver(log: readonly Written[], from: number, end: number, index: TransactionIndex): Set<number> {
  const aborted = index.abortedIn(from, end).sort((a, b) => a.firstOffset - b.firstOffset);
  const open = new Set<number>();
  const passed = new Set<number>();
  for (let offset = from; offset < end; offset++) {
    const { producerId, ends } = log[offset] as Written;
    while (aborted.length > 0 && (aborted[0]?.firstOffset as number) <= offset)
      open.add(aborted.shift()?.producerId as number);
    if (ends !== undefined) {
      if (ends === 'abort') open.delete(producerId);
    } else if (open.has(producerId)) passed.add(offset);
  }
  return passed;
}

/** How the transaction that wrote at an offset ended: by the next marker of its producer. */
function fateOf(log: readonly Written[], offset: number): 'commit' | 'abort' | 'open' {
  const { producerId } = log[offset] as Written;
  return log.slice(offset).find((each) => each.producerId === producerId && each.ends !== undefined)?.ends ?? 'open';
}

describe('the transactions of a partition', () => {
  it('are stable up to the first record of one that is open', () => {
    fc.assert(
      fc.property(written, (log) => {
        const first = log.findIndex(({ ends }, offset) => ends === undefined && fateOf(log, offset) === 'open');
        assert.equal(indexOf(log).firstOpenOffset ?? -1, first);
      }),
      { seed: 20261130 },
    );
  });

  it('let a reader from anywhere pass over what was aborted, and nothing else', () => {
    fc.assert(
      fc.property(written, fc.nat(44), fc.nat(44), (some, a, b) => {
        const log = [...some, ...[0, 1, 2, 3].map((producerId): Written => ({ producerId, ends: 'abort' }))];
        const index = indexOf(log);
        const stable = index.firstOpenOffset ?? log.length;
        const from = Math.min(a, stable);
        const end = Math.min(Math.max(b, from), stable);
        const passed = passedOver(log, from, end, index);
        for (let offset = from; offset < end; offset++) {
          if ((log[offset] as Written).ends !== undefined) continue;
          assert.equal(passed.has(offset), fateOf(log, offset) === 'abort', `offset ${String(offset)}`);
        }
      }),
      { seed: 20261130 },
    );
  });

  it('name nothing that ended before the reader, or began behind it', () => {
    const index = indexOf([
      { producerId: 1 },
      { producerId: 1, ends: 'abort' },
      { producerId: 2 },
      { producerId: 2, ends: 'abort' },
      { producerId: 3 },
      { producerId: 3, ends: 'abort' },
    ]);
    const seen = (from: number, end: number): number[] =>
      index.abortedIn(from, end).map(({ producerId }) => producerId);
    assert.deepEqual([seen(0, 6), seen(2, 4), seen(1, 3), seen(4, 4), seen(6, 6)], [[1, 2, 3], [2], [1, 2], [], []]);
  });

  it('are forgotten when retention has taken them', () => {
    const index = indexOf([{ producerId: 1 }, { producerId: 1, ends: 'abort' }, { producerId: 2 }]);
    index.ended(2, 3, false, 2);
    assert.deepEqual(
      index.abortedIn(0, 4).map(({ producerId }) => producerId),
      [2],
    );
  });
});
