import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Field, loadSchemas, type MessageModel, type Struct } from '@k/tool-codegen';
import { WireError } from '../src/index.ts';
import { defaultStruct, defaultValue, interpretWrite, type StructValue } from './interpreter.ts';
import { messageNamed, plain, repository } from './support.ts';

// The rules of encoding and decoding, tried on every field of every message at every version.

const schemas = await loadSchemas(`${repository}packages/wire/schema`);
const models = schemas.flatMap(({ model }) =>
  model.kind === 'api' ? [model.request, model.response] : [model.message],
);

/** One field at one version, with a way to get at it. */
interface Place {
  readonly model: MessageModel;
  readonly version: number;
  readonly field: Field;
  /** As WireError.path has it. */
  readonly path: string;
  /** A body in which nothing is set but this field. */
  with(value: unknown): StructValue;
}

const has = (range: { from: number; to: number } | undefined, version: number): boolean =>
  range !== undefined && version >= range.from && version <= range.to;

function* places(): Generator<Place> {
  for (const model of models) {
    for (let version = model.versions.from; version <= model.versions.to; version++) {
      yield* within(model, version, model.body, '', (value) => ({ ...least(model.body, version), ...value }));
    }
  }
}

function* within(
  model: MessageModel,
  version: number,
  struct: Struct,
  prefix: string,
  wrap: (value: StructValue) => StructValue,
): Generator<Place> {
  for (const field of struct.fields) {
    const path = prefix + field.name;
    const put = (value: unknown): StructValue => wrap({ [field.name]: value });
    yield { model, version, field, path, with: put };
    const { type } = field;
    if (typeof type === 'string' || !has(field.versions, version)) continue;
    const inner = (value: StructValue): StructValue => ({ ...least(type, version), ...value });
    if (field.isArray) yield* within(model, version, type, `${path}[0].`, (value) => put([inner(value)]));
    else yield* within(model, version, type, `${path}.`, (value) => put(inner(value)));
  }
}

/** What must be set because the default is null and this version has none. */
function least(struct: Struct, version: number): StructValue {
  const missing = struct.fields.filter(
    (field) => has(field.versions, version) && defaultValue(field) === null && !has(field.nullable, version),
  );
  return Object.fromEntries(missing.map((field) => [field.name, field.isArray ? [] : notNull(field)]));
}

function notNull(field: Field): unknown {
  return typeof field.type === 'string' ? (field.type === 'string' ? '' : Buffer.alloc(0)) : defaultStruct(field.type);
}

/** A value that is not the default; undefined when there is none to be found (a structure without fields). */
function other(field: Field): unknown {
  const { type } = field;
  if (typeof type !== 'string') {
    if (field.isArray) return [{}];
    for (const inner of type.fields) {
      const value = other(inner);
      if (value !== undefined) return { [inner.name]: value };
    }
    return undefined;
  }
  if (field.isArray) return [other({ ...field, isArray: false, default: undefined })];
  switch (type) {
    case 'bool':
      return !(defaultValue(field) as boolean);
    case 'string':
      return 'other';
    case 'uuid':
      return 'EjRWeJq83vASNFZ4mrze8A';
    case 'bytes':
    case 'records':
      return Buffer.from('other');
    case 'int64':
      return 77n;
    default:
      return 77;
  }
}

const label = ({ model, version, path }: Place): string => `${model.name} v${String(version)}, field ${path}`;

function wireError(place: Place, run: () => unknown): WireError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof WireError, `${label(place)}: ${String(error)}`);
    assert.equal(error.messageName, place.model.name);
    return error;
  }
  assert.fail(`${label(place)}: no error`);
}

describe('every field of every message at every version', () => {
  const all = [...places()];

  test('is tried', () => {
    assert.ok(all.length > 7_000, `${String(all.length)} places`);
  });

  test('where the version lacks it: a value is an error or, for ignorable fields, dropped; the default is neither', () => {
    let refused = 0;
    let dropped = 0;
    for (const place of all) {
      const { model, version, field } = place;
      if (has(field.versions, version)) continue;
      const encode = (value: unknown): Buffer => messageNamed(model.name).encode(version, place.with(value));
      const without = encode(undefined);
      assert.deepEqual(encode(defaultValue(field)), without, label(place));
      const value = other(field);
      if (value === undefined) continue;
      if (field.ignorable) {
        assert.deepEqual(encode(value), without, label(place));
        dropped++;
        continue;
      }
      const error = wireError(place, () => encode(value));
      assert.ok(error.path.startsWith(place.path), `${label(place)}: ${error.message}`);
      assert.match(error.message, new RegExp(`version ${String(version)} has no such field`));
      refused++;
    }
    assert.ok(refused > 500 && dropped > 500, `${String(refused)} refused, ${String(dropped)} dropped`);
  });

  test('where null is not allowed: it is refused in encoding', () => {
    for (const place of all) {
      const { model, version, field } = place;
      if (!has(field.versions, version) || has(field.nullable, version)) continue;
      const error = wireError(place, () => messageNamed(model.name).encode(version, place.with(null)));
      assert.ok(error.path.startsWith(place.path), `${label(place)}: ${error.message}`);
    }
  });

  test('where null is not allowed: it is refused in decoding', () => {
    let tried = 0;
    for (const place of all) {
      const { model, version, field } = place;
      const sized = field.isArray || field.type === 'string' || field.type === 'bytes' || field.type === 'records';
      if (!sized || !has(field.versions, version) || has(field.nullable, version)) continue;
      const bytes = interpretWrite(model, version, filled(place, null));
      const error = wireError(place, () => messageNamed(model.name).decode(version, bytes));
      assert.equal(error.path, place.path, `${label(place)}: ${error.message}`);
      assert.match(error.message, /null, which this version does not allow here/);
      tried++;
    }
    assert.ok(tried > 2_000, String(tried));
  });

  test('where null is allowed: it comes back', () => {
    for (const place of all) {
      const { model, version, field } = place;
      if (!has(field.versions, version) || !has(field.nullable, version)) continue;
      const value = filled(place, null);
      const bytes = interpretWrite(model, version, value);
      const message = messageNamed(model.name);
      assert.deepEqual(message.encode(version, value), bytes, label(place));
      assert.deepEqual(plain(message.decode(version, bytes)), plain(value), label(place));
    }
  });
});

/** The body of `place.with`, complete: every structure has all its fields. */
function filled(place: Place, value: unknown): StructValue {
  const { version } = place;
  const complete = (struct: Struct, given: StructValue): StructValue => {
    const out = { ...defaultStruct(struct), ...least(struct, version), ...given };
    for (const field of struct.fields) {
      const { type } = field;
      const inner = out[field.name];
      if (typeof type === 'string' || inner === null) continue;
      out[field.name] = field.isArray
        ? (inner as StructValue[]).map((element) => complete(type, element))
        : complete(type, inner as StructValue);
    }
    return out;
  };
  return complete(place.model.body, place.with(value));
}

describe('every message', () => {
  test('refuses tagged fields in versions that cannot carry them', () => {
    const unknownTags = [{ tag: 99, data: Buffer.from('x') }];
    // A message that has no flexible version has no such field in its type either.
    const flexible = models.filter(({ flexibleSince }) => flexibleSince < Infinity);
    for (const { name, versions, flexibleSince, body } of flexible) {
      for (let version = versions.from; version <= versions.to; version++) {
        const encode = (): Buffer => messageNamed(name).encode(version, { ...least(body, version), unknownTags });
        if (version >= flexibleSince) assert.ok(encode());
        else assert.throws(encode, WireError, `${name} v${String(version)}`);
      }
    }
  });

  test('refuses versions that it never had', () => {
    for (const { name, versions } of models) {
      for (const version of [versions.from - 1, versions.to + 1]) {
        assert.throws(() => messageNamed(name).encode(version, {}), { name: 'UnsupportedVersionError' });
        assert.throws(() => messageNamed(name).decode(version, Buffer.alloc(9)), { name: 'UnsupportedVersionError' });
      }
    }
  });
});
