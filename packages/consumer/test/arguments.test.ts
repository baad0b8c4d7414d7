import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { TopicPartition } from '@k/cluster';
import { ConfigError } from '@k/wire';
import { KafkaConsumer } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next, pollValues } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };

/** A consumer as JavaScript sees it. */
type Untyped = Record<string, (...args: unknown[]) => unknown>;

/** What is wrong with a call, thrown or by its promise. */
async function complaint(consumer: KafkaConsumer, call: string, ...args: unknown[]): Promise<string> {
  try {
    await (consumer as unknown as Untyped)[call]?.(...args);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message.replace(`KafkaConsumer: ${call}(): `, '');
  }
  return 'none';
}

const wrongRunOptions: [options: object, complaint: string][] = [
  [{ retry: 3 }, 'option "retry": expected { retries, initialMs, maxMs, multiplier, jitter }, got 3'],
  [{ retry: { retires: 3 } }, 'unknown option "retry.retires", did you mean "retries"?'],
  [{ retry: { maxRetryTime: 3 } }, 'unknown option "retry.maxRetryTime", did you mean "maxMs"?'],
  [{ retry: { retries: 1.5 } }, 'option "retry.retries": expected a whole number from 0 on or Infinity, got 1.5'],
  [{ retry: { initialMs: -1 } }, 'option "retry.initialMs": expected a number from 0 on, got -1'],
  [{ retry: { multiplier: NaN } }, 'option "retry.multiplier": expected a number from 1 on, got NaN'],
  [{ retry: { jitter: 2 } }, 'option "retry.jitter": expected a number from 0 to 1, got 2'],
  [{ batch: 5 }, 'option "batch": expected true, or { maxRecords, maxBytes }, got 5'],
  [{ batch: { maxRecords: 0 } }, 'option "batch.maxRecords": expected a whole number from 1 on or Infinity, got 0'],
  [{ batch: { maxBytes: 1.5 } }, 'option "batch.maxBytes": expected a whole number from 1 on or Infinity, got 1.5'],
  [{ batch: { maxRecord: 5 } }, 'unknown option "batch.maxRecord", did you mean "maxRecords"?'],
  [{ concurrency: 1.5 }, 'option "concurrency": expected a whole number from 1 on, got 1.5'],
  [{ handlerTimeoutMs: 0 }, 'option "handlerTimeoutMs": expected a number from 1 on or Infinity, got 0'],
  [{ drainTimeoutMs: -1 }, 'option "drainTimeoutMs": expected a number from 0 on or Infinity, got -1'],
  [{ deadLetter: 'orders.dead' }, 'option "deadLetter": expected { topic, send }, got "orders.dead"'],
  [
    { deadLetter: { topics: 't', topic: 't', send: () => 1 } },
    'unknown option "deadLetter.topics", did you mean "topic"?',
  ],
];

describe('arguments', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  it('that are wrong are named, with what was got and what is taken', async () => {
    const consumer = world.consumer({ groupId: 'g' });
    const partition = 'partition: expected a whole number from 0 on, got';
    const list = 'partitions: expected a list of { topic, partition }, got';
    const expected: [call: string, args: unknown[], complaint: string][] = [
      ['subscribe', [], 'options: expected { topics, pattern, listener }, got nothing'],
      ['subscribe', [5], 'options: expected { topics, pattern, listener }, got 5'],
      ['subscribe', [''], 'topic: expected text that is not empty, got ""'],
      ['subscribe', [[]], 'topics: expected at least one (unsubscribe() ends a subscription), got an empty array'],
      ['subscribe', [{}], 'expected either topics or a pattern, got neither'],
      ['subscribe', [{ topics: ['a'], pattern: /b/ }], 'expected either topics or a pattern, got both'],
      [
        'subscribe',
        [['a'], {}],
        'expected one argument. A listener comes with the topics: subscribe({ topics, listener })',
      ],
      [
        'subscribe',
        [{ topics: [] }],
        'topics: expected at least one (unsubscribe() ends a subscription), got an empty array',
      ],
      ['subscribe', [{ topics: ['a', ''] }], 'topic: expected text that is not empty, got ""'],
      ['subscribe', [{ topics: ['a', 5n] }], 'topic: expected text that is not empty, got 5n'],
      ['subscribe', [{ topics: 5 }], 'topics: expected a list of text, got 5'],
      ['subscribe', [{ topic: 'a' }], 'unknown option "topic", did you mean "topics"?'],
      [
        'subscribe',
        [{ pattern: 'orders-.*' }],
        'pattern: expected a RegExp, such as /orders-.*/, or a SubscriptionPattern, got "orders-.*"',
      ],
      ...[5, 'listener', {}, () => undefined, { onPartitionRevoked: () => undefined }].map(
        (listener): [string, unknown[], string] => [
          'subscribe',
          [{ topics: ['t'], listener }],
          `listener: expected { onPartitionsAssigned, onPartitionsRevoked, onPartitionsLost }, functions, got ${
            typeof listener === 'function'
              ? 'a function'
              : typeof listener !== 'object'
                ? JSON.stringify(listener)
                : 'onPartitionRevoked' in listener
                  ? '"onPartitionRevoked"'
                  : 'an object'
          }`,
        ],
      ),
      [
        'subscribe',
        [{ topics: ['t'], listener: { onPartitionsLost: 'yes' } }],
        'listener.onPartitionsLost: expected a function, got "yes"',
      ],
      ['assign', [], `${list} nothing`],
      ['assign', ['t-0'], `${list} "t-0"`],
      ['assign', [[{ topic: 't', partition: -1 }]], `${partition} -1`],
      ['assign', [[{ topic: 't', partition: '0' }]], `${partition} "0"`],
      ['assign', [[{ topic: 't', partition: 0n }]], `${partition} 0n`],
      ['assign', [[{ topic: '', partition: 0 }]], 'topic: expected text that is not empty, got ""'],
      ['assign', [['t', 0]], 'partition: expected { topic, partition }, got "t"'],
      ['poll', [1_000], 'options: expected { signal, timeoutMs, maxRecords }, got 1000'],
      ['poll', [{ timeoutMs: -1 }], 'option "timeoutMs": expected a number of milliseconds, 0 or more, got -1'],
      ['poll', [{ timeoutMs: '5' }], 'option "timeoutMs": expected a number of milliseconds, 0 or more, got "5"'],
      ['poll', [{ maxRecords: 0 }], 'option "maxRecords": expected a whole number from 1 on or Infinity, got 0'],
      ['poll', [{ maxRecords: 1.5 }], 'option "maxRecords": expected a whole number from 1 on or Infinity, got 1.5'],
      ['poll', [{ signal: 'stop' }], 'option "signal": expected an AbortSignal, got "stop"'],
      ['poll', [{ timeout: 5 }], 'unknown option "timeout", did you mean "timeoutMs"?'],
      ['records', [{ idleTimeout: 5 }], 'unknown option "idleTimeout", did you mean "idleTimeoutMs"?'],
      ['batches', [5], 'options: expected { signal, idleTimeoutMs }, got 5'],
      ['commit', [5], 'offsets: expected a list of { topic, partition, offset }, got 5'],
      ['commit', [{ ...p0, offset: '5' }], 'offset: expected a whole number from 0 on, got "5"'],
      ['commit', [[{ ...p0, offset: 1 }, p1]], 'offset: expected a whole number from 0 on, got nothing'],
      ['commit', [[{ ...p0, offset: 1, metadata: 5 }]], 'metadata: expected text, got 5'],
      [
        'commit',
        [[{ ...p0, offset: 1, leaderEpoch: 1.5 }]],
        'leaderEpoch: expected a whole number from -1 on, got 1.5',
      ],
      ['commit', [undefined, 5_000], 'options: expected { signal, timeoutMs }, got 5000'],
      ['committed', [], `${list} nothing`],
      ['committed', [[5]], 'partition: expected { topic, partition }, got 5'],
      ['position', [], 'partition: expected { topic, partition }, got nothing'],
      ['position', [p0, 5], 'options: expected { signal, timeoutMs }, got 5'],
      ['pause', ['t'], `${list} "t"`],
      ['resume', [5], `${list} 5`],
      ['seek', [undefined, 5], 'partition: expected { topic, partition }, got nothing'],
      ['seekToBeginning', [{ topic: 't' }], `${partition} nothing`],
      ['seekToEnd', ['t'], `${list} "t"`],
      ['highWatermark', [null], 'partition: expected { topic, partition }, got null'],
      ['beginningOffsets', [], `${list} nothing`],
      ['endOffsets', [[{ ...p0, partition: NaN }]], `${partition} NaN`],
      ['offsetsForTimes', [[p0]], 'timestamp: expected a whole number from 0 on, got nothing'],
      ['offsetsForTimes', [], 'timestamps: expected a list of { topic, partition, timestamp }, got nothing'],
      ['partitionsForTopic', [['t']], 'topic: expected text that is not empty, got an array of 1'],
      ['topics', [5], 'options: expected { signal, timeoutMs }, got 5'],
      ['connect', [{ retries: 5 }], 'unknown option "retries"'],
      ['run', [5], 'handler: expected a function (record, { signal, attempt }), got 5'],
      ...wrongRunOptions.map(([option, message]): [string, unknown[], string] => ['run', [() => 1, option], message]),
      ['stop', [5], 'options: expected { timeoutMs }, got 5'],
      [
        'close',
        [{ timeoutMs: 'soon' }],
        'option "timeoutMs": expected a number of milliseconds, 0 or more, got "soon"',
      ],
    ];
    for (const [call, args, message] of expected) assert.equal(await complaint(consumer, call, ...args), message, call);
    assert.deepEqual(consumer.subscription(), { topics: [], pattern: undefined });
    consumer.assign([p0]);
    assert.equal(await complaint(consumer, 'seek', p0, 5n), 'offset: expected a whole number from 0 on, got 5n');
    assert.equal(await complaint(consumer, 'seek', p0, '5'), 'offset: expected a whole number from 0 on, got "5"');
    const records = await world.run(consumer.poll({ timeoutMs: 0 }));
    assert.throws(() => records.records(5 as never), { name: 'ConfigError', message: /got 5/ });
    for (const options of [undefined, 'localhost:9092']) {
      assert.throws(() => new KafkaConsumer(options as never), { name: 'ConfigError' });
    }
  });

  it('are checked as a whole before anything changes', async () => {
    const consumer = world.consumer({ groupId: 'g', enableAutoCommit: false, autoOffsetReset: 'earliest' });
    await world.produce('t', 0, numbered(5));
    for (const wrong of [{ pattern: 'text' }, { topics: ['t'], listener: 5 }]) {
      await complaint(consumer, 'subscribe', wrong);
      assert.equal(consumer.membership?.state, 'unjoined');
      await assert.rejects(world.run(consumer.poll()), { name: 'StateError', message: /subscribe\(\) or assign\(\)/ });
    }
    consumer.assign([p0, p1]);
    await world.run(pollValues(consumer, 5));
    await complaint(consumer, 'assign', [p0, { ...p1, partition: -1 }]);
    assert.deepEqual(consumer.assignment(), [p0, p1]);
    await complaint(consumer, 'pause', [p0, { topic: 't' }]);
    await complaint(consumer, 'pause', [p0, 5]);
    assert.throws(() => consumer.pause([p0, { topic: 't', partition: 7 }]), {
      name: 'StateError',
      message: /t-7 is not/,
    });
    assert.deepEqual(consumer.paused(), []);
    await complaint(consumer, 'commit', [{ ...p0, offset: 5 }, { ...p1, offset: -1 }]); // prettier-ignore
    const commit = consumer.commit([{ ...p1, offset: 0 }]);
    await world.run(commit);
    assert.equal(world.broker.committed('g', 't', 0), undefined);
    assert.equal(await complaint(consumer, 'close', 5), 'options: expected { timeoutMs }, got 5');
    assert.equal(await world.run(consumer.position(p0)), 5, 'it is open');
  });

  it('one topic, one partition, one offset for a list of one, and each partition once', async () => {
    await world.produce('t', 0, [{ value: 'v', timestamp: 1_000 }]);
    const consumer = world.consumer({ groupId: 'g', autoOffsetReset: 'earliest', enableAutoCommit: false });
    consumer.subscribe({ topics: 't' });
    assert.deepEqual(consumer.subscription().topics, ['t']);
    await world.run(consumer.unsubscribe());
    consumer.assign(p1);
    assert.deepEqual(consumer.assignment(), [p1]);
    consumer.assign([p0, p0, { ...p0 }]);
    assert.deepEqual(consumer.assignment(), [p0]);
    consumer.pause(p0);
    assert.deepEqual(consumer.paused(), [p0]);
    consumer.resume(p0);
    consumer.seekToEnd(p0);
    assert.equal(await world.run(consumer.position(p0)), 1);
    consumer.seekToBeginning(new Set([p0]));
    assert.equal(await world.run(consumer.position(p0)), 0);
    await world.run(consumer.commit({ ...p0, offset: 1 }));
    assert.equal((await world.run(consumer.committed(p0))).get('t', 0)?.offset, 1);
    assert.deepEqual([...(await world.run(consumer.beginningOffsets(p0)))], [['t', 0, 0]]);
    assert.deepEqual([...(await world.run(consumer.endOffsets(p0)))], [['t', 0, 1]]);
    const times = await world.run(consumer.offsetsForTimes({ ...p0, timestamp: 999 }));
    assert.equal(times.get('t', 0)?.offset, 0);
  });

  it('pause() and resume() without partitions mean all; resume() of one that was lost is no error', async () => {
    const consumer = world.consumer();
    consumer.assign([p0, p1]);
    consumer.pause();
    assert.deepEqual(consumer.paused(), [p0, p1]);
    consumer.assign([p1]);
    consumer.resume([p0]);
    assert.deepEqual(consumer.paused(), [p1]);
    consumer.resume();
    assert.deepEqual(consumer.paused(), []);
  });

  it('seekToBeginning() and seekToEnd() say so when nothing is assigned yet', async () => {
    const consumer = world.consumer({ groupId: 'g' });
    const early = {
      name: 'StateError',
      message: /no partitions are assigned yet: .*onPartitionsAssigned.*autoOffsetReset/,
    };
    assert.throws(() => consumer.seekToBeginning(), early);
    consumer.subscribe({ topics: ['t'] });
    assert.throws(() => consumer.seekToEnd(), early);
    await world.run(consumer.poll({ timeoutMs: 20_000 }));
    consumer.seekToBeginning();
    await world.run(consumer.unsubscribe());
    consumer.assign([]);
    consumer.seekToBeginning();
    assert.throws(() => consumer.seekToBeginning([p0]), { name: 'StateError', message: /t-0 is not assigned/ });
  });

  it('a pause does not outlive a rebalance, unless the listener pauses anew', async () => {
    world.broker.createTopic('u', { partitions: 1 });
    const consumer = world.consumer({ groupId: 'g' });
    let anew = false;
    const listener = {
      onPartitionsAssigned: (partitions: readonly TopicPartition[]) => {
        if (anew) consumer.pause(partitions);
      },
    };
    const rebalance = async (topics: string[]): Promise<void> => {
      consumer.subscribe({ topics, listener });
      await world.run(next(consumer, 'assigned'));
    };
    await rebalance(['t']);
    consumer.pause();
    assert.deepEqual(consumer.paused(), [p0, p1]);
    await rebalance(['t', 'u']);
    assert.deepEqual(consumer.paused(), []);
    anew = true;
    await rebalance(['t']);
    assert.deepEqual(consumer.paused(), [p0, p1]);
  });
});
