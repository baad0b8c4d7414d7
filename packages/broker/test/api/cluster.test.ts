import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  AddRaftVoter,
  ApiVersions,
  CreateTopics,
  DescribeCluster,
  DescribeQuorum,
  DescribeTopicPartitions,
  ErrorCode,
  RemoveRaftVoter,
  UnregisterBroker,
  UnregisterController,
  UpdateFeatures,
  ZERO_UUID,
} from '@k/wire';
import type { BrokerOptions } from '../../src/index.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';

const { NONE, BROKER_ID_NOT_REGISTERED, CONTROLLER_ID_NOT_REGISTERED, DUPLICATE_VOTER, VOTER_NOT_FOUND } = ErrorCode;

/** What takes several nodes, and what changes things; the rest is compared with a real Kafka in golden/cluster-probes.ts. */
describe('a cluster', () => {
  let simulated: Simulated;
  let client: RawClient;
  const start = async (options: BrokerOptions = {}): Promise<void> => {
    simulated = await Simulated.start({ nodes: 3, ...options });
    client = await simulated.client();
  };
  beforeEach(() => start());
  afterEach(() => simulated.stop());
  const stopNode = (id: number): Promise<void> => simulated.run(simulated.broker.stop(id));
  const startNode = (id: number): Promise<void> => simulated.run(simulated.broker.start(id));

  /** Ids of brokers, and whether they are fenced. */
  async function brokers(includeFencedBrokers = true): Promise<unknown[]> {
    const answer = await simulated.run(client.request(DescribeCluster, 2, { includeFencedBrokers }));
    return answer.brokers.map(({ brokerId, isFenced }) => [brokerId, isFenced]);
  }

  it('tells of brokers with their addresses and racks, and of those that are down to who asks', async () => {
    await simulated.stop();
    await start({ racks: ['x', 'y', 'z'] });
    await stopNode(1);
    assert.deepEqual(await brokers(false), [[0, false], [2, false]]); // prettier-ignore
    assert.deepEqual(await brokers(), [[0, false], [1, true], [2, false]]); // prettier-ignore
    const answer = await simulated.run(client.request(DescribeCluster, 2, { includeFencedBrokers: true }));
    assert.deepEqual(
      answer.brokers.map(({ host, port, rack }) => [`${host}:${port}`, rack]),
      simulated.broker.bootstrapServers.map((address, id) => [address, ['x', 'y', 'z'][id]]),
    );
    assert.deepEqual([answer.controllerId, answer.clusterId], [0, simulated.broker.clusterId]);
  });

  it('forgets a broker that is unregistered until it starts again, and puts no replicas there', async () => {
    const unregister = async (brokerId: number): Promise<number> =>
      (await simulated.run(client.request(UnregisterBroker, 0, { brokerId }))).errorCode;
    simulated.broker.createTopic('t', { assignment: [[1, 0]] });
    await stopNode(1);
    assert.deepEqual([await unregister(1), await unregister(1), await unregister(9)], [NONE, BROKER_ID_NOT_REGISTERED, BROKER_ID_NOT_REGISTERED]); // prettier-ignore
    assert.deepEqual(await brokers(), [[0, false], [2, false]]); // prettier-ignore
    const topics = [{ name: 'wide', numPartitions: 1, replicationFactor: 3 }];
    const wide = await simulated.run(client.request(CreateTopics, 7, { topics }));
    assert.equal(wide.topics[0]?.errorCode, ErrorCode.INVALID_REPLICATION_FACTOR);
    const { partitions } = simulated.broker.createTopic('u', { partitions: 4, replicationFactor: 2 });
    assert.ok(partitions.every(({ replicas }) => !replicas.includes(1)));
    assert.deepEqual(simulated.broker.topic('t')?.partitions[0]?.replicas, [1, 0], 'what it has stays its own');
    await startNode(1);
    assert.deepEqual(await brokers(), [[0, false], [1, false], [2, false]]); // prettier-ignore
    assert.deepEqual(simulated.broker.topic('t')?.partitions[0]?.isr, [1, 0]);
    assert.equal(simulated.broker.createTopic('wide', { replicationFactor: 3 }).partitions[0]?.isr.length, 3);
  });

  it('takes partitions from one that is unregistered while it is up', async () => {
    simulated.broker.createTopic('t', { assignment: [[1, 0]] });
    await simulated.run(client.request(UnregisterBroker, 0, { brokerId: 1 }));
    assert.deepEqual(await brokers(), [[0, false], [2, false]]); // prettier-ignore
    assert.equal(simulated.broker.topic('t')?.partitions[0]?.leaderId, 0);
  });

  it('tells of topics page by page, as long as there are more', async () => {
    for (const name of ['c', 'a', 'b']) simulated.broker.createTopic(name, { partitions: name === 'b' ? 5 : 2 });
    const pages: unknown[] = [];
    type Cursor = { topicName: string; partitionIndex: number };
    const page = async (cursor: Cursor | null): Promise<Cursor | null> => {
      const body = { cursor, topics: [], responsePartitionLimit: 3 };
      const { topics, nextCursor } = await simulated.run(client.request(DescribeTopicPartitions, 0, body));
      pages.push(topics.map(({ name, partitions }) => [name, partitions.map((each) => each.partitionIndex)]));
      return nextCursor;
    };
    for (let cursor = await page(null); cursor !== null;) cursor = await page(cursor);
    assert.deepEqual(pages, [
      [['a', [0, 1]], ['b', [0]]],
      [['b', [1, 2, 3]]],
      [['b', [4]], ['c', [0, 1]]],
    ]); // prettier-ignore
  });

  it('tells of at most 2,000 partitions at a time', async () => {
    simulated.broker.createTopic('t', { partitions: 2_100, replicationFactor: 1 });
    const body = { topics: [{ name: 't' }], responsePartitionLimit: 1_000_000 };
    const { topics, nextCursor } = await simulated.run(client.request(DescribeTopicPartitions, 0, body));
    assert.equal(topics[0]?.partitions.length, 2_000);
    assert.deepEqual([nextCursor?.topicName, nextCursor?.partitionIndex], ['t', 2_000]);
  });

  describe('quorum', () => {
    async function quorum() {
      const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];
      const answer = await simulated.run(client.request(DescribeQuorum, 2, { topics }));
      const state = answer.topics[0]?.partitions[0];
      assert.ok(state !== undefined);
      return { ...state, nodes: answer.nodes.map(({ nodeId }) => nodeId) };
    }
    const ids = (replicas: readonly { replicaId: number }[]): number[] => replicas.map(({ replicaId }) => replicaId);
    const features = (maxVersionLevel: number, upgradeType = 1) =>
      simulated.run(client.request(UpdateFeatures, 2, { featureUpdates: [{ feature: 'kraft.version', maxVersionLevel, upgradeType }] })); // prettier-ignore
    const remove = async (voterId: number, voterDirectoryId: string): Promise<number> =>
      (await simulated.run(client.request(RemoveRaftVoter, 0, { clusterId: null, voterId, voterDirectoryId }))).errorCode; // prettier-ignore
    const add = async (voterId: number, voterDirectoryId: string): Promise<number> => {
      const listeners = [{ name: 'CONTROLLER', host: 'localhost', port: 1 }];
      const body = { clusterId: null, voterId, voterDirectoryId, listeners };
      return (await simulated.run(client.request(AddRaftVoter, 1, body))).errorCode;
    };

    it('has the lowest node that is up lead, and knows how far the others are', async () => {
      const before = await quorum();
      assert.deepEqual([before.leaderId, before.leaderEpoch, ids(before.currentVoters)], [0, 1, [0, 1, 2]]);
      await stopNode(0);
      client = await simulated.client(1);
      await simulated.clock.advance(5_000);
      const { leaderId, leaderEpoch, highWatermark, currentVoters, nodes } = await quorum();
      assert.deepEqual([leaderId, leaderEpoch, nodes], [1, 2, [0, 1, 2]]);
      assert.equal(highWatermark - before.highWatermark, 10n);
      assert.deepEqual(currentVoters.map(({ logEndOffset }) => logEndOffset - before.highWatermark), [0n, 10n, 10n]); // prettier-ignore
      const [down, up] = currentVoters;
      assert.equal((up?.lastFetchTimestamp ?? 0n) - (down?.lastFetchTimestamp ?? 0n), 5_000n);
      await startNode(0);
      assert.equal((await quorum()).leaderId, 1, 'who leads goes on');
    });

    it('has other voters from kraft.version 1 on (KIP-853)', async () => {
      const [first] = (await quorum()).currentVoters;
      assert.equal(first?.replicaDirectoryId, ZERO_UUID);
      assert.equal(await remove(1, 'AAAAAAAAAAAAAAAAAAAAAQ'), ErrorCode.UNSUPPORTED_VERSION);
      assert.equal((await features(1)).errorCode, NONE);
      const voters = (await quorum()).currentVoters.map(({ replicaDirectoryId }) => replicaDirectoryId);
      const [own = '', other = ''] = voters;
      assert.equal(new Set(voters).size, 3);
      assert.equal(await remove(1, own), VOTER_NOT_FOUND, 'another directory');
      assert.equal(await remove(0, own), NONE);
      const { leaderId, leaderEpoch, currentVoters, observers, nodes } = await quorum();
      assert.deepEqual([leaderId, leaderEpoch, ids(currentVoters), ids(observers), nodes], [1, 2, [1, 2], [0], [1, 2]]);
      assert.deepEqual([await add(1, other), await add(0, other), await add(9, other)], [DUPLICATE_VOTER, ErrorCode.REQUEST_TIMED_OUT, ErrorCode.REQUEST_TIMED_OUT]); // prettier-ignore
      assert.equal(await remove(2, voters[2] ?? ''), NONE);
      assert.equal(await remove(1, other), VOTER_NOT_FOUND, 'the last one');
      assert.equal(await add(0, own), NONE);
      assert.deepEqual(ids((await quorum()).currentVoters), [0, 1]);
      const { errorCode, errorMessage } = await features(0, 2);
      assert.equal(errorCode, ErrorCode.INVALID_UPDATE_VERSION);
      assert.match(errorMessage ?? '', /Can't downgrade the version of this feature\.$/);
    });

    it('forgets a controller that does not lead until it starts again (KIP-1312)', async () => {
      const unregister = async (controllerId: number): Promise<number> =>
        (await simulated.run(client.request(UnregisterController, 0, { controllerId }))).errorCode;
      await stopNode(2);
      assert.deepEqual([await unregister(0), await unregister(2), await unregister(2)], [ErrorCode.INVALID_REQUEST, NONE, CONTROLLER_ID_NOT_REGISTERED]); // prettier-ignore
      await startNode(2);
      assert.deepEqual([await unregister(2), await unregister(-1)], [NONE, CONTROLLER_ID_NOT_REGISTERED]);
    });
  });

  it('changes features all together or not at all, and not when it is only to look', async () => {
    const level = async (): Promise<number | undefined> => {
      const named = { clientSoftwareName: 'raw', clientSoftwareVersion: '1' };
      const { finalizedFeatures } = await simulated.run(client.request(ApiVersions, 4, named));
      return finalizedFeatures.find(({ name }) => name === 'transaction.version')?.maxVersionLevel;
    };
    const update = async (validateOnly: boolean, ...levels: [string, number][]): Promise<number> => {
      const featureUpdates = levels.map(([feature, maxVersionLevel]) => ({ feature, maxVersionLevel, upgradeType: 2 }));
      return (await simulated.run(client.request(UpdateFeatures, 2, { featureUpdates, validateOnly }))).errorCode;
    };
    assert.equal(await update(true, ['transaction.version', 1]), NONE);
    assert.equal(
      await update(false, ['transaction.version', 1], ['none.version', 1]),
      ErrorCode.INVALID_UPDATE_VERSION,
    );
    assert.equal(await level(), 2);
    assert.equal(await update(false, ['transaction.version', 1], ['group.version', 0]), NONE);
    assert.equal(await level(), 1);
    assert.equal(await update(false, ['group.version', 1]), ErrorCode.INVALID_UPDATE_VERSION, 'up, by a downgrade');
  });

  it('takes a level of a feature only when every broker has it', async () => {
    await simulated.stop();
    await start({ asVersion: '4.3' });
    await stopNode(0);
    await simulated.run(simulated.broker.start(0, { asVersion: '4.4' }));
    client = await simulated.client();
    const featureUpdates = [{ feature: 'metadata.version', maxVersionLevel: 33 }];
    const { errorMessage } = await simulated.run(client.request(UpdateFeatures, 2, { featureUpdates }));
    assert.match(errorMessage ?? '', /(Local controller|Broker) 1 only supports versions 7-30$/);
  });
});
