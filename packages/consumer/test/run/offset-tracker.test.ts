import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '@k/runtime';
import { FinishedRanges, LeaderEpochs, finishedBetween } from '../../src/run/finished-ranges.ts';
import { OffsetTracker, type Tracked } from '../../src/run/offset-tracker.ts';

interface Item extends Tracked<Item> {
  before: Item | null;
  after: Item | null;
}

const SEEDS = 200;

describe('what is finished of a partition', () => {
  it('is known without a gap, and beyond it, in whatever order it is finished', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = seededRandom(seed);
      const below = (end: number): number => Math.floor(random.next() * end);
      const tracker = new OffsetTracker<Item>();
      const open: Item[] = [];
      const epochs = new LeaderEpochs();
      const epochOf: number[] = [];
      const finished = new Set<number>();
      let end = 0;
      for (let step = 0; step < 60; step++) {
        if (random.next() < 0.55) {
          // Offsets that a compacted log has lost are nobody's.
          const gap = below(3) === 0 ? below(4) : 0;
          end += gap;
          const leaderEpoch = Math.floor(step / 20);
          epochs.add(end, leaderEpoch);
          epochOf[end] = leaderEpoch;
          const item = { offset: end++, before: null, after: null };
          tracker.add(item);
          open.push(item);
        } else if (open.length > 0) {
          const [item] = open.splice(below(open.length), 1) as [Item];
          const isFirst = [...open].every(({ offset }) => offset > item.offset);
          assert.equal(tracker.finish(item), isFirst, `seed ${String(seed)}`);
          finished.add(item.offset);
        }
        assert.equal(tracker.first, open[0] ?? null, `seed ${String(seed)}`);
      }
      const unfinished = tracker.clear().map(({ offset }) => offset);
      assert.deepEqual(
        unfinished,
        open.map(({ offset }) => offset),
      );
      assert.equal(tracker.first, null);
      const known = new FinishedRanges(finishedBetween(0, end, unfinished, epochs));
      for (let offset = 0; offset < end; offset++) {
        const leaderEpoch = epochOf[offset];
        if (leaderEpoch === undefined) continue;
        assert.equal(known.has(offset, leaderEpoch), finished.has(offset), `seed ${String(seed)}, ${String(offset)}`);
      }
    }
  });

  it('is not what has the same offset in a log that was cut: its leader epoch is another one', () => {
    const epochs = new LeaderEpochs();
    epochs.add(0, 1);
    epochs.add(5, 2);
    assert.deepEqual(
      [0, 1, 5, 6].map((offset) => epochs.before(offset)),
      [undefined, 1, 1, 2],
    );
    const finished = new FinishedRanges(finishedBetween(0, 10, [3], epochs));
    assert.deepEqual(
      [0, 2, 3, 4].map((offset) => finished.has(offset, 1)),
      [true, true, false, true],
    );
    assert.deepEqual(
      [5, 6, 7].map((offset) => finished.has(offset, offset === 6 ? 3 : 2)),
      [true, false, true],
    );
    assert.equal(finished.has(10, 2), false);
    assert.deepEqual(finished.from(8), [{ from: 8, to: 10, leaderEpoch: 2 }]);
    assert.equal(finished.endsBefore(9), false);
    assert.equal(finished.endsBefore(10), true);
  });
});
