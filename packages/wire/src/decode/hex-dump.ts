const ROW = 16;
const ROWS_BEFORE = 2;

/** The lines of bytes around `offset`, and a caret under that byte; behind the last one when the bytes ended there. */
export function dumpAround(bytes: Uint8Array, offset: number): string {
  const at = Math.min(Math.max(offset, 0), bytes.length);
  const row = Math.floor(at / ROW);
  const lines: string[] = [];
  for (let i = Math.max(0, row - ROWS_BEFORE); i <= row + 1; i++) {
    if (i * ROW < bytes.length || i === row) lines.push(dumpRow(bytes, i * ROW));
    if (i === row) lines.push(`${' '.repeat(10 + (at % ROW) * 3)}^^`);
  }
  return lines.join('\n');
}

function dumpRow(bytes: Uint8Array, start: number): string {
  const row = [...bytes.subarray(start, start + ROW)];
  const hex = row.map((b) => b.toString(16).padStart(2, '0')).join(' ');
  const text = row.map((b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : '.')).join('');
  return `${start.toString(16).padStart(8, '0')}  ${hex.padEnd(ROW * 3)} ${text}`;
}
