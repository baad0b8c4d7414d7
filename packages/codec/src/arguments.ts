import { showValue } from '@k/wire';
import { CodecError } from './errors.ts';

/** The error for an argument that cannot be used: what it has to be, and what it is. */
export function invalidArgument(expected: string, got: unknown): CodecError {
  return new CodecError(`${expected}, got ${showValue(got)}`, { reason: 'invalid-argument' });
}

/**
 * Refuses options that are no object, and names that there are not: they would be ignored in silence.
 * @param of whose options they are
 */
export function checkOptions(of: string, options: object, names: ReadonlySet<string>): void {
  // JavaScript callers.
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw invalidArgument(`the options of ${of} are an object`, given);
  }
  for (const name in given) {
    if (names.has(name)) continue;
    const known = [...names].join(', ');
    throw new CodecError(`${of} has no option ${showValue(name)}: there are ${known}`, { reason: 'invalid-argument' });
  }
}

/** @param what begins the message: 'maxBytes', 'a partition leader epoch' */
export function checkInteger(what: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw invalidArgument(`${what} is an integer from ${bound(min)} to ${bound(max)}`, value);
}

/** The same for what may be left out. */
export function checkOptionalInteger(what: string, value: number | undefined, min: number, max: number): void {
  if (value !== undefined) checkInteger(what, value, min, max);
}

/** The edges of numbers as one knows them. */
function bound(value: number): string {
  for (const power of [31, 32, 53]) {
    const distance = 2 ** power - value;
    if (distance === 1 || distance === 2) return `2^${power} - ${distance}`;
  }
  return String(value);
}

export function checkFlag(what: string, value: boolean | undefined): void {
  if (value === undefined || typeof value === 'boolean') return;
  throw invalidArgument(`${what} is true or false`, value);
}

/** Not instanceof: a test runner's sandbox has a Uint8Array of its own. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value as Uint8Array).BYTES_PER_ELEMENT === 1;
}

export function checkBytes(what: string, value: Uint8Array): void {
  if (!isBytes(value)) throw invalidArgument(`${what} is a Uint8Array`, value);
}

/** A limit of bytes: Infinity for none. */
export function checkByteLimit(what: string, value: number): void {
  if (value === Infinity || (Number.isSafeInteger(value) && value >= 0)) return;
  throw invalidArgument(`${what} is a number of bytes from 0, or Infinity`, value);
}
