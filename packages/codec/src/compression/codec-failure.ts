import { messageOf } from '@k/wire';
import { CodecError } from '../errors.ts';

/** Compressed bytes that are damaged or cut off. */
export function damagedData(type: string, what: string, cause?: unknown): CodecError {
  return new CodecError(`${type} data that cannot be decompressed: ${what}`, { reason: 'corrupt', cause });
}

/** More comes out of the compressed bytes than the caller allows. */
export function beyondLimit(type: string, maxBytes: number): CodecError {
  return new CodecError(`${type} data of more than ${maxBytes} bytes when decompressed (maxDecompressedBytes)`, {
    reason: 'limit',
  });
}

/** Names what a library or node:zlib threw: its limit, or bytes it could not read. */
export function failureOf(type: string, maxBytes: number, cause: unknown): CodecError {
  if (cause instanceof CodecError) return cause;
  // node:zlib's way to say that maxOutputLength was met.
  if ((cause as { code?: unknown } | null)?.code === 'ERR_BUFFER_TOO_LARGE') return beyondLimit(type, maxBytes);
  return damagedData(type, messageOf(cause), cause);
}

/** Native or WebAssembly code that is not there, or does not load. */
export function unavailable(type: string, what: string, cause: unknown): CodecError {
  const reason = messageOf(cause);
  return new CodecError(`${type} needs ${what}, which does not load: ${reason}`, { reason: 'unsupported', cause });
}
