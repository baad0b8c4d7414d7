import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import { ConfigError, StateError, type ConsumerRecord, type KafkaConsumer } from '../../src/index.ts';
import { numbered } from '../support.ts';
import { World, next } from '../world.ts';
import { Seen, textOf } from './run-world.ts';

const earliest = { groupId: 'g', autoOffsetReset: 'earliest' } as const;

describe('consumer.run()', () => {
  let world: World;
  let consumer: KafkaConsumer;
  const stop = (): Promise<unknown> => world.run(consumer.stop());

  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
    consumer = world.consumer(earliest);
    consumer.subscribe(['t']);
  });
  afterEach(() => world.close());

  function committed(partition: number): number | undefined {
    return world.broker.committed('g', 't', partition)?.offset;
  }

  for (const by of ['partition', 'key'] as const) {
    for (const kind of ['no promise', 'a promise'] as const) {
      it(`handles every record in the order of its partition, and commits it (by ${by}, ${kind})`, async () => {
        await world.produce(
          't',
          0,
          numbered(300, 'a').map((value) => ({ key: 'k', value })),
        );
        await world.produce(
          't',
          1,
          numbered(300, 'b').map((value) => ({ key: 'k', value })),
        );
        const seen = new Seen(world);
        const handle = (record: ConsumerRecord): void => {
          seen.add(textOf(record));
        };
        const running = consumer.run(
          kind === 'a promise' ? (record) => Promise.resolve().then(() => handle(record)) : handle,
          { by },
        );
        await seen.count(600);
        await stop();
        await running;
        for (const prefix of ['a', 'b'])
          assert.deepEqual(
            seen.list.filter((value) => value.startsWith(prefix)),
            numbered(300, prefix),
          );
        assert.deepEqual([committed(0), committed(1)], [300, 300]);
      });
    }
  }

  it('a slow key delays no other, and nothing beyond it is committed', async () => {
    const keys = ['slow', 'a', 'slow', 'b', 'a', null, 'c'];
    await world.produce(
      't',
      0,
      keys.map((key, i) => ({ key, value: String(i) })),
    );
    const slow = withResolvers();
    const seen = new Seen(world);
    const running = consumer.run(
      (record) => {
        const handle = (): void => {
          seen.add(textOf(record));
        };
        if (String(record.key) === 'slow') return slow.promise.then(handle);
        // Some give a promise, and others do not.
        if (record.offset > 2) return Promise.resolve().then(handle);
        handle();
        return undefined;
      },
      { by: 'key', concurrency: 3 },
    );
    await seen.count(5);
    assert.deepEqual([...seen.list].sort(), ['1', '3', '4', '5', '6']);
    await world.run(consumer.commit());
    assert.equal(committed(0), 0);
    slow.resolve();
    await seen.count(7);
    assert.deepEqual(
      seen.list.filter((value) => value === '0' || value === '2'),
      ['0', '2'],
    );
    await stop();
    await running;
    assert.equal(committed(0), 7);
  });

  it('stop() has what waits for its key before handled records handled, so that a next consumer repeats nothing', async () => {
    const keys = ['slow', 'slow', 'a', 'slow', 'b', 'slow', 'slow'];
    await world.produce(
      't',
      0,
      keys.map((key, i) => ({ key, value: String(i) })),
    );
    const gates = keys.map(() => withResolvers());
    const seen = new Seen(world);
    const handle = async (record: ConsumerRecord): Promise<void> => {
      seen.add(textOf(record));
      if (String(record.key) === 'slow') await gates[record.offset]?.promise;
    };
    const running = consumer.run(handle, { by: 'key', concurrency: 3 });
    await seen.count(3);
    const stopped = stop();
    for (const gate of gates) gate.resolve();
    await stopped;
    await running;
    assert.deepEqual(seen.list, ['0', '2', '4', '1', '3']);
    assert.equal(committed(0), 5);
    consumer = world.consumer(earliest);
    consumer.subscribe(['t']);
    const again = consumer.run(handle, { by: 'key' });
    await seen.count(7);
    await stop();
    await again;
    assert.deepEqual(seen.list.slice(5), ['5', '6']);
  });

  it('has so many handlers at work and no more', async () => {
    await world.produce(
      't',
      0,
      numbered(40).map((value) => ({ key: value, value })),
    );
    let atWork = 0;
    let most = 0;
    const seen = new Seen(world);
    const running = consumer.run(
      async (record) => {
        most = Math.max(most, ++atWork);
        await new Promise<void>((resolve) => world.clock.setTimeout(resolve, 10));
        atWork--;
        seen.add(textOf(record));
      },
      { by: 'key', concurrency: 4 },
    );
    await seen.count(40);
    await stop();
    await running;
    assert.equal(most, 4);
  });

  it('gives batches: of a partition, or of a key', async () => {
    const records = numbered(10).map((value, i) => ({ key: i % 2 === 0 ? 'even' : 'odd', value }));
    await world.produce('t', 0, records);
    const seen = new Seen(world);
    const handle = (batch: ConsumerRecord[]): void => {
      seen.add(batch.map(textOf).join());
    };
    const first = new AbortController();
    const byPartition = consumer.run(handle, { batch: { maxRecords: 4 }, signal: first.signal });
    await seen.count(3);
    first.abort();
    await world.run(byPartition);
    assert.deepEqual(seen.list, ['v0,v1,v2,v3', 'v4,v5,v6,v7', 'v8,v9']);
    seen.list.length = 0;
    await world.produce('t', 0, records);
    const byKey = consumer.run(handle, { by: 'key', batch: true });
    await seen.count(2);
    await stop();
    await byKey;
    assert.deepEqual(seen.list, ['v0,v2,v4,v6,v8', 'v1,v3,v5,v7,v9']);
    assert.equal(committed(0), 20);
  });

  it('a signal ends it when what is at work is finished, and nothing new begins', async () => {
    await world.produce('t', 0, numbered(3));
    const handling = withResolvers();
    const begun = withResolvers();
    const end = new AbortController();
    const handled: string[] = [];
    const running = consumer.run(
      async (record) => {
        begun.resolve();
        await handling.promise;
        handled.push(textOf(record));
      },
      { signal: end.signal },
    );
    await world.run(begun.promise);
    end.abort();
    await world.clock.advance(1_000);
    handling.resolve();
    await world.run(running);
    assert.deepEqual(handled, ['v0']);
    const again = await world.run(consumer.poll());
    assert.deepEqual(again.map(textOf), ['v1', 'v2']);
  });

  it('close() tells handlers at work to stop, waits for none, and commits none of theirs', async () => {
    await world.produce('t', 0, numbered(2));
    const begun = withResolvers();
    let reason: unknown;
    const running = consumer.run(async (_, { signal }) => {
      begun.resolve();
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      reason = signal.reason;
    });
    await world.run(begun.promise);
    await world.run(consumer.close());
    await world.run(running);
    assert.ok(reason instanceof StateError);
    assert.equal(committed(0), 0);
  });

  it('a handler that throws is tried again after pauses, while others go on, and its record stays where it was', async () => {
    await world.produce('t', 0, [
      { key: 'bad', value: '0' },
      { key: 'bad', value: '1' },
      { key: 'good', value: '2' },
    ]);
    const attempts: string[] = [];
    const seen = new Seen(world);
    const running = consumer.run(
      (record, { attempt }) => {
        const value = textOf(record);
        attempts.push(`${value}:${String(attempt)}@${String(Math.round(world.clock.monotonic() - since))}`);
        if (value === '0' && attempt < 4) throw new Error('not yet');
        seen.add(value);
      },
      { by: 'key', retry: { initialMs: 1_000, maxMs: 3_000, jitter: 0 } },
    );
    let since = 0;
    await seen.count(1);
    assert.deepEqual(seen.list, ['2']);
    since = world.clock.monotonic();
    attempts.length = 0;
    await seen.count(3);
    assert.deepEqual(seen.list, ['2', '0', '1']);
    assert.deepEqual(attempts, ['0:2@1000', '0:3@3000', '0:4@6000', '1:1@6000']);
    await stop();
    await running;
    assert.equal(committed(0), 3);
  });

  it('ends with the error of the last attempt, when others are done, and the record comes again', async () => {
    await world.produce('t', 0, [
      { key: 'bad', value: '0' },
      { key: 'slow', value: '1' },
      { key: 'good', value: '2' },
      { key: 'bad', value: '3' },
    ]);
    const handled: string[] = [];
    const slow = withResolvers();
    const failed = withResolvers();
    const running = consumer.run(
      async (record) => {
        const value = textOf(record);
        if (value === '0') {
          failed.resolve();
          throw new Error('no good');
        }
        if (value === '1') await slow.promise;
        handled.push(value);
      },
      { by: 'key', retry: { retries: 0 } },
    );
    await world.run(failed.promise);
    slow.resolve();
    await assert.rejects(world.run(running), /no good/);
    assert.deepEqual([...handled].sort(), ['1', '2']);
    // What was finished beyond it is not handled again.
    const again = new Seen(world);
    const second = consumer.run((record) => {
      again.add(textOf(record));
    });
    await again.count(2);
    await stop();
    await second;
    assert.deepEqual(again.list, ['0', '3']);
    assert.equal(committed(0), 4);
  });

  it('tells of records with the types that its deserializers give', async () => {
    await world.produce('t', 0, [{ key: '7', value: 'text' }]);
    const typed = world.consumer<number, string>({
      groupId: 'typed',
      autoOffsetReset: 'earliest',
      keyDeserializer: Number,
      valueDeserializer: String,
    });
    typed.assign({ topic: 't', partition: 0 });
    const told: [key: number | null, length: number | undefined][] = [];
    const skipped = next(typed, 'recordSkipped');
    typed.on('recordSkipped', ({ records }) => {
      for (const { key, value } of records) told.push([key, value?.length]);
    });
    const running = typed.run(() => Promise.reject(new Error('never')), {
      onFailure: 'skip',
      retry: { retries: 0 },
    });
    await world.run(skipped);
    await world.run(typed.close());
    await world.run(running);
    assert.deepEqual(told, [[7, 4]]);
  });

  it('skips what fails to the last, and tells', async () => {
    await world.produce('t', 0, numbered(3));
    const skipped = next(consumer, 'recordSkipped');
    const seen = new Seen(world);
    const running = consumer.run(
      (record) => {
        if (textOf(record) === 'v1') throw new Error('no good');
        seen.add(textOf(record));
      },
      { onFailure: 'skip', retry: { retries: 2, initialMs: 10 } },
    );
    await seen.count(2);
    const [told] = (await world.run(skipped)) as [{ records: ConsumerRecord[]; error: Error; attempts: number }];
    assert.deepEqual([told.records.map(textOf), told.error.message, told.attempts], [['v1'], 'no good', 3]);
    await stop();
    await running;
    assert.equal(committed(0), 3);
  });

  it('a thenable that throws in then() has failed, and one that settles twice is done once', async () => {
    await world.produce('t', 0, numbered(20));
    const skipped = new Seen(world);
    consumer.on('recordSkipped', ({ records, error }) => {
      for (const record of records) skipped.add(`${String(record.value)}: ${String(error)}`);
    });
    let atWork = 0;
    let most = 0;
    const handle = (record: ConsumerRecord): unknown => {
      const { offset } = record;
      if (offset === 0) {
        const broken = (): never => {
          throw new Error('then');
        };
        return Object.defineProperty({}, 'then', { value: broken });
      }
      if (offset === 1) {
        const twice = (done: (value: unknown) => void): void => {
          done(null);
          done(null);
        };
        return Object.defineProperty({}, 'then', { value: twice });
      }
      most = Math.max(most, ++atWork);
      return Promise.resolve().then(() => {
        atWork--;
        seen.add(textOf(record));
      });
    };
    const seen = new Seen(world);
    const running = consumer.run(handle, { by: 'key', concurrency: 2, onFailure: 'skip', retry: { retries: 0 } });
    await seen.count(18);
    await skipped.count(1);
    await stop();
    await running;
    assert.deepEqual([most, committed(0), skipped.list], [2, 20, ['v0: Error: then']]);
  });

  it('names each wrong option', async () => {
    const wrong = {
      by: 'topic',
      concurrency: 0,
      batch: 5,
      retry: { retries: -1, factor: 2 },
      onFailure: 'skip',
      deadLetter: { topic: '' },
      handlerTimeoutMs: 'long',
      drainTimeoutMs: -1,
      signal: {},
      many: true,
    };
    await assert.rejects(
      consumer.run(() => undefined, wrong as never),
      (error: Error) => {
        assert.ok(error instanceof ConfigError);
        for (const name of [
          'by',
          'concurrency',
          'batch',
          'retry.retries',
          'retry.factor',
          'deadLetter.topic',
          'deadLetter.send',
          'handlerTimeoutMs',
          'drainTimeoutMs',
          'signal',
          'many',
        ])
          assert.match(error.message, new RegExp(`option "${name}"`));
        return true;
      },
    );
    const send = (): undefined => undefined;
    await assert.rejects(consumer.run(send, { onFailure: 'skip', deadLetter: { topic: 'd', send } }), /"onFailure"/);
    await assert.rejects(consumer.run(5 as never), /handler/);
  });

  it('is alone: no poll and no second run beside it', async () => {
    const running = consumer.run(() => undefined);
    await assert.rejects(consumer.poll(), StateError);
    await assert.rejects(
      consumer.run(() => undefined),
      StateError,
    );
    await stop();
    await running;
  });
});
