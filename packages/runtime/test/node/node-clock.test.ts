import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { it } from 'node:test';
import { createNodeClock, nodeClock } from '../../src/node/node-clock.ts';
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

it('a timer keeps the process alive, and one of a clock with unref does not', async () => {
  const clocks = new URL('../../src/node/node-clock.js', import.meta.url).href;
  const program = `
    import { createNodeClock, nodeClock } from ${JSON.stringify(clocks)};
    const quiet = createNodeClock({ unref: true });
    quiet.setTimeout(() => console.log('too late'), 60_000);
    quiet.setTimeout(() => console.log('while the other is set'), 1);
    nodeClock.setTimeout(() => console.log('held'), 20);
    quiet.clearTimeout(quiet.setTimeout(() => console.log('forgotten'), 1));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { timeout: 30_000 });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const [code] = (await once(child, 'close')) as [number | null];
  assert.deepEqual([code, stdout], [0, 'while the other is set\nheld\n']);
});

it('a clock takes no options but its own', () => {
  assert.throws(() => createNodeClock({ unreff: true } as never), {
    name: 'ConfigError',
    message: 'createNodeClock(): unknown option "unreff", did you mean "unref"?',
  });
});
