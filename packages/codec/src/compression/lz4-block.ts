// One block of https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
// Own code: of the libraries that install without a compiler, none gives block functions that check every bound.

const MIN_MATCH = 4;
/** The last match begins so far from the end, and the last bytes are literals: what fast decoders rely on. */
const MATCH_END_MARGIN = 12;
const LAST_LITERALS = 5;
const MAX_DISTANCE = 0xffff;
const HASH_BITS = 13;
/** After so many misses in a row, the search takes longer steps: data that does not compress is passed over quickly. */
const SKIP_TRIGGER = 6;
/** Below this many bytes a loop is cheaper than a call of copyWithin(). */
const SHORT_COPY = 24;

/** Used by every call, one at a time: positions by hash, and from a position to the one before it with the same hash. */
let heads: Uint16Array | undefined;
let chain: Uint16Array | undefined;

/**
 * Compresses `source[from..to)`, at most 64 KiB, to `target[at..]`.
 * @param attempts earlier places to compare with: 1 is fast, more compress better
 * @returns the position after the last byte; -1 when that would be past `end`
 */
export function compressBlock(
  source: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array,
  at: number,
  end: number,
  attempts: number,
): number {
  const head = (heads ??= new Uint16Array(1 << HASH_BITS)).fill(0);
  const links = attempts > 1 ? (chain ??= new Uint16Array(1 << 16)) : undefined;
  const matchLimit = to - LAST_LITERALS;
  const searchEnd = to - MATCH_END_MARGIN;
  let anchor = from;
  let p = from;
  let out = at;
  let misses = 1 << SKIP_TRIGGER;
  // Tables hold positions relative to `from`; an empty entry, 0, is a candidate like others: bytes decide.
  while (p <= searchEnd) {
    const word = read32(source, p);
    const slot = hash(word);
    let candidate = from + (head[slot] as number);
    head[slot] = p - from;
    let length = 0;
    let match = 0;
    if (links === undefined) {
      if (candidate < p && p - candidate <= MAX_DISTANCE && read32(source, candidate) === word) {
        length = matchLength(source, candidate, p, matchLimit);
        match = candidate;
      }
    } else {
      links[p - from] = candidate - from;
      for (let left = attempts; left > 0 && candidate < p; left--) {
        // A better match must also have the byte after the best one so far.
        if (source[candidate + length] === source[p + length] && read32(source, candidate) === word) {
          const found = matchLength(source, candidate, p, matchLimit);
          if (found > length) {
            length = found;
            match = candidate;
          }
        }
        const next = from + (links[candidate - from] as number);
        if (next >= candidate) break;
        candidate = next;
      }
    }
    if (length < MIN_MATCH) {
      p += links === undefined ? misses++ >> SKIP_TRIGGER : 1;
      continue;
    }
    misses = 1 << SKIP_TRIGGER;
    out = writeSequence(source, anchor, p, target, out, end, p - match, length);
    if (out < 0) return -1;
    const next = p + length;
    if (links !== undefined) {
      for (p++; p < next && p <= searchEnd; p++) {
        const inside = hash(read32(source, p));
        links[p - from] = head[inside] as number;
        head[inside] = p - from;
      }
    }
    p = next;
    anchor = next;
  }
  return writeSequence(source, anchor, to, target, out, end, 0, 0);
}

/** Literals `from` to `to`, then a match; a distance of 0 is the last sequence, without one. -1: no room. */
function writeSequence(
  source: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array,
  at: number,
  end: number,
  distance: number,
  length: number,
): number {
  const literals = to - from;
  const rest = length - MIN_MATCH;
  if (at + literals + Math.floor(literals / 255) + 6 + Math.floor(length / 255) > end) return -1;
  let out = at + 1;
  let token = 0;
  if (literals >= 15) {
    token = 0xf0;
    out = writeLength(target, out, literals - 15);
  } else {
    token = literals << 4;
  }
  if (literals < SHORT_COPY) for (let i = from; i < to; i++) target[out++] = source[i] as number;
  else {
    target.set(source.subarray(from, to), out);
    out += literals;
  }
  if (distance > 0) {
    target[out++] = distance & 0xff;
    target[out++] = distance >>> 8;
    if (rest >= 15) {
      token |= 15;
      out = writeLength(target, out, rest - 15);
    } else {
      token |= rest;
    }
  }
  target[at] = token;
  return out;
}

function writeLength(target: Uint8Array, at: number, length: number): number {
  let left = length;
  let out = at;
  for (; left >= 255; left -= 255) target[out++] = 255;
  target[out++] = left;
  return out;
}

function matchLength(source: Uint8Array, candidate: number, p: number, limit: number): number {
  let a = candidate + MIN_MATCH;
  let b = p + MIN_MATCH;
  while (b < limit && source[a] === source[b]) {
    a++;
    b++;
  }
  return b - p;
}

function hash(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS);
}

function read32(bytes: Uint8Array, p: number): number {
  return (
    (bytes[p] as number) |
    ((bytes[p + 1] as number) << 8) |
    ((bytes[p + 2] as number) << 16) |
    ((bytes[p + 3] as number) << 24)
  );
}

/** What {@link decompressBlock} gives instead of a position. */
export const BLOCK_DAMAGED = -1;
export const BLOCK_TOO_LARGE = -2;

/**
 * Decompresses the block `source[from..to)` to `target[at..end)`; every read and write is checked.
 * @param floor position in `target` before which nothing may be repeated: `at`, or 0 when blocks build on each other
 * @returns the position after the last byte written; {@link BLOCK_DAMAGED}, {@link BLOCK_TOO_LARGE}
 */
export function decompressBlock(
  source: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array,
  at: number,
  end: number,
  floor: number,
): number {
  let p = from;
  let out = at;
  while (p < to) {
    const token = source[p++] as number;
    let length = token >>> 4;
    if (length === 15) {
      let byte = 255;
      while (byte === 255) {
        if (p >= to) return BLOCK_DAMAGED;
        byte = source[p++] as number;
        length += byte;
      }
    }
    if (length > to - p) return BLOCK_DAMAGED;
    if (length > end - out) return BLOCK_TOO_LARGE;
    if (length < SHORT_COPY) for (const stop = p + length; p < stop;) target[out++] = source[p++] as number;
    else {
      target.set(source.subarray(p, p + length), out);
      p += length;
      out += length;
    }
    // The last sequence has no match.
    if (p === to) return out;

    if (to - p < 2) return BLOCK_DAMAGED;
    const distance = (source[p] as number) | ((source[p + 1] as number) << 8);
    p += 2;
    if (distance === 0 || distance > out - floor) return BLOCK_DAMAGED;
    length = token & 15;
    if (length === 15) {
      let byte = 255;
      while (byte === 255) {
        if (p >= to) return BLOCK_DAMAGED;
        byte = source[p++] as number;
        length += byte;
      }
    }
    length += MIN_MATCH;
    if (length > end - out) return BLOCK_TOO_LARGE;
    let match = out - distance;
    if (length >= SHORT_COPY && distance >= length) {
      target.copyWithin(out, match, match + length);
      out += length;
    } else if (length >= SHORT_COPY && distance === 1) {
      target.fill(target[match] as number, out, out + length);
      out += length;
    } else {
      for (const stop = out + length; out < stop;) target[out++] = target[match++] as number;
    }
  }
  // A block ends with literals, so never here.
  return BLOCK_DAMAGED;
}
