import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster, LeaderHint, TopicPartition } from '@k/cluster';
import { RecordBatchWriter } from '@k/codec';
import { errorFor, ErrorCode, type MessageInit, type ProduceRequest, type ProduceResponse, ZERO_UUID } from '@k/wire';
import { ProducerBatch } from '../src/batch.ts';
import { ClusterLink } from '../src/cluster-link.ts';
import type { ProduceReply } from '../src/link.ts';

const IDS: Readonly<Record<string, string>> = {
  a: '00000000-0000-0000-0000-00000000000a',
  b: '00000000-0000-0000-0000-00000000000b',
};

const OPTIONS = {
  acks: -1,
  requestTimeoutMs: 1_000,
  allowAutoCreateTopics: false,
  compressionType: 'none',
  enableIdempotence: true,
} as const;

function batchOf(topic: string, partition: number): ProducerBatch {
  const batch = new ProducerBatch(topic, partition, new RecordBatchWriter({ maxBytes: 1_000 }), 0);
  batch.tryAppend(1, null, 'x', undefined, () => undefined, 0);
  batch.seal();
  return batch;
}

type Partition = NonNullable<MessageInit<ProduceResponse>['responses']>[number];

/** A link to a cluster that is asked in `version`, and answers so. */
function linkTo(version: number, respond: () => Partition[], ids: Readonly<Record<string, string>> = IDS) {
  const requests: MessageInit<ProduceRequest>[] = [];
  const learnt: LeaderHint[] = [];
  const denied: unknown[] = [];
  const cluster: Record<string, unknown> = {
    openChannel: () => cluster,
    topic: (name: string) =>
      name === 'gone' ? undefined : { topicId: ids[name] ?? ZERO_UUID, errorCode: 0, partitions: [] },
    leaderDenied: (place: TopicPartition, broker: number) => denied.push({ ...place, broker }),
    learnLeaders: (hints: LeaderHint[]) => learnt.push(...hints),
    request: (
      _target: unknown,
      _api: unknown,
      body: (version: number) => MessageInit<ProduceRequest>,
      options: object,
    ) => {
      const { maxVersion = Infinity } = options as { maxVersion?: number };
      requests.push(body(Math.min(version, maxVersion)));
      return Promise.resolve({ responses: respond(), nodeEndpoints: [] });
    },
  };
  return { link: new ClusterLink(cluster as unknown as Cluster, OPTIONS), requests, learnt, denied };
}

/** The first offset of each batch; undefined where none was told. */
function offsetsOf(reply: ProduceReply): unknown[] {
  if ('error' in reply) throw reply.error;
  return Array.from(reply.answers, (answer) => answer && 'baseOffset' in answer && answer.baseOffset);
}

const nobody = { leaderId: -1, leaderEpoch: -1 };
const partitionResponse = (index: number, baseOffset: number, more: object = {}) => ({
  index,
  errorCode: 0,
  baseOffset: BigInt(baseOffset),
  logAppendTimeMs: -1n,
  errorMessage: null,
  recordErrors: [],
  currentLeader: nobody,
  ...more,
});

for (const [version, release, ids] of [
  [8, 'Kafka 2.7 and older, which give topics no ids', {}],
  [9, 'Kafka 2.8 to 4.0, which answer by name', IDS],
  [13, 'Kafka 4.1 on, which answer by id', IDS],
] as const) {
  test(`each batch gets its own answer, in whatever order they come: ${release}`, async () => {
    const byId = version >= 13;
    const nameOf = (name: string) => (byId ? { name: '', topicId: IDS[name] } : { name, topicId: ZERO_UUID });
    const { link, requests, learnt } = linkTo(
      version,
      () => [
        { ...nameOf('b'), partitionResponses: [partitionResponse(1, 40), partitionResponse(0, 30)] },
        { ...nameOf('a'), partitionResponses: [7, 1, 0].map((index) => partitionResponse(index, 10 * (index + 1))) },
      ],
      ids,
    );
    const batches = [batchOf('a', 0), batchOf('b', 0), batchOf('a', 1), batchOf('b', 1)];
    const reply = await link.produce(1, batches, 1_000);
    assert.deepEqual(offsetsOf(reply), [10, 30, 20, 40]);
    assert.deepEqual(learnt, []);
    assert.deepEqual(
      requests[0]?.topicData?.map(({ name, topicId, partitionData }) => [
        name ?? topicId,
        partitionData?.map(({ index }) => index),
      ]),
      [
        [byId ? IDS['a'] : 'a', [0, 1]],
        [byId ? IDS['b'] : 'b', [0, 1]],
      ],
    );
  });
}

test('answers in an order of their own are not sought through all batches', async () => {
  let looks = 0;
  const count = 500;
  const batches = Array.from({ length: count }, (_, partition) => {
    const batch = { topic: 'a', records: Buffer.alloc(0) };
    return Object.defineProperty(batch, 'partition', { get: () => (looks++, partition) }) as unknown as ProducerBatch;
  });
  const order = batches.map((_, partition) => (partition * 7) % count);
  const respond = () => [
    { name: 'a', topicId: ZERO_UUID, partitionResponses: order.map((index) => partitionResponse(index, index)) },
  ];
  const reply = await linkTo(9, respond).link.produce(1, batches, 1_000);
  assert.deepEqual(offsetsOf(reply), [...batches.keys()]);
  assert.ok(looks < 5 * count, `${looks} looks at ${count} batches`);
});

test('partitions and topics that nobody asked for, and one told twice, are no harm', async () => {
  const respond = () => [
    { name: 'c', topicId: ZERO_UUID, partitionResponses: [partitionResponse(0, 1)] },
    { name: 'a', topicId: ZERO_UUID, partitionResponses: [partitionResponse(9, 2), partitionResponse(0, 3)] },
    { name: 'a', topicId: ZERO_UUID, partitionResponses: [partitionResponse(0, 3)] },
  ];
  const reply = await linkTo(9, respond).link.produce(1, [batchOf('a', 0), batchOf('a', 1)], 1_000);
  assert.deepEqual(offsetsOf(reply), [3, undefined], 'of partition 1 nothing is told');
});

test('a topic without an id is named, whatever the version', async () => {
  const { link, requests } = linkTo(13, () => [], { a: IDS['a'] as string });
  for (const other of ['b', 'gone']) {
    await link.produce(1, [batchOf('a', 0), batchOf(other, 0)], 1_000);
    assert.deepEqual(
      requests.pop()?.topicData?.map(({ name }) => name),
      ['a', other],
    );
  }
});

test('what an answer tells beside the offset is passed on', async () => {
  const { link, learnt, denied } = linkTo(9, () => [
    {
      name: 'a',
      topicId: ZERO_UUID,
      partitionResponses: [
        partitionResponse(0, 5, { logAppendTimeMs: 77n }),
        partitionResponse(1, -1, {
          errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER,
          errorMessage: 'moved',
          currentLeader: { leaderId: 0, leaderEpoch: 3 },
        }),
        partitionResponse(2, -1, {
          errorCode: ErrorCode.INVALID_RECORD,
          recordErrors: [{ batchIndex: 0, batchIndexErrorMessage: 'no key' }],
        }),
      ],
    },
  ]);
  const reply = await link.produce(1, [batchOf('a', 0), batchOf('a', 1), batchOf('a', 2)], 1_000);
  if ('error' in reply) throw reply.error;
  assert.deepEqual(reply.answers, [
    { errorCode: 0, baseOffset: 5, logAppendTime: 77, errorMessage: null },
    { errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER, baseOffset: -1, logAppendTime: -1, errorMessage: 'moved' },
    {
      errorCode: ErrorCode.INVALID_RECORD,
      baseOffset: -1,
      logAppendTime: -1,
      errorMessage: 'no key',
      recordErrors: [{ place: 0, message: 'no key' }],
    },
  ]);
  assert.deepEqual(learnt, [{ topic: 'a', partition: 1, leaderId: 0, leaderEpoch: 3 }]);
  assert.deepEqual(denied, [{ topic: 'a', partition: 1, broker: 1 }]);
});

test('why an id is refused is told as it is', async () => {
  const refusal = errorFor(ErrorCode.CLUSTER_AUTHORIZATION_FAILED);
  const cluster = {
    openChannel: () => undefined,
    request: () => Promise.resolve({ errorCode: refusal.code, producerId: -1n, producerEpoch: -1 }),
  };
  const link = new ClusterLink(cluster as unknown as Cluster, OPTIONS);
  await assert.rejects(link.initProducerId(), { name: refusal.name, code: refusal.code });
});

test('what is wrong with the cluster: why metadata is not to be had, else why a broker cannot be reached', () => {
  const [metadataError, brokerError] = [new Error('no metadata'), new Error('no broker')];
  let health: unknown;
  const cluster = { openChannel: () => undefined, health: () => health };
  const link = new ClusterLink(cluster as unknown as Cluster, OPTIONS);
  const trouble = (lastError: Error | undefined, ...brokers: (Error | undefined)[]): Error | undefined => {
    health = { metadata: { lastError }, brokers: brokers.map((it) => ({ lastError: it })) };
    return link.trouble();
  };
  assert.equal(trouble(undefined, undefined), undefined);
  assert.equal(trouble(undefined, undefined, brokerError), brokerError);
  assert.equal(trouble(metadataError, brokerError), metadataError);
});
