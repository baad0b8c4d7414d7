const PRIME1 = 0x9e3779b1;
const PRIME2 = 0x85ebca77;
const PRIME3 = 0xc2b2ae3d;
const PRIME4 = 0x27d4eb2f;
const PRIME5 = 0x165667b1;

/** XXH32 with seed 0 of bytes `from` to `to`, as an unsigned number: the checksum of lz4 frames. */
export function xxh32(bytes: Uint8Array, from = 0, to: number = bytes.length): number {
  let p = from;
  let hash: number;
  if (to - from >= 16) {
    let a = (PRIME1 + PRIME2) | 0;
    let b = PRIME2 | 0;
    let c = 0;
    let d = -PRIME1 | 0;
    for (const last = to - 16; p <= last; p += 16) {
      a = round(a, lane(bytes, p));
      b = round(b, lane(bytes, p + 4));
      c = round(c, lane(bytes, p + 8));
      d = round(d, lane(bytes, p + 12));
    }
    hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
  } else {
    hash = PRIME5;
  }
  hash = (hash + (to - from)) | 0;
  for (; p + 4 <= to; p += 4) hash = Math.imul(rotate((hash + Math.imul(lane(bytes, p), PRIME3)) | 0, 17), PRIME4);
  for (; p < to; p++) hash = Math.imul(rotate((hash + Math.imul(bytes[p] as number, PRIME5)) | 0, 11), PRIME1);
  hash = Math.imul(hash ^ (hash >>> 15), PRIME2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function round(state: number, input: number): number {
  return Math.imul(rotate((state + Math.imul(input, PRIME2)) | 0, 13), PRIME1);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function lane(bytes: Uint8Array, p: number): number {
  return (
    (bytes[p] as number) |
    ((bytes[p + 1] as number) << 8) |
    ((bytes[p + 2] as number) << 16) |
    ((bytes[p + 3] as number) << 24)
  );
}
