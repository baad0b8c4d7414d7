import { randomBytes } from 'node:crypto';

const MARK_BYTES = 8;
const NUMBER_BYTES = 4;
const KEYS = 1000;

/**
 * The records of one run: each value holds the run's mark, the record's number and bytes that depend on the number,
 * so that one that comes back tells which it is, and whether a byte of it changed.
 */
export class Payload {
  readonly size: number;
  readonly #mark = randomBytes(MARK_BYTES);
  /** Values are windows over this; as many different ones as it has bytes to begin at. */
  readonly #noise: Buffer;
  readonly #windows = 4093;

  constructor(size: number) {
    this.size = size;
    this.#noise = randomBytes(this.#windows + size);
  }

  key(number: number): string {
    return `key-${number % KEYS}`;
  }

  value(number: number): Buffer {
    const value = Buffer.allocUnsafe(this.size);
    this.#mark.copy(value, 0);
    value.writeUInt32BE(number, MARK_BYTES);
    const start = number % this.#windows;
    this.#noise.copy(value, MARK_BYTES + NUMBER_BYTES, start, start + this.size - MARK_BYTES - NUMBER_BYTES);
    return value;
  }

  /** @returns the number of a record of this run, -1 for a record of anyone else */
  numberOf(value: Buffer | null): number {
    if (value === null || value.length < MARK_BYTES + NUMBER_BYTES) return -1;
    if (this.#mark.compare(value, 0, MARK_BYTES) !== 0) return -1;
    return value.readUInt32BE(MARK_BYTES);
  }

  /** @returns whether the bytes are those that were sent under this number */
  isIntact(number: number, key: Buffer | null, value: Buffer): boolean {
    if (value.length !== this.size || key?.toString() !== this.key(number)) return false;
    const start = number % this.#windows;
    const from = MARK_BYTES + NUMBER_BYTES;
    return this.#noise.compare(value, from, this.size, start, start + this.size - from) === 0;
  }
}
