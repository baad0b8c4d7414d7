import type { LoggedRecord } from './logged-record.ts';
import type { Fits } from './matching.ts';
import type { Pace } from './pace.ts';
import { leavesOfPattern, leavesOfRecord, textOfPattern } from './pattern-leaves.ts';
import { recordDifferences, type RecordPattern } from './record-pattern.ts';

interface Kept {
  readonly pattern: RecordPattern;
  readonly leaves: readonly string[];
  readonly fits: Map<LoggedRecord, boolean>;
}

/** The patterns of a list. Equal ones are of one kind, and each kind is compared with a record once: a test's function is asked once. */
export class ExpectedList {
  readonly patterns: readonly RecordPattern[];
  /** By pattern. */
  readonly #kinds: number[] = [];
  /** By kind, one pattern, the leaves of it, and what is known of records. */
  readonly #kept: Kept[] = [];
  readonly #kindsBy = new Map<unknown, number>();

  constructor(patterns: readonly RecordPattern[]) {
    this.patterns = patterns;
  }

  /** To be done before anything else; nothing the second time. */
  *prepare(pace: Pace): Generator<undefined, void> {
    while (this.#kinds.length < this.patterns.length) {
      const pattern = this.patterns[this.#kinds.length] as RecordPattern;
      const same = textOfPattern(pattern) ?? pattern;
      const kind = this.#kindsBy.get(same) ?? this.#kept.length;
      if (kind === this.#kept.length) {
        this.#kindsBy.set(same, kind);
        this.#kept.push({ pattern, leaves: leavesOfPattern(pattern), fits: new Map() });
      }
      this.#kinds.push(kind);
      if (pace.step()) yield;
    }
  }

  /** Whether one of this kind fits. */
  fits(kind: number, record: LoggedRecord): boolean {
    const { pattern, fits } = this.#kept[kind] as Kept;
    const known = fits.get(record);
    if (known !== undefined) return known;
    const does = recordDifferences(pattern, record).length === 0;
    fits.set(record, does);
    return does;
  }

  kindOf(expected: number): number {
    return this.#kinds[expected] as number;
  }

  /** For a search among these records. */
  *among(records: readonly LoggedRecord[], pace: Pace): Generator<undefined, Fits> {
    const places = yield* this.#placesOfLeaves(records, pace);
    const candidates: (readonly number[] | undefined)[] = [];
    for (const { leaves } of this.#kept) {
      const all = leaves.map((leaf) => places.get(leaf) ?? []).sort((a, b) => a.length - b.length);
      candidates.push(all[0]);
      if (pace.step()) yield;
    }
    return {
      records,
      count: this.patterns.length,
      fits: (expected, record) => this.fits(this.kindOf(expected), records[record] as LoggedRecord),
      kindOf: (expected) => this.kindOf(expected),
      candidatesOf: (expected) => candidates[this.kindOf(expected)],
    };
  }

  /** Which records have a leaf that is expected. */
  *#placesOfLeaves(records: readonly LoggedRecord[], pace: Pace): Generator<undefined, Map<string, number[]>> {
    const places = new Map<string, number[]>();
    for (const { leaves } of this.#kept) {
      for (const leaf of leaves) if (!places.has(leaf)) places.set(leaf, []);
      if (pace.step()) yield;
    }
    if (places.size === 0) return places;
    for (const [index, record] of records.entries()) {
      for (const leaf of leavesOfRecord(record)) {
        const known = places.get(leaf);
        if (known !== undefined && known.at(-1) !== index) known.push(index);
        if (pace.step()) yield;
      }
    }
    return places;
  }
}
