import { COMPRESSION_MASK } from '../batch/batch-layout.ts';
import { crc32 } from '../checksum.ts';
import { CodecError, type CodecErrorReason } from '../errors.ts';
import { readInt64 } from '../int64.ts';
import * as layout from './legacy-layout.ts';
import { RecordCursor } from '../record-cursor.ts';

export interface LegacyRecordCursorInit {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Whether to count the messages instead of reading their offsets. */
  readonly countOffsets: boolean;
  /** Added to the offsets of the messages: those inside a wrapper of magic 1 are relative. */
  readonly offsetShift: number;
  /** The timestamp of every message when the wrapper has LogAppendTime, else null. */
  readonly logAppendTime: number | null;
  readonly batchPosition: number;
  /** Offset of the message alone or of the wrapper: what errors name. */
  readonly batchOffset: number;
}

/** Messages of format 0 or 1, one after the other: one alone, or those that a wrapper holds. */
export class LegacyRecordCursor extends RecordCursor {
  private readonly init: LegacyRecordCursorInit;
  private position: number;
  private count = 0;
  /** Of the message it stands on. */
  private start: number;

  constructor(init: LegacyRecordCursorInit) {
    super(init.bytes);
    this.init = init;
    this.position = this.start = init.start;
  }

  override get recordsRead(): number {
    return this.count;
  }

  override next(): boolean {
    const { bytes, end: limit } = this.init;
    const start = this.position;
    if (start === limit) return false;
    if (limit - start < layout.LOG_OVERHEAD + layout.minSize(0)) this.fail('a message that is cut off');
    // A wrapper may hold messages of the other format: Java's client reads them, so they exist in old logs.
    const magic = bytes.readInt8(start + layout.MAGIC);
    if (magic !== 0 && magic !== 1) this.fail(`a message with magic ${magic}`);
    const size = bytes.readInt32BE(start + layout.SIZE);
    if (size < layout.minSize(magic) || size > limit - start - layout.LOG_OVERHEAD) {
      this.fail(`a message size of ${size}`);
    }
    const end = start + layout.LOG_OVERHEAD + size;
    // Only the outermost message may be compressed; its cursor walks what was in it.
    if ((bytes.readUInt8(start + layout.ATTRIBUTES) & COMPRESSION_MASK) !== 0) this.fail('a wrapper in a wrapper');

    this.start = start;
    this.keyStart = start + layout.keyPosition(magic) + 4;
    this.keyLength = bytes.readInt32BE(this.keyStart - 4);
    const keyEnd = this.keyStart + Math.max(this.keyLength, 0);
    if (this.keyLength < -1 || keyEnd > end - 4) this.fail(`a key length of ${this.keyLength}`);
    this.valueStart = keyEnd + 4;
    this.valueLength = bytes.readInt32BE(keyEnd);
    const valueEnd = this.valueStart + Math.max(this.valueLength, 0);
    if (this.valueLength < -1 || valueEnd !== end) this.fail(`a value length of ${this.valueLength}`);

    const offset = this.init.countOffsets
      ? this.count
      : readInt64(bytes, start + layout.OFFSET) + this.init.offsetShift;
    if (!Number.isSafeInteger(offset) || offset < 0) this.fail('an offset that is negative or past 2^53 - 1', 'limit');
    if (magic === 0) this.timestamp = -1;
    else {
      const timestamp = this.init.logAppendTime ?? readInt64(bytes, start + layout.TIMESTAMP);
      if (Number.isNaN(timestamp)) this.fail('a timestamp past 2^53 - 1', 'limit');
      this.timestamp = timestamp;
    }
    this.count++;
    this.offset = offset;
    this.end = end;
    this.position = end;
    return true;
  }

  /** Checks the checksum of the message it stands on. @throws CodecError ('corrupt'). */
  verify(): void {
    const { start } = this;
    const stored = this.bytes.readUInt32BE(start + layout.CRC);
    const computed = crc32(this.bytes.subarray(start + layout.MAGIC, this.end));
    if (stored === computed) return;
    this.position = start;
    this.fail(`CRC-32 is ${hex(computed)}, the message says ${hex(stored)}`);
  }

  private fail(what: string, reason: CodecErrorReason = 'corrupt'): never {
    const at = this.position - this.init.start;
    this.position = this.init.end;
    const { batchPosition, batchOffset } = this.init;
    const where = `message at byte ${at} of the batch at byte ${batchPosition}, last offset ${batchOffset}`;
    throw new CodecError(`damaged ${where}: ${what}`, {
      reason,
      batchPosition,
      offset: batchOffset,
    });
  }
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}
