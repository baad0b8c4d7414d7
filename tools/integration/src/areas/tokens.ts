import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClusterOptions } from '@k/cluster';
import { authenticationErrorIn, comesIn, turnedAway } from '../entering.ts';
import { lacks } from '../needs.ts';
import type { GetSecureTarget, SecureTarget } from '../secure-target.ts';
import type { TokenIssuer } from '../token-issuer.ts';
import { worksBeyondItsSession } from './renewal.ts';

const SIGNED = { listener: 'SASL_SSL', mechanism: 'OAUTHBEARER', signedTokens: true } as const;
const WRONG_SECRET = 'k: not the secret at all';

type Oidc = Partial<Extract<NonNullable<ClusterOptions['sasl']>, { mechanism: 'OAUTHBEARER'; oidc: object }>['oidc']>;

/** On SASL_SSL, whose brokers look at signature, issuer, audience and time; tokens come from a provider of ours. */
export function signedTokens(target: GetSecureTarget): void {
  describe('signed tokens', () => {
    const byToken = (value: string): ClusterOptions => ({
      ...line(target()),
      sasl: { mechanism: 'OAUTHBEARER', token: () => Promise.resolve({ value }) },
    });
    const byOidc = (clientId: string, changes: Oidc = {}): ClusterOptions => {
      const { tokenUrl, clients } = issuerOf(target());
      const clientSecret = clients[clientId]?.secret ?? WRONG_SECRET;
      const oidc = { tokenEndpointUrl: tokenUrl, clientId, clientSecret, ...changes };
      return { ...line(target()), sasl: { mechanism: 'OAUTHBEARER', oidc } };
    };

    it('let in who is given one for its client credentials (KIP-768), once for all its connections', async (t) => {
      if (lacks(target(), t, SIGNED)) return;
      const { given, audience } = issuerOf(target());
      const before = given.length;
      const extensions = { logicalCluster: 'lkc-1' };
      await comesIn(byOidc('service', { scope: 'kafka', parameters: { audience }, extensions }));
      const form = { grant_type: 'client_credentials', scope: 'kafka', audience };
      assert.deepEqual(given.slice(before), [{ clientId: 'service', form }]);
    });

    it('are not given to who has a wrong secret or wants too much, which is said in the provider’s words', async (t) => {
      if (lacks(target(), t, SIGNED)) return;
      for (const [options, words] of [
        [byOidc('service', { clientSecret: WRONG_SECRET }), /HTTP 401, invalid_client: no such client/],
        [byOidc('nobody'), /HTTP 401, invalid_client: no such client/],
        [byOidc('service', { scope: 'everything' }), /HTTP 400, invalid_scope: there is no scope but kafka/],
      ] as const) {
        const secrets = [WRONG_SECRET, issuerOf(target()).clients['service']?.secret ?? ''];
        const encoded = secrets.map((secret) => new URLSearchParams({ x: secret }).toString().slice(2));
        const error = authenticationErrorIn(await turnedAway(options, [...secrets, ...encoded]));
        assert.equal(error.mechanism, 'OAUTHBEARER');
        assert.match(error.message, words);
      }
    });

    const bad: readonly (readonly [what: string, make: (issuer: TokenIssuer) => string])[] = [
      ['somebody else has signed', (issuer) => issuer.forgedToken()],
      ['has expired', (issuer) => issuer.token({ exp: Math.floor(Date.now() / 1000) - 3600 })],
      ['is for another audience', (issuer) => issuer.token({ aud: 'somebody-else' })],
      ['is from another issuer', (issuer) => issuer.token({ iss: 'http://elsewhere.example' })],
      ['was changed after it was signed', (issuer) => changed(issuer.token())],
    ];
    for (const [what, make] of bad) {
      it(`turn away who brings one that ${what}`, async (t) => {
        if (lacks(target(), t, SIGNED)) return;
        const value = make(issuerOf(target()));
        const error = authenticationErrorIn(await turnedAway(byToken(value), [value]));
        assert.equal(error.mechanism, 'OAUTHBEARER');
        assert.match(error.message, /refuses the token: status invalid_token/);
      });
    }

    it('are asked for anew before they end, to renew the session on the same connections', async (t) => {
      if (lacks(target(), t, SIGNED)) return;
      const { given } = issuerOf(target());
      const before = given.length;
      await worksBeyondItsSession(byOidc('hasty'));
      assert.ok(given.length - before >= 2, 'the first token was used beyond its end');
    });
  });
}

function line(target: SecureTarget): Pick<ClusterOptions, 'bootstrapServers' | 'ssl'> {
  return { bootstrapServers: target.addresses('SASL_SSL'), ssl: { ca: target.certificates.ca } };
}

function issuerOf({ tokens }: SecureTarget): TokenIssuer {
  return tokens ?? assert.fail('nobody signs tokens here');
}

/** For another user, with the signature that it had. */
function changed(token: string): string {
  const [header, claims = '', signature] = token.split('.');
  const text = Buffer.from(claims, 'base64url').toString().replace('"alice"', '"admin"');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}
