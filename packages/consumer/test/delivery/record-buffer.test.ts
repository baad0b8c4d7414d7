import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VirtualClock } from '@k/runtime';
import { RecordBuffer } from '../../src/delivery/record-buffer.ts';
import { AssignedPartition } from '../../src/position/assigned-partition.ts';
import { fetched } from '../fetched.ts';

/** A buffer over partitions of one topic, each with three records of its own. */
function setUp(partitions: number) {
  const buffer = new RecordBuffer<Buffer, Buffer>(new VirtualClock(), () => undefined);
  const owned = Array.from({ length: partitions }, (_, partition) => {
    const source = { topic: 't', partition, keyDeserializer: undefined, valueDeserializer: undefined };
    const each = new AssignedPartition<Buffer, Buffer>(source);
    each.seek(0);
    each.enqueue(fetched(source, 0, 3));
    buffer.add(each);
    return each;
  });
  return { buffer, owned };
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
