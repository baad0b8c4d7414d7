import { checkCompress, checkDecompress } from './codec-arguments.ts';
import type { KafkaCodec } from './compression-codec.ts';
import { newerZlib } from '../node-zlib.ts';
import { zlibCodec, type ZlibDone } from './zlib-codec.ts';
import { zstdContent } from './zstd-frame.ts';
import { canUseWasm, compressZstd, decompressZstd } from './zstd-wasm.ts';

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
/** Below, a call into another thread takes far more CPU in all than it spares the event loop: see docs/benchmarks.md. */
const ASYNC_FROM_BYTES = 1024 * 1024;

/**
 * Up to so many plain bytes WebAssembly reads a frame sooner than node:zlib, which makes a stream for it: see
 * docs/benchmarks.md.
 */
const SMALL_BYTES = 12 * 1024;

/** zstd by node:zlib, small frames aside: undefined before Node 22.15. */
export function nodeZstd(node: object = newerZlib): KafkaCodec<'zstd'> | undefined {
  if (!('zstdCompressSync' in node)) return undefined;
  const { constants, zstdCompressSync, zstdDecompressSync, zstdCompress, zstdDecompress } = node as NodeZstd;
  return zlibCodec(
    { ...FACTS, asyncFromBytes: ASYNC_FROM_BYTES },
    {
      compressSync: zstdCompressSync,
      compress: zstdCompress,
      decompressSync: zstdDecompressSync,
      decompress: zstdDecompress,
      levelOptions: (level) => ({ params: { [constants.ZSTD_c_compressionLevel]: level } }),
      reading: (source) => {
        const content = zstdContent(source);
        const isForNode = content?.isOneFrame === true && (content.likelyBytes > SMALL_BYTES || !canUseWasm());
        return isForNode ? content.likelyBytes : (maxBytes) => decompressZstd(source, maxBytes, content);
      },
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
    return decompressZstd(source, options.maxBytes, zstdContent(source));
  },
};

/** zstd (id 4), levels -131072 to 22: by node:zlib where it has it, else in WebAssembly. */
export const zstd: KafkaCodec<'zstd'> = nodeZstd() ?? wasmZstd;
