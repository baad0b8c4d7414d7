import { ErrorCode } from '@k/wire';
import { isEnding } from './transaction-state.ts';
import { isSame, type ProducerIdentity, type Transaction } from './transaction.ts';

/**
 * How transactions are done (the feature `transaction.version`): with 2 each has an epoch of its own (KIP-890). 0 and 1
 * are the same but for the format of a log that is not written here.
 */
export type TransactionVersion = 0 | 1 | 2;

/** What EndTxn asks for. */
export interface Ending {
  readonly producer: ProducerIdentity;
  readonly committed: boolean;
  /** What the client does, by the version of its request. */
  readonly version: TransactionVersion;
}

/** To end it now; or the error code to answer, NONE when it had ended so before. */
export type EndDecision = 'end' | number;

/** What EndTxn does to a transaction in its present state. Kafka: endTransaction, with its table. */
export function decideEnd(transaction: Transaction, request: Ending): EndDecision {
  const { identity, previous, state } = transaction;
  const { producer, committed, version } = request;
  const isOver = state !== 'Ongoing' && state !== 'Empty';
  // Version 2 has raised the epoch: who comes with the one before has not got the answer.
  const isRetry = version === 2 && isOver && isSame(producer, previous);
  if (producer.producerId !== identity.producerId && !isRetry) return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
  // The next epoch is not told before the transaction is over, so nobody can have it.
  const isCurrent = producer.producerEpoch === identity.producerEpoch && !(version === 2 && isEnding(state));
  if (!isRetry && !isCurrent) return ErrorCode.PRODUCER_FENCED;
  switch (state) {
    case 'Ongoing':
      return 'end';
    case 'PrepareCommit':
      return committed ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.INVALID_TXN_STATE;
    case 'PrepareAbort':
      return committed ? ErrorCode.INVALID_TXN_STATE : ErrorCode.CONCURRENT_TRANSACTIONS;
    case 'CompleteCommit':
      return endedBefore(committed, isRetry, version, true);
    case 'CompleteAbort':
      return endedBefore(committed, isRetry, version, false);
    case 'Empty':
    case 'Dead':
      return version === 2 && !committed ? 'end' : ErrorCode.INVALID_TXN_STATE;
  }
}

/** Version 2 aborts what never began, so that the epoch is raised; before, the same request again is taken for a retry. */
function endedBefore(
  committed: boolean,
  isRetry: boolean,
  version: TransactionVersion,
  asCommit: boolean,
): EndDecision {
  if (version === 2 && !isRetry) return committed ? ErrorCode.INVALID_TXN_STATE : 'end';
  return committed === asCommit ? ErrorCode.NONE : ErrorCode.INVALID_TXN_STATE;
}
