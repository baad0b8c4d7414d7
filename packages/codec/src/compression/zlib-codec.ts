import { checkCompress, checkDecompress } from './codec-arguments.ts';
import { beyondLimit, failureOf } from './codec-failure.ts';
import type { CompressOptions, KafkaCodec } from './compression-codec.ts';
import { MAX_OUTPUT_BYTES } from '../node-zlib.ts';
import { roomFor } from './room.ts';

/** The last argument of node:zlib's asynchronous functions. */
export type ZlibDone = (error: Error | null, result: Buffer) => void;

export interface ZlibReadOptions {
  readonly maxOutputLength: number;
  readonly chunkSize: number;
}

/** By node:zlib, with the plain bytes that it probably is (what it says of itself may be a lie); or by something else. */
export type Reading = number | ((maxBytes: number) => Buffer);

/** What node:zlib does with one format, and how it is told. */
export interface ZlibFunctions {
  readonly compressSync: (source: Uint8Array, options: object) => Buffer;
  readonly compress: (source: Uint8Array, options: object, done: ZlibDone) => void;
  readonly decompressSync: (source: Uint8Array, options: ZlibReadOptions) => Buffer;
  readonly decompress: (source: Uint8Array, options: ZlibReadOptions, done: ZlibDone) => void;
  /** node:zlib's options for a level. */
  readonly levelOptions: (level: number) => object;
  /** How compressed bytes are to be read. */
  readonly reading: (source: Uint8Array) => Reading;
}

/** All of a codec but what compresses and decompresses. */
type ZlibFacts<Type extends string> = Pick<
  Required<KafkaCodec<Type>>,
  'type' | 'id' | 'sinceProduce' | 'sinceKafka' | 'asyncFromBytes'
> & { readonly levels: NonNullable<KafkaCodec['levels']> };

/** The least that node:zlib takes as `chunkSize`. */
const MIN_CHUNK = 64;
const MAX_COMPRESSED_CHUNK = 1024 * 1024;

/** A codec whose work node:zlib does, in this thread or in another one. */
export function zlibCodec<Type extends string>(
  facts: ZlibFacts<Type>,
  { levelOptions, reading, ...zlib }: ZlibFunctions,
): KafkaCodec<Type> & Required<KafkaCodec> {
  const { type, levels } = facts;

  function forCompression(source: Uint8Array, { level = levels.default }: CompressOptions): object {
    return { ...levelOptions(level), chunkSize: chunkOf(Math.min(source.length, MAX_COMPRESSED_CHUNK)) };
  }

  function forDecompression(source: Uint8Array, likelyBytes: number, maxBytes: number): ZlibReadOptions {
    return {
      // node:zlib takes limits from 1 to the largest Buffer; ours may be 0, larger, or none.
      maxOutputLength: Math.min(Math.max(maxBytes, 1), MAX_OUTPUT_BYTES),
      // A full chunk is followed by another one: the byte more that is never filled saves it.
      chunkSize: chunkOf(roomFor(likelyBytes, source, maxBytes) + 1),
    };
  }

  /** What came out, if it is within the limit that was meant. */
  function within(maxBytes: number, plain: Buffer): Buffer {
    if (plain.length > maxBytes) throw beyondLimit(type, maxBytes);
    return plain;
  }

  return {
    ...facts,
    compress(source, options) {
      checkCompress(facts, source, options);
      return zlib.compressSync(source, forCompression(source, options));
    },
    decompress(source, options) {
      checkDecompress(facts, source, options);
      const { maxBytes } = options;
      try {
        const how = reading(source);
        if (typeof how === 'function') return how(maxBytes);
        return within(maxBytes, zlib.decompressSync(source, forDecompression(source, how, maxBytes)));
      } catch (cause) {
        throw failureOf(type, maxBytes, cause);
      }
    },
    async compressAsync(source, options) {
      checkCompress(facts, source, options);
      return promiseOf((done) => zlib.compress(source, forCompression(source, options), done));
    },
    async decompressAsync(source, options) {
      checkDecompress(facts, source, options);
      const { maxBytes } = options;
      try {
        const how = reading(source);
        if (typeof how === 'function') return how(maxBytes);
        const zlibOptions = forDecompression(source, how, maxBytes);
        return within(maxBytes, await promiseOf((done) => zlib.decompress(source, zlibOptions, done)));
      } catch (cause) {
        throw failureOf(type, maxBytes, cause);
      }
    },
  };
}

function chunkOf(bytes: number): number {
  return Math.max(bytes, MIN_CHUNK);
}

/** What a function of node:zlib calls back with, as a promise. */
function promiseOf(start: (done: ZlibDone) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      if (error === null) resolve(result);
      else reject(error);
    });
  });
}
