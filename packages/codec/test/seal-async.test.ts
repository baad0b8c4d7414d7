import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CodecError,
  type CompressionCodec,
  CompressionRegistry,
  readBatches,
  RecordBatchWriter,
} from '../src/index.ts';
import { gzip } from '../src/compression/gzip.ts';
import { snappy } from '../src/compression/snappy.ts';

const T = 1_700_000_000_000;

/** A codec that counts how it is asked, and waits for `release` when asked asynchronously. */
function counting(codec: CompressionCodec): CompressionCodec & { calls: string[]; release: () => void } {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const calls: string[] = [];
  return {
    ...codec,
    calls,
    release,
    compress(source, options) {
      calls.push('compress');
      return codec.compress(source, options);
    },
    async compressAsync(source, options) {
      calls.push('compressAsync');
      await gate;
      return codec.compress(source, options);
    },
  };
}

function filled(codec: CompressionCodec, records: number, asyncFromBytes?: number): RecordBatchWriter {
  const compressions = new CompressionRegistry([codec]);
  const writer = new RecordBatchWriter({ maxBytes: 1 << 20, compression: codec.type, compressions, asyncFromBytes });
  for (let i = 0; i < records; i++) writer.tryAppend(T, null, `record number ${i} of a batch`);
  return writer;
}

function values(bytes: Buffer): (string | null)[] {
  return [...readBatches(bytes).read()!].map(({ valueText }) => valueText);
}

describe('sealAsync', () => {
  it('compresses a large batch in the other way, a small one and a second time in this one', async () => {
    const codec = counting(gzip);
    codec.release();
    const large = filled(codec, 3000);
    const bytes = await large.sealAsync({ producerId: 5, baseSequence: 7 });
    assert.deepEqual(codec.calls, ['compressAsync']);
    assert.equal(values(bytes).length, 3000);
    assert.equal(readBatches(bytes).read()!.baseSequence, 7);
    assert.equal(large.byteLength, bytes.length);
    assert.ok(large.compressionRatio < 1);
    // Only the header is written anew.
    assert.equal(readBatches(await large.sealAsync({ producerId: 6 })).read()!.producerId, 6n);
    assert.deepEqual(codec.calls, ['compressAsync']);

    await filled(codec, 10).sealAsync();
    assert.deepEqual(codec.calls, ['compressAsync', 'compress']);
    await filled(codec, 10, 0).sealAsync();
    assert.deepEqual(codec.calls, ['compressAsync', 'compress', 'compressAsync']);
  });

  it('compresses here when the codec has no other way, and without compression', async () => {
    assert.equal(values(await filled(snappy, 3000).sealAsync()).length, 3000);
    const writer = new RecordBatchWriter({ maxBytes: 1 << 20 });
    writer.tryAppend(T, null, 'x'.repeat(100_000));
    assert.equal(values(await writer.sealAsync()).length, 1);
    writer.reset();
    await assert.rejects(writer.sealAsync(), /without records/);
  });

  it('keeps others away from the records while they are compressed', async () => {
    const codec = counting(gzip);
    const writer = filled(codec, 3000);
    const estimate = writer.byteLength;
    const sealed = writer.sealAsync();
    assert.equal(writer.byteLength, estimate);
    const being = /the batch is being compressed/;
    assert.throws(() => writer.seal(), being);
    assert.throws(() => writer.reset(), being);
    await assert.rejects(writer.sealAsync(), being);
    assert.throws(() => writer.tryAppend(T, null, 'one more'), /the batch is sealed/);
    codec.release();
    assert.equal(values(await sealed).length, 3000);
    writer.reset();
    assert.equal(writer.tryAppend(T, null, 'one more'), 0);
    assert.deepEqual(values(writer.seal()), ['one more']);
  });

  it('is open again when the codec fails', async () => {
    const failing: CompressionCodec = { ...gzip, compressAsync: () => Promise.reject(new Error('no thread')) };
    const writer = filled(failing, 3000);
    await assert.rejects(writer.sealAsync(), /no thread/);
    assert.equal(values(writer.seal()).length, 3000);
  });
});

describe('the size from which on another thread is worth it', () => {
  it('is one that is worth it', async () => {
    const codec = counting(gzip);
    codec.release();
    const probe = filled(gzip, 20);
    const plainBytes = probe.byteLength - 61;
    assert.equal(probe.compressionRatio, 1, 'so far the size is that of the plain bytes');
    for (const [asyncFromBytes, expected] of [
      [plainBytes, 'compressAsync'],
      [plainBytes + 1, 'compress'],
    ] as const) {
      codec.calls.length = 0;
      await filled(codec, 20, asyncFromBytes).sealAsync();
      assert.deepEqual(codec.calls, [expected]);
    }
  });
});

describe('wantsThread', () => {
  it('tells what sealAsync() would do with the batch as it is', async () => {
    const codec = counting(gzip);
    const writer = filled(codec, 20, 1000);
    assert.equal(writer.wantsThread, false, 'too small');
    for (let i = 0; i < 50; i++) writer.tryAppend(T, null, `one more record, number ${i}`);
    assert.equal(writer.wantsThread, true);
    const sealed = writer.sealAsync();
    assert.equal(writer.wantsThread, false, 'it is at work');
    codec.release();
    await sealed;
    assert.deepEqual(codec.calls, ['compressAsync']);
    assert.equal(writer.wantsThread, false, 'it is done');
    writer.reset();
    assert.equal(writer.wantsThread, false, 'empty');

    const here: CompressionCodec = {
      type: 'gzip',
      compress: (source, options) => gzip.compress(source, options),
      decompress: (source, options) => gzip.decompress(source, options),
    };
    assert.equal(filled(here, 3000, 0).wantsThread, false, 'no other thread');
    assert.equal(filled(codec, 3000, Infinity).wantsThread, false);
  });

  it('a compressed batch outlives its writer’s next one', async () => {
    const writer = filled(gzip, 20, 0);
    const first = await writer.sealAsync();
    const bytes = Buffer.from(first);
    writer.reset();
    for (let i = 0; i < 40; i++) writer.tryAppend(T, null, `another batch, ${i}`);
    writer.seal();
    assert.deepEqual(first, bytes);
  });
});

describe('a level', () => {
  it('is checked when the writer is made', () => {
    assert.throws(
      () => new RecordBatchWriter({ maxBytes: 1000, compression: 'gzip', level: 10 }),
      (error) =>
        error instanceof CodecError &&
        error.reason === 'invalid-argument' &&
        error.message === 'a level of gzip is an integer from 1 to 9 (default -1), got 10',
    );
    assert.doesNotThrow(() => new RecordBatchWriter({ maxBytes: 1000, compression: 'gzip', level: -1 }));
    assert.doesNotThrow(() => new RecordBatchWriter({ maxBytes: 1000, compression: 'zstd', level: -131_072 }));
    for (const compression of ['snappy', 'none'] as const) {
      assert.throws(
        () => new RecordBatchWriter({ maxBytes: 1000, compression, level: 5 }),
        new RegExp(`^CodecError: ${compression} has no levels: leave the level out, got 5$`),
      );
    }
    const mine = new CompressionRegistry([
      { type: 'snappy', compress: (source) => Buffer.from(source), decompress: (source) => Buffer.from(source) },
    ]);
    // A codec that does not say what it takes is given what there is.
    assert.doesNotThrow(
      () => new RecordBatchWriter({ maxBytes: 1000, compression: 'snappy', level: 99, compressions: mine }),
    );
  });
});
