import { wrongArgument } from './wrong-argument.ts';
import type { UnknownTag } from './unknown-tag.ts';
import { ZERO_UUID } from './uuid.ts';
import { WireError } from './wire-error.ts';

const EMPTY = Buffer.alloc(0);
const char = String.fromCharCode;

/**
 * Reads the protocol's primitive types from a buffer, big-endian, one after the other.
 *
 * Every method throws {@link WireError} when the bytes end too early or cannot be what they should be. Lengths are
 * checked against the bytes at hand before anything is allocated. `bytes` and `records` are views over the input.
 *
 * The guide to the types: https://kafka.apache.org/protocol#protocol_types
 */
export class Reader {
  readonly buffer: Buffer;
  /** Position of the next byte. */
  offset: number;
  /** Position after the last byte that may be read. */
  readonly end: number;
  /**
   * How a failure shows itself. 0: it throws. 1 or 2: the failing read and all after it give a harmless value, and only
   * the failing one differs between 1 and 2: comparing the two outcomes tells which field it was (see `locate.ts`).
   * So the good case carries no path, and costs nothing.
   * @internal
   */
  probe: 0 | 1 | 2;
  /**
   * The same bytes: one load and one check for a whole number. Making it costs as much as reading a small message does,
   * so it is made at the first array (or int64) and used from there on.
   */
  private view: DataView | undefined = undefined;
  private failed = false;
  /** Position after the tagged field that {@link tag} just started. */
  tagEnd = 0;

  constructor(bytes: Uint8Array, offset = 0, end: number = bytes.length, probe: 0 | 1 | 2 = 0) {
    if (!((bytes as unknown) instanceof Uint8Array)) {
      throw wrongArgument('Reader', 'bytes', 'bytes (a Buffer or Uint8Array)', bytes);
    }
    this.buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (!(offset >= 0 && offset <= end && end <= bytes.length)) {
      throw new RangeError(
        `Reader: no range ${String(offset)}..${String(end)} in a buffer of ${String(bytes.length)} bytes`,
      );
    }
    this.offset = offset;
    this.end = end;
    this.probe = probe;
  }

  /** Bytes left. */
  get remaining(): number {
    return this.end - this.offset;
  }

  /** Throws unless every byte was read. */
  finish(): void {
    if (this.offset !== this.end) this.fail(`${String(this.end - this.offset)} bytes left after the last field`);
  }

  bool(): boolean {
    const o = this.offset;
    if (this.end - o < 1) return this.short(1) === 2;
    this.offset = o + 1;
    return this.buffer[o] !== 0;
  }

  int8(): number {
    const o = this.offset;
    if (this.end - o < 1) return this.short(1);
    this.offset = o + 1;
    return ((this.buffer[o] as number) << 24) >> 24;
  }

  int16(): number {
    const o = this.offset;
    if (this.end - o < 2) return this.short(2);
    this.offset = o + 2;
    const view = this.view;
    if (view !== undefined) return view.getInt16(o);
    const b = this.buffer;
    return (((b[o] as number) << 24) >> 16) | (b[o + 1] as number);
  }

  uint16(): number {
    const o = this.offset;
    if (this.end - o < 2) return this.short(2);
    this.offset = o + 2;
    const b = this.buffer;
    return ((b[o] as number) << 8) | (b[o + 1] as number);
  }

  int32(): number {
    const o = this.offset;
    if (this.end - o < 4) return this.short(4);
    this.offset = o + 4;
    const view = this.view;
    return view === undefined ? int32At(this.buffer, o) : view.getInt32(o);
  }

  uint32(): number {
    return this.int32() >>> 0;
  }

  int64(): bigint {
    const o = this.offset;
    if (this.end - o < 8) return BigInt(this.short(8));
    this.offset = o + 8;
    // 0 and -1 are most of what comes here (no offset, no time, no producer): spare them the allocation.
    const b = this.buffer;
    const first = b[o];
    if (first === b[o + 7] && (first === 0 || first === 255)) {
      let i = o + 1;
      while (b[i] === first) i++;
      if (i >= o + 8) return first === 0 ? 0n : -1n;
    }
    return (this.view ?? this.makeView()).getBigInt64(o);
  }

  float64(): number {
    const o = this.offset;
    if (this.end - o < 8) return this.short(8);
    this.offset = o + 8;
    return this.buffer.readDoubleBE(o);
  }

  /** 16 bytes, as Kafka prints them: 22 characters of base64url. */
  uuid(): string {
    const o = this.offset;
    if (this.end - o < 16) return String(this.short(16));
    this.offset = o + 16;
    const b = this.buffer;
    if (b[o] === 0 && b[o + 15] === 0) {
      let i = o + 1;
      while (b[i] === 0 && i < o + 15) i++;
      if (i === o + 15) return ZERO_UUID;
    }
    return b.toString('base64url', o, o + 16);
  }

  /** Unsigned varint, 0 … 2³²−1, at most five bytes. */
  uvarint(): number {
    const b = this.buffer;
    const end = this.end;
    let o = this.offset;
    if (o >= end) return this.short(1);
    let byte = b[o++] as number;
    if (byte < 0x80) {
      this.offset = o;
      return byte;
    }
    let value = byte & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      if (o >= end) return this.short(o - this.offset + 1);
      byte = b[o++] as number;
      if (shift === 28 && byte > 0x0f) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.offset = o;
        return value >>> 0;
      }
    }
    return this.fail('a varint of more than 32 bits');
  }

  /** Signed (zigzag) varint, −2³¹ … 2³¹−1. */
  varint(): number {
    const n = this.uvarint();
    return (n >>> 1) ^ -(n & 1);
  }

  /** Unsigned varlong, 0 … 2⁶⁴−1, at most ten bytes. */
  uvarlong(): bigint {
    const b = this.buffer;
    const start = this.offset;
    let low = 0;
    let high = 0n;
    for (let i = 0; i < 10; i++) {
      if (start + i >= this.end) return BigInt(this.short(i + 1));
      const byte = b[start + i] as number;
      if (i === 9 && byte > 1) break;
      // Seven groups of seven bits stay below 2^49 and need no bigint.
      if (i < 7) low += (byte & 0x7f) * 2 ** (7 * i);
      else high |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) {
        this.offset = start + i + 1;
        return high | BigInt(low);
      }
    }
    return BigInt(this.fail('a varlong of more than 64 bits'));
  }

  /** Signed (zigzag) varlong, −2⁶³ … 2⁶³−1. */
  varlong(): bigint {
    const n = this.uvarlong();
    return BigInt.asIntN(64, (n >> 1n) ^ -(n & 1n));
  }

  /** UTF-8 text. `compact`: its length is an unsigned varint plus one, else an int16. */
  string(compact = false): string {
    const length = compact ? this.uvarint() - 1 : this.int16();
    return length < 0 ? this.noText(length) : this.text(length);
  }

  /** As {@link string}; null is refused when it is not `allowed`. */
  nullableString(compact = false, allowed = true): string | null {
    const length = compact ? this.uvarint() - 1 : this.int16();
    if (length >= 0) return this.text(length);
    return length === -1 && allowed ? null : this.noText(length);
  }

  /** A view over the input. `compact`: its length is an unsigned varint plus one, else an int32. */
  bytes(compact = false): Buffer {
    const length = compact ? this.uvarint() - 1 : this.int32();
    return length < 0 ? this.noBytes(length) : this.raw(length);
  }

  nullableBytes(compact = false, allowed = true): Buffer | null {
    const length = compact ? this.uvarint() - 1 : this.int32();
    if (length >= 0) return this.raw(length);
    return length === -1 && allowed ? null : this.noBytes(length);
  }

  /** The next `length` bytes as a view. */
  raw(length: number): Buffer {
    const o = this.offset;
    if (length > this.end - o) return Buffer.alloc(this.short(length));
    this.offset = o + length;
    return length === 0 ? EMPTY : this.buffer.subarray(o, o + length);
  }

  /** The number of elements that follow. Each takes a byte at least, so a lie is found before anything is made. */
  arrayLength(compact = false): number {
    const n = compact ? this.uvarint() - 1 : this.int32();
    if (n < 0) return this.negative(n);
    if (n > this.end - this.offset) return this.tooMany(n);
    return n;
  }

  /** As {@link arrayLength}, or -1 for null. */
  nullableArrayLength(compact = false, allowed = true): number {
    const n = compact ? this.uvarint() - 1 : this.int32();
    if (n < -1 || (n === -1 && !allowed)) return this.negative(n);
    if (n > this.end - this.offset) return this.tooMany(n);
    return n;
  }

  /** An array of structures, each read by `read`. */
  array<T>(compact: boolean, read: (r: Reader, version: number) => T, version: number): T[] {
    return this.elements(this.arrayLength(compact), read, version);
  }

  nullableArray<T>(
    compact: boolean,
    read: (r: Reader, version: number) => T,
    version: number,
    allowed = true,
  ): T[] | null {
    const n = this.nullableArrayLength(compact, allowed);
    return n < 0 ? null : this.elements(n, read, version);
  }

  int8Array(compact = false): number[] {
    const out: number[] = [];
    for (let n = this.arrayLength(compact); n > 0; n--) out.push(this.int8());
    return out;
  }

  int16Array(compact = false): number[] {
    const out: number[] = [];
    for (let n = this.arrayLength(compact); n > 0; n--) out.push(this.int16());
    return out;
  }

  int32Array(compact = false): number[] {
    const n = this.arrayLength(compact);
    if (n === 0) return [];
    const o = this.offset;
    if (n * 4 > this.end - o) return new Array<number>(this.short(n * 4)).fill(0);
    this.offset = o + n * 4;
    const view = this.view ?? this.makeView();
    // Lists of replicas are most of what comes here: made in their right size, without room to grow.
    if (n === 3) return [view.getInt32(o), view.getInt32(o + 4), view.getInt32(o + 8)];
    if (n === 1) return [view.getInt32(o)];
    const out: number[] = [];
    for (let i = 0; i < n; i++) out.push(view.getInt32(o + i * 4));
    return out;
  }

  int64Array(compact = false): bigint[] {
    const out: bigint[] = [];
    for (let n = this.arrayLength(compact); n > 0; n--) out.push(this.int64());
    return out;
  }

  uuidArray(compact = false): string[] {
    const out: string[] = [];
    for (let n = this.arrayLength(compact); n > 0; n--) out.push(this.uuid());
    return out;
  }

  stringArray(compact = false): string[] {
    const out: string[] = [];
    for (let n = this.arrayLength(compact); n > 0; n--) out.push(this.string(compact));
    return out;
  }

  nullableInt32Array(compact = false, allowed = true): number[] | null {
    return this.isNull(compact, allowed) ? null : this.int32Array(compact);
  }

  nullableUuidArray(compact = false, allowed = true): string[] | null {
    return this.isNull(compact, allowed) ? null : this.uuidArray(compact);
  }

  nullableStringArray(compact = false, allowed = true): string[] | null {
    return this.isNull(compact, allowed) ? null : this.stringArray(compact);
  }

  /** A structure that may be absent: a byte says so, negative for null. */
  nullableStruct<T>(read: (r: Reader, version: number) => T, version: number): T | null {
    return this.int8() < 0 ? null : read(this, version);
  }

  /** The same as a tagged field: a varint says so, 0 for null. */
  nullableTaggedStruct<T>(read: (r: Reader, version: number) => T, version: number): T | null {
    return this.uvarint() === 0 ? null : read(this, version);
  }

  /** The tagged fields of a structure of which no tag is known: kept as they are. */
  unknownTags(flexible = true): UnknownTag[] | undefined {
    if (!flexible) return undefined;
    if (this.buffer[this.offset] === 0 && this.offset < this.end) {
      this.offset++;
      return undefined;
    }
    let tags: UnknownTag[] | undefined;
    for (let n = this.tagCount(); n > 0; n--) tags = this.unknownTag(tags, this.tag());
    return tags;
  }

  /** The number of tagged fields that follow. */
  tagCount(): number {
    const n = this.uvarint();
    return n > (this.end - this.offset) >> 1 ? this.tooMany(n) : n;
  }

  /** Starts a tagged field and gives its number. {@link endTag} or {@link unknownTag} must follow. */
  tag(): number {
    const tag = this.uvarint();
    const size = this.uvarint();
    if (size > this.end - this.offset) return -this.short(size);
    this.tagEnd = this.offset + size;
    return tag;
  }

  /** Ends a tagged field whose value was read: it must have taken the bytes announced. */
  endTag(tagEnd: number, tags: UnknownTag[] | undefined): UnknownTag[] | undefined {
    if (this.offset === tagEnd) return tags;
    const surplus = this.offset - tagEnd;
    this.fail(
      `a tagged field takes ${String(Math.abs(surplus))} bytes ${surplus > 0 ? 'more' : 'less'} than announced`,
    );
    return this.unknownTag(tags, -this.probe);
  }

  /** Keeps a tagged field of unknown meaning. */
  unknownTag(tags: UnknownTag[] | undefined, tag: number): UnknownTag[] {
    const kept = { tag, data: this.failed ? EMPTY : this.raw(this.tagEnd - this.offset) };
    if (tags === undefined) return [kept];
    tags.push(kept);
    return tags;
  }

  /** Whether a null array stands here, which is then read. */
  private isNull(compact: boolean, allowed: boolean): boolean {
    const start = this.offset;
    if (allowed && this.nullableArrayLength(compact) < 0) return true;
    // Not null, or cut off: the length is read again by who wants it.
    if (!this.failed) this.offset = start;
    return false;
  }

  private elements<T>(n: number, read: (r: Reader, version: number) => T, version: number): T[] {
    if (n > 1 && this.view === undefined) this.makeView();
    // The right size at once, as far as it costs nothing should the number turn out to be a lie.
    const out = new Array<T>(n <= 1024 ? n : 0);
    for (let i = 0; i < n; i++) out[i] = read(this, version);
    return out;
  }

  private makeView(): DataView {
    const b = this.buffer;
    return (this.view = new DataView(b.buffer, b.byteOffset, b.byteLength));
  }

  private text(length: number): string {
    const o = this.offset;
    if (length > this.end - o) return 'x'.repeat(this.short(length));
    this.offset = o + length;
    // Calling into C++ costs more than a handful of characters do.
    return (length < 9 ? shortAscii(this.buffer, o, length) : undefined) ?? this.buffer.toString('utf8', o, o + length);
  }

  private noText(length: number): string {
    return 'x'.repeat(this.negative(length));
  }

  private noBytes(length: number): Buffer {
    return Buffer.alloc(this.negative(length));
  }

  private negative(length: number): number {
    return this.fail(length === -1 ? 'null, which this version does not allow here' : `a length of ${String(length)}`);
  }

  private short(needed: number): number {
    return this.fail(`${String(needed)} bytes needed, ${String(this.end - this.offset)} left`);
  }

  private tooMany(n: number): number {
    return this.fail(`${String(n)} elements announced, ${String(this.end - this.offset)} bytes left`);
  }

  /** Throws, or when probing marks the place: from here on there is nothing left, and every read comes back to here. */
  private fail(reason: string): number {
    if (this.probe === 0) throw new WireError(reason, { offset: this.offset });
    this.failed = true;
    this.offset = this.end;
    return this.probe;
  }
}

function int32At(b: Buffer, o: number): number {
  return ((b[o] as number) << 24) | ((b[o + 1] as number) << 16) | ((b[o + 2] as number) << 8) | (b[o + 3] as number);
}

/** Up to eight ASCII characters; undefined when there are others. */
function shortAscii(b: Buffer, o: number, length: number): string | undefined {
  let all = 0;
  for (let i = o; i < o + length; i++) all |= b[i] as number;
  if (all > 0x7f) return undefined;
  switch (length) {
    case 0:
      return '';
    case 1:
      return char(b[o] as number);
    case 2:
      return char(b[o] as number, b[o + 1] as number);
    case 3:
      return char(b[o] as number, b[o + 1] as number, b[o + 2] as number);
    case 4:
      return char(b[o] as number, b[o + 1] as number, b[o + 2] as number, b[o + 3] as number);
    case 5:
      return char(b[o] as number, b[o + 1] as number, b[o + 2] as number, b[o + 3] as number, b[o + 4] as number);
    case 6:
      return char(
        b[o] as number,
        b[o + 1] as number,
        b[o + 2] as number,
        b[o + 3] as number,
        b[o + 4] as number,
        b[o + 5] as number,
      );
    case 7:
      return char(
        b[o] as number,
        b[o + 1] as number,
        b[o + 2] as number,
        b[o + 3] as number,
        b[o + 4] as number,
        b[o + 5] as number,
        b[o + 6] as number,
      );
    case 8:
      return char(
        b[o] as number,
        b[o + 1] as number,
        b[o + 2] as number,
        b[o + 3] as number,
        b[o + 4] as number,
        b[o + 5] as number,
        b[o + 6] as number,
        b[o + 7] as number,
      );
    default:
      return undefined;
  }
}
