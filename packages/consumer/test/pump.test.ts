import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settle } from '@k/testing';
import { VirtualClock } from '@k/runtime';
import { Pump } from '../src/pump.ts';

describe('a pump', () => {
  it('works once however often it is woken, and again at the time that its work asks for', async () => {
    const clock = new VirtualClock();
    const at: number[] = [];
    const pump = new Pump(clock, (now) => {
      at.push(now);
      return at.length === 1 ? now + 50 : Infinity;
    });
    const start = clock.monotonic();
    pump.wake();
    pump.wake();
    await settle();
    assert.deepEqual(at, [start]);
    await clock.advance(49);
    assert.equal(at.length, 1);
    await clock.advance(1);
    assert.deepEqual(at, [start, start + 50]);
  });

  it('does nothing any more once it is closed, whoever wakes it', async () => {
    const clock = new VirtualClock();
    let works = 0;
    const pump = new Pump(clock, (now) => {
      works++;
      return now + 50;
    });
    pump.wake();
    await settle();
    assert.equal(works, 1);
    assert.equal(pump.isClosed, false);
    pump.wake();
    pump.close();
    assert.equal(pump.isClosed, true);
    await settle();
    pump.wake();
    await settle();
    await clock.advance(1_000);
    assert.equal(works, 1);
  });
});
