import type { ApiSchema, DataSchema, Fields, FieldSpec } from './notation.ts';
import {
  covers,
  everyVersion,
  type Field,
  intersect,
  type MessageModel,
  type Primitive,
  PRIMITIVES,
  type RecordPart,
  type SchemaModel,
  type Struct,
  type Versions,
} from './model.ts';

/** What one SPEC says; see `packages/wire/schema/notation.ts`. */
interface Spec {
  readonly type: string;
  readonly isArray: boolean;
  readonly nullable: Versions | undefined;
  readonly versions: Versions;
  readonly tag: { readonly number: number; readonly versions: Versions } | undefined;
  readonly plain: boolean;
  readonly isKey: boolean;
  readonly ignorable: boolean;
  readonly entity: string | undefined;
  readonly default: string | undefined;
}

const GRAMMAR =
  /^(\[\])?(\w+)(\?)?(?: (v[\d+-]+))?(?: null (v[\d+-]+))?(?: tag (\d+)(?: (v[\d+-]+))?)?( plain)?( key)?( ignorable)?(?: \((\w+)\))?(?: = (.*))?$/;

export function parseSpec(spec: string): Spec {
  const found = GRAMMAR.exec(spec);
  if (found === null) throw new Error(`cannot read "${spec}": see schema/notation.ts`);
  const [, array, type, mark, versions, nullable, tag, tagVersions, plain, key, ignorable, entity, standard] = found;
  return {
    type: type as string,
    isArray: array !== undefined,
    versions: parseVersions(versions),
    nullable: mark === undefined ? (nullable === undefined ? undefined : parseVersions(nullable)) : everyVersion,
    tag: tag === undefined ? undefined : { number: Number(tag), versions: parseVersions(tagVersions) },
    plain: plain !== undefined,
    isKey: key !== undefined,
    ignorable: ignorable !== undefined,
    entity,
    default: standard,
  };
}

/** `v4+`, `v2-4`, `v1`; left out: every version. */
function parseVersions(text: string | undefined): Versions {
  if (text === undefined) return everyVersion;
  const found = /^v(\d+)(\+|-(\d+))?$/.exec(text);
  if (found === null) throw new Error(`cannot read the versions "${text}"`);
  const from = Number(found[1]);
  return { from, to: found[2] === undefined ? from : found[3] === undefined ? Infinity : Number(found[3]) };
}

export function parseSchema(schema: ApiSchema | DataSchema): SchemaModel {
  const changes = Object.entries(schema.versions).map(([version, what]) => [Number(version), what] as const);
  const first = changes[0]?.[0] ?? 0;
  changes.forEach(([version], i) => {
    if (version !== first + i) throw new Error(`version ${String(first + i)} is not described`);
  });
  const versions = { from: first, to: first + changes.length - 1 };
  const message = (name: string, fields: Fields): MessageModel => parseMessage(name, fields, versions, schema);
  if (!('key' in schema)) {
    return {
      kind: 'data',
      name: schema.name,
      about: schema.about,
      changes,
      message: message(schema.name, schema.fields),
      record: parseRecord(schema, versions),
    };
  }
  return {
    kind: 'api',
    key: schema.key,
    name: schema.name,
    about: schema.about,
    target: schema.target,
    changes,
    unstable: schema.unstable,
    request: message(`${schema.name}Request`, schema.request),
    response: message(`${schema.name}Response`, schema.response),
  };
}

function parseRecord({ name, record }: DataSchema, { from, to }: Versions): RecordPart | undefined {
  if (record === undefined) return undefined;
  const part = name.endsWith('Key') ? 'key' : name.endsWith('Value') ? 'value' : undefined;
  if (part === undefined) throw new Error(`${name} is in a record, but ends neither in Key nor in Value`);
  if (part === 'key' && (from !== 0 || to !== 0)) throw new Error('the key of a record has version 0 only');
  return { topic: record.topic, type: record.type, part };
}

function parseMessage(name: string, fields: Fields, versions: Versions, schema: ApiSchema | DataSchema): MessageModel {
  const flexibleSince = schema.flexible === 'never' ? Infinity : schema.flexible;
  const structs: Struct[] = [];

  const declare = (short: string, about: string, own: Fields, range: Versions): Struct => {
    const full = short === '' ? name : name + short;
    if (structs.some((other) => other.name === full)) throw new Error(`two structures are named ${full}`);
    const struct: Struct = {
      name: full,
      about,
      versions: range,
      fields: Object.entries(own).map(([field, spec]) => {
        try {
          return parseField(field, spec, range);
        } catch (error) {
          throw new Error(`${full}.${field}: ${(error as Error).message}`, { cause: error });
        }
      }),
    };
    checkTags(struct);
    structs.push(struct);
    return struct;
  };

  const parseField = (field: string, [text, about, inner]: FieldSpec, range: Versions): Field => {
    const spec = parseSpec(text);
    const own = intersect(spec.versions, range);
    if (own.from > own.to) throw new Error(`exists in no version of what it stands in`);
    const primitive = PRIMITIVES.find((p) => p === spec.type);
    if (spec.tag !== undefined && intersect(spec.tag.versions, own).from < flexibleSince) {
      throw new Error('is tagged in a version that is not flexible');
    }
    return {
      name: field,
      about,
      type: primitive ?? findStruct(spec.type, about, inner, own),
      isArray: spec.isArray,
      versions: own,
      nullable: spec.nullable && intersect(spec.nullable, own),
      tag: spec.tag && { number: spec.tag.number, versions: intersect(spec.tag.versions, own) },
      plain: spec.plain,
      isKey: spec.isKey,
      ignorable: spec.ignorable,
      entity: spec.entity,
      default: checkDefault(spec, primitive),
    };
  };

  const findStruct = (short: string, about: string, inner: Fields | undefined, range: Versions): Struct => {
    if (!/^[A-Z]/.test(short)) throw new Error(`there is no type "${short}"`);
    if (inner !== undefined) return declare(short, about, inner, range);
    const known = structs.find((struct) => struct.name === name + short);
    if (known !== undefined) return known;
    const common = schema.structs?.[short];
    if (common === undefined) throw new Error(`structure "${short}" is declared nowhere`);
    return declare(short, about, common, versions);
  };

  const body = declare('', schema.about, fields, versions);
  return { name, versions, flexibleSince, body, structs };
}

function checkTags(struct: Struct): void {
  const numbers = struct.fields.flatMap((field) => field.tag?.number ?? []);
  if (new Set(numbers).size !== numbers.length) throw new Error(`${struct.name}: a tag is used twice`);
  for (const field of struct.fields) {
    if (field.tag !== undefined && !covers(field.versions, field.tag.versions)) {
      throw new Error(`${struct.name}.${field.name}: tagged in versions that lack the field`);
    }
  }
}

function checkDefault(spec: Spec, primitive: Primitive | undefined): string | undefined {
  const { default: value } = spec;
  if (value === undefined) return undefined;
  if (value === 'null') {
    if (spec.nullable === undefined) throw new Error('default null, but never nullable');
    return value;
  }
  if (spec.isArray || primitive === undefined) throw new Error(`no default but null is possible, not "${value}"`);
  switch (primitive) {
    case 'bool':
      if (value === 'true' || value === 'false') return value;
      break;
    case 'string':
      return value;
    case 'float64':
      if (Number.isFinite(Number(value))) return value;
      break;
    case 'uuid':
    case 'bytes':
    case 'records':
      break;
    default:
      if (/^(-?\d+|0x[\da-f]+)$/i.test(value)) return value;
  }
  throw new Error(`"${value}" is no default for ${primitive}`);
}
