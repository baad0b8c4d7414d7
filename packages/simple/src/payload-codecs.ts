import {
  compressions,
  type CompressionType,
  decompressPayload,
  snappyCompressRaw,
  snappyCompressXerial,
} from '@k/codec';
import { checkBytes, checkInteger, checkOptions, invalidArgument } from './arguments.ts';

/** kafka-python's level, the best of zlib. */
const DEFAULT_GZIP_LEVEL = 9;
const DEFAULT_XERIAL_BLOCK_SIZE = 32 * 1024;
const MAX_BLOCK_BYTES = 0x7fff_ffff;

export interface PayloadDecodeOptions {
  /** The most bytes to give: more is an error ('limit'). @default 128 MiB */
  readonly maxBytes?: number | undefined;
}

export interface SnappyEncodeOptions {
  /** Frame it as Java's snappy library does and every Kafka client reads; false gives one raw block. @default true */
  readonly xerialCompatible?: boolean | undefined;
  /** Plain bytes in each block of the framing. @default 32768 */
  readonly xerialBlocksize?: number | undefined;
}

/** Whether gzip can be written and read. */
export function hasGzip(): boolean {
  return compressions.has('gzip');
}

/** Whether snappy can be written and read. */
export function hasSnappy(): boolean {
  return compressions.has('snappy');
}

/** Whether lz4 can be written and read. */
export function hasLz4(): boolean {
  return compressions.has('lz4');
}

/** Whether zstd can be written and read. */
export function hasZstd(): boolean {
  return compressions.has('zstd');
}

/** Compresses a payload. @param compressLevel 1 to 9 */
export function gzipEncode(payload: Uint8Array, compressLevel: number = DEFAULT_GZIP_LEVEL): Buffer {
  checkBytes('a payload', payload);
  return compressions.get('gzip').compress(payload, { level: compressLevel, magic: 2 });
}

/** @throws CodecError: 'corrupt', or 'limit' past `maxBytes`. */
export function gzipDecode(payload: Uint8Array, options?: PayloadDecodeOptions): Buffer {
  return decode('gzip', payload, 2, options);
}

/**
 * Compresses a payload with snappy, in xerial framing: 16 bytes of header, then blocks that each have their compressed
 * size before them as an int32.
 */
export function snappyEncode(payload: Uint8Array, options: SnappyEncodeOptions = {}): Buffer {
  checkBytes('a payload', payload);
  checkOptions('snappyEncode()', options, ['xerialCompatible', 'xerialBlocksize']);
  const { xerialCompatible = true, xerialBlocksize = DEFAULT_XERIAL_BLOCK_SIZE } = options;
  // JavaScript callers, here and below.
  if (typeof xerialCompatible !== 'boolean')
    throw invalidArgument('xerialCompatible is true or false', xerialCompatible);
  checkInteger('xerialBlocksize', xerialBlocksize, 1, MAX_BLOCK_BYTES);
  if (!xerialCompatible) return snappyCompressRaw(payload);
  return snappyCompressXerial(payload, xerialBlocksize);
}

/** Reads xerial framing and a raw block. @throws CodecError: 'corrupt', or 'limit' past `maxBytes`. */
export function snappyDecode(payload: Uint8Array, options?: PayloadDecodeOptions): Buffer {
  return decode('snappy', payload, 2, options);
}

/** Compresses a payload into a frame as every lz4 reads it: message format 1 and newer. */
export function lz4Encode(payload: Uint8Array): Buffer {
  checkBytes('a payload', payload);
  return compressions.get('lz4').compress(payload, { magic: 2 });
}

/** @throws CodecError: 'corrupt', a wrong header checksum included, or 'limit' past `maxBytes`. */
export function lz4Decode(payload: Uint8Array, options?: PayloadDecodeOptions): Buffer {
  return decode('lz4', payload, 2, options);
}

/** The same with the header checksum that brokers before 0.10 want: it covers the magic number too (KIP-57). */
export function lz4EncodeOldKafka(payload: Uint8Array): Buffer {
  checkBytes('a payload', payload);
  return compressions.get('lz4').compress(payload, { magic: 0 });
}

/** Reads a frame whatever its header checksum is. @throws CodecError: 'corrupt', or 'limit' past `maxBytes`. */
export function lz4DecodeOldKafka(payload: Uint8Array, options?: PayloadDecodeOptions): Buffer {
  return decode('lz4', payload, 0, options);
}

function decode(
  type: Exclude<CompressionType, 'none'>,
  payload: Uint8Array,
  magic: number,
  options: PayloadDecodeOptions = {},
): Buffer {
  checkOptions(`decoding of ${type}`, options, ['maxBytes']);
  return decompressPayload(type, payload, { ...options, magic });
}
