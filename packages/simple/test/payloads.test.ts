import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readBatches } from '@k/codec';
import { failure } from '@k/testing';
import { ConfigError, Fetch, ListOffsets, OffsetCommit, OffsetFetch, Produce, type TopicPartition } from '@k/wire';
import {
  ChecksumError,
  type BrokerMetadata,
  type ConsumerMetadataResponse,
  type FetchRequestPayload,
  type FetchResponsePayload,
  type Message,
  type OffsetAndMessage,
  type OffsetCommitRequestPayload,
  type OffsetCommitResponsePayload,
  type OffsetFetchRequestPayload,
  type OffsetFetchResponsePayload,
  type OffsetRequestPayload,
  type OffsetResponsePayload,
  type ProduceRequestPayload,
  type ProduceResponsePayload,
  createGzipMessage,
  createMessage,
} from '../src/index.ts';
import { withClient } from './support/with-client.ts';

// The named tuples of kafka.common, where SimpleClient takes and gives them. docs/parity.md names these tests.

const at: TopicPartition = { topic: 't', partition: 0 };
const text = (value: string): Message => ({ magic: 0, attributes: 0, key: null, value: Buffer.from(value) });
const all: FetchRequestPayload = { ...at, offset: 0, maxBytes: 100_000 };

describe('the payloads of SimpleClient', () => {
  it('a ProduceRequestPayload takes messages, and a FetchResponsePayload gives them, beside bytes', () =>
    withClient(async (client, _, { run }) => {
      const message: Message = { magic: 0, attributes: 0, key: Buffer.from('k'), value: Buffer.from('v') };
      const sent: ProduceRequestPayload = { ...at, messages: [message, text('second')] };
      const answers: ProduceResponsePayload[] = await run(client.sendProduceRequest([sent]));
      assert.deepEqual(answers, [{ ...at, error: 0, offset: 0 }]);

      const asked: FetchRequestPayload = { ...at, offset: 0, maxBytes: 10_000 };
      const [fetched] = await run(client.sendFetchRequest([asked], { minBytes: 1 }));
      const payload: FetchResponsePayload | undefined = fetched;
      assert.deepEqual([payload?.topic, payload?.partition, payload?.error, payload?.highwaterMark], ['t', 0, 0, 2]);
      const [first, second]: readonly OffsetAndMessage[] = payload?.messages ?? [];
      assert.deepEqual([first?.offset, String(first?.message.key), String(first?.message.value)], [0, 'k', 'v']);
      assert.deepEqual([second?.offset, second?.message.key, String(second?.message.value)], [1, null, 'second']);
      assert.deepEqual([first?.message.magic, first?.message.attributes], [2, 0]);
      const [batch] = readBatches(fetched?.records ?? null);
      assert.equal(batch?.count, 2, 'one record batch, as brokers want it');

      const again: ProduceRequestPayload = { ...at, partition: 1, messages: [first?.message ?? text('none')] };
      assert.equal((await run(client.sendProduceRequest([again])))[0]?.error, 0, 'what was fetched can be sent');
    }));

  it('messages go in the format of the release, and times and compression with them', async () => {
    for (const [asVersion, magic] of [
      ['0.9', 0],
      ['0.10.2', 1],
      ['1.1', 2],
      [undefined, 2],
    ] as const) {
      // prettier-ignore
      await withClient(
        async (client, broker, { run }) => {
          const sent: { version: number; records: Uint8Array }[] = [];
          broker.control(Produce, ({ topicData }, { version }) => {
            for (const { partitionData } of topicData) {
              for (const { records } of partitionData) if (records !== null) sent.push({ version, records });
            }
          });
          const timed = createMessage('timed', 'k', { magic: 1, timestamp: 1_700_000_000_000 });
          const messages = [timed, createGzipMessage([['a', 'ka'], 'b'])];
          // In the old formats a compressed message stands alone in its set.
          const payloads = magic === 2 ? [messages] : messages.map((message) => [message]);
          for (const each of payloads) {
            const [answer] = await run(client.sendProduceRequest([{ ...at, messages: each }]));
            assert.equal(answer?.error, 0, String(asVersion));
          }

          assert.equal(sent.length, payloads.length);
          const parts = sent.flatMap(({ records }) => [...readBatches(records)]);
          const highest = Math.max(...parts.map((part) => part.magic));
          assert.equal(highest, magic, `Produce v${String(sent[0]?.version)}`);
          assert.equal(parts.at(-1)?.compression, 'gzip');
          if (magic === 2) assert.equal(parts.length, 1);

          const [fetched] = await run(client.sendFetchRequest([all], { minBytes: 1 }));
          assert.deepEqual(
            fetched?.messages.map(({ offset, message: { key, value, timestamp } }) => [
              offset,
              key && String(key),
              String(value),
              timestamp,
            ]),
            [
              [0, 'k', 'timed', magic === 0 ? -1 : 1_700_000_000_000],
              [1, 'ka', 'a', -1],
              [2, null, 'b', -1],
            ],
            String(asVersion),
          );
        },
        { broker: { ...(asVersion === undefined ? {} : { asVersion }) } },
      );
    }
  });

  it('messages begin at the offset asked for, whatever the batch begins with', () =>
    withClient(async (client, _, { run }) => {
      await run(client.sendProduceRequest([{ ...at, messages: ['a', 'b', 'c'].map(text) }]));
      const [fetched] = await run(client.sendFetchRequest([{ ...all, offset: 2 }], { minBytes: 1 }));
      assert.deepEqual(
        fetched?.messages.map(({ offset, message }) => [offset, String(message.value)]),
        [[2, 'c']],
      );
      assert.equal([...readBatches(fetched.records)][0]?.baseOffset, 0, 'the bytes are as they came');
      const [empty] = await run(client.sendFetchRequest([{ ...all, partition: 3 }]));
      assert.deepEqual(empty?.messages, []);
    }));

  it('damaged messages are a ChecksumError when they are read', () =>
    withClient(async (client, broker, { run }) => {
      await run(client.sendProduceRequest([{ ...at, messages: [text('whole')] }]));
      broker.control(Fetch, async (_, context) => {
        const answer = await context.forward();
        for (const { partitions = [] } of answer?.responses ?? []) {
          for (const partition of partitions as { records: Buffer | null }[]) {
            if (partition.records === null || partition.records.length === 0) continue;
            partition.records = Buffer.from(partition.records);
            partition.records[partition.records.length - 2] = 0xff;
          }
        }
        return answer;
      });
      const [fetched] = await run(client.sendFetchRequest([all], { minBytes: 1 }));
      assert.equal(fetched?.error, 0);
      assert.throws(() => fetched.messages, ChecksumError);
    }));

  it('refuses what nobody could write as messages, before anything is sent', () =>
    withClient(async (client, broker, world) => {
      const none = await world.run(failure(client.sendProduceRequest([{ ...at, messages: [] }])));
      assert.ok(none instanceof ConfigError);
      assert.match(none.message, /t-0 are none/);
      const strange = { ...text('x'), magic: 3 };
      const wrong = await world.run(failure(client.sendProduceRequest([{ ...at, messages: [strange] }])));
      assert.match(wrong.message, /t-0: a magic is 0, 1 or 2, got 3/);
      assert.equal(broker.connections.length, 0);
    }));

  it('an OffsetRequestPayload asks for times, and an OffsetResponsePayload has the offsets', () =>
    withClient(async (client, _, { run }) => {
      await run(client.sendProduceRequest([{ ...at, messages: [text('a'), text('b')] }]));
      const end: OffsetRequestPayload = { ...at, time: -1, maxOffsets: 1 };
      const answers: OffsetResponsePayload[] = await run(client.sendOffsetRequest([end]));
      assert.deepEqual(answers, [{ ...at, error: 0, offsets: [2] }]);
    }));

  it('offsets go in an OffsetCommitRequestPayload and come in an OffsetFetchResponsePayload', () =>
    withClient(async (client, _, { run }) => {
      const stored = { offset: 5, metadata: 'note' };
      const commit: OffsetCommitRequestPayload = { ...at, ...stored };
      const committed: OffsetCommitResponsePayload[] = await run(client.sendOffsetCommitRequest('g', [commit]));
      assert.deepEqual(committed, [{ ...at, error: 0 }]);
      const asked: OffsetFetchRequestPayload = at;
      const fetched: OffsetFetchResponsePayload[] = await run(client.sendOffsetFetchRequest('g', [asked]));
      assert.deepEqual(fetched, [{ ...at, ...stored, error: 0 }]);
      assert.deepEqual(await run(client.sendOffsetFetchRequestKafka('g', [asked])), fetched);
    }));

  it('a ConsumerMetadataResponse names the coordinator, as a BrokerMetadata does', () =>
    withClient(async (client, broker, { run }) => {
      const [answer]: ConsumerMetadataResponse[] = await run(client.sendConsumerMetadataRequest(['g']));
      const coordinator: BrokerMetadata | undefined = answer;
      assert.ok(broker.bootstrapServers.includes(`${String(coordinator?.host)}:${String(coordinator?.port)}`));
      assert.ok(broker.liveNodeIds.includes(coordinator?.nodeId ?? -1));
    }));
});

describe('the options of SimpleClient’s requests', () => {
  it('acks, timeoutMs, maxWaitMs and minBytes are in the requests, by default those of kafka-python', () =>
    withClient(async (client, broker, { run }) => {
      const asked: unknown[] = [];
      broker.control(Produce, ({ acks, timeoutMs }) => void asked.push({ acks, timeoutMs }));
      broker.control(Fetch, ({ maxWaitMs, minBytes }) => void asked.push({ maxWaitMs, minBytes }));
      const sent = { ...at, messages: [text('v')] };
      await run(client.sendProduceRequest([sent]));
      await run(client.sendProduceRequest([sent], { acks: -1, timeoutMs: 250 }));
      await run(client.sendFetchRequest([all]));
      await run(client.sendFetchRequest([all], { maxWaitMs: 20, minBytes: 1 }));
      assert.deepEqual(asked, [
        { acks: 1, timeoutMs: 1_000 },
        { acks: -1, timeoutMs: 250 },
        { maxWaitMs: 100, minBytes: 4_096 },
        { maxWaitMs: 20, minBytes: 1 },
      ]);
    }));

  it('failOnError: false gives every answer of every request, and callback takes each', () =>
    withClient(async (client, broker, world) => {
      const refusal = { errorCode: 29 };
      broker.control(Produce, ({ topicData }) => ({
        responses: topicData.map(({ name, partitionData }) => ({
          name,
          partitionResponses: partitionData.map(({ index }) => ({ index, ...refusal })),
        })),
      }));
      broker.control(Fetch, ({ topics }) => ({
        responses: topics.map(({ topic, partitions }) => ({
          topic,
          partitions: partitions.map(({ partition }) => ({ partitionIndex: partition, ...refusal })),
        })),
      }));
      broker.control(ListOffsets, ({ topics }) => ({
        topics: topics.map(({ name, partitions }) => ({
          name,
          partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, ...refusal })),
        })),
      }));
      broker.control(OffsetCommit, ({ topics }) => ({
        topics: topics.map(({ name, partitions }) => ({
          name,
          partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, ...refusal })),
        })),
      }));
      broker.control(OffsetFetch, ({ groups }) => ({
        groups: groups.map(({ groupId }) => ({ groupId, ...refusal })),
      }));
      const callback = (answer: TopicPartition & { readonly error?: number }): string =>
        `${answer.topic}-${String(answer.partition)}: ${String(answer.error)}`;
      const kept = { failOnError: false, callback: callback as (answer: unknown) => string } as const;
      const sent = { ...at, messages: [text('v')] };
      const time = { ...at, time: -1, maxOffsets: 1 };
      const offset = { ...at, offset: 1, metadata: '' };
      const requests = [
        (options: object) => client.sendProduceRequest([sent], options),
        (options: object) => client.sendFetchRequest([all], options),
        (options: object) => client.sendOffsetRequest([time], options),
        (options: object) => client.sendOffsetCommitRequest('g', [offset], options),
        (options: object) => client.sendOffsetFetchRequest('g', [at], options),
        (options: object) => client.sendOffsetFetchRequestKafka('g', [at], options),
      ];
      for (const request of requests) {
        assert.deepEqual(await world.run(request(kept) as Promise<unknown[]>), ['t-0: 29']);
        const thrown = await world.run(failure(request({ callback: () => assert.fail('it was not to be called') })));
        assert.equal(thrown.name, 'TopicAuthorizationFailedError');
      }
    }));
});
