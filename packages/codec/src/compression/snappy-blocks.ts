import { snappyCompressor, snappyUncompressor } from 'hysnappy';
import { damagedData, failureOf, unavailable } from './codec-failure.ts';

/** 64 bytes repeated by an element of three: no element gives more. */
const MAX_RATIO = 64 / 3;
const MAX_LENGTH_BYTES = 5;
/** WebAssembly memory never shrinks: what is larger than this gets an instance of its own, to be forgotten with it. */
export const KEPT_BYTES = 4 << 20;

// WebAssembly, made when first used: it installs everywhere.
let compressor: ReturnType<typeof snappyCompressor> | undefined;
let uncompressor: ReturnType<typeof snappyUncompressor> | undefined;

/** A block within other bytes. */
export interface SnappyBlock {
  readonly start: number;
  /** Where its elements begin, behind the number of its plain bytes. */
  readonly elements: number;
  readonly end: number;
  readonly plainBytes: number;
}

/** Looks at a block, and believes no length that so many bytes cannot hold. @throws CodecError ('corrupt') */
export function snappyBlock(bytes: Buffer, start: number, end: number): SnappyBlock {
  let plainBytes = 0;
  for (let p = start; p < end && p < start + MAX_LENGTH_BYTES; p++) {
    const byte = bytes[p] as number;
    plainBytes += (byte & 0x7f) * 2 ** (7 * (p - start));
    if (byte >= 0x80) continue;
    if (plainBytes <= (end - start) * MAX_RATIO) return { start, elements: p + 1, end, plainBytes };
    throw damagedData('snappy', `a block of ${end - start} bytes cannot hold ${plainBytes}`);
  }
  throw damagedData('snappy', 'no length at its beginning');
}

export function plainBytesOf(blocks: readonly SnappyBlock[]): number {
  return blocks.reduce((sum, { plainBytes }) => sum + plainBytes, 0);
}

export function compressBlock(source: Uint8Array): Buffer {
  compressor ??= made(snappyCompressor);
  const compress = source.length > KEPT_BYTES ? made(snappyCompressor) : compressor;
  return asBuffer(compress(source));
}

/** @param maxBytes the limit that an error tells of: the caller has kept it */
export function decompressBlock(block: Buffer, plainBytes: number, maxBytes: number): Buffer {
  uncompressor ??= made(snappyUncompressor);
  const uncompress = block.length + plainBytes > KEPT_BYTES ? made(snappyUncompressor) : uncompressor;
  try {
    return asBuffer(uncompress(block, plainBytes));
  } catch (cause) {
    throw failureOf('snappy', maxBytes, cause);
  }
}

/** Where blocks are put together: kept from batch to batch. */
let desk: Buffer = Buffer.alloc(0);

/**
 * Blocks as one: their elements reach back within their own block only, so they can follow each other. It is one call into
 * WebAssembly instead of many, each of which makes memory and copies out of it.
 * @returns bytes to be read before the next call
 */
export function joinBlocks(bytes: Buffer, blocks: readonly SnappyBlock[]): Buffer {
  const [first] = blocks;
  if (first !== undefined && blocks.length === 1) return bytes.subarray(first.start, first.end);
  const joined = deskOf(blocks.reduce((sum, { elements, end }) => sum + end - elements, MAX_LENGTH_BYTES));
  let length = 0;
  for (let rest = plainBytesOf(blocks); ; rest = Math.floor(rest / 0x80)) {
    joined[length++] = rest < 0x80 ? rest : (rest & 0x7f) | 0x80;
    if (rest < 0x80) break;
  }
  for (const { elements, end } of blocks) length += bytes.copy(joined, length, elements, end);
  return joined.subarray(0, length);
}

function deskOf(bytes: number): Buffer {
  if (bytes > KEPT_BYTES) return Buffer.allocUnsafe(bytes);
  if (desk.length < bytes) desk = Buffer.allocUnsafeSlow(Math.min(bytes * 2, KEPT_BYTES));
  return desk;
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** WebAssembly may be forbidden (`node --jitless`). */
function made<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw unavailable('snappy', 'WebAssembly', cause);
  }
}
