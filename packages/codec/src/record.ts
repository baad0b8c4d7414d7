import { CodecError } from './errors.ts';

/** What Node's `util.inspect` looks for, by its public name: so that nothing of Node is imported. */
const inspectCustom: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** A header as read: order and duplicates are kept, the value is a view. */
export interface RecordHeader {
  readonly key: string;
  readonly value: Buffer | null;
}

/** A header as written: strings become UTF-8. */
export interface RecordHeaderInit {
  /** Name of the header; a record may have several of one name. */
  readonly key: string;
  /** Text is written as UTF-8. */
  readonly value: Uint8Array | string | null;
}

/** Where one record stands, and what is known of it without looking: what a `RecordCursor` is while it stands there. */
export interface RecordPlace {
  /** What the positions point into: the bytes given to `readBatches`, or the decompressed batch. */
  readonly bytes: Buffer;
  readonly offset: number;
  /** Milliseconds since the epoch, -1 when the record has none. LogAppendTime is applied. */
  readonly timestamp: number;
  readonly keyStart: number;
  /** -1 for null. */
  readonly keyLength: number;
  readonly valueStart: number;
  /** -1 for null. */
  readonly valueLength: number;
  /** Where the record ends; its headers stand between the value and here. */
  readonly end: number;
}

/**
 * One record, as positions into the bytes it was read from: nothing is sliced or decoded before it is touched.
 *
 * It shares memory with those bytes (the fetch response, or the decompressed batch) and keeps them alive;
 * {@link KafkaRecord.copy} gives a record that stands alone. Each touch of `key`, `value` and `headers` makes new
 * views: keep the result when it is used twice. Clients extend this class with topic and partition.
 */
export class KafkaRecord {
  readonly offset: number;
  /** Milliseconds since the epoch, -1 when the record has none. LogAppendTime is applied. */
  readonly timestamp: number;
  /** Bytes of the key, -1 for null. */
  readonly keyLength: number;
  /** Bytes of the value, -1 for null. */
  readonly valueLength: number;
  // Not #private: copy() makes them for subclasses by Object.create, which cannot add private names.
  private readonly bytes: Buffer;
  private readonly keyStart: number;
  private readonly valueStart: number;
  private readonly end: number;

  /** Takes the record a cursor stands on; the cursor may move on afterwards. */
  constructor(cursor: RecordPlace) {
    this.offset = cursor.offset;
    this.timestamp = cursor.timestamp;
    this.keyLength = cursor.keyLength;
    this.valueLength = cursor.valueLength;
    this.bytes = cursor.bytes;
    this.keyStart = cursor.keyStart;
    this.valueStart = cursor.valueStart;
    this.end = cursor.end;
  }

  /** A view of the key's bytes. */
  get key(): Buffer | null {
    return this.keyLength < 0 ? null : this.bytes.subarray(this.keyStart, this.keyStart + this.keyLength);
  }

  /** A view of the value's bytes. */
  get value(): Buffer | null {
    return this.valueLength < 0 ? null : this.bytes.subarray(this.valueStart, this.valueStart + this.valueLength);
  }

  /** The key decoded as UTF-8, with no Buffer in between. */
  get keyText(): string | null {
    return this.keyLength < 0 ? null : this.bytes.toString('utf8', this.keyStart, this.keyStart + this.keyLength);
  }

  /** The value decoded as UTF-8, with no Buffer in between. */
  get valueText(): string | null {
    return this.valueLength < 0
      ? null
      : this.bytes.toString('utf8', this.valueStart, this.valueStart + this.valueLength);
  }

  /**
   * The headers, in order, duplicates kept; values are views.
   * @throws CodecError ('corrupt') when they do not fill the record exactly.
   */
  get headers(): RecordHeader[] {
    return readHeaders(this.bytes, this.valueStart + Math.max(this.valueLength, 0), this.end, this.offset);
  }

  /** What console.log shows: the record and a subclass's own fields, not where its bytes are. */
  [inspectCustom](): object {
    const { bytes: _, keyStart: _k, valueStart: _v, end: _e, keyLength: _kl, valueLength: _vl, ...shown } = this;
    return { ...shown, key: this.key, value: this.value, headers: this.headers };
  }

  /** The same record (of the same class) over memory of its own: keeping it keeps nothing else alive. */
  copy(): this {
    const start = this.keyStart;
    const own = Buffer.allocUnsafeSlow(this.end - start);
    this.bytes.copy(own, 0, start, this.end);
    const copy = Object.create(Object.getPrototypeOf(this) as object) as this;
    return Object.assign(copy, this, { bytes: own, keyStart: 0, valueStart: this.valueStart - start, end: own.length });
  }
}

/** Reads the header section of a record: a count, then key and value of each. An empty section has no headers. */
export function readHeaders(bytes: Buffer, start: number, end: number, offset: number): RecordHeader[] {
  const headers: RecordHeader[] = [];
  if (start === end) return headers;
  const reader = new HeaderReader(bytes, start, end, offset);
  const count = reader.varint();
  // Each takes two bytes at least: a count that cannot be true is refused before anything is made for it.
  if (count < 0 || count * 2 > end - reader.position) reader.fail(`${count} headers announced`);
  for (let i = 0; i < count; i++) {
    const key = reader.view();
    if (key === null) return reader.fail('null header key');
    headers.push({ key: key.toString('utf8'), value: reader.view() });
  }
  if (reader.position !== end) reader.fail(`${end - reader.position} bytes after the last header`);
  return headers;
}

class HeaderReader {
  readonly bytes: Buffer;
  readonly end: number;
  readonly offset: number;
  position: number;

  constructor(bytes: Buffer, start: number, end: number, offset: number) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.offset = offset;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (this.position >= this.end) this.fail('cut off');
      const byte = this.bytes[this.position++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    return this.fail('a varint of more than 5 bytes');
  }

  view(): Buffer | null {
    const length = this.varint();
    if (length === -1) return null;
    const start = this.position;
    if (length < 0 || length > this.end - start) this.fail(`a length of ${length}`);
    this.position = start + length;
    return this.bytes.subarray(start, this.position);
  }

  fail(what: string): never {
    throw new CodecError(`damaged headers of the record at offset ${this.offset}: ${what}`, {
      reason: 'corrupt',
      offset: this.offset,
    });
  }
}
