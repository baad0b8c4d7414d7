// What every compression must do, run over each implementation of each.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CodecError, type CompressionCodec, readBatches, RecordBatchWriter } from '../src/index.ts';
import { codecs, logLines, noise, registryOf, seeded } from './codecs.ts';
import { damaged } from './damage.ts';

const MAX = { maxBytes: 1 << 24, magic: 2 };
const T = 1_700_000_000_000;

const sources: readonly (readonly [string, Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['a byte', Buffer.from('a')],
  ['what is too short to repeat', Buffer.from('abcabcabcabcabcabcabc')],
  ['log lines', logLines(20_000)],
  ['log lines of several blocks', logLines(300_000)],
  ['exactly one block of 64 KiB', logLines(65_536)],
  ['a byte more than a block', logLines(65_537)],
  ['exactly one block of 32 KiB', logLines(32_768)],
  ['zeros', Buffer.alloc(200_000)],
  ['noise', noise(100_000)],
  ['noise, then zeros, then noise', Buffer.concat([noise(70_000), Buffer.alloc(70_000), noise(70_000, 2)])],
];

function isCorrupt(codec: CompressionCodec): (error: unknown) => boolean {
  const text = new RegExp(`^${codec.type} data that cannot be decompressed: .+`);
  return (error) => error instanceof CodecError && error.reason === 'corrupt' && text.test(error.message);
}

function isLimit(error: unknown): boolean {
  return error instanceof CodecError && error.reason === 'limit' && /more than \d+ bytes/.test(error.message);
}

for (const { name, codec, skip } of codecs) {
  describe(name, { skip }, () => {
    for (const [what, source] of sources) {
      it(`gives back ${what}`, () => {
        // Somewhere in a larger buffer: nothing may be read beside it.
        const padded = Buffer.concat([Buffer.from('before'), source, Buffer.from('after')]).subarray(6, -5);
        const packed = codec.compress(padded, { magic: 2 });
        const around = Buffer.concat([Buffer.from('xyz'), packed, Buffer.from('xyz')]).subarray(3, -3);
        assert.ok(codec.decompress(around, MAX).equals(source));
        const plain = new Uint8Array(packed);
        assert.ok(codec.decompress(plain, MAX).equals(source));
        assert.ok(codec.decompress(codec.compress(new Uint8Array(source), { magic: 2 }), MAX).equals(source));
      });
    }

    it('makes log lines smaller, and noise hardly larger', () => {
      const lines = logLines(100_000);
      assert.ok(codec.compress(lines, { magic: 2 }).length < lines.length * 0.6);
      assert.ok(codec.compress(noise(100_000), { magic: 2 }).length < 100_000 * 1.01);
    });

    it('gives memory of its own', () => {
      const source = logLines(5000);
      const packed = codec.compress(source, { magic: 2 });
      const plain = codec.decompress(packed, MAX);
      codec.decompress(codec.compress(noise(5000), { magic: 2 }), MAX);
      packed.fill(0);
      assert.ok(plain.equals(source));
    });

    it('takes every level it says it takes, and no other', () => {
      const { levels } = codec;
      const source = logLines(3000);
      if (levels === null || levels === undefined) {
        assert.throws(
          () => codec.compress(source, { level: 5, magic: 2 }),
          /^CodecError: snappy has no levels.*got 5$/,
        );
        return;
      }
      for (const level of [levels.min, 1, 5, levels.max, levels.default]) {
        assert.ok(codec.decompress(codec.compress(source, { level, magic: 2 }), MAX).equals(source));
      }
      for (const level of [levels.min - 1, levels.max + 1, 1.5, NaN]) {
        assert.throws(
          () => codec.compress(source, { level, magic: 2 }),
          (error) =>
            error instanceof CodecError &&
            error.reason === 'invalid-argument' &&
            error.message.includes(`${levels.min} to ${levels.max}`),
        );
      }
    });

    it('compresses better at a higher level', { skip: codec.levels === null && 'it has no levels' }, () => {
      const source = logLines(60_000);
      const [low, high] = [1, codec.levels!.max].map((level) => codec.compress(source, { level, magic: 2 }).length);
      assert.ok(high! < low!, `${String(high)} < ${String(low)}`);
    });

    it('takes any limit: none at all, past 2^32, and 0', async () => {
      for (const source of [Buffer.alloc(0), logLines(5000)]) {
        const packed = codec.compress(source, { magic: 2 });
        for (const maxBytes of [2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Infinity, source.length]) {
          assert.ok(codec.decompress(packed, { magic: 2, maxBytes }).equals(source), String(maxBytes));
          const later = await codec.decompressAsync?.(packed, { magic: 2, maxBytes });
          assert.ok(later?.equals(source) !== false, String(maxBytes));
        }
      }
      // One byte is what node:zlib takes for the least limit.
      for (const source of [Buffer.alloc(1), logLines(5000)]) {
        const packed = codec.compress(source, { magic: 2 });
        assert.throws(() => codec.decompress(packed, { magic: 2, maxBytes: 0 }), isLimit);
        if (codec.decompressAsync !== undefined) {
          await assert.rejects(codec.decompressAsync(packed, { magic: 2, maxBytes: 0 }), isLimit);
        }
      }
      const damagedBytes = Buffer.from('no such data');
      assert.throws(() => codec.decompress(damagedBytes, { magic: 2, maxBytes: Infinity }), isCorrupt(codec));
    });

    it('checks what it is given before it does anything', async () => {
      const packed = codec.compress(Buffer.from('x'), { magic: 2 });
      const isWrong = (error: unknown): boolean => error instanceof CodecError && error.reason === 'invalid-argument';
      for (const maxBytes of [NaN, -1, 1.5, '5', undefined, null, 5n] as number[]) {
        assert.throws(() => codec.decompress(packed, { magic: 2, maxBytes }), isWrong, String(maxBytes));
        if (codec.decompressAsync) await assert.rejects(codec.decompressAsync(packed, { magic: 2, maxBytes }), isWrong);
      }
      for (const source of [
        'text',
        null,
        undefined,
        5,
        [1, 2],
        new ArrayBuffer(3),
        new Uint16Array(2),
      ] as unknown as Buffer[]) {
        assert.throws(() => codec.compress(source, { magic: 2 }), isWrong);
        assert.throws(() => codec.decompress(source, MAX), isWrong);
        if (codec.compressAsync) await assert.rejects(codec.compressAsync(source, { magic: 2 }), isWrong);
      }
      for (const options of [undefined, null, 5, {}, { magic: 3 }, { magic: 2, lvl: 5 }] as { magic: number }[]) {
        assert.throws(() => codec.compress(packed, options), isWrong);
        assert.throws(() => codec.decompress(packed, { maxBytes: 5, ...options, more: 1 } as typeof MAX), isWrong);
      }
    });

    it('stops at the limit: one byte less than it takes, and a bomb', () => {
      for (const source of [logLines(70_000), noise(3000), Buffer.alloc(1 << 23)]) {
        const packed = codec.compress(source, { magic: 2 });
        assert.ok(codec.decompress(packed, { magic: 2, maxBytes: source.length }).equals(source));
        for (const maxBytes of [source.length - 1, 1000, 1]) {
          assert.throws(() => codec.decompress(packed, { magic: 2, maxBytes }), isLimit);
        }
      }
    });

    it('says corrupt of what ends too early, wherever', () => {
      const packed = codec.compress(logLines(400), { magic: 2 });
      for (let length = 0; length < packed.length; length++) {
        // Xerial framing has no end mark: cut between blocks, here after its header, it is shorter and whole.
        if (codec.type === 'snappy' && length === 16) continue;
        assert.throws(() => codec.decompress(packed.subarray(0, length), MAX), isCorrupt(codec), `${length} bytes`);
      }
      const long = codec.compress(logLines(150_000), { magic: 2 });
      for (let i = 1; i < 40; i++) {
        const length = Math.floor((long.length * i) / 40);
        assert.throws(() => codec.decompress(long.subarray(0, length), MAX), isCorrupt(codec), `${length} bytes`);
      }
    });

    it('gives data, corrupt or limit for damaged bytes: never another error, never more than the limit', () => {
      const random = seeded(20_260_101);
      const below = (n: number): number => Math.floor(random() * n);
      const packed = [logLines(300), logLines(9000), noise(500), Buffer.alloc(4000)].map((source) =>
        codec.compress(source, { magic: 2 }),
      );
      const maxBytes = 20_000;
      let refused = 0;
      for (let round = 0; round < 1500; round++) {
        const bytes = Buffer.from(packed[round % packed.length]!);
        for (let changes = 1 + below(4); changes > 0; changes--) bytes[below(bytes.length)] = below(256);
        const cut = below(4) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes;
        try {
          assert.ok(codec.decompress(cut, { magic: round % 3, maxBytes }).length <= maxBytes);
        } catch (error) {
          if (!isCorrupt(codec)(error) && !isLimit(error)) throw error;
          refused++;
        }
      }
      assert.ok(refused > 100, `${refused} refused`);
      const plain = logLines(2000);
      assert.ok(codec.decompress(codec.compress(plain, { magic: 2 }), MAX).equals(plain), 'and goes on working');
    });

    it('does not believe noise', () => {
      for (let seed = 1; seed < 200; seed++) {
        assert.throws(
          () => codec.decompress(noise(seed * 3, seed), MAX),
          (error) => isCorrupt(codec)(error) || isLimit(error),
        );
      }
    });

    it(
      'does the same asynchronously',
      { skip: codec.compressAsync === undefined && 'it has no such form' },
      async () => {
        const source = logLines(50_000);
        const level = codec.levels === null ? undefined : 1;
        const packed = await codec.compressAsync!(source, { level, magic: 2 });
        assert.ok(codec.decompress(packed, MAX).equals(source));
        assert.ok((await codec.decompressAsync!(packed, MAX)).equals(source));
        await assert.rejects(codec.decompressAsync!(packed.subarray(0, 500), MAX), isCorrupt(codec));
        await assert.rejects(codec.decompressAsync!(packed, { magic: 2, maxBytes: 49_999 }), isLimit);
        await assert.rejects(codec.compressAsync!(source, { level: 100, magic: 2 }), /level.* got 100/);
      },
    );

    it(
      'does several asynchronously at once',
      { skip: codec.compressAsync === undefined && 'it has no such form' },
      async () => {
        const sources = [logLines(600_000), logLines(90_000, 2), noise(70_000), Buffer.alloc(0)];
        const packed = await Promise.all(sources.map((source) => codec.compressAsync!(source, { magic: 2 })));
        const plain = await Promise.all(packed.map((bytes) => codec.decompressAsync!(bytes, MAX)));
        for (const [i, source] of sources.entries()) {
          assert.ok(plain[i]!.equals(source));
          assert.ok(codec.decompress(packed[i]!, MAX).equals(source));
        }
      },
    );

    it('is written and read in batches, and errors know the place', () => {
      const compressions = registryOf(codec);
      const writer = new RecordBatchWriter({ maxBytes: 1 << 20, compression: codec.type, compressions });
      for (let i = 0; i < 500; i++) writer.tryAppend(T + i, `key-${i}`, `value ${i} `.repeat(4));
      const bytes = writer.seal({ baseOffset: 77 });
      assert.ok(bytes.length < 12_000);
      const batch = readBatches(bytes, { compressions }).read()!;
      assert.equal(batch.compression, codec.type);
      assert.deepEqual(
        [...batch].map(({ keyText, valueText }) => [keyText, valueText]),
        Array.from({ length: 500 }, (_, i) => [`key-${i}`, `value ${i} `.repeat(4)]),
      );
      const cut = damaged(bytes.subarray(0, -200), (copy) => copy.writeInt32BE(copy.length - 12, 8));
      assert.throws(
        () => readBatches(cut, { compressions }).read()!.records(),
        (error) =>
          error instanceof CodecError &&
          error.reason === 'corrupt' &&
          error.offset === 77 &&
          error.batchPosition === 0 &&
          error.message.includes(codec.type),
      );
      const small = readBatches(bytes, { compressions, maxDecompressedBytes: 4000 }).read()!;
      assert.throws(() => small.records(), isLimit);
    });
  });
}
