import { parseOptions, wrongArgument } from '@k/wire';
import { checkFunction, checkMs } from '../arguments.ts';
import { nodeClock } from '../node/node-clock.ts';
import type { Clock, TimerHandle } from '../runtime.ts';
import { withMethods } from '../with-methods.ts';
import { z } from '../z.ts';
import { eventLoopTurn } from './node-event-loop.ts';

export interface AdjustableClockOptions {
  /** The clock that it goes with. @default Node's */
  clock?: Clock;
}

const optionsSchema = z.strictObject({
  clock: withMethods<Clock>('now', 'monotonic', 'setTimeout', 'clearTimeout').optional(),
});

/** What a timer of an {@link AdjustableClock} is known by. */
interface AdjustableTimer {
  /** In ms of its clock's monotonic time. */
  readonly due: number;
  readonly order: number;
  readonly fn: () => void;
  /** The timer of the clock that it goes with; undefined while time stands still. */
  armed: TimerHandle;
}

/**
 * A clock that goes with another one, and can be stopped and put forward: for tests in real time, that do not want to wait for a
 * session to end, or want none to end while they look. Timers wait as long as it stands still.
 */
export class AdjustableClock implements Clock {
  /** The clock that it goes with. */
  readonly source: Clock;
  /** How far it is ahead of its source, and its wall clock of that one's. */
  #aheadMs = 0;
  #wallAheadMs = 0;
  /** Monotonic time, and that of the wall, while it stands still. */
  #frozen: { monotonic: number; now: number } | undefined;
  #order = 0;
  readonly #timers = new Set<AdjustableTimer>();

  /** @throws ConfigError */
  constructor(options: AdjustableClockOptions = {}) {
    this.source = parseOptions('AdjustableClock', optionsSchema, options).clock ?? nodeClock;
  }

  /** Whether it stands still. */
  get isFrozen(): boolean {
    return this.#frozen !== undefined;
  }

  now(): number {
    return Math.floor(this.#frozen?.now ?? this.source.now() + this.#wallAheadMs);
  }

  monotonic(): number {
    return this.#frozen?.monotonic ?? this.source.monotonic() + this.#aheadMs;
  }

  setTimeout(fn: () => void, ms: number): TimerHandle {
    checkFunction('AdjustableClock: setTimeout()', 'fn', fn);
    const due = this.monotonic() + Math.max(0, Number.isNaN(ms) ? 0 : ms);
    const timer: AdjustableTimer = { due, order: this.#order++, fn, armed: undefined };
    this.#timers.add(timer);
    this.#arm(timer);
    return timer;
  }

  clearTimeout(handle: TimerHandle): void {
    const timer = handle as AdjustableTimer;
    if (!this.#timers.delete(timer)) return;
    this.#disarm(timer);
  }

  /**
   * Time stands still from now on, at the next whole millisecond of {@link monotonic}: put forward by whole ones, it is exactly
   * there, as no sum of fractions is. What is due already is done.
   */
  freeze(): void {
    if (this.#frozen === undefined) this.#stand(Math.ceil(this.monotonic()));
  }

  /** Time goes on, from where it stood: that it stood still nobody notices. */
  thaw(): void {
    if (this.#frozen === undefined) return;
    this.#aheadMs = this.#frozen.monotonic - this.source.monotonic();
    this.#wallAheadMs = this.#frozen.now - this.source.now();
    this.#frozen = undefined;
    for (const timer of this.#timers) this.#arm(timer);
  }

  /**
   * Puts it forward by `ms` milliseconds, whether it stands still or not: every timer that is due by then fires, in order, and
   * promises settle between them.
   * @throws ConfigError
   */
  async advance(ms: number): Promise<void> {
    const call = 'AdjustableClock: advance()';
    checkMs(call, 'ms', ms);
    if (ms === Infinity) throw wrongArgument(call, 'ms', 'a time that ends', ms);
    const goesOn = this.#frozen === undefined;
    if (goesOn) this.#stand(this.monotonic());
    const target = this.monotonic() + ms;
    await eventLoopTurn();
    for (let timer = this.#next(target); timer !== undefined; timer = this.#next(target)) {
      this.#moveTo(timer.due);
      this.#fire(timer);
      await eventLoopTurn();
    }
    this.#moveTo(target);
    if (goesOn) this.thaw();
  }

  #stand(monotonic: number): void {
    const now = this.source.now() + this.#wallAheadMs + (monotonic - this.monotonic());
    this.#frozen = { monotonic, now };
    for (const timer of this.#timers) this.#arm(timer);
  }

  #moveTo(monotonic: number): void {
    const frozen = this.#frozen;
    // Somebody has it go on meanwhile.
    if (frozen === undefined || monotonic <= frozen.monotonic) return;
    this.#frozen = { monotonic, now: frozen.now + (monotonic - frozen.monotonic) };
  }

  /** The earliest that is due by then. */
  #next(target: number): AdjustableTimer | undefined {
    let next: AdjustableTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.due > target) continue;
      if (next === undefined || timer.due < next.due || (timer.due === next.due && timer.order < next.order))
        next = timer;
    }
    return next;
  }

  #arm(timer: AdjustableTimer): void {
    this.#disarm(timer);
    const left = timer.due - this.monotonic();
    if (this.#frozen !== undefined && left > 0) return;
    timer.armed = this.source.setTimeout(() => this.#fire(timer), Math.max(0, left));
  }

  #disarm(timer: AdjustableTimer): void {
    if (timer.armed !== undefined) this.source.clearTimeout(timer.armed);
    timer.armed = undefined;
  }

  #fire(timer: AdjustableTimer): void {
    if (!this.#timers.delete(timer)) return;
    this.#disarm(timer);
    timer.fn();
  }
}
