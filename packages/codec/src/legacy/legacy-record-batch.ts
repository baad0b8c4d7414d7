import { checkOffset, checkSetter, checkTimestamp } from '../batch/batch-fields.ts';
import { COMPRESSION_MASK, LOG_APPEND_TIME_FLAG } from '../batch/batch-layout.ts';
import { crc32 } from '../checksum.ts';
import { type CompressionType, compressionTypeOf } from '../compression/registry.ts';
import {
  type BatchErrorMaker,
  decompress,
  decompressAsync,
  hasThread,
  type RecordBatchContext,
} from '../compression/decompress.ts';
import { CodecError, type CodecErrorReason } from '../errors.ts';
import { readInt64, writeInt64 } from '../int64.ts';
import * as layout from './legacy-layout.ts';
import { writeMessageCrc } from './legacy-message.ts';
import { LegacyRecordCursor } from './legacy-record-cursor.ts';
import { RecordBatch, type TimestampType } from '../record-batch.ts';

/** What is in a wrapper, known only once it is decompressed. */
interface Wrapped {
  readonly plain: Buffer;
  readonly count: number;
  readonly firstOffset: number;
  readonly lastOffset: number;
}

/**
 * One outermost message of a message set (magic 0 or 1), as a batch: a record alone, or a wrapper whose value is a
 * compressed message set. `count` and `baseOffset` of a wrapper need its decompression; it happens once.
 * https://kafka.apache.org/documentation/#messageset
 */
export class LegacyRecordBatch extends RecordBatch {
  readonly bytes: Buffer;
  readonly position: number;
  readonly byteLength: number;
  readonly magic: number;
  readonly compression: CompressionType;
  readonly partitionLeaderEpoch = -1;
  readonly producerId = -1n;
  readonly producerEpoch = -1;
  readonly baseSequence = -1;
  readonly isTransactional = false;
  readonly isControl = false;
  readonly deleteHorizonMs = null;
  readonly #context: RecordBatchContext;
  #lastOffset: number;
  /** Whether its offsets mean nothing yet. */
  #isUnassigned: boolean;
  #maxTimestamp: number;
  #wrapped: Wrapped | null = null;

  constructor(bytes: Buffer, position: number, magic: number, context: RecordBatchContext) {
    super();
    this.bytes = bytes;
    this.position = position;
    this.magic = magic;
    this.#context = context;
    this.byteLength = layout.LOG_OVERHEAD + bytes.readInt32BE(position + layout.SIZE);
    this.compression = compressionTypeOf(this.#attributes & COMPRESSION_MASK) ?? 'none';
    this.#isUnassigned = context.unassignedOffsets;
    this.#lastOffset = context.unassignedOffsets ? 0 : readInt64(bytes, position + layout.OFFSET);
    this.#maxTimestamp = magic === 0 ? -1 : readInt64(bytes, position + layout.TIMESTAMP);
  }

  get baseOffset(): number {
    return this.compression === 'none' ? this.lastOffset : this.#shift(this.#unwrap()) + this.#unwrap().firstOffset;
  }

  /** Offset of the message, or of the last one in a wrapper. */
  get lastOffset(): number {
    return this.#lastOffset;
  }

  get nextOffset(): number {
    return this.#lastOffset + 1;
  }

  get count(): number {
    return this.compression === 'none' ? 1 : this.#unwrap().count;
  }

  get timestampType(): TimestampType {
    if (this.magic === 0) return 'NoTimestampType';
    return (this.#attributes & LOG_APPEND_TIME_FLAG) === 0 ? 'CreateTime' : 'LogAppendTime';
  }

  get maxTimestamp(): number {
    return this.#maxTimestamp;
  }

  get baseTimestamp(): number {
    return this.#maxTimestamp;
  }

  validate(): void {
    if (!(this.lastOffset >= 0) || !Number.isSafeInteger(this.nextOffset)) {
      throw this.#error('an offset that is negative or past 2^53 - 1', 'limit');
    }
    // zstd (4) came with record batches.
    const compression = this.#attributes & COMPRESSION_MASK;
    if (compression > 3)
      throw this.#error(`compression id ${compression} in message format ${this.magic}`, 'unsupported');
    if (Number.isNaN(this.maxTimestamp)) throw this.#error('a timestamp past 2^53 - 1', 'limit');
  }

  isValid(): boolean {
    return this.bytes.readUInt32BE(this.position + layout.CRC) === this.#computeCrc();
  }

  verify(): void {
    if (this.isValid()) return;
    const stored = this.bytes.readUInt32BE(this.position + layout.CRC);
    const hex = (crc: number): string => crc.toString(16).padStart(8, '0');
    throw this.#error(`CRC-32 is ${hex(this.#computeCrc())}, the message says ${hex(stored)}`, 'corrupt');
  }

  records(): LegacyRecordCursor {
    if (this.compression === 'none') return this.#cursor(this.bytes, this.position, this.position + this.byteLength, 0);
    const wrapped = this.#unwrap();
    return this.#cursor(wrapped.plain, 0, wrapped.plain.length, this.#shift(wrapped));
  }

  async recordsAsync(): Promise<LegacyRecordCursor> {
    if (this.compression !== 'none' && this.#wrapped === null) {
      const { compression, magic } = this;
      const value = this.#wrapperValue();
      this.#wrapped = this.#read(await decompressAsync(compression, value, magic, this.#context, this.#errorMaker));
    }
    return this.records();
  }

  get hasThread(): boolean {
    return hasThread(this.compression, this.#context.compressions);
  }

  setBaseOffset(baseOffset: number): void {
    checkSetter(this.#error.bind(this), () => checkOffset('an offset', baseOffset));
    if (this.compression === 'none') {
      this.setLastOffset(baseOffset);
      return;
    }
    const { firstOffset, lastOffset } = this.#unwrap();
    this.setLastOffset(baseOffset + lastOffset - firstOffset);
  }

  setLastOffset(lastOffset: number): void {
    checkSetter(this.#error.bind(this), () => checkOffset('an offset', lastOffset));
    if (this.compression !== 'none') {
      if (this.#isUnassigned) {
        throw this.#error(
          'what is in a wrapper has to get offsets first: write it anew (convertRecords)',
          'unsupported',
        );
      }
      if (this.magic === 0 && lastOffset !== this.#unwrap().lastOffset) {
        throw this.#error(
          'the offsets of a wrapper of message format 0 are inside its compressed data: write it anew (convertRecords)',
          'unsupported',
        );
      }
    }
    this.#isUnassigned = false;
    this.#lastOffset = lastOffset;
    writeInt64(this.bytes, this.position + layout.OFFSET, lastOffset);
  }

  setPartitionLeaderEpoch(): never {
    throw this.#error(`message format ${this.magic} has no leader epoch`, 'unsupported');
  }

  setMaxTimestamp(type: Exclude<TimestampType, 'NoTimestampType'>, timestamp: number): void {
    if (this.magic === 0) throw this.#error('message format 0 has no timestamps', 'unsupported');
    checkSetter(this.#error.bind(this), () => checkTimestamp(type, timestamp));
    if (type === this.timestampType && timestamp === this.#maxTimestamp) return;
    const flag = type === 'LogAppendTime' ? LOG_APPEND_TIME_FLAG : 0;
    this.bytes[this.position + layout.ATTRIBUTES] = (this.#attributes & ~LOG_APPEND_TIME_FLAG) | flag;
    this.#maxTimestamp = timestamp;
    writeInt64(this.bytes, this.position + layout.TIMESTAMP, timestamp);
    writeMessageCrc(this.bytes, this.position, this.position + this.byteLength);
  }

  get #attributes(): number {
    return this.bytes.readUInt8(this.position + layout.ATTRIBUTES);
  }

  #computeCrc(): number {
    return crc32(this.bytes.subarray(this.position + layout.MAGIC, this.position + this.byteLength));
  }

  #cursor(bytes: Buffer, start: number, end: number, offsetShift: number): LegacyRecordCursor {
    return new LegacyRecordCursor({
      bytes,
      start,
      end,
      offsetShift,
      countOffsets: this.#isUnassigned,
      logAppendTime: this.timestampType === 'LogAppendTime' ? this.maxTimestamp : null,
      batchPosition: this.position,
      batchOffset: this.#lastOffset,
    });
  }

  /**
   * In magic 1 the offsets inside count from any number, and the wrapper has that of the last one (KIP-31). What
   * producers send has a wrapper offset of 0 as often as not: then they are taken as they are.
   */
  #shift(wrapped: Wrapped): number {
    return this.magic === 0 || this.#lastOffset === 0 ? 0 : this.#lastOffset - wrapped.lastOffset;
  }

  #unwrap(): Wrapped {
    if (this.#wrapped !== null) return this.#wrapped;
    if (this.compression === 'none') throw this.#error('a message that is no wrapper', 'invalid-argument');
    const plain = decompress(this.compression, this.#wrapperValue(), this.magic, this.#context, this.#errorMaker);
    this.#wrapped = this.#read(plain);
    return this.#wrapped;
  }

  /** What a wrapper holds, all of it looked at. */
  #read(plain: Buffer): Wrapped {
    const cursor = this.#cursor(plain, 0, plain.length, 0);
    let count = 0;
    let firstOffset = -1;
    let lastOffset = -1;
    while (cursor.next()) {
      if (count++ === 0) firstOffset = cursor.offset;
      // Equal ones are what old producers send: all 0, for the broker to set.
      if (cursor.offset < lastOffset) {
        throw this.#error(`offset ${cursor.offset} after ${lastOffset} in a wrapper`, 'corrupt');
      }
      lastOffset = cursor.offset;
      if (this.#context.checkCrcs) cursor.verify();
    }
    if (count === 0) throw this.#error('a wrapper without messages', 'corrupt');
    if (lastOffset > this.#lastOffset && this.#lastOffset !== 0) {
      throw this.#error(`offset ${lastOffset} in a wrapper that says it ends before`, 'corrupt');
    }
    return { plain, count, firstOffset, lastOffset };
  }

  #wrapperValue(): Buffer {
    const end = this.position + this.byteLength;
    const keyPosition = this.position + layout.keyPosition(this.magic);
    const lengthPosition = keyPosition + 4 + Math.max(this.bytes.readInt32BE(keyPosition), 0);
    const start = lengthPosition + 4;
    if (start > end || this.bytes.readInt32BE(lengthPosition) !== end - start) {
      throw this.#error('a wrapper whose lengths do not fit', 'corrupt');
    }
    return this.bytes.subarray(start, end);
  }

  get #errorMaker(): BatchErrorMaker {
    return (what, reason, cause) => this.#error(what, reason, cause);
  }

  #error(what: string, reason: CodecErrorReason, cause?: unknown): CodecError {
    const offset = Number.isNaN(this.lastOffset) ? undefined : this.lastOffset;
    const where = `batch at byte ${this.position}, last offset ${offset ?? 'too large'}`;
    return new CodecError(`${where}: ${what}`, { reason, batchPosition: this.position, offset, cause });
  }
}
