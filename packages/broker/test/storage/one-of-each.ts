import assert from 'node:assert/strict';
import {
  AlterClientQuotas,
  AlterPartitionReassignments,
  AlterReplicaLogDirs,
  AlterUserScramCredentials,
  ApiVersions,
  ConsumerGroupDescribe,
  CreateAcls,
  CreateDelegationToken,
  CreateTopics,
  DeleteRecords,
  DescribeAcls,
  DescribeClientQuotas,
  DescribeConfigs,
  DescribeDelegationToken,
  DescribeGroups,
  DescribeLogDirs,
  DescribeProducers,
  DescribeQuorum,
  DescribeTransactions,
  DescribeUserScramCredentials,
  Fetch,
  IncrementalAlterConfigs,
  ListConfigResources,
  ListGroups,
  ListOffsets,
  ListPartitionReassignments,
  ListTransactions,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  OffsetForLeaderEpoch,
  UpdateFeatures,
} from '@k/wire';
import type { BrokerOptions } from '../../src/options.ts';
import { aclOf, ANY } from '../access/support.ts';
import { ConsumerClient } from '../group/consumer-support.ts';
import { MemberClient, subscribing } from '../group/support.ts';
import { produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf, RECENT } from '../support/records.ts';
import { scramLogin } from '../support/scram-login.ts';
import type { Simulated } from '../support/simulated.ts';
import { TransactionalClient } from '../transaction/support.ts';

/** A broker that can have all there is. */
export const EVERYTHING: BrokerOptions = {
  nodes: 2,
  clusterId: 'everything',
  authorizer: { superUsers: ['User:admin'] },
  delegationTokens: {},
  listeners: [{ sasl: { users: { admin: 'admin-secret' } } }],
  logDirs: ['/logs/a', '/logs/b'],
  autoCreateTopics: false,
};

export async function admin(world: Simulated, node = 0): Promise<RawClient> {
  const client = await world.client(node);
  await world.run(scramLogin(client, 'admin', 'admin-secret'));
  return client;
}

/** The node that looks after a group or a transactional id. */
export function coordinator(world: Simulated, clients: readonly RawClient[], id: number): RawClient {
  assert.ok(world.broker.liveNodeIds.includes(id));
  return clients[id] as RawClient;
}

/** Makes one of each thing that a cluster keeps, through requests. */
export async function makeOneOfEach(world: Simulated, clients: readonly RawClient[]): Promise<void> {
  const [client, other] = clients as [RawClient, RawClient];
  const run = <T>(promise: Promise<T>): Promise<T> => world.run(promise);
  const { broker } = world;
  const topics = ['t', 'deleted', 'moving'].map((name) => ({ name, numPartitions: -1, replicationFactor: -1 }));
  const assignments = [[0, 1], [1, 0]].map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })); // prettier-ignore
  for (const topic of topics) {
    const configs = [{ name: 'max.message.bytes', value: '5000' }];
    const placed = topic.name === 'moving' ? [{ partitionIndex: 0, brokerIds: [0] }] : assignments;
    const made = await run(client.request(CreateTopics, 7, { timeoutMs: 1000, topics: [{ ...topic, assignments: placed, configs }] })); // prettier-ignore
    assert.equal(made.topics[0]?.errorCode, 0);
  }
  for (let i = 0; i < 5; i++) {
    const values = Array.from({ length: 3 }, (_, n) => `r${String(i * 3 + n)}`);
    const idempotent = batchOf(values, { producerId: 4711n, producerEpoch: 2, baseSequence: 3 * i }, { timestamp: RECENT }); // prettier-ignore
    assert.equal((await run(produceTo(client, { name: 't' }, 0, idempotent))).errorCode, 0);
    assert.equal((await run(produceTo(other, { name: 't' }, 1, batchOf(values, {}, { timestamp: RECENT })))).errorCode, 0); // prettier-ignore
  }
  assert.equal((await run(produceTo(client, { name: 'moving' }, 0, batchOf(['m'], {}, { timestamp: RECENT })))).errorCode, 0); // prettier-ignore
  const partition = { partitionIndex: 0, offset: 4 };
  const deleted = await run(client.request(DeleteRecords, 2, { topics: [{ name: 't', partitions: [partition] }], timeoutMs: 1000 })); // prettier-ignore
  assert.equal(deleted.topics[0]?.partitions[0]?.errorCode, 0);
  broker.moveLeader('t', 1, 0);
  broker.moveLeader('t', 1, 1);
  await makeSettings(world, client);
  await makeGroups(world, clients);
  await makeTransactions(world, clients);
  const moved = await run(client.request(AlterPartitionReassignments, 1, { topics: [{ name: 'moving', partitions: [{ partitionIndex: 0, replicas: [1] }] }] })); // prettier-ignore
  assert.equal(moved.errorCode, 0);
  broker.deleteTopic('deleted');
}

async function makeSettings(world: Simulated, client: RawClient): Promise<void> {
  const run = <T>(promise: Promise<T>): Promise<T> => world.run(promise);
  const resources = ([[2, 't', 'retention.bytes', '100000'], [4, '', 'log.cleaner.threads', '2'], [4, '0', 'background.threads', '9'], [32, 'classic', 'consumer.session.timeout.ms', '46000'], [16, 'metrics', 'interval.ms', '5000']] as const) // prettier-ignore
    .map(([resourceType, resourceName, name, value]) => ({ resourceType, resourceName, configs: [{ name, value, configOperation: 0 }] })); // prettier-ignore
  const altered = await run(client.request(IncrementalAlterConfigs, 1, { resources }));
  assert.deepEqual(altered.responses.map(({ errorMessage }) => errorMessage), resources.map(() => null)); // prettier-ignore
  const creations = [aclOf('READ', 't'), aclOf('WRITE', 'p', { patternType: 4 })].map(({ patternType, ...acl }) => {
    return { ...acl, resourcePatternType: patternType };
  });
  await run(client.request(CreateAcls, 3, { creations }));
  const entity = [{ entityType: 'user', entityName: 'alice' }, { entityType: 'client-id', entityName: null }]; // prettier-ignore
  await run(client.request(AlterClientQuotas, 1, { entries: [{ entity, ops: [{ key: 'producer_byte_rate', value: 1_000_000, remove: false }] }] })); // prettier-ignore
  const salted = { name: 'carol', mechanism: 1, iterations: 4096, salt: Buffer.from('salt'), saltedPassword: Buffer.alloc(32, 7) }; // prettier-ignore
  const users = await run(client.request(AlterUserScramCredentials, 0, { upsertions: [salted], deletions: [{ name: 'admin', mechanism: 2 }] })); // prettier-ignore
  assert.deepEqual(users.results.map(({ errorCode }) => errorCode), [0, 0]); // prettier-ignore
  const token = await run(client.request(CreateDelegationToken, 3, { maxLifetimeMs: -1, renewers: [{ principalType: 'User', principalName: 'bob' }] })); // prettier-ignore
  assert.equal(token.errorCode, 0);
  const features = await run(client.request(UpdateFeatures, 2, { timeoutMs: 1000, featureUpdates: [{ feature: 'transaction.version', maxVersionLevel: 1, upgradeType: 2 }] })); // prettier-ignore
  assert.equal(features.errorCode, 0);
  const dirs = [{ path: '/logs/b', topics: [{ name: 't', partitions: [0] }] }];
  const moved = await run(client.request(AlterReplicaLogDirs, 2, { dirs }));
  assert.equal(moved.results[0]?.partitions[0]?.errorCode, 0);
}

async function makeGroups(world: Simulated, clients: readonly RawClient[]): Promise<void> {
  const run = <T>(promise: Promise<T>): Promise<T> => world.run(promise);
  const classicAt = coordinatorOf(world, clients, 'classic');
  const member = new MemberClient(classicAt, 'classic');
  await run(member.joinWithId({ protocols: [['range', subscribing('t')]] }));
  await run(member.sync({ [member.memberId]: 'assigned' }));
  const commit = (groupId: string, at: RawClient, sender: object, offset: number): Promise<void> => {
    const partitions = [
      { partitionIndex: 1, committedOffset: offset, committedLeaderEpoch: 1, committedMetadata: 'm' },
    ];
    const request = { groupId, ...sender, topics: [{ name: 't', partitions }] };
    return run(at.request(OffsetCommit, 9, request)).then(({ topics }) => {
      assert.equal(topics[0]?.partitions[0]?.errorCode, 0, groupId);
    });
  };
  const { memberId, generationId } = member;
  await commit('classic', classicAt, { memberId, generationIdOrMemberEpoch: generationId }, 7);
  await commit('simple', coordinatorOf(world, clients, 'simple'), {}, 9);
  const consumer = new ConsumerClient(coordinatorOf(world, clients, 'modern'), 'modern-1', 'modern');
  assert.equal((await run(consumer.join(['t']))).errorCode, 0);
  await run(consumer.send());
}

async function makeTransactions(world: Simulated, clients: readonly RawClient[]): Promise<void> {
  const run = <T>(promise: Promise<T>): Promise<T> => world.run(promise);
  for (const [id, outcome] of [
    ['aborted', false],
    ['committed', true],
    ['open', undefined],
  ] as const) {
    // prettier-ignore
    const at = coordinatorOf(world, clients, id, 'transaction');
    const producer = new TransactionalClient(at, id, 'v1');
    assert.equal(await run(producer.init()), 0);
    assert.equal(await run(producer.add('t', [0])), 0);
    const leader = new TransactionalClient(clients[0] as RawClient, id, 'v1');
    leader.producerId = producer.producerId;
    leader.producerEpoch = producer.producerEpoch;
    assert.equal(await run(leader.produce('t', [`${id} 1`, `${id} 2`])), 0);
    assert.equal(await run(producer.addOffsets('simple')), 0);
    const group = new TransactionalClient(coordinatorOf(world, clients, 'simple'), id, 'v1');
    group.producerId = producer.producerId;
    group.producerEpoch = producer.producerEpoch;
    assert.equal(await run(group.commitOffset('simple', 't', 5)), 0);
    if (outcome !== undefined) assert.equal(await run(producer.end(outcome)), 0);
  }
}

function coordinatorOf(
  world: Simulated,
  clients: readonly RawClient[],
  id: string,
  kind: 'group' | 'transaction' = 'group',
): RawClient {
  // Both are spread by the same hash.
  const { broker } = world;
  const known = kind === 'group' ? broker.group(id)?.coordinatorId : broker.transaction(id)?.coordinatorId;
  return clients[known ?? coordinatorNodeOf(id, broker.liveNodeIds)] as RawClient;
}

function coordinatorNodeOf(id: string, live: readonly number[]): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(31, hash) + id.charCodeAt(i)) | 0;
  return live[Math.abs(hash) % live.length] as number;
}

/** All that one can be told of the cluster by its answers, as text to compare. */
export async function describeAll(world: Simulated, clients: readonly RawClient[]): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = {};
  for (const [node, client] of clients.entries()) {
    const run = <T>(promise: Promise<T>): Promise<T> => world.run(promise);
    const tell = (name: string, answer: unknown): void => {
      told[`${name} at ${String(node)}`] = plain(answer);
    };
    const { topics } = await run(client.request(Metadata, 12, { topics: null }));
    tell('topics', topics);
    const names = topics.map(({ name }) => name as string);
    const partitions = (topic: number): number[] => topics[topic]?.partitions.map(({ partitionIndex }) => partitionIndex) ?? []; // prettier-ignore
    tell('features', (await run(client.request(ApiVersions, 4, { clientSoftwareName: 'x', clientSoftwareVersion: '1' }))).finalizedFeatures); // prettier-ignore
    const resources = [[2, 't'], [4, String(node)], [32, 'classic'], [16, 'metrics']] as const; // prettier-ignore
    const asked = resources.map(([resourceType, resourceName]) => ({ resourceType, resourceName, configurationKeys: null })); // prettier-ignore
    tell('configs', await run(client.request(DescribeConfigs, 4, { resources: asked, includeSynonyms: true })));
    tell('config resources', await run(client.request(ListConfigResources, 1, { resourceTypes: [] })));
    tell('acls', await run(client.request(DescribeAcls, 3, ANY)));
    tell('quotas', await run(client.request(DescribeClientQuotas, 1, { components: [], strict: false })));
    tell('users', await run(client.request(DescribeUserScramCredentials, 0, { users: null })));
    tell('tokens', await run(client.request(DescribeDelegationToken, 3, { owners: null })));
    tell('groups', await run(client.request(ListGroups, 5, {})));
    tell('classic groups', await run(client.request(DescribeGroups, 6, { groups: ['classic', 'simple'] })));
    tell('consumer groups', await run(client.request(ConsumerGroupDescribe, 1, { groupIds: ['modern'] })));
    const groups = ['classic', 'simple', 'modern'].map((groupId) => ({ groupId, topics: null }));
    tell('offsets', await run(client.request(OffsetFetch, 9, { groups })));
    tell('unstable offsets', await run(client.request(OffsetFetch, 9, { groups, requireStable: true })));
    tell('transactions', await run(client.request(ListTransactions, 1, {})));
    const ids = ['aborted', 'committed', 'open'];
    tell('each transaction', await run(client.request(DescribeTransactions, 0, { transactionalIds: ids })));
    const asks = names.map((name, index) => ({ name, partitionIndexes: partitions(index) }));
    tell('producers', await run(client.request(DescribeProducers, 0, { topics: asks })));
    tell('log dirs', await run(client.request(DescribeLogDirs, 4, { topics: null })));
    tell('reassignments', await run(client.request(ListPartitionReassignments, 0, { topics: null })));
    const { topics: quorum } = await run(client.request(DescribeQuorum, 0, { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] })); // prettier-ignore
    tell(
      'voters',
      quorum[0]?.partitions[0]?.currentVoters.map(({ replicaId }) => replicaId),
    );
    for (const timestamp of [-1, -2, -3, RECENT + 1]) {
      const lists = names.map((name, index) => ({ name, partitions: partitions(index).map((partitionIndex) => ({ partitionIndex, timestamp })) })); // prettier-ignore
      tell(`offsets of ${String(timestamp)}`, await run(client.request(ListOffsets, 9, { replicaId: -1, isolationLevel: 1, topics: lists }))); // prettier-ignore
    }
    const epochs = names.map((topic, index) => ({ topic, partitions: partitions(index).map((partition) => ({ partition, leaderEpoch: 0 })) })); // prettier-ignore
    tell('leader epochs', await run(client.request(OffsetForLeaderEpoch, 4, { topics: epochs })));
    const fetches = names.map((topic, index) => ({ topic, partitions: partitions(index).map((partition) => ({ partition, fetchOffset: topic === 't' && partition === 0 ? 4 : 0, partitionMaxBytes: 1_000_000 })) })); // prettier-ignore
    tell('records', await run(client.request(Fetch, 12, { minBytes: 0, maxBytes: 1_000_000, isolationLevel: 1, topics: fetches }))); // prettier-ignore
  }
  return told;
}

/** Without what differs with the request and not with the state. */
function plain(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      key === 'throttleTimeMs' || key === 'sessionId' ? undefined : typeof value === 'bigint' ? String(value) : value,
    ),
  ) as unknown;
}
