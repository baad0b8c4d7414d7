import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { failure } from '@k/testing';
import { AlterUserScramCredentials, DescribeUserScramCredentials, ErrorCode } from '@k/wire';
import { PartialResultError } from '../src/index.ts';
import { FakeCluster } from './fake-cluster.ts';

const APIS = [DescribeUserScramCredentials, AlterUserScramCredentials];

it('a password is hashed here as RFC 7677 has it, and only what came of it is sent', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.controllerId = 1;
  cluster.on(AlterUserScramCredentials, () => ({ results: [{ user: 'user' }] }));
  const admin = cluster.admin();
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  await cluster.run(
    admin.alterUserScramCredentials([{ user: 'user', mechanism: 'SCRAM-SHA-256', password: 'pencil', salt }]),
  );
  const [asked] = cluster.requests(AlterUserScramCredentials);
  assert.equal(asked?.nodeId, 1);
  const [upsertion] = asked.body.upsertions;
  assert.deepEqual(
    [upsertion?.name, upsertion?.mechanism, upsertion?.iterations, upsertion?.salt.toString('base64')],
    ['user', 1, 4096, 'W22ZaJ0SNY7soEsUEjb6gQ=='],
  );
  // SaltedPassword of the example in RFC 7677, of which its proofs follow.
  assert.equal(upsertion?.saltedPassword.toString('base64'), 'xKSVEDI6tPlSysH6mUQZOeeOp01r6B3fcJbodRPcYV0=');
});

it('salts are random and long, iterations are as asked', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(AlterUserScramCredentials, ({ body }) => ({
    results: body.upsertions.map(({ name: user }) => ({ user })),
  }));
  const admin = cluster.admin();
  const alice = { mechanism: 'SCRAM-SHA-512', password: 'same', iterations: 5000 } as const;
  await cluster.run(
    admin.alterUserScramCredentials([
      { user: 'alice', ...alice },
      { user: 'bob', ...alice },
    ]),
  );
  const upsertions = cluster.requests(AlterUserScramCredentials)[0]?.body.upsertions ?? [];
  assert.deepEqual(
    upsertions.map(({ mechanism, iterations, salt, saltedPassword }) => [
      mechanism,
      iterations,
      salt.byteLength,
      saltedPassword.byteLength,
    ]),
    [
      [2, 5000, 32, 64],
      [2, 5000, 32, 64],
    ],
  );
  assert.notDeepEqual(upsertions[0]?.salt, upsertions[1]?.salt);
});

it('each user has an outcome of its own, and all its alterations go together', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(AlterUserScramCredentials, ({ nodeId, body }) => {
    const errorCode = nodeId === 0 ? ErrorCode.NOT_CONTROLLER : ErrorCode.NONE;
    cluster.controllerId = 1;
    const users = new Set([...body.deletions, ...body.upsertions].map(({ name }) => name));
    return {
      results: Array.from(users, (user) => {
        if (user !== 'bob') return { user, errorCode };
        return { user, errorCode: ErrorCode.RESOURCE_NOT_FOUND, errorMessage: 'no credential' };
      }),
    };
  });
  const error = await cluster.run(
    failure(
      cluster.admin().alterUserScramCredentials([
        { user: 'alice', mechanism: 'SCRAM-SHA-256', password: 'x' },
        { user: 'bob', mechanism: 'SCRAM-SHA-256', delete: true },
        { user: 'alice', mechanism: 'SCRAM-SHA-512', delete: true },
      ]),
    ),
  );
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual([...error.results.keys()], ['alice']);
  assert.match(String(error.errors.get('bob')), /RESOURCE_NOT_FOUND .*user bob.*no credential/);
  const asked = cluster.requests(AlterUserScramCredentials);
  assert.deepEqual(
    asked.map(({ body }) => [
      body.upsertions.map(({ name, mechanism }) => `${name} ${String(mechanism)}`),
      body.deletions.map(({ name, mechanism }) => `${name} ${String(mechanism)}`),
    ]),
    [
      [['alice 1'], ['bob 1', 'alice 2']],
      [['alice 1'], ['alice 2']],
    ],
  );
});

it('describeUserScramCredentials() tells of all users, or of those named', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const alice = {
    user: 'alice',
    credentialInfos: [
      { mechanism: 1, iterations: 4096 },
      { mechanism: 9, iterations: 8192 },
    ],
  };
  cluster.on(DescribeUserScramCredentials, () => ({ results: [alice] }));
  const admin = cluster.admin();
  const infos = [
    { mechanism: 'SCRAM-SHA-256', iterations: 4096 },
    { mechanism: 'UNKNOWN', iterations: 8192 },
  ];
  assert.deepEqual([...(await cluster.run(admin.describeUserScramCredentials()))], [['alice', infos]]);
  assert.deepEqual(cluster.requests(DescribeUserScramCredentials)[0]?.body.users, []);
  const missing = { user: 'bob', errorCode: ErrorCode.RESOURCE_NOT_FOUND };
  cluster.on(DescribeUserScramCredentials, () => ({ results: [alice, missing] }));
  const error = await cluster.run(failure(admin.describeUserScramCredentials(['alice', 'bob'])));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual(error.results.get('alice'), infos);
  assert.match(String(error.errors.get('bob')), /RESOURCE_NOT_FOUND/);
  assert.deepEqual(
    cluster.requests(DescribeUserScramCredentials)[1]?.body.users?.map(({ name }) => name),
    ['alice', 'bob'],
  );
  assert.equal((await cluster.run(admin.describeUserScramCredentials([]))).size, 0);
  cluster.on(DescribeUserScramCredentials, () => ({ errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED }));
  const refused = await cluster.run(failure(admin.describeUserScramCredentials()));
  assert.match(refused.message, /^CLUSTER_AUTHORIZATION_FAILED/);
});

it('what is wrong is told without the password', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  const alice = { user: 'alice', mechanism: 'SCRAM-SHA-256', password: 'hunter2' } as const;
  const wrong: [object[], RegExp][] = [
    [[alice, alice], /SCRAM-SHA-256 of alice/],
    [[{ ...alice, delete: true }], /a password, or delete: true/],
    [[{ ...alice, password: undefined }], /a password, or delete: true/],
    [[{ user: 'alice', mechanism: 'SCRAM-SHA-256', delete: true, iterations: 4096 }], /only with a password/],
    [[{ ...alice, iterations: 4095 }], /iterations/],
    [[{ ...alice, iterations: 16385 }], /iterations/],
    [[{ ...alice, mechanism: 'SCRAM-SHA-1' }], /mechanism/],
    [[{ ...alice, password: ['hunter2'] }], /password/],
    [[{ ...alice, password: '' }], /password/],
    [[{ ...alice, salt: 'hunter2' }], /salt/],
    [[{ ...alice, user: '' }], /user/],
  ];
  for (const [alterations, message] of wrong) {
    const error = await failure(admin.alterUserScramCredentials(alterations as (typeof alice)[]));
    assert.equal(error.name, 'ConfigError');
    assert.match(error.message, message);
    assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /hunter2/);
  }
  cluster.on(AlterUserScramCredentials, () => ({
    results: [{ user: 'alice', errorCode: ErrorCode.UNACCEPTABLE_CREDENTIAL }],
  }));
  const refused = await cluster.run(failure(admin.alterUserScramCredentials([alice])));
  assert.match(refused.message, /UNACCEPTABLE_CREDENTIAL/);
  const salted = cluster.requests(AlterUserScramCredentials)[0]?.body.upsertions[0]?.saltedPassword ?? Buffer.alloc(0);
  for (const secret of ['hunter2', salted.toString('hex').slice(0, 12), salted.toString('base64').slice(0, 12)]) {
    assert.equal(inspect(refused, { depth: 9, showHidden: true }).includes(secret), false);
  }
});
