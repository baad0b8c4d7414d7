/**
 * Tells whoever waits for something that the cluster may be otherwise now: a request was done, a log changed, a topic came
 * or went. It does not say what: who waits looks again. Nobody waits as a rule, and then it costs nothing.
 */
export class Changes {
  readonly #listeners = new Set<() => void>();

  /** Runs `fn` at each change until the returned function is called. */
  listen(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => {
      this.#listeners.delete(fn);
    };
  }

  tell(): void {
    for (const fn of this.#listeners) fn();
  }
}
