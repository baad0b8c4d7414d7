import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { saslListeners } from './areas/sasl.ts';
import { tlsListeners } from './areas/tls.ts';
import { signedTokens } from './areas/tokens.ts';
import type { GetSecureTarget, SecureTarget } from './secure-target.ts';

/** Every way in, and every way to be turned away, on a cluster with all kinds of listeners. */
export function defineSecuritySuite(name: string, start: () => Promise<SecureTarget>): void {
  describe(`the security suite on ${name}`, () => {
    let started: SecureTarget | undefined;
    before(async () => {
      started = await start();
    });
    after(async () => {
      await started?.close();
    });
    const target: GetSecureTarget = () => {
      assert.ok(started !== undefined, 'the target has not started');
      return started;
    };
    tlsListeners(target);
    saslListeners(target);
    signedTokens(target);
  });
}
