import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordBatchWriter } from '@k/codec';
import { ProducerBatch } from '../src/batch.ts';
import { RecordMetadata } from '../src/record.ts';
import { type ResolveOne, SendManyCall } from '../src/settle.ts';

/** The create times that whoever waits for these records is told; they come by `send` and by one `sendMany`, in turns. */
function toldTimes(timestamps: readonly number[], logAppendTime: number): number[] {
  const batch = new ProducerBatch('t', 0, new RecordBatchWriter({ maxBytes: 10_000 }), 0);
  const told: number[] = [];
  const call = new SendManyCall(timestamps.length, () => undefined);
  for (const [i, timestamp] of timestamps.entries()) {
    const one: ResolveOne = (outcome) => {
      if (outcome instanceof RecordMetadata) told[outcome.offset] = outcome.timestamp;
    };
    batch.tryAppend(timestamp, null, 'x', undefined, i % 3 === 0 ? one : call, i);
  }
  batch.succeed(0, logAppendTime);
  for (const outcome of call.outcomes) {
    if (outcome instanceof RecordMetadata) told[outcome.offset] = outcome.timestamp;
  }
  return told;
}

test('each record is told its own create time, whether its neighbours share it or not', () => {
  for (const times of [[7], [7, 7, 7, 7], [1, 2, 3, 4], [5, 5, 1, 1, 1, 5, -1, -1, 5], [3, 3, 3, 9]]) {
    assert.deepEqual(toldTimes(times, -1), times);
  }
});

test('with a time of the broker, that is what every record is told', () => {
  assert.deepEqual(toldTimes([1, 1, 2, 3], 99), [99, 99, 99, 99]);
});

test('each record of a call that fails has its own error in its own place', () => {
  const batch = new ProducerBatch('t', 0, new RecordBatchWriter({ maxBytes: 10_000 }), 0);
  const call = new SendManyCall(3, () => undefined);
  const other = new SendManyCall(1, () => undefined);
  for (const [target, index] of [
    [call, 2],
    [call, 0],
    [other, 0],
    [call, 1],
  ] as const) {
    batch.tryAppend(1, null, 'x', undefined, target, index);
  }
  batch.fail(new Error('all'), (place) => new Error(`record ${place}`));
  const messages = (of: SendManyCall): string[] => of.outcomes.map((it) => (it instanceof Error ? it.message : ''));
  assert.deepEqual([messages(call), messages(other)], [['record 1', 'record 3', 'record 0'], ['record 2']]);
  assert.deepEqual([call.remaining, other.remaining], [0, 0]);
});
