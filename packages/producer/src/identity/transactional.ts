import { StateError } from '@k/wire';
import type { TransactionError } from '../transaction/error.ts';
import type { ProducerIdentity } from './source.ts';
import {
  type OpenTransaction,
  type Repair,
  type TransactionEffect,
  type TransactionEvent,
  transactionMoves,
  type TransactionProtocol,
  type TransactionState,
  type TransactionStep,
} from './transaction-state.ts';

export const initialTransaction: TransactionState = { state: 'uninitialized' };

/** From the harmless to the worst. */
const REPAIRS: readonly Repair[] = ['nothing', 'epoch', 'timeout', 'id'];

/**
 * The life of a transactional producer as a pure function: what becomes of it, and what is to be done. Requests are
 * repeated by whoever sends them: what comes back as `failed` failed for good.
 *
 * A call that a state does not take (commit without a transaction) changes nothing: {@link refusalOf} says why.
 *
 * @throws StateError when a move is made that `transactionMoves` does not list (a bug here, never of the caller)
 */
export function transactionStep(from: TransactionState, event: TransactionEvent): TransactionStep {
  const step = react(from, event);
  const to = step[0];
  if (to.state !== from.state && !transactionMoves[from.state].includes(to.state)) {
    throw new StateError(`transaction: no way from ${from.state} to ${to.state} on ${event.type}`);
  }
  return step;
}

function react(from: TransactionState, event: TransactionEvent): TransactionStep {
  switch (from.state) {
    case 'uninitialized':
      return event.type === 'init' ? [{ state: 'initializing' }, [{ type: 'init', from: null }]] : [from, []];
    case 'initializing':
      return whileInitializing(from, event);
    case 'ready':
      return whileReady(from, event);
    case 'inTransaction':
      return whileOpen(from, event);
    case 'flushing':
    case 'preparing':
      return whileFlushing(from, event);
    case 'committing':
      return whileCommitting(from, event);
    case 'abortable':
      if (event.type === 'abort') return discard(from.txn, event.error);
      return whileDoomed(from, event);
    case 'discarding':
      return event.type === 'settled' ? endAborted(from.txn) : whileDoomed(from, event);
    case 'aborting':
      return whileAborting(from, event);
    case 'recovering':
      return whileRecovering(from, event);
    case 'prepared':
      return whilePrepared(from, event);
    case 'fatal':
      return [from, []];
  }
}

type StateOf<Name extends TransactionState['state']> = Extract<TransactionState, { readonly state: Name }>;

function whileInitializing(from: StateOf<'initializing'>, event: TransactionEvent): TransactionStep {
  if (event.type === 'granted') {
    const { identity, protocol, prepared } = event;
    if (prepared === null) return [ready(identity, protocol), [{ type: 'done' }]];
    // It was begun under another epoch, and is ended under ours.
    const txn: OpenTransaction = { identity, protocol, begun: 'yes', repair: 'nothing' };
    return [{ state: 'prepared', txn, prepared }, [{ type: 'done' }]];
  }
  if (event.type !== 'failed') return [from, []];
  const { error } = event;
  // Somebody can do something about it, and ask again.
  if (error.kind === 'configuration') return [initialTransaction, [{ type: 'reject', error }]];
  return fail(error);
}

function whileReady(from: StateOf<'ready'>, event: TransactionEvent): TransactionStep {
  if (event.type === 'failed' && isFatal(event.error)) return fail(event.error);
  if (event.type !== 'begin') return [from, []];
  const { identity, protocol } = from;
  return [{ state: 'inTransaction', txn: { identity, protocol, begun: 'no', repair: 'nothing' } }, []];
}

function whileOpen(from: StateOf<'inTransaction'>, event: TransactionEvent): TransactionStep {
  switch (event.type) {
    case 'commit':
      return [{ state: 'flushing', txn: from.txn }, [{ type: 'flush' }]];
    case 'prepare':
      return [{ state: 'preparing', txn: from.txn }, [{ type: 'flush' }]];
    case 'abort':
      return discard(from.txn, event.error);
    case 'failed':
      return failOpen(from.txn, event.error, event.repair, []);
    case 'init':
    case 'granted':
    case 'begin':
    case 'touched':
    case 'hole':
    case 'settled':
    case 'ended':
      return [{ state: from.state, txn: after(from.txn, event) }, []];
  }
}

function whileFlushing(from: StateOf<'flushing' | 'preparing'>, event: TransactionEvent): TransactionStep {
  const { txn } = from;
  // Whoever waits for the commit is told by the one who aborts.
  if (event.type === 'abort') return discard(txn, event.error);
  if (event.type === 'failed') {
    return failOpen(txn, event.error, event.repair, [{ type: 'reject', error: event.error }]);
  }
  if (event.type !== 'settled') return [{ state: from.state, txn: after(txn, event) }, []];
  if (from.state === 'preparing') {
    const { producerId, epoch } = txn.identity;
    return [{ state: 'prepared', txn, prepared: { producerId, epoch } }, [{ type: 'done' }]];
  }
  return endCommitted(txn);
}

function whileCommitting(from: StateOf<'committing'>, event: TransactionEvent): TransactionStep {
  if (event.type === 'ended') return over(from.txn, event, 'committed');
  if (event.type !== 'failed') return [from, []];
  return failOpen(from.txn, event.error, event.repair, [{ type: 'reject', error: event.error }]);
}

function whileDoomed(from: StateOf<'abortable' | 'discarding'>, event: TransactionEvent): TransactionStep {
  if (event.type === 'failed' && isFatal(event.error, from.txn, event.repair)) return fail(event.error);
  return [{ ...from, txn: after(from.txn, event) }, []];
}

function whileAborting(from: StateOf<'aborting'>, event: TransactionEvent): TransactionStep {
  if (event.type === 'ended') return over(from.txn, event, 'aborted');
  if (event.type !== 'failed') return [from, []];
  const txn = after(from.txn, event);
  if (isFatal(event.error, txn, event.repair)) return fail(event.error);
  // What should have told the coordinator of it was never answered, and has not told it.
  if (txn.begun === 'maybe' && event.repair === 'epoch')
    return over(from.txn, { identity: null, protocol: txn.protocol }, 'aborted');
  // It did not end because there is nothing to end (any more): what is left is to go on under another epoch.
  return recover(txn, true, []);
}

function whileRecovering(from: StateOf<'recovering'>, event: TransactionEvent): TransactionStep {
  if (event.type === 'granted') {
    return [ready(event.identity, event.protocol), from.isAwaited ? [{ type: 'done' }] : []];
  }
  if (event.type !== 'failed') return [from, []];
  const { orElse } = from;
  if (orElse === null) return fail(event.error);
  return [{ ...from, from: orElse, orElse: null }, [{ type: 'init', from: orElse }]];
}

function whilePrepared(from: StateOf<'prepared'>, event: TransactionEvent): TransactionStep {
  const { txn } = from;
  switch (event.type) {
    case 'commit':
      return endCommitted(txn);
    case 'abort':
      return endAborted(txn);
    case 'failed':
      return isFatal(event.error) ? fail(event.error) : [from, []];
    case 'init':
    case 'granted':
    case 'begin':
    case 'prepare':
    case 'touched':
    case 'hole':
    case 'settled':
    case 'ended':
      return [from, []];
  }
}

function ready(identity: ProducerIdentity, protocol: TransactionProtocol): TransactionState {
  return { state: 'ready', identity, protocol };
}

/** What else an event tells of the transaction. */
function after(txn: OpenTransaction, event: TransactionEvent): OpenTransaction {
  switch (event.type) {
    case 'touched':
      if (txn.begun === 'yes' || (txn.begun === 'maybe' && !event.isCertain)) return txn;
      return { ...txn, begun: event.isCertain ? 'yes' : 'maybe' };
    case 'hole':
      return event.identity === txn.identity ? { ...txn, repair: worse(txn.repair, 'epoch') } : txn;
    case 'failed':
      return { ...txn, repair: worse(txn.repair, event.repair) };
    case 'init':
    case 'granted':
    case 'begin':
    case 'commit':
    case 'prepare':
    case 'abort':
    case 'settled':
    case 'ended':
      return txn;
  }
}

function worse(one: Repair, other: Repair): Repair {
  return REPAIRS.indexOf(one) < REPAIRS.indexOf(other) ? other : one;
}

/**
 * Whether it is the end of the producer. A coordinator that takes our epoch for an old one may have timed the transaction
 * out, but only if it knew of it.
 */
function isFatal(error: TransactionError, txn?: OpenTransaction, repair?: Repair): boolean {
  return error.kind !== 'abortable' || (repair === 'timeout' && txn?.begun === 'no');
}

function failOpen(
  txn: OpenTransaction,
  error: TransactionError,
  repair: Repair,
  effects: readonly TransactionEffect[],
): TransactionStep {
  if (isFatal(error, txn, repair)) return fail(error);
  const failed = { ...txn, repair: worse(txn.repair, repair) };
  return [{ state: 'abortable', txn: failed, error }, [{ type: 'discard', error }, ...effects]];
}

function fail(error: TransactionError): TransactionStep {
  const over = error.asFatal();
  return [
    { state: 'fatal', error: over },
    [
      { type: 'discard', error: over },
      { type: 'reject', error: over },
    ],
  ];
}

function discard(txn: OpenTransaction, error: TransactionError): TransactionStep {
  return [{ state: 'discarding', txn, error }, [{ type: 'discard', error }, { type: 'flush' }]];
}

/** Everything in it is stored. */
function endCommitted(txn: OpenTransaction): TransactionStep {
  // Nobody but us knows of it: there is nothing to commit.
  if (txn.begun === 'no') return over(txn, { identity: null, protocol: txn.protocol }, 'committed');
  return [{ state: 'committing', txn }, [{ type: 'end', commit: true, txn }]];
}

/** Nothing of the transaction is under way any more. */
function endAborted(txn: OpenTransaction): TransactionStep {
  const { begun, repair } = txn;
  // There is nothing to end, or nobody who would take it from us.
  if (repair === 'id' || repair === 'timeout') return recover(txn, true, []);
  if (begun === 'no') return over(txn, { identity: null, protocol: txn.protocol }, 'aborted');
  return [{ state: 'aborting', txn }, [{ type: 'end', commit: false, txn }]];
}

/** What is known at the end of a transaction. */
interface Ended {
  readonly identity: ProducerIdentity | null;
  readonly protocol: TransactionProtocol;
  readonly mayEndLate?: boolean;
}

/**
 * The transaction is over: what comes next. Whoever committed it need not wait for that; who aborted it is told whether there
 * can be another one.
 */
function over(
  txn: OpenTransaction,
  { identity, protocol, mayEndLate = false }: Ended,
  how: 'committed' | 'aborted',
): TransactionStep {
  if (identity !== null) return [ready(identity, protocol), [{ type: 'done' }]];
  // Requests of this epoch that are under way still must not get into a transaction of protocol 2, nor end the next one.
  if (txn.repair === 'epoch' || protocol > txn.protocol || mayEndLate) {
    return how === 'committed' ? recover(txn, false, [{ type: 'done' }]) : recover(txn, true, []);
  }
  return [ready(txn.identity, protocol), [{ type: 'done' }]];
}

function recover(txn: OpenTransaction, isAwaited: boolean, effects: readonly TransactionEffect[]): TransactionStep {
  const { identity: from } = txn;
  const orElse = txn.repair === 'timeout' && txn.begun === 'yes' ? afterTimeout(txn) : null;
  return [{ state: 'recovering', from, orElse, isAwaited }, [...effects, { type: 'init', from }]];
}

/** What the coordinator has made of the identity when it has timed the transaction out, and before 4.x forgets the one before. */
function afterTimeout({ identity }: OpenTransaction): ProducerIdentity {
  return { ...identity, epoch: identity.epoch + 1 };
}
