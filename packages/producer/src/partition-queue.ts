import { StateError } from '@k/wire';
import { type ProducerBatch, sequenceAfter } from './batch.ts';
import type { ProducerIdentity } from './identity/source.ts';
import type { ProducerIds } from './producer-ids.ts';

/**
 * Where a partition stands with its broker.
 *
 * - `steady`: new batches take the next sequence numbers and leave, several in flight.
 * - `recovering`: a batch that has a sequence number must be sent again. Batches go in sequence order, one at a time, and
 *   nothing new leaves: what follows a gap would be refused anyway. Left when nothing is to be repeated, or for `renewing`.
 * - `renewing`: a sequence number was burnt (its batch was refused for good, or given up), so the sequence has a hole that
 *   no batch can fill; or the log is another one, which has nothing of the sequence. Batches whose fate is unknown are
 *   repeated under their old numbers until the broker has told; then, with nothing in flight, all others return to the
 *   queue without numbers, and the sequence starts at 0 under a new epoch (KIP-360).
 *
 * Without idempotence a partition is always `steady`: repetitions simply go first.
 */
export type PartitionState = 'steady' | 'recovering' | 'renewing';

const MOVES: Readonly<Record<PartitionState, readonly PartitionState[]>> = {
  steady: ['recovering', 'renewing'],
  recovering: ['steady', 'renewing'],
  renewing: ['steady'],
};

/**
 * The batches of one partition on their way out, and the order in which they may go. Knows nothing of brokers or time
 * beyond the `now` it is given: the same machine runs under a fake cluster in tests.
 */
export class PartitionQueue {
  readonly topic: string;
  readonly partition: number;
  /** The batch that records are being written into. */
  open: ProducerBatch | null = null;
  /** The broker that the batches in flight went to. */
  broker = -1;
  /** Whether the sender has it on its list. */
  listed = false;
  readonly #ids: ProducerIds | null;
  readonly #maxInFlight: number;
  /** Full, never sent. Taken from the front. */
  #closed: ProducerBatch[] = [];
  #closedHead = 0;
  /** To be sent again, by ordinal. */
  #again: ProducerBatch[] = [];
  readonly #inFlight: ProducerBatch[] = [];
  #state: PartitionState = 'steady';
  #identity: ProducerIdentity | null = null;
  #nextSequence = 0;
  /** The broker has acknowledged something under the present identity. */
  #established = false;
  #nextOrdinal = 0;

  /** @param ids - null without idempotence */
  constructor(topic: string, partition: number, ids: ProducerIds | null, maxInFlight: number) {
    this.topic = topic;
    this.partition = partition;
    this.#ids = ids;
    this.#maxInFlight = maxInFlight;
  }

  get state(): PartitionState {
    return this.#state;
  }

  get inFlight(): number {
    return this.#inFlight.length;
  }

  /** Something waits to be sent; what is in flight does not count. */
  get hasWaiting(): boolean {
    return this.open !== null || this.#again.length > 0 || this.#closedHead < this.#closed.length;
  }

  /** There is a full batch, or one to repeat. */
  get hasClosed(): boolean {
    return this.#again.length > 0 || this.#closedHead < this.#closed.length;
  }

  /** No more records go into the open batch. */
  close(): void {
    if (this.open === null) return;
    this.#closed.push(this.open);
    this.open = null;
  }

  /**
   * The batch that may leave now, or null. It stays where it is until {@link launch}.
   *
   * @param takeOpen - the open batch may go although it is not full
   */
  next(now: number, takeOpen: boolean): ProducerBatch | null {
    if (this.#inFlight.length >= this.#maxInFlight) return null;
    if (this.#state === 'renewing') {
      if (this.#inFlight.length > 0) return null;
      const unknown = this.#again.find((batch) => batch.maybeWritten);
      if (unknown !== undefined) return unknown.notBefore <= now ? unknown : null;
      this.#renew();
    }
    const again = this.#again[0];
    if (again !== undefined) {
      // Idempotent: one at a time, lowest sequence first, after all that was in flight has come back.
      if (this.#ids !== null && this.#inFlight.length > 0) return null;
      return again.notBefore <= now ? again : null;
    }
    if (this.#state === 'recovering') this.#to('steady');
    if (this.#ids !== null && this.#inFlight.length > 0) {
      // A broker that knows nothing of this producer takes any first sequence number, so the first batch of a sequence goes
      // alone: were it refused and a later one stored, the first could never be. And a new identity starts with nothing of
      // the old one still under way, or an old batch could be stored after a new one.
      if (!this.#established || this.#identity !== this.#ids.current) return null;
      // The broker tells a repetition by the last five batches it has, so only four may follow one that may be repeated.
      if (this.#nextOrdinal - Math.floor((this.#inFlight[0] as ProducerBatch).ordinal) >= this.#maxInFlight)
        return null;
    }
    let batch = this.#closed[this.#closedHead];
    if (batch === undefined && takeOpen && this.open !== null) {
      this.close();
      batch = this.#closed[this.#closedHead];
    }
    return batch !== undefined && batch.notBefore <= now ? batch : null;
  }

  /** Takes the batch that {@link next} gave, numbers it, and counts it as in flight. */
  launch(batch: ProducerBatch): void {
    const again = this.#again.indexOf(batch);
    if (again >= 0) this.#again.splice(again, 1);
    else this.#takeClosed(batch);
    if (!batch.hasSequence && this.#ids !== null) this.#number(batch, this.#ids);
    if (batch.ordinal < 0) batch.ordinal = this.#nextOrdinal++;
    batch.attempts++;
    this.#inFlight.push(batch);
  }

  /** The broker has stored it. */
  stored(batch: ProducerBatch): void {
    this.#land(batch);
    if (batch.identity === this.#identity) this.#established = true;
    this.#settle();
  }

  /** It is to be sent again, under the numbers it has. */
  repeat(batch: ProducerBatch): void {
    this.#land(batch);
    this.#insert(batch);
    if (this.#ids !== null && this.#state === 'steady') this.#to('recovering');
  }

  /** It is known not to be stored, and cannot be under these numbers: it goes again once the identity is renewed. */
  repeatRenewed(batch: ProducerBatch): void {
    this.repeat(batch);
    this.#burn();
  }

  /** It comes back from flight never to be sent again. */
  abandon(batch: ProducerBatch): void {
    this.#land(batch);
    if (batch.hasSequence) this.#burn();
    this.#settle();
  }

  /**
   * `parts` take the place of a batch that was too large, which is known not to be stored. They carry its records, one
   * sequence number each, so its numbers are theirs.
   */
  replace(batch: ProducerBatch, parts: readonly ProducerBatch[]): void {
    this.#land(batch);
    let sequence = batch.baseSequence;
    const { ordinal } = batch;
    let next = this.#nextOrdinal;
    for (const other of [...this.#again, ...this.#inFlight]) {
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
    if (this.#ids !== null && this.#state === 'steady') this.#to('recovering');
  }

  /** Whether an earlier batch of the same sequence is still to be stored: then a refusal for order is only a consequence. */
  hasEarlier(batch: ProducerBatch): boolean {
    const earlier = (other: ProducerBatch): boolean => other !== batch && other.ordinal < batch.ordinal;
    return this.#again.some(earlier) || this.#inFlight.some(earlier);
  }

  /** Takes out the waiting batches that `expired` picks; those in flight are left to their answers. */
  remove(expired: (batch: ProducerBatch) => boolean): ProducerBatch[] {
    const out: ProducerBatch[] = [];
    const keep = (batch: ProducerBatch): boolean => {
      if (!expired(batch)) return true;
      out.push(batch);
      return false;
    };
    const again = this.#again.length;
    this.#again = this.#again.filter(keep);
    if (this.#again.length < again && out.some((batch) => batch.hasSequence)) this.#burn();
    this.#closed = this.#closed.slice(this.#closedHead).filter(keep);
    this.#closedHead = 0;
    if (this.open !== null && !keep(this.open)) this.open = null;
    this.#settle();
    return out;
  }

  /** Creation time of the oldest waiting batch; Infinity when there is none. */
  oldestCreatedAt(): number {
    let oldest = Infinity;
    for (const batch of this.#again) oldest = Math.min(oldest, batch.createdAt);
    // Batches renewed stand before younger ones: the first is the oldest.
    const closed = this.#closed[this.#closedHead] ?? this.open;
    return closed === null ? oldest : Math.min(oldest, closed.createdAt);
  }

  /** When the first batch to repeat may go; 0 when there is none. */
  get notBefore(): number {
    return (this.#again[0] ?? this.#closed[this.#closedHead])?.notBefore ?? 0;
  }

  /**
   * The log is another one. What was not stored goes there, in a sequence of its own: a log that knows nothing of a producer
   * takes any first number, so that of several in flight a later batch could be stored before an earlier one.
   */
  startOver(): void {
    if (this.#identity !== null) this.#burn();
    this.#settle();
  }

  /** A new leader is known: no reason to wait out the pause that the old one earned. */
  forgetPauses(): void {
    for (const batch of this.#again) batch.notBefore = 0;
    for (let i = this.#closedHead; i < this.#closed.length; i++) (this.#closed[i] as ProducerBatch).notBefore = 0;
  }

  #takeClosed(batch: ProducerBatch): void {
    if (this.#closed[this.#closedHead] !== batch) {
      throw new StateError(`${this.topic}-${this.partition}: a batch was launched that was not next`);
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

  #number(batch: ProducerBatch, ids: ProducerIds): void {
    const current = ids.current;
    if (current === null) throw new StateError(`${this.topic}-${this.partition}: no producer id yet`);
    if (this.#identity !== current) {
      this.#identity = current;
      this.#nextSequence = 0;
      this.#established = false;
    }
    batch.assign(current, this.#nextSequence);
    this.#nextSequence = sequenceAfter(this.#nextSequence, batch.count);
  }

  #insert(batch: ProducerBatch): void {
    let at = this.#again.length;
    while (at > 0 && (this.#again[at - 1] as ProducerBatch).ordinal > batch.ordinal) at--;
    this.#again.splice(at, 0, batch);
  }

  #land(batch: ProducerBatch): void {
    const at = this.#inFlight.indexOf(batch);
    if (at < 0) throw new StateError(`${this.topic}-${this.partition}: an answer came for a batch not in flight`);
    this.#inFlight.splice(at, 1);
  }

  #burn(): void {
    if (this.#ids === null || this.#state === 'renewing') return;
    this.#to('renewing');
    if (this.#identity !== null) this.#ids.renew(this.#identity);
  }

  /** Nothing in flight, nothing unknown: see `renewing`. */
  #renew(): void {
    const again = this.#again;
    this.#again = [];
    for (const batch of again) {
      batch.forgetSequence();
      batch.ordinal = -1;
    }
    this.#closed = [...again, ...this.#closed.slice(this.#closedHead)];
    this.#closedHead = 0;
    this.#identity = null;
    this.#established = false;
    this.#to('steady');
  }

  #settle(): void {
    if (this.#inFlight.length > 0 || this.#again.length > 0) return;
    if (this.#state === 'renewing') this.#renew();
    else if (this.#state === 'recovering') this.#to('steady');
  }

  #to(state: PartitionState): void {
    if (!MOVES[this.#state].includes(state)) {
      throw new StateError(`${this.topic}-${this.partition}: ${this.#state} cannot become ${state}`);
    }
    this.#state = state;
  }
}
