import type { Clock, Random, Runtime, TimerHandle } from '@k/conn';
import { setImmediate } from 'node:timers/promises';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fn: () => void;
}

/** Time that moves only when told to. */
export class ManualClock implements Clock {
  #now = 1_000;
  #order = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return 1_700_000_000_000 + Math.floor(this.#now);
  }

  monotonic(): number {
    return this.#now;
  }

  setTimeout(fn: () => void, ms: number): TimerHandle {
    const timer = { at: this.#now + ms, order: this.#order++, fn };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(handle: TimerHandle): void {
    this.#timers.delete(handle as Timer);
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Lets run what needs no time, then fires the next timer; false when there is none. */
  async step(): Promise<boolean> {
    await quiet();
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    if (first === undefined) return false;
    this.#timers.delete(first);
    this.#now = Math.max(this.#now, first.at);
    first.fn();
    await quiet();
    return true;
  }

  /** Fires timers until `promise` has settled; gives its outcome. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    promise.then(mark, mark);
    await quiet();
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by the callbacks
    while (!settled)
      if (!(await this.step())) throw new Error('nothing is left to wait for, and the promise is pending');
    return promise;
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await quiet();
    while ([...this.#timers].some((timer) => timer.at <= end)) await this.step();
    this.#now = end;
    await quiet();
  }
}

/** Everything that microtasks and ticks lead to has happened. */
export async function quiet(): Promise<void> {
  await setImmediate();
}

/** mulberry32 */
export function seeded(seed: number): Random {
  let a = seed >>> 0;
  const next = (): number => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, bytes: (n) => Buffer.from(Array.from({ length: n }, () => Math.floor(next() * 256))) };
}

export function manualRuntime(clock: ManualClock, seed = 1): Runtime {
  const network = {
    connect: (): never => {
      throw new Error('no network in this test');
    },
  };
  return { clock, network, random: seeded(seed) };
}
