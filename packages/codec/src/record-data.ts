import { invalidArgument, isBytes } from './arguments.ts';
import type { RecordHeaderInit } from './record.ts';
import { sizeOfVarint, writeVarint } from './varint.ts';

/** What a key or a value may be; strings are written as UTF-8. */
export type RecordData = Uint8Array | string | null;

/** Up to this many characters a loop over char codes beats the call into native code (measured: 2 ns each against 50). */
const LOOP_MAX = 24;
/** Likewise for copying bytes. */
const COPY_LOOP_MAX = 8;

/** Bytes of a Uint8Array; anything else is refused, as writing it would garble the batch. */
export function byteLengthOf(data: Uint8Array): number {
  if (isBytes(data)) return data.length;
  throw invalidArgument('a key, value or header value is a Uint8Array, a string or null', data);
}

/** Exact bytes as written, without the length before them; -1 for null. */
export function sizeOfData(data: RecordData): number {
  if (data === null) return -1;
  return typeof data === 'string' ? Buffer.byteLength(data) : byteLengthOf(data);
}

/** A varint length and as many bytes; a length of -1 stands for null. */
export function sizeWithLength(length: number): number {
  return length < 0 ? 1 : sizeOfVarint(length) + length;
}

/** Exact bytes of the header section of a record: the count, then key and value of each. */
export function sizeOfHeaders(headers: readonly RecordHeaderInit[]): number {
  // JavaScript callers, here and below.
  const given: unknown = headers;
  if (!Array.isArray(given)) throw invalidArgument('headers are an array of { key, value }', given);
  let size = sizeOfVarint(headers.length);
  for (const header of headers) {
    if ((header as unknown) === null || typeof header !== 'object') {
      throw invalidArgument('a header is { key, value }', header);
    }
    const { key, value } = header;
    if (typeof key !== 'string') throw invalidArgument('a header key is a string', key);
    size += sizeWithLength(Buffer.byteLength(key)) + sizeWithLength(sizeOfData(value));
  }
  return size;
}

/** Writes length and bytes. @param length what the caller knows already: {@link byteLengthOf}. */
export function writeBytes(bytes: Buffer, position: number, data: Uint8Array, length: number): number {
  if (length < 0x40) bytes[position++] = length << 1;
  else position = writeVarint(bytes, position, length);
  if (length <= COPY_LOOP_MAX) for (let i = 0; i < length; i++) bytes[position + i] = data[i] as number;
  else bytes.set(data, position);
  return position + length;
}

/**
 * Writes length and UTF-8 of a string. There must be room for three bytes a character, or for its exact size.
 * The length stands before text whose size is not known yet: one byte a character is assumed, and the text is
 * moved in the rare case that this makes the length's own size wrong.
 */
export function writeText(bytes: Buffer, position: number, text: string): number {
  const length = text.length;
  if (length <= LOOP_MAX) {
    const start = position + 1;
    let i = 0;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      bytes[start + i] = code;
    }
    if (i === length) {
      bytes[position] = length << 1;
      return start + length;
    }
  }
  const start = position + sizeOfVarint(length);
  const written = bytes.write(text, start, 'utf8');
  const shift = sizeOfVarint(written) - sizeOfVarint(length);
  if (shift > 0) bytes.copyWithin(start + shift, start, start + written);
  writeVarint(bytes, position, written);
  return start + shift + written;
}

export function writeData(bytes: Buffer, position: number, data: RecordData): number {
  if (data === null) {
    bytes[position] = 1; // zigzag of -1
    return position + 1;
  }
  return typeof data === 'string'
    ? writeText(bytes, position, data)
    : writeBytes(bytes, position, data, byteLengthOf(data));
}

export function writeHeaders(bytes: Buffer, position: number, headers: readonly RecordHeaderInit[]): number {
  position = writeVarint(bytes, position, headers.length);
  for (const header of headers) {
    position = writeText(bytes, position, header.key);
    position = writeData(bytes, position, header.value);
  }
  return position;
}
