import type { RecordHeaderInit } from '@k/codec';
import { showValue } from '@k/wire';
import { SerializationError } from './errors.ts';
import type { ProducerRecord, RecordHeaders } from './record.ts';

/** A record's headers as a list. What stands in it is not looked at: the codec does. @throws SerializationError */
export function headersOf(record: ProducerRecord<unknown, unknown>): readonly RecordHeaderInit[] | undefined {
  const headers: unknown = record.headers;
  if (headers === undefined || headers === null) return undefined;
  if (Array.isArray(headers)) return headers as readonly RecordHeaderInit[];
  // Not a Map or the like, which has no properties to look at.
  if (Object.prototype.toString.call(headers) === '[object Object]') return listed(headers as RecordHeaders);
  const message = `Headers are a list of { key, value }, or an object, got ${showValue(headers)}`;
  throw new SerializationError(record.topic, message);
}

/** `{ a: 'b', c: ['d', 'e'] }`: b for a, d and e for c. */
function listed(headers: RecordHeaders): RecordHeaderInit[] {
  const list: RecordHeaderInit[] = [];
  for (const [key, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const values = Array.isArray(value) ? (value as readonly RecordHeaderInit['value'][]) : [value];
    for (const each of values) list.push({ key, value: each as RecordHeaderInit['value'] });
  }
  return list;
}
