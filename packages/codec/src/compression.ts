import { CodecError } from './errors.ts';
import { gzip } from './gzip.ts';
import { lz4 } from './lz4.ts';
import { snappy } from './snappy.ts';
import { zstd } from './zstd.ts';

/** Kafka's names, as in `compression.type`. */
export type CompressionType = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

const TYPES: readonly CompressionType[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

/** The name of a compression id, the lowest three bits of a batch's attributes; undefined for 5 to 7. */
export function compressionTypeOf(id: number): CompressionType | undefined {
  return TYPES[id];
}

/** The id that batches carry: none 0, gzip 1, snappy 2, lz4 3, zstd 4. */
export function compressionIdOf(type: CompressionType): number {
  return TYPES.indexOf(type);
}

export interface CompressOptions {
  /** A level of the codec's own scale; its default when left out. Ignored by codecs without levels. */
  readonly level?: number | undefined;
  /** Format the bytes go into: lz4 frames differ in message format 0. */
  readonly magic: number;
}

export interface DecompressOptions {
  /** The codec must throw rather than give more bytes than this, without allocating much more. */
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
  /** Left out: a level is neither checked nor used. */
  readonly levels?: CompressionLevels;
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
    for (const codec of codecs) this.register(codec);
  }

  /** Adds a codec, or replaces the one that was there. */
  register(codec: CompressionCodec): this {
    const id = compressionIdOf(codec.type);
    // JavaScript callers, and 'none', which has nothing to plug in.
    if (id < 1) {
      const expected = TYPES.slice(1).join(', ');
      throw new CodecError(`compression codec type must be one of ${expected}, got ${codec.type}`, {
        reason: 'invalid-argument',
      });
    }
    this.#codecs[id] = codec;
    return this;
  }

  /** Whether batches with this compression can be written and read; true for 'none'. */
  has(type: CompressionType): boolean {
    return type === 'none' || this.#codecs[compressionIdOf(type)] !== undefined;
  }

  /**
   * The codec of a compression.
   * @throws CodecError ('unsupported') that says how to register one.
   */
  get(type: Exclude<CompressionType, 'none'>): CompressionCodec {
    const codec = this.#codecs[compressionIdOf(type)];
    if (codec !== undefined) return codec;
    throw new CodecError(
      `no codec for ${type} compression: pass one to compressions.register({ type: '${type}', compress, decompress })`,
      { reason: 'unsupported' },
    );
  }
}

/** The registry used unless another one is passed: gzip, snappy, lz4 and zstd are registered. */
export const compressions: CompressionRegistry = new CompressionRegistry([gzip, snappy, lz4, zstd]);
