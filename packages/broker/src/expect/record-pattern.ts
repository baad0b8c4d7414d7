import { isRegExp } from 'node:util/types';
import { nearest } from '@k/wire';
import type { Verdict } from './answer-at-once.ts';
import type { LoggedRecord, RecordTransaction } from './logged-record.ts';
import { shownBytes } from './show.ts';
import {
  isMatcher,
  refusal,
  valueDifferences,
  type AsymmetricMatcher,
  type Difference,
  type ValuePattern,
} from './pattern.ts';

/** What of a record is to be so; what is left out may be anything. */
export interface RecordFields {
  readonly key?: ValuePattern | undefined;
  /** Null: a tombstone. */
  readonly value?: ValuePattern | undefined;
  /** By name: some header of that name fits. There may be others. */
  readonly headers?: Readonly<Record<string, ValuePattern>> | undefined;
  readonly partition?: number | undefined;
  readonly offset?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly timestamp?: number | undefined;
  readonly producerId?: number | undefined;
  readonly transaction?: RecordTransaction | undefined;
}

/**
 * A record that is expected: its fields; or text, bytes or a regular expression for the value alone; or a function that is given
 * the record, and takes it unless it returns false or throws. It answers at once: a promise is a ConfigError.
 */
export type RecordPattern =
  string | Uint8Array | RegExp | AsymmetricMatcher | RecordFields | ((record: LoggedRecord) => Verdict);

const PLAIN_FIELDS = ['partition', 'offset', 'timestamp', 'producerId', 'transaction'] as const;
const FIELDS: readonly string[] = ['key', 'value', 'headers', ...PLAIN_FIELDS];

/** What is wrong with it as a pattern; undefined: nothing. */
export function patternProblem(pattern: unknown): string | undefined {
  if (isForValue(pattern) || typeof pattern === 'function') return undefined;
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) return 'a pattern of a record';
  const unknown = Object.keys(pattern).find((name) => !FIELDS.includes(name));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, FIELDS);
  const hint = near === undefined ? '' : `, did you mean "${near}"?`;
  return `fields of a record, ${FIELDS.join(', ')} (JSON of the value stands in { value: { … } }), not "${unknown}"${hint}`;
}

/** What of the record is not as the pattern says; empty: it fits. */
export function recordDifferences(pattern: RecordPattern, record: LoggedRecord): Difference[] {
  if (isForValue(pattern)) return valueDifferences(pattern, record.value, 'value');
  if (typeof pattern === 'function') return refusal(pattern, record, 'record');
  const { key, value, headers = {} } = pattern;
  const plain = PLAIN_FIELDS.filter((name) => pattern[name] !== undefined && pattern[name] !== record[name]);
  return [
    ...valueDifferences(key, record.key, 'key'),
    ...valueDifferences(value, record.value, 'value'),
    ...Object.entries(headers).flatMap(([name, part]) => headerDifferences(name, part, record)),
    ...plain.map((name) => ({ path: name, expected: pattern[name], actual: record[name] })),
  ];
}

/** Runners compare line by line, and show no more than the first ones. */
const MOST_COMPARED = 1_000;

/** The patterns, and of the records what some pattern speaks of, in the same form: for the comparison of a test runner; the first 1,000. */
export function comparison(
  patterns: readonly RecordPattern[],
  records: readonly LoggedRecord[],
): { expected: unknown[]; actual: unknown[] } {
  const expected = patterns
    .slice(0, MOST_COMPARED)
    .map((pattern) => (isForValue(pattern) ? { value: pattern } : pattern));
  const named = new Set(
    expected.flatMap((pattern) => (typeof pattern === 'function' ? ['value'] : Object.keys(pattern))),
  );
  const shown = (record: LoggedRecord): object => ({
    ...Object.fromEntries(PLAIN_FIELDS.map((name) => [name, record[name]])),
    key: shownBytes(record.key),
    value: shownBytes(record.value),
    headers: Object.fromEntries(record.headers.map(({ key, value }) => [key, shownBytes(value)])),
  });
  const actual = records
    .slice(0, MOST_COMPARED)
    .map((record) => Object.fromEntries(Object.entries(shown(record)).filter(([name]) => named.has(name))));
  return { expected, actual };
}

/** Short for `{ value }`. */
export function isForValue(pattern: unknown): pattern is string | Uint8Array | RegExp | AsymmetricMatcher {
  return typeof pattern === 'string' || ArrayBuffer.isView(pattern) || isRegExp(pattern) || isMatcher(pattern);
}

/** Of the one of its name that comes nearest. */
function headerDifferences(name: string, pattern: ValuePattern, { headers }: LoggedRecord): Difference[] {
  const path = `headers.${name}`;
  const all = headers
    .filter(({ key }) => key === name)
    .map(({ value }) => valueDifferences(pattern, value, path))
    .sort((a, b) => a.length - b.length);
  return all[0] ?? [{ path, expected: pattern, actual: undefined }];
}
