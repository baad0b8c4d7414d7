import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ErrorCode, errorFor } from '@k/wire';
import fc from 'fast-check';
import type { ProducerIdentity } from '../src/identity/source.ts';
import { initialTransaction, transactionStep } from '../src/identity/transactional.ts';
import {
  type OpenTransaction,
  type Repair,
  type TransactionEffect,
  type TransactionEvent,
  type TransactionProtocol,
  type TransactionState,
} from '../src/identity/transaction-state.ts';
import { TransactionError, type TransactionErrorKind } from '../src/transaction/error.ts';
import { verdictOf } from '../src/transaction/verdicts.ts';

const FIRST: ProducerIdentity = { producerId: 7n, epoch: 3 };
const NEXT: ProducerIdentity = { producerId: 7n, epoch: 4 };

function error(kind: TransactionErrorKind): TransactionError {
  return new TransactionError(kind, 'payments', `something ${kind} happened`);
}

function failed(kind: TransactionErrorKind, repair: Repair = 'nothing'): TransactionEvent {
  return { type: 'failed', error: error(kind), repair };
}

const ABORT: TransactionEvent = { type: 'abort', error: error('abortable') };
const TOUCHED: TransactionEvent = { type: 'touched', isCertain: true };
const SETTLED: TransactionEvent = { type: 'settled' };

/** What becomes of `from` through all events, and the effects of the last one. */
function run(from: TransactionState, ...events: readonly TransactionEvent[]) {
  let effects: readonly TransactionEffect[] = [];
  let state = from;
  for (const event of events) [state, effects] = transactionStep(state, event);
  const told = effects.map((effect) =>
    effect.type === 'end' ? `end ${effect.commit ? 'commit' : 'abort'}` : effect.type,
  );
  return { state, name: state.state, effects, told };
}

function granted(protocol: TransactionProtocol, identity = FIRST): TransactionEvent {
  return { type: 'granted', identity, protocol, prepared: null };
}

function ended(
  protocol: TransactionProtocol,
  identity: ProducerIdentity | null = null,
  mayEndLate = false,
): TransactionEvent {
  return { type: 'ended', identity, protocol, mayEndLate };
}

function open(protocol: TransactionProtocol): TransactionState {
  return run(initialTransaction, { type: 'init' }, granted(protocol), { type: 'begin' }).state;
}

test('protocol 1: begun, committed, and the next one goes on under the same epoch', () => {
  const flushing = run(open(1), TOUCHED, { type: 'commit' });
  assert.deepEqual([flushing.name, flushing.told], ['flushing', ['flush']]);
  const committing = run(flushing.state, SETTLED);
  assert.deepEqual([committing.name, committing.told], ['committing', ['end commit']]);
  const ready = run(committing.state, ended(1));
  assert.deepEqual(ready.state, { state: 'ready', identity: FIRST, protocol: 1 });
  assert.deepEqual(ready.told, ['done']);
});

test('protocol 2: the end gives the identity of the next transaction', () => {
  const ready = run(open(2), TOUCHED, { type: 'commit' }, SETTLED, ended(2, NEXT));
  assert.deepEqual(ready.state, { state: 'ready', identity: NEXT, protocol: 2 });
});

test('a transaction that nobody was told of ends without a request', () => {
  assert.deepEqual(run(open(1), { type: 'commit' }, SETTLED).told, ['done']);
  assert.deepEqual(run(open(2), ABORT, SETTLED).told, ['done']);
  assert.deepEqual(
    run(open(2), { type: 'touched', isCertain: false }, ABORT, SETTLED).told,
    ['end abort'],
    'it may be known',
  );
});

test('after a failure commit is not sent; abort drops what has not left, waits for the rest, and ends it', () => {
  const abortable = run(open(1), TOUCHED, failed('abortable'));
  assert.deepEqual([abortable.name, abortable.told], ['abortable', ['discard']]);
  assert.deepEqual(run(abortable.state, { type: 'commit' }).told, [], 'refused by refusalOf');
  const discarding = run(abortable.state, ABORT);
  assert.deepEqual(discarding.told, ['discard', 'flush']);
  assert.deepEqual(run(discarding.state, SETTLED).told, ['end abort']);
});

test('a record that fails while commit waits for it makes the commit fail', () => {
  const abortable = run(open(1), TOUCHED, { type: 'commit' }, failed('abortable'));
  assert.deepEqual([abortable.name, abortable.told], ['abortable', ['discard', 'reject']]);
});

test('an abort overtakes a commit that waits for its records', () => {
  for (const type of ['commit', 'prepare'] as const) {
    const discarding = run(open(1), TOUCHED, { type }, ABORT);
    assert.deepEqual([discarding.name, discarding.told], ['discarding', ['discard', 'flush']]);
    assert.deepEqual(run(discarding.state, SETTLED).told, ['end abort']);
  }
});

test('an abort that the coordinator does not know of is done if it may never have been told, else asks for another epoch', () => {
  const aborting = (isCertain: boolean) => run(open(1), { type: 'touched', isCertain }, ABORT, SETTLED).state;
  const unknown = failed('abortable', 'epoch');
  assert.deepEqual(run(aborting(false), unknown).effects, [{ type: 'done' }]);
  assert.deepEqual(run(aborting(true), unknown).effects, [{ type: 'init', from: FIRST }]);
  for (const repair of ['nothing', 'timeout', 'id'] as const) {
    assert.deepEqual(run(aborting(false), failed('abortable', repair)).effects, [{ type: 'init', from: FIRST }]);
  }
});

test('a hole in protocol 1 asks for another epoch once the transaction is over', () => {
  const recovering = run(open(1), TOUCHED, { type: 'hole', identity: FIRST }, ABORT, SETTLED, ended(1));
  assert.deepEqual(recovering.effects, [{ type: 'init', from: FIRST }], 'who aborts is told of it');
  assert.deepEqual(run(recovering.state, granted(1, NEXT)).told, ['done']);
  assert.deepEqual(run(recovering.state, failed('fatal')).told, ['discard', 'reject']);
  const committed = run(open(1), TOUCHED, { type: 'hole', identity: FIRST }, { type: 'commit' }, SETTLED, ended(1));
  assert.deepEqual(committed.effects, [{ type: 'done' }, { type: 'init', from: FIRST }], 'who commits need not wait');
  assert.deepEqual(run(recovering.state, granted(1, NEXT)).state, { state: 'ready', identity: NEXT, protocol: 1 });
  const other = { ...FIRST };
  assert.equal(run(open(1), TOUCHED, { type: 'hole', identity: other }, ABORT, SETTLED, ended(1)).name, 'ready');
});

test('in protocol 2 the end itself brings another epoch', () => {
  assert.equal(run(open(2), TOUCHED, { type: 'hole', identity: FIRST }, ABORT, SETTLED, ended(2, NEXT)).name, 'ready');
});

test('the first transaction of protocol 2 begins under another epoch than the last one of protocol 1', () => {
  const { state, effects } = run(open(1), TOUCHED, { type: 'commit' }, SETTLED, ended(2));
  assert.equal(state.state, 'recovering');
  assert.deepEqual(effects, [{ type: 'done' }, { type: 'init', from: FIRST }]);
});

test('an old epoch: a time-out if the coordinator knew of the transaction, which InitProducerId tells; else the end', () => {
  const fenced = failed('abortable', 'timeout');
  assert.equal(run(open(1), fenced).name, 'fatal');
  const recovering = run(open(1), TOUCHED, fenced, ABORT, SETTLED);
  assert.deepEqual(recovering.effects, [{ type: 'init', from: FIRST }]);
  assert.deepEqual(run(recovering.state, granted(1, NEXT)).told, ['done']);
  const second = run(recovering.state, failed('fatal'));
  assert.deepEqual(second.effects, [{ type: 'init', from: NEXT }], 'a broker that forgets the epoch before');
  const refused = run(second.state, failed('fatal'));
  assert.deepEqual([refused.name, refused.told], ['fatal', ['discard', 'reject']]);
  const late = run(open(1), TOUCHED, { type: 'commit' }, SETTLED, fenced);
  assert.deepEqual([late.name, late.told], ['abortable', ['discard', 'reject']]);
});

test('the epoch after ours is asked for only when the coordinator had the transaction open: else it may be another instance’s', () => {
  const unsure = run(open(2), { type: 'touched', isCertain: false }, failed('abortable', 'timeout'), ABORT, SETTLED);
  assert.deepEqual(unsure.effects, [{ type: 'init', from: FIRST }]);
  assert.equal(run(unsure.state, failed('fatal')).name, 'fatal');
});

test('an end that was not answered may come yet: the next transaction goes on under another epoch, where it has no new one anyway', () => {
  const committing = run(open(1), TOUCHED, { type: 'commit' }, SETTLED).state;
  const committed = run(committing, ended(1, null, true));
  assert.deepEqual([committed.name, committed.told], ['recovering', ['done', 'init']]);
  const aborted = run(open(1), TOUCHED, ABORT, SETTLED, ended(1, null, true));
  assert.deepEqual([aborted.name, aborted.told], ['recovering', ['init']]);
  const second = run(open(2), TOUCHED, { type: 'commit' }, SETTLED, ended(2, NEXT, true));
  assert.deepEqual([second.name, second.told], ['ready', ['done']]);
});

test('a producer id that was forgotten is not ended, but asked for anew', () => {
  assert.deepEqual(run(open(1), TOUCHED, failed('abortable', 'id'), ABORT, SETTLED).effects, [
    { type: 'init', from: FIRST },
  ]);
});

test('what can be changed outside may be tried again at the beginning, and ends a producer later', () => {
  const again = run(initialTransaction, { type: 'init' }, failed('configuration'));
  assert.deepEqual([again.name, again.told], ['uninitialized', ['reject']]);
  assert.equal(run(initialTransaction, { type: 'init' }, failed('fatal')).name, 'fatal');
  assert.equal(run(open(1), failed('configuration')).name, 'fatal');
});

test('prepared: nothing ends it but the word of its owner', () => {
  const prepared = run(open(2), TOUCHED, { type: 'prepare' }, SETTLED);
  assert.deepEqual([prepared.name, prepared.told], ['prepared', ['done']]);
  assert.deepEqual(run(prepared.state, { type: 'commit' }).told, ['end commit']);
  assert.deepEqual(run(prepared.state, ABORT).told, ['end abort']);
  const kept = run(
    initialTransaction,
    { type: 'init' },
    { type: 'granted', identity: NEXT, protocol: 2, prepared: FIRST },
  );
  assert.equal(kept.name, 'prepared');
  assert.deepEqual(run(kept.state, { type: 'commit' }).told, ['end commit']);
});

test('verdicts on error codes', () => {
  const kind = (api: string, code: number): string => verdictOf(api, code).kind;
  for (const code of [
    ErrorCode.CONCURRENT_TRANSACTIONS,
    ErrorCode.NOT_COORDINATOR,
    ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
    ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ]) {
    for (const api of ['InitProducerId', 'AddPartitionsToTxn', 'AddOffsetsToTxn', 'TxnOffsetCommit', 'EndTxn']) {
      assert.equal(kind(api, code), 'retriable');
    }
  }
  assert.deepEqual(verdictOf('EndTxn', ErrorCode.PRODUCER_FENCED), { kind: 'abortable', repair: 'timeout' });
  assert.deepEqual(verdictOf('InitProducerId', ErrorCode.PRODUCER_FENCED), { kind: 'fatal', repair: 'nothing' });
  assert.equal(kind('InitProducerId', ErrorCode.INVALID_TRANSACTION_TIMEOUT), 'configuration');
  assert.equal(kind('AddPartitionsToTxn', ErrorCode.TOPIC_AUTHORIZATION_FAILED), 'abortable');
  assert.equal(kind('TxnOffsetCommit', ErrorCode.ILLEGAL_GENERATION), 'abortable');
  assert.equal(kind('Produce', ErrorCode.MESSAGE_TOO_LARGE), 'abortable');
});

test('an error says what it is about, and what can be done', () => {
  const cause = errorFor(ErrorCode.PRODUCER_FENCED);
  const it = new TransactionError('abortable', 'payments', 'the coordinator does not take it', cause);
  assert.equal(
    it.message,
    'Transactional id "payments": the coordinator does not take it. Abort the transaction; the next one can begin',
  );
  assert.equal(it.cause, cause);
  const over = it.asFatal();
  assert.equal(over.kind, 'fatal');
  assert.match(over.message, /"payments": the coordinator does not take it\. This producer is over: close it/);
  assert.equal(over.asFatal(), over);
});

type Draw = TransactionEvent['type'] | 'fenced' | 'denied' | 'forgotten' | 'moved on';

const DRAWS: readonly Draw[] = [
  ...(['init', 'granted', 'begin', 'touched', 'commit', 'settled', 'ended', 'abort'] as const).flatMap((it) => [
    it,
    it,
    it,
  ]),
  'prepare',
  'hole',
  'failed',
  'fenced',
  'denied',
  'forgotten',
  'moved on',
];

/** Calls that wait for an answer, by the states that take them. */
const TAKES: Readonly<Partial<Record<TransactionEvent['type'], readonly TransactionState['state'][]>>> = {
  init: ['uninitialized'],
  commit: ['inTransaction', 'prepared'],
  prepare: ['inTransaction'],
  abort: ['inTransaction', 'abortable', 'prepared'],
};

function eventOf(draw: Draw, state: TransactionState, epoch: number): TransactionEvent {
  const protocol = epoch % 3 === 0 ? 1 : 2;
  switch (draw) {
    case 'granted':
      return { type: draw, identity: { producerId: 7n, epoch }, protocol, prepared: null };
    case 'ended': {
      const isTold = 'txn' in state && state.txn.protocol === 2;
      return { type: draw, identity: isTold ? { producerId: 7n, epoch } : null, protocol, mayEndLate: epoch % 5 === 0 };
    }
    case 'touched':
      return { type: draw, isCertain: epoch % 2 === 0 };
    case 'hole':
      return { type: draw, identity: 'txn' in state ? state.txn.identity : FIRST };
    case 'failed':
      return failed('abortable', 'epoch');
    case 'fenced':
      return failed('abortable', 'timeout');
    case 'denied':
      return failed('configuration');
    case 'forgotten':
      return failed('abortable', 'id');
    case 'moved on':
      return failed('abortable');
    case 'abort':
      return ABORT;
    case 'init':
    case 'begin':
    case 'commit':
    case 'prepare':
    case 'settled':
      return { type: draw };
  }
}

test('whatever happens: one request at a time, each call answered once, and nothing is committed in which something failed', () => {
  let reached = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...DRAWS), { maxLength: 80, size: 'max' }), (draws) => {
      let state = initialTransaction;
      let request: 'init' | 'end' | null = null;
      let calls = 0;
      let broken = false;
      let epoch = 0;
      for (const draw of draws) {
        // Answers come to requests only, and a flush ends only where there was one.
        if ((draw === 'granted' && request !== 'init') || (draw === 'ended' && request !== 'end')) continue;
        const event = eventOf(draw, state, ++epoch);
        const before: TransactionState = state;
        const isCall = TAKES[event.type]?.includes(before.state) === true;
        if (isCall) calls++;
        if (event.type === 'begin') broken = false;
        const isIdle = before.state === 'ready' || before.state === 'prepared';
        if (event.type === 'failed' && !isIdle) broken = true;
        if (event.type === 'failed' || draw === 'granted' || draw === 'ended') {
          if (request !== null && draw !== 'hole') request = null;
        }
        const [to, effects] = transactionStep(before, event);
        state = to;
        for (const effect of effects) {
          if (effect.type === 'init' || effect.type === 'end') {
            assert.equal(request, null, 'the request before is answered');
            request = effect.type;
          }
          if (effect.type === 'end' && effect.commit) {
            assert.ok(!broken, 'something in it failed');
            reached++;
          }
          if (effect.type === 'done') calls--;
          if (effect.type === 'reject' && calls > 0) calls--;
          assert.ok(calls >= 0, 'answered once');
        }
        const isAnswered = ['uninitialized', 'ready', 'inTransaction', 'abortable', 'prepared', 'fatal'];
        if (isAnswered.includes(state.state)) assert.equal(calls, 0, `nobody waits in ${state.state}`);
        if (before.state === 'fatal') assert.equal(state, before);
        const isOpen = (it: TransactionState): it is TransactionState & { txn: OpenTransaction } => 'txn' in it;
        if (isOpen(before) && isOpen(state)) assert.equal(state.txn.identity, before.txn.identity);
      }
    }),
    { numRuns: 1000, seed: 20261130 },
  );
  assert.ok(reached > 0, 'commits were sent');
});
