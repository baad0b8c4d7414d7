import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CodecError, readBatches, RecordBatchWriter, type RecordData } from '../src/index.ts';

const text = fc.string({ unit: 'binary', maxLength: 300 });
const recordData = fc.oneof(fc.constant(null), text, fc.uint8Array({ maxLength: 300 }));
const record = fc.record({
  timestamp: fc.oneof(
    fc.integer({ min: 1_699_999_000_000, max: 1_700_001_000_000 }),
    fc.maxSafeInteger().map((n) => Math.max(n, -1)),
  ),
  key: recordData,
  value: recordData,
  headers: fc.array(fc.record({ key: text, value: recordData }), { maxLength: 4 }),
});

function toBuffer(data: RecordData): Buffer | null {
  return data === null ? null : Buffer.from(data as string);
}

describe('any records', () => {
  for (const compression of ['none', 'gzip'] as const) {
    it(`written are read again (${compression})`, () => {
      fc.assert(
        fc.property(
          fc.array(record, { minLength: 1, maxLength: 20 }),
          fc.integer({ min: 62, max: 4000 }),
          (records, maxBytes) => {
            const writer = new RecordBatchWriter({ maxBytes, compression, initialBytes: 0 });
            const sets: Buffer[] = [];
            const seal = (): void => {
              const open = writer.byteLength;
              const sealed = Buffer.from(writer.seal());
              if (compression === 'none') assert.equal(sealed.length, open);
              if (writer.count > 1 && compression === 'none') assert.ok(sealed.length <= maxBytes);
              sets.push(sealed);
              writer.reset();
            };
            for (const { timestamp, key, value, headers } of records) {
              if (writer.tryAppend(timestamp, key, value, headers) >= 0) continue;
              seal();
              assert.equal(writer.tryAppend(timestamp, key, value, headers), 0);
            }
            seal();
            const read = [...readBatches(Buffer.concat(sets))].flatMap((batch) => [...batch]);
            assert.deepEqual(
              read.map(({ timestamp, key, value, headers }) => ({ timestamp, key, value, headers })),
              records.map(({ timestamp, key, value, headers }) => ({
                timestamp,
                key: toBuffer(key),
                value: toBuffer(value),
                headers: headers.map((header) => ({
                  key: Buffer.from(header.key).toString(),
                  value: toBuffer(header.value),
                })),
              })),
            );
          },
        ),
        { numRuns: 200, seed: 20261130 },
      );
    });
  }
});

describe('any bytes', () => {
  it('give batches or a CodecError, and the cursor never leaves the batch', () => {
    const frame = fc
      .tuple(
        fc.uint8Array({ minLength: 49, maxLength: 200 }),
        fc.constantFrom(0, 1, 2, 3),
        fc.integer({ min: 0, max: 60 }),
        fc.boolean(),
      )
      .map(([body, compression, count, tidy]) => {
        const bytes = Buffer.concat([Buffer.alloc(12), body]);
        bytes.writeInt32BE(body.length, 8);
        bytes[16] = 2;
        bytes.writeInt16BE(compression & 1, 21);
        bytes.writeInt32BE(0x7fff, 23);
        bytes.writeBigInt64BE(5n, 27);
        bytes.writeBigInt64BE(5n, 35);
        bytes.writeInt32BE(count, 57);
        if (tidy) for (let i = 61; i < bytes.length; i++) bytes[i]! &= 0x1f;
        return bytes;
      });
    fc.assert(
      fc.property(frame, (bytes) => {
        try {
          for (const batch of readBatches(bytes, { checkCrcs: false, maxDecompressedBytes: 10_000 })) {
            const cursor = batch.records();
            while (cursor.next()) {
              assert.ok(cursor.keyStart >= 0 && cursor.keyStart + Math.max(cursor.keyLength, 0) <= cursor.end);
              assert.ok(cursor.valueStart + Math.max(cursor.valueLength, 0) < cursor.end);
              assert.ok(cursor.end <= cursor.bytes.length);
              assert.ok(Number.isSafeInteger(cursor.offset) && Number.isSafeInteger(cursor.timestamp));
              assert.ok(cursor.headers.length <= cursor.end);
            }
          }
        } catch (error) {
          if (!(error instanceof CodecError)) throw error;
        }
      }),
      { numRuns: 2000, seed: 20261130 },
    );
  });
});
