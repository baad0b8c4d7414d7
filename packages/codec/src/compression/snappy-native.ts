import { optionalPackage } from '../node-packages.ts';

/** What is used of the package `snappy`: raw blocks, here or in another thread. */
export interface NativeSnappy {
  compressSync(source: Uint8Array, options: typeof OWN_MEMORY): Buffer;
  compress(source: Uint8Array, options: typeof OWN_MEMORY): Promise<Buffer>;
  uncompressSync(block: Uint8Array, options: typeof OWN_MEMORY): Buffer;
  uncompress(block: Uint8Array, options: typeof OWN_MEMORY): Promise<Buffer>;
}

/** What comes out is copied into memory of V8's own: memory from outside costs it several times as much, and Electron has none. */
export const OWN_MEMORY = { copyOutputData: true } as const;

let chosen: NativeSnappy | null | undefined;

/** `snappy` when it is installed and loads and has read its own block back; else null. */
export function nativeSnappy(): NativeSnappy | null {
  if (chosen === undefined) chosen = proven((optionalPackage('snappy') ?? null) as NativeSnappy | null);
  return chosen;
}

/** A binary may be another than the one it says it is. */
export function proven(native: NativeSnappy | null): NativeSnappy | null {
  if (native === null) return null;
  const probe = Buffer.from('snappy snappy snappy snappy snappy');
  try {
    const block = native.compressSync(probe, OWN_MEMORY);
    return block.length < probe.length && native.uncompressSync(block, OWN_MEMORY).equals(probe) ? native : null;
  } catch {
    return null;
  }
}
