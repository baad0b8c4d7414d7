import assert from 'node:assert/strict';
import { Socket as NetSocket } from 'node:net';
import { describe, it } from 'node:test';
import {
  ApiVersions,
  AuthenticationError,
  ErrorCode,
  Heartbeat,
  ProtocolError,
  SaslAuthenticate,
  SaslHandshake,
  StateError,
} from '@k/wire';
import { FakeBroker, onSockets } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import { type Clock, type ConnectTarget } from '@k/runtime';
import { OAuthBearerMechanism, type OAuthToken } from '../src/sasl/oauthbearer.ts';
import type { SaslOptions } from '../src/sasl/options.ts';
import { plainServer, startSaslBroker, type TokenServer } from './support/sasl-broker.ts';
import { recordedPlace } from './support/recorded-place.ts';

const ALICE = { username: 'alice', password: 'alice-secret' } as const;

describe('a connection at its edges', () => {
  it('versionFor: a mistake before it is connected, the common version after', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    await using connection = new BrokerConnection({ host: broker.host, port: broker.port, runtime: place.runtime });
    assert.throws(
      () => connection.versionFor(Heartbeat),
      (error: unknown) =>
        error instanceof StateError && /known once it is connected; it is disconnected/.test(error.message),
    );
    await connection.connect();
    assert.equal(connection.versionFor(Heartbeat), Heartbeat.maxVersion);
    await broker.close();
  });

  it('a signal that is aborted already: its request is never sent', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    broker.on(Heartbeat, () => ({}));
    await using connection = new BrokerConnection({ host: broker.host, port: broker.port, runtime: place.runtime });
    const signal = AbortSignal.abort(new Error('too late'));
    await assert.rejects(connection.request(Heartbeat, { groupId: 'aborted' }, { signal }), /too late/);
    await connection.request(Heartbeat, { groupId: 'sent' });
    const [first] = await broker.requests(1);
    assert.equal((first?.body as { groupId: string }).groupId, 'sent');
    await broker.close();
  });

  it('a broker that refuses to tell its versions: its own error', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    broker.on(ApiVersions, () => ({ errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED }));
    const connection = new BrokerConnection({ host: broker.host, port: broker.port, runtime: place.runtime });
    await assert.rejects(
      connection.connect(),
      (error: unknown) =>
        error instanceof ProtocolError &&
        error.code === ErrorCode.CLUSTER_AUTHORIZATION_FAILED &&
        /ApiVersions/.test(error.message),
    );
    await broker.close();
  });

  it('noDelay and keepAlive reach the network, and its sockets', async (t) => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    const targets: ConnectTarget[] = [];
    const network: typeof place.runtime.network = {
      connect: (target, handlers) => {
        targets.push(target);
        return place.network.connect(target, handlers);
      },
    };
    for (const options of [{}, { noDelay: false, keepAlive: false }]) {
      const { host, port } = broker;
      const connection = new BrokerConnection({ host, port, runtime: { ...place.runtime, network }, ...options });
      await connection.connect();
      await connection.close();
    }
    assert.deepEqual(
      targets.map(({ noDelay, keepAlive }) => [noDelay, keepAlive]),
      [
        [true, true],
        [false, false],
      ],
    );
    await broker.close();

    const sockets = onSockets();
    const real = await FakeBroker.start(sockets, [Heartbeat]);
    const noDelay = t.mock.method(NetSocket.prototype, 'setNoDelay');
    const keepAlive = t.mock.method(NetSocket.prototype, 'setKeepAlive');
    // The broker's end, in the same process, asks for no delay of its own.
    const calls = (): number[] => [noDelay.mock.callCount() - real.peers.size, keepAlive.mock.callCount()];
    for (const [options, expected] of [
      [{ noDelay: false, keepAlive: false }, [0, 0]],
      [{}, [1, 1]],
    ] as const) {
      const connection = new BrokerConnection({ host: real.host, port: real.port, ...options });
      await connection.connect();
      assert.deepEqual(calls(), expected);
      assert.ok(keepAlive.mock.calls.every(({ arguments: [on, delayMs] }) => on === true && delayMs === 30_000));
    }
    await real.close();
  });
});

describe('authentication at its edges', () => {
  it('names a broker at an IPv6 address as one may write it', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { PLAIN: plainServer() }, { host: '::1' });
    const sasl = { mechanism: 'PLAIN', username: 'a\0b', password: 'x' } as const;
    const connection = new BrokerConnection({ host: '::1', port: broker.port, runtime: place.runtime, sasl });
    await assert.rejects(connection.connect(), (error: unknown) => {
      assert.ok(error instanceof AuthenticationError);
      assert.equal(error.broker, `[::1]:${broker.port}`);
      assert.match(error.message, /Authentication to \[::1\]:\d+ by PLAIN/);
      return true;
    });
    await broker.close();
  });

  it('keeps a token for its time, wherever the wall clock jumps to', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { OAUTHBEARER: () => () => '' });
    let asked = 0;
    const token = (): Promise<OAuthToken> => Promise.resolve({ value: `token-${++asked}`, lifetimeMs: 1_000 });
    const mechanism = new OAuthBearerMechanism(token);
    for (const [passMs, jumpMs, times] of [
      [0, 0, 1],
      [700, 86_400_000, 1],
      [0, -86_400_000, 1],
      [200, -86_400_000, 2],
    ] as const) {
      await place.pass(passMs);
      const clock: Clock = {
        now: () => place.clock.now() + jumpMs,
        monotonic: () => place.clock.monotonic(),
        setTimeout: (fn, ms) => place.clock.setTimeout(fn, ms),
        clearTimeout: (handle) => {
          place.clock.clearTimeout(handle);
        },
      };
      const runtime = { ...place.runtime, clock };
      const connection = new BrokerConnection({ host: broker.host, port: broker.port, runtime, sasl: mechanism });
      await connection.connect();
      await connection.close();
      assert.equal(asked, times);
    }
    await broker.close();
  });

  const cases: readonly (readonly [string, Record<string, () => TokenServer>, SaslOptions, RegExp])[] = [
    [
      'a NUL in a name, which would end it early',
      { PLAIN: plainServer() },
      { mechanism: 'PLAIN', username: 'alice\0admin', password: 'x' },
      /neither user name nor password may hold a NUL/,
    ],
    [
      'SCRAM without a salt',
      { 'SCRAM-SHA-256': () => (token) => `r=${/r=([^,]*)/.exec(token.toString())?.[1] ?? ''}x,s=,i=4096` },
      { mechanism: 'SCRAM-SHA-256', ...ALICE },
      /by SCRAM-SHA-256: the broker sent no salt/,
    ],
    [
      'SCRAM in which the broker says why at the end',
      {
        'SCRAM-SHA-256': () => (token) =>
          token.includes('p=')
            ? 'e=other-error'
            : `r=${/r=([^,]*)/.exec(token.toString())?.[1] ?? ''}x,s=c2FsdA==,i=4096`,
      },
      { mechanism: 'SCRAM-SHA-256', ...ALICE },
      /by SCRAM-SHA-256: the broker says: other-error/,
    ],
    [
      'a refusal of a token that is not JSON',
      { OAUTHBEARER: () => () => 'go away' },
      { mechanism: 'OAUTHBEARER', token: () => Promise.resolve({ value: 'abc' }) },
      /refuses the token: "go away"/,
    ],
    ['a port without any mechanism', {}, { mechanism: 'PLAIN', ...ALICE }, /it offers none/],
  ];
  for (const [what, mechanisms, sasl, words] of cases) {
    it(what, async () => {
      const place = recordedPlace();
      const broker = await startSaslBroker(place, mechanisms);
      const connection = new BrokerConnection({ host: broker.host, port: broker.port, runtime: place.runtime, sasl });
      await assert.rejects(connection.connect(), (error: unknown) => {
        assert.ok(error instanceof AuthenticationError, String(error));
        assert.match(error.message, words);
        return true;
      });
      await broker.close();
    });
  }

  it('a refusal without words: those of its error code', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { PLAIN: plainServer() });
    broker.on(SaslAuthenticate, () => ({ errorCode: ErrorCode.SASL_AUTHENTICATION_FAILED, errorMessage: null }));
    const { host, port } = broker;
    const sasl = { mechanism: 'PLAIN', ...ALICE } as const;
    const connection = new BrokerConnection({ host, port, runtime: place.runtime, sasl });
    await assert.rejects(connection.connect(), /by PLAIN: SASL_AUTHENTICATION_FAILED/);
    await broker.close();
  });

  it('what a password function throws is thrown, and ends the connection', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { PLAIN: plainServer() });
    const sealed = new Error('the vault is sealed');
    const { host, port } = broker;
    const sasl = { mechanism: 'PLAIN', username: 'alice', password: () => Promise.reject(sealed) } as const;
    const connection = new BrokerConnection({ host, port, runtime: place.runtime, sasl });
    await assert.rejects(connection.connect(), sealed);
    assert.equal(await connection.closed, sealed);
    assert.equal(
      broker.received.some(({ api }) => api === SaslHandshake),
      false,
    );
    await broker.close();
  });
});
