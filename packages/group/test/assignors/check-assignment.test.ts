import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AssignmentError, type MemberSubscription } from '../../src/index.ts';
import { checkAssignment } from '../../src/assignors/check-assignment.ts';

const counts = new Map([
  ['t', 2],
  ['u', 1],
]);

function member(memberId: string, topics: string[], owned: number[] = []): MemberSubscription {
  const ownedPartitions = owned.map((partition) => ({ topic: 't', partition }));
  return { memberId, groupInstanceId: null, topics, userData: null, ownedPartitions, generationId: 1, rackId: null };
}

const members = [member('a', ['t', 'u', 'gone'], [1]), member('b', ['t'])];

function fault(given: unknown, protocols: ['eager'] | ['cooperative', 'eager'] = ['eager']): unknown {
  try {
    checkAssignment({ name: 'mine', protocols }, counts, members, given);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof AssignmentError, String(error));
    const { message, assignor, topic, partition, memberId } = error;
    assert.ok(message.startsWith(`assignor ${assignor}: gave `), message);
    return [topic, partition, memberId, message.slice(`assignor ${assignor}: gave `.length)];
  }
}

function give(a: Record<string, number[]>, b: Record<string, number[]> = {}): Map<string, Map<string, number[]>> {
  return new Map([
    ['a', new Map(Object.entries(a))],
    ['b', new Map(Object.entries(b))],
  ]);
}

describe('an assignment is checked before the group gets it', () => {
  it('good ones pass: all given, to subscribers, and none to a member that gets none', () => {
    assert.equal(fault(give({ t: [0], u: [0] }, { t: [1] })), undefined);
    assert.equal(fault(new Map([['a', new Map(Object.entries({ t: [1, 0], u: [0] }))]])), undefined);
  });

  it('a partition left out', () => {
    assert.deepEqual(fault(give({ t: [0], u: [0] })), ['t', 1, 'a', 't-1 to nobody, though a subscribed to t']);
    assert.deepEqual(fault(give({ t: [0, 1] })), ['u', 0, 'a', 'u-0 to nobody, though a subscribed to u']);
  });

  it('a cooperative one may leave out what a member owns, and nothing else', () => {
    assert.equal(fault(give({ t: [0], u: [0] }), ['cooperative', 'eager']), undefined);
    const said = ['t', 0, 'a', 't-0 to nobody, though a subscribed to t'];
    assert.deepEqual(fault(give({ u: [0] }), ['cooperative', 'eager']), said);
  });

  it('a cooperative one gives nothing that was not given back, and an eager one may', () => {
    const moved = give({ t: [0], u: [0] }, { t: [1] });
    const said = ['t', 1, 'b', 't-1 to b, not yet given back by a'];
    assert.deepEqual(fault(moved, ['cooperative', 'eager']), said);
    assert.equal(fault(moved), undefined);
    assert.equal(fault(give({ t: [0, 1], u: [0] }), ['cooperative', 'eager']), undefined);
  });

  it('what two say they own may stay with either, or go to nobody; an old claim counts as in Java', () => {
    const claims = [{ ...member('a', ['t'], [0, 1]), generationId: 3 }, member('b', ['t'], [1]), member('c', ['t'])];
    const given = (...lists: number[][]): unknown => {
      const assignment = new Map(claims.map(({ memberId }, i) => [memberId, new Map([['t', lists[i] ?? []]])]));
      const mine = { name: 'mine', protocols: ['cooperative', 'eager'] } as const;
      try {
        checkAssignment(mine, new Map([['t', 2]]), claims, assignment);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };
    assert.equal(given([0, 1]), undefined);
    assert.equal(given([0], [1]), undefined);
    assert.equal(given([0]), undefined);
    // As validateCooperativeAssignment of its ConsumerCoordinator has it, whatever the generations are.
    assert.equal(given([0], [], [1]), 'assignor mine: gave t-1 to c, not yet given back by a and b');
    assert.equal(given([], [1], [0]), 'assignor mine: gave t-0 to c, not yet given back by a');
  });

  it('a partition to a member that did not subscribe', () => {
    const said = ['u', 0, 'b', 'u-0 to b, which did not subscribe to the topic'];
    assert.deepEqual(fault(give({ t: [0] }, { t: [1], u: [0] })), said);
  });

  it('a partition to two members, or twice to one', () => {
    assert.deepEqual(fault(give({ t: [0, 1], u: [0] }, { t: [1] })), ['t', 1, 'b', 't-1 to both a and b']);
    assert.deepEqual(fault(give({ t: [0, 0] })), ['t', 0, 'a', 't-0 to both a and a']);
  });

  it('a partition that is not there', () => {
    assert.deepEqual(fault(give({ t: [0, 2] })), ['t', 2, 'a', 't-2 to a, and the topic has 2 partitions']);
    assert.deepEqual(fault(give({ gone: [0] })), ['gone', 0, 'a', 'gone-0 to a, and the topic has 0 partitions']);
    assert.deepEqual(fault(give({ t: [-1] })), ['t', -1, 'a', 't--1 to a, and the topic has 2 partitions']);
    assert.deepEqual(fault(give({ t: ['0' as never] })), ['t', '0', 'a', 't-"0" to a, and the topic has 2 partitions']);
  });

  it('a stranger, and what is no assignment at all', () => {
    const stranger = new Map([['c', new Map()]]);
    assert.deepEqual(fault(stranger), [undefined, undefined, 'c', 'partitions to "c", which is no member']);
    assert.deepEqual(fault({ a: {} }), [undefined, undefined, undefined, 'an object, not a Map of member ids']);
    const said = [undefined, undefined, 'a', 'a an object, not a Map of topic names to lists of partitions'];
    assert.deepEqual(fault(new Map([['a', { t: [0] }]])), said);
    const list = ['t', undefined, 'a', 'a 0 of topic "t", not a list of partitions'];
    assert.deepEqual(fault(new Map([['a', new Map([['t', 0]])]])), list);
  });
});
