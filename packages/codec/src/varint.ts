/**
 * Zigzag varints as records use them (Protocol Buffers' sint32 and sint64), over a Uint8Array and a position.
 * Reading has two results, a value and the next position; it lives in the record cursor, which keeps the position.
 */

/** Bytes of a non-negative int32 (a length, a count, an offset delta) as a zigzag varint. */
export function sizeOfVarint(value: number): number {
  if (value < 0x40) return 1;
  if (value < 0x2000) return 2;
  if (value < 0x10_0000) return 3;
  return value < 0x800_0000 ? 4 : 5;
}

/** Writes an int32 as a zigzag varint. @returns the position after it. */
export function writeVarint(bytes: Uint8Array, position: number, value: number): number {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  while (rest > 0x7f) {
    bytes[position++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[position++] = rest;
  return position;
}

/** Bytes of a safe integer as a zigzag varlong. */
export function sizeOfVarlong(value: number): number {
  // Zigzag takes one bit of the first byte: it holds 6 bits of the magnitude, every later one 7.
  let rest = Math.floor((value < 0 ? -value - 1 : value) / 64);
  let size = 1;
  while (rest > 0) {
    rest = Math.floor(rest / 128);
    size++;
  }
  return size;
}

/** Writes a safe integer as a zigzag varlong, without bigint. @returns the position after it. */
export function writeVarlong(bytes: Uint8Array, position: number, value: number): number {
  if (value >= -0x4000_0000 && value < 0x4000_0000) return writeVarint(bytes, position, value);
  const magnitude = value < 0 ? -value - 1 : value;
  let rest = Math.floor(magnitude / 64);
  bytes[position++] = (magnitude % 64) * 2 + (value < 0 ? 1 : 0) + 0x80;
  while (rest > 0x7f) {
    bytes[position++] = (rest % 128) + 0x80;
    rest = Math.floor(rest / 128);
  }
  bytes[position++] = rest;
  return position;
}
