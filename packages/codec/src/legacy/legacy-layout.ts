/**
 * Where the fields of a message are (magic 0 and 1: brokers before 0.11).
 * https://kafka.apache.org/documentation/#messageset
 */
export const OFFSET = 0;
export const SIZE = 8;
export const CRC = 12;
/** The checksum covers everything from here. */
export const MAGIC = 16;
export const ATTRIBUTES = 17;
/** Magic 1 only; the key's length follows. In magic 0 the key's length stands here. */
export const TIMESTAMP = 18;

/** Offset and size: what the size does not count. */
export const LOG_OVERHEAD = 12;

/** The least that the size of a message can be: null key, null value. */
export function minSize(magic: number): number {
  return magic === 0 ? 14 : 22;
}

/** Where the length of the key stands. */
export function keyPosition(magic: number): number {
  return magic === 0 ? TIMESTAMP : TIMESTAMP + 8;
}
