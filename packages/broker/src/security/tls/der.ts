/** One value of a DER encoding (X.690). */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  /** With tag and length. */
  readonly bytes: Buffer;
}

export const SEQUENCE = 0x30;
export const OBJECT_IDENTIFIER = 0x06;
/** [0], which is what a certificate's version stands in. */
export const CONTEXT_0 = 0xa0;

/** The values that stand one behind the other in a text. @throws Error when it ends too early, or is none */
export function derValues(text: Buffer): DerValue[] {
  const values: DerValue[] = [];
  let at = 0;
  while (at < text.length) {
    const { start, end } = placeOf(text, at);
    values.push({ tag: text.readUInt8(at), content: text.subarray(start, end), bytes: text.subarray(at, end) });
    at = end;
  }
  return values;
}

/** Where the content of the value at `at` stands. */
function placeOf(text: Buffer, at: number): { start: number; end: number } {
  const first = text.readUInt8(at + 1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4) throw new Error('no DER: a length of unknown form');
  const start = at + 2 + lengthBytes;
  const end = start + (lengthBytes === 0 ? first : text.readUIntBE(at + 2, lengthBytes));
  if (end > text.length) throw new Error('no DER: a value is longer than the text');
  return { start, end };
}

/** `2.5.4.3` of the content of an OBJECT IDENTIFIER. */
export function oidOf(content: Buffer): string {
  const parts: number[] = [];
  let part = 0;
  for (const byte of content) {
    part = part * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    parts.push(part);
    part = 0;
  }
  const [head = 0, ...rest] = parts;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - 40 * first, ...rest].join('.');
}
