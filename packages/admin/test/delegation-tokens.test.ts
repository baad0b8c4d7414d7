import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { failure } from '@k/testing';
import {
  CreateDelegationToken,
  DescribeDelegationToken,
  ErrorCode,
  ExpireDelegationToken,
  RenewDelegationToken,
} from '@k/wire';
import { DelegationToken } from '../src/index.ts';
import { FakeCluster } from './fake-cluster.ts';

const APIS = [CreateDelegationToken, RenewDelegationToken, ExpireDelegationToken, DescribeDelegationToken];
const HMAC = Buffer.from('a very secret hmac');
const alice = { principalType: 'User', principalName: 'alice' };
const made = {
  ...alice,
  tokenRequesterPrincipalType: 'User',
  tokenRequesterPrincipalName: 'bob:the:builder',
  issueTimestampMs: 1n,
  expiryTimestampMs: 2n,
  maxTimestampMs: 3n,
  tokenId: 'id',
  hmac: HMAC,
};

it('createDelegationToken() asks for what the options say, and gives the token', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(CreateDelegationToken, () => made);
  const admin = cluster.admin();
  const options = { owner: 'User:alice', renewers: ['User:carol:x'], maxLifetimeMs: 1000 };
  const token = await cluster.run(admin.createDelegationToken(options));
  assert.deepEqual(Object.fromEntries(Object.entries(token)), {
    tokenId: 'id',
    owner: 'User:alice',
    requester: 'User:bob:the:builder',
    renewers: ['User:carol:x'],
    issueTimestamp: 1,
    expiryTimestamp: 2,
    maxTimestamp: 3,
  });
  assert.deepEqual([token.hmac, token.hmacAsBase64], [HMAC, HMAC.toString('base64')]);
  const body = cluster.requests(CreateDelegationToken)[0]?.body;
  assert.deepEqual([body?.ownerPrincipalType, body?.ownerPrincipalName, body?.maxLifetimeMs], ['User', 'alice', 1000n]);
  assert.deepEqual([body?.renewers[0]?.principalType, body?.renewers[0]?.principalName], ['User', 'carol:x']);
  await cluster.run(admin.createDelegationToken());
  const plain = cluster.requests(CreateDelegationToken)[1]?.body;
  assert.deepEqual(
    [plain?.ownerPrincipalType, plain?.ownerPrincipalName, plain?.maxLifetimeMs, plain?.renewers],
    [null, null, -1n, []],
  );
});

it('before 3.3 a token is for who asks, and nobody says who that was', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.upTo(CreateDelegationToken, 2);
  const { principalType, principalName, issueTimestampMs, expiryTimestampMs, maxTimestampMs, tokenId, hmac } = made;
  cluster.on(CreateDelegationToken, () => {
    return { principalType, principalName, issueTimestampMs, expiryTimestampMs, maxTimestampMs, tokenId, hmac };
  });
  const admin = cluster.admin();
  assert.equal((await cluster.run(admin.createDelegationToken())).requester, undefined);
  const error = await cluster.run(failure(admin.createDelegationToken({ owner: 'User:alice' })));
  assert.match(error.message, /owner needs Kafka 3\.3/);
});

it('tokens are described, renewed and ended', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const { issueTimestampMs, expiryTimestampMs, maxTimestampMs, ...rest } = made;
  const described = {
    issueTimestamp: issueTimestampMs,
    expiryTimestamp: expiryTimestampMs,
    maxTimestamp: maxTimestampMs,
  };
  cluster.on(DescribeDelegationToken, () => ({ tokens: [{ ...rest, ...described, renewers: [alice] }] }));
  const admin = cluster.admin();
  const [token] = await cluster.run(admin.describeDelegationToken({ owners: ['User:alice'] }));
  assert.ok(token instanceof DelegationToken);
  assert.deepEqual([token.owner, token.renewers, token.expiryTimestamp], ['User:alice', ['User:alice'], 2]);
  await cluster.run(admin.describeDelegationToken());
  assert.deepEqual(
    cluster.requests(DescribeDelegationToken).map(({ body }) => body.owners?.map((owner) => owner.principalName)),
    [['alice'], undefined],
  );
  cluster.on(RenewDelegationToken, () => ({ expiryTimestampMs: 77n }));
  cluster.on(ExpireDelegationToken, () => ({ expiryTimestampMs: 88n }));
  assert.equal(await cluster.run(admin.renewDelegationToken(token.hmac)), 77);
  assert.equal(await cluster.run(admin.renewDelegationToken(token.hmac, { renewTimePeriodMs: 5 })), 77);
  assert.equal(await cluster.run(admin.expireDelegationToken(token.hmac)), 88);
  assert.equal(await cluster.run(admin.expireDelegationToken(token.hmac, { expiryTimePeriodMs: 6 })), 88);
  const renewals = cluster.requests(RenewDelegationToken).map(({ body }) => [body.hmac.toString(), body.renewPeriodMs]);
  assert.deepEqual(renewals, [
    [HMAC.toString(), -1n],
    [HMAC.toString(), 5n],
  ]);
  const ends = cluster
    .requests(ExpireDelegationToken)
    .map(({ body }) => [body.hmac.toString(), body.expiryTimePeriodMs]);
  assert.deepEqual(ends, [
    [HMAC.toString(), -1n],
    [HMAC.toString(), 6n],
  ]);
});

it('what a broker refuses is told by its name, and the secret by nobody', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  cluster.on(CreateDelegationToken, (_, n) =>
    n === 0 ? made : { errorCode: ErrorCode.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED },
  );
  const token = await cluster.run(admin.createDelegationToken());
  const refused = await cluster.run(failure(admin.createDelegationToken()));
  assert.match(refused.message, /^DELEGATION_TOKEN_REQUEST_NOT_ALLOWED/);
  cluster.on(DescribeDelegationToken, () => ({ errorCode: ErrorCode.DELEGATION_TOKEN_AUTH_DISABLED }));
  assert.match(
    (await cluster.run(failure(admin.describeDelegationToken()))).message,
    /^DELEGATION_TOKEN_AUTH_DISABLED/,
  );
  cluster.on(RenewDelegationToken, () => ({ errorCode: ErrorCode.DELEGATION_TOKEN_EXPIRED }));
  const expired = await cluster.run(failure(admin.renewDelegationToken(token.hmac)));
  assert.match(expired.message, /^DELEGATION_TOKEN_EXPIRED/);
  cluster.on(ExpireDelegationToken, () => ({ errorCode: ErrorCode.DELEGATION_TOKEN_NOT_FOUND }));
  const gone = await cluster.run(failure(admin.expireDelegationToken(token.hmac)));
  assert.match(gone.message, /^DELEGATION_TOKEN_NOT_FOUND/);
  // @ts-expect-error -- bytes are asked for
  const asText = await failure(admin.renewDelegationToken(token.hmacAsBase64));
  const none = await failure(admin.expireDelegationToken(Buffer.alloc(0)));
  assert.match(none.message, /hmac.*expected bytes/);
  const shown = [token, refused, expired, gone, asText, none].map((each) =>
    inspect(each, { depth: 9, showHidden: true, getters: true }),
  );
  for (const text of [...shown, JSON.stringify(token), asText.message]) {
    for (const secret of [HMAC.toString(), token.hmacAsBase64, HMAC.toString('hex'), '61 20 76']) {
      assert.equal(text.includes(secret), false, text);
    }
  }
  await assert.rejects(admin.createDelegationToken({ owner: 'alice' }), /owner.*'User:alice'/);
  await assert.rejects(admin.createDelegationToken({ maxLifetimeMs: 0 }), /maxLifetimeMs/);
});
