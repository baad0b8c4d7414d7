import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  checkError,
  ConfigError,
  Metadata,
  OffsetCommit,
  OffsetOutOfRangeError,
  Produce,
  Reader,
  WireError,
  Writer,
  type TopicPartition,
} from '@k/wire';
import type {
  BrokerMetadata,
  ConsumerMetadataRequest,
  ConsumerMetadataResponse,
  FetchRequestPayload,
  FetchResponsePayload,
  KafkaMessage,
  Message,
  MetadataRequestPayload,
  MetadataResponsePayload,
  OffsetAndMessage,
  OffsetCommitRequestPayload,
  OffsetCommitResponsePayload,
  OffsetFetchRequestPayload,
  OffsetFetchResponsePayload,
  OffsetRequestPayload,
  OffsetResponsePayload,
  ProduceRequestPayload,
  ProduceResponsePayload,
  RetryOptions,
} from '../src/index.ts';
import {
  groupByTopicAndPartition,
  readIntString,
  readShortString,
  relativeUnpack,
  writeIntString,
  writeShortString,
} from '../src/index.ts';

describe("kafka-python's data types", () => {
  test('payloads for several partitions become one request', () => {
    const payloads: OffsetCommitRequestPayload[] = [
      { topic: 'a', partition: 0, offset: 5, metadata: 'x' },
      { topic: 'b', partition: 2, offset: 6, metadata: '' },
      { topic: 'a', partition: 1, offset: 7, metadata: '' },
    ];
    const topics = [...groupByTopicAndPartition(payloads)].map(([name, partitions]) => ({
      name,
      partitions: [...partitions].map(([partitionIndex, { offset, metadata }]) => ({
        partitionIndex,
        committedOffset: offset,
        committedMetadata: metadata,
      })),
    }));
    const read = OffsetCommit.request.decode(2, OffsetCommit.request.encode(2, { groupId: 'g', topics }));
    assert.deepEqual(
      read.topics.map(({ name, partitions }) => [
        name,
        ...partitions.map((p) => [p.partitionIndex, p.committedOffset]),
      ]),
      [
        ['a', [0, 5n], [1, 7n]],
        ['b', [2, 6n]],
      ],
    );
  });

  test('a decoded Metadata response fits them', () => {
    const { brokers, topics } = Metadata.response.decode(
      0,
      Metadata.response.encode(0, {
        brokers: [{ nodeId: 1, host: 'h', port: 9092 }],
        topics: [{ name: 't', partitions: [{ partitionIndex: 3, leaderId: 1, replicaNodes: [1], isrNodes: [1] }] }],
      }),
    );
    const payload: MetadataResponsePayload = {
      brokers,
      topics: topics.flatMap(({ name, partitions }) =>
        partitions.map((p) => ({
          topic: name ?? '',
          partition: p.partitionIndex,
          leader: p.leaderId,
          replicas: p.replicaNodes,
          isr: p.isrNodes,
          error: p.errorCode,
        })),
      ),
    };
    assert.deepEqual(payload.topics, [{ topic: 't', partition: 3, leader: 1, replicas: [1], isr: [1], error: 0 }]);
    assert.equal(payload.brokers[0]?.host, 'h');
  });

  test('a payload with an error is refused by checkError, and its messages are KafkaMessages otherwise', () => {
    const payload: FetchResponsePayload = {
      topic: 't',
      partition: 1,
      error: 0,
      highwaterMark: 8,
      messages: [{ offset: 7, message: { magic: 0, attributes: 0, key: null, value: Buffer.from('v') } }],
    };
    const { topic, partition, messages } = checkError(payload);
    const flat: KafkaMessage[] = messages.map(({ offset, message: { key, value } }) => ({
      topic,
      partition,
      offset,
      key,
      value,
    }));
    assert.deepEqual(flat, [{ topic: 't', partition: 1, offset: 7, key: null, value: Buffer.from('v') }]);
    assert.throws(() => checkError({ ...payload, error: 1 }), OffsetOutOfRangeError);
  });

  test('every tuple of kafka.common has its fields, in camelCase', () => {
    const at: TopicPartition = { topic: 't', partition: 1 };
    const stored = { offset: 5, metadata: 'm' };
    const message: Message = { magic: 0, attributes: 0, key: null, value: null };
    const broker: BrokerMetadata = { nodeId: 1, host: 'h', port: 9092 };
    const leader: MetadataResponsePayload['topics'][number] = { ...at, leader: 1, replicas: [1], isr: [1], error: 0 };
    // The compiler refuses a field that is missing or of another name; kafka-python's are on the right.
    const tuples: [object, string][] = [
      [at, 'topic partition'],
      [message, 'magic attributes key value'],
      [broker, 'nodeId host port'],
      [leader, 'topic partition leader replicas isr error'],
      [{ offset: 1, message } satisfies OffsetAndMessage, 'offset message'],
      [{ ...at, offset: 1, key: null, value: null } satisfies KafkaMessage, 'topic partition offset key value'],
      [{ ...at, messages: [message] } satisfies ProduceRequestPayload, 'topic partition messages'],
      [{ ...at, error: 0, offset: 1 } satisfies ProduceResponsePayload, 'topic partition error offset'],
      [{ ...at, offset: 1, maxBytes: 9 } satisfies FetchRequestPayload, 'topic partition offset maxBytes'],
      [
        { ...at, error: 0, highwaterMark: 1, messages: [] } satisfies FetchResponsePayload,
        'topic partition error highwaterMark messages',
      ],
      [{ ...at, time: -1, maxOffsets: 1 } satisfies OffsetRequestPayload, 'topic partition time maxOffsets'],
      [{ ...at, error: 0, offsets: [1] } satisfies OffsetResponsePayload, 'topic partition error offsets'],
      [{ ...at, ...stored } satisfies OffsetCommitRequestPayload, 'topic partition offset metadata'],
      [{ ...at, error: 0 } satisfies OffsetCommitResponsePayload, 'topic partition error'],
      [at satisfies OffsetFetchRequestPayload, 'topic partition'],
      [{ ...at, ...stored, error: 0 } satisfies OffsetFetchResponsePayload, 'topic partition offset metadata error'],
      [{ groups: 'g' } satisfies ConsumerMetadataRequest, 'groups'],
      [{ error: 0, ...broker } satisfies ConsumerMetadataResponse, 'error nodeId host port'],
      [{ topics: ['t'] } satisfies MetadataRequestPayload, 'topics'],
      [{ brokers: [broker], topics: [leader] } satisfies MetadataResponsePayload, 'brokers topics'],
      [{ limit: null, backoffMs: 1, retryOnTimeouts: true } satisfies RetryOptions, 'limit backoffMs retryOnTimeouts'],
    ];
    assert.equal(tuples.length, 21);
    for (const [tuple, fields] of tuples) assert.equal(Object.keys(tuple).join(' '), fields);
  });

  test('groupByTopicAndPartition refuses two payloads for one partition, and says which', () => {
    const twice: ProduceRequestPayload[] = [
      { topic: 't', partition: 1, messages: [] },
      { topic: 't', partition: 1, messages: [] },
    ];
    assert.throws(() => groupByTopicAndPartition(twice), {
      name: ConfigError.name,
      message: 'groupByTopicAndPartition: two entries for t-1',
    });
    assert.equal(groupByTopicAndPartition<TopicPartition>([]).size, 0);
  });
});

describe("kafka-python's byte helpers", () => {
  test('short and int strings have the bytes of a Produce request of version 0', () => {
    const w = new Writer();
    w.int16(1);
    w.int32(1000);
    w.int32(1);
    writeShortString(w, 'topic');
    w.int32(1);
    w.int32(0);
    writeIntString(w, Buffer.from('records'));
    const bytes = w.finish();
    const message = {
      acks: 1,
      timeoutMs: 1000,
      topicData: [{ name: 'topic', partitionData: [{ index: 0, records: Buffer.from('records') }] }],
    };
    assert.deepEqual(bytes, Produce.request.encode(0, message));

    const r = new Reader(bytes);
    assert.deepEqual(relativeUnpack('>hii', r), [1, 1000, 1]);
    assert.equal(readShortString(r), 'topic');
    assert.deepEqual(relativeUnpack('2i', r), [1, 0]);
    assert.deepEqual(readIntString(r), Buffer.from('records'));
    assert.equal(r.remaining, 0);
  });

  test('null is a length of -1', () => {
    const w = new Writer();
    writeShortString(w, null);
    writeIntString(w, null);
    const bytes = w.finish();
    assert.equal(bytes.toString('hex'), 'ffffffffffff');
    const r = new Reader(bytes);
    assert.deepEqual([readShortString(r), readIntString(r)], [null, null]);
  });

  test('relativeUnpack knows the letters of struct, and says what it does not', () => {
    const bytes = Buffer.from(
      `01ffff8000ffff${'ff'.repeat(4)}${'ff'.repeat(8)}${'ff'.repeat(8)}3ff8000000000000`,
      'hex',
    );
    assert.deepEqual(relativeUnpack('>? b B h H I q Q d', new Reader(bytes)), [
      true,
      -1,
      255,
      -32768,
      65535,
      4294967295,
      -1n,
      18446744073709551615n,
      1.5,
    ]);
    assert.throws(() => relativeUnpack('>hs', new Reader(bytes)), /got "s" in ">hs"/);
    assert.throws(() => relativeUnpack('1000000000q', new Reader(bytes)), WireError);
  });
});
