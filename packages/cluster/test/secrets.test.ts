import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { createBroker } from '@k/broker';
import { BrokerConnection, type SaslExchange } from '@k/conn';
import { Metadata } from '@k/wire';
import { failure, inMemory } from '@k/testing';
import { Cluster, type ClusterOptions } from '../src/index.ts';
import { clientAt } from './support/client-at.ts';

const SECRET = 'hunter2-and-more';
const KEY = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`;

const SSL = { ca: 'not a certificate', cert: 'nor this', key: KEY, passphrase: SECRET };
const SASL: readonly NonNullable<ClusterOptions['sasl']>[] = [
  { mechanism: 'PLAIN', username: 'alice', password: SECRET },
  { mechanism: 'SCRAM-SHA-512', username: 'alice', password: SECRET, tokenAuth: true },
  { mechanism: 'OAUTHBEARER', token: () => Promise.resolve({ value: SECRET, lifetimeMs: 60_000 }) },
  {
    mechanism: 'OAUTHBEARER',
    oidc: {
      tokenEndpointUrl: 'https://login.example/token',
      clientId: 'me',
      clientSecret: SECRET,
      parameters: { client_assertion: SECRET },
      fetch: () => Promise.reject(new Error('no way there')),
    },
  },
];

/** All that a log, a debugger's console or an error report may make of it. */
function shown(value: unknown): string {
  const json = JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  const properties = inspect(value, { depth: 30, showHidden: true, getters: true, maxStringLength: null });
  return `${String(value)} ${properties} ${json} ${value instanceof Error ? (value.stack ?? '') : ''}`;
}

function assertUntold(...values: unknown[]): void {
  for (const value of values) {
    const text = shown(value);
    for (const secret of [SECRET, Buffer.from(SECRET).toString('base64'), Buffer.from(SECRET).toString('hex')]) {
      assert.ok(!text.includes(secret), `it shows ${secret}: ${text.slice(0, 2_000)}`);
    }
  }
}

describe('secrets', () => {
  for (const sasl of SASL) {
    const name = `${'mechanism' in sasl ? sasl.mechanism : ''}${'oidc' in sasl ? ' by OIDC' : ''}`;

    it(`${name}: are in nothing that can be printed of a client`, async () => {
      const options = { bootstrapServers: '127.0.0.1:1', sasl, ssl: SSL };
      const cluster = new Cluster(options);
      const connection = new BrokerConnection({ host: '127.0.0.1', port: 1, sasl, ssl: SSL });
      const errors = await Promise.all([failure(cluster.connect({ retry: false })), failure(connection.connect())]);
      assertUntold(cluster, cluster.settings, cluster.health());
      assertUntold(connection, ...errors);
      await Promise.all([cluster.close(), connection.close()]);
    });

    it(`${name}: are in no event and no line, whatever the broker says`, async () => {
      await using place = inMemory();
      const mechanisms: ('PLAIN' | 'OAUTHBEARER')[] = ['PLAIN', 'OAUTHBEARER'];
      const listener = { sasl: { mechanisms, users: { alice: 'another' } } };
      const broker = await place.run(createBroker({ listeners: [listener], ...place.broker }));
      const told: unknown[] = [];
      const tell = (...line: unknown[]): void => void told.push(line);
      const channels = ['connect', 'authenticate', 'disconnect', 'request', 'retry', 'refresh'].map(
        (each) => `@k/cluster:${each}`,
      );
      for (const channel of channels) subscribe(channel, tell);
      const cluster = clientAt(place, {
        bootstrapServers: broker.bootstrapServers,
        sasl,
        logger: { debug: tell, info: tell, warn: tell, error: tell },
      });
      const error = await place.run(
        failure(cluster.request('any', Metadata, { topics: [] }, { retry: true, timeoutMs: 1_000 })),
      );
      for (const channel of channels) unsubscribe(channel, tell);
      assert.ok(told.length >= 4, `${told.length} events and lines`);
      assertUntold(error, told, cluster.health());
      await place.run(broker.close());
    });
  }

  it('of a mechanism of one’s own that takes text for bytes are not in the error', async () => {
    await using place = inMemory();
    const listener = { sasl: { users: { alice: 'another' } } };
    const broker = await place.run(createBroker({ listeners: [listener], ...place.broker }));
    const authenticate = async (exchange: SaslExchange): Promise<void> => {
      await exchange(SECRET as never);
    };
    const cluster = clientAt(place, {
      bootstrapServers: broker.bootstrapServers,
      sasl: { name: 'PLAIN', authenticate },
    });
    const error = await place.run(failure(cluster.connect({ retry: false })));
    assertUntold(error);
    assert.match(error.message, /by PLAIN: the mechanism gave a string for a token: tokens are bytes/);
    await place.run(broker.close());
  });
});
