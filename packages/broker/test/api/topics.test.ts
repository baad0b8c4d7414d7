import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import {
  ApiVersions,
  CreatePartitions,
  CreateTopics,
  DeleteTopics,
  ErrorCode,
  FindCoordinator,
  InitProducerId,
  Metadata,
  OffsetFetch,
  SaslAuthenticate,
  SaslHandshake,
  ZERO_UUID,
} from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { batchOf } from '../support/records.ts';
import { produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';

describe('topics and cluster', () => {
  let broker: Broker;
  let client: RawClient;
  before(async () => {
    broker = await createBroker({ telemetry: true, nodes: 3, defaultPartitions: 2 });
    client = await RawClient.tcp(broker.bootstrapServers[0] as string);
  });
  after(async () => {
    client.close();
    await broker.close();
  });

  it('creates topics in every version and describes them in every version of Metadata', async () => {
    for (let version = CreateTopics.minVersion; version <= 7; version++) {
      const name = `created-v${String(version)}`;
      const response = await client.request(CreateTopics, version, {
        topics: [{ name, numPartitions: 3, replicationFactor: 2, configs: [{ name: 'retention.ms', value: '1000' }] }],
      });
      const [topic] = response.topics;
      assert.equal(topic?.errorCode, 0);
      if (version >= 5) {
        assert.equal(topic.numPartitions, 3);
        const config = topic.configs?.find((entry) => entry.name === 'retention.ms');
        assert.deepEqual([config?.value, config?.configSource], ['1000', 1]);
      }
      if (version >= 7) assert.equal(topic.topicId, broker.topic(name)?.topicId);
    }
    for (let version = 0; version <= 13; version++) {
      const response = await client.request(Metadata, version, { topics: [{ name: 'created-v7' }] });
      assert.deepEqual(
        response.brokers.map(({ nodeId, host, port }) => `${String(nodeId)} ${host}:${String(port)}`),
        broker.bootstrapServers.map((address, id) => `${String(id)} ${address}`),
      );
      const [topic] = response.topics;
      assert.equal(topic?.errorCode, 0);
      assert.deepEqual(
        topic.partitions.map(({ partitionIndex }) => partitionIndex),
        [0, 1, 2],
      );
      assert.equal(new Set(topic.partitions.map(({ leaderId }) => leaderId)).size, 3, 'leaders are spread');
      for (const { replicaNodes, isrNodes } of topic.partitions) assert.deepEqual(replicaNodes, isrNodes);
      if (version >= 1) assert.equal(response.controllerId, 0);
      if (version >= 2) assert.equal(response.clusterId, broker.clusterId);
      if (version >= 10) assert.equal(topic.topicId, broker.topic('created-v7')?.topicId);
    }
  });

  it('tells all topics, none, or those asked for', async () => {
    broker.createTopic('all-or-none');
    const names = async (version: number, topics: { name: string }[] | null): Promise<(string | null)[]> =>
      (await client.request(Metadata, version, { topics })).topics.map(({ name }) => name);
    assert.deepEqual(await names(0, []), broker.topicNames);
    assert.deepEqual(await names(1, null), broker.topicNames);
    assert.deepEqual(await names(1, []), []);
    assert.deepEqual(await names(9, [{ name: 'all-or-none' }]), ['all-or-none']);
  });

  it('looks topics up by id', async () => {
    const { topicId } = broker.createTopic('by-id');
    const unknown = 'B'.repeat(21) + 'A';
    const { topics } = await client.request(Metadata, 12, {
      topics: [
        { topicId, name: null },
        { topicId: unknown, name: null },
      ],
    });
    assert.deepEqual([topics[0]?.name, topics[0]?.errorCode], ['by-id', 0]);
    const early = await client.request(Metadata, 11, { topics: [{ topicId, name: 'by-id' }] });
    assert.equal(early.topics[0]?.errorCode, ErrorCode.INVALID_REQUEST);
    assert.deepEqual([topics[1]?.name, topics[1]?.errorCode], [null, ErrorCode.UNKNOWN_TOPIC_ID]);
  });

  it('creates topics by Metadata when both sides want that', async () => {
    const ask = async (name: string, allowAutoTopicCreation: boolean): Promise<number | undefined> =>
      (await client.request(Metadata, 4, { topics: [{ name }], allowAutoTopicCreation })).topics[0]?.errorCode;
    assert.equal(await ask('auto', false), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assert.equal(await ask('auto', true), 0);
    assert.equal(broker.topic('auto')?.partitions.length, 2);
    assert.equal(await ask('no good', true), ErrorCode.INVALID_TOPIC_EXCEPTION);
    await using strict = await createBroker({ autoCreateTopics: false });
    const other = await RawClient.tcp(strict.bootstrapServers[0] as string);
    const { topics } = await other.request(Metadata, 4, { topics: [{ name: 'auto' }] });
    assert.equal(topics[0]?.errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('refuses topics it cannot make', async () => {
    broker.createTopic('there');
    const create = async (topic: object): Promise<number | undefined> =>
      (
        await client.request(CreateTopics, 5, {
          topics: [{ name: 'new', numPartitions: 1, replicationFactor: 1, ...topic }],
        })
      ).topics[0]?.errorCode;
    assert.equal(await create({ name: 'there' }), ErrorCode.TOPIC_ALREADY_EXISTS);
    assert.equal(await create({ name: 'a b' }), ErrorCode.INVALID_TOPIC_EXCEPTION);
    assert.equal(await create({ numPartitions: 0 }), ErrorCode.INVALID_PARTITIONS);
    assert.equal(await create({ replicationFactor: 4 }), ErrorCode.INVALID_REPLICATION_FACTOR);
    assert.equal(await create({ configs: [{ name: 'no.such', value: '1' }] }), ErrorCode.INVALID_CONFIG);
    assert.equal(await create({ configs: [{ name: 'retention.ms', value: 'x' }] }), ErrorCode.INVALID_CONFIG);
    assert.equal(await create({ configs: [{ name: 'retention.ms', value: null }] }), ErrorCode.INVALID_CONFIG);
    const manual = { numPartitions: -1, replicationFactor: -1 };
    const assigned = (...brokerIds: number[][]) => ({
      assignments: brokerIds.map((ids, i) => ({ partitionIndex: i, brokerIds: ids })),
    });
    assert.equal(await create(assigned([0])), ErrorCode.INVALID_REQUEST);
    assert.equal(await create({ ...manual, ...assigned([0, 0]) }), ErrorCode.INVALID_REPLICA_ASSIGNMENT);
    assert.equal(await create({ ...manual, ...assigned([7]) }), ErrorCode.INVALID_REPLICA_ASSIGNMENT);
    assert.equal(broker.topic('new'), undefined);
    assert.equal(await create({ ...manual, ...assigned([2, 1], [1, 2]) }), 0);
    assert.deepEqual(
      broker.topic('new')?.partitions.map(({ leaderId }) => leaderId),
      [2, 1],
    );
    const twice = await client.request(CreateTopics, 5, { topics: [{ name: 'twice' }, { name: 'twice' }] });
    assert.deepEqual(
      twice.topics.map(({ errorCode }) => errorCode),
      [ErrorCode.INVALID_REQUEST],
    );
    const dry = await client.request(CreateTopics, 5, {
      topics: [{ name: 'dry', numPartitions: 4, replicationFactor: -1 }],
      validateOnly: true,
    });
    assert.deepEqual([dry.topics[0]?.errorCode, dry.topics[0]?.numPartitions, broker.topic('dry')], [0, 4, undefined]);
  });

  it('says why in the words of Kafka', async () => {
    broker.createTopic('in.two');
    const why = async (topic: object): Promise<string | null | undefined> =>
      (await client.request(CreateTopics, 5, { topics: [{ name: 'worded', numPartitions: -1, replicationFactor: -1, ...topic }] }))
        .topics[0]?.errorMessage; // prettier-ignore
    const assigned = (...brokerIds: number[][]) =>
      why({ assignments: brokerIds.map((ids, partitionIndex) => ({ partitionIndex, brokerIds: ids })) });
    const prefix = 'Topic name is invalid: ';
    assert.equal(await why({ name: '' }), `${prefix}the empty string is not allowed`);
    assert.equal(await why({ name: '..' }), `${prefix}'..' is not allowed`);
    const long = 'x'.repeat(250);
    assert.equal(
      await why({ name: long }),
      `${prefix}the length of '${long}' is longer than the max allowed length 249`,
    );
    assert.equal(
      await why({ name: 'a b' }),
      `${prefix}'a b' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`,
    );
    assert.equal(await why({ name: 'in_two' }), `Topic 'in_two' collides with existing topic: in.two`);
    assert.match(
      (await why({ replicationFactor: 4 })) ?? '',
      /^Unable to replicate the partition 4 time\(s\): The target/,
    );
    assert.match(
      (await why({ replicationFactor: 0, numPartitions: 0 })) ?? '',
      /^Replication factor must be larger than 0/,
    );
    assert.equal(await why({ numPartitions: 0 }), 'Number of partitions was set to an invalid non-positive value.');
    const includes = 'The manual partition assignment includes ';
    assert.equal(await assigned([]), `${includes}an empty replica list.`);
    assert.equal(await assigned([1, 7]), `${includes}broker 7, but no such broker is registered.`);
    assert.equal(await assigned([1, 2, 1]), `${includes}the broker 1 more than once.`);
    assert.equal(
      await assigned([1], [1, 2]),
      `${includes}a partition with 2 replica(s), but this is not consistent with previous partitions, which have 1 replica(s).`,
    );
    assert.equal(broker.topic('worded'), undefined);
  });

  it('compares names with those of topics that were there, not with each other', async () => {
    const create = async (names: string[], validateOnly: boolean): Promise<(number | undefined)[]> => {
      const topics = names.map((name) => ({ name, numPartitions: 1, replicationFactor: 1 }));
      return (await client.request(CreateTopics, 7, { topics, validateOnly })).topics.map(({ errorCode }) => errorCode);
    };
    for (const validateOnly of [true, false]) assert.deepEqual(await create(['a.b', 'a_b'], validateOnly), [0, 0]);
    assert.deepEqual(['a.b', 'a_b'].map((name) => broker.topic(name)?.name), ['a.b', 'a_b']); // prettier-ignore
    const names = ['x.y.z', 'x_y.z'];
    const { topics } = await client.request(Metadata, 9, {
      topics: names.map((name) => ({ name })),
      allowAutoTopicCreation: true,
    });
    assert.deepEqual(topics.map(({ errorCode }) => errorCode), [0, 0]); // prettier-ignore
    assert.deepEqual(await create(['a.b', 'x_y_z'], false), [
      ErrorCode.TOPIC_ALREADY_EXISTS,
      ErrorCode.INVALID_TOPIC_EXCEPTION,
    ]);
  });

  it('lets nobody make the topic of the controllers, and has none to delete or enlarge', async () => {
    const name = '__cluster_metadata';
    const spec = { name, numPartitions: 1, replicationFactor: 1 };
    const message = 'Creation of internal topic __cluster_metadata is prohibited.';
    for (const validateOnly of [true, false]) {
      const { topics } = await client.request(CreateTopics, 7, { topics: [spec], validateOnly });
      assert.deepEqual(topics.map((topic) => [topic.errorCode, topic.errorMessage]), [[ErrorCode.INVALID_REQUEST, message]]); // prettier-ignore
    }
    assert.throws(() => broker.createTopic(name), (error) => error instanceof Error && error.message.includes(message)); // prettier-ignore
    const unknown = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    const asked = await client.request(Metadata, 9, { topics: [{ name }], allowAutoTopicCreation: true });
    assert.equal(asked.topics[0]?.errorCode, unknown);
    const deleted = await client.request(DeleteTopics, 6, { topics: [{ name }] });
    assert.equal(deleted.responses[0]?.errorCode, unknown);
    const enlarged = await client.request(CreatePartitions, 3, { topics: [{ name, count: 2, assignments: null }] });
    assert.equal(enlarged.results[0]?.errorCode, unknown);
  });

  it('tells an id of a topic that is only tried, each time another', async () => {
    const topics = [{ name: 'tried', numPartitions: 1, replicationFactor: 1 }];
    const ids = new Set<string | undefined>([ZERO_UUID]);
    for (let i = 0; i < 2; i++) {
      const [topic] = (await client.request(CreateTopics, 7, { topics, validateOnly: true })).topics;
      assert.deepEqual([topic?.errorCode, topic?.errorMessage], [0, null]);
      ids.add(topic?.topicId);
    }
    assert.equal(ids.size, 3);
    assert.equal(broker.topic('tried'), undefined);
  });

  it('makes no topics when one request wants too many, as Kafka does', async () => {
    const outcomes = async (topics: object[], validateOnly = false): Promise<unknown[]> => {
      const response = await client.request(CreateTopics, 5, { topics, validateOnly });
      return [
        ...new Set(
          response.topics.map(({ errorCode, errorMessage }) => `${String(errorCode)} ${String(errorMessage)}`),
        ),
      ];
    };
    const one = { name: 'one-of-many', numPartitions: 1, replicationFactor: 1 };
    const partitions = '44 Excessively large number of partitions per request.';
    const records = '44 Unable to perform excessively large batch operation.';
    const many = (n: number): object[] => Array.from({ length: n }, (_, i) => ({ ...one, name: `many-${String(i)}` }));
    assert.deepEqual(await outcomes([{ ...one, numPartitions: 10_001 }]), [partitions]);
    assert.deepEqual(await outcomes([{ ...one, numPartitions: 2_147_483_647 }]), [partitions]);
    assert.deepEqual(await outcomes([one, { ...one, name: 'b', numPartitions: 10_000 }], true), [partitions]);
    assert.deepEqual(await outcomes([{ ...one, numPartitions: 10_000 }]), [records]);
    assert.deepEqual(await outcomes(many(10_001)), [partitions]);
    assert.deepEqual(await outcomes(many(5001)), [records]);
    assert.equal(broker.topic('one-of-many'), undefined);
    const before = broker.topicNames.length;
    const asked = Array.from({ length: 10_001 }, (_, i) => ({ name: `asked-${String(i)}` }));
    const { topics } = await client.request(Metadata, 9, { topics: asked });
    assert.equal(topics.length, asked.length);
    assert.deepEqual(
      new Set(topics.map(({ errorCode }) => errorCode)),
      new Set([ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]),
    );
    assert.equal(broker.topicNames.length, before);
  });

  it('answers once for what Metadata and OffsetFetch name twice', async () => {
    const { topicId } = broker.createTopic('named-twice');
    const byName = await client.request(Metadata, 9, { topics: [{ name: 'named-twice' }, { name: 'named-twice' }] });
    assert.deepEqual(
      byName.topics.map(({ name }) => name),
      ['named-twice'],
    );
    const byId = await client.request(Metadata, 12, {
      topics: [
        { topicId, name: null },
        { topicId, name: null },
      ],
    });
    assert.deepEqual(
      byId.topics.map(({ name }) => name),
      ['named-twice'],
    );
    const group = { groupId: 'twice', topics: null };
    assert.equal((await client.request(OffsetFetch, 9, { groups: [group, group] })).groups.length, 1);
  });

  it('deletes topics by name and by id, with their data', async () => {
    for (let version = DeleteTopics.minVersion; version <= 6; version++) {
      const name = `deleted-v${String(version)}`;
      broker.createTopic(name);
      const body = version >= 6 ? { topics: [{ name }] } : { topicNames: [name] };
      const response = await client.request(DeleteTopics, version, body);
      assert.deepEqual([response.responses[0]?.name, response.responses[0]?.errorCode], [name, 0]);
      assert.equal(broker.topic(name), undefined);
    }
    const { topicId } = broker.createTopic('deleted-by-id', { assignment: [[0]] });
    await produceTo(client, { name: 'deleted-by-id' }, 0, batchOf(['x']));
    const drop = async (topic: object): Promise<number | undefined> =>
      (await client.request(DeleteTopics, 6, { topics: [topic] })).responses[0]?.errorCode;
    assert.equal(await drop({ name: null, topicId }), 0);
    assert.equal(await drop({ name: null, topicId }), ErrorCode.UNKNOWN_TOPIC_ID);
    assert.equal(await drop({ name: 'deleted-by-id', topicId: ZERO_UUID }), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assert.equal(await drop({ name: 'deleted-by-id', topicId }), ErrorCode.INVALID_REQUEST);
    const { responses } = await client.request(DeleteTopics, 5, { topicNames: ['twice', 'twice'] });
    assert.deepEqual(
      responses.map(({ errorCode }) => errorCode),
      [ErrorCode.INVALID_REQUEST],
    );
    broker.createTopic('deleted-by-id');
    assert.equal(broker.log('deleted-by-id', 0).endOffset, 0);
  });

  it('announces what it serves, and what it serves works in the versions announced', async () => {
    // A file for each; two need the option `telemetry`.
    const files = readdirSync(new URL('../../../src/api', import.meta.url))
      .map((name) => Number.parseInt(name, 10))
      .filter((key) => !Number.isNaN(key))
      .sort((a, b) => a - b);
    assert.ok(files.length > 50);
    for (let version = 0; version <= 4; version++) {
      const named = { clientSoftwareName: 'raw-client', clientSoftwareVersion: '1.0' };
      const response = await client.request(ApiVersions, version, version >= 3 ? named : {});
      assert.equal(response.errorCode, 0);
      assert.deepEqual(
        response.apiKeys.map(({ apiKey }) => apiKey),
        files,
      );
    }
    const unnamed = await client.request(ApiVersions, 3, { clientSoftwareName: 'a b', clientSoftwareVersion: '1' });
    assert.equal(unnamed.errorCode, ErrorCode.INVALID_REQUEST);
  });

  it('answers an ApiVersions from the future in v0 with the range of ApiVersions', async () => {
    // Version 99 of a flexible header: key 18, version, correlation id 77, client id "x", no tags; then anything.
    const request = Buffer.from('00000010' + '0012' + '0063' + '0000004d' + '0001' + '78' + '00' + 'ffffffff', 'hex');
    const answer = await client.sendBytes(request, 77);
    const { errorCode, apiKeys } = ApiVersions.response.decode(0, answer.subarray(4));
    assert.equal(errorCode, ErrorCode.UNSUPPORTED_VERSION);
    assert.deepEqual(
      apiKeys.map(({ apiKey, minVersion, maxVersion }) => [apiKey, minVersion, maxVersion]),
      [[18, 0, 5]],
    );
    assert.equal((await client.request(ApiVersions, 0, {})).errorCode, 0, 'the connection goes on');
  });

  it('finds coordinators in every version, and refuses what it has none for', async () => {
    for (let version = 0; version <= 6; version++) {
      const response = await client.request(
        FindCoordinator,
        version,
        version >= 4 ? { coordinatorKeys: ['g', 'h'] } : { key: 'g' },
      );
      const found = version >= 4 ? response.coordinators : [response];
      assert.deepEqual(
        found.map(({ errorCode }) => errorCode),
        version >= 4 ? [0, 0] : [0],
      );
      const [first] = found;
      assert.equal(`${String(first?.host)}:${String(first?.port)}`, broker.bootstrapServers[first?.nodeId ?? -1]);
    }
    const transaction = await client.request(FindCoordinator, 3, { key: 't', keyType: 1 });
    assert.equal(`${transaction.host}:${String(transaction.port)}`, broker.bootstrapServers[transaction.nodeId]);
    const share = await client.request(FindCoordinator, 6, { coordinatorKeys: ['s'], keyType: 2 });
    assert.equal(share.coordinators[0]?.errorCode, ErrorCode.INVALID_REQUEST);
  });

  it('gives out producer ids, none twice', async () => {
    const ids = new Set<bigint>();
    for (let version = 0; version <= 5; version++) {
      const response = await client.request(InitProducerId, version, { transactionalId: null });
      assert.deepEqual([response.errorCode, response.producerEpoch], [0, 0]);
      ids.add(response.producerId);
    }
    assert.equal(ids.size, 6);
  });

  it('has no SASL on a plaintext listener', async () => {
    for (const version of [0, 1]) {
      const { errorCode, mechanisms } = await client.request(SaslHandshake, version, { mechanism: 'PLAIN' });
      assert.deepEqual([errorCode, mechanisms], [ErrorCode.ILLEGAL_SASL_STATE, []]);
    }
    for (const version of [0, 1, 2]) {
      const { errorCode } = await client.request(SaslAuthenticate, version, { authBytes: Buffer.from('x') });
      assert.equal(errorCode, ErrorCode.ILLEGAL_SASL_STATE);
    }
  });
});
