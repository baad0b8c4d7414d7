import { Queue } from './queue.ts';

/**
 * - `collecting` gets the records of what is being read, before it is its turn (batches).
 * - `due`        its first task can begin as soon as a handler is free.
 * - `busy`       its first task has begun, and is not over.
 */
type LaneState = 'collecting' | 'due' | 'busy';

/** Tasks that go one after the other, such as those of a key. */
export class Lane<T> {
  #key: string | null;
  /** Made for the first that has to wait: most lanes have one task, and are gone with it. */
  #waiting: Queue<T> | null = null;
  #state: LaneState = 'collecting';

  constructor(key: string | null) {
    this.#key = key;
  }

  /** null for one that is not looked for by a key. */
  get key(): string | null {
    return this.#key;
  }

  /** Used anew: it is empty, and in no line. */
  reuse(key: string | null): void {
    this.#key = key;
    this.#state = 'collecting';
  }

  get isBusy(): boolean {
    return this.#state === 'busy';
  }

  /** It has not been put in line. */
  get isNew(): boolean {
    return this.#state === 'collecting' && this.isEmpty;
  }

  get isEmpty(): boolean {
    return this.#waiting === null || this.#waiting.length === 0;
  }

  /** The one to begin with; undefined when those that waited were dropped. */
  get next(): T | undefined {
    return this.#waiting?.first;
  }

  /** The one that was added last, if it has not begun. */
  get last(): T | undefined {
    return this.#waiting?.last;
  }

  push(task: T): void {
    (this.#waiting ??= new Queue()).push(task);
  }

  /** To be tried again before all others. */
  unshift(task: T): void {
    (this.#waiting ??= new Queue()).unshift(task);
  }

  /** Whether it has become due, so that it has to be put in line. */
  becomeDue(): boolean {
    if (this.#state === 'due') return false;
    this.#state = 'due';
    return true;
  }

  /** The next task begins: the first that waits, or one that has not been put here. */
  begin(): void {
    this.#state = 'busy';
    this.#waiting?.shift();
  }

  /** Those that have not begun are dropped. */
  clear(): void {
    this.#waiting?.clear();
  }
}
