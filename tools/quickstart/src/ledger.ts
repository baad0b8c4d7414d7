import type { Payload } from './payload.ts';

/** What is looked at of a record that came back. */
export interface Received {
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

const LISTED_PROBLEMS = 5;

/** Says of the records of one run whether each came back exactly once, in order, intact, and from where it was stored. */
export class Ledger {
  readonly #payload: Payload;
  readonly #partitions: Int32Array;
  readonly #offsets: Float64Array;
  readonly #seen: Uint8Array;
  /** Number of the last record of each partition. */
  readonly #last: number[] = [];
  #received = 0;
  #problems = 0;
  readonly #listed: string[] = [];

  constructor(payload: Payload, records: number) {
    this.#payload = payload;
    this.#partitions = new Int32Array(records).fill(-1);
    this.#offsets = new Float64Array(records);
    this.#seen = new Uint8Array(records);
  }

  /** Different records that came back. */
  get received(): number {
    return this.#received;
  }

  get isComplete(): boolean {
    return this.#received === this.#seen.length;
  }

  /** The broker said that it stored a record. */
  stored(number: number, partition: number, offset: number): void {
    this.#partitions[number] = partition;
    this.#offsets[number] = offset;
  }

  /** A record came back. Those of other runs and other programs are none of our business. */
  receive(record: Received): void {
    const { partition, offset, key, value } = record;
    const number = this.#payload.numberOf(value);
    if (value === null || number === -1) return;
    const where = `record ${number} at partition ${partition}, offset ${offset}`;
    if (number >= this.#seen.length) {
      this.#problem(`${where}: it was never sent`);
      return;
    }
    if (this.#seen[number] === 1) {
      this.#problem(`${where}: came twice`);
      return;
    }
    this.#seen[number] = 1;
    this.#received += 1;
    if (!this.#payload.isIntact(number, key, value)) this.#problem(`${where}: its bytes changed`);
    if (partition !== this.#partitions[number] || offset !== this.#offsets[number]) {
      this.#problem(
        `${where}: was stored at partition ${this.#partitions[number] ?? -1}, offset ${this.#offsets[number] ?? -1}`,
      );
    }
    const last = this.#last[partition] ?? -1;
    if (number < last) this.#problem(`${where}: came after record ${last}`);
    this.#last[partition] = number;
  }

  /** @returns what is wrong, a line each; empty when every record came as it should */
  problems(): string[] {
    const missing = this.#seen.length - this.#received;
    const lines = [...this.#listed];
    if (this.#problems > LISTED_PROBLEMS) lines.push(`and ${this.#problems - LISTED_PROBLEMS} more`);
    if (missing > 0)
      lines.push(`${missing} records did not come back, the first of them record ${this.#seen.indexOf(0)}`);
    return lines;
  }

  #problem(text: string): void {
    this.#problems += 1;
    if (this.#problems <= LISTED_PROBLEMS) this.#listed.push(text);
  }
}
