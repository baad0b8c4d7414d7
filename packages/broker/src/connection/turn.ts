import type { Clock } from '@k/runtime';

/** So long one connection may hold the event loop in one go, in ms: then timers, signals and other sockets get their turn. */
const MAX_TURN_MS = 20;

/** How long the work of one connection has held the event loop in this turn. A virtual clock stands still meanwhile. */
export class Turn {
  readonly #clock: Clock;
  #workedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The event loop has turned. */
  begin(): void {
    this.#workedMs = 0;
  }

  work(fn: () => void): void {
    const since = this.#clock.monotonic();
    try {
      fn();
    } finally {
      this.#workedMs += this.#clock.monotonic() - since;
    }
  }

  get isSpent(): boolean {
    return this.#workedMs > MAX_TURN_MS;
  }
}

/** `items.map(fn)`, one after the other, in as many turns of the event loop as it takes. */
export async function mapInTurns<T, R>(items: Iterable<T>, fn: (item: T) => R, clock: Clock): Promise<R[]> {
  const results: R[] = [];
  let since = clock.monotonic();
  for (const item of items) {
    if (clock.monotonic() - since > MAX_TURN_MS) {
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 0));
      since = clock.monotonic();
    }
    results.push(fn(item));
  }
  return results;
}
