import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '@k/wire';
import { AdjustableClock, nodeClock, VirtualClock } from '../../src/index.ts';

function start() {
  const source = new VirtualClock({ startMs: 1_000 });
  const clock = new AdjustableClock({ clock: source });
  const fired: [name: string, monotonic: number][] = [];
  const set = (name: string, ms: number): unknown => clock.setTimeout(() => fired.push([name, clock.monotonic()]), ms);
  return { source, clock, fired, set };
}

describe('AdjustableClock', () => {
  it('goes with its source', async () => {
    const { source, clock, fired, set } = start();
    assert.equal(new AdjustableClock().source, nodeClock);
    set('b', 20);
    const gone = set('gone', 15);
    set('a', 10);
    clock.clearTimeout(gone);
    clock.clearTimeout(undefined);
    await source.advance(19);
    assert.deepEqual([fired, clock.now(), clock.monotonic()], [[['a', 10]], 1_019, 19]);
    await source.advance(1);
    assert.deepEqual(fired, [['a', 10], ['b', 20]]); // prettier-ignore
    assert.equal(source.pendingTimers, 0);
  });

  it('stands still, and goes on as if it had not', async () => {
    const { source, clock, fired, set } = start();
    set('before', 10);
    await source.advance(4);
    clock.freeze();
    clock.freeze();
    set('while', 3);
    set('at once', 0);
    await source.advance(100);
    source.jumpWallClock(50_000);
    assert.deepEqual([fired, clock.isFrozen, clock.now(), clock.monotonic()], [[['at once', 4]], true, 1_004, 4]);
    clock.thaw();
    clock.thaw();
    assert.deepEqual([clock.isFrozen, clock.now(), clock.monotonic()], [false, 1_004, 4]);
    await source.advance(2);
    assert.equal(fired.length, 1);
    await source.advance(1);
    assert.deepEqual(fired.at(-1), ['while', 7]);
    await source.advance(3);
    assert.deepEqual(fired.at(-1), ['before', 10]);
    assert.equal(source.pendingTimers, 0);
  });

  it('stands still at a whole millisecond: ten times a tenth of a second is a second', async () => {
    const source = new VirtualClock({ startMs: 1_000 });
    source.monotonic = () => 4_095.9996;
    const clock = new AdjustableClock({ clock: source });
    const times: number[] = [];
    const again = (): void => {
      times.push(clock.monotonic());
      clock.setTimeout(again, 100);
    };
    clock.freeze();
    again();
    await clock.advance(1_000);
    assert.deepEqual([times.at(-1), times.length, clock.monotonic(), clock.now()], [5_096, 11, 5_096, 2_000]);
    clock.thaw();
    assert.equal(clock.monotonic(), 5_096);
    await clock.advance(0.5);
    assert.equal(clock.monotonic(), 5_096.5);
  });

  it('is put forward: what is due by then fires in order, each at its time', async () => {
    const { source, clock, fired, set } = start();
    clock.freeze();
    set('later', 30);
    set('first', 10);
    set('second', 10);
    clock.setTimeout(() => void Promise.resolve().then(() => set('of a promise', 5)), 12);
    const gone = set('gone', 20);
    clock.setTimeout(() => clock.clearTimeout(gone), 11);
    await clock.advance(20);
    assert.deepEqual(fired, [['first', 10], ['second', 10], ['of a promise', 17]]); // prettier-ignore
    assert.deepEqual([clock.isFrozen, clock.now(), clock.monotonic()], [true, 1_020, 20]);
    await clock.advance(10);
    assert.deepEqual(fired.at(-1), ['later', 30]);
    assert.equal(source.monotonic(), 0);
  });

  it('is put forward while it goes, and goes on from there', async () => {
    const { source, clock, fired, set } = start();
    set('soon', 10);
    set('later', 25);
    await clock.advance(20);
    assert.deepEqual([fired, clock.isFrozen, clock.now()], [[['soon', 10]], false, 1_020]);
    await source.advance(5);
    assert.deepEqual(fired.at(-1), ['later', 25]);
    await assert.rejects(clock.advance(Infinity), ConfigError);
    await assert.rejects(clock.advance(-1), ConfigError);
    assert.throws(() => clock.setTimeout(5 as never, 1), ConfigError);
    assert.throws(() => new AdjustableClock({ clock: {} as never }), ConfigError);
  });
});
