import { snappyCompressor, snappyUncompressor } from 'hysnappy';
import { checkBytes, checkInteger } from '../arguments.ts';
import { checkCompress, checkDecompress } from './codec-arguments.ts';
import { beyondLimit, damagedData, failureOf, unavailable } from './codec-failure.ts';
import type { KafkaCodec } from './compression-codec.ts';

/** What Java's snappy library writes before blocks that each have their length in four bytes before them. */
const XERIAL_MAGIC = Buffer.from('\x82SNAPPY\0', 'latin1');
const XERIAL_VERSION = 1;
const XERIAL_HEADER_BYTES = 16;
const XERIAL_BLOCK_BYTES = 32 * 1024;
/** 64 bytes repeated by an element of three: no element gives more. */
const MAX_RATIO = 64 / 3;
const MAX_BLOCK_BYTES = 0x7fff_ffff;
/** WebAssembly memory never shrinks: what is larger than this gets an instance of its own, to be forgotten with it. */
const KEPT_BYTES = 4 << 20;

// WebAssembly, made when first used: it beats the native binding on blocks of 32 KiB, and installs everywhere.
let compressRaw: ReturnType<typeof snappyCompressor> | undefined;
let decompressRaw: ReturnType<typeof snappyUncompressor> | undefined;

/** snappy (id 2), without levels. Written in xerial framing as by Java's client; read in it, and as a raw block. */
export const snappy: KafkaCodec<'snappy'> = {
  type: 'snappy',
  id: 2,
  sinceProduce: 0,
  sinceKafka: '0.8',
  levels: null,
  compress(source, options) {
    checkCompress(snappy, source, options);
    return snappyCompressXerial(source, XERIAL_BLOCK_BYTES);
  },
  decompress(source, options) {
    checkDecompress(snappy, source, options);
    const { maxBytes } = options;
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.length);
    return isXerial(bytes) ? decompressXerial(bytes, maxBytes) : decompressBlock(bytes, maxBytes);
  },
};

/** One raw block, with no framing: what librdkafka writes. @param source at most 2^31 - 1 bytes */
export function snappyCompressRaw(source: Uint8Array): Buffer {
  checkBytes('what snappyCompressRaw() compresses', source);
  compressRaw ??= made(snappyCompressor);
  const compress = source.length > KEPT_BYTES ? made(snappyCompressor) : compressRaw;
  const packed = compress(source);
  return Buffer.from(packed.buffer, packed.byteOffset, packed.length);
}

/** Xerial framing. @param blockBytes size of the plain blocks */
export function snappyCompressXerial(source: Uint8Array, blockBytes: number): Buffer {
  checkBytes('what snappyCompressXerial() compresses', source);
  checkInteger('blockBytes', blockBytes, 1, MAX_BLOCK_BYTES);
  const header = Buffer.alloc(XERIAL_HEADER_BYTES);
  XERIAL_MAGIC.copy(header);
  header.writeInt32BE(XERIAL_VERSION, 8);
  // The oldest version that can read it.
  header.writeInt32BE(XERIAL_VERSION, 12);
  const parts: Buffer[] = [header];
  for (let from = 0; from < source.length; from += blockBytes) {
    const block = snappyCompressRaw(source.subarray(from, from + blockBytes));
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

/** WebAssembly may be forbidden (`node --jitless`). */
function made<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw unavailable('snappy', 'WebAssembly', cause);
  }
}

function isXerial(bytes: Buffer, at = 0): boolean {
  return bytes.length - at >= XERIAL_HEADER_BYTES && XERIAL_MAGIC.compare(bytes, at, at + XERIAL_MAGIC.length) === 0;
}

function decompressXerial(bytes: Buffer, maxBytes: number): Buffer {
  const parts: Buffer[] = [];
  let total = 0;
  let p = 0;
  while (p < bytes.length) {
    // Streams may follow each other, each with its header.
    if (isXerial(bytes, p)) {
      p += XERIAL_HEADER_BYTES;
      continue;
    }
    if (bytes.length - p < 4) throw damagedData('snappy', `it ends in the length of the block at byte ${p}`);
    const length = bytes.readInt32BE(p);
    p += 4;
    if (length < 0 || length > bytes.length - p) {
      throw damagedData('snappy', `a block of ${length} bytes at byte ${p}, ${bytes.length - p} are there`);
    }
    const block = decompressBlock(bytes.subarray(p, p + length), maxBytes - total, maxBytes);
    total += block.length;
    parts.push(block);
    p += length;
  }
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts, total);
}

function decompressBlock(block: Buffer, maxBytes: number, limit: number = maxBytes): Buffer {
  const plainBytes = announcedBytes(block);
  if (plainBytes > block.length * MAX_RATIO) {
    throw damagedData('snappy', `a block of ${block.length} bytes cannot hold ${plainBytes}`);
  }
  if (plainBytes > maxBytes) throw beyondLimit('snappy', limit);
  decompressRaw ??= made(snappyUncompressor);
  const decompress = block.length + plainBytes > KEPT_BYTES ? made(snappyUncompressor) : decompressRaw;
  try {
    const plain = decompress(block, plainBytes);
    return Buffer.from(plain.buffer, plain.byteOffset, plain.length);
  } catch (cause) {
    throw failureOf('snappy', limit, cause);
  }
}

/** The varint at a block's beginning. */
function announcedBytes(block: Buffer): number {
  let value = 0;
  for (let i = 0; i < 5 && i < block.length; i++) {
    const byte = block[i] as number;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return value;
  }
  throw damagedData('snappy', 'no length at its beginning');
}
