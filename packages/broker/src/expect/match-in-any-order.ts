import type { Fits, Match } from './match-records.ts';

/**
 * Each expected record is another one, in whatever order; as many as can be. Where they come in each partition as they are expected, each
 * is compared with the first of every partition that is left, and with no other.
 */
export function matchInAnyOrder(among: Fits): Match {
  const pairs = new Pairs(among);
  for (let expected = 0; expected < among.count; expected++) {
    if (!pairs.takeFirst(expected)) pairs.takeAny(expected);
  }
  return Array.from({ length: among.count }, (_, expected) => pairs.recordOf(expected));
}

/** Who has which record so far. */
class Pairs {
  readonly #among: Fits;
  readonly #recordOf = new Map<number, number>();
  readonly #holderOf = new Map<number, number>();
  /** By partition, its records, and how many of them from the first on are taken. */
  readonly #partitions = new Map<number, { readonly records: number[]; taken: number }>();

  constructor(among: Fits) {
    this.#among = among;
    for (const [index, { partition }] of among.records.entries()) {
      const known = this.#partitions.get(partition);
      if (known === undefined) this.#partitions.set(partition, { records: [index], taken: 0 });
      else known.records.push(index);
    }
  }

  recordOf(expected: number): number | undefined {
    return this.#recordOf.get(expected);
  }

  /** The first one of a partition that nobody has. */
  takeFirst(expected: number): boolean {
    for (const partition of this.#partitions.values()) {
      const { records } = partition;
      while (this.#holderOf.has(records[partition.taken] ?? -1)) partition.taken++;
      const record = records[partition.taken];
      if (record === undefined || !this.#among.fits(expected, record)) continue;
      this.#give(expected, record);
      return true;
    }
    return false;
  }

  /** Any one; who has it takes another one, and so on until one is found that nobody has. */
  takeAny(expected: number): void {
    const reachedBy = new Map<number, number>();
    const asking = [expected];
    for (const asker of asking) {
      for (let record = 0; record < this.#among.records.length; record++) {
        if (reachedBy.has(record) || !this.#among.fits(asker, record)) continue;
        reachedBy.set(record, asker);
        const holder = this.#holderOf.get(record);
        if (holder === undefined) {
          this.#passOn(record, reachedBy);
          return;
        }
        asking.push(holder);
      }
    }
  }

  /** Each who asked gets the one that was found for it, and leaves the one that it had to who asked for that. */
  #passOn(found: number, reachedBy: ReadonlyMap<number, number>): void {
    let record: number | undefined = found;
    while (record !== undefined) {
      const asker = reachedBy.get(record) as number;
      const left = this.#recordOf.get(asker);
      this.#give(asker, record);
      record = left;
    }
  }

  #give(expected: number, record: number): void {
    this.#recordOf.set(expected, record);
    this.#holderOf.set(record, expected);
  }
}
