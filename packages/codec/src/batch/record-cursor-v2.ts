import { CodecError } from '../errors.ts';
import { RecordCursor } from '../record-cursor.ts';

/** Attributes, timestamp delta, offset delta, two lengths and the header count: one byte each at least. */
const MIN_RECORD_BODY = 6;

export interface RecordCursorV2Init {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly baseOffset: number;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: number;
  /** The timestamp of every record when the batch has LogAppendTime, else null. */
  readonly logAppendTime: number | null;
  readonly batchPosition: number;
}

/** Records of a batch with magic 2. https://kafka.apache.org/documentation/#record */
export class RecordCursorV2 extends RecordCursor {
  private readonly count: number;
  private remaining: number;
  private position: number;
  private readonly limit: number;
  private readonly baseOffset: number;
  private readonly lastOffsetDelta: number;
  private readonly baseTimestamp: number;
  private readonly logAppendTime: number | null;
  private readonly batchPosition: number;

  constructor(init: RecordCursorV2Init) {
    super(init.bytes);
    this.count = init.count;
    this.remaining = init.count;
    this.position = init.start;
    this.limit = init.end;
    this.baseOffset = init.baseOffset;
    this.lastOffsetDelta = init.lastOffsetDelta;
    this.baseTimestamp = init.baseTimestamp;
    this.logAppendTime = init.logAppendTime;
    this.batchPosition = init.batchPosition;
  }

  override get recordsRead(): number {
    return this.count - this.remaining;
  }

  // The hottest code of a consumer. A varint of one byte is read in place; the rest is a call. A read past the
  // record (even past the buffer: undefined, so 0) is harmless, because nothing is believed before the last check.
  override next(): boolean {
    if (this.remaining === 0) return this.finish();
    const bytes = this.bytes;
    let p = this.position;
    let byte = bytes[p++] as number;
    let length: number;
    if (byte < 0x80) length = (byte >>> 1) ^ -(byte & 1);
    else {
      this.position = p - 1;
      length = this.varint();
      p = this.position;
    }
    const end = p + length;
    if (length < MIN_RECORD_BODY || end > this.limit) this.fail(`a record length of ${length}`);

    p++; // attributes: none are defined
    byte = bytes[p++] as number;
    let timestampDelta: number;
    if (byte < 0x80) timestampDelta = (byte >>> 1) ^ -(byte & 1);
    else {
      this.position = p - 1;
      timestampDelta = this.varlong();
      p = this.position;
    }
    byte = bytes[p++] as number;
    let offsetDelta: number;
    if (byte < 0x80) offsetDelta = (byte >>> 1) ^ -(byte & 1);
    else {
      this.position = p - 1;
      offsetDelta = this.varint();
      p = this.position;
    }
    byte = bytes[p++] as number;
    let keyLength: number;
    if (byte < 0x80) keyLength = (byte >>> 1) ^ -(byte & 1);
    else {
      this.position = p - 1;
      keyLength = this.varint();
      p = this.position;
    }
    this.keyStart = p;
    this.keyLength = keyLength;
    if (keyLength > 0) p += keyLength;
    if (keyLength < -1 || p >= end) this.fail(`a key length of ${keyLength}`);

    byte = bytes[p++] as number;
    let valueLength: number;
    if (byte < 0x80) valueLength = (byte >>> 1) ^ -(byte & 1);
    else {
      this.position = p - 1;
      valueLength = this.varint();
      p = this.position;
    }
    this.valueStart = p;
    this.valueLength = valueLength;
    if (valueLength > 0) p += valueLength;
    // One byte at least must be left: the header count.
    if (valueLength < -1 || p >= end) this.fail(`a value length of ${valueLength}`);
    if (p === end - 1 && bytes[p] !== 0) this.fail('headers that are not there');

    if (offsetDelta < 0 || offsetDelta > this.lastOffsetDelta) this.fail(`an offset delta of ${offsetDelta}`);
    this.offset = this.baseOffset + offsetDelta;
    const timestamp = this.logAppendTime ?? this.baseTimestamp + timestampDelta;
    if (Math.abs(timestamp) > Number.MAX_SAFE_INTEGER) this.fail('a timestamp past 2^53 - 1', 'limit');
    this.timestamp = timestamp;
    this.end = end;
    this.position = end;
    this.remaining--;
    return true;
  }

  private finish(): false {
    if (this.position !== this.limit) {
      const left = this.limit - this.position;
      this.position = this.limit;
      this.fail(`${left} bytes after the last record: the record count lies`);
    }
    return false;
  }

  /** Reads an int32 at `position` and moves it. */
  private varint(): number {
    const bytes = this.bytes;
    let p = this.position;
    let byte = bytes[p++] as number;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      if (shift > 28) this.fail('a varint of more than 5 bytes');
      if (p >= this.limit) this.fail('a varint that is cut off');
      byte = bytes[p++] as number;
      value |= (byte & 0x7f) << shift;
    }
    this.position = p;
    return (value >>> 1) ^ -(value & 1);
  }

  /** Reads an int64 at `position` and moves it. Four bytes are enough for deltas of a day. */
  private varlong(): number {
    const bytes = this.bytes;
    let p = this.position;
    let byte = bytes[p++] as number;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift <= 21; shift += 7) {
      if (p >= this.limit) this.fail('a varint that is cut off');
      byte = bytes[p++] as number;
      value |= (byte & 0x7f) << shift;
    }
    this.position = p;
    if (byte >= 0x80) return this.longVarlong(value);
    return (value >>> 1) ^ -(value & 1);
  }

  /** The rest of a varlong after its first four bytes: past int32, so with multiplication, as numbers are exact to 2^53. */
  private longVarlong(low: number): number {
    let p = this.position;
    const negative = low & 1;
    let magnitude = low >>> 1;
    let byte: number;
    let size = 4;
    let unit = 2 ** 27;
    do {
      if (++size > 10) this.fail('a varint of more than 10 bytes');
      if (p >= this.limit) this.fail('a varint that is cut off');
      byte = this.bytes[p++] as number;
      magnitude += (byte & 0x7f) * unit;
      unit *= 128;
    } while (byte >= 0x80);
    this.position = p;
    return negative === 1 ? -magnitude - 1 : magnitude;
  }

  private fail(what: string, reason: 'corrupt' | 'limit' = 'corrupt'): never {
    const index = this.count - this.remaining;
    // No further records: what follows a damaged one cannot be told apart.
    this.remaining = 0;
    this.position = this.limit;
    throw new CodecError(
      `damaged record ${index} of the batch at base offset ${this.baseOffset}` +
        ` (byte ${this.batchPosition}): ${what}`,
      { reason, batchPosition: this.batchPosition, offset: this.baseOffset },
    );
  }
}
