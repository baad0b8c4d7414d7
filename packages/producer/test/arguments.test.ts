import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { World } from '@k/testing';
import { readBatches } from '@k/codec';
import { ConfigError } from '@k/wire';
import { SendManyError, SerializationError } from '../src/errors.ts';
import { KafkaProducer, murmur2, partitionForKey } from '../src/index.ts';
import { bench } from './support/core.ts';

/** From JavaScript anything may come. */
type Anything = never;

async function refusal(work: () => Promise<unknown>): Promise<Error> {
  // Not a throw: what returns a promise tells by it.
  const promise = work();
  return promise.then(
    () => assert.fail('it was taken'),
    (error: unknown) => error as Error,
  );
}

async function refused(work: () => Promise<unknown>, message: RegExp): Promise<void> {
  const error = await refusal(work);
  assert.ok(error instanceof ConfigError, String(error));
  assert.match(error.message, message);
}

describe('arguments that cannot be used are typed errors, and change nothing', () => {
  test('no record, or something else in its place', async () => {
    const producer = new KafkaProducer({ bootstrapServers: 'nowhere:1' });
    for (const [record, got] of [
      [undefined, 'nothing'],
      [null, 'null'],
      ['text', '"text"'],
      [5n, '5n'],
      [[{ topic: 't', value: 'v' }], 'an array of 1'],
    ] as const) {
      await refused(
        () => producer.send(record as Anything),
        new RegExp(`^KafkaProducer: send\\(\\): record: expected { topic, value, key\\?, … }, got ${got}$`),
      );
      if (Array.isArray(record)) continue;
      await refused(
        () => producer.sendMany(record as Anything),
        new RegExp(`^KafkaProducer: sendMany\\(\\): .*got ${got}$`),
      );
    }
    const error = await refusal(() => producer.sendMany([null, 'text'] as Anything));
    assert.ok(error instanceof SendManyError);
    assert.deepEqual(
      error.errors.map((each) => each instanceof ConfigError),
      [true, true],
    );
    assert.equal(producer.health().cluster.metadata.lastError, undefined, 'nobody was asked anything');
    await producer.close();
  });

  test('records with a wrong field, before anything is known of their topic and after', async () => {
    const { clock, cluster, core } = bench();
    const at = { topic: 't', value: 'v' };
    for (const [record, message] of [
      [{ value: 'v' }, /needs a topic.*got nothing/],
      [{ ...at, topic: '' }, /needs a topic.*got ""/],
      [{ ...at, topic: 5 }, /needs a topic.*got 5/],
      [{ topic: 't' }, /needs a value/],
      [{ ...at, value: 5 }, /value is text or bytes.*got 5/],
      [{ ...at, value: new Date(0) }, /value is text or bytes.*got a Date/],
      [{ ...at, key: 5n }, /key is text or bytes.*got 5n/],
      [{ ...at, key: new Uint16Array(1) }, /key is text or bytes.*got a Uint16Array/],
      [{ ...at, partition: '0' }, /partition is a whole number from 0 on, got "0"/],
      [{ ...at, partition: 0n }, /partition.*got 0n/],
      [{ ...at, partition: -1 }, /partition.*got -1/],
      [{ ...at, partition: 0.5 }, /partition.*got 0.5/],
      [{ ...at, partition: NaN }, /partition.*got NaN/],
      [{ ...at, partition: Infinity }, /partition.*got Infinity/],
      [{ ...at, timestamp: '5' }, /timestamp.*got "5"/],
      [{ ...at, timestamp: -2 }, /timestamp.*got -2/],
      [{ ...at, timestamp: 1.5 }, /timestamp.*got 1.5/],
      [{ ...at, headers: 'a' }, /Headers are a list.*got "a"/],
      [{ ...at, headers: new Map([['a', 'b']]) }, /Headers are a list.*got a Map/],
      [{ ...at, headers: ['a'] }, /A header is \{ key, value \}, got "a"/],
      [{ ...at, headers: [null] }, /A header is \{ key, value \}, got null/],
      [{ ...at, headers: [{ key: 5, value: 'b' }] }, /key of a header is text, got 5/],
      [{ ...at, headers: [{ key: 'a' }] }, /The header "a" is text, bytes or null, got nothing/],
      [{ ...at, headers: { a: 5 } }, /The header "a" is text, bytes or null, got 5/],
    ] as const) {
      const error = await clock.runUntil(refusal(() => core.send(record as Anything)));
      assert.ok(error instanceof SerializationError, String(error));
      assert.match(error.message, message);
      assert.equal(error.topic, (record as { topic?: string }).topic);
    }
    assert.equal(cluster.loads, 0);
    await clock.runUntil(core.send(at));
    for (const headers of [['a'], { a: 5 }, [{ key: 'a' }], 'a']) {
      await assert.rejects(clock.runUntil(core.send({ ...at, headers } as Anything)), SerializationError);
    }
    for (const wrong of [{ timestamp: '5' }, { partition: '0' }, { partition: 7n }, { partition: -1 }, { key: 5 }]) {
      const error = await clock.runUntil(refusal(() => core.send({ ...at, ...wrong } as Anything)));
      assert.ok(error instanceof SerializationError, String(error));
      assert.match(error.message, /got ("5"|"0"|7n|-1|5) \(a record for topic "t"\)$/);
    }
    assert.deepEqual(cluster.log('t', 0).values, ['v']);
    await clock.runUntil(core.close(Infinity));
  });

  test('a partitioner that throws, or gives what is no partition', async () => {
    let partitioner = (): unknown => {
      throw new Error('lost my way');
    };
    const { clock, core } = bench({ partitioner: () => partitioner() as number });
    const send = (): Promise<unknown> => core.send({ topic: 't', value: 'v' });
    const error = await clock.runUntil(refusal(send));
    assert.ok(error instanceof SerializationError);
    assert.match(error.message, /^The partitioner threw: Error: lost my way/);
    assert.equal((error.cause as Error).message, 'lost my way');
    for (const [given, text] of [
      ['0', '"0"'],
      [1, '1'],
      [-1, '-1'],
      [undefined, 'nothing'],
    ] as const) {
      partitioner = () => given;
      const wrong = new RegExp(`whole number from 0 to 0, and gave ${text}`);
      await assert.rejects(clock.runUntil(send()), wrong);
    }
    await clock.runUntil(core.close(Infinity));
  });

  test('options of a call', async () => {
    const producer = new KafkaProducer({ bootstrapServers: 'nowhere:1' });
    const record = { topic: 't', value: 'v' };
    const bad = (options: unknown) => options as Anything;
    await refused(
      () => producer.send(record, bad({ signl: 5 })),
      /send\(\): unknown option "signl", did you mean "signal"/,
    );
    await refused(() => producer.send(record, bad({ signal: 5 })), /option "signal": expected an AbortSignal, got 5/);
    await refused(() => producer.send(record, bad(null)), /send\(\): expected object, got null/);
    await refused(() => producer.sendMany([record], bad('now')), /sendMany\(\): expected object, got "now"/);
    await refused(() => producer.sendMany([record], bad(5)), /sendMany\(\): expected object, got 5/);
    await refused(() => producer.flush(bad(5)), /flush\(\): expected object, got 5/);
    await refused(() => producer.flush(bad({ timeoutMs: '5' })), /"timeoutMs": expected a number .*, got "5"/);
    await refused(() => producer.flush({ timeoutMs: NaN }), /"timeoutMs": expected a number .*, got NaN/);
    await refused(() => producer.connect(bad({ timeout: 5 })), /connect\(\): unknown option "timeout"/);
    await refused(() => producer.connect(bad({ retry: 5 })), /connect\(\): option "retry": .*boolean, got 5/);
    await refused(() => producer.partitionsFor(bad(5)), /partitionsFor\(\): topic: expected a name, got 5/);
    await refused(() => producer.partitionsFor(''), /got ""/);
    await refused(() => producer.partitionsFor('t', { timeoutMs: -1 }), /"timeoutMs": .*got -1/);
    await refused(() => producer.close(bad(1_000)), /close\(\): expected object, got 1000/);
    await refused(() => producer.close({ timeoutMs: -1 }), /"timeoutMs": .*got -1/);
    // Nor is it closed.
    await producer.flush();
    await producer.close({ timeoutMs: 0 });
  });

  test('of the functions', () => {
    assert.throws(() => partitionForKey('k', 0), /partitionForKey\(\): partitionCount: .*got 0/);
    assert.throws(() => partitionForKey('k', '3' as Anything), ConfigError);
    assert.throws(() => partitionForKey(5 as Anything, 3), /key: expected text or bytes, got 5/);
    assert.throws(() => murmur2(5 as Anything), /murmur2\(\): key: expected text or bytes, got 5/);
    assert.equal(murmur2('ü'), murmur2(Buffer.from('ü')));
  });
});

test('bytes of another realm, as test runners have them, are bytes', async () => {
  const { clock, cluster, core } = bench();
  const value = runInNewContext('new Uint8Array([104, 105])') as Uint8Array;
  assert.ok(!(value instanceof Uint8Array));
  await clock.runUntil(core.send({ topic: 't', key: value, value, headers: { a: value } }));
  assert.deepEqual(cluster.log('t', 0).values, ['hi']);
  assert.equal(murmur2(value), murmur2('hi'));
  await clock.runUntil(core.close(Infinity));
});

test('what is plainly meant is taken: one record, an iterable, headers as an object, null for nothing', async () => {
  await using world = await World.create({}, 7);
  const { clock, runtime, broker } = world;
  broker.createTopic('t', { partitions: 1 });
  const producer = new KafkaProducer({ bootstrapServers: broker.bootstrapServers, runtime });
  const [old] = await clock.runUntil(producer.sendMany([{ topic: 't', value: 'none', timestamp: -1 }]));
  assert.equal(old?.timestamp, -1, 'no time');
  const none = { key: null, partition: null, timestamp: null, headers: null };
  const one = await clock.runUntil(producer.sendMany({ topic: 't', value: 'one', ...none }));
  assert.deepEqual(
    one.map(({ offset }) => offset),
    [1],
  );
  const two = new Set([
    { topic: 't', value: 'two', headers: { a: 'b', n: null, list: ['c', Buffer.from('d')], left: undefined } },
    { topic: 't', value: 'three', headers: {} },
  ]);
  assert.equal((await clock.runUntil(producer.sendMany(two))).length, 2);
  assert.deepEqual(await producer.sendMany([]), []);
  assert.deepEqual(await producer.sendMany(new Set()), []);
  const records = [...readBatches(broker.log('t', 0).read(0, 1_000_000, true))].flatMap((batch) =>
    [...batch].map(({ value, headers }) => [
      value?.toString(),
      headers.map((header) => [header.key, header.value?.toString() ?? null]),
    ]),
  );
  assert.deepEqual(records, [
    ['none', []],
    ['one', []],
    [
      'two',
      [
        ['a', 'b'],
        ['n', null],
        ['list', 'c'],
        ['list', 'd'],
      ],
    ],
    ['three', []],
  ]);
  await clock.runUntil(producer.close());
});

test('every method refuses an argument too many, which JavaScript would drop in silence', async () => {
  const producer = new KafkaProducer({ bootstrapServers: 'nowhere:1', transactionalId: 'payments' });
  const names = Object.getOwnPropertyNames(KafkaProducer.prototype).filter((name) => name !== 'constructor');
  for (const name of names) {
    const call: unknown = Reflect.get(producer, name);
    await refused(
      async () => (await Reflect.apply(call as () => unknown, producer, Array(9))) as unknown,
      new RegExp(`^KafkaProducer: ${name}\\(\\): arguments: expected (no|at most \\d) arguments?, got 9$`),
    );
  }
  assert.ok(names.includes('send') && names.includes('close'));
  const Loose = KafkaProducer as unknown as new (...given: unknown[]) => unknown;
  assert.throws(
    () => new Loose({ bootstrapServers: 'nowhere:1' }, {}),
    /^ConfigError: KafkaProducer: arguments: expected at most 1 argument, got 2$/,
  );
  await producer.close();
});
