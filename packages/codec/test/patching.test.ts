import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CodecError, type RecordBatch, readBatches, RecordBatchWriter, stampProducer } from '../src/index.ts';

const T = 1_700_000_000_000;

/** Two batches, as a produce request brings them. */
function produced(): Buffer {
  const batches = ['none', 'gzip'].map((compression) => {
    const writer = new RecordBatchWriter({ maxBytes: 1000, compression: compression as 'none' });
    for (let i = 0; i < 3; i++) writer.tryAppend(T + i, null, `${compression} ${String(i)}`);
    return writer.seal({ producerId: 7, producerEpoch: 1, baseSequence: 0 });
  });
  return Buffer.concat(batches);
}

function reread(batch: RecordBatch): RecordBatch {
  return readBatches(Buffer.from(batch.slice)).read()!;
}

describe('a batch changed in place', () => {
  it('gets offsets and epoch without touching the checksum', () => {
    const bytes = produced();
    let offset = 1_000_000_000_000;
    const crcs: number[] = [];
    for (const batch of readBatches(bytes)) {
      crcs.push(bytes.readUInt32BE(batch.position + 17));
      batch.setBaseOffset(offset);
      batch.setPartitionLeaderEpoch(12);
      assert.equal(batch.nextOffset, offset + 3);
      offset = batch.nextOffset;
    }
    const read = [...readBatches(bytes)];
    assert.deepEqual(
      read.map((batch) => bytes.readUInt32BE(batch.position + 17)),
      crcs,
    );
    assert.deepEqual(
      read.map((batch) => batch.partitionLeaderEpoch),
      [12, 12],
    );
    assert.deepEqual(
      read.flatMap((batch) => [...batch].map((record) => record.offset - 1_000_000_000_000)),
      [0, 1, 2, 3, 4, 5],
    );
  });

  it('gets LogAppendTime, and loses it again', () => {
    for (const batch of readBatches(produced())) {
      batch.setMaxTimestamp('LogAppendTime', T + 999);
      const appended = reread(batch);
      assert.equal(appended.timestampType, 'LogAppendTime');
      assert.equal(appended.maxTimestamp, T + 999);
      assert.deepEqual(
        [...appended].map((record) => record.timestamp),
        [T + 999, T + 999, T + 999],
      );
      assert.deepEqual(
        [...batch].map((record) => record.timestamp),
        [T + 999, T + 999, T + 999],
      );
      batch.setMaxTimestamp('CreateTime', T + 2);
      assert.deepEqual(
        [...reread(batch)].map((record) => record.timestamp),
        [T, T + 1, T + 2],
      );
      assert.equal(reread(batch).compression, batch.compression);
    }
  });

  it('gets another producer state', () => {
    for (const batch of readBatches(produced())) {
      stampProducer(batch.slice, { producerId: 2n ** 60n, producerEpoch: 3, baseSequence: 44 });
      const { producerId, producerEpoch, baseSequence } = reread(batch);
      assert.deepEqual(
        { producerId, producerEpoch, baseSequence },
        { producerId: 2n ** 60n, producerEpoch: 3, baseSequence: 44 },
      );
    }
  });

  it('refuses numbers that are not whole, and stays as it was', () => {
    const batch = readBatches(produced()).read()!;
    for (const offset of [-1, 1.5, NaN, Number.MAX_SAFE_INTEGER]) {
      assert.throws(() => batch.setBaseOffset(offset), CodecError);
    }
    assert.throws(() => batch.setMaxTimestamp('CreateTime', 0.5), CodecError);
    assert.equal(batch.baseOffset, 0);
    assert.equal(reread(batch).maxTimestamp, T + 2);
  });
});
