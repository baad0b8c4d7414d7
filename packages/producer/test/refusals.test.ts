import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StateError } from '@k/wire';
import type { OpenTransaction, TransactionState } from '../src/identity/transaction-state.ts';
import { TransactionError } from '../src/transaction/error.ts';
import { refusalOf, type TransactionCall } from '../src/transaction/refusals.ts';

const identity = { producerId: 7n, epoch: 3 };
const txn: OpenTransaction = { identity, protocol: 1, begun: 'yes', repair: 'nothing' };
const error = new TransactionError('abortable', 'payments', 'something happened');

const STATES: readonly TransactionState[] = [
  { state: 'uninitialized' },
  { state: 'initializing' },
  { state: 'ready', identity, protocol: 1 },
  { state: 'inTransaction', txn },
  { state: 'flushing', txn },
  { state: 'committing', txn },
  { state: 'abortable', txn, error },
  { state: 'discarding', txn, error },
  { state: 'aborting', txn },
  { state: 'recovering', from: identity, orElse: null, isAwaited: false },
  { state: 'recovering', from: identity, orElse: null, isAwaited: true },
  { state: 'preparing', txn },
  { state: 'prepared', txn, prepared: identity },
  { state: 'fatal', error: error.asFatal() },
];

const CALLS: readonly TransactionCall[] = [
  'initTransactions',
  'beginTransaction',
  'send',
  'sendMany',
  'sendOffsetsToTransaction',
  'commitTransaction',
  'prepareTransaction',
  'abortTransaction',
  'completeTransaction',
];

/** What stands for a reason below. */
const REASONS: Readonly<Record<string, RegExp>> = {
  none: /there is no transaction: beginTransaction\(\) or transaction\(\) comes first$/,
  ended: /the transaction is being ended$/,
  aborted: /the transaction is being aborted$/,
  prepared: /the transaction is prepared: only completeTransaction\(\) is left$/,
  first: /the one before is prepared: completeTransaction\(\) comes first$/,
  failed: /the one before has failed and is to be aborted: .*something happened/,
  commits: /the one before is being committed: wait for commitTransaction\(\)$/,
  open: /there is a transaction under way: a producer has one at a time$/,
  unsure: /the commit is under way, and may have happened: commitTransaction\(\) waits/,
  complete: /a transaction that is prepared is ended by completeTransaction\(\)$/,
  unprepared: /there is no prepared transaction: prepareTransaction\(\) comes first$/,
};

/** By call, for each of the states above: '' where it may be made. */
const TABLE: Readonly<Record<string, string>> = {
  initTransactions: ', , , , , , , , , , , , , error',
  beginTransaction: ', , , open, open, commits, failed, open, open, , , open, first, error',
  send: 'none, none, none, , ended, ended, error, aborted, aborted, none, none, ended, prepared, error',
  commitTransaction: 'none, none, none, , , , error, aborted, aborted, none, none, ended, prepared, error',
  abortTransaction: 'none, none, none, , , unsure, , , , none, , , complete, error',
  completeTransaction: `${'unprepared, '.repeat(12)}, error`,
};

test('which call a state takes, and why it does not take another', () => {
  for (const call of CALLS) {
    const row = TABLE[call] ?? TABLE['send'] ?? '';
    const expected = row.split(',').map((it) => it.trim());
    assert.equal(expected.length, STATES.length, call);
    for (const [i, state] of STATES.entries()) {
      const refusal = refusalOf(call, state);
      const reason = expected[i] ?? '';
      const about = `${call} in ${state.state}: ${refusal?.message ?? 'taken'}`;
      if (reason === '') assert.equal(refusal, null, about);
      else if (reason === 'error') assert.equal(refusal, 'error' in state ? state.error : undefined, about);
      else {
        assert.ok(refusal instanceof StateError, about);
        assert.ok(refusal.message.startsWith(`KafkaProducer: ${call}(): `), about);
        assert.match(refusal.message, REASONS[reason] as RegExp, about);
      }
    }
  }
});
