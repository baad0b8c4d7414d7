import { invalidArgument } from './arguments.ts';
import { CodecError } from './errors.ts';
import { gzip } from './gzip.ts';
import { lz4 } from './lz4.ts';
import { snappy } from './snappy.ts';
import { zstd } from './zstd.ts';

/** Kafka's names, as in `compression.type`. */
export type CompressionType = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

const TYPES: readonly CompressionType[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const CODEC_TYPES: readonly CompressionType[] = TYPES.slice(1);

/** The name of a compression id, the lowest three bits of a batch's attributes; undefined for 5 to 7. */
export function compressionTypeOf(id: number): CompressionType | undefined {
  return TYPES[id];
}

/**
 * The id that batches carry: none 0, gzip 1, snappy 2, lz4 3, zstd 4.
 * @throws CodecError ('invalid-argument') for another name.
 */
export function compressionIdOf(type: CompressionType): number {
  const id = TYPES.indexOf(type);
  if (id < 0) throw invalidArgument(`a compression is one of ${TYPES.join(', ')}`, type);
  return id;
}

export interface CompressOptions {
  /** A level of the codec's own scale; its default when left out. */
  readonly level?: number | undefined;
  /** Format the bytes go into: lz4 frames differ in message format 0. */
  readonly magic: number;
}

export interface DecompressOptions {
  /** The codec must throw rather than give more bytes than this, without allocating much more. Infinity: no limit. */
  readonly maxBytes: number;
  /** Format the bytes come from: lz4 frames differ in message format 0. */
  readonly magic: number;
}

/** What `level` may be: from `min` to `max`, or the default, which may lie outside. */
export interface CompressionLevels {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/**
 * One compression. The functions throw any error on bad input: the reader wraps it into a {@link CodecError}.
 * The result may not share memory with the source.
 */
export interface CompressionCodec {
  readonly type: Exclude<CompressionType, 'none'>;
  /** null: there are none, and a level is refused. Left out: a level is handed on as it is. */
  readonly levels?: CompressionLevels | null;
  compress(source: Uint8Array, options: CompressOptions): Buffer;
  decompress(source: Uint8Array, options: DecompressOptions): Buffer;
  /** Plain bytes from which on `compressAsync` takes less of the event loop's time than `compress`. @default 0 */
  readonly asyncFromBytes?: number;
  /** The same in another thread. The source stays as it is until the promise settles. */
  compressAsync?(source: Uint8Array, options: CompressOptions): Promise<Buffer>;
  /** The same in another thread. The source stays as it is until the promise settles. */
  decompressAsync?(source: Uint8Array, options: DecompressOptions): Promise<Buffer>;
}

/** Codecs by Kafka's id and name. A writer or reader asks it once for each batch. */
export class CompressionRegistry {
  readonly #codecs: (CompressionCodec | undefined)[] = [];

  constructor(codecs: readonly CompressionCodec[] = []) {
    // JavaScript callers, here and below.
    const given: unknown = codecs;
    if (!Array.isArray(given)) throw invalidArgument('the codecs of a registry are an array', given);
    for (const codec of codecs) this.register(codec);
  }

  /** Adds a codec, or replaces the one that was there. @throws CodecError ('invalid-argument') for what is none. */
  register(codec: CompressionCodec): this {
    const given: unknown = codec;
    if (typeof given !== 'object' || given === null) throw invalidArgument('a compression codec is an object', given);
    const { type } = codec;
    // 'none' has nothing to plug in.
    if (!CODEC_TYPES.includes(type)) {
      throw invalidArgument(`compression codec type must be one of ${CODEC_TYPES.join(', ')}`, type);
    }
    for (const name of ['compress', 'decompress']) {
      const part = partOf(codec, name);
      if (typeof part !== 'function') throw invalidArgument(`${name} of a codec is a function`, part);
    }
    this.#codecs[compressionIdOf(type)] = codec;
    return this;
  }

  /** Whether batches with this compression can be written and read; true for 'none'. */
  has(type: CompressionType): boolean {
    return type === 'none' || this.#codecs[TYPES.indexOf(type)] !== undefined;
  }

  /**
   * The codec of a compression.
   * @throws CodecError ('unsupported') that says how to register one, or ('invalid-argument') for no name of one.
   */
  get(type: Exclude<CompressionType, 'none'>): CompressionCodec {
    const codec = this.#codecs[TYPES.indexOf(type)];
    if (codec !== undefined) return codec;
    if (!CODEC_TYPES.includes(type)) throw invalidArgument(`a codec is for one of ${CODEC_TYPES.join(', ')}`, type);
    throw new CodecError(
      `no codec for ${type} compression: pass one to compressions.register({ type: '${type}', compress, decompress })`,
      { reason: 'unsupported' },
    );
  }
}

/** It may come from another copy of this package: it has to have what is used of a registry. */
export function checkRegistry(registry: CompressionRegistry | undefined): void {
  if (registry === undefined) return;
  const isRegistry = ['get', 'has'].every((name) => typeof partOf(registry, name) === 'function');
  if (!isRegistry) throw invalidArgument('compressions is a CompressionRegistry', registry);
}

/** JavaScript callers. */
function partOf(owner: object | null, name: string): unknown {
  return (owner as Readonly<Record<string, unknown>> | null)?.[name];
}

/** The registry used unless another one is passed: gzip, snappy, lz4 and zstd are registered. */
export const compressions: CompressionRegistry = new CompressionRegistry([gzip, snappy, lz4, zstd]);
