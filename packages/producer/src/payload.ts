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
  // A Uint8Array of another realm (a test runner's sandbox); the codec refuses what is none.
  if (ArrayBuffer.isView(data)) return data as Uint8Array;
  throw new SerializationError(
    record.topic,
    `The ${what} is ${typeof data === 'object' ? 'an object' : `a ${typeof data}`}: give text or bytes, or a ${what}Serializer`,
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
