/**
 * How a message is declared. `packages/wire/schema` holds the protocol as data, one file per API; the types and the code
 * in `packages/wire/src/messages` are generated from them (`npm run codegen`).
 *
 * A field is `name: ['SPEC', 'What it means.']`, and a structure has its fields as a third element:
 *
 *     topics: ['[]Topic', 'The topics to read.', {
 *       topic: ['string v0-12 ignorable (topicName)', 'The name of the topic.'],
 *       topicId: ['uuid v13+ ignorable', 'The id of the topic.'],
 *     }],
 *
 * SPEC is a type, followed by any of these in this order:
 *
 *     ?             null is allowed wherever the field is (attached to the type: `string?`)
 *     v4+, v2-4, v1 the versions that have the field; all when left out
 *     null v7+      the versions that allow null, when not all that have the field do
 *     tag 0         a tagged field (KIP-482); `tag 0 v12+` when it is tagged in some of its versions only
 *     plain         never in compact form, also in flexible versions
 *     key           the field tells the elements of its array apart
 *     ignorable     a value set for a version without the field is dropped; without this word it is an error
 *     (brokerId)    what the value identifies
 *     = -1          the default, for a field left out and for versions without it; else 0, false, "", [] or a zero uuid
 *
 * Types: bool int8 int16 uint16 int32 uint32 int64 float64 string uuid bytes records, the name of a structure, and `[]`
 * before any of them but records for an array. A structure used twice is declared in `structs` and only named.
 */
export type FieldSpec = readonly [spec: string, about: string] | readonly [spec: string, about: string, fields: Fields];

/** In the order of the wire. */
export interface Fields {
  readonly [name: string]: FieldSpec;
}

interface Common {
  /** Kafka's name, without Request and Response. */
  readonly name: string;
  /** What it is for, in a sentence or two. */
  readonly about: string;
  /** What each version changed. The numbers must follow one another. */
  readonly versions: Readonly<Record<number, string>>;
  /** The first flexible version. */
  readonly flexible: number | 'never';
  /** Structures used in more than one place. */
  readonly structs?: Readonly<Record<string, Fields>>;
}

/** A request and its response. */
export interface ApiSchema extends Common {
  readonly key: number;
  /** Who may be asked. */
  readonly target: string;
  /** The newest version, when brokers offer it only with `unstable.api.versions.enable`. */
  readonly unstable?: number;
  readonly request: Fields;
  readonly response: Fields;
}

/** Which records of which topic. */
export interface RecordPlace {
  readonly topic: '__consumer_offsets' | '__transaction_state';
  readonly type: number;
}

/** A header, or a structure carried as bytes inside other messages or records. */
export interface DataSchema extends Common {
  /**
   * For the key or the value (its name says which) of records in a topic of Kafka's own. The int16 `type` begins the
   * key, in the place of a version: keys have but one. An int16 with the version begins the value.
   */
  readonly record?: RecordPlace;
  readonly fields: Fields;
}

/**
 * An error code of the protocol: the code, Kafka's name, what can be done about it, and a sentence on what it means.
 * `fatal`: the same request fails again. `retriable`: it may succeed later, unchanged. `refresh`: likewise, once the
 * metadata is fresh.
 */
export type ErrorSchema = readonly [
  code: number,
  name: string,
  kind: 'fatal' | 'retriable' | 'refresh',
  about: string,
  more?: {
    /** The name of the class in kafka-python 1.0.2, where it is another. */
    readonly python?: string;
    /** One more sentence for the class. */
    readonly note?: string;
  },
];

/** A Kafka release. */
export interface ReleaseSchema {
  /** e.g. `0.8.2`, `4.3` */
  readonly name: string;
  /** Whether @k/broker can play it. */
  readonly played?: boolean;
  /** What a new cluster announces of its features (KIP-584), by name: supported levels, then the finalized one: '0-2 2'. */
  readonly features?: Readonly<Record<string, string>>;
}

/** The versions of an API that each release takes: packages/wire/schema/tables/releases.ts has the notation. */
export type ReleaseRangesSchema = readonly [api: string, changes: string, more?: { readonly throttlesSince: number }];
