import { ProtocolError } from '@k/wire';
import type { Clock } from '@k/runtime';
import { rootOf } from './same-cause.ts';

/** A warning with the same root is not told twice within so long. */
const SAME_ROOT_PAUSE_MS = 60_000;

/**
 * What makes one part fail makes the next one fail, which wraps it in words of its own: it is told once. So is what a broker
 * says of one partition of a topic after the other.
 */
export class Warnings {
  readonly #clock: Clock;
  readonly #tell: (error: Error) => void;
  /** What was at the root of what was told, and when. */
  readonly #told = new Map<string, number>();

  constructor(clock: Clock, tell: (error: Error) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add(error: Error): void {
    const now = this.#clock.monotonic();
    for (const [root, at] of this.#told) if (now - at >= SAME_ROOT_PAUSE_MS) this.#told.delete(root);
    const root = nameOf(rootOf(error));
    if (this.#told.has(root)) return;
    this.#told.set(root, now);
    this.#tell(error);
  }
}

function nameOf(root: Error): string {
  if (!(root instanceof ProtocolError) || root.context.partition === undefined) return root.message;
  return `${root.errorName} ${root.context.api ?? ''} ${root.context.topic ?? ''}`;
}
