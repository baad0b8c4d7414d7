import { type KafkaError, StateError } from '@k/wire';
import type { TransactionState } from '../identity/transaction-state.ts';

/** What is asked of a transactional producer. */
export type TransactionCall =
  | 'initTransactions'
  | 'beginTransaction'
  | 'send'
  | 'sendMany'
  | 'sendOffsetsToTransaction'
  | 'commitTransaction'
  | 'prepareTransaction'
  | 'abortTransaction'
  | 'completeTransaction';

const NO_TRANSACTION = 'there is no transaction: beginTransaction() or transaction() comes first';

/** Why a call cannot be made in this state; what may be made, or waits until it may, has no reason. */
export function refusalOf(call: TransactionCall, state: TransactionState): KafkaError | null {
  if (state.state === 'fatal') return state.error;
  const wrong = (why: string): StateError => new StateError(`KafkaProducer: ${call}(): ${why}`);
  switch (call) {
    case 'initTransactions':
      return null;
    case 'beginTransaction':
      return refusesBegin(state, wrong);
    case 'send':
    case 'sendMany':
    case 'sendOffsetsToTransaction':
    case 'prepareTransaction':
      if (state.state === 'inTransaction') return null;
      return state.state === 'abortable' ? state.error : wrong(whyNotOpen(state));
    case 'commitTransaction':
      if (state.state === 'abortable') return state.error;
      // Called again after a time-out it waits on.
      if (state.state === 'inTransaction' || state.state === 'flushing' || state.state === 'committing') return null;
      return wrong(whyNotOpen(state));
    case 'abortTransaction':
      if (state.state === 'committing') {
        return wrong('the commit is under way, and may have happened: commitTransaction() waits for its answer');
      }
      if (state.state === 'prepared') return wrong('a transaction that is prepared is ended by completeTransaction()');
      // Called again after a time-out it waits on.
      if (state.state === 'recovering' && state.isAwaited) return null;
      return isOpen(state) ? null : wrong(NO_TRANSACTION);
    case 'completeTransaction':
      return state.state === 'prepared'
        ? null
        : wrong('there is no prepared transaction: prepareTransaction() comes first');
  }
}

function refusesBegin(state: TransactionState, wrong: (why: string) => StateError): StateError | null {
  if (state.state === 'prepared') return wrong('the one before is prepared: completeTransaction() comes first');
  if (state.state === 'abortable')
    return wrong(`the one before has failed and is to be aborted: ${state.error.message}`);
  if (state.state === 'committing') return wrong('the one before is being committed: wait for commitTransaction()');
  return isOpen(state) ? wrong('there is a transaction under way: a producer has one at a time') : null;
}

function whyNotOpen(state: TransactionState): string {
  switch (state.state) {
    case 'flushing':
    case 'committing':
    case 'preparing':
      return 'the transaction is being ended';
    case 'discarding':
    case 'aborting':
      return 'the transaction is being aborted';
    case 'prepared':
      return 'the transaction is prepared: only completeTransaction() is left';
    case 'uninitialized':
    case 'initializing':
    case 'ready':
    case 'inTransaction':
    case 'abortable':
    case 'recovering':
    case 'fatal':
      return NO_TRANSACTION;
  }
}

function isOpen({ state }: TransactionState): boolean {
  return ['inTransaction', 'flushing', 'preparing', 'abortable', 'discarding', 'aborting'].includes(state);
}
