import { wrongArgument, KafkaError, TimeoutError } from '@k/wire';
import { offAbort, onAbort } from './abort.ts';
import type { Clock } from './runtime.ts';
import { withResolvers } from './with-resolvers.ts';
import { checkMs, checkSignal } from './arguments.ts';

/** The two ways in which every waiting call of the family is bounded. */
export interface WaitOptions {
  /** Stops the wait; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds the call may take in all. */
  readonly timeoutMs?: number | undefined;
}

export interface DeadlineInit extends WaitOptions {
  readonly timeoutMs: number;
  /** What is wrong at the moment with what the operation needs, for when time is over and nothing was noted. */
  readonly trouble?: (() => unknown) | undefined;
}

/**
 * How long one operation may take, made once where the user calls in and handed down to everything done on its behalf:
 * retries, connects and requests share what is left instead of each starting anew. It keeps what went wrong on the way, so
 * that whichever of them finds the time over can say why.
 */
export class Deadline {
  /** What the user asked for, for messages: 'load metadata of topic a'. */
  readonly operation: string;
  /** The whole time allowed, milliseconds. */
  readonly timeoutMs: number;
  /** The user's own way to stop it. */
  readonly signal: AbortSignal | undefined;
  readonly #clock: Clock;
  readonly #at: number;
  readonly #trouble: (() => unknown) | undefined;
  #noted: unknown;

  constructor(clock: Clock, operation: string, options: DeadlineInit) {
    checkMs(operation, 'timeoutMs', options.timeoutMs);
    if (options.signal !== undefined) checkSignal(operation, options.signal);
    this.operation = operation;
    this.timeoutMs = options.timeoutMs;
    this.signal = options.signal;
    this.#clock = clock;
    this.#trouble = options.trouble;
    this.#at = clock.monotonic() + options.timeoutMs;
  }

  /** Milliseconds left, never below 0; Infinity when there is no limit. */
  remainingMs(): number {
    return Math.max(0, this.#at - this.#clock.monotonic());
  }

  get expired(): boolean {
    return this.remainingMs() <= 0;
  }

  /** Something went wrong on the way, and there is time for another try: the cause of the TimeoutError if none succeeds. */
  note(error: unknown): void {
    if (isTimeout(error)) {
      // Its own end is no cause; and an attempt that it cut short says less than the failure before.
      if (error.operation === this.operation || (this.expired && this.#noted !== undefined)) return;
    }
    this.#noted = error;
  }

  /** The error of this deadline. `cause`: the last thing that went wrong on the way, unless that was noted. */
  timeoutError(cause: unknown = this.#noted ?? this.#trouble?.()): TimeoutError {
    return timeoutError(this.operation, this.timeoutMs, cause);
  }

  /** Throws when the operation must stop: the signal's reason, or a {@link TimeoutError} that keeps `cause`. */
  throwIfOver(cause?: unknown): void {
    this.signal?.throwIfAborted();
    if (this.expired) throw this.timeoutError(cause);
  }

  /**
   * Waits `ms` milliseconds, or until the deadline if that comes first (the caller checks), or rejects on abort.
   * `stop` is a second reason to end early, such as the owner's closing.
   */
  sleep(ms: number, stop?: AbortSignal): Promise<void> {
    return sleep(this.#clock, Math.min(ms, this.remainingMs()), this.signal, stop);
  }

  /**
   * The outcome of `work`, unless the deadline, the signal or `stop` comes first. The work itself goes on: this is for
   * work shared with other callers.
   * @param trouble what has gone wrong with the work so far, asked for when time is over
   */
  async race<T>(work: Promise<T>, stop?: AbortSignal, trouble?: () => unknown): Promise<T> {
    const over = withResolvers<never>();
    const clock = this.#clock;
    const signals = [this.signal, stop].filter((signal) => signal !== undefined);
    const aborted = signals.find((signal) => signal.aborted);
    if (aborted !== undefined) {
      work.catch(() => undefined); // nobody waits for it here any more
      throw aborted.reason;
    }
    for (const signal of signals) onAbort(signal, over.reject);
    const remaining = this.remainingMs();
    const onTime = (): void => {
      over.reject(this.timeoutError(trouble?.()));
    };
    const timer = remaining === Infinity ? undefined : clock.setTimeout(onTime, remaining);
    try {
      return await Promise.race([work, over.promise]);
    } finally {
      if (timer !== undefined) clock.clearTimeout(timer);
      for (const signal of signals) offAbort(signal, over.reject);
    }
  }
}

/** One sentence for every expired wait; the last thing that went wrong is part of it. */
export function timeoutError(operation: string, timeoutMs: number, cause?: unknown): TimeoutError {
  if (cause === undefined) return new TimeoutError({ operation, timeoutMs });
  const text = cause instanceof Error ? cause.message : 'not an error';
  return new TimeoutError({
    operation,
    timeoutMs,
    cause,
    message: `${operation}: not done within ${Math.round(timeoutMs)} ms. Last trouble: ${text}`,
  });
}

function isTimeout(error: unknown): error is TimeoutError {
  return KafkaError.is(error) && error.name === 'TimeoutError';
}

/** Waits `ms` milliseconds on `clock`; rejects with the reason of the first of `signals` to abort. */
export function sleep(clock: Clock, ms: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  if (typeof ms !== 'number' || Number.isNaN(ms)) {
    return Promise.reject(wrongArgument('sleep()', 'ms', 'a number of milliseconds', ms));
  }
  const active = signals.filter((signal) => signal !== undefined);
  const aborted = active.find((signal) => signal.aborted);
  if (aborted !== undefined) return Promise.reject(aborted.reason as Error);
  const { promise, resolve, reject } = withResolvers();
  const finish = (): void => {
    for (const signal of active) offAbort(signal, stop);
  };
  const stop = (reason: unknown): void => {
    clock.clearTimeout(timer);
    finish();
    reject(reason);
  };
  const timer = clock.setTimeout(() => {
    finish();
    resolve();
  }, ms);
  for (const signal of active) onAbort(signal, stop);
  return promise;
}
