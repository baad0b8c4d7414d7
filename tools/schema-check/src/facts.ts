import { type Field, includes, type MessageModel, type Struct } from '@k/tool-codegen';
import { type Definition, type DefinitionField, hasVersion, parseRange } from './definition.ts';

/** All that is to be the same of a field at one version, whichever side it comes from. */
export interface FieldFacts {
  readonly name: string;
  /** A primitive type, or `struct`; of the elements, when it is an array. */
  readonly type: string;
  readonly array: boolean;
  readonly nullable: boolean;
  readonly tag: number | undefined;
  /** Compact lengths, where the version has them. */
  readonly compact: boolean;
  readonly default: string | undefined;
  readonly key: boolean;
  readonly ignorable: boolean;
  readonly entity: string | undefined;
  readonly fields: readonly FieldFacts[];
}

/** The fields of a message at a version, as our schema has them: in the order of the wire, tagged ones last. */
export function ourFields(message: MessageModel, version: number): FieldFacts[] {
  const compact = version >= message.flexibleSince;
  const ofStruct = (struct: Struct): FieldFacts[] =>
    inOrder(struct.fields.filter((field) => includes(field.versions, version)).map(facts));
  const facts = (field: Field): FieldFacts => {
    const { name, type, isArray, isKey, ignorable, entity } = field;
    return {
      name,
      type: typeof type === 'string' ? type : 'struct',
      array: isArray,
      nullable: field.nullable !== undefined && includes(field.nullable, version),
      tag: field.tag !== undefined && includes(field.tag.versions, version) ? field.tag.number : undefined,
      compact: compact && !field.plain,
      default: normalDefault(field.default, typeof type === 'string' ? type : 'struct'),
      key: isKey,
      ignorable,
      entity,
      fields: typeof type === 'string' ? [] : ofStruct(type),
    };
  };
  return ofStruct(message.body);
}

/** The same from one of Kafka's definitions. */
export function theirFields(definition: Definition, version: number): FieldFacts[] {
  const flexible = hasVersion(definition.flexibleVersions, version);
  const ofFields = (fields: readonly DefinitionField[]): FieldFacts[] =>
    inOrder(fields.filter((field) => hasVersion(field.versions ?? field.taggedVersions, version)).map(facts));
  const facts = (field: DefinitionField): FieldFacts => {
    const array = field.type.startsWith('[]');
    const type = array ? field.type.slice(2) : field.type;
    const struct = /^[A-Z]/.test(type);
    return {
      name: lowerCamel(field.name),
      type: struct ? 'struct' : type,
      array,
      nullable: hasVersion(field.nullableVersions, version),
      // Some releases have it in quotes.
      tag: hasVersion(field.taggedVersions, version) ? Number(field.tag) : undefined,
      compact: flexible && field.flexibleVersions !== 'none',
      default: normalDefault(field.default, struct ? 'struct' : type),
      key: field.mapKey === true,
      ignorable: field.ignorable === true,
      entity: field.entityType,
      fields: struct ? ofFields(field.fields ?? shared(definition, type)) : [],
    };
  };
  return ofFields(definition.fields ?? []);
}

export function flexibleSince(definition: Definition): number {
  return parseRange(definition.flexibleVersions)?.from ?? Infinity;
}

function shared(definition: Definition, name: string): readonly DefinitionField[] {
  const found = definition.commonStructs?.find((struct) => struct.name === name);
  if (found === undefined) throw new Error(`${definition.name}: structure ${name} is declared nowhere`);
  return found.fields;
}

function inOrder(fields: FieldFacts[]): FieldFacts[] {
  const untagged = fields.filter(({ tag }) => tag === undefined);
  const tagged = fields.filter(({ tag }) => tag !== undefined).sort((a, b) => (a.tag ?? 0) - (b.tag ?? 0));
  return [...untagged, ...tagged];
}

export function lowerCamel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** One spelling for each default; undefined for what the type has by itself. JSON's null is none, unlike "null". */
function normalDefault(value: string | number | boolean | null | undefined, type: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = String(value);
  if (text === 'null') return text;
  switch (type) {
    case 'bool':
      return text === 'false' ? undefined : text;
    case 'string':
      return text === '' ? undefined : text;
    case 'float64':
      return Number(text) === 0 ? undefined : String(Number(text));
    default: {
      if (!/int/.test(type)) return text;
      const number = text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
      return number === 0n ? undefined : String(number);
    }
  }
}
