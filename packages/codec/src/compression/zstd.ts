import { checkCompress, checkDecompress } from './codec-arguments.ts';
import type { KafkaCodec } from './compression-codec.ts';
import { newerZlib } from '../node-zlib.ts';
import { zlibCodec, type ZlibDone, type ZlibReadOptions } from './zlib-codec.ts';
import { zstdContent } from './zstd-frame.ts';
import { compressZstd, decompressZstd } from './zstd-wasm.ts';

/** What node:zlib has from Node 22.15 on; not in the types of the oldest Node we support. */
export interface NodeZstd {
  readonly constants: { readonly ZSTD_c_compressionLevel: number };
  readonly zstdCompressSync: (source: Uint8Array, options: object) => Buffer;
  readonly zstdDecompressSync: (source: Uint8Array, options: object) => Buffer;
  readonly zstdCompress: (source: Uint8Array, options: object, done: ZlibDone) => void;
  readonly zstdDecompress: (source: Uint8Array, options: object, done: ZlibDone) => void;
}

const LEVELS = { min: -131_072, max: 22, default: 3 } as const;
/** KIP-110 */
const FACTS = { type: 'zstd', id: 4, sinceProduce: 7, sinceKafka: '2.1', levels: LEVELS } as const;
/** Measured, see docs/benchmarks.md. */
const ASYNC_FROM_BYTES = 256 * 1024;

/** zstd by node:zlib: undefined before Node 22.15. */
export function nodeZstd(node: object = newerZlib): KafkaCodec<'zstd'> | undefined {
  if (!('zstdCompressSync' in node)) return undefined;
  const { constants, zstdCompressSync, zstdDecompressSync, zstdCompress, zstdDecompress } = node as NodeZstd;
  const isForNode = (source: Uint8Array): boolean => zstdContent(source)?.isOneFrame === true;
  const elsewhere = (source: Uint8Array, options: ZlibReadOptions): Buffer =>
    decompressZstd(source, options.maxOutputLength);
  return zlibCodec(
    { ...FACTS, asyncFromBytes: ASYNC_FROM_BYTES },
    {
      compressSync: zstdCompressSync,
      compress: zstdCompress,
      decompressSync: (source, options) => (isForNode(source) ? zstdDecompressSync : elsewhere)(source, options),
      decompress: (source, options, done) => {
        if (isForNode(source)) zstdDecompress(source, options, done);
        else done(null, elsewhere(source, options));
      },
      levelOptions: (level) => ({ params: { [constants.ZSTD_c_compressionLevel]: level } }),
      likelyBytes: (source) => zstdContent(source)?.likelyBytes ?? 0,
    },
  );
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
