/** After so many steps a search lets its caller see whether it has held the event loop long enough: some milliseconds at most. */
const STEPS_AT_ONCE = 512;

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

/** What comes of it in one go. */
export function toEnd<T>(search: Generator<undefined, T>): T {
  let step = search.next();
  while (step.done !== true) step = search.next();
  return step.value;
}
