import { createRequire } from 'node:module';
import { type CompressionCodec, CompressionRegistry } from '../src/index.ts';
import { gzip } from '../src/compression/gzip.ts';
import { ofLz4, ofLz4Napi, proven as provenLz4 } from '../src/compression/lz4-native.ts';
import { lz4Codec } from '../src/compression/lz4.ts';
import { type NativeSnappy, proven as provenSnappy } from '../src/compression/snappy-native.ts';
import { snappyCodec } from '../src/compression/snappy.ts';
import { nodeZstd, wasmZstd } from '../src/compression/zstd.ts';

/** Every implementation of every compression, whether or not it is the one taken on this machine. */
export interface CodecUnderTest {
  readonly name: string;
  readonly codec: CompressionCodec;
  /** Why it cannot be tested here; false when it can. */
  readonly skip: string | false;
}

/** Native packages, of which users may have some; tools/dev/natives has those that nothing else installs. */
function installed(name: string): unknown {
  for (const place of ['./', '../../../../tools/dev/natives/']) {
    try {
      return createRequire(new URL(place, import.meta.url))(name);
    } catch {
      // Not there, or compiled for another Node.
    }
  }
  return undefined;
}

function without(name: string): string {
  return `${name} is not installed, or does not load (node tools/dev/install-peers.mjs tools/dev/natives lz4)`;
}

/** The package `snappy`; null when it cannot be tested here. */
export const nativeSnappy: NativeSnappy | null = provenSnappy((installed('snappy') ?? null) as NativeSnappy | null);
const nativeLz4 = provenLz4(ofLz4(installed('lz4')));
const lz4Napi = provenLz4(ofLz4Napi(installed('lz4-napi')));
const ofNode = nodeZstd();

export const codecs: readonly CodecUnderTest[] = [
  { name: 'gzip', codec: gzip, skip: false },
  { name: 'snappy, WebAssembly', codec: snappyCodec(() => null), skip: false },
  {
    name: 'snappy, native',
    codec: snappyCodec(() => nativeSnappy),
    skip: nativeSnappy === null ? without('snappy') : false,
  },
  { name: 'lz4, portable', codec: lz4Codec(() => null), skip: false },
  {
    name: 'lz4, lz4-napi',
    codec: lz4Codec(() => lz4Napi),
    skip: lz4Napi === null ? without('lz4-napi') : false,
  },
  {
    name: 'lz4, native',
    codec: lz4Codec(() => nativeLz4),
    skip: nativeLz4 === null ? without('lz4') : false,
  },
  {
    name: 'zstd, node:zlib',
    codec: ofNode ?? wasmZstd,
    skip: ofNode === undefined ? `Node ${process.version} has no zstd` : false,
  },
  { name: 'zstd, WebAssembly', codec: wasmZstd, skip: false },
];

export function registryOf(codec: CompressionCodec): CompressionRegistry {
  return new CompressionRegistry([codec]);
}

/** Numbers from 0 to 1, always the same ones for a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lines as services log them: they compress to about a third. */
export function logLines(bytes: number, seed = 1): Buffer {
  const random = seeded(seed);
  const lines: string[] = [];
  for (let length = 0; length < bytes;) {
    const id = Math.floor(random() * 1e9).toString(36);
    const line = `{"level":"info","user":"user-${Math.floor(random() * 500)}","request":"${id}","ms":${length % 977}}\n`;
    lines.push(line);
    length += line.length;
  }
  return Buffer.from(lines.join('')).subarray(0, bytes);
}

export function noise(bytes: number, seed = 1): Buffer {
  const random = seeded(seed);
  return Buffer.from(Array.from({ length: bytes }, () => random() * 256));
}
