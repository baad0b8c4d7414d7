/** An inclusive range of versions. */
export interface Versions {
  readonly from: number;
  /** `Infinity` for no end. */
  readonly to: number;
}

export const PRIMITIVES = [
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'float64',
  'string',
  'uuid',
  'bytes',
  'records',
] as const;
export type Primitive = (typeof PRIMITIVES)[number];

/** A field as the generator sees it: all that the notation leaves out is filled in. */
export interface Field {
  readonly name: string;
  readonly about: string;
  /** Of the field, or of the elements of an array. */
  readonly type: Primitive | Struct;
  readonly isArray: boolean;
  /** Within the versions of the structure it stands in. */
  readonly versions: Versions;
  /** undefined: never null. */
  readonly nullable: Versions | undefined;
  readonly tag: { readonly number: number; readonly versions: Versions } | undefined;
  readonly plain: boolean;
  readonly isKey: boolean;
  readonly ignorable: boolean;
  readonly entity: string | undefined;
  /** As written in the schema, without quotes; undefined when it is the type's own. */
  readonly default: string | undefined;
}

export interface Struct {
  /** Name of the interface, e.g. `FetchResponsePartitionData`. */
  readonly name: string;
  readonly about: string;
  /** The versions of the message in which it occurs. */
  readonly versions: Versions;
  readonly fields: readonly Field[];
}

/** One message: the structure that is its body, and all structures inside, innermost first, the body last. */
export interface MessageModel {
  readonly name: string;
  readonly versions: Versions;
  readonly flexibleSince: number;
  readonly body: Struct;
  readonly structs: readonly Struct[];
}

/** One file of the schema. */
export type SchemaModel =
  | {
      readonly kind: 'api';
      readonly key: number;
      readonly name: string;
      readonly about: string;
      readonly target: string;
      readonly changes: readonly (readonly [version: number, what: string])[];
      readonly unstable: number | undefined;
      readonly request: MessageModel;
      readonly response: MessageModel;
    }
  | {
      readonly kind: 'data';
      readonly name: string;
      readonly about: string;
      readonly changes: readonly (readonly [version: number, what: string])[];
      readonly message: MessageModel;
      readonly record: RecordPart | undefined;
    };

/** The records that have a message as their key or their value. */
export interface RecordPart {
  readonly topic: string;
  readonly type: number;
  readonly part: 'key' | 'value';
}

export const everyVersion: Versions = { from: 0, to: Infinity };

export function intersect(a: Versions, b: Versions): Versions {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

export function includes(a: Versions, version: number): boolean {
  return version >= a.from && version <= a.to;
}

/** Whether every version of `inner` is one of `outer`. */
export function covers(outer: Versions, inner: Versions): boolean {
  return outer.from <= inner.from && outer.to >= inner.to;
}
