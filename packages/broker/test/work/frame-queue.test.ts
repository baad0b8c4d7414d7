import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FrameQueue } from '../../src/connection/frame-queue.ts';

it('gives frames in the order they came, and counts their bytes', () => {
  const queue = new FrameQueue();
  const taken: number[] = [];
  let pushed = 0;
  let byteLength = 0;
  // Longer and longer, then shorter and shorter: past the place where what was taken is given back, several times.
  for (const more of [3, 5000, 1, 4000, 0]) {
    for (let i = 0; i < more; i++) {
      const frame = Buffer.alloc(1 + (pushed % 7), pushed % 251);
      pushed++;
      byteLength += frame.length;
      queue.push(frame);
    }
    for (let i = 0; i < 2500; i++) {
      const frame = queue.shift();
      if (frame === undefined) break;
      byteLength -= frame.length;
      taken.push(frame[0] as number);
    }
    assert.equal(queue.byteLength, byteLength);
  }
  while (!queue.isEmpty) taken.push(queue.shift()?.[0] as number);
  assert.deepEqual(
    taken,
    Array.from({ length: pushed }, (_, i) => i % 251),
  );
  assert.deepEqual([queue.shift(), queue.byteLength, queue.isEmpty], [undefined, 0, true]);
  queue.push(Buffer.alloc(9));
  queue.clear();
  assert.deepEqual([queue.shift(), queue.byteLength, queue.isEmpty], [undefined, 0, true]);
});
