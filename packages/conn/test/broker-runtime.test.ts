import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createBroker } from '@k/broker';
import { simulation } from '@k/testing';
import { AuthenticationError, Metadata } from '@k/wire';
import { BrokerConnection } from '../src/broker-connection.ts';
import type { SaslOptions } from '../src/sasl/options.ts';

// `@k/broker` depends on no client package: that both fit the same simulation is shown here, by the compiler too.

const addressOf = (server = ''): { host: string; port: number } => {
  const [host = '', port] = server.split(':');
  return { host, port: Number(port) };
};

it('a connection works over the simulation of @k/broker, cut into bytes and delayed', async () => {
  const runtime = simulation(42);
  const { clock, network, random } = runtime;
  const broker = await createBroker({ network, clock, random });
  broker.createTopic('t', { partitions: 3 });
  network.setFaults({ maxChunkBytes: 3, latencyMs: [1, 20] });
  const connection = new BrokerConnection({ ...addressOf(broker.bootstrapServers[0]), runtime });
  const body = { topics: [{ name: 't' }] };
  const replies = await clock.runUntil(
    Promise.all(Array.from({ length: 20 }, () => connection.request(Metadata, body))),
  );
  assert.ok(replies.every(({ topics }) => topics[0]?.partitions.length === 3));
  await clock.runUntil(connection.close());
  await clock.runUntil(broker.close());
  assert.equal(network.connectionCount, 0);
});

it('a broker in a black hole is given up at the end of the set-up time', async () => {
  const runtime = simulation(1);
  runtime.network.setFaults({ blackHole: true });
  const connection = new BrokerConnection({ host: 'nowhere', port: 1, runtime });
  const started = runtime.clock.monotonic();
  await assert.rejects(
    runtime.clock.runUntil(connection.connect()),
    /nowhere:1: not set up within 10000 ms.*connecting/,
  );
  assert.equal(runtime.clock.monotonic() - started, 10_000);
});

it('a connection works over TCP with @k/broker', async () => {
  await using broker = await createBroker();
  broker.createTopic('t', { partitions: 2 });
  await using connection = new BrokerConnection(addressOf(broker.bootstrapServers[0]));
  const { topics } = await connection.request(Metadata, { topics: [{ name: 't' }] });
  assert.equal(topics[0]?.partitions.length, 2);
});

/** A token of nobody's, for `alice`. */
const aliceToken = [{ alg: 'none' }, { sub: 'alice', exp: 9_999_999_999 }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

it('an authorization id goes along with PLAIN and OAUTHBEARER, and Kafka takes none but the user’s own', async () => {
  const runtime = simulation(3);
  const sasl = {
    mechanisms: ['PLAIN', 'OAUTHBEARER'] as ('PLAIN' | 'OAUTHBEARER')[],
    users: { alice: 'alice-secret' },
  };
  const broker = await runtime.clock.runUntil(createBroker({ ...runtime, listeners: [{ sasl }] }));
  const connect = async (sasl: SaslOptions): Promise<void> => {
    const connection = new BrokerConnection({ ...addressOf(broker.bootstrapServers[0]), runtime, sasl });
    try {
      await runtime.clock.runUntil(connection.connect());
    } finally {
      await runtime.clock.runUntil(connection.close());
    }
  };
  const plain = { mechanism: 'PLAIN', username: 'alice', password: 'alice-secret' } as const;
  const bearer = { mechanism: 'OAUTHBEARER', token: () => Promise.resolve({ value: `${aliceToken}.` }) } as const;
  for (const each of [plain, bearer]) {
    await connect(each);
    await connect({ ...each, authorizationId: '' });
    await connect({ ...each, authorizationId: 'alice' });
    await assert.rejects(
      connect({ ...each, authorizationId: 'bob' }),
      (error) =>
        error instanceof AuthenticationError && /requested an authorization id.* that is different/.test(error.message),
    );
  }
  // Kafka has a word against it, the client has none.
  await assert.rejects(connect({ ...plain, password: '' }), /by PLAIN: Authentication failed: password not specified/);
  await runtime.clock.runUntil(broker.close());
});
