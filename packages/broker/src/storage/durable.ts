/**
 * A store of the cluster whose state can be given as data and taken back, entry by entry. Entries are plain data, as JSON has
 * it: snapshots share them, and the journal of a `dataDir` writes them.
 */
export interface Durable<T = unknown> {
  /** Names the store in the journal: it never changes. */
  readonly name: string;
  /** Keys of all entries, in an order that {@link restore} keeps. */
  keys(): Iterable<string>;
  /** An entry as it is now; undefined: there is none (any more). */
  capture(key: string): T | undefined;
  /** Takes the place of all that is there. */
  restore(entries: ReadonlyMap<string, T>): void;
  readonly changes: EntryChanges;
}

/** Tells one listener which entries of a store changed. Without a listener it costs nothing. */
export class EntryChanges {
  #listener: ((key: string) => void) | undefined;

  listen(listener: (key: string) => void): void {
    this.#listener = listener;
  }

  mark(key: string): void {
    this.#listener?.(key);
  }
}

/** The key of what a store has once. */
export const SINGLE = '';

/** A store of one entry. */
export class SingleEntry<T> implements Durable<T> {
  readonly name: string;
  readonly changes = new EntryChanges();
  readonly #capture: () => T;
  readonly #restore: (state: T) => void;

  constructor(name: string, capture: () => T, restore: (state: T) => void) {
    this.name = name;
    this.#capture = capture;
    this.#restore = restore;
  }

  keys(): string[] {
    return [SINGLE];
  }

  capture(): T {
    return this.#capture();
  }

  restore(entries: ReadonlyMap<string, T>): void {
    const state = entries.get(SINGLE);
    if (state !== undefined) this.#restore(state);
  }

  changed(): void {
    this.changes.mark(SINGLE);
  }
}

/** Bytes as data. */
export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Bytes of their own, and not of a pool that many share. */
export function toBytes(text: string): Buffer {
  return Buffer.from(text, 'base64');
}
