/** From `startOffset` on, records were appended under this leader epoch. */
export interface EpochStart {
  readonly epoch: number;
  readonly startOffset: number;
}

/** Where an epoch ends: the offset after its last record. */
export interface EpochEnd {
  readonly epoch: number;
  readonly endOffset: number;
}

/** The leader epochs of one log, and where each began (KIP-101). Kafka: LeaderEpochFileCache. */
export class LeaderEpochs {
  /** Oldest first; both epochs and offsets go up. */
  readonly #starts: EpochStart[] = [];

  get starts(): readonly EpochStart[] {
    return this.#starts;
  }

  /** Takes the place of all that is there. */
  restore(starts: readonly EpochStart[]): void {
    this.#starts.splice(0, Infinity, ...starts);
  }

  /** An epoch begins where the log ends. One before it that wrote nothing is forgotten. */
  assign(epoch: number, startOffset: number): void {
    if (this.#starts.at(-1)?.epoch === epoch) return;
    this.cutEnd(startOffset);
    this.#starts.push({ epoch, startOffset });
  }

  /** The log ends at `endOffset` now. */
  cutEnd(endOffset: number): void {
    while ((this.#starts.at(-1)?.startOffset ?? -1) >= endOffset) this.#starts.pop();
  }

  /** The log begins at `startOffset` now. */
  cutStart(startOffset: number): void {
    const gone = this.#starts.splice(0, this.#after(startOffset));
    const last = gone.at(-1);
    if (last !== undefined) this.#starts.unshift({ epoch: last.epoch, startOffset });
  }

  /** The epoch under which the offset was, or at the end would have been last, appended; -1 where there is none. */
  epochOf(offset: number): number {
    return (this.#starts[this.#after(offset) - 1] ?? this.#starts[0])?.epoch ?? -1;
  }

  /**
   * The largest epoch up to `epoch`, and where it ends in a log that ends at `endOffset`. Of an epoch older than all, that is
   * itself and where the log begins. Undefined for one that is newer than all, or none.
   */
  endOf(epoch: number, endOffset: number): EpochEnd | undefined {
    if (epoch === NO_EPOCH) return undefined;
    const latest = this.#starts.at(-1);
    if (latest?.epoch === epoch) return { epoch, endOffset };
    const next = this.#starts.findIndex((start) => start.epoch > epoch);
    if (next < 0) return undefined;
    const { startOffset } = this.#starts[next] as EpochStart;
    return { epoch: this.#starts[next - 1]?.epoch ?? epoch, endOffset: startOffset };
  }

  /** Those of a log that ends earlier. */
  upTo(endOffset: number): LeaderEpochs {
    const cut = new LeaderEpochs();
    cut.#starts.push(...this.#starts);
    cut.cutEnd(endOffset);
    return cut;
  }

  /** How many begin at or before the offset. */
  #after(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] as EpochStart).startOffset <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const NO_EPOCH = -1;
