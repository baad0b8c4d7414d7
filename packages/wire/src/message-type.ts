import type { Reader } from './reader.ts';
import type { UnknownTag } from './unknown-tag.ts';
import type { Writer } from './writer.ts';

/** One message of the protocol, at all its versions: a request, a response, a header, or a structure carried inside. */
export interface MessageType<T> {
  /** Kafka's name, e.g. `FetchRequest`. */
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** The first flexible version (compact lengths, tagged fields; KIP-482); `Infinity` when there is none. */
  readonly flexibleSince: number;
  /**
   * The bytes of `body`. Fields left out take their defaults.
   * @throws UnsupportedVersionError, or WireError naming the field that cannot be written at this version, or that the
   *   message does not have
   */
  encode(version: number, body: MessageInit<T>): Buffer;
  /**
   * The message in `bytes`, which must end where the message does. Every field is there: those that the version lacks
   * have their defaults. Byte strings are views over `bytes`.
   * @throws UnsupportedVersionError, or WireError naming the field and the byte
   */
  decode(version: number, bytes: Uint8Array): T;
  /**
   * As {@link encode}, into a writer. For names that the message does not have it looks only when some are left out, and at
   * the first elements of arrays: busy requests have all and are spared it.
   */
  write(w: Writer, version: number, body: MessageInit<T>): void;
  /** As {@link decode}, from a reader; does not ask that the bytes end with the message. */
  read(r: Reader, version: number): T;
}

/** A function that reads a structure at a version. Generated. */
export type ReadFunction<T> = (r: Reader, version: number) => T;
/** A function that writes a structure at a version. Generated. */
export type WriteFunction<T> = (w: Writer, version: number, m: MessageInit<T>) => void;

/** A request and its response. */
export interface Api<Req, Res> {
  /** The number that stands in the request header. */
  readonly key: number;
  /** Kafka's name, e.g. `Fetch`. */
  readonly name: string;
  /** The oldest version any Kafka release had. */
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly request: MessageType<Req>;
  readonly response: MessageType<Res>;
}

/**
 * What the records in a topic of Kafka's own look like, by type. The type is the int16 that begins the key, and the rest
 * of the key is version 0 of `key`. The value begins with an int16 too, the version of `value`; a record without a
 * value deletes what its key names.
 */
export type RecordTypes = Readonly<
  Record<number, { readonly key: MessageType<unknown>; readonly value: MessageType<unknown> } | undefined>
>;

/** What the encoders take: all fields may be left out, byte strings may be any Uint8Array, int64 a safe integer. */
export type MessageInit<T> = T extends object ? InitFields<T> : T;

type InitFields<T> = {
  readonly [K in keyof T]?: K extends 'unknownTags' ? readonly UnknownTag[] | undefined : InitValue<T[K]> | undefined;
};

type InitValue<V> = V extends bigint
  ? bigint | number
  : V extends Uint8Array
    ? Uint8Array
    : V extends readonly (infer E)[]
      ? readonly InitValue<E>[]
      : V extends object
        ? MessageInit<V>
        : V;
