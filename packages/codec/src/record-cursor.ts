import { invalidArgument } from './arguments.ts';
import { KafkaRecord, readHeaders, type RecordHeader, type RecordPlace } from './record.ts';

/**
 * Walks the records of one batch without making an object for each: `while (cursor.next()) …`.
 * The fields describe the record it stands on, and are meaningless before the first `next()`.
 * The positions are public so that clients can build their own record class from them.
 */
export abstract class RecordCursor implements RecordPlace {
  readonly bytes: Buffer;
  offset = -1;
  timestamp = -1;
  keyStart = 0;
  keyLength = -1;
  valueStart = 0;
  valueLength = -1;
  end = 0;

  protected constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** How many records it has come to so far. */
  abstract get recordsRead(): number;

  /**
   * Moves to the next record.
   * @returns false after the last one.
   * @throws CodecError ('corrupt') when the record does not fit the batch, or when the count of the batch lied.
   */
  abstract next(): boolean;

  /**
   * Moves to the first record at or after an offset, never backwards.
   * @returns false when there is none.
   */
  skipTo(offset: number): boolean {
    if (!Number.isSafeInteger(offset)) throw invalidArgument('an offset to skip to is a safe integer', offset);
    while (this.next()) if (this.offset >= offset) return true;
    return false;
  }

  /** A view of the key's bytes. */
  get key(): Buffer | null {
    return this.keyLength < 0 ? null : this.bytes.subarray(this.keyStart, this.keyStart + this.keyLength);
  }

  /** A view of the value's bytes. */
  get value(): Buffer | null {
    return this.valueLength < 0 ? null : this.bytes.subarray(this.valueStart, this.valueStart + this.valueLength);
  }

  /** The headers, in order, duplicates kept; values are views. */
  get headers(): RecordHeader[] {
    return readHeaders(this.bytes, this.valueStart + Math.max(this.valueLength, 0), this.end, this.offset);
  }

  /** The record it stands on, as an object that stays when the cursor moves. */
  record(): KafkaRecord {
    return new KafkaRecord(this);
  }
}
