import type { LoggedRecord } from './logged-record.ts';
import type { Pace } from './pace.ts';

/** Whether lists that grow have a record that is expected: each record is looked at once. */
export class FirstFits {
  readonly #fits: (expected: number, record: LoggedRecord) => boolean;
  /** By list, how many records of it do not fit; by expected record. */
  readonly #passed = new WeakMap<readonly LoggedRecord[], Map<number, number>>();

  constructor(fits: (expected: number, record: LoggedRecord) => boolean) {
    this.#fits = fits;
  }

  *find(expected: number, list: readonly LoggedRecord[], pace: Pace): Generator<undefined, boolean> {
    let passed = this.#passed.get(list);
    if (passed === undefined) this.#passed.set(list, (passed = new Map<number, number>()));
    let index = passed.get(expected) ?? 0;
    while (index < list.length && !this.#fits(expected, list[index] as LoggedRecord)) {
      index++;
      if (!pace.step()) continue;
      // It may be left here.
      passed.set(expected, index);
      yield;
    }
    passed.set(expected, index);
    return index < list.length;
  }
}
