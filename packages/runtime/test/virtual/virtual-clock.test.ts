import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SleepyClock } from '../../src/virtual/sleepy-clock.ts';
import { seededRandom } from '../../src/virtual/seeded-random.ts';
import { VirtualClock } from '../../src/virtual/virtual-clock.ts';

describe('VirtualClock', () => {
  it('fires timers in order of time, then of setting, and moves only when told to', async () => {
    const clock = new VirtualClock({ startMs: 1000 });
    const fired: string[] = [];
    const at = (name: string, ms: number): unknown =>
      clock.setTimeout(() => fired.push(`${name}@${String(clock.now())}`), ms);
    at('b', 20);
    at('a', 10);
    at('c', 20);
    const gone = at('gone', 15);
    at('late', 30);
    clock.clearTimeout(gone);
    clock.clearTimeout(gone);
    await clock.advance(5);
    assert.deepEqual(fired, []);
    await clock.advance(20);
    assert.deepEqual(fired, ['a@1010', 'b@1020', 'c@1020']);
    assert.deepEqual([clock.now(), clock.monotonic(), clock.pendingTimers], [1025, 25, 1]);
  });

  it('lets promises settle between timers, and timers set by timers fire in the same advance', async () => {
    const clock = new VirtualClock();
    const steps: number[] = [];
    const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.setTimeout(resolve, ms));
    const loop = async (): Promise<void> => {
      for (let i = 0; i < 1000; i++) {
        await sleep(60_000);
        steps.push(clock.monotonic());
      }
    };
    const done = loop();
    await clock.advance(3 * 60_000);
    assert.deepEqual(steps, [60_000, 120_000, 180_000]);
    await clock.runUntil(done);
    assert.equal(steps.length, 1000);
  });

  it('returns what the promise returns, throws what it throws, and says when it can never settle', async () => {
    const clock = new VirtualClock();
    assert.equal(await clock.runUntil(Promise.resolve(7)), 7);
    await assert.rejects(clock.runUntil(Promise.reject(new Error('its own'))), /its own/);
    await assert.rejects(clock.runUntil(new Promise(() => undefined)), /no timer is set/);
    const tick = (): void => void clock.setTimeout(tick, 1000);
    tick();
    await assert.rejects(clock.runUntil(new Promise(() => undefined), { limitMs: 10_000 }), /after 10000 virtual ms/);
  });

  it('jumps the wall clock without a timer noticing', async () => {
    const clock = new VirtualClock({ startMs: 0 });
    let fired = false;
    clock.setTimeout(() => (fired = true), 10);
    clock.jumpWallClock(-5000);
    assert.deepEqual([clock.now(), clock.monotonic()], [-5000, 0]);
    await clock.advance(10);
    assert.equal(fired, true);
  });

  it('keeps thousands of timers in order', async () => {
    const clock = new VirtualClock();
    const random = seededRandom(3);
    const fired: number[] = [];
    for (let i = 0; i < 2000; i++) {
      const ms = Math.floor(random.next() * 500);
      const timer = clock.setTimeout(() => fired.push(ms), ms);
      if (i % 3 === 0) clock.clearTimeout(timer);
    }
    await clock.advance(500);
    assert.deepEqual(
      fired,
      [...fired].sort((a, b) => a - b),
    );
    assert.equal(fired.length, 1333);
  });
});

describe('seededRandom', () => {
  it('repeats itself for a seed, differs between seeds, and stays in range', () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 1000 }, () => random.next());
    };
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
    assert.ok(draw(5).every((x) => x >= 0 && x < 1));
    const mean = draw(9).reduce((sum, x) => sum + x, 0) / 1000;
    assert.ok(mean > 0.45 && mean < 0.55, String(mean));
    assert.deepEqual(seededRandom(1).bytes(8), seededRandom(1).bytes(8));
  });
});

describe('sleepy clock', () => {
  it('has jumped after sleep, both ways to tell the time, and its timers have as long to go as before', async () => {
    const clock = new VirtualClock();
    const sleepy = new SleepyClock(clock);
    const fired: number[] = [];
    sleepy.setTimeout(() => fired.push(sleepy.monotonic()), 1_000);
    sleepy.clearTimeout(sleepy.setTimeout(() => fired.push(-1), 1_000));
    const before = sleepy.now();
    sleepy.sleep(60_000);
    assert.deepEqual([sleepy.monotonic(), sleepy.now() - before, clock.monotonic()], [60_000, 60_000, 0]);
    await clock.advance(1_000);
    assert.deepEqual(fired, [61_000]);
  });
});
