import * as zlib from 'node:zlib';
import { failureOf } from './codec-failure.ts';
import { checkCompress, checkDecompress } from './codec-arguments.ts';
import { maxOutputLength, within } from './zlib-limit.ts';
import { promiseOf, type ZlibDone } from './zlib-promise.ts';
import type { CompressOptions, DecompressOptions, KafkaCodec } from './compression-codec.ts';
import { isOneZstdFrame } from './zstd-frame.ts';
import { compressZstd, decompressZstd } from './zstd-wasm.ts';

/** What node:zlib has from Node 22.15 on; not in the types of the oldest Node we support. */
export interface NodeZstd {
  readonly constants: { readonly ZSTD_c_compressionLevel: number };
  readonly zstdCompressSync: (source: Uint8Array, options: object) => Buffer;
  readonly zstdDecompressSync: (source: Uint8Array, options: object) => Buffer;
  readonly zstdCompress: (source: Uint8Array, options: object, done: ZlibDone) => void;
  readonly zstdDecompress: (source: Uint8Array, options: object, done: ZlibDone) => void;
}

/** Measured, see docs/benchmarks.md. */
const ASYNC_FROM_BYTES = 256 * 1024;
const LEVELS = { min: -131_072, max: 22, default: 3 } as const;
/** KIP-110 */
const FACTS = { type: 'zstd', id: 4, sinceProduce: 7, sinceKafka: '2.1', levels: LEVELS } as const;
const MIN_CHUNK = 1024;
const MAX_CHUNK = 1024 * 1024;
/** What log data usually unpacks to, so that one chunk is enough most of the time. */
const USUAL_RATIO = 6;

/** zstd by node:zlib: undefined before Node 22.15. */
export function nodeZstd(node: object = zlib): KafkaCodec<'zstd'> | undefined {
  if (!('zstdCompressSync' in node)) return undefined;
  const { constants, zstdCompressSync, zstdDecompressSync, zstdCompress, zstdDecompress } = node as NodeZstd;

  const forCompression = (source: Uint8Array, { level = LEVELS.default }: CompressOptions): object => ({
    params: { [constants.ZSTD_c_compressionLevel]: level },
    chunkSize: chunkFor(source.length),
  });
  // Sized by what arrived, never by the length that the frame announces.
  const forDecompression = (source: Uint8Array, { maxBytes }: DecompressOptions): object => ({
    maxOutputLength: maxOutputLength(maxBytes),
    chunkSize: chunkFor(source.length * USUAL_RATIO),
  });

  return {
    ...FACTS,
    compress(source, options) {
      checkCompress(wasmZstd, source, options);
      return zstdCompressSync(source, forCompression(source, options));
    },
    decompress(source, options) {
      checkDecompress(wasmZstd, source, options);
      if (!isOneZstdFrame(source)) return decompressZstd(source, options.maxBytes);
      try {
        return within('zstd', options.maxBytes, zstdDecompressSync(source, forDecompression(source, options)));
      } catch (cause) {
        throw failureOf('zstd', options.maxBytes, cause);
      }
    },
    asyncFromBytes: ASYNC_FROM_BYTES,
    async compressAsync(source, options) {
      checkCompress(wasmZstd, source, options);
      return promiseOf((done) => zstdCompress(source, forCompression(source, options), done));
    },
    async decompressAsync(source, options) {
      checkDecompress(wasmZstd, source, options);
      if (!isOneZstdFrame(source)) return decompressZstd(source, options.maxBytes);
      try {
        const plain = await promiseOf((done) => zstdDecompress(source, forDecompression(source, options), done));
        return within('zstd', options.maxBytes, plain);
      } catch (cause) {
        throw failureOf('zstd', options.maxBytes, cause);
      }
    },
  };
}

/** zstd in WebAssembly: everywhere, but never in another thread. */
export const wasmZstd: KafkaCodec<'zstd'> = {
  ...FACTS,
  compress(source, options) {
    checkCompress(wasmZstd, source, options);
    return compressZstd(source, options.level ?? LEVELS.default);
  },
  decompress(source, options) {
    checkDecompress(wasmZstd, source, options);
    return decompressZstd(source, options.maxBytes);
  },
};

/** zstd (id 4), levels -131072 to 22: by node:zlib where it has it, else in WebAssembly. */
export const zstd: KafkaCodec<'zstd'> = nodeZstd() ?? wasmZstd;

function chunkFor(bytes: number): number {
  return Math.min(Math.max(bytes, MIN_CHUNK), MAX_CHUNK);
}
