import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  encodeEmptyBatch,
  encodeEndTransactionMarker,
  readBatches,
  readControlRecord,
  type RecordBatch,
  type RecordData,
} from '../src/index.ts';
import { RecordBatchWriter } from '../src/index.ts';
import { data, type FixtureRecord, javaCase, javaCases } from './fixtures.ts';

type AsData = (text: string | null) => RecordData;
const asText: AsData = (text) => data(text)?.toString() ?? null;

/** Cases of one plain batch as a producer writes them: no gaps, nothing that only a broker's cleaner leaves behind. */
const writable = javaCases.filter(({ bytes, batches }) => {
  const [batch, ...others] = batches;
  if (batch === undefined || others.length > 0 || batch['byteLength'] !== Buffer.byteLength(bytes, 'base64'))
    return false;
  if (batch['compression'] !== 'none' || batch.records.length === 0 || batch['deleteHorizonMs'] !== null) return false;
  return batch['lastOffset'] === (batch['baseOffset'] as number) + batch.records.length - 1;
});

function rewrite(source: RecordBatch, records: readonly FixtureRecord[], as: AsData): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: source.byteLength, initialBytes: 64 });
  for (const { timestamp, key, value, headers } of records) {
    const before = writer.count;
    const list = headers.map(([name, text]) => ({ key: name, value: as(text) }));
    assert.equal(writer.tryAppend(timestamp, as(key), as(value), list), before);
  }
  assert.equal(writer.byteLength, source.byteLength);
  const bytes = writer.seal({
    baseOffset: source.baseOffset,
    partitionLeaderEpoch: source.partitionLeaderEpoch,
    producerId: source.producerId,
    producerEpoch: source.producerEpoch,
    baseSequence: source.baseSequence,
    isTransactional: source.isTransactional,
    isControl: source.isControl,
  });
  return bytes;
}

describe('records written here are the bytes that Java writes', () => {
  it('covers the plain cases', () => assert.equal(writable.length, 14));

  for (const { name } of writable) {
    // What Java reads hides the time each record was created with: written by hand below.
    if (name === 'log append time') continue;
    const { bytes, batches } = javaCase(name);
    const source = readBatches(bytes).read()!;
    it(`${name}, from strings`, () => assert.deepEqual(rewrite(source, batches[0]!.records, asText), bytes));
    it(`${name}, from bytes`, () => assert.deepEqual(rewrite(source, batches[0]!.records, data), bytes));
  }

  it('log append time, set in place as a broker does', () => {
    const { bytes } = javaCase('log append time');
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    writer.tryAppend(1_700_000_000_001, 'a', '1');
    writer.tryAppend(1_700_000_000_002, 'b', '2');
    const batch = readBatches(writer.seal()).read()!;
    batch.setBaseOffset(1000);
    batch.setMaxTimestamp('LogAppendTime', 1_700_000_000_777);
    assert.deepEqual(batch.slice, bytes);
    assert.deepEqual(
      [...batch].map(({ offset, timestamp }) => [offset, timestamp]),
      [
        [1000, 1_700_000_000_777],
        [1001, 1_700_000_000_777],
      ],
    );
  });

  it('gaps left by compaction', () => {
    const { bytes, batches } = javaCase('gaps left by compaction');
    const [source] = readBatches(bytes);
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    const [batch] = batches;
    for (const { offset, timestamp, key, value } of batch!.records) {
      const delta = offset - source!.baseOffset;
      assert.equal(writer.tryAppend(timestamp, data(key), data(value), undefined, delta), delta);
    }
    const { baseOffset, lastOffset } = source!;
    assert.deepEqual(writer.seal({ baseOffset, lastOffsetDelta: lastOffset - baseOffset }), bytes);
    assert.equal(writer.count, batch!.records.length);
  });

  it('delete horizon', () => {
    const { bytes, batches } = javaCase('delete horizon');
    const deleteHorizonMs = batches[0]!['deleteHorizonMs'] as number;
    const writer = new RecordBatchWriter({ maxBytes: 1000, deleteHorizonMs });
    const seal = (): Buffer => {
      for (const { timestamp, key } of batches[0]!.records) writer.tryAppend(timestamp, data(key), null);
      return writer.seal({ baseOffset: 10, partitionLeaderEpoch: 2 });
    };
    assert.deepEqual(seal(), bytes);
    writer.reset();
    assert.deepEqual(seal(), bytes, 'after a reset too');
  });

  it('empty batch left by compaction', () => {
    const { bytes } = javaCase('empty batch left by compaction');
    const empty = encodeEmptyBatch({
      baseOffset: 300,
      lastOffset: 309,
      partitionLeaderEpoch: 5,
      producerId: 7,
      producerEpoch: 1,
      baseSequence: 12,
      maxTimestamp: 1_700_000_000_000,
      isTransactional: true,
    });
    assert.deepEqual(empty, bytes);
    const [batch] = readBatches(encodeEmptyBatch({ baseOffset: 1, lastOffset: 1, timestampType: 'LogAppendTime' }));
    assert.deepEqual([batch!.timestampType, batch!.count, [...batch!]], ['LogAppendTime', 0, []]);
  });

  for (const type of ['abort', 'commit'] as const) {
    it(`${type} marker`, () => {
      const { bytes } = javaCase(`${type} marker`);
      const marker = encodeEndTransactionMarker(type, 15);
      const writer = new RecordBatchWriter({ maxBytes: 1000 });
      writer.tryAppend(1_700_000_000_000, marker.key, marker.value);
      const init = { baseOffset: 123, partitionLeaderEpoch: 4, producerId: 42, producerEpoch: 3 };
      assert.deepEqual(writer.seal({ ...init, isTransactional: true, isControl: true }), bytes);
      const [record] = readBatches(bytes).read()!;
      assert.deepEqual(readControlRecord(record!), { type, coordinatorEpoch: 15 });
    });
  }
});
