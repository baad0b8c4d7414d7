import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Deadline, VirtualClock } from '@k/runtime';
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

describe('what the application has in hand', () => {
  const p0 = { topic: 't', partition: 0 };

  it('comes again with the rest of a batch that was left, also when all that was read of it is committed', () => {
    const { buffer, assignment } = setUp(1);
    const { position, cursor } = assignment.require(p0);
    const batch = buffer.nextBatch();
    const [first] = batch ?? [];
    assert.equal(first?.offset, 0);
    position.handBackUpTo(1);
    buffer.takeBack();
    assert.deepEqual([position.offset, position.handedBack, cursor.offset, batch?.isCurrent], [1, 1, 1, false]);
  });

  it('is owned until the partition goes, and not again when that comes back; wherever it is read from', () => {
    const { buffer, assignment } = setUp(1);
    const batch = buffer.nextBatch();
    assignment.require(p0).seek(0);
    assert.deepEqual([batch?.isCurrent, batch?.isOwned], [false, true]);
    assignment.replace([p0]);
    assert.equal(batch?.isOwned, true, 'it stays');
    assignment.replace([]);
    assert.equal(batch.isOwned, false);
    assignment.replace([p0]);
    assert.equal(batch.isOwned, false);
  });

  it('is the whole batch: with the next step all of it is handed back, read or not', () => {
    const { buffer, assignment } = setUp(1);
    const { position, cursor } = assignment.require(p0);
    buffer.nextBatch()?.[Symbol.iterator]().next();
    buffer.handBack();
    assert.deepEqual([position.offset, position.handedBack, cursor.oldest], [3, 3, undefined]);
  });

  it('is not waited for once the partition is given up', async () => {
    const { buffer, assignment } = setUp(2);
    const clock = new VirtualClock();
    assert.equal(buffer.nextRecord(true)?.partition, 0);
    const drained = buffer.drained(new Deadline(clock, 'wait', { timeoutMs: 1_000 }));
    assignment.replace([{ topic: 't', partition: 1 }]);
    buffer.reassigned();
    await drained;
    assert.equal(clock.monotonic(), 0);
    assert.deepEqual(drain(buffer), ['1@0', '1@1', '1@2']);
  });

  it('each step of a loop counts as asking', () => {
    const { buffer } = setUp(1);
    buffer.handBack();
    buffer.nextRecord(true);
    assert.deepEqual([buffer.takeAsked(), buffer.takeAsked()], [true, false]);
    assert.equal(buffer.step()?.offset, 1);
    assert.deepEqual([buffer.takeAsked(), buffer.takeAsked()], [true, false]);
  });
});

describe('a partition that is sought', () => {
  it('has no failures, error or trouble of the place where it was', () => {
    const owned = setUp(1).assignment.require({ topic: 't', partition: 0 });
    owned.cursor.failed(1_000);
    owned.setTrouble(new Error('trouble'));
    owned.tell(new Error('told'));
    owned.seek(7);
    const { cursor, trouble, error } = owned;
    assert.deepEqual([cursor.failures, cursor.backoffUntil, trouble, error], [0, 0, null, null]);
  });
});
