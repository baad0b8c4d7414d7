import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '@k/runtime';
import type { Lane } from '../../src/run/lane.ts';
import { Lanes } from '../../src/run/lanes.ts';

describe('the lanes of a partition', () => {
  it('are found by their keys as long as they are in use, and used again for other keys', () => {
    const lanes = new Lanes<number>();
    const [a, empty, none] = [lanes.open('a'), lanes.open(''), lanes.open(null)];
    assert.deepEqual(
      [lanes.get('a') === a, lanes.get('') === empty, lanes.get('b'), lanes.size],
      [true, true, undefined, 2],
    );
    for (const lane of [a, empty, none]) {
      lane.begin();
      lanes.done(lane);
    }
    assert.deepEqual([lanes.get('a'), lanes.get(''), lanes.size], [undefined, undefined, 0]);
    const again = [lanes.open('b'), lanes.open(null), lanes.open('')];
    assert.deepEqual(new Set<unknown>(again), new Set<unknown>([a, empty, none]));
    assert.deepEqual(
      again.map(({ key, isNew, isBusy }) => [key, isNew, isBusy]),
      [
        ['b', true, false],
        [null, true, false],
        ['', true, false],
      ],
    );
  });

  it('that may still be in line are given up, and not used again; those at work stay', () => {
    const lanes = new Lanes<number>();
    const [idle, busy, emptyIdle] = [lanes.open('idle'), lanes.open('busy'), lanes.open('')];
    busy.begin();
    idle.becomeDue();
    lanes.dropIdle();
    assert.deepEqual(
      [lanes.get('idle'), lanes.get('busy'), lanes.get(''), lanes.size],
      [undefined, busy, undefined, 1],
    );
    lanes.drop(busy);
    assert.equal(lanes.size, 0);
    assert.ok(![idle, busy, emptyIdle].includes(lanes.open('new')));
    const emptyBusy = lanes.open('');
    emptyBusy.begin();
    lanes.dropIdle();
    assert.equal(lanes.get(''), emptyBusy);
  });

  it('are never two of a key, nor one of two keys', () => {
    const random = seededRandom(5);
    const lanes = new Lanes<number>();
    const open = new Map<string, Lane<number>>();
    const pick = (): string => ['', 'a', 'b', 'c', 'd'][Math.floor(random.next() * 5)] ?? '';
    for (let i = 0; i < 5_000; i++) {
      const key = pick();
      const lane = open.get(key);
      assert.equal(lanes.get(key), lane);
      if (lane === undefined) {
        open.set(key, lanes.open(key));
      } else {
        lane.begin();
        if (random.next() < 0.8) lanes.done(lane);
        else lanes.drop(lane);
        open.delete(key);
      }
      assert.equal(lanes.size, open.size);
      assert.equal(new Set(open.values()).size, open.size);
    }
  });
});
