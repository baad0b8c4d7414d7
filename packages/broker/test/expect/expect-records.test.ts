import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, StateError } from '@k/wire';
import { TransactionalClient } from '../transaction/support.ts';
import { failure, Sending } from './support.ts';
import { watch } from '../support/simulated.ts';

const json = JSON.stringify;
const texts = (records: { valueText: string | null }[]): (string | null)[] => records.map(({ valueText }) => valueText);

describe('expectRecords()', () => {
  it('resolves when there are so many, of a topic that is still to come', async () => {
    const on = await Sending.start();
    const two = watch(on.broker.expectRecords('t', 2));
    on.broker.createTopic('t', { partitions: 2 });
    await on.send('t', { value: 'a', partition: 1 });
    assert.equal(two.settled, false);
    await on.send('t', { value: 'b' });
    assert.equal(two.settled, true);
    assert.deepEqual(texts(await two.promise), ['b', 'a']);
    // What is there already counts, and nothing is left behind.
    assert.deepEqual(texts(await on.broker.expectRecords('t', 1)), ['b', 'a']);
    assert.deepEqual(texts(await on.broker.expectRecords('t', 1, { partition: 1, exactly: true })), ['a']);
    assert.equal(on.sim.clock.pendingTimers, 0);
    await on.stop();
  });

  it('takes patterns of values, keys and headers of every kind', async () => {
    const on = await Sending.start(['t']);
    const value = json({ drink: 'tea', price: 3, sizes: [1, { ml: 20 }], at: '2024-01-01T00:00:00.000Z', note: null });
    const headers = [{ key: 'trace', value: 'abc' }, { key: 'trace', value: 'def' }, { key: 'none', value: null }]; // prettier-ignore
    await on.send('t', { key: 'alice', value, headers });
    const any = { asymmetricMatch: (actual: unknown) => typeof actual === 'number' };
    for (const pattern of [
      value,
      Buffer.from(value),
      /"drink":"tea"/,
      (record: { keyText: string | null }) => record.keyText === 'alice',
      (record: { keyText: string | null }) => assert.equal(record.keyText, 'alice'),
      { key: 'alice' },
      { key: Buffer.from('alice'), partition: 0, offset: 0, transaction: 'none' as const },
      { value: { drink: 'tea' } },
      { value: { drink: /^t/g, price: any, sizes: [1, { ml: (ml: number) => ml > 10 }], note: null } },
      { value: { at: new Date(Date.UTC(2024, 0, 1)), absent: undefined } },
      { value: { asymmetricMatch: (actual: unknown) => (actual as { price?: number }).price === 3 } },
      { value: { asymmetricMatch: (actual: unknown) => Buffer.isBuffer(actual) } },
      { headers: { trace: 'def', none: null } },
      { headers: { trace: /^a/ } },
    ]) {
      assert.equal((await on.broker.expectRecords('t', [pattern])).length, 1, json(pattern));
      assert.equal((await on.broker.expectRecords('t', [pattern], { exactly: true })).length, 1);
    }
    for (const pattern of [
      'tea',
      Buffer.from('tea'),
      /coffee/,
      () => false,
      () => assert.fail('no'),
      { key: 'bob' },
      { key: null },
      { partition: 1 },
      { transaction: 'open' as const },
      { value: { drink: 'te' } },
      { value: { price: '3' } },
      { value: { sizes: [1] } },
      { value: { sizes: { 0: 1 } } },
      { value: { toString: 'x' } },
      { value: [] },
      { value: { note: {} } },
      { value: { price: /3/ } },
      { value: { at: new Date(0) } },
      { value: { asymmetricMatch: () => false } },
      { headers: { trace: 'ab' } },
      { headers: { other: null } },
    ]) {
      const error = await failure(on.sim, on.broker.expectRecords('t', [pattern], { timeoutMs: 5 }));
      assert.equal(error.operator, 'expectRecords');
    }
    await on.stop();
  });

  it('keeps the order within a partition, or asks for none', async () => {
    const on = await Sending.start(['t', 2]);
    await on.send('t', { value: 'a1' }, { value: 'b1', partition: 1 }, { value: 'a2' }, { value: 'b2', partition: 1 });
    const { broker, sim } = on;
    for (const order of [['a1', 'a2'], ['b1', 'a1', 'b2', 'a2'], [/1/, /1/, /2/, /2/], [/./, 'a2', /b/, 'b2']]) {
      assert.equal((await broker.expectRecords('t', order)).length, order.length);
    } // prettier-ignore
    // Another record than the first that fits has to be taken for the first pattern.
    assert.deepEqual(texts(await broker.expectRecords('t', [/1|2/, 'a1', 'a2'])), ['b1', 'a1', 'a2']);
    const error = await failure(sim, broker.expectRecords('t', ['a2', 'a1'], { timeoutMs: 5 }));
    assert.ok(error.lines.includes("[1] did not come: 'a1'"), error.message);
    assert.ok(error.lines.includes('t-0@0 is one, but not in this order'), error.message);
    assert.deepEqual(texts(await broker.expectRecords('t', ['a2', 'a1'], { order: 'any' })), ['a2', 'a1']);
    // Whoever has a record gives it to the one that fits nothing else.
    const passedOn = await broker.expectRecords('t', [/a/, 'a1', /[ab]1/, 'b2'], { order: 'any' });
    assert.deepEqual(texts(passedOn), ['a2', 'a1', 'b1', 'b2']);
    // Each of them is another one.
    const twice = await failure(sim, broker.expectRecords('t', ['a1', 'a1'], { order: 'any', timeoutMs: 5 }));
    assert.match(twice.message, /1 of 2 expected records came within 5 ms/);
    await on.stop();
  });

  it('says what came instead: the first differences, and all that there is', async () => {
    const on = await Sending.start(['orders']);
    await on.send('orders', { key: 'alice', value: json({ drink: 'tea', size: { ml: 250 } }) });
    await on.send('orders', { key: 'bob', value: json({ drink: 'cola' }), headers: [{ key: 'trace', value: 'x1' }] });
    await on.send('orders', { value: Buffer.from([255, 0]) });
    const expected = [{ key: 'alice' }, { key: 'bob', value: { drink: 'coffee' }, headers: { trace: /^a/ } }];
    const error = await failure(on.sim, on.broker.expectRecords('orders', expected, { timeoutMs: 50 }));
    assert.deepEqual(error.message.split('\n'), [
      "expectRecords('orders', 2 in this order): 1 of 2 expected records came within 50 ms, without [1] key 'bob', value { drink: 'coffee' }, headers { trace: /^a/ }",
      "  [0] came: orders-0@0: key 'alice', value { drink: 'tea', size: { ml: 250 } }",
      "  [1] did not come: key 'bob', value { drink: 'coffee' }, headers { trace: /^a/ }",
      '      nearest orders-0@1:',
      "        value.drink: expected 'coffee', got 'cola'",
      "        headers.trace: expected /^a/, got 'x1'",
      '  what there is in orders:',
      "    orders-0@0: key 'alice', value { drink: 'tea', size: { ml: 250 } }",
      "    orders-0@1: key 'bob', value { drink: 'cola' }, headers trace: 'x1'",
      '    orders-0@2: value <Buffer ff 00>',
    ]);
    assert.deepEqual([error.name, error.code, error.expected], ['AssertionError', 'ERR_ASSERTION', expected]);
    assert.match(
      error.stack ?? '',
      /1 of 2 expected records[^]*\n {4}at [^\n]*expect-records\.test/,
      'with the line that waits',
    );
    assert.deepEqual(error.actual, [
      { key: 'alice', value: { drink: 'tea', size: { ml: 250 } }, headers: {} },
      { key: 'bob', value: { drink: 'cola' }, headers: { trace: 'x1' } },
      { key: null, value: Buffer.from([255, 0]), headers: {} },
    ]);
    const threw = await failure(on.sim, on.broker.expectRecords('orders', [{ key: 'bob', value: () => { throw new Error('too sweet'); } }], { timeoutMs: 5 })); // prettier-ignore
    assert.match(threw.message, /value: expected what value\(\) takes, got .*\(too sweet\)/);
    const count = await failure(on.sim, on.broker.expectRecords('orders', 4, { timeoutMs: 5 }));
    assert.match(count.message, /^expectRecords\('orders', 4\): 3 of 4 records came within 5 ms\n {2}what there is/);
    assert.deepEqual([count.expected, count.actual], [4, 3]);
    const absent = await failure(on.sim, on.broker.expectRecords('order', 1, { timeoutMs: 5 }));
    assert.ok(absent.lines.includes('there is no topic order, but orders'), absent.message);
    await on.stop();
  });

  it('gives up at once when there are too many', async () => {
    const on = await Sending.start(['t']);
    await on.send('t', { value: 'a' }, { value: 'b' });
    const { broker, sim } = on;
    const before = sim.clock.now();
    const error = await failure(sim, broker.expectRecords('t', ['a'], { exactly: true }));
    assert.match(error.message, /: 2 records, and exactly 1 was expected\n/);
    assert.match(
      (await failure(sim, broker.expectRecords('t', 1, { exactly: true }))).message,
      /: 2 records, and exactly 1 was expected\n/,
    );
    const late = { exactly: true, from: 2 };
    const later = assert.rejects(
      broker.expectRecords('t', ['c', 'd'], late),
      /: 1 of 2 expected records came, without \[\d\] '[cd]'\n/,
    );
    await on.send('t', { value: 'c' }, { value: 'e' }, { value: 'e' });
    await later;
    assert.equal(sim.clock.now(), before);
    await on.stop();
  });

  it('looks from now on, or from an offset on', async () => {
    const on = await Sending.start(['t']);
    await on.send('t', { value: 'old' });
    const fresh = on.broker.expectRecords('t', 1, { from: 'latest' });
    await on.send('t', { value: 'new' });
    assert.deepEqual(texts(await on.sim.run(fresh)), ['new']);
    assert.deepEqual(texts(await on.broker.expectRecords('t', 1, { from: 1 })), ['new']);
    await on.stop();
  });

  it('waits for transactions when it is to see committed records only', async () => {
    const on = await Sending.start(['t']);
    const producer = new TransactionalClient(on.client, 'id');
    const committed = { isolation: 'read_committed', timeoutMs: 50 } as const;
    await on.sim.run(producer.init().then(() => producer.produce('t', ['a'])));
    assert.deepEqual(texts(await on.broker.expectRecords('t', ['a'])), ['a']);
    const error = await failure(on.sim, on.broker.expectRecords('t', ['a'], committed));
    assert.ok(
      error.lines.includes('a transaction is open, and hides what comes after it began, in t-0'),
      error.message,
    );
    const seen = on.broker.expectRecords('t', ['a'], committed);
    await on.sim.run(producer.end(true));
    assert.deepEqual(texts(await on.sim.run(seen)), ['a']);
    await on.stop();
  });

  it('reads anew what an unclean leader has lost, or a topic that was made again', async () => {
    const on = await Sending.start(['t']);
    await on.send('t', { value: 'a' }, { value: 'b' });
    const three = watch(on.broker.expectRecords('t', 3, { timeoutMs: 60_000 }));
    const kept = watch(on.broker.expectRecords('t', ['a', 'c'], { exactly: true }));
    kept.promise.catch(() => undefined);
    on.broker.electUncleanly('t', 0, 0, 1);
    await on.send('t', { value: 'c' });
    assert.deepEqual(texts(await kept.promise), ['a', 'c']);
    await on.sim.clock.advance(1);
    assert.equal(three.settled, false);
    on.broker.deleteTopic('t');
    on.broker.createTopic('t');
    await on.send('t', { value: 'd' }, { value: 'e' });
    assert.equal(three.settled, false);
    await on.send('t', { value: 'f' });
    assert.deepEqual(texts(await three.promise), ['d', 'e', 'f']);
    await on.stop();
  });

  it('stops by a signal, and when the broker is closed', async () => {
    const on = await Sending.start(['t']);
    const control = new AbortController();
    const reason = new Error('enough');
    const aborted = assert.rejects(on.broker.expectRecords('t', 1, { signal: control.signal }), reason);
    control.abort(reason);
    await aborted;
    await assert.rejects(on.broker.expectRecords('t', 0, { signal: control.signal }), reason);
    const closed = assert.rejects(on.broker.expectRecords('t', 1, { timeoutMs: Infinity }), StateError);
    assert.equal(on.sim.clock.pendingTimers, 0);
    await on.stop();
    await closed;
  });

  it('refuses patterns and options that are none', async () => {
    const on = await Sending.start(['t']);
    const refused = (expected: unknown, options: object = {}): Promise<void> =>
      assert.rejects(on.broker.expectRecords('t', expected as never, options), ConfigError);
    for (const expected of [-1, 1.5, 'a', undefined, [5], [null], [['a']]]) await refused(expected);
    for (const options of [{ order: 'none' }, { timeoutMs: -1 }, { from: -1 }, { partitions: 1 }, { signal: 1 }]) {
      await refused(1, options);
    }
    await assert.rejects(
      on.broker.expectRecords('t', [{ drink: 'tea' } as never]),
      /expected\[0\]: expected fields of a record, key, value, .*JSON of the value stands in .*, not "drink"/,
    );
    await assert.rejects(on.broker.expectNoRecords('t', { matching: 5 as never }), ConfigError);
    await on.stop();
  });
});

describe('expectNoRecords()', () => {
  it('resolves after so long, on the clock of the broker', async () => {
    const on = await Sending.start(['t']);
    await on.send('t', { value: 'a' });
    const none = watch(on.broker.expectNoRecords('t', { forMs: 1000, matching: 'b' }));
    const fresh = watch(on.broker.expectNoRecords('t', { forMs: 1000, from: 'latest' }));
    await on.sim.clock.advance(999);
    assert.deepEqual([none.settled, fresh.settled], [false, false]);
    await on.sim.clock.advance(1);
    await Promise.all([none.promise, fresh.promise]);
    await on.stop();
  });

  it('rejects as soon as one comes, or is there', async () => {
    const on = await Sending.start(['t']);
    const none = assert.rejects(
      on.broker.expectNoRecords('t', { forMs: 1000, matching: { value: /b/ } }),
      /^AssertionError: expectNoRecords\('t'\): a record came:\n {2}t-0@1: value 'b'$/,
    );
    const before = on.sim.clock.now();
    await on.send('t', { value: 'a' }, { value: 'b' });
    await none;
    assert.match((await failure(on.sim, on.broker.expectNoRecords('t'))).message, /: 2 records came:\n/);
    assert.equal(on.sim.clock.now(), before);
    await on.stop();
  });
});
