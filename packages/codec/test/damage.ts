import { crc32, crc32c } from '../src/index.ts';

/** A copy of a batch, changed, with the checksum put right: damage that only the reader can notice. */
export function damaged(batch: Uint8Array, change: (batch: Buffer) => unknown): Buffer {
  const copy = Buffer.from(batch);
  change(copy);
  if (batch[16] === 2) copy.writeUInt32BE(crc32c(copy.subarray(21)), 17);
  else copy.writeUInt32BE(crc32(copy.subarray(16)), 12);
  return copy;
}
