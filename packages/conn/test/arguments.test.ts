import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Heartbeat, Metadata } from '@k/wire';
import { FakeBroker, odd, says } from '@k/testing';
import { Backoff, backoffMs, createNodeNetwork, Deadline, sleep } from '@k/runtime';
import {
  apiVersionsOf,
  BrokerConnection,
  BrokerVersions,
  formatAddress,
  mechanismFor,
  oidcProvider,
} from '../src/index.ts';
import { recordedPlace } from './support/recorded-place.ts';

describe('functions refuse what they cannot use, by the name of the argument', () => {
  const { clock, random } = recordedPlace().runtime;
  const backoff = { initialMs: 1, maxMs: 2 };
  const calls: Readonly<Record<string, readonly [run: () => unknown, message: RegExp]>> = {
    'apiVersionsOf of no release': [
      () => apiVersionsOf('new'),
      /^apiVersionsOf\(\): release: expected a release from '0\.8\.0' on.*got "new"$/,
    ],
    'apiVersionsOf of one too old': [() => apiVersionsOf('0.7.2'), /got "0\.7\.2"$/],
    'apiVersionsOf of a number': [() => apiVersionsOf(odd(2)), /got 2$/],
    'formatAddress of nothing': [() => formatAddress(odd(undefined)), /^formatAddress\(\): address: .*got nothing$/],
    'backoffMs with text': [
      () => backoffMs(0, odd({ initialMs: '5', maxMs: 9 }), random),
      /^backoffMs\(\): initialMs: expected a number of milliseconds, 0 or more, got "5"$/,
    ],
    'a Backoff of NaN': [() => new Backoff({ initialMs: 1, maxMs: NaN }, random), /^Backoff: maxMs: .*got NaN$/],
    'a Backoff that shrinks': [() => new Backoff({ ...backoff, multiplier: 0.5 }, random), /multiplier.*got 0\.5$/],
    'a Backoff of wild jitter': [
      () => new Backoff({ ...backoff, jitter: 2 }, random),
      /jitter: expected a number from 0 to 1, got 2$/,
    ],
    'a Deadline of text': [() => new Deadline(clock, 'load', { timeoutMs: odd('5') }), /^load: timeoutMs: .*got "5"$/],
    'a Deadline of less than nothing': [() => new Deadline(clock, 'load', { timeoutMs: -1 }), /got -1$/],
    'a Deadline with another signal': [
      () => new Deadline(clock, 'load', { timeoutMs: 1, signal: odd('SIGTERM') }),
      /^load: signal: expected an AbortSignal, got "SIGTERM"$/,
    ],
    'BrokerVersions of nothing': [
      () => new BrokerVersions('b:1', odd(undefined)),
      /^BrokerVersions: ranges: .*got nothing$/,
    ],
    'createNodeNetwork without a function': [
      () => createNodeNetwork({ lookup: odd('dns') }),
      /^createNodeNetwork\(\): option "lookup": .*got "dns"$/,
    ],
    'mechanismFor without a password': [
      () => mechanismFor(odd({ mechanism: 'PLAIN', username: 'a' })),
      /^mechanismFor\(\): option "password"/,
    ],
    'oidcProvider without an address': [
      () => oidcProvider(odd({ clientId: 'me', clientSecret: 's' })),
      /^oidcProvider\(\): option "tokenEndpointUrl"/,
    ],
  };
  for (const [what, [run, message]] of Object.entries(calls)) it(what, () => assert.throws(run, says(message)));

  it('sleep of text', () => assert.rejects(sleep(clock, odd('5')), says(/^sleep\(\): ms: .*got "5"$/)));
});

describe('a connection', () => {
  it('refuses options that it does not know or cannot keep, before anything is sent', async () => {
    const place = recordedPlace();
    await using broker = await FakeBroker.start(place, [Heartbeat]);
    const { host, port } = broker;
    await using connection = new BrokerConnection({ host, port, runtime: place.runtime });
    const body = { groupId: 'g' };
    const wrong: readonly (readonly [options: unknown, message: RegExp])[] = [
      [{ timeoutMs: '5' }, /^BrokerConnection: request\(\): timeoutMs: expected a number of milliseconds.*got "5"$/],
      [{ timeoutMs: 5n }, /got 5n$/],
      [{ timeoutMs: NaN }, /got NaN$/],
      [{ timeoutMs: -1 }, /got -1$/],
      [{ timeout: 5 }, /^BrokerConnection: request\(\): unknown option "timeout", did you mean "timeoutMs"\?$/],
      [{ signal: 'SIGTERM' }, /^BrokerConnection: request\(\): signal: expected an AbortSignal, got "SIGTERM"$/],
      [{ maxVersion: '3' }, /^BrokerConnection: request\(\): maxVersion: expected a version, got "3"$/],
      [{ onAsked: true }, /^BrokerConnection: request\(\): onAsked: expected a function, got true$/],
      [1_000, /^BrokerConnection: request\(\): options: expected \{ timeoutMs, signal, maxVersion \}, got 1000$/],
    ];
    for (const [options, message] of wrong) {
      await assert.rejects(connection.request(Heartbeat, body, odd(options)), says(message));
    }
    await assert.rejects(
      connection.request(odd('Heartbeat'), body),
      says(/request\(\): api: expected an API, such as Metadata, got "Heartbeat"$/),
    );
    await assert.rejects(
      connection.requestNoResponse(odd(undefined), body),
      says(/requestNoResponse\(\): api: .*got nothing$/),
    );
    assert.throws(() => connection.versionFor(odd(3)), says(/versionFor\(\): api: .*got 3$/));
    assert.throws(() => connection.versionFor(Heartbeat, odd('3')), says(/versionFor\(\): maxVersion: .*got "3"$/));
    await assert.rejects(
      connection.close(odd({ timeout: 5 })),
      says(/^BrokerConnection: close\(\): unknown option "timeout"/),
    );
    await assert.rejects(
      connection.close({ reason: odd('enough') }),
      says(/option "reason": expected an Error, got "enough"$/),
    );
    assert.equal(connection.state, 'disconnected');
    assert.equal(place.sockets.made.length, 0);
    await connection.connect();
  });

  it('names the field that a request does not have', async () => {
    const place = recordedPlace();
    await using broker = await FakeBroker.start(place, [Metadata]);
    const { host, port } = broker;
    await using connection = new BrokerConnection({ host, port, runtime: place.runtime });
    await assert.rejects(
      connection.request(Metadata, odd({ topic: [] })),
      /MetadataRequest v\d+, field topic: there is no such field, did you mean "topics"\?/,
    );
    assert.equal(connection.state, 'ready');
  });

  it('takes no ranges that are none', () => {
    const connect = (apiVersions: unknown) => (): unknown =>
      new BrokerConnection({ host: 'h', port: 1, apiVersions: odd(apiVersions) });
    assert.throws(connect([{ apiKey: 3, minVersion: 0 }]), says(/option "apiVersions\.0\.maxVersion"/));
    assert.throws(
      connect([{ apiKey: 3, minVersion: 5, maxVersion: 4 }]),
      says(/"apiVersions\.0": expected minVersion not above maxVersion/),
    );
    assert.throws(
      connect('all'),
      says(/option "apiVersions": expected an array of \{ apiKey, minVersion, maxVersion \}, got "all"$/),
    );
  });
});

it('an observer whose methods are none, or that has none of them, is refused when the connection is made', () => {
  for (const observer of [{ settled: true }, {}, { settle: () => undefined }]) {
    assert.throws(
      () => new BrokerConnection({ host: 'h', port: 1, observer: odd(observer) }),
      says(/option "observer": expected an object with some of connected, .*settled.*each a function, got an object$/),
    );
  }
});
