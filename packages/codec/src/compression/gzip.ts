import { constants, gunzip, gunzipSync, gzip as deflate, gzipSync, type ZlibOptions } from 'node:zlib';
import { failureOf } from './codec-failure.ts';
import { checkCompress, checkDecompress } from './codec-arguments.ts';
import { maxOutputLength, within } from './zlib-limit.ts';
import { promiseOf } from './zlib-promise.ts';
import type { CompressOptions, DecompressOptions, KafkaCodec } from './compression-codec.ts';

const MIN_CHUNK = 1024;
const MAX_CHUNK = 1024 * 1024;
/** What log data usually unpacks to, so that one chunk is enough most of the time. */
const USUAL_RATIO = 5;
/** Measured, see docs/benchmarks.md; likewise that reading pays from about 1 MiB of plain bytes on only. */
const ASYNC_FROM_BYTES = 32 * 1024;
const LEVELS = { min: 1, max: 9, default: constants.Z_DEFAULT_COMPRESSION } as const;

/**
 * gzip (id 1) by node:zlib. Levels 1 to 9, as Kafka's `compression.gzip.level`; -1 is zlib's default, 6.
 * Reads members that follow each other.
 */
export const gzip: KafkaCodec<'gzip'> = {
  type: 'gzip',
  id: 1,
  sinceProduce: 0,
  sinceKafka: '0.8',
  levels: LEVELS,
  compress(source, options) {
    checkCompress(gzip, source, options);
    return gzipSync(source, forCompression(source, options));
  },
  decompress(source, options) {
    checkDecompress(gzip, source, options);
    try {
      return within('gzip', options.maxBytes, gunzipSync(source, forDecompression(source, options)));
    } catch (cause) {
      throw failureOf('gzip', options.maxBytes, cause);
    }
  },
  asyncFromBytes: ASYNC_FROM_BYTES,
  async compressAsync(source, options) {
    checkCompress(gzip, source, options);
    return promiseOf((done) => deflate(source, forCompression(source, options), done));
  },
  async decompressAsync(source, options) {
    checkDecompress(gzip, source, options);
    try {
      const plain = await promiseOf((done) => gunzip(source, forDecompression(source, options), done));
      return within('gzip', options.maxBytes, plain);
    } catch (cause) {
      throw failureOf('gzip', options.maxBytes, cause);
    }
  },
};

function forCompression(source: Uint8Array, { level = LEVELS.default }: CompressOptions): ZlibOptions {
  return { level, chunkSize: chunkFor(source.length) };
}

/** Sized by what arrived, never by the length that the trailer announces. */
function forDecompression(source: Uint8Array, { maxBytes }: DecompressOptions): ZlibOptions {
  return { maxOutputLength: maxOutputLength(maxBytes), chunkSize: chunkFor(source.length * USUAL_RATIO) };
}

function chunkFor(bytes: number): number {
  return Math.min(Math.max(bytes, MIN_CHUNK), MAX_CHUNK);
}
