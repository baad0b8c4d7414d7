import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  CodecError,
  CompressionRegistry,
  type LegacyMagic,
  MessageSetWriter,
  readBatches,
  type RecordData,
} from '../src/index.ts';

const T = 1_700_000_000_000;
const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4'] as const;

function read(bytes: Uint8Array): [offset: number, timestamp: number, key: string | null, value: string | null][] {
  return [...readBatches(bytes)].flatMap((batch) =>
    [...batch].map((record) => [record.offset, record.timestamp, record.keyText, record.valueText] as never),
  );
}

function refuses(action: () => unknown, message: RegExp, reason = 'invalid-argument'): void {
  assert.throws(
    action,
    (error) => error instanceof CodecError && error.reason === reason && message.test(error.message),
  );
}

describe('MessageSetWriter', () => {
  it('writes sets that no message overflows, and is used again', () => {
    const writer = new MessageSetWriter({ magic: 1, maxBytes: 100, initialBytes: 10 });
    assert.equal(writer.tryAppend(T, 'a', 'x'.repeat(10)), 0); // 34 + 11
    assert.equal(writer.tryAppend(T + 9, null, 'y'.repeat(21)), 1); // 34 + 21
    assert.equal(writer.byteLength, 100);
    assert.equal(writer.tryAppend(T + 50, null, null), -1);
    assert.equal(writer.count, 2);
    assert.equal(writer.maxTimestamp, T + 9);
    const sealed = writer.seal();
    assert.equal(sealed.length, 100);
    assert.deepEqual(read(sealed), [
      [0, T, 'a', 'x'.repeat(10)],
      [1, T + 9, null, 'y'.repeat(21)],
    ]);
    refuses(() => writer.tryAppend(T, null, null), /sealed: reset/);
    writer.reset();
    assert.deepEqual([writer.count, writer.byteLength, writer.maxTimestamp, writer.isSealed], [0, 0, -1, false]);
    assert.equal(writer.tryAppend(T, null, 'größe'.repeat(100)), 0, 'a first message always fits');
    assert.equal(writer.capacity, 34 + 700);
    assert.deepEqual(read(writer.seal({ baseOffset: 7 })), [[7, T, null, 'größe'.repeat(100)]]);
    writer.reset();
    assert.equal(writer.capacity, 10, 'a huge message does not cost its memory for ever');
  });

  for (const magic of [0, 1] as const) {
    for (const compression of COMPRESSIONS) {
      it(`gives other offsets when sealed again (format ${String(magic)}, ${compression})`, () => {
        const writer = new MessageSetWriter({ magic, maxBytes: 1000, compression });
        const time = magic === 0 ? -1 : T;
        writer.tryAppend(T, 'k', 'a');
        writer.tryAppend(T, null, 'b', 5);
        assert.equal(writer.tryAppend(T, null, ''), 6);
        for (const baseOffset of [0, 2 ** 40, 17, 17]) {
          const sealed = writer.seal({ baseOffset });
          assert.equal(readBatches(sealed).read()?.compression, compression);
          assert.deepEqual(read(sealed), [
            [baseOffset, time, 'k', 'a'],
            [baseOffset + 5, time, null, 'b'],
            [baseOffset + 6, time, null, ''],
          ]);
        }
      });
    }
  }

  it('counts from 0 inside of a wrapper of format 1, whatever its place, and compresses it once', () => {
    const writer = new MessageSetWriter({ magic: 1, maxBytes: 1000, compression: 'gzip' });
    for (const value of ['a', 'b', 'c']) writer.tryAppend(T, null, value);
    const memory = writer.seal({ baseOffset: 5 }).buffer;
    const sealed = writer.seal({ baseOffset: 70 });
    assert.equal(sealed.buffer, memory);
    assert.equal(sealed.readBigInt64BE(0), 72n);
    // Offset 8, size 4, CRC 4, magic, attributes, timestamp 8, a null key 4, the length of the value 4.
    const inner = gunzipSync(sealed.subarray(34));
    assert.deepEqual([inner.readBigInt64BE(0), inner.readInt8(16)], [0n, 1]);
  });

  it('begins anew after a set at the end of what numbers hold', () => {
    const writer = new MessageSetWriter({ magic: 0, maxBytes: 1000 });
    writer.tryAppend(-1, null, 'last');
    writer.seal({ baseOffset: Number.MAX_SAFE_INTEGER - 1 });
    writer.reset();
    for (const value of ['a', 'b', 'c', 'd']) writer.tryAppend(-1, null, value);
    assert.deepEqual(
      read(writer.seal()).map(([offset, , , value]) => [offset, value]),
      [
        [0, 'a'],
        [1, 'b'],
        [2, 'c'],
        [3, 'd'],
      ],
    );
  });

  it('learns how well its data compresses', () => {
    const writer = new MessageSetWriter({ magic: 1, maxBytes: 2000, compression: 'gzip' });
    const fill = (): number => {
      while (writer.tryAppend(T, 'key', 'the same text again and again '.repeat(3)) >= 0);
      return writer.count;
    };
    const first = fill();
    assert.ok(writer.byteLength <= 2000);
    for (let i = 0; i < 100; i++) {
      fill();
      assert.ok(writer.seal().length <= 2000);
      assert.equal(writer.byteLength, writer.seal().length);
      writer.reset();
    }
    assert.ok(writer.compressionRatio < 0.6);
    assert.ok(fill() > first * 1.5);
  });

  it('refuses what cannot be written, before anything is', () => {
    const writer = new MessageSetWriter({ magic: 0, maxBytes: 1000 });
    refuses(() => writer.seal(), /without messages/);
    for (const timestamp of [-2, 0.5, NaN, 2 ** 53])
      refuses(() => writer.tryAppend(timestamp, null, null), /timestamp/);
    for (const wrong of [undefined, 5, {}]) {
      refuses(() => writer.tryAppend(T, null, wrong as never), /a key, value or header value is a Uint8Array/);
    }
    refuses(() => writer.tryAppend(T, null, null, -1), /offset delta here is an integer from 0, got -1/);
    assert.equal(writer.count, 0);
    writer.tryAppend(T, null, null, 3);
    refuses(() => writer.tryAppend(T, null, null, 3), /integer from 4, got 3/);
    for (const baseOffset of [-1, 0.5, 2 ** 53 - 4]) refuses(() => writer.seal({ baseOffset }), /2\^53 - 1/);
    assert.equal(read(writer.seal({ baseOffset: 2 ** 53 - 5 }))[0]?.[0], 2 ** 53 - 2);
    refuses(() => new MessageSetWriter({ magic: 2 as LegacyMagic, maxBytes: 10 }), /magic 0 or 1, got 2/);
    for (const maxBytes of [0, 0.5, 2 ** 31]) refuses(() => new MessageSetWriter({ magic: 1, maxBytes }), /maxBytes/);
    const zstd = { magic: 1, maxBytes: 10, compression: 'zstd' } as const;
    refuses(() => new MessageSetWriter(zstd), /message format 1 has no zstd/, 'unsupported');
    const lz4 = { magic: 1, maxBytes: 10, compression: 'lz4', compressions: new CompressionRegistry() } as const;
    refuses(() => new MessageSetWriter(lz4), /no codec for lz4/, 'unsupported');
  });

  it('writes any messages so that they are read again', () => {
    const data = fc.oneof(
      fc.constant(null),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }),
    );
    const message = fc.record({
      timestamp: fc.maxSafeInteger().map((n) => Math.max(n, -1)),
      key: data,
      value: data,
    });
    const toBuffer = (value: RecordData): Buffer | null => (value === null ? null : Buffer.from(value as string));
    fc.assert(
      fc.property(
        fc.constantFrom<LegacyMagic>(0, 1),
        fc.constantFrom(...COMPRESSIONS),
        fc.array(message, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 3000 }),
        (magic, compression, messages, maxBytes) => {
          const writer = new MessageSetWriter({ magic, compression, maxBytes, initialBytes: 1 });
          const sets: Buffer[] = [];
          let offset = 0;
          const seal = (): void => {
            const open = writer.byteLength;
            const sealed = Buffer.from(writer.seal({ baseOffset: offset }));
            if (compression === 'none') {
              assert.equal(sealed.length, open);
              assert.ok(writer.count === 1 || sealed.length <= maxBytes);
            }
            offset += writer.count;
            sets.push(sealed);
            writer.reset();
          };
          for (const { timestamp, key, value } of messages) {
            if (writer.tryAppend(timestamp, key, value) >= 0) continue;
            seal();
            assert.equal(writer.tryAppend(timestamp, key, value), 0);
          }
          seal();
          assert.deepEqual(
            [...readBatches(Buffer.concat(sets))].flatMap((batch) =>
              [...batch].map((record) => [record.offset, record.timestamp, record.key, record.value]),
            ),
            messages.map(({ timestamp, key, value }, i) => [
              i,
              magic === 0 ? -1 : timestamp,
              toBuffer(key),
              toBuffer(value),
            ]),
          );
        },
      ),
      { seed: 20261122, numRuns: 200 },
    );
  });
});
