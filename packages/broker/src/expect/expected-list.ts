import type { LoggedRecord } from './logged-record.ts';
import type { Pace } from './pace.ts';
import { leavesOfPattern, textOfPattern } from './pattern-leaves.ts';
import { recordDifferences, type RecordPattern } from './record-pattern.ts';

/** The leaves of records are of use where more patterns are looked for: finding them is dearer than comparing a record with so many. */
const COMPARED_AT_ONCE = 4;

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
        const leaves = this.patterns.length > COMPARED_AT_ONCE ? leavesOfPattern(pattern) : [];
        this.#kept.push({ pattern, leaves, fits: new Map() });
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

  /** How many there are. */
  get kindCount(): number {
    return this.#kept.length;
  }

  /** What a record has that may fit one of this kind; none: any may. */
  leavesOf(kind: number): readonly string[] {
    return (this.#kept[kind] as Kept).leaves;
  }
}
