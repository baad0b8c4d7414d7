import { inspect } from 'node:util';
import type { LoggedRecord } from './logged-record.ts';
import { Refusal, shownJson } from './json.ts';

const MOST_CHARACTERS = 200;
/** A message has a line for each of so many. */
export const MOST_RECORDS = 20;

/** A value on one line, not too long. */
export function showJson(value: unknown): string {
  if (value instanceof Refusal) return `${showJson(value.actual)} (${value.why.split('\n')[0] ?? ''})`;
  if (typeof value === 'function') return value.name === '' ? 'what a function takes' : `what ${value.name}() takes`;
  const text = inspect(value, { breakLength: Infinity, depth: 6, compact: true, maxStringLength: MOST_CHARACTERS });
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** `orders-0@17: key 'alice', value { drink: 'tea' }` */
export function showRecord(record: LoggedRecord): string {
  const { key, headers, transaction } = record;
  const parts = [
    ...(key === null ? [] : [`key ${showJson(shownBytes(key))}`]),
    `value ${showJson(shownBytes(record.value))}`,
    ...(headers.length === 0
      ? []
      : [`headers ${headers.map((header) => `${header.key}: ${showJson(shownBytes(header.value))}`).join(', ')}`]),
    ...(transaction === 'open' || transaction === 'aborted' ? [`transaction ${transaction}`] : []),
  ];
  return `${String(record)}: ${parts.join(', ')}`;
}

/** One line for each, the last ones. */
export function showRecords(records: readonly LoggedRecord[]): string[] {
  const left = records.length - MOST_RECORDS;
  const shown = records.slice(-MOST_RECORDS).map(showRecord);
  return left > 0 ? [`… ${String(left)} before`, ...shown] : shown;
}

/** JSON or text where they are some, else the bytes. */
export function shownBytes(bytes: Buffer | null): unknown {
  if (bytes === null) return null;
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes : shownJson(text);
}
