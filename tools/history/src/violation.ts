import type { History } from './history.ts';

/** Something that must not be, found in a history. */
export interface Violation {
  /** Name of the checker. */
  readonly checker: string;
  /** What is wrong, with topic, partition, offset and ids. */
  readonly message: string;
  /** Index of the event at which it shows; undefined: at the end. */
  readonly event?: number;
}

/** One promise. `check` is pure. */
export interface Checker {
  readonly name: string;
  /** The promise, in a sentence. */
  readonly promise: string;
  readonly check: (history: History) => Violation[];
}
