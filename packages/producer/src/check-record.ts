import { showValue } from '@k/wire';
import { SerializationError } from './errors.ts';
import { headersOf } from './headers.ts';
import { isBytes, payloadOf } from './payload.ts';
import type { ProducerRecord } from './record.ts';

type AnyRecord = ProducerRecord<unknown, unknown>;

/**
 * Checks what can be checked of a record before anything is known of its topic.
 * @param serialized what a serializer takes is its affair
 * @throws SerializationError
 */
export function checkRecord(record: AnyRecord, serialized: { readonly key: boolean; readonly value: boolean }): void {
  const { topic, partition, timestamp } = record;
  const wrong = (message: string): SerializationError => new SerializationError(topic, message);
  if (typeof topic !== 'string' || topic === '') {
    throw wrong(`A record needs a topic, text that is not empty, got ${showValue(topic)}`);
  }
  if (!serialized.key) payloadOf(record.key, record, 'key');
  if (!serialized.value) payloadOf(record.value, record, 'value');
  if (partition !== undefined && partition !== null) checkPartition(partition, topic);
  if (timestamp !== undefined && timestamp !== null && (!Number.isSafeInteger(timestamp) || timestamp < -1)) {
    throw wrong(`A timestamp is a whole number of milliseconds since 1970, got ${showValue(timestamp)}`);
  }
  for (const header of headersOf(record) ?? []) {
    const given: unknown = header;
    if (typeof given !== 'object' || given === null) throw wrong(`A header is { key, value }, got ${showValue(given)}`);
    const { key, value } = header;
    if (typeof key !== 'string') throw wrong(`The key of a header is text, got ${showValue(key)}`);
    if (value === null || typeof value === 'string' || isBytes(value)) continue;
    throw wrong(`The header ${showValue(key)} is text, bytes or null, got ${showValue(value)}`);
  }
}

/** @throws SerializationError */
export function checkPartition(partition: number, topic: string): void {
  if (Number.isInteger(partition) && partition >= 0) return;
  throw new SerializationError(topic, `A partition is a whole number from 0 on, got ${showValue(partition)}`);
}
