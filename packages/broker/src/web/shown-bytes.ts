/** Bytes as a page shows them. */
export interface ShownBytes {
  /** What was tried from the top: JSON, text, else hexadecimal digits. */
  readonly as: 'json' | 'text' | 'hex';
  /** At most {@link MAX_SHOWN} bytes of it. */
  readonly text: string;
  /** Of all of it. */
  readonly byteLength: number;
}

const MAX_SHOWN = 16 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });
// Control characters but tab, line feed and carriage return: nobody reads those as text.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Null stays null: a record without key or value. */
export function shownBytes(bytes: Uint8Array | null): ShownBytes | null {
  if (bytes === null) return null;
  const { byteLength } = bytes;
  const text = textOf(bytes.subarray(0, MAX_SHOWN), byteLength > MAX_SHOWN);
  if (text === undefined) return { as: 'hex', text: hexOf(bytes.subarray(0, MAX_SHOWN / 2)), byteLength };
  return { as: byteLength <= MAX_SHOWN && isJson(text) ? 'json' : 'text', text, byteLength };
}

/** @param isCut at its end there may be a part of a character */
function textOf(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    const text = isCut ? new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }) : utf8.decode(bytes);
    return UNPRINTABLE.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Objects and arrays: a number or a word is as readable without being told to be JSON. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
