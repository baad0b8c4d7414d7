import { encodeEndTransactionMarker, readBatches, RecordBatchWriter } from '@k/codec';
import { ErrorCode } from '@k/wire';
import type { Partition } from '../state/partition.ts';
import { store } from './append-records.ts';

/** More than a batch of one marker takes. */
const MARKER_BYTES = 128;

/** How a producer's transaction ended. */
export interface EndMarker {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly committed: boolean;
  /** Of the coordinator that says so. */
  readonly coordinatorEpoch: number;
}

/**
 * Appends the control batch that ends a transaction in a partition, whether the producer wrote there or not.
 * @returns NONE, or why the marker is one of the past
 */
export function appendEndMarker(partition: Partition, marker: EndMarker, nowMs: number): number {
  const { log, producers, transactions } = partition;
  const problem = producers.checkMarker(marker);
  if (problem !== ErrorCode.NONE) return problem;
  const { producerId, producerEpoch, committed, coordinatorEpoch } = marker;
  const timestamp = Math.floor(nowMs);
  const { key, value } = encodeEndTransactionMarker(committed ? 'commit' : 'abort', coordinatorEpoch);
  const writer = new RecordBatchWriter({ maxBytes: MARKER_BYTES, initialBytes: MARKER_BYTES });
  writer.tryAppend(timestamp, key, value);
  const bytes = writer.seal({ producerId, producerEpoch, baseSequence: -1, isTransactional: true, isControl: true });
  const offset = log.endOffset;
  store([...readBatches(bytes, { checkCrcs: false })], partition, nowMs);
  producers.ended(marker, timestamp);
  transactions.replicatedTo(partition.highWatermark);
  transactions.ended(producerId, offset, committed, log.startOffset);
  return ErrorCode.NONE;
}
