import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  CodecError,
  compressions,
  convertBatches,
  convertRecords,
  decompressPayload,
  encodeMessageSet,
  readBatches,
  snappyCompressRaw,
} from '../src/index.ts';
import { damaged } from './damage.ts';
import { fromBase64, javaMessageSets } from './fixtures.ts';

const LIMIT = 1 << 20;

function wrap(magic: 0 | 1, offset: number, attributes: number, value: Buffer): Buffer {
  return encodeMessageSet([{ magic, attributes, key: null, value, timestamp: 5 }], offset);
}

/** Touches everything that a reader, a broker or a proxy does; only a CodecError may come out. */
function useAll(bytes: Buffer, checkCrcs: boolean): void {
  const options = { checkCrcs, maxDecompressedBytes: LIMIT };
  const attempts = [
    () => {
      for (const batch of readBatches(bytes, options)) {
        let last = -1;
        for (const record of batch) {
          assert.ok(Number.isSafeInteger(record.offset) && record.offset >= 0);
          assert.ok(record.offset >= last || batch.magic === 2);
          last = record.offset;
          assert.ok((record.key?.length ?? 0) + (record.value?.length ?? 0) <= Math.max(bytes.length, LIMIT));
        }
      }
    },
    () => {
      for (const batch of readBatches(Buffer.from(bytes), options)) {
        assert.ok(batch.count >= 0 && batch.baseOffset >= 0);
        batch.setBaseOffset(77);
        if (batch.magic > 0) batch.setMaxTimestamp('LogAppendTime', 5);
      }
    },
    ...([0, 1, 2] as const).flatMap((magic) => [
      () => convertRecords(bytes, magic, options),
      () => convertRecords(bytes, magic, { ...options, baseOffset: 1000 }),
    ]),
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      assert.ok(error.reason === 'unsupported' || error.batchPosition >= 0, error.message);
    }
  }
}

describe('a wrapper that does harm', () => {
  const zeros = Buffer.alloc(8 * LIMIT);
  const message = encodeMessageSet([{ magic: 1, attributes: 0, key: null, value: zeros, timestamp: 5 }]);
  const bombs = [
    ['gzip', 1, gzipSync(message)],
    ['snappy', 2, compressions.get('snappy').compress(message, { magic: 0 })],
    ['snappy, one block', 2, snappyCompressRaw(message)],
    ['lz4', 3, compressions.get('lz4').compress(message, { magic: 0 })],
  ] as const;
  for (const [name, attributes, value] of bombs) {
    it(`${name}: unpacks to no more than maxDecompressedBytes, the messages before it are read`, () => {
      const first = encodeMessageSet([{ magic: 0, attributes: 0, key: null, value: 'first', timestamp: -1 }], 4);
      const bytes = Buffer.concat([first, wrap(0, 9, attributes, value)]);
      const reader = readBatches(bytes, { maxDecompressedBytes: LIMIT });
      assert.equal([...reader.read()!][0]!.valueText, 'first');
      const batch = reader.read()!;
      // Its offsets are known without unpacking.
      assert.deepEqual([batch.lastOffset, batch.nextOffset], [9, 10]);
      for (const attempt of [
        () => batch.records(),
        () => batch.count,
        () => batch.baseOffset,
        () => batch.setBaseOffset(3),
        () => convertRecords(bytes, 2, { maxDecompressedBytes: LIMIT }),
      ]) {
        assert.throws(attempt, (error) => {
          assert.ok(error instanceof CodecError);
          assert.deepEqual([error.reason, error.batchPosition, error.offset], ['limit', first.length, 9]);
          return true;
        });
      }
      const converted = convertBatches(bytes, 1, { maxDecompressedBytes: LIMIT });
      assert.equal(readBatches(converted.next().value as Buffer).read()!.magic, 1);
      assert.throws(() => converted.next(), CodecError);
    });
  }

  it('wrappers in wrappers are refused at the first, however many there are', () => {
    for (const magic of [0, 1] as const) {
      let bytes = wrap(magic, 0, 0, Buffer.from('x'));
      for (let depth = 0; depth < 50; depth++) bytes = wrap(magic, 0, 1, gzipSync(bytes));
      assert.throws(() => readBatches(bytes).read()!.records(), /wrapper in a wrapper/);
    }
  });

  it('a million empty messages cost no memory of their own', () => {
    const one = encodeMessageSet([{ magic: 0, attributes: 0, key: null, value: null, timestamp: -1 }]);
    const many = wrap(0, 0, 1, gzipSync(Buffer.alloc(one.length * 1_000_000, one)));
    const cursor = readBatches(many).read()!.records();
    let count = 0;
    while (cursor.next()) count++;
    assert.equal(count, 1_000_000);
  });

  it('offsets at the edge of what numbers hold', () => {
    const inner = (offset: bigint): Buffer =>
      damaged(wrap(1, 0, 0, Buffer.from('x')), (bytes) => bytes.writeBigInt64BE(offset, 0));
    const max = BigInt(Number.MAX_SAFE_INTEGER);
    const read = (outer: number, ...offsets: bigint[]): number[] => {
      const bytes = wrap(1, outer, 1, gzipSync(Buffer.concat(offsets.map(inner))));
      return [...readBatches(bytes).read()!].map(({ offset }) => offset);
    };
    assert.deepEqual(read(Number.MAX_SAFE_INTEGER - 1, 0n, 3n), [2 ** 53 - 5, 2 ** 53 - 2]);
    assert.deepEqual(read(0, max), [Number.MAX_SAFE_INTEGER]);
    for (const [outer, ...offsets] of [
      [0, max + 1n],
      [0, -1n],
      [5, -1n],
      [5, 0n, 2n ** 62n],
      [5, 3n, -(2n ** 63n)],
    ] as const) {
      assert.throws(() => read(outer, ...offsets), CodecError);
    }
    const outer = damaged(wrap(1, 0, 1, gzipSync(inner(0n))), (bytes) => bytes.writeBigInt64BE(max, 0));
    assert.throws(() => readBatches(outer).read(), /past 2\^53 - 1/);
  });
});

describe('message sets with anything changed in them', () => {
  const whole = javaMessageSets.filter(
    ({ name, error, magic }) => magic === undefined && error === null && !/many/.test(name),
  );
  const sources = whole.map(({ bytes }) => fromBase64(bytes));
  /** Plain contents of gzip wrappers: changed inside, then packed again with right checksums. */
  const insides = whole.flatMap(({ batches, bytes }) => {
    const [batch] = batches;
    if (batches.length !== 1 || batch!['compression'] !== 'gzip') return [];
    const outer = fromBase64(bytes);
    const magic = batch!['magic'] as 0 | 1;
    return [
      {
        magic,
        offset: batch!['lastOffset'] as number,
        plain: decompressPayload('gzip', outer.subarray(magic === 0 ? 26 : 34)),
      },
    ];
  });
  const change = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('bit', 'byte', 'int32', 'int64', 'cut', 'repeat'),
    value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  });
  type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

  function apply(source: Buffer, { at, kind, value }: Change): Buffer {
    const bytes = Buffer.from(source);
    const position = at % bytes.length;
    if (kind === 'bit') bytes[position]! ^= 1 << (value & 7);
    else if (kind === 'byte') bytes[position] = value;
    else if (kind === 'cut') return bytes.subarray(0, position + 1);
    else if (kind === 'repeat') return Buffer.concat([bytes, bytes.subarray(position)]);
    else {
      // Near the end: as much as is there.
      const field = Buffer.alloc(8);
      if (kind === 'int32') field.writeInt32BE(value);
      else field.writeBigInt64BE(BigInt(value) << BigInt(at % 33));
      field.copy(bytes, position, 0, kind === 'int32' ? 4 : 8);
    }
    return bytes;
  }

  /** Puts the outer checksum right where the first message is whole. */
  function fixed(bytes: Buffer): Buffer {
    if (bytes.length < 26 || (bytes[16] !== 0 && bytes[16] !== 1)) return bytes;
    const end = 12 + bytes.readInt32BE(8);
    if (end < 26 || end > bytes.length) return bytes;
    return Buffer.concat([damaged(bytes.subarray(0, end), () => undefined), bytes.subarray(end)]);
  }

  it('give batches or a CodecError, read, changed in place or converted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(change, { minLength: 1, maxLength: 4 }), (source, changes) => {
        const bytes = changes.reduce(apply, source);
        useAll(bytes, true);
        useAll(bytes, false);
        useAll(fixed(bytes), true);
      }),
      { seed: 20261122, numRuns: 800 },
    );
  });

  it('likewise inside of a wrapper', () => {
    assert.ok(insides.length >= 9);
    fc.assert(
      fc.property(fc.constantFrom(...insides), fc.array(change, { minLength: 1, maxLength: 4 }), (source, changes) => {
        const bytes = wrap(source.magic, source.offset, 1, gzipSync(changes.reduce(apply, source.plain)));
        useAll(bytes, true);
        useAll(bytes, false);
      }),
      { seed: 20261122, numRuns: 800 },
    );
  });
});
