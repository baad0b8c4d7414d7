import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync, gzipSync, inflateSync } from 'node:zlib';
import { CodecError, type CompressionCodec, CompressionRegistry, compressions } from '../src/index.ts';
import { compressionFacts, compressionIdOf, compressionTypeOf, compressionTypes, kafkaCodecs } from '../src/index.ts';
import { readBatches, RecordBatchWriter } from '../src/index.ts';
import { damaged } from './damage.ts';

const T = 1_700_000_000_000;

/** Any codec under the name lz4: what the registry does does not depend on the format. */
const fake: CompressionCodec = {
  type: 'lz4',
  compress: (source) => deflateSync(source),
  decompress: (source, { maxBytes }) => inflateSync(source, { maxOutputLength: maxBytes }),
};

function gzipBatch(value: Buffer, level?: number): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 1 << 20, compression: 'gzip', level });
  writer.tryAppend(T, null, value);
  return writer.seal();
}

describe('the compression registry', () => {
  it('knows ids and names', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5, 7].map(compressionTypeOf), [
      'none',
      'gzip',
      'snappy',
      'lz4',
      'zstd',
      undefined,
      undefined,
    ]);
    assert.equal(compressionIdOf('zstd'), 4);
    assert.deepEqual(
      compressionTypes.map((type) => compressionTypeOf(compressionIdOf(type))),
      compressionTypes,
    );
  });

  it('knows which Produce a compression needs (KIP-110)', () => {
    assert.deepEqual(
      compressionTypes.map((type) => [type, compressionFacts(type).sinceProduce]),
      [
        ['none', 0],
        ['gzip', 0],
        ['snappy', 0],
        ['lz4', 0],
        ['zstd', 7],
      ],
    );
    assert.deepEqual(
      kafkaCodecs.map(({ type, levels }) => [type, levels?.default]),
      [
        ['gzip', -1],
        ['snappy', undefined],
        ['lz4', 9],
        ['zstd', 3],
      ],
    );
  });

  it('has all of them at first', () => {
    assert.deepEqual(
      (['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const).map((type) => compressions.has(type)),
      [true, true, true, true, true],
    );
  });

  it('says what to do about a missing codec, before anything is written', () => {
    assert.throws(
      () => new RecordBatchWriter({ maxBytes: 1000, compression: 'zstd', compressions: new CompressionRegistry() }),
      (error) => error instanceof CodecError && error.reason === 'unsupported' && /zstd.*register/.test(error.message),
    );
  });

  it('lets a codec be plugged in, for writing and for reading', () => {
    const registry = new CompressionRegistry().register(fake);
    const writer = new RecordBatchWriter({ maxBytes: 1000, compression: 'lz4', compressions: registry });
    writer.tryAppend(T, 'key', 'value '.repeat(100));
    const bytes = writer.seal();
    assert.ok(bytes.length < 150);
    const [batch] = readBatches(bytes, { compressions: registry });
    assert.equal(batch?.compression, 'lz4');
    assert.deepEqual(
      [...batch].map((r) => r.valueText),
      ['value '.repeat(100)],
    );
    assert.throws(
      () => [...readBatches(bytes, { compressions: new CompressionRegistry() }).read()!],
      /no codec for lz4/,
    );
    assert.throws(() => [...readBatches(bytes).read()!], /lz4 data that cannot be decompressed/);
  });

  it('refuses a codec of an unknown name', () => {
    const brotli = { ...fake, type: 'brotli' } as unknown as CompressionCodec;
    assert.throws(() => new CompressionRegistry([brotli]), /must be one of gzip, snappy, lz4, zstd, got "brotli"/);
    const none = { ...fake, type: 'none' } as unknown as CompressionCodec;
    assert.throws(() => new CompressionRegistry([none]), /got "none"/);
  });
});

describe('gzip', () => {
  it('is what gunzip of anyone reads: a member, with the level asked for', () => {
    const value = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * i) % 251));
    const sizes = [1, 9].map((level) => gzipBatch(value, level).length);
    assert.ok(sizes[1]! < sizes[0]!, `level 9 is smaller than level 1: ${String(sizes)}`);
    const batch = gzipBatch(value);
    assert.deepEqual(
      [...readBatches(batch).read()!].map((r) => r.value),
      [value],
    );
  });

  it('reads members that follow each other', () => {
    const plain = new RecordBatchWriter({ maxBytes: 1000 });
    for (const value of ['a', 'b', 'c']) plain.tryAppend(T, null, value);
    const records = plain.seal().subarray(61);
    const packed = Buffer.concat([gzipSync(records.subarray(0, 10)), gzipSync(records.subarray(10))]);
    const bytes = damaged(Buffer.concat([plain.seal().subarray(0, 61), packed]), (batch) => {
      batch.writeInt32BE(batch.length - 12, 8);
      batch.writeInt16BE(1, 21);
    });
    assert.deepEqual(
      [...readBatches(bytes).read()!].map((r) => r.valueText),
      ['a', 'b', 'c'],
    );
  });

  it('stops a decompression bomb at the limit', () => {
    const bomb = gzipBatch(Buffer.alloc(4 << 20));
    assert.ok(bomb.length < 8000);
    const batch = readBatches(bomb, { maxDecompressedBytes: 1 << 20 }).read()!;
    assert.throws(
      () => batch.records(),
      (error) =>
        error instanceof CodecError &&
        error.reason === 'limit' &&
        /more than 1048576 bytes.*maxDecompressedBytes/.test(error.message),
    );
    assert.equal([...readBatches(bomb, { maxDecompressedBytes: (4 << 20) + 100 }).read()!].length, 1);
  });

  it('holds a codec to the limit that does not keep it by itself', () => {
    const generous: CompressionCodec = { ...fake, decompress: (source) => inflateSync(source) };
    const registry = new CompressionRegistry([generous]);
    const writer = new RecordBatchWriter({ maxBytes: 1 << 20, compression: 'lz4', compressions: registry });
    writer.tryAppend(T, null, Buffer.alloc(5000));
    const batch = readBatches(writer.seal(), { compressions: registry, maxDecompressedBytes: 4999 }).read()!;
    assert.throws(
      () => batch.records(),
      (error) => error instanceof CodecError && error.reason === 'limit',
    );
  });

  it('reports damaged data as such, with the cause', () => {
    const bytes = damaged(gzipBatch(Buffer.alloc(1000)), (batch) => batch.fill(0x55, 75, 85));
    const batch = readBatches(bytes).read()!;
    assert.throws(
      () => batch.records(),
      (error) => error instanceof CodecError && error.reason === 'corrupt' && error.cause instanceof Error,
    );
  });
});
