import { performance } from 'node:perf_hooks';
import { type CompressionCodec, compressions } from '@k/codec';
import { logValues } from './samples.ts';

/** What compressing so many bytes costs: here, and in another thread. Milliseconds a call, medians. */
export interface ThreadRow {
  readonly type: string;
  readonly direction: 'compress' | 'decompress';
  readonly bytes: number;
  /** How long the event loop stands still for it. */
  readonly here: number;
  /** How long the event loop is busy with it when another thread does the work. */
  readonly busy: number;
  /** CPU of the whole process over that of `here`. */
  readonly cpuRatio: number;
}

const SIZES: readonly number[] = [4, 16, 32, 64, 128, 256, 1024, 4096];
const OPTIONS = { compress: { magic: 2 }, decompress: { magic: 2, maxBytes: 1 << 26 } };

export async function measureThreads(rounds: number, kibs: readonly number[] = SIZES): Promise<ThreadRow[]> {
  const rows: ThreadRow[] = [];
  for (const type of ['gzip', 'zstd'] as const) {
    const codec = compressions.get(type);
    if (codec.compressAsync === undefined || codec.decompressAsync === undefined) continue;
    for (const kib of kibs) {
      const plain = Buffer.concat(logValues(kib * 8, 128));
      const packed = codec.compress(plain, OPTIONS.compress);
      rows.push(await row(codec, 'compress', plain, rounds));
      rows.push(await row(codec, 'decompress', packed, rounds, plain.length));
    }
  }
  return rows;
}

async function row(
  codec: CompressionCodec,
  direction: 'compress' | 'decompress',
  source: Buffer,
  rounds: number,
  bytes: number = source.length,
): Promise<ThreadRow> {
  const times = Math.max(5, Math.floor((1 << 20) / bytes));
  const here: Sample[] = [];
  const there: Sample[] = [];
  for (let round = 0; round <= rounds; round++) {
    const one = await sample(times, () => call(codec, direction, source));
    const other = await sample(times, () => callAsync(codec, direction, source));
    // The first round warms up.
    if (round === 0) continue;
    here.push(one);
    there.push(other);
  }
  const cpu = (samples: readonly Sample[]): number => median(samples.map((each) => each.cpu));
  const busy = (samples: readonly Sample[]): number => median(samples.map((each) => each.busy));
  return { type: codec.type, direction, bytes, here: busy(here), busy: busy(there), cpuRatio: cpu(there) / cpu(here) };
}

function call(codec: CompressionCodec, direction: 'compress' | 'decompress', source: Buffer): Buffer {
  return direction === 'compress'
    ? codec.compress(source, OPTIONS.compress)
    : codec.decompress(source, OPTIONS.decompress);
}

function callAsync(
  codec: CompressionCodec,
  direction: 'compress' | 'decompress',
  source: Buffer,
): Promise<Buffer> | undefined {
  return direction === 'compress'
    ? codec.compressAsync?.(source, OPTIONS.compress)
    : codec.decompressAsync?.(source, OPTIONS.decompress);
}

interface Sample {
  readonly busy: number;
  readonly cpu: number;
}

/** Milliseconds a call: of the event loop, and of CPU in all threads. */
async function sample(times: number, call: () => unknown): Promise<Sample> {
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  for (let i = 0; i < times; i++) {
    const result = call();
    // The loop must turn for its time to count.
    await (result instanceof Promise ? result : new Promise((resolve) => setImmediate(resolve)));
  }
  const { active } = performance.eventLoopUtilization(loop);
  const { user, system } = process.cpuUsage(cpu);
  return { busy: active / times, cpu: (user + system) / 1000 / times };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;
}
