import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { Backoff, backoffMs } from '../src/backoff.ts';
import type { Random } from '../src/runtime.ts';

const random = (value: number): Random => ({ next: () => value, bytes: (n) => Buffer.alloc(n) });

it('backoff doubles up to its cap, within its jitter', () => {
  const options = { initialMs: 100, maxMs: 1000 };
  const middle = [0, 1, 2, 3, 4, 5].map((attempt) => Math.round(backoffMs(attempt, options, random(0.5))));
  assert.deepEqual(middle, [100, 200, 400, 800, 1000, 1000]);
  assert.equal(backoffMs(1, options, random(0)), 160);
  assert.equal(Math.round(backoffMs(1, options, random(0.999999))), 240);
});

it('backoff is never negative, never above its cap, for any attempt', () => {
  const value = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(10_000), fc.nat(100_000), value, (attempt, initialMs, maxMs, r) => {
      const ms = backoffMs(attempt, { initialMs, maxMs }, random(r));
      assert.ok(ms >= 0 && ms <= maxMs, String(ms));
    }),
    { seed: 20261130 },
  );
});

it('Backoff counts failures until it is reset', () => {
  const backoff = new Backoff({ initialMs: 50, maxMs: 1000, jitter: 0 }, random(0));
  assert.deepEqual([backoff.nextMs(), backoff.nextMs(), backoff.nextMs()], [50, 100, 200]);
  assert.equal(backoff.failures, 3);
  backoff.reset();
  assert.equal(backoff.nextMs(), 50);
});
