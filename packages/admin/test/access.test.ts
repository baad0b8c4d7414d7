import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failure } from '@k/testing';
import { CreateAcls, DeleteAcls, DescribeAcls, ErrorCode } from '@k/wire';
import { PartialResultError, type AclBinding, type NewAcl } from '../src/index.ts';
import { FakeCluster } from './fake-cluster.ts';

const APIS = [DescribeAcls, CreateAcls, DeleteAcls];
const reading: NewAcl = {
  resourceType: 'TOPIC',
  resourceName: 'orders',
  principal: 'User:alice',
  operation: 'READ',
  permissionType: 'ALLOW',
};
const writing: NewAcl = { ...reading, operation: 'WRITE', patternType: 'PREFIXED', host: '10.0.0.1' };
const readingInFull: AclBinding = {
  resourceType: 'TOPIC',
  resourceName: 'orders',
  patternType: 'LITERAL',
  principal: 'User:alice',
  host: '*',
  operation: 'READ',
  permissionType: 'ALLOW',
};
const told = {
  resourceType: 2,
  resourceName: 'orders',
  patternType: 3,
  principal: 'User:alice',
  host: '*',
  operation: 3,
  permissionType: 3,
};

it('createAcls() writes each rule with its defaults, and tells the outcomes in their order', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(CreateAcls, () => ({
    results: [{}, { errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'no such host' }],
  }));
  const error = await cluster.run(failure(cluster.admin().createAcls([reading, writing])));
  assert.ok(error instanceof PartialResultError);
  assert.ok(error.results.has(reading));
  assert.match(String(error.errors.get(writing)), /INVALID_REQUEST.*no such host/);
  const [asked] = cluster.requests(CreateAcls);
  const creations = asked?.body.creations.map(
    ({ resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType }) => [
      resourceType,
      resourceName,
      resourcePatternType,
      principal,
      host,
      operation,
      permissionType,
    ],
  );
  assert.deepEqual(creations, [
    [2, 'orders', 3, 'User:alice', '*', 3, 3],
    [2, 'orders', 4, 'User:alice', '10.0.0.1', 4, 3],
  ]);
});

it('rules whose creation failed for the moment are made again, and only these', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(CreateAcls, ({ body }, n) => ({
    results: body.creations.map(({ operation }) => ({
      errorCode: n === 0 && operation === 4 ? ErrorCode.REQUEST_TIMED_OUT : ErrorCode.NONE,
    })),
  }));
  const made = await cluster.run(cluster.admin().createAcls([reading, writing]));
  assert.deepEqual([made.has(reading), made.has(writing)], [true, true]);
  assert.deepEqual(
    cluster.requests(CreateAcls).map(({ body }) => body.creations.map(({ operation }) => operation)),
    [[3, 4], [4]],
  );
});

it('an answer with fewer outcomes than rules leaves the others without one, and one with more says nothing by them', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(CreateAcls, (_, n) => ({ results: n === 0 ? [{}] : [{}, {}, { errorCode: ErrorCode.INVALID_REQUEST }] }));
  const admin = cluster.admin();
  const error = await cluster.run(failure(admin.createAcls([reading, writing])));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual([...error.results.keys()], [reading]);
  assert.match(String(error.errors.get(writing)), /UNKNOWN_SERVER_ERROR/);
  assert.equal((await cluster.run(admin.createAcls([reading, writing]))).size, 2);
});

it('describeAcls() tells rules in words, those of tomorrow as unknown', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const { principal, host, operation, permissionType, ...resource } = told;
  const rule = { principal, host, operation, permissionType };
  cluster.on(DescribeAcls, () => ({
    resources: [
      { ...resource, acls: [rule, { ...rule, operation: 99, permissionType: 2 }] },
      { ...resource, resourceType: 99, patternType: 4, acls: [rule] },
    ],
  }));
  const admin = cluster.admin();
  assert.deepEqual(await cluster.run(admin.describeAcls({})), [
    readingInFull,
    { ...readingInFull, operation: 'UNKNOWN', permissionType: 'DENY' },
    { ...readingInFull, resourceType: 'UNKNOWN', patternType: 'PREFIXED' },
  ]);
  await cluster.run(
    admin.describeAcls({
      resourceType: 'TRANSACTIONAL_ID',
      resourceName: 'pay',
      patternType: 'MATCH',
      principal: 'User:bob',
      host: '*',
      operation: 'DESCRIBE_CONFIGS',
      permissionType: 'DENY',
    }),
  );
  const filters = cluster
    .requests(DescribeAcls)
    .map(({ body }) => [
      body.resourceTypeFilter,
      body.resourceNameFilter,
      body.patternTypeFilter,
      body.principalFilter,
      body.hostFilter,
      body.operation,
      body.permissionType,
    ]);
  assert.deepEqual(filters, [
    [1, null, 1, null, null, 1, 1],
    [5, 'pay', 2, 'User:bob', '*', 10, 2],
  ]);
  cluster.on(DescribeAcls, () => ({ errorCode: ErrorCode.SECURITY_DISABLED, errorMessage: 'No Authorizer' }));
  const refused = await cluster.run(failure(admin.describeAcls({})));
  assert.match(refused.message, /^SECURITY_DISABLED.*No Authorizer/);
});

it('deleteAcls() tells the rules of each filter, and which of them are still there', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const broken = { errorCode: ErrorCode.UNKNOWN_SERVER_ERROR, errorMessage: 'disk full' };
  cluster.on(DeleteAcls, () => ({
    filterResults: [
      { matchingAcls: [told] },
      { matchingAcls: [told, { ...told, operation: 4, ...broken }] },
      { errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED },
    ],
  }));
  const [ofAlice, ofOrders, ofAll] = [{ principal: 'User:alice' }, { resourceName: 'orders' }, {}];
  const error = await cluster.run(failure(cluster.admin().deleteAcls([ofAlice, ofOrders, ofAll])));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual(error.results.get(ofAlice), [readingInFull]);
  assert.match(String(error.errors.get(ofAll)), /CLUSTER_AUTHORIZATION_FAILED/);
  const partly = error.errors.get(ofOrders);
  assert.ok(partly instanceof PartialResultError);
  assert.ok(partly.results.has(readingInFull));
  assert.match(String(partly.errors.get({ ...readingInFull, operation: 'WRITE' })), /disk full/);
});

it('what was deleted before a filter was tried again is told with the rest', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const write = { ...told, operation: 4 };
  cluster.on(DeleteAcls, (_, n) => ({
    filterResults: [{ matchingAcls: n === 0 ? [told, { ...write, errorCode: ErrorCode.REQUEST_TIMED_OUT }] : [write] }],
  }));
  const deleted = await cluster.run(cluster.admin().deleteAcls([{}]));
  assert.deepEqual(deleted.get({}), [readingInFull, { ...readingInFull, operation: 'WRITE' }]);
});

it('brokers before 2.0 have literal rules only, those before 3.3 none for users', async () => {
  await using cluster = await FakeCluster.start(APIS);
  for (const api of APIS) cluster.upTo(api, 0);
  cluster.on(CreateAcls, ({ body }) => ({ results: body.creations.map(() => ({})) }));
  cluster.on(DescribeAcls, () => ({}));
  const admin = cluster.admin();
  assert.ok((await cluster.run(admin.createAcls([reading]))).has(reading));
  assert.deepEqual(await cluster.run(admin.describeAcls({ patternType: 'LITERAL' })), []);
  const prefixed = await cluster.run(failure(admin.createAcls([writing])));
  assert.match(prefixed.message, /CreateAcls: the pattern type 'PREFIXED' needs Kafka 2\.0/);
  const matching = await cluster.run(failure(admin.describeAcls({ patternType: 'MATCH' })));
  assert.match(matching.message, /DescribeAcls: the pattern type 'MATCH' needs Kafka 2\.0/);
  const deleting = await cluster.run(failure(admin.deleteAcls([{ patternType: 'PREFIXED' }])));
  assert.match(deleting.message, /DeleteAcls: the pattern type 'PREFIXED' needs Kafka 2\.0/);
  await using newer = await FakeCluster.start(APIS);
  newer.upTo(CreateAcls, 2);
  const user = { ...reading, resourceType: 'USER', resourceName: 'alice', operation: 'CREATE_TOKENS' } as const;
  const ofUser = await newer.run(failure(newer.admin().createAcls([user])));
  assert.match(ofUser.message, /the resource type 'USER' needs Kafka 3\.3/);
});

it('what is wrong with rules and filters is told before anything is asked', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  await assert.rejects(admin.createAcls([reading, { ...reading, host: '*' }]), /acls: .*once/);
  await assert.rejects(admin.createAcls([{ ...reading, principal: 'alice' }]), /principal.*'User:alice'/);
  await assert.rejects(admin.createAcls([{ ...reading, operation: 'UNKNOWN' }]), /operation/);
  await assert.rejects(admin.createAcls([{ ...reading, resourceName: '' }]), /resourceName/);
  // @ts-expect-error -- only filters mean any
  await assert.rejects(admin.createAcls([{ ...reading, operation: 'ANY' }]), /operation/);
  // @ts-expect-error -- a name that nobody knows
  await assert.rejects(admin.describeAcls({ resource: 'orders' }), /unknown option "resource"/);
  // @ts-expect-error -- no filter at all
  await assert.rejects(admin.describeAcls(), { name: 'ConfigError' });
  await assert.rejects(admin.deleteAcls([{}, { operation: 'ANY' }]), /filters: .*once/);
  assert.equal(cluster.requests(CreateAcls).length, 0);
});
