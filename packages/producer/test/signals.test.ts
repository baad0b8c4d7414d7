import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { ErrorCode } from '@k/wire';
import { bench } from './support/core.ts';

const value = 'x';

test('pitfall 33: one listener a signal, however many sends share it, and none once they are settled', async () => {
  const { clock, core } = bench({ maxBlockMs: 1_000 });
  const { signal } = new AbortController();
  const sends = Array.from({ length: 50 }, () => core.send({ topic: 't', value }, signal));
  const many = Array.from({ length: 50 }, () => core.sendMany([{ topic: 't', value }], signal));
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  await clock.runUntil(Promise.all([...sends, ...many]));
  assert.equal(getEventListeners(signal, 'abort').length, 0);

  const failures = Array.from({ length: 10_000 }, (_, i) =>
    i % 2 === 0 ? core.send({ topic: 'nowhere', value }, signal) : core.sendMany([{ topic: '', value }], signal),
  );
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  const outcomes = await clock.runUntil(Promise.allSettled(failures));
  assert.ok(outcomes.every(({ status }) => status === 'rejected'));
  assert.equal(getEventListeners(signal, 'abort').length, 0);
  await clock.runUntil(core.close(Infinity));
});

test('an abort ends all that share the signal, and what waited is counted as failed', async () => {
  const { clock, cluster, core } = bench();
  const abort = new AbortController();
  const reason = new Error('enough');
  const calls = [
    core.send({ topic: 'later', value }, abort.signal),
    core.sendMany(
      [
        { topic: 'later', value },
        { topic: 'later', value },
        { topic: 't', value },
      ],
      abort.signal,
    ),
  ];
  const stays = core.send({ topic: 'later', value: 'stays' });
  await clock.advance(50);
  assert.equal(core.metrics().waitingCalls, 3);
  abort.abort(reason);
  for (const call of calls) await assert.rejects(call, reason);
  assert.equal(core.metrics().waitingCalls, 1);
  assert.equal(core.metrics().recordsFailed, 3);
  cluster.createTopic('later', 1);
  await clock.runUntil(stays);
  assert.deepEqual(cluster.log('later', 0).values, ['stays']);
  assert.equal(core.metrics().recordsFailed, 3);
  assert.equal(core.metrics().recordsSent, 2);
  await clock.runUntil(core.close(Infinity));
});

test('an abort ends a sendMany of one record that is in a batch already; the record is sent all the same', async () => {
  const { clock, cluster, core } = bench({}, { latencyMs: () => 100 });
  await clock.runUntil(core.send({ topic: 't', value }));
  const abort = new AbortController();
  const reason = new Error('enough');
  const call = core.sendMany([{ topic: 't', value: 'sent' }], abort.signal);
  await clock.advance(10);
  abort.abort(reason);
  await assert.rejects(call, reason);
  await clock.runUntil(core.close(Infinity));
  assert.deepEqual(cluster.log('t', 0).values, [value, 'sent']);
  assert.equal(core.metrics().recordsFailed, 0);
});

test('a record that fails after its send was aborted is no unhandled rejection', async () => {
  const batchFate = () => ({ errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED, stores: false });
  const { clock, cluster, core } = bench({}, { latencyMs: () => 100, batchFate });
  await assert.rejects(clock.runUntil(core.send({ topic: 't', value })), /TOPIC_AUTHORIZATION_FAILED/);
  const abort = new AbortController();
  const reason = new Error('enough');
  const call = core.send({ topic: 't', value }, abort.signal);
  await clock.advance(10);
  assert.equal(cluster.inFlight, 1);
  abort.abort(reason);
  await assert.rejects(call, reason);
  await clock.runUntil(core.close(Infinity));
  assert.equal(core.metrics().recordsFailed, 2);
});

test('recordsFailed counts what never reached a batch', async () => {
  const { clock, core } = bench({ maxBlockMs: 1_000, maxRequestSize: 1_000 });
  const call = core.sendMany([
    { topic: 'nowhere', value },
    { topic: 't', value: 'x'.repeat(2_000) },
    { topic: 't', value: 5 },
    { topic: 't', value },
  ]);
  await assert.rejects(clock.runUntil(call));
  assert.equal(core.metrics().recordsFailed, 3);
  await assert.rejects(clock.runUntil(core.send({ topic: '', value })));
  assert.equal(core.metrics().recordsFailed, 4);
  const left = assert.rejects(core.send({ topic: 'nowhere', value }));
  await assert.rejects(clock.runUntil(core.close(0)));
  await left;
  assert.equal(core.metrics().recordsFailed, 5);
  assert.equal(core.metrics().recordsSent, 1);
});
