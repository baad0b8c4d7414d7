import { withResolvers, type Resolvers } from '@k/runtime';

/** How many exchanges are over without a gap, from the first on, and who waits for that. */
export class Progress {
  readonly #over = new Set<number>();
  #count = 0;
  readonly #waiting = new Map<number, Resolvers<void>>();

  /** Resolves when the first `count` are over. */
  async reached(count: number): Promise<void> {
    if (count <= this.#count) return;
    let waiting = this.#waiting.get(count);
    if (waiting === undefined) this.#waiting.set(count, (waiting = withResolvers()));
    await waiting.promise;
  }

  over(index: number): void {
    this.#over.add(index);
    while (this.#over.delete(this.#count)) {
      this.#count++;
      this.#waiting.get(this.#count)?.resolve();
      this.#waiting.delete(this.#count);
    }
  }
}
