import { Reader } from '../reader.ts';

export interface Rendering {
  readonly base64: boolean;
  /** Every byte of byte strings and of records. */
  readonly full: boolean;
  readonly lines: boolean;
}

/** So much of a byte string is shown unless all of it is asked for. */
const SHOWN_BYTES = 64;

/** A decoded message as JSON: 64-bit integers as numbers, as strings when a number cannot hold them. */
export function toJson(value: unknown, rendering: Rendering): string {
  return JSON.stringify(plain(value, '', rendering), undefined, rendering.lines ? undefined : 2);
}

function plain(value: unknown, key: string, rendering: Rendering): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return plainBytes(value, key, rendering);
  if (Array.isArray(value)) return value.map((each) => plain(each, key, rendering));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each, name, rendering)]));
}

function plainBytes(bytes: Uint8Array, key: string, { base64, full }: Rendering): unknown {
  const encoding = base64 ? 'base64' : 'hex';
  const batches = key === 'records' ? describeRecords(bytes) : {};
  if (key === 'records' && !full) return { length: bytes.length, ...batches };
  const shown = full ? bytes : bytes.subarray(0, SHOWN_BYTES);
  const text = Buffer.from(shown.buffer, shown.byteOffset, shown.length).toString(encoding);
  return {
    length: bytes.length,
    ...batches,
    [encoding]: text,
    ...(shown.length < bytes.length ? { more: bytes.length - shown.length } : {}),
  };
}

/** `@k/codec` knows them, and stands on this package: a capture is read without it. */
const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
/** Base offset and length, which all formats have, then the leader epoch (or a checksum), then the format. */
const MAGIC_AT = 16;
const HEAD_OF_V2 = 61;

/** The heads of the record batches: https://kafka.apache.org/documentation/#recordbatch. Their records need a codec. */
function describeRecords(bytes: Uint8Array): object {
  const batches: object[] = [];
  const r = new Reader(bytes);
  while (r.remaining > MAGIC_AT) {
    const start = r.offset;
    const baseOffset = r.int64();
    const length = r.int32();
    const magic = bytes[start + MAGIC_AT] ?? 0;
    const end = start + 12 + length;
    if (length < 0 || magic > 2) break;
    const head = { baseOffset: Number(baseOffset), length: 12 + length, magic };
    if (magic === 2 && r.end - start >= HEAD_OF_V2) {
      r.offset = start + MAGIC_AT + 5;
      const attributes = r.int16();
      r.offset = start + HEAD_OF_V2 - 4;
      const records = r.int32();
      const flags = {
        ...(attributes & 0x10 ? { transactional: true } : {}),
        ...(attributes & 0x20 ? { control: true } : {}),
      };
      batches.push({ ...head, records, compression: COMPRESSIONS[attributes & 7] ?? attributes & 7, ...flags });
    } else batches.push(head);
    // A broker cuts the last batch off where the answer is full.
    if (end > r.end) break;
    r.offset = end;
  }
  return batches.length > 0 ? { batches } : {};
}
