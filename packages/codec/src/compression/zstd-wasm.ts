import { type CompiledWasm, compileWasm } from '../wasm.ts';
import { beyondLimit, damagedData, unavailable } from './codec-failure.ts';
import { CodecError } from '../errors.ts';
import { inflateRawSync } from '../node-zlib.ts';
import { packedZstd, ZSTD_EXPORTS, ZSTD_IMPORTS } from './zstd-binary.ts';
import { roomFor } from './room.ts';
import type { ZstdContent } from './zstd-frame.ts';

/** WebAssembly's memory, whose buffer is another one after it has grown. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** zstd's own C functions over a memory of their own. */
interface Wasm {
  readonly memory: WasmMemory;
  readonly initialize: () => void;
  readonly malloc: (bytes: number) => number;
  readonly free: (pointer: number) => void;
  readonly ZSTD_isError: (result: number) => number;
  readonly ZSTD_compressBound: (bytes: number) => number;
  readonly ZSTD_compress: (to: number, capacity: number, from: number, length: number, level: number) => number;
  readonly ZSTD_decompress: (to: number, capacity: number, from: number, length: number) => number;
}

const PAGE_BYTES = 64 * 1024;
/** ZSTD_error_dstSize_tooSmall, as functions return it. */
const NO_ROOM = -70;
const GROWTH = 4;
const LEAST_GROWN_BYTES = 64 * 1024;
/** WebAssembly memory never shrinks: an instance that grew past this is forgotten, and its memory with it. */
const KEPT_BYTES = 32 << 20;

let compiled: CompiledWasm | undefined;
let loaded: Wasm | undefined;

let isUsable: boolean | undefined;

/** Whether there is WebAssembly, and it may be used. */
export function canUseWasm(): boolean {
  if (isUsable === undefined) {
    try {
      loaded ??= load();
      isUsable = true;
    } catch {
      isUsable = false;
    }
  }
  return isUsable;
}

export function compressZstd(source: Uint8Array, level: number): Buffer {
  return withInput(source, (wasm, from) => {
    const capacity = wasm.ZSTD_compressBound(source.length);
    return withMemory(wasm, capacity, (to) => {
      const length = wasm.ZSTD_compress(to, capacity, from, source.length, level);
      if (wasm.ZSTD_isError(length) !== 0) throw new Error(`zstd compression failed with error ${length}`);
      return copyOf(wasm, to, length);
    });
  });
}

/**
 * The room is what the frames say they need, as far as that is believed, and grows to the limit.
 * @param content what {@link zstdContent} says of the source
 */
export function decompressZstd(source: Uint8Array, maxBytes: number, content: ZstdContent | undefined): Buffer {
  // zstd takes nothing at all for data of no frames.
  if (source.length === 0) throw damagedData('zstd', 'it is empty');
  if (content === undefined) throw damagedData('zstd', 'it does not consist of whole frames');
  const most = content.mostBytes;
  const limit = Math.min(most, maxBytes);
  return withInput(source, (wasm, from) => {
    for (
      let room = roomFor(content.likelyBytes, source, maxBytes);
      ;
      room = Math.min(Math.max(GROWTH * room, LEAST_GROWN_BYTES), limit)
    ) {
      const plain = withMemory(wasm, room, (to) => {
        const length = wasm.ZSTD_decompress(to, room, from, source.length);
        if (length === NO_ROOM) return null;
        if (wasm.ZSTD_isError(length) !== 0) throw damagedData('zstd', `error ${-length} of zstd`);
        return copyOf(wasm, to, length);
      });
      if (plain !== null) return plain;
      if (room === most) throw damagedData('zstd', 'a block holds more than blocks can');
      if (room === maxBytes) throw beyondLimit('zstd', maxBytes);
    }
  });
}

function withInput(source: Uint8Array, work: (wasm: Wasm, from: number) => Buffer): Buffer {
  const wasm = (loaded ??= load());
  try {
    return withMemory(wasm, source.length, (from) => {
      new Uint8Array(wasm.memory.buffer).set(source, from);
      return work(wasm, from);
    });
  } finally {
    if (wasm.memory.buffer.byteLength > KEPT_BYTES) loaded = undefined;
  }
}

function withMemory<T>(wasm: Wasm, bytes: number, work: (pointer: number) => T): T {
  const pointer = wasm.malloc(Math.max(bytes, 1));
  if (pointer === 0) throw new CodecError(`no WebAssembly memory for ${bytes} bytes of zstd`, { reason: 'limit' });
  try {
    return work(pointer);
  } finally {
    wasm.free(pointer);
  }
}

function copyOf({ memory }: Wasm, from: number, length: number): Buffer {
  return Buffer.from(new Uint8Array(memory.buffer, from, length));
}

function load(): Wasm {
  try {
    compiled ??= compileWasm(inflateRawSync(Buffer.from(packedZstd(), 'base64')));
    return newInstance(compiled);
  } catch (cause) {
    throw unavailable('zstd', 'Node 22.15, or WebAssembly', cause);
  }
}

function newInstance(module: CompiledWasm): Wasm {
  const functions: Record<string, (bytes: number) => number> = { [ZSTD_IMPORTS.growMemory]: growMemory };
  for (const name of ZSTD_IMPORTS.uncalled) functions[name] = neverCalled;
  const exported = module.instantiate({ [ZSTD_IMPORTS.module]: functions }) as Readonly<Record<string, unknown>>;
  const named = Object.entries(ZSTD_EXPORTS).map(([name, letter]) => [name, exported[letter]] as const);
  const wasm = Object.fromEntries(named) as unknown as Wasm;
  wasm.initialize();
  return wasm;

  function growMemory(bytes: number): number {
    try {
      wasm.memory.grow(Math.ceil(((bytes >>> 0) - wasm.memory.buffer.byteLength) / PAGE_BYTES));
      return 1;
    } catch {
      // malloc gives 0 then.
      return 0;
    }
  }
}

function neverCalled(): never {
  throw new Error('zstd aborted');
}
