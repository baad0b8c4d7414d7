import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MatchInAnyOrder } from '../../src/expect/match-in-any-order.ts';
import { MatchInOrder } from '../../src/expect/match-in-order.ts';
import type { Fits, Match } from '../../src/expect/matching.ts';
import { Pace } from '../../src/expect/pace.ts';
import { createBroker } from '../../src/index.ts';
import { toEnd } from './support.ts';

/** So many records, in partitions by turns; only where they are counts. */
const inPartitions = (count: number, partitions: number): { partition: number }[] =>
  Array.from({ length: count }, (_, index) => ({ partition: index % partitions }));

/** What may be left out: each is of a kind of its own, and any record may fit. */
type Asked = Pick<Fits, 'records' | 'count' | 'fits'> & Partial<Fits>;
const complete = (asked: Asked): Fits => ({ kindOf: (it) => it, candidatesOf: () => undefined, ...asked });

function matchInAnyOrder(asked: Asked): Match {
  const matching = new MatchInAnyOrder(complete(asked), new Pace());
  toEnd(matching.run());
  return matching.match;
}

function matchInOrder(asked: Asked): { match: Match; isCut: boolean } {
  const matching = new MatchInOrder(complete(asked), new Pace());
  toEnd(matching.run());
  return matching;
}

/** Records that are letters, by partition; the expected ones as letters too. */
function letters(expected: string, partitions: readonly string[]): Asked & { looks: () => number } {
  const all = partitions.flatMap((text, partition) => Array.from(text, (letter) => ({ partition, letter })));
  let looks = 0;
  const fits = (index: number, record: number): boolean => {
    looks++;
    return all[record]?.letter === expected[index];
  };
  return { records: all, count: expected.length, fits, looks: () => looks };
}

const cameOf = (match: Match): number => match.filter((it) => it !== undefined).length;

describe('expected records in order', () => {
  it('of which one is not there at all are found by a few looks, in however many partitions', () => {
    for (const length of [5, 8, 12, 500]) {
      const asked = letters(
        `${'p'.repeat(6 * length - 1)}r`,
        Array.from({ length: 6 }, () => 'p'.repeat(length)),
      );
      const { match, isCut } = matchInOrder(asked);
      assert.deepEqual([cameOf(match), isCut], [6 * length - 1, false]);
      assert.ok(asked.looks() <= 30 * 6 * length, String(asked.looks()));
    }
  });

  it('of which there is one too few, too', () => {
    const asked = letters(
      'p'.repeat(61),
      Array.from({ length: 6 }, () => 'p'.repeat(10)),
    );
    const { match, isCut } = matchInOrder(asked);
    assert.deepEqual([cameOf(match), isCut], [60, false]);
    assert.ok(asked.looks() <= 10_000, String(asked.looks()));
  });

  it('take none that has to be passed over while there are others', () => {
    const asked = letters(`${'p'.repeat(9)}r${'p'.repeat(2)}`, ['ppprp', 'pppp', 'ppp']);
    const { match } = matchInOrder(asked);
    assert.equal(cameOf(match), 12);
  });

  it('that stand in another order are given up after so many steps back, which is told', () => {
    // What is expected last stands first in its partition: behind it are those that the others lack then.
    const asked = letters(`${'p'.repeat(90)}r`, [
      `r${'p'.repeat(9)}`,
      ...Array.from({ length: 9 }, () => 'p'.repeat(9)),
    ]);
    const { match, isCut } = matchInOrder(asked);
    assert.deepEqual([cameOf(match), isCut], [90, true]);
  });

  it('are as many from the first on as every way to take them gives', () => {
    let seed = 7;
    const next = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
    const text = (length: number): string => Array.from({ length }, () => 'abc'[next(3)]).join('');
    for (let round = 0; round < 500; round++) {
      const partitions = [text(4), text(3), text(3)];
      const expected = text(5);
      const most = (from: number, places: readonly number[]): number =>
        Math.max(
          from,
          ...partitions.flatMap((letters, partition) => {
            const found = letters.indexOf(expected[from] ?? '-', places[partition]);
            return found < 0 ? [] : [most(from + 1, places.with(partition, found + 1))];
          }),
        );
      const { match, isCut } = matchInOrder(letters(expected, partitions));
      assert.deepEqual([cameOf(match), isCut], [most(0, [0, 0, 0]), false], `${expected} in ${partitions.join()}`);
    }
  });
});

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

  it('of which half are missing are looked for only where they may be', () => {
    const count = 100_000;
    let looks = 0;
    const fits = (expected: number, record: number): boolean => {
      looks++;
      return expected === record;
    };
    const candidatesOf = (expected: number): number[] => (expected < count / 2 ? [expected] : []);
    const match = matchInAnyOrder({ records: inPartitions(count / 2, 1), count, fits, candidatesOf });
    assert.equal(cameOf(match), count / 2);
    assert.ok(looks <= count, String(looks));
  });

  it('of one kind are looked for in vain once', () => {
    const asked = letters('a'.repeat(2_000), ['b'.repeat(1_000)]);
    assert.equal(cameOf(matchInAnyOrder({ ...asked, kindOf: () => 0 })), 0);
    assert.ok(asked.looks() <= 1_001, String(asked.looks()));
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
