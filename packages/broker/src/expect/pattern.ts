import { isRegExp } from 'node:util/types';
import { checkAnsweredAtOnce, type Verdict } from './answer-at-once.ts';
import { jsonIn, Refusal, shownJson } from './json.ts';
import { showJson } from './show.ts';

/** A matcher of vitest's or jest's, such as `expect.any(String)`, or of another library with the same method. */
export interface AsymmetricMatcher {
  asymmetricMatch(actual: unknown): boolean;
}

/** Part of a JSON value: objects may have more fields, arrays are of the same length. Functions and regular expressions look at what is in their place. */
export type JsonPattern =
  | string
  | number
  | boolean
  | null
  | RegExp
  | Date
  | AsymmetricMatcher
  | ((actual: never) => Verdict)
  | readonly JsonPattern[]
  | { readonly [field: string]: JsonPattern | undefined };

/**
 * What a key, a value or a header is to be: the same text or bytes; null; what a regular expression finds in the text; what a
 * function takes that is given the bytes, unless it returns false or throws (it answers at once: a promise is a ConfigError);
 * anything else is part of its JSON.
 */
export type ValuePattern = Uint8Array | JsonPattern;

/** One thing that is not as expected. */
export interface Difference {
  /** `value.items[0].price` */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** What of the bytes is not as the pattern says; empty: they fit. */
export function valueDifferences(pattern: ValuePattern | undefined, actual: Buffer | null, path: string): Difference[] {
  const text = actual === null ? null : actual.toString('utf8');
  const differs = (shown: unknown = shownJson(text)): Difference[] => [{ path, expected: pattern, actual: shown }];
  if (pattern === undefined) return [];
  if (isMatcher(pattern)) return takenBy(pattern, actual, text) ? [] : differs();
  if (pattern === null || actual === null || text === null) return pattern === actual ? [] : differs();
  if (typeof pattern === 'string') return text === pattern ? [] : differs(text);
  if (ArrayBuffer.isView(pattern)) return actual.equals(pattern) ? [] : differs(actual);
  if (isRegExp(pattern)) return finds(pattern, text) ? [] : differs(text);
  if (typeof pattern === 'function') return refusal(pattern, actual, path);
  const json = jsonIn(text);
  return json === undefined ? differs(text) : jsonDifferences(pattern, json.value, path);
}

/** The same for a JSON value. */
export function jsonDifferences(pattern: JsonPattern, actual: unknown, path: string): Difference[] {
  const differs: Difference[] = [{ path, expected: pattern, actual }];
  if (isMatcher(pattern)) return matches(pattern, actual) ? [] : differs;
  if (typeof pattern === 'function') return refusal(pattern, actual, path);
  if (isRegExp(pattern)) return typeof actual === 'string' && finds(pattern, actual) ? [] : differs;
  if (typeof pattern !== 'object' || pattern === null) return Object.is(pattern, actual) ? [] : differs;
  if (typeof (pattern as Date).toJSON === 'function') return (pattern as Date).toJSON() === actual ? [] : differs;
  if (typeof actual !== 'object' || actual === null || Array.isArray(pattern) !== Array.isArray(actual)) return differs;
  if (Array.isArray(pattern) && pattern.length !== (actual as unknown[]).length) return differs;
  return Object.entries(pattern as Record<string, JsonPattern | undefined>).flatMap(([field, part]) => {
    if (part === undefined) return [];
    const at = Array.isArray(pattern) ? `${path}[${field}]` : `${path}.${field}`;
    const found = Object.hasOwn(actual, field) ? (actual as Record<string, unknown>)[field] : undefined;
    return jsonDifferences(part, found, at);
  });
}

/** What a function that a test gave has against it. */
export function refusal(fn: (actual: never) => Verdict, actual: unknown, path: string): Difference[] {
  let verdict: unknown;
  try {
    verdict = fn(actual as never);
  } catch (error) {
    const why = error instanceof Error ? error.message : showJson(error);
    return [{ path, expected: fn, actual: new Refusal(actual, why) }];
  }
  checkAnsweredAtOnce(`the function expected of ${path}`, verdict);
  return verdict === false ? [{ path, expected: fn, actual }] : [];
}

function matches(matcher: AsymmetricMatcher, actual: unknown): boolean {
  const verdict = matcher.asymmetricMatch(actual);
  checkAnsweredAtOnce('asymmetricMatch()', verdict);
  return verdict;
}

export function isMatcher(value: unknown): value is AsymmetricMatcher {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<AsymmetricMatcher>).asymmetricMatch === 'function'
  );
}

/** Whether it takes the JSON, the text or the bytes. */
function takenBy(matcher: AsymmetricMatcher, bytes: Buffer | null, text: string | null): boolean {
  const json = text === null ? undefined : jsonIn(text);
  const forms = bytes === null ? [null] : [...(json === undefined ? [] : [json.value]), text, bytes];
  return forms.some((form) => matches(matcher, form));
}

/** Also for one that goes on from where it found something before. */
function finds(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}
