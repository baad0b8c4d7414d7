/**
 * The hash that places a key: murmur2 as Kafka's Java clients compute it (seed 0x9747b28c, signed 32-bit result), so that a
 * key lands on the same partition whoever writes it.
 */

import { wrongArgument } from '@k/wire';
import { isBytes } from './payload.ts';

const SEED = 0x9747b28c | 0;
const M = 0x5bd1e995;

/** murmur2 of bytes, or of the UTF-8 of a text; an int32, as Java's. @throws ConfigError for anything else */
export function murmur2(key: Uint8Array | string): number {
  if (typeof key === 'string') return murmur2OfString(key);
  if (isBytes(key)) return murmur2OfBytes(key);
  throw wrongArgument('murmur2()', 'key', 'text or bytes', key);
}

/** Of the first `length` bytes. */
export function murmur2OfBytes(bytes: Uint8Array, length: number = bytes.length): number {
  let h = SEED ^ length;
  const end = length & ~3;
  let i = 0;
  for (; i < end; i += 4) {
    // eslint-disable-next-line @typescript-eslint/no-non-null-assertion -- i + 3 < length
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    h = mixWord(h, word);
  }
  const left = length - end;
  if (left === 3) h ^= (bytes[i + 2] ?? 0) << 16;
  if (left >= 2) h ^= (bytes[i + 1] ?? 0) << 8;
  if (left >= 1) h = Math.imul(h ^ (bytes[i] ?? 0), M);
  return finish(h);
}

let scratch = Buffer.allocUnsafe(512);

/** Of the UTF-8 bytes of `text`; an ASCII text is hashed from its characters, without encoding it first. */
export function murmur2OfString(text: string): number {
  const length = text.length;
  let h = SEED ^ length;
  const end = length & ~3;
  let i = 0;
  // Characters are or-ed together: one test per word finds any that UTF-8 writes as more than one byte.
  for (; i < end; i += 4) {
    const a = text.charCodeAt(i);
    const b = text.charCodeAt(i + 1);
    const c = text.charCodeAt(i + 2);
    const d = text.charCodeAt(i + 3);
    if ((a | b | c | d) > 0x7f) return murmur2OfEncoded(text);
    h = mixWord(h, a | (b << 8) | (c << 16) | (d << 24));
  }
  const left = length - end;
  if (left > 0) {
    const a = text.charCodeAt(i);
    const b = left > 1 ? text.charCodeAt(i + 1) : 0;
    const c = left > 2 ? text.charCodeAt(i + 2) : 0;
    if ((a | b | c) > 0x7f) return murmur2OfEncoded(text);
    h = Math.imul(h ^ (a | (b << 8) | (c << 16)), M);
  }
  return finish(h);
}

function murmur2OfEncoded(text: string): number {
  const most = text.length * 3;
  if (scratch.length < most) {
    // A rare giant is encoded on the side: the scratch buffer stays small.
    if (most > 65_536) return murmur2OfBytes(Buffer.from(text, 'utf8'));
    scratch = Buffer.allocUnsafe(most);
  }
  return murmur2OfBytes(scratch, scratch.write(text, 0, 'utf8'));
}

/** Java's `Utils.toPositive`: the sign bit cleared (not the absolute value). */
export function toPositive(hash: number): number {
  return hash & 0x7fffffff;
}

function mixWord(h: number, word: number): number {
  let k = Math.imul(word, M);
  k ^= k >>> 24;
  return Math.imul(h, M) ^ Math.imul(k, M);
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 13);
  h = Math.imul(h, M);
  return h ^ (h >>> 15);
}
