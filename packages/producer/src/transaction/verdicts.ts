import { ErrorCode, errorFor } from '@k/wire';
import type { Repair } from '../identity/transaction-state.ts';
import type { TransactionErrorKind } from './error.ts';

/** What an error code, answered in a transaction, means for it. */
export type Verdict =
  /** Ask again. */
  { readonly kind: 'retriable' } | { readonly kind: TransactionErrorKind; readonly repair: Repair };

const RETRIABLE: Verdict = { kind: 'retriable' };
const ABORTABLE: Verdict = { kind: 'abortable', repair: 'nothing' };
const NEW_EPOCH: Verdict = { kind: 'abortable', repair: 'epoch' };
const TIMED_OUT: Verdict = { kind: 'abortable', repair: 'timeout' };
const FORGOTTEN: Verdict = { kind: 'abortable', repair: 'id' };
const FATAL: Verdict = { kind: 'fatal', repair: 'nothing' };
const CONFIGURATION: Verdict = { kind: 'configuration', repair: 'nothing' };

/**
 * The verdict on an error code that a request of a transaction was answered with: InitProducerId, AddPartitionsToTxn,
 * AddOffsetsToTxn, TxnOffsetCommit, EndTxn, and Produce for a batch that is not sent again.
 *
 * An old epoch is abortable and not the end: the coordinator raises it too when it has timed the transaction out
 * (KIP-588). The machine knows when that cannot be (`isFatal`).
 */
export function verdictOf(api: string, code: number): Verdict {
  switch (code) {
    case ErrorCode.INVALID_PRODUCER_EPOCH:
    case ErrorCode.PRODUCER_FENCED:
      return api === 'InitProducerId' ? FATAL : TIMED_OUT;
    case ErrorCode.INVALID_PRODUCER_ID_MAPPING:
      return api === 'InitProducerId' ? FATAL : FORGOTTEN;
    case ErrorCode.UNKNOWN_PRODUCER_ID:
      // A partition that has lost our batches to its retention is no sign that the coordinator has forgotten us.
      return api === 'Produce' ? NEW_EPOCH : FORGOTTEN;
    case ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER:
      return NEW_EPOCH;
    case ErrorCode.INVALID_TXN_STATE:
      // The coordinator has no such transaction open. Brokers before 1.1 say so after a time-out.
      return api === 'InitProducerId' ? FATAL : NEW_EPOCH;
    case ErrorCode.TRANSACTION_ABORTABLE:
      return NEW_EPOCH;
    case ErrorCode.INVALID_TRANSACTION_TIMEOUT:
    case ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
    case ErrorCode.CLUSTER_AUTHORIZATION_FAILED:
    case ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT:
    case ErrorCode.UNSUPPORTED_VERSION:
      return CONFIGURATION;
    default:
      return errorFor(code).retriable ? RETRIABLE : ABORTABLE;
  }
}
