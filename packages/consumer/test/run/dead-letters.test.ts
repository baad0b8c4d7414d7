import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DeadLetterError, type DeadLetter, type KafkaConsumer } from '../../src/index.ts';
import { produce } from '../support.ts';
import { World, next, pollValues } from '../world.ts';
import { Seen, textOf } from './run-world.ts';

const retry = { retries: 2, initialMs: 1_000, maxMs: 10_000, jitter: 0 };

describe('dead letters', () => {
  let world: World;
  let consumer: KafkaConsumer;

  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    world.broker.createTopic('t.dead', { partitions: 1 });
    consumer = world.consumer({ groupId: 'g', autoOffsetReset: 'earliest' });
    consumer.subscribe(['t']);
    const headers = [
      { key: 'a', value: '1' },
      { key: 'a', value: null },
    ];
    await world.produce('t', 0, ['fine', { key: 'k', value: new Uint8Array([0xff, 0, 0x80]), headers }, 'fine too']);
  });
  afterEach(() => world.close());

  function send({ topic, key, value, headers }: DeadLetter): Promise<number> {
    const list = headers.map(({ key: name, value: text }) => ({
      key: name,
      value: text === null ? null : String(text),
    }));
    return produce(world.cluster, topic, 0, [{ key: key === null ? null : String(key), value, headers: list }]);
  }

  function handle(seen: Seen): (record: { readonly key: Buffer | null; readonly value: Buffer | null }) => void {
    return (record) => {
      if (record.key !== null) throw new TypeError('no good');
      seen.add(textOf(record));
    };
  }

  function committed(): number | undefined {
    return world.broker.committed('g', 't', 0)?.offset;
  }

  it('have the bytes of the record, and say from where, when and why', async () => {
    const seen = new Seen(world);
    const told = next(consumer, 'recordDeadLettered');
    const running = consumer.run(handle(seen), {
      retry: { retries: 1, initialMs: 5 },
      deadLetter: { topic: 't.dead', send },
    });
    await seen.count(2);
    const [{ topic, attempts, error }] = (await world.run(told)) as [{ topic: string; attempts: number; error: Error }];
    assert.deepEqual([topic, attempts, error.message], ['t.dead', 2, 'no good']);
    await world.run(consumer.stop());
    await running;
    assert.equal(committed(), 3);
    const reader = world.consumer({ autoOffsetReset: 'earliest' });
    reader.assign({ topic: 't.dead', partition: 0 });
    const [letter] = await world.run(reader.poll());
    assert.ok(letter);
    assert.deepEqual([String(letter.key), [...(letter.value ?? [])]], ['k', [0xff, 0, 0x80]]);
    const all = letter.headers.map(({ key, value }) => [key, value === null ? null : String(value)] as const);
    assert.deepEqual(all.slice(0, 2), [
      ['a', '1'],
      ['a', null],
    ]);
    const about = new Map(all.slice(2));
    const stack = about.get('__dlq.errors.stacktrace');
    about.delete('__dlq.errors.stacktrace');
    assert.match(String(stack), /^TypeError: no good\n +at /);
    assert.deepEqual(Object.fromEntries(about), {
      '__dlq.errors.topic': 't',
      '__dlq.errors.partition': '0',
      '__dlq.errors.offset': '1',
      '__dlq.errors.group': 'g',
      '__dlq.errors.delivery.count': '2',
      '__dlq.errors.message': 'no good',
      '__dlq.errors.exception': 'TypeError',
      '__dlq.errors.timestamp': '1704067200000',
      '__dlq.errors.failed.at': about.get('__dlq.errors.failed.at'),
    });
    assert.ok(!Number.isNaN(Date.parse(String(about.get('__dlq.errors.failed.at')))));
  });

  it('are tried again like handlers, and in the end the run stops and the record is not committed', async () => {
    const times: number[] = [];
    const seen = new Seen(world);
    const running = consumer.run(handle(seen), {
      retry: { ...retry, retries: 2 },
      deadLetter: {
        topic: ({ topic }) => `${topic}.dead`,
        send: () => {
          times.push(world.clock.monotonic());
          throw new Error('cannot send');
        },
      },
    });
    await assert.rejects(world.run(running), (error) => {
      assert.ok(error instanceof DeadLetterError);
      assert.deepEqual([error.topic, error.partition, error.offset], ['t', 0, 1]);
      assert.deepEqual(
        [(error.cause as Error).message, (error.handlerError as Error).message],
        ['cannot send', 'no good'],
      );
      return true;
    });
    assert.deepEqual(
      times.map((time) => Math.round(time - (times[0] ?? 0))),
      [0, 1_000, 3_000],
    );
    await world.run(consumer.commit());
    assert.equal(committed(), 1);
    assert.equal((await world.run(pollValues(consumer, 2)))[1], 'fine too');
  });

  it('that were sent at the second try count as done', async () => {
    let tries = 0;
    const seen = new Seen(world);
    const running = consumer.run(handle(seen), {
      retry: { retries: 1, initialMs: 10 },
      deadLetter: {
        topic: 't.dead',
        send: (letter) => (++tries < 2 ? Promise.reject(new Error('later')) : send(letter)),
      },
    });
    await seen.count(2);
    assert.deepEqual([tries, seen.list], [2, ['fine', 'fine too']]);
    await world.run(consumer.stop());
    await running;
    assert.equal(committed(), 3);
  });

  it('of a batch are all of its records', async () => {
    const letters: string[] = [];
    const seen = new Seen(world);
    const running = consumer.run(
      () => {
        throw new Error('no good');
      },
      {
        batch: true,
        retry: { retries: 0 },
        deadLetter: {
          topic: 't.dead',
          send: (letter) => {
            letters.push(String(letter.key));
            seen.add('');
          },
        },
      },
    );
    await seen.count(3);
    assert.deepEqual(letters, ['null', 'k', 'null']);
    await world.run(consumer.stop());
    await running;
    assert.equal(committed(), 3);
  });
});
