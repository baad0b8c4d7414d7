import type { LoggedRecord } from './logged-record.ts';

/** Which expected record (by index) fits which that is there. */
export interface Fits {
  /** One partition's after the other's, each in the order of their offsets. */
  readonly records: readonly Pick<LoggedRecord, 'partition'>[];
  readonly count: number;
  fits(expected: number, record: number): boolean;
  /** Two of the same kind fit the same records. */
  kindOf(expected: number): number;
  /** The only records that may fit, in their order; undefined: any may. */
  candidatesOf(expected: number): readonly number[] | undefined;
}

/** For each expected record the index of the one that is it; undefined where there is none. */
export type Match = (number | undefined)[];

/** A search for the records that are expected, which can be left and gone on with. */
export interface Matching {
  /** Yields now and then, so that others get their turn. */
  run(): Generator<undefined, void>;
  /** The best that is found so far. */
  readonly match: Match;
  /** Whether it was given up: there may be a better one. */
  readonly isCut: boolean;
}
