import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CreateDelegationToken,
  DescribeDelegationToken,
  ErrorCode,
  ExpireDelegationToken,
  Metadata,
  RenewDelegationToken,
} from '@k/wire';
import type { BrokerOptions } from '../../src/options.ts';
import { scramLogin } from '../support/scram-login.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';

const HOUR = 3_600_000;
const OPTIONS: BrokerOptions = {
  listeners: [{ sasl: { users: { alice: 'alice-secret', bob: 'bob-secret' } } }],
  delegationTokens: { maxLifetimeMs: 10 * HOUR, expiryTimeMs: 2 * HOUR },
};

async function started(options: BrokerOptions = {}): Promise<{ simulated: Simulated; alice: RawClient }> {
  const simulated = await Simulated.start({ ...OPTIONS, ...options });
  const alice = await simulated.client();
  await simulated.run(scramLogin(alice, 'alice', 'alice-secret'));
  return { simulated, alice };
}

async function byToken(simulated: Simulated, { tokenId, hmac }: { tokenId: string; hmac: Buffer }) {
  const client = await simulated.client();
  const login = scramLogin(client, tokenId, hmac.toString('base64'), { extensions: ',tokenauth=true' });
  return { client, ...(await simulated.run(login)) };
}

describe('delegation tokens', () => {
  it('log in as their owner, for as long as they live, and cannot ask for more of them', async () => {
    const { simulated, alice } = await started();
    const token = await simulated.run(alice.request(CreateDelegationToken, 3, { maxLifetimeMs: -1 }));
    assert.equal(token.errorCode, ErrorCode.NONE);
    const { client, errorCode, sessionLifetimeMs } = await byToken(simulated, token);
    assert.equal(errorCode, ErrorCode.NONE);
    assert.ok(sessionLifetimeMs > 0n && sessionLifetimeMs <= BigInt(2 * HOUR));
    assert.deepEqual(simulated.broker.connections.map(({ principal }) => principal), ['alice', 'alice']); // prettier-ignore
    const more = await simulated.run(client.request(CreateDelegationToken, 3, { maxLifetimeMs: -1 }));
    assert.equal(more.errorCode, ErrorCode.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED);
    await simulated.run(simulated.clock.advance(2 * HOUR + 1));
    await assert.rejects(simulated.run(client.request(Metadata, 8, { topics: [] })), /closed/);
    await simulated.stop();
  });

  it('live on when they are renewed, up to their end', async () => {
    const { simulated, alice } = await started();
    const token = await simulated.run(alice.request(CreateDelegationToken, 3, { maxLifetimeMs: -1 }));
    const renew = () => simulated.run(alice.request(RenewDelegationToken, 2, { hmac: token.hmac, renewPeriodMs: -1 }));
    for (let hours = 1; hours <= 9; hours++) {
      await simulated.clock.advance(HOUR);
      const { errorCode, expiryTimestampMs } = await renew();
      assert.equal(errorCode, ErrorCode.NONE);
      const lives = Number(expiryTimestampMs - token.issueTimestampMs) / HOUR;
      assert.equal(Math.round(lives), Math.min(hours + 2, 10));
    }
    await simulated.clock.advance(HOUR + 1000);
    assert.equal((await renew()).errorCode, ErrorCode.DELEGATION_TOKEN_EXPIRED);
    await simulated.stop();
  });

  it('are taken away some time after they ended', async () => {
    const { simulated, alice } = await started();
    const token = await simulated.run(alice.request(CreateDelegationToken, 3, { maxLifetimeMs: 1000 }));
    const told = async (): Promise<number> =>
      (await simulated.run(alice.request(DescribeDelegationToken, 3, { owners: null }))).tokens.length;
    await simulated.clock.advance(2000);
    assert.equal(await told(), 1);
    await simulated.clock.advance(HOUR);
    assert.equal(await told(), 0);
    assert.equal((await byToken(simulated, token)).errorCode, ErrorCode.SASL_AUTHENTICATION_FAILED);
    const expired = await simulated.run(alice.request(ExpireDelegationToken, 2, { hmac: token.hmac, expiryTimePeriodMs: -1 })); // prettier-ignore
    assert.equal(expired.errorCode, ErrorCode.DELEGATION_TOKEN_NOT_FOUND);
    await simulated.stop();
  });

  it('are not there where they are not switched on, nor for who did not say a name', async () => {
    const { simulated, alice } = await started({ delegationTokens: undefined });
    const off = ErrorCode.DELEGATION_TOKEN_AUTH_DISABLED;
    assert.equal((await simulated.run(alice.request(CreateDelegationToken, 3, {}))).errorCode, off);
    assert.equal((await simulated.run(alice.request(RenewDelegationToken, 2, {}))).errorCode, off);
    assert.equal((await simulated.run(alice.request(ExpireDelegationToken, 2, {}))).errorCode, off);
    assert.equal((await simulated.run(alice.request(DescribeDelegationToken, 3, {}))).errorCode, off);
    await simulated.stop();
    const open = await Simulated.start({ delegationTokens: {} });
    const client = await open.client();
    const { errorCode } = await open.run(client.request(CreateDelegationToken, 3, {}));
    assert.equal(errorCode, ErrorCode.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED);
    await open.stop();
  });
});
