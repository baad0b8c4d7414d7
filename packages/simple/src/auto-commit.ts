import type { Clock, TimerHandle } from '@k/runtime';

export interface AutoCommitInit {
  readonly clock: Clock;
  /** How many are enough; null: their number does not count. */
  readonly everyN: number | null;
  /** Milliseconds; null: their age does not count. */
  readonly everyT: number | null;
  /** How much there is to commit. */
  readonly uncommitted: () => number;
  /** @returns false when it failed */
  readonly commit: () => Promise<boolean | null>;
}

/**
 * Says when offsets are due: when there are many, or when they are old. Each commit, whoever has asked for it, begins both
 * anew. One is under way at a time, and nobody waits for it.
 */
export class AutoCommit {
  readonly #init: AutoCommitInit;
  #timer: TimerHandle;
  #running: Promise<void> | undefined;
  #state: 'idle' | 'waiting' | 'ended' = 'idle';

  constructor(init: AutoCommitInit) {
    this.#init = init;
  }

  /** There may be more to commit. */
  look(): void {
    const { everyN, uncommitted } = this.#init;
    const count = uncommitted();
    if (count === 0 || this.#state === 'ended' || this.#running !== undefined) return;
    if (everyN !== null && count >= everyN) this.#run();
    else this.#wait();
  }

  /** A commit begins. */
  restart(): void {
    if (this.#state !== 'waiting') return;
    this.#init.clock.clearTimeout(this.#timer);
    this.#state = 'idle';
  }

  /** Begins no commit any more, and waits for the one under way. */
  async end(): Promise<void> {
    this.restart();
    this.#state = 'ended';
    await this.#running;
  }

  #wait(): void {
    const { clock, everyT } = this.#init;
    if (everyT === null || this.#state !== 'idle') return;
    this.#state = 'waiting';
    this.#timer = clock.setTimeout(() => {
      this.#run();
    }, everyT);
  }

  #run(): void {
    this.restart();
    this.#running = this.#commit();
  }

  async #commit(): Promise<void> {
    const hasWorked = (await this.#init.commit()) !== false;
    this.#running = undefined;
    // What came meanwhile may be enough by now; what failed is for later.
    if (hasWorked) this.look();
    else this.#wait();
  }
}
