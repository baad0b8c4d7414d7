import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AuthenticationError, ConnectionError } from '@k/wire';
import { onSockets } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import { closedByBroker, socketFailure } from '../src/hints.ts';
import { createNodeNetwork, nodeRuntime } from '@k/runtime';

const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code });
const broker = 'kafka:9092';

describe('what is said of a socket that failed', () => {
  it('several addresses of a name, all refused: each is named, and the hint is given once', () => {
    const errors = ['::1', '127.0.0.1'].map((ip) => coded('ECONNREFUSED', `connect ECONNREFUSED ${ip}:9092`));
    const error = socketFailure(new AggregateError(errors), { broker, state: 'connecting', tls: false });
    assert.ok(error instanceof ConnectionError);
    assert.match(
      error.message,
      /^Connection to kafka:9092: connect ECONNREFUSED ::1:9092, connect ECONNREFUSED 127.0.0.1:9092 \(nothing listens/,
    );
    assert.ok(error.cause instanceof AggregateError);
  });

  it('the same on sockets', async () => {
    const { port } = await onSockets().nobody();
    const lookup = (
      _: string,
      __: unknown,
      done: (error: null, all: { address: string; family: number }[]) => void,
    ) => {
      done(null, [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    };
    const runtime = { ...nodeRuntime, network: createNodeNetwork({ lookup }) };
    const connection = new BrokerConnection({ host: 'kafka.example', port, runtime });
    await assert.rejects(connection.connect(), /127\.0\.0\.2:\d+.*127\.0\.0\.1:\d+.*nothing listens there/);
  });

  it('an error without a code is told as it is', () => {
    const error = socketFailure(new Error('out of luck'), { broker, state: 'connecting', tls: false });
    assert.equal(error.message, 'Connection to kafka:9092: out of luck');
  });

  const cuts: readonly (readonly [Parameters<typeof closedByBroker>[0], RegExp])[] = [
    [{ broker, state: 'connecting', tls: false }, /^closed by the broker$/],
    [{ broker, state: 'connecting', tls: true }, /in the TLS handshake: is it a plaintext port\? Then leave out ssl/],
    [{ broker, state: 'negotiating', tls: false }, /is the port for TLS or SASL, or is it not Kafka at all\?/],
    [{ broker, state: 'negotiating', tls: true }, /does the port want SASL or a client certificate/],
    [{ broker, state: 'ready', tls: false, wantsSasl: true }, /on the first request: does the port want SASL\?/],
    [{ broker, state: 'ready', tls: false }, /^closed by the broker$/],
  ];
  for (const [context, words] of cuts) {
    const how = `${context.state}${context.tls ? ', TLS' : ''}${context.wantsSasl === true ? ', nothing answered' : ''}`;
    it(`closed by the other side: ${how}`, () => {
      assert.match(closedByBroker(context), words);
    });
  }

  const resets: readonly (readonly [Parameters<typeof socketFailure>[1], RegExp])[] = [
    [{ broker, state: 'negotiating', tls: false }, /cut the connection: is the port for TLS or SASL, or a proxy/],
    [{ broker, state: 'connecting', tls: true }, /hung up on the TLS handshake: is it a plaintext port/],
    [{ broker, state: 'negotiating', tls: true }, /does the port want SASL, or a client certificate\?/],
    [{ broker, state: 'ready', tls: true }, /^Connection to kafka:9092: read ECONNRESET$/],
  ];
  for (const [context, words] of resets) {
    it(`reset by the other side: ${context.state}${context.tls ? ', TLS' : ''}`, () => {
      assert.match(socketFailure(coded('ECONNRESET', 'read ECONNRESET'), context).message, words);
    });
  }

  it('a refusal of TLS is one only over TLS, and is never retried', () => {
    const refusal = coded('CERT_HAS_EXPIRED', 'certificate has expired');
    const tls = socketFailure(refusal, { broker, state: 'connecting', tls: true });
    assert.ok(tls instanceof AuthenticationError && !tls.retriable && tls.mechanism === 'SSL');
    assert.ok(socketFailure(refusal, { broker, state: 'connecting', tls: false }) instanceof ConnectionError);
  });
});
