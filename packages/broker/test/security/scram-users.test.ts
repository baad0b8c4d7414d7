import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AlterUserScramCredentials, DescribeUserScramCredentials, ErrorCode, Metadata } from '@k/wire';
import { createBroker } from '../../src/index.ts';
import { saltedPassword, scramLogin } from '../support/scram-login.ts';
import { Simulated } from '../support/simulated.ts';

const SALT = Buffer.from('salt of the test');
const LISTENERS = [{ sasl: { mechanisms: ['SCRAM-SHA-256' as const, 'SCRAM-SHA-512' as const], users: { admin: 'admin-secret' } } }]; // prettier-ignore

function upsertion(name: string, password: string, mechanism = 1) {
  return {
    name,
    mechanism,
    iterations: 4096,
    salt: SALT,
    saltedPassword: saltedPassword(password, SALT, 4096, mechanism),
  };
}

async function codeOf(
  simulated: Simulated,
  user: string,
  password: string,
  mechanism?: 'SCRAM-SHA-512',
): Promise<number> {
  const client = await simulated.client();
  const login = scramLogin(client, user, password, mechanism === undefined ? {} : { mechanism });
  return (await simulated.run(login)).errorCode;
}

describe('SCRAM users at run time', () => {
  it('log in from when they are made until they are deleted, and stay in then', async () => {
    const simulated = await Simulated.start({ listeners: LISTENERS });
    const admin = await simulated.client();
    await simulated.run(scramLogin(admin, 'admin', 'admin-secret'));
    const alter = async (body: object): Promise<number | undefined> =>
      (await simulated.run(admin.request(AlterUserScramCredentials, 0, body))).results[0]?.errorCode;
    assert.equal(await codeOf(simulated, 'carol', 'first'), ErrorCode.SASL_AUTHENTICATION_FAILED);
    assert.equal(await alter({ upsertions: [upsertion('carol', 'first')] }), ErrorCode.NONE);
    assert.equal(await codeOf(simulated, 'carol', 'first'), ErrorCode.NONE);
    assert.equal(await codeOf(simulated, 'carol', 'first', 'SCRAM-SHA-512'), ErrorCode.SASL_AUTHENTICATION_FAILED);
    const carol = await simulated.client();
    await simulated.run(scramLogin(carol, 'carol', 'first'));
    assert.equal(await alter({ upsertions: [upsertion('carol', 'second')] }), ErrorCode.NONE);
    assert.equal(await codeOf(simulated, 'carol', 'first'), ErrorCode.SASL_AUTHENTICATION_FAILED);
    assert.equal(await codeOf(simulated, 'carol', 'second'), ErrorCode.NONE);
    assert.equal(await alter({ deletions: [{ name: 'carol', mechanism: 1 }] }), ErrorCode.NONE);
    assert.equal(await codeOf(simulated, 'carol', 'second'), ErrorCode.SASL_AUTHENTICATION_FAILED);
    assert.equal((await simulated.run(carol.request(Metadata, 8, { topics: [] }))).brokers.length, 1);
    await simulated.stop();
  });

  it('are beside those of the options, which can be altered and deleted, too', async () => {
    const simulated = await Simulated.start({ listeners: LISTENERS });
    const admin = await simulated.client();
    await simulated.run(scramLogin(admin, 'admin', 'admin-secret'));
    const told = async () => {
      const { results } = await simulated.run(admin.request(DescribeUserScramCredentials, 0, {}));
      return results.map(({ user, credentialInfos }) => [user, ...credentialInfos.map(({ mechanism }) => mechanism)]);
    };
    await simulated.run(admin.request(AlterUserScramCredentials, 0, { upsertions: [upsertion('carol', 'x', 2)] }));
    assert.deepEqual(await told(), [
      ['admin', 1, 2],
      ['carol', 2],
    ]);
    const gone = { deletions: [{ name: 'admin', mechanism: 1 }] };
    await simulated.run(admin.request(AlterUserScramCredentials, 0, gone));
    assert.deepEqual(await told(), [
      ['admin', 2],
      ['carol', 2],
    ]);
    assert.equal(await codeOf(simulated, 'admin', 'admin-secret'), ErrorCode.SASL_AUTHENTICATION_FAILED);
    assert.equal(await codeOf(simulated, 'admin', 'admin-secret', 'SCRAM-SHA-512'), ErrorCode.NONE);
    const again = await simulated.run(admin.request(AlterUserScramCredentials, 0, gone));
    assert.equal(again.results[0]?.errorCode, ErrorCode.RESOURCE_NOT_FOUND);
    await simulated.stop();
  });

  it('need none to begin with', async () => {
    await using broker = await createBroker({ listeners: [{ sasl: { mechanisms: ['SCRAM-SHA-512'] } }] });
    assert.equal(broker.bootstrapServers.length, 1);
  });
});
