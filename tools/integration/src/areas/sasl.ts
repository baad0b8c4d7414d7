import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'node:test';
import type { ClusterOptions } from '@k/cluster';
import type { SaslMechanism } from '@k/conn';
import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';
import { ConnectionError } from '@k/wire';
import { authenticationErrorIn, comesIn, turnedAway } from '../entering.ts';
import { PATIENCE_MS } from '../lab.ts';
import { lacks } from '../needs.ts';
import { PlainClient } from '../plain-client.ts';
import { FIRST_WITH_SESSIONS, type SecureTarget } from '../secure-target.ts';
import type { GetSecureTarget } from '../security-suite.ts';

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
          await comesIn(optionsOf(credentials(target(), mechanism)));
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
        const value = unsignedToken('alice', Date.now() - 3_600_000);
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
      const bootstrapServers = target().addresses('SASL_PLAINTEXT');
      const clientId = `renewing-${Date.now().toString(36)}`;
      const events = { connect: 0, authenticate: 0 };
      const count = (event: unknown, name: string | symbol): void => {
        if ((event as { clientId?: string }).clientId !== clientId) return;
        if (name === '@k/cluster:connect') events.connect += 1;
        else events.authenticate += 1;
      };
      for (const name of ['@k/cluster:connect', '@k/cluster:authenticate']) subscribe(name, count);
      try {
        await using client = new PlainClient({
          bootstrapServers,
          clientId,
          sasl: credentials(target(), 'SCRAM-SHA-512'),
        });
        const topic = `renewed-${Date.now().toString(36)}`;
        await client.makeTopic(topic);
        const connections = events.connect;
        assert.ok(connections > 0);
        const authentications = events.authenticate;
        const deadline = Date.now() + PATIENCE_MS;
        let sent = 0;
        // The second renewal comes after the end that the session had at first.
        while (events.authenticate < authentications + 2 * connections) {
          assert.ok(Date.now() < deadline, `authenticated ${events.authenticate} times on ${connections} connections`);
          // Polls at the end of the log: requests are under way all the time.
          assert.deepEqual(await client.fetch(topic, sent, 50), []);
          assert.equal(await client.produce(topic, [String(sent)]), sent);
          sent += 1;
        }
        assert.equal(events.connect, connections);
      } finally {
        for (const name of ['@k/cluster:connect', '@k/cluster:authenticate']) unsubscribe(name, count);
      }
    });

    it('serves producers, consumers and their groups', async (t) => {
      if (lacks(target(), t, { listener: 'SASL_SSL', mechanism: 'SCRAM-SHA-512', since: RECORD_BATCHES })) return;
      const options = {
        bootstrapServers: target().addresses('SASL_SSL'),
        ssl: { ca: target().certificates.ca },
        sasl: credentials(target(), 'SCRAM-SHA-512'),
      };
      await using client = new PlainClient(options);
      const topic = `grouped-${Date.now().toString(36)}`;
      await client.makeTopic(topic);
      await using producer = new KafkaProducer(options);
      const values = Array.from({ length: 100 }, (_, i) => String(i));
      await producer.sendMany(values.map((value) => ({ topic, value })));
      await using consumer = new KafkaConsumer({ ...options, groupId: topic, autoOffsetReset: 'earliest' });
      consumer.subscribe({ topics: [topic] });
      const seen: (string | undefined)[] = [];
      const deadline = Date.now() + PATIENCE_MS;
      while (seen.length < values.length) {
        assert.ok(Date.now() < deadline, `${seen.length} of ${values.length} records came`);
        for (const record of await consumer.poll({ timeoutMs: 500 })) seen.push(record.value?.toString());
      }
      assert.deepEqual(seen, values);
    });
  });
}

function credentials({ users }: SecureTarget, mechanism: (typeof MECHANISMS)[number]): Sasl {
  if (mechanism === 'OAUTHBEARER') {
    const value = unsignedToken('alice', Date.now() + 3_600_000);
    return { mechanism, token: () => Promise.resolve({ value, lifetimeMs: 3_600_000 }) };
  }
  return { mechanism, username: 'alice', password: users['alice'] ?? '' };
}

/** A JWT without a signature (RFC 7519, 6), which test brokers believe. */
function unsignedToken(subject: string, expiresAt: number): string {
  const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
  const seconds = Math.floor(expiresAt / 1000);
  return `${part({ alg: 'none' })}.${part({ sub: subject, iat: seconds - 7200, exp: seconds })}.`;
}
