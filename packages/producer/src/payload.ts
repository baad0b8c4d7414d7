import { showValue } from '@k/wire';
import { SerializationError } from './errors.ts';
import type { Payload, ProducerRecord } from './record.ts';

/** What turns a user's key or value into what is written; null stays null and is not asked about. */
export type Serializer<T = unknown> = (value: T, topic: string) => Uint8Array | string;

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

/** A key or value made into text or bytes. @throws SerializationError */
export function serialize(data: unknown, record: AnyRecord, serializer: Serializer, what: 'key' | 'value'): Payload {
  if (data === null || (data === undefined && what === 'key')) return null;
  let written: Uint8Array | string;
  try {
    written = serializer(data, record.topic);
  } catch (error) {
    throw new SerializationError(record.topic, `The ${what}Serializer threw: ${String(error)}`, error);
  }
  return payloadOf(written, record, what);
}

/** Not instanceof: a test runner's sandbox has a Uint8Array of its own. */
export function isBytes(data: unknown): data is Uint8Array {
  return ArrayBuffer.isView(data) && (data as Partial<Uint8Array>).BYTES_PER_ELEMENT === 1;
}
