import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QuotaStore } from '../../src/quotas/quota-store.ts';
import { SampledRate } from '../../src/quotas/sampled-rate.ts';
import { TokenBucket } from '../../src/quotas/token-bucket.ts';

describe('a sampled rate', () => {
  it('is over the windows there could be, and forgets what is older', () => {
    const rate = new SampledRate(11, 1000);
    rate.record(100, 0);
    assert.equal(rate.rate(0), 10, '100 in 10 s, as if nothing had been before');
    assert.equal(rate.rate(600).toFixed(3), (100 / 10.6).toFixed(3));
    rate.record(50, 5000);
    assert.equal(rate.rate(10_000), 15);
    assert.equal(rate.rate(10_999).toFixed(3), (150 / 10.999).toFixed(3));
    assert.equal(rate.spanMs(11_000), 10_000, 'the first is gone; of the second 6 windows are over');
    assert.equal(rate.rate(11_000), 5);
    assert.equal(rate.rate(30_000), 0);
  });

  it('adds up what falls into one window', () => {
    const rate = new SampledRate(3, 1000);
    for (const ms of [0, 400, 999]) rate.record(1, ms);
    rate.record(-2, 1000);
    assert.equal(rate.rate(2000), 0.5);
    assert.equal(rate.rate(3000), -1, 'the first window is over as a whole');
  });
});

describe('a token bucket', () => {
  it('begins full, may owe, and fills up again', () => {
    const bucket = new TokenBucket(2, 10, 0);
    bucket.take(20, 0);
    assert.equal(bucket.owedMs(0), 0);
    bucket.take(5, 0);
    assert.equal(bucket.owedMs(0), 2500);
    assert.equal(bucket.owedMs(2000), 500);
    assert.equal(bucket.owedMs(60_000), 0);
    bucket.take(20, 60_000);
    assert.equal(bucket.owedMs(60_000), 0, 'no more than the burst');
    bucket.bound = 1;
    bucket.take(1, 60_000);
    assert.equal(bucket.owedMs(60_000), 1000);
  });
});

describe('the nearest quota', () => {
  it('is that of user and client, then of defaults, then of one of them', () => {
    const store = new QuotaStore();
    const set = (bound: number, ...parts: [string, string | null][]): void => {
      store.alter(new Map(parts), new Map([['rate', bound]]));
    };
    const limit = (): unknown => store.limit('rate', 'alice', 'app');
    assert.equal(limit(), undefined);
    set(8, ['client-id', null]);
    assert.deepEqual(limit(), { bound: 8, sharedBy: 'client-id app' });
    set(7, ['client-id', 'app']);
    assert.deepEqual(limit(), { bound: 7, sharedBy: 'client-id app' });
    set(6, ['user', null]);
    assert.deepEqual(limit(), { bound: 6, sharedBy: 'user alice' });
    set(5, ['user', null], ['client-id', null]);
    assert.deepEqual(limit(), {
      bound: 5,
      sharedBy: 'user alice client-id app',
    });
    set(4, ['client-id', 'app'], ['user', null]);
    assert.deepEqual(limit(), {
      bound: 4,
      sharedBy: 'user alice client-id app',
    });
    set(3, ['user', 'alice']);
    assert.deepEqual(limit(), { bound: 3, sharedBy: 'user alice' });
    set(2, ['user', 'alice'], ['client-id', null]);
    assert.deepEqual(limit(), {
      bound: 2,
      sharedBy: 'user alice client-id app',
    });
    set(1, ['user', 'alice'], ['client-id', 'app']);
    assert.deepEqual(limit(), {
      bound: 1,
      sharedBy: 'user alice client-id app',
    });
    assert.equal(store.limit('other', 'alice', 'app'), undefined);
    store.alter(new Map([['user', 'alice']]), new Map([['rate', undefined]]));
    assert.equal(store.all.length, 7);
  });
});
