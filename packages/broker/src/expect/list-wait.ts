import type { Clock } from '@k/runtime';
import { ExpectationError } from './expectation-error.ts';
import { ExpectedList } from './expected-list.ts';
import { FirstFits } from './first-fits.ts';
import type { LoggedRecord } from './logged-record.ts';
import { comparison, type RecordPattern } from './record-pattern.ts';
import { RecordIndex } from './record-index.ts';
import { RecordSearch } from './record-search.ts';
import { listMessage, type Outcome } from './records-message.ts';
import type { TopicReader } from './topic-reader.ts';
import { inTurns, lookInTurns, type Turn } from './turn.ts';
import { DEFAULT_TIMEOUT_MS, type Wait } from './waits.ts';

/** When time is over it is looked so long, in ms, for what there is instead: runners end a test a second after a wait by default. */
const MOST_MS_AT_END = 500;

export interface ListTerms {
  readonly order: 'kept' | 'any';
  readonly exactly: boolean;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Waits for the records of a list. A long search goes on turn by turn, on what there was when it began. */
export class ListWait implements Wait<LoggedRecord[]> {
  readonly call: string;
  readonly #name: string;
  readonly #list: ExpectedList;
  readonly #terms: ListTerms;
  readonly #reader: TopicReader;
  readonly #clock: Clock;
  readonly #outcome: (records: readonly LoggedRecord[]) => Outcome;
  readonly #firstFits = new FirstFits((kind, record) => this.#list.fits(kind, record));
  #search: RecordSearch | undefined;
  #index: RecordIndex | undefined;
  readonly look: Wait<LoggedRecord[]>['look'];

  constructor(
    topic: string,
    patterns: readonly RecordPattern[],
    terms: ListTerms,
    parts: {
      readonly reader: TopicReader;
      readonly clock: Clock;
      readonly outcome: (records: readonly LoggedRecord[]) => Outcome;
    },
  ) {
    this.#name = `expectRecords('${topic}', ${String(patterns.length)} in ${terms.order === 'any' ? 'any order' : 'this order'})`;
    this.call = `Broker: ${this.#name}`;
    this.#terms = terms;
    this.#reader = parts.reader;
    this.#clock = parts.clock;
    this.#outcome = parts.outcome;
    this.#list = new ExpectedList(patterns);
    this.look = lookInTurns(this.#clock, (turn) => this.#lookOn(turn));
  }

  #lookOn(turn: Turn): { value: LoggedRecord[] | Promise<LoggedRecord[]> } | undefined | 'unfinished' {
    if (this.#search?.isOver !== false && !this.#reader.readOn(turn)) return 'unfinished';
    const search = this.#search?.isOver === false ? this.#search : this.#begin();
    if (search === undefined) return undefined;
    if (search instanceof Promise) return { value: search };
    this.#search = search;
    if (!search.go(turn)) return 'unfinished';
    const { found } = search;
    if (found !== undefined) return { value: found };
    // Others may have come meanwhile.
    return this.#reader.readOn(turn) && search.isAmong(this.#reader.lists) ? undefined : 'unfinished';
  }

  /** What came in time counts, also where the search for it had not come to its end. */
  async atEnd(): Promise<LoggedRecord[]> {
    await this.#reader.readLast(this.#clock, this.#terms.signal);
    const search = await this.#searched(this.#reader.lists);
    this.#terms.signal?.throwIfAborted();
    const isTooMany = this.#terms.exactly && search.records.length > this.#list.patterns.length;
    const found = isTooMany ? undefined : search.found;
    if (found !== undefined) return found;
    throw this.#failure(search, this.#terms.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }

  /** Undefined when there is no use in it; a promise that is rejected when it cannot come any more. */
  #begin(): RecordSearch | Promise<never> | undefined {
    const { lists } = this.#reader;
    if (this.#search?.isAmong(lists) === true) return undefined;
    const count = lists.reduce((sum, { length }) => sum + length, 0);
    if (this.#terms.exactly && count > this.#list.patterns.length) return this.#fail(lists);
    if (count < this.#list.patterns.length) return undefined;
    return new RecordSearch(this.#list, this.#terms.order, lists, this.#indexOf(lists), this.#firstFits);
  }

  /** The one of before, as long as the lists are those of before. */
  #indexOf(lists: readonly (readonly LoggedRecord[])[]): RecordIndex {
    if (this.#index?.isOf(lists) !== true) this.#index = new RecordIndex(this.#list, lists);
    return this.#index;
  }

  /** It cannot come any more. */
  async #fail(lists: readonly (readonly LoggedRecord[])[]): Promise<never> {
    throw this.#failure(await this.#searched(lists), undefined);
  }

  /** A search for the last time, until it is over or has taken long enough. */
  async #searched(lists: readonly (readonly LoggedRecord[])[]): Promise<RecordSearch> {
    const last = this.#search;
    const isOfUse = last?.hasBegun === true && last.isAmong(lists);
    const search = isOfUse ? last : new RecordSearch(this.#list, this.#terms.order, lists, this.#indexOf(lists));
    const end = this.#clock.monotonic() + MOST_MS_AT_END;
    await inTurns(
      this.#clock,
      (turn) => search.go(turn),
      () => this.#clock.monotonic() >= end || this.#terms.signal?.aborted === true,
    );
    return search;
  }

  /** @param within how long it was waited, in ms; undefined: it cannot come any more */
  #failure(search: RecordSearch, within: number | undefined): ExpectationError {
    const { patterns } = this.#list;
    const message = listMessage(this.#name, patterns, search, this.#outcome(search.records), within);
    return new ExpectationError('expectRecords', message, comparison(patterns, search.records));
  }
}
