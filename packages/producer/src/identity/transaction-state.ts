import type { TransactionError } from '../transaction/error.ts';
import type { ProducerIdentity } from './source.ts';

/**
 * How producer and brokers talk of transactions. 1: partitions and groups are added at the coordinator before anything is
 * sent to them (KIP-98). 2: Produce and TxnOffsetCommit add them by themselves, and each end raises the epoch, so that no
 * late request can get into the next transaction (KIP-890; clusters that have finalized `transaction.version` 2).
 */
export type TransactionProtocol = 1 | 2;

/**
 * Whether the coordinator knows of the transaction: `no`: nothing was sent that would tell it. `maybe`: something was, and
 * is not answered. `yes`: it said so.
 */
export type Begun = 'no' | 'maybe' | 'yes';

/**
 * What has to be done, beside ending the transaction, before there can be another one. Each needs InitProducerId 3 (Kafka
 * 2.5, KIP-360), and a worse one includes those before it:
 *
 * - `nothing`.
 * - `epoch`: a sequence has a hole, or a batch that was given up may be under way still: the next transaction needs another
 *   epoch. In protocol 2 it gets one anyway.
 * - `timeout`: the coordinator takes our epoch for an old one. It may have timed the transaction out, and raised the epoch by
 *   one (KIP-588); or another instance has taken over. InitProducerId with our identity tells: a newer broker (seen with 4.3)
 *   remembers the epoch before a time-out, and gives the present one. An older one (2.8) does not, but takes the one after ours,
 *   which is the present one if nobody has come since: an instance that found our transaction open has two more. So neither
 *   question takes anything from another instance; the second is asked only when the coordinator had the transaction open.
 * - `id`: the coordinator has forgotten the producer id, and the transaction with it: there is nothing to end.
 */
export type Repair = 'nothing' | 'epoch' | 'timeout' | 'id';

/** A transaction under way. */
export interface OpenTransaction {
  readonly identity: ProducerIdentity;
  readonly protocol: TransactionProtocol;
  readonly begun: Begun;
  readonly repair: Repair;
}

/** The transaction that was prepared, as another system keeps it beside its own (KIP-939). */
export interface PreparedTransaction {
  readonly producerId: bigint;
  readonly epoch: number;
}

/**
 * Where a transactional producer stands.
 *
 * - `uninitialized`: it has no identity. Nothing has been asked, or what was asked was refused for a reason that somebody can
 *   do something about (no access, a time limit above the broker's), so it may be asked again.
 * - `initializing`: InitProducerId is under way: it ends what an earlier instance left open, and fences that instance.
 * - `ready`: no transaction; one may begin.
 * - `inTransaction`: records and offsets are taken. Left by commit, by abort, or because something failed.
 * - `flushing`: commit was called. Nothing more is taken; every record is to have its outcome first. One that was not stored
 *   leads to `abortable`.
 * - `committing`: EndTxn is under way, and repeated until it is answered: nothing else can be done before, since nobody
 *   knows whether the transaction is committed.
 * - `abortable`: something failed, so the transaction cannot be committed. Records that were not sent yet fail. Left by abort.
 * - `discarding`: abort was called. What was not sent yet is dropped; what may have been stored is waited for, because
 *   it must not arrive after the end of the transaction.
 * - `aborting`: EndTxn is under way, to abort.
 * - `recovering`: the transaction is over, and InitProducerId is under way, for an epoch after the present one.
 * - `preparing`: as `flushing`, before `prepared`.
 * - `prepared`: every record is stored, and the transaction stays open, over a restart too, until it is said what becomes of
 *   it (two-phase commit, KIP-939).
 * - `fatal`: the producer is over: fenced, not allowed, or in a state that nobody understands. Only close() is left.
 */
export type TransactionState =
  | { readonly state: 'uninitialized' }
  | { readonly state: 'initializing' }
  | { readonly state: 'ready'; readonly identity: ProducerIdentity; readonly protocol: TransactionProtocol }
  | { readonly state: 'inTransaction'; readonly txn: OpenTransaction }
  | { readonly state: 'flushing'; readonly txn: OpenTransaction }
  | { readonly state: 'committing'; readonly txn: OpenTransaction }
  | { readonly state: 'abortable'; readonly txn: OpenTransaction; readonly error: TransactionError }
  | { readonly state: 'discarding'; readonly txn: OpenTransaction; readonly error: TransactionError }
  | { readonly state: 'aborting'; readonly txn: OpenTransaction }
  | {
      readonly state: 'recovering';
      readonly from: ProducerIdentity;
      /** Asked for when `from` is refused. */
      readonly orElse: ProducerIdentity | null;
      readonly isAwaited: boolean;
    }
  | { readonly state: 'preparing'; readonly txn: OpenTransaction }
  | {
      readonly state: 'prepared';
      readonly txn: OpenTransaction;
      /** What names it: the identity that it was begun under. */
      readonly prepared: PreparedTransaction;
    }
  | { readonly state: 'fatal'; readonly error: TransactionError };

export type TransactionStateName = TransactionState['state'];

/** From any state but itself `fatal` can be reached: it is in every row that waits for a broker. */
export const transactionMoves: Readonly<Record<TransactionStateName, readonly TransactionStateName[]>> = {
  uninitialized: ['initializing'],
  initializing: ['ready', 'prepared', 'uninitialized', 'fatal'],
  ready: ['inTransaction', 'fatal'],
  inTransaction: ['flushing', 'preparing', 'discarding', 'abortable', 'fatal'],
  flushing: ['committing', 'ready', 'recovering', 'discarding', 'abortable', 'fatal'],
  committing: ['ready', 'recovering', 'abortable', 'fatal'],
  abortable: ['discarding', 'fatal'],
  discarding: ['aborting', 'ready', 'recovering', 'fatal'],
  aborting: ['ready', 'recovering', 'fatal'],
  recovering: ['ready', 'fatal'],
  preparing: ['prepared', 'discarding', 'abortable', 'fatal'],
  prepared: ['committing', 'aborting', 'ready', 'recovering', 'fatal'],
  fatal: [],
};

export type TransactionEvent =
  /** Somebody needs an identity. */
  | { readonly type: 'init' }
  /** InitProducerId was answered. `prepared`: it has kept a prepared transaction (KIP-939). */
  | {
      readonly type: 'granted';
      readonly identity: ProducerIdentity;
      readonly protocol: TransactionProtocol;
      readonly prepared: PreparedTransaction | null;
    }
  | { readonly type: 'begin' }
  /** Something has gone to a broker that makes the transaction known to the coordinator; `isCertain`: it said so. */
  | { readonly type: 'touched'; readonly isCertain: boolean }
  /** Numbers under `identity` are no good any more on some partition. */
  | { readonly type: 'hole'; readonly identity: ProducerIdentity }
  /** What was asked, or a record, failed for good. */
  | { readonly type: 'failed'; readonly error: TransactionError; readonly repair: Repair }
  | { readonly type: 'commit' }
  | { readonly type: 'prepare' }
  | { readonly type: 'abort'; readonly error: TransactionError }
  /** Every record has its outcome. */
  | { readonly type: 'settled' }
  /**
   * EndTxn was answered. `identity`: the one to go on with, in protocol 2. `protocol`: that of the next transaction. `mayEndLate`:
   * one of this epoch was not answered, and may come yet.
   */
  | {
      readonly type: 'ended';
      readonly identity: ProducerIdentity | null;
      readonly protocol: TransactionProtocol;
      readonly mayEndLate: boolean;
    };

export type TransactionEffect =
  /** Send InitProducerId until it is answered, and come back with `granted` or `failed`. `from`: the identity to go on from. */
  | { readonly type: 'init'; readonly from: ProducerIdentity | null }
  /** Fail the records that were not sent yet. */
  | { readonly type: 'discard'; readonly error: TransactionError }
  /** Have what was taken sent, and come back with `settled`. */
  | { readonly type: 'flush' }
  /** Send EndTxn until it is answered, and come back with `ended` or `failed`. */
  | { readonly type: 'end'; readonly commit: boolean; readonly txn: OpenTransaction }
  /** The call under way is done. */
  | { readonly type: 'done' }
  /** The call under way, if there is one, has failed. */
  | { readonly type: 'reject'; readonly error: TransactionError };

export type TransactionStep = readonly [to: TransactionState, effects: readonly TransactionEffect[]];
