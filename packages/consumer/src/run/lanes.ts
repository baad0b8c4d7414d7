import { Lane } from './lane.ts';

/** As many as a few handlers need at a time. */
const MOST_SPARE = 64;

/** The lanes of a partition that have something in them, or a handler at work, by key. They are used again for other keys. */
export class Lanes<T> {
  readonly #byKey = new Map<string, Lane<T>>();
  /** That of the empty key, which all records have that go by partition: no table has to be looked into for each. */
  #ofEmpty: Lane<T> | null = null;
  readonly #spare: Lane<T>[] = [];

  get size(): number {
    return this.#byKey.size + (this.#ofEmpty === null ? 0 : 1);
  }

  get(key: string): Lane<T> | undefined {
    return key === '' ? (this.#ofEmpty ?? undefined) : this.#byKey.get(key);
  }

  /** That of a key, which has none; every record without a key has its own, which is not found by one. */
  open(key: string | null): Lane<T> {
    const spare = this.#spare.pop();
    spare?.reuse(key);
    const lane = spare ?? new Lane<T>(key);
    if (key === '') this.#ofEmpty = lane;
    else if (key !== null) this.#byKey.set(key, lane);
    return lane;
  }

  /** The last task of the lane is over, and nothing waits in it nor in line for it. */
  done(lane: Lane<T>): void {
    this.#forget(lane);
    if (this.#spare.length < MOST_SPARE) this.#spare.push(lane);
  }

  /** Nobody is at work in it, though it may still be in line. */
  drop(lane: Lane<T>): void {
    this.#forget(lane);
  }

  /** Those in which nobody is at work. */
  dropIdle(): void {
    if (this.#ofEmpty?.isBusy === false) this.#ofEmpty = null;
    for (const [key, lane] of this.#byKey) if (!lane.isBusy) this.#byKey.delete(key);
  }

  #forget({ key }: Lane<T>): void {
    if (key === '') this.#ofEmpty = null;
    else if (key !== null) this.#byKey.delete(key);
  }
}
