import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, it } from 'node:test';
import { ApiVersions, ErrorCode, FindCoordinator, Metadata, SaslAuthenticate, SaslHandshake } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import type { BrokerOptions } from '../../src/options.ts';
import { scramCredential, ScramServer } from '../../src/security/scram-server.ts';
import { seededRandom } from '@k/runtime';
import { FrameClient } from '../support/frame-client.ts';
import { Simulated } from '../support/simulated.ts';
import type { RawClient } from '../support/raw-client.ts';

const users = { alice: 'alice-secret', bob: 'bob,=secret' };
const SASL: BrokerOptions = { listeners: [{ sasl: { users } }] };
const plain = (user: string, password: string): Buffer => Buffer.from(`\0${user}\0${password}`);

async function shakeHands(client: FrameClient | RawClient, mechanism: string): Promise<void> {
  assert.equal((await client.request(SaslHandshake, 1, { mechanism })).errorCode, 0);
}

async function clientOf(broker: Broker): Promise<FrameClient> {
  return FrameClient.to(broker.bootstrapServers[0]);
}

/** An unsecured JWS. */
function jws(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

const bearer = (token: string, extensions = ''): Buffer =>
  Buffer.from(`n,,\x01auth=Bearer ${token}\x01${extensions}\x01`);

/** The client's half of SCRAM-SHA-256, RFC 5802 by the letter. */
function scramProof(password: string, clientFirstBare: string, serverFirst: string, withoutProof: string): string {
  const [, salt = '', iterations = ''] = /s=([^,]*),i=(\d+)/.exec(serverFirst) ?? [];
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest();
  const signature = createHmac('sha256', storedKey)
    .update(`${clientFirstBare},${serverFirst},${withoutProof}`)
    .digest();
  return Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] as number))).toString('base64');
}

describe('SASL listeners', () => {
  it('serve nothing but ApiVersions and SaslHandshake before authentication', async () => {
    await using broker = await createBroker(SASL);
    const reason = new Promise<string>((resolve) => {
      broker.observe((event) => {
        if (event.type === 'disconnect') resolve(event.reason);
      });
    });
    const stranger = await clientOf(broker);
    await assert.rejects(stranger.request(Metadata, 1, { topics: [] }), /closed/);
    assert.equal(
      await reason,
      'ILLEGAL_SASL_STATE: Metadata came, and not ApiVersions or SaslHandshake: at this listener clients log in by SASL first',
    );
    const early = await clientOf(broker);
    await assert.rejects(early.request(SaslAuthenticate, 1, { authBytes: plain('alice', 'alice-secret') }), /closed/);
    const client = await clientOf(broker);
    assert.equal((await client.request(ApiVersions, 0, {})).errorCode, 0);
    await shakeHands(client, 'PLAIN');
    const { brokers } = await client.request(Metadata, 1, { topics: [] });
    assert.deepEqual(brokers, [], 'an answer without anything: this version has no place for an error');
    await client.closed;
    const told = await clientOf(broker);
    await shakeHands(told, 'PLAIN');
    assert.equal((await told.request(ApiVersions, 0, {})).errorCode, ErrorCode.ILLEGAL_SASL_STATE);
    await told.closed;
    const twice = await clientOf(broker);
    await twice.request(ApiVersions, 0, {});
    await assert.rejects(twice.request(ApiVersions, 0, {}), /closed/, 'as Kafka: once');
  });

  it('let PLAIN users in, and know who they are', async () => {
    await using broker = await createBroker(SASL);
    const client = await clientOf(broker);
    await shakeHands(client, 'PLAIN');
    assert.equal(broker.connections[0]?.principal, undefined);
    const authBytes = plain('bob', users.bob);
    const { errorCode, sessionLifetimeMs } = await client.request(SaslAuthenticate, 2, { authBytes });
    assert.deepEqual([errorCode, sessionLifetimeMs], [0, 0n]);
    assert.equal((await client.request(Metadata, 1, { topics: [] })).brokers.length, 1);
    const [connection] = broker.connections;
    assert.deepEqual([connection?.principal, connection?.listener], ['bob', 'SASL_PLAINTEXT']);
    const again = await client.request(SaslHandshake, 1, { mechanism: 'PLAIN' });
    assert.equal(again.errorCode, ErrorCode.ILLEGAL_SASL_STATE, 'sessions do not end here');
    client.close();
  });

  const wrong: [what: string, mechanism: string, token: Buffer, message: RegExp][] = [
    ['a wrong password', 'PLAIN', plain('alice', 'guess'), /^Authentication failed: Invalid username or password$/],
    ['an unknown user', 'PLAIN', plain('eve', 'x'), /Invalid username or password/],
    ['no password', 'PLAIN', plain('alice', ''), /password not specified/],
    ['two parts', 'PLAIN', Buffer.from('alice\0alice-secret'), /expected 3 tokens, got 2/],
    ['another authorization id', 'PLAIN', Buffer.from('bob\0alice\0alice-secret'), /authorization id/],
    [
      'an unknown user',
      'SCRAM-SHA-256',
      Buffer.from('n,,n=eve,r=abc'),
      /invalid credentials with SASL mechanism SCRAM/,
    ],
    ['garbage', 'SCRAM-SHA-512', Buffer.from('hello'), /invalid credentials with SASL mechanism SCRAM-SHA-512/],
  ];
  for (const [what, mechanism, authBytes, message] of wrong) {
    it(`say what is wrong with ${what} (${mechanism}), and hang up`, async () => {
      await using broker = await createBroker(SASL);
      const client = await clientOf(broker);
      await shakeHands(client, mechanism);
      const { errorCode, errorMessage } = await client.request(SaslAuthenticate, 1, { authBytes });
      assert.equal(errorCode, ErrorCode.SASL_AUTHENTICATION_FAILED);
      assert.match(errorMessage ?? '', message);
      await client.closed;
    });
  }

  it('list what is enabled to who asks for another mechanism, and hang up', async () => {
    await using broker = await createBroker(SASL);
    const client = await clientOf(broker);
    const { errorCode, mechanisms } = await client.request(SaslHandshake, 1, { mechanism: 'GSSAPI' });
    assert.equal(errorCode, ErrorCode.UNSUPPORTED_SASL_MECHANISM);
    assert.deepEqual(mechanisms, ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']);
    await client.closed;
  });

  it('take bare tokens after SaslHandshake v0', async () => {
    await using broker = await createBroker({ ...SASL, asVersion: '0.10.2' });
    const client = await clientOf(broker);
    await client.request(SaslHandshake, 0, { mechanism: 'PLAIN' });
    assert.equal((await client.token('\0alice\0alice-secret')).length, 0);
    assert.equal((await client.request(Metadata, 1, { topics: [] })).brokers.length, 1);
    client.close();
    const refused = await clientOf(broker);
    await refused.request(SaslHandshake, 0, { mechanism: 'PLAIN' });
    await assert.rejects(refused.token('\0alice\0guess'), /closed/);
  });

  it('prove SCRAM both ways, in bare tokens too', async () => {
    await using broker = await createBroker(SASL);
    for (const password of [users.bob, 'wrong']) {
      const client = await clientOf(broker);
      await client.request(SaslHandshake, 0, { mechanism: 'SCRAM-SHA-256' });
      const bare = 'n=bob,r=fyko+d2lbbFgONRv9qkxdawL';
      const first = (await client.token(`n,,${bare}`)).toString();
      const nonce = /^r=([^,]*),/.exec(first)?.[1] ?? '';
      assert.ok(nonce.startsWith('fyko+d2lbbFgONRv9qkxdawL') && nonce.length > 40, nonce);
      const withoutProof = `c=biws,r=${nonce}`;
      const final = client.token(`${withoutProof},p=${scramProof(password, bare, first, withoutProof)}`);
      if (password === 'wrong') await assert.rejects(final, /closed/);
      else assert.match((await final).toString(), /^v=[A-Za-z0-9+/]{43}=$/);
      client.close();
    }
  });

  it('derive the keys of RFC 7677', () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    const { serverKey } = scramCredential('SCRAM-SHA-256', 'pencil', 4096, salt);
    const authMessage =
      'n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
    assert.equal(
      createHmac('sha256', serverKey).update(authMessage).digest('base64'),
      '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
    );
  });

  it('take a nonce that only ends with theirs before Kafka 4 (librdkafka before 2.6.1 sends its own twice)', () => {
    const credential = scramCredential('SCRAM-SHA-256', 'pencil', 4096, Buffer.from('salt'));
    const attempt = (nonceCheck: 'equal' | 'suffix', prefix: string): string => {
      const random = seededRandom(1);
      const server = new ScramServer({
        mechanism: 'SCRAM-SHA-256',
        lookUp: () => ({ credential, authenticated: { principal: 'u' } }),
        random,
        nonceCheck,
      });
      const first = server.next(Buffer.from('n,,n=u,r=abc')).reply.toString();
      const withoutProof = `c=biws,r=${prefix}${/^r=([^,]*)/.exec(first)?.[1] ?? ''}`;
      const proof = scramProof('pencil', 'n=u,r=abc', first, withoutProof);
      return server.next(Buffer.from(`${withoutProof},p=${proof}`)).authenticated?.principal ?? '';
    };
    assert.equal(attempt('equal', ''), 'u');
    assert.equal(attempt('suffix', 'abc'), 'u');
    assert.throws(() => attempt('equal', 'abc'), { name: 'AuthenticationFailure', message: '', reason: /librdkafka before 2\.6\.1 .* asVersion '3\.9'/ }); // prettier-ignore
  });
});

describe('OAUTHBEARER', () => {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const listeners = [{ sasl: { mechanisms: ['OAUTHBEARER' as const] } }];

  it('takes an unsecured token until it ends', async () => {
    await using broker = await createBroker({ listeners });
    const client = await clientOf(broker);
    await shakeHands(client, 'OAUTHBEARER');
    const answer = await client.request(SaslAuthenticate, 1, { authBytes: bearer(jws({ sub: 'carol', exp })) });
    assert.equal(answer.errorCode, 0);
    assert.ok(answer.sessionLifetimeMs > 3_500_000n && answer.sessionLifetimeMs <= 3_600_000n);
    assert.equal(broker.connections[0]?.principal, 'carol');
    client.close();
  });

  for (const [what, token, message] of [
    ['an expired token', jws({ sub: 'carol', exp: 1 }), /expired/],
    ['a token without a subject', jws({ exp }), /no subject/],
    ['a signed token', `${jws({ sub: 'carol', exp })}abc`, /not unsecured/],
    ['no token at all', 'x', /Malformed JWS/],
  ] as const) {
    it(`refuses ${what} with a status first, and an error to the last word`, async () => {
      await using broker = await createBroker({ listeners });
      const reason = new Promise<string>((resolve) => {
        broker.observe((event) => {
          if (event.type === 'disconnect') resolve(event.reason);
        });
      });
      const client = await clientOf(broker);
      await shakeHands(client, 'OAUTHBEARER');
      const status = await client.request(SaslAuthenticate, 1, { authBytes: bearer(token) });
      assert.deepEqual([status.errorCode, status.errorMessage], [0, '']);
      assert.deepEqual(JSON.parse(status.authBytes.toString()), { status: 'invalid_token' });
      const { errorCode, errorMessage } = await client.request(SaslAuthenticate, 1, { authBytes: Buffer.of(1) });
      assert.equal(errorCode, ErrorCode.SASL_AUTHENTICATION_FAILED);
      assert.equal(errorMessage, '{"status":"invalid_token"}');
      await client.closed;
      assert.match(await reason, message, 'observers are told more');
    });
  }

  it('asks the given validator, extensions included', async () => {
    const seen: [string, [string, string][]][] = [];
    const validateToken = (token: string, extensions: ReadonlyMap<string, string>): { principal: string } => {
      seen.push([token, [...extensions]]);
      return { principal: 'dave' };
    };
    await using broker = await createBroker({ listeners: [{ sasl: { validateToken } }] });
    const client = await clientOf(broker);
    await shakeHands(client, 'OAUTHBEARER');
    await client.request(SaslAuthenticate, 1, { authBytes: bearer('opaque', 'team=blue\x01') });
    assert.deepEqual(seen, [['opaque', [['team', 'blue']]]]);
    assert.equal(broker.connections[0]?.principal, 'dave');
    client.close();
  });

  it('reads the id that a client asks for as RFC 5802 writes it', async () => {
    for (const [written, answered] of [
      ['a=3Db=2Cc', 0],
      ['a=3Db', ErrorCode.SASL_AUTHENTICATION_FAILED],
    ] as const) {
      await using broker = await createBroker({ listeners });
      const client = await clientOf(broker);
      await shakeHands(client, 'OAUTHBEARER');
      const authBytes = Buffer.from(`n,a=${written},\x01auth=Bearer ${jws({ sub: 'a=b,c', exp })}\x01\x01`);
      const { errorCode } = await client.request(SaslAuthenticate, 1, { authBytes });
      assert.equal(errorCode, answered);
      client.close();
    }
  });
});

describe('re-authentication (KIP-368), over a memory network', () => {
  async function authenticated(): Promise<{ simulated: Simulated; client: RawClient }> {
    const simulated = await Simulated.start({ listeners: [{ sasl: { users, maxReauthMs: 60_000 } }] });
    const client = await simulated.client();
    await simulated.run(shakeHands(client, 'PLAIN'));
    const authBytes = plain('alice', 'alice-secret');
    const answer = await simulated.run(client.request(SaslAuthenticate, 1, { authBytes }));
    assert.equal(answer.sessionLifetimeMs, 60_000n);
    return { simulated, client };
  }

  it('prolongs the session', async () => {
    const { simulated, client } = await authenticated();
    for (let i = 0; i < 3; i++) {
      await simulated.clock.advance(50_000);
      await simulated.run(shakeHands(client, 'PLAIN'));
      const authBytes = plain('alice', 'alice-secret');
      assert.equal((await simulated.run(client.request(SaslAuthenticate, 1, { authBytes }))).errorCode, 0);
      assert.equal((await simulated.run(client.request(Metadata, 1, { topics: [] }))).brokers.length, 1);
    }
    await simulated.stop();
  });

  it('is not taken within a second of the one before', async () => {
    const { simulated, client } = await authenticated();
    const authBytes = plain('alice', 'alice-secret');
    const renew = async (): Promise<number> => {
      const { errorCode } = await simulated.run(client.request(SaslHandshake, 1, { mechanism: 'PLAIN' }));
      if (errorCode === 0) await simulated.run(client.request(SaslAuthenticate, 1, { authBytes }));
      return errorCode;
    };
    assert.equal(await renew(), 0);
    await simulated.clock.advance(900);
    assert.equal(await renew(), ErrorCode.ILLEGAL_SASL_STATE);
    await simulated.clock.advance(100);
    assert.equal(await renew(), 0);
    await simulated.stop();
  });

  it('is due: an expired session is closed at its next request', async () => {
    const { simulated, client } = await authenticated();
    await simulated.clock.advance(60_001);
    await assert.rejects(simulated.run(client.request(Metadata, 1, { topics: [] })), /closed/);
    await simulated.stop();
  });

  it('does not change who it is, nor the mechanism', async () => {
    const { simulated, client } = await authenticated();
    await simulated.run(shakeHands(client, 'PLAIN'));
    const answer = await simulated.run(client.request(SaslAuthenticate, 1, { authBytes: plain('bob', users.bob) }));
    assert.equal(answer.errorCode, ErrorCode.SASL_AUTHENTICATION_FAILED);
    assert.match(answer.errorMessage ?? '', /Cannot change principals/);
    await simulated.run(client.closed);
    await simulated.stop();
    const other = await authenticated();
    const { errorCode } = await other.simulated.run(
      other.client.request(SaslHandshake, 1, { mechanism: 'SCRAM-SHA-256' }),
    );
    assert.equal(errorCode, ErrorCode.UNSUPPORTED_SASL_MECHANISM);
    await other.simulated.stop();
  });
});

describe('several listeners', () => {
  it('tell each client the addresses of the one it came in by', async () => {
    await using broker = await createBroker({
      nodes: 2,
      listeners: [{}, { name: 'INTERNAL', advertisedHost: 'broker.internal' }, { sasl: { users } }],
    });
    broker.createTopic('t');
    assert.deepEqual(broker.bootstrapServers, broker.bootstrapServersOf('PLAINTEXT'));
    assert.match(broker.bootstrapServersOf('INTERNAL')[1] ?? '', /^broker\.internal:\d+$/);
    assert.throws(() => broker.bootstrapServersOf('SSL'), /PLAINTEXT, INTERNAL, SASL_PLAINTEXT/);
    for (const name of ['PLAINTEXT', 'INTERNAL', 'SASL_PLAINTEXT']) {
      const told = broker.bootstrapServersOf(name);
      const client = await FrameClient.to((told[0] as string).replace('broker.internal', '127.0.0.1'));
      if (name === 'SASL_PLAINTEXT') {
        await shakeHands(client, 'PLAIN');
        await client.request(SaslAuthenticate, 0, { authBytes: plain('alice', 'alice-secret') });
      }
      const { brokers } = await client.request(Metadata, 1, { topics: [] });
      assert.deepEqual(
        brokers.map(({ host, port }) => `${host}:${String(port)}`),
        told,
      );
      const { host, port, nodeId } = await client.request(FindCoordinator, 0, { key: 'g' });
      assert.equal(`${host}:${String(port)}`, told[nodeId]);
      client.close();
    }
    await broker.restart(1);
    assert.equal(broker.liveNodeIds.length, 2);
  });

  const wrong: [options: BrokerOptions, message: RegExp][] = [
    [{ listeners: [] }, /listeners/],
    [{ port: 1, listeners: [{}] }, /"port"/],
    [{ listeners: [{}, {}] }, /two listeners are named PLAINTEXT/],
    [{ listeners: [{ sasl: {} }] }, /neither "mechanisms" nor "users"/],
    [{ listeners: [{ sasl: { mechanisms: ['PLAIN'] } }] }, /PLAIN but no "users"/],
    [{ asVersion: '0.9', listeners: [{ sasl: { users, mechanisms: ['PLAIN'] } }] }, /0\.9 has no PLAIN/],
    [{ asVersion: '1.1', listeners: [{ sasl: { mechanisms: ['OAUTHBEARER'] } }] }, /1\.1 has no OAUTHBEARER/],
    [{ asVersion: '1.1', listeners: [{ sasl: { users, maxReauthMs: 1 } }] }, /1\.1 has no maxReauthMs/],
    [{ asVersion: '0.8.2', listeners: [{ tls: { key: 'k', cert: 'c' } }] }, /0\.8\.2 has no TLS/],
  ];
  for (const [options, message] of wrong) {
    it(`refuse ${JSON.stringify(options)}`, async () => {
      await assert.rejects(createBroker(options), message);
    });
  }
});
