import { optionalPackage } from '../node-packages.ts';

/** Blocks of lz4 in native code. Both fill the target from its beginning. */
export interface NativeLz4 {
  /** @returns bytes of the block; 0 or less when the target has no room for it */
  compress(source: Buffer, target: Buffer): number;
  /** @returns plain bytes; less than 0, or an error thrown, when they have no room or the block is damaged */
  uncompress(block: Buffer, target: Buffer): number;
}

/** What is used of the package `lz4`: lz4's own C functions, on memory that is given. */
export interface Lz4Package {
  readonly encodeBlock: (source: Buffer, target: Buffer) => number;
  readonly decodeBlock: (block: Buffer, target: Buffer) => number;
}

/** What is used of `lz4-napi`: blocks with the size of their plain bytes before them, in four bytes. */
export interface Lz4NapiPackage {
  readonly compressSync: (source: Buffer) => Buffer;
  readonly uncompressSync: (source: Buffer) => Buffer;
}

/** Bytes before a block of `lz4-napi`. */
const SIZE_BYTES = 4;

/** Below this many bytes the call into native code costs more than the portable way. */
export const NATIVE_FROM = 1024;

let chosen: NativeLz4 | null | undefined;

/** `lz4`, or else `lz4-napi`, when it is installed and loads and has read its own block back; else null. */
export function nativeLz4(): NativeLz4 | null {
  if (chosen === undefined) {
    chosen = proven(ofLz4(optionalPackage('lz4'))) ?? proven(ofLz4Napi(optionalPackage('lz4-napi')));
  }
  return chosen;
}

/** @param loaded the package `lz4`; undefined when it is not there */
export function ofLz4(loaded: unknown): NativeLz4 | null {
  if (loaded === undefined) return null;
  const { encodeBlock, decodeBlock } = loaded as Lz4Package;
  return { compress: encodeBlock, uncompress: decodeBlock };
}

/** @param loaded the package `lz4-napi`; undefined when it is not there */
export function ofLz4Napi(loaded: unknown): NativeLz4 | null {
  if (loaded === undefined) return null;
  const { compressSync, uncompressSync } = loaded as Lz4NapiPackage;
  let sized: Buffer = Buffer.alloc(0);
  return {
    compress(source, target) {
      const block = compressSync(source);
      const length = block.length - SIZE_BYTES;
      return length > target.length ? 0 : block.copy(target, 0, SIZE_BYTES);
    },
    uncompress(block, target) {
      const bytes = SIZE_BYTES + block.length;
      if (sized.length < bytes) sized = Buffer.allocUnsafeSlow(bytes * 2);
      sized.writeUInt32LE(target.length, 0);
      block.copy(sized, SIZE_BYTES);
      return uncompressSync(sized.subarray(0, bytes)).copy(target);
    },
  };
}

/** A binary may be another than the one it says it is. */
export function proven(native: NativeLz4 | null): NativeLz4 | null {
  if (native === null) return null;
  const probe = Buffer.from('lz4 lz4 lz4 lz4 lz4 lz4 lz4 lz4');
  try {
    const block = Buffer.alloc(probe.length);
    const length = native.compress(probe, block);
    const plain = Buffer.alloc(probe.length);
    const read = native.uncompress(block.subarray(0, length), plain);
    return length > 0 && length < probe.length && read === probe.length && plain.equals(probe) ? native : null;
  } catch {
    return null;
  }
}
