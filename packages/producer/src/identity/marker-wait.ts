/** How long the first request of a transaction may be kept back, in milliseconds. Timers of Node count no finer. */
const WAITS: readonly number[] = [0, 1, 2, 4, 8, 16];
const LONGEST_MS = 16;
/** The weight of one transaction in the mean of a wait. */
const WEIGHT = 1 / 32;
/** What takes longer than this has other reasons, and counts as this. */
const MOST_MS = 50;
/** Another wait is tried after so many transactions at first, and ever more rarely while none is better; each time for two. */
const TRIAL = { after: 4, afterMost: 256, transactions: 2 } as const;

/** What came of a wait: from the moment at which somebody wanted to send until the answer. */
interface Experience {
  meanMs: number;
  transactions: number;
}

const NOTHING: Readonly<Experience> = { meanMs: 0, transactions: 0 };

/**
 * Keeps the first request of a transaction back while the markers of the one before are written.
 *
 * EndTxn is answered once the coordinator has decided; the markers follow. A partition that is added meanwhile is refused with
 * CONCURRENT_TRANSACTIONS, and whoever has asked tries again much later than the markers take: 20 ms in protocol 2, where the
 * partition's leader asks and says nothing (`add.partitions.to.txn.retry.backoff.ms`, KAFKA-18654), `BUSY_BACKOFF` in protocol 1,
 * where this producer does. Waiting first is faster, but how long depends on brokers, replication and partitions. So it is
 * learned: each wait has a mean of what transactions have taken with it, the best is used, and those that might be better are
 * tried in turn.
 *
 * Only transactions that follow the one before within {@link LONGEST_MS} wait, and learn.
 */
export class MarkerWait {
  readonly #experience: readonly Experience[] = WAITS.map(() => ({ ...NOTHING }));
  #best = 1;
  /** The wait of the present transaction: the best, or one on trial. */
  #chosen = 1;
  /** The one that was tried last. */
  #tried = 1;
  #trialLeft = 0;
  #trialAfter: number = TRIAL.after;
  #untilTrial: number = TRIAL.after;
  #endedAt = -Infinity;
  /** When the transaction after that end wanted to send something; null before, and once it is answered. */
  #wantedAt: number | null = null;

  /** EndTxn was answered: markers are being written. */
  ended(now: number): void {
    this.#endedAt = now;
    this.#wantedAt = null;
  }

  /** Something would add to the transaction: when it may go. */
  wanted(now: number): number {
    if (now - this.#endedAt >= LONGEST_MS) return now;
    this.#wantedAt ??= now;
    return Math.max(now, this.#endedAt + (WAITS[this.#chosen] as number));
  }

  /** The coordinator knows of the transaction: nothing keeps back what comes now. */
  answered(now: number): void {
    this.#endedAt = -Infinity;
    if (this.#wantedAt === null) return;
    this.#learn(Math.min(now - this.#wantedAt, MOST_MS));
    this.#wantedAt = null;
  }

  #learn(tookMs: number): void {
    const it = this.#of(this.#chosen);
    it.transactions++;
    it.meanMs += (tookMs - it.meanMs) * Math.max(1 / it.transactions, WEIGHT);
    if (--this.#trialLeft > 0) return;
    const best = this.#bestWait();
    if (best !== this.#best) this.#trialAfter = Math.max(TRIAL.after, this.#trialAfter / 2);
    this.#best = best;
    this.#chosen = best;
    if (--this.#untilTrial <= 0) this.#tryAnother();
  }

  /** Of equals the present one. */
  #bestWait(): number {
    let best = this.#best;
    for (let i = 0; i < WAITS.length; i++) {
      if (this.#of(i).transactions > 0 && this.#of(i).meanMs < this.#of(best).meanMs) best = i;
    }
    return best;
  }

  /** What it was like before counts no more: brokers may have changed. */
  #tryAnother(): void {
    this.#trialAfter = Math.min(TRIAL.afterMost, this.#trialAfter * 2);
    this.#untilTrial = this.#trialAfter;
    const inTurn = WAITS.map((_, i) => (this.#tried + 1 + i) % WAITS.length);
    // A transaction takes at least as long as it waits.
    const better = inTurn.find((i) => i !== this.#best && (WAITS[i] as number) < this.#of(this.#best).meanMs);
    if (better === undefined) return;
    Object.assign(this.#of(better), NOTHING);
    this.#tried = better;
    this.#chosen = better;
    this.#trialLeft = TRIAL.transactions;
  }

  #of(wait: number): Experience {
    return this.#experience[wait] as Experience;
  }
}
