import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClusterOptions } from '@k/cluster';
import type { SaslMechanism } from '@k/conn';
import { ConnectionError } from '@k/wire';
import { authenticationErrorIn, comesIn, turnedAway, worksInAGroup } from '../entering.ts';
import { lacks } from '../needs.ts';
import { type GetSecureTarget, FIRST_WITH_SESSIONS, type SecureTarget } from '../secure-target.ts';
import { worksBeyondItsSession } from './renewal.ts';

const WITH_PASSWORD = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
const MECHANISMS = [...WITH_PASSWORD, 'OAUTHBEARER'] as const;
/** What producers and consumers write and read. */
const RECORD_BATCHES = ['0.11', 'there are record batches'] as const;
const SECRET = 'not-the-password-at-all';

type Sasl = NonNullable<ClusterOptions['sasl']>;

export function saslListeners(target: GetSecureTarget): void {
  describe('SASL', () => {
    for (const listener of ['SASL_PLAINTEXT', 'SASL_SSL'] as const) {
      const optionsOf = (sasl?: Sasl): ClusterOptions => ({
        bootstrapServers: target().addresses(listener),
        ...(listener === 'SASL_SSL' ? { ssl: { ca: target().certificates.ca } } : {}),
        ...(sasl === undefined ? {} : { sasl }),
      });

      for (const mechanism of MECHANISMS) {
        it(`${listener} lets in who proves it by ${mechanism}`, async (t) => {
          if (lacks(target(), t, { listener, mechanism })) return;
          await comesIn(optionsOf(credentials(target(), mechanism, listener)));
        });
      }

      for (const mechanism of WITH_PASSWORD) {
        it(`${listener} turns away a wrong password and an unknown user by ${mechanism}`, async (t) => {
          if (lacks(target(), t, { listener, mechanism })) return;
          for (const username of ['alice', 'nobody']) {
            const error = await turnedAway(optionsOf({ mechanism, username, password: SECRET }), [SECRET]);
            const { message, mechanism: named } = authenticationErrorIn(error);
            assert.equal(named, mechanism);
            assert.match(message, new RegExp(mechanism));
          }
        });
      }

      it(`${listener} turns away a token that has expired`, async (t) => {
        if (lacks(target(), t, { listener, mechanism: 'OAUTHBEARER' })) return;
        const value = tokenFor(target(), listener, Date.now() - 3_600_000);
        const sasl = { mechanism: 'OAUTHBEARER', token: () => Promise.resolve({ value }) } as const;
        const error = await turnedAway(optionsOf(sasl), [value]);
        assert.equal(authenticationErrorIn(error).mechanism, 'OAUTHBEARER');
      });

      it(`${listener} tells what it takes to who comes with something else`, async (t) => {
        if (lacks(target(), t, { listener })) return;
        const authenticate: SaslMechanism['authenticate'] = async (exchange) => {
          await exchange(Buffer.from('abracadabra'));
        };
        const error = await turnedAway(optionsOf({ name: 'MAGIC-WORD', authenticate }));
        const { message } = authenticationErrorIn(error);
        for (const mechanism of target().mechanisms) assert.ok(message.includes(mechanism), message);
      });

      it(`${listener} does not let in who says nothing`, async (t) => {
        if (lacks(target(), t, { listener })) return;
        const error = await turnedAway(optionsOf());
        assert.ok(error instanceof ConnectionError);
        assert.match(error.message, /closed by the broker/);
      });
    }

    it('looks up a password for each connection where it is a function', async (t) => {
      if (lacks(target(), t, { mechanism: 'PLAIN' })) return;
      const { users } = target();
      let asked = 0;
      const password = (): Promise<string> => {
        asked += 1;
        return Promise.resolve(users['bob'] ?? '');
      };
      const sasl = { mechanism: 'PLAIN', username: 'bob', password } as const;
      await comesIn({ bootstrapServers: target().addresses('SASL_PLAINTEXT'), sasl });
      assert.ok(asked >= 1);
    });

    it('says so to who brings credentials where none are wanted', async (t) => {
      if (lacks(target(), t, { mechanism: 'PLAIN' })) return;
      const bootstrapServers = target().addresses('PLAINTEXT');
      const error = await turnedAway({ bootstrapServers, sasl: credentials(target(), 'PLAIN') });
      assert.match(error.message, /SASL/);
    });

    it('is renewed on the same connection before the session ends (KIP-368)', async (t) => {
      if (lacks(target(), t, { mechanism: 'SCRAM-SHA-512', since: [FIRST_WITH_SESSIONS, 'sessions end'] })) return;
      await worksBeyondItsSession({
        bootstrapServers: target().addresses('SASL_PLAINTEXT'),
        sasl: credentials(target(), 'SCRAM-SHA-512'),
      });
    });

    it('serves producers, consumers and their groups', async (t) => {
      if (lacks(target(), t, { listener: 'SASL_SSL', mechanism: 'SCRAM-SHA-512', since: RECORD_BATCHES })) return;
      await worksInAGroup({
        bootstrapServers: target().addresses('SASL_SSL'),
        ssl: { ca: target().certificates.ca },
        sasl: credentials(target(), 'SCRAM-SHA-512'),
      });
    });
  });
}

type SaslListener = 'SASL_PLAINTEXT' | 'SASL_SSL';

function credentials(
  target: SecureTarget,
  mechanism: (typeof MECHANISMS)[number],
  listener: SaslListener = 'SASL_PLAINTEXT',
): Sasl {
  if (mechanism === 'OAUTHBEARER') {
    const value = tokenFor(target, listener, Date.now() + 3_600_000);
    return { mechanism, token: () => Promise.resolve({ value, lifetimeMs: 3_600_000 }) };
  }
  return { mechanism, username: 'alice', password: target.users['alice'] ?? '' };
}

/** A token for alice, with a signature where it is looked at. */
function tokenFor({ tokens }: SecureTarget, listener: SaslListener, expiresAt: number): string {
  const exp = Math.floor(expiresAt / 1000);
  const claims = { sub: 'alice', iat: exp - 7200, exp };
  if (listener === 'SASL_SSL' && tokens !== undefined) return tokens.token(claims);
  // A JWT without a signature (RFC 7519, 6), which test brokers believe.
  const part = (object: object): string => Buffer.from(JSON.stringify(object)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
