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

export type SequenceVerdict =
  | { readonly kind: 'append' }
  | { readonly kind: 'duplicate'; readonly batch: ProducerBatch }
  | { readonly kind: 'reject'; readonly errorCode: number; readonly message: string };

const APPEND: SequenceVerdict = { kind: 'append' };

/**
 * Idempotence of one partition (KIP-98, KIP-360): a batch that was appended already is recognised and answered with its
 * offset, a gap or an old epoch is refused. A producer the partition has never seen may begin with any sequence, as on
 * Kafka 2.4 and newer: UNKNOWN_PRODUCER_ID is not answered any more.
 */
export class ProducerStates {
  readonly #states = new Map<number, { epoch: number; batches: ProducerBatch[] }>();

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
    const known = this.#states.get(batch.producerId);
    if (known?.epoch !== batch.producerEpoch) {
      this.#states.set(batch.producerId, { epoch: batch.producerEpoch, batches: [entry] });
      return;
    }
    known.batches.push(entry);
    if (known.batches.length > REMEMBERED_BATCHES) known.batches.shift();
  }

  /** For inspection: a copy of what is known. */
  list(): LoggedProducer[] {
    return [...this.#states].map(([producerId, state]) => ({
      producerId,
      producerEpoch: state.epoch,
      batches: [...state.batches],
    }));
  }
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
