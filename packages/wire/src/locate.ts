import type { MessageInit, ReadFunction, WriteFunction } from './message-type.ts';
import { Reader } from './reader.ts';
import { WireError } from './wire-error.ts';
import { Writer } from './writer.ts';

/**
 * Finds out which field an error is about, after the fact, so that the generated code need not keep track of it.
 *
 * Reading: the message is read twice more from where it began, by readers that give one harmless value and then another
 * from the failing read on. The first field in which the outcomes differ is the one.
 */
export function locateRead<T>(
  error: unknown,
  messageName: string,
  version: number,
  r: Reader,
  start: number,
  read: ReadFunction<T>,
): unknown {
  if (!(error instanceof WireError) || error.messageName !== '') return error;
  const one = read(new Reader(r.buffer, start, r.end, 1), version);
  const two = read(new Reader(r.buffer, start, r.end, 2), version);
  const path = difference(one, two) ?? '';
  return new WireError(error.reason, { messageName, version, path, offset: error.offset });
}

/** Writing: the message is written once more behind a proxy that notes which field was taken last. */
export function locateWrite<T>(
  error: unknown,
  messageName: string,
  version: number,
  body: MessageInit<T>,
  write: WriteFunction<T>,
): unknown {
  if (!(error instanceof WireError) && !(error instanceof TypeError)) return error;
  if (error instanceof WireError && error.messageName !== '') return error;
  let path = '';
  try {
    write(new Writer(), version, watch(body as object, '', (at) => (path = at)) as MessageInit<T>);
  } catch {
    // The path is what was wanted.
  }
  const reason = error instanceof WireError ? error.reason : `expected an object (${error.message})`;
  return new WireError(reason, { messageName, version, path, cause: error });
}

function difference(a: unknown, b: unknown): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (Buffer.isBuffer(a) && Buffer.isBuffer(b)) return a.equals(b) ? undefined : '';
  if (Array.isArray(a) && Array.isArray(b)) {
    // A length known before the failure is the same in both.
    if (a.length !== b.length) return '';
    for (const [i, element] of a.entries()) {
      const inside = difference(element, b[i]);
      if (inside !== undefined) return `[${String(i)}]${inside && !inside.startsWith('[') ? `.${inside}` : inside}`;
    }
    return undefined;
  }
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    for (const [key, value] of Object.entries(b)) {
      const inside = difference((a as Record<string, unknown>)[key], value);
      if (inside !== undefined) return `${key}${inside && !inside.startsWith('[') ? `.${inside}` : inside}`;
    }
    return undefined;
  }
  return '';
}

function watch(target: object, path: string, note: (path: string) => void): object {
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof key === 'symbol' || key === 'constructor' || (Array.isArray(object) && !/^\d+$/.test(key)))
        return value;
      const at = Array.isArray(object) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
      note(at);
      const plain = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
      return plain ? watch(value, at, note) : value;
    },
  });
}
