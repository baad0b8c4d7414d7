import { showValue } from './show-value.ts';
import type { UnknownTag } from './unknown-tag.ts';
import { isUuid, ZERO_UUID } from './uuid.ts';
import { WireError } from './wire-error.ts';

/** From this size on, bytes handed to the writer stand as a chunk of their own instead of being copied. */
const EXTERNAL_FROM = 1024;

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * Writes the protocol's primitive types, big-endian, one after the other, into a buffer that grows.
 *
 * Values are checked as they are written: a number out of range, a null, a string of the wrong kind throws
 * {@link WireError}. Large byte strings are not copied: {@link chunks} gives them as they were handed in, so they must
 * not change before the chunks were sent.
 */
export class Writer {
  private buffer: Buffer;
  /** Over `buffer`, once an int64 has asked for it. */
  private view: DataView | undefined = undefined;
  /** Start of what is not yet in `sealed`. */
  private start = 0;
  private position = 0;
  /** Chunks before `start`. */
  private sealed: Uint8Array[] = [];
  private sealedBytes = 0;
  /** Depth of tagged fields being written: their size is patched in later, so they must be in one piece. */
  private depth = 0;

  constructor(initialCapacity = 512) {
    this.buffer = Buffer.allocUnsafeSlow(Math.max(initialCapacity, 16));
  }

  /** Bytes written so far. */
  get length(): number {
    return this.sealedBytes + this.position - this.start;
  }

  /** Size of the memory behind it. */
  get capacity(): number {
    return this.buffer.length;
  }

  /** All that was written, in one buffer; copies only when there are external chunks. The writer is empty after. */
  finish(): Buffer {
    const chunks = this.chunks();
    const only = chunks[0];
    return chunks.length === 1 && Buffer.isBuffer(only) ? only : Buffer.concat(chunks);
  }

  /**
   * All that was written, as chunks to be sent one after the other (at least one). The writer is empty after; it goes
   * on behind these bytes in the same memory, so a writer may be kept for many small messages.
   */
  chunks(): Uint8Array[] {
    const out = this.sealed;
    if (this.position > this.start || out.length === 0) out.push(this.buffer.subarray(this.start, this.position));
    this.start = this.position;
    this.sealed = [];
    this.sealedBytes = 0;
    return out;
  }

  /** Drops what was written since the last {@link chunks} or {@link finish}. */
  reset(): void {
    this.position = this.start;
    this.sealed = [];
    this.sealedBytes = 0;
    this.depth = 0;
  }

  bool(value: boolean): void {
    if (typeof value !== 'boolean') this.wrong('a boolean', value);
    const o = this.reserve(1);
    this.buffer[o] = value ? 1 : 0;
  }

  int8(value: number): void {
    if ((value << 24) >> 24 !== value) this.wrong('an int8', value);
    const o = this.reserve(1);
    this.buffer[o] = value;
  }

  int16(value: number): void {
    if ((value << 16) >> 16 !== value) this.wrong('an int16', value);
    const o = this.reserve(2);
    const b = this.buffer;
    b[o] = value >> 8;
    b[o + 1] = value;
  }

  uint16(value: number): void {
    if ((value & 0xffff) !== value) this.wrong('a uint16', value);
    const o = this.reserve(2);
    const b = this.buffer;
    b[o] = value >> 8;
    b[o + 1] = value;
  }

  int32(value: number): void {
    if ((value | 0) !== value) this.wrong('an int32', value);
    const o = this.reserve(4);
    const b = this.buffer;
    b[o] = value >> 24;
    b[o + 1] = value >> 16;
    b[o + 2] = value >> 8;
    b[o + 3] = value;
  }

  uint32(value: number): void {
    if (value >>> 0 !== value) this.wrong('a uint32', value);
    this.int32(value | 0);
  }

  /** A bigint, or a safe integer. */
  int64(value: bigint | number): void {
    if (typeof value === 'number') {
      if (!Number.isSafeInteger(value)) this.wrong('an int64 (a bigint, or a safe integer)', value);
      const high = Math.floor(value / 0x1_0000_0000);
      this.int32(high | 0);
      this.int32((value - high * 0x1_0000_0000) | 0);
      return;
    }
    if (typeof value !== 'bigint' || value > MAX_INT64 || value < MIN_INT64) this.wrong('an int64', value);
    const o = this.reserve(8);
    const b = this.buffer;
    const view = (this.view ??= new DataView(b.buffer, b.byteOffset, b.byteLength));
    view.setBigInt64(o, value);
  }

  float64(value: number): void {
    if (typeof value !== 'number') this.wrong('a number', value);
    const o = this.reserve(8);
    this.buffer.writeDoubleBE(value, o);
  }

  /** 16 bytes from the 22 characters of base64url that Kafka prints. */
  uuid(value: string): void {
    if (value === ZERO_UUID) {
      const o = this.reserve(16);
      this.buffer.fill(0, o, o + 16);
      return;
    }
    if (typeof value !== 'string' || !isUuid(value)) this.wrong('a uuid (22 characters of base64url)', value);
    const o = this.reserve(16);
    this.buffer.write(value, o, 16, 'base64url');
  }

  /** Unsigned varint, 0 … 2³²−1. */
  uvarint(value: number): void {
    if (value >>> 0 !== value) this.wrong('an unsigned varint of 32 bits', value);
    let o = this.reserve(5);
    const b = this.buffer;
    while (value > 0x7f) {
      b[o++] = value | 0x80;
      value >>>= 7;
    }
    b[o++] = value;
    this.position = o;
  }

  /** Signed (zigzag) varint, −2³¹ … 2³¹−1. */
  varint(value: number): void {
    if ((value | 0) !== value) this.wrong('an int32', value);
    this.uvarint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  /** Unsigned varlong, 0 … 2⁶⁴−1. */
  uvarlong(value: bigint): void {
    if (typeof value !== 'bigint' || BigInt.asUintN(64, value) !== value)
      this.wrong('an unsigned 64-bit bigint', value);
    let o = this.reserve(10);
    const b = this.buffer;
    while (value > 0x7fn) {
      b[o++] = Number(value & 0x7fn) | 0x80;
      value >>= 7n;
    }
    b[o++] = Number(value);
    this.position = o;
  }

  /** Signed (zigzag) varlong, −2⁶³ … 2⁶³−1. */
  varlong(value: bigint): void {
    if (typeof value !== 'bigint' || value > MAX_INT64 || value < MIN_INT64) this.wrong('an int64', value);
    this.uvarlong(BigInt.asUintN(64, (value << 1n) ^ (value >> 63n)));
  }

  /** UTF-8 text. `compact`: its length is an unsigned varint plus one, else an int16. */
  string(value: string, compact = false): void {
    if (typeof value !== 'string') this.wrong('a string', value);
    const length = value.length;
    // Short ASCII is the rule: write it as it is read, and start over when a character is not.
    if (length < 64) {
      const start = this.reserve(length + 2);
      const b = this.buffer;
      let o = start;
      if (compact) b[o++] = length + 1;
      else {
        b[o++] = 0;
        b[o++] = length;
      }
      let i = 0;
      for (; i < length; i++) {
        const c = value.charCodeAt(i);
        if (c > 0x7f) break;
        b[o++] = c;
      }
      if (i === length) {
        this.position = o;
        return;
      }
      this.position = start;
    }
    const size = Buffer.byteLength(value);
    if (compact) this.uvarint(size + 1);
    else if (size > 0x7fff) this.wrong('a string of at most 32767 bytes', `${String(size)} bytes`);
    else this.int16(size);
    const o = this.reserve(size);
    this.buffer.write(value, o, size, 'utf8');
  }

  /** As {@link string}; null is refused when it is not `allowed`. */
  nullableString(value: string | null, compact = false, allowed = true): void {
    if (value !== null || !allowed) this.string(value as string, compact);
    else if (compact) this.uvarint(0);
    else this.int16(-1);
  }

  /** `compact`: the length is an unsigned varint plus one, else an int32. Large ones are not copied. */
  bytes(value: Uint8Array, compact = false): void {
    if (!((value as unknown) instanceof Uint8Array)) this.wrong('bytes (a Buffer or Uint8Array)', value);
    if (compact) this.uvarint(value.length + 1);
    else this.int32(value.length);
    this.raw(value);
  }

  nullableBytes(value: Uint8Array | null, compact = false, allowed = true): void {
    if (value !== null || !allowed) this.bytes(value as Uint8Array, compact);
    else if (compact) this.uvarint(0);
    else this.int32(-1);
  }

  /** Bytes without a length. Large ones are not copied. */
  raw(value: Uint8Array): void {
    if (!((value as unknown) instanceof Uint8Array)) this.wrong('bytes (a Buffer or Uint8Array)', value);
    const size = value.length;
    if (size >= EXTERNAL_FROM && this.depth === 0) {
      if (this.position > this.start) this.sealed.push(this.buffer.subarray(this.start, this.position));
      this.sealedBytes += this.position - this.start + size;
      this.sealed.push(value);
      this.start = this.position;
      return;
    }
    const o = this.reserve(size);
    this.buffer.set(value, o);
  }

  /** The number of elements that follow; -1 for null. */
  arrayLength(n: number, compact = false): void {
    if (compact) this.uvarint(n + 1);
    else this.int32(n);
  }

  /** An array of structures, each written by `write`. */
  array<T>(
    values: readonly T[],
    compact: boolean,
    write: (w: Writer, version: number, value: T) => void,
    version: number,
  ): void {
    if (!Array.isArray(values)) this.wrong('an array', values);
    const n = values.length;
    this.arrayLength(n, compact);
    for (let i = 0; i < n; i++) write(this, version, values[i] as T);
  }

  nullableArray<T>(
    values: readonly T[] | null,
    compact: boolean,
    write: (w: Writer, version: number, value: T) => void,
    version: number,
    allowed = true,
  ): void {
    if (values !== null || !allowed) this.array(values as readonly T[], compact, write, version);
    else this.arrayLength(-1, compact);
  }

  int8Array(values: readonly number[], compact = false): void {
    this.openArray(values, compact);
    for (const value of values) this.int8(value);
  }

  int16Array(values: readonly number[], compact = false): void {
    this.openArray(values, compact);
    for (const value of values) this.int16(value);
  }

  int32Array(values: readonly number[], compact = false): void {
    this.openArray(values, compact);
    for (const value of values) this.int32(value);
  }

  int64Array(values: readonly (bigint | number)[], compact = false): void {
    this.openArray(values, compact);
    for (const value of values) this.int64(value);
  }

  uuidArray(values: readonly string[], compact = false): void {
    this.openArray(values, compact);
    for (const value of values) this.uuid(value);
  }

  stringArray(values: readonly string[], compact = false): void {
    this.openArray(values, compact);
    for (const value of values) this.string(value, compact);
  }

  nullableInt32Array(values: readonly number[] | null, compact = false, allowed = true): void {
    if (values === null && allowed) this.arrayLength(-1, compact);
    else this.int32Array(values as readonly number[], compact);
  }

  nullableUuidArray(values: readonly string[] | null, compact = false, allowed = true): void {
    if (values === null && allowed) this.arrayLength(-1, compact);
    else this.uuidArray(values as readonly string[], compact);
  }

  nullableStringArray(values: readonly string[] | null, compact = false, allowed = true): void {
    if (values === null && allowed) this.arrayLength(-1, compact);
    else this.stringArray(values as readonly string[], compact);
  }

  /** A structure that may be absent: a byte says so. */
  nullableStruct<T>(value: T | null, write: (w: Writer, version: number, value: T) => void, version: number): void {
    this.int8(value === null ? -1 : 1);
    if (value !== null) write(this, version, value);
  }

  /** The same as a tagged field: a varint says so. */
  nullableTaggedStruct<T>(
    value: T | null,
    write: (w: Writer, version: number, value: T) => void,
    version: number,
  ): void {
    this.uvarint(value === null ? 0 : 1);
    if (value !== null) write(this, version, value);
  }

  /** The tagged fields of a structure of which no tag is known; nothing at all when it is not `flexible`. */
  unknownTags(tags: readonly UnknownTag[] | undefined, flexible = true, version = -1): void {
    if (!flexible) {
      if (tags?.length) throw new WireError(`version ${String(version)} cannot carry tagged fields (unknownTags)`);
    } else if (tags === undefined) {
      const o = this.reserve(1);
      this.buffer[o] = 0;
    } else this.endTags(this.beginTags(tags));
  }

  /** Starts the tagged fields of a structure: write the known ones in ascending order, then call {@link endTags}. */
  beginTags(unknown: readonly UnknownTag[] | undefined): TagSection {
    this.depth++;
    const o = this.reserve(1);
    return { countAt: o - this.start, count: 0, unknown: unknown?.length ? sorted(unknown) : NO_TAGS, next: 0 };
  }

  /** Starts one known tagged field; gives the position that {@link endTag} wants. */
  beginTag(section: TagSection, tag: number): number {
    if (section.unknown !== NO_TAGS) this.unknownBefore(section, tag);
    section.count++;
    this.uvarint(tag);
    const o = this.reserve(1);
    return o - this.start;
  }

  endTag(sizeAt: number): void {
    const at = this.start + sizeAt;
    this.patch(at, this.position - at - 1);
  }

  endTags(section: TagSection): void {
    if (section.unknown !== NO_TAGS) this.unknownBefore(section, Infinity);
    this.patch(this.start + section.countAt, section.count);
    this.depth--;
  }

  /** A value was set in a version that has no such field. */
  absent(version: number): never {
    throw new WireError(`has a value, but version ${String(version)} has no such field`);
  }

  /** Writes the unknown tags that come before `tag`: tags must ascend. */
  private unknownBefore(section: TagSection, tag: number): void {
    const { unknown } = section;
    for (; section.next < unknown.length; section.next++) {
      const field = unknown[section.next] as UnknownTag;
      if (field.tag === tag) this.wrong('an unknown tag', `tag ${String(tag)}, which this version knows`);
      if (field.tag > tag) return;
      section.count++;
      this.uvarint(field.tag);
      this.uvarint(field.data.length);
      this.raw(field.data);
    }
  }

  /** Puts a varint where one byte was left for it, making room when it needs more. */
  private patch(at: number, value: number): void {
    let size = 1;
    for (let rest = value >>> 7; rest > 0; rest >>>= 7) size++;
    if (size > 1) {
      // Reserving may move everything to a new buffer, which begins at `start`.
      const back = this.position - at;
      this.reserve(size - 1);
      at = this.position - (size - 1) - back;
      this.buffer.copyWithin(at + size, at + 1, at + back);
    }
    const b = this.buffer;
    for (; size > 1; size--) {
      b[at++] = value | 0x80;
      value >>>= 7;
    }
    b[at] = value;
  }

  private openArray(values: readonly unknown[], compact: boolean): void {
    if (!Array.isArray(values)) this.wrong('an array', values);
    this.arrayLength(values.length, compact);
  }

  /** Makes room, moves on, and gives the position before. */
  private reserve(n: number): number {
    const o = this.position;
    if (o + n > this.buffer.length) return this.grow(n);
    this.position = o + n;
    return o;
  }

  private grow(n: number): number {
    const used = this.position - this.start;
    const capacity = this.buffer.length;
    const grown = Buffer.allocUnsafeSlow(used + n <= capacity >> 1 ? capacity : Math.max(capacity * 2, used + n));
    this.buffer.copy(grown, 0, this.start, this.position);
    this.buffer = grown;
    this.view = undefined;
    this.start = 0;
    this.position = used + n;
    return used;
  }

  private wrong(expected: string, value: unknown): never {
    throw new WireError(`expected ${expected}, got ${showValue(value)}`);
  }
}

/** The tagged fields of one structure while they are written. */
export interface TagSection {
  /** Where the count goes, from the start of the current chunk. */
  readonly countAt: number;
  count: number;
  readonly unknown: readonly UnknownTag[];
  /** The first unknown tag not yet written. */
  next: number;
}

const NO_TAGS: readonly UnknownTag[] = [];

function sorted(tags: readonly UnknownTag[]): readonly UnknownTag[] {
  return tags.every((t, i) => i === 0 || t.tag > (tags[i - 1] as UnknownTag).tag)
    ? tags
    : [...tags].sort((a, b) => a.tag - b.tag);
}
