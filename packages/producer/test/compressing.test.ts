import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createBroker } from '@k/broker';
import { TimeoutError } from '@k/wire';
import { holdGzip, type HeldGzip, failure } from '@k/testing';
import { DeliveryError, KafkaProducer, TransactionError } from '../src/index.ts';
import { committedValues } from './support/committed.ts';
import { bench } from './support/core.ts';
import { storedBatches, storedValues } from './support/stored.ts';
import { transactionBench } from './support/transactional.ts';

/** What stands before the first colon of each batch. */
function namesOf({ works }: HeldGzip): string[] {
  return works.map(({ source }) => /(\w+):/.exec(Buffer.from(source).toString('latin1'))?.[1] ?? '');
}

/** A record a batch, and another thread for each that has more than a few words. */
const OPTIONS = { compressionType: 'gzip', compressionThreadBytes: 500, batchSize: 0 } as const;

const record = (name: string, partition = 0): { topic: string; partition: number; value: string } => ({
  topic: 't',
  partition,
  value: `${name}:${'x'.repeat(1_000)}`,
});
const nameOf = (value: string): string => value.split(':')[0] ?? '';

test('batches leave in the order of the sends, whichever is compressed first', async (t) => {
  const held = holdGzip(t, 'compress');
  const { clock, cluster, core } = bench(OPTIONS);
  await clock.runUntil(core.send({ topic: 't', value: 'small' }));
  const sends = ['a', 'b', 'c', 'd'].map((name) => core.send(record(name)));
  await clock.advance(10);
  assert.deepEqual(namesOf(held), ['a', 'b', 'c'], 'd may yet get more records');
  held.works[2]?.finish();
  held.works[1]?.finish();
  await clock.advance(10);
  assert.deepEqual(cluster.log('t', 0).values, ['small']);
  held.letGo();
  const stored = await clock.runUntil(Promise.all(sends));
  assert.deepEqual(
    stored.map(({ offset }) => offset),
    [1, 2, 3, 4],
  );
  assert.deepEqual(cluster.log('t', 0).values.map(nameOf), ['small', 'a', 'b', 'c', 'd']);
  assert.equal(core.metrics().batchesRetried, 0, 'the numbers were in order too');
  await clock.runUntil(core.close(Infinity));
});

test('three are compressed at a time, the oldest first', async (t) => {
  const held = holdGzip(t, 'compress');
  const { clock, core } = bench(OPTIONS, { topics: { t: 2 } });
  const sends: Promise<unknown>[] = [];
  for (const [i, name] of ['a', 'b', 'c', 'd', 'e', 'f', 'g'].entries()) {
    sends.push(core.send(record(name, i % 2)));
    await clock.advance(10);
  }
  assert.deepEqual(namesOf(held), ['a', 'b', 'c']);
  held.works[1]?.finish();
  await clock.advance(0);
  assert.deepEqual(namesOf(held), ['a', 'b', 'c', 'd'], 'd is older than e, of the partition that is looked at first');
  held.letGo();
  await clock.runUntil(Promise.all(sends));
  await clock.runUntil(core.close(Infinity));
});

test('no more of a partition is compressed than may be in flight after what is', async (t) => {
  const held = holdGzip(t, 'compress');
  held.letGo();
  const { clock, cluster, core } = bench(OPTIONS);
  await clock.runUntil(core.send({ topic: 't', value: 'small' }));
  const before = cluster.requests.length;
  const sends = Array.from({ length: 20 }, (_, i) => core.send(record(`r${i}`)));
  // No time goes by, so nothing is answered.
  for (let turns = 0; turns < 50; turns++) await clock.advance(0);
  assert.equal(cluster.requests.length - before, 5);
  assert.equal(held.works.length, 10);
  await clock.runUntil(Promise.all(sends));
  assert.deepEqual(
    cluster.log('t', 0).values.slice(1).map(nameOf),
    sends.map((_, i) => `r${i}`),
  );
  await clock.runUntil(core.close(Infinity));
});

test('a batch that cannot be compressed fails alone, and leaves no hole', async (t) => {
  const held = holdGzip(t, 'compress');
  const { clock, cluster, core } = bench(OPTIONS);
  const sends = ['a', 'b', 'c', 'd'].map((name) => core.send(record(name)));
  await clock.runUntil(held.begun(3));
  held.works[1]?.fail(new Error('no compressor takes this'));
  held.letGo();
  const outcomes = await clock.runUntil(Promise.allSettled(sends));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  );
  assert.match(String((outcomes[1] as PromiseRejectedResult).reason), /no compressor takes this/);
  assert.deepEqual(cluster.log('t', 0).values.map(nameOf), ['a', 'c', 'd']);
  const { epochBumps, recordsFailed, bufferedBytes, batchesPending } = core.metrics();
  assert.deepEqual(
    { epochBumps, recordsFailed, bufferedBytes, batchesPending },
    { epochBumps: 0, recordsFailed: 1, bufferedBytes: 0, batchesPending: 0 },
  );
  await clock.runUntil(core.close(Infinity));
});

test('flush() waits for what is being compressed', async (t) => {
  const held = holdGzip(t, 'compress');
  const { clock, core } = bench(OPTIONS);
  const sent = core.send(record('a'));
  let isFlushed = false;
  const flushed = core.flush().then(() => (isFlushed = true));
  await clock.advance(1_000);
  assert.deepEqual([namesOf(held), isFlushed], [['a'], false]);
  held.letGo();
  await clock.runUntil(flushed);
  assert.equal((await sent).offset, 0);
  await clock.runUntil(core.close(Infinity));
});

test('close() with a limit gives up what is being compressed, and it is not sent later', async (t) => {
  const held = holdGzip(t, 'compress');
  const { clock, cluster, core } = bench(OPTIONS);
  const sent = failure(core.send(record('a')));
  await clock.runUntil(held.begun(1));
  assert.ok((await clock.runUntil(failure(core.close(100)))) instanceof TimeoutError);
  const error = await sent;
  assert.ok(error instanceof DeliveryError);
  assert.equal(error.written, 'no');
  held.letGo();
  await clock.advance(1_000);
  assert.equal(cluster.requests.length, 0);
  assert.equal(core.metrics().bufferedBytes, 0);
});

test('deliveryTimeoutMs ends while a batch is compressed: it says so, and the partition goes on', async (t) => {
  const held = holdGzip(t, 'compress');
  const { clock, cluster, core } = bench({ ...OPTIONS, requestTimeoutMs: 1_000, deliveryTimeoutMs: 1_500 });
  const error = await clock.runUntil(failure(core.send(record('a'))));
  assert.ok(error instanceof DeliveryError);
  assert.equal(error.written, 'no');
  assert.match(error.message, /they were being compressed; they were not written$/);
  assert.equal(core.metrics().bufferedBytes, 0);
  held.letGo();
  await clock.advance(10);
  assert.equal(core.metrics().bufferedBytes, 0);
  await clock.runUntil(core.send(record('b')));
  assert.deepEqual(cluster.log('t', 0).values.map(nameOf), ['b']);
  assert.equal(core.metrics().epochBumps, 0);
  await clock.runUntil(core.close(Infinity));
});

/** A producer in a transaction whose batches wait for the test's word in their compressor. */
async function openTransaction(t: TestContext) {
  const held = holdGzip(t, 'compress');
  const made = await transactionBench();
  t.after(() => made[Symbol.asyncDispose]());
  const { broker, run } = made;
  broker.createTopic('t', { partitions: 1 });
  const producer = made.producer('payments', OPTIONS);
  await run(producer.beginTransaction());
  return { held, broker, run, producer };
}

test('a transaction that is aborted takes what is being compressed with it', async (t) => {
  const { held, broker, run, producer } = await openTransaction(t);
  const late = failure(producer.send(record('a')));
  await run(held.begun(1));
  await run(producer.abortTransaction());
  assert.ok((await run(late)) instanceof TransactionError);
  held.letGo();
  await run(producer.transaction((tx) => void tx.send(record('b'))));
  const { values, aborted, open } = committedValues(broker, 't');
  assert.deepEqual([values.map(nameOf), aborted, open], [['b'], [], []]);
});

test('a transaction is committed with what was being compressed', async (t) => {
  const { held, broker, run, producer } = await openTransaction(t);
  void producer.send(record('a'));
  await run(held.begun(1));
  const committed = producer.commitTransaction();
  held.letGo();
  await run(committed);
  assert.deepEqual(committedValues(broker, 't').values.map(nameOf), ['a']);
});

test('of what is compressed only the compressed bytes count in bufferMemory', async (t) => {
  const held = holdGzip(t, 'compress');
  const { clock, cluster, core } = bench({ ...OPTIONS, bufferMemory: 40_000 });
  await clock.runUntil(core.send({ topic: 't', value: 'small' }));
  const before = cluster.requests.length;
  const large = { topic: 't', partition: 0, value: Buffer.alloc(19_000, 'a:') };
  const sends = [core.send(large), core.send(large), core.send(large)];
  await clock.advance(0);
  assert.deepEqual([held.works.length, core.metrics().waitingCalls], [1, 1]);
  held.letGo();
  // No time goes by, so nothing is answered.
  for (let turns = 0; turns < 50; turns++) await clock.advance(0);
  assert.equal(core.metrics().waitingCalls, 0);
  const inFlight = cluster.requests.slice(before).reduce((sum, { bytes }) => sum + bytes, 0);
  assert.ok(inFlight > 0);
  const open = 3 - (cluster.requests.length - before);
  assert.ok(core.metrics().bufferedBytes <= inFlight + open * 20_000);
  assert.ok(core.metrics().bufferedBytes >= inFlight);
  await clock.runUntil(Promise.all(sends));
  assert.equal(core.metrics().bufferedBytes, 0);
  await clock.runUntil(core.close(Infinity));
});

test('small batches, and with Infinity all, are compressed when they leave', async (t) => {
  const held = holdGzip(t, 'compress');
  for (const compressionThreadBytes of [5_000, Infinity, undefined]) {
    const { clock, core } = bench({ ...OPTIONS, compressionThreadBytes });
    await clock.runUntil(core.send(record('a')));
    await clock.runUntil(core.close(Infinity));
  }
  assert.deepEqual([namesOf(held), held.doneHere], [[], 3]);
});

test('a repetition, and a leader that moves, send what was compressed once', async (t) => {
  const held = holdGzip(t, 'compress');
  held.letGo();
  let losses = 2;
  const { clock, cluster, core } = bench(OPTIONS, { fate: () => (losses-- > 0 ? 'lose-request' : 'answer') });
  await clock.runUntil(core.send(record('a')));
  assert.deepEqual(cluster.log('t', 0).values.map(nameOf), ['a']);
  assert.deepEqual([held.works.length, held.doneHere], [1, 0]);
  await clock.runUntil(core.close(Infinity));
});

test('by real threads: each record once, in order', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 2 });
  const producer = new KafkaProducer({
    bootstrapServers: broker.bootstrapServers,
    compressionType: 'gzip',
    compressionThreadBytes: 0,
    batchSize: 4_000,
  });
  const values = Array.from({ length: 1_000 }, (_, i) => `${i}:${'y'.repeat(i % 300)}`);
  await Promise.all(values.map((value, i) => producer.send({ topic: 't', partition: i % 2, value })));
  await producer.close();
  for (const partition of [0, 1]) {
    assert.deepEqual(
      storedValues(broker, 't', partition),
      values.filter((_, i) => i % 2 === partition),
    );
    assert.ok(storedBatches(broker, 't', partition).every(({ compression }) => compression === 'gzip'));
  }
});
