import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  CodecError,
  type CompressionType,
  convertBatches,
  convertRecords,
  encodeEmptyBatch,
  encodeMessageSet,
  type LegacyMessage,
  type LegacyMagic,
  MessageSetWriter,
  readBatches,
  RecordBatchWriter,
} from '../src/index.ts';
import { damaged } from './damage.ts';
import { javaCase } from './fixtures.ts';

const T = 1_700_000_000_000;

function set(magic: LegacyMagic, compression: CompressionType, baseOffset: number, values: readonly string[]): Buffer {
  const writer = new MessageSetWriter({ magic, compression, maxBytes: 1 << 20 });
  values.forEach((value, i) => writer.tryAppend(T + i, 'k', value));
  return writer.seal({ baseOffset });
}

function batch(baseOffset: number, values: readonly string[], compression: CompressionType = 'none'): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 1 << 20, compression });
  values.forEach((value, i) => writer.tryAppend(T + i, 'k', value, [{ key: 'h', value: null }]));
  return writer.seal({ baseOffset, producerId: 5, producerEpoch: 1, baseSequence: 9 });
}

/** `magic/compression firstOffset-lastOffset …` */
function shape(bytes: Uint8Array): string[] {
  return [...readBatches(bytes)].map((each) => {
    const offsets = [...each].map(({ offset }) => offset);
    return `${String(each.magic)}/${each.compression} ${offsets.join(' ')} (${String(each.lastOffset)})`;
  });
}

function rows(bytes: Uint8Array): unknown[] {
  return [...readBatches(bytes)].flatMap((each) =>
    [...each].map((r) => [r.offset, r.timestamp, r.keyText, r.valueText]),
  );
}

describe('convertRecords upwards', () => {
  const old = Buffer.concat([
    set(0, 'none', 10, ['a', 'b']),
    set(1, 'none', 20, ['c', 'd']),
    set(1, 'gzip', 30, ['e', 'f']),
    set(0, 'snappy', 40, ['g', 'h']),
    batch(50, ['i'], 'zstd'),
    set(1, 'none', 60, ['j']),
  ]);

  it('puts messages together, makes a wrapper one batch, and keeps offsets, times, compression and newer batches', () => {
    const converted = convertRecords(old, 2);
    assert.deepEqual(shape(converted), [
      '2/none 10 11 20 21 (21)',
      '2/gzip 30 31 (31)',
      '2/snappy 40 41 (41)',
      '2/zstd 50 (50)',
      '2/none 60 (60)',
    ]);
    assert.deepEqual(rows(converted), rows(old));
    assert.ok(converted.includes(batch(50, ['i'], 'zstd')), 'what has the format already is not touched');
  });

  it('converts from format 0 to 1', () => {
    const converted = convertRecords(old.subarray(0, old.length - batch(50, ['i'], 'zstd').length), 1, {});
    assert.deepEqual(
      shape(converted).filter((each) => !each.startsWith('1/')),
      [],
    );
    const [zero] = readBatches(convertRecords(set(0, 'lz4', 3, ['a', 'b']), 1));
    assert.deepEqual([zero!.magic, zero!.compression, zero!.timestampType], [1, 'lz4', 'CreateTime']);
    assert.deepEqual(rows(zero!.slice), [
      [3, -1, 'k', 'a'],
      [4, -1, 'k', 'b'],
    ]);
  });

  it('gives new offsets, as a broker does at appending', () => {
    const message = (value: string | Buffer): LegacyMessage => {
      return { magic: 0, attributes: 0, key: null, value, timestamp: -1 };
    };
    const sent = Buffer.concat([
      // As old producers send them: every offset 0.
      ...['a', 'b', 'c'].map((value) => encodeMessageSet([message(value)])),
      encodeMessageSet([{ ...message(gzipSync(encodeMessageSet([message('d'), message('e')]))), attributes: 1 }]),
      batch(0, ['f', 'g']),
    ]);
    const before = Buffer.from(sent);
    for (const [magic, expected] of [
      [
        0,
        [
          '0/none 100 (100)',
          '0/none 101 (101)',
          '0/none 102 (102)',
          '0/gzip 103 104 (104)',
          '0/none 105 (105)',
          '0/none 106 (106)',
        ],
      ],
      [
        1,
        [
          '1/none 100 (100)',
          '1/none 101 (101)',
          '1/none 102 (102)',
          '1/gzip 103 104 (104)',
          '1/none 105 (105)',
          '1/none 106 (106)',
        ],
      ],
      [2, ['2/none 100 101 102 (102)', '2/gzip 103 104 (104)', '2/none 105 106 (106)']],
    ] as const) {
      const converted = convertRecords(sent, magic, { baseOffset: 100 });
      assert.deepEqual(shape(converted), expected);
      assert.deepEqual(
        [...readBatches(converted)].flatMap((each) => [...each].map((record) => record.valueText)),
        ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      );
    }
    assert.deepEqual(sent, before, 'the source is not changed');
  });

  it('gives new offsets to one batch after the other, and to what follows them', () => {
    const sent = Buffer.concat([
      batch(0, ['a', 'b']),
      batch(0, ['c'], 'zstd'),
      set(1, 'none', 0, ['d']),
      batch(0, ['e']),
    ]);
    assert.deepEqual(shape(convertRecords(sent, 2, { baseOffset: 7 })), [
      '2/none 7 8 (8)',
      '2/zstd 9 (9)',
      '2/none 10 (10)',
      '2/none 11 (11)',
    ]);
  });

  it('keeps LogAppendTime, and apart what was appended at another time', () => {
    const appended = (time: number, magic: 1 | 2, values: readonly string[]): Buffer => {
      const bytes = Buffer.from(magic === 1 ? set(1, 'none', 0, values) : batch(0, values));
      for (const each of readBatches(bytes)) each.setMaxTimestamp('LogAppendTime', time);
      return bytes;
    };
    const up = convertRecords(Buffer.concat([appended(7, 1, ['a', 'b']), appended(8, 1, ['c'])]), 2, { baseOffset: 0 });
    assert.deepEqual(
      [...readBatches(up)].map((each) => [each.timestampType, each.maxTimestamp, each.count]),
      [
        ['LogAppendTime', 7, 2],
        ['LogAppendTime', 8, 1],
      ],
    );
    for (const magic of [0, 1] as const) {
      for (const each of readBatches(convertRecords(appended(9, 2, ['a', 'b']), magic))) {
        assert.equal(each.timestampType, magic === 0 ? 'NoTimestampType' : 'LogAppendTime');
        assert.equal(each.maxTimestamp, magic === 0 ? -1 : 9);
      }
    }
  });

  it('begins another batch where one would be too large, or an offset too far', () => {
    const many = set(1, 'none', 0, ['a'.repeat(50), 'b'.repeat(50), 'c'.repeat(50), 'd'.repeat(500), 'e']);
    const converted = convertRecords(many, 2, { maxBatchBytes: 200 });
    assert.deepEqual(shape(converted), ['2/none 0 1 (1)', '2/none 2 (2)', '2/none 3 (3)', '2/none 4 (4)']);
    const far = Buffer.concat([set(1, 'none', 0, ['a']), set(1, 'none', 2 ** 31 - 1, ['b', 'c'])]);
    assert.deepEqual(shape(convertRecords(far, 2)), [
      '2/none 0 2147483647 (2147483647)',
      '2/none 2147483648 (2147483648)',
    ]);
    const writer = new MessageSetWriter({ magic: 1, compression: 'gzip', maxBytes: 1000 });
    writer.tryAppend(T, null, 'a');
    writer.tryAppend(T, null, 'b', 2 ** 40);
    assert.deepEqual(shape(convertRecords(writer.seal(), 2)), [
      '2/gzip 0 (0)',
      `2/gzip ${String(2 ** 40)} (${String(2 ** 40)})`,
    ]);
  });
});

describe('convertRecords downwards', () => {
  it('leaves out what older formats lack: headers, control batches, empty ones', () => {
    const all = Buffer.concat([
      batch(0, ['a', 'b']),
      javaCase('commit marker').bytes,
      encodeEmptyBatch({ baseOffset: 124, lastOffset: 130 }),
      // Whatever its compression is said to be: zstd.
      damaged(encodeEmptyBatch({ baseOffset: 131, lastOffset: 140 }), (b) => b.writeInt16BE(4, 21)),
      batch(200, ['c', 'd'], 'snappy'),
    ]);
    for (const magic of [0, 1] as const) {
      const converted = convertRecords(all, magic);
      const of = String(magic);
      assert.deepEqual(shape(converted), [`${of}/none 0 (0)`, `${of}/none 1 (1)`, `${of}/snappy 200 201 (201)`]);
      for (const each of readBatches(converted)) for (const record of each) assert.deepEqual(record.headers, []);
    }
    assert.deepEqual(convertRecords(javaCase('commit marker').bytes, 1), Buffer.alloc(0));
    assert.deepEqual(convertRecords(null, 0), Buffer.alloc(0));
  });

  it('hands out what is before a batch that it cannot convert', () => {
    const zstd = batch(2, ['c'], 'zstd');
    const broken = damaged(batch(2, ['c', 'd']), (b) => b.writeInt32BE(3, 57));
    const flipped = batch(2, ['c', 'd']);
    flipped.write('x', flipped.length - 2);
    for (const [bad, reason] of [
      [zstd, 'unsupported'],
      [broken, 'corrupt'],
      [flipped, 'corrupt'],
    ] as const) {
      const first = set(1, 'none', 0, ['a', 'b']);
      const pieces: Buffer[] = [];
      assert.throws(
        () => {
          for (const piece of convertBatches(Buffer.concat([first, bad, first]), 0)) pieces.push(Buffer.from(piece));
        },
        (error) => {
          assert.ok(error instanceof CodecError);
          assert.deepEqual([error.reason, error.batchPosition, error.offset], [reason, first.length, 2]);
          return true;
        },
      );
      assert.deepEqual(shape(Buffer.concat(pieces)), ['0/none 0 (0)', '0/none 1 (1)']);
    }
  });

  it('gives the bytes that came in when there is nothing to convert', () => {
    const bytes = Buffer.concat([batch(0, ['a']), batch(1, ['b'], 'gzip')]);
    const same = convertRecords(bytes, 2);
    assert.equal(same.buffer, bytes.buffer);
    assert.deepEqual(same, bytes);
    assert.deepEqual(convertRecords(bytes.subarray(0, bytes.length - 1), 2), batch(0, ['a']), 'not what is cut off');
    const old = set(0, 'none', 0, ['a']);
    assert.deepEqual(convertRecords(old, 1, { keepOlder: true }), old);
    assert.equal(convertRecords(old, 1)[16], 1);
  });

  it('refuses times before 1970 and formats that are none', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    writer.tryAppend(5, null, 'a');
    writer.tryAppend(0, null, 'b');
    const negative = damaged(writer.seal(), (b) => b.writeBigInt64BE(1n, 27));
    assert.throws(
      () => convertRecords(negative, 1),
      (error) => error instanceof CodecError && error.reason === 'corrupt' && error.offset === 1,
    );
    const alone = damaged(set(1, 'none', 7, ['a']), (b) => b.writeBigInt64BE(-2n, 18));
    assert.throws(
      () => convertRecords(alone, 2),
      (error) =>
        error instanceof CodecError && error.reason === 'corrupt' && /offset 7, .*timestamp of -2/.test(error.message),
    );
    for (const magic of [-1, 3, '2', NaN]) {
      assert.throws(() => convertRecords(batch(0, ['a']), magic as 2), /a message format is 0, 1 or 2, got/);
    }
  });
});

describe('any record set', () => {
  const values = fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 5 });
  const part = fc.record({
    magic: fc.constantFrom(0, 1, 2),
    compression: fc.constantFrom<CompressionType[]>('none', 'gzip', 'snappy', 'lz4'),
    gap: fc.integer({ min: 0, max: 5 }),
    values,
  });

  it('converted to any format holds the same offsets, keys and values; and times, from format 1 to 2', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom(0, 1, 2), (parts, magic) => {
        let offset = 0;
        const bytes = Buffer.concat(
          parts.map((each) => {
            const base = offset + each.gap;
            offset = base + each.values.length;
            return each.magic === 2
              ? batch(base, each.values, each.compression)
              : set(each.magic, each.compression, base, each.values);
          }),
        );
        const converted = convertRecords(bytes, magic);
        assert.ok([...readBatches(converted)].every((each) => each.magic === magic));
        const timeless = (row: unknown): unknown => (magic === 0 ? (row as unknown[]).with(1, -1) : row);
        assert.deepEqual(rows(converted), rows(bytes).map(timeless));
        assert.deepEqual(convertRecords(converted, magic as 0), converted);
      }),
      { seed: 20261122, numRuns: 150 },
    );
  });
});
