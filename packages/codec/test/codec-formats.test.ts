// What is particular to one format: framings, checksums, frames that only others write.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as zlib from 'node:zlib';
import { CodecError, type CompressionCodec } from '../src/index.ts';
import type { ZlibReadOptions } from '../src/compression/zlib-codec.ts';
import { compressBlock } from '../src/compression/lz4-block.ts';
import { type NativeLz4, ofLz4Napi, proven } from '../src/compression/lz4-native.ts';
import { lz4, lz4Codec } from '../src/compression/lz4.ts';
import { type NativeSnappy, proven as provenSnappy } from '../src/compression/snappy-native.ts';
import { snappy, snappyCodec, snappyCompressRaw, snappyCompressXerial } from '../src/compression/snappy.ts';
import { xxh32 } from '../src/compression/xxh32.ts';
import { type NodeZstd, nodeZstd, wasmZstd, zstd } from '../src/compression/zstd.ts';
import { zstdContent } from '../src/compression/zstd-frame.ts';
import { codecs, logLines, noise } from './codecs.ts';

const MAX = { maxBytes: 1 << 24, magic: 2 };

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}

function corrupt(what: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof CodecError && error.reason === 'corrupt' && what.test(error.message);
}

describe('XXH32', () => {
  // Computed with Python's xxhash.
  for (const [text, expected] of [
    ['', 0x02cc5d05],
    ['a', 0x550d7456],
    ['abc', 0x32d153ff],
    ['abcd', 0xa3643705],
    ['Nobody inspects the spammish repetition', 0xe2293b2f],
  ] as const) {
    it(`of ${JSON.stringify(text)}`, () => {
      assert.equal(xxh32(Buffer.from(text)), expected);
      assert.equal(xxh32(Buffer.from(`..${text}.`), 2, 2 + text.length), expected);
    });
  }
});

describe('snappy', () => {
  it('writes xerial framing with blocks of 32 KiB', () => {
    const source = logLines(70_000);
    const packed = snappy.compress(source, { magic: 2 });
    assert.deepEqual(packed.subarray(0, 16), hex('82 53 4e 41 50 50 59 00 00000001 00000001'));
    const sizes: number[] = [];
    for (let p = 16; p < packed.length; p += 4 + packed.readInt32BE(p)) {
      const block = packed.subarray(p + 4, p + 4 + packed.readInt32BE(p));
      sizes.push(snappy.decompress(block, MAX).length);
    }
    assert.deepEqual(sizes, [32_768, 32_768, 70_000 - 65_536]);
  });

  it('reads raw blocks, also of many times 64 KiB and beyond the memory it keeps', () => {
    for (const source of [Buffer.alloc(0), Buffer.from('a'), logLines(300_000), Buffer.alloc(5 << 20, 'abcdefg')]) {
      assert.ok(snappy.decompress(snappyCompressRaw(source), MAX).equals(source));
    }
  });

  it('reads streams that follow each other, each with its header', () => {
    const [a, b] = [logLines(40_000), logLines(100, 2)];
    const both = Buffer.concat([snappyCompressXerial(a, 1000), snappyCompressXerial(b, 32_768)]);
    assert.ok(snappy.decompress(both, MAX).equals(Buffer.concat([a, b])));
  });

  it('reads many blocks into memory made once, also when they are more than it reads at a time', () => {
    const source = logLines(11 << 20);
    // Blocks that are read together, ones that are not, and one that is larger than what is kept.
    for (const blockBytes of [32_768, 3 << 20, 9 << 20]) {
      const plain = snappy.decompress(snappyCompressXerial(source, blockBytes), MAX);
      assert.ok(plain.equals(source), `blocks of ${blockBytes}`);
      assert.equal(plain.buffer.byteLength, source.length);
    }
    const small = snappy.decompress(snappyCompressXerial(source.subarray(0, 100_000), 1000), MAX);
    assert.ok(small.equals(source.subarray(0, 100_000)));
    assert.equal(small.buffer.byteLength, 100_000);
  });

  it('compresses in the threads of the native package where that is there, else here', async () => {
    const source = logLines(600_000);
    const calls: number[] = [];
    const here: number[] = [];
    const native: NativeSnappy = {
      compressSync: (block) => (here.push(block.length), snappyCompressRaw(block)),
      uncompressSync: (block) => snappy.decompress(block, MAX),
      compress: (block) => (calls.push(block.length), Promise.resolve(snappyCompressRaw(block))),
      uncompress: (block) => Promise.resolve(snappy.decompress(block, MAX)),
    };
    const codec = snappyCodec(() => native);
    assert.ok(codec.decompress(await codec.compressAsync!(source, { magic: 2 }), MAX).equals(source));
    assert.deepEqual(calls, [262_144, 262_144, 600_000 - 524_288]);
    assert.ok(Number.isFinite(codec.asyncFromBytes));
    assert.ok(codec.decompress(codec.compress(source.subarray(0, 33_000), { magic: 2 }), MAX).length === 33_000);
    assert.deepEqual(here, [32_768], 'what is small is not worth the call');
    const alone = snappyCodec(() => null);
    assert.equal(alone.asyncFromBytes, Infinity);
    assert.deepEqual(await alone.compressAsync!(source, { magic: 2 }), alone.compress(source, { magic: 2 }));
  });

  it('takes native code only when it does as it should', async () => {
    const lying = {
      compressSync: () => Buffer.from('nonsense'),
      uncompressSync: () => Buffer.from('nonsense'),
      compress: () => Promise.resolve(Buffer.from('nonsense')),
      uncompress: () => Promise.resolve(Buffer.from('nonsense')),
    };
    assert.equal(provenSnappy(lying), null);
    assert.equal(provenSnappy({ ...lying, compressSync: () => assert.fail('not today') }), null);
    assert.equal(provenSnappy(null), null);
    const packed = snappyCompressXerial(logLines(50_000), 10_000);
    await assert.rejects(snappyCodec(() => lying).decompressAsync!(packed, MAX), corrupt(/says that it holds 50000/));
  });

  it('notices damage in each of its blocks', () => {
    const packed = snappyCompressXerial(logLines(50_000), 10_000);
    for (let p = 16; p < packed.length; p += 4 + packed.readInt32BE(p)) {
      const damaged = Buffer.from(packed);
      // The number of its plain bytes: one more than there are.
      damaged[p + 4]! ^= 1;
      assert.throws(() => snappy.decompress(damaged, MAX), corrupt(/snappy/), `block at byte ${p}`);
    }
  });

  it('believes no length: neither of what is to come nor of a block', () => {
    assert.throws(() => snappy.decompress(hex('ff ff ff ff 07 00 61'), MAX), corrupt(/7 bytes cannot hold 2147483647/));
    assert.throws(() => snappy.decompress(hex('ff ff ff ff ff ff'), MAX), corrupt(/no length/));
    const header = snappyCompressXerial(Buffer.alloc(0), 100);
    const long = Buffer.concat([header, hex('7fffffff 01 00 61')]);
    assert.throws(() => snappy.decompress(long, MAX), corrupt(/a block of 2147483647 bytes at byte 20, 3 are there/));
    const negative = Buffer.concat([header, hex('ffffffff 01 00 61')]);
    assert.throws(() => snappy.decompress(negative, MAX), corrupt(/a block of -1 bytes/));
  });

  for (const [what, block] of [
    ['a copy from before the beginning', '05 00 61 01 c8'],
    ['a copy from a distance of 0', '05 00 61 01 00'],
    ['a copy from a distance past 2^31', '05 00 61 0f ffffffff'],
    ['fewer bytes than announced', '09 00 61 01 01'],
    ['more bytes than announced', '03 00 61 01 01'],
    ['a literal of 2^32 bytes', '05 fc ffffffff 61'],
  ] as const) {
    it(`refuses ${what}`, () => assert.throws(() => snappy.decompress(hex(block), MAX), corrupt(/snappy/)));
  }
});

describe('lz4', () => {
  const portable = lz4Codec(() => null);

  it('takes no place for a match that only has the same hash, at the best level', () => {
    // Sixteen different bytes: far more words than slots, and every other word begins as some other does.
    const words = noise(60_000).map((byte) => byte & 0x0f);
    assert.ok(portable.decompress(portable.compress(words, { magic: 2, level: 12 }), MAX).equals(words));
  });
  const part = noise(65_536);
  // 65 535 bytes is the farthest that a match reaches: the second block repeats what begins at byte 3 of the first.
  const linked = Buffer.concat([part, part.subarray(0, 2), part.subarray(3, 4996), part.subarray(4995, 5000)]);

  it('writes the frame header that Java writes', () => {
    assert.deepEqual(lz4.compress(Buffer.from('x'), { magic: 2 }).subarray(0, 7), hex('04224d18 60 40 82'));
    assert.deepEqual(lz4.compress(Buffer.from('x'), { magic: 1 }).subarray(0, 7), hex('04224d18 60 40 82'));
  });

  it('writes and ignores the wrong header checksum of message format 0, and in no other', () => {
    const old = lz4.compress(Buffer.from('value'), { magic: 0 });
    assert.deepEqual(old.subarray(0, 7), hex('04224d18 60 40 1a'));
    assert.equal(lz4.decompress(old, { ...MAX, magic: 0 }).toString(), 'value');
    const right = lz4.compress(Buffer.from('value'), { magic: 2 });
    assert.equal(lz4.decompress(right, { ...MAX, magic: 0 }).toString(), 'value');
    for (const magic of [1, 2]) {
      assert.throws(() => lz4.decompress(old, { ...MAX, magic }), corrupt(/the header's checksum/));
    }
  });

  it('reads blocks that build on each other, sizes and checksums in the frame', () => {
    const block = Buffer.concat([
      // Two literals, a match of 4993 bytes from 65 535 bytes before, five literals.
      hex('2f'),
      part.subarray(0, 2),
      hex('ffff'),
      lengthBytes(4993 - 4 - 15),
      hex('50'),
      part.subarray(4995, 5000),
    ]);
    const frame = frameOf(0x5c, 0x40, [stored(part), sized(block)], linked);
    assert.ok(lz4.decompress(frame, MAX).equals(linked));
    // The same block in a frame that says that blocks stand for themselves.
    const wrong = frameOf(0x7c, 0x40, [stored(part), sized(block)], linked);
    assert.throws(() => lz4.decompress(wrong, MAX), corrupt(/the block at byte/));
  });

  it('checks each checksum and the size', () => {
    const source = logLines(3000);
    const block = lz4.compress(source, { magic: 2 }).subarray(7, -4);
    const frame = frameOf(0x7c, 0x40, [block], source);
    assert.ok(lz4.decompress(frame, MAX).equals(source));
    const changed = (at: number): Buffer => {
      const copy = Buffer.from(frame);
      copy[at]! ^= 1;
      return copy;
    };
    assert.throws(() => lz4.decompress(changed(14), MAX), corrupt(/the header's checksum/));
    assert.throws(() => lz4.decompress(changed(15 + block.length), MAX), corrupt(/a block's checksum/));
    assert.throws(() => lz4.decompress(changed(frame.length - 1), MAX), corrupt(/checksum of the content/));
    const other = frameOf(0x7c, 0x40, [block], source, 2999n);
    assert.throws(() => lz4.decompress(other, MAX), corrupt(/3000 bytes came out, the header says 2999/));
  });

  for (const [what, bytes, message] of [
    ['another magic number', '04224d19 60 40 82 00000000', /magic number/],
    ['another version', '04224d18 a0 40 82 00000000', /version 2/],
    ['a dictionary', '04224d18 61 40 82 00000000', /a dictionary/],
    ['an unknown block size', '04224d18 60 30 82 00000000', /block descriptor/],
    ['a block longer than blocks are', '04224d18 60 40 82 01000100 00', /a block of 65537 bytes/],
    ['a frame without an end mark', '04224d18 60 40 82 01000080 61', /it ends before a block/],
    ['a distance of 0', '04224d18 60 40 82 09000000 10 61 0000 50 6262626262 00000000', /the block at byte/],
    ['a match before the beginning', '04224d18 60 40 82 09000000 10 61 0200 50 6262626262 00000000', /the block at/],
    ['a block that ends in a match', '04224d18 60 40 82 04000000 10 61 0100 00000000', /the block at byte/],
  ] as const) {
    it(`refuses ${what}`, () => {
      for (const codec of [portable, lz4]) assert.throws(() => codec.decompress(hex(bytes), MAX), corrupt(message));
    });
  }

  it('does not take memory by the largest block that a frame announces', () => {
    // Blocks of 4 MiB, says the header; there is one byte.
    const tiny = hex('04224d18 60 70 73 01000080 61 00000000');
    assert.equal(lz4.decompress(tiny, MAX).buffer.byteLength < 100_000, true);
  });

  it('refuses a block that holds more than blocks of its frame, however much is allowed', () => {
    // A literal, a match of 65 539 bytes from one before, and five literals.
    const block = Buffer.concat([hex('1f 61 0100'), lengthBytes(65_539 - 4 - 15), hex('50 6262626262')]);
    const frame = Buffer.concat([hex('04224d18 60 40 82'), sized(block), Buffer.alloc(4)]);
    for (const codec of [portable, lz4]) {
      assert.throws(() => codec.decompress(frame, MAX), corrupt(/holds more than 65536 bytes/));
      assert.throws(() => codec.decompress(frame, { magic: 2, maxBytes: 1000 }), /more than 1000 bytes/);
    }
  });

  it('refuses it too when it is one for native code, and there is room', () => {
    // More than 1,000 bytes that unpack to 70,000, three times: there is room for the first when it is read.
    const source = Buffer.concat([noise(6000), Buffer.alloc(64_000)]);
    const target = Buffer.alloc(source.length);
    const block = sized(target.subarray(0, compressBlock(source, 0, source.length, target, 0, target.length, 1)));
    const frame = Buffer.concat([hex('04224d18 60 40 82'), block, block, block, Buffer.alloc(4)]);
    for (const { codec, skip } of codecs.filter(({ codec: { type } }) => type === 'lz4')) {
      if (skip === false) assert.throws(() => codec.decompress(frame, MAX), corrupt(/holds more than 65536 bytes/));
    }
  });

  it('ends blocks as fast decoders rely on: five literals, and no match within the last twelve bytes', () => {
    // What repeats to its very end, and up to a few bytes before it.
    const tails = Array.from({ length: 20 }, (_, n) => noise(n, n + 1));
    const sources = tails.flatMap((tail) => [
      Buffer.concat([Buffer.alloc(100, 'abcdef'), tail]),
      Buffer.concat([logLines(2000), tail, logLines(2000).subarray(0, 40)]),
    ]);
    for (const source of sources) {
      for (const level of [1, 9, 12]) {
        const packed = portable.compress(source, { level, magic: 2 });
        assert.ok(portable.decompress(packed, MAX).equals(source));
        const size = packed.readUInt32LE(7);
        assert.ok(size < 0x8000_0000, 'it was made smaller');
        const { lastMatchAt, lastLiterals } = endOf(packed.subarray(11, 11 + size));
        assert.ok(lastLiterals >= 5, `${lastLiterals} literals at the end of ${source.length} bytes`);
        assert.ok(source.length - lastMatchAt >= 12, `a match at ${lastMatchAt} of ${source.length}`);
      }
    }
  });

  it('takes native code only when it does as it should', () => {
    const lying: NativeLz4 = { compress: () => 8, uncompress: () => 31 };
    const failing: NativeLz4 = { ...lying, compress: () => assert.fail('not today') };
    assert.equal(proven(lying), null);
    assert.equal(proven(failing), null);
    assert.equal(proven(null), null);
    assert.equal(proven(ofLz4Napi({})), null);
  });

  it('goes the portable way for a block that native code refuses', () => {
    const refusing: NativeLz4 = { compress: () => 0, uncompress: () => -1 };
    const failing: NativeLz4 = { compress: () => 0, uncompress: () => assert.fail() };
    const source = logLines(20_000);
    const packed = lz4.compress(source, { magic: 2 });
    for (const native of [refusing, failing]) {
      const codec = lz4Codec(() => native);
      assert.ok(codec.decompress(packed, MAX).equals(source));
      assert.ok(codec.decompress(codec.compress(source, { magic: 2 }), MAX).equals(source), 'stored as it is');
    }
  });
});

describe('zstd', () => {
  const isOneZstdFrame = (bytes: Buffer): boolean => zstdContent(bytes)?.isOneFrame === true;
  const mostPlainBytes = (bytes: Buffer): number | undefined => zstdContent(bytes)?.mostBytes;
  const one = zstd.compress(Buffer.from('hello'), { magic: 2 });
  const two = zstd.compress(Buffer.from(' world'), { magic: 2 });
  const skipped = hex('502a4d18 03000000 010203');
  const ofNode = nodeZstd();

  /** node:zlib's codec, and how much room it was told to make. */
  function watched(): { codec: CompressionCodec; rooms: number[] } {
    const rooms: number[] = [];
    const { zstdDecompressSync } = zlib as unknown as NodeZstd;
    const node = {
      ...zlib,
      zstdDecompressSync(source: Uint8Array, options: ZlibReadOptions) {
        rooms.push(options.chunkSize);
        return zstdDecompressSync(source, options);
      },
    };
    return { codec: nodeZstd(node) ?? wasmZstd, rooms };
  }

  for (const { name, codec, skip } of codecs.filter(({ codec: { type } }) => type === 'zstd')) {
    it(`reads frames that follow each other, and passes over others: ${name}`, { skip }, async () => {
      for (const bytes of [Buffer.concat([one, two]), Buffer.concat([skipped, one, skipped, two, skipped])]) {
        assert.equal(codec.decompress(bytes, MAX).toString(), 'hello world');
        if (codec.decompressAsync) assert.equal((await codec.decompressAsync(bytes, MAX)).toString(), 'hello world');
      }
    });

    it(`refuses what follows a frame and is none: ${name}`, { skip }, () => {
      const bytes = Buffer.concat([one, Buffer.from('xyz')]);
      assert.throws(() => codec.decompress(bytes, MAX), corrupt(/zstd/));
    });
  }

  // The frame says 88 bytes; its block has a match that is far longer, whatever room there is.
  const overfull = hex('28b52ffd 20 58 540000 1000000100fb7f1d6001 010000');
  for (const { name, codec, skip } of codecs.filter(({ codec: { type } }) => type === 'zstd')) {
    it(`says corrupt of a block that holds more than blocks can: ${name}`, { skip }, () => {
      for (const maxBytes of [100, 1 << 27, Infinity]) {
        assert.throws(() => codec.decompress(overfull, { magic: 2, maxBytes }), corrupt(/zstd/));
        const more = Buffer.concat([one, overfull, two]);
        assert.throws(() => codec.decompress(more, { magic: 2, maxBytes }), corrupt(/zstd/));
      }
    });
  }

  it('makes no more room than the blocks of its frames can fill', () => {
    assert.equal(mostPlainBytes(overfull), 88);
    for (const source of [Buffer.alloc(0), Buffer.from('a'), logLines(70_000), logLines(400_000), noise(300_000)]) {
      for (const { codec } of codecs.filter(({ codec: { type }, skip }) => type === 'zstd' && skip === false)) {
        const packed = codec.compress(source, { magic: 2 });
        const most = mostPlainBytes(packed) ?? NaN;
        // A block holds 128 KiB at most, and no less than a byte short of that but for the last.
        assert.ok(most >= source.length && most <= source.length + 128 * 1024, `${most} for ${source.length}`);
        assert.equal(mostPlainBytes(Buffer.concat([packed, skipped, packed])), 2 * most);
        assert.equal(mostPlainBytes(packed.subarray(0, -1)), undefined);
        assert.equal(mostPlainBytes(Buffer.concat([packed, Buffer.from('xyz')])), undefined);
      }
    }
    assert.equal(mostPlainBytes(wasmZstd.compress(Buffer.alloc(1 << 20), { magic: 2 })), 1 << 20);
    assert.equal(mostPlainBytes(hex('502a4d18 04000000 010203')), undefined, 'a frame to pass over that is cut off');
  });

  it('makes the memory for what a frame holds once', { skip: ofNode === undefined && 'node:zlib has no zstd' }, () => {
    const { codec, rooms } = watched();
    for (const source of [logLines(33_000), logLines(70_000), logLines(400_000), noise(300_000)]) {
      const packed = zstd.compress(source, { magic: 2 });
      assert.ok(codec.decompress(packed, MAX).equals(source));
      assert.equal(rooms.pop(), source.length + 1);
      // A limit is the most there is room for.
      assert.throws(() => codec.decompress(packed, { ...MAX, maxBytes: 999 }), /more than 999 bytes/);
      assert.equal(rooms.pop(), 1000);
    }
  });

  it(
    'guesses what a frame holds that does not say it, and not far off',
    { skip: ofNode === undefined && 'node:zlib has no zstd' },
    () => {
      const { codec, rooms } = watched();
      for (const length of [40_000, 200_000, 2_000_000]) {
        const source = logLines(length);
        const packed = unsized(zstd.compress(source, { magic: 2 }));
        assert.ok(wasmZstd.decompress(packed, MAX).equals(source));
        assert.ok(codec.decompress(packed, MAX).equals(source));
        const room = rooms.pop()!;
        assert.ok(room > length && room <= length * 2, `room for ${room}, there were ${length}`);
      }
    },
  );

  it('reads small frames in WebAssembly, where node:zlib has zstd too', () => {
    const { codec, rooms } = watched();
    for (const source of [Buffer.alloc(0), Buffer.from('a'), logLines(12_288)]) {
      const packed = zstd.compress(source, { magic: 2 });
      assert.ok(codec.decompress(packed, MAX).equals(source));
    }
    assert.deepEqual(rooms, []);
    const larger = logLines(12_289);
    assert.ok(codec.decompress(zstd.compress(larger, { magic: 2 }), MAX).equals(larger));
    assert.equal(rooms.length, ofNode === undefined ? 0 : 1);
  });

  it('makes no room by what a frame that lies announces', () => {
    const { codec, rooms } = watched();
    // 2^40 bytes in a block of one byte that is repeated, and in 1,000 compressed blocks of nothing.
    const announced = hex('28b52ffd e0 0000000000010000');
    const empty = Buffer.concat([...Array.from({ length: 1000 }, () => hex('040000')), hex('010000')]);
    for (const blocks of [hex('0b0080 61'), empty]) {
      const bytes = Buffer.concat([announced, blocks]);
      for (const each of ofNode === undefined ? [wasmZstd] : [codec, wasmZstd]) {
        assert.throws(() => each.decompress(bytes, { magic: 2, maxBytes: Infinity }), corrupt(/zstd/));
      }
    }
    for (const room of rooms) assert.ok(room <= 3100 * 32 + 1, `${room} bytes`);
  });

  it('reads the headers of frames: windows, content sizes and dictionary ids of every length', () => {
    // No data: one block, the last, compressed (05) or raw (01), of no bytes.
    for (const [header, most] of [
      ['00 00', 1024],
      ['00 01', 1024 + 128],
      ['00 0f', 2048 + 7 * 256],
      ['00 50', 128 * 1024],
      ['01 00 ab', 1024],
      ['02 00 abcd', 1024],
      ['03 00 abcdef01', 1024],
      ['20 58', 88],
      ['21 ab 58', 88],
      ['60 0100', 257],
      ['40 07 0100', 1024 + 7 * 128],
      ['a0 00010000', 256],
      ['80 00 00010000', 1024],
      ['e0 0001000000000000', 256],
    ] as const) {
      const frame = hex(`28b52ffd ${header} 050000`);
      assert.ok(isOneZstdFrame(frame), header);
      assert.equal(mostPlainBytes(frame), most, header);
      assert.equal(mostPlainBytes(hex(`28b52ffd ${header} 010000`)), 0, header);
      assert.ok(!isOneZstdFrame(frame.subarray(0, -1)), header);
    }
    // A checksum of four bytes, and a block of one byte repeated 300 times.
    assert.equal(mostPlainBytes(hex('28b52ffd 24 58 630900 61 00000000')), 300);
    assert.ok(!isOneZstdFrame(hex('28b52ffd 24 58 630900 61')));
  });

  it('knows one whole frame', () => {
    const frames = [one, two, ...[0, 1, 200, 70_000, 400_000].map((n) => zstd.compress(logLines(n), { magic: 2 }))];
    frames.push(zstd.compress(Buffer.alloc(300_000), { magic: 2 }), wasmZstd.compress(noise(300_000), { magic: 2 }));
    for (const frame of frames) {
      assert.ok(isOneZstdFrame(frame));
      assert.ok(!isOneZstdFrame(frame.subarray(0, -1)));
      assert.ok(!isOneZstdFrame(Buffer.concat([frame, Buffer.alloc(1)])));
    }
    assert.ok(!isOneZstdFrame(Buffer.concat([one, two])));
    assert.ok(!isOneZstdFrame(Buffer.alloc(0)));
  });

  it('gives the memory of a large batch back', () => {
    const large = wasmZstd.compress(Buffer.alloc(40 << 20), { magic: 2 });
    assert.equal(wasmZstd.decompress(large, { magic: 2, maxBytes: 64 << 20 }).length, 40 << 20);
    assert.equal(wasmZstd.decompress(one, MAX).toString(), 'hello');
  });
});

/** The same frame as if it had been begun before it was known how much it will hold, as Java's client does. */
function unsized(frame: Buffer): Buffer {
  const flags = frame[4]!;
  const isSingle = (flags & 0x20) !== 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >>> 6]!;
  // No flags but that of a checksum, and a window of 2 MiB.
  return Buffer.concat([
    frame.subarray(0, 4),
    Buffer.of(flags & 4, 0x58),
    frame.subarray((isSingle ? 5 : 6) + sizeBytes),
  ]);
}

/** Walks the sequences of an lz4 block: where the last match begins in the plain bytes, and what follows it. */
function endOf(block: Buffer): { lastMatchAt: number; lastLiterals: number } {
  let [p, plain, lastMatchAt] = [0, 0, -Infinity];
  const more = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15) for (let byte = 255; byte === 255;) length += byte = block[p++] as number;
    return length;
  };
  for (;;) {
    const token = block[p++] as number;
    const literals = more(token >>> 4);
    p += literals;
    plain += literals;
    if (p >= block.length) return { lastMatchAt, lastLiterals: literals };
    p += 2;
    lastMatchAt = plain;
    plain += more(token & 15) + 4;
  }
}

function sized(block: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(block.length);
  return Buffer.concat([size, block]);
}

function stored(block: Uint8Array): Buffer {
  const bytes = sized(block);
  bytes[3]! |= 0x80;
  return bytes;
}

/** What follows a length of 15 or more in a token. */
function lengthBytes(rest: number): Buffer {
  return Buffer.concat([Buffer.alloc(Math.floor(rest / 255), 255), Buffer.of(rest % 255)]);
}

/** A frame of the flags with a content size, block checksums and a content checksum, by the specification. */
function frameOf(
  flags: number,
  descriptor: number,
  blocks: readonly Buffer[],
  content: Buffer,
  contentSize = BigInt(content.length),
): Buffer {
  const header = Buffer.alloc(15);
  header.writeUInt32LE(0x184d2204, 0);
  header[4] = flags;
  header[5] = descriptor;
  header.writeBigUInt64LE(contentSize, 6);
  header[14] = (xxh32(header, 4, 14) >>> 8) & 0xff;
  const parts = blocks.flatMap((block) => [block, checksumOf(block.subarray(4))]);
  return Buffer.concat([header, ...parts, Buffer.alloc(4), checksumOf(content)]);
}

function checksumOf(bytes: Buffer): Buffer {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(xxh32(bytes));
  return checksum;
}
