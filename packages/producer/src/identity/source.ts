/** What the broker knows this producer by: sequence numbers count per partition within one of these (KIP-98, KIP-360). */
export interface ProducerIdentity {
  readonly producerId: bigint;
  readonly epoch: number;
  /** Whether what is numbered under it is part of a transaction. @default false */
  readonly isTransactional?: boolean;
}

/** Where the sequence of a partition stands: what decides whether its next batch may be numbered. */
export interface PartitionSequence {
  /** What its numbers count under; null before the first one, and when it starts over. */
  readonly identity: ProducerIdentity | null;
  /** The broker has acknowledged a batch under that identity. */
  readonly established: boolean;
  /** Batches whose answer is awaited. */
  readonly inFlight: number;
}

/** A partition whose batches are to be numbered. */
export interface NumberedPartition extends PartitionSequence {
  readonly topic: string;
  readonly partition: number;
}

/** What a Produce request says of the transaction that its batches are part of. */
export interface TransactionTag {
  readonly transactionalId: string;
  /** See `TransactionProtocol`. */
  readonly protocol: 1 | 2;
}

/** Who sends under the identity. */
export interface IdentityListener {
  /** Something has changed: what might not be sent may be now. */
  ready(): void;
  /** Asks again at `at`, monotonic milliseconds, unless something makes it ask earlier. */
  wakeAt(at: number, now: number): void;
  /** There is no identity to be had: batches without numbers cannot be stored. Those that come later may be. */
  fatal(error: Error): void;
}

/**
 * What the batches of a producer are numbered under, and when. The idempotent producer's is `idempotent.ts`.
 *
 * The sequences themselves are kept by the partitions (`partition-queue.ts`): they ask before a batch is numbered, and tell
 * when their numbers are no good any more. Whether the epoch goes up then, or the identity ends, is decided here.
 */
export interface IdentitySource {
  /** null: nothing can be numbered. */
  readonly current: ProducerIdentity | null;
  /** Of the transaction under way; null when there are none. */
  readonly tag: TransactionTag | null;
  /** Why batches without numbers are not to wait for any; null when they may. */
  readonly refusal: Error | null;
  /** How often the epoch went up because of {@link fenced}. */
  readonly bumps: number;
  /**
   * Asked before a batch without numbers leaves: whether it may get some now. Asks the broker for an identity when there is
   * none. Batches that have their numbers already go without asking.
   */
  maySend(partition: NumberedPartition, now: number): boolean;
  /** A broker has acknowledged the first batch that a partition has numbered under `identity`. */
  established(identity: ProducerIdentity): void;
  /** Records were taken and will not be stored, for this reason. */
  recordsFailed(error: Error): void;
  /** Numbers under `identity` lead nowhere: a sequence has a hole, or its log knows nothing of it. */
  fenced(identity: ProducerIdentity): void;
  /** Called once, before the first batch. */
  listen(listener: IdentityListener): void;
  /** Asks for nothing any more, and tells of nothing. */
  stop(): void;
}
