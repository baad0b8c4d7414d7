import { beyondLimit, damagedData } from './codec-failure.ts';
import type { KafkaCodec } from './compression-codec.ts';
import { checkCompress, checkDecompress } from './codec-arguments.ts';
import { BLOCK_DAMAGED, BLOCK_TOO_LARGE, compressBlock, decompressBlock } from './lz4-block.ts';
import { NATIVE_FROM, type NativeLz4, nativeLz4 } from './lz4-native.ts';
import { roomFor } from './room.ts';
import { xxh32 } from './xxh32.ts';

// https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
const MAGIC = 0x184d2204;
const MAGIC_BYTES = 4;
const VERSION = 1 << 6;
const VERSION_MASK = 0xc0;
const INDEPENDENT = 1 << 5;
const BLOCK_CHECKSUM = 1 << 4;
const CONTENT_SIZE = 1 << 3;
const CONTENT_CHECKSUM = 1 << 2;
const RESERVED_FLAG = 1 << 1;
const DICTIONARY_ID = 1;
/** Block size 4 is 64 KiB, then 256 KiB, 1 and 4 MiB. */
const SMALLEST_BLOCK_ID = 4;
const BLOCK_BYTES = 1 << 16;
const STORED = 0x8000_0000;
/** A byte of a block adds at most 255 to a length, so a block cannot become larger than this many times itself. */
const MAX_RATIO = 255;
/** Where the work for better compression ends to pay: level 12 and above. */
const MAX_ATTEMPTS = 4096;
const DEFAULT_LEVEL = 9;
/** What a block usually unpacks to that need not be full, as the last one of a frame. */
const USUAL_RATIO = 6;

/**
 * lz4 (id 3): frames with independent blocks of 64 KiB, as Java writes them; reads every kind of frame. Levels 1 to 17;
 * 9, the default, is the fast compressor, as in Java's client, and every other one a search that is deeper the higher it is.
 *
 * In message format 0 the header's checksum is wrong by convention: it covers the frame's magic number too (KIP-57).
 * It is written so there, and not looked at.
 *
 * Blocks go through `lz4` or `lz4-napi` when one is installed and loads.
 */
export const lz4: KafkaCodec<'lz4'> = lz4Codec(nativeLz4);

/** @param native asked when it is needed: loading native code takes its time */
export function lz4Codec(native: () => NativeLz4 | null): KafkaCodec<'lz4'> {
  const facts = {
    type: 'lz4',
    id: 3,
    sinceProduce: 0,
    sinceKafka: '0.8.2',
    levels: { min: 1, max: 17, default: DEFAULT_LEVEL },
  } as const;
  return {
    ...facts,
    compress(source, options) {
      checkCompress(facts, source, options);
      const { level = DEFAULT_LEVEL, magic } = options;
      const compress =
        level === DEFAULT_LEVEL ? fastBlocks(native) : portableBlocks(Math.min(1 << level, MAX_ATTEMPTS));
      return compressFrame(source, compress, magic === 0);
    },
    decompress(source, options) {
      checkDecompress(facts, source, options);
      const { maxBytes, magic } = options;
      return new FrameReader(source, maxBytes, native).read(magic === 0);
    },
  };
}

/** Writes the block of `source[from..to)` at `target[at..]`: gives its end, -1 when it would not be smaller. */
type BlockCompressor = (source: Buffer, from: number, to: number, target: Buffer, at: number) => number;

function portableBlocks(attempts: number): BlockCompressor {
  return (source, from, to, target, at) => compressBlock(source, from, to, target, at, at + (to - from), attempts);
}

function fastBlocks(native: () => NativeLz4 | null): BlockCompressor {
  const portable = portableBlocks(1);
  return (source, from, to, target, at) => {
    const library = to - from < NATIVE_FROM ? null : native();
    if (library === null) return portable(source, from, to, target, at);
    const length = library.compress(source.subarray(from, to), target.subarray(at, at + (to - from) - 1));
    return length > 0 ? at + length : -1;
  };
}

function compressFrame(bytes: Uint8Array, compress: BlockCompressor, wrongChecksum: boolean): Buffer {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const blocks = Math.ceil(source.length / BLOCK_BYTES);
  // A block that does not get smaller is stored as it is.
  const frame = Buffer.allocUnsafe(7 + source.length + blocks * 4 + 4);
  frame.writeUInt32LE(MAGIC, 0);
  frame[4] = VERSION | INDEPENDENT;
  frame[5] = SMALLEST_BLOCK_ID << 4;
  frame[6] = headerChecksum(frame, wrongChecksum ? 0 : MAGIC_BYTES, 6);
  let out = 7;
  for (let from = 0; from < source.length; from += BLOCK_BYTES) {
    const to = Math.min(from + BLOCK_BYTES, source.length);
    const end = compress(source, from, to, frame, out + 4);
    if (end < 0) {
      frame.writeUInt32LE((STORED | (to - from)) >>> 0, out);
      frame.set(source.subarray(from, to), out + 4);
      out += 4 + (to - from);
    } else {
      frame.writeUInt32LE(end - out - 4, out);
      out = end;
    }
  }
  frame.writeUInt32LE(0, out);
  out += 4;
  // What was saved is given back when it is most of the memory.
  return out * 2 < frame.length ? Buffer.from(frame.subarray(0, out)) : frame.subarray(0, out);
}

function headerChecksum(frame: Uint8Array, from: number, to: number): number {
  return (xxh32(frame, from, to) >>> 8) & 0xff;
}

/** Reads one frame; what follows it is not looked at, as in Java's client. */
class FrameReader {
  readonly #source: Buffer;
  readonly #maxBytes: number;
  readonly #native: () => NativeLz4 | null;
  #position = 0;
  #plain: Buffer = Buffer.alloc(0);
  #length = 0;

  constructor(source: Uint8Array, maxBytes: number, native: () => NativeLz4 | null) {
    this.#source = Buffer.from(source.buffer, source.byteOffset, source.length);
    this.#maxBytes = maxBytes;
    this.#native = native;
  }

  read(anyHeaderChecksum: boolean): Buffer {
    if (this.#uint32('the magic number') !== MAGIC) throw damaged('it does not begin with the magic number of a frame');
    const flags = this.#byte('the flags');
    const descriptor = this.#byte('the block size');
    if ((flags & VERSION_MASK) !== VERSION) throw damaged(`frame version ${flags >>> 6}`);
    if ((flags & (RESERVED_FLAG | DICTIONARY_ID)) !== 0) throw damaged('a dictionary or a reserved flag');
    const sizeId = (descriptor >>> 4) & 7;
    if (sizeId < SMALLEST_BLOCK_ID || (descriptor & 0x8f) !== 0) throw damaged(`block descriptor ${descriptor}`);
    const blockBytes = BLOCK_BYTES << ((sizeId - SMALLEST_BLOCK_ID) * 2);
    let contentSize: bigint | undefined;
    if ((flags & CONTENT_SIZE) !== 0) {
      contentSize = this.#need(8, 'the content size').readBigUInt64LE(this.#position);
      this.#position += 8;
    }
    const expected = headerChecksum(this.#source, MAGIC_BYTES, this.#position);
    if (this.#byte("the header's checksum") !== expected && !anyHeaderChecksum) throw damaged("the header's checksum");

    this.#plain = Buffer.allocUnsafe(this.#guess(blockBytes, (flags & BLOCK_CHECKSUM) === 0 ? 0 : 4));
    for (;;) {
      const size = this.#uint32('a block');
      if (size === 0) break;
      this.#block(size, blockBytes, flags);
    }
    if ((flags & CONTENT_CHECKSUM) !== 0 && this.#uint32('the checksum') !== xxh32(this.#plain, 0, this.#length)) {
      throw damaged('the checksum of the content');
    }
    if (contentSize !== undefined && contentSize !== BigInt(this.#length)) {
      throw damaged(`${this.#length} bytes came out, the header says ${contentSize}`);
    }
    const plain = this.#plain.subarray(0, this.#length);
    // A guess that was far off is not kept.
    return this.#length * 2 < this.#plain.length ? Buffer.from(plain) : plain;
  }

  /** By the lengths of the blocks that are there: they are full but for the last one, most of the time. */
  #guess(blockBytes: number, checksumBytes: number): number {
    let bytes = 0;
    let last = 0;
    for (let p = this.#position; p + 4 <= this.#source.length;) {
      const size = this.#source.readUInt32LE(p);
      const length = (size & ~STORED) >>> 0;
      if (length === 0) break;
      bytes += Math.min(blockBytes, last * MAX_RATIO);
      last = length;
      p += 4 + length + checksumBytes;
    }
    return roomFor(bytes + Math.min(blockBytes, last * USUAL_RATIO), this.#source, this.#maxBytes);
  }

  #block(size: number, blockBytes: number, flags: number): void {
    const isStored = (size & STORED) !== 0;
    const length = (size & ~STORED) >>> 0;
    if (length > blockBytes) throw damaged(`a block of ${length} bytes in a frame of blocks up to ${blockBytes}`);
    const source = this.#need(length, 'a block');
    const from = this.#position;
    const to = from + length;
    this.#position = to;
    if ((flags & BLOCK_CHECKSUM) !== 0 && this.#uint32("a block's checksum") !== xxh32(source, from, to)) {
      throw damaged("a block's checksum");
    }
    const start = this.#length;
    if (isStored) {
      this.#reserve(length);
      if (start + length > this.#maxBytes) throw beyondLimit('lz4', this.#maxBytes);
      this.#plain.set(source.subarray(from, to), start);
      this.#length += length;
      return;
    }
    const most = Math.min(start + Math.min(blockBytes, length * MAX_RATIO), this.#maxBytes);
    const floor = (flags & INDEPENDENT) === 0 ? 0 : start;
    for (;;) {
      const end = Math.min(most, this.#plain.length);
      if (floor === start && length >= NATIVE_FROM && this.#nativeBlock(source, from, to, end)) return;
      const reached = decompressBlock(source, from, to, this.#plain, start, end, floor);
      if (reached === BLOCK_DAMAGED) throw damaged(`the block at byte ${from}`);
      if (reached !== BLOCK_TOO_LARGE) {
        this.#length = reached;
        return;
      }
      if (end === this.#maxBytes) throw beyondLimit('lz4', this.#maxBytes);
      if (end === most) throw damaged(`the block at byte ${from} holds more than ${blockBytes} bytes`);
      // The guess was too low.
      this.#reserve(most - start);
    }
  }

  /** False when there is no native code, or it refused the block: then the portable way says what is wrong with it. */
  #nativeBlock(source: Buffer, from: number, to: number, end: number): boolean {
    const library = this.#native();
    if (library === null) return false;
    try {
      const length = library.uncompress(source.subarray(from, to), this.#plain.subarray(this.#length, end));
      if (length < 0) return false;
      this.#length += length;
      return true;
    } catch {
      return false;
    }
  }

  /** Makes room for so many bytes, or for what the limit allows. */
  #reserve(bytes: number): void {
    const wanted = Math.min(this.#length + bytes, this.#maxBytes);
    if (wanted <= this.#plain.length) return;
    const grown = Buffer.allocUnsafe(Math.min(Math.max(wanted, this.#plain.length * 2), this.#maxBytes));
    this.#plain.copy(grown, 0, 0, this.#length);
    this.#plain = grown;
  }

  #need(bytes: number, what: string): Buffer {
    if (this.#source.length - this.#position < bytes) throw damaged(`it ends before ${what}`);
    return this.#source;
  }

  #byte(what: string): number {
    return this.#need(1, what)[this.#position++] as number;
  }

  #uint32(what: string): number {
    const value = this.#need(4, what).readUInt32LE(this.#position);
    this.#position += 4;
    return value;
  }
}

function damaged(what: string): Error {
  return damagedData('lz4', what);
}
