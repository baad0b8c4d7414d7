import { KafkaError, messageOf } from '@k/wire';

/**
 * What can be done about an error in a transaction (KIP-1050). What may pass by itself is not among them: it is repeated.
 *
 * - `abortable`: this transaction cannot be committed. Abort it; the next one can begin.
 * - `fatal`: this producer is over: fenced by another instance, or lost track of. Close it; a new one can go on.
 * - `configuration`: something has to be changed outside of the program, or in its options: access, a time limit, the
 *   brokers' release.
 */
export type TransactionErrorKind = 'abortable' | 'fatal' | 'configuration';

const ADVICE: Readonly<Record<TransactionErrorKind, string>> = {
  abortable: 'Abort the transaction; the next one can begin',
  fatal: 'This producer is over: close it. A new one can go on',
  configuration: 'It fails until that is changed',
};

/** A transaction, or the producer's right to make any, has come to an end that was not wanted. `cause` is what led to it. */
export class TransactionError extends KafkaError {
  override readonly name = 'TransactionError';
  readonly kind: TransactionErrorKind;
  readonly transactionalId: string;
  readonly #what: string;

  /** @param what - what has happened, a sentence; its full stop is left out */
  constructor(kind: TransactionErrorKind, transactionalId: string, what: string, cause?: unknown) {
    const clause = what.replace(/\.$/, '');
    const options = cause === undefined ? undefined : { cause };
    super(`Transactional id "${transactionalId}": ${clause}. ${ADVICE[kind]}`, options);
    this.kind = kind;
    this.transactionalId = transactionalId;
    this.#what = clause;
  }

  /** The same, with what it began with. @internal */
  after(reason: unknown): TransactionError {
    const { kind, transactionalId, cause } = this;
    return new TransactionError(kind, transactionalId, `${this.#what}; it began with: ${messageOf(reason)}`, cause);
  }

  /** The same, as the end of the producer. @internal */
  asFatal(): TransactionError {
    if (this.kind !== 'abortable') return this;
    return new TransactionError('fatal', this.transactionalId, this.#what, this.cause);
  }
}
