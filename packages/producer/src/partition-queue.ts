import { StateError } from '@k/wire';
import { type ProducerBatch, sequenceAfter } from './batch.ts';
import type { IdentitySource, NumberedPartition, ProducerIdentity } from './identity/source.ts';

/**
 * Where a partition stands with its broker.
 *
 * - `steady`: new batches take the next sequence numbers and leave, several in flight.
 * - `retrying`: a batch that has a sequence number must be sent again. Batches go in sequence order, one at a time, and
 *   nothing new leaves: what follows a gap would be refused anyway. Left when nothing is to be sent again, or for `fenced`.
 * - `fenced`: its numbers lead nowhere: the sequence has a hole that no batch can fill (its batch was refused for good, or
 *   given up), or the log is another one, which has nothing of it. Batches that may have been written are sent again under
 *   their old numbers until the broker has told; then, with nothing in flight, all others return to the queue without
 *   numbers, and a sequence starts at 0 under whatever identity the source has by then. Another log takes any first number:
 *   what is before such a batch goes before it, one at a time, until the log refuses one.
 *
 * Without idempotence a partition is always `steady`: retries simply go first.
 */
export type PartitionState = 'steady' | 'retrying' | 'fenced';

const MOVES: Readonly<Record<PartitionState, readonly PartitionState[]>> = {
  steady: ['retrying', 'fenced'],
  retrying: ['steady', 'fenced'],
  fenced: ['steady'],
};

/** Where the numbers of a partition stand. */
export interface SequencePosition {
  readonly identity: ProducerIdentity;
  readonly next: number;
  readonly established: boolean;
}

/**
 * The batches of one partition on their way out, and the order in which they may go. Knows nothing of brokers or time
 * beyond the `now` it is given: the same machine runs under a fake cluster in tests.
 */
export class PartitionQueue implements NumberedPartition {
  readonly topic: string;
  readonly partition: number;
  /** The batch that records are being written into. */
  open: ProducerBatch | null = null;
  /** The broker that the batches in flight went to. */
  broker = -1;
  /** Whether the sender has it on its list. */
  listed = false;
  readonly #source: IdentitySource | null;
  readonly #maxInFlight: number;
  /** Full, never sent. Taken from the front. */
  #closed: ProducerBatch[] = [];
  #closedHead = 0;
  /** To be sent again, by ordinal. */
  #retries: ProducerBatch[] = [];
  readonly #inFlight: ProducerBatch[] = [];
  #state: PartitionState = 'steady';
  #identity: ProducerIdentity | null = null;
  #nextSequence = 0;
  /** The broker has acknowledged something under the present identity. */
  #established = false;
  /** The log is another one than that of the present numbers, and has refused none of them. */
  #takesAnyFirst = false;
  #nextOrdinal = 0;

  /** @param source - null without idempotence */
  constructor(topic: string, partition: number, source: IdentitySource | null, maxInFlight: number) {
    this.topic = topic;
    this.partition = partition;
    this.#source = source;
    this.#maxInFlight = maxInFlight;
  }

  get state(): PartitionState {
    return this.#state;
  }

  get inFlight(): number {
    return this.#inFlight.length;
  }

  get identity(): ProducerIdentity | null {
    return this.#identity;
  }

  get established(): boolean {
    return this.#established;
  }

  /** Nothing of it is on its way, and nothing is to be mended: where its numbers stand is all there is to know of it. */
  get isIdle(): boolean {
    return this.#state === 'steady' && this.#inFlight.length === 0 && !this.hasWaiting && !this.listed;
  }

  /** null before the first number */
  get position(): SequencePosition | null {
    if (this.#identity === null) return null;
    return { identity: this.#identity, next: this.#nextSequence, established: this.#established };
  }

  /** Goes on where another one was; called before the first batch. */
  resume({ identity, next, established }: SequencePosition): void {
    this.#identity = identity;
    this.#nextSequence = next;
    this.#established = established;
  }

  /** Something waits to be sent; what is in flight does not count. */
  get hasWaiting(): boolean {
    return this.open !== null || this.#retries.length > 0 || this.#closedHead < this.#closed.length;
  }

  /** Batches that wait to be sent; what is in flight does not count. */
  get waiting(): number {
    return this.#retries.length + this.#closed.length - this.#closedHead + (this.open === null ? 0 : 1);
  }

  /** There is a full batch, or one to repeat. */
  get hasClosed(): boolean {
    return this.#retries.length > 0 || this.#closedHead < this.#closed.length;
  }

  /** No more records go into the open batch. */
  close(): void {
    if (this.open === null) return;
    this.#closed.push(this.open);
    this.open = null;
  }

  /**
   * The batch that may leave now, or null. It stays where it is until {@link send}.
   *
   * @param takeOpen - the open batch may go although it is not full
   */
  next(now: number, takeOpen: boolean): ProducerBatch | null {
    if (this.#inFlight.length >= this.#maxInFlight) return null;
    if (this.#state === 'fenced') {
      if (this.#inFlight.length > 0) return null;
      const unknown = this.#retries.find((batch) => batch.maybeWritten);
      if (unknown !== undefined) {
        const first = this.#takesAnyFirst ? (this.#retries[0] as ProducerBatch) : unknown;
        return first.notBefore <= now ? first : null;
      }
      this.#startSequence();
    }
    const retry = this.#retries[0];
    if (retry !== undefined) {
      // Idempotent: one at a time, lowest sequence first, after all that was in flight has come back.
      if (this.#source !== null && this.#inFlight.length > 0) return null;
      return retry.notBefore <= now ? retry : null;
    }
    if (this.#state === 'retrying') this.#to('steady');
    if (this.#source !== null) {
      if (!this.#source.maySend(this, now)) return null;
      // The broker tells a repetition by the last five batches it has, so only four may follow one that may be sent again.
      const oldest = this.#inFlight[0];
      if (oldest !== undefined && this.#nextOrdinal - Math.floor(oldest.ordinal) >= this.#maxInFlight) return null;
    }
    let batch = this.#closed[this.#closedHead];
    if (batch === undefined && takeOpen && this.open !== null) {
      this.close();
      batch = this.#closed[this.#closedHead];
    }
    return batch !== undefined && batch.notBefore <= now ? batch : null;
  }

  /** Of the full batches, as many as may be in flight, the first that another thread is to compress; null when none is. */
  get toCompress(): ProducerBatch | null {
    const end = Math.min(this.#closed.length, this.#closedHead + this.#maxInFlight);
    for (let i = this.#closedHead; i < end; i++) {
      const batch = this.#closed[i] as ProducerBatch;
      if (batch.wantsThread) return batch;
    }
    return null;
  }

  /** Takes the batch that {@link next} gave, numbers it, and counts it as in flight. */
  send(batch: ProducerBatch): void {
    const retry = this.#retries.indexOf(batch);
    if (retry >= 0) this.#retries.splice(retry, 1);
    else this.#takeClosed(batch);
    if (!batch.hasSequence && this.#source !== null) this.#number(batch, this.#source);
    if (batch.ordinal < 0) batch.ordinal = this.#nextOrdinal++;
    batch.attempts++;
    this.#inFlight.push(batch);
  }

  /** The broker has stored it. */
  stored(batch: ProducerBatch): void {
    this.#complete(batch);
    if (batch.identity === this.#identity) this.#establish();
    this.#settle();
  }

  /** It is to be sent again, under the numbers it has. */
  retry(batch: ProducerBatch): void {
    this.#complete(batch);
    this.#insert(batch);
    if (this.#source !== null && this.#state === 'steady') this.#to('retrying');
  }

  /** It is known not to be stored, and cannot be under these numbers: it goes again under new ones. */
  retryRenumbered(batch: ProducerBatch): void {
    this.retry(batch);
    this.#takesAnyFirst = false;
    this.#fence();
  }

  /** It was in flight, and is never sent again. */
  drop(batch: ProducerBatch): void {
    this.#complete(batch);
    if (batch.hasSequence && !this.#takeBack(batch)) this.#fence();
    this.#settle();
  }

  /**
   * `parts` take the place of a batch that was too large, which is known not to be stored. They carry its records, one
   * sequence number each, so its numbers are theirs.
   */
  replace(batch: ProducerBatch, parts: readonly ProducerBatch[]): void {
    this.#complete(batch);
    let sequence = batch.baseSequence;
    const { ordinal } = batch;
    let next = this.#nextOrdinal;
    for (const other of [...this.#retries, ...this.#inFlight]) {
      if (other.ordinal > ordinal) next = Math.min(next, other.ordinal);
    }
    for (const [i, part] of parts.entries()) {
      // Between the neighbours, also when a part is split again.
      part.ordinal = ordinal + ((next - ordinal) * i) / parts.length;
      if (batch.identity !== null) {
        part.assign(batch.identity, sequence);
        sequence = sequenceAfter(sequence, part.count);
      }
      this.#insert(part);
    }
    if (this.#source !== null && this.#state === 'steady') this.#to('retrying');
  }

  /** Whether an earlier batch of the same sequence is still to be stored: then a refusal for order is only a consequence. */
  hasEarlier(batch: ProducerBatch): boolean {
    const earlier = (other: ProducerBatch): boolean => other !== batch && other.ordinal < batch.ordinal;
    return this.#retries.some(earlier) || this.#inFlight.some(earlier);
  }

  /** Takes out the waiting batches that `expired` picks; those in flight are left to their answers. */
  remove(expired: (batch: ProducerBatch) => boolean): ProducerBatch[] {
    const out: ProducerBatch[] = [];
    const keep = (batch: ProducerBatch): boolean => {
      if (!expired(batch)) return true;
      out.push(batch);
      return false;
    };
    const retries = this.#retries.length;
    this.#retries = this.#retries.filter(keep);
    if (this.#retries.length < retries && out.some((batch) => batch.hasSequence)) this.#fence();
    this.#closed = this.#closed.slice(this.#closedHead).filter(keep);
    this.#closedHead = 0;
    if (this.open !== null && !keep(this.open)) this.open = null;
    this.#settle();
    return out;
  }

  /** Creation time of the oldest waiting batch; Infinity when there is none. */
  oldestCreatedAt(): number {
    let oldest = Infinity;
    for (const batch of this.#retries) oldest = Math.min(oldest, batch.createdAt);
    // Batches that lost their numbers stand before younger ones: the first is the oldest.
    const closed = this.#closed[this.#closedHead] ?? this.open;
    return closed === null ? oldest : Math.min(oldest, closed.createdAt);
  }

  /** When the first batch to repeat may go; 0 when there is none. */
  get notBefore(): number {
    return (this.#retries[0] ?? this.#closed[this.#closedHead])?.notBefore ?? 0;
  }

  /**
   * The log is another one. What was not stored goes there, in a sequence of its own: a log that knows nothing of a producer
   * takes any first number, so that of several in flight a later batch could be stored before an earlier one.
   */
  startOver(): void {
    if (this.#identity !== null) {
      this.#takesAnyFirst = true;
      this.#fence();
    }
    this.#settle();
  }

  /** A new leader is known: no reason to wait out the pause that the old one earned. */
  forgetPauses(): void {
    for (const batch of this.#retries) batch.notBefore = 0;
    for (let i = this.#closedHead; i < this.#closed.length; i++) (this.#closed[i] as ProducerBatch).notBefore = 0;
  }

  #takeClosed(batch: ProducerBatch): void {
    if (this.#closed[this.#closedHead] !== batch) {
      throw new StateError(`${this.topic}-${this.partition}: a batch was sent that was not next`);
    }
    this.#closedHead++;
    // Taken slots are given back now and then, not at each step.
    if (this.#closedHead === this.#closed.length) {
      this.#closed.length = 0;
      this.#closedHead = 0;
    } else if (this.#closedHead > 64) {
      this.#closed.splice(0, this.#closedHead);
      this.#closedHead = 0;
    }
  }

  #number(batch: ProducerBatch, { current }: IdentitySource): void {
    if (current === null) throw new StateError(`${this.topic}-${this.partition}: no producer id yet`);
    if (this.#identity !== current) {
      this.#identity = current;
      this.#nextSequence = 0;
      this.#established = false;
    }
    batch.assign(current, this.#nextSequence);
    this.#nextSequence = sequenceAfter(this.#nextSequence, batch.count);
  }

  #establish(): void {
    if (this.#established || this.#identity === null) return;
    this.#established = true;
    this.#source?.established(this.#identity);
  }

  /** The numbers of a batch that is known not to be stored, if none have been given since: the next one gets them. */
  #takeBack(batch: ProducerBatch): boolean {
    const isLast = sequenceAfter(batch.baseSequence, batch.count) === this.#nextSequence;
    if (batch.maybeWritten || !isLast || batch.identity !== this.#identity || this.#state === 'fenced') return false;
    this.#nextSequence = batch.baseSequence;
    return true;
  }

  #insert(batch: ProducerBatch): void {
    let at = this.#retries.length;
    while (at > 0 && (this.#retries[at - 1] as ProducerBatch).ordinal > batch.ordinal) at--;
    this.#retries.splice(at, 0, batch);
  }

  #complete(batch: ProducerBatch): void {
    const at = this.#inFlight.indexOf(batch);
    if (at < 0) throw new StateError(`${this.topic}-${this.partition}: an answer came for a batch not in flight`);
    this.#inFlight.splice(at, 1);
  }

  #fence(): void {
    if (this.#source === null || this.#state === 'fenced') return;
    this.#to('fenced');
    if (this.#identity !== null) this.#source.fenced(this.#identity);
  }

  /** Nothing in flight, nothing unknown: see `fenced`. */
  #startSequence(): void {
    const retries = this.#retries;
    this.#retries = [];
    for (const batch of retries) {
      batch.forgetSequence();
      batch.ordinal = -1;
    }
    this.#closed = [...retries, ...this.#closed.slice(this.#closedHead)];
    this.#closedHead = 0;
    this.#identity = null;
    this.#established = false;
    this.#takesAnyFirst = false;
    this.#to('steady');
  }

  #settle(): void {
    if (this.#inFlight.length > 0 || this.#retries.length > 0) return;
    if (this.#state === 'fenced') this.#startSequence();
    else if (this.#state === 'retrying') this.#to('steady');
  }

  #to(state: PartitionState): void {
    if (!MOVES[this.#state].includes(state)) {
      throw new StateError(`${this.topic}-${this.partition}: ${this.#state} cannot become ${state}`);
    }
    this.#state = state;
  }
}
