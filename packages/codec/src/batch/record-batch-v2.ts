import { showValue } from '@k/wire';
import { checkOffset, checkPartitionLeaderEpoch, checkSetter, checkTimestamp } from './batch-fields.ts';
import * as layout from './batch-layout.ts';
import { crc32c } from '../checksum.ts';
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
import { RecordBatch, type TimestampType } from '../record-batch.ts';
import { RecordCursorV2 } from './record-cursor-v2.ts';

/** A batch with magic 2. The caller has checked that all of it is there, and that its length covers the header. */
export class RecordBatchV2 extends RecordBatch {
  readonly bytes: Buffer;
  readonly position: number;
  readonly byteLength: number;
  readonly magic = 2;
  readonly count: number;
  readonly compression: CompressionType;
  readonly baseTimestamp: number;
  #baseOffset: number;
  #maxTimestamp: number;
  readonly #lastOffsetDelta: number;
  readonly #context: RecordBatchContext;

  constructor(bytes: Buffer, position: number, context: RecordBatchContext) {
    super();
    this.bytes = bytes;
    this.position = position;
    this.byteLength = layout.LOG_OVERHEAD + bytes.readInt32BE(position + layout.BATCH_LENGTH);
    this.#context = context;
    this.#baseOffset = readInt64(bytes, position + layout.BASE_OFFSET);
    this.#lastOffsetDelta = bytes.readInt32BE(position + layout.LAST_OFFSET_DELTA);
    this.count = bytes.readInt32BE(position + layout.RECORD_COUNT);
    this.compression = compressionTypeOf(this.#attributes & layout.COMPRESSION_MASK) ?? 'none';
    this.baseTimestamp = readInt64(bytes, position + layout.BASE_TIMESTAMP);
    this.#maxTimestamp = readInt64(bytes, position + layout.MAX_TIMESTAMP);
  }

  validate(): void {
    if (this.#lastOffsetDelta < 0) throw this.#error(`a last offset delta of ${this.#lastOffsetDelta}`, 'corrupt');
    if (!this.#isInRange(this.#baseOffset)) throw this.#error('an offset that is negative or past 2^53 - 1', 'limit');
    if (this.count < 0) throw this.#error(`a record count of ${this.count}`, 'corrupt');
    const compression = this.#attributes & layout.COMPRESSION_MASK;
    if (compressionTypeOf(compression) === undefined) {
      throw this.#error(`unknown compression id ${compression}`, 'unsupported');
    }
    if (Number.isNaN(this.baseTimestamp) || Number.isNaN(this.#maxTimestamp)) {
      throw this.#error('a timestamp past 2^53 - 1', 'limit');
    }
  }

  get baseOffset(): number {
    return this.#baseOffset;
  }

  get lastOffset(): number {
    return this.#baseOffset + this.#lastOffsetDelta;
  }

  get nextOffset(): number {
    return this.#baseOffset + this.#lastOffsetDelta + 1;
  }

  get timestampType(): TimestampType {
    return this.#has(layout.LOG_APPEND_TIME_FLAG) ? 'LogAppendTime' : 'CreateTime';
  }

  get maxTimestamp(): number {
    return this.#maxTimestamp;
  }

  get partitionLeaderEpoch(): number {
    return this.bytes.readInt32BE(this.position + layout.PARTITION_LEADER_EPOCH);
  }

  get producerId(): bigint {
    return this.bytes.readBigInt64BE(this.position + layout.PRODUCER_ID);
  }

  get producerEpoch(): number {
    return this.bytes.readInt16BE(this.position + layout.PRODUCER_EPOCH);
  }

  get baseSequence(): number {
    return this.bytes.readInt32BE(this.position + layout.BASE_SEQUENCE);
  }

  get isTransactional(): boolean {
    return this.#has(layout.TRANSACTIONAL_FLAG);
  }

  get isControl(): boolean {
    return this.#has(layout.CONTROL_FLAG);
  }

  get deleteHorizonMs(): number | null {
    return this.#has(layout.DELETE_HORIZON_FLAG) ? this.baseTimestamp : null;
  }

  isValid(): boolean {
    return this.bytes.readUInt32BE(this.position + layout.CRC) === this.#computeCrc();
  }

  verify(): void {
    if (this.isValid()) return;
    const stored = this.bytes.readUInt32BE(this.position + layout.CRC);
    const hex = (crc: number): string => crc.toString(16).padStart(8, '0');
    throw this.#error(`CRC-32C is ${hex(this.#computeCrc())}, the header says ${hex(stored)}`, 'corrupt');
  }

  records(): RecordCursorV2 {
    const start = this.position + layout.RECORD_BATCH_OVERHEAD;
    const end = this.position + this.byteLength;
    // Compaction leaves empty batches, whatever their compression: there is nothing to decompress.
    if (this.compression === 'none' || this.count === 0) return this.#cursor(this.bytes, start, end);
    const source = this.bytes.subarray(start, end);
    const plain = decompress(this.compression, source, this.magic, this.#context, this.#errorMaker);
    return this.#cursor(plain, 0, plain.length);
  }

  async recordsAsync(): Promise<RecordCursorV2> {
    if (this.compression === 'none' || this.count === 0) return this.records();
    const source = this.slice.subarray(layout.RECORD_BATCH_OVERHEAD);
    const plain = await decompressAsync(this.compression, source, this.magic, this.#context, this.#errorMaker);
    return this.#cursor(plain, 0, plain.length);
  }

  get hasThread(): boolean {
    return hasThread(this.compression, this.#context.compressions);
  }

  setBaseOffset(baseOffset: number): void {
    this.#checkOffset(baseOffset, baseOffset);
    this.#baseOffset = baseOffset;
    writeInt64(this.bytes, this.position + layout.BASE_OFFSET, baseOffset);
  }

  setLastOffset(lastOffset: number): void {
    checkSetter(this.#error.bind(this), () => checkOffset('an offset', lastOffset));
    const baseOffset = lastOffset - this.#lastOffsetDelta;
    this.#checkOffset(baseOffset, lastOffset);
    this.setBaseOffset(baseOffset);
  }

  setPartitionLeaderEpoch(epoch: number): void {
    checkSetter(this.#error.bind(this), () => checkPartitionLeaderEpoch(epoch));
    this.bytes.writeInt32BE(epoch, this.position + layout.PARTITION_LEADER_EPOCH);
  }

  setMaxTimestamp(type: Exclude<TimestampType, 'NoTimestampType'>, timestamp: number): void {
    checkSetter(this.#error.bind(this), () => checkTimestamp(type, timestamp));
    if (type === this.timestampType && timestamp === this.#maxTimestamp) return;
    const attributes = this.#attributes & ~layout.LOG_APPEND_TIME_FLAG;
    const flag = type === 'LogAppendTime' ? layout.LOG_APPEND_TIME_FLAG : 0;
    this.bytes.writeInt16BE(attributes | flag, this.position + layout.ATTRIBUTES);
    writeInt64(this.bytes, this.position + layout.MAX_TIMESTAMP, timestamp);
    this.#maxTimestamp = timestamp;
    this.#writeCrc();
  }

  get #attributes(): number {
    return this.bytes.readInt16BE(this.position + layout.ATTRIBUTES);
  }

  #has(flag: number): boolean {
    return (this.#attributes & flag) !== 0;
  }

  #computeCrc(): number {
    return crc32c(this.bytes.subarray(this.position + layout.ATTRIBUTES, this.position + this.byteLength));
  }

  #writeCrc(): void {
    this.bytes.writeUInt32BE(this.#computeCrc(), this.position + layout.CRC);
  }

  #checkOffset(baseOffset: number, given: number): void {
    if (this.#isInRange(baseOffset)) return;
    const got = showValue(given);
    throw this.#error(
      `an offset is an integer from 0 to 2^53 - 1 with room for the batch, got ${got}`,
      'invalid-argument',
    );
  }

  /** Whether all offsets of the batch, and the one after it, are exact numbers. */
  #isInRange(baseOffset: number): boolean {
    return (
      baseOffset >= 0 &&
      Number.isSafeInteger(baseOffset) &&
      Number.isSafeInteger(baseOffset + this.#lastOffsetDelta + 1)
    );
  }

  #cursor(bytes: Buffer, start: number, end: number): RecordCursorV2 {
    return new RecordCursorV2({
      bytes,
      start,
      end,
      count: this.count,
      baseOffset: this.#baseOffset,
      lastOffsetDelta: this.#lastOffsetDelta,
      baseTimestamp: this.baseTimestamp,
      logAppendTime: this.#has(layout.LOG_APPEND_TIME_FLAG) ? this.#maxTimestamp : null,
      batchPosition: this.position,
    });
  }

  get #errorMaker(): BatchErrorMaker {
    return (what, reason, cause) => this.#error(what, reason, cause);
  }

  #error(what: string, reason: CodecErrorReason, cause?: unknown): CodecError {
    const offset = Number.isNaN(this.#baseOffset) ? undefined : this.#baseOffset;
    const where = `batch at byte ${this.position}, base offset ${offset ?? 'too large'}`;
    return new CodecError(`${where}: ${what}`, { reason, batchPosition: this.position, offset, cause });
  }
}
