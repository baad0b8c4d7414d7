import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ResourceType } from '../../src/access/acl.ts';
import {
  AddRaftVoter,
  AlterPartitionReassignments,
  AlterReplicaLogDirs,
  AlterShareGroupOffsets,
  DeleteShareGroupOffsets,
  DescribeCluster,
  DescribeLogDirs,
  DescribeQuorum,
  DescribeShareGroupOffsets,
  DescribeTopicPartitions,
  ElectLeaders,
  ErrorCode,
  ListPartitionReassignments,
  RemoveRaftVoter,
  ShareGroupDescribe,
  StreamsGroupDescribe,
  UnregisterBroker,
  UnregisterController,
  UpdateFeatures,
} from '@k/wire';
import type { RawClient } from '../support/raw-client.ts';
import { aclOf, Guarded } from './support.ts';

const { CLUSTER_AUTHORIZATION_FAILED, GROUP_AUTHORIZATION_FAILED, TOPIC_AUTHORIZATION_FAILED, NONE } = ErrorCode;
const cluster = { resourceType: ResourceType.CLUSTER };
const group = { resourceType: ResourceType.GROUP };
const voter = { clusterId: null, voterId: 0, voterDirectoryId: 'AAAAAAAAAAAAAAAAAAAAAQ' };
const one = { name: 't', partitions: [{ partitionIndex: 0, replicas: [0] }] };

/** What takes ALTER of the cluster, and the code that it is answered with. */
const ALTERING: Record<string, (client: RawClient) => Promise<number | undefined>> = {
  ElectLeaders: async (client) =>
    (await client.request(ElectLeaders, 2, { topicPartitions: [{ topic: 't', partitions: [0] }] })).errorCode,
  AlterPartitionReassignments: async (client) =>
    (await client.request(AlterPartitionReassignments, 1, { topics: [one] })).responses[0]?.partitions[0]?.errorCode,
  'AlterPartitionReassignments of nothing': async (client) =>
    (await client.request(AlterPartitionReassignments, 1, { topics: [] })).errorCode,
  AlterReplicaLogDirs: async (client) => {
    const dirs = [{ path: '/tmp/kafka-logs', topics: [{ name: 't', partitions: [0] }] }];
    return (await client.request(AlterReplicaLogDirs, 2, { dirs })).results[0]?.partitions[0]?.errorCode;
  },
  UpdateFeatures: async (client) => (await client.request(UpdateFeatures, 2, {})).errorCode,
  UnregisterBroker: async (client) => (await client.request(UnregisterBroker, 0, { brokerId: 9 })).errorCode,
  UnregisterController: async (client) =>
    (await client.request(UnregisterController, 0, { controllerId: 9 })).errorCode,
  AddRaftVoter: async (client) => (await client.request(AddRaftVoter, 1, voter)).errorCode,
  RemoveRaftVoter: async (client) => (await client.request(RemoveRaftVoter, 0, voter)).errorCode,
};

/** The same for DESCRIBE. */
const DESCRIBING: typeof ALTERING = {
  ListPartitionReassignments: async (client) => (await client.request(ListPartitionReassignments, 0, {})).errorCode,
  DescribeLogDirs: async (client) => (await client.request(DescribeLogDirs, 4, {})).errorCode,
  DescribeQuorum: async (client) => (await client.request(DescribeQuorum, 2, {})).errorCode,
};

describe('access control of a cluster', () => {
  it('lets alter and describe it who may', async () => {
    await using guarded = await Guarded.start();
    guarded.simulated.broker.createTopic('t');
    const alice = await guarded.as('alice');
    for (const [operation, requests] of [['DESCRIBE', DESCRIBING], ['ALTER', ALTERING]] as const) {
      await guarded.forbid();
      for (const [what, request] of Object.entries(requests)) {
        assert.equal(await guarded.run(request(alice)), CLUSTER_AUTHORIZATION_FAILED, what);
      }
      await guarded.allow(aclOf(operation, 'kafka-cluster', cluster));
      for (const [what, request] of Object.entries(requests)) {
        assert.notEqual(await guarded.run(request(alice)), CLUSTER_AUTHORIZATION_FAILED, what);
      }
    } // prettier-ignore
  });

  it('tells everybody where its brokers are, and who may know of it what is allowed', async () => {
    await using guarded = await Guarded.start();
    const alice = await guarded.as('alice');
    const described = async (): Promise<number[]> => {
      const body = { includeClusterAuthorizedOperations: true };
      const { brokers, clusterAuthorizedOperations } = await guarded.run(alice.request(DescribeCluster, 2, body));
      return [brokers.length, clusterAuthorizedOperations];
    };
    assert.deepEqual(await described(), [1, 0]);
    await guarded.allow(aclOf('DESCRIBE', 'kafka-cluster', cluster), aclOf('CREATE', 'kafka-cluster', cluster));
    assert.deepEqual(await described(), [1, 0b1_0010_0000]);
  });

  it('tells of the topics that may be known of', async () => {
    await using guarded = await Guarded.start();
    for (const name of ['a', 'b', 'c']) guarded.simulated.broker.createTopic(name);
    await guarded.allow(aclOf('DESCRIBE', 'a'), aclOf('READ', 'c'));
    const alice = await guarded.as('alice');
    const described = async (...names: string[]) => {
      const topics = names.map((name) => ({ name }));
      const answer = await guarded.run(alice.request(DescribeTopicPartitions, 0, { topics }));
      return answer.topics.map(({ name, errorCode, topicAuthorizedOperations }) => [name, errorCode, topicAuthorizedOperations]); // prettier-ignore
    };
    const known = [['a', NONE, 0b1_0000_0000], ['c', NONE, 0b1_0000_1000]]; // prettier-ignore
    assert.deepEqual(await described(), known);
    assert.deepEqual(await described('c', 'b', 'a'), [...known, ['b', TOPIC_AUTHORIZATION_FAILED, -2147483648]]);
  });

  it('tells of share and streams groups, which are none, to who may know of them', async () => {
    await using guarded = await Guarded.start();
    const alice = await guarded.as('alice');
    const groupIds = ['g'];
    const asked: [string, 'DESCRIBE' | 'READ' | 'DELETE', () => Promise<number | undefined>][] = [
      ['share', 'DESCRIBE', async () => (await alice.request(ShareGroupDescribe, 1, { groupIds })).groups[0]?.errorCode],
      ['streams', 'DESCRIBE', async () => (await alice.request(StreamsGroupDescribe, 1, { groupIds })).groups[0]?.errorCode],
      ['offsets', 'DESCRIBE', async () => (await alice.request(DescribeShareGroupOffsets, 1, { groups: [{ groupId: 'g' }] })).groups[0]?.errorCode],
      ['alter', 'READ', async () => (await alice.request(AlterShareGroupOffsets, 0, { groupId: 'g' })).errorCode],
      ['delete', 'DELETE', async () => (await alice.request(DeleteShareGroupOffsets, 0, { groupId: 'g' })).errorCode],
    ]; // prettier-ignore
    for (const [what, operation, request] of asked) {
      await guarded.forbid();
      assert.equal(await guarded.run(request()), GROUP_AUTHORIZATION_FAILED, what);
      await guarded.allow(aclOf(operation, 'g', group));
      const found = await guarded.run(request());
      assert.equal(found, what === 'offsets' ? NONE : ErrorCode.GROUP_ID_NOT_FOUND, what);
    }
  });
});
