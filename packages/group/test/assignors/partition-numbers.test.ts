import assert from 'node:assert/strict';
import { it } from 'node:test';
import { compareMembers, compareText } from '../../src/assignors/member-order.ts';
import { PartitionNumbers } from '../../src/assignors/sticky/partition-numbers.ts';

it('partitions are numbered by topic and id, those that somebody subscribed to, and that are there', () => {
  const counts = new Map([['u', 1], ['none', 0], ['t', 2], ['other', 4]]); // prettier-ignore
  const numbers = new PartitionNumbers(counts, new Set(['t', 'u', 'none', 'gone']));
  assert.deepEqual([numbers.topics, numbers.total], [['t', 'u'], 3]);
  const places = [...numbers.topicOf.keys()].map((number) => [numbers.topicAt(number), numbers.partitionOf(number)]);
  assert.deepEqual(places, [['t', 0], ['t', 1], ['u', 0]]); // prettier-ignore
  for (const [number, [topic, partition]] of places.entries()) {
    assert.equal(numbers.numberOf(String(topic), Number(partition)), number);
  }
  for (const [topic, partition] of [
    ['t', 2],
    ['t', -1],
    ['u', -1],
    ['u', 1],
    ['gone', 0],
    ['none', 0],
  ] as const) {
    assert.equal(numbers.numberOf(topic, partition), -1, `${topic}-${String(partition)}`);
  }
});

it('members are ordered as in Java: static ones by their ids, then the others by theirs', () => {
  const named = (memberId: string, groupInstanceId: string | null) => {
    const silent = { topics: [], userData: null, ownedPartitions: [], generationId: -1, rackId: null };
    return { memberId, groupInstanceId, ...silent };
  };
  const order = [named('z', 'i1'), named('y', 'i2'), named('A', null), named('a', null)];
  for (const [i, a] of order.entries()) {
    for (const [j, b] of order.entries())
      assert.equal(compareMembers(a, b), Math.sign(i - j), `${String(i)} ${String(j)}`);
  }
  assert.deepEqual([compareText('a', 'b'), compareText('b', 'a'), compareText('a', 'a')], [-1, 1, 0]);
});
