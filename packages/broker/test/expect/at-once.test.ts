import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, StateError } from '@k/wire';
import { createBroker } from '../../src/index.ts';
import { Sending } from './support.ts';

describe('functions of a test', () => {
  it('answer at once: a promise is refused, and what it is rejected with is nobody’s', async () => {
    const on = await Sending.start(['t']);
    await on.send('t', { key: 'a', value: '{"n":1}' });
    const refused = (error: unknown): boolean =>
      error instanceof ConfigError && /expected an answer at once, got a promise/.test(error.message);
    for (const gives of [
      () => Promise.resolve(false),
      () => Promise.resolve(true),
      () => Promise.reject(new Error('of the promise')),
    ] as (() => never)[]) {
      for (const pattern of [gives, { key: gives }, { value: { n: gives } }, { value: { asymmetricMatch: gives } }]) {
        await assert.rejects(on.broker.expectRecords('t', [pattern]), refused);
        await assert.rejects(on.broker.expectNoRecords('t', { matching: pattern }), refused);
      }
      await assert.rejects(on.broker.waitUntil(gives), refused);
    }
    const promised = (): Promise<boolean> => Promise.resolve(false);
    // What has no type that says so is taken.
    assert.equal(await on.broker.waitUntil((): unknown => JSON.parse('5')), 5);
    // @ts-expect-error -- a promise is no answer
    const forPromise = on.broker.waitUntil(promised);
    await assert.rejects(forPromise, refused);
    await on.stop();
  });

  it('are asked once for each record, of thousands that come one by one', async () => {
    await using broker = await createBroker({ topics: { t: 1, many: 3 } });
    const count = 3_000;
    let asked = 0;
    const last = broker.expectRecords('t', [
      ({ valueText }) => {
        asked++;
        return valueText === String(count - 1);
      },
    ]);
    const all = broker.expectRecords('t', count);
    let looked = 0;
    const none = broker.expectNoRecords('t', {
      matching: () => {
        looked++;
        return false;
      },
    });
    const each = broker.expectRecords(
      't',
      Array.from({ length: count * 4 }, (_, index) => String(index)),
      { timeoutMs: 20_000 },
    );
    for (let index = 0; index < count; index++) {
      broker.produce('t', { value: String(index) });
      await Promise.resolve();
    }
    assert.equal((await last)[0]?.offset, count - 1);
    assert.equal(asked, count);
    assert.equal((await all).length, count);
    broker.produce(
      't',
      Array.from({ length: count * 3 }, (_, index) => ({ value: String(count + index) })),
    );
    assert.equal((await each).at(-1)?.offset, count * 4 - 1);
    await none;
    assert.ok(looked > 0 && looked <= count * 4, `${String(looked)} times`);
  });

  it('are not called any more when the broker is closed', async () => {
    const broker = await createBroker({ topics: { t: 1 } });
    await broker.close();
    const closed = (error: unknown): boolean =>
      error instanceof StateError && /the broker is closed/.test(error.message);
    await assert.rejects(
      broker.waitUntil(() => true),
      closed,
    );
    await assert.rejects(broker.expectRecords('t', 1), closed);
    await assert.rejects(broker.waitForGroup('g', { state: 'Stable' }), closed);
    assert.throws(() => broker.produce('t', { value: 'a' }), closed);
  });
});

describe('mistaken waits', () => {
  it('are told what there is', async () => {
    await using broker = await createBroker({ topics: { t: 2 } });
    const says = (message: RegExp) => (error: unknown) => error instanceof ConfigError && message.test(error.message);
    await assert.rejects(broker.waitForGroup('g', { state: 'stable' as never }), says(/did you mean "Stable"/));
    const third = broker.waitForGroup.bind(broker) as (...args: unknown[]) => Promise<unknown>;
    await assert.rejects(third('g', { state: 'Stable' }, { timeoutMs: 1 }), says(/at most 2 arguments, got 3/));
    await assert.rejects(broker.expectRecords('t', [{ val: 1 } as never]), says(/did you mean "value"/));
    await assert.rejects(broker.expectRecords('t', [5 as never]), says(/: expected a pattern of a record, got 5/));
    const none = broker.expectRecords('t', 1, { partition: 9, timeoutMs: 1 });
    await assert.rejects(none, /there is no partition 9 of t, which has 2: 0 to 1/);
  });
});
