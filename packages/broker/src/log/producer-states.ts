import { ErrorCode } from '@k/wire';

/** Batches remembered per producer, for telling a repeated batch from a new one: five may be in flight (KIP-98). */
const REMEMBERED_BATCHES = 5;
const MAX_SEQUENCE = 0x7fffffff;

export interface ProducerBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: number;
  readonly timestamp: number;
}

/** What one partition knows of one producer id. */
export interface LoggedProducer {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Of the coordinator that last ended a transaction of it here; -1 for none. */
  readonly coordinatorEpoch: number;
  /** ms since the epoch; of its last batch or marker. */
  readonly lastTimestamp: number;
  /** Newest last, at most five. */
  readonly batches: readonly ProducerBatch[];
}

/** The sequence fields of a batch, as they came. */
export interface SequencedBatch {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly lastOffsetDelta: number;
}

/** What a partition looks at of an end marker. */
export type MarkerStamp = Pick<LoggedProducer, 'producerId' | 'producerEpoch' | 'coordinatorEpoch'>;

export type SequenceVerdict =
  | { readonly kind: 'append' }
  | { readonly kind: 'duplicate'; readonly batch: ProducerBatch }
  | { readonly kind: 'reject'; readonly errorCode: number; readonly message: string };

const APPEND: SequenceVerdict = { kind: 'append' };

interface ProducerState {
  epoch: number;
  coordinatorEpoch: number;
  lastTimestamp: number;
  batches: ProducerBatch[];
}

/**
 * Idempotence of one partition (KIP-98, KIP-360): a batch that was appended already is recognised and answered with its
 * offset, a gap or an old epoch is refused. A producer the partition has never seen may begin with any sequence, as on
 * Kafka 2.4 and newer: UNKNOWN_PRODUCER_ID is not answered any more.
 */
export class ProducerStates {
  readonly #states = new Map<number, ProducerState>();

  check(batch: SequencedBatch): SequenceVerdict {
    const known = this.#states.get(batch.producerId);
    if (known === undefined) return APPEND;
    const last = lastSequenceOf(batch);
    if (batch.producerEpoch < known.epoch) {
      return {
        kind: 'reject',
        errorCode: ErrorCode.INVALID_PRODUCER_EPOCH,
        message: `producer ${String(batch.producerId)} has epoch ${String(batch.producerEpoch)}, the partition has seen ${String(known.epoch)}`,
      };
    }
    if (batch.producerEpoch > known.epoch) {
      if (batch.baseSequence === 0) return APPEND;
      return outOfOrder(batch, `a new epoch begins with sequence 0`);
    }
    for (const seen of known.batches) {
      if (seen.firstSequence === batch.baseSequence && seen.lastSequence === last)
        return { kind: 'duplicate', batch: seen };
    }
    const newest = known.batches[known.batches.length - 1];
    const expected = newest === undefined ? 0 : newest.lastSequence === MAX_SEQUENCE ? 0 : newest.lastSequence + 1;
    return batch.baseSequence === expected ? APPEND : outOfOrder(batch, `expected sequence ${String(expected)}`);
  }

  appended(batch: SequencedBatch, baseOffset: number, timestamp: number): void {
    const entry: ProducerBatch = {
      firstSequence: batch.baseSequence,
      lastSequence: lastSequenceOf(batch),
      baseOffset,
      timestamp,
    };
    const state = this.#at(batch.producerId, batch.producerEpoch);
    state.lastTimestamp = timestamp;
    state.batches.push(entry);
    if (state.batches.length > REMEMBERED_BATCHES) state.batches.shift();
  }

  /** NONE, or why the marker is one of the past. Its epoch may be ahead: that fences who wrote before. */
  checkMarker({ producerId, producerEpoch, coordinatorEpoch }: MarkerStamp): number {
    const known = this.#states.get(producerId);
    if (known === undefined) return ErrorCode.NONE;
    if (producerEpoch < known.epoch) return ErrorCode.INVALID_PRODUCER_EPOCH;
    return coordinatorEpoch < known.coordinatorEpoch ? ErrorCode.TRANSACTION_COORDINATOR_FENCED : ErrorCode.NONE;
  }

  /** A marker was appended: batches of older epochs are refused from now on. */
  ended({ producerId, producerEpoch, coordinatorEpoch }: MarkerStamp, timestamp: number): void {
    const state = this.#at(producerId, producerEpoch);
    state.coordinatorEpoch = coordinatorEpoch;
    state.lastTimestamp = timestamp;
  }

  /** Undefined for a producer that was never here. */
  epochOf(producerId: number): number | undefined {
    return this.#states.get(producerId)?.epoch;
  }

  /** Its epoch, and the offset of the last record it wrote in that; undefined for a producer that was never here. */
  lastOf(producerId: number): { readonly epoch: number; readonly lastDataOffset: number | undefined } | undefined {
    const state = this.#states.get(producerId);
    if (state === undefined) return undefined;
    const last = state.batches.at(-1);
    return { epoch: state.epoch, lastDataOffset: last === undefined ? undefined : lastOffsetOf(last) };
  }

  /** For inspection: a copy of what is known. */
  list(): LoggedProducer[] {
    return [...this.#states].map(([producerId, state]) => ({
      producerId,
      producerEpoch: state.epoch,
      coordinatorEpoch: state.coordinatorEpoch,
      lastTimestamp: state.lastTimestamp,
      batches: [...state.batches],
    }));
  }

  /** Takes the place of all that is there. */
  restore(producers: readonly LoggedProducer[]): void {
    this.#states.clear();
    for (const { producerId, producerEpoch: epoch, coordinatorEpoch, lastTimestamp, batches } of producers) {
      this.#states.set(producerId, { epoch, coordinatorEpoch, lastTimestamp, batches: [...batches] });
    }
  }

  /** A new epoch begins its sequences anew. */
  #at(producerId: number, epoch: number): ProducerState {
    let state = this.#states.get(producerId);
    if (state === undefined) {
      state = { epoch, coordinatorEpoch: -1, lastTimestamp: -1, batches: [] };
      this.#states.set(producerId, state);
    } else if (state.epoch !== epoch) {
      state.epoch = epoch;
      state.batches = [];
    }
    return state;
  }
}

function lastOffsetOf({ baseOffset, firstSequence, lastSequence }: ProducerBatch): number {
  const delta = lastSequence - firstSequence;
  return baseOffset + (delta < 0 ? delta + MAX_SEQUENCE + 1 : delta);
}

/** Sequences wrap from 2^31 - 1 to 0. */
function lastSequenceOf(batch: SequencedBatch): number {
  const last = batch.baseSequence + batch.lastOffsetDelta;
  return last > MAX_SEQUENCE ? last - MAX_SEQUENCE - 1 : last;
}

function outOfOrder(batch: SequencedBatch, expected: string): SequenceVerdict {
  return {
    kind: 'reject',
    errorCode: ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
    message: `producer ${String(batch.producerId)} epoch ${String(batch.producerEpoch)} sent sequence ${String(batch.baseSequence)}: ${expected}`,
  };
}
