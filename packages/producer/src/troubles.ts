import type { Clock } from '@k/runtime';

interface Trouble {
  /** A sentence without its end: 'Records for orders-3 are not taken'. */
  readonly what: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  error: Error;
}

/** What does not work at the moment and is tried again: told when it begins, listed until it is over. */
export class Troubles {
  readonly #clock: Clock;
  readonly #warn: (error: Error) => void;
  readonly #current = new Map<object, Trouble>();

  constructor(clock: Clock, warn: (error: Error) => void) {
    this.#clock = clock;
    this.#warn = warn;
  }

  /** `subject` (a partition's queue, a topic …) is in trouble, or still is. */
  met(subject: object, what: string, error: Error): void {
    const known = this.#current.get(subject);
    if (known !== undefined) {
      known.error = error;
      return;
    }
    this.#current.set(subject, { what, since: this.#clock.now(), error });
    this.#warn(error);
  }

  /** It works again, or nobody tries it any more. */
  over(subject: object): void {
    // Asked for each batch that is stored.
    if (this.#current.size > 0) this.#current.delete(subject);
  }

  /** What is wrong with `subject`. */
  of(subject: object): Error | undefined {
    return this.#current.get(subject)?.error;
  }

  /** What has been wrong for the longest time. */
  get oldest(): Error | undefined {
    for (const { error } of this.#current.values()) return error;
    return undefined;
  }

  /** A sentence each. */
  get problems(): string[] {
    return [...this.#current.values()].map(
      ({ what, since, error }) => `${what} since ${new Date(since).toISOString()}: ${error.message}`,
    );
  }
}
