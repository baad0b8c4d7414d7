import type { Field, MessageModel, Struct, Versions } from '@k/tool-codegen';
import type { UnknownTag } from '../src/index.ts';

/**
 * A second reading of the schemas, which shares nothing with the generated code or with Reader and Writer: it walks the
 * schema field by field, and concatenates small buffers. Slow, and short enough to be seen to be right.
 */
export type Value = unknown;
export type StructValue = Record<string, Value> & { unknownTags?: UnknownTag[] };

const has = (versions: Versions | undefined, version: number): boolean =>
  versions !== undefined && version >= versions.from && version <= versions.to;

export function defaultValue(field: Field): Value {
  if (field.default === 'null') return null;
  if (field.isArray) return [];
  if (typeof field.type !== 'string') return defaultStruct(field.type);
  switch (field.type) {
    case 'bool':
      return field.default === 'true';
    case 'string':
      return field.default ?? '';
    case 'uuid':
      return 'A'.repeat(22);
    case 'bytes':
      return Buffer.alloc(0);
    case 'records':
      return field.nullable ? null : Buffer.alloc(0);
    case 'int64':
      return BigInt(field.default ?? 0);
    default:
      return Number(field.default ?? 0);
  }
}

export function defaultStruct(struct: Struct): StructValue {
  return Object.fromEntries(struct.fields.map((field) => [field.name, defaultValue(field)]));
}

export function interpretWrite(message: MessageModel, version: number, value: StructValue): Buffer {
  const compact = version >= message.flexibleSince;
  const writeStruct = (struct: Struct, v: StructValue): Buffer => {
    const parts: Buffer[] = [];
    const tags: { tag: number; data: Uint8Array }[] = [...(v.unknownTags ?? [])];
    for (const field of struct.fields) {
      if (!has(field.versions, version)) continue;
      if (field.tag !== undefined && has(field.tag.versions, version)) {
        if (!equal(v[field.name], defaultValue(field))) {
          tags.push({ tag: field.tag.number, data: writeField(field, v[field.name], true, true) });
        }
      } else parts.push(writeField(field, v[field.name], compact && !field.plain));
    }
    if (!compact) return Buffer.concat(parts);
    tags.sort((a, b) => a.tag - b.tag);
    const section = tags.map(({ tag, data }) => Buffer.concat([uvarint(tag), uvarint(data.length), data]));
    return Buffer.concat([...parts, uvarint(tags.length), ...section]);
  };
  const writeField = (field: Field, v: Value, short: boolean, inTag = false): Buffer => {
    if (!field.isArray) return writeOne(field, v, short, inTag);
    if (v === null) return short ? uvarint(0) : fixed(4, -1n);
    const elements = v as Value[];
    const length = short ? uvarint(elements.length + 1) : fixed(4, BigInt(elements.length));
    return Buffer.concat([
      length,
      ...elements.map((element) => writeOne({ ...field, nullable: undefined }, element, short)),
    ]);
  };
  const writeOne = (field: Field, v: Value, short: boolean, inTag = false): Buffer => {
    const { type } = field;
    if (typeof type !== 'string') {
      if (v === null) return fixed(1, inTag ? 0n : -1n);
      const body = writeStruct(type, v as StructValue);
      return field.nullable === undefined ? body : Buffer.concat([fixed(1, 1n), body]);
    }
    switch (type) {
      case 'bool':
        return Buffer.from([v ? 1 : 0]);
      case 'int8':
        return fixed(1, BigInt(v as number));
      case 'int16':
      case 'uint16':
        return fixed(2, BigInt(v as number));
      case 'int32':
      case 'uint32':
        return fixed(4, BigInt(v as number));
      case 'int64':
        return fixed(8, v as bigint);
      case 'float64': {
        const b = Buffer.alloc(8);
        b.writeDoubleBE(v as number);
        return b;
      }
      case 'uuid':
        return Buffer.from(v as string, 'base64url');
      case 'string':
        return sized(v === null ? null : Buffer.from(v as string), 2, short);
      case 'bytes':
      case 'records':
        return sized(v as Buffer | null, 4, short);
    }
  };
  return writeStruct(message.body, value);
}

function sized(data: Buffer | null, lengthBytes: number, short: boolean): Buffer {
  if (data === null) return short ? uvarint(0) : fixed(lengthBytes, -1n);
  return Buffer.concat([short ? uvarint(data.length + 1) : fixed(lengthBytes, BigInt(data.length)), data]);
}

function fixed(size: number, value: bigint): Buffer {
  const hex = BigInt.asUintN(size * 8, value)
    .toString(16)
    .padStart(size * 2, '0');
  return Buffer.from(hex, 'hex');
}

function uvarint(value: number): Buffer {
  const out: number[] = [];
  let rest = BigInt(value);
  do {
    const group = Number(rest & 127n);
    rest >>= 7n;
    out.push(rest > 0n ? group + 128 : group);
  } while (rest > 0n);
  return Buffer.from(out);
}

function equal(a: Value, b: Value): boolean {
  const text = (v: Value): string =>
    JSON.stringify(v, (_, x: unknown) => (typeof x === 'bigint' ? `${String(x)}n` : x));
  return text(a) === text(b);
}
