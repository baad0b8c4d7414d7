import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failure } from '@k/testing';
import { AlterClientQuotas, DescribeClientQuotas, ErrorCode } from '@k/wire';
import { type ClientQuotaEntity, PartialResultError } from '../src/index.ts';
import { FakeCluster } from './fake-cluster.ts';

const APIS = [DescribeClientQuotas, AlterClientQuotas];

it('describeClientQuotas() tells quotas by whom they are for', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(DescribeClientQuotas, () => ({
    entries: [
      {
        entity: [
          { entityType: 'client-id', entityName: null },
          { entityType: 'user', entityName: 'alice' },
        ],
        values: [
          { key: 'producer_byte_rate', value: 1024.5 },
          { key: 'request_percentage', value: 50 },
        ],
      },
    ],
  }));
  const admin = cluster.admin();
  const components = [
    { entityType: 'user', match: 'alice' },
    { entityType: 'client-id', match: null },
    { entityType: 'ip' },
  ] as const;
  const told = await cluster.run(admin.describeClientQuotas({ components, strict: true }));
  const quotas = told.get({ user: 'alice', 'client-id': null });
  assert.deepEqual(
    quotas,
    new Map([
      ['producer_byte_rate', 1024.5],
      ['request_percentage', 50],
    ]),
  );
  await cluster.run(admin.describeClientQuotas({}));
  const asked = cluster
    .requests(DescribeClientQuotas)
    .map(({ body }) => [
      body.components.map(({ entityType, matchType, match }) => [entityType, matchType, match]),
      body.strict,
    ]);
  assert.deepEqual(asked, [
    [
      [
        ['user', 0, 'alice'],
        ['client-id', 1, null],
        ['ip', 2, null],
      ],
      true,
    ],
    [[], false],
  ]);
  cluster.on(DescribeClientQuotas, () => ({ errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'no', entries: null }));
  assert.match((await cluster.run(failure(admin.describeClientQuotas({})))).message, /^INVALID_REQUEST.*no/);
});

it('alterClientQuotas() sets and removes, and tells the outcome of each', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(AlterClientQuotas, ({ body }) => ({
    // In another order of names: what counts is who is meant.
    entries: body.entries.map(({ entity }) => ({
      entity: entity.map(({ entityType, entityName }) => ({ entityType, entityName })).reverse(),
      ...(entity.length === 1 ? { errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'no such key' } : {}),
    })),
  }));
  const both = { user: 'alice', 'client-id': null };
  const error = await cluster.run(
    failure(
      cluster.admin().alterClientQuotas(
        [
          { entity: both, ops: { producer_byte_rate: 1024.5, consumer_byte_rate: null } },
          { entity: { ip: '10.0.0.1' }, ops: { nonsense: 1 } },
        ],
        { validateOnly: true },
      ),
    ),
  );
  assert.ok(error instanceof PartialResultError);
  assert.ok(error.results.has(both));
  assert.match(String(error.errors.get({ ip: '10.0.0.1' })), /INVALID_REQUEST .*ip "10\.0\.0\.1".*no such key/);
  const [asked] = cluster.requests(AlterClientQuotas);
  assert.equal(asked?.body.validateOnly, true);
  assert.deepEqual(
    asked.body.entries.map(({ ops }) => ops.map(({ key, value, remove }) => [key, value, remove])),
    [
      [
        ['producer_byte_rate', 1024.5, false],
        ['consumer_byte_rate', 0, true],
      ],
      [['nonsense', 1, false]],
    ],
  );
});

it('what is wrong with quotas is told before anything is asked', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  const ops = { producer_byte_rate: 1 };
  await assert.rejects(admin.alterClientQuotas([{ entity: {}, ops }]), /expected a user, a client-id or an ip/);
  // @ts-expect-error -- undefined says nothing
  await assert.rejects(admin.alterClientQuotas([{ entity: { user: undefined }, ops }]), /expected a user/);
  await assert.rejects(admin.alterClientQuotas([{ entity: { user: 'a' }, ops: {} }]), /a quota to set/);
  await assert.rejects(admin.alterClientQuotas([{ entity: { user: '' }, ops }]), /entity\.user.*null for the default/);
  const twice = [
    { entity: { user: 'a', 'client-id': 'b' }, ops },
    { entity: { 'client-id': 'b', user: 'a' }, ops },
  ];
  await assert.rejects(admin.alterClientQuotas(twice), /alterations: .*once/);
  // @ts-expect-error -- a number is asked for
  await assert.rejects(admin.alterClientQuotas([{ entity: { user: 'a' }, ops: { a: '1' } }]), /a number, or null/);
  // @ts-expect-error -- as Java calls them, and not clientId
  await assert.rejects(admin.alterClientQuotas([{ entity: { clientId: 'a' }, ops }]), /unknown option/);
  const components = [{ entityType: 'user' }, { entityType: 'user', match: 'a' }] as const;
  await assert.rejects(admin.describeClientQuotas({ components }), /components: .*once/);
  assert.equal(cluster.requests(AlterClientQuotas).length, 0);
});

it('what is undefined of an entity counts as left out', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(AlterClientQuotas, ({ body }) => ({ entries: body.entries.map(({ entity }) => ({ entity })) }));
  const admin = cluster.admin();
  // In JavaScript, and in TypeScript without exactOptionalPropertyTypes.
  const entity = { user: 'alice', 'client-id': undefined } as unknown as ClientQuotaEntity;
  const ops = { producer_byte_rate: 1 };
  const altered = await cluster.run(admin.alterClientQuotas([{ entity, ops }]));
  assert.deepEqual([...altered], [[{ user: 'alice' }, undefined]]);
  const [asked] = cluster.requests(AlterClientQuotas);
  assert.deepEqual(
    asked?.body.entries[0]?.entity.map(({ entityType, entityName }) => [entityType, entityName]),
    [['user', 'alice']],
  );
  const twice = admin.alterClientQuotas([
    { entity, ops },
    { entity: { user: 'alice' }, ops },
  ]);
  await assert.rejects(twice, /alterations: .*once/);
});

it('an error of an entity that the broker names in another way has the broker’s words', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(AlterClientQuotas, () => ({
    entries: [
      { entity: [{ entityType: 'user', entityName: 'alice' }] },
      {
        entity: [{ entityType: 'ip', entityName: '' }],
        errorCode: ErrorCode.INVALID_REQUEST,
        errorMessage: 'Empty ip is not supported',
      },
    ],
  }));
  const ops = { producer_byte_rate: 1 };
  const alterations = [
    { entity: { user: 'alice' }, ops },
    { entity: { ip: '10.0.0.1' }, ops },
  ];
  const error = await cluster.run(failure(cluster.admin().alterClientQuotas(alterations)));
  assert.ok(error instanceof PartialResultError);
  assert.ok(error.results.has({ user: 'alice' }));
  assert.match(String(error.errors.get({ ip: '10.0.0.1' })), /INVALID_REQUEST.*Empty ip is not supported/);
  cluster.on(AlterClientQuotas, () => {
    const entity = [{ entityType: 'user', entityName: 'alice' }];
    return { entries: [{ entity, errorCode: ErrorCode.INVALID_REQUEST }] };
  });
  const left = await cluster.run(failure(cluster.admin().alterClientQuotas(alterations)));
  assert.ok(left instanceof PartialResultError);
  assert.match(String(left.errors.get({ ip: '10.0.0.1' })), /the answer says nothing of it/);
});
