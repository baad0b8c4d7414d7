import { showValue } from '@k/wire';
import { SerializationError } from './errors.ts';
import type { Payload, ProducerRecord } from './record.ts';

/**
 * What turns a user's key or value into what is written; null stays null and is not asked about. It may give a promise, such
 * as for a schema that has to be looked up first: records of the topic that are sent after this one then wait for it, and
 * `maxBlockMs` is its limit.
 */
export type Serializer<T = unknown> = (
  value: T,
  topic: string,
) => Uint8Array | string | PromiseLike<Uint8Array | string>;

/** @internal What a serializer gave: a payload, or what will be one. */
export type Serialized = Payload | PromiseLike<unknown>;

type AnyRecord = ProducerRecord<unknown, unknown>;

/** A key or value that is text or bytes already. @throws SerializationError */
export function payloadOf(data: unknown, record: AnyRecord, what: 'key' | 'value'): Payload {
  if (typeof data === 'string' || data instanceof Uint8Array || data === null) return data;
  if (data === undefined) {
    if (what === 'key') return null;
    throw new SerializationError(
      record.topic,
      'A record needs a value: text, bytes, or null for a tombstone; got undefined',
    );
  }
  if (isBytes(data)) return data;
  throw new SerializationError(
    record.topic,
    `The ${what} is text or bytes (a Uint8Array) unless there is a ${what}Serializer, got ${showValue(data)}`,
  );
}

/** What is written of a key or value, or a promise of it. @param serializer null: it is text or bytes already */
export function writtenBy(
  serializer: Serializer | null,
  data: unknown,
  record: AnyRecord,
  what: 'key' | 'value',
): Serialized {
  return serializer === null ? payloadOf(data, record, what) : serialize(data, record, serializer, what);
}

/** A key or value made into text or bytes, or a promise of them. @throws SerializationError */
function serialize(data: unknown, record: AnyRecord, serializer: Serializer, what: 'key' | 'value'): Serialized {
  if (data === null || (data === undefined && what === 'key')) return null;
  let written: unknown;
  try {
    written = serializer(data, record.topic);
  } catch (error) {
    throw serializerFailed(record, what, error);
  }
  if (typeof written === 'string' || written instanceof Uint8Array || written === null) return written;
  if (typeof (written as Partial<PromiseLike<unknown>> | undefined)?.then === 'function') {
    return written as PromiseLike<unknown>;
  }
  return payloadOf(written, record, what);
}

export function serializerFailed({ topic }: AnyRecord, what: 'key' | 'value', error: unknown): SerializationError {
  return new SerializationError(topic, `The ${what}Serializer threw: ${String(error)}`, error);
}

/** Not instanceof: a test runner's sandbox has a Uint8Array of its own. */
export function isBytes(data: unknown): data is Uint8Array {
  return ArrayBuffer.isView(data) && (data as Partial<Uint8Array>).BYTES_PER_ELEMENT === 1;
}
