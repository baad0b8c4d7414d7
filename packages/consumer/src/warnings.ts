import type { Clock } from '@k/runtime';

/** A warning with the same root is not told twice within so long. */
const SAME_ROOT_PAUSE_MS = 60_000;

/** What makes one part fail makes the next one fail, which wraps it in words of its own: it is told once. */
export class Warnings {
  readonly #clock: Clock;
  readonly #tell: (error: Error) => void;
  /** The words at the root of what was told, and when. */
  readonly #told = new Map<string, number>();

  constructor(clock: Clock, tell: (error: Error) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add(error: Error): void {
    const now = this.#clock.monotonic();
    for (const [words, at] of this.#told) if (now - at >= SAME_ROOT_PAUSE_MS) this.#told.delete(words);
    let root = error;
    while (root.cause instanceof Error) root = root.cause;
    if (this.#told.has(root.message)) return;
    this.#told.set(root.message, now);
    this.#tell(error);
  }
}
