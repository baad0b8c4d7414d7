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
 * One way to compress and decompress. The functions throw any error on bad input: the reader wraps it into a CodecError.
 * The result may not share memory with the source.
 */
export interface CompressionFunctions {
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

/** What Kafka's protocol says of a compression. */
export interface CompressionFacts<Type extends string = string> {
  /** Kafka's name, as in `compression.type`. */
  readonly type: Type;
  /** What batches carry in the lowest three bits of their attributes. */
  readonly id: number;
  /** Produce takes it from this version on. */
  readonly sinceProduce: number;
  /** The Kafka release that brought it. */
  readonly sinceKafka: string;
}

/** A codec of ours: it brings the facts of its compression along. */
export interface KafkaCodec<Type extends string = string> extends CompressionFacts<Type>, CompressionFunctions {
  readonly levels: CompressionLevels | null;
}
