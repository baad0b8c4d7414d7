import { crc32c } from '@k/codec';

/** Length and checksum, both 32 bits, in front of each frame. */
const HEAD_BYTES = 8;

/** A frame of a journal: its length, its CRC-32C, and what is in it. */
export function encodeFrame(content: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + content.length);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32c(content) >>> 0, 4);
  frame.set(content, HEAD_BYTES);
  return frame;
}

/** The frames of a journal, and how it ends. */
export interface ScannedFrames {
  readonly contents: readonly Buffer[];
  /** Where the last whole frame ends. */
  readonly end: number;
  /** There are whole frames behind a damaged one: that is no write that was cut short. */
  readonly isDamaged: boolean;
}

export function scanFrames(bytes: Buffer): ScannedFrames {
  const contents: Buffer[] = [];
  let end = 0;
  for (;;) {
    const content = frameAt(bytes, end);
    if (content === undefined) break;
    contents.push(content);
    end += HEAD_BYTES + content.length;
  }
  const next = end + HEAD_BYTES <= bytes.length ? end + HEAD_BYTES + bytes.readUInt32BE(end) : bytes.length;
  return { contents, end, isDamaged: frameAt(bytes, next) !== undefined };
}

function frameAt(bytes: Buffer, at: number): Buffer | undefined {
  if (at + HEAD_BYTES > bytes.length) return undefined;
  const length = bytes.readUInt32BE(at);
  const from = at + HEAD_BYTES;
  // Zeroes are a hole that a file system left, and no frame: none is empty.
  if (length === 0 || from + length > bytes.length) return undefined;
  const content = bytes.subarray(from, from + length);
  return crc32c(content) >>> 0 === bytes.readUInt32BE(at + 4) ? content : undefined;
}
