/** A transaction that was aborted, as a partition remembers it. */
export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
  /** Offset of its marker. */
  readonly lastOffset: number;
  /** Where the first transaction that was still open then began; the end of the log without one. */
  readonly lastStableOffset: number;
}

/** As data. */
export interface TransactionIndexState {
  readonly open: readonly (readonly [producerId: number, firstOffset: number])[];
  readonly aborted: readonly AbortedTransaction[];
}

/** The transactions of one partition: which are open, and which were aborted. Kafka: ProducerStateManager, TransactionIndex. */
export class TransactionIndex {
  /** First offset by producer id, in the order in which they began. */
  readonly #open = new Map<number, number>();
  /** In the order of their markers. */
  readonly #aborted: AbortedTransaction[] = [];

  /** Ended ones that not all in-sync replicas know to be ended, in the order of their markers. */
  readonly #unreplicated: { readonly firstOffset: number; readonly markerOffset: number }[] = [];

  capture(): TransactionIndexState {
    return { open: [...this.#open], aborted: [...this.#aborted] };
  }

  /** Takes the place of all that is there. */
  restore({ open, aborted }: TransactionIndexState): void {
    this.#open.clear();
    for (const [producerId, firstOffset] of open) this.#open.set(producerId, firstOffset);
    this.#aborted.splice(0, Infinity, ...aborted);
    this.#unreplicated.length = 0;
  }

  /** Where the oldest open transaction begins. */
  get firstOpenOffset(): number | undefined {
    const [first] = this.#open.values();
    return first;
  }

  /**
   * Where the first transaction begins that is open, or whose end is not below the high watermark: it could be lost yet.
   * Kafka: ProducerStateManager.firstUnstableOffset.
   */
  firstUnstableOffset(highWatermark: number): number | undefined {
    this.replicatedTo(highWatermark);
    return this.#unreplicated.reduce<number | undefined>(
      (first, { firstOffset }) => (first === undefined ? firstOffset : Math.min(first, firstOffset)),
      this.firstOpenOffset,
    );
  }

  /** All markers before the high watermark are safe. */
  replicatedTo(highWatermark: number): void {
    const kept = this.#unreplicated.findIndex(({ markerOffset }) => markerOffset >= highWatermark);
    this.#unreplicated.splice(0, kept < 0 ? this.#unreplicated.length : kept);
  }

  /** Where the producer's open transaction begins; undefined when it has none here. */
  openSince(producerId: number): number | undefined {
    return this.#open.get(producerId);
  }

  /** A transactional batch was appended. */
  wrote(producerId: number, baseOffset: number): void {
    if (!this.#open.has(producerId)) this.#open.set(producerId, baseOffset);
  }

  /** An end marker was appended at `markerOffset`. Without an open transaction there is nothing to end. */
  ended(producerId: number, markerOffset: number, committed: boolean, startOffset: number): void {
    const firstOffset = this.#open.get(producerId);
    if (firstOffset === undefined) return;
    this.#open.delete(producerId);
    this.#unreplicated.push({ firstOffset, markerOffset });
    while (this.#aborted.length > 0 && (this.#aborted[0] as AbortedTransaction).lastOffset < startOffset) {
      this.#aborted.shift();
    }
    if (committed) return;
    const lastStableOffset = this.firstOpenOffset ?? markerOffset + 1;
    this.#aborted.push({ producerId, firstOffset, lastOffset: markerOffset, lastStableOffset });
  }

  /** Nothing is left of them. */
  forget(gone: readonly AbortedTransaction[]): void {
    for (const aborted of gone) {
      const at = this.#aborted.findIndex(({ lastOffset }) => lastOffset === aborted.lastOffset);
      if (at >= 0) this.#aborted.splice(at, 1);
    }
  }

  /** Those with records or their marker from `from` on and before `end`: what a reader of that needs to know. */
  abortedIn(from: number, end: number): AbortedTransaction[] {
    const found: AbortedTransaction[] = [];
    for (let i = this.#firstEndingSince(from); i < this.#aborted.length; i++) {
      const aborted = this.#aborted[i] as AbortedTransaction;
      if (aborted.firstOffset < end) found.push(aborted);
      // Whatever comes after it in the index began after that.
      if (aborted.lastStableOffset >= end) break;
    }
    return found;
  }

  #firstEndingSince(offset: number): number {
    let low = 0;
    let high = this.#aborted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#aborted[middle] as AbortedTransaction).lastOffset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
