import { backoffMs, type BackoffOptions, type Clock, type Deadline, type Random } from '@k/runtime';
import { ErrorCode, KafkaError, PartialError, ProtocolError } from '@k/wire';

/** An attempt that failed and is to be made again. */
export interface FailedAttempt {
  readonly operation: string;
  /** Attempts made so far, at least 1. */
  readonly attempt: number;
  /** How long this one took. */
  readonly durationMs: number;
  /** Until the next one. */
  readonly pauseMs: number;
  readonly error: Error;
}

export interface RetryContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly backoff: BackoffOptions;
  /** Aborts when the cluster closes. */
  readonly stop: AbortSignal;
  readonly onRetry: (failed: FailedAttempt) => void;
  /** Brings the metadata up to date; shared by everyone who asks at the same time. */
  readonly refresh: (reason: string) => Promise<void>;
}

/**
 * Calls `attempt` until it succeeds, fails for good, or `deadline` is over. The error itself decides: what is not
 * `retriable` is thrown as it is; what calls for metadata has the routes asked anew during the pause. The pauses grow and
 * vary (KIP-580). When time is over the TimeoutError keeps the last cause.
 */
export async function retry<T>(
  context: RetryContext,
  deadline: Deadline,
  attempt: (n: number) => Promise<T>,
): Promise<T> {
  for (let n = 0; ; n++) {
    context.stop.throwIfAborted();
    deadline.throwIfOver();
    const startedAt = context.clock.monotonic();
    try {
      return await attempt(n);
    } catch (error) {
      if (!isRetriable(error)) throw error;
      deadline.note(error);
      deadline.throwIfOver();
      const pauseMs = backoffMs(n, context.backoff, context.random);
      const durationMs = context.clock.monotonic() - startedAt;
      context.onRetry({ operation: deadline.operation, attempt: n + 1, durationMs, pauseMs, error });
      const pause = deadline.sleep(pauseMs, context.stop);
      if (!callsForMetadata(error)) await pause;
      else await Promise.all([pause, refreshed(context, deadline, error)]);
    }
  }
}

export function isRetriable(error: unknown): error is KafkaError {
  return KafkaError.is(error) && error.retriable;
}

/**
 * Whether the routes known are likely wrong. NOT_CONTROLLER is not among the errors of which Kafka says so, since its own
 * clients look after controllers apart; here the metadata tells who it is.
 */
export function callsForMetadata(error: KafkaError): boolean {
  if (error.refreshMetadata) return true;
  if (error instanceof PartialError) return error.errors.some(callsForMetadata);
  return error instanceof ProtocolError && error.code === ErrorCode.NOT_CONTROLLER;
}

/** A refresh that fails is no reason to stop: the next attempt says what is wrong. */
async function refreshed(context: RetryContext, deadline: Deadline, error: KafkaError): Promise<void> {
  try {
    await deadline.race(context.refresh(error.message), context.stop);
  } catch (failure) {
    if (!KafkaError.is(failure)) throw failure; // the caller's abort
  }
}
