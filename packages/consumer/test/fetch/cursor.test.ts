import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Channel } from '@k/cluster';
import { FetchCursor } from '../../src/fetch/cursor.ts';
import { FetchSlot, type AskedPartition } from '../../src/fetch/fetch-slot.ts';
import { fetched } from '../fetched.ts';

const source = { topic: 't', partition: 0, keyDeserializer: undefined, valueDeserializer: undefined };

function cursorAt(offset: number): FetchCursor<Buffer, Buffer> {
  const cursor = new FetchCursor<Buffer, Buffer>();
  cursor.invalidate({ offset, leaderEpoch: -1 });
  return cursor;
}

function askedBy(slot: FetchSlot, { epoch, offset }: FetchCursor<Buffer, Buffer>): AskedPartition {
  const place = { fetchOffset: offset, currentLeaderEpoch: 0, lastFetchedEpoch: -1 };
  return { topic: 't', partition: 0, topicId: 'id', ...place, epoch, isLed: true, slot };
}

describe('a fetch cursor', () => {
  it('is ahead by what is queued, and gives that in order', () => {
    const cursor = cursorAt(5);
    const [first, second] = [fetched(source, 5, 3), fetched(source, 8, 2)];
    cursor.enqueue(first);
    cursor.enqueue(second);
    assert.deepEqual([cursor.offset, cursor.queuedBytes], [10, first.byteLength + second.byteLength]);
    assert.equal(cursor.oldest, first);
    cursor.dequeue();
    assert.deepEqual([cursor.oldest, cursor.queuedBytes, cursor.offset], [second, second.byteLength, 10]);
    cursor.dequeue();
    cursor.dequeue();
    assert.deepEqual([cursor.oldest, cursor.queuedBytes], [undefined, 0]);
  });

  it('invalidate() gives up what is queued and asked for, and what comes of that is of another epoch', () => {
    const cursor = cursorAt(5);
    const data = fetched(source, 5, 3);
    let released = 0;
    data.release = () => {
      released++;
    };
    const slot = new FetchSlot(1, {} as unknown as Channel);
    cursor.enqueue(data);
    cursor.ask(askedBy(slot, cursor));
    slot.sent({ slot, asked: slot.session, reserved: 0 }, 0, 500);
    assert.equal(cursor.isInFlight, true);
    const { epoch } = cursor;
    cursor.invalidate({ offset: 2, leaderEpoch: -1 });
    assert.deepEqual(
      [cursor.epoch, cursor.offset, cursor.isInFlight, cursor.oldest, cursor.queuedBytes, released],
      [epoch + 1, 2, false, undefined, 0, 1],
    );
    cursor.ask(askedBy(slot, cursor));
    assert.equal(cursor.isInFlight, true);
    slot.completed();
    assert.equal(cursor.isInFlight, false);
  });

  it('counts as answered with all the others of its session, as long as it is asked for as it is', () => {
    const cursor = cursorAt(5);
    const slot = new FetchSlot(1, {} as unknown as Channel);
    cursor.ask(askedBy(slot, cursor));
    slot.answered(100, true);
    assert.equal(cursor.answeredAt, 100);
    cursor.answered(150, { highWatermark: 9, readableEnd: 9 });
    assert.equal(cursor.answeredAt, 150);
    cursor.invalidate({ offset: 6, leaderEpoch: -1 });
    slot.answered(200, true);
    assert.equal(cursor.answeredAt, 150);
  });

  it('counts failures until an answer comes, or they are forgotten', () => {
    const cursor = cursorAt(5);
    cursor.failed(100);
    cursor.failed(300);
    assert.deepEqual([cursor.failures, cursor.backoffUntil], [2, 300]);
    cursor.invalidate({ offset: 6, leaderEpoch: -1 });
    assert.deepEqual([cursor.failures, cursor.backoffUntil], [2, 300]);
    cursor.forgetFailures();
    assert.deepEqual([cursor.failures, cursor.backoffUntil], [0, 0]);
    cursor.failed(400);
    cursor.suspect();
    cursor.answered(350, { highWatermark: 9, readableEnd: 7 });
    assert.deepEqual([cursor.failures, cursor.isSuspect, cursor.answeredAt, cursor.highWatermark], [0, false, 350, 9]);
  });

  it('is behind until it is where records can be read, and while nobody knows where that is', () => {
    const cursor = cursorAt(5);
    assert.equal(cursor.isBehind, true);
    cursor.answered(1, { highWatermark: 9, readableEnd: 6 });
    assert.equal(cursor.isBehind, true);
    cursor.answered(2, { highWatermark: 9, readableEnd: 5 });
    assert.equal(cursor.isBehind, false);
    cursor.forgetBounds();
    assert.deepEqual([cursor.isBehind, cursor.highWatermark], [true, -1]);
  });
});
