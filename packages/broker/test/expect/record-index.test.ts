import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExpectedList } from '../../src/expect/expected-list.ts';
import { Pace } from '../../src/expect/pace.ts';
import { RecordIndex } from '../../src/expect/record-index.ts';
import { createBroker } from '../../src/index.ts';
import { toEnd } from './support.ts';

describe('the index of records that may be expected ones', () => {
  it('looks at each record once, and knows where it stands among those that came later', async () => {
    await using broker = await createBroker({ topics: { t: 2 } });
    broker.produce('t', ['a', 'b', 'c', 'd'].map((value, index) => ({ value, partition: index % 2 }))); // prettier-ignore
    const [first, second] = [broker.records('t', { partition: 0 }), broker.records('t', { partition: 1 })];
    const list = new ExpectedList(['b', 'c', 'a', 'x', /./]);
    toEnd(list.prepare(new Pace()));
    const lists = [first.slice(0, 1), second.slice(0, 1)];
    const index = new RecordIndex(list, lists);
    const grow = (): number => {
      const pace = new Pace(Infinity);
      let steps = 0;
      pace.step = () => ++steps < 0;
      toEnd(index.grow(pace));
      return steps;
    };
    const candidates = (): unknown[] => {
      const fits = index.fitsAmong(lists.flat());
      return list.patterns.map((_, expected) => fits.candidatesOf(expected));
    };
    assert.equal(grow(), 5 + 2);
    assert.deepEqual(candidates(), [[1], [], [0], [], undefined]);
    lists[0]?.push(...first.slice(1));
    lists[1]?.push(...second.slice(1));
    assert.equal(grow(), 2);
    assert.deepEqual(candidates(), [[2], [1], [0], [], undefined]);
    assert.deepEqual([index.isOf(lists), index.isOf([...lists].reverse())], [true, false]);
  });

  it('goes on where a look was left', async () => {
    await using broker = await createBroker({ topics: { t: 1 } });
    const values = Array.from({ length: 700 }, (_, index) => String(index));
    broker.produce('t', values.map((value) => ({ value }))); // prettier-ignore
    const records = broker.records('t');
    const list = new ExpectedList(values);
    toEnd(list.prepare(new Pace()));
    const index = new RecordIndex(list, [records]);
    // The first one is left among the patterns, the second one among the records.
    index.grow(new Pace()).next();
    index.grow(new Pace()).next();
    toEnd(index.grow(new Pace()));
    const fits = index.fitsAmong(records);
    assert.deepEqual(values.map((_, expected) => fits.candidatesOf(expected)), values.map((_, place) => [place])); // prettier-ignore
  });
});
