import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@k/testing';
import { EndTxn, InitProducerId, Produce } from '@k/wire';
import { TransactionError } from '../src/index.ts';
import { committedValues } from './support/committed.ts';
import { transactionBench } from './support/transactional.ts';

const record = (value: string): { topic: string; value: string } => ({ topic: 't', value });

/** Answers as the broker does, a second later. */
async function late<T>(
  _: unknown,
  context: { readonly delay: (ms: number) => Promise<void>; readonly forward: () => Promise<T> },
): Promise<T> {
  await context.delay(1_000);
  return await context.forward();
}

async function bench(protocol = 2) {
  const made = await transactionBench();
  made.broker.updateFeature('transaction.version', protocol);
  made.broker.createTopic('t');
  return made;
}

test('an abort ends the commit that waits for its records, at once and with the reason', async () => {
  await using made = await bench();
  const { broker, run } = made;
  const producer = made.producer();
  await run(producer.beginTransaction());
  const produces = broker.control(Produce, () => 'drop', { times: 1 });
  // Never answered, the batch goes again and is stored: the abort undoes it.
  const sent = producer.send(record('a')).catch(() => undefined);
  const committed = failure(producer.commitTransaction());
  await run(produces.seen(1));
  const aborted = producer.abortTransaction();
  const error = await committed;
  assert.ok(error instanceof TransactionError && error.kind === 'abortable', String(error));
  assert.match(error.message, /the transaction is aborted/);
  await run(Promise.all([aborted, sent]));
  await run(producer.transaction((tx) => void tx.send(record('b'))));
  assert.deepEqual(committedValues(broker, 't'), { values: ['b'], aborted: ['a'], open: [] });
});

for (const [release, isEnded] of [
  ['4.4', false],
  // Before 2.5 nobody can have the epoch raised.
  ['2.4', true],
] as const) {
  test(`an end that comes late does ${isEnded ? '' : 'not '}end the next transaction (${release})`, async () => {
    await using made = await transactionBench({ asVersion: release });
    const { broker, run, place } = made;
    if (!isEnded) broker.updateFeature('transaction.version', 1);
    broker.createTopic('t');
    const producer = made.producer('payments', { requestTimeoutMs: 1_500, transactionTimeoutMs: 60_000 });
    await run(producer.beginTransaction());
    await run(producer.send(record('a')));
    const held = broker.control(
      EndTxn,
      async (_, context) => {
        const answer = await context.forward();
        // Those that ask once more wait behind it.
        await context.delay(20_000);
        return answer;
      },
      { times: 1 },
    );
    await run(producer.commitTransaction());
    assert.equal(held.calls, 1);
    await run(producer.beginTransaction());
    await run(producer.send(record('b')));
    await place.pass(25_000);
    const { values, open } = committedValues(broker, 't');
    assert.deepEqual([values, open], isEnded ? [['a', 'b'], []] : [['a'], ['b']]);
    if (isEnded) return;
    const inits = broker.control(InitProducerId, () => undefined);
    await run(producer.commitTransaction());
    await run(producer.transaction((tx) => void tx.send(record('c'))));
    assert.deepEqual(committedValues(broker, 't'), { values: ['a', 'b', 'c'], aborted: [], open: [] });
    assert.equal(inits.calls, 0, 'once is enough');
  });
}

test('an abort that is called again waits for the same end: while records are waited for, and while it is asked for', async () => {
  await using made = await bench();
  const { broker, run, place } = made;
  const producer = made.producer();
  const ends = broker.control(EndTxn, late);
  const produces = broker.control(Produce, late, { times: 1 });
  await run(producer.beginTransaction());
  void producer.send(record('a')).catch(() => undefined);
  await run(produces.seen(1));
  const calls = [producer.abortTransaction()];
  await place.pass(500);
  calls.push(producer.abortTransaction());
  await run(ends.seen(1));
  calls.push(producer.abortTransaction());
  await run(Promise.all(calls));
  assert.equal(ends.calls, 1);
  await run(producer.transaction((tx) => void tx.send(record('b'))));
  assert.deepEqual(committedValues(broker, 't'), { values: ['b'], aborted: ['a'], open: [] });
});

test('an abort that is called again while another epoch is asked for waits for that', async () => {
  await using made = await bench(1);
  const { broker, run } = made;
  const producer = made.producer('payments', { transactionTimeoutMs: 1_000 });
  await run(producer.beginTransaction());
  await run(producer.send(record('a')));
  await made.place.pass(30_000);
  assert.ok((await run(failure(producer.commitTransaction()))) instanceof TransactionError, 'it took too long');
  const inits = broker.control(InitProducerId, late);
  const first = producer.abortTransaction();
  await run(inits.seen(1));
  await run(Promise.all([first, producer.abortTransaction()]));
  await run(producer.transaction((tx) => void tx.send(record('b'))));
  assert.deepEqual(committedValues(broker, 't'), { values: ['b'], aborted: ['a'], open: [] });
});

test('close() has its own patience with the end of a transaction, and takes nothing meanwhile', async () => {
  await using made = await bench();
  const { broker, run, place } = made;
  const producer = made.producer();
  await run(producer.beginTransaction());
  await run(producer.send(record('a')));
  const ends = broker.control(EndTxn, () => 'hang');
  const began = place.runtime.clock.monotonic();
  const closed = producer.close({ timeoutMs: 2_000 }).catch(() => undefined);
  await run(ends.seen(1));
  assert.match(String(await failure(producer.send(record('b')))), /send\(\) after close\(\): the producer is closing/);
  await run(closed);
  assert.ok(place.runtime.clock.monotonic() - began < 3_000);
});

test('a send that has waited, and is called off when its record is on its way already, does not end the transaction', async () => {
  await using made = await bench();
  const { broker, run } = made;
  const producer = made.producer();
  await run(producer.beginTransaction());
  const produces = broker.control(Produce, late, { times: 1 });
  const stop = new AbortController();
  // The first one of its topic: it waits for that.
  const sent = failure(producer.send(record('a'), { signal: stop.signal }));
  await run(produces.seen(1));
  stop.abort(new Error('changed my mind'));
  assert.match(String(await sent), /changed my mind/);
  await run(producer.commitTransaction());
  assert.deepEqual(committedValues(broker, 't').values, ['a']);
});
