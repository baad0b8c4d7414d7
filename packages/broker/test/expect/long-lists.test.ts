import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ListWait } from '../../src/expect/list-wait.ts';
import type { Outcome } from '../../src/expect/records-message.ts';
import type { TopicReader } from '../../src/expect/topic-reader.ts';
import { createBroker, ExpectationError, type Broker, type RecordPattern } from '../../src/index.ts';

const produce = (broker: Broker, count: number, value: (index: number) => object, partitions: number): void => {
  const records = Array.from({ length: count }, (_, index) => ({ value: JSON.stringify(value(index)), partition: index % partitions })); // prettier-ignore
  broker.produce('t', records);
};

async function failureOf(promise: Promise<unknown>): Promise<ExpectationError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ExpectationError, String(error));
  return error;
}

// The search has to be through before the time is over, also where the machine stands still for a moment.
describe('long lists of expected records', () => {
  it('of which the last one is missing end in time, though they are the same in all partitions', async () => {
    await using broker = await createBroker({ topics: { t: 6 } });
    produce(broker, 72, () => ({ type: 'paid' }), 6);
    const paid = Array.from({ length: 71 }, () => ({ value: { type: 'paid' } }));
    const error = await failureOf(broker.expectRecords('t', [...paid, { value: { type: 'refund' } }], { timeoutMs: 1_000 })); // prettier-ignore
    assert.match(
      error.message,
      /: 71 of 72 expected records came within 1000 ms, without \[71\] value \{ type: 'refund' \}/,
    );
    assert.match(error.message, / {2}… 52 more came\n/);
  });

  it('are told in a message of some lines', async () => {
    await using broker = await createBroker({ topics: { t: 3 } });
    produce(broker, 2_000, (index) => ({ id: index }), 3);
    const patterns = Array.from({ length: 2_000 }, (_, index) => ({ value: { id: index + (index % 2) * 10_000 } }));
    const error = await failureOf(broker.expectRecords('t', patterns, { order: 'any', timeoutMs: 4_000 }));
    assert.match(error.message, /: 1000 of 2000 expected records came within/);
    assert.match(error.message, / {2}… 1000 more came\n {2}… 980 more did not come\n/);
    assert.ok(error.message.length < 10_000, String(error.message.length));
    assert.equal((error.actual as unknown[]).length, 1_000);
  });

  it('are found whatever the order that is not asked for', async () => {
    await using broker = await createBroker({ topics: { t: 3 } });
    produce(broker, 2_000, (index) => ({ id: index }), 3);
    const patterns = Array.from({ length: 2_000 }, (_, index) => ({ value: { id: 1_999 - index } }));
    const found = await broker.expectRecords('t', patterns, { order: 'any' });
    assert.deepEqual(
      found.map(({ json }) => json),
      patterns.map(({ value }) => value),
    );
  });

  it('count as come in time, where only the search for them was not through by then', async () => {
    await using broker = await createBroker({ topics: { t: 1 } });
    produce(broker, 3, (index) => ({ id: index }), 1);
    const records = broker.records('t');
    for (const [count, exactly, comes] of [
      [3, true, true],
      [2, false, true],
      [2, true, false],
    ] as const) {
      const patterns = records.slice(0, count).map(({ valueText }) => valueText as string);
      const reader = { lists: [records], readLast: () => Promise.resolve() } as unknown as TopicReader;
      const outcome = { topic: 't', topics: undefined, partitions: undefined, records, waitingPartitions: [] };
      const parts = { reader, clock: broker.clock, outcome: (): Outcome => outcome };
      const end = new ListWait('t', patterns, { order: 'kept', exactly }, parts).atEnd();
      if (comes) assert.deepEqual(await end, records.slice(0, count));
      else assert.match((await failureOf(end)).message, /2 of 2 expected records came within/);
    }
  });

  it('leave the event loop to others meanwhile, and end when their time is over', async () => {
    await using broker = await createBroker({ topics: { t: 1 } });
    produce(broker, 2_000, (index) => ({ id: index }), 1);
    let turns = 0;
    let looks = 0;
    const timer = setInterval(() => turns++, 1);
    const patterns = Array.from({ length: 2_000 }, (): RecordPattern => () => {
      looks++;
      return false;
    });
    const some = { value: {} };
    // The last ones are there, so that all others are looked for.
    const list = [...patterns.slice(16), ...Array.from({ length: 16 }, () => some)];
    const control = new AbortController();
    const waiting = broker.expectRecords('t', list, { order: 'any', timeoutMs: Infinity, signal: control.signal });
    while (turns < 3) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(looks > 0 && looks < 1_984 * 2_000, `${String(looks)} looks`);
    control.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
    const before = looks;
    while (turns < 6) await new Promise((resolve) => setImmediate(resolve));
    clearInterval(timer);
    assert.equal(looks, before);
  });
});
