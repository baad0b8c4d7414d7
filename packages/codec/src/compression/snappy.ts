import { checkBytes, checkInteger } from '../arguments.ts';
import { checkCompress, checkDecompress } from './codec-arguments.ts';
import { beyondLimit, damagedData } from './codec-failure.ts';
import type { KafkaCodec } from './compression-codec.ts';
import { compressBlock, decompressBlock, joinBlocks, type SnappyBlock, snappyBlock } from './snappy-blocks.ts';

/** What Java's snappy library writes before blocks that each have their length in four bytes before them. */
const XERIAL_MAGIC = Buffer.from('\x82SNAPPY\0', 'latin1');
const XERIAL_VERSION = 1;
const XERIAL_HEADER_BYTES = 16;
const XERIAL_BLOCK_BYTES = 32 * 1024;
const MAX_BLOCK_BYTES = 0x7fff_ffff;

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
    return decompressBlocks(
      bytes,
      isXerial(bytes) ? xerialBlocks(bytes) : [snappyBlock(bytes, 0, bytes.length)],
      maxBytes,
    );
  },
};

/** One raw block, with no framing: what librdkafka writes. @param source at most 2^31 - 1 bytes */
export function snappyCompressRaw(source: Uint8Array): Buffer {
  checkBytes('what snappyCompressRaw() compresses', source);
  return compressBlock(source);
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
    const block = compressBlock(source.subarray(from, from + blockBytes));
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
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

/** Makes the memory for all of it once. */
function decompressBlocks(bytes: Buffer, blocks: readonly SnappyBlock[], maxBytes: number): Buffer {
  const plainBytes = blocks.reduce((sum, block) => sum + block.plainBytes, 0);
  if (plainBytes > maxBytes) throw beyondLimit('snappy', maxBytes);
  return decompressBlock(joinBlocks(bytes, blocks, plainBytes), plainBytes, maxBytes);
}
