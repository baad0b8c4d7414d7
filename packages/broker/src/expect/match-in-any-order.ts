import type { Fits, Match, Matching } from './matching.ts';
import type { Pace } from './pace.ts';

/**
 * Each expected record is another one, in whatever order; as many as can be, those that are expected first before others. Where they
 * come in each partition as they are expected, each is compared with the first of every partition that is left, and with no other.
 */
export class MatchInAnyOrder implements Matching {
  readonly #among: Fits;
  readonly #pace: Pace;
  readonly #recordOf = new Map<number, number>();
  readonly #holderOf = new Map<number, number>();
  /** By partition, its records, and how many of them from the first on are taken. */
  readonly #partitions = new Map<number, { readonly records: number[]; taken: number }>();
  /** By kind, how many of its candidates from the first on are taken. */
  readonly #taken = new Map<number, number>();
  /** Who asked in vain, and what was reached: nothing that is given later changes that, so that nobody looks there again. */
  readonly #vainKinds = new Set<number>();
  readonly #vainRecords = new Set<number>();

  constructor(among: Fits, pace: Pace) {
    this.#among = among;
    this.#pace = pace;
    for (const [index, { partition }] of among.records.entries()) {
      const known = this.#partitions.get(partition);
      if (known === undefined) this.#partitions.set(partition, { records: [index], taken: 0 });
      else known.records.push(index);
    }
  }

  get match(): Match {
    return Array.from({ length: this.#among.count }, (_, expected) => this.#recordOf.get(expected));
  }

  get isCut(): boolean {
    return this.#pace.isSpent;
  }

  *run(): Generator<undefined, void> {
    for (let expected = 0; expected < this.#among.count && !this.#pace.isSpent; expected++) yield* this.give(expected);
  }

  /** Whether there is one for it beside all that were given before. */
  *give(expected: number): Generator<undefined, boolean> {
    if (this.#pace.step()) yield;
    if (this.#vainKinds.has(this.#among.kindOf(expected))) return false;
    const candidates = this.#among.candidatesOf(expected);
    const record = candidates === undefined ? this.#firstOfPartitions(expected) : this.#firstOf(candidates, expected);
    if (record === undefined) return yield* this.#takeAny(expected);
    this.#give(expected, record);
    return true;
  }

  /** The first one of a partition that nobody has. */
  #firstOfPartitions(expected: number): number | undefined {
    for (const partition of this.#partitions.values()) {
      const { records } = partition;
      while (this.#holderOf.has(records[partition.taken] ?? -1)) partition.taken++;
      const record = records[partition.taken];
      if (record !== undefined && this.#among.fits(expected, record)) return record;
    }
    return undefined;
  }

  /** The first candidate that nobody has. */
  #firstOf(candidates: readonly number[], expected: number): number | undefined {
    const kind = this.#among.kindOf(expected);
    let taken = this.#taken.get(kind) ?? 0;
    while (this.#holderOf.has(candidates[taken] ?? -1)) taken++;
    this.#taken.set(kind, taken);
    const record = candidates[taken];
    return record !== undefined && this.#among.fits(expected, record) ? record : undefined;
  }

  /** Any one; who has it takes another one, and so on until one is found that nobody has. */
  *#takeAny(expected: number): Generator<undefined, boolean> {
    const reachedBy = new Map<number, number>();
    const kinds = new Set<number>();
    const asking = [expected];
    for (const asker of asking) {
      const kind = this.#among.kindOf(asker);
      // What fits another of its kind was reached by that one.
      if (kinds.has(kind)) continue;
      kinds.add(kind);
      const candidates = this.#among.candidatesOf(asker);
      const count = candidates?.length ?? this.#among.records.length;
      for (let place = 0; place < count; place++) {
        if (this.#pace.step()) yield;
        if (this.#pace.isSpent) return false;
        const record = candidates === undefined ? place : (candidates[place] as number);
        if (reachedBy.has(record) || this.#vainRecords.has(record) || !this.#among.fits(asker, record)) continue;
        reachedBy.set(record, asker);
        const holder = this.#holderOf.get(record);
        if (holder === undefined) {
          this.#passOn(record, reachedBy);
          return true;
        }
        asking.push(holder);
      }
    }
    for (const kind of kinds) this.#vainKinds.add(kind);
    for (const record of reachedBy.keys()) this.#vainRecords.add(record);
    return false;
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
