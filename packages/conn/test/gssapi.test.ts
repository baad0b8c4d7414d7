import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiVersions, AuthenticationError, ConnectionError, Heartbeat, SaslHandshake } from '@k/wire';
import { failure, type FakeBroker, type Place } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import type { BrokerConnectionOptions } from '../src/options.ts';
import type { GssapiOptions } from '../src/sasl/gssapi.ts';
import { servicePrincipal } from '../src/sasl/node-kerberos.ts';
import { failingKerberos, fakeKerberos, gssapiServer } from './support/fake-kerberos.ts';
import { startSaslBroker } from './support/sasl-broker.ts';
import { recordedPlace } from './support/recorded-place.ts';

function connectionTo(
  place: Place,
  { host, port }: FakeBroker,
  gssapi: GssapiOptions,
  options: Partial<BrokerConnectionOptions> = {},
): BrokerConnection {
  const sasl = { mechanism: 'GSSAPI', ...gssapi } as const;
  return new BrokerConnection({ host, port, runtime: place.runtime, sasl, ...options });
}

async function failureOf(connection: BrokerConnection): Promise<Error> {
  const error = await failure(connection.connect());
  await connection.closed;
  return error;
}

async function refusal(connection: BrokerConnection, message: RegExp): Promise<void> {
  const error = await failureOf(connection);
  assert.ok(error instanceof AuthenticationError, String(error));
  assert.equal(error.mechanism, 'GSSAPI');
  assert.match(error.message, message);
}

describe('GSSAPI', () => {
  it('shows the ticket, has nothing to say to the proof, takes no security layer and acts for nobody else', async () => {
    const place = recordedPlace();
    const tokens: string[] = [];
    const calls: string[] = [];
    const broker = await startSaslBroker(place, { GSSAPI: gssapiServer(tokens) });
    const options = { principal: 'alice@EXAMPLE', kerberos: fakeKerberos(calls) };
    await using connection = connectionTo(place, broker, options);
    await connection.request(Heartbeat, { groupId: 'g' });
    assert.deepEqual(calls, [`kafka@${broker.host} alice@EXAMPLE`, 'step ', 'step proof']);
    assert.deepEqual(tokens, ['ticket', '', 'wrapped:\x01\0\0\0']);
    await broker.close();
  });

  /** What brokers before 1.0 do: answer the first two tokens, keep silent on the last. */
  function answerBareTokens(broker: FakeBroker, tokens: string[], begins: (broker: FakeBroker) => boolean): void {
    const answer = gssapiServer(tokens)();
    broker.bareFrame = (frame, peer) => {
      if (tokens.length === 3 || !begins(broker)) return false;
      const reply = Buffer.from(answer(frame) as Buffer);
      const size = Buffer.alloc(4);
      size.writeInt32BE(reply.byteLength);
      if (tokens.length < 3) peer.send(Buffer.concat([size, reply]));
      return true;
    };
  }

  it('does not wait for an answer to the last token from a broker of the 0.10 line', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { GSSAPI: gssapiServer() });
    broker.ranges = [ApiVersions, SaslHandshake, Heartbeat].map(({ key }) => ({
      apiKey: key,
      minVersion: 0,
      maxVersion: 0,
    }));
    const tokens: string[] = [];
    answerBareTokens(broker, tokens, () => broker.handshakes.length === 1);
    await using connection = connectionTo(place, broker, { kerberos: fakeKerberos() });
    await connection.request(Heartbeat, { groupId: 'g' });
    assert.deepEqual(tokens, ['ticket', '', 'wrapped:\x01\0\0\0']);
    await broker.close();
  });

  it('sends nothing but tokens to 0.9 before its requests', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, {});
    const tokens: string[] = [];
    answerBareTokens(broker, tokens, () => true);
    await using connection = connectionTo(place, broker, { kerberos: fakeKerberos() }, { apiVersion: '0.9' });
    await connection.request(Heartbeat, { groupId: 'g' });
    assert.deepEqual(tokens, ['ticket', '', 'wrapped:\x01\0\0\0']);
    assert.deepEqual(
      broker.received.map(({ api }) => api.name),
      ['Heartbeat'],
    );
    await broker.close();
  });

  it('says that 0.9 has to be named', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, {});
    broker.bareFrame = (_, peer) => {
      peer.destroy(); // as 0.9 does with what is no token
      return true;
    };
    const error = await failureOf(connectionTo(place, broker, { kerberos: fakeKerberos() }));
    assert.ok(error instanceof ConnectionError);
    assert.match(error.message, /apiVersion: '0\.9'/);
    await broker.close();
  });

  it('does not speak of passwords when an old broker hangs up', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, {});
    broker.bareFrame = (_, peer) => {
      peer.destroy();
      return true;
    };
    const connection = connectionTo(place, broker, { kerberos: fakeKerberos() }, { apiVersion: '0.9' });
    await refusal(connection, /hung up, .*: look at sasl\.serviceName, at the key tab/);
    await broker.close();
  });

  it('refuses a broker that insists on a security layer', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { GSSAPI: gssapiServer([], '\x04\0\xff\xff') });
    await refusal(connectionTo(place, broker, { kerberos: fakeKerberos() }), /insists on a security layer/);
    await broker.close();
  });

  // As MIT's library says it, collected from a KDC of 1.20.
  const words: readonly (readonly [string, RegExp])[] = [
    [
      'No credentials were supplied, or the credentials were unavailable or inaccessible: No Kerberos credentials available (default cache: FILE:/tmp/none)',
      /no ticket for kafka@.*No Kerberos credentials available.*kinit gets one/,
    ],
    ['The referenced context has expired: Success', /has expired: Success.*run kinit again/],
    [
      'Unspecified GSS failure.  Minor code may provide more information: Server nosuch/h@K.TEST not found in Kerberos database',
      /not found in Kerberos database.*sasl\.serviceName/,
    ],
    ['Unspecified GSS failure.  Minor code may provide more information: Clock skew too great', /clock differs/],
  ];
  for (const [said, message] of words) {
    it(`says what to do about "${said.replace(/^.*: (?!Success)/, '')}"`, async () => {
      const place = recordedPlace();
      const broker = await startSaslBroker(place, { GSSAPI: gssapiServer() });
      await refusal(connectionTo(place, broker, { kerberos: failingKerberos(said) }), message);
      assert.deepEqual(broker.handshakes, []);
      await broker.close();
    });
  }

  it('takes a KDC that is away for a matter of the network, worth another try', async () => {
    for (const said of ["Cannot contact any KDC for realm 'K.TEST'", 'unable to reach any KDC in realm K.TEST']) {
      const place = recordedPlace();
      const broker = await startSaslBroker(place, { GSSAPI: gssapiServer() });
      const error = await failureOf(connectionTo(place, broker, { kerberos: failingKerberos(said) }));
      assert.ok(error instanceof ConnectionError, String(error));
      assert.equal(error.retriable, true);
      assert.match(error.message, /any KDC.*is the KDC running/);
      await broker.close();
    }
  });

  it('does not wait for a KDC for longer than the connection has time', async () => {
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { GSSAPI: gssapiServer() });
    const never = { initializeClient: () => new Promise<never>(() => undefined) };
    const connection = connectionTo(place, broker, { kerberos: never }, { connectionSetupTimeoutMs: 500 });
    const failed = failureOf(connection);
    await place.pass(500);
    assert.match((await failed).message, /within 500 ms \(connectionSetupTimeoutMs\), still authenticating/);
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });

  it('says what to install when the package is missing', async (t) => {
    const specifier: string = 'kerberos'; // optional: the compiler must not look for it
    const isThere = await import(specifier).then(
      () => true,
      () => false,
    );
    if (isThere) {
      t.skip('the package kerberos is installed here');
      return;
    }
    const place = recordedPlace();
    const broker = await startSaslBroker(place, { GSSAPI: gssapiServer() });
    await refusal(connectionTo(place, broker, {}), /npm install kerberos\).*: Cannot find package 'kerberos'/);
    await broker.close();
  });

  it('writes the service as the library of the system reads it', () => {
    assert.equal(servicePrincipal('kafka', 'broker.example', 'linux'), 'kafka@broker.example');
    assert.equal(servicePrincipal('kafka', 'broker.example', 'darwin'), 'kafka@broker.example');
    assert.equal(servicePrincipal('kafka', 'broker.example', 'win32'), 'kafka/broker.example');
  });
});
