import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import {
  ApiVersions,
  AuthenticationError,
  ConfigError,
  ConnectionError,
  ErrorCode,
  Heartbeat,
  ProtocolError,
  SaslHandshake,
} from '@k/wire';
import { type FakeBroker, onSockets, type Place, settle } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import type { OAuthToken } from '../src/sasl/oauthbearer.ts';
import type { SaslOptions } from '../src/sasl/options.ts';
import { plainServer, startSaslBroker, type TokenServer } from './support/sasl-broker.ts';
import { ScramServer, type Twist } from './support/scram-server.ts';
import { recordedPlace } from './support/recorded-place.ts';

const ALICE = { username: 'alice', password: 'alice-secret' } as const;

const scram =
  (hash: 'sha256' | 'sha512', twist: Twist = {}) =>
  (): TokenServer => {
    const server = new ScramServer(hash, ALICE.password, twist);
    return (token) =>
      server.answer(token.toString()) ?? {
        refusal: 'Authentication failed during authentication due to invalid credentials with SASL mechanism',
      };
  };

function connectionTo(place: Place, { host, port }: FakeBroker, sasl: SaslOptions): BrokerConnection {
  return new BrokerConnection({ host, port, runtime: place.runtime, sasl });
}

/** The error that both the caller and `closed` get: an AuthenticationError that holds no secret. */
async function refusal(connection: BrokerConnection, message: RegExp): Promise<AuthenticationError> {
  const error: unknown = await connection.request(Heartbeat, { groupId: 'g' }).then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AuthenticationError, String(error));
  assert.match(error.message, message);
  assert.equal(error.retriable, false);
  await connection.closed;
  assertNoSecret(error, connection);
  return error;
}

function assertNoSecret(...shown: unknown[]): void {
  for (const each of shown) {
    const text =
      inspect(each, { depth: 20, showHidden: true }) +
      String(each) +
      JSON.stringify(each, (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v));
    for (const secret of [
      'alice-secret',
      'wrong-secret',
      'eyJ0b2tlbiJ9',
      Buffer.from('alice-secret').toString('base64'),
    ]) {
      assert.ok(!text.includes(secret), `${secret} is in ${text}`);
    }
  }
}

for (const makePlace of [recordedPlace, onSockets]) {
  describe(`SASL, ${makePlace().name}`, () => {
    it('PLAIN goes before everything that waits', async () => {
      const place = makePlace();
      const broker = await startSaslBroker(place, { PLAIN: plainServer() });
      await using connection = connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE });
      await connection.request(Heartbeat, { groupId: 'g' });
      assert.deepEqual(
        broker.received.map(({ api }) => api.name),
        ['ApiVersions', 'SaslHandshake', 'SaslAuthenticate', 'Heartbeat'],
      );
      assertNoSecret(connection);
      await broker.close();
    });

    for (const [mechanism, hash] of [
      ['SCRAM-SHA-256', 'sha256'],
      ['SCRAM-SHA-512', 'sha512'],
    ] as const) {
      it(`${mechanism} convinces both sides`, async () => {
        const place = makePlace();
        const broker = await startSaslBroker(place, { [mechanism]: scram(hash) });
        // A password may be looked up each time.
        const password = (): Promise<string> => Promise.resolve(ALICE.password);
        await using connection = connectionTo(place, broker, { mechanism, username: 'alice', password });
        await connection.request(Heartbeat, { groupId: 'g' });
        await broker.close();
      });
    }

    it('a wrong password is refused in the words of the broker, and nobody is told the password', async () => {
      const place = makePlace();
      const broker = await startSaslBroker(place, { PLAIN: plainServer(), 'SCRAM-SHA-256': scram('sha256') });
      const wrong = { username: 'alice', password: 'wrong-secret' };
      const error = await refusal(
        connectionTo(place, broker, { mechanism: 'PLAIN', ...wrong }),
        /Authentication to .*:\d+ by PLAIN: Authentication failed: Invalid username or password/,
      );
      assert.equal(error.mechanism, 'PLAIN');
      assert.ok(error.cause instanceof ProtocolError);
      assert.equal(error.cause.code, ErrorCode.SASL_AUTHENTICATION_FAILED);
      await refusal(connectionTo(place, broker, { mechanism: 'SCRAM-SHA-256', ...wrong }), /invalid credentials/);
      await broker.close();
    });

    it('PLAIN acts as somebody else, and with an empty password, where the server knows how', async () => {
      const place = makePlace();
      const tokens: string[] = [];
      const broker = await startSaslBroker(place, {
        PLAIN: () => (token) => {
          tokens.push(token.toString());
          return '';
        },
      });
      for (const options of [{ authorizationId: 'bob' }, { password: '' }, { password: () => '' }]) {
        await using connection = connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE, ...options });
        await connection.connect();
      }
      assert.deepEqual(tokens, ['bob\0alice\0alice-secret', '\0alice\0', '\0alice\0']);
      const authorizationId = 'bob\0alice';
      await refusal(
        connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE, authorizationId }),
        /neither user name nor/,
      );
      const nothing = (): never => undefined as never;
      await refusal(
        connectionTo(place, broker, { mechanism: 'PLAIN', username: 'alice', password: nothing }),
        /by PLAIN: the function for the secret gave a value of type undefined: expected text/,
      );
      assert.equal(tokens.length, 3);
      await broker.close();
    });

    it('an unknown mechanism is refused with the names of those the broker offers', async () => {
      const place = makePlace();
      const broker = await startSaslBroker(place, { 'SCRAM-SHA-512': scram('sha512'), OAUTHBEARER: () => () => '' });
      await refusal(
        connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE }),
        /by PLAIN: .*offers SCRAM-SHA-512, OAUTHBEARER/,
      );
      await broker.close();
    });

    it('says so when the port wants no SASL', async () => {
      const place = makePlace();
      const broker = await startSaslBroker(place, {});
      broker.on(SaslHandshake, () => ({ errorCode: ErrorCode.ILLEGAL_SASL_STATE }));
      await refusal(connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE }), /expects no SASL.*leave out sasl/);
      await broker.close();
    });

    it('says so when SASL is forgotten', async () => {
      const place = makePlace();
      const broker = await startSaslBroker(place, {});
      broker.on(Heartbeat, ({ peer }) => {
        peer.destroy(); // as Kafka does with what is not SASL
        return undefined;
      });
      const { host, port } = broker;
      const connection = new BrokerConnection({ host, port, runtime: place.runtime });
      await assert.rejects(
        connection.request(Heartbeat, { groupId: 'g' }),
        /on the first request: does the port want SASL/,
      );
      await broker.close();
    });

    it('sends bare tokens to brokers before 1.0, and knows what their hanging up means', async () => {
      const place = makePlace();
      const broker = await startSaslBroker(place, { PLAIN: plainServer() });
      broker.ranges = [ApiVersions, SaslHandshake, Heartbeat].map(({ key }) => ({
        apiKey: key,
        minVersion: 0,
        maxVersion: 0,
      }));
      const tokens: string[] = [];
      broker.bareFrame = (frame, peer) => {
        if (broker.received.at(-1)?.api !== SaslHandshake) return false;
        if (tokens.length === broker.handshakes.length) return false;
        tokens.push(frame.toString());
        if (frame.includes('wrong-secret')) peer.destroy();
        else peer.send(Buffer.alloc(4));
        return true;
      };
      await using connection = connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE });
      await connection.request(Heartbeat, { groupId: 'g' });
      assert.deepEqual(tokens, ['\0alice\0alice-secret']);
      assert.equal(broker.received.find(({ api }) => api === SaslHandshake)?.header.apiVersion, 0);
      const wrong = { mechanism: 'PLAIN', username: 'alice', password: 'wrong-secret' } as const;
      await refusal(connectionTo(place, broker, wrong), /hung up, which is how brokers before 1\.0 refuse/);
      await broker.close();
    });

    it('sends no password to a broker from before SaslHandshake', async () => {
      const place = makePlace();
      const broker = await startSaslBroker(place, { PLAIN: plainServer() });
      broker.ranges = broker.ranges.filter(({ apiKey }) => apiKey !== SaslHandshake.key);
      let frames = 0;
      broker.bareFrame = () => {
        frames += 1;
        return false;
      };
      await refusal(connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE }), /no mechanism but GSSAPI.*0\.10/);
      assert.equal(frames, 1); // ApiVersions
      await broker.close();
    });
  });
}

describe('SCRAM does not believe everybody', () => {
  const twists: readonly (readonly [string, Twist, RegExp])[] = [
    ['a nonce that is not ours', { nonce: 'somebody elses' }, /nonce does not continue/],
    ['no iterations', { iterations: '0' }, /asks for 0 iterations; 4096 to 131072/],
    ['too few iterations', { iterations: '4095' }, /asks for 4095 iterations/],
    ['a burden of iterations', { iterations: '999999999' }, /asks for 999999999 iterations/],
    ['iterations that are no number', { iterations: '4096x' }, /unreadable number/],
    [
      'a broker that does not know the password',
      { signature: Buffer.alloc(32).toString('base64') },
      /signature is wrong/,
    ],
    ['a signature of another length', { signature: 'AAAA' }, /signature is wrong/],
  ];
  for (const [what, twist, message] of twists) {
    it(what, async () => {
      const place = recordedPlace();
      const broker = await startSaslBroker(place, { 'SCRAM-SHA-256': scram('sha256', twist) });
      await refusal(connectionTo(place, broker, { mechanism: 'SCRAM-SHA-256', ...ALICE }), message);
      await broker.close();
    });
  }
});

describe('OAUTHBEARER', () => {
  const TOKEN = 'eyJ0b2tlbiJ9';

  it('sends token and extensions, and keeps a token for four fifths of its life', async () => {
    const place = recordedPlace();
    const messages: string[] = [];
    const server = (): TokenServer => (token) => {
      messages.push(token.toString());
      return '';
    };
    const broker = await startSaslBroker(place, { OAUTHBEARER: server });
    let asked = 0;
    const sasl: SaslOptions = {
      mechanism: 'OAUTHBEARER',
      token: ({ broker: { port } }) => {
        asked++;
        return Promise.resolve({ value: TOKEN, lifetimeMs: 1000, extensions: { logicalCluster: `lkc-${port}` } });
      },
    };
    const { runtime } = place;
    const { host, port } = broker;
    const { sasl: shared } = (await import('../src/options.ts')).brokerConnectionOptions.parse({ host, port, sasl });
    assert.ok(shared);
    for (const [ms, times] of [
      [0, 1],
      [799, 1],
      [1, 2],
    ] as const) {
      await place.pass(ms);
      await using connection = new BrokerConnection({ host, port, runtime, sasl: shared });
      await connection.connect();
      assert.equal(asked, times);
      assertNoSecret(connection, shared);
    }
    assert.equal(messages[0], `n,,\x01auth=Bearer ${TOKEN}\x01logicalCluster=lkc-${port}\x01\x01`);
    await broker.close();
  });

  it('names whom to act as, with the signs escaped that mean something there (RFC 5801)', async () => {
    const place = recordedPlace();
    const tokens: string[] = [];
    const broker = await startSaslBroker(place, {
      OAUTHBEARER: () => (token) => {
        tokens.push(token.toString());
        return '';
      },
    });
    const token = (): Promise<OAuthToken> => Promise.resolve({ value: TOKEN });
    await using connection = connectionTo(place, broker, { mechanism: 'OAUTHBEARER', token, authorizationId: 'a=b,c' });
    await connection.connect();
    assert.deepEqual(tokens, [`n,a=a=3Db=2Cc,\x01auth=Bearer ${TOKEN}\x01\x01`]);
    await broker.close();
  });

  it('an expired token is refused in the words of the broker, after the byte that ends the exchange', async () => {
    const place = recordedPlace();
    const messages: string[] = [];
    const server = (): TokenServer => (token) => {
      messages.push(token.toString());
      return messages.length === 1 ? '{"status":"invalid_token"}' : { refusal: '{"status":"invalid_token"}' };
    };
    const broker = await startSaslBroker(place, { OAUTHBEARER: server });
    const token = (): Promise<{ value: string }> => Promise.resolve({ value: TOKEN });
    await refusal(
      connectionTo(place, broker, { mechanism: 'OAUTHBEARER', token }),
      /refuses the token: status invalid_token/,
    );
    assert.equal(messages[1], '\x01');
    await broker.close();
  });

  const bad: readonly (readonly [string, object, RegExp])[] = [
    ['no token', { value: '' }, /provider gave no token/],
    ['a token with a separator in it', { value: `${TOKEN}\x01auth=x` }, /provider gave no token/],
    ['a token past its time', { value: TOKEN, lifetimeMs: -1 }, /expired already/],
    ['a token whose time is over now', { value: TOKEN, lifetimeMs: 0 }, /expired already/],
    ['an extension called auth', { value: TOKEN, extensions: { auth: 'x' } }, /extension "auth"/],
    ['an extension with a separator in it', { value: TOKEN, extensions: { a: 'b\x01c' } }, /extension "a"/],
  ];
  for (const [what, token, message] of bad) {
    it(`sends nothing for ${what}`, async () => {
      const place = recordedPlace();
      const broker = await startSaslBroker(place, { OAUTHBEARER: () => () => '' });
      const provider = (): Promise<never> => Promise.resolve(token as never);
      await refusal(connectionTo(place, broker, { mechanism: 'OAUTHBEARER', token: provider }), message);
      assert.deepEqual(broker.handshakes, []);
      await broker.close();
    });
  }
});

describe('re-authentication (KIP-368)', () => {
  it('happens before the session ends, disturbs nothing in flight and holds what comes meanwhile', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { PLAIN: plainServer() }, { sessionLifetimeMs: 10_000 });
    await using connection = connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE });
    await connection.connect();
    broker.on(Heartbeat, () => undefined);
    const inFlight = connection.request(Heartbeat, { groupId: 'in flight' });
    const [request] = await broker.requests(3);
    assert.ok(request);
    await place.pass(8_499);
    assert.equal(connection.state, 'ready');
    assert.equal(broker.handshakes.length, 1);
    // Nothing answers the handshake yet, so that the state lasts.
    let answerHandshake = (): void => undefined;
    broker.on(SaslHandshake, (handshake) => {
      answerHandshake = () => handshake.reply({ mechanisms: ['PLAIN'] });
      return undefined;
    });
    await place.pass(1_001);
    assert.equal(connection.state, 'reauthenticating');
    assert.equal(connection.connected, true);
    assert.equal(connection.canSendMore, false);
    const held = connection.request(Heartbeat, { groupId: 'held' });
    await settle();
    const names = (): string[] => broker.received.map(({ api }) => api.name);
    assert.equal(names().at(-1), 'SaslHandshake');
    // Replies come in the order of the requests: that of before first.
    broker.received.find(({ api }) => api === Heartbeat)?.reply({ errorCode: 7 });
    assert.equal((await inFlight).errorCode, 7);
    broker.on(Heartbeat, () => ({ errorCode: 8 }));
    answerHandshake();
    assert.equal((await held).errorCode, 8);
    assert.equal(connection.state, 'ready');
    assert.deepEqual(names().slice(-3), ['SaslHandshake', 'SaslAuthenticate', 'Heartbeat']);
    assert.equal(place.sockets.made.length, 1);
    await broker.close();
  });

  it('goes on for session after session, and leaves no timer', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { 'SCRAM-SHA-256': scram('sha256') }, { sessionLifetimeMs: 1_500 });
    const connection = connectionTo(place, broker, { mechanism: 'SCRAM-SHA-256', ...ALICE });
    await connection.connect();
    for (let i = 0; i < 450; i++) await place.pass(20);
    assert.ok(broker.handshakes.length >= 5, `${broker.handshakes.length}`);
    await connection.request(Heartbeat, { groupId: 'g' });
    await connection.close();
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });

  it('comes no sooner than a second after the last, and leaves a session that is shorter', async () => {
    const place = recordedPlace();
    const session = { sessionLifetimeMs: 1_200 };
    const broker = await startSaslBroker(place, { PLAIN: plainServer() }, session);
    const connection = connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE });
    await connection.connect();
    const nextRenewal = async (): Promise<number> => {
      const { length } = broker.handshakes;
      while (broker.handshakes.length === length) await place.pass(1);
      return place.clock.monotonic();
    };
    const first = await nextRenewal();
    // By 95 % of 1200 ms it would be due.
    assert.ok((await nextRenewal()) - first >= 1_100);
    session.sessionLifetimeMs = 800;
    await nextRenewal();
    const renewals = broker.handshakes.length;
    await place.pass(800);
    const reason = await connection.closed;
    assert.ok(reason instanceof ConnectionError);
    assert.match(reason.message, /session of 800 ms is too short to be renewed/);
    assert.equal(broker.handshakes.length, renewals);
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });

  it('ends the connection when it is refused, or not done in time', async () => {
    const place = recordedPlace();
    let password = 'alice-secret';
    const server = (): TokenServer => (token) => plainServer(password)()(token);
    const broker = await startSaslBroker(place, { PLAIN: server }, { sessionLifetimeMs: 1_000 });
    const refused = connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE });
    await refused.connect();
    password = 'another';
    await place.pass(960);
    assert.ok((await refused.closed) instanceof AuthenticationError);
    password = 'alice-secret';
    const late = connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE });
    await late.connect();
    broker.on(SaslHandshake, () => undefined);
    await place.pass(1_000);
    const reason = await late.closed;
    assert.ok(reason instanceof ConnectionError);
    assert.match(reason.message, /not authenticated again within the broker's session of 1000 ms/);
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });

  it('an orderly close in the middle of it is one', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { PLAIN: plainServer() }, { sessionLifetimeMs: 1_000 });
    const connection = connectionTo(place, broker, { mechanism: 'PLAIN', ...ALICE });
    await connection.connect();
    broker.on(SaslHandshake, () => undefined);
    await place.pass(960);
    assert.equal(connection.state, 'reauthenticating');
    await connection.close();
    assert.equal(await connection.closed, undefined);
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });
});

const OIDC = { clientId: 'me', clientSecret: 'alice-secret' };

describe('the sasl option', () => {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [{ mechanism: 'KERBEROS' }, /option "sasl.mechanism": expected one of PLAIN, .*GSSAPI.*got "KERBEROS"/],
    [{ mechanism: 'PLAIN', username: 'alice' }, /option "sasl.password": expected text, or a function/],
    [{ mechanism: 'PLAIN', ...ALICE, pasword: 'x' }, /unknown option "sasl.pasword", did you mean "password"\?/],
    [{ mechanism: 'PLAIN', username: 'alice', password: 12345678 }, /option "sasl.password": .*got a number/],
    [{ mechanism: 'OAUTHBEARER' }, /option "sasl.token": expected either `token`/],
    [
      { mechanism: 'OAUTHBEARER', oidc: { tokenEndpointUrl: 'x' } },
      /option "sasl.oidc.tokenEndpointUrl": expected an https/,
    ],
    [
      { mechanism: 'OAUTHBEARER', oidc: { ...OIDC, tokenEndpointUrl: 'https://me:alice-secret@login.example/' } },
      /option "sasl.oidc.tokenEndpointUrl": expected a URL without user name and password: .*clientSecret/,
    ],
    [
      { mechanism: 'OAUTHBEARER', oidc: { ...OIDC, tokenEndpointURL: 'https://login.example/' } },
      /unknown option "sasl.oidc.tokenEndpointURL", did you mean "tokenEndpointUrl"\?/,
    ],
    [
      { mechanism: 'OAUTHBEARER', oidc: { ...OIDC, tokenEndpointUrl: 'https://login.example/', timeoutMs: 0 } },
      /option "sasl.oidc.timeoutMs": expected a whole number from 1 on, got 0/,
    ],
    [
      { mechanism: 'OAUTHBEARER', oidc: 'https://login.example/' },
      /option "sasl.oidc": expected \{ tokenEndpointUrl, /,
    ],
    ['PLAIN:alice:alice-secret', /option "sasl": expected \{ mechanism.*got a string/],
    [{ name: 7, authenticate: () => undefined }, /option "sasl.name": expected text, got 7/],
    [{ name: 'X', authenticate: true }, /option "sasl.mechanism": expected one of .*or an object with `name`/],
  ];
  for (const [sasl, message] of wrong) {
    it(`says what is wrong with ${JSON.stringify(sasl).replaceAll(/alice-secret|12345678/g, '…')}`, () => {
      assert.throws(
        () => new BrokerConnection({ host: 'h', port: 1, sasl: sasl as SaslOptions }),
        (error: unknown) => {
          assert.ok(error instanceof ConfigError, String(error));
          assert.match(error.message, message);
          assertNoSecret(error);
          assert.ok(!inspect(error, { depth: 9 }).includes('12345678'));
          return true;
        },
      );
    });
  }
});
