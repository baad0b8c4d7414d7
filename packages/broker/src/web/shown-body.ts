import { shownBytes } from './shown-bytes.ts';

/** Of an array, a text or an object nested deep, a page shows so much. */
const MAX_ITEMS = 50;
const MAX_DEPTH = 8;
const MAX_TEXT = 2_000;

/** What clients log in with, and what is made of it. */
const SECRETS = new Set(['authBytes', 'hmac', 'salt', 'saltedPassword']);

/** The body of a request or an answer as JSON has words for it, cut where it is long, and without secrets. */
export function shownBody(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return shownBytes(value);
  if (depth >= MAX_DEPTH) return '…';
  return Array.isArray(value) ? shownArray(value, depth) : shownObject(value, depth);
}

function shownArray(items: readonly unknown[], depth: number): unknown[] {
  const shown = items.slice(0, MAX_ITEMS).map((item) => shownBody(item, depth + 1));
  return items.length > MAX_ITEMS ? [...shown, `… ${String(items.length - MAX_ITEMS)} more`] : shown;
}

function shownObject(object: object, depth: number): Record<string, unknown> {
  const fields = Object.entries(object).map(([name, field]): [string, unknown] => [
    name,
    SECRETS.has(name) ? '(hidden)' : shownBody(field, depth + 1),
  ]);
  return Object.fromEntries(fields);
}
