import { offAbort, onAbort, withResolvers, type Clock, type Resolvers } from '@k/runtime';

/** Lets one caller at a time wait for something to happen. */
export class Waiter {
  readonly #clock: Clock;
  #waiting: Resolvers<void> | null = null;
  /** When that began (monotonic ms). */
  #since = 0;
  #waitedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  /** For how many milliseconds in all somebody has waited. */
  get waitedMs(): number {
    return this.#waitedMs + (this.isWaiting ? this.#clock.monotonic() - this.#since : 0);
  }

  /** Whoever waits looks again. */
  wake(): void {
    this.#waiting?.resolve();
  }

  /** False when `timeoutMs` ran out before {@link Waiter.wake}. @throws the signal's reason */
  async wait(timeoutMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    signal?.throwIfAborted();
    const waiting = withResolvers();
    this.#waiting = waiting;
    this.#since = this.#clock.monotonic();
    let timedOut = false;
    const timer =
      timeoutMs === Infinity
        ? undefined
        : this.#clock.setTimeout(() => {
            timedOut = true;
            waiting.resolve();
          }, timeoutMs);
    if (signal !== undefined) onAbort(signal, waiting.reject);
    try {
      await waiting.promise;
      return !timedOut;
    } finally {
      this.#waitedMs = this.waitedMs;
      this.#waiting = null;
      if (timer !== undefined) this.#clock.clearTimeout(timer);
      if (signal !== undefined) offAbort(signal, waiting.reject);
    }
  }
}
