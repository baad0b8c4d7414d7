import type { Field, MessageModel, Struct } from '@k/tool-codegen';
import fc from 'fast-check';
import { defaultValue, type StructValue } from './interpreter.ts';

const primitives = {
  bool: fc.boolean(),
  int8: fc.integer({ min: -128, max: 127 }),
  int16: fc.integer({ min: -32768, max: 32767 }),
  uint16: fc.integer({ min: 0, max: 65535 }),
  int32: fc.integer(),
  uint32: fc.integer({ min: 0, max: 0xffffffff }),
  int64: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(0n, -1n, 1n)),
  float64: fc.double({ noNaN: true }),
  string: fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 200 })),
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((b) => Buffer.from(b).toString('base64url')),
  bytes: fc.uint8Array({ maxLength: 300 }).map((b) => Buffer.from(b)),
  records: fc.uint8Array({ maxLength: 3000 }).map((b) => Buffer.from(b)),
};

function valueOf(field: Field, model: MessageModel, version: number): fc.Arbitrary<unknown> {
  if (version < field.versions.from || version > field.versions.to) return fc.constant(defaultValue(field));
  const one: fc.Arbitrary<unknown> =
    typeof field.type === 'string' ? primitives[field.type] : structOf(field.type, model, version);
  const many: fc.Arbitrary<unknown> = field.isArray ? fc.array(one, { maxLength: 4 }) : one;
  const nullable = field.nullable !== undefined && version >= field.nullable.from && version <= field.nullable.to;
  const usual = fc.oneof({ weight: 5, arbitrary: many }, { weight: 1, arbitrary: fc.constant(defaultValue(field)) });
  const value: fc.Arbitrary<unknown> = nullable ? fc.option(usual, { freq: 4 }) : usual;
  // A default that this version cannot carry.
  return value.filter((v) => v !== null || nullable);
}

/** Values of a structure at a version: only what the version can carry. */
export function structOf(struct: Struct, model: MessageModel, version: number): fc.Arbitrary<StructValue> {
  const fields = struct.fields.map((field) => [field.name, valueOf(field, model, version)] as const);
  const body = fc.record(Object.fromEntries(fields)) as fc.Arbitrary<StructValue>;
  if (version < model.flexibleSince) return body;
  const tags = fc.uniqueArray(
    fc.record({
      tag: fc.integer({ min: 50, max: 1_000_000 }),
      data: fc.uint8Array({ maxLength: 200 }).map((b) => Buffer.from(b)),
    }),
    { selector: ({ tag }) => tag, minLength: 1, maxLength: 3 },
  );
  return fc.tuple(body, fc.option(tags, { freq: 2 })).map(([value, unknownTags]) => {
    if (unknownTags === null) return value;
    return { ...value, unknownTags: unknownTags.sort((a, b) => a.tag - b.tag) };
  });
}
