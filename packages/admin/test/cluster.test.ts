import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failure } from '@k/testing';
import {
  AddRaftVoter,
  ApiVersions,
  DescribeCluster,
  DescribeQuorum,
  ErrorCode,
  Metadata,
  RemoveRaftVoter,
  UnregisterBroker,
  UnregisterController,
  UpdateFeatures,
} from '@k/wire';
import { PartialResultError } from '../src/index.ts';
import { FakeCluster } from './fake-cluster.ts';

const APIS = [
  DescribeCluster,
  DescribeQuorum,
  UpdateFeatures,
  AddRaftVoter,
  RemoveRaftVoter,
  UnregisterBroker,
  UnregisterController,
];
const DIRECTORY = 'mFNzqJbSRuKLT0DHMrdIJw';

it('describeCluster() tells the brokers, the controller and what one may do', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(DescribeCluster, () => ({
    clusterId: 'fake',
    controllerId: 2,
    clusterAuthorizedOperations: (1 << 5) | (1 << 9),
    brokers: [
      { brokerId: 1, host: 'a', port: 9092, rack: 'r1', isFenced: true },
      { brokerId: 2, host: 'b', port: 9092 },
    ],
  }));
  const options = { includeAuthorizedOperations: true, includeFencedBrokers: true };
  const described = await cluster.run(cluster.admin().describeCluster(options));
  const [first, second] = [
    { nodeId: 1, host: 'a', port: 9092, rack: 'r1', isFenced: true },
    { nodeId: 2, host: 'b', port: 9092, rack: null, isFenced: false },
  ];
  assert.deepEqual(described, {
    clusterId: 'fake',
    nodes: [first, second],
    controller: second,
    authorizedOperations: new Set(['CREATE', 'CLUSTER_ACTION']),
  });
  const [asked] = cluster.requests(DescribeCluster);
  const { includeClusterAuthorizedOperations, includeFencedBrokers, endpointType } = asked?.body ?? {};
  assert.deepEqual([includeClusterAuthorizedOperations, includeFencedBrokers, endpointType], [true, true, 1]);
});

it('before 2.8 the cluster is described by Metadata', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.upTo(DescribeCluster, -1);
  cluster.upTo(Metadata, 8);
  const admin = cluster.admin();
  const described = await cluster.run(admin.describeCluster());
  assert.deepEqual(
    described.nodes.map(({ nodeId, isFenced }) => [nodeId, isFenced]),
    [
      [0, false],
      [1, false],
    ],
  );
  assert.deepEqual([described.clusterId, described.controller?.nodeId], ['fake', 0]);
  assert.equal(described.authorizedOperations, undefined);
  const fenced = await cluster.run(failure(admin.describeCluster({ includeFencedBrokers: true })));
  assert.match(fenced.message, /DescribeCluster.*lacks it/);
  cluster.on(Metadata, () => ({
    clusterId: 'fake',
    controllerId: 0,
    brokers: [],
    clusterAuthorizedOperations: 1 << 7,
  }));
  const told = await cluster.run(admin.describeCluster({ includeAuthorizedOperations: true }));
  assert.deepEqual([told.authorizedOperations, told.controller], [new Set(['ALTER']), undefined]);
  assert.equal(cluster.requests(Metadata).at(-1)?.body.includeClusterAuthorizedOperations, true);
});

it('what a broker is too old to tell of the cluster names the release', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.upTo(DescribeCluster, 1);
  const fenced = await cluster.run(failure(cluster.admin().describeCluster({ includeFencedBrokers: true })));
  assert.match(fenced.message, /includeFencedBrokers needs Kafka 4\.0/);
  await using older = await FakeCluster.start(APIS);
  older.upTo(DescribeCluster, -1);
  older.upTo(Metadata, 7);
  const operations = await older.run(failure(older.admin().describeCluster({ includeAuthorizedOperations: true })));
  assert.match(operations.message, /includeAuthorizedOperations needs Kafka 2\.3/);
});

it('a cluster that refuses to be described says so', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(DescribeCluster, () => ({ errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED, errorMessage: 'no' }));
  const error = await cluster.run(failure(cluster.admin().describeCluster()));
  assert.match(error.message, /^CLUSTER_AUTHORIZATION_FAILED.*The broker says: no/);
});

it('describeFeatures() tells levels, of the broker that is named', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  await cluster.run(admin.connect());
  const { ranges } = cluster.nodes.get(1) as { ranges: object[] };
  cluster.nodes.get(1)?.on(ApiVersions, () => ({
    apiKeys: ranges,
    supportedFeatures: [{ name: 'metadata.version', minVersion: 7, maxVersion: 25 }],
    finalizedFeatures: [{ name: 'metadata.version', minVersionLevel: 7, maxVersionLevel: 20 }],
    finalizedFeaturesEpoch: 12n,
  }));
  const told = await cluster.run(admin.describeFeatures({ nodeId: 1 }));
  assert.deepEqual(told, {
    supportedFeatures: new Map([['metadata.version', { minVersion: 7, maxVersion: 25 }]]),
    finalizedFeatures: new Map([['metadata.version', { minVersionLevel: 7, maxVersionLevel: 20 }]]),
    finalizedFeaturesEpoch: 12,
  });
  const none = await cluster.run(admin.describeFeatures({ nodeId: 0 }));
  assert.deepEqual([none.finalizedFeaturesEpoch, none.supportedFeatures.size], [undefined, 0]);
});

it('updateFeatures() goes to the controller, and after it when it has moved', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(UpdateFeatures, ({ nodeId }) => {
    if (nodeId === cluster.controllerId && nodeId === 1) return {};
    cluster.controllerId = 1;
    return { errorCode: ErrorCode.NOT_CONTROLLER };
  });
  const updates = [
    { feature: 'group.version', maxVersionLevel: 1 },
    { feature: 'share.version', maxVersionLevel: 0, upgradeType: 'UNSAFE_DOWNGRADE' },
  ] as const;
  const done = await cluster.run(cluster.admin().updateFeatures(updates, { validateOnly: true }));
  assert.deepEqual([...done.keys()], ['group.version', 'share.version']);
  const asked = cluster.requests(UpdateFeatures);
  assert.deepEqual(
    asked.map(({ nodeId }) => nodeId),
    [0, 1],
  );
  assert.equal(asked[1]?.body.validateOnly, true);
  assert.deepEqual(
    asked[1].body.featureUpdates.map(({ feature, maxVersionLevel, upgradeType }) => [
      feature,
      maxVersionLevel,
      upgradeType,
    ]),
    [
      ['group.version', 1, 1],
      ['share.version', 0, 3],
    ],
  );
});

it('an error of all updates is the error of each; before 4.0 each has its own', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  const updates = [
    { feature: 'a', maxVersionLevel: 1 },
    { feature: 'b', maxVersionLevel: 1 },
  ];
  cluster.on(UpdateFeatures, () => ({ errorCode: ErrorCode.INVALID_UPDATE_VERSION, errorMessage: 'b is unknown' }));
  const all = await cluster.run(failure(admin.updateFeatures(updates)));
  assert.ok(all instanceof PartialResultError);
  assert.equal(all.errors.size, 2);
  cluster.upTo(UpdateFeatures, 1);
  await using older = await FakeCluster.start(APIS);
  older.upTo(UpdateFeatures, 1);
  older.on(UpdateFeatures, () => ({
    results: [{ feature: 'a' }, { feature: 'b', errorCode: ErrorCode.INVALID_UPDATE_VERSION, errorMessage: 'no b' }],
  }));
  const some = await older.run(failure(older.admin().updateFeatures(updates)));
  assert.ok(some instanceof PartialResultError);
  assert.deepEqual([...some.results.keys()], ['a']);
  assert.match(String(some.errors.get('b')), /INVALID_UPDATE_VERSION .*feature b.*no b/);
});

it('the first version of UpdateFeatures knows less', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.upTo(UpdateFeatures, 0);
  cluster.on(UpdateFeatures, ({ body }) => ({ results: body.featureUpdates.map(({ feature }) => ({ feature })) }));
  const admin = cluster.admin();
  const update = { feature: 'a', maxVersionLevel: 1 } as const;
  await cluster.run(admin.updateFeatures([update, { ...update, feature: 'b', upgradeType: 'SAFE_DOWNGRADE' }]));
  assert.deepEqual(
    cluster.requests(UpdateFeatures)[0]?.body.featureUpdates.map(({ allowDowngrade }) => allowDowngrade),
    [false, true],
  );
  const checked = await cluster.run(failure(admin.updateFeatures([update], { validateOnly: true })));
  assert.match(checked.message, /validateOnly needs Kafka 3\.3/);
  const unsafe = await cluster.run(failure(admin.updateFeatures([{ ...update, upgradeType: 'UNSAFE_DOWNGRADE' }])));
  assert.match(unsafe.message, /'UNSAFE_DOWNGRADE' needs Kafka 3\.3/);
});

it('describeMetadataQuorum() tells who leads and how far each is', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const state = { replicaId: 1, replicaDirectoryId: DIRECTORY, logEndOffset: 10n };
  cluster.on(DescribeQuorum, ({ body }) => ({
    topics: body.topics.map(({ topicName }) => ({
      topicName,
      partitions: [
        {
          leaderId: 1,
          leaderEpoch: 3,
          highWatermark: 9n,
          currentVoters: [{ ...state, lastFetchTimestamp: -1n, lastCaughtUpTimestamp: 77n }],
          observers: [{ ...state, replicaId: 2, lastFetchTimestamp: 5n }],
        },
      ],
    })),
    nodes: [{ nodeId: 1, listeners: [{ name: 'CONTROLLER', host: 'a', port: 9093 }] }],
  }));
  const quorum = await cluster.run(cluster.admin().describeMetadataQuorum());
  const told = { replicaDirectoryId: DIRECTORY, logEndOffset: 10 };
  assert.deepEqual(quorum, {
    leaderId: 1,
    leaderEpoch: 3,
    highWatermark: 9,
    voters: [{ replicaId: 1, ...told, lastFetchTimestamp: undefined, lastCaughtUpTimestamp: 77 }],
    observers: [{ replicaId: 2, ...told, lastFetchTimestamp: 5, lastCaughtUpTimestamp: undefined }],
    nodes: new Map([[1, { nodeId: 1, endpoints: [{ name: 'CONTROLLER', host: 'a', port: 9093 }] }]]),
  });
  const [asked] = cluster.requests(DescribeQuorum);
  assert.equal(asked?.body.topics[0]?.topicName, '__cluster_metadata');
});

it('a quorum that is between two leaders is asked again; one that may not be described is not', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const topicName = '__cluster_metadata';
  cluster.on(DescribeQuorum, (_, n) => ({
    topics: [
      {
        topicName,
        partitions: [{ leaderId: 1, errorCode: n === 0 ? ErrorCode.NOT_LEADER_OR_FOLLOWER : ErrorCode.NONE }],
      },
    ],
  }));
  const admin = cluster.admin();
  assert.equal((await cluster.run(admin.describeMetadataQuorum())).leaderId, 1);
  cluster.on(DescribeQuorum, () => ({ errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED }));
  assert.match((await cluster.run(failure(admin.describeMetadataQuorum()))).message, /^CLUSTER_AUTHORIZATION_FAILED/);
  cluster.on(DescribeQuorum, () => ({ topics: [] }));
  assert.match((await cluster.run(failure(admin.describeMetadataQuorum()))).message, /says nothing of __cluster_meta/);
});

it('voters are added and removed, and refused', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  const endpoints = [{ name: 'CONTROLLER', host: 'a', port: 9093 }];
  cluster.on(AddRaftVoter, () => ({}));
  await cluster.run(admin.addRaftVoter(3, DIRECTORY, endpoints, { clusterId: 'fake', timeoutMs: 1500.5 }));
  const [added] = cluster.requests(AddRaftVoter);
  const { voterId, voterDirectoryId, clusterId, listeners, timeoutMs } = added?.body ?? {};
  assert.deepEqual([voterId, voterDirectoryId, clusterId], [3, DIRECTORY, 'fake']);
  assert.deepEqual([listeners?.[0]?.port, timeoutMs], [9093, 1501]);
  cluster.on(AddRaftVoter, () => ({ errorCode: ErrorCode.DUPLICATE_VOTER, errorMessage: 'it votes' }));
  const twice = await cluster.run(failure(admin.addRaftVoter(3, DIRECTORY, endpoints)));
  assert.match(twice.message, /^DUPLICATE_VOTER \(AddRaftVoter, voter 3\).*it votes/);
  cluster.on(RemoveRaftVoter, () => ({}));
  await cluster.run(admin.removeRaftVoter(3, DIRECTORY));
  const [removed] = cluster.requests(RemoveRaftVoter);
  assert.deepEqual([removed?.body.voterId, removed?.body.clusterId], [3, null]);
  cluster.on(RemoveRaftVoter, () => ({ errorCode: ErrorCode.VOTER_NOT_FOUND }));
  assert.match((await cluster.run(failure(admin.removeRaftVoter(3, DIRECTORY)))).message, /^VOTER_NOT_FOUND/);
  await assert.rejects(admin.addRaftVoter(3, 'no-uuid', endpoints), /voterDirectoryId.*directory's id/);
  await assert.rejects(admin.addRaftVoter(3, DIRECTORY, []), /endpoints.*not empty/);
  await assert.rejects(admin.removeRaftVoter(-1, DIRECTORY), /voterId/);
});

it('brokers and controllers are unregistered, and refused', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  cluster.on(UnregisterBroker, ({ body }, n) => {
    if (n === 0) return { errorCode: ErrorCode.REQUEST_TIMED_OUT };
    return { errorCode: body.brokerId === 7 ? ErrorCode.NONE : ErrorCode.BROKER_ID_NOT_REGISTERED };
  });
  await cluster.run(admin.unregisterBroker(7));
  assert.equal(cluster.requests(UnregisterBroker).length, 2);
  const unknown = await cluster.run(failure(admin.unregisterBroker(8)));
  assert.match(unknown.message, /^BROKER_ID_NOT_REGISTERED \(UnregisterBroker, broker 8\)/);
  cluster.on(UnregisterController, ({ body }) => ({
    errorCode: body.controllerId === 7 ? ErrorCode.NONE : ErrorCode.CONTROLLER_ID_NOT_REGISTERED,
  }));
  await cluster.run(admin.unregisterController(7));
  assert.match((await cluster.run(failure(admin.unregisterController(8)))).message, /^CONTROLLER_ID_NOT_REGISTERED/);
  // @ts-expect-error -- a broker id is a number
  await assert.rejects(admin.unregisterBroker('7'), /brokerId/);
});

it('a broker that lacks what is asked for says so', async () => {
  await using cluster = await FakeCluster.start([]);
  const admin = cluster.admin();
  assert.match((await cluster.run(failure(admin.describeMetadataQuorum()))).message, /lacks it/);
  assert.match((await cluster.run(failure(admin.unregisterController(1)))).message, /lacks it/);
  const update = [{ feature: 'a', maxVersionLevel: 1 }];
  assert.match((await cluster.run(failure(admin.updateFeatures(update)))).message, /lacks it/);
});
