import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom, VirtualClock } from '@k/runtime';
import { failure } from '@k/testing';
import { ConnectionError, ErrorCode, errorFor, StateError, UnsupportedVersionError } from '@k/wire';
import { failureOf, Over, TransactionRequests } from '../src/identity/transaction-requests.ts';
import type { InitQuestion, TransactionLink } from '../src/transaction/link.ts';
import { Troubles } from '../src/troubles.ts';

const GONE = new ConnectionError('Connection to fake:9092: gone', { broker: 'fake:9092', phase: 'ready' });
/** Of a producer that begins. */
const QUESTION: InitQuestion = {
  transactionTimeoutMs: 60_000,
  from: null,
  enableTwoPhaseCommit: false,
  keepPreparedTransaction: false,
};

function place(maxTimeoutMs?: number) {
  const clock = new VirtualClock();
  const warnings: Error[] = [];
  const troubles = new Troubles(clock, (error) => warnings.push(error));
  const end = new AbortController();
  const link = { transactionalId: 'payments', maxTimeoutMs: () => Promise.resolve(maxTimeoutMs) };
  const requests = new TransactionRequests(
    {
      transactionTimeoutMs: 60_000,
      enableTwoPhaseCommit: false,
      clock,
      random: seededRandom(1),
      backoff: { initialMs: 100, maxMs: 1_000 },
      troubles,
      link: link as unknown as TransactionLink,
    },
    end.signal,
  );
  return { clock, warnings, troubles, end, requests };
}

/** Fails so often, then answers. */
function failing(times: number, error: Error) {
  const attempt = Object.assign(
    () => {
      attempt.calls++;
      return attempt.calls > times ? Promise.resolve('answer') : Promise.reject(error);
    },
    { calls: 0 },
  );
  return attempt;
}

test('a request is repeated until it is answered; the fifth failure is worth a word, until there is an answer', async () => {
  for (const [failures, warned] of [
    [4, 0],
    [5, 1],
    [8, 1],
  ] as const) {
    const { clock, warnings, troubles, requests } = place();
    const attempt = failing(failures, GONE);
    const answer = requests.until('EndTxn', 'it does not end', attempt);
    for (let n = 0; n < 50 && attempt.calls < failures; n++) await clock.advance(50);
    assert.deepEqual(
      warnings,
      Array.from({ length: warned }, () => GONE),
      `${failures} failures`,
    );
    assert.equal(troubles.problems.length, warned);
    if (warned > 0)
      assert.match(troubles.problems.join(), /^EndTxn of "payments" fails since .*: Connection to fake:9092: gone$/);
    assert.equal(await clock.runUntil(answer), 'answer');
    assert.deepEqual(troubles.problems, []);
  }
});

test('the first pause is the shortest, and shorter while the coordinator is only busy', async () => {
  for (const [error, least, most] of [
    [GONE, 50, 150],
    [errorFor(ErrorCode.CONCURRENT_TRANSACTIONS), 5, 15],
  ] as const) {
    const { clock, requests } = place();
    await clock.runUntil(requests.until('EndTxn', 'it does not end', failing(1, error)));
    const pause = clock.monotonic();
    assert.ok(pause >= least && pause <= most, `${pause} ms after ${error.message}`);
  }
});

test('what fails for good is judged, and is no trouble any more', async () => {
  const { clock, warnings, troubles, requests } = place();
  let calls = 0;
  const refused = errorFor(ErrorCode.PRODUCER_FENCED, { api: 'EndTxn' });
  const thrown = await clock.runUntil(
    failure(requests.until('EndTxn', 'it does not end', () => Promise.reject(++calls > 6 ? refused : GONE))),
  );
  const failed = failureOf(thrown);
  assert.ok(failed !== undefined);
  assert.deepEqual([failed.repair, failed.error.kind, failed.error.cause], ['timeout', 'abortable', refused]);
  assert.match(failed.error.message, /^Transactional id "payments": it does not end: PRODUCER_FENCED/);
  assert.equal(thrown.message, failed.error.message);
  assert.equal(warnings.length, 1);
  assert.deepEqual(troubles.problems, []);
});

test('what no broker has answered: an old release is a matter of configuration, all else the end', async () => {
  for (const [error, kind] of [
    [new UnsupportedVersionError({ api: 'EndTxn', minVersion: 0, maxVersion: 4, message: 'too old' }), 'configuration'],
    [new StateError('closed'), 'fatal'],
    [new TypeError('a bug'), 'fatal'],
    [Object.assign(new Error('not ours'), { name: 'UnsupportedVersionError', retriable: true }), 'fatal'],
  ] as const) {
    const { requests } = place();
    const failed = failureOf(await failure(requests.until('EndTxn', 'it does not end', failing(1, error))));
    assert.deepEqual([failed?.error.kind, failed?.repair, failed?.error.cause], [kind, 'nothing', error]);
  }
});

test('nothing is asked when nobody needs it, or the producer has ended', async () => {
  const { clock, end, requests } = place();
  const attempt = failing(1, GONE);
  let isOver = false;
  const asked = failure(requests.until('EndTxn', 'it does not end', attempt, () => isOver));
  await clock.advance(1);
  isOver = true;
  assert.ok((await clock.runUntil(asked)) instanceof Over);
  assert.equal(attempt.calls, 1);
  assert.equal(failureOf(new Over()), undefined);
  const reason = new StateError('closed');
  const waiting = failure(requests.until('EndTxn', 'it does not end', failing(1, GONE)));
  await clock.advance(1);
  end.abort(reason);
  assert.equal(await waiting, reason);
  const late = failing(0, GONE);
  assert.equal(await failure(requests.until('EndTxn', 'it does not end', late)), reason);
  assert.equal(late.calls, 0);
});

test('a time limit above the broker’s is told with both; who cannot go on is over', async () => {
  const cause = errorFor(ErrorCode.INVALID_TRANSACTION_TIMEOUT);
  for (const [most, told] of [
    [900, /transactionTimeoutMs = 60000 is more than the broker allows: transaction\.max\.timeout\.ms = 900\. /],
    [undefined, /transaction\.max\.timeout\.ms \(15 minutes unless it was changed\)\. /],
  ] as const) {
    const { requests } = place(most);
    const explained = await requests.explain(requests.error('configuration', 'refused', cause), QUESTION);
    assert.match(explained.message, told);
    assert.deepEqual([explained.kind, explained.cause], ['configuration', cause]);
  }
  const { requests } = place();
  const other = requests.error('configuration', 'refused', errorFor(ErrorCode.CLUSTER_AUTHORIZATION_FAILED));
  assert.equal(await requests.explain(other, QUESTION), other);
  const plain = requests.error('fatal', 'refused', GONE);
  assert.equal(await requests.explain(plain, QUESTION), plain);
  const goingOn = { ...QUESTION, from: { producerId: 7n, epoch: 3 } };
  const over = await requests.explain(requests.error('abortable', 'refused', cause), goingOn);
  assert.equal(over.kind, 'fatal');
  assert.match(over.message, /this producer cannot go on: INVALID_TRANSACTION_TIMEOUT/);
});
