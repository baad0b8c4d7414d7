import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rangeAssignor, roundRobinAssignor } from '../../src/index.ts';
import { javaRebalances, sorted } from './java.ts';

function member(memberId: string, ...topics: string[]): Parameters<typeof roundRobinAssignor.assign>[1][number] {
  const silent = { userData: null, ownedPartitions: [], generationId: -1, rackId: null };
  return { memberId, groupInstanceId: null, topics, ...silent };
}

it('range and roundrobin give what Java’s give, in the lives of forty groups each', () => {
  for (const assignor of [rangeAssignor, roundRobinAssignor]) {
    const rebalances = javaRebalances(assignor);
    assert.ok(rebalances.length > 200);
    for (const { title, counts, members, racks, assignment } of rebalances) {
      assert.deepEqual(sorted(assignor.assign(counts, members, racks)), sorted(assignment), title);
    }
  }
});

// As kafka-python tells it of its own (coordinator/assignors/roundrobin.py), which is the example of Java's, too.
describe('round robin assignor', () => {
  it('deals the partitions of all topics around', () => {
    const counts = new Map([
      ['t0', 3],
      ['t1', 3],
    ]);
    const given = roundRobinAssignor.assign(counts, [member('C1', 't0', 't1'), member('C0', 't1', 't0')]);
    assert.deepEqual(sorted(given), { C0: ['t0: 0,2', 't1: 1'], C1: ['t0: 1', 't1: 0,2'] });
  });

  it('passes over who did not subscribe', () => {
    const counts = new Map([
      ['t0', 1],
      ['t1', 2],
      ['t2', 3],
    ]);
    const given = roundRobinAssignor.assign(counts, [
      member('C0', 't0'),
      member('C1', 't0', 't1'),
      member('C2', 't0', 't1', 't2'),
    ]);
    assert.deepEqual(sorted(given), { C0: ['t0: 0'], C1: ['t1: 0'], C2: ['t1: 1', 't2: 0,1,2'] });
  });

  it('gives an empty entry to who gets nothing, and nothing of a topic that is not there', () => {
    const given = roundRobinAssignor.assign(new Map([['t', 1]]), [
      member('a', 't', 'gone'),
      member('b', 't'),
      member('c'),
    ]);
    assert.deepEqual(sorted(given), { a: ['t: 0'], b: [], c: [] });
    assert.deepEqual(roundRobinAssignor.assign(new Map(), []), new Map());
  });
});
