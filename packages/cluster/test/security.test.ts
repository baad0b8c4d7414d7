import assert from 'node:assert/strict';
import { createServer as createTlsServer } from 'node:tls';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { createBroker, type Broker } from '@k/broker';
import { AuthenticationError, ConnectionError, ErrorCode, Metadata, ProtocolError } from '@k/wire';
import { failure, inMemory, onSockets, type Place, PLACES } from '@k/testing';
import type { Cluster, ClusterOptions, Logger } from '../src/index.ts';
import { clientAt } from './support/client-at.ts';

const OFFERED: ('PLAIN' | 'SCRAM-SHA-256' | 'OAUTHBEARER')[] = ['PLAIN', 'SCRAM-SHA-256', 'OAUTHBEARER'];
const PASSWORD = 'correct-horse-battery';

interface Secured extends AsyncDisposable {
  readonly place: Place;
  readonly broker: Broker;
  readonly client: (sasl: ClusterOptions['sasl']) => Cluster;
  /** Everything that was logged, errors and their causes included. */
  readonly logged: () => string;
}

/** Two brokers that want to know who their clients are. */
async function secured(place: Place, maxReauthMs = 0): Promise<Secured> {
  const sasl = { users: { alice: PASSWORD }, maxReauthMs };
  const { run } = place;
  const listener = { sasl: { ...sasl, mechanisms: OFFERED } };
  const broker = await run(createBroker({ nodes: 2, listeners: [listener], ...place.broker }));
  broker.createTopic('t', { assignment: [[0], [1]] });
  const lines: unknown[] = [];
  const log = (...line: unknown[]): void => void lines.push(line);
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  return {
    place,
    broker,
    client: (sasl) => clientAt(place, { bootstrapServers: broker.bootstrapServers, sasl, logger }),
    logged: () => inspect(lines, { depth: 12, showHidden: true }),
    [Symbol.asyncDispose]: async () => {
      await place[Symbol.asyncDispose]();
      await run(broker.close());
    },
  };
}

/** A token without a signature (RFC 7519, 6), as brokers take it unless they are told otherwise. */
function token(expiresAtSeconds: number): { value: string } {
  const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
  return { value: `${part({ alg: 'none' })}.${part({ sub: 'alice', exp: expiresAtSeconds })}.` };
}

const EXPIRED = token(1);

for (const makePlace of PLACES) {
  describe(`a cluster that wants to know who we are, ${makePlace().name}`, () => {
    const welcome: readonly NonNullable<ClusterOptions['sasl']>[] = [
      { mechanism: 'PLAIN', username: 'alice', password: PASSWORD },
      { mechanism: 'SCRAM-SHA-256', username: 'alice', password: () => Promise.resolve(PASSWORD) },
      { mechanism: 'OAUTHBEARER', token: () => Promise.resolve(token(9e9)) },
      {
        mechanism: 'OAUTHBEARER',
        oidc: {
          tokenEndpointUrl: 'https://login.example/token',
          clientId: 'me',
          clientSecret: PASSWORD,
          fetch: () => {
            const answer = { access_token: token(9e9).value, expires_in: 300 };
            return Promise.resolve({ status: 200, text: () => Promise.resolve(JSON.stringify(answer)) });
          },
        },
      },
    ];
    for (const sasl of welcome) {
      const name = `${'mechanism' in sasl ? sasl.mechanism : sasl.name}${'oidc' in sasl ? ' by OIDC' : ''}`;
      it(`${name}: every connection is authenticated, and no line or object shows the secret`, async () => {
        await using stage = await secured(makePlace());
        const { place, client, logged } = stage;
        const cluster = client(sasl);
        await place.run(cluster.loadTopics(['t']));
        for (const broker of [0, 1]) await place.run(cluster.connection(broker));
        assert.deepEqual(cluster.health().problems, []);
        assert.deepEqual(new Set(stage.broker.connections.map(({ principal }) => principal)), new Set(['alice']));
        await place.run(cluster.close());
        noSecretIn(logged(), inspect(cluster, { depth: 12, showHidden: true }));
      });
    }

    const refused: readonly (readonly [string, NonNullable<ClusterOptions['sasl']>, number | undefined, RegExp])[] = [
      [
        'a wrong password by PLAIN',
        { mechanism: 'PLAIN', username: 'alice', password: `wrong-${PASSWORD}` },
        ErrorCode.SASL_AUTHENTICATION_FAILED,
        /by PLAIN: .*Invalid username or password/,
      ],
      [
        'a wrong password by SCRAM-SHA-256',
        { mechanism: 'SCRAM-SHA-256', username: 'alice', password: `wrong-${PASSWORD}` },
        ErrorCode.SASL_AUTHENTICATION_FAILED,
        /by SCRAM-SHA-256: .*invalid credentials/,
      ],
      [
        'a mechanism that the broker does not offer',
        { mechanism: 'SCRAM-SHA-512', username: 'alice', password: PASSWORD },
        ErrorCode.UNSUPPORTED_SASL_MECHANISM,
        /by SCRAM-SHA-512: .*it offers PLAIN, SCRAM-SHA-256, OAUTHBEARER/,
      ],
      [
        'an expired token',
        { mechanism: 'OAUTHBEARER', token: () => Promise.resolve(EXPIRED) },
        undefined,
        /by OAUTHBEARER: the broker refuses the token: .*invalid_token/,
      ],
    ];
    for (const [what, sasl, code, words] of refused) {
      it(`${what} is final, told at once to whoever asks, and health() tells of it`, async () => {
        await using stage = await secured(makePlace());
        const { place, client, logged } = stage;
        const cluster = client(sasl);
        const startedAt = place.clock?.monotonic();
        const asking = cluster.request('any', Metadata, { topics: [] }, { retry: true, timeoutMs: 60_000 });
        for (const error of await place.run(Promise.all([cluster.connect(), asking].map(failure)))) {
          assert.ok(error instanceof AuthenticationError && !error.retriable, String(error));
          assert.match(error.message, words);
          assert.equal(error.cause instanceof ProtocolError ? error.cause.code : undefined, code);
          noSecretIn(inspect(error, { depth: 12, showHidden: true }));
        }
        assert.equal(place.clock?.monotonic(), startedAt, 'at once');
        const { ok, problems } = cluster.health();
        assert.equal(ok, false);
        assert.match(problems.join(), new RegExp(`^The cluster cannot be found since .*${words.source}`));
        noSecretIn(logged(), problems.join());
      });
    }
  });
}

function noSecretIn(...texts: string[]): void {
  for (const text of texts) {
    for (const secret of [PASSWORD, EXPIRED.value, token(9e9).value, Buffer.from(PASSWORD).toString('base64')]) {
      assert.ok(!text.includes(secret), `${secret} is shown in ${text}`);
    }
  }
}

describe('a password that is refused', () => {
  it('is tried once, not at every broker, and in the background no more often than metadataMaxAgeMs says', async () => {
    const place = inMemory();
    await using stage = await secured(place, 10_000);
    const { client, logged } = stage;
    const refusals = (): number => logged().match(/could not authenticate at/g)?.length ?? 0;
    const wrong = client({ mechanism: 'PLAIN', username: 'alice', password: 'wrong' });
    await place.run(assert.rejects(wrong.connect(), AuthenticationError));
    await place.clock.advance(60_000);
    assert.equal(refusals(), 1);

    let password = PASSWORD;
    const cluster = client({ mechanism: 'PLAIN', username: 'alice', password: () => password });
    await place.run(cluster.loadTopics(['t']));
    for (const broker of [0, 1]) await place.run(cluster.connection(broker));
    password = 'changed'; // so both sessions end, and each loss has the metadata asked for once
    await place.clock.advance(300_000);
    const before = refusals() - 1;
    assert.ok(before >= 2 && before <= 4, `${before} refusals`);
    password = PASSWORD;
    await place.clock.advance(300_000);
    assert.ok(refusals() - 1 <= before, 'it is well again by itself');
    assert.equal(cluster.health().metadata.lastError, undefined);
  });
});

// TLS is a matter of sockets: networks in memory have none, and say so.
describe('TLS on one side only', () => {
  it('to a plaintext port', async () => {
    await using place = onSockets();
    const broker = await createBroker();
    const cluster = clientAt(place, { bootstrapServers: broker.bootstrapServers, ssl: true });
    const error = await failure(cluster.connect({ retry: false }));
    assert.ok(error instanceof ConnectionError, String(error));
    assert.match(error.message, /no broker could be reached.*plaintext port\? Then leave out ssl/);
    assert.match(cluster.health().problems.join(), /plaintext port/);
    await broker.close();
  });

  it('of the broker', async () => {
    await using place = onSockets();
    const server = createTlsServer().on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const cluster = clientAt(place, { bootstrapServers: `127.0.0.1:${port}` });
    const error = await failure(cluster.connect({ retry: false }));
    assert.ok(error instanceof ConnectionError, String(error));
    assert.match(error.message, /no broker could be reached.*TLS/);
    assert.match(cluster.health().problems.join(), /TLS/);
    server.close();
  });

  it('is not played in memory', async () => {
    await using place = inMemory();
    const broker = await place.run(createBroker(place.broker));
    const cluster = clientAt(place, { bootstrapServers: broker.bootstrapServers, ssl: true });
    const error = await place.run(failure(cluster.connect({ retry: false })));
    assert.match(error.message, /A MemoryNetwork has no TLS: leave "ssl" out/);
    await place.run(broker.close());
  });
});
