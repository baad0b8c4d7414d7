import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '@k/wire';
import { collectHosts } from '../src/index.ts';

describe('collectHosts', () => {
  it('reads hosts, ports and IPv6 addresses, from text or an array', () => {
    assert.deepEqual(collectHosts(' a:1, b ,[::1]:2,::1', { randomize: false }), [
      { host: 'a', port: 1 },
      { host: 'b', port: 9092 },
      { host: '::1', port: 2 },
      { host: '::1', port: 9092 },
    ]);
    assert.deepEqual(collectHosts(['a:1', 'b:2'], { randomize: false }).length, 2);
  });

  it('mixes them, unless told not to', () => {
    const orders = new Set<string>();
    for (let i = 0; i < 100; i++)
      orders.add(
        collectHosts('a,b,c')
          .map(({ host }) => host)
          .join(),
      );
    assert.ok(orders.size > 1);
    for (const order of orders) assert.equal(order.split(',').sort().join(), 'a,b,c');
  });

  it('names what is no address', () => {
    for (const text of ['a:b', 'a:0', 'a:65536', '[::1', ':9092']) {
      assert.throws(
        () => collectHosts(`ok:1,${text}`),
        (error: unknown) => error instanceof ConfigError && error.message.includes(JSON.stringify(text)),
        text,
      );
    }
  });
});
