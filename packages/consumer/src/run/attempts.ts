import { KafkaError } from '@k/wire';
import { type Random, backoffMs } from '@k/runtime';
import type { RunSettings } from './run-options.ts';

/** What is to be done about a handler that failed. */
export type NextStep =
  | { readonly name: 'retry'; readonly afterMs: number }
  | { readonly name: 'stop' }
  | { readonly name: 'skip' }
  | { readonly name: 'bury' };

/** Says what comes after a failure. */
export class Attempts {
  readonly #settings: Pick<RunSettings, 'retry' | 'onFailure' | 'deadLetter'>;
  readonly #random: Random;

  constructor(settings: Pick<RunSettings, 'retry' | 'onFailure' | 'deadLetter'>, random: Random) {
    this.#settings = settings;
    this.#random = random;
  }

  /** @param attempts how often the handler was called */
  afterFailure(attempts: number, error: unknown): NextStep {
    // Bytes that cannot be read do not change.
    const pause = isLasting(error) ? undefined : this.pauseMs(attempts);
    if (pause !== undefined) return { name: 'retry', afterMs: pause };
    if (this.#settings.deadLetter !== undefined) return { name: 'bury' };
    return { name: this.#settings.onFailure ?? 'stop' };
  }

  /** Milliseconds until the next attempt, after so many; undefined when there is to be none. */
  pauseMs(attempts: number): number | undefined {
    const { retries, ...backoff } = this.#settings.retry;
    return attempts > retries ? undefined : backoffMs(attempts - 1, backoff, this.#random);
  }
}

function isLasting(error: unknown): boolean {
  return KafkaError.is(error) && error.name === 'DeserializationError';
}
