import * as wire from '@k/wire';
import { RawClient } from '../support/raw-client.ts';
import { saltedPassword, scramLogin } from '../support/scram-login.ts';
import { login, type AccessProbe } from './access-probe.ts';

const SALT = Buffer.from('a salt of the test');
const SHA_256 = 1;
const SHA_512 = 2;

interface Upsertion {
  readonly name?: string;
  readonly mechanism?: number;
  readonly iterations?: number;
  readonly password?: string;
}

function upsertion({ name = 'carol', mechanism = SHA_256, iterations = 4096, password = 'first' }: Upsertion) {
  return {
    name,
    mechanism,
    iterations,
    salt: SALT,
    saltedPassword: saltedPassword(password, SALT, iterations, mechanism),
  };
}

/** Users by SCRAM, and delegation tokens. */
export async function probeLogins(probe: AccessProbe): Promise<void> {
  await probeScramUsers(probe);
  await probeTokens(probe);
}

async function probeScramUsers(probe: AccessProbe): Promise<void> {
  const describe = (what: string, users: string[] | null, client = probe.admin) =>
    probe.ask(`told: ${what}`, () =>
      client.request(wire.DescribeUserScramCredentials, 0, { users: users?.map((name) => ({ name })) ?? null }),
    );
  const alter = async (
    what: string,
    upsertions: Upsertion[],
    deletions: { name?: string; mechanism?: number }[] = [],
    client = probe.admin,
  ): Promise<void> => {
    const body = {
      upsertions: upsertions.map(upsertion),
      deletions: deletions.map(({ name = 'carol', mechanism = SHA_256 }) => ({ name, mechanism })),
    };
    await probe.ask(`altered: ${what}`, () => client.request(wire.AlterUserScramCredentials, 0, body));
    await new Promise((resolve) => setTimeout(resolve, probe.settleMs));
  };
  const enters = (what: string, user: string, password: string, mechanism?: 'SCRAM-SHA-512') =>
    probe.ask(`enters: ${what}`, async () => {
      const client = await RawClient.tcp(probe.addresses.sasl);
      const { errorCode, errorMessage } = await scramLogin(client, user, password, mechanism === undefined ? {} : { mechanism }); // prettier-ignore
      client.close();
      return [errorCode, errorMessage];
    });
  await describe('all', []);
  await describe('null', null);
  await describe('some, some unknown', ['alice', 'nobody', 'bob']);
  await describe('twice', ['alice', 'alice', 'bob']);
  await describe('no name', ['']);
  await enters('before there is one', 'carol', 'first');
  await alter('nothing', []);
  await alter('a new one', [{}]);
  await enters('as she was made', 'carol', 'first');
  await enters('with a wrong password', 'carol', 'second');
  await enters('by another mechanism', 'carol', 'first', 'SCRAM-SHA-512');
  await alter('the other mechanism', [{ mechanism: SHA_512, password: 'other', iterations: 8192 }]);
  await enters('by it', 'carol', 'other', 'SCRAM-SHA-512');
  await describe('both', ['carol']);
  await alter('another password', [{ password: 'second', iterations: 5000 }]);
  await enters('with it', 'carol', 'second');
  await enters('with the old one', 'carol', 'first');
  await alter('both at once', [{}, { mechanism: SHA_512 }]);
  await alter('one three times', [{}, {}, {}]);
  await alter('deleted and made', [{}], [{ mechanism: SHA_512 }]);
  await alter('deleted twice', [], [{}, { mechanism: SHA_512 }]);
  await alter('few iterations', [{ iterations: 4095 }]);
  await alter('most iterations', [{ name: 'dave', iterations: 16384 }]);
  await alter('too many iterations', [{ name: 'erin', iterations: 16385 }]);
  await alter('no name', [{ name: '' }]);
  await alter('an unknown mechanism', [{ mechanism: 0, name: 'erin' }]);
  await alter('a mechanism from the future', [{ mechanism: 9, name: 'erin' }]);
  await alter('good and bad', [{ name: 'erin' }, { name: 'frank', iterations: 1 }], [{ name: 'nobody' }]);
  await alter('bad, and again', [{ name: 'grace', iterations: 1 }, { name: 'grace' }]);
  await alter('who is not there', [], [{ name: 'nobody' }]);
  await alter('who has another mechanism', [], [{ name: 'erin', mechanism: SHA_512 }]);
  await alter('deleted without a name', [], [{ name: '' }]);
  await alter('deleted by an unknown mechanism', [], [{ name: 'erin', mechanism: 7 }]);
  await describe('all of then', []);
  await alter('deleted', [], [{}]);
  await enters('after that', 'carol', 'second');
  await enters('after that, by the other', 'carol', 'other', 'SCRAM-SHA-512');
  await alter('another password of one who was there', [{ name: 'bob', password: 'new' }]);
  await enters('with that', 'bob', 'new');
  await enters('with the one before', 'bob', 'bob-secret');
  await enters('with that before, by the other', 'bob', 'bob-secret', 'SCRAM-SHA-512');
  await alter('one who was there, deleted', [], [{ name: 'bob' }]);
  await enters('as the deleted one', 'bob', 'new');
  await describe('after all', []);
  await probe.give([]);
  await probe.ask('without rights: told', (client) => client.request(wire.DescribeUserScramCredentials, 0, {}));
  await probe.ask(
    'without rights: altered',
    (client) =>
    client.request(wire.AlterUserScramCredentials, 0, { upsertions: [upsertion({})], deletions: [{ name: 'dave', mechanism: SHA_256 }] }), // prettier-ignore
  );
  const left = ['dave', 'erin'].map((name) => ({ name }));
  await alter('all away', [], [...left, { mechanism: SHA_512 }]);
  await alter('bob back', [{ name: 'bob', password: 'bob-secret' }]);
}

const RENEWERS = [{ principalType: 'User', principalName: 'bob' }];

async function probeTokens(probe: AccessProbe): Promise<void> {
  await probe.give([]);
  const alice = await login(probe.addresses.sasl, 'alice');
  const bob = await login(probe.addresses.sasl, 'bob');
  const create = async (
    what: string,
    client: RawClient,
    body: wire.MessageInit<wire.CreateDelegationTokenRequest>,
    version = 3,
  ) => {
    // prettier-ignore
    let created: wire.CreateDelegationTokenResponse | undefined;
    await probe.ask(`created: ${what}`, async () => {
      created = await client.request(wire.CreateDelegationToken, version, { maxLifetimeMs: -1, ...body });
      const { issueTimestampMs, expiryTimestampMs, maxTimestampMs } = created;
      return [created, Number(expiryTimestampMs - issueTimestampMs), Number(maxTimestampMs - issueTimestampMs)];
    });
    await new Promise((resolve) => setTimeout(resolve, probe.settleMs));
    return created ?? { tokenId: '', hmac: Buffer.alloc(0) };
  };
  const none = Buffer.from('no such token');
  // Those of a run before.
  for (const { hmac: old } of (await alice.request(wire.DescribeDelegationToken, 3, { owners: null })).tokens) {
    await alice.request(wire.ExpireDelegationToken, 2, { hmac: old, expiryTimePeriodMs: -1 });
  }
  await new Promise((resolve) => setTimeout(resolve, probe.settleMs));
  const first = await create('one', alice, { renewers: RENEWERS });
  await create('one, v2', alice, { renewers: [] }, 2);
  await create('a short one', alice, { maxLifetimeMs: 5000 });
  await create('one without an end', alice, { maxLifetimeMs: 9_000_000_000_000 });
  await create('with a renewer that is no user', alice, {
    renewers: [{ principalType: 'Group', principalName: 'devs' }],
  });
  await create('for bob', alice, { ownerPrincipalType: 'User', ownerPrincipalName: 'bob' });
  await create('for herself by name', alice, { ownerPrincipalType: 'User', ownerPrincipalName: 'alice' });
  await create('for nobody', alice, { ownerPrincipalType: 'User', ownerPrincipalName: '' });
  await create('without a name', probe.admin, {});
  const hmac = first.hmac;
  const renew = (what: string, client: RawClient, bytes: Buffer, renewPeriodMs = -1) =>
    probe.ask(`renewed: ${what}`, () => client.request(wire.RenewDelegationToken, 2, { hmac: bytes, renewPeriodMs }));
  const expire = async (what: string, client: RawClient, bytes: Buffer, expiryTimePeriodMs: number): Promise<void> => {
    const ask = () => client.request(wire.ExpireDelegationToken, 2, { hmac: bytes, expiryTimePeriodMs });
    await probe.ask(`expired: ${what}`, ask);
    await new Promise((resolve) => setTimeout(resolve, probe.settleMs));
  };
  const describe = (what: string, client: RawClient, owners: string[] | null) =>
    probe.ask(`described: ${what}`, () =>
      client.request(wire.DescribeDelegationToken, 3, {
        owners: owners?.map((principalName) => ({ principalType: 'User', principalName })) ?? null,
      }),
    );
  await renew('by its owner', alice, hmac);
  await renew('for a while', alice, hmac, 60_000);
  await renew('by a renewer', bob, hmac);
  await renew('one that is not there', alice, none);
  await renew('without a name', probe.admin, hmac);
  await describe('all, by alice', alice, null);
  await describe('all, by bob', bob, null);
  await describe('of alice, by bob', bob, ['alice']);
  await describe('of others, by bob', bob, ['carol']);
  await describe('of nobody', alice, []);
  await describe('without a name', probe.admin, null);
  const hers = await create('one of alice alone', alice, {});
  await renew('by somebody else', bob, hers.hmac);
  await expire('by somebody else', bob, hers.hmac, -1);
  await expire('one that is not there', alice, none, -1);
  await expire('without a name', probe.admin, none, -1);
  await expire('in a while', alice, hers.hmac, 60_000);
  const enters = async (
    what: string,
    user: string,
    password: string,
    extensions = ',tokenauth=true',
  ): Promise<RawClient> => {
    // prettier-ignore
    const client = await RawClient.tcp(probe.addresses.sasl);
    await probe.ask(`enters: ${what}`, async () => {
      const { errorCode, errorMessage, sessionLifetimeMs } = await scramLogin(client, user, password, { extensions });
      return [errorCode, errorMessage, sessionLifetimeMs > 0n];
    });
    return client;
  };
  const password = hmac.toString('base64');
  const byToken = await enters('by a token', first.tokenId, password);
  await probe.ask('by a token: metadata', () => byToken.request(wire.Metadata, 8, { topics: [] }));
  await create('by a token', byToken, {});
  await renew('by a token', byToken, hmac);
  await expire('by a token', byToken, hmac, -1);
  await describe('by a token', byToken, null);
  byToken.close();
  (await enters('by a token, without saying so', first.tokenId, password, '')).close();
  (await enters('by a token, falsely', first.tokenId, password, ',tokenauth=false')).close();
  (await enters('by a token that is none', 'no-such-token', password)).close();
  (await enters('by a token, with a wrong hmac', first.tokenId, 'wrong')).close();
  (await enters('as a user, as if that were a token', 'bob', 'bob-secret')).close();
  await expire('at once', alice, hmac, -1);
  await renew('one that is gone', alice, hmac);
  (await enters('by one that is gone', first.tokenId, password)).close();
  const short = await create('one of a moment', alice, { maxLifetimeMs: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  await renew('one that has ended', alice, short.hmac);
  await expire('one that has ended', alice, short.hmac, 1000);
  await expire('one that has ended, at once', alice, short.hmac, -1);
  await probe.give([{ operation: 'CREATE_TOKENS', type: 'USER', name: '*' }, { operation: 'DESCRIBE_TOKENS', type: 'USER', name: '*' }]); // prettier-ignore
  const bobs = await create('for bob, by who may', alice, { ownerPrincipalType: 'User', ownerPrincipalName: 'bob' });
  await describe('of bob, by who may', alice, ['bob']);
  await renew('of bob, by who made it', alice, bobs.hmac);
  await expire('of bob, by himself', bob, bobs.hmac, -1);
  alice.close();
  bob.close();
}
