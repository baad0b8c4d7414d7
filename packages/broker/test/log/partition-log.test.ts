import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { batchHeader, readBatches } from '@k/codec';
import { ConfigError } from '@k/wire';
import { PartitionLog } from '../../src/log/partition-log.ts';
import { batchOf, recordsIn } from '../support/records.ts';

/** Appends a batch of `count` records of about `size` bytes each. */
function append(log: PartitionLog, count: number, size = 10, epoch = 0): number {
  const bytes = batchOf(Array.from({ length: count }, () => 'x'.repeat(size)));
  return log.append(bytes, batchHeader(bytes), epoch);
}

describe('PartitionLog', () => {
  it('ends where it is cut, and other records come there, while what was read stays as it was', () => {
    const log = new PartitionLog();
    for (let i = 0; i < 60; i++) append(log, 2, 500, i < 30 ? 0 : 1);
    const read = log.read(40, 1_000_000, true);
    const before = recordsIn(read);
    const held = log.bytesFrom(0, 50);
    log.truncateTo(50);
    assert.deepEqual([log.endOffset, log.byteLength, log.bytesFrom(0)], [50, held, held]);
    assert.deepEqual(log.epochs, [{ epoch: 0, startOffset: 0 }]);
    const bytes = batchOf(['other', 'other', 'other']);
    for (let i = 0; i < 60; i++) log.append(bytes, batchHeader(bytes), 2);
    assert.deepEqual(recordsIn(read), before);
    const offsets: number[] = [];
    for (let next = 0; next < log.endOffset;) {
      const records = recordsIn(log.read(next, 1, true));
      for (const record of records) offsets.push(Number(record.split(':')[0]));
      assert.equal(records.every((record) => record.endsWith('other')), next >= 50); // prettier-ignore
      next = (offsets.at(-1) ?? 0) + 1;
    }
    assert.deepEqual(
      offsets,
      Array.from({ length: 230 }, (_, offset) => offset),
    );
    assert.deepEqual(log.epochs.at(-1), { epoch: 2, startOffset: 50 });
    log.truncateTo(0);
    assert.deepEqual([log.endOffset, log.byteLength, log.epochs, [...log.batches()]], [0, 0, [], []]);
  });

  it('is cut between batches only, and not before its start', () => {
    const log = new PartitionLog();
    for (let i = 0; i < 4; i++) append(log, 3);
    log.truncateBefore(3);
    for (const offset of [4, 5, 13, -1, 0, 1.5, NaN]) {
      assert.throws(() => log.truncateTo(offset), /^ConfigError: truncateTo\(\): offset: expected an offset from 3 to 12/); // prettier-ignore
    }
    assert.throws(() => log.truncateTo(7), /where a batch begins, as 6 and 9, got 7/);
    assert.equal(log.endOffset, 12);
    log.truncateTo(12);
    log.truncateTo(6);
    log.truncateTo(3);
    assert.deepEqual([log.startOffset, log.endOffset, log.read(3, 100, true).length], [3, 3, 0]);
  });

  it('reads from the batch that holds the offset, over many segments', () => {
    const log = new PartitionLog();
    for (let i = 0; i < 300; i++) assert.equal(append(log, 3, 500), 3 * i);
    assert.equal(log.endOffset, 900);
    for (let offset = 0; offset < 900; offset += 7) {
      const [first] = recordsIn(log.read(offset, 1, true));
      assert.equal(Number(first?.split(':')[0]), offset - (offset % 3));
    }
    assert.equal(log.read(900, 1_000_000, true).length, 0);
  });

  it('can be read from end to end, whatever the limits (property)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ count: fc.integer({ min: 1, max: 20 }), size: fc.integer({ min: 0, max: 3000 }) }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 100_000 }),
        (batches, maxBytes) => {
          const log = new PartitionLog();
          let total = 0;
          for (const { count, size } of batches) total = append(log, count, size) + count;
          let next = 0;
          while (next < log.endOffset) {
            const bytes = log.read(next, maxBytes, true);
            const offsets = recordsIn(bytes).map((record) => Number(record.split(':')[0]));
            assert.equal(offsets[0], next);
            if (bytes.length > maxBytes) assert.equal(batchHeader(bytes).byteLength, bytes.length);
            next = (offsets.at(-1) as number) + 1;
          }
          assert.equal(next, total);
          assert.equal(log.bytesFrom(0), log.byteLength);
        },
      ),
      { numRuns: 50, seed: 20261130 },
    );
  });

  it('hands out views that later appends do not change', () => {
    const log = new PartitionLog();
    append(log, 1);
    const view = log.read(0, 1_000_000, true);
    const copy = Buffer.from(view);
    for (let i = 0; i < 1000; i++) append(log, 1, 100);
    assert.deepEqual(view, copy);
  });

  it('counts the bytes from an offset on', () => {
    const log = new PartitionLog();
    for (let i = 0; i < 100; i++) append(log, 2, 1000);
    const one = log.byteLength / 100;
    assert.equal(log.bytesFrom(0), log.byteLength);
    assert.equal(log.bytesFrom(100), 50 * one);
    assert.equal(log.bytesFrom(101), 50 * one, 'from the middle of a batch: with all of it');
    assert.equal(log.bytesFrom(200), 0);
  });

  it('frees whole segments before the start offset', () => {
    const log = new PartitionLog();
    for (let i = 0; i < 200; i++) append(log, 1, 1000);
    const all = log.byteLength;
    log.truncateBefore(100);
    assert.equal(log.startOffset, 100);
    assert.ok(log.byteLength < all);
    assert.equal([...log.batches()][0]?.baseOffset, 100);
    log.truncateBefore(50);
    assert.equal(log.startOffset, 100, 'never backwards');
    log.truncateBefore(200);
    assert.deepEqual([log.byteLength, log.endOffset, [...log.batches()].length], [0, 200, 0]);
    assert.equal(append(log, 1), 200);
    assert.throws(() => log.truncateBefore(202), ConfigError);
    assert.throws(() => log.truncateBefore(1.5), ConfigError);
  });

  it('remembers which epoch appended what', () => {
    const log = new PartitionLog();
    assert.equal(log.epochOf(0), -1);
    append(log, 2, 10, 3);
    append(log, 2, 10, 3);
    append(log, 2, 10, 7);
    assert.deepEqual(log.epochs, [
      { epoch: 3, startOffset: 0 },
      { epoch: 7, startOffset: 4 },
    ]);
    assert.deepEqual([log.epochOf(0), log.epochOf(3), log.epochOf(4), log.epochOf(99)], [3, 3, 7, 7]);
    assert.deepEqual(
      [...log.batches()].map(({ leaderEpoch }) => leaderEpoch),
      [3, 3, 7],
    );
  });

  it('reads on behind what cleaning has left empty, from wherever one asks', () => {
    const log = new PartitionLog();
    const bytes = batchOf(['x']);
    const twoEach = { segmentBytes: 2 * bytes.length, segmentMs: Infinity };
    for (let i = 0; i < 6; i++) log.append(bytes, batchHeader(bytes), 0, twoEach);
    const [first, second] = log.logSegments();
    assert.ok(first !== undefined && second !== undefined);
    log.replaceSegments([first], readBatches(log.read(0, bytes.length, true)));
    log.replaceSegments([second], []);
    const read = (offset: number): string[] => recordsIn(log.read(offset, 1, true));
    assert.deepEqual([0, 1, 2, 3, 4, 5].map(read), [['0:x'], ['4:x'], ['4:x'], ['4:x'], ['4:x'], ['5:x']]);
    assert.deepEqual([0, 1, 3, 5].map((offset) => log.bytesFrom(offset) / bytes.length), [3, 2, 2, 1]); // prettier-ignore
    assert.deepEqual(log.segments().map(({ baseOffset }) => baseOffset), [0, 4]); // prettier-ignore
    assert.equal(log.byteLength, 3 * bytes.length);
  });
});
