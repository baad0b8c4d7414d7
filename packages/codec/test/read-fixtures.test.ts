import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CodecError, type KafkaRecord, readBatches, type RecordBatch } from '../src/index.ts';
import { data, type FixtureRecord, fromBase64, javaCases, javaDamage, kafkajs } from './fixtures.ts';

function headerOf(batch: RecordBatch): Record<string, unknown> {
  return {
    byteLength: batch.byteLength,
    magic: batch.magic,
    lastOffset: batch.lastOffset,
    nextOffset: batch.nextOffset,
    compression: batch.compression,
    timestampType: batch.timestampType,
    maxTimestamp: batch.maxTimestamp,
    partitionLeaderEpoch: batch.partitionLeaderEpoch,
    producerId: String(batch.producerId),
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    isTransactional: batch.isTransactional,
    isControl: batch.isControl,
    deleteHorizonMs: batch.deleteHorizonMs,
  };
}

function assertRecord(record: KafkaRecord, expected: FixtureRecord): void {
  assert.equal(record.offset, expected.offset);
  assert.equal(record.timestamp, expected.timestamp);
  assert.deepEqual(record.key, data(expected.key));
  assert.deepEqual(record.value, data(expected.value));
  assert.equal(record.keyText, data(expected.key)?.toString() ?? null);
  assert.equal(record.valueText, data(expected.value)?.toString() ?? null);
  assert.deepEqual(
    record.headers,
    expected.headers.map(([key, value]) => ({ key, value: data(value) })),
  );
}

describe('record sets written by Java read as Java reads them', () => {
  for (const { name, bytes, batches } of javaCases) {
    it(name, () => {
      // Somewhere in a larger buffer: positions must not assume that bytes begin at 0.
      const padded = Buffer.concat([Buffer.alloc(7, 0xee), fromBase64(bytes)]).subarray(7);
      const reader = readBatches(padded);
      for (const { records, baseOffset, count, ...header } of batches) {
        const batch = reader.read();
        assert.ok(batch !== null);
        assert.deepEqual(headerOf(batch), header);
        assert.equal(batch.baseOffset, baseOffset);
        // Java does not count the messages of a wrapper.
        assert.equal(batch.count, count ?? records.length);
        const read = [...batch];
        assert.equal(read.length, records.length);
        // All are kept, then looked at: a record must not change when the cursor moves on.
        read.forEach((record, i) => assertRecord(record, records[i]!));
        read.forEach((record, i) => assertRecord(record.copy(), records[i]!));
      }
      assert.equal(reader.read(), null);
      const cut = name.endsWith('cut off');
      assert.equal(reader.partialBytes > 0, cut);
      if (cut) assert.equal(reader.partialBatchBytes, reader.partialBytes + 1);
    });
  }
});

describe('record sets that Java refuses', () => {
  it('are damaged in every way, in every compression', () => assert.equal(javaDamage.length, 36));

  for (const { name, bytes, batches } of javaDamage) {
    it(`${name}, after the good batch`, () => {
      const reader = readBatches(fromBase64(bytes));
      const good = reader.read();
      [...good!].forEach((record, i) => assertRecord(record, batches[0]!.records[i]!));
      const { position } = reader;
      assert.throws(
        () => [...reader.read()!],
        (error) => error instanceof CodecError && error.batchPosition === position && error.offset === 2,
      );
    });
  }
});

describe('record sets written by kafkajs', () => {
  for (const { name, bytes } of kafkajs.cases) {
    it(name, () => {
      const [batch, ...others] = readBatches(fromBase64(bytes));
      assert.ok(batch !== undefined && others.length === 0);
      assert.equal(batch.producerId, 1234567890123n);
      assert.equal(batch.producerEpoch, 2);
      assert.equal(batch.baseSequence, 5);
      const read = [...batch];
      assert.equal(read.length, kafkajs.records.length);
      read.forEach((record, i) => assertRecord(record, kafkajs.records[i]!));
    });
  }
});
