import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { ErrorCode, errorFor, TimeoutError } from '@k/wire';
import { DeliveryError, SendManyError, SerializationError } from '../src/errors.ts';
import { RecordMetadata } from '../src/record.ts';
import { bench } from './support/core.ts';
import type { BatchFate, Fate } from './support/fake-cluster.ts';

const value = 'x';

async function deliveryError(work: Promise<unknown>): Promise<DeliveryError> {
  const error = await work.catch((reason: unknown) => reason);
  assert.ok(error instanceof DeliveryError, String(error));
  return error;
}

test('a DeliveryError says what leaves open whether the records were written', async () => {
  let code: number = ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND;
  let fate: Fate = 'answer';
  const batchFate = (): BatchFate => ({ errorCode: code, stores: true });
  const options = { deliveryTimeoutMs: 2_000, requestTimeoutMs: 500 };
  const { clock, core } = bench(options, { batchFate, fate: () => fate });
  const answered = await deliveryError(clock.runUntil(core.send({ topic: 't', value })));
  assert.equal(answered.written, 'unknown');
  assert.match(
    answered.message,
    /; a request that carried them was answered NOT_ENOUGH_REPLICAS_AFTER_APPEND, so whether they were written cannot be known$/,
  );
  assert.equal((answered.cause as { code: number }).code, code);
  fate = 'late';
  const silent = await deliveryError(clock.runUntil(core.send({ topic: 't', value })));
  assert.match(silent.message, /; a request that carried them was never answered, so whether they were written/);
  assert.ok(silent.cause instanceof TimeoutError);
  // What comes after the doubt does not settle it.
  fate = 'answer';
  const first = ErrorCode.REQUEST_TIMED_OUT;
  code = first;
  const sent = core.send({ topic: 't', value });
  await clock.advance(50);
  code = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
  const refused = await deliveryError(clock.runUntil(sent));
  assert.match(refused.message, /the broker answered TOPIC_AUTHORIZATION_FAILED; .*answered REQUEST_TIMED_OUT, so/);
  await clock.runUntil(core.close(Infinity));
});

test('a response that leaves the partition out is no answer', async () => {
  const { clock, cluster, core } = bench({ retries: 1 });
  const produce = cluster.produce.bind(cluster);
  cluster.produce = async (broker, batches, timeoutMs) => {
    await produce(broker, batches, timeoutMs);
    return { answers: [] };
  };
  const error = await deliveryError(clock.runUntil(core.send({ topic: 't', value })));
  assert.equal(error.written, 'unknown');
  assert.match(String(error.cause), /Produce request for t-0: the response does not mention the partition/);
  assert.match(error.message, /never answered/);
  await clock.runUntil(core.close(Infinity));
});

test('close: records in flight and records never sent name why', async () => {
  let fate: Fate = 'answer';
  const { clock, cluster, core } = bench({}, { topics: { t: 1, u: 1 }, fate: () => fate });
  await clock.runUntil(core.send({ topic: 't', value }));
  await clock.runUntil(core.send({ topic: 'u', value }));
  cluster.moveLeader('u', 0, -1);
  fate = 'late';
  const flying = deliveryError(core.send({ topic: 't', value }));
  const waiting = deliveryError(core.send({ topic: 'u', value }));
  await clock.advance(1_000);
  await assert.rejects(clock.runUntil(core.close(100)), /gave up 2 records.*LEADER_NOT_AVAILABLE/);
  const { message, written, cause } = await flying;
  assert.equal(written, 'unknown');
  assert.match(message, /close\(\) did not get to send them within 100 ms; .*never answered/);
  assert.match(String(cause), /closed before the answer was there/);
  assert.match(String((await waiting).cause), /LEADER_NOT_AVAILABLE/);
});

test('a SendManyError is printed in a few lines, and keeps every outcome', () => {
  const refusal = errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, { topic: 'nowhere', message: 'm'.repeat(10_000) });
  const outcomes = Array.from({ length: 10_000 }, (_, i) =>
    i === 3 ? new RecordMetadata('t', 0, 7, 0) : i % 2 === 0 ? refusal : new Error(`other ${i}`),
  );
  const error = new SendManyError(outcomes, 9_999);
  const printed = inspect(error, { depth: 10 });
  assert.ok(printed.length < 15_000, `${printed.length} characters`);
  assert.match(printed, /^SendManyError: 9999 of 10000 records were not sent; the first, number 0: UNKNOWN_TOPIC/);
  assert.match(printed, /\n {2}5000 × UNKNOWN_TOPIC_OR_PARTITION \(topic nowhere\).*…\n {2}1 × other 1\n/);
  assert.match(printed, /\n {2}… and 4995 other messages: see errors$/);
  assert.ok(JSON.stringify(error).length < 15_000);
  assert.equal(error.outcomes, outcomes);
  assert.equal(error.errors.length, 9_999);
  assert.equal(error.errors[3], refusal);
  assert.equal(error.cause, refusal);
  const [whole, long] = ['m'.repeat(300), 'm'.repeat(301)];
  assert.match(inspect(new SendManyError([new Error(whole)], 1)), new RegExp(`1 × ${whole}$`));
  assert.match(inspect(new SendManyError([new Error(long)], 1)), new RegExp(`1 × ${whole}…$`));
  const two = new SendManyError([refusal, new Error('boom')], 2);
  assert.doesNotMatch(inspect(two), /other messages/);
});

test('an error that nothing led to has no cause', () => {
  assert.equal(Object.hasOwn(new SerializationError('t', 'A key is wrong'), 'cause'), false);
  const cause = new Error('boom');
  assert.equal(new SerializationError('t', 'A key is wrong', cause).cause, cause);
});
