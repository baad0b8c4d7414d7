import { asBuffer } from '../as-buffer.ts';
import { checkByteLimit, checkBytes, checkOptions } from '../arguments.ts';
import { compressions, type CompressionType } from './registry.ts';
import { decompress } from './decompress.ts';
import { CodecError } from '../errors.ts';
import { DEFAULT_MAX_DECOMPRESSED_BYTES } from '../read-batches.ts';

export interface DecompressPayloadOptions {
  /** The most bytes to give: more is an error ('limit'); Infinity for no limit. @default 128 MiB */
  readonly maxBytes?: number | undefined;
  /** Message format that the payload is of: brokers before 0.10 have lz4 frames of their own in format 0. @default 2 */
  readonly magic?: number | undefined;
}

const OPTIONS: ReadonlySet<string> = new Set(['maxBytes', 'magic']);

/**
 * Decompresses what stands in no batch. Batches are decompressed when they are read.
 * @throws CodecError: 'corrupt', 'limit' past `maxBytes`, 'unsupported', 'invalid-argument'
 */
export function decompressPayload(
  type: Exclude<CompressionType, 'none'>,
  payload: Uint8Array,
  options: DecompressPayloadOptions = {},
): Buffer {
  checkBytes('a payload', payload);
  checkOptions('decompressPayload()', options, OPTIONS);
  const { maxBytes = DEFAULT_MAX_DECOMPRESSED_BYTES, magic = 2 } = options;
  checkByteLimit('maxBytes', maxBytes);
  const source = asBuffer(payload);
  const context = { compressions, maxDecompressedBytes: maxBytes };
  return decompress(type, source, magic, context, (what, reason, cause) => new CodecError(what, { reason, cause }));
}
