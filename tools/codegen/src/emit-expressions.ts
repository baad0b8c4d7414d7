import { covers, type Field, type Struct, type Versions } from './model.ts';

/** Where a piece of code runs: at these versions, of which those from `flexibleSince` on are flexible. */
export interface Scope {
  readonly versions: Versions;
  readonly flexibleSince: number;
}

/** The test for `range` in code that runs at the versions of `scope`; empty when it is always true. */
export function condition(range: Versions, scope: Versions): string {
  const low = range.from > scope.from;
  const high = range.to < scope.to;
  if (low && high) {
    return range.from === range.to
      ? `version === ${String(range.from)}`
      : `version >= ${String(range.from)} && version <= ${String(range.to)}`;
  }
  if (low) return `version >= ${String(range.from)}`;
  return high ? `version <= ${String(range.to)}` : '';
}

/** Whether lengths are compact there: a variable, or a constant where all or none are. */
export function flexible(scope: Scope): 'flexible' | 'true' | 'false' {
  if (scope.flexibleSince <= scope.versions.from) return 'true';
  return scope.flexibleSince > scope.versions.to ? 'false' : 'flexible';
}

/** The TypeScript type of a field. */
export function typeOf(field: Field): string {
  const base = typeof field.type === 'string' ? primitiveTypes[field.type] : field.type.name;
  return `${base}${field.isArray ? '[]' : ''}${field.nullable ? ' | null' : ''}`;
}

const primitiveTypes = {
  bool: 'boolean',
  int8: 'number',
  int16: 'number',
  uint16: 'number',
  int32: 'number',
  uint32: 'number',
  int64: 'bigint',
  float64: 'number',
  string: 'string',
  uuid: 'string',
  bytes: 'Buffer',
  records: 'Buffer',
} as const;

/** The default of a field, as code. */
export function defaultOf(field: Field): string {
  const { default: value, type } = field;
  if (value === 'null') return 'null';
  if (field.isArray) return '[]';
  if (typeof type !== 'string') return defaultName(type);
  switch (type) {
    case 'bool':
      return value ?? 'false';
    case 'string':
      return `'${value ?? ''}'`;
    case 'uuid':
      return 'ZERO_UUID';
    case 'bytes':
      return 'NO_BYTES';
    case 'records':
      return field.nullable ? 'null' : 'NO_BYTES';
    case 'int64':
      return `${value ?? '0'}n`;
    default:
      return value ?? '0';
  }
}

/** Name of the constant that holds a structure with all its defaults. */
export function defaultName(struct: Struct): string {
  return `default${struct.name}`;
}

/** Code that reads the value of a field from `r`, in code that runs at `scope`. */
export function readValue(field: Field, scope: Scope, inTag = false): string {
  const { suffix, names } = callee(field, inTag);
  const args = lengthArguments(field, scope, inTag);
  if (typeof field.type !== 'string') {
    if (field.isArray)
      return `r.${suffix}(${[...args.slice(0, 1), names.read, 'version', ...args.slice(1)].join(', ')})`;
    return field.nullable ? `r.${suffix}(${names.read}, version)` : `${names.read}(r, version)`;
  }
  return `r.${suffix}(${args.join(', ')})`;
}

/** Code that writes `value` as the field to `w`. */
export function writeValue(field: Field, value: string, scope: Scope, inTag = false): string {
  const { suffix, names } = callee(field, inTag);
  const args = lengthArguments(field, scope, inTag);
  if (typeof field.type !== 'string') {
    if (field.isArray) {
      return `w.${suffix}(${[value, ...args.slice(0, 1), names.write, 'version', ...args.slice(1)].join(', ')});`;
    }
    return field.nullable ? `w.${suffix}(${value}, ${names.write}, version);` : `${names.write}(w, version, ${value});`;
  }
  return `w.${suffix}(${[value, ...args].join(', ')});`;
}

function callee(field: Field, inTag: boolean): { suffix: string; names: { read: string; write: string } } {
  const { type } = field;
  const nullable = field.nullable !== undefined;
  if (typeof type !== 'string') {
    return {
      suffix: field.isArray
        ? nullable
          ? 'nullableArray'
          : 'array'
        : inTag
          ? 'nullableTaggedStruct'
          : 'nullableStruct',
      names: { read: `read${type.name}`, write: `write${type.name}` },
    };
  }
  const base = type === 'records' ? 'bytes' : type;
  const method = field.isArray ? `${base}Array` : base;
  const suffix = nullable ? `nullable${method.charAt(0).toUpperCase()}${method.slice(1)}` : method;
  if (field.isArray && !ARRAYS.has(suffix)) {
    throw new Error(`${field.name}: no message had such an array so far; give Reader and Writer a method ${suffix}`);
  }
  return { suffix, names: { read: '', write: '' } };
}

/** The arrays of primitive types that Reader and Writer have methods for: those that occur in the protocol. */
const ARRAYS = new Set([
  'int8Array',
  'int16Array',
  'int32Array',
  'int64Array',
  'uuidArray',
  'stringArray',
  'nullableInt32Array',
  'nullableUuidArray',
  'nullableStringArray',
]);

/** The arguments that say whether a length is compact and, for nullable types, whether null is allowed. */
function lengthArguments(field: Field, scope: Scope, inTag: boolean): string[] {
  const sized = field.isArray || field.type === 'string' || field.type === 'bytes' || field.type === 'records';
  if (!sized) return [];
  const compact = field.plain ? 'false' : inTag ? 'true' : flexible(scope);
  const allowed =
    field.nullable && !covers(field.nullable, scope.versions) ? condition(field.nullable, scope.versions) : '';
  const structs = field.isArray && typeof field.type !== 'string';
  if (allowed) return [compact, allowed];
  return compact === 'false' && !structs ? [] : [compact];
}
