import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  announcedLength,
  batchHeader,
  CodecError,
  compressionIdOf,
  endOffset,
  lastBatch,
  hasGoodChecksum,
  magicOf,
  readBatches,
  stampOffset,
  stampProducer,
} from '../src/index.ts';
import { fromBase64, javaCase, javaCases, javaMessageSets } from './fixtures.ts';

interface JavaBatch {
  readonly byteLength: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly nextOffset: number;
  readonly maxTimestamp: number;
  readonly partitionLeaderEpoch: number;
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly count: number;
  readonly compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  readonly isTransactional: boolean;
  readonly isControl: boolean;
}

describe('the header of a batch, without its records', () => {
  it('is read as Java reads it', () => {
    let read = 0;
    for (const { name, bytes, batches } of javaCases) {
      let rest = fromBase64(bytes);
      for (const each of batches) {
        assert.equal(magicOf(rest), each['magic'], name);
        assert.equal(announcedLength(rest), each['byteLength'], name);
        if (each['magic'] === 2) {
          const java = each as unknown as JavaBatch;
          const { lastOffsetDelta, compressionId, producerId, ...header } = batchHeader(rest);
          assert.deepEqual(
            { ...header, lastOffset: header.baseOffset + lastOffsetDelta, compressionId, producerId },
            {
              baseOffset: java.baseOffset,
              byteLength: java.byteLength,
              partitionLeaderEpoch: java.partitionLeaderEpoch,
              isTransactional: java.isTransactional,
              isControl: java.isControl,
              maxTimestamp: java.maxTimestamp,
              producerEpoch: java.producerEpoch,
              baseSequence: java.baseSequence,
              count: java.count,
              lastOffset: java.lastOffset,
              compressionId: compressionIdOf(java.compression),
              producerId: BigInt(java.producerId),
            },
            name,
          );
          assert.ok(hasGoodChecksum(rest.subarray(0, java.byteLength)), name);
          read++;
        }
        rest = rest.subarray(each['byteLength'] as number);
      }
    }
    assert.ok(read > 20, `${read} batches`);
  });

  it('is refused when it is cut off, or of another format', () => {
    const { bytes } = javaCase('one record');
    const old = javaMessageSets.find(({ name }) => name.includes('a few messages'))!;
    const because = (reason: string) => (error: unknown) => error instanceof CodecError && error.reason === reason;
    for (const use of [batchHeader, hasGoodChecksum]) {
      assert.throws(() => use(bytes.subarray(0, 60)), because('corrupt'));
      assert.throws(() => use(fromBase64(old.bytes)), because('unsupported'));
    }
    assert.equal(magicOf(bytes.subarray(0, 16)), undefined);
    assert.equal(announcedLength(bytes.subarray(0, 11)), undefined);
    assert.equal(announcedLength(bytes, bytes.length), undefined);
  });

  it('has a checksum over all behind it', () => {
    const { bytes } = javaCase('gzip');
    for (const at of [21, 60, bytes.length - 1]) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1;
      assert.equal(hasGoodChecksum(flipped), false, `byte ${at}`);
    }
  });
});

describe('a sealed batch', () => {
  const stamps = ['idempotent', 'transactional, large producer id', 'lz4, transactional', 'one record'];

  for (const name of stamps) {
    it(`stamped with what Java gave it has Java's bytes: ${name}`, () => {
      const { bytes, batches } = javaCase(name);
      const java = batches[0] as unknown as JavaBatch;
      const batch = Buffer.from(bytes);
      stampProducer(batch, {
        producerId: 7,
        producerEpoch: 1,
        baseSequence: 0,
        isTransactional: !java.isTransactional,
      });
      stampOffset(batch, 4_000_000_000_000, 3);
      const [other] = readBatches(batch);
      assert.deepEqual(
        [other!.producerId, other!.producerEpoch, other!.baseSequence, other!.isTransactional, other!.baseOffset],
        [7n, 1, 0, !java.isTransactional, 4_000_000_000_000],
      );
      assert.equal(other!.partitionLeaderEpoch, 3);
      const { producerEpoch, baseSequence, isTransactional } = java;
      stampProducer(batch, { producerId: BigInt(java.producerId), producerEpoch, baseSequence, isTransactional });
      stampOffset(batch, java.baseOffset, java.partitionLeaderEpoch);
      assert.deepEqual(batch, bytes);
    });
  }

  it('is in no transaction unless that is said', () => {
    const { bytes } = javaCase('lz4, transactional');
    stampProducer(bytes, { producerId: 7, producerEpoch: 1, baseSequence: 0 });
    assert.equal(batchHeader(bytes).isTransactional, false);
    assert.ok(hasGoodChecksum(bytes));
  });
});

describe('where a record set ends', () => {
  it('is where Java goes on, whatever the formats', () => {
    // Conversions list what they give.
    const sets = javaMessageSets.filter(({ error, magic }) => error === null && magic === undefined);
    for (const { name, bytes, batches } of [...javaCases, ...sets]) {
      const last = batches.at(-1) as unknown as JavaBatch | undefined;
      assert.equal(endOffset(fromBase64(bytes), 0), last?.nextOffset ?? 0, name);
      assert.equal(lastBatch(fromBase64(bytes))?.nextOffset, last?.nextOffset, name);
    }
  });

  it('is where one asked from when that is later, or nothing can be read', () => {
    const { bytes } = javaCase('several batches');
    assert.equal(endOffset(bytes, 1_000), 1_000);
    assert.equal(endOffset(bytes.subarray(0, 40), 5), 5, 'no complete batch');
    assert.equal(endOffset(Buffer.alloc(0), 5), 5);
    const unreadable = Buffer.from(bytes);
    for (let at = 0; at < bytes.length; at += announcedLength(bytes, at)!) unreadable[at + 16] = 9;
    assert.equal(endOffset(unreadable, 5), 5);
    assert.equal(lastBatch(unreadable), null);
  });
});
