const TWO_32 = 0x1_0000_0000;
/** Upper halves outside this range cannot be a safe integer. */
const MAX_HIGH = 0x1f_ffff;

/**
 * Reads a big-endian int64 as a number.
 * @returns NaN when the value is not a safe integer: the caller says which field it was.
 */
export function readInt64(bytes: Buffer, position: number): number {
  const high = bytes.readInt32BE(position);
  if (high > MAX_HIGH || high < -MAX_HIGH - 1) return NaN;
  const value = high * TWO_32 + bytes.readUInt32BE(position + 4);
  return value < Number.MIN_SAFE_INTEGER ? NaN : value;
}

/** Writes a safe integer as a big-endian int64. */
export function writeInt64(bytes: Uint8Array, position: number, value: number): void {
  const high = Math.floor(value / TWO_32);
  writeInt32(bytes, position, high);
  writeInt32(bytes, position + 4, value - high * TWO_32);
}

/** Writes the lowest 32 bits of a whole number, big-endian. Node's own functions check once more what was checked before. */
export function writeInt32(bytes: Uint8Array, position: number, value: number): void {
  bytes[position] = value >>> 24;
  bytes[position + 1] = value >>> 16;
  bytes[position + 2] = value >>> 8;
  bytes[position + 3] = value;
}

/** The same of 16 bits. */
export function writeInt16(bytes: Uint8Array, position: number, value: number): void {
  bytes[position] = value >>> 8;
  bytes[position + 1] = value;
}
