import type { Clock, TimerHandle } from './runtime.ts';

/**
 * One timer for many time limits: set to the earliest of them, it only ever moves forward. Whoever it wakes looks at all
 * limits and arms it anew; a limit that was met meanwhile costs nothing.
 */
export class EarliestTimer {
  readonly #clock: Clock;
  readonly #onTime: () => void;
  #timer: TimerHandle = undefined;
  #at = Infinity;

  constructor(clock: Clock, onTime: () => void) {
    this.#clock = clock;
    this.#onTime = onTime;
  }

  /** Makes sure that it fires not later than `at` on the monotonic clock, which reads `now`. */
  arm(at: number, now: number): void {
    if (at >= this.#at) return;
    this.cancel();
    this.#at = at;
    // Rounded up: a timer that fires a fraction early would only have to be set again.
    const delay = Math.max(0, Math.ceil(at - now));
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = undefined;
      this.#at = Infinity;
      this.#onTime();
    }, delay);
  }

  cancel(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#at = Infinity;
  }
}
