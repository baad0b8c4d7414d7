import { wrongArgument } from '@k/wire';
import type { Random } from './runtime.ts';
import { checkMs } from './arguments.ts';

/** Exponential back-off with jitter (KIP-580). */
export interface BackoffOptions {
  /** Pause after the first failure, milliseconds. */
  readonly initialMs: number;
  /** No pause is longer, milliseconds. */
  readonly maxMs: number;
  /** Growth from one failure to the next. @default 2 */
  readonly multiplier?: number;
  /** Share of the pause by which it varies at random either way, so that clients do not return in step. @default 0.2 */
  readonly jitter?: number;
}

/** The pause in milliseconds after failure number `attempt`, counted from 0. */
export function backoffMs(attempt: number, options: BackoffOptions, random: Random): number {
  checkBackoff('backoffMs()', options);
  const { initialMs, maxMs, multiplier = 2, jitter = 0.2 } = options;
  if (initialMs <= 0) return 0;
  // Past the cap the term stops growing, so that a thousandth failure does not overflow to Infinity * jitter.
  const growth =
    multiplier > 1 ? Math.min(attempt, Math.log(Math.max(maxMs / initialMs, 1)) / Math.log(multiplier)) : 0;
  const term = initialMs * multiplier ** growth;
  return Math.min(maxMs, term * (1 - jitter + 2 * jitter * random.next()));
}

function checkBackoff(call: string, options: BackoffOptions): void {
  const { initialMs, maxMs, multiplier = 2, jitter = 0.2 } = Object(options) as BackoffOptions;
  checkMs(call, 'initialMs', initialMs);
  checkMs(call, 'maxMs', maxMs);
  if (!(multiplier >= 1)) throw wrongArgument(call, 'multiplier', 'a number from 1 on', multiplier);
  if (!(jitter >= 0 && jitter <= 1)) throw wrongArgument(call, 'jitter', 'a number from 0 to 1', jitter);
}

/** Counts failures and says how long to wait after each. */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #random: Random;
  #failures = 0;

  constructor(options: BackoffOptions, random: Random) {
    checkBackoff('Backoff', options);
    this.#options = options;
    this.#random = random;
  }

  /** Failures since the last {@link Backoff.reset}. */
  get failures(): number {
    return this.#failures;
  }

  /** Counts one more failure; the pause it earns, in milliseconds. */
  nextMs(): number {
    return backoffMs(this.#failures++, this.#options, this.#random);
  }

  /** It worked: the next failure starts from `initialMs` again. */
  reset(): void {
    this.#failures = 0;
  }
}
