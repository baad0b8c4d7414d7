import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RecordBuffer } from '../../src/delivery/record-buffer.ts';
import { fetched, makeBuffer } from '../fetched.ts';

/** A buffer over partitions of one topic, each with three records of its own. */
function setUp(partitions: number) {
  const { buffer, assignment } = makeBuffer();
  assignment.replace(Array.from({ length: partitions }, (_, partition) => ({ topic: 't', partition })));
  for (const each of assignment.values()) {
    each.seek(0);
    each.enqueue(fetched(each.source, 0, 3));
  }
  return { buffer, assignment };
}

/** Partition and offset of all that can be handed out now. */
function drain(buffer: RecordBuffer<Buffer, Buffer>): string[] {
  const got: string[] = [];
  for (let next = buffer.nextRecord(true); next !== null; next = buffer.nextRecord(true)) {
    got.push(`${String(next.partition)}@${String(next.offset)}`);
  }
  return got;
}

describe('RecordBuffer.hold()', () => {
  it('hands out what is not held, and the rest after flow()', () => {
    const { buffer } = setUp(3);
    buffer.hold([
      { topic: 't', partition: 0 },
      { topic: 't', partition: 2 },
    ]);
    assert.deepEqual(drain(buffer), ['1@0', '1@1', '1@2']);
    buffer.flow();
    assert.deepEqual(drain(buffer), ['0@0', '0@1', '0@2', '2@0', '2@1', '2@2']);
  });

  it('leaves off in the middle of what is queued, and goes on there', () => {
    const { buffer } = setUp(2);
    assert.equal(buffer.nextRecord(true)?.offset, 0);
    buffer.hold([{ topic: 't', partition: 0 }]);
    assert.deepEqual(drain(buffer), ['1@0', '1@1', '1@2']);
    buffer.flow();
    assert.deepEqual(drain(buffer), ['0@1', '0@2']);
  });

  it('without partitions hands out nothing', () => {
    const { buffer } = setUp(1);
    buffer.hold();
    assert.deepEqual(drain(buffer), []);
    buffer.flow();
    assert.equal(drain(buffer).length, 3);
  });
});
