import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ledger } from '../src/ledger.ts';
import { Payload } from '../src/payload.ts';

const payload = new Payload(40);

function record(number: number, partition: number, offset: number) {
  return { partition, offset, key: Buffer.from(payload.key(number)), value: payload.value(number) };
}

/** Four records, two in each of two partitions. */
function ledgerOfFour(): Ledger {
  const ledger = new Ledger(payload, 4);
  for (const number of [0, 1, 2, 3]) ledger.stored(number, number % 2, Math.floor(number / 2));
  return ledger;
}

const all = [record(0, 0, 0), record(1, 1, 0), record(2, 0, 1), record(3, 1, 1)] as const;

describe('the ledger', () => {
  it('is content when every record came once, in order, intact', () => {
    const ledger = ledgerOfFour();
    // Partitions may come in any order between them.
    for (const each of [all[1], all[3], all[0], all[2]]) ledger.receive(each);
    assert.ok(ledger.isComplete);
    assert.deepEqual(ledger.problems(), []);
  });

  it('names a record that is missing', () => {
    const ledger = ledgerOfFour();
    for (const each of [all[0], all[1], all[3]]) ledger.receive(each);
    assert.ok(!ledger.isComplete);
    assert.deepEqual(ledger.problems(), ['1 records did not come back, the first of them record 2']);
  });

  it('names a record that came twice', () => {
    const ledger = ledgerOfFour();
    for (const each of [...all, all[2]]) ledger.receive(each);
    assert.deepEqual(ledger.problems(), ['record 2 at partition 0, offset 1: came twice']);
  });

  it('names a record that came out of order', () => {
    const ledger = ledgerOfFour();
    for (const each of [all[2], all[0], all[1], all[3]]) ledger.receive(each);
    assert.deepEqual(ledger.problems(), ['record 0 at partition 0, offset 0: came after record 2']);
  });

  it('names a record that came from where it was not stored', () => {
    const ledger = ledgerOfFour();
    for (const each of [all[0], all[1], record(2, 0, 7), all[3]]) ledger.receive(each);
    assert.deepEqual(ledger.problems(), ['record 2 at partition 0, offset 7: was stored at partition 0, offset 1']);
  });

  it('names a record of which one byte changed, in value or key, or which was cut', () => {
    for (const damage of [
      (value: Buffer) => ({ value: value.fill(value.readUInt8(39) ^ 1, 39, 40) }),
      (value: Buffer) => ({ value: value.subarray(0, 39) }),
      () => ({ key: Buffer.from('key-7') }),
    ]) {
      const ledger = ledgerOfFour();
      for (const each of all.slice(0, 3)) ledger.receive(each);
      const last = record(3, 1, 1);
      ledger.receive({ ...last, ...damage(last.value) });
      assert.deepEqual(ledger.problems(), ['record 3 at partition 1, offset 1: its bytes changed']);
    }
  });

  it('leaves alone what another run, or another program, wrote', () => {
    const ledger = ledgerOfFour();
    ledger.receive({ ...record(0, 0, 0), value: new Payload(40).value(0) });
    ledger.receive({ ...record(0, 0, 0), value: null });
    ledger.receive({ ...record(0, 0, 0), value: Buffer.from('short') });
    assert.equal(ledger.received, 0);
    for (const each of all) ledger.receive(each);
    assert.deepEqual(ledger.problems(), []);
  });
});
