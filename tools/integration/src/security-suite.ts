import { describe } from 'node:test';
import { saslListeners } from './areas/sasl.ts';
import { tlsListeners } from './areas/tls.ts';
import { signedTokens } from './areas/tokens.ts';
import type { SecureTarget } from './secure-target.ts';
import { started } from './started.ts';

/** Every way in, and every way to be turned away, on a cluster with all kinds of listeners. */
export function defineSecuritySuite(name: string, start: () => Promise<SecureTarget>): void {
  describe(`the security suite on ${name}`, () => {
    const target = started(start);
    tlsListeners(target);
    saslListeners(target);
    signedTokens(target);
  });
}
