import { parseOptions } from '@k/wire';
import { z } from '../z.ts';
import type { Clock } from '../runtime.ts';
import { checkMs } from '../arguments.ts';
import { withMethods } from '../with-methods.ts';

const optionsSchema = z.strictObject({ clock: withMethods<Clock>('now', 'monotonic', 'setTimeout', 'clearTimeout') });

/**
 * Another clock as a process sees it that is stopped now and then (SIGSTOP, a virtual machine that is moved): to it, time
 * jumps, and none of its timers fire in between.
 */
export class SleepyClock implements Clock {
  readonly #clock: Clock;
  #sleptMs = 0;

  /** @throws ConfigError */
  constructor(clock: Clock) {
    this.#clock = parseOptions('SleepyClock', optionsSchema, { clock }).clock;
  }

  /** The process has been asleep for `ms` milliseconds; its timers have as long to go as before. */
  sleep(ms: number): void {
    checkMs('SleepyClock: sleep()', 'ms', ms);
    this.#sleptMs += ms;
  }

  now(): number {
    return this.#clock.now() + this.#sleptMs;
  }

  monotonic(): number {
    return this.#clock.monotonic() + this.#sleptMs;
  }

  setTimeout(fn: () => void, ms: number): unknown {
    return this.#clock.setTimeout(fn, ms);
  }

  clearTimeout(handle: unknown): void {
    this.#clock.clearTimeout(handle);
  }
}
