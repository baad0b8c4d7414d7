import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CompressionRegistry,
  MessageSetWriter,
  readBatches,
  type RecordBatch,
  RecordBatchWriter,
} from '../src/index.ts';
import type { RecordCursor } from '../src/index.ts';
import { gzip } from '../src/compression/gzip.ts';
import { lz4 } from '../src/compression/lz4.ts';
import { nodeZstd, wasmZstd } from '../src/compression/zstd.ts';

const T = 1_700_000_000_000;

function valuesOf(cursor: RecordCursor): string[] {
  const values: string[] = [];
  while (cursor.next()) values.push(`${String(cursor.offset)} ${String(cursor.value)}`);
  return values;
}

function only(bytes: Uint8Array, compressions = new CompressionRegistry([gzip, lz4])): RecordBatch {
  const batch = readBatches(bytes, { compressions }).read();
  assert.ok(batch);
  return batch;
}

function sealed(compression: 'none' | 'gzip' | 'lz4'): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 1 << 20, compression });
  for (let i = 0; i < 300; i++) writer.tryAppend(T, null, `record number ${i}`);
  return writer.seal({ baseOffset: 7 });
}

describe('recordsAsync', () => {
  for (const compression of ['none', 'gzip', 'lz4'] as const) {
    it(`gives what records() gives: ${compression}`, async () => {
      const batch = only(sealed(compression));
      assert.deepEqual(valuesOf(await batch.recordsAsync()), valuesOf(batch.records()));
      assert.equal(batch.hasThread, compression === 'gzip');
    });
  }

  for (const magic of [0, 1] as const) {
    it(`decompresses a wrapper of message format ${magic} once`, async () => {
      const writer = new MessageSetWriter({ magic, maxBytes: 1 << 20, compression: 'gzip' });
      for (let i = 0; i < 30; i++) writer.tryAppend(T, null, `message ${i}`);
      const bytes = writer.seal();
      const asked: string[] = [];
      const counting = {
        ...gzip,
        decompress: (...args: Parameters<typeof gzip.decompress>) => (asked.push('here'), gzip.decompress(...args)),
        decompressAsync: async (...args: Parameters<typeof gzip.decompress>) => (
          asked.push('thread'),
          gzip.decompress(...args)
        ),
      };
      const batch = only(bytes, new CompressionRegistry([counting]));
      assert.ok(batch.hasThread);
      const values = valuesOf(await batch.recordsAsync());
      assert.deepEqual(values, valuesOf(batch.records()));
      assert.deepEqual([batch.count, asked], [30, ['thread']]);
    });
  }

  it('fails as records() does: damage, limits, no codec', async () => {
    const damaged = sealed('gzip');
    damaged.fill(0, 90, 120);
    const batchOf = (bytes: Buffer, options: Parameters<typeof readBatches>[1]): RecordBatch => {
      const batch = readBatches(bytes, { checkCrcs: false, ...options }).read();
      assert.ok(batch);
      return batch;
    };
    for (const batch of [
      batchOf(damaged, {}),
      batchOf(sealed('gzip'), { maxDecompressedBytes: 100 }),
      batchOf(sealed('gzip'), { compressions: new CompressionRegistry() }),
    ]) {
      let expected: unknown;
      try {
        batch.records();
      } catch (error) {
        expected = error;
      }
      assert.ok(expected instanceof Error);
      const { message } = expected;
      await assert.rejects(batch.recordsAsync(), { name: 'CodecError', message, batchPosition: 0, offset: 7 });
    }
  });

  it('has no other thread where the codec has none', () => {
    const batch = (codec: typeof wasmZstd): RecordBatch => {
      const compressions = new CompressionRegistry([codec]);
      const writer = new RecordBatchWriter({ maxBytes: 1 << 20, compression: 'zstd', compressions });
      writer.tryAppend(T, null, 'x');
      return only(writer.seal(), compressions);
    };
    assert.equal(batch(wasmZstd).hasThread, false);
    const node = nodeZstd();
    if (node !== undefined) assert.equal(batch(node).hasThread, true);
  });
});
