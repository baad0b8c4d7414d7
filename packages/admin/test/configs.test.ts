import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failure } from '@k/testing';
import { AlterConfigs, DescribeConfigs, ErrorCode, IncrementalAlterConfigs, ListConfigResources } from '@k/wire';
import { type ConfigResource, PartialResultError, settled } from '../src/index.ts';
import { FakeCluster } from './fake-cluster.ts';

const APIS = [DescribeConfigs, AlterConfigs, IncrementalAlterConfigs, ListConfigResources];
const orders: ConfigResource = { type: 'TOPIC', name: 'orders' };
const payments: ConfigResource = { type: 'TOPIC', name: 'payments' };
const secondBroker: ConfigResource = { type: 'BROKER', name: '1' };

interface Named {
  readonly resourceType: number;
  readonly resourceName: string;
}

/** The resources of a request, as an answer names them. */
function namesOf({ resources }: { readonly resources: readonly Named[] }): Named[] {
  return resources.map(({ resourceType, resourceName }) => ({ resourceType, resourceName }));
}

it('describeConfigs() tells values, sources, synonyms, types and documentation', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(DescribeConfigs, () => ({
    results: [
      {
        resourceType: 2,
        resourceName: 'orders',
        configs: [
          {
            name: 'retention.ms',
            value: '1000',
            configSource: 1,
            configType: 5,
            documentation: 'How long.',
            synonyms: [
              { name: 'retention.ms', value: '1000', source: 1 },
              { name: 'log.retention.ms', value: null, source: 4 },
            ],
          },
          {
            name: 'ssl.key',
            value: null,
            isSensitive: true,
            readOnly: true,
            configSource: 5,
            configType: 9,
            documentation: null,
          },
          { name: 'of.tomorrow', value: 'x', configSource: 99, configType: 99 },
        ],
      },
    ],
  }));
  const options = { includeSynonyms: true, includeDocumentation: true, configNames: ['retention.ms'] };
  const configs = (await cluster.run(cluster.admin().describeConfigs([orders], options))).get(orders);
  assert.deepEqual(configs?.get('retention.ms'), {
    name: 'retention.ms',
    value: '1000',
    source: 'DYNAMIC_TOPIC_CONFIG',
    isDefault: false,
    isSensitive: false,
    isReadOnly: false,
    synonyms: [
      { name: 'retention.ms', value: '1000', source: 'DYNAMIC_TOPIC_CONFIG' },
      { name: 'log.retention.ms', value: null, source: 'STATIC_BROKER_CONFIG' },
    ],
    type: 'LONG',
    documentation: 'How long.',
  });
  const secret = configs.get('ssl.key');
  assert.deepEqual(
    [secret?.isDefault, secret?.isSensitive, secret?.isReadOnly, secret?.type, secret?.documentation],
    [true, true, true, 'PASSWORD', undefined],
  );
  assert.deepEqual([configs.get('of.tomorrow')?.source, configs.get('of.tomorrow')?.type], ['UNKNOWN', 'UNKNOWN']);
  const [asked] = cluster.requests(DescribeConfigs);
  assert.deepEqual([asked?.body.includeSynonyms, asked?.body.includeDocumentation], [true, true]);
  assert.deepEqual(asked?.body.resources[0]?.configurationKeys, ['retention.ms']);
});

it('what is of one broker is asked of that broker, all else of one other request', async () => {
  await using cluster = await FakeCluster.start(APIS, 3);
  cluster.on(DescribeConfigs, ({ body }) => ({ results: namesOf(body) }));
  const logger: ConfigResource = { type: 'BROKER_LOGGER', name: '1' };
  const all: ConfigResource = { type: 'BROKER', name: '' };
  const admin = cluster.admin();
  const described = await cluster.run(admin.describeConfigs([orders, secondBroker, logger, all, payments]));
  assert.deepEqual([...described.keys()], [orders, secondBroker, logger, all, payments]);
  const asked = cluster.requests(DescribeConfigs);
  assert.equal(asked.length, 2);
  const ofOne = asked.find(({ body }) => body.resources.some(({ resourceName }) => resourceName === '1'));
  assert.deepEqual([ofOne?.nodeId, ofOne?.body.resources.map(({ resourceType }) => resourceType)], [1, [4, 8]]);
  assert.equal(ofOne?.body.resources[0]?.configurationKeys, null);
});

it('brokers of 0.11 say only whether it is the default', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.upTo(DescribeConfigs, 0);
  cluster.on(DescribeConfigs, ({ body }) => ({
    results: namesOf(body).map((each) => ({
      ...each,
      configs: [
        { name: 'set', value: '1', isDefault: false },
        { name: 'left', value: '1', isDefault: true },
      ],
    })),
  }));
  const admin = cluster.admin();
  const described = await cluster.run(admin.describeConfigs([orders, secondBroker]));
  const sources = Array.from(described.values(), (configs) => Array.from(configs.values(), ({ source }) => source));
  assert.deepEqual(sources, [
    ['DYNAMIC_TOPIC_CONFIG', 'DEFAULT_CONFIG'],
    ['STATIC_BROKER_CONFIG', 'DEFAULT_CONFIG'],
  ]);
  const synonyms = await cluster.run(failure(admin.describeConfigs([orders], { includeSynonyms: true })));
  assert.match(synonyms.message, /includeSynonyms needs Kafka 1\.1/);
  const documentation = await cluster.run(failure(admin.describeConfigs([orders], { includeDocumentation: true })));
  assert.match(documentation.message, /includeDocumentation needs Kafka 2\.6/);
});

it('each resource has its own error, what may pass is tried again, and nothing is told as done that was not', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(IncrementalAlterConfigs, ({ body }, n) => ({
    responses: body.resources
      .filter(({ resourceName }) => resourceName !== 'left-out')
      .map(({ resourceType, resourceName }) => {
        const errorCode =
          resourceName === 'orders' ? ErrorCode.INVALID_CONFIG : n === 0 ? ErrorCode.REQUEST_TIMED_OUT : ErrorCode.NONE;
        return { resourceType, resourceName, errorCode, errorMessage: errorCode === 0 ? null : 'no such value' };
      }),
  }));
  const changes = [orders, payments, { type: 'TOPIC', name: 'left-out' } as const].map((resource) => ({
    ...resource,
    set: { 'retention.ms': 'x' },
  }));
  const error = await cluster.run(failure(cluster.admin().incrementalAlterConfigs(changes)));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual([...error.results.keys()], [payments]);
  assert.match(String(error.errors.get(orders)), /INVALID_CONFIG .*topic orders.* The broker says: no such value/);
  assert.match(String(error.errors.get({ type: 'TOPIC', name: 'left-out' })), /UNKNOWN_SERVER_ERROR/);
  assert.deepEqual(
    cluster.requests(IncrementalAlterConfigs).map(({ body }) => body.resources.map((each) => each.resourceName)),
    [['orders', 'payments', 'left-out'], ['payments']],
  );
});

it('incrementalAlterConfigs() sets, deletes, appends and subtracts, or only looks', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(IncrementalAlterConfigs, ({ body }) => ({ responses: namesOf(body) }));
  const change = {
    ...orders,
    set: { 'retention.ms': '1000' },
    delete: ['segment.bytes'],
    append: { 'cleanup.policy': ['compact', 'delete'] },
    subtract: { 'leader.replication.throttled.replicas': ['0:1'] },
  };
  const admin = cluster.admin();
  await cluster.run(admin.incrementalAlterConfigs([change], { validateOnly: true }));
  await cluster.run(admin.incrementalAlterConfigs([{ ...secondBroker, set: { 'log.cleaner.threads': '2' } }]));
  const [first, second] = cluster.requests(IncrementalAlterConfigs);
  assert.equal(first?.body.validateOnly, true);
  assert.deepEqual(
    first.body.resources[0]?.configs.map(({ name, configOperation, value }) => [name, configOperation, value]),
    [
      ['retention.ms', 0, '1000'],
      ['segment.bytes', 1, null],
      ['cleanup.policy', 2, 'compact,delete'],
      ['leader.replication.throttled.replicas', 3, '0:1'],
    ],
  );
  assert.deepEqual([second?.nodeId, second?.body.validateOnly], [1, false]);
});

it('before 2.3 there is alterConfigs()', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.upTo(IncrementalAlterConfigs, -1);
  cluster.on(AlterConfigs, ({ body }) => ({ responses: namesOf(body) }));
  const admin = cluster.admin();
  const incremental = await cluster.run(failure(admin.incrementalAlterConfigs([{ ...orders, set: { a: '1' } }])));
  assert.ok(incremental instanceof PartialResultError);
  const reason = incremental.errors.get(orders) as Error;
  assert.equal(reason.name, 'UnsupportedVersionError');
  assert.match(reason.message, /IncrementalAlterConfigs.*lacks it/);
  await cluster.run(admin.alterConfigs([{ ...orders, configs: { a: '1', b: '' } }], { validateOnly: true }));
  const [asked] = cluster.requests(AlterConfigs);
  assert.equal(asked?.body.validateOnly, true);
  assert.deepEqual(
    asked.body.resources[0]?.configs.map(({ name, value }) => [name, value]),
    [
      ['a', '1'],
      ['b', ''],
    ],
  );
});

it('listConfigResources() lists all types, or those that are named', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(ListConfigResources, () => ({
    configResources: [
      { resourceName: 'orders', resourceType: 2 },
      { resourceName: '1', resourceType: 4 },
      { resourceName: 'new', resourceType: 64 },
    ],
  }));
  const admin = cluster.admin();
  assert.deepEqual(await cluster.run(admin.listConfigResources()), [
    orders,
    secondBroker,
    { type: 'UNKNOWN', name: 'new' },
  ]);
  await cluster.run(admin.listConfigResources(['GROUP', 'BROKER']));
  assert.deepEqual(
    cluster.requests(ListConfigResources).map(({ body }) => body.resourceTypes),
    [[], [32, 4]],
  );
  cluster.on(ListConfigResources, () => ({ errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED }));
  const refused = await cluster.run(failure(admin.listConfigResources()));
  assert.match(refused.message, /^CLUSTER_AUTHORIZATION_FAILED/);
});

it('before 4.1 only subscriptions to client metrics are listed', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.upTo(ListConfigResources, 0);
  cluster.on(ListConfigResources, () => ({ configResources: [{ resourceName: 'slow-clients' }] }));
  const admin = cluster.admin();
  assert.deepEqual(await cluster.run(admin.listClientMetricsResources()), ['slow-clients']);
  assert.deepEqual(await cluster.run(admin.listConfigResources(['CLIENT_METRICS'])), [
    { type: 'CLIENT_METRICS', name: 'slow-clients' },
  ]);
  const all = await cluster.run(failure(admin.listConfigResources()));
  assert.match(all.message, /ListConfigResources: .*need Kafka 4\.1/);
});

it('what is wrong with arguments is told before anything is asked', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  await assert.rejects(admin.describeConfigs([orders, orders]), /resources: .*once, got .*topic orders/);
  await assert.rejects(admin.describeConfigs([{ type: 'BROKER', name: 'first' }]), /resources\.0.*broker's id/s);
  await assert.rejects(admin.describeConfigs([{ type: 'BROKER_LOGGER', name: '' }]), /broker's id/);
  await assert.rejects(admin.describeConfigs([{ type: 'TOPIC', name: '' }]), /expected a name/);
  await assert.rejects(admin.describeConfigs([{ type: 'UNKNOWN', name: 'x' }]), /resources\.0\.type/);
  // @ts-expect-error -- an option that nobody knows
  await assert.rejects(admin.describeConfigs([orders], { includeSynonym: true }), /did you mean "includeSynonyms"/);
  await assert.rejects(
    admin.incrementalAlterConfigs([orders]),
    /topic orders: expected set, delete, append or subtract/,
  );
  const both = { ...orders, set: { 'cleanup.policy': 'delete' }, append: { 'cleanup.policy': ['compact'] } };
  await assert.rejects(admin.incrementalAlterConfigs([both]), /each configuration once, got .*cleanup\.policy/);
  // @ts-expect-error -- a number
  await assert.rejects(admin.alterConfigs([{ ...orders, configs: { 'retention.ms': 1 } }]), /configs\.retention\.ms/);
  await assert.rejects(admin.listConfigResources([]), /types.*not empty/);
  assert.deepEqual([...(await settled(admin.describeConfigs([])))], []);
  assert.equal(cluster.requests(DescribeConfigs).length, 0);
});

it('a call that is cancelled midway ends with the reason of its signal', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const abort = new AbortController();
  const reason = new Error('never mind');
  cluster.on(IncrementalAlterConfigs, () => {
    abort.abort(reason);
    return undefined;
  });
  const change = [{ ...orders, set: { a: '1' } }];
  const error = await cluster.run(failure(cluster.admin().incrementalAlterConfigs(change, { signal: abort.signal })));
  assert.equal(error, reason);
});

it('an answer that is lost has the change sent again', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(IncrementalAlterConfigs, ({ body, peer }, n) => {
    if (n > 0) return { responses: namesOf(body) };
    peer.destroy();
    return undefined;
  });
  const changed = await cluster.run(cluster.admin().incrementalAlterConfigs([{ ...orders, set: { a: '1' } }]));
  assert.deepEqual([...changed.keys()], [orders]);
  assert.equal(cluster.requests(IncrementalAlterConfigs).length, 2);
});
