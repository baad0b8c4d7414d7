/**
 * A value in a few characters, for the end of "expected …, got …": text is quoted and a bigint has its n, so that "5", 5 and
 * 5n can be told apart. Not for what may be a secret.
 */
export function showValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
    case 'undefined':
      return 'nothing';
    case 'function':
      return 'a function';
    case 'bigint':
      return `${String(value)}n`;
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : `an array of ${String(value.length)}`;
      return showObject(value);
    default:
      return String(value);
  }
}

function showObject(value: object): string {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (kind === 'Object') return 'an object';
  return `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
