import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, ConnectionError, ErrorCode, errorFor, ProtocolError, StateError, TimeoutError } from '@k/wire';
import { settle } from '@k/testing';
import { DeliveryError, RecordTooLargeError, SendManyError, SerializationError } from '../src/errors.ts';
import { bench } from './support/core.ts';
import type { BatchFate, Fate } from './support/fake-cluster.ts';

const value = 'x'.repeat(100);

test('a lone send leaves in the same turn, without a timer', async () => {
  const { clock, cluster, core } = bench();
  await clock.runUntil(core.send({ topic: 't', value }));
  const requests = cluster.requests.length;
  const sent = core.send({ topic: 't', value });
  await settle(); // no time has passed
  assert.equal(cluster.requests.length, requests + 1);
  await clock.runUntil(sent);
  await clock.runUntil(core.close(Infinity));
});

test('what is sent while a request is in flight travels together', async () => {
  const { clock, cluster, core } = bench();
  await clock.runUntil(core.send({ topic: 't', value }));
  const before = cluster.requests.length;
  const sends = [core.send({ topic: 't', value })];
  await settle();
  for (let i = 0; i < 50; i++) {
    sends.push(core.send({ topic: 't', value }));
    await settle();
  }
  await clock.runUntil(Promise.all(sends));
  assert.equal(cluster.requests.length, before + 2);
  await clock.runUntil(core.close(Infinity));
});

test('a linger gathers; a full batch and a flush do not wait for it', async () => {
  const { clock, cluster, core } = bench({ lingerMs: 50, batchSize: 1_000 });
  await clock.runUntil(core.send({ topic: 't', value }));
  const before = cluster.requests.length;
  const first = core.send({ topic: 't', value });
  await clock.advance(49);
  assert.equal(cluster.requests.length, before);
  await clock.advance(1);
  assert.equal(cluster.requests.length, before + 1);
  await clock.runUntil(first);

  const full = Array.from({ length: 9 }, () => core.send({ topic: 't', value }));
  await clock.advance(5);
  assert.equal(cluster.requests.length, before + 2, 'the full one is gone');
  const since = clock.monotonic();
  await clock.runUntil(core.flush());
  assert.ok(clock.monotonic() - since < 10);
  assert.equal(cluster.requests.length, before + 3, 'and the rest by the flush');
  await Promise.all(full);
  await clock.runUntil(core.close(Infinity));
});

test('a record for what cannot be a partition does not wait for it', async () => {
  const { clock, core } = bench({ maxBlockMs: 60_000 });
  await clock.runUntil(core.send({ topic: 't', value }));
  const wrong = { name: 'SerializationError', message: /A partition is a whole number/ };
  await assert.rejects(clock.runUntil(core.send({ topic: 't', value, partition: 1.5 })), wrong);
  await clock.runUntil(core.close(Infinity));
});

test('concurrent sends: each record once, in the order of the calls (kafkajs#1005)', async () => {
  const { clock, cluster, core } = bench({ batchSize: 500 });
  const sends = Array.from({ length: 1_000 }, (_, i) => core.send({ topic: 't', value: `v${i}` }));
  const offsets = (await clock.runUntil(Promise.all(sends))).map((it) => it.offset);
  assert.deepEqual(
    offsets,
    offsets.map((_, i) => i),
  );
  assert.deepEqual(
    cluster.log('t', 0).values,
    offsets.map((i) => `v${i}`),
  );
  assert.ok(cluster.mostInFlight > 1 && cluster.mostInFlight <= 5, `${cluster.mostInFlight} in flight`);
  await clock.runUntil(core.close(Infinity));
});

test('sendMany: outcomes in order, over partitions', async () => {
  const { clock, cluster, core } = bench({ batchSize: 300 }, { topics: { t: 3, u: 1 } });
  const records = Array.from({ length: 100 }, (_, i) => ({
    topic: i % 10 === 0 ? 'u' : 't',
    key: `k${i}`,
    value: `v${i}`,
  }));
  const outcomes = await clock.runUntil(core.sendMany(records));
  outcomes.forEach((it, i) => {
    assert.equal(it.topic, records[i]!.topic);
    assert.equal(cluster.log(it.topic, it.partition).values[it.offset], `v${i}`);
  });
  assert.deepEqual(await core.sendMany([]), []);
  await clock.runUntil(core.close(Infinity));
});

test('sendMany: the error has the outcome of each record', async () => {
  const { clock, core } = bench({ maxRequestSize: 1_000 });
  const good = { topic: 't', value };
  const bad = { topic: 't', value: 'x'.repeat(2_000) };
  await assert.rejects(clock.runUntil(core.sendMany([good, bad, good])), (error: unknown) => {
    assert.ok(error instanceof SendManyError);
    assert.equal(error.failed, 1);
    assert.equal((error.outcomes[0] as { offset: number }).offset, 0);
    assert.ok(error.outcomes[1] instanceof RecordTooLargeError);
    assert.equal((error.outcomes[2] as { offset: number }).offset, 1);
    return true;
  });
  await clock.runUntil(core.close(Infinity));
});

test('a record that is too large is refused, and nothing else', async () => {
  const { clock, cluster, core } = bench({ maxRequestSize: 1_000, batchSize: 10_000 });
  const sends = [value, 'ü'.repeat(600), value].map((it) => core.send({ topic: 't', value: it }));
  const outcomes = await clock.runUntil(Promise.allSettled(sends));
  assert.deepEqual(
    outcomes.map((it) => it.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  const error = (outcomes[1] as PromiseRejectedResult).reason as RecordTooLargeError;
  assert.ok(error instanceof RecordTooLargeError);
  assert.equal(error.limit, 1_000);
  assert.equal(error.topic, 't');
  assert.ok(error.size > 1_200 && error.size < 1_300);
  assert.equal(cluster.log('t', 0).values.length, 2);
  await clock.runUntil(core.close(Infinity));
});

test('what cannot be written is refused with a word on what to do', async () => {
  const { clock, core } = bench();
  const refused = async (record: object, message: RegExp): Promise<void> => {
    await assert.rejects(clock.runUntil(core.send(record as never)), (error: unknown) => {
      assert.ok(error instanceof SerializationError, String(error));
      assert.match(error.message, message);
      return true;
    });
  };
  await refused({ topic: 't' }, /needs a value.*null for a tombstone/);
  await refused(
    { topic: 't', value: { a: 1 } },
    /value is text or bytes .* unless there is a valueSerializer, got an object/,
  );
  await refused({ topic: 't', key: 5, value: 'x' }, /key is text or bytes .*, got 5/);
  await refused({ topic: '', value: 'x' }, /needs a topic.*got ""/);
  await refused({ topic: 't', value: 'x', timestamp: 1.5 }, /timestamp.*got 1.5/);
  await refused({ topic: 't', value: new Uint16Array(2) }, /Uint8Array.*got a Uint16Array/);
  assert.equal((await clock.runUntil(core.send({ topic: 't', value: null, key: 'k' }))).offset, 0);
  await clock.runUntil(core.close(Infinity));
});

test('serializers make bytes of anything but null', async () => {
  const { clock, cluster, core } = bench({
    valueSerializer: (it: unknown) => JSON.stringify(it),
    keySerializer: (it: unknown) => {
      if (it === 'bad') throw new Error('no such key');
      return String(it);
    },
  });
  await clock.runUntil(core.send({ topic: 't', key: 7, value: { a: 1 } }));
  await clock.runUntil(core.send({ topic: 't', value: null }));
  assert.deepEqual(cluster.log('t', 0).values, ['{"a":1}', ''], 'a tombstone, and no key, are not asked about');
  await assert.rejects(clock.runUntil(core.send({ topic: 't' } as never)), /needs a value|valueSerializer/);
  await assert.rejects(
    clock.runUntil(core.send({ topic: 't', key: 'bad', value: 1 })),
    /keySerializer threw: Error: no such key/,
  );
  await clock.runUntil(core.close(Infinity));
});

test('bufferMemory: sends wait in turn for room, then give up', async () => {
  let fate: Fate = 'answer';
  const { clock, cluster, core } = bench(
    { bufferMemory: 4_096, batchSize: 1_024, maxBlockMs: 300, requestTimeoutMs: 1_000 },
    { fate: () => fate, latencyMs: () => 4 },
  );
  const sends = Array.from({ length: 200 }, (_, i) => core.send({ topic: 't', value: `${i}`.padEnd(100) }));
  await settle();
  const waiting = core.metrics().waitingCalls;
  await clock.advance(5);
  assert.ok(core.metrics().waitingCalls > 100);
  assert.ok(core.metrics().waitingCalls < waiting, 'who was let in waits no more');
  assert.ok(core.metrics().bufferedBytes <= 4_096 + 1_024);
  await clock.runUntil(Promise.all(sends));
  assert.deepEqual(
    cluster.log('t', 0).values.map(Number),
    Array.from({ length: 200 }, (_, i) => i),
  );
  assert.equal(core.metrics().bufferedBytes, 0);

  fate = 'late';
  const stuck = Array.from({ length: 60 }, () => core.send({ topic: 't', value }));
  const outcomes = Promise.allSettled(stuck);
  await clock.advance(400);
  fate = 'answer';
  const refused = (await clock.runUntil(outcomes)).filter((it) => it.status === 'rejected');
  assert.ok(refused.length > 0 && refused.length < 60);
  for (const { reason } of refused) {
    assert.ok(reason instanceof TimeoutError);
    assert.match(reason.message, /no room in bufferMemory \(4096 bytes\) within maxBlockMs \(300 ms\).*Await send\(\)/);
  }
  await clock.runUntil(core.close(Infinity));
});

test('an unknown topic is named after maxBlockMs, and holds up no other', async () => {
  const { clock, cluster, core } = bench({ maxBlockMs: 2_000 });
  const unknown = assert.rejects(core.send({ topic: 'nowhere', value }), (error: unknown) => {
    assert.ok(error instanceof ProtocolError);
    assert.equal(error.errorName, 'UNKNOWN_TOPIC_OR_PARTITION');
    assert.match(error.message, /nowhere/);
    return true;
  });
  const soon = core.send({ topic: 'soon', value });
  assert.equal((await clock.runUntil(core.send({ topic: 't', value }))).offset, 0);
  await clock.advance(500);
  cluster.createTopic('soon', 1);
  assert.equal((await clock.runUntil(soon)).topic, 'soon');
  await clock.runUntil(unknown);
  await clock.runUntil(core.close(Infinity));
});

test('a topic that is forbidden is an error at once; the rest of a sendMany goes on', async () => {
  const { clock, core } = bench({}, { topics: { t: 1, forbidden: 1 } });
  const outcome = await clock.runUntil(
    core
      .sendMany([
        { topic: 'forbidden', value },
        { topic: 't', value },
      ])
      .catch((error: unknown) => error as SendManyError),
  );
  assert.ok(outcome instanceof SendManyError);
  assert.match((outcome.outcomes[0] as Error).message, /TOPIC_AUTHORIZATION_FAILED/);
  assert.equal((outcome.outcomes[1] as { offset: number }).offset, 0);
  assert.ok(clock.monotonic() < 2_000);
  await clock.runUntil(core.close(Infinity));
});

test('an abort rejects at once: what waited is not sent, what was batched may be', async () => {
  const { clock, cluster, core } = bench({ maxBlockMs: 60_000 });
  const reason = new Error('changed my mind');
  const waiting = new AbortController();
  const sent = core.send({ topic: 'later', value: 'aborted' }, waiting.signal);
  await clock.advance(500);
  waiting.abort(reason);
  await assert.rejects(sent, reason);
  cluster.createTopic('later', 1);
  await clock.runUntil(core.send({ topic: 'later', value: 'kept' }));
  assert.deepEqual(cluster.log('later', 0).values, ['kept']);

  const batched = new AbortController();
  const second = core.send({ topic: 'later', value: 'batched' }, batched.signal);
  batched.abort(reason);
  await assert.rejects(second, reason);
  await assert.rejects(core.send({ topic: 't', value }, AbortSignal.abort(reason)), reason);
  await assert.rejects(core.sendMany([{ topic: 't', value }], AbortSignal.abort(reason)), reason);
  await clock.runUntil(core.close(Infinity));
  assert.deepEqual(cluster.log('later', 0).values, ['kept', 'batched']);
});

test('one partition refused: the others of the request are stored', async () => {
  const { clock, cluster, core } = bench(
    {},
    {
      topics: { t: 3 },
      batchFate: (batch): BatchFate | null =>
        batch.partition === 1 ? { errorCode: ErrorCode.INVALID_RECORD, stores: false } : null,
    },
  );
  await clock.runUntil(core.send({ topic: 't', partition: 0, value }));
  const before = cluster.requests.length;
  const sends = [0, 1, 2].map((partition) => core.send({ topic: 't', partition, value }));
  const outcomes = await clock.runUntil(Promise.allSettled(sends));
  assert.equal(cluster.requests.length, before + 1, 'one request');
  assert.deepEqual(
    outcomes.map((it) => it.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  const reason: unknown = (outcomes[1] as PromiseRejectedResult).reason;
  assert.equal((reason as ProtocolError).errorName, 'INVALID_RECORD');
  await clock.runUntil(core.close(Infinity));
});

test('a leader that moves is followed at once, and no answer of the old one is lost', async () => {
  const { clock, cluster, core } = bench({ retryBackoffMs: 5_000, retryBackoffMaxMs: 5_000 }, { brokers: 2 });
  await clock.runUntil(core.send({ topic: 't', value: 'a' }));
  const sent = core.send({ topic: 't', value: 'b' });
  await settle();
  const began = clock.monotonic();
  cluster.moveLeader('t', 0, 1);
  await clock.runUntil(sent);
  assert.ok(clock.monotonic() - began < 1_000, 'without sitting out the pause');
  assert.deepEqual(cluster.log('t', 0).values, ['a', 'b']);
  assert.equal(cluster.requests.at(-1)!.broker, 1);
  await clock.runUntil(core.close(Infinity));
});

test('a batch that the broker finds too large is halved, in order', async () => {
  let leastBuffered = Infinity;
  const { clock, cluster, core } = bench(
    { batchSize: 100_000 },
    {
      batchFate: (batch): BatchFate | null => {
        leastBuffered = Math.min(leastBuffered, core.metrics().bufferedBytes - batch.records.length);
        return batch.records.length > 2_000 ? { errorCode: ErrorCode.MESSAGE_TOO_LARGE, stores: false } : null;
      },
    },
  );
  const sends = Array.from({ length: 100 }, (_, i) => core.send({ topic: 't', value: `${i}`.padEnd(100) }));
  const flushed = core.flush();
  const outcomes = await clock.runUntil(Promise.all(sends));
  await clock.runUntil(flushed);
  assert.deepEqual(
    cluster.log('t', 0).values.map(Number),
    outcomes.map((_, i) => i),
  );
  assert.deepEqual(
    outcomes.map((it) => it.offset),
    outcomes.map((_, i) => i),
  );
  assert.ok(core.metrics().batchesSplit >= 7);
  assert.ok(leastBuffered >= 0, 'the halves count as memory');
  assert.equal(core.metrics().bufferedBytes, 0);
  await clock.runUntil(core.close(Infinity));
});

test('deliveryTimeoutMs: the error says whether the records may be there', async () => {
  let fate: Fate = 'refuse-connection';
  const { clock, core } = bench({ deliveryTimeoutMs: 2_000, requestTimeoutMs: 500 }, { fate: () => fate });
  const fails = async (): Promise<DeliveryError> => {
    const outcome = await clock.runUntil(core.send({ topic: 't', value }).catch((error: unknown) => error));
    assert.ok(outcome instanceof DeliveryError);
    return outcome;
  };
  const never = await fails();
  assert.equal(never.written, 'no');
  assert.match(never.message, /deliveryTimeoutMs \(2000 ms\) is over after \d+ attempts.*they were not written/);
  fate = 'lose-answer';
  const perhaps = await fails();
  assert.equal(perhaps.written, 'unknown');
  assert.match(perhaps.message, /whether they were written cannot be known/);
  // The sequence has a hole now: the epoch goes up, and the next record is stored.
  fate = 'answer';
  await clock.runUntil(core.send({ topic: 't', value }));
  assert.ok(core.metrics().epochBumps >= 1);
  await clock.runUntil(core.close(Infinity));
});

test('a batch that is refused fails each of its records, and whoever flushes is told that all is over', async () => {
  const batchFate = (): BatchFate => ({ errorCode: ErrorCode.INVALID_RECORD, stores: false });
  const { clock, core } = bench({ batchSize: 400 }, { batchFate });
  const call = core
    .sendMany(Array.from({ length: 10 }, () => ({ topic: 't', value })))
    .catch((error: unknown) => error);
  await clock.runUntil(core.flush());
  const error = await clock.runUntil(call);
  assert.ok(error instanceof SendManyError);
  assert.equal(error.failed, 10);
  assert.equal(core.metrics().recordsFailed, 10);
  assert.equal(error.errors.length, 10);
  for (const each of error.errors) assert.match(each.message, /INVALID_RECORD/);
  await clock.runUntil(core.close(Infinity));
});

test('out of order without an earlier batch: a hole, which a new epoch mends; without idempotence a refusal', async () => {
  for (const acks of ['all', 1] as const) {
    let refusals = 1;
    const batchFate = (): BatchFate | null =>
      refusals-- > 0 ? { errorCode: ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, stores: false } : null;
    const { clock, core } = bench({ acks }, { batchFate });
    const sent = clock.runUntil(core.send({ topic: 't', value }));
    if (acks === 1) await assert.rejects(sent, /OUT_OF_ORDER_SEQUENCE_NUMBER/);
    else assert.equal((await sent).offset, 0);
    assert.equal(core.metrics().epochBumps, acks === 1 ? 0 : 1);
    await clock.runUntil(core.close(Infinity));
  }
});

test('a batch that the broker has from before: stored, where it does not say', async () => {
  const batchFate = (): BatchFate => ({ errorCode: ErrorCode.DUPLICATE_SEQUENCE_NUMBER, stores: true });
  const { clock, core } = bench({}, { batchFate });
  const stored = await clock.runUntil(core.sendMany([1, 2].map(() => ({ topic: 't', value }))));
  assert.deepEqual(
    stored.map(({ offset }) => offset),
    [-1, -1],
  );
  await clock.runUntil(core.close(Infinity));
});

test('a buffer is used again only when nothing can still be reading it', async () => {
  for (const [acks, mishap, again] of [
    ['all', false, true],
    ['all', true, false],
    [0, false, false],
  ] as const) {
    let lost = mishap;
    const { clock, cluster, core } = bench(
      { acks },
      { fate: () => (lost ? ((lost = false), 'lose-answer') : 'answer') },
    );
    const sent: Buffer[] = [];
    const produce = cluster.produce.bind(cluster);
    cluster.produce = (broker, batches, timeoutMs) => {
      sent.push(batches[0]!.records);
      return produce(broker, batches, timeoutMs);
    };
    await clock.runUntil(core.send({ topic: 't', value }));
    await clock.runUntil(core.send({ topic: 't', value }));
    const [first, last] = [sent[0]!, sent.at(-1)!];
    const same = first.buffer === last.buffer && first.byteOffset === last.byteOffset;
    assert.equal(same, again, `acks ${acks}, ${mishap ? 'repeated' : 'at once'}`);
    await clock.runUntil(core.close(Infinity));
  }
});

test('retries is a limit too', async () => {
  const { clock, cluster, core } = bench(
    { retries: 2 },
    { batchFate: () => ({ errorCode: ErrorCode.NOT_ENOUGH_REPLICAS, stores: false }) },
  );
  await assert.rejects(
    clock.runUntil(core.send({ topic: 't', value })),
    /it was sent 3 times, and retries is 2.*not written/,
  );
  assert.equal(cluster.requests.length, 3);
  assert.equal(cluster.refreshes, 0, 'which no metadata mends');
  await clock.runUntil(core.close(Infinity));
});

test('a request that fails as a whole has metadata asked for where that may help, and only there', async () => {
  for (const [error, refreshes] of [
    [new ConnectionError('gone', { broker: 'fake:1', phase: 'request' }), 1],
    [errorFor(ErrorCode.NOT_LEADER_OR_FOLLOWER, {}), 1],
    [errorFor(ErrorCode.KAFKA_STORAGE_ERROR, {}), 1],
    [errorFor(ErrorCode.THROTTLING_QUOTA_EXCEEDED, {}), 0],
  ] as const) {
    const { clock, cluster, core } = bench({ retryBackoffMs: 100 });
    await clock.runUntil(core.send({ topic: 't', value }));
    cluster.produceError = error;
    const sent = core.send({ topic: 't', value });
    await clock.advance(50);
    assert.equal(cluster.refreshes, refreshes, error.message);
    cluster.produceError = null;
    await clock.runUntil(sent);
    await clock.runUntil(core.close(Infinity));
  }
});

test('without a producer id: what may pass is awaited, what will not is told', async () => {
  const { clock, cluster, core } = bench();
  cluster.initError = errorFor(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
  const sent = core.send({ topic: 't', value });
  await clock.advance(2_000);
  cluster.initError = null;
  assert.equal((await clock.runUntil(sent)).offset, 0);

  const other = bench();
  other.cluster.initError = errorFor(ErrorCode.CLUSTER_AUTHORIZATION_FAILED);
  await assert.rejects(other.clock.runUntil(other.core.send({ topic: 't', value })), /CLUSTER_AUTHORIZATION_FAILED/);
  other.cluster.initError = null;
  assert.equal((await other.clock.runUntil(other.core.send({ topic: 't', value }))).offset, 0, 'it is asked again');
  await clock.runUntil(core.close(Infinity));
  await other.clock.runUntil(other.core.close(Infinity));
});

test('epochs used up: a new producer id', async () => {
  let refuse = true;
  let attempts = 0;
  // Whether the first attempt stored it is not told, so its numbers are lost.
  const codeOf = (attempt: number): number => (attempt === 1 ? ErrorCode.REQUEST_TIMED_OUT : ErrorCode.INVALID_RECORD);
  const { clock, cluster, core } = bench(
    {},
    { batchFate: () => (refuse ? { errorCode: codeOf(++attempts), stores: false } : null) },
  );
  cluster.initProducerId = () => Promise.resolve({ producerId: cluster.initError === null ? 7n : 8n, epoch: 32_767 });
  await assert.rejects(clock.runUntil(core.send({ topic: 't', value })), /INVALID_RECORD/);
  refuse = false;
  cluster.initError = new ConfigError('now it is 8');
  await clock.runUntil(core.send({ topic: 't', value }));
  assert.deepEqual([...cluster.log('t', 0).producers.keys()], [8n]);
  await clock.runUntil(core.close(Infinity));
});

test('flush: awaits what was sent before it, rejects in time, never for a record', async () => {
  let fate: Fate = 'answer';
  const { clock, core } = bench({ requestTimeoutMs: 500 }, { fate: () => fate });
  const settled: string[] = [];
  void core.send({ topic: 't', value }).then(() => settled.push('send'));
  await clock.runUntil(core.flush().then(() => settled.push('flush')));
  assert.deepEqual(settled, ['send', 'flush']);
  await clock.runUntil(core.flush());
  fate = 'refuse-connection';
  const stuck = core.send({ topic: 't', value });
  await assert.rejects(clock.runUntil(core.flush({ timeoutMs: 100 })), TimeoutError);
  const controller = new AbortController();
  const aborted = assert.rejects(core.flush({ signal: controller.signal }), /enough/);
  controller.abort(new Error('enough'));
  await aborted;
  fate = 'answer';
  await clock.runUntil(stuck);
  await clock.runUntil(core.close(Infinity));
});

test('flush: awaits every batch, that of the slowest broker too', async () => {
  let n = 0;
  const { clock, core } = bench({}, { topics: { t: 4 }, brokers: 4, latencyMs: () => 10 * ++n });
  await clock.runUntil(core.send({ topic: 't', partition: 0, value }));
  const settled: number[] = [];
  const sends = [0, 1, 2, 3].map((partition) =>
    core.send({ topic: 't', partition, value }).then(() => settled.push(partition)),
  );
  await clock.runUntil(core.flush());
  assert.equal(settled.length, 4);
  await Promise.all(sends);
  await clock.runUntil(core.close(Infinity));
});

test('close: waits for repetitions, also those that pause (kafkajs#879)', async () => {
  let failures = 5;
  const { clock, cluster, core } = bench({}, { fate: () => (failures-- > 0 ? 'lose-request' : 'answer') });
  const sends = Array.from({ length: 10 }, (_, i) => core.send({ topic: 't', value: `${i}` }));
  const closed = core.close(Infinity);
  await assert.rejects(core.send({ topic: 't', value }), (error: unknown) => {
    assert.ok(error instanceof StateError);
    assert.match(error.message, /send\(\) after close\(\)/);
    return true;
  });
  await clock.runUntil(closed);
  await Promise.all(sends);
  assert.equal(cluster.log('t', 0).values.length, 10);
  assert.equal(clock.pendingTimers, 0, 'timers are given back');
  assert.equal(cluster.listeners, 0, 'and nobody listens for metadata');
  await assert.rejects(core.flush(), StateError);
  await assert.rejects(core.sendMany([{ topic: 't', value }]), StateError);
});

test('close: what is not delivered in time is rejected, counted, and told apart', async () => {
  const { clock, core } = bench({}, { fate: () => 'late', topics: { t: 1 } });
  const outcomes = Promise.allSettled([
    core.send({ topic: 't', value }),
    core.send({ topic: 't', value }),
    core.send({ topic: 'nowhere', value }),
  ]);
  await clock.advance(50);
  const late = core.send({ topic: 't', value }).catch((error: unknown) => error as Error);
  await assert.rejects(clock.runUntil(core.close(1_000)), (error: unknown) => {
    assert.ok(error instanceof TimeoutError);
    assert.match(error.message, /gave up 4 records/);
    return true;
  });
  const reasons = (await outcomes).map((it) => (it as PromiseRejectedResult).reason as Error);
  assert.equal((reasons[0] as DeliveryError).written, 'unknown');
  assert.ok(reasons[2] instanceof StateError);
  assert.equal(((await late) as DeliveryError).written, 'no');
});

test('close again with less patience: the call whose time is over first ends it, for both', async () => {
  const { clock, core } = bench({}, { fate: () => 'late' });
  const sent = Promise.allSettled([core.send({ topic: 't', value })]);
  await clock.advance(50);
  const began = clock.monotonic();
  const patient = core.close(20_000);
  const hasty = core.close(100);
  const longer = core.close(Infinity);
  const outcomes = await clock.runUntil(Promise.allSettled([patient, hasty, longer]));
  assert.equal(clock.monotonic() - began, 100);
  for (const outcome of outcomes) {
    assert.match(String((outcome as PromiseRejectedResult).reason), /gave up 1 records .* within 100 ms/);
  }
  assert.equal((await sent)[0].status, 'rejected');
  await assert.rejects(core.close(0), TimeoutError, 'told to who asks afterwards, too');
});

for (const compressionType of ['none', 'gzip'] as const)
  test(`bufferMemory holds for text over many partitions too: one batch more at most (${compressionType})`, async () => {
    const { clock, core } = bench(
      { bufferMemory: 100_000, batchSize: 16_384, lingerMs: 1_000, compressionType },
      { topics: { t: 50 }, latencyMs: () => 50 },
    );
    await clock.runUntil(core.send({ topic: 't', value }));
    let most = 0;
    const sends = Array.from({ length: 2_000 }, (_, i) => {
      const sent = core.send({ topic: 't', partition: i % 50, value: 'x'.repeat(300 + (i % 7)) });
      most = Math.max(most, core.metrics().bufferedBytes);
      return sent;
    });
    assert.ok(most > 90_000 && most <= 100_000 + 16_384, `${most} bytes at most`);
    await clock.runUntil(Promise.all(sends));
    assert.equal(core.metrics().bufferedBytes, 0);
    await clock.runUntil(core.close(Infinity));
  });

test('a linger is no reason to wait for memory', async () => {
  const { clock, core } = bench({
    lingerMs: 5_000,
    bufferMemory: 2_048,
    batchSize: 4_096,
    deliveryTimeoutMs: 60_000,
  });
  const lingering = Array.from({ length: 5 }, () => core.send({ topic: 't', value }));
  await clock.advance(100);
  assert.equal(core.metrics().batchesSent, 0);
  const sends = Array.from({ length: 30 }, () => core.send({ topic: 't', value }));
  assert.ok(core.metrics().waitingCalls > 0);
  await clock.advance(1_000);
  assert.equal(core.metrics().waitingCalls, 0, 'who waits for room has what is there sent');
  await clock.runUntil(core.close(Infinity));
  await Promise.all([...lingering, ...sends]);
});

test('a record of a few bytes is measured too', async () => {
  const { clock, core } = bench({ maxRequestSize: 80 });
  await assert.rejects(clock.runUntil(core.send({ topic: 't', value: '' })), (error: unknown) => {
    assert.ok(error instanceof RecordTooLargeError);
    return error.size > 80 && error.limit === 80;
  });
  const exact = 186;
  for (const option of ['maxRequestSize', 'bufferMemory'] as const) {
    const enough = bench({ [option]: exact });
    await enough.clock.runUntil(enough.core.send({ topic: 't', value }));
    await enough.clock.runUntil(enough.core.close(Infinity));
    const scarce = bench({ [option]: exact - 1 });
    const sent = scarce.clock.runUntil(scarce.core.send({ topic: 't', value }));
    await assert.rejects(sent, (error: unknown) => {
      assert.ok(error instanceof RecordTooLargeError);
      const more =
        option === 'maxRequestSize' ? " (and the topic's max.message.bytes), or send less in one record" : '';
      assert.equal(
        error.message,
        `A record for topic "t" takes 186 bytes, and ${option} allows 185: raise ${option}${more}`,
      );
      return error.size === 186 && error.limit === 185;
    });
    await scarce.clock.runUntil(scarce.core.close(Infinity));
  }
  await clock.runUntil(core.close(Infinity));
});

test('metrics: means of what is stored', async () => {
  const { clock, core } = bench();
  const { bufferMemory, compressionRate, topics, brokers, ...zeros } = core.metrics();
  assert.deepEqual([bufferMemory, compressionRate, topics, brokers], [33_554_432, 1, [], []]);
  assert.deepEqual(new Set(Object.values(zeros)), new Set([0]));
  await clock.runUntil(core.sendMany(Array.from({ length: 3 }, () => ({ topic: 't', value }))));
  const last = core.send({ topic: 't', value });
  assert.deepEqual([core.metrics().requestsInFlight, core.metrics().batchesPending], [0, 1]);
  await settle();
  assert.deepEqual([core.metrics().requestsInFlight, core.metrics().batchesPending], [1, 1]);
  await clock.runUntil(last);
  assert.deepEqual([core.metrics().requestsInFlight, core.metrics().batchesPending], [0, 0]);
  const { batchesSent, recordsSent, bytesSent, recordsPerBatch, bytesPerBatch, requests } = core.metrics();
  assert.deepEqual([batchesSent, recordsSent, recordsPerBatch, requests], [2, 4, 2, 2]);
  assert.ok(bytesSent > 500 && bytesPerBatch === bytesSent / 2);
  await clock.runUntil(core.close(Infinity));
});

test('partitions of one broker take turns when a request cannot hold them all', async () => {
  const order: number[] = [];
  const { clock, cluster, core } = bench(
    { maxRequestSize: 1_000, batchSize: 0, maxInFlightRequestsPerConnection: 1 },
    {
      topics: { t: 10 },
      batchFate: (batch): null => {
        order.push(batch.partition);
        return null;
      },
    },
  );
  const sends = Array.from({ length: 100 }, (_, i) => core.send({ topic: 't', partition: i % 10, value }));
  await clock.runUntil(Promise.all(sends));
  assert.equal(cluster.mostInFlight, 1, 'one request at a time, as the option says');
  for (let round = 0; round < 10; round++) {
    const served = new Set(order.slice(round * 10, round * 10 + 10));
    assert.equal(served.size, 10, `round ${round}: ${order.slice(round * 10, round * 10 + 10).join()}`);
  }
  await clock.runUntil(core.close(Infinity));
});

test('requests stay within maxRequestSize, and take turns', async () => {
  const { clock, cluster, core } = bench({ maxRequestSize: 1_000, batchSize: 400 }, { topics: { t: 10 } });
  const sends = Array.from({ length: 300 }, (_, i) =>
    core.send({ topic: 't', partition: i % 10, value: 'x'.repeat(50) }),
  );
  await clock.runUntil(Promise.all(sends));
  assert.ok(cluster.requests.every((it) => it.bytes <= 1_000));
  assert.ok(cluster.requests.some((it) => it.batches > 1));
  await clock.runUntil(core.close(Infinity));
});

test('a record may take all that a request, or the memory, has room for', async () => {
  const taken = (size: number): string => 'x'.repeat(size);
  for (const option of ['maxRequestSize', 'bufferMemory'] as const) {
    const { clock, core } = bench({ [option]: 1_000 });
    await clock.runUntil(core.send({ topic: 't', value: 'x' }));
    const outcome = async (size: number) =>
      (await clock.runUntil(Promise.allSettled([core.send({ topic: 't', value: taken(size) })])))[0];
    let most = 1_000;
    let refused: unknown;
    for (; most > 0; most--) {
      const one = await outcome(most);
      if (one.status === 'fulfilled') break;
      refused = one.reason;
    }
    assert.ok(refused instanceof RecordTooLargeError);
    assert.equal(refused.size, 1_001, option);
    await clock.runUntil(core.close(Infinity));
  }
});

test('what is under way when close() loses its patience is settled once, whatever the answer says later', async () => {
  const { clock, cluster, core } = bench({}, { latencyMs: () => 1_000 });
  await clock.runUntil(core.send({ topic: 't', value }));
  const sent = core.send({ topic: 't', value });
  const waits = core.send({ topic: 't', value });
  const outcomes = Promise.allSettled([sent, waits]);
  await clock.advance(10);
  await assert.rejects(clock.runUntil(core.close(100)), /close\(\) gave up 2 records/);
  for (const outcome of await outcomes) {
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof DeliveryError);
    assert.equal(outcome.reason.written, 'unknown');
  }
  assert.equal(cluster.listeners, 0);
  await clock.advance(5_000);
  const { recordsSent, recordsFailed, requestsInFlight, batchesPending, bufferedBytes } = core.metrics();
  assert.deepEqual([recordsSent, recordsFailed, requestsInFlight, batchesPending, bufferedBytes], [1, 2, 0, 0, 0]);
  assert.equal(clock.pendingTimers, 0);
});

test('open batches go as they are when a call waits for memory, whatever their linger', async () => {
  const { clock, core } = bench({ bufferMemory: 3_000, batchSize: 1_000, lingerMs: 60_000 }, { topics: { t: 4 } });
  await clock.runUntil(Promise.all([core.send({ topic: 't', partition: 0, value }), core.flush()]));
  const sends = [0, 1, 2, 3].map((partition) => core.send({ topic: 't', partition, value: 'x'.repeat(800) }));
  await clock.advance(100);
  assert.equal(core.metrics().waitingCalls, 0);
  await clock.runUntil(Promise.all([core.flush(), ...sends]));
  await clock.runUntil(core.close(Infinity));
});
