import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FetchCursor } from '../../src/fetch/cursor.ts';
import { fetched } from '../fetched.ts';

const source = { topic: 't', partition: 0, keyDeserializer: undefined, valueDeserializer: undefined };

function cursorAt(offset: number): FetchCursor<Buffer, Buffer> {
  const cursor = new FetchCursor<Buffer, Buffer>();
  cursor.invalidate({ offset, leaderEpoch: -1 });
  return cursor;
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
    const request = {};
    cursor.enqueue(data);
    cursor.sent(request);
    const { epoch } = cursor;
    cursor.invalidate({ offset: 2, leaderEpoch: -1 });
    assert.deepEqual(
      [cursor.epoch, cursor.offset, cursor.isInFlight, cursor.oldest, cursor.queuedBytes, released],
      [epoch + 1, 2, false, undefined, 0, 1],
    );
    const next = {};
    cursor.sent(next);
    cursor.completed(request);
    assert.equal(cursor.isInFlight, true, 'the one that was given up says nothing about the next');
    cursor.completed(next);
    assert.equal(cursor.isInFlight, false);
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
