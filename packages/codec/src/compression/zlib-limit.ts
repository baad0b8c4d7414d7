import { constants } from 'node:buffer';
import { beyondLimit } from './codec-failure.ts';

/** node:zlib takes limits from 1 to the largest Buffer; ours may be 0, larger, or none. */
export function maxOutputLength(maxBytes: number): number {
  return Math.min(Math.max(maxBytes, 1), constants.MAX_LENGTH);
}

/** What came out, if it is within the limit that was meant. */
export function within(type: string, maxBytes: number, plain: Buffer): Buffer {
  if (plain.length > maxBytes) throw beyondLimit(type, maxBytes);
  return plain;
}
