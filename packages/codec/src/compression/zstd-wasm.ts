import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beyondLimit, damagedData, unavailable } from './codec-failure.ts';
import { CodecError } from '../errors.ts';
import { mostPlainBytes } from './zstd-frame.ts';

interface WasmInstance {
  readonly exports: object;
}

/** Its types come with the browser's only, which no Node program should need. */
interface WebAssemblyApi {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => WasmInstance;
}

/** Emscripten's module of `@bokuweb/zstd-wasm`: zstd's own C functions over WebAssembly memory. */
interface Wasm {
  instantiateWasm?: (imports: object, receive: (instance: WasmInstance) => void) => object;
  init(source: Uint8Array): void;
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _ZSTD_isError(result: number): number;
  _ZSTD_compressBound(bytes: number): number;
  _ZSTD_compress(to: number, capacity: number, from: number, length: number, level: number): number;
  _ZSTD_decompress(to: number, capacity: number, from: number, length: number): number;
}

/** ZSTD_error_dstSize_tooSmall, as functions return it. */
const NO_ROOM = -70;
const FIRST_RATIO = 8;
const FIRST_BYTES = 64 * 1024;
const GROWTH = 4;
/** WebAssembly memory never shrinks: an instance that grew past this is forgotten, and its memory with it. */
const KEPT_BYTES = 32 << 20;

let loaded: Wasm | undefined;

export function compressZstd(source: Uint8Array, level: number): Buffer {
  return withInput(source, (wasm, from) => {
    const capacity = wasm._ZSTD_compressBound(source.length);
    return withMemory(wasm, capacity, (to) => {
      const length = wasm._ZSTD_compress(to, capacity, from, source.length, level);
      if (wasm._ZSTD_isError(length) !== 0) throw new Error(`zstd compression failed with error ${length}`);
      return Buffer.from(wasm.HEAPU8.subarray(to, to + length));
    });
  });
}

/** The room begins by what arrived and grows to the limit; what the frame announces as a whole is not believed. */
export function decompressZstd(source: Uint8Array, maxBytes: number): Buffer {
  // zstd takes nothing at all for data of no frames.
  if (source.length === 0) throw damagedData('zstd', 'it is empty');
  const most = mostPlainBytes(source);
  if (most === undefined) throw damagedData('zstd', 'it does not consist of whole frames');
  const limit = Math.min(most, maxBytes);
  return withInput(source, (wasm, from) => {
    for (let capacity = Math.max(source.length * FIRST_RATIO, FIRST_BYTES); ; capacity *= GROWTH) {
      const room = Math.min(capacity, limit);
      const plain = withMemory(wasm, room, (to) => {
        const length = wasm._ZSTD_decompress(to, room, from, source.length);
        if (length === NO_ROOM) return null;
        if (wasm._ZSTD_isError(length) !== 0) throw damagedData('zstd', `error ${-length} of zstd`);
        return Buffer.from(wasm.HEAPU8.subarray(to, to + length));
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
      wasm.HEAPU8.set(source, from);
      return work(wasm, from);
    });
  } finally {
    if (wasm.HEAPU8.length > KEPT_BYTES) loaded = undefined;
  }
}

function withMemory<T>(wasm: Wasm, bytes: number, work: (pointer: number) => T): T {
  const pointer = wasm._malloc(Math.max(bytes, 1));
  if (pointer === 0) throw new CodecError(`no WebAssembly memory for ${bytes} bytes of zstd`, { reason: 'limit' });
  try {
    return work(pointer);
  } finally {
    wasm._free(pointer);
  }
}

function load(): Wasm {
  try {
    return newInstance();
  } catch (cause) {
    throw unavailable('zstd', 'Node 22.15, or WebAssembly and the package @bokuweb/zstd-wasm', cause);
  }
}

/**
 * The package's own entry compiles in the background and decompresses into as much memory as a frame announces.
 * Its inner module lets us do both in our own way. (Its version is pinned for that.)
 */
function newInstance(): Wasm {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@bokuweb/zstd-wasm'));
  const file = path.join(folder, 'zstd.js');
  const { Module } = require(file) as { Module: Wasm };
  // Another call makes another instance, which may be forgotten.
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
  delete require.cache[file];
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const binary = readFileSync(path.join(folder, 'zstd.wasm'));
  Module.instantiateWasm = (imports, receive) => {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), imports);
    receive(instance);
    return instance.exports;
  };
  Module.init(binary);
  return Module;
}
