import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nodeClock } from '../../src/node/node-clock.ts';
import { withResolvers } from '../../src/with-resolvers.ts';

/** Work that keeps the event loop from looking at the time. */
function busy(ms: number): void {
  const end = nodeClock.monotonic() + ms;
  while (nodeClock.monotonic() < end);
}

it('a timer does not fire before its time on the monotonic clock, however late the event loop is', async () => {
  const early: number[] = [];
  const all = Array.from({ length: 40 }, (_, i) => {
    const { promise, resolve } = withResolvers();
    const ms = 1 + i * 0.7;
    const due = nodeClock.monotonic() + ms;
    nodeClock.setTimeout(() => {
      const at = nodeClock.monotonic();
      if (at < due) early.push(due - at);
      resolve();
    }, ms);
    busy(0.3);
    return promise;
  });
  await Promise.all(all);
  assert.deepEqual(early, []);
});

it('a timer for longer than Node can count does not fire at once', async () => {
  const fired: string[] = [];
  const far = nodeClock.setTimeout(() => fired.push('in 30 days'), 30 * 86_400_000);
  const never = nodeClock.setTimeout(() => fired.push('never'), Infinity);
  const { promise, resolve } = withResolvers();
  nodeClock.setTimeout(resolve, 5);
  await promise;
  assert.deepEqual(fired, []);
  nodeClock.clearTimeout(far);
  nodeClock.clearTimeout(never);
});

it('a timer is forgotten on request, also when it was set again', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let fired = 0;
  const forgotten = nodeClock.setTimeout(() => fired++, 60_000);
  const kept = nodeClock.setTimeout(() => fired++, 60_000);
  t.mock.timers.tick(60_000); // Node's own fire, and the monotonic clock says that it is too early
  assert.equal(fired, 0);
  nodeClock.clearTimeout(forgotten);
  nodeClock.clearTimeout(undefined);
  t.mock.timers.tick(60_000);
  assert.equal(fired, 0);
  nodeClock.clearTimeout(kept);
});
