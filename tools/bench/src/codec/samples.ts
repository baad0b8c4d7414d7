/** Milliseconds since the epoch, of the first record. */
export const TIMESTAMP = 1_700_000_000_000;

/** Numbers from 0 to 1, always the same ones (a linear congruence is enough for filler). */
function numbers(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 48_271) >>> 0) % 0x7fff_ffff) / 0x7fff_ffff;
}

/** Values of exactly so many bytes that look like log lines in JSON: they compress to about a third. */
export function logValues(count: number, bytes: number): Buffer[] {
  const random = numbers();
  return Array.from({ length: count }, (_, i) => {
    let text = '';
    while (text.length < bytes) {
      const id = Math.floor(random() * 1e9).toString(36);
      text += `{"id":${i},"user":"user-${Math.floor(random() * 500)}","request":"${id}","ms":${i % 977},"status":"ok"}\n`;
    }
    return Buffer.from(text.slice(0, bytes));
  });
}
