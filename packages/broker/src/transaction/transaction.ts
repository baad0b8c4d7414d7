import { TRANSACTION_TRANSITIONS, type TransactionState } from './transaction-state.ts';

/** Epochs are an int16. The greatest is never given to a client, so that whoever has the one before can be fenced. */
export const MAX_EPOCH = 0x7fff;
/** Transaction time-out of a producer with two-phase commit: none (KIP-939). */
export const NO_TIMEOUT_MS = 0x7fffffff;

/** A producer id with its epoch. */
export interface ProducerIdentity {
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** What takes part in a transaction: a partition, or, as `__consumer_offsets`, groups' offsets. */
export interface TransactionPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A transaction as data. */
export interface TransactionData {
  readonly timeoutMs: number;
  readonly identity: ProducerIdentity;
  readonly previous: ProducerIdentity;
  readonly startedMs: number;
  readonly updatedMs: number;
  readonly state: TransactionState;
  readonly partitions: readonly TransactionPartition[];
  /** Null: who has the identity. */
  readonly writer: ProducerIdentity | null;
  readonly markerEpoch: number;
}

export type TransactionObserver = (transaction: Transaction, from: TransactionState) => void;

const NOBODY: ProducerIdentity = { producerId: -1, producerEpoch: -1 };

/**
 * What the coordinator knows of one transactional id: who may use it now, who did before, and the transaction that is
 * open. Plain bookkeeping: what a request may do is decided by the coordinator. Kafka: TransactionMetadata.
 */
export class Transaction {
  readonly transactionalId: string;
  timeoutMs: number;
  /** Who may use the id. The epoch is -1 until it was given to a client for the first time. */
  identity: ProducerIdentity;
  /**
   * Who has just become {@link identity} by a request of its own: when that comes again, its answer had been lost
   * (KIP-360, KIP-890). Nobody, when another instance took the id over.
   */
  previous = NOBODY;
  /** ms since the epoch; -1 while there is no transaction. */
  startedMs = -1;
  updatedMs: number;
  #state: TransactionState = 'Empty';
  readonly #partitions = new Map<string, TransactionPartition>();
  /** Who wrote in the open transaction, where that is not {@link identity}: it is being ended, or was kept prepared. */
  #writer: ProducerIdentity | undefined;
  /** Of the markers that end it; -1 while its outcome is open. */
  #markerEpoch = -1;
  readonly #observer: TransactionObserver;
  readonly #onChange: () => void;

  constructor(init: {
    transactionalId: string;
    producerId: number;
    timeoutMs: number;
    nowMs: number;
    observer: TransactionObserver;
    /** Called when {@link capture} tells something else. */
    onChange?: () => void;
  }) {
    this.transactionalId = init.transactionalId;
    this.identity = { producerId: init.producerId, producerEpoch: -1 };
    this.timeoutMs = init.timeoutMs;
    this.updatedMs = init.nowMs;
    this.#observer = init.observer;
    this.#onChange = init.onChange ?? (() => undefined);
  }

  get state(): TransactionState {
    return this.#state;
  }

  /** While the transaction is being ended: those that still lack their marker. */
  get partitions(): readonly TransactionPartition[] {
    return [...this.#partitions.values()];
  }

  /** Who the records of the open transaction are from. */
  get writer(): ProducerIdentity {
    return this.#writer ?? this.identity;
  }

  /** Whether its epoch is the last that a client may have. */
  get isEpochExhausted(): boolean {
    return this.identity.producerEpoch >= MAX_EPOCH - 1;
  }

  /** What {@link prepare} was told. */
  get markerEpoch(): number {
    return this.#markerEpoch;
  }

  capture(): TransactionData {
    const { timeoutMs, identity, previous, startedMs, updatedMs, state, partitions, markerEpoch } = this;
    const writer = this.#writer ?? null;
    return { timeoutMs, identity, previous, startedMs, updatedMs, state, partitions, writer, markerEpoch };
  }

  /** Takes the place of all that is there. */
  restore({ timeoutMs, identity, previous, startedMs, updatedMs, ...data }: TransactionData): void {
    Object.assign(this, { timeoutMs, identity, previous, startedMs, updatedMs });
    this.#state = data.state;
    this.#writer = data.writer ?? undefined;
    this.#markerEpoch = data.markerEpoch;
    this.#partitions.clear();
    for (const each of data.partitions) this.#partitions.set(keyOf(each.topic, each.partition), each);
  }

  has({ topic, partition }: TransactionPartition): boolean {
    return this.#partitions.has(keyOf(topic, partition));
  }

  transition(to: TransactionState, nowMs: number): void {
    const from = this.#state;
    if (!TRANSACTION_TRANSITIONS[from].includes(to)) {
      throw new Error(`Transactional id ${this.transactionalId} cannot go from ${from} to ${to}`);
    }
    this.#state = to;
    this.updatedMs = nowMs;
    this.#onChange();
    if (from !== to) this.#observer(this, from);
  }

  /** Begins the transaction with its first partitions, or adds to it. */
  add(partitions: readonly TransactionPartition[], nowMs: number): void {
    if (this.#state !== 'Ongoing') this.startedMs = nowMs;
    for (const each of partitions) this.#partitions.set(keyOf(each.topic, each.partition), each);
    this.transition('Ongoing', nowMs);
  }

  /** It has its marker, or is gone. */
  remove({ topic, partition }: TransactionPartition): void {
    this.#partitions.delete(keyOf(topic, partition));
    this.#onChange();
  }

  /** Another instance, or the same one after an error, uses the id from now on. */
  take(identity: ProducerIdentity, previous: ProducerIdentity | undefined, timeoutMs: number, nowMs: number): void {
    this.identity = identity;
    this.previous = previous ?? NOBODY;
    this.timeoutMs = timeoutMs;
    this.startedMs = -1;
    this.transition('Empty', nowMs);
  }

  /** KIP-939: another instance uses the id, and the transaction stays as it was prepared. */
  keepPrepared(identity: ProducerIdentity, timeoutMs: number, nowMs: number): void {
    this.#writer = this.writer;
    this.identity = identity;
    this.previous = NOBODY;
    this.timeoutMs = timeoutMs;
    this.updatedMs = nowMs;
    this.#onChange();
  }

  /** The outcome is decided. `next` uses the id from now on, and may write again when the transaction is complete. */
  prepare(
    to: 'PrepareCommit' | 'PrepareAbort',
    next: ProducerIdentity,
    previous: ProducerIdentity | undefined,
    markerEpoch: number,
    nowMs: number,
  ): void {
    // Version 2 of transactions aborts what never began.
    if (this.#state !== 'Ongoing') this.startedMs = nowMs;
    this.#writer = this.writer;
    this.#markerEpoch = markerEpoch;
    this.identity = next;
    this.previous = previous ?? NOBODY;
    this.transition(to, nowMs);
  }

  /** Every marker is written. */
  complete(nowMs: number): void {
    this.#writer = undefined;
    this.transition(this.#state === 'PrepareCommit' ? 'CompleteCommit' : 'CompleteAbort', nowMs);
  }
}

export function isSame(a: ProducerIdentity, b: ProducerIdentity): boolean {
  return a.producerId === b.producerId && a.producerEpoch === b.producerEpoch;
}

function keyOf(topic: string, partition: number): string {
  return `${topic}/${String(partition)}`;
}
