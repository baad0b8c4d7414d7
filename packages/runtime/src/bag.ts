/** What a {@link Bag} may hold: in one bag at a time, which keeps its place there. */
export interface BagItem {
  /** -1 while it is in none. */
  place: number;
}

/**
 * A set, in no order, for things that come and go by the thousand.
 *
 * V8 makes the table of a `Set` anew every few changes, and the old table refers to the new one. Once one of them has
 * become old, all that follow stay until a full collection, with all that they held: requests, batches, records. A bag
 * is one array, and makes nothing.
 */
export class Bag<T extends BagItem> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** Of an item that is in no other bag. */
  has({ place }: T): boolean {
    return place >= 0;
  }

  add(item: T): void {
    item.place = this.#items.push(item) - 1;
  }

  /** No effect on one that is not in it. */
  delete(item: T): void {
    const { place } = item;
    if (place < 0) return;
    item.place = -1;
    const last = this.#items.pop() as T;
    if (last === item) return;
    this.#items[place] = last;
    last.place = place;
  }

  clear(): void {
    for (const item of this.#items) item.place = -1;
    this.#items.length = 0;
  }

  /** Nothing may be taken out meanwhile. */
  [Symbol.iterator](): IterableIterator<T> {
    return this.#items.values();
  }
}
