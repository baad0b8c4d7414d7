import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AuthenticationError, ConfigError, ConnectionError } from '@k/wire';
import { parseBootstrapServers, shuffled, unreachable } from '../src/bootstrap.ts';

const random = (value: number) => ({ next: () => value, bytes: (n: number) => Buffer.alloc(n) });

it('reads addresses in all their forms', () => {
  assert.deepEqual(parseBootstrapServers('Cluster', 'a:1, b:2,c'), [
    { host: 'a', port: 1 },
    { host: 'b', port: 2 },
    { host: 'c', port: 9092 },
  ]);
  assert.deepEqual(parseBootstrapServers('Cluster', ['[::1]:19092', 'PLAINTEXT://k.example.org:9093', '10.0.0.1']), [
    { host: '::1', port: 19092 },
    { host: 'k.example.org', port: 9093 },
    { host: '10.0.0.1', port: 9092 },
  ]);
});

it('names the address it cannot read', () => {
  for (const bad of ['host:port', 'a:0', 'a:65536', 'http://a:1', 'a b:1', '::1:9092', ',', 'SSL://a:1']) {
    assert.throws(
      () => parseBootstrapServers('Cluster', bad),
      (error: unknown) => error instanceof ConfigError && error.message.includes(bad) && error.issues.length === 1,
      bad,
    );
  }
});

it('says where the protocol of a listener belongs', () => {
  for (const protocol of ['SSL', 'SASL_PLAINTEXT', 'SASL_SSL']) {
    assert.throws(
      () => parseBootstrapServers('Cluster', `${protocol}://a:9093`),
      new RegExp(`expected "host:port" alone: the options ssl and sasl say ${protocol}, got "${protocol}://a:9093"`),
    );
  }
});

it('shuffles: every item once, the order from the random source', () => {
  assert.deepEqual(shuffled([1, 2, 3, 4], random(0.999)), [1, 2, 3, 4]);
  assert.deepEqual(shuffled([1, 2, 3, 4], random(0)), [2, 3, 4, 1]);
});

it('one error lists every server and its cause; one that is final stands alone', () => {
  const failures = [
    {
      address: { host: 'a', port: 1 },
      error: new ConnectionError('Connection to a:1: refused', { broker: 'a:1', phase: 'x' }),
    },
    { address: { host: 'b', port: 2 }, error: new Error('boom') },
  ];
  const error = unreachable('Cluster', failures);
  assert.ok(error instanceof ConnectionError);
  assert.match(error.message, /a:1: refused; b:2: boom/);
  assert.deepEqual((error.cause as AggregateError).errors, [failures[0]?.error, failures[1]?.error]);
  const denied = new AuthenticationError('wrong password');
  assert.equal(unreachable('Cluster', [...failures, { address: { host: 'c', port: 3 }, error: denied }]), denied);
});
