import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Broker } from '@k/broker';
import { readBatches, type RecordBatch } from '@k/codec';
import { failure } from '@k/testing';
import { ConfigError, ErrorCode, Metadata, Produce, RequestTimedOutError, StateError } from '@k/wire';
import {
  FailedPayloadsError,
  KeyedProducer,
  type KeyedProducerOptions,
  LegacyPartitioner,
  Murmur2Partitioner,
  NotLeaderForPartitionError,
  Producer,
  RoundRobinPartitioner,
  SimpleProducer,
  type SimpleProducerOptions,
} from '../src/index.ts';
import { withClient } from './support/with-client.ts';

const t = { topic: 't', partition: 0 };
const PARTITIONS = [0, 1, 2, 3, 4, 5];

function batchesIn(broker: Broker, partition: number, topic = 't'): RecordBatch[] {
  return [...broker.log(topic, partition).batches()].flatMap(({ bytes }) => [...readBatches(bytes)]);
}

/** What each partition of t has, as `key=value`. */
function stored(broker: Broker): string[][] {
  const text = (data: Uint8Array | null): string => (data === null ? 'null' : Buffer.from(data).toString());
  return PARTITIONS.map((partition) =>
    batchesIn(broker, partition).flatMap((batch) =>
      [...batch].map(({ key, value }) => (key === null ? text(value) : `${text(key)}=${text(value)}`)),
    ),
  );
}

/** An answer to Produce with this error for all of its partitions. */
const answerWith =
  (errorCode: number) =>
  ({ topicData }: { topicData: readonly AnyTopicData[] }) => ({
    responses: topicData.map(({ name, partitionData }) => ({
      name,
      partitionResponses: partitionData.map(({ index }) => ({ index, errorCode, baseOffset: -1n })),
    })),
  });
interface AnyTopicData {
  readonly name: string;
  readonly partitionData: readonly { readonly index: number }[];
}

describe('SimpleProducer', () => {
  it('sendMessages gives each call’s messages to the next partition, and answers where they are', () =>
    withClient(async (client, broker, { run }) => {
      const producer = new SimpleProducer(client, { randomStart: false });
      const answers = [];
      for (let i = 0; i < 7; i++) answers.push(await run(producer.sendMessages('t', `a${i}`, Buffer.from(`b${i}`))));
      assert.deepEqual(stored(broker), [['a0', 'b0', 'a6', 'b6'], ...[1, 2, 3, 4, 5].map((i) => [`a${i}`, `b${i}`])]);
      assert.deepEqual(answers[6], [{ ...t, error: 0, offset: 2 }]);
      assert.equal(await run(producer.stop()), 0);
    }));

  it('randomStart: topics begin at partitions of their own, and go on in turn', () =>
    withClient(async (client, broker, { run }) => {
      const starts = new Set<number>();
      for (let i = 0; i < 20; i++) {
        const producer = new SimpleProducer(client, i % 2 === 0 ? {} : { randomStart: true });
        const partitions: number[] = [];
        for (let j = 0; j < 3; j++) partitions.push((await run(producer.sendMessages('t', 'm')))[0]!.partition);
        const [start = 0, ...rest] = partitions;
        assert.deepEqual(rest, [(start + 1) % 6, (start + 2) % 6]);
        starts.add(start);
      }
      assert.ok(starts.size > 2, [...starts].join());
      assert.equal(stored(broker).flat().length, 60);
    }));

  it('waits for a topic that is not there yet, once for all calls', () =>
    withClient(
      async (client, broker, { run }) => {
        const producer = new SimpleProducer(client, { randomStart: false });
        const control = broker.control(Metadata, ({ topics }) => {
          if (topics?.length === 1) asked++;
          return undefined;
        });
        let asked = 0;
        await run(Promise.all(['x', 'y'].map((value) => producer.sendMessages('fresh', value))));
        control.remove();
        assert.equal(broker.topicNames.includes('fresh'), true);
        assert.equal(batchesIn(broker, 0, 'fresh').length, 2);
        assert.ok(asked <= 3, `${asked} questions`);
      },
      { broker: { autoCreateTopics: true } },
    ));

  it('reqAcks, ackTimeout: are what a request says, and with 0 there are no responses', () =>
    withClient(async (client, broker, { run }) => {
      const asked: unknown[] = [];
      broker.control(Produce, ({ acks, timeoutMs }) => void asked.push([acks, timeoutMs]));
      const options: SimpleProducerOptions[] = [
        {},
        { reqAcks: SimpleProducer.ACK_AFTER_CLUSTER_COMMIT, ackTimeout: 77 },
        { reqAcks: SimpleProducer.ACK_NOT_REQUIRED },
      ];
      const answers = [];
      for (const each of options) answers.push(await run(new SimpleProducer(client, each).sendMessages('t', 'x')));
      assert.deepEqual(
        answers.map(({ length }) => length),
        [1, 1, 0],
      );
      await run(client.sendMetadataRequest());
      const { ACK_AFTER_LOCAL_WRITE, DEFAULT_ACK_TIMEOUT } = SimpleProducer;
      assert.deepEqual(asked, [
        [ACK_AFTER_LOCAL_WRITE, DEFAULT_ACK_TIMEOUT],
        [-1, 77],
        [0, DEFAULT_ACK_TIMEOUT],
      ]);
    }));

  it('codec, codecCompresslevel: a call’s messages are compressed together', () =>
    withClient(async (client, broker, { run }) => {
      for (const codec of ['none', 'gzip', 'snappy', 'lz4'] as const) {
        const producer = new SimpleProducer(client, { codec });
        const [answer] = await run(producer.sendMessages('t', 'a'.repeat(200), 'b'.repeat(200)));
        const batch = batchesIn(broker, answer!.partition).at(-1);
        assert.equal(batch?.compression, codec);
        assert.equal([...batch].length, 2);
      }
      const leveled = new SimpleProducer(client, { codec: 'gzip', codecCompresslevel: 1 });
      assert.equal((await run(leveled.sendMessages('t', 'x'))).length, 1);
      assert.throws(
        () => new SimpleProducer(client, { codec: 'zstd' as 'gzip' }),
        /"codec": expected one of none, gzip/,
      );
      assert.throws(
        () => new SimpleProducer(client, { codecCompresslevel: 1 }),
        /"codecCompresslevel".*unless codec is gzip/,
      );
    }));

  it('syncFailOnError: a failure is thrown, or given in the place of the response', () =>
    withClient(async (client, broker, { run }) => {
      await run(client.loadMetadataForTopics(['t']));
      broker.control(Produce, answerWith(ErrorCode.NOT_LEADER_OR_FOLLOWER), { times: 2 });
      const error = await run(failure(new SimpleProducer(client).sendMessages('t', 'x')));
      assert.ok(error instanceof NotLeaderForPartitionError);
      const lenient = new SimpleProducer(client, { syncFailOnError: false });
      const [answer] = await run(lenient.sendMessages('t', 'x'));
      assert.ok(!(answer instanceof FailedPayloadsError));
      assert.equal(answer?.error, ErrorCode.NOT_LEADER_OR_FOLLOWER);
      broker.control(Produce, () => 'close' as const, { times: 2 });
      assert.ok((await run(failure(new SimpleProducer(client).sendMessages('t', 'x')))) instanceof FailedPayloadsError);
      assert.ok((await run(lenient.sendMessages('t', 'x')))[0] instanceof FailedPayloadsError);
    }));

  it('refuses messages that are none, and wrong options, each by name', () =>
    withClient(async (client, _broker, { run }) => {
      const producer = new SimpleProducer(client);
      for (const wrong of [12, ['a'], { a: 1 }, null, undefined]) {
        const error = await run(failure(producer.sendMessages('t', wrong as unknown as string)));
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /SimpleProducer: sendMessages\(\).*messages/);
      }
      assert.ok((await run(failure(producer.sendMessages('t')))) instanceof ConfigError);
      assert.ok((await run(failure(producer.sendMessages('', 'x')))) instanceof ConfigError);
      assert.throws(() => new SimpleProducer('localhost:9092' as never), /client.*a SimpleClient/);
      assert.throws(
        () => new SimpleProducer(client, { batchSendEveryN: 0, asyncQueueMaxsize: -1 }),
        /"batchSendEveryN"[^]*"asyncQueueMaxsize"/,
      );
      await assert.rejects(producer.stop(-1), /timeout.*seconds/);
    }));
});

describe('KeyedProducer', () => {
  const keys = ['a', 'b', 'customer-4711', 'd'];

  it('sendMessages places messages by their key as HashedPartitioner does, and null is a tombstone', () =>
    withClient(async (client, broker, { run }) => {
      const producer = new KeyedProducer(client);
      for (const key of keys) await run(producer.sendMessages('t', key, 'first', null));
      const at = new LegacyPartitioner(PARTITIONS);
      const expected = PARTITIONS.map((partition) =>
        keys.filter((key) => at.partition(key) === partition).flatMap((key) => [`${key}=first`, `${key}=null`]),
      );
      assert.deepEqual(stored(broker), expected);
      assert.match((await run(failure(producer.sendMessages('t', null, null)))).message, /null beside a key/);
      assert.ok((await run(failure(producer.sendMessages('t', 7 as unknown as string, 'x')))) instanceof ConfigError);
    }));

  it('partitioner: another class places them; send() sends one message', () =>
    withClient(async (client, _broker, { run }) => {
      const place = async (partitioner: KeyedProducerOptions['partitioner']): Promise<number[]> => {
        const producer = new KeyedProducer(client, { partitioner });
        const partitions: number[] = [];
        for (const key of keys) {
          const [answer] = await run(producer.send('t', Buffer.from(key), 'x'));
          partitions.push(answer!.partition);
        }
        return partitions;
      };
      const murmur2 = new Murmur2Partitioner(PARTITIONS);
      assert.deepEqual(
        await place(Murmur2Partitioner),
        keys.map((key) => murmur2.partition(key)),
      );
      assert.deepEqual(await place(RoundRobinPartitioner), [0, 1, 2, 3]);
      assert.throws(
        () => new KeyedProducer(client, { partitioner: 'murmur2' as never }),
        /"partitioner": expected a class/,
      );
    }));
});

describe('Producer', () => {
  it('sendMessages appends to the partition that it is told', () =>
    withClient(async (client, broker, { run }) => {
      const producer = new Producer(client);
      const [answer] = await run(producer.sendMessages('t', 4, 'x', 'y'));
      assert.deepEqual(answer, { topic: 't', partition: 4, error: 0, offset: 0 });
      assert.deepEqual(stored(broker)[4], ['x', 'y']);
      for (const wrong of [-1, 1.5, 'x']) {
        assert.ok((await run(failure(producer.sendMessages('t', wrong as number, 'x')))) instanceof ConfigError);
      }
    }));
});

describe('producers with async: true', () => {
  const background = { async: true, randomStart: false } as const;

  it('batchSendEveryN: so many messages are sent at once, in one request to each leader', () =>
    withClient(async (client, broker, { run, clock }) => {
      const producer = new SimpleProducer(client, {
        async: true,
        randomStart: false,
        batchSendEveryN: 6,
        batchSendEveryT: 60,
      });
      const control = broker.control(Produce, () => undefined);
      for (let i = 0; i < 5; i++) assert.deepEqual(await run(producer.sendMessages('t', `m${i}`)), []);
      await clock.advance(59_000);
      assert.equal(control.calls, 0);
      await run(producer.sendMessages('t', 'm5'));
      await clock.advance(1_000);
      assert.equal(control.calls, 3);
      assert.deepEqual(stored(broker), [['m0'], ['m1'], ['m2'], ['m3'], ['m4'], ['m5']]);
      assert.equal(await run(producer.stop()), 0);
    }));

  it('batchSendEveryT: after so many seconds a message is sent, however few there are', () =>
    withClient(async (client, broker, { run, clock }) => {
      const producer = new SimpleProducer(client, { ...background, batchSendEveryT: 3 });
      await run(producer.sendMessages('t', 'first'));
      await clock.advance(1_000);
      await run(producer.sendMessages('t', 'second'));
      await clock.advance(1_900);
      assert.deepEqual(stored(broker).flat(), []);
      await clock.advance(200);
      assert.deepEqual(stored(broker).flat(), ['first', 'second']);
      await run(producer.sendMessages('t', 'third'));
      await clock.advance(3_100);
      assert.deepEqual(stored(broker).flat(), ['first', 'second', 'third']);
      await run(producer.stop());
    }));

  it('batchSend is the older name of async; messages of one partition keep their order and are compressed together', () =>
    withClient(async (client, broker, { run }) => {
      const producer = new KeyedProducer(client, { batchSend: true, codec: 'gzip' });
      const values = Array.from({ length: 50 }, (_, i) => `${i}`);
      for (const value of values) await run(producer.sendMessages('t', 'k', value));
      assert.equal(await run(producer.stop()), 0);
      assert.deepEqual(
        stored(broker).flat(),
        values.map((value) => `k=${value}`),
      );
      const at = new LegacyPartitioner(PARTITIONS).partition('k');
      assert.deepEqual(
        batchesIn(broker, at).map((batch) => [batch.compression, [...batch].length]),
        [
          ['gzip', 20],
          ['gzip', 20],
          ['gzip', 10],
        ],
      );
    }));

  it('asyncQueueMaxsize: what finds no room is in AsyncProducerQueueFull', () =>
    withClient(async (client, broker, { run, clock }) => {
      const producer = new SimpleProducer(client, { ...background, asyncQueueMaxsize: 2, batchSendEveryT: 1 });
      const error = await run(failure(producer.sendMessages('t', 'a', 'b', 'c', 'd')));
      assert.equal(error.name, 'AsyncProducerQueueFull');
      assert.deepEqual((error as { failedMessages?: unknown }).failedMessages, ['c', 'd']);
      assert.match(error.message, /2 messages.*asyncQueueMaxsize/);
      await clock.advance(1_100);
      assert.deepEqual(await run(producer.sendMessages('t', 'c', 'd')), []);
      await run(producer.stop());
      assert.deepEqual(stored(broker).slice(0, 2), [
        ['a', 'b'],
        ['c', 'd'],
      ]);
    }));

  it('asyncQueuePutTimeout: waits so many seconds for room, in the order of the calls', () =>
    withClient(async (client, broker, { run, clock }) => {
      const options = { ...background, asyncQueueMaxsize: 2, asyncQueuePutTimeout: 2 };
      const patient = new SimpleProducer(client, { ...options, batchSendEveryT: 1 });
      await run(Promise.all(['a', 'b', 'c', 'd', 'e'].map((value) => patient.sendMessages('t', value))));
      await run(patient.stop());
      assert.deepEqual(stored(broker).flat(), ['a', 'b', 'c', 'd', 'e']);
      const late = new SimpleProducer(client, { ...options, batchSendEveryT: 10 });
      await run(late.sendMessages('t', 'f', 'g'));
      const since = clock.monotonic();
      const error = await run(failure(late.sendMessages('t', 'h')));
      assert.equal(error.name, 'AsyncProducerQueueFull');
      assert.equal(clock.monotonic() - since, 2_000);
      await run(late.stop());
      assert.deepEqual(stored(broker).flat().sort(), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    }));

  it('asyncRetryLimit, asyncRetryBackoffMs: so often messages are sent again, after a pause each; then they are dropped', () =>
    withClient(async (client, broker, { run, clock }) => {
      const options = { ...background, batchSendEveryN: 1, asyncRetryLimit: 2, asyncRetryBackoffMs: 700 };
      const producer = new SimpleProducer(client, options);
      const times: number[] = [];
      const control = broker.control(Produce, (request) => {
        times.push(clock.monotonic());
        return answerWith(ErrorCode.LEADER_NOT_AVAILABLE)(request);
      });
      const dropped = new Promise<string>((resolve) => {
        producer.once('dropped', (error, { topic, partition, messages }) =>
          resolve(`${error.name} ${topic}-${partition} ${String(messages[0]?.value)}`),
        );
      });
      await run(producer.sendMessages('t', 'x'));
      assert.equal(await run(dropped), 'LeaderNotAvailableError t-0 x');
      assert.equal(times.length, 3);
      for (const [i, time] of times.slice(1).entries()) {
        const pause = time - (times[i] as number);
        assert.ok(pause >= 700 && pause < 800, `${pause} ms`);
      }
      control.remove();
      await run(producer.sendMessages('t', 'y'));
      assert.equal(await run(producer.stop()), 0);
      assert.deepEqual(stored(broker).flat(), ['y']);
    }));

  it('without a limit messages are sent again until they are stored, and nothing new goes before them', () =>
    withClient(async (client, broker, { run }) => {
      const producer = new SimpleProducer(client, { ...background, batchSendEveryN: 1 });
      broker.control(Produce, answerWith(ErrorCode.NOT_LEADER_OR_FOLLOWER), { times: 30 });
      await run(producer.sendMessages('t', 'a'));
      broker.control(Produce, () => 'close' as const, { times: 3 });
      await run(producer.sendMessages('t', 'b'));
      assert.equal(await run(producer.stop()), 0);
      assert.deepEqual(stored(broker).slice(0, 2), [['a'], ['b']]);
    }));

  it('asyncRetryOnTimeouts: whether messages go again after REQUEST_TIMED_OUT; what is wrong for good never does', () =>
    withClient(async (client, broker, { run }) => {
      const outcomeOf = async (errorCode: number, asyncRetryOnTimeouts?: boolean): Promise<unknown> => {
        const producer = new SimpleProducer(client, { ...background, batchSendEveryN: 1, asyncRetryOnTimeouts });
        let error: Error | undefined;
        producer.on('dropped', (reason) => (error = reason));
        const control = broker.control(Produce, answerWith(errorCode), { times: 1 });
        await run(producer.sendMessages('t', 'x'));
        await run(producer.stop());
        control.remove();
        return error;
      };
      assert.equal(await outcomeOf(ErrorCode.REQUEST_TIMED_OUT), undefined);
      assert.ok((await outcomeOf(ErrorCode.REQUEST_TIMED_OUT, false)) instanceof RequestTimedOutError);
      const tooLarge = await outcomeOf(ErrorCode.MESSAGE_TOO_LARGE);
      assert.equal((tooLarge as Error).name, 'MessageTooLargeError');
      assert.deepEqual(stored(broker).flat(), ['x']);
    }));

  it('asyncLogMessagesOnError: what is logged has the messages, or a hash of them', () => {
    const lines: { readonly fields: object; readonly message: string }[] = [];
    const quiet = (): void => undefined;
    const logger = {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (fields: object, message: string) => void lines.push({ fields, message }),
    };
    return withClient(
      async (client, broker, { run }) => {
        for (const asyncLogMessagesOnError of [true, false]) {
          lines.length = 0;
          const options = { ...background, batchSendEveryN: 1, asyncLogMessagesOnError };
          const producer = new SimpleProducer(client, options);
          broker.control(Produce, answerWith(ErrorCode.MESSAGE_TOO_LARGE), { times: 1 });
          await run(producer.sendMessages('t', 'a secret'));
          await run(producer.stop());
          const line = lines.find(({ message }) => message.startsWith('1 messages for t-0 were not stored'));
          assert.equal(JSON.stringify(line?.fields).includes('a secret'), asyncLogMessagesOnError);
          assert.equal('messagesHash' in (line?.fields ?? {}), !asyncLogMessagesOnError);
        }
      },
      { client: { logger } },
    );
  });

  it('stop(timeout), asyncStopTimeout: sends what is left, for so many seconds, and says how many messages were not sent', () =>
    withClient(async (client, broker, { run, clock }) => {
      const prompt = new SimpleProducer(client, background);
      await run(prompt.sendMessages('t', 'a', 'b'));
      assert.equal(await run(prompt.stop()), 0);
      assert.deepEqual(stored(broker)[0], ['a', 'b']);
      assert.ok((await run(failure(prompt.sendMessages('t', 'c')))) instanceof StateError);
      assert.equal(await run(prompt.stop()), 0, 'again');
      for (const fate of ['drop', 'close'] as const) {
        const control = broker.control(Produce, () => fate);
        for (const [seconds, stop] of [
          [5, (producer: SimpleProducer) => producer.stop(5)],
          [9, (producer: SimpleProducer) => producer.stop()],
        ] as const) {
          const producer = new SimpleProducer(client, { ...background, asyncStopTimeout: 9, batchSendEveryN: 3 });
          await run(producer.sendMessages('t', 'd', 'e', 'f', 'g'));
          const since = clock.monotonic();
          assert.equal(await run(stop(producer)), 4);
          assert.equal(clock.monotonic() - since, seconds * 1_000);
        }
        control.remove();
      }
      // The client that it was made with is the caller's.
      assert.deepEqual(client.topics, ['t']);
      await run(client.sendMetadataRequest());
    }));
});
