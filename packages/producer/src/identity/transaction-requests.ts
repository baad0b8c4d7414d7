import { backoffMs, type Clock, type Random, sleep } from '@k/runtime';
import { asError, ErrorCode, KafkaError, messageOf, ProtocolError } from '@k/wire';
import { BUSY_BACKOFF, isBusy } from '../transaction/busy.ts';
import { TransactionError } from '../transaction/error.ts';
import type { TransactionLink } from '../transaction/link.ts';
import { verdictOf } from '../transaction/verdicts.ts';
import type { Troubles } from '../troubles.ts';
import type { Repair } from './transaction-state.ts';

/** So many tries may fail before that is worth a word. */
const UNREMARKABLE_FAILURES = 4;

export interface TransactionalParts {
  readonly transactionTimeoutMs: number;
  readonly enableTwoPhaseCommit: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly backoff: { readonly initialMs: number; readonly maxMs: number };
  readonly troubles: Troubles;
  readonly link: TransactionLink;
}

/** A request that failed for good, and what that means. */
interface Failure {
  readonly error: TransactionError;
  readonly repair: Repair;
}

/** Repeats requests to the coordinator until they are answered, and judges what they fail of. */
export class TransactionRequests {
  readonly #parts: TransactionalParts;
  /** Aborted when the producer ends. */
  readonly #signal: AbortSignal;

  constructor(parts: TransactionalParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /**
   * Repeats a request until it is answered.
   * @param isOver - whether nobody needs it any more
   * @throws Failed when it fails for good; the reason of the end when the producer ends, or nobody needs it
   */
  async until<T>(api: string, what: string, attempt: () => Promise<T>, isOver?: () => boolean): Promise<T> {
    const { clock, random, backoff, troubles } = this.#parts;
    const signal = this.#signal;
    for (let n = 0; ; n++) {
      signal.throwIfAborted();
      if (isOver?.() === true) throw new Over();
      try {
        const answer = await attempt();
        troubles.over(this);
        return answer;
      } catch (error) {
        const failure = this.#judge(api, what, asError(error));
        if (failure !== undefined) {
          troubles.over(this);
          throw new Failed(failure);
        }
        if (n >= UNREMARKABLE_FAILURES)
          troubles.met(this, `${api} of "${this.#parts.link.transactionalId}" fails`, asError(error));
        await sleep(clock, backoffMs(n, isBusy(error) ? BUSY_BACKOFF : backoff, random), signal);
      }
    }
  }

  /** undefined: it is to be tried again. */
  #judge(api: string, what: string, error: Error): Failure | undefined {
    if (error instanceof ProtocolError) {
      const verdict = verdictOf(api, error.code);
      if (verdict.kind === 'retriable') return undefined;
      return { error: this.error(verdict.kind, `${what}: ${error.message}`, error), repair: verdict.repair };
    }
    if (KafkaError.is(error) && error.retriable) return undefined;
    const isRelease = KafkaError.is(error) && error.name === 'UnsupportedVersionError';
    return {
      error: this.error(isRelease ? 'configuration' : 'fatal', `${what}: ${error.message}`, error),
      repair: 'nothing',
    };
  }

  error(kind: TransactionError['kind'], what: string, cause?: unknown): TransactionError {
    return new TransactionError(kind, this.#parts.link.transactionalId, what, cause);
  }

  /** Names both time limits. Who cannot go on can begin anew, whatever the reason. */
  async explain(error: TransactionError, isGoingOn: boolean): Promise<TransactionError> {
    const { cause } = error;
    if (isGoingOn) return this.error('fatal', `this producer cannot go on: ${messageOf(cause)}`, cause);
    if (!(cause instanceof ProtocolError) || cause.code !== ErrorCode.INVALID_TRANSACTION_TIMEOUT) return error;
    const { transactionTimeoutMs, link } = this.#parts;
    const most = await link.maxTimeoutMs();
    const limit = most === undefined ? '(15 minutes unless it was changed)' : `= ${most}`;
    const what = `transactionTimeoutMs = ${transactionTimeoutMs} is more than the broker allows: transaction.max.timeout.ms ${limit}`;
    return this.error('configuration', what, cause);
  }
}

/** Carries a failure through the promises. */
class Failed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.error.message);
    this.failure = failure;
  }
}

/** Nobody needs the answer any more. */
export class Over extends Error {}

/** undefined: the producer has ended, or nobody needs it. */
export function failureOf(error: unknown): Failure | undefined {
  return error instanceof Failed ? error.failure : undefined;
}
