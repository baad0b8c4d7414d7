// RFC 8878, section 3.1
const MAGIC = 0xfd2fb528;
/** 16 magic numbers begin frames that are passed over. */
const SKIPPABLE_MAGIC = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;
const SINGLE_SEGMENT = 0x20;
const CHECKSUM = 0x04;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
/** What is added to a content size of two bytes. */
const CONTENT_SIZE_OFFSET = 256;
const MAX_BLOCK_BYTES = 128 * 1024;
const RLE_BLOCK = 1;
const COMPRESSED_BLOCK = 2;
/** What a compressed block usually unpacks to, where it does not say and need not be full. */
const USUAL_RATIO = 8;

/** What the headers of frames and blocks say of what they hold. */
interface Content {
  /** The most that blocks of their sizes can hold: zstd says the same of one that holds more as of too little room. */
  readonly mostBytes: number;
  /** What frames say they hold; of those that do not say, a guess. */
  readonly likelyBytes: number;
}

export interface ZstdContent extends Content {
  /** One frame, no more and no less. */
  readonly isOneFrame: boolean;
}

interface Frame extends Content {
  /** Where the next one begins. */
  readonly end: number;
}

/**
 * What frames that follow each other hold, by their headers alone; undefined when they are not whole frames.
 *
 * Two things that node:zlib does call for a look whether it is one frame: before Node 26 it reads the first and forgets
 * the others, and before Node 24 it takes an end that comes too early for the end.
 */
export function zstdContent(bytes: Uint8Array): ZstdContent | undefined {
  const first = frameAt(bytes, 0);
  if (first?.end === bytes.length) return { ...first, isOneFrame: true };
  let mostBytes = 0;
  let likelyBytes = 0;
  for (let p = 0; p < bytes.length;) {
    const frame = frameAt(bytes, p) ?? skippableAt(bytes, p);
    if (frame === undefined) return undefined;
    mostBytes += frame.mostBytes;
    likelyBytes += frame.likelyBytes;
    p = frame.end;
  }
  return { isOneFrame: false, mostBytes, likelyBytes };
}

function skippableAt(bytes: Uint8Array, start: number): Frame | undefined {
  if (bytes.length - start < 8 || (uint(bytes, start, 4) & SKIPPABLE_MASK) >>> 0 !== SKIPPABLE_MAGIC) return undefined;
  const end = start + 8 + uint(bytes, start + 4, 4);
  return end > bytes.length ? undefined : { end, mostBytes: 0, likelyBytes: 0 };
}

function frameAt(bytes: Uint8Array, start: number): Frame | undefined {
  if (bytes.length - start < 6 || uint(bytes, start, 4) !== MAGIC) return undefined;
  const flags = bytes[start + 4] as number;
  const isSingle = (flags & SINGLE_SEGMENT) !== 0;
  const sizeId = flags >>> 6;
  const sizeBytes = sizeId === 0 && isSingle ? 1 : (CONTENT_SIZE_BYTES[sizeId] as number);
  let p = start + (isSingle ? 5 : 6) + (DICTIONARY_ID_BYTES[flags & 3] as number);
  if (p + sizeBytes > bytes.length) return undefined;
  const announced = sizeBytes === 0 ? undefined : contentSize(bytes, p, sizeBytes);
  const windowBytes = isSingle ? (announced as number) : windowSize(bytes[start + 5] as number);
  const blockBytes = Math.min(windowBytes, MAX_BLOCK_BYTES);
  p += sizeBytes;
  let mostBytes = 0;
  let likelyBytes = 0;
  for (let isLast = false; !isLast;) {
    if (p + 3 > bytes.length) return undefined;
    const header = uint(bytes, p, 3);
    const type = (header >>> 1) & 3;
    const size = header >>> 3;
    isLast = (header & 1) === 1;
    const most = type === COMPRESSED_BLOCK ? blockBytes : size;
    mostBytes += most;
    // Blocks are full but for the last one.
    likelyBytes += isLast && type === COMPRESSED_BLOCK ? Math.min(size * USUAL_RATIO, most) : most;
    p += 3 + (type === RLE_BLOCK ? 1 : size);
  }
  const end = p + ((flags & CHECKSUM) === 0 ? 0 : 4);
  return end > bytes.length
    ? undefined
    : { end, mostBytes, likelyBytes: Math.min(announced ?? likelyBytes, mostBytes) };
}

/** Of a frame in a single segment it is the window too. */
function contentSize(bytes: Uint8Array, at: number, length: number): number {
  return uint(bytes, at, length) + (length === 2 ? CONTENT_SIZE_OFFSET : 0);
}

/** Little-endian; rounded past 2^53. */
function uint(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let p = at + length - 1; p >= at; p--) value = value * 0x100 + (bytes[p] as number);
  return value;
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3));
  return base + (base / 8) * (descriptor & 7);
}
