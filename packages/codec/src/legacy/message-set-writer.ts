import { checkOptions, invalidArgument } from '../arguments.ts';
import { CompressionEstimate } from '../batch/compression-estimate.ts';
import {
  type CompressionRegistry,
  type CompressionType,
  compressionIdOf,
  compressions,
} from '../compression/registry.ts';
import { CodecError } from '../errors.ts';
import { readInt64, writeInt64 } from '../int64.ts';
import * as layout from './legacy-layout.ts';
import { type LegacyMagic, messageSize, writeMessage } from './legacy-message.ts';
import { type RecordData, sizeOfData } from '../record-data.ts';
import { checkWriterOptions, COMMON_OPTIONS, type CommonWriterOptions } from '../writer-options.ts';

const MAX_SET_BYTES = 0x7fff_ffff;
const DEFAULT_INITIAL_BYTES = 1024;

const WRITER_OPTIONS: ReadonlySet<string> = new Set([...COMMON_OPTIONS, 'magic']);
const SEAL_FIELDS: ReadonlySet<string> = new Set(['baseOffset']);

/** There is no zstd in these formats. */
export interface MessageSetWriterOptions extends CommonWriterOptions {
  /** 0 for brokers before 0.10, 1 for 0.10: it brought timestamps (KIP-32) and relative offsets in wrappers (KIP-31). */
  readonly magic: LegacyMagic;
}

export interface MessageSetSealInit {
  /** Offset of the first message; producers leave it at 0. @default 0 */
  readonly baseOffset?: number;
}

/**
 * Writes a message set (magic 0 or 1): messages one after the other or, compressed, one wrapper that holds them all.
 *
 * It lives as `RecordBatchWriter` does: append → `seal()` → send → `reset()`, and the sealed bytes are the writer's own
 * memory until `reset()`. There are no headers, producer ids or transactions in these formats.
 */
export class MessageSetWriter {
  readonly magic: LegacyMagic;
  readonly compression: CompressionType;
  readonly maxBytes: number;
  readonly #initialBytes: number;
  readonly #level: number | undefined;
  readonly #registry: CompressionRegistry;
  readonly #estimate: CompressionEstimate;
  /** What a wrapper takes beside its value. */
  readonly #overhead: number;
  #buffer: Buffer;
  #position = 0;
  #limit: number;
  #count = 0;
  #nextDelta = 0;
  #maxTimestamp = -1;
  #sealed: Buffer | null = null;
  /** Base offset that the messages in the buffer were given. */
  #base = 0;

  /** @throws CodecError ('invalid-argument', or 'unsupported' for a compression these formats or the registry lack). */
  constructor(options: MessageSetWriterOptions) {
    checkOptions('MessageSetWriter', options, WRITER_OPTIONS);
    const { magic, maxBytes, compression = 'none' } = options;
    // JavaScript callers; record batches have a writer of their own.
    if (![0, 1].includes(magic)) throw invalidArgument('a message set has magic 0 or 1', magic);
    if (compression === 'zstd') {
      throw new CodecError(`message format ${magic} has no zstd compression: it came with record batches`, {
        reason: 'unsupported',
      });
    }
    checkWriterOptions(options, 1, MAX_SET_BYTES);
    this.#registry = options.compressions ?? compressions;
    this.magic = magic;
    this.maxBytes = maxBytes;
    this.compression = compression;
    this.#level = options.level;
    this.#estimate = new CompressionEstimate(options.compressionRatio ?? 1);
    this.#overhead = compression === 'none' ? 0 : messageSize(magic, -1, 0);
    this.#initialBytes = Math.max(Math.min(options.initialBytes ?? DEFAULT_INITIAL_BYTES, maxBytes), 1);
    this.#buffer = Buffer.allocUnsafe(this.#initialBytes);
    this.#limit = this.#limitNow();
  }

  /** Messages in the set. */
  get count(): number {
    return this.#count;
  }

  /** Size of the set in bytes: exact when not compressed or when sealed, else an estimate. */
  get byteLength(): number {
    if (this.#sealed !== null) return this.#sealed.length;
    return this.compression === 'none' ? this.#position : this.#overhead + this.#estimate.sizeOf(this.#position);
  }

  /** Memory held, in bytes. */
  get capacity(): number {
    return this.#buffer.length;
  }

  /** Largest timestamp so far, milliseconds since the epoch; -1 for none. */
  get maxTimestamp(): number {
    return this.#maxTimestamp;
  }

  /** Compressed size over plain size: what the next set is expected to have. */
  get compressionRatio(): number {
    return this.#estimate.ratio;
  }

  get isSealed(): boolean {
    return this.#sealed !== null;
  }

  /**
   * Writes a message.
   * @param timestamp milliseconds since the epoch, in any order; -1 for none. Format 0 has no place for it.
   * @param offsetDelta its offset minus the base offset: only for who rewrites sets with gaps in them.
   * @returns its offset delta (0, 1, …), or -1 when the set would become larger than `maxBytes`: nothing was written
   * then. The first message always fits, whatever its size.
   * @throws CodecError ('invalid-argument') on a wrong timestamp or data of a wrong type; nothing was written.
   */
  tryAppend(timestamp: number, key: RecordData, value: RecordData, offsetDelta: number = this.#nextDelta): number {
    if (this.#sealed !== null) throw invalid('the set is sealed: reset() the writer before appending');
    if (!Number.isSafeInteger(timestamp) || timestamp < -1) {
      throw invalidArgument('a timestamp is -1 or a number of milliseconds up to 2^53 - 1', timestamp);
    }
    if (!Number.isSafeInteger(offsetDelta) || offsetDelta < this.#nextDelta) {
      throw invalidArgument(`an offset delta here is an integer from ${this.#nextDelta}`, offsetDelta);
    }
    const end = this.#position + messageSize(this.magic, sizeOfData(key), sizeOfData(value));
    if (end > this.#limit && this.#count > 0) return -1;
    if (end > this.#buffer.length) this.#grow(end);
    this.#position = writeMessage(this.#buffer, this.#position, {
      magic: this.magic,
      offset: this.#base + offsetDelta,
      attributes: 0,
      timestamp,
      key,
      value,
    });
    this.#count++;
    this.#nextDelta = offsetDelta + 1;
    if (timestamp > this.#maxTimestamp) this.#maxTimestamp = timestamp;
    return offsetDelta;
  }

  /**
   * Completes the set. Calling it again gives other offsets; only a wrapper of format 0 is compressed again for that,
   * as the offsets in it are absolute.
   * @returns the set: memory of the writer, untouched until {@link MessageSetWriter.reset}.
   * @throws CodecError ('invalid-argument') when there is no message, or when an offset is past 2^53 - 1.
   */
  seal(init: MessageSetSealInit = {}): Buffer {
    checkOptions('seal()', init, SEAL_FIELDS);
    const { baseOffset = 0 } = init;
    if (this.#count === 0) throw invalid('a set without messages cannot be sealed');
    const lastOffset = baseOffset + this.#nextDelta - 1;
    if (!Number.isSafeInteger(baseOffset) || baseOffset < 0 || !Number.isSafeInteger(lastOffset + 1)) {
      throw invalidArgument('offsets are integers from 0 to 2^53 - 1: a base offset with room for the set', baseOffset);
    }
    if (this.compression === 'none') {
      this.#moveTo(baseOffset);
      return (this.#sealed ??= this.#buffer.subarray(0, this.#position));
    }
    // What is in a wrapper of format 1 keeps offsets that count from 0.
    if (this.magic === 0 && this.#base !== baseOffset) {
      this.#moveTo(baseOffset);
      this.#sealed = null;
    }
    this.#sealed ??= this.#wrap(this.compression);
    writeInt64(this.#sealed, layout.OFFSET, lastOffset);
    return this.#sealed;
  }

  /** Empties the writer for the next set, in the same memory: what `seal()` returned is overwritten from here on. */
  reset(): void {
    this.#sealed = null;
    this.#position = 0;
    this.#count = 0;
    this.#nextDelta = 0;
    this.#maxTimestamp = -1;
    this.#base = 0;
    this.#limit = this.#limitNow();
    // One huge message must not cost its memory for ever.
    if (this.#buffer.length > this.#limit) this.#buffer = Buffer.allocUnsafe(this.#initialBytes);
  }

  /** Gives every message its offset from another base. Offsets are outside of the checksums. */
  #moveTo(baseOffset: number): void {
    const bytes = this.#buffer;
    const shift = baseOffset - this.#base;
    this.#base = baseOffset;
    if (shift === 0) return;
    for (let p = 0; p < this.#position; p += layout.LOG_OVERHEAD + bytes.readInt32BE(p + layout.SIZE)) {
      writeInt64(bytes, p + layout.OFFSET, readInt64(bytes, p + layout.OFFSET) + shift);
    }
  }

  #limitNow(): number {
    if (this.compression === 'none') return this.maxBytes;
    return Math.min(this.#estimate.plainBytesFor(Math.max(this.maxBytes - this.#overhead, 1)), MAX_SET_BYTES);
  }

  #grow(needed: number): void {
    if (needed > MAX_SET_BYTES) {
      throw new CodecError(`a message set holds up to 2^31 - 1 bytes, this message would make it ${needed}`, {
        reason: 'limit',
      });
    }
    const grown = Buffer.allocUnsafe(Math.max(needed, Math.min(this.#buffer.length * 2, this.#limit)));
    this.#buffer.copy(grown, 0, 0, this.#position);
    this.#buffer = grown;
  }

  #wrap(type: Exclude<CompressionType, 'none'>): Buffer {
    const plain = this.#buffer.subarray(0, this.#position);
    const value = this.#registry.get(type).compress(plain, { level: this.#level, magic: this.magic });
    this.#estimate.learn(value.length, plain.length);
    const wrapper = Buffer.allocUnsafe(messageSize(this.magic, -1, value.length));
    writeMessage(wrapper, 0, {
      magic: this.magic,
      offset: 0,
      attributes: compressionIdOf(type),
      timestamp: this.#maxTimestamp,
      key: null,
      value,
    });
    return wrapper;
  }
}

function invalid(message: string): CodecError {
  return new CodecError(message, { reason: 'invalid-argument' });
}
