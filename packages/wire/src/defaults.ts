/** The default of byte strings. Empty, so it can be shared. */
export const NO_BYTES: Buffer = Buffer.alloc(0);

/** Whether a field was left out since {@link forgetOmissions}. One flag for all, so that it costs next to nothing. */
let omitted = false;

export function forgetOmissions(): void {
  omitted = false;
}

export function hasOmissions(): boolean {
  return omitted;
}

/**
 * What a field is written as: the value given, or the default when it was left out. `null` is a value.
 * Generated code calls this for each field.
 */
export function or<T, D>(value: T | undefined, standard: D): T | D {
  if (value !== undefined) return value;
  omitted = true;
  return standard;
}

/** Whether a value was given that is not the default: tagged fields are written only then, absent ones must not be. */
export function set(value: unknown, standard: unknown): boolean {
  if (value === undefined || value === standard) return false;
  return !same(value, standard);
}

function same(value: unknown, standard: unknown): boolean {
  if (value === undefined || Object.is(value, standard)) return true;
  if (typeof standard === 'bigint')
    return typeof value === 'number' && Number.isSafeInteger(value) && BigInt(value) === standard;
  if (typeof standard !== 'object' || standard === null || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(standard) || standard instanceof Uint8Array) return (value as { length?: number }).length === 0;
  const fields = standard as Record<string, unknown>;
  return Object.entries(value).every(([key, field]) =>
    key in fields ? same(field, fields[key]) : key !== 'unknownTags' || field === undefined,
  );
}
