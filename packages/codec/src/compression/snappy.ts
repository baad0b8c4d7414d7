import { checkBytes, checkInteger } from '../arguments.ts';
import { checkCompress, checkDecompress } from './codec-arguments.ts';
import { beyondLimit, damagedData, failureOf } from './codec-failure.ts';
import type { KafkaCodec } from './compression-codec.ts';
import {
  compressBlock,
  decompressBlock,
  joinBlocks,
  KEPT_BYTES,
  plainBytesOf,
  type SnappyBlock,
  snappyBlock,
} from './snappy-blocks.ts';
import { type NativeSnappy, nativeSnappy, OWN_MEMORY } from './snappy-native.ts';

/** What Java's snappy library writes before blocks that each have their length in four bytes before them. */
const XERIAL_MAGIC = Buffer.from('\x82SNAPPY\0', 'latin1');
const XERIAL_VERSION = 1;
const XERIAL_HEADER_BYTES = 16;
const XERIAL_BLOCK_BYTES = 32 * 1024;
const MAX_BLOCK_BYTES = 0x7fff_ffff;

/** Measured, see docs/benchmarks.md. */
const ASYNC_FROM_BYTES = 128 * 1024;
/** Blocks for another thread: each call into it takes as long as compressing one of the usual size here. */
const ASYNC_BLOCK_BYTES = 256 * 1024;
/** Below this many bytes the call into native code costs more than WebAssembly. */
const NATIVE_FROM = 4 * 1024;

/**
 * snappy (id 2), without levels. Written in xerial framing as by Java's client; read in it, and as a raw block.
 *
 * In WebAssembly; blocks are compressed by the package `snappy` when it is installed and loads, and batches by its threads.
 */
export const snappy: KafkaCodec<'snappy'> = snappyCodec(nativeSnappy);

/** @param native asked when it is needed: loading native code takes its time */
export function snappyCodec(native: () => NativeSnappy | null): KafkaCodec<'snappy'> {
  const facts = { type: 'snappy', id: 2, sinceProduce: 0, sinceKafka: '0.8', levels: null } as const;
  const compress = (block: Uint8Array): Buffer => {
    const library = block.length < NATIVE_FROM ? null : native();
    return library === null ? compressBlock(block) : library.compressSync(block, OWN_MEMORY);
  };
  const codec: KafkaCodec<'snappy'> = {
    ...facts,
    compress(source, options) {
      checkCompress(facts, source, options);
      return xerialStream(blocksIn(source, XERIAL_BLOCK_BYTES).map(compress));
    },
    decompress(source, options) {
      checkDecompress(facts, source, options);
      return decompressBlocks(asBuffer(source), blocksOf(source, options.maxBytes), options.maxBytes);
    },
    get asyncFromBytes() {
      return native() === null ? Infinity : ASYNC_FROM_BYTES;
    },
    async compressAsync(source, options) {
      checkCompress(facts, source, options);
      const library = native();
      if (library === null) return codec.compress(source, options);
      const blocks = blocksIn(source, ASYNC_BLOCK_BYTES).map((block) => library.compress(block, OWN_MEMORY));
      return xerialStream(await Promise.all(blocks));
    },
    async decompressAsync(source, options) {
      checkDecompress(facts, source, options);
      const library = native();
      if (library === null) return codec.decompress(source, options);
      const blocks = blocksOf(source, options.maxBytes);
      const plainBytes = plainBytesOf(blocks);
      try {
        // Other batches may be put together where this one is.
        const block = Buffer.from(joinBlocks(asBuffer(source), blocks));
        const plain = await library.uncompress(block, OWN_MEMORY);
        if (plain.length === plainBytes) return plain;
      } catch (cause) {
        throw failureOf('snappy', options.maxBytes, cause);
      }
      throw damagedData('snappy', `it says that it holds ${plainBytes} bytes`);
    },
  };
  return codec;
}

/** One raw block, with no framing: what librdkafka writes. @param source at most 2^31 - 1 bytes */
export function snappyCompressRaw(source: Uint8Array): Buffer {
  checkBytes('what snappyCompressRaw() compresses', source);
  return compressBlock(source);
}

/** Xerial framing. @param blockBytes size of the plain blocks */
export function snappyCompressXerial(source: Uint8Array, blockBytes: number): Buffer {
  checkBytes('what snappyCompressXerial() compresses', source);
  checkInteger('blockBytes', blockBytes, 1, MAX_BLOCK_BYTES);
  return xerialStream(blocksIn(source, blockBytes).map(compressBlock));
}

function blocksIn(source: Uint8Array, blockBytes: number): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let from = 0; from < source.length; from += blockBytes) blocks.push(source.subarray(from, from + blockBytes));
  return blocks;
}

function xerialStream(blocks: readonly Buffer[]): Buffer {
  const stream = Buffer.allocUnsafe(blocks.reduce((sum, { length }) => sum + 4 + length, XERIAL_HEADER_BYTES));
  XERIAL_MAGIC.copy(stream);
  stream.writeInt32BE(XERIAL_VERSION, XERIAL_MAGIC.length);
  // The oldest version that can read it.
  stream.writeInt32BE(XERIAL_VERSION, XERIAL_MAGIC.length + 4);
  let p = XERIAL_HEADER_BYTES;
  for (const block of blocks) {
    p = stream.writeInt32BE(block.length, p);
    p += block.copy(stream, p);
  }
  return stream;
}

function isXerial(bytes: Buffer, at = 0): boolean {
  return bytes.length - at >= XERIAL_HEADER_BYTES && XERIAL_MAGIC.compare(bytes, at, at + XERIAL_MAGIC.length) === 0;
}

function xerialBlocks(bytes: Buffer): SnappyBlock[] {
  const blocks: SnappyBlock[] = [];
  for (let p = 0; p < bytes.length;) {
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
    blocks.push(snappyBlock(bytes, p, p + length));
    p += length;
  }
  return blocks;
}

/** All blocks that the source holds, within the limit. */
function blocksOf(source: Uint8Array, maxBytes: number): SnappyBlock[] {
  const bytes = asBuffer(source);
  const blocks = isXerial(bytes) ? xerialBlocks(bytes) : [snappyBlock(bytes, 0, bytes.length)];
  if (plainBytesOf(blocks) > maxBytes) throw beyondLimit('snappy', maxBytes);
  return blocks;
}

/** Makes the memory for all of it once. */
function decompressBlocks(bytes: Buffer, blocks: readonly SnappyBlock[], maxBytes: number): Buffer {
  let plain: Buffer | undefined;
  for (let next = 0, filled = 0; next < blocks.length;) {
    const group = keptTogether(blocks, next);
    const part = decompressBlock(joinBlocks(bytes, group), plainBytesOf(group), maxBytes);
    if (group.length === blocks.length) return part;
    plain ??= Buffer.allocUnsafe(plainBytesOf(blocks));
    filled += part.copy(plain, filled);
    next += group.length;
  }
  return plain ?? Buffer.alloc(0);
}

/** As many blocks as memory is kept for; one at least. */
function keptTogether(blocks: readonly SnappyBlock[], first: number): readonly SnappyBlock[] {
  let bytes = 0;
  let next = first;
  for (; next < blocks.length; next++) {
    const { start, end, plainBytes } = blocks[next] as SnappyBlock;
    bytes += end - start + plainBytes;
    if (bytes > KEPT_BYTES && next > first) break;
  }
  return first === 0 && next === blocks.length ? blocks : blocks.slice(first, next);
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
