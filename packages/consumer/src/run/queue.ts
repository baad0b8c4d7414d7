/** First in, first out: a ring, which neither moves what waits nor grows while it is never empty. */
export class Queue<T> {
  /** As many as a power of two, or none. */
  #items: (T | undefined)[] = [];
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get first(): T | undefined {
    return this.#items[this.#first];
  }

  get last(): T | undefined {
    return this.#items[this.#at(this.#length - 1)];
  }

  push(item: T): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[this.#at(this.#length++)] = item;
  }

  /** Puts it before all others. */
  unshift(item: T): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#first = this.#at(-1);
    this.#items[this.#first] = item;
    this.#length++;
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined;
    const item = this.#items[this.#first];
    this.#items[this.#first] = undefined;
    this.#first = this.#at(1);
    this.#length--;
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#first = 0;
    this.#length = 0;
  }

  /** Where the one is that is so many after the first. */
  #at(distance: number): number {
    return (this.#first + distance) & (this.#items.length - 1);
  }

  #grow(): void {
    const items = [...this.#items.slice(this.#first), ...this.#items.slice(0, this.#first)];
    items.length = Math.max(4, items.length * 2);
    this.#items = items;
    this.#first = 0;
  }
}
