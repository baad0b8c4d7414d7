/** When a partition's newest record was read, and how long it stood still before, over a time that is watched. */
export class Standstill {
  readonly #everyMs: number;
  /** By partition: the highest offset that was read, and when. */
  readonly #last = new Map<number, { readonly offset: number; readonly at: number }>();
  readonly #longest = new Map<number, number>();
  #sumMs = 0;

  /** @param everyMs a record is written into each partition as often */
  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** Records that come again after a rebalance are no progress. */
  read(partition: number, offset: number, at: number): void {
    const last = this.#last.get(partition);
    if (last !== undefined && offset <= last.offset) return;
    this.#last.set(partition, { offset, at });
    if (last !== undefined) this.#count(partition, at - last.at);
  }

  /** How far each of so many partitions has been read. */
  isAt(partitions: number, offset: number): boolean {
    return Array.from({ length: partitions }, (_, p) => this.#last.get(p)?.offset ?? -1).every(
      (each) => each >= offset,
    );
  }

  /** From now on; what happened before does not count. */
  begin(): void {
    this.#longest.clear();
    this.#sumMs = 0;
  }

  /** Milliseconds: of the partitions' longest pauses the median and the most, and all pauses of all of them. */
  figures(): { readonly median: number; readonly most: number; readonly sum: number } {
    const longest = [...this.#longest.values()].sort((a, b) => a - b);
    return { median: longest[longest.length >> 1] ?? 0, most: longest.at(-1) ?? 0, sum: this.#sumMs };
  }

  /** What is longer than twice the usual is no jitter. */
  #count(partition: number, gapMs: number): void {
    const pauseMs = gapMs - this.#everyMs;
    this.#longest.set(partition, Math.max(this.#longest.get(partition) ?? 0, pauseMs));
    if (pauseMs > this.#everyMs) this.#sumMs += pauseMs;
  }
}
