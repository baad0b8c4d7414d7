import type { Clock, TimerHandle } from '@k/runtime';

/** Does some work soon after it was woken, once however often that was, and again at the time that the work asks for. */
export class Pump {
  readonly #clock: Clock;
  readonly #work: (now: number) => number;
  #state: 'idle' | 'due' | 'closed' = 'idle';
  #timer: TimerHandle;
  readonly #run = (): void => {
    if (this.#state !== 'due') return;
    this.#state = 'idle';
    const now = this.#clock.monotonic();
    this.#wakeAt(this.#work(now), now);
  };

  /** @param work gets the time (monotonic ms) and returns when it is to be done again at the latest; Infinity for never */
  constructor(clock: Clock, work: (now: number) => number) {
    this.#clock = clock;
    this.#work = work;
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  wake(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'due';
    queueMicrotask(this.#run);
  }

  close(): void {
    this.#state = 'closed';
    this.#wakeAt(Infinity, 0);
  }

  #wakeAt(at: number, now: number): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    if (at === Infinity) return;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = undefined;
      this.wake();
    }, at - now);
  }
}
