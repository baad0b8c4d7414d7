// RFC 8878, section 3.1.1
const MAGIC = 0xfd2fb528;
const SINGLE_SEGMENT = 0x20;
const CHECKSUM = 0x04;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
const RLE_BLOCK = 1;

/**
 * Whether the bytes are one frame of zstd, no more and no less. Looks at headers only.
 *
 * Two things that node:zlib does call for it: before Node 26 it reads the first frame and forgets the others, and before
 * Node 24 it takes an end that comes too early for the end.
 */
export function isOneZstdFrame(source: Uint8Array): boolean {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.length);
  if (bytes.length < 5 || bytes.readUInt32LE(0) !== MAGIC) return false;
  const flags = bytes[4] as number;
  const isSingle = (flags & SINGLE_SEGMENT) !== 0;
  const sizeId = flags >>> 6;
  let p = isSingle ? 5 : 6;
  p += DICTIONARY_ID_BYTES[flags & 3] as number;
  p += sizeId === 0 && isSingle ? 1 : (CONTENT_SIZE_BYTES[sizeId] as number);
  for (let isLast = false; !isLast;) {
    if (p + 3 > bytes.length) return false;
    const header = bytes.readUIntLE(p, 3);
    isLast = (header & 1) === 1;
    p += 3 + (((header >>> 1) & 3) === RLE_BLOCK ? 1 : header >>> 3);
  }
  return p + ((flags & CHECKSUM) === 0 ? 0 : 4) === bytes.length;
}
