import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failure } from '@k/testing';
import {
  CreateTopics,
  type CreateTopicsRequest,
  DescribeConfigs,
  type DescribeConfigsResponse,
  ErrorCode,
  type MessageInit,
} from '@k/wire';
import { partitionAt, Scripted } from './scripted.ts';

type Configs = NonNullable<NonNullable<MessageInit<DescribeConfigsResponse>['results']>[number]['configs']>;

const CONFIGS: Configs = [
  { name: 'retention.ms', value: '1000', configSource: 1 },
  { name: 'cleanup.policy', value: 'compact', configSource: 1 },
  { name: 'leader.replication.throttled.replicas', value: '0:1', configSource: 1 },
  { name: 'follower.replication.throttled.replicas', value: '0:1', configSource: 1 },
  { name: 'segment.bytes', value: '77', configSource: 4 },
  { name: 'index.interval.bytes', value: '4096', configSource: 5 },
];

/** A cluster with a topic of three partitions, one of which is being moved, and of these settings. */
async function original(configs: Configs = CONFIGS, versions: Record<string, number> = {}): Promise<Scripted> {
  const script = await Scripted.start([CreateTopics, DescribeConfigs], { versions });
  const moving = { ...partitionAt(1, 1), replicaNodes: [1, 2, 3] };
  script.topics.set('orders', { partitions: [partitionAt(1, 0), moving, partitionAt(1, 2)] });
  script.on(DescribeConfigs, ({ body: { resources } }) => ({
    results: resources.map(({ resourceType, resourceName }) => {
      const told = resourceName === 'orders' ? { configs } : { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
      return { resourceType, resourceName, ...told };
    }),
  }));
  script.on(CreateTopics, ({ body, version }) => ({
    topics: body.topics.map(({ name, numPartitions }) => ({ name, ...(version >= 5 ? { numPartitions } : {}) })),
  }));
  return script;
}

function made(script: Scripted): { topic: unknown; configs: unknown; validateOnly: boolean }[] {
  return script.requests<CreateTopicsRequest>(CreateTopics).map(({ body: { topics, validateOnly } }) => {
    const [{ name, numPartitions, replicationFactor, configs } = assert.fail('no topic')] = topics;
    const settings = Object.fromEntries(configs.map(({ name: key, value }) => [key, value]));
    return { topic: [name, numPartitions, replicationFactor], configs: settings, validateOnly };
  });
}

it('copyTopic() makes a topic with the partitions, the replicas and the own settings of another', async () => {
  await using script = await original();
  const copy = await script.run(script.admin().copyTopic('orders', 'orders-2'));
  assert.equal(copy.numPartitions, 3);
  const configs = { 'retention.ms': '1000', 'cleanup.policy': 'compact' };
  assert.deepEqual(made(script), [{ topic: ['orders-2', 3, 1], configs, validateOnly: false }]);
  const [asked] = script.requests(DescribeConfigs);
  assert.deepEqual([asked?.body.resources[0]?.resourceType, asked?.body.resources[0]?.resourceName], [2, 'orders']);
});

it('the copy differs where that is wanted, and validateOnly makes nothing', async () => {
  await using script = await original();
  const configs = { 'retention.ms': '2000', 'cleanup.policy': null, 'segment.bytes': '88' };
  const options = { numPartitions: 6, replicationFactor: 2, configs, validateOnly: true };
  await script.run(script.admin().copyTopic('orders', 'orders-2', options));
  const wanted = { 'retention.ms': '2000', 'segment.bytes': '88' };
  assert.deepEqual(made(script), [{ topic: ['orders-2', 6, 2], configs: wanted, validateOnly: true }]);
});

it('before Kafka 1.1 what is not the default is the topic’s own', async () => {
  const configs = [
    { name: 'retention.ms', value: '1000' },
    { name: 'segment.bytes', value: '77', isDefault: true },
  ];
  await using script = await original(configs, { DescribeConfigs: 0, CreateTopics: 2, Metadata: 4 });
  await script.run(script.admin().copyTopic('orders', 'orders-2'));
  assert.deepEqual(made(script)[0]?.configs, { 'retention.ms': '1000' });
});

it('what is wrong with either topic is thrown as it is, and nothing is made of half an original', async () => {
  await using script = await original();
  const admin = script.admin();
  const unknown = await script.run(failure(admin.copyTopic('refunds', 'refunds-2')));
  assert.match(unknown.message, /^UNKNOWN_TOPIC_OR_PARTITION.*refunds/);
  const orders = { resourceType: 2, resourceName: 'orders' };
  const errorCode = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
  script.on(DescribeConfigs, () => ({ results: [{ ...orders, errorCode }] }));
  assert.match((await script.run(failure(admin.copyTopic('orders', 'x')))).message, /^TOPIC_AUTHORIZATION_FAILED/);
  script.on(DescribeConfigs, () => ({ results: [] }));
  assert.match((await script.run(failure(admin.copyTopic('orders', 'x')))).message, /^UNKNOWN_SERVER_ERROR/);
  assert.deepEqual(made(script), []);
  script.on(DescribeConfigs, () => ({ results: [{ ...orders, configs: [] }] }));
  script.on(CreateTopics, () => ({ topics: [{ name: 'x', errorCode: ErrorCode.TOPIC_ALREADY_EXISTS }] }));
  assert.match((await script.run(failure(admin.copyTopic('orders', 'x')))).message, /^TOPIC_ALREADY_EXISTS/);
});

it('what makes no sense is refused before anything is asked', async () => {
  await using script = await original();
  const admin = script.admin();
  await assert.rejects(admin.copyTopic('orders', 'orders'), { name: 'ConfigError', message: /to: .*another name/ });
  await assert.rejects(admin.copyTopic('', 'orders'), /from/);
  await assert.rejects(admin.copyTopic('orders', undefined as never), /to/);
  await assert.rejects(admin.copyTopic('orders', 'x', { replicationFactor: 0 }), /replicationFactor/);
  await assert.rejects(admin.copyTopic('orders', 'x', { configs: { 'retention.ms': 5 as never } }), /retention\.ms/);
  assert.deepEqual(script.seen, []);
});
