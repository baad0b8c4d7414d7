/** After so many steps a search lets its caller see whether it has held the event loop long enough. */
const STEPS_AT_ONCE = 64;

/** Steps of a search. More than this in one search lead nowhere: it ends, also where the clock is a virtual one that stands still. */
const MOST_STEPS = 50_000_000;

/** Counts the steps of one search, which yields whenever `step()` says so, and ends when it is spent. */
export class Pace {
  readonly #most: number;
  #steps = 0;

  constructor(most = MOST_STEPS) {
    this.#most = most;
  }

  /** Whether it is time to yield. */
  step(): boolean {
    return ++this.#steps % STEPS_AT_ONCE === 0;
  }

  get isSpent(): boolean {
    return this.#steps >= this.#most;
  }
}
