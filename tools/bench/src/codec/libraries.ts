// Each implementation of a compression that @k/codec has or takes from users, and of CRC-32C.
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { crc32c, type CompressionCodec } from '@k/codec';
import { logValues } from './samples.ts';

/** Microseconds a call. */
export interface LibraryRow {
  readonly work: string;
  readonly by: string;
  /** By size, as in {@link KIBS}. */
  readonly cpu: readonly number[];
  /** Of this thread alone, when another one does the work; null when none can, and on a Node that does not tell. */
  readonly busy: readonly number[] | null;
}

export const KIBS: readonly number[] = [1, 16, 256, 1024, 4096];
/** So many bytes are worked on in turns: the same ones again and again are learnt by heart, branch by branch. */
const SOURCE_BYTES = 4 << 20;
const WARM_UP = 5;
const ROOT = new URL('../../../../../', import.meta.url);

interface CpuUsage {
  readonly user: number;
  readonly system: number;
}

/** Of this thread; not in the types of the oldest Node we support. */
const { threadCpuUsage: threadUsage } = process as { threadCpuUsage?: (since?: CpuUsage) => CpuUsage };

/** One way to do one thing with some bytes. */
interface Way {
  readonly work: string;
  readonly by: string;
  readonly here: (bytes: Buffer) => unknown;
  readonly there?: ((bytes: Buffer) => Promise<unknown>) | undefined;
  /** What it is given, of plain bytes. */
  readonly prepare: (plain: Buffer) => Buffer;
}

interface InnerModules {
  readonly gzip: CompressionCodec;
  readonly snappyCodec: (native: () => unknown) => CompressionCodec;
  readonly lz4Codec: (native: () => unknown) => CompressionCodec;
  readonly ofLz4: (loaded: unknown) => unknown;
  readonly ofLz4Napi: (loaded: unknown) => unknown;
  readonly nodeZstd: () => CompressionCodec | undefined;
  readonly wasmZstd: CompressionCodec;
}

/** @k/codec hands out what it takes; here all are looked at. */
async function innerModules(): Promise<InnerModules> {
  const names = ['gzip', 'snappy', 'lz4', 'lz4-native', 'zstd'];
  const files = names.map((name) => new URL(`packages/codec/dist/src/compression/${name}.js`, ROOT).href);
  const modules = await Promise.all(files.map((file) => import(file) as Promise<object>));
  return Object.assign({}, ...modules) as InnerModules;
}

function installed(folder: string, name: string): unknown {
  try {
    return createRequire(new URL(folder, ROOT))(name);
  } catch {
    return undefined;
  }
}

async function ways(): Promise<Way[]> {
  const inner = await innerModules();
  const native = (name: string): unknown => installed('tools/dev/natives/', name);
  const [snappy, lz4, lz4Napi] = [native('snappy'), native('lz4'), installed('packages/codec/', 'lz4-napi')];
  const ofNode = inner.nodeZstd();
  const crc = installed('packages/codec/', '@node-rs/crc32') as { crc32c: (bytes: Buffer) => number } | undefined;
  const table = installed('packages/codec/', 'crc-32/crc32c.js') as { buf: (bytes: Buffer) => number } | undefined;
  const checksum = (by: string, here: (bytes: Buffer) => unknown): Way => ({
    work: 'CRC-32C',
    by,
    here,
    prepare: (plain) => plain,
  });
  return [
    ...both('gzip', 'node:zlib', inner.gzip),
    ...both(
      'snappy',
      'hysnappy',
      inner.snappyCodec(() => null),
    ),
    ...(snappy === undefined
      ? []
      : both(
          'snappy',
          'snappy',
          inner.snappyCodec(() => snappy),
        )),
    ...both(
      'lz4',
      'own code',
      inner.lz4Codec(() => null),
    ),
    ...(lz4Napi === undefined
      ? []
      : both(
          'lz4',
          'lz4-napi',
          inner.lz4Codec(() => inner.ofLz4Napi(lz4Napi)),
        )),
    ...(lz4 === undefined
      ? []
      : both(
          'lz4',
          'lz4',
          inner.lz4Codec(() => inner.ofLz4(lz4)),
        )),
    ...both('zstd', 'WebAssembly', inner.wasmZstd),
    ...(ofNode === undefined ? [] : both('zstd', 'node:zlib', ofNode)),
    ...(table === undefined ? [] : [checksum('crc-32', (bytes) => table.buf(bytes))]),
    ...(crc === undefined ? [] : [checksum('@node-rs/crc32', (bytes) => crc.crc32c(bytes))]),
    checksum('as taken', (bytes) => crc32c(bytes)),
  ];
}

function both(type: string, by: string, codec: CompressionCodec): Way[] {
  const writing = { magic: 2 };
  const reading = { magic: 2, maxBytes: Infinity };
  const isThreaded = codec.asyncFromBytes !== undefined && Number.isFinite(codec.asyncFromBytes);
  return [
    {
      work: `${type}, compress`,
      by,
      here: (bytes) => codec.compress(bytes, writing),
      there: isThreaded ? (bytes) => codec.compressAsync?.(bytes, writing) ?? Promise.resolve() : undefined,
      prepare: (plain) => plain,
    },
    {
      work: `${type}, decompress`,
      by,
      here: (bytes) => codec.decompress(bytes, reading),
      there: isThreaded ? (bytes) => codec.decompressAsync?.(bytes, reading) ?? Promise.resolve() : undefined,
      prepare: (plain) => codec.compress(plain, writing),
    },
  ];
}

/** Rows in the order of the ways; at each size all take turns. */
export async function measureLibraries(
  rounds: number,
  sliceMs: number,
  kibs: readonly number[] = KIBS,
): Promise<LibraryRow[]> {
  const all = await ways();
  const rows = all.map(({ work, by, there }) => ({
    work,
    by,
    cpu: [] as number[],
    busy: there === undefined || threadUsage === undefined ? null : ([] as number[]),
  }));
  const lines = Buffer.concat(logValues(SOURCE_BYTES / 1024, 1024));
  for (const kib of kibs) {
    const parts = Array.from({ length: 4096 / kib }, (_, i) => lines.subarray(i * kib * 1024, (i + 1) * kib * 1024));
    const work = all.map((way) => ({ way, bytes: parts.map(way.prepare), cpu: [] as number[], busy: [] as number[] }));
    for (let round = 0; round <= rounds; round++) {
      for (const { way, bytes, cpu, busy } of work) {
        // The first round warms up.
        const ms = round === 0 ? WARM_UP * sliceMs : sliceMs;
        const here = await sample(ms, bytes, way.here);
        const there = way.there === undefined ? undefined : await sample(ms, bytes, way.there);
        if (round === 0) continue;
        cpu.push(here.cpu);
        if (there !== undefined) busy.push(there.busy);
      }
    }
    for (const [i, { cpu, busy }] of work.entries()) {
      rows[i]?.cpu.push(median(cpu));
      rows[i]?.busy?.push(median(busy));
    }
  }
  return rows;
}

/** Microseconds a call: of CPU in all threads, and in this one. */
async function sample(
  sliceMs: number,
  bytes: readonly Buffer[],
  call: (bytes: Buffer) => unknown,
): Promise<{ cpu: number; busy: number }> {
  const start = performance.now();
  const before = process.cpuUsage();
  const own = threadUsage?.();
  let calls = 0;
  do {
    const result = call(bytes[calls++ % bytes.length] as Buffer);
    if (result instanceof Promise) await result;
  } while (performance.now() - start < sliceMs);
  const { user, system } = process.cpuUsage(before);
  const inThisThread = threadUsage?.(own) ?? { user: NaN, system: NaN };
  return { cpu: (user + system) / calls, busy: (inThisThread.user + inThisThread.system) / calls };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;
}
