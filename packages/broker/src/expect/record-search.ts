import type { ExpectedList } from './expected-list.ts';
import type { FirstFits } from './first-fits.ts';
import type { LoggedRecord } from './logged-record.ts';
import { MatchInAnyOrder } from './match-in-any-order.ts';
import { MatchInOrder } from './match-in-order.ts';
import type { Match, Matching } from './matching.ts';
import { Pace } from './pace.ts';
import type { RecordIndex } from './record-index.ts';
import type { Turn } from './turn.ts';

/**
 * So many patterns are looked for before a search, the last ones: a test's last record comes last as a rule, so that most looks end
 * here, and go on from where the look before ended. Each of more would be compared with every record, which is dearer than the search.
 */
const LOOKED_FOR_BEFORE = 4;

/** Looks for the records of a list among those that there are at one time, in as many turns as it takes. */
export class RecordSearch {
  readonly records: readonly LoggedRecord[];
  readonly #lists: readonly (readonly LoggedRecord[])[];
  readonly #list: ExpectedList;
  readonly #order: 'kept' | 'any';
  readonly #index: RecordIndex;
  readonly #pace = new Pace();
  readonly #steps: Generator<undefined, void>;
  #matching: Matching | undefined;
  #isDone = false;

  /**
   * @param index of these lists, kept from one search to the next
   * @param firstFits when only all of them are of use: whether some record is one of the last is seen first
   */
  constructor(
    list: ExpectedList,
    order: 'kept' | 'any',
    lists: readonly (readonly LoggedRecord[])[],
    index: RecordIndex,
    firstFits?: FirstFits,
  ) {
    this.#list = list;
    this.#order = order;
    this.#lists = lists;
    this.#index = index;
    this.records = lists.flat();
    this.#steps = this.#run(firstFits);
  }

  /** Whether it is more than a glance for the last ones. */
  get hasBegun(): boolean {
    return this.#matching !== undefined;
  }

  /** Whether these are the records that it is among. */
  isAmong(lists: readonly (readonly LoggedRecord[])[]): boolean {
    const count = lists.reduce((sum, { length }) => sum + length, 0);
    return count === this.records.length && this.#index.isOf(lists);
  }

  /** The best that is found so far. */
  get match(): Match {
    return this.#matching?.match ?? this.#list.patterns.map(() => undefined);
  }

  /** All that are expected, when they are there. */
  get found(): LoggedRecord[] | undefined {
    const { match } = this;
    const found = match.flatMap((index) => (index === undefined ? [] : [this.records[index] as LoggedRecord]));
    return found.length === match.length ? found : undefined;
  }

  get isOver(): boolean {
    return this.#isDone;
  }

  /** Whether it was looked for all that could be. */
  get isWhole(): boolean {
    return this.#isDone && this.#matching?.isCut === false;
  }

  /** Goes on for one turn. @returns whether it is done */
  go(turn: Turn): boolean {
    this.#isDone ||= turn.run(this.#steps) !== undefined;
    return this.#isDone;
  }

  *#run(firstFits: FirstFits | undefined): Generator<undefined, void> {
    yield* this.#list.prepare(this.#pace);
    yield* this.#index.grow(this.#pace);
    if (firstFits !== undefined && !(yield* this.#hasLast(firstFits))) return;
    const among = this.#index.fitsAmong(this.records);
    const Matching = this.#order === 'any' ? MatchInAnyOrder : MatchInOrder;
    this.#matching = new Matching(among, this.#pace);
    yield* this.#matching.run();
  }

  *#hasLast(firstFits: FirstFits): Generator<undefined, boolean> {
    const { length } = this.#list.patterns;
    for (let expected = Math.max(0, length - LOOKED_FOR_BEFORE); expected < length; expected++) {
      let isThere = false;
      for (const list of this.#lists) isThere ||= yield* firstFits.find(this.#list.kindOf(expected), list, this.#pace);
      if (!isThere) return false;
    }
    return true;
  }
}
