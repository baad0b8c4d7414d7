import tableCrc32 from 'crc-32';
import tableCrc32c from 'crc-32/crc32c.js';
import { checkBytes, checkInteger } from './arguments.ts';
import { optionalPackage } from './node-packages.ts';
import { newerZlib } from './node-zlib.ts';

type Checksum = (bytes: Uint8Array, seed?: number) => number;

interface NativeCrc {
  crc32c?: Checksum;
  crc32?: Checksum;
}

/** Below this many bytes the call into native code costs more than the table. */
const NATIVE_FROM = 256;

function portable(table: typeof tableCrc32): Checksum {
  return (bytes, seed = 0) => table.buf(bytes, seed | 0) >>> 0;
}

function native(): NativeCrc {
  return optionalPackage('@node-rs/crc32') ?? {};
}

/** The fast one for long input, once it has proved on known bytes that it computes the same. */
export function chooseChecksum(table: Checksum, fast: Checksum | undefined): Checksum {
  const probe = Uint8Array.of(0x6b, 0x61, 0x66, 0x6b, 0x61);
  try {
    if (fast === undefined || fast(probe) >>> 0 !== table(probe)) return table;
    if (fast(probe, 7) >>> 0 !== table(probe, 7)) return table;
  } catch {
    return table;
  }
  return (bytes, seed = 0) => (bytes.length < NATIVE_FROM ? table(bytes, seed) : fast(bytes, seed >>> 0) >>> 0);
}

let chosenCrc32c: Checksum | undefined;
let chosenCrc32: Checksum | undefined;

/**
 * CRC-32C (Castagnoli) as an unsigned 32-bit number: the checksum of record batches.
 * Uses the native package `@node-rs/crc32` when it is installed and loads, else `crc-32`.
 * @param seed the checksum of the bytes before these; 0 to begin.
 * @throws CodecError ('invalid-argument')
 */
export function crc32c(bytes: Uint8Array, seed = 0): number {
  checkInput('crc32c()', bytes, seed);
  chosenCrc32c ??= chooseChecksum(portable(tableCrc32c), native().crc32c);
  return chosenCrc32c(bytes, seed);
}

/**
 * CRC-32 (IEEE) as an unsigned 32-bit number: the checksum of message sets v0 and v1.
 * Uses `zlib.crc32` (Node >= 22.2), else `@node-rs/crc32`, else `crc-32`.
 * @param seed the checksum of the bytes before these; 0 to begin.
 * @throws CodecError ('invalid-argument')
 */
export function crc32(bytes: Uint8Array, seed = 0): number {
  checkInput('crc32()', bytes, seed);
  chosenCrc32 ??= chooseChecksum(portable(tableCrc32), (newerZlib as NativeCrc).crc32 ?? native().crc32);
  return chosenCrc32(bytes, seed);
}

function checkInput(call: string, bytes: Uint8Array, seed: number): void {
  checkBytes(`what ${call} is of`, bytes);
  checkInteger(`the seed of ${call}`, seed, -0x8000_0000, 0xffff_ffff);
}
