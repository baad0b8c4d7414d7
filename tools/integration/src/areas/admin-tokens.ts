import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import type { DelegationToken, KafkaAdmin } from '@k/admin';
import { atLeast, needsZooKeeper } from '@k/tool-kafka';
import { adminOf, bobOf, everythingAdmin, type GetAccessTarget } from '../access-clients.ts';
import { eventually } from '../eventually.ts';
import { failure } from '../failure.ts';
import { PATIENCE_MS } from '../lab.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Delegation tokens, by `@k/admin`. */
export function adminTokens(target: GetAccessTarget): void {
  const since = (release: string): boolean => atLeast(target().version, release);

  function byToken({ tokenId, hmacAsBase64 }: DelegationToken): KafkaAdmin {
    const sasl = { mechanism: 'SCRAM-SHA-256', username: tokenId, password: hmacAsBase64, tokenAuth: true } as const;
    return adminOf(target(), sasl);
  }

  describe('delegation tokens', () => {
    it('are made, log in, are told, renewed and ended', async (t) => {
      await using bob = bobOf(target());
      if (!since('1.1')) {
        assert.match((await failure(bob.createDelegationToken(limits))).message, /CreateDelegationToken.*lacks it/);
        return;
      }
      if (!needsZooKeeper(target().version) && !since('3.6')) {
        t.skip('without a ZooKeeper there are tokens from 3.6 on');
        return;
      }
      const token = await bob.createDelegationToken({ ...limits, renewers: ['User:alice'], maxLifetimeMs: 7_200_000 });
      assert.deepEqual([token.owner, token.renewers], ['User:bob', ['User:alice']]);
      assert.equal(token.requester, since('3.3') ? 'User:bob' : undefined);
      assert.equal(token.maxTimestamp, token.issueTimestamp + 7_200_000);
      await eventually('the change is seen', async () => {
        const [told] = await bob.describeDelegationToken(limits);
        assert.deepEqual([told?.tokenId, told?.hmac, told?.renewers], [token.tokenId, token.hmac, ['User:alice']]);
      });
      assert.equal(inspect(await bob.describeDelegationToken(limits)).includes(token.hmacAsBase64), false);
      await using guest = byToken(token);
      await eventually('the change is seen', async () => {
        await assert.doesNotReject(guest.connect({ retry: false, timeoutMs: PATIENCE_MS }));
      });
      const byGuest = await failure(guest.createDelegationToken(limits));
      assert.match(byGuest.message, /^DELEGATION_TOKEN_REQUEST_NOT_ALLOWED/);
      const renewed = await bob.renewDelegationToken(token.hmac, { ...limits, renewTimePeriodMs: 3_600_000 });
      assert.ok(renewed > token.issueTimestamp && renewed <= token.maxTimestamp);
      await bob.expireDelegationToken(token.hmac, limits);
      await eventually('the change is seen', async () => {
        assert.deepEqual(await bob.describeDelegationToken(limits), []);
      });
      await eventually('the change is seen', async () => {
        await using late = byToken(token);
        await assert.rejects(late.connect({ retry: false, timeoutMs: PATIENCE_MS }), /authenticat|credentials/i);
      });
      const gone = await failure(bob.renewDelegationToken(token.hmac, limits));
      assert.match(gone.message, /^DELEGATION_TOKEN_NOT_FOUND/);
    });

    it('are not for who has no name', async (t) => {
      if (!since('1.1')) {
        t.skip('tokens came with 1.1');
        return;
      }
      await using nobody = everythingAdmin(target());
      const making = await failure(nobody.createDelegationToken(limits));
      assert.match(making.message, /^DELEGATION_TOKEN_REQUEST_NOT_ALLOWED/);
      const telling = await failure(nobody.describeDelegationToken(limits));
      assert.match(telling.message, /^DELEGATION_TOKEN_REQUEST_NOT_ALLOWED/);
    });
  });
}
