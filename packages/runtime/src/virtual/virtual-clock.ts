import { parseOptions, wrongArgument } from '@k/wire';
import { z } from '../z.ts';
import type { Clock } from '../runtime.ts';
import { eventLoopTurn } from './node-event-loop.ts';
import { checkFunction, checkMs } from '../arguments.ts';

/** One pending callback of a {@link VirtualClock}. */
export class VirtualTimer {
  readonly due: number;
  /** Timers due at the same instant fire in the order they were set. */
  readonly order: number;
  fn: (() => void) | undefined;

  constructor(due: number, order: number, fn: () => void) {
    this.due = due;
    this.order = order;
    this.fn = fn;
  }
}

export interface VirtualClockOptions {
  /** Wall clock at the start, ms since the epoch. @default 2024-01-01T00:00:00Z */
  startMs?: number;
}

const DEFAULT_START_MS = Date.UTC(2024, 0, 1);
const optionsSchema = z.strictObject({ startMs: z.number().default(DEFAULT_START_MS) });
const runOptionsSchema = z.strictObject({
  limitMs: z.union([z.number().min(0), z.literal(Infinity)]).default(86_400_000),
});
/** Event loop turns without a timer after which `runUntil` gives up: promises settle within one. */
const IDLE_TURNS = 50;

/**
 * A clock that moves only when told to: hours pass in no time, and the same program takes the same course every time.
 * Between two timers all promises settle, as they would in real time.
 */
export class VirtualClock implements Clock {
  #monotonic = 0;
  #wallOffset: number;
  #order = 0;
  /** Binary heap by (due, order); cleared timers stay in it without a callback until they come up. */
  readonly #heap: VirtualTimer[] = [];
  #pending = 0;

  /** @throws ConfigError */
  constructor(options: VirtualClockOptions = {}) {
    this.#wallOffset = parseOptions('VirtualClock', optionsSchema, options).startMs;
  }

  now(): number {
    // Whole, as Date.now() is: record timestamps are integers.
    return Math.floor(this.#wallOffset + this.#monotonic);
  }

  monotonic(): number {
    return this.#monotonic;
  }

  /** Timers that are set and have not fired: a test can assert that nothing was left behind. */
  get pendingTimers(): number {
    return this.#pending;
  }

  setTimeout(fn: () => void, ms: number): VirtualTimer {
    checkFunction('VirtualClock: setTimeout()', 'fn', fn);
    const timer = new VirtualTimer(this.#monotonic + Math.max(0, Number.isNaN(ms) ? 0 : ms), this.#order++, fn);
    this.#pending++;
    push(this.#heap, timer);
    return timer;
  }

  clearTimeout(handle: unknown): void {
    if (handle instanceof VirtualTimer && handle.fn !== undefined) {
      handle.fn = undefined;
      this.#pending--;
    }
  }

  /** Moves the wall clock alone (an NTP step, a suspended laptop); timers do not notice. @throws ConfigError */
  jumpWallClock(ms: number): void {
    if (!Number.isFinite(ms)) throw wrongArgument('VirtualClock: jumpWallClock()', 'ms', 'a number', ms);
    this.#wallOffset += ms;
  }

  /**
   * Lets `ms` milliseconds pass: every timer due by then fires in order, promises settling between them.
   * @throws ConfigError
   */
  async advance(ms: number): Promise<void> {
    const call = 'VirtualClock: advance()';
    checkMs(call, 'ms', ms);
    if (ms === Infinity) throw wrongArgument(call, 'ms', 'a time that ends', ms);
    const target = this.#monotonic + ms;
    await eventLoopTurn();
    for (;;) {
      const timer = this.#next();
      if (timer === undefined || timer.due > target) break;
      this.#fire(timer);
      await eventLoopTurn();
    }
    this.#monotonic = target;
  }

  /**
   * Runs timer after timer until the promise settles, and returns its value or throws its error.
   *
   * @param options.limitMs virtual time after which it gives up. Default one day.
   * @throws Error when nothing is scheduled any more and the promise is still pending (a deadlock); ConfigError
   */
  async runUntil<T>(promise: Promise<T>, options: { limitMs?: number } = {}): Promise<T> {
    const call = 'VirtualClock: runUntil()';
    // JavaScript callers.
    if (typeof (promise as Promise<T> | undefined)?.then !== 'function') {
      throw wrongArgument(call, 'promise', 'a promise', promise);
    }
    const { limitMs } = parseOptions(call, runOptionsSchema, options);
    const deadline = this.#monotonic + limitMs;
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    promise.then(mark, mark);
    const done = (): boolean => settled;
    let idle = 0;
    for (;;) {
      await eventLoopTurn();
      if (done()) return promise;
      const timer = this.#next();
      if (timer === undefined) {
        if (++idle > IDLE_TURNS) throw new Error('VirtualClock.runUntil: the promise is pending and no timer is set');
        continue;
      }
      if (timer.due > deadline) {
        throw new Error(`VirtualClock.runUntil: the promise is pending after ${String(limitMs)} virtual ms`);
      }
      idle = 0;
      this.#fire(timer);
    }
  }

  #fire(timer: VirtualTimer): void {
    pop(this.#heap);
    this.#monotonic = Math.max(this.#monotonic, timer.due);
    const fn = timer.fn;
    timer.fn = undefined;
    this.#pending--;
    fn?.();
  }

  /** The next timer that is still set, left on the heap. */
  #next(): VirtualTimer | undefined {
    let top = this.#heap[0];
    while (top !== undefined && top.fn === undefined) {
      pop(this.#heap);
      top = this.#heap[0];
    }
    return top;
  }
}

function before(a: VirtualTimer, b: VirtualTimer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

function push(heap: VirtualTimer[], timer: VirtualTimer): void {
  let index = heap.push(timer) - 1;
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex] as VirtualTimer;
    if (!before(timer, parent)) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = timer;
}

function pop(heap: VirtualTimer[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let childIndex = 2 * index + 1;
    let child = heap[childIndex];
    if (child === undefined) break;
    const right = heap[childIndex + 1];
    if (right !== undefined && before(right, child)) {
      child = right;
      childIndex++;
    }
    if (!before(child, last)) break;
    heap[index] = child;
    index = childIndex;
  }
  heap[index] = last;
}
