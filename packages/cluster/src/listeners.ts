/** Functions that are told of something until they are taken away. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** The result takes it away. */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(value: T): void {
    // A copy: one that is added meanwhile is told the next time.
    for (const listener of [...this.#listeners]) listener(value);
  }

  clear(): void {
    this.#listeners.clear();
  }
}
