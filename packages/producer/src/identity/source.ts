/** What the broker knows this producer by: sequence numbers count per partition within one of these (KIP-98, KIP-360). */
export interface ProducerIdentity {
  readonly producerId: bigint;
  readonly epoch: number;
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
  /** How often the epoch went up because of {@link fenced}. */
  readonly bumps: number;
  /**
   * Asked before a batch without numbers leaves: whether it may get some now. Asks the broker for an identity when there is
   * none. Batches that have their numbers already go without asking.
   */
  maySend(partition: PartitionSequence, now: number): boolean;
  /** Numbers under `identity` lead nowhere: a sequence has a hole, or its log knows nothing of it. */
  fenced(identity: ProducerIdentity): void;
  /** Called once, before the first batch. */
  listen(listener: IdentityListener): void;
  /** Asks for nothing any more, and tells of nothing. */
  stop(): void;
}
