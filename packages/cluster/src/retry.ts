import { backoffMs, type BackoffOptions, type Deadline, type Random } from '@k/conn';
import { ErrorCode, KafkaError, PartialError, ProtocolError, type TimeoutError } from '@k/wire';

export interface RetryContext {
  readonly random: Random;
  readonly backoff: BackoffOptions;
  /** Aborts when the cluster closes. */
  readonly stop: AbortSignal;
  /** Told of each failure that is to be tried again. */
  readonly onRetry: (operation: string, attempt: number, pauseMs: number, error: Error) => void;
  /** Brings the metadata up to date; shared by everyone who asks at the same time. */
  readonly refresh: (reason: string) => Promise<void>;
}

/**
 * Calls `attempt` until it succeeds, fails for good, or `deadline` is over. The error itself decides: what is not
 * `retriable` is thrown as it is; what calls for metadata has the routes asked anew during the pause. The pauses grow and vary
 * (KIP-580). When time is over the TimeoutError keeps the last cause.
 */
export async function retry<T>(
  context: RetryContext,
  deadline: Deadline,
  attempt: (n: number) => Promise<T>,
): Promise<T> {
  let cause: unknown;
  for (let n = 0; ; n++) {
    context.stop.throwIfAborted();
    deadline.throwIfOver(cause);
    try {
      return await attempt(n);
    } catch (error) {
      if (!isRetriable(error)) throw error;
      // An attempt cut short by the deadline says less than the failure before it.
      cause = cause !== undefined && isTimeout(error) && deadline.expired ? cause : error;
      deadline.throwIfOver(cause);
      const pauseMs = backoffMs(n, context.backoff, context.random);
      context.onRetry(deadline.operation, n + 1, pauseMs, error);
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

function isTimeout(error: KafkaError): error is TimeoutError {
  return error.name === 'TimeoutError';
}

/** A refresh that fails is no reason to stop: the next attempt says what is wrong. */
async function refreshed(context: RetryContext, deadline: Deadline, error: KafkaError): Promise<void> {
  try {
    await deadline.race(context.refresh(error.message), context.stop);
  } catch (failure) {
    if (!KafkaError.is(failure)) throw failure; // the caller's abort
  }
}
