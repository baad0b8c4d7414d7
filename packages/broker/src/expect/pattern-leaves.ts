import { isRegExp } from 'node:util/types';
import { jsonIn } from './json.ts';
import type { LoggedRecord } from './logged-record.ts';
import { isMatcher, type JsonPattern, type ValuePattern } from './pattern.ts';
import { isForValue, type RecordPattern } from './record-pattern.ts';

// A leaf is a plain value and where it stands, as text. A record that fits a pattern has all leaves of the pattern: so those that may fit
// are found by their leaves, and no pattern has to be compared with every record.

export function leavesOfPattern(pattern: RecordPattern): string[] {
  if (typeof pattern === 'function') return [];
  if (isForValue(pattern)) return leavesOfValue(pattern, 'value');
  const { key, value, offset } = pattern;
  const place = offset === undefined ? [] : [leaf('offset', offset)];
  return [...leavesOfValue(key, 'key'), ...leavesOfValue(value, 'value'), ...place];
}

export function* leavesOfRecord({ key, value, offset }: LoggedRecord): Generator<string> {
  yield leaf('offset', offset);
  for (const [name, bytes] of [['key', key], ['value', value]] as const) {
    if (bytes === null) yield leaf(name, null);
    else {
      const text = bytes.toString('utf8');
      yield textLeaf(name, text);
      yield* leavesOfJson(jsonIn(text)?.value, name);
    }
  } // prettier-ignore
}

/** The same for patterns that can only be the same; undefined for one with functions, matchers and the like in it. */
export function textOfPattern(pattern: unknown): string | undefined {
  if (typeof pattern !== 'object' || pattern === null) {
    return typeof pattern === 'function'
      ? undefined
      : `${typeof pattern} ${Object.is(pattern, -0) ? '-0' : String(pattern)}`;
  }
  const prototype: unknown = Object.getPrototypeOf(pattern);
  if ((prototype !== Object.prototype && prototype !== Array.prototype) || isMatcher(pattern)) return undefined;
  const parts = Object.entries(pattern).map(([name, part]) => [name, textOfPattern(part)]);
  if (parts.some(([, text]) => text === undefined)) return undefined;
  return `${Array.isArray(pattern) ? 'array' : 'object'} ${JSON.stringify(parts)}`;
}

function leavesOfValue(pattern: ValuePattern | undefined, name: string): string[] {
  if (typeof pattern === 'string') return [textLeaf(name, pattern)];
  if (ArrayBuffer.isView(pattern)) return [textLeaf(name, Buffer.from(pattern).toString('utf8'))];
  return leavesOfPart(pattern, name);
}

function leavesOfPart(pattern: JsonPattern | undefined, path: string): string[] {
  if (pattern === undefined || typeof pattern === 'function' || isRegExp(pattern) || isMatcher(pattern)) return [];
  if (typeof pattern !== 'object' || pattern === null) return [leaf(path, pattern)];
  if (typeof (pattern as Date).toJSON === 'function') return [];
  return Object.entries(pattern).flatMap(([name, part]) => leavesOfPart(part as JsonPattern, `${path}\n${name}`));
}

function* leavesOfJson(json: unknown, path: string): Generator<string> {
  if (typeof json !== 'object' || json === null) yield leaf(path, json);
  else for (const [name, part] of Object.entries(json)) yield* leavesOfJson(part, `${path}\n${name}`);
}

function leaf(path: string, value: unknown): string {
  return `${path}\r${typeof value} ${String(value)}`;
}

function textLeaf(name: string, text: string): string {
  return `${name}\rtext ${text}`;
}
