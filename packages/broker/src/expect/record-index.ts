import type { ExpectedList } from './expected-list.ts';
import type { LoggedRecord } from './logged-record.ts';
import type { Fits } from './matching.ts';
import type { Pace } from './pace.ts';
import { leavesOfRecord } from './pattern-leaves.ts';

/** Which records of lists that grow have a leaf that is expected. What is known stays: each record is looked at once. */
export class RecordIndex {
  readonly #list: ExpectedList;
  readonly #lists: readonly (readonly LoggedRecord[])[];
  /** By list, how many of its records are known. */
  readonly #known: number[];
  /** As they came: the list of each, and its place there. */
  readonly #listOf: number[] = [];
  readonly #placeOf: number[] = [];
  /** By leaf, which of those have it. */
  readonly #having = new Map<string, number[]>();
  /** Of so many kinds the leaves are known. */
  #kinds = 0;

  /** @param list prepared */
  constructor(list: ExpectedList, lists: readonly (readonly LoggedRecord[])[]) {
    this.#list = list;
    this.#lists = lists;
    this.#known = lists.map(() => 0);
  }

  /** Whether these are the lists that it is of, however many records they have by now. */
  isOf(lists: readonly (readonly LoggedRecord[])[]): boolean {
    return lists.length === this.#lists.length && lists.every((list, index) => list === this.#lists[index]);
  }

  /** Takes those in that are new. */
  *grow(pace: Pace): Generator<undefined, void> {
    yield* this.#takeLeaves(pace);
    for (const [index, list] of this.#lists.entries()) {
      for (let place = this.#known[index] ?? 0; place < list.length; place++) {
        this.#take(index, place, list[place] as LoggedRecord);
        if (pace.step()) yield;
      }
    }
  }

  /** For a search. @param records those that are known: one list's behind the other's */
  fitsAmong(records: readonly LoggedRecord[]): Fits {
    const list = this.#list;
    const starts: number[] = [];
    let start = 0;
    for (const known of this.#known) {
      starts.push(start);
      start += known;
    }
    const candidates = new Map<number, readonly number[] | undefined>();
    const candidatesOf = (expected: number): readonly number[] | undefined => {
      const kind = list.kindOf(expected);
      if (!candidates.has(kind)) candidates.set(kind, this.#candidatesOf(kind, starts));
      return candidates.get(kind);
    };
    return {
      records,
      count: list.patterns.length,
      fits: (expected, record) => list.fits(list.kindOf(expected), records[record] as LoggedRecord),
      kindOf: (expected) => list.kindOf(expected),
      candidatesOf,
    };
  }

  *#takeLeaves(pace: Pace): Generator<undefined, void> {
    while (this.#kinds < this.#list.kindCount) {
      for (const leaf of this.#list.leavesOf(this.#kinds++)) if (!this.#having.has(leaf)) this.#having.set(leaf, []);
      if (pace.step()) yield;
    }
  }

  #take(list: number, place: number, record: LoggedRecord): void {
    const id = this.#listOf.length;
    this.#known[list] = place + 1;
    this.#listOf.push(list);
    this.#placeOf.push(place);
    if (this.#having.size === 0) return;
    for (const leaf of leavesOfRecord(record)) {
      const having = this.#having.get(leaf);
      if (having !== undefined && having.at(-1) !== id) having.push(id);
    }
  }

  /** Those that have the leaf that the fewest have; undefined: any may. */
  #candidatesOf(kind: number, starts: readonly number[]): readonly number[] | undefined {
    let fewest: readonly number[] | undefined;
    for (const leaf of this.#list.leavesOf(kind)) {
      const having = this.#having.get(leaf) ?? [];
      if (fewest === undefined || having.length < fewest.length) fewest = having;
    }
    return fewest
      ?.map((id) => (starts[this.#listOf[id] as number] as number) + (this.#placeOf[id] as number))
      .sort((a, b) => a - b);
  }
}
