import { backoffMs, type Clock, type Random, sleep } from '@k/runtime';
import { asError, ErrorCode, KafkaError, messageOf, ProtocolError } from '@k/wire';
import { BUSY_BACKOFF, BUSY_PATIENCE_MS, isBusy } from '../transaction/busy.ts';
import { TransactionError } from '../transaction/error.ts';
import type { InitQuestion, TransactionLink } from '../transaction/link.ts';
import { verdictOf } from '../transaction/verdicts.ts';
import type { Troubles } from '../troubles.ts';
import type { Repair } from './transaction-state.ts';

/** So many tries may fail before that is worth a word. */
const UNREMARKABLE_FAILURES = 4;

const NOT_KEPT = 'Nothing was changed: initTransactions() without it aborts what was prepared';
const OR_NO_TWO_PHASES =
  'Brokers answer so, too, when transaction.two.phase.commit.enable is not true: enableTwoPhaseCommit needs it';

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
  #trouble: Error | undefined;

  constructor(parts: TransactionalParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** What the request that is being repeated failed of last. */
  get trouble(): Error | undefined {
    return this.#trouble;
  }

  /**
   * Repeats a request until it is answered.
   * @param isOver - whether nobody needs it any more
   * @throws Failed when it fails for good; the reason of the end when the producer ends, or nobody needs it
   */
  async until<T>(api: string, what: string, attempt: () => Promise<T>, isOver?: () => boolean): Promise<T> {
    const { clock, random, backoff, troubles } = this.#parts;
    const signal = this.#signal;
    const since = clock.monotonic();
    for (let n = 0; ; n++) {
      signal.throwIfAborted();
      if (isOver?.() === true) throw new Over();
      try {
        const answer = await attempt();
        this.#over();
        return answer;
      } catch (error) {
        const failure = this.#judge(api, what, asError(error));
        if (failure !== undefined) {
          this.#over();
          throw new Failed(failure);
        }
        this.#trouble = asError(error);
        const isRemarkable = isBusy(error) ? clock.monotonic() - since >= BUSY_PATIENCE_MS : n >= UNREMARKABLE_FAILURES;
        if (isRemarkable) troubles.met(this, `${api} of "${this.#parts.link.transactionalId}" fails`, this.#trouble);
        await sleep(clock, backoffMs(n, isBusy(error) ? BUSY_BACKOFF : backoff, random), signal);
      }
    }
  }

  #over(): void {
    this.#trouble = undefined;
    this.#parts.troubles.over(this);
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

  /**
   * What a refusal of InitProducerId means for what was asked: names both time limits, and what brokers lack for two-phase
   * commit. Who cannot go on can begin anew, whatever the reason.
   */
  async explain(error: TransactionError, question: InitQuestion): Promise<TransactionError> {
    const { cause } = error;
    if (question.from !== null) return this.error('fatal', `this producer cannot go on: ${messageOf(cause)}`, cause);
    if (!(cause instanceof ProtocolError)) return error;
    const { code } = cause;
    if (code === ErrorCode.INVALID_TRANSACTION_TIMEOUT) {
      const { transactionTimeoutMs, link } = this.#parts;
      const most = await link.maxTimeoutMs();
      const limit = most === undefined ? '(15 minutes unless it was changed)' : `= ${most}`;
      const what = `transactionTimeoutMs = ${transactionTimeoutMs} is more than the broker allows: transaction.max.timeout.ms ${limit}`;
      return this.error('configuration', what, cause);
    }
    if (code === ErrorCode.UNSUPPORTED_VERSION && question.keepPreparedTransaction) {
      const what = `the coordinator does not keep prepared transactions (keepPreparedTransaction): Apache Kafka up to 4.4 cannot. ${NOT_KEPT}`;
      return this.error('configuration', what, cause);
    }
    if (code === ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED && question.enableTwoPhaseCommit) {
      return this.error('configuration', `${messageOf(cause)} ${OR_NO_TWO_PHASES}`, cause);
    }
    return error;
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
