import { isAsyncFunction } from 'node:util/types';
import type { RecordHeader } from '@k/codec';

/**
 * Turns the bytes of a key or a value, a view over the fetched data, into what the application works with. Null keys and
 * values stay null without it.
 *
 * - A function is called when `record.key` or `record.value` is first touched.
 * - An `async` function is awaited before its record is handed out; so is an {@link AsyncDeserializer}.
 */
export type Deserializer<T> = DeserializerFunction<T> | AsyncDeserializer<T>;

/** A promise only from an `async` function: see {@link Deserializer}. */
export type DeserializerFunction<T> = (bytes: Buffer, topic: string) => T | Promise<T>;

/** A deserializer that may have to wait, as for the first look at a schema registry; or that wants to see headers. */
export interface AsyncDeserializer<T> {
  /**
   * Called ahead, in the order of the records, up to 16 records at a time. What it has at once it should give without a
   * promise: that is much cheaper.
   */
  deserialize(bytes: Buffer, topic: string, headers: readonly RecordHeader[]): T | PromiseLike<T>;
}

/** Called when a key or value is first touched. */
export type LazyDeserializer<T> = (bytes: Buffer, topic: string) => T;

/** Makes a key or value before its record is handed out. */
export type EarlyDeserializer<T> = (
  record: { readonly topic: string; readonly headers: readonly RecordHeader[] },
  bytes: Buffer,
) => T | PromiseLike<T>;

/** What becomes of a record of which the key or the value cannot be deserialized. */
export type BadRecordPolicy = 'fail' | 'skip' | 'raw';

/** How keys, or values, are deserialized. */
export interface Deserialization<T> {
  readonly lazy: LazyDeserializer<T> | undefined;
  readonly early: EarlyDeserializer<T> | undefined;
}

/** In place of a lazy one where there is an early one: that made nothing. */
export const MADE_EARLY = (): never => null as never;

/** @param policy whether a record is bad has to be known before it is handed out, unless it is 'fail' */
export function deserializationOf<T>(
  deserializer: Deserializer<T> | undefined,
  policy: BadRecordPolicy,
): Deserialization<T> {
  if (deserializer === undefined) return { lazy: undefined, early: undefined };
  if (typeof deserializer !== 'function') {
    return {
      lazy: MADE_EARLY,
      early: (record, bytes) => deserializer.deserialize(bytes, record.topic, record.headers),
    };
  }
  if (policy === 'fail' && !isAsyncFunction(deserializer)) {
    return { lazy: deserializer as LazyDeserializer<T>, early: undefined };
  }
  return { lazy: MADE_EARLY, early: (record, bytes) => deserializer(bytes, record.topic) };
}

/** Whether it has the form of one: what it does shows when it is called. */
export function isDeserializer(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return (
    typeof value === 'object' && value !== null && 'deserialize' in value && typeof value.deserialize === 'function'
  );
}
