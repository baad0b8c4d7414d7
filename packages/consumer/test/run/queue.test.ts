import assert from 'node:assert/strict';
import { it } from 'node:test';
import { getHeapStatistics } from 'node:v8';
import { seededRandom } from '@k/runtime';
import { Queue } from '../../src/run/queue.ts';

it('a queue does as an array does, whatever is done to it', () => {
  const random = seededRandom(1);
  const queue = new Queue<number>();
  const model: number[] = [];
  for (let i = 0; i < 20_000; i++) {
    const chance = random.next();
    if (chance < 0.4) {
      queue.push(i);
      model.push(i);
    } else if (chance < 0.5) {
      queue.unshift(i);
      model.unshift(i);
    } else if (chance < 0.995) {
      assert.equal(queue.shift(), model.shift());
    } else {
      queue.clear();
      model.length = 0;
    }
    assert.deepEqual([queue.length, queue.first, queue.last], [model.length, model[0], model.at(-1)]);
  }
});

it('a queue that is never empty takes no more memory for all that went through it', () => {
  const queue = new Queue<number>();
  queue.push(0);
  const before = getHeapStatistics().malloced_memory + getHeapStatistics().used_heap_size;
  for (let i = 0; i < 4_000_000; i++) {
    queue.push(i);
    queue.shift();
  }
  const after = getHeapStatistics().malloced_memory + getHeapStatistics().used_heap_size;
  // An array of them all has 32 MB.
  assert.ok(after - before < 16_000_000, `${String(after - before)} bytes more`);
});
