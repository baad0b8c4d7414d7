/** Something that was taken of a partition and is not finished. It has a place in one {@link OffsetTracker}. */
export interface Tracked<T> {
  /** Of its first record. */
  readonly offset: number;
  before: T | null;
  after: T | null;
}

/**
 * What of a partition was taken and is not finished, in the order of the offsets: everything before the first of it is
 * finished, and so is everything between. Nothing is kept of what is finished, so however much lies beyond a slow record,
 * this is as large as what is under way.
 */
export class OffsetTracker<T extends Tracked<T>> {
  #first: T | null = null;
  #last: T | null = null;

  /** Up to its offset all that was taken is finished; null when all of it is. */
  get first(): T | null {
    return this.#first;
  }

  /** @param item lies behind all that was added before */
  add(item: T): void {
    item.before = this.#last;
    if (this.#last === null) this.#first = item;
    else this.#last.after = item;
    this.#last = item;
  }

  /** @returns whether {@link OffsetTracker.first} is another one now */
  finish(item: T): boolean {
    const { before, after } = item;
    if (before === null) this.#first = after;
    else before.after = after;
    if (after === null) this.#last = before;
    else after.before = before;
    item.before = null;
    item.after = null;
    return before === null;
  }

  /** In order. Nothing may be finished meanwhile. */
  *[Symbol.iterator](): Iterator<T> {
    for (let item = this.#first; item !== null; item = item.after) yield item;
  }

  /** Takes all out, and gives them in order. */
  clear(): T[] {
    const all: T[] = [];
    for (let item = this.#first; item !== null;) {
      const { after } = item;
      item.before = null;
      item.after = null;
      all.push(item);
      item = after;
    }
    this.#first = null;
    this.#last = null;
    return all;
  }
}
