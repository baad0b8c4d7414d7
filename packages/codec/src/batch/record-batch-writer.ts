import {
  checkByteLimit,
  checkFlag,
  checkInteger,
  checkOptionalInteger,
  checkOptions,
  invalidArgument,
} from '../arguments.ts';
import { checkOffset, checkPartitionLeaderEpoch, checkProducerState, PRODUCER_STATE } from './batch-fields.ts';
import * as layout from './batch-layout.ts';
import { writeBatchHeader } from './batch-header.ts';
import { CompressionEstimate } from './compression-estimate.ts';
import type { CompressionFunctions } from '../compression/compression-codec.ts';
import {
  type CompressionRegistry,
  type CompressionType,
  compressionIdOf,
  compressions,
} from '../compression/registry.ts';
import { CodecError } from '../errors.ts';
import type { ProducerState } from '../record-batch.ts';
import { byteLengthOf, type RecordData, sizeOfData, sizeOfHeaders, sizeWithLength } from '../record-data.ts';
import { writeBytes, writeHeaders, writeText } from '../record-data.ts';
import type { RecordHeaderInit } from '../record.ts';
import { checkWriterOptions, COMMON_OPTIONS, type CommonWriterOptions } from '../writer-options.ts';
import { sizeOfVarint, sizeOfVarlong, writeVarint, writeVarlong } from '../varint.ts';

const OVERHEAD = layout.RECORD_BATCH_OVERHEAD;
const MAX_BATCH_BYTES = 0x7fff_ffff;
const MAX_OFFSET_DELTA = 0x7fff_ffff;
const DEFAULT_INITIAL_BYTES = 1024;
/** In place of the sealed bytes, while another thread compresses them. */
const IN_WORK: Buffer = Buffer.alloc(0);
const NO_HEADERS: readonly RecordHeaderInit[] = [];
const NOTHING: SealInit = {};
const WRITER_OPTIONS: ReadonlySet<string> = new Set([...COMMON_OPTIONS, 'deleteHorizonMs', 'asyncFromBytes']);
const SEAL_FIELDS: ReadonlySet<string> = new Set([
  ...PRODUCER_STATE,
  'lastOffsetDelta',
  'isTransactional',
  'isControl',
  'baseOffset',
  'partitionLeaderEpoch',
]);
/** Three bytes a UTF-16 code unit at most, and the three lengths that may each grow by one byte through it. */
const LENGTH_GROWTH = 3;

export interface RecordBatchWriterOptions extends CommonWriterOptions {
  /**
   * When the tombstones of the batch may be removed (KIP-534), milliseconds since the epoch: for a log cleaner, which
   * makes a writer for each batch. Timestamps are written relative to it. @default none
   */
  readonly deleteHorizonMs?: number | undefined;
  /** Plain bytes from which on `sealAsync()` compresses in another thread. @default what the codec says */
  readonly asyncFromBytes?: number | undefined;
}

/** What is known only when a batch is complete. Left out: not idempotent, not transactional, offset 0. */
export interface SealInit extends Partial<ProducerState> {
  /** Last offset that the batch covers, when records after the last one were removed. @default that of the last record */
  readonly lastOffsetDelta?: number;
  /** Whether it is part of a transaction. @default false */
  readonly isTransactional?: boolean;
  /** Markers of a broker; see `encodeEndTransactionMarker`. */
  readonly isControl?: boolean;
  /** Offset of the first record: a broker sets it when it appends the batch. @default 0 */
  readonly baseOffset?: number;
  /** The leader's epoch: a broker sets it when it appends the batch. @default -1 */
  readonly partitionLeaderEpoch?: number;
}

/**
 * Writes a record batch (magic 2): each record becomes bytes of the open batch at once, and no object is kept for it.
 *
 * Life: append records → `seal()` → send the sealed bytes → `reset()` → append …
 * Without compression the sealed bytes are the writer's own memory (no copy is made). They stay as they are until
 * `reset()`, so call it only when nobody will read them again: when the answer has come, not when they were handed to a
 * socket. A writer that is simply dropped leaves its sealed bytes alone for ever. Compressed batches have memory of their
 * own: then the writer can be reset at once.
 */
export class RecordBatchWriter {
  readonly compression: CompressionType;
  readonly maxBytes: number;
  readonly #initialBytes: number;
  readonly #level: number | undefined;
  readonly #asyncFromBytes: number | undefined;
  readonly #registry: CompressionRegistry;
  readonly #estimate: CompressionEstimate;
  readonly #deleteHorizonMs: number;
  #buffer: Buffer;
  #position = OVERHEAD;
  /** Position past which the batch is full. */
  #limit: number;
  #count = 0;
  #nextDelta = 0;
  #baseTimestamp = -1;
  #maxTimestamp = -1;
  #sealed: Buffer | null = null;

  /** @throws CodecError ('invalid-argument', or 'unsupported' for a compression without a codec). */
  constructor(options: RecordBatchWriterOptions) {
    checkOptions('RecordBatchWriter', options, WRITER_OPTIONS);
    checkWriterOptions(options, OVERHEAD + 1, MAX_BATCH_BYTES);
    checkOptionalInteger('deleteHorizonMs', options.deleteHorizonMs, 0, Number.MAX_SAFE_INTEGER);
    if (options.asyncFromBytes !== undefined) checkByteLimit('asyncFromBytes', options.asyncFromBytes);
    const { maxBytes, compression = 'none' } = options;
    this.maxBytes = maxBytes;
    this.compression = compression;
    this.#level = options.level;
    this.#registry = options.compressions ?? compressions;
    this.#asyncFromBytes = options.asyncFromBytes;
    this.#estimate = new CompressionEstimate(options.compressionRatio ?? 1);
    this.#deleteHorizonMs = this.#baseTimestamp = options.deleteHorizonMs ?? -1;
    this.#initialBytes = Math.max(Math.min(options.initialBytes ?? DEFAULT_INITIAL_BYTES, maxBytes), OVERHEAD);
    this.#buffer = Buffer.allocUnsafe(this.#initialBytes);
    this.#limit = this.#limitNow();
  }

  /** Records in the batch. */
  get count(): number {
    return this.#count;
  }

  /** Size of the batch in bytes, header included: exact when not compressed or when sealed, else an estimate. */
  get byteLength(): number {
    if (this.#sealed !== null && this.#sealed !== IN_WORK) return this.#sealed.length;
    if (this.compression === 'none') return this.#position;
    return OVERHEAD + this.#estimate.sizeOf(this.#position - OVERHEAD);
  }

  /** Size in bytes that it has, or would have, without compression, header included. */
  get plainByteLength(): number {
    return this.#position;
  }

  /** Memory held, in bytes. */
  get capacity(): number {
    return this.#buffer.length;
  }

  /** Largest timestamp so far, milliseconds since the epoch; -1 for none. */
  get maxTimestamp(): number {
    return this.#maxTimestamp;
  }

  /** Compressed size over plain size: what the next batch is expected to have. */
  get compressionRatio(): number {
    return this.#estimate.ratio;
  }

  /** Whether it has been sealed since `reset()`, or `sealAsync()` is at work. */
  get isSealed(): boolean {
    return this.#sealed !== null;
  }

  /**
   * Whether `sealAsync()` would compress the batch, as it is now, in another thread: it is large enough, and its codec
   * can.
   */
  get wantsThread(): boolean {
    return this.#threadedCodec() !== null;
  }

  /**
   * Writes a record.
   * @param timestamp milliseconds since the epoch, in any order; -1 for none.
   * @param offsetDelta its offset minus the base offset: only for who rewrites batches with gaps in them.
   * @returns its offset delta (0, 1, …), or -1 when the batch would become larger than `maxBytes`: nothing was
   * written then. The first record always fits, whatever its size.
   * @throws CodecError ('invalid-argument') on a wrong timestamp or data of a wrong type; nothing was written.
   */
  tryAppend(
    timestamp: number,
    key: RecordData,
    value: RecordData,
    headers: readonly RecordHeaderInit[] = NO_HEADERS,
    offsetDelta: number = this.#nextDelta,
  ): number {
    if (this.#sealed !== null) throw invalid('the batch is sealed: reset() the writer before appending');
    if (!Number.isSafeInteger(timestamp) || timestamp < -1) {
      throw invalidArgument('a timestamp is -1 or a number of milliseconds up to 2^53 - 1', timestamp);
    }
    if (!Array.isArray(headers)) throw invalidArgument('headers are an array of { key, value }', headers);
    if (offsetDelta !== this.#nextDelta || offsetDelta > MAX_OFFSET_DELTA) this.#checkDelta(offsetDelta);
    const count = this.#count;
    if (count === 0 && this.#deleteHorizonMs < 0) this.#baseTimestamp = timestamp;
    const delta = timestamp - this.#baseTimestamp;

    // One byte a character for now; what strings may need beyond that is `slack`.
    let slack = 0;
    let keyLength = -1;
    if (typeof key === 'string') slack = keyLength = key.length;
    else if (key !== null) keyLength = byteLengthOf(key);
    let valueLength = -1;
    if (typeof value === 'string') slack += valueLength = value.length;
    else if (value !== null) valueLength = byteLengthOf(value);
    if (slack > 0) slack = slack * 2 + LENGTH_GROWTH;

    const fixed =
      1 + // attributes
      (delta < 0x40 && delta >= -0x40 ? 1 : sizeOfVarlong(delta)) +
      sizeOfVarint(offsetDelta) +
      (headers.length === 0 ? 1 : sizeOfHeaders(headers));
    const start = this.#position;
    let body = fixed + sizeWithLength(keyLength) + sizeWithLength(valueLength);
    let end = start + sizeOfVarint(body) + body;
    if (end + slack > this.#limit) {
      // Near the end of the batch the exact size decides.
      if (slack > 0) body = fixed + sizeWithLength(sizeOfData(key)) + sizeWithLength(sizeOfData(value));
      end = start + sizeOfVarint(body) + body;
      slack = 0;
      if (end > this.#limit && count > 0) return -1;
    }
    if (end + slack > this.#buffer.length) this.#grow(end + slack);

    const bytes = this.#buffer;
    let p = start + sizeOfVarint(body);
    const bodyStart = p;
    bytes[p++] = 0;
    if (delta < 0x40 && delta >= -0x40) bytes[p++] = (delta << 1) ^ (delta >> 31);
    else p = writeVarlong(bytes, p, delta);
    if (offsetDelta < 0x40) bytes[p++] = offsetDelta << 1;
    else p = writeVarint(bytes, p, offsetDelta);
    if (key === null) bytes[p++] = 1;
    else p = typeof key === 'string' ? writeText(bytes, p, key) : writeBytes(bytes, p, key, keyLength);
    if (value === null) bytes[p++] = 1;
    else p = typeof value === 'string' ? writeText(bytes, p, value) : writeBytes(bytes, p, value, valueLength);
    if (headers.length === 0) bytes[p++] = 0;
    else p = writeHeaders(bytes, p, headers);

    const written = p - bodyStart;
    if (written !== body) {
      // Strings beyond ASCII: the length before the record may need a byte more than was left for it.
      const shift = sizeOfVarint(written) - sizeOfVarint(body);
      if (shift > 0) bytes.copyWithin(bodyStart + shift, bodyStart, p);
      p += shift;
    }
    if (written < 0x40) bytes[start] = written << 1;
    else writeVarint(bytes, start, written);

    this.#position = p;
    this.#count = count + 1;
    this.#nextDelta = offsetDelta + 1;
    if (timestamp > this.#maxTimestamp) this.#maxTimestamp = timestamp;
    return offsetDelta;
  }

  /**
   * Completes the batch: compresses it, writes its header and checksum.
   *
   * Calling it again gives the same bytes with a new header (a retry under a new producer id or epoch); nothing is
   * compressed again.
   * @returns the batch: untouched until {@link RecordBatchWriter.reset}, and compressed ones for ever.
   * @throws CodecError ('invalid-argument') when there is no record, or for a field that a batch cannot hold.
   */
  seal(init: SealInit = NOTHING): Buffer {
    if (init !== NOTHING) this.#checkSeal(init);
    if (this.#count === 0) throw invalid('a batch without records cannot be sealed');
    this.#refuseInWork();
    this.#sealed ??=
      this.compression === 'none' ? this.#buffer.subarray(0, this.#position) : this.#compress(this.compression);
    const lastOffsetDelta = init.lastOffsetDelta ?? this.#nextDelta - 1;
    writeBatchHeader(this.#sealed, {
      baseOffset: init.baseOffset ?? 0,
      lastOffsetDelta,
      partitionLeaderEpoch: init.partitionLeaderEpoch ?? -1,
      attributes:
        compressionIdOf(this.compression) |
        (init.isTransactional === true ? layout.TRANSACTIONAL_FLAG : 0) |
        (init.isControl === true ? layout.CONTROL_FLAG : 0) |
        (this.#deleteHorizonMs < 0 ? 0 : layout.DELETE_HORIZON_FLAG),
      baseTimestamp: this.#baseTimestamp,
      maxTimestamp: this.#maxTimestamp,
      producerId: init.producerId ?? -1,
      producerEpoch: init.producerEpoch ?? -1,
      baseSequence: init.baseSequence ?? -1,
      count: this.#count,
    });
    return this.#sealed;
  }

  /**
   * The same, with the compression in another thread when it is worth it (`asyncFromBytes`) and the codec can: gzip, and
   * zstd where node:zlib has it. Until the promise settles, `seal()` and `reset()` throw.
   */
  async sealAsync(init: SealInit = NOTHING): Promise<Buffer> {
    if (init !== NOTHING) this.#checkSeal(init);
    const codec = this.#threadedCodec();
    if (codec !== null) {
      let sealed: Buffer | null = null;
      this.#sealed = IN_WORK;
      try {
        const plain = this.#buffer.subarray(OVERHEAD, this.#position);
        sealed = this.#packed(await codec.compressAsync(plain, { level: this.#level, magic: 2 }), plain.length);
      } finally {
        this.#sealed = sealed;
      }
    }
    return this.seal(init);
  }

  /**
   * Empties the writer for the next batch, in the same memory: what `seal()` returned is overwritten from here on, unless it
   * is compressed.
   */
  reset(): void {
    this.#refuseInWork();
    this.#sealed = null;
    this.#position = OVERHEAD;
    this.#count = 0;
    this.#nextDelta = 0;
    this.#baseTimestamp = this.#deleteHorizonMs;
    this.#maxTimestamp = -1;
    this.#limit = this.#limitNow();
    // One huge record must not cost its memory for ever.
    if (this.#buffer.length > this.#limit) this.#buffer = Buffer.allocUnsafe(this.#initialBytes);
  }

  #checkSeal(init: SealInit): void {
    checkOptions('seal()', init, SEAL_FIELDS);
    checkProducerState(init);
    checkFlag('isTransactional', init.isTransactional);
    checkFlag('isControl', init.isControl);
    checkPartitionLeaderEpoch(init.partitionLeaderEpoch);
    checkOffset('baseOffset', init.baseOffset ?? 0);
    if (init.lastOffsetDelta !== undefined) this.#checkDelta(init.lastOffsetDelta, this.#nextDelta - 1);
  }

  #limitNow(): number {
    if (this.compression === 'none') return this.maxBytes;
    return Math.min(OVERHEAD + this.#estimate.plainBytesFor(this.maxBytes - OVERHEAD), MAX_BATCH_BYTES);
  }

  #checkDelta(delta: number, least: number = this.#nextDelta): void {
    checkInteger('an offset delta here', delta, least, MAX_OFFSET_DELTA);
  }

  #grow(needed: number): void {
    if (needed > MAX_BATCH_BYTES) {
      throw new CodecError(`a batch holds up to 2^31 - 1 bytes, this record would make it ${needed}`, {
        reason: 'limit',
      });
    }
    const doubled = Math.min(this.#buffer.length * 2, this.#limit);
    const grown = Buffer.allocUnsafe(Math.max(needed, doubled));
    this.#buffer.copy(grown, OVERHEAD, OVERHEAD, this.#position);
    this.#buffer = grown;
  }

  #refuseInWork(): void {
    if (this.#sealed === IN_WORK) throw invalid('the batch is being compressed: await sealAsync() first');
  }

  /** What compresses this batch in another thread, where that is worth it. */
  #threadedCodec(): ThreadedCodec | null {
    if (this.#sealed !== null || this.compression === 'none' || this.#count === 0) return null;
    const codec = this.#registry.get(this.compression);
    if (!isThreaded(codec)) return null;
    const from = this.#asyncFromBytes ?? codec.asyncFromBytes ?? 0;
    return this.#position - OVERHEAD >= from ? codec : null;
  }

  #compress(type: Exclude<CompressionType, 'none'>): Buffer {
    const plain = this.#buffer.subarray(OVERHEAD, this.#position);
    return this.#packed(this.#registry.get(type).compress(plain, { level: this.#level, magic: 2 }), plain.length);
  }

  /** Compressed records, with room for the header before them. */
  #packed(packed: Buffer, plainBytes: number): Buffer {
    this.#estimate.learn(packed.length, plainBytes);
    const batch = Buffer.allocUnsafe(OVERHEAD + packed.length);
    packed.copy(batch, OVERHEAD);
    return batch;
  }
}

type ThreadedCodec = CompressionFunctions & Required<Pick<CompressionFunctions, 'compressAsync'>>;

function isThreaded(codec: CompressionFunctions): codec is ThreadedCodec {
  return codec.compressAsync !== undefined;
}

/** The most bytes a record takes in any batch, without the batch's header of {@link RECORD_BATCH_OVERHEAD}. */
export function recordSizeUpperBound(
  key: RecordData,
  value: RecordData,
  headers: readonly RecordHeaderInit[] = NO_HEADERS,
): number {
  // Length 5, attributes 1, timestamp delta 10, offset delta 5.
  return 21 + sizeWithLength(sizeOfData(key)) + sizeWithLength(sizeOfData(value)) + sizeOfHeaders(headers);
}

function invalid(message: string): CodecError {
  return new CodecError(message, { reason: 'invalid-argument' });
}
