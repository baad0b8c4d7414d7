import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeMessageSet, readBatches, RecordBatchWriter } from '@k/codec';
import { failure, inMemory } from '@k/testing';
import {
  ConfigError,
  ErrorCode,
  FindCoordinator,
  LeaderNotAvailableError,
  ListOffsets,
  Metadata,
  NotLeaderOrFollowerError,
  OffsetCommit,
  OffsetFetch,
  Produce,
  StateError,
  UnknownTopicOrPartitionError,
} from '@k/wire';
import {
  KafkaClient,
  SimpleClient,
  FailedPayloadsError,
  KafkaTimeoutError,
  KafkaUnavailableError,
  createMessage,
  createMessageSet,
} from '../src/index.ts';
import { withClient } from './support/with-client.ts';

function batchOf(...values: string[]): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 100_000 });
  for (const value of values) writer.tryAppend(1_700_000_000_000, null, value, []);
  return writer.seal();
}

const valuesIn = (bytes: Uint8Array): string[] =>
  [...readBatches(bytes)].flatMap((batch) => [...batch].map(({ value }) => String(value)));

const payload = (partition: number, value = `p${partition}`, topic = 't') => ({
  topic,
  partition,
  messages: batchOf(value),
});

describe('SimpleClient metadata', () => {
  it('loads the metadata of all topics, or of those named, and forgets it on request', () =>
    withClient(async (client, broker, { run }) => {
      broker.createTopic('u', { partitions: 2 });
      assert.deepEqual(client.topics, []);
      assert.deepEqual(client.getPartitionIdsForTopic('t'), []);
      await run(client.loadMetadataForTopics(['u']));
      assert.deepEqual(client.topics, ['u']);
      await run(client.loadMetadataForTopics());
      assert.deepEqual(client.topics.sort(), ['t', 'u']);
      assert.deepEqual(client.getPartitionIdsForTopic('t'), [0, 1, 2, 3, 4, 5]);
      client.resetTopicMetadata(['u']);
      assert.equal(client.hasMetadataForTopic('u'), false);
      assert.equal(client.hasMetadataForTopic('t'), true);
      client.resetAllMetadata();
      assert.deepEqual(client.topics, []);
    }));

  it('loadMetadataForTopics throws UnknownTopicOrPartitionError, and LeaderNotAvailableError unless told to ignore it', () =>
    withClient(async (client, broker, world) => {
      const unknown = await world.run(failure(client.loadMetadataForTopics(['t', 'misspelt'])));
      assert.ok(unknown instanceof UnknownTopicOrPartitionError);
      assert.match(unknown.message, /misspelt/);
      assert.equal(client.hasMetadataForTopic('t'), true, 'the other topic is taken in');
      broker.control(Metadata, async (_, context) => {
        const response = await context.forward();
        return { ...response, topics: [{ errorCode: ErrorCode.LEADER_NOT_AVAILABLE, name: 'young' }] };
      });
      assert.ok((await world.run(failure(client.loadMetadataForTopics(['young'])))) instanceof LeaderNotAvailableError);
      await world.run(client.loadMetadataForTopics(['young'], { ignoreLeaderNotAvailable: true }));
      assert.equal(client.hasMetadataForTopic('young'), false);
      await world.run(client.loadMetadataForTopics());
    }));

  it('ensureTopicExists creates a topic where brokers do, and says so when they do not', () =>
    withClient(
      async (client, broker, world) => {
        await world.run(client.ensureTopicExists('fresh'));
        assert.equal(client.hasMetadataForTopic('fresh'), true);
        assert.equal(broker.topic('fresh')?.partitions.length, 1);
        const silence = broker.control(Metadata, () => ({
          brokers: broker.liveNodeIds.map((nodeId) => ({ nodeId, host: 'h', port: 1 })),
          topics: [{ errorCode: ErrorCode.LEADER_NOT_AVAILABLE, name: 'never' }],
        }));
        const late = await world.run(failure(client.ensureTopicExists('never', { timeoutMs: 5_000 })));
        assert.ok(late instanceof KafkaTimeoutError, String(late));
        assert.match(late.message, /create topic 'never'.*5000 ms.*LEADER_NOT_AVAILABLE/);
        silence.remove();
      },
      { broker: { autoCreateTopics: true } },
    ));

  it('ensureTopicExists throws UnknownTopicOrPartitionError where nothing is created', () =>
    withClient(async (client, _, world) => {
      assert.ok((await world.run(failure(client.ensureTopicExists('t2')))) instanceof UnknownTopicOrPartitionError);
    }));

  it('sendMetadataRequest gives the answer as it is, errors included', () =>
    withClient(async (client, broker, { run }) => {
      const { brokers, topics } = await run(client.sendMetadataRequest(['t', 'misspelt']));
      assert.deepEqual(brokers.map(({ nodeId }) => nodeId).sort(), broker.liveNodeIds);
      assert.deepEqual(
        topics.map(({ name, errorCode }) => [name, errorCode]),
        [
          ['t', 0],
          ['misspelt', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
        ],
      );
    }));
});

describe('SimpleClient requests', () => {
  it('groups payloads by leader, and answers in the order of the payloads', () =>
    withClient(async (client, broker, { run }) => {
      const order = [5, 0, 3, 1, 4, 2];
      const seen: { nodeId: number; partitions: number[] }[] = [];
      broker.control(Produce, ({ topicData }, { nodeId }) => {
        seen.push({ nodeId, partitions: topicData.flatMap((topic) => topic.partitionData.map(({ index }) => index)) });
        return undefined;
      });
      const responses = await run(client.sendProduceRequest(order.map((partition) => payload(partition))));
      assert.deepEqual(
        responses,
        order.map((partition) => ({ topic: 't', partition, error: 0, offset: 0 })),
      );
      assert.deepEqual(
        seen.sort((a, b) => a.nodeId - b.nodeId),
        [
          { nodeId: 0, partitions: [0, 3] },
          { nodeId: 1, partitions: [1, 4] },
          { nodeId: 2, partitions: [5, 2] },
        ],
      );
      const fetched = await run(
        client.sendFetchRequest(
          order.map((partition) => ({ topic: 't', partition, offset: 0, maxBytes: 10_000 })),
          { minBytes: 1 },
        ),
      );
      assert.deepEqual(
        fetched.map(({ partition, error, highwaterMark, records }) => [
          partition,
          error,
          highwaterMark,
          valuesIn(records),
        ]),
        order.map((partition) => [partition, 0, 1, [`p${partition}`]]),
      );
    }));

  it('sends message sets of old formats in the Produce version that takes them', () =>
    withClient(async (client, broker, { run }) => {
      const versions: number[] = [];
      broker.control(Produce, (_, { version }) => void versions.push(version));
      const old = { topic: 't', partition: 0, messages: encodeMessageSet(createMessageSet([Buffer.from('old')])) };
      const message = createMessage(Buffer.from('of 0.10'), null, { magic: 1, timestamp: 1_700_000_000_000 });
      const middle = { topic: 't', partition: 1, messages: encodeMessageSet([message]) };
      const results = await run(client.sendProduceRequest([old, middle, payload(3, 'new')]));
      assert.deepEqual(
        results.map(({ error, partition }) => [partition, error]),
        [
          [0, 0],
          [1, 0],
          [3, 0],
        ],
      );
      assert.deepEqual(
        versions.sort((a, b) => a - b),
        [1, 2, 12],
      );
      const [read] = await run(
        client.sendFetchRequest([{ topic: 't', partition: 0, offset: 0, maxBytes: 1_000 }], { minBytes: 1 }),
      );
      assert.deepEqual(valuesIn(read!.records), ['old']);
    }));

  it('acks 0 waits for nothing and has no responses', () =>
    withClient(async (client, broker, world) => {
      assert.deepEqual(await world.run(client.sendProduceRequest([payload(0)], { acks: 0 })), []);
      await world.clock.advance(100);
      assert.equal(broker.log('t', 0).endOffset, 1);
    }));

  it('throws the error of a partition, forgetting the topic, or with failOnError: false returns it', () =>
    withClient(async (client, broker, world) => {
      await world.run(client.loadMetadataForTopics());
      broker.createTopic('moved', { assignment: [[0, 1]] });
      await world.run(client.loadMetadataForTopics(['moved']));
      broker.moveLeader('moved', 0, 1);
      const kept = await world.run(
        client.sendProduceRequest([payload(0, 'x', 'moved'), payload(1)], { failOnError: false }),
      );
      assert.deepEqual(
        kept.map((each) => (each instanceof FailedPayloadsError ? each : each.error)),
        [ErrorCode.NOT_LEADER_OR_FOLLOWER, 0],
      );
      assert.equal(client.hasMetadataForTopic('moved'), true);
      const error = await world.run(failure(client.sendProduceRequest([payload(1), payload(0, 'x', 'moved')])));
      assert.ok(error instanceof NotLeaderOrFollowerError);
      assert.match(error.message, /moved-0/);
      assert.equal(client.hasMetadataForTopic('moved'), false);
      assert.equal(client.hasMetadataForTopic('t'), true);
      const [again] = await world.run(client.sendProduceRequest([payload(0, 'x', 'moved')]));
      assert.equal(again?.error, 0, 'the new leader is found');
    }));

  it('a callback takes each response, in order, and its results take their place', () =>
    withClient(async (client, _, { run }) => {
      const lines = await run(
        client.sendProduceRequest([payload(4), payload(1)], {
          callback: ({ partition, offset }) => `${partition}@${offset}`,
        }),
      );
      assert.deepEqual(lines, ['4@0', '1@0']);
    }));

  it('a broker that hangs up fails its own payloads with FailedPayloadsError, and everything known is forgotten', () =>
    withClient(async (client, broker, world) => {
      await world.run(client.loadMetadataForTopics());
      const trouble = broker.control(Produce, () => 'close' as const, { nodeId: 1 });
      const kept = await world.run(
        client.sendProduceRequest([payload(0), payload(1), payload(2)], { failOnError: false }),
      );
      assert.deepEqual(
        kept.map((each) => each instanceof FailedPayloadsError),
        [false, true, false],
      );
      assert.deepEqual(client.topics, []);
      const error = await world.run(failure(client.sendProduceRequest([payload(0), payload(1), payload(2)])));
      assert.ok(error instanceof FailedPayloadsError);
      assert.match(error.message, /t-1: Produce request to broker 1: .*closed by the broker/);
      assert.equal((error.payload as { partition: number }).partition, 1);
      assert.ok(error.cause instanceof Error);
      trouble.remove();
      await world.run(client.sendProduceRequest([payload(1)]));
    }));

  it('throws UnknownTopicOrPartitionError and LeaderNotAvailableError when a payload has nowhere to go', () =>
    withClient(async (client, broker, world) => {
      const noTopic = await world.run(failure(client.sendProduceRequest([payload(0, 'x', 'nope')])));
      assert.ok(noTopic instanceof UnknownTopicOrPartitionError);
      const noPartition = await world.run(failure(client.sendProduceRequest([payload(6)])));
      assert.ok(noPartition instanceof UnknownTopicOrPartitionError);
      assert.match(noPartition.message, /t-6/);
      await world.run(broker.stop(2));
      client.resetAllMetadata();
      assert.ok((await world.run(failure(client.sendProduceRequest([payload(2)])))) instanceof LeaderNotAvailableError);
    }));

  it('a payload that the broker leaves out of its answer is a failed one', () =>
    withClient(async (client, broker, { run }) => {
      broker.control(Produce, async (_, context) => ({ ...(await context.forward()), responses: [] }), { nodeId: 1 });
      const results = await run(client.sendProduceRequest([payload(0), payload(1)], { failOnError: false }));
      assert.ok(results[1] instanceof FailedPayloadsError && !(results[0] instanceof FailedPayloadsError));
      assert.equal(results[1].message, 't-1: Produce request to broker 1: no answer for it');
    }));

  it('a payload whose leader nobody can be asked for is a failed one, and the others go on their way', () =>
    withClient(async (client, broker, world) => {
      await world.run(client.loadMetadataForTopics());
      for (const nodeId of [0, 1, 2]) await world.run(broker.stop(nodeId));
      client.resetTopicMetadata(['t']);
      const results = await world.run(client.sendProduceRequest([payload(0), payload(1)], { failOnError: false }));
      for (const result of results) {
        assert.ok(result instanceof FailedPayloadsError);
        assert.match(result.message, /^t-[01]: its leader cannot be asked for: .*no broker could be reached/);
        assert.ok(result.cause instanceof KafkaUnavailableError);
      }
    }));

  it('finds a leader that has come up since the cluster was looked at', () =>
    withClient(async (client, broker, { run }) => {
      await run(broker.stop(2));
      await run(client.loadMetadataForTopics());
      await run(broker.start(2));
      client.resetAllMetadata();
      const [answer] = await run(client.sendProduceRequest([payload(2)]));
      assert.equal(answer?.error, ErrorCode.NONE);
    }));

  it('asks another broker, once, when the one that was to answer for all of them is lost', () =>
    withClient(async (client, broker, world) => {
      await world.run(client.cluster.connect());
      const impossible = await world.run(failure(client.sendMetadataRequest([7 as never])));
      assert.equal(impossible.name, 'ConfigError', 'what cannot be sent is not tried again');
      const lost = broker.control(Metadata, () => 'close' as const, { times: 1 });
      const { topics } = await world.run(client.sendMetadataRequest());
      assert.deepEqual(
        topics.map(({ name }) => name),
        ['t'],
      );
      assert.equal(lost.calls, 1);
      const refused = broker.control(Metadata, () => 'close' as const);
      assert.ok((await world.run(failure(client.sendMetadataRequest()))) instanceof KafkaUnavailableError);
      refused.remove();
    }));

  it('throws KafkaUnavailableError when no broker can be reached', async () => {
    await using place = inMemory();
    const client = new SimpleClient({ bootstrapServers: 'down:1,gone:2', runtime: place.runtime });
    for (const attempt of [
      () => client.loadMetadataForTopics(),
      () => client.sendProduceRequest([payload(0)]),
      () => client.sendOffsetFetchRequest('g', [{ topic: 't', partition: 0 }]),
      () => client.ensureTopicExists('t'),
    ]) {
      const error = await place.run(failure(attempt()));
      assert.ok(error instanceof KafkaUnavailableError, String(error));
      assert.match(error.message, /down:1.*ECONNREFUSED|gone:2.*ECONNREFUSED/);
    }
    await place.run(client.close());
  });

  it('refuses two payloads of one partition before anything is sent', () =>
    withClient(async (client, broker, world) => {
      const error = await world.run(failure(client.sendProduceRequest([payload(0), payload(0)])));
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /t-0/);
      assert.equal(broker.log('t', 0).endOffset, 0);
    }));

  it('sendOffsetRequest finds the end, the beginning and a time', () =>
    withClient(async (client, _, { run }) => {
      await run(client.sendProduceRequest([payload(0, 'a'), payload(1, 'b')]));
      await run(client.sendProduceRequest([payload(0, 'c')]));
      const at = (partition: number, time: number) => ({ topic: 't', partition, time, maxOffsets: 1 });
      assert.deepEqual(await run(client.sendOffsetRequest([at(1, -1), at(0, -1), at(2, -1)])), [
        { topic: 't', partition: 1, error: 0, offsets: [1] },
        { topic: 't', partition: 0, error: 0, offsets: [2] },
        { topic: 't', partition: 2, error: 0, offsets: [0] },
      ]);
      const [start] = await run(client.sendOffsetRequest([at(0, -2)]));
      assert.deepEqual(start?.offsets, [0]);
      const [later] = await run(client.sendOffsetRequest([at(0, 1_800_000_000_000)]));
      assert.deepEqual(later?.offsets, [], 'no record is that young');
    }));

  it('sendOffsetRequest takes the list of segments that brokers before 0.10.1 answer', () =>
    withClient(
      async (client, broker, { run }) => {
        broker.control(ListOffsets, ({ topics }, { version }) => {
          assert.equal(version, 0);
          assert.equal(topics[0]?.partitions[0]?.maxNumOffsets, 2);
          return {
            topics: [{ name: 't', partitions: [{ partitionIndex: 0, errorCode: 0, oldStyleOffsets: [7n, 3n] }] }],
          };
        });
        const [answer] = await run(client.sendOffsetRequest([{ topic: 't', partition: 0, time: -1, maxOffsets: 2 }]));
        assert.deepEqual(answer?.offsets, [7, 3]);
      },
      { client: { apiVersions: ONLY_OLD } },
    ));
});

/** What 0.8.2 would have announced, had it been able to. */
const ONLY_OLD = [
  { apiKey: Produce.key, minVersion: 0, maxVersion: 0 },
  { apiKey: ListOffsets.key, minVersion: 0, maxVersion: 0 },
  { apiKey: Metadata.key, minVersion: 0, maxVersion: 0 },
  { apiKey: OffsetCommit.key, minVersion: 0, maxVersion: 0 },
  { apiKey: OffsetFetch.key, minVersion: 0, maxVersion: 0 },
];

describe('SimpleClient offsets of groups', () => {
  const at = (partition: number) => ({ topic: 't', partition });

  it('sendConsumerMetadataRequest names the coordinator of each group', () =>
    withClient(async (client, broker, { run }) => {
      const [one, two] = await run(client.sendConsumerMetadataRequest(['g', 'h']));
      assert.equal(one?.error, 0);
      assert.ok(broker.bootstrapServers.includes(`${one.host}:${one.port}`));
      assert.ok(broker.liveNodeIds.includes(two?.nodeId ?? -1));
      broker.control(FindCoordinator, (request) => ({
        coordinators: request.coordinatorKeys.map((key) => ({ key, errorCode: 30, nodeId: -1, host: '', port: -1 })),
      }));
      const [refused] = await run(client.sendConsumerMetadataRequest(['g']));
      assert.equal(refused?.error, ErrorCode.GROUP_AUTHORIZATION_FAILED);
    }));

  it('sendOffsetCommitRequest stores what sendOffsetFetchRequest and sendOffsetFetchRequestKafka read', () =>
    withClient(async (client, _, { run }) => {
      const commits = [2, 0].map((partition) => ({ ...at(partition), offset: 40 + partition, metadata: 'note' }));
      assert.deepEqual(await run(client.sendOffsetCommitRequest('g', commits)), [
        { ...at(2), error: 0 },
        { ...at(0), error: 0 },
      ]);
      const stored = [
        { ...at(0), offset: 40, metadata: 'note', error: 0 },
        { ...at(1), offset: -1, metadata: '', error: 0 },
        { ...at(2), offset: 42, metadata: 'note', error: 0 },
      ];
      assert.deepEqual(await run(client.sendOffsetFetchRequest('g', [at(0), at(1), at(2)])), stored);
      assert.deepEqual(await run(client.sendOffsetFetchRequestKafka('g', [at(0), at(1), at(2)])), stored);
    }));

  it('an error of the group as a whole is each payload’s, and a coordinator that moved is looked up again', () =>
    withClient(async (client, broker, { run }) => {
      broker.control(
        OffsetFetch,
        ({ groups }) => ({ groups: groups.map(({ groupId }) => ({ groupId, errorCode: ErrorCode.NOT_COORDINATOR })) }),
        { times: 1 },
      );
      const kept = await run(client.sendOffsetFetchRequest('g', [at(1), at(0)], { failOnError: false }));
      assert.deepEqual(
        kept.map((each) => (each instanceof FailedPayloadsError ? each : [each.partition, each.error])),
        [
          [1, ErrorCode.NOT_COORDINATOR],
          [0, ErrorCode.NOT_COORDINATOR],
        ],
      );
      const lookups = broker.control(FindCoordinator, () => undefined);
      await run(client.sendOffsetFetchRequest('g', [at(1)]));
      assert.equal(lookups.calls, 1);
    }));

  it('asks any broker, in version 0, where there are no coordinators yet', () =>
    withClient(
      async (client, broker, { run }) => {
        const versions: number[] = [];
        broker.control(OffsetFetch, ({ topics }, { version }) => {
          versions.push(version);
          const partitions = [{ partitionIndex: 0, committedOffset: 5n, metadata: 'zk', errorCode: 0 }];
          return { topics: (topics ?? []).map(({ name }) => ({ name, partitions })) };
        });
        const [answer] = await run(client.sendOffsetFetchRequest('g', [at(0)]));
        assert.deepEqual(answer, { ...at(0), offset: 5, metadata: 'zk', error: 0 });
        assert.deepEqual(versions, [0]);
      },
      { client: { apiVersions: ONLY_OLD } },
    ));
});

describe('SimpleClient life', () => {
  it('a copy knows what the original knows, and works after reinit()', () =>
    withClient(async (client, _, world) => {
      await world.run(client.loadMetadataForTopics());
      const copy = client.copy();
      assert.deepEqual(copy.topics, ['t']);
      copy.resetAllMetadata();
      assert.deepEqual(client.topics, ['t'], 'each has its own');
      const early = await world.run(failure(copy.sendProduceRequest([payload(0)])));
      assert.ok(early instanceof StateError);
      assert.match(early.message, /copy: call reinit\(\) first/);
      await world.run(copy.reinit());
      await world.run(copy.sendProduceRequest([payload(0)]));
      await world.run(copy.close());
      await world.run(client.sendProduceRequest([payload(0)]));
    }));

  it('close() closes every connection, and reinit() opens new ones', () =>
    withClient(async (client, broker, world) => {
      await world.run(client.sendProduceRequest([payload(0), payload(1), payload(2)]));
      assert.ok(broker.connections.length >= 3);
      await world.run(client.close());
      await world.clock.advance(10);
      assert.equal(broker.connections.length, 0);
      assert.ok((await world.run(failure(client.loadMetadataForTopics()))) instanceof StateError);
      await world.run(client.reinit());
      await world.run(client.sendProduceRequest([payload(0)]));
      await world.run(client.reinit());
      assert.equal((await world.run(client.sendMetadataRequest())).topics.length, 1);
    }));

  it('KafkaClient is the same, and wrong options are named', () => {
    assert.equal(KafkaClient, SimpleClient);
    assert.throws(() => new SimpleClient({ bootstrapServers: 'no port:x' }), ConfigError);
  });

  it('has kafka-python’s time limit, makes topics that it asks for, and tells brokers its clientId', () =>
    withClient(
      async (client, broker, { run }) => {
        const { requestTimeoutMs, allowAutoCreateTopics } = client.cluster.settings;
        assert.deepEqual([requestTimeoutMs, allowAutoCreateTopics], [120_000, true]);
        assert.equal(new SimpleClient({ bootstrapServers: 'a:1' }).cluster.clientId, 'k');
        await run(client.sendMetadataRequest());
        assert.deepEqual(
          broker.connections.map(({ clientId }) => clientId),
          ['old-program'],
        );
      },
      { client: { clientId: 'old-program' } },
    ));
});
