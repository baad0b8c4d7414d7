import { optionalPackage } from '../node-packages.ts';

/** What is used of `lz4-napi`: blocks with the size of their plain bytes before them, in four bytes. */
export interface NativeLz4 {
  compressSync(source: Buffer): Buffer;
  uncompressSync(source: Uint8Array): Buffer;
}

/** Bytes before a native block. */
export const SIZE_BYTES = 4;

/** Below this many bytes the call into native code costs more than the portable way. */
export const NATIVE_FROM = 1024;

let chosen: NativeLz4 | null | undefined;

/** `lz4-napi` when it is installed and loads and has read its own block back; else null. */
export function nativeLz4(): NativeLz4 | null {
  if (chosen === undefined) chosen = proven((optionalPackage('lz4-napi') ?? null) as NativeLz4 | null);
  return chosen;
}

export function proven(native: NativeLz4 | null): NativeLz4 | null {
  if (native === null) return null;
  const probe = Buffer.from('lz4 lz4 lz4 lz4 lz4 lz4 lz4 lz4');
  try {
    const block = native.compressSync(probe);
    return block.readUInt32LE(0) === probe.length && native.uncompressSync(block).equals(probe) ? native : null;
  } catch {
    return null;
  }
}
