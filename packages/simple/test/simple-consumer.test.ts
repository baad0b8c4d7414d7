import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CodecError, encodeMessageSet } from '@k/codec';
import { failure, odd } from '@k/testing';
import { ConfigError, ErrorCode, Fetch, ListOffsets, Metadata, OffsetCommit, StateError } from '@k/wire';
import {
  Consumer,
  type ConsumedMessage,
  ConsumerFetchSizeTooSmall,
  createMessage,
  createMessageSet,
  type FailedPayloadsError,
  KafkaUnavailableError,
  type OffsetAndMessage,
  SimpleClient,
  SimpleConsumer,
  type SimpleConsumerOptions,
} from '../src/index.ts';
import { committed, produce, text } from './support/messages.ts';
import { withClient } from './support/with-client.ts';

const QUIET: SimpleConsumerOptions = { autoCommit: false, partitions: [0, 1] };

/** Reads until nothing comes. */
async function readAll(consumer: AsyncIterable<OffsetAndMessage>): Promise<(string | null)[]> {
  const values = [];
  for await (const message of consumer) values.push(text(message));
  return values;
}

const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

describe('SimpleConsumer', () => {
  it('is a Consumer of a client, a group and a topic, and reads all partitions, each in order', () =>
    withClient(async (client, _broker, { run }) => {
      for (const partition of [0, 1, 5]) await run(produce(client, partition, 20, `p${partition}-`));
      const consumer = new SimpleConsumer(client, 'g', 't', { iterTimeout: 1 });
      assert.ok(consumer instanceof Consumer);
      assert.deepEqual([consumer.client, consumer.group, consumer.topic], [client, 'g', 't']);
      assert.equal(consumer.offsets.size, 0);
      await run(consumer.start());
      assert.deepEqual([...consumer.offsets.keys()], [0, 1, 2, 3, 4, 5]);
      const values = await run(readAll(consumer));
      assert.equal(values.length, 60);
      for (const partition of [0, 1, 5]) {
        assert.deepEqual(
          values.filter((value) => value?.startsWith(`p${partition}-`)),
          names(`p${partition}-`, 20),
        );
      }
      await run(consumer.stop());
    }));

  it('partitions: are those that are read', () =>
    withClient(async (client, _broker, { run }) => {
      for (const partition of [0, 1, 2]) await run(produce(client, partition, 3, `p${partition}-`));
      const consumer = new SimpleConsumer(client, null, 't', { partitions: [2, 0], iterTimeout: 1 });
      assert.deepEqual((await run(readAll(consumer))).sort(), [...names('p0-', 3), ...names('p2-', 3)]);
      await run(consumer.stop());
    }));

  it('getMessage({ block, timeout, getPartitionInfo }) waits for a message, or not', () =>
    withClient(async (client, _broker, { run, clock }) => {
      const consumer = new SimpleConsumer(client, null, 't', QUIET);
      await run(consumer.start());
      let before = clock.monotonic();
      assert.equal(await run(consumer.getMessage({ timeout: 3 })), null);
      assert.ok(clock.monotonic() - before >= 3_000);
      before = clock.monotonic();
      assert.equal(await run(consumer.getMessage({ block: false, timeout: 3 })), null);
      assert.ok(clock.monotonic() - before < 1_000);
      const waiting = consumer.getMessage({ timeout: null });
      await run(produce(client, 1, 2));
      const first = await run(waiting);
      assert.deepEqual([first?.offset, text(first)], [0, 'm0']);
      const pair: ConsumedMessage<true> | null = await run(consumer.getMessage({ getPartitionInfo: true }));
      assert.deepEqual([pair?.[0], pair?.[1].offset], [1, 1]);
      await run(produce(client, 0, 1));
      assert.equal(text(await run(consumer.getMessage({ block: false }))), 'm0');
      await run(consumer.stop());
    }));

  it('providePartitionInfo() has every message come with its partition', () =>
    withClient(async (client, _broker, { run }) => {
      await run(produce(client, 1, 3));
      const consumer = new SimpleConsumer(client, null, 't', { ...QUIET, iterTimeout: 0.5 }).providePartitionInfo();
      const places = (await run(consumer.getMessages({ count: 2 }))).map(([partition, { offset }]) => [
        partition,
        offset,
      ]);
      await run(
        (async () => {
          for await (const [partition, { offset }] of consumer) places.push([partition, offset]);
        })(),
      );
      assert.deepEqual(places, [
        [1, 0],
        [1, 1],
        [1, 2],
      ]);
      await run(consumer.seek(0));
      const bare: OffsetAndMessage | null = await run(consumer.getMessage({ getPartitionInfo: false }));
      assert.equal(bare?.offset, 0);
      await run(consumer.stop());
    }));

  it('getMessages({ count, block, timeout }) waits for all, for some or for none', () =>
    withClient(async (client, _broker, { run, clock }) => {
      await run(produce(client, 0, 10));
      await run(produce(client, 1, 10));
      const consumer = new SimpleConsumer(client, null, 't', QUIET);
      const read = async (options: Parameters<typeof consumer.getMessages>[0]): Promise<[number, number]> => {
        const before = clock.monotonic();
        const { length } = await run(consumer.getMessages(options));
        return [length, Math.floor((clock.monotonic() - before) / 1_000)];
      };
      assert.deepEqual(await read({}), [1, 0]);
      assert.deepEqual(await read({ count: 15, timeout: 5 }), [15, 0]);
      // Four are left: who waits for more gets them when time is over, who waits for some of them, at once.
      assert.deepEqual(await read({ count: 2, block: 1, timeout: 5 }), [2, 0]);
      assert.deepEqual(await read({ count: 10, block: 2, timeout: 5 }), [2, 0]);
      assert.deepEqual(await read({ count: 10, block: false, timeout: 5 }), [0, 0]);
      await run(produce(client, 0, 3));
      assert.deepEqual(await read({ count: 10, block: true, timeout: 5 }), [3, 5]);
      await run(consumer.seek(0, null, 0));
      assert.deepEqual(await read({ count: 100, block: false }), [13, 0]);
      await run(consumer.stop());
    }));

  it('iterTimeout: an iteration ends when nothing comes for so long; without, it waits on', () =>
    withClient(async (client, _broker, { run, clock }) => {
      await run(produce(client, 0, 2));
      const ending = new SimpleConsumer(client, null, 't', { ...QUIET, iterTimeout: 7 });
      const before = clock.monotonic();
      assert.equal((await run(readAll(ending))).length, 2);
      const took = clock.monotonic() - before;
      assert.ok(took >= 7_000 && took < 9_000, `${took} ms`);
      await run(ending.stop());
      const waiting = new SimpleConsumer(client, null, 't', QUIET);
      const all = readAll(waiting);
      await clock.advance(70_000);
      await run(produce(client, 1, 1, 'late'));
      await clock.advance(5_000);
      await run(waiting.stop());
      assert.deepEqual((await run(all)).sort(), ['late0', 'm0', 'm1']);
    }));

  it('begins where the group is, and fetchLastKnownOffsets() goes back there', () =>
    withClient(async (client, _broker, { run }) => {
      await run(produce(client, 0, 10));
      await run(client.sendOffsetCommitRequest('g', [{ topic: 't', partition: 0, offset: 4, metadata: '' }]));
      const consumer = new SimpleConsumer(client, 'g', 't', QUIET);
      assert.equal((await run(consumer.getMessage()))?.offset, 4);
      assert.equal((await run(consumer.getMessage()))?.offset, 5);
      await run(consumer.fetchLastKnownOffsets());
      assert.deepEqual(
        [...consumer.offsets],
        [
          [0, 4],
          [1, 0],
        ],
      );
      assert.equal((await run(consumer.getMessage()))?.offset, 4);
      // Of these only.
      await run(consumer.fetchLastKnownOffsets([1]));
      assert.equal((await run(consumer.getMessage()))?.offset, 5);
      await run(consumer.stop());
    }));

  it('offsetStorage: offsets are kept in ZooKeeper, by version 0 of the requests, where there is one', async () => {
    for (const asVersion of ['0.9', '3.9', '4.4'] as const) {
      await withClient(
        async (client, broker, { run }) => {
          const versions: number[] = [];
          broker.control(OffsetCommit, (_body, { version }) => void versions.push(version));
          await run(produce(client, 0, 3));
          const there = { offsetStorage: 'zookeeper', failOnError: false } as const;
          const payloads = [{ topic: 't', partition: 0, offset: 1, metadata: '' }];
          const [stored] = await run(client.sendOffsetCommitRequest('g', payloads, there));
          const consumer = new SimpleConsumer(client, 'g', 't', { ...QUIET, offsetStorage: 'zookeeper' });
          if (asVersion === '4.4') {
            assert.equal((stored as FailedPayloadsError).name, 'FailedPayloadsError');
            const error = await failure(run(consumer.getMessage()));
            assert.equal(error.name, 'UnsupportedVersionError');
            assert.match(error.message, /OffsetFetch/);
          } else {
            assert.equal(text(await run(consumer.getMessage())), 'm1');
            assert.equal(await run(consumer.commit()), true);
            const [found] = await run(client.sendOffsetFetchRequest('g', payloads, there));
            assert.equal((found as { offset: number }).offset, 2);
            assert.deepEqual(versions, [0, 0]);
          }
          await run(consumer.stop());
        },
        { broker: { asVersion } },
      );
    }
  });

  it('autoCommit, autoCommitEveryN: what was handed back is committed when there is so much of it', () =>
    withClient(async (client, _broker, { run, clock }) => {
      await run(produce(client, 0, 25));
      const settle = (): Promise<void> => clock.advance(1_000);
      const options = { partitions: [0], autoCommitEveryN: 10, autoCommitEveryT: null };
      const consumer = new SimpleConsumer(client, 'g', 't', options);
      for (let i = 0; i < 10; i++) await run(consumer.getMessage());
      await settle();
      // The tenth is in hand.
      assert.deepEqual(await run(committed(client, 'g', [0])), [-1]);
      await run(consumer.getMessage());
      await settle();
      assert.deepEqual(await run(committed(client, 'g', [0])), [10]);
      for (let i = 0; i < 8; i++) await run(consumer.getMessage());
      await run(consumer.stop());
      assert.deepEqual(await run(committed(client, 'g', [0])), [10]);
      // Whoever goes on there reads again what was not committed.
      const next = new SimpleConsumer(client, 'g', 't', { ...options, autoCommit: false, iterTimeout: 1 });
      assert.equal((await run(readAll(next))).length, 15);
      assert.deepEqual(await run(committed(client, 'g', [0])), [10]);
      await run(next.stop());
    }));

  it('autoCommitEveryT: what was handed back is committed after so long, and by stop()', () =>
    withClient(async (client, broker, { run, clock }) => {
      await run(produce(client, 0, 9));
      let commits = 0;
      broker.control(OffsetCommit, () => {
        commits++;
        return undefined;
      });
      const options = { partitions: [0], autoCommitEveryN: null, autoCommitEveryT: 4_000 };
      const consumer = new SimpleConsumer(client, 'g', 't', options);
      for (let i = 0; i < 4; i++) await run(consumer.getMessage());
      await clock.advance(3_000);
      assert.equal(commits, 0);
      await clock.advance(2_000);
      assert.deepEqual(await run(committed(client, 'g', [0])), [3]);
      // A commit by hand begins the time anew, and takes what is in hand with it.
      await run(consumer.getMessage());
      await clock.advance(3_000);
      assert.equal(await run(consumer.commit()), true);
      assert.deepEqual(await run(committed(client, 'g', [0])), [5]);
      assert.equal(await run(consumer.commit()), null);
      await run(consumer.getMessages({ count: 2 }));
      await run(consumer.getMessage());
      await clock.advance(3_000);
      assert.equal(commits, 2);
      await run(consumer.stop());
      assert.deepEqual(await run(committed(client, 'g', [0])), [7]);
      // Nothing is left that would commit again.
      await clock.advance(20_000);
      assert.equal(commits, 3);
    }));

  it('a loop that is left does not hand its message back: it comes again, here and elsewhere', () =>
    withClient(async (client, _broker, { run }) => {
      await run(produce(client, 0, 5));
      const consumer = new SimpleConsumer(client, 'g', 't', { partitions: [0] });
      const fails = async (): Promise<void> => {
        for await (const { offset } of consumer) if (offset === 2) throw new Error('the handler fails');
      };
      await assert.rejects(run(fails()), /the handler fails/);
      assert.deepEqual([...consumer.offsets], [[0, 2]]);
      assert.equal((await run(consumer.getMessage()))?.offset, 2);
      await run(consumer.stop());
      assert.deepEqual(await run(committed(client, 'g', [0])), [2]);
      await using other = new SimpleConsumer(client, 'g', 't', { partitions: [0] });
      assert.equal((await run(other.getMessage()))?.offset, 2);
      await run(other.stop());
    }));

  it('commit() may be of some partitions; one that fails is false and an event, and what failed is with the next', () =>
    withClient(async (client, broker, { run }) => {
      await run(produce(client, 0, 3));
      await run(produce(client, 1, 3));
      const consumer = new SimpleConsumer(client, 'g', 't', {
        partitions: [0, 1],
        autoCommitEveryN: 2,
        autoCommitEveryT: null,
      });
      const failures: string[] = [];
      consumer.on('commitFailed', ({ name }) => failures.push(name));
      const refusal = broker.control(OffsetCommit, ({ topics }) => ({
        topics: topics.map(({ name, partitions }) => ({
          name,
          partitions: partitions.map(({ partitionIndex }) => ({
            partitionIndex,
            errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED,
          })),
        })),
      }));
      await run(consumer.getMessages({ count: 6 }));
      assert.equal(await run(consumer.commit([0, 1])), false);
      assert.deepEqual(failures, ['TopicAuthorizationFailedError']);
      refusal.remove();
      assert.equal(await run(consumer.commit([1])), true);
      assert.deepEqual(await run(committed(client)), [-1, 3]);
      assert.equal(await run(consumer.commit()), true);
      assert.deepEqual(await run(committed(client)), [3, 3]);
      assert.equal(await run(consumer.commit()), null);
      await run(consumer.stop());
    }));

  it('pending() counts what is behind what was given, of all partitions or of some', () =>
    withClient(async (client, _broker, { run }) => {
      await run(produce(client, 0, 10));
      await run(produce(client, 1, 5));
      const consumer = new SimpleConsumer(client, null, 't', QUIET);
      assert.equal(await run(consumer.pending()), 15);
      assert.equal(await run(consumer.pending([1])), 5);
      await run(consumer.getMessages({ count: 4 }));
      assert.equal(await run(consumer.pending()), 11);
      await run(consumer.stop());
    }));

  it('seek(offset, whence, partition): to an offset, from the beginning, from where it is, from the end', () =>
    withClient(async (client, broker, { run }) => {
      await run(produce(client, 0, 20));
      await run(produce(client, 1, 20));
      broker.truncateBefore('t', 1, 5);
      const consumer = new SimpleConsumer(client, 'g', 't', { partitions: [0, 1] });
      const go = async (...to: Parameters<typeof consumer.seek>): Promise<number[]> => {
        await run(consumer.seek(...to));
        return [...consumer.offsets.values()];
      };
      assert.deepEqual(await go(7), [7, 7]);
      assert.deepEqual(await go(9, null, 1), [7, 9]);
      assert.deepEqual(await go(3, 1), [10, 12]);
      assert.deepEqual(await go(-2, 1, 0), [8, 12]);
      assert.deepEqual(await go(0, 0), [0, 5]);
      assert.deepEqual(await go(2, 0, 1), [0, 7]);
      // Divided among them, what is left over to the first.
      assert.deepEqual(await go(5, 0), [3, 7]);
      assert.deepEqual(await go(0, 2), [20, 20]);
      assert.deepEqual(await go(-13, 2), [14, 13]);
      assert.deepEqual(await go(-1, 2, 0), [19, 13]);
      // Committed at once, and what is read next is there.
      assert.deepEqual(await run(committed(client)), [19, 13]);
      const [first] = await run(consumer.providePartitionInfo().getMessages({ count: 8, timeout: 1 }));
      assert.ok(first?.[1].offset === 19 || first?.[1].offset === 13);
      assert.equal(await run(consumer.pending()), 0);
      // What is below zero is zero.
      assert.deepEqual(await go(-1_000, 1, 0), [0, 20]);
      for (const wrong of [() => go(0.5), () => go(0, 3 as 2), () => go(0, 0, 9)]) {
        assert.ok((await failure(wrong())) instanceof ConfigError);
      }
      await run(consumer.stop());
    }));

  it('a seek while it waits drops what was asked for before', () =>
    withClient(async (client, _broker, { run, clock }) => {
      await run(produce(client, 0, 3));
      const consumer = new SimpleConsumer(client, null, 't', { ...QUIET, partitions: [0] });
      await run(consumer.seek(3));
      const waiting = consumer.getMessage({ timeout: null });
      await clock.advance(100);
      await run(consumer.seek(1));
      // Answers what was asked for before.
      await run(produce(client, 0, 1, 'late'));
      assert.equal((await run(waiting))?.offset, 1);
      const rest = await run(consumer.getMessages({ count: 3, timeout: 2 }));
      assert.deepEqual(rest.map(text), ['m2', 'late0']);
      await run(consumer.stop());
    }));

  it('autoOffsetReset: goes to the end, to the beginning, or nowhere, when the offset is not in the log', () =>
    withClient(async (client, broker, { run }) => {
      await run(produce(client, 0, 10));
      broker.truncateBefore('t', 0, 6);
      for (const autoOffsetReset of ['smallest', 'largest', null] as const) {
        for (const outside of [2, 400]) {
          const consumer = new SimpleConsumer(client, null, 't', { ...QUIET, partitions: [0], autoOffsetReset });
          await run(consumer.seek(outside));
          if (autoOffsetReset === null) {
            const error = await failure(run(consumer.getMessage({ timeout: 1 })));
            assert.match(error.message, /t-0/);
            assert.equal(error.name, 'OffsetOutOfRangeError');
            assert.deepEqual([...consumer.offsets], [[0, outside]]);
          } else {
            const message = await run(consumer.getMessage({ timeout: 1 }));
            assert.equal(message?.offset, autoOffsetReset === 'smallest' ? 6 : undefined);
            assert.deepEqual([...consumer.offsets], [[0, autoOffsetReset === 'smallest' ? 7 : 10]]);
          }
          await run(consumer.stop());
        }
      }
    }));

  it('resetPartitionOffset() goes where autoOffsetReset says, and gives null when nobody can say', () =>
    withClient(async (client, broker, { run }) => {
      await run(produce(client, 0, 10));
      broker.truncateBefore('t', 0, 6);
      const smallest = new SimpleConsumer(client, null, 't', { ...QUIET, autoOffsetReset: 'smallest' });
      const largest = new SimpleConsumer(client, null, 't', QUIET);
      const none = new SimpleConsumer(client, null, 't', { ...QUIET, autoOffsetReset: null });
      assert.equal(await run(smallest.resetPartitionOffset(0)), 6);
      assert.equal((await run(smallest.getMessage()))?.offset, 6);
      // What was fetched already does not come any more.
      assert.equal(await run(smallest.resetPartitionOffset(0)), 6);
      assert.equal((await run(smallest.getMessage()))?.offset, 6);
      assert.equal(await run(largest.resetPartitionOffset(0)), 10);
      assert.equal((await failure(run(none.resetPartitionOffset(0)))).name, 'OffsetOutOfRangeError');
      const refusal = broker.control(ListOffsets, () => ({
        topics: [{ name: 't', partitions: [{ partitionIndex: 0, errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED }] }],
      }));
      assert.equal(await run(largest.resetPartitionOffset(0)), null);
      refusal.remove();
      for (const consumer of [smallest, largest, none]) await run(consumer.stop());
    }));

  it('bufferSize, maxBufferSize: what is asked for doubles until a message fits, up to a limit', () =>
    withClient(
      async (client, broker, { run }) => {
        // As a broker before 0.10.1 gives them: as many bytes as were asked for, whatever that cuts.
        const values = ['small', 'x'.repeat(20_000), 'last'];
        const log = encodeMessageSet(createMessageSet(values).map((message, offset) => ({ ...message, offset })));
        const starts = values.map((_, i) => encodeMessageSet(createMessageSet(values.slice(0, i), 'none')).length);
        const sizes = new Set<number>();
        broker.control(Fetch, ({ topics }) => ({
          responses: topics.map(({ topic, partitions }) => ({
            topic,
            partitions: partitions.map(({ partition, fetchOffset, partitionMaxBytes }) => {
              sizes.add(partitionMaxBytes);
              const from = starts[Number(fetchOffset)] ?? log.length;
              const records = log.subarray(from, from + partitionMaxBytes);
              return { partitionIndex: partition, highWatermark: 3n, records };
            }),
          })),
        }));
        const read = async (options: SimpleConsumerOptions): Promise<(string | null)[]> => {
          sizes.clear();
          const all = { ...QUIET, partitions: [0], ...options };
          const consumer = new SimpleConsumer(client, null, 't', all);
          try {
            return (await run(consumer.getMessages({ count: 3, timeout: 3 }))).map(text);
          } finally {
            await run(consumer.stop());
          }
        };
        assert.deepEqual(await read({}), values);
        assert.deepEqual([...sizes], [4_096, 8_192, 16_384, 32_768]);
        assert.deepEqual(await read({ bufferSize: 15_000, maxBufferSize: null }), values);
        assert.deepEqual([...sizes], [15_000, 30_000]);
        const consumer = new SimpleConsumer(client, null, 't', { ...QUIET, partitions: [0], maxBufferSize: 10_000 });
        // What is before it comes.
        assert.equal((await run(consumer.getMessages({ count: 3, timeout: 3 }))).length, 1);
        const error = await failure(run(consumer.getMessages({ count: 3, timeout: 3 })));
        assert.ok(error instanceof ConsumerFetchSizeTooSmall);
        assert.match(error.message, /t-0 at offset 1: .*10000 bytes/);
        await run(consumer.stop());
        const wrong = { bufferSize: 2, maxBufferSize: 1 };
        assert.throws(
          () => new SimpleConsumer(client, null, 't', wrong),
          /"bufferSize": expected at most maxBufferSize/,
        );
      },
      { broker: { asVersion: '0.9' } },
    ));

  it('a message larger than maxBufferSize comes all the same since Kafka 0.10.1', () =>
    withClient(async (client, _broker, { run }) => {
      const messages = [createMessage('x'.repeat(20_000))];
      await run(client.sendProduceRequest([{ topic: 't', partition: 0, messages }]));
      const consumer = new SimpleConsumer(client, null, 't', { ...QUIET, partitions: [0], maxBufferSize: 5_000 });
      assert.equal((await run(consumer.getMessage()))?.message.value?.length, 20_000);
      await run(consumer.stop());
    }));

  it('partitions whose message is larger than what is left of an answer are not passed over', () =>
    withClient(async (client, _broker, { run }) => {
      // All three are on one node, whose answers begin with what was served longest ago.
      for (let i = 0; i < 5; i++) {
        for (const partition of [0, 3]) {
          const messages = [createMessage('x'.repeat(6_000))];
          await run(client.sendProduceRequest([{ topic: 't', partition, messages }]));
        }
      }
      const consumer = new SimpleConsumer(client, null, 't', { ...QUIET, partitions: [0, 3], iterTimeout: 2 });
      const order: number[] = [];
      await run(
        (async () => {
          for await (const [partition] of consumer.providePartitionInfo()) order.push(partition);
        })(),
      );
      assert.equal(order.length, 10);
      assert.deepEqual(order.slice(0, 4).sort(), [0, 0, 3, 3]);
      await run(consumer.stop());
    }));

  it('fetchSizeBytes: a broker waits a moment for so many bytes', () =>
    withClient(async (client, broker, { run }) => {
      const asked = new Set<string>();
      broker.control(Fetch, ({ minBytes, maxWaitMs }) => void asked.add(`${minBytes} ${maxWaitMs}`));
      const bySize = new SimpleConsumer(client, null, 't', { ...QUIET, fetchSizeBytes: 4_096 });
      await run(bySize.getMessage({ timeout: 0.1 }));
      const atOnce = new SimpleConsumer(client, null, 't', QUIET);
      await run(atOnce.getMessage({ timeout: 0.3 }));
      await run(atOnce.getMessage({ block: false }));
      assert.ok(asked.has('4096 100') && asked.has('1 300'), [...asked].join());
      for (const consumer of [bySize, atOnce]) await run(consumer.stop());
    }));

  it('goes on with the next leader, and holds nobody up while there is none', () =>
    withClient(async (client, broker, { run }) => {
      broker.createTopic('moving', { assignment: [[0, 2]] });
      await run(produce(client, 0, 5, 'm', 'moving'));
      const moving = new SimpleConsumer(client, null, 'moving', { bufferSize: 100 });
      assert.ok(await run(moving.getMessage()));
      broker.moveLeader('moving', 0, 2);
      assert.equal((await run(moving.getMessages({ count: 4, timeout: 20 }))).length, 4);
      await run(moving.stop());

      const consumer = new SimpleConsumer(client, null, 't', QUIET);
      await run(produce(client, 1, 2));
      assert.equal((await run(consumer.getMessages({ count: 2, timeout: 20 }))).length, 2);
      await run(broker.stop(1));
      await run(produce(client, 0, 2));
      assert.equal((await run(consumer.getMessages({ count: 3, timeout: 3 }))).length, 2);
      await run(broker.start(1));
      await run(produce(client, 1, 2));
      assert.equal((await run(consumer.getMessages({ count: 2, timeout: 60 }))).length, 2);
      await run(consumer.stop());
    }));

  it('says what is wrong for good: a topic that is gone, records that are damaged, nobody there', () =>
    withClient(async (client, broker, { run }) => {
      await run(produce(client, 0, 3));
      const consumer = new SimpleConsumer(client, null, 't', { ...QUIET, partitions: [0] });
      assert.equal(text(await run(consumer.getMessage())), 'm0');
      const [, damaged] = [...broker.log('t', 0).batches()].map(({ bytes }) => Buffer.from(bytes));
      damaged?.writeUInt8(0xff, damaged.length - 2);
      const damage = broker.control(Fetch, ({ topics }) => ({
        responses: topics.map(({ topic, partitions }) => ({
          topic,
          partitions: partitions.map(({ partition }) => ({
            partitionIndex: partition,
            highWatermark: 3n,
            records: damaged,
          })),
        })),
      }));
      await run(consumer.seek(1));
      const unreadable = await failure(run(consumer.getMessage({ timeout: 1 })));
      assert.ok(unreadable instanceof CodecError);
      assert.match(unreadable.message, /t-0 at offset 1/);
      damage.remove();
      // Nothing is lost by it.
      assert.equal(text(await run(consumer.getMessage({ timeout: 5 }))), 'm1');
      await run(consumer.getMessage());
      broker.deleteTopic('t');
      const gone = await failure(run(consumer.getMessage({ timeout: 1 })));
      assert.equal(gone.name, 'UnknownTopicOrPartitionError');
      const elsewhere = new SimpleClient({ bootstrapServers: 'nobody:1', runtime: client.cluster.runtime });
      const alone = new SimpleConsumer(elsewhere, null, 't');
      assert.ok((await failure(run(alone.getMessage()))) instanceof KafkaUnavailableError);
      for (const each of [consumer, alone]) await run(each.stop());
      await run(elsewhere.close());
    }));

  it('a topic that is not there yet is waited for, and a start that failed is tried again', () =>
    withClient(
      async (client, broker, { run }) => {
        const refusal = broker.control(Metadata, () => 'drop');
        const consumer = new SimpleConsumer(client, null, 'fresh');
        assert.notEqual(await failure(run(consumer.getMessage())), undefined);
        refusal.remove();
        assert.equal(await run(consumer.getMessage()), null);
        assert.equal(consumer.offsets.size, 1);
        await run(consumer.stop());
      },
      { broker: { autoCreateTopics: true, defaultPartitions: 1 } },
    ));

  it('stop() ends a read that waits, and what comes after it is refused', () =>
    withClient(async (client, _broker, { run }) => {
      const consumer = new SimpleConsumer(client, 'g', 't', QUIET);
      const waiting = consumer.getMessage({ timeout: null });
      await run(consumer.start());
      await run(consumer.stop());
      assert.equal(await run(waiting), null);
      assert.ok((await failure(consumer.getMessage())) instanceof StateError);
      assert.ok((await failure(consumer.getMessages())) instanceof StateError);
      await run(consumer.stop());
      // The client goes on.
      await run(client.sendMetadataRequest());
    }));

  it('two consumers of one client do not wait for each other', () =>
    withClient(async (client, _broker, { run, clock }) => {
      await run(produce(client, 3, 1));
      const quiet = new SimpleConsumer(client, null, 't', { ...QUIET, partitions: [0] });
      const busy = new SimpleConsumer(client, null, 't', { ...QUIET, partitions: [3] });
      const waiting = quiet.getMessage({ timeout: 100 });
      await run(quiet.start());
      const before = clock.monotonic();
      assert.equal(text(await run(busy.getMessage({ timeout: 100 }))), 'm0');
      assert.ok(clock.monotonic() - before < 400, `${clock.monotonic() - before} ms`);
      for (const consumer of [quiet, busy]) await run(consumer.stop());
      assert.equal(await run(waiting), null);
    }));

  it('refuses wrong arguments and options, each by name, and what takes a group without one', () =>
    withClient(async (client, _broker, { run }) => {
      const wrong: [SimpleConsumerOptions, RegExp][] = [
        [{ partitions: ['0'] as unknown as number[] }, /"partitions/],
        [{ autoCommitEveryN: 0 }, /"autoCommitEveryN"/],
        [{ autoOffsetReset: 'earliest' as 'largest' }, /"autoOffsetReset": expected 'largest', 'smallest' or null/],
        [{ offsetStorage: 'disk' as 'kafka' }, /"offsetStorage": expected 'kafka' or 'zookeeper'/],
        [{ fetchSize: 1 } as SimpleConsumerOptions, /fetchSize/],
      ];
      for (const [options, message] of wrong) {
        assert.throws(() => new SimpleConsumer(client, 'g', 't', options), { name: 'ConfigError', message });
      }
      assert.throws(() => new SimpleConsumer(odd({}), 'g', 't'), /client/);
      assert.throws(() => new SimpleConsumer(client, '', 't'), /group/);
      assert.throws(() => new SimpleConsumer(client, 'g', ''), /topic/);
      const consumer = new SimpleConsumer(client, null, 't');
      for (const call of [() => consumer.commit(), () => consumer.fetchLastKnownOffsets()]) {
        const error = await failure(call());
        assert.ok(error instanceof StateError);
        assert.match(error.message, /needs a group/);
      }
      await run(consumer.stop());
    }));
});
