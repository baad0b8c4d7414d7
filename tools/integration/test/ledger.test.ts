import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Member } from '../src/foreign/member.ts';
import { Ledger } from '../src/mixed/ledger.ts';

function newMember(): Member {
  return new Member('m', () => Promise.resolve());
}

/** The member tells of a record of partition 0; by default its number is its offset. */
function tell(member: Member, offset: number, generation?: number, number = offset): void {
  const record = { topic: 't', partition: 0, offset, timestamp: 0, key: null, value: String(number), headers: [] };
  member.onEvent({ member: 'm', records: [generation === undefined ? record : { ...record, generation }] });
}

function ledgerOf(...members: Member[]): Ledger {
  const ledger = new Ledger();
  for (const [i, member] of members.entries()) ledger.add(member, 'abc'.charAt(i));
  return ledger;
}

describe('the ledger of a mixed group', () => {
  it('has all when each record came to some member, and says which never came', () => {
    const [a, b] = [newMember(), newMember()];
    const ledger = ledgerOf(a, b);
    for (const offset of [0, 1, 3]) tell(a, offset);
    assert.equal(ledger.hasAll(2), true);
    assert.equal(ledger.hasAll(4), false);
    assert.deepEqual(ledger.missing(5), [2, 4]);
    for (const offset of [1, 2]) tell(b, offset);
    assert.equal(ledger.hasAll(4), true);
    assert.deepEqual([ledger.repeated, ledger.faults], [1, []]);
  });

  it('finds a partition with two owners in one generation, not in two', () => {
    const [a, b] = [newMember(), newMember()];
    const ledger = ledgerOf(a, b);
    tell(a, 0, 1);
    tell(b, 0, 2);
    ledger.hasAll(1);
    assert.deepEqual(ledger.faults, []);
    tell(a, 1, 2);
    ledger.hasAll(1);
    assert.deepEqual(ledger.faults, [
      "a of mixed is given t-0@1 in generation 2, in which it is b's (at 2 ms): t-0@1 came to a (2)",
    ]);
  });

  it('finds what an owner leaves out, but not what comes again or to who owns nothing', () => {
    const a = newMember();
    const ledger = ledgerOf(a);
    for (const offset of [4, 5, 4, 5, 6]) tell(a, offset, 7);
    for (const offset of [20, 40]) tell(a, offset, -1);
    ledger.hasAll(1);
    assert.deepEqual(ledger.faults, []);
    tell(a, 7, 6);
    tell(a, 8, 7);
    ledger.hasAll(1);
    assert.deepEqual(ledger.faults, [], 'it told it, though in another generation');
    tell(a, 10, 7);
    ledger.hasAll(1);
    assert.deepEqual(ledger.faults, ['generation 7, t-0: a leaves records out: t-0@9 came to nobody']);
  });
});
